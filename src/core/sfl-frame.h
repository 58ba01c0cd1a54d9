/* sfl-frame.h: one picture of a video, as plain memory
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "sfl-time.h"

G_BEGIN_DECLS

/**
 * SflFrame:
 * @width: pixels
 * @height: pixels
 * @stride: bytes from one row to the next
 * @aspect: shape of the shown picture, width over height (pixels need not be square)
 * @time: media time of this picture, or of the seek that landed in it
 * @end: when the next picture comes; SFL_TIME_NONE while nobody knows
 * @pixels: rows of 8-bit R, G, B; may be memory of the decoder that goes back to
 *   it with the last reference
 *
 * Immutable and counted, so it may cross threads.
 */
typedef struct {
  int width;
  int height;
  gsize stride;
  double aspect;
  SflTime time;
  SflTime end;
  GBytes *pixels;
} SflFrame;

#define SFL_TYPE_FRAME (sfl_frame_get_type ())
GType sfl_frame_get_type (void);

SflFrame *sfl_frame_new (int width,
                         int height,
                         gsize stride,
                         double aspect,
                         SflTime time,
                         SflTime end,
                         GBytes *pixels);
SflFrame *sfl_frame_ref (SflFrame *self);
void sfl_frame_unref (SflFrame *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflFrame, sfl_frame_unref)

G_END_DECLS
