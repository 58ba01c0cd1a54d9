/* sfl-clip-preview.h: a clip that is not made yet, while its words are played
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whoever plays the recording gives its pictures, as they are shown, and gets them as the clip will
 * have them.  They are drawn on a thread of its own; all functions are for one thread and do not
 * wait.  No GStreamer type in this header.
 */

#pragma once

#include "sfl-clip-recipe.h"
#include "sfl-frame.h"

G_BEGIN_DECLS

typedef struct _SflClipPreview SflClipPreview;

SflClipPreview *sfl_clip_preview_new (const SflClipRecipe *recipe, guint side);
void sfl_clip_preview_free (SflClipPreview *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflClipPreview, sfl_clip_preview_free)

void sfl_clip_preview_show (SflClipPreview *self, SflFrame *picture, SflTime time);
SflFrame *sfl_clip_preview_take (SflClipPreview *self);

G_END_DECLS
