/* sfl-transcript-pane-private.h: the parts of the pane, clicks, menu and floating buttons
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-transcript-pane.h"

#include "sfl-follower.h"

G_BEGIN_DECLS

struct _SflTranscriptPane {
  GtkWidget parent_instance;

  GtkWidget *overlay;
  GtkWidget *scrolled;
  SflTranscriptView *view;
  SflFollower *follower;

  GtkWidget *pill;
  GtkWidget *pill_icon;
  GtkWidget *pill_label;
  GtkWidget *skip;
  GtkWidget *parts;
  GtkWidget *menu;

  SflEpisode *episode;
  gboolean click_plays;

  /* The press under way. */
  GtkGesture *click;
  GtkGesture *drag_of_view; /* NULL where it has none */
  SflPlace place;
  SflSpot spot;
  gboolean had_selection;
  gboolean dragged;
  gboolean acted;
  gboolean pressed;
  char *drag_text; /* what is dragged from drag_from, once the pointer moves; NULL: nothing */
  graphene_point_t drag_from;
  gboolean caret_moved; /* by the reader, since the playhead was last sent somewhere */
  guint calm_id;
  guint pill_id; /* of the idle source that shows what the follower says */
};

gboolean sfl_transcript_pane_has_selection (SflTranscriptPane *self);

/* sfl-transcript-pane-clicks.c */
void sfl_transcript_pane_add_clicks (SflTranscriptPane *self);

/* sfl-transcript-pane-drag.c */
void sfl_transcript_pane_add_drag (SflTranscriptPane *self);

/* sfl-transcript-pane-menu.c */
void sfl_transcript_pane_add_menu (SflTranscriptPane *self);
void sfl_transcript_pane_open_menu_at_caret (SflTranscriptPane *self);

/* sfl-transcript-pane-buttons.c */
void sfl_transcript_pane_add_buttons (SflTranscriptPane *self);
void sfl_transcript_pane_update_pill (SflTranscriptPane *self);

G_END_DECLS
