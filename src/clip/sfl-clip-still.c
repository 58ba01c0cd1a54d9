/* sfl-clip-still.c: one picture of a clip that is not made yet
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drawn by what draws the clip itself, but smaller.
 */

#include "config.h"

#include "sfl-clip-still.h"

#include "sfl-clip-captions.h"
#include "sfl-clip-card.h"
#include "sfl-clip-composer.h"
#include "sfl-clip-decoder.h"
#include "sfl-error.h"
#include "sfl-player.h"

#include <glib/gi18n-lib.h>

/* How much is decoded at most to find a picture. */
#define REACH SFL_SECOND

static SflFrame *
to_frame (const GstVideoInfo *info, GstBuffer *picture, SflTime time)
{
  GstVideoInfo rgb;
  GstVideoFrame from, to;
  GstVideoConverter *converter;
  g_autoptr (GstBuffer) buffer = NULL;
  guint8 *data = NULL;
  gsize size;
  guint width = GST_VIDEO_INFO_WIDTH (info), height = GST_VIDEO_INFO_HEIGHT (info);

  gst_video_info_set_format (&rgb, GST_VIDEO_FORMAT_RGB, width, height);
  rgb.fps_n = info->fps_n; /* a converter takes no two rates */
  rgb.fps_d = info->fps_d;
  size = GST_VIDEO_INFO_SIZE (&rgb);
  data = g_malloc (size);
  buffer = gst_buffer_new_wrapped_full (0, data, size, 0, size, NULL, NULL);
  converter = gst_video_converter_new ((GstVideoInfo *) info, &rgb, NULL);
  if (!gst_video_frame_map (&from, info, picture, GST_MAP_READ)) {
    gst_video_converter_free (converter);
    g_free (data);
    return NULL;
  }
  gst_video_frame_map (&to, &rgb, buffer, GST_MAP_WRITE);
  gst_video_converter_frame (converter, &from, &to);
  gst_video_frame_unmap (&to);
  gst_video_frame_unmap (&from);
  gst_video_converter_free (converter);

  return sfl_frame_new (width, height, GST_VIDEO_INFO_PLANE_STRIDE (&rgb, 0),
                        (double) width / height, time, SFL_TIME_NONE,
                        g_bytes_new_take (data, size));
}

/* A moment at which words are seen, and one of them is lit. */
static SflTime
choose_time (const SflClipRecipe *recipe)
{
  guint n;
  const SflClipCue *cues = sfl_clip_recipe_get_cues (recipe, &n);

  return n > 0 ? cues[0].start + (cues[0].end - cues[0].start) / 3 : recipe->start;
}

static SflFrame *
compose (const SflClipRecipe *recipe, const GstVideoInfo *source, GstBuffer *picture, SflTime time)
{
  g_autoptr (SflClipComposer) composer = sfl_clip_composer_new (recipe, source);
  const GstVideoInfo *info = sfl_clip_composer_get_info (composer);
  g_autoptr (SflClipCaptions) captions =
      sfl_clip_captions_new (recipe, GST_VIDEO_INFO_WIDTH (info), GST_VIDEO_INFO_HEIGHT (info));
  g_autoptr (SflClipOverlay) overlay = NULL;
  g_autoptr (GstBuffer) composed = NULL;
  int caption = -1, word = -1, x, y;

  sfl_clip_captions_find (captions, time, &caption, &word);
  if (caption >= 0) {
    cairo_surface_t *surface = sfl_clip_captions_draw (captions, caption, word, &x, &y);

    overlay = sfl_clip_overlay_new (surface, x, y, info);
    cairo_surface_destroy (surface);
  }
  composed = sfl_clip_composer_compose (composer, picture, overlay);

  return composed != NULL ? to_frame (info, composed, time) : NULL;
}

