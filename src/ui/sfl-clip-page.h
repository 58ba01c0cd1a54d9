/* sfl-clip-page.h: what some words shall become
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Main thread only.
 */

#pragma once

#include <adwaita.h>

#include "sfl-clip-plan.h"

G_BEGIN_DECLS

/* Signals: "changed" (): the plan has become another. */
#define SFL_TYPE_CLIP_PAGE (sfl_clip_page_get_type ())
G_DECLARE_FINAL_TYPE (SflClipPage, sfl_clip_page, SFL, CLIP_PAGE, AdwBin)

GtkWidget *
sfl_clip_page_new (SflEpisode *episode, SflClipPlan *plan, GSettings *settings, gboolean is_wide);
void sfl_clip_page_stop (SflClipPage *self);

G_END_DECLS
