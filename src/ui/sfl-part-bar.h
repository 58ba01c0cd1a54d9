/* sfl-part-bar.h: which part of a very long text is shown, and the way to the others
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-follower.h"

G_BEGIN_DECLS

#define SFL_TYPE_PART_BAR (sfl_part_bar_get_type ())
G_DECLARE_FINAL_TYPE (SflPartBar, sfl_part_bar, SFL, PART_BAR, GtkWidget)

GtkWidget *sfl_part_bar_new (SflTranscriptView *view, SflFollower *follower);

void sfl_part_bar_update (SflPartBar *self);
gboolean sfl_part_bar_take_key (SflPartBar *self, guint keyval, GdkModifierType state);
void sfl_part_bar_take_scroll (SflPartBar *self, double dy);

G_END_DECLS
