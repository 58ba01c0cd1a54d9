/* sfl-video-tap.h: where pictures leave the pipeline
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside this room only.
 */

#pragma once

#include <gst/gst.h>

#include "sfl-frame.h"

G_BEGIN_DECLS

typedef struct _SflVideoTap SflVideoTap;

/* Called on the main context when a new picture waits to be taken. */
typedef void (*SflVideoTapFunc) (gpointer user_data);

SflVideoTap *sfl_video_tap_new (SflVideoTapFunc func, gpointer user_data);
void sfl_video_tap_close (SflVideoTap *self);
void sfl_video_tap_free (SflVideoTap *self);

GstElement *sfl_video_tap_get_sink (SflVideoTap *self);
void sfl_video_tap_set_size (SflVideoTap *self, int width, int height);
SflFrame *sfl_video_tap_take (SflVideoTap *self);

G_END_DECLS
