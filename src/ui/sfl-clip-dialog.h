/* sfl-clip-dialog.h: what becomes of some words that shall be a clip
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-clip-plan.h"

#include <adwaita.h>

G_BEGIN_DECLS

void sfl_clip_dialog_present (GtkWindow *parent, SflEpisode *episode, SflClipPlan *plan);

G_END_DECLS
