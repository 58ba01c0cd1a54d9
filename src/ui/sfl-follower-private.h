/* sfl-follower-private.h: the parts of the follower, where things are and how the text moves
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-follower.h"

G_BEGIN_DECLS

/* The line may be anywhere in this band of the window's height... */
#define SFL_BAND_TOP 0.25
#define SFL_BAND_BOTTOM 0.60

/* ...and is brought here when it leaves it. */
#define SFL_BAND_REST 0.35

/* Where a reader is who does not follow. */
typedef enum {
  SFL_READER_AT_VIEW,  /* somewhere in what is seen */
  SFL_READER_AT_CARET, /* at the reading cursor, moved by keys */
  SFL_READER_AT_FOUND, /* at a place that was shown on request */
} SflReader;

struct _SflFollower {
  GObject parent_instance;

  GtkScrolledWindow *scrolled; /* they own us through the pane */
  SflTranscriptView *view;
  GtkAdjustment *adjustment;
  GtkTextMark *mark;  /* where a motion leads */
  GtkTextMark *found; /* what was shown on request */

  gboolean enabled; /* else it never follows by itself */
  gboolean following;
  int line; /* spoken last; -1 before the first */
  SflReader reader;
  gboolean by_hand;
  gboolean moving; /* we are setting the value just now */
  guint n_holds;
  gboolean still;   /* nothing moves unless the reader asks for it */
  gboolean late;    /* asked to follow while held */
  gboolean keeping; /* the motion keeps the mark at a height of the window */
  double keep_y;
  gboolean far; /* the next frame jumps to the mark, and sees how near it came */

  guint tick_id;
  gint64 motion_begun;
  double motion_from;
  double last_target;
  double last_upper;
  guint n_settled;
  guint n_frames;
};

void sfl_follower_set_following (SflFollower *self, gboolean following);
void sfl_follower_emit_changed (SflFollower *self);
gboolean sfl_follower_has_selection (SflFollower *self);
void sfl_follower_check_hand (SflFollower *self);

/* sfl-follower-places.c */
gboolean sfl_follower_find_place (SflFollower *self, double *top, double *bottom);
gboolean sfl_follower_is_visible (SflFollower *self);
gboolean sfl_follower_is_in_band (SflFollower *self);
double sfl_follower_get_iter_y (SflFollower *self, const GtkTextIter *iter);

/* sfl-follower-motion.c */
void sfl_follower_begin_motion (SflFollower *self);
void sfl_follower_begin_keeping (SflFollower *self, const GtkTextIter *iter, double y);
void sfl_follower_stop_motion (SflFollower *self);

G_END_DECLS
