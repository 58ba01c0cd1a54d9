/* sfl-clip-overlay.h: a drawing, ready to be laid over many pictures
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside this room only.
 */

#pragma once

#include <cairo.h>
#include <gst/video/video.h>

G_BEGIN_DECLS

/* No picture is larger. */
#define SFL_CLIP_OVERLAY_MAX_SIDE 4096

typedef struct _SflClipOverlay SflClipOverlay;

SflClipOverlay *
sfl_clip_overlay_new (cairo_surface_t *surface, int x, int y, const GstVideoInfo *info);
void sfl_clip_overlay_free (SflClipOverlay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflClipOverlay, sfl_clip_overlay_free)

void sfl_clip_overlay_blend (const SflClipOverlay *self, GstVideoFrame *frame);

G_END_DECLS
