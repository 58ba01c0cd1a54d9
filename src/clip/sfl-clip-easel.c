/* sfl-clip-easel.c: single pictures of a clip, to be looked at
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Composed and captioned by what composes and captions the clip itself, and then turned into what a
 * screen shows.
 */

#include "config.h"

#include "sfl-clip-easel.h"

#include "sfl-clip-captions.h"
#include "sfl-clip-card.h"
#include "sfl-clip-composer.h"

struct _SflClipEasel {
  SflClipComposer *composer;
  SflClipCaptions *captions;
  GstVideoConverter *converter; /* to what a screen shows */
  GstVideoInfo shown;
  GstBuffer *ground; /* of an audiogram; NULL until one is drawn */
  const SflClipRecipe *recipe;

  /* What was drawn last, and will be again as long as it stays the same. */
  int caption;
  int word;
  SflClipOverlay *overlay;
};

/* The rate of pictures that are drawn, not decoded. */
#define RATE 30

static void
set_shown (GstVideoInfo *shown, const GstVideoInfo *info)
{
  gst_video_info_set_format (shown, GST_VIDEO_FORMAT_RGB, GST_VIDEO_INFO_WIDTH (info),
                             GST_VIDEO_INFO_HEIGHT (info));
  GST_VIDEO_INFO_FPS_N (shown) = GST_VIDEO_INFO_FPS_N (info); /* a converter takes no two rates */
  GST_VIDEO_INFO_FPS_D (shown) = GST_VIDEO_INFO_FPS_D (info);
}

static SflFrame *
to_frame (GstVideoConverter *converter,
          const GstVideoInfo *info,
          const GstVideoInfo *shown,
          GstBuffer *picture,
          SflTime time)
{
  const gsize size = GST_VIDEO_INFO_SIZE (shown);
  const int width = GST_VIDEO_INFO_WIDTH (shown), height = GST_VIDEO_INFO_HEIGHT (shown);
  GstVideoFrame from, to;
  guint8 *pixels;
  GstBuffer *buffer;

  if (!gst_video_frame_map (&from, info, picture, GST_MAP_READ))
    return NULL;
  pixels = g_malloc (size);
  buffer = gst_buffer_new_wrapped_full (0, pixels, size, 0, size, NULL, NULL);
  gst_video_frame_map (&to, shown, buffer, GST_MAP_WRITE);
  gst_video_converter_frame (converter, &from, &to);
  gst_video_frame_unmap (&to);
  gst_video_frame_unmap (&from);
  gst_buffer_unref (buffer);

  return sfl_frame_new (width, height, GST_VIDEO_INFO_PLANE_STRIDE (shown, 0),
                        (double) width / height, time, SFL_TIME_NONE,
                        g_bytes_new_take (pixels, size));
}

/* As large as the clip, which is what is drawn on. */
static void
set_drawn (GstVideoInfo *info, const SflClipRecipe *recipe)
{
  guint width, height;

  sfl_clip_recipe_get_size (recipe, 0, 0, &width, &height);
  gst_video_info_set_format (info, GST_VIDEO_FORMAT_I420, width, height);
  GST_VIDEO_INFO_FPS_N (info) = RATE;
  GST_VIDEO_INFO_FPS_D (info) = 1;
  gst_video_colorimetry_from_string (&info->colorimetry, GST_VIDEO_COLORIMETRY_BT709);
}

/**
 * sfl_clip_easel_new:
 * @recipe: of a video or an audiogram; has to outlive it
 * @source: (nullable): of the pictures of the recording, I420; NULL for an audiogram
 */
SflClipEasel *
sfl_clip_easel_new (const SflClipRecipe *recipe, const GstVideoInfo *source)
{
  SflClipEasel *self = g_new0 (SflClipEasel, 1);
  GstVideoInfo drawn;
  const GstVideoInfo *info;

  if (source == NULL)
    set_drawn (&drawn, recipe);
  self->recipe = recipe;
  self->composer = sfl_clip_composer_new (recipe, source != NULL ? source : &drawn);
  info = sfl_clip_composer_get_info (self->composer);
  self->captions =
      sfl_clip_captions_new (recipe, GST_VIDEO_INFO_WIDTH (info), GST_VIDEO_INFO_HEIGHT (info));
  set_shown (&self->shown, info);
  self->converter = gst_video_converter_new ((GstVideoInfo *) info, &self->shown, NULL);
  self->caption = self->word = -1;

  return self;
}

