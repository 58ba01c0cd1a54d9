/* sfl-seek-bar-private.h: the parts of the seek bar: what it does, shows and tells
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-seek-bar.h"

#include "sfl-seek-tip.h"

G_BEGIN_DECLS

/* Pixels.  The height is that of a target for a finger. */
#define SFL_SEEK_BAR_HEIGHT 48
#define SFL_SEEK_BAR_INSET 6 /* room for the playhead at both ends, and for the focus ring */

struct _SflSeekBar {
  GtkWidget parent_instance;

  SflTime duration; /* SFL_TIME_NONE while not known */
  SflTime position;

  float *peaks;
  guint n_peaks;
  SflTranscript *transcript;
  GArray *chapters; /* of SflChapter, those with a title; or NULL */
  SflTime *hits;    /* sorted */
  guint n_hits;

  GskRenderNode *played; /* the two pictures; NULL until painted */
  GskRenderNode *rest;
  int painted_width;

  double press_x;
  SflTime press_position; /* to go back to when the drag is cancelled */
  SflTime drag_time;      /* under the hand; SFL_TIME_NONE when there is none */
  SflTime told_drag_time; /* as last given by "seek" */
  gboolean dragged;
  guint tick_id;
  double hover_x; /* -1 when the pointer is elsewhere */

  SflTime told_position; /* to assistive technology */
  gint64 told_at;
  int told_chapter;
  gboolean described;

  SflSeekTip *tip;
  SflTime tip_time; /* what it tells of; SFL_TIME_NONE while it is hidden */
};

/* sfl-seek-bar-drawing.c */
gboolean sfl_seek_bar_is_seekable (SflSeekBar *self);
gboolean sfl_seek_bar_is_rtl (SflSeekBar *self);
double sfl_seek_bar_get_room (SflSeekBar *self);
SflTime sfl_seek_bar_get_shown_position (SflSeekBar *self);
int sfl_seek_bar_get_playhead_pixel (SflSeekBar *self);
void sfl_seek_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot);

/* sfl-seek-bar-places.c */
char *sfl_seek_bar_dup_title (const SflChapter *chapter);
int sfl_seek_bar_find_chapter (SflSeekBar *self, SflTime time);
const char *sfl_seek_bar_get_chapter_title (SflSeekBar *self, int chapter);
void sfl_seek_bar_show_tip (SflSeekBar *self, SflTime time);
void sfl_seek_bar_hide_tip (SflSeekBar *self);
void sfl_seek_bar_outdate_tip (SflSeekBar *self);

G_END_DECLS
