/* sfl-window-private.h: the parts of the window, its layout and its actions
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-announcer.h"
#include "sfl-banner.h"
#include "sfl-find-bar.h"
#include "sfl-picture.h"
#include "sfl-transcript-pane.h"
#include "sfl-window.h"

G_BEGIN_DECLS

struct _SflWindow {
  AdwApplicationWindow parent_instance;

  SflEpisode *episode;
  GSettings *settings;
  GtkCssProvider *text_css;
  SflAnnouncer *announcer;

  GtkWidget *toasts;
  GtkWidget *header_revealer;
  GtkWidget *title_stack;
  GtkWidget *title_button;
  GtkWidget *title;
  GtkWidget *notes_focus; /* weak: where one was before they were opened */
  GMenu *episode_menu;
  GtkWidget *back;
  GtkWidget *find_button;
  GtkWidget *reading_button;
  GtkWidget *menu_button;
  SflBanner *banner;
  SflFindBar *find_bar;
  GtkWidget *stack;
  GtkWidget *start_page;
  GtkWidget *stage;
  SflPicture *picture;
  GtkWidget *text_stack;
  GtkWidget *line_box; /* where there are no notes */
  SflTranscriptPane *pane;
  GtkWidget *controls_revealer;
  GtkWidget *controls;

  char *study_text; /* as last said */
  GCancellable *asking_language;
  guint ready_id;
  guint ready_frames;
  guint rest_id;
  guint focus_id;
  guint tell_id;
  double told_rate;
  gpointer told_focus; /* to compare with, not to use */
  guint inhibit_cookie;
  double pointer_x;
  double pointer_y;
};

void sfl_window_add_actions (SflWindow *self);
void sfl_window_enable_actions (SflWindow *self);

/* Each in its own file. */
void sfl_window_add_file_actions (SflWindow *self);
void sfl_window_add_playing_actions (SflWindow *self);
void sfl_window_add_source_actions (SflWindow *self);
void sfl_window_add_study_actions (SflWindow *self);
void sfl_window_add_sync_actions (SflWindow *self);
void sfl_window_add_align_actions (SflWindow *self);
void sfl_window_add_fit_actions (SflWindow *self);
void sfl_window_add_chapter_actions (SflWindow *self);
void sfl_window_add_text_actions (SflWindow *self);
void sfl_window_add_clip_actions (SflWindow *self);
void sfl_window_add_view_actions (SflWindow *self);

/* sfl-window-focus.c */
gboolean sfl_window_move_focus (SflWindow *self, GtkDirectionType direction);
void sfl_window_move_pane (SflWindow *self, int delta);
/* sfl-window-study.c */
void sfl_window_apply_listening (SflWindow *self);
GMenuModel *sfl_window_make_study_menu (void);

/* sfl-window-chapters.c */
GtkWidget *sfl_window_make_title (SflWindow *self);
void sfl_window_set_title (SflWindow *self, const char *title, const char *subtitle);

/* sfl-window-parts.c */
GtkWidget *sfl_window_make_header (SflWindow *self);
void sfl_window_set_header_narrow (SflWindow *self, gboolean narrow);
GtkWidget *sfl_window_make_no_transcript (SflWindow *self);
GtkWidget *sfl_window_make_failed (void);
GtkWidget *sfl_window_make_opening (void);

/* sfl-window-episode.c */
void sfl_window_watch_episode (SflWindow *self);
void sfl_window_update_header (SflWindow *self);
void sfl_window_update_line (SflWindow *self);
void sfl_window_update_stage (SflWindow *self);

/* sfl-window-messages.c */
void sfl_window_watch_messages (SflWindow *self);
void sfl_window_toast (SflWindow *self, const char *text);
void sfl_window_toast_with_button (SflWindow *self,
                                   const char *text,
                                   const char *label,
                                   const char *action);
/* sfl-window-sync.c */
GMenuModel *sfl_window_make_sync_menu (void);

/* sfl-window-announce.c */
void sfl_window_add_announcer (SflWindow *self);
void sfl_window_find_focus (SflWindow *self);
void sfl_window_say_rate (SflWindow *self);
void sfl_window_say_position (SflWindow *self, gboolean plays);
void sfl_window_say_opened (SflWindow *self);

/* sfl-window-text.c */
gboolean sfl_window_find_piece (SflWindow *self, gsize *start, gsize *end);

/* sfl-window-export.c */
void sfl_window_export (SflWindow *self);
void sfl_window_print (SflWindow *self);
void sfl_window_export_as (SflWindow *self, const char *id);
void sfl_window_show_file (SflWindow *self, const char *uri);

/* sfl-window-paste.c */
void sfl_window_paste (SflWindow *self);
void sfl_window_add_drops (SflWindow *self);

/* sfl-window-rest.c */
void sfl_window_watch_pointer (SflWindow *self);
void sfl_window_wake (SflWindow *self);

G_END_DECLS
