/* sfl-clip-dialog.h: some words become a clip
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-clip-plan.h"

G_BEGIN_DECLS

void sfl_clip_dialog_present (GtkWindow *parent,
                              SflEpisode *episode,
                              GSettings *settings,
                              SflClipPlan *plan);

G_END_DECLS
