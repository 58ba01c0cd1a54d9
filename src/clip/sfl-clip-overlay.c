/* sfl-clip-overlay.c: a drawing, ready to be laid over many pictures
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Cairo's pixels, turned into planes of light, colour and cover once; what is done for each picture
 * is a multiplication and an addition for each byte below the drawing.
 */

#include "config.h"

#include "sfl-clip-overlay.h"

#include <math.h>

typedef struct {
  int width, height;
  guint8 *value; /* times cover */
  guint8 *cover;
} Plane;

struct _SflClipOverlay {
  int x, y;
  Plane planes[3];
};

static void
make_plane (Plane *plane, int width, int height, guint8 *cover)
{
  plane->width = width;
  plane->height = height;
  plane->value = g_malloc ((gsize) width * height);
  plane->cover = cover;
}

/* The sums of the @step x @step pixels there, as far as there are so many: alpha, red, green, blue. */
static void
get_sums (cairo_surface_t *surface, int x, int y, int step, int sums[4])
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  int right = MIN (x + step, cairo_image_surface_get_width (surface));
  int bottom = MIN (y + step, cairo_image_surface_get_height (surface));

  memset (sums, 0, 4 * sizeof *sums);
  for (int j = y; j < bottom; j++)
    for (int i = x; i < right; i++) {
      guint32 pixel = *(const guint32 *) (gconstpointer) (data + j * stride + 4 * i);

      for (int c = 0; c < 4; c++)
        sums[c] += pixel >> (24 - 8 * c) & 0xff;
    }
}

/* What each of alpha, red, green and blue adds to a plane, in 65536ths. */
typedef int Mix[4];

static void
set_mix (Mix mix, double alpha, double red, double green, double blue)
{
  mix[0] = lround (65536 * alpha);
  mix[1] = lround (65536 * red);
  mix[2] = lround (65536 * green);
  mix[3] = lround (65536 * blue);
}

static guint8
apply_mix (const Mix mix, const int sums[4], int shift)
{
  gint64 sum = 0;

  for (int c = 0; c < 4; c++)
    sum += (gint64) mix[c] * sums[c];

  return CLAMP ((sum + (G_GINT64_CONSTANT (1) << (15 + shift))) >> (16 + shift), 0, 255);
}

static void
fill_planes (SflClipOverlay *self, cairo_surface_t *surface, double kr, double kb)
{
  const double kg = 1 - kr - kb, light = 219 / 255.0;
  const double u = 224 / 255.0 / (2 * (1 - kb)), v = 224 / 255.0 / (2 * (1 - kr));
  Mix mixes[3];

  /* The pixels are multiplied by alpha already. */
  set_mix (mixes[0], 16 / 255.0, kr * light, kg * light, kb * light);
  set_mix (mixes[1], 128 / 255.0, -kr * u, -kg * u, (1 - kb) * u);
  set_mix (mixes[2], 128 / 255.0, (1 - kr) * v, -kg * v, -kb * v);

  for (int p = 0; p < 2; p++) {
    Plane *plane = &self->planes[p];
    int step = p + 1, shift = 2 * p;

    for (int y = 0; y < plane->height; y++)
      for (int x = 0; x < plane->width; x++) {
        gsize at = (gsize) y * plane->width + x;
        int sums[4];

        get_sums (surface, x * step, y * step, step, sums);
        plane->cover[at] = (sums[0] + (1 << shift) / 2) >> shift;
        plane->value[at] = apply_mix (mixes[p], sums, shift);
        if (p == 1)
          self->planes[2].value[at] = apply_mix (mixes[2], sums, shift);
      }
  }
}

/**
 * sfl_clip_overlay_new:
 * @surface: ARGB32, flushed; an odd row or column at its end counts as clear
 * @x: even, where its left edge is
 * @y: likewise
 * @info: I420, of the pictures below; the drawing must lie inside
 */
SflClipOverlay *
sfl_clip_overlay_new (cairo_surface_t *surface, int x, int y, const GstVideoInfo *info)
{
  SflClipOverlay *self = g_new0 (SflClipOverlay, 1);
  int width = (cairo_image_surface_get_width (surface) + 1) & ~1;
  int height = (cairo_image_surface_get_height (surface) + 1) & ~1;
  double kr = 0.2126, kb = 0.0722;
  guint8 *cover;

  g_return_val_if_fail (x >= 0 && y >= 0 && x % 2 == 0 && y % 2 == 0, NULL);
  width = MIN (width, (GST_VIDEO_INFO_WIDTH (info) - x) & ~1);
  height = MIN (height, (GST_VIDEO_INFO_HEIGHT (info) - y) & ~1);

  self->x = x;
  self->y = y;
  make_plane (&self->planes[0], width, height, g_malloc ((gsize) width * height));
  cover = g_malloc ((gsize) width * height / 4);
  make_plane (&self->planes[1], width / 2, height / 2, cover);
  make_plane (&self->planes[2], width / 2, height / 2, cover);
  if (!gst_video_color_matrix_get_Kr_Kb (GST_VIDEO_INFO_COLORIMETRY (info).matrix, &kr, &kb)) {
    kr = 0.2126;
    kb = 0.0722;
  }
  fill_planes (self, surface, kr, kb);

  return self;
}

void
sfl_clip_overlay_free (SflClipOverlay *self)
{
  for (int p = 0; p < 3; p++)
    g_free (self->planes[p].value);
  g_free (self->planes[0].cover);
  g_free (self->planes[1].cover);
  g_free (self);
}

static void
blend_row (guint8 *restrict pixels,
           const guint8 *restrict value,
           const guint8 *restrict cover,
           int n)
{
  for (int i = 0; i < n; i++) {
    guint below = pixels[i] * (255u - cover[i]) + 128;

    pixels[i] = value[i] + ((below + (below >> 8)) >> 8);
  }
}

/* Lays it over @frame, which must be writable. */
void
sfl_clip_overlay_blend (const SflClipOverlay *self, GstVideoFrame *frame)
{
  for (int p = 0; p < 3; p++) {
    const Plane *plane = &self->planes[p];
    int shift = p > 0;
    int stride = GST_VIDEO_FRAME_PLANE_STRIDE (frame, p);
    guint8 *data = (guint8 *) GST_VIDEO_FRAME_PLANE_DATA (frame, p) +
                   (gsize) (self->y >> shift) * stride + (self->x >> shift);

    for (int y = 0; y < plane->height; y++)
      blend_row (data + (gsize) y * stride, plane->value + (gsize) y * plane->width,
                 plane->cover + (gsize) y * plane->width, plane->width);
  }
}
