/* sfl-clip-composer.c: pictures of a recording in the shape of a clip
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All in I420, as it is decoded and encoded.  A picture that has the right shape and no caption is
 * passed on as it is; what is drawn on is a copy unless it is nobody else's, for decoders look back
 * at theirs.
 */

#include "config.h"

#include "sfl-clip-composer.h"

#include <math.h>

/* A blurred ground is made this much smaller, blurred there, and made larger again. */
#define BLUR_SCALE 16
#define BLUR_PASSES 3

/* How bright it is, in 256ths. */
#define BLUR_LIGHT 154

#define MAX_FPS 60

typedef struct {
  int x, y, width, height;
} Area;

struct _SflClipComposer {
  GstVideoInfo source;
  GstVideoInfo info;
  GstVideoInfo tiny_info;
  GstVideoConverter *picture; /* NULL: it is right as it is */
  GstVideoConverter *shrink;  /* NULL without a blurred ground */
  GstVideoConverter *grow;
  GstBuffer *tiny;
  GstBufferPool *pool;
};

static Area
get_whole (const GstVideoInfo *info)
{
  return (Area){ 0, 0, GST_VIDEO_INFO_WIDTH (info), GST_VIDEO_INFO_HEIGHT (info) };
}

static GstVideoConverter *
make_converter (const GstVideoInfo *from,
                Area source,
                const GstVideoInfo *to,
                Area target,
                gboolean fill,
                GstVideoResamplerMethod method)
{
  GstStructure *options =
      gst_structure_new ("options", GST_VIDEO_CONVERTER_OPT_SRC_X, G_TYPE_INT, source.x,
                         GST_VIDEO_CONVERTER_OPT_SRC_Y, G_TYPE_INT, source.y,
                         GST_VIDEO_CONVERTER_OPT_SRC_WIDTH, G_TYPE_INT, source.width,
                         GST_VIDEO_CONVERTER_OPT_SRC_HEIGHT, G_TYPE_INT, source.height,
                         GST_VIDEO_CONVERTER_OPT_DEST_X, G_TYPE_INT, target.x,
                         GST_VIDEO_CONVERTER_OPT_DEST_Y, G_TYPE_INT, target.y,
                         GST_VIDEO_CONVERTER_OPT_DEST_WIDTH, G_TYPE_INT, target.width,
                         GST_VIDEO_CONVERTER_OPT_DEST_HEIGHT, G_TYPE_INT, target.height,
                         GST_VIDEO_CONVERTER_OPT_FILL_BORDER, G_TYPE_BOOLEAN, fill,
                         GST_VIDEO_CONVERTER_OPT_RESAMPLER_METHOD, GST_TYPE_VIDEO_RESAMPLER_METHOD,
                         method, GST_VIDEO_CONVERTER_OPT_THREADS, G_TYPE_UINT, 2, NULL);

  return gst_video_converter_new (from, to, options);
}

/* As wide as the pixels are meant to be shown. */
static double
get_ratio (const GstVideoInfo *info)
{
  return (double) GST_VIDEO_INFO_WIDTH (info) * GST_VIDEO_INFO_PAR_N (info) /
         ((double) GST_VIDEO_INFO_HEIGHT (info) * GST_VIDEO_INFO_PAR_D (info));
}

/* The largest part of @whole, shown in the ratio @from, that has the ratio @to. */
static Area
cut (Area whole, double from, double to, double x, double y)
{
  Area area = whole;

  if (from > to)
    area.width = MAX (2, (int) lround (whole.width * to / from) & ~1);
  else
    area.height = MAX (2, (int) lround (whole.height * from / to) & ~1);
  area.x = (int) lround ((whole.width - area.width) * x) & ~1;
  area.y = (int) lround ((whole.height - area.height) * y) & ~1;

  return area;
}

/* The pixels between stay as they are in both; the rate only must not differ. */
static void
set_info (GstVideoInfo *info, const SflClipComposer *self, guint width, guint height)
{
  const GstVideoInfo *source = &self->source;
  int n = GST_VIDEO_INFO_FPS_N (source), d = GST_VIDEO_INFO_FPS_D (source);

  gst_video_info_set_format (info, GST_VIDEO_FORMAT_I420, width, height);
  GST_VIDEO_INFO_COLORIMETRY (info) = GST_VIDEO_INFO_COLORIMETRY (source);
  GST_VIDEO_INFO_CHROMA_SITE (info) = GST_VIDEO_INFO_CHROMA_SITE (source);
  GST_VIDEO_INFO_FPS_N (info) = n;
  GST_VIDEO_INFO_FPS_D (info) = d;
}

