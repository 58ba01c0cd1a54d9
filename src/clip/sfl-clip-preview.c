/* sfl-clip-preview.c: a clip that is not made yet, while its words are played
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One request and one answer at a time: what is asked for while something is drawn takes the place
 * of what was asked for before, so that a slow machine shows fewer pictures and not older ones.
 */

#include "config.h"

#include "sfl-clip-preview.h"

#include "sfl-clip-easel.h"
#include "sfl-player.h"

/* The wave of a longer one stands still: its sound is read whole, 23 MB a minute. */
#define MAX_SOUND (5 * 60 * SFL_SECOND)

/* Of what a converter is told, which wants the same rate on both sides. */
#define RATE 30

struct _SflClipPreview {
  SflClipRecipe *recipe;
  GThread *thread;
  GCancellable *cancellable;

  GMutex mutex; /* for what follows */
  GCond asked;
  gboolean closed;
  gboolean is_new;
  SflFrame *picture;
  SflTime time;
  SflFrame *drawn;

  /* Of the thread. */
  SflClipEasel *easel;
  GstVideoInfo source; /* of the picture that the easel is for */
  GstVideoInfo given;
  GstVideoConverter *converter;
  GstBuffer *buffer;
  SflClipSound *sound;
};

static void
read_sound (SflClipPreview *self)
{
  g_autoptr (GFile) file = g_file_new_for_uri (self->recipe->source);
  SflTime length = self->recipe->end - self->recipe->start;
  gboolean found = FALSE;

  if (self->recipe->kind != SFL_CLIP_AUDIOGRAM || length > MAX_SOUND)
    return;
  self->sound = sfl_clip_sound_new (sfl_clip_sound_count (length), NULL, NULL);
  if (self->sound != NULL &&
      !sfl_clip_sound_read (self->sound, file, self->recipe->track, self->recipe->start, &found,
                            self->cancellable, NULL))
    g_clear_pointer (&self->sound, sfl_clip_sound_unref);
}

static void
drop_easel (SflClipPreview *self)
{
  g_clear_pointer (&self->easel, sfl_clip_easel_free);
  g_clear_pointer (&self->converter, gst_video_converter_free);
  gst_clear_buffer (&self->buffer);
}

/* A player gives pictures as large as they are shown, which may change. */
static void
set_up (SflClipPreview *self, const SflFrame *picture)
{
  GstVideoInfo given;

  gst_video_info_set_format (&given, GST_VIDEO_FORMAT_RGB, picture->width, picture->height);
  GST_VIDEO_INFO_FPS_N (&given) = RATE;
  GST_VIDEO_INFO_FPS_D (&given) = 1;
  GST_VIDEO_INFO_PLANE_STRIDE (&given, 0) = picture->stride;
  GST_VIDEO_INFO_SIZE (&given) = picture->stride * picture->height;
  if (self->easel != NULL && gst_video_info_is_equal (&given, &self->given))
    return;

  drop_easel (self);
  self->given = given;
  gst_video_info_set_format (&self->source, GST_VIDEO_FORMAT_I420, picture->width, picture->height);
  GST_VIDEO_INFO_FPS_N (&self->source) = RATE;
  GST_VIDEO_INFO_FPS_D (&self->source) = 1;
  gst_video_colorimetry_from_string (&self->source.colorimetry, GST_VIDEO_COLORIMETRY_BT709);
  if (picture->aspect > 0)
    gst_util_double_to_fraction (picture->aspect * picture->height / picture->width,
                                 &GST_VIDEO_INFO_PAR_N (&self->source),
                                 &GST_VIDEO_INFO_PAR_D (&self->source));
  self->converter = gst_video_converter_new (&self->given, &self->source, NULL);
  self->buffer = gst_buffer_new_allocate (NULL, GST_VIDEO_INFO_SIZE (&self->source), NULL);
  self->easel = sfl_clip_easel_new (self->recipe, &self->source);
}

