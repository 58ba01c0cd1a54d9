/* sfl-clip-card.h: pictures for what has none
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside this room only.
 */

#pragma once

#include <cairo.h>
#include <gst/video/video.h>

#include "sfl-clip-recipe.h"
#include "sfl-clip-sound.h"

G_BEGIN_DECLS

cairo_surface_t *
sfl_clip_card_draw (const SflClipRecipe *recipe, guint width, guint height, gboolean with_words);
gboolean sfl_clip_card_write (const SflClipRecipe *recipe,
                              const char *path,
                              guint *width,
                              guint *height,
                              GError **error);

GstBuffer *sfl_clip_card_new_ground (const SflClipRecipe *recipe, const GstVideoInfo *info);
GstBuffer *sfl_clip_card_add_wave (GstBuffer *picture,
                                   const GstVideoInfo *info,
                                   const SflClipSound *sound,
                                   gint64 frame);

G_END_DECLS