static void
set_up_blur (SflClipComposer *self, Area part)
{
  const Area whole = get_whole (&self->info);

  set_info (&self->tiny_info, self, MAX (whole.width / BLUR_SCALE & ~1, 4),
            MAX (whole.height / BLUR_SCALE & ~1, 4));
  self->tiny = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (&self->tiny_info), NULL);
  self->shrink =
      make_converter (&self->source, part, &self->tiny_info, get_whole (&self->tiny_info), FALSE,
                      GST_VIDEO_RESAMPLER_METHOD_LINEAR);
  self->grow = make_converter (&self->tiny_info, get_whole (&self->tiny_info), &self->info, whole,
                               FALSE, GST_VIDEO_RESAMPLER_METHOD_LINEAR);
}

static void
set_up_picture (SflClipComposer *self, const SflClipRecipe *recipe)
{
  const Area from = get_whole (&self->source), to = get_whole (&self->info);
  const double source = get_ratio (&self->source), target = get_ratio (&self->info);
  Area part = cut (from, source, target, recipe->crop_x, recipe->crop_y);
  gboolean crops = recipe->fit == SFL_CLIP_FIT_CROP;

  if (from.width == to.width && from.height == to.height &&
      GST_VIDEO_INFO_PAR_N (&self->source) == GST_VIDEO_INFO_PAR_D (&self->source))
    return;

  /* Some rows more or less are no reason for bars. */
  if (crops || recipe->shape == SFL_CLIP_SHAPE_SOURCE || fabs (source / target - 1) < 0.01) {
    self->picture = make_converter (&self->source, part, &self->info, to, FALSE,
                                    GST_VIDEO_RESAMPLER_METHOD_CUBIC);
    return;
  }
  if (recipe->fit == SFL_CLIP_FIT_BLUR)
    set_up_blur (self, part);
  self->picture =
      make_converter (&self->source, from, &self->info, cut (to, target, source, 0.5, 0.5),
                      recipe->fit == SFL_CLIP_FIT_BARS, GST_VIDEO_RESAMPLER_METHOD_CUBIC);
}

/**
 * sfl_clip_composer_new:
 * @source: I420
 */
SflClipComposer *
sfl_clip_composer_new (const SflClipRecipe *recipe, const GstVideoInfo *source)
{
  SflClipComposer *self = g_new0 (SflClipComposer, 1);
  g_autoptr (GstCaps) caps = NULL;
  GstStructure *config;
  guint width, height;

  self->source = *source;
  if (GST_VIDEO_INFO_FPS_N (source) <= 0 || GST_VIDEO_INFO_FPS_D (source) <= 0) {
    GST_VIDEO_INFO_FPS_N (&self->source) = 30;
    GST_VIDEO_INFO_FPS_D (&self->source) = 1;
  }
  while (GST_VIDEO_INFO_FPS_N (&self->source) / GST_VIDEO_INFO_FPS_D (&self->source) > MAX_FPS)
    GST_VIDEO_INFO_FPS_D (&self->source) *= 2;

  sfl_clip_recipe_get_size (recipe, lround (GST_VIDEO_INFO_HEIGHT (source) * get_ratio (source)),
                            GST_VIDEO_INFO_HEIGHT (source), &width, &height);
  set_info (&self->info, self, width, height);
  set_up_picture (self, recipe);

  caps = gst_video_info_to_caps (&self->info);
  self->pool = gst_video_buffer_pool_new ();
  config = gst_buffer_pool_get_config (self->pool);
  gst_buffer_pool_config_set_params (config, caps, GST_VIDEO_INFO_SIZE (&self->info), 0, 0);
  gst_buffer_pool_set_config (self->pool, config);
  gst_buffer_pool_set_active (self->pool, TRUE);

  return self;
}

void
sfl_clip_composer_free (SflClipComposer *self)
{
  g_clear_pointer (&self->picture, gst_video_converter_free);
  g_clear_pointer (&self->shrink, gst_video_converter_free);
  g_clear_pointer (&self->grow, gst_video_converter_free);
  gst_clear_buffer (&self->tiny);
  gst_buffer_pool_set_active (self->pool, FALSE);
  gst_object_unref (self->pool);
  g_free (self);
}

/* Of what sfl_clip_composer_compose() gives. */
const GstVideoInfo *
sfl_clip_composer_get_info (SflClipComposer *self)
{
  return &self->info;
}

