/* sfl-follower.h: keeps the line being spoken in view, and never fights the reader
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-transcript-view.h"

G_BEGIN_DECLS

#define SFL_TYPE_FOLLOWER (sfl_follower_get_type ())
G_DECLARE_FINAL_TYPE (SflFollower, sfl_follower, SFL, FOLLOWER, GObject)

SflFollower *sfl_follower_new (GtkScrolledWindow *scrolled, SflTranscriptView *view);

void sfl_follower_reset (SflFollower *self);
void sfl_follower_set_line (SflFollower *self, int line, gboolean may_scroll);
int sfl_follower_get_line (SflFollower *self);
void sfl_follower_follow (SflFollower *self);
void sfl_follower_show_page (SflFollower *self);
void sfl_follower_set_enabled (SflFollower *self, gboolean enabled);
void sfl_follower_set_still (SflFollower *self, gboolean still);
void sfl_follower_hold (SflFollower *self, gboolean hold);
void sfl_follower_touch (SflFollower *self);
double sfl_follower_get_anchor (SflFollower *self, GtkTextIter *iter);
void
sfl_follower_restore (SflFollower *self, const GtkTextIter *iter, double y, gboolean following);
void sfl_follower_reveal (SflFollower *self, const GtkTextIter *iter);

gboolean sfl_follower_get_following (SflFollower *self);
int sfl_follower_get_reading_line (SflFollower *self);
int sfl_follower_get_direction (SflFollower *self);

G_END_DECLS
