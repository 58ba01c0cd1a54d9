/* sfl-clip-still.c: one picture of a clip that is not made yet
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Drawn by what draws the clip itself, but smaller.
 */

#include "config.h"

#include "sfl-clip-still.h"

#include "sfl-clip-decoder.h"
#include "sfl-clip-easel.h"
#include "sfl-error.h"
#include "sfl-player.h"

#include <glib/gi18n-lib.h>

/* How much is decoded at most to find a picture. */
#define REACH SFL_SECOND

/* A moment at which words are seen, and one of them is lit. */
static SflTime
choose_time (const SflClipRecipe *recipe)
{
  guint n;
  const SflClipCue *cues = sfl_clip_recipe_get_cues (recipe, &n);

  return n > 0 ? cues[0].start + (cues[0].end - cues[0].start) / 3 : recipe->start;
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
  g_autoptr (SflClipEasel) easel = NULL;
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

  easel = sfl_clip_easel_new (recipe, &source);

  return sfl_clip_easel_draw (easel, gst_sample_get_buffer (shown), time);
}

/* What moves is left out. */
static SflFrame *
draw_audiogram (const SflClipRecipe *recipe, SflTime time)
{
  g_autoptr (SflClipEasel) easel = sfl_clip_easel_new (recipe, NULL);

  return sfl_clip_easel_draw_sound (easel, NULL, 0, time);
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
    frame = sfl_clip_easel_draw_card (small);
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