/* One pass over one row or column of @n pixels: each becomes the mean of those around it. */
static void
blur_run (guint8 *pixels, gsize step, int n, int radius)
{
  guint8 line[SFL_CLIP_OVERLAY_MAX_SIDE / BLUR_SCALE + 1];

  for (int i = 0; i < n; i++)
    line[i] = pixels[i * step];
  for (int i = 0; i < n; i++) {
    int sum = 0, from = MAX (i - radius, 0), to = MIN (i + radius, n - 1);

    for (int k = from; k <= to; k++)
      sum += line[k];
    pixels[i * step] = sum / (to - from + 1);
  }
}

static void
blur (GstVideoFrame *frame)
{
  for (guint c = 0; c < 3; c++) {
    guint8 *data = GST_VIDEO_FRAME_COMP_DATA (frame, c);
    int stride = GST_VIDEO_FRAME_COMP_STRIDE (frame, c);
    int width = GST_VIDEO_FRAME_COMP_WIDTH (frame, c);
    int height = GST_VIDEO_FRAME_COMP_HEIGHT (frame, c);

    for (int pass = 0; pass < BLUR_PASSES; pass++) {
      for (int y = 0; y < height; y++)
        blur_run (data + y * stride, 1, width, c == 0 ? 2 : 1);
      for (int x = 0; x < width; x++)
        blur_run (data + x, stride, height, c == 0 ? 2 : 1);
    }
    for (int y = 0; c == 0 && y < height; y++)
      for (int x = 0; x < width; x++)
        data[y * stride + x] = 16 + (MAX (data[y * stride + x], 16) - 16) * BLUR_LIGHT / 256;
  }
}

/* A ground of its own light and colours. */
static void
paint_ground (SflClipComposer *self, GstVideoFrame *source, GstVideoFrame *target)
{
  GstVideoFrame tiny;

  gst_video_frame_map (&tiny, &self->tiny_info, self->tiny, GST_MAP_READWRITE);
  gst_video_converter_frame (self->shrink, source, &tiny);
  blur (&tiny);
  gst_video_converter_frame (self->grow, &tiny, target);
  gst_video_frame_unmap (&tiny);
}

/**
 * sfl_clip_composer_compose:
 * @picture: of the recording
 * @overlay: (nullable): what is drawn over it
 *
 * Returns: (transfer full): without times; NULL when @picture is broken
 */
GstBuffer *
sfl_clip_composer_compose (SflClipComposer *self, GstBuffer *picture, const SflClipOverlay *overlay)
{
  GstBuffer *buffer = NULL;
  GstVideoFrame source, target;

  if (self->picture == NULL && overlay == NULL)
    return gst_buffer_copy (picture);
  if (gst_buffer_pool_acquire_buffer (self->pool, &buffer, NULL) != GST_FLOW_OK)
    return NULL;
  if (!gst_video_frame_map (&source, &self->source, picture, GST_MAP_READ)) {
    gst_buffer_unref (buffer);
    return NULL;
  }

  gst_video_frame_map (&target, &self->info, buffer, GST_MAP_READWRITE);
  if (self->shrink != NULL)
    paint_ground (self, &source, &target);
  if (self->picture != NULL)
    gst_video_converter_frame (self->picture, &source, &target);
  else
    gst_video_frame_copy (&target, &source);
  if (overlay != NULL)
    sfl_clip_overlay_blend (overlay, &target);
  gst_video_frame_unmap (&target);
  gst_video_frame_unmap (&source);

  return buffer;
}

/**
 * sfl_clip_composer_complete:
 * @picture: (transfer full): of the recording; nobody needs it any more
 *
 * As sfl_clip_composer_compose(), but without a copy where there need be none.
 */
GstBuffer *
sfl_clip_composer_complete (SflClipComposer *self,
                            GstBuffer *picture,
                            const SflClipOverlay *overlay)
{
  GstBuffer *buffer;
  GstVideoFrame frame;

  if (self->picture == NULL && overlay == NULL)
    return picture;
  if (self->picture == NULL && gst_buffer_is_writable (picture) &&
      gst_buffer_is_all_memory_writable (picture) &&
      gst_video_frame_map (&frame, &self->source, picture, GST_MAP_READWRITE)) {
    sfl_clip_overlay_blend (overlay, &frame);
    gst_video_frame_unmap (&frame);
    return picture;
  }
  buffer = sfl_clip_composer_compose (self, picture, overlay);
  gst_buffer_unref (picture);

  return buffer;
}