static SflFrame *
draw_video (const SflClipRecipe *recipe, SflTime time, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_uri (recipe->source);
  g_autoptr (GstCaps) caps =
      gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, "I420", NULL);
  g_autoptr (SflClipDecoder) decoder =
      sfl_clip_decoder_new (file, SFL_CLIP_PICTURES, NULL, caps, cancellable);
  g_autoptr (GstSample) shown = NULL;
  GstVideoInfo source;
  GstSample *next;
  SflTime next_time;

  if (!sfl_clip_decoder_open (decoder, time, time + REACH, error))
    return NULL;
  while ((next = sfl_clip_decoder_pull (decoder, &next_time, error)) != NULL) {
    if (shown != NULL && next_time > time) {
      gst_sample_unref (next);
      break;
    }
    g_clear_pointer (&shown, gst_sample_unref);
    shown = next;
  }
  if (shown == NULL || !gst_video_info_from_caps (&source, gst_sample_get_caps (shown))) {
    if (error != NULL && *error == NULL)
      g_set_error_literal (error, SFL_ERROR, SFL_ERROR_MEDIA,
                           _ ("The recording has no picture there. Make a clip of its sound."));
    return NULL;
  }
  g_clear_error (error);

  return compose (recipe, &source, gst_sample_get_buffer (shown), time);
}

/* What moves is left out. */
static SflFrame *
draw_audiogram (const SflClipRecipe *recipe, SflTime time)
{
  g_autoptr (GstBuffer) ground = NULL;
  GstVideoInfo info;
  guint width, height;

  sfl_clip_recipe_get_size (recipe, 0, 0, &width, &height);
  gst_video_info_set_format (&info, GST_VIDEO_FORMAT_I420, width, height);
  GST_VIDEO_INFO_FPS_N (&info) = 30;
  GST_VIDEO_INFO_FPS_D (&info) = 1;
  gst_video_colorimetry_from_string (&info.colorimetry, GST_VIDEO_COLORIMETRY_BT709);
  ground = sfl_clip_card_new_ground (recipe, &info);

  return compose (recipe, &info, ground, time);
}

static SflFrame *
draw_card (const SflClipRecipe *recipe, SflTime time)
{
  guint width, height;
  cairo_surface_t *surface;
  g_autoptr (GstBuffer) buffer = NULL;
  SflFrame *frame;
  GstVideoInfo info;

  sfl_clip_recipe_get_size (recipe, 0, 0, &width, &height);
  surface = sfl_clip_card_draw (recipe, width, height, TRUE);
  cairo_surface_flush (surface);
  gst_video_info_set_format (&info,
                             G_BYTE_ORDER == G_LITTLE_ENDIAN ? GST_VIDEO_FORMAT_BGRx
                                                             : GST_VIDEO_FORMAT_xRGB,
                             width, height);
  buffer =
      gst_buffer_new_wrapped_full (GST_MEMORY_FLAG_READONLY, cairo_image_surface_get_data (surface),
                                   GST_VIDEO_INFO_SIZE (&info), 0, GST_VIDEO_INFO_SIZE (&info),
                                   NULL, NULL);
  frame = to_frame (&info, buffer, time);
  g_clear_pointer (&buffer, gst_buffer_unref);
  cairo_surface_destroy (surface);

  return frame;
}

/**
 * sfl_clip_still:
 * @recipe: with pictures
 * @side: the shorter side of the picture, in pixels
 *
 * Blocks: for threads.
 *
 * Returns: (transfer full): what the clip will look like when its first words are seen, or NULL with
 *   @error set
 */
SflFrame *
sfl_clip_still (const SflClipRecipe *recipe, guint side, GCancellable *cancellable, GError **error)
{
  g_autoptr (SflClipRecipe) small = NULL;
  g_autoptr (GError) problem = NULL;
  SflFrame *frame;
  SflTime time;

  g_return_val_if_fail (recipe != NULL && recipe->kind != SFL_CLIP_AUDIO, NULL);

  sfl_media_init ();
  small = sfl_clip_recipe_copy (recipe);
  small->short_side = side;
  time = choose_time (small);
  if (small->kind == SFL_CLIP_CARD)
    frame = draw_card (small, time);
  else if (small->kind == SFL_CLIP_AUDIOGRAM)
    frame = draw_audiogram (small, time);
  else
    frame = draw_video (small, time, cancellable, &problem);
  if (frame == NULL && problem == NULL)
    g_set_error_literal (&problem, SFL_ERROR, SFL_ERROR_MEDIA,
                         _ ("A picture of the recording cannot be read."));
  if (frame == NULL)
    g_propagate_error (error, g_steal_pointer (&problem));

  return frame;
}
