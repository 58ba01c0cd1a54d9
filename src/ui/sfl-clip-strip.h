/* sfl-clip-strip.h: where a clip begins and ends, on its sound
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Main thread only.
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-clip-plan.h"

G_BEGIN_DECLS

/* Signals: "moved" (): an end is elsewhere; the plan knows. */
#define SFL_TYPE_CLIP_STRIP (sfl_clip_strip_get_type ())
G_DECLARE_FINAL_TYPE (SflClipStrip, sfl_clip_strip, SFL, CLIP_STRIP, GtkWidget)

GtkWidget *sfl_clip_strip_new (SflClipPlan *plan);
void sfl_clip_strip_refresh (SflClipStrip *self);
void sfl_clip_strip_set_position (SflClipStrip *self, SflTime position);

G_END_DECLS