static SflFrame *
draw_picture (SflClipPreview *self, SflFrame *picture, SflTime time)
{
  gsize size;
  gconstpointer pixels = g_bytes_get_data (picture->pixels, &size);
  g_autoptr (GstBuffer) given = NULL;
  GstVideoFrame from, to;

  set_up (self, picture);
  given = gst_buffer_new_wrapped_full (GST_MEMORY_FLAG_READONLY, (gpointer) pixels, size, 0, size,
                                       NULL, NULL);
  if (!gst_video_frame_map (&from, &self->given, given, GST_MAP_READ))
    return NULL;
  gst_video_frame_map (&to, &self->source, self->buffer, GST_MAP_WRITE);
  gst_video_converter_frame (self->converter, &from, &to);
  gst_video_frame_unmap (&to);
  gst_video_frame_unmap (&from);

  return sfl_clip_easel_draw (self->easel, self->buffer, time);
}

static SflFrame *
draw_sound (SflClipPreview *self, SflTime time)
{
  if (self->easel == NULL)
    self->easel = sfl_clip_easel_new (self->recipe, NULL);

  return sfl_clip_easel_draw_sound (self->easel, self->sound, self->recipe->start, time);
}

static gpointer
preview_thread (gpointer data)
{
  SflClipPreview *self = data;

  read_sound (self);
  g_mutex_lock (&self->mutex);
  while (!self->closed) {
    g_autoptr (SflFrame) picture = NULL;
    SflFrame *drawn;
    SflTime time;

    if (!self->is_new) {
      g_cond_wait (&self->asked, &self->mutex);
      continue;
    }
    self->is_new = FALSE;
    picture = g_steal_pointer (&self->picture);
    time = self->time;
    g_mutex_unlock (&self->mutex);

    if (self->recipe->kind == SFL_CLIP_AUDIOGRAM)
      drawn = draw_sound (self, time);
    else
      drawn = picture != NULL ? draw_picture (self, picture, time) : NULL;

    g_mutex_lock (&self->mutex);
    if (drawn != NULL) {
      g_clear_pointer (&self->drawn, sfl_frame_unref);
      self->drawn = drawn;
    }
  }
  g_mutex_unlock (&self->mutex);

  drop_easel (self);
  g_clear_pointer (&self->sound, sfl_clip_sound_unref);

  return NULL;
}

/**
 * sfl_clip_preview_new:
 * @recipe: of a video or an audiogram
 * @side: the shorter side of what is drawn, in pixels
 */
SflClipPreview *
sfl_clip_preview_new (const SflClipRecipe *recipe, guint side)
{
  SflClipPreview *self;

  g_return_val_if_fail (recipe != NULL, NULL);
  g_return_val_if_fail (recipe->kind == SFL_CLIP_VIDEO || recipe->kind == SFL_CLIP_AUDIOGRAM, NULL);

  sfl_media_init ();
  self = g_new0 (SflClipPreview, 1);
  self->recipe = sfl_clip_recipe_copy (recipe);
  self->recipe->short_side = side;
  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->asked);
  self->thread = g_thread_new ("clip-preview", preview_thread, self);

  return self;
}

/* Waits for the picture that is being drawn. */
void
sfl_clip_preview_free (SflClipPreview *self)
{
  g_cancellable_cancel (self->cancellable);
  g_mutex_lock (&self->mutex);
  self->closed = TRUE;
  g_cond_signal (&self->asked);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);

  g_clear_pointer (&self->picture, sfl_frame_unref);
  g_clear_pointer (&self->drawn, sfl_frame_unref);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->asked);
  g_object_unref (self->cancellable);
  sfl_clip_recipe_free (self->recipe);
  g_free (self);
}

/**
 * sfl_clip_preview_show:
 * @picture: (nullable): of the recording, as a player has it; an audiogram needs none
 * @time: when it is seen in the recording
 *
 * Asks for this moment of the clip.
 */
void
sfl_clip_preview_show (SflClipPreview *self, SflFrame *picture, SflTime time)
{
  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->picture, sfl_frame_unref);
  if (picture != NULL)
    self->picture = sfl_frame_ref (picture);
  self->time = time;
  self->is_new = TRUE;
  g_cond_signal (&self->asked);
  g_mutex_unlock (&self->mutex);
}

/* Returns: (transfer full) (nullable): what was drawn since the last time, in RGB */
SflFrame *
sfl_clip_preview_take (SflClipPreview *self)
{
  SflFrame *drawn;

  g_mutex_lock (&self->mutex);
  drawn = g_steal_pointer (&self->drawn);
  g_mutex_unlock (&self->mutex);

  return drawn;
}
