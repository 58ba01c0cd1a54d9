/* sfl-clip-done.h: what some words have become
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-clip-plan.h"

G_BEGIN_DECLS

#define SFL_TYPE_CLIP_DONE (sfl_clip_done_get_type ())
G_DECLARE_FINAL_TYPE (SflClipDone, sfl_clip_done, SFL, CLIP_DONE, GtkBox)

GtkWidget *sfl_clip_done_new (void);
void
sfl_clip_done_show (SflClipDone *self, SflClipPlan *plan, GFile *file, const SflClipFacts *facts);
void sfl_clip_done_focus (SflClipDone *self);

G_END_DECLS
