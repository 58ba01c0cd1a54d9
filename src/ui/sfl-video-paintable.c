/* sfl-video-paintable.c: the picture of an episode, for GTK
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Wraps the memory of each frame in a texture, without a copy.  Only the shape
 * of the picture is intrinsic: how many pixels it has depends on how large it
 * is shown, since the player scales before it hands over, and a size that
 * followed its own display would never come to rest.  Main thread only.
 */

#include "config.h"

#include "sfl-video-paintable.h"

struct _SflVideoPaintable {
  GObject parent_instance;

  GdkTexture *texture;
  double aspect; /* width over height, 0 without a frame */
};

static void
sfl_video_paintable_snapshot (GdkPaintable *paintable,
                              GdkSnapshot *snapshot,
                              double width,
                              double height)
{
  SflVideoPaintable *self = SFL_VIDEO_PAINTABLE (paintable);

  if (self->texture != NULL)
    gdk_paintable_snapshot (GDK_PAINTABLE (self->texture), snapshot, width, height);
}

static GdkPaintable *
sfl_video_paintable_get_current_image (GdkPaintable *paintable)
{
  SflVideoPaintable *self = SFL_VIDEO_PAINTABLE (paintable);

  if (self->texture == NULL)
    return gdk_paintable_new_empty (0, 0);

  return GDK_PAINTABLE (g_object_ref (self->texture));
}

static double
sfl_video_paintable_get_intrinsic_aspect_ratio (GdkPaintable *paintable)
{
  return SFL_VIDEO_PAINTABLE (paintable)->aspect;
}

static void
sfl_video_paintable_iface_init (GdkPaintableInterface *iface)
{
  iface->snapshot = sfl_video_paintable_snapshot;
  iface->get_current_image = sfl_video_paintable_get_current_image;
  iface->get_intrinsic_aspect_ratio = sfl_video_paintable_get_intrinsic_aspect_ratio;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SflVideoPaintable,
                               sfl_video_paintable,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE,
                                                      sfl_video_paintable_iface_init))

static void
sfl_video_paintable_dispose (GObject *object)
{
  SflVideoPaintable *self = SFL_VIDEO_PAINTABLE (object);

  g_clear_object (&self->texture);

  G_OBJECT_CLASS (sfl_video_paintable_parent_class)->dispose (object);
}

static void
sfl_video_paintable_class_init (SflVideoPaintableClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sfl_video_paintable_dispose;
}

static void
sfl_video_paintable_init (SflVideoPaintable *self)
{
}

SflVideoPaintable *
sfl_video_paintable_new (void)
{
  return g_object_new (SFL_TYPE_VIDEO_PAINTABLE, NULL);
}

/**
 * sfl_video_paintable_set_frame:
 * @frame: (nullable): shown from now on; its pixels are kept until the next one
 */
void
sfl_video_paintable_set_frame (SflVideoPaintable *self, SflFrame *frame)
{
  double aspect = 0;

  g_return_if_fail (SFL_IS_VIDEO_PAINTABLE (self));

  if (frame == NULL && self->texture == NULL)
    return;

  g_clear_object (&self->texture);
  if (frame != NULL) {
    self->texture = gdk_memory_texture_new (frame->width, frame->height, GDK_MEMORY_R8G8B8,
                                            frame->pixels, frame->stride);
    aspect = frame->aspect > 0 ? frame->aspect : (double) frame->width / frame->height;
  }

  if (self->aspect != aspect) {
    self->aspect = aspect;
    gdk_paintable_invalidate_size (GDK_PAINTABLE (self));
  }
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

gboolean
sfl_video_paintable_get_has_frame (SflVideoPaintable *self)
{
  g_return_val_if_fail (SFL_IS_VIDEO_PAINTABLE (self), FALSE);

  return self->texture != NULL;
}
