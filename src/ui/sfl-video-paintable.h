/* sfl-video-paintable.h: the picture of an episode, for GTK
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-frame.h"

G_BEGIN_DECLS

#define SFL_TYPE_VIDEO_PAINTABLE (sfl_video_paintable_get_type ())
G_DECLARE_FINAL_TYPE (SflVideoPaintable, sfl_video_paintable, SFL, VIDEO_PAINTABLE, GObject)

SflVideoPaintable *sfl_video_paintable_new (void);

void sfl_video_paintable_set_frame (SflVideoPaintable *self, SflFrame *frame);
gboolean sfl_video_paintable_get_has_frame (SflVideoPaintable *self);

G_END_DECLS
