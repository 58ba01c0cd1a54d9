/* sfl-frame.c: one picture of a video, as plain memory
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the media room hands to the window, so that neither needs the other's
 * library.  Any thread.
 */

#include "config.h"

#include "sfl-frame.h"

G_DEFINE_BOXED_TYPE (SflFrame, sfl_frame, sfl_frame_ref, sfl_frame_unref)

/**
 * sfl_frame_new:
 * @pixels: (transfer full): rows of RGB, @stride bytes apart
 *
 * Returns: (transfer full): a new frame
 */
SflFrame *
sfl_frame_new (int width,
               int height,
               gsize stride,
               double aspect,
               SflTime time,
               SflTime end,
               GBytes *pixels)
{
  SflFrame *self = g_atomic_rc_box_new0 (SflFrame);

  self->width = width;
  self->height = height;
  self->stride = stride;
  self->aspect = aspect;
  self->time = time;
  self->end = end;
  self->pixels = pixels;

  return self;
}

SflFrame *
sfl_frame_ref (SflFrame *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_frame (gpointer data)
{
  SflFrame *self = data;

  g_clear_pointer (&self->pixels, g_bytes_unref);
}

void
sfl_frame_unref (SflFrame *self)
{
  g_atomic_rc_box_release_full (self, clear_frame);
}
