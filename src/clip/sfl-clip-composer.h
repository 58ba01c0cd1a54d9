/* sfl-clip-composer.h: pictures of a recording in the shape of a clip
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside this room only.
 */

#pragma once

#include <gst/video/video.h>

#include "sfl-clip-overlay.h"
#include "sfl-clip-recipe.h"

G_BEGIN_DECLS

typedef struct _SflClipComposer SflClipComposer;

SflClipComposer *sfl_clip_composer_new (const SflClipRecipe *recipe, const GstVideoInfo *source);
void sfl_clip_composer_free (SflClipComposer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflClipComposer, sfl_clip_composer_free)

const GstVideoInfo *sfl_clip_composer_get_info (SflClipComposer *self);
GstBuffer *sfl_clip_composer_compose (SflClipComposer *self,
                                      GstBuffer *picture,
                                      const SflClipOverlay *overlay);
GstBuffer *sfl_clip_composer_complete (SflClipComposer *self,
                                       GstBuffer *picture,
                                       const SflClipOverlay *overlay);

G_END_DECLS
