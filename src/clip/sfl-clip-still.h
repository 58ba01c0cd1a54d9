/* sfl-clip-still.h: one picture of a clip that is not made yet
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * No GStreamer type in this header.
 */

#pragma once

#include "sfl-clip-recipe.h"
#include "sfl-frame.h"

G_BEGIN_DECLS

SflFrame *
sfl_clip_still (const SflClipRecipe *recipe, guint side, GCancellable *cancellable, GError **error);

G_END_DECLS