void
sfl_clip_easel_free (SflClipEasel *self)
{
  g_clear_pointer (&self->overlay, sfl_clip_overlay_free);
  gst_clear_buffer (&self->ground);
  gst_video_converter_free (self->converter);
  sfl_clip_captions_free (self->captions);
  sfl_clip_composer_free (self->composer);
  g_free (self);
}

static void
draw_caption (SflClipEasel *self, SflTime time)
{
  cairo_surface_t *surface;
  int x, y;

  if (!sfl_clip_captions_find (self->captions, time, &self->caption, &self->word))
    return;

  g_clear_pointer (&self->overlay, sfl_clip_overlay_free);
  if (self->caption < 0)
    return;
  surface = sfl_clip_captions_draw (self->captions, self->caption, self->word, &x, &y);
  self->overlay = sfl_clip_overlay_new (surface, x, y, sfl_clip_composer_get_info (self->composer));
  cairo_surface_destroy (surface);
}

/**
 * sfl_clip_easel_draw:
 * @picture: of the recording
 * @time: when it is seen there
 *
 * Returns: (transfer full): NULL when @picture is broken
 */
SflFrame *
sfl_clip_easel_draw (SflClipEasel *self, GstBuffer *picture, SflTime time)
{
  g_autoptr (GstBuffer) composed = NULL;

  draw_caption (self, time);
  composed = sfl_clip_composer_compose (self->composer, picture, self->overlay);
  if (composed == NULL)
    return NULL;

  return to_frame (self->converter, sfl_clip_composer_get_info (self->composer), &self->shown,
                   composed, time);
}

/**
 * sfl_clip_easel_draw_sound:
 * @sound: (nullable): what moves; NULL leaves it out
 * @start: where @sound begins in the recording
 * @time: of what is heard
 *
 * Returns: (transfer full): the picture of an audiogram
 */
SflFrame *
sfl_clip_easel_draw_sound (SflClipEasel *self,
                           const SflClipSound *sound,
                           SflTime start,
                           SflTime time)
{
  const GstVideoInfo *info = sfl_clip_composer_get_info (self->composer);
  g_autoptr (GstBuffer) picture = NULL;

  if (self->ground == NULL)
    self->ground = sfl_clip_card_new_ground (self->recipe, info);
  picture = sound == NULL ? gst_buffer_ref (self->ground) : gst_buffer_copy_deep (self->ground);
  if (sound != NULL)
    picture = sfl_clip_card_add_wave (picture, info, sound,
                                      (gint64) sfl_clip_sound_count (MAX (time - start, 0)));

  return sfl_clip_easel_draw (self, picture, time);
}

/* Returns: (transfer full): the picture that a card is */
SflFrame *
sfl_clip_easel_draw_card (const SflClipRecipe *recipe)
{
  g_autoptr (GstBuffer) buffer = NULL;
  GstVideoConverter *converter;
  cairo_surface_t *surface;
  GstVideoInfo info, shown;
  guint width, height;
  SflFrame *frame;

  sfl_clip_recipe_get_size (recipe, 0, 0, &width, &height);
  surface = sfl_clip_card_draw (recipe, width, height, TRUE);
  cairo_surface_flush (surface);
  gst_video_info_set_format (&info,
                             G_BYTE_ORDER == G_LITTLE_ENDIAN ? GST_VIDEO_FORMAT_BGRx
                                                             : GST_VIDEO_FORMAT_xRGB,
                             width, height);
  set_shown (&shown, &info);
  buffer =
      gst_buffer_new_wrapped_full (GST_MEMORY_FLAG_READONLY, cairo_image_surface_get_data (surface),
                                   GST_VIDEO_INFO_SIZE (&info), 0, GST_VIDEO_INFO_SIZE (&info),
                                   NULL, NULL);
  converter = gst_video_converter_new (&info, &shown, NULL);
  frame = to_frame (converter, &info, &shown, buffer, recipe->start);
  gst_video_converter_free (converter);
  g_clear_pointer (&buffer, gst_buffer_unref);
  cairo_surface_destroy (surface);

  return frame;
}
