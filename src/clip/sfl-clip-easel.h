/* sfl-clip-easel.h: single pictures of a clip, to be looked at
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside this room only.  One thread.
 */

#pragma once

#include <gst/video/video.h>

#include "sfl-clip-recipe.h"
#include "sfl-clip-sound.h"
#include "sfl-frame.h"

G_BEGIN_DECLS

typedef struct _SflClipEasel SflClipEasel;

SflClipEasel *sfl_clip_easel_new (const SflClipRecipe *recipe, const GstVideoInfo *source);
void sfl_clip_easel_free (SflClipEasel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflClipEasel, sfl_clip_easel_free)

SflFrame *sfl_clip_easel_draw (SflClipEasel *self, GstBuffer *picture, SflTime time);
SflFrame *sfl_clip_easel_draw_sound (SflClipEasel *self,
                                     const SflClipSound *sound,
                                     SflTime start,
                                     SflTime time);
SflFrame *sfl_clip_easel_draw_card (const SflClipRecipe *recipe);

G_END_DECLS
