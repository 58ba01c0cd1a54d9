/* sfl-player-pipeline.c: one playbin3 for each file, with its speaker and its pictures
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pipeline ends with its file, with a fatal problem, or when the sound device
 * comes or goes; the next one starts where the last one was.
 * Main thread only.
 */

#include "config.h"

#include "sfl-player-private.h"

#include <gst/audio/streamvolume.h>

#include "sfl-problem.h"
#include "sfl-selection.h"
#include "sfl-shutdown.h"
#include "sfl-speaker.h"

/* GstPlayFlags, which no header has.  Text is never given to GStreamer. */
enum {
  PLAY_VIDEO = 1 << 0,
  PLAY_AUDIO = 1 << 1,
  PLAY_SOFT_VOLUME = 1 << 4,
  PLAY_DEINTERLACE = 1 << 9,
};

/* How often a silent player looks for a sound device, in seconds. */
#define PROBE_INTERVAL 3

/* How long an episode may take to open without a decoder that it asks for, in seconds. */
#define MISSING_PATIENCE 8

/* A file opens in less than a second; one that has not after so many seconds is opened anew,
 * with twice the patience each time.
 */
#define FIRST_PATIENCE 3
#define MAX_RETRIES 3

/* A picture that comes before the place where the episode shall open would be
 * a flash of the wrong one; it stays in the tap.
 */
static void
picture_cb (gpointer user_data)
{
  SflPlayer *self = user_data;

  if (self->prerolled && (self->loaded || !self->busy))
    sfl_player_show_newest (self);
}

/* The user's wish, once there is something to play and nowhere else to be first. */
void
sfl_player_apply_state (SflPlayer *self)
{
  if (self->pipeline == NULL || !self->prerolled || !self->loaded)
    return;

  gst_element_set_state (self->pipeline,
                         self->playing && !self->ended ? GST_STATE_PLAYING : GST_STATE_PAUSED);
}

void
sfl_player_stop_pipeline (SflPlayer *self)
{
  g_clear_handle_id (&self->bus_watch, g_source_remove);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_handle_id (&self->missing_id, g_source_remove);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_handle_id (&self->switch_id, g_source_remove);
  gst_clear_object (&self->speaker);
  if (self->pipeline != NULL) {
    sfl_video_tap_close (self->tap);
    sfl_shutdown_pipeline (g_steal_pointer (&self->pipeline), self->opening,
                           (GDestroyNotify) sfl_video_tap_free, g_steal_pointer (&self->tap));
  }
  gst_clear_object (&self->collection);
  self->flying = sfl_no_wish;
  self->busy = FALSE;
  self->prerolled = FALSE;
}

static gboolean
missing_timeout_cb (gpointer user_data)
{
  SflPlayer *self = user_data;

  self->missing_id = 0;
  self->opening = FALSE;
  sfl_player_fail (self, sfl_problem_new_unknown (self->missing));

  return G_SOURCE_REMOVE;
}

/* From here on a pipeline that does not open waits for the missing decoder, not for the disk. */
static void
limit_patience (SflPlayer *self)
{
  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_handle_id (&self->missing_id, g_source_remove);
  self->missing_id = g_timeout_add_seconds (MISSING_PATIENCE, missing_timeout_cb, self);
}

/**
 * sfl_player_retry:
 *
 * Should a pipeline open nothing, a new one is tried.  A slow disk has read what it has read, so for
 * it, too, nothing is lost.
 *
 * Returns: FALSE when that was done often enough
 */
gboolean
sfl_player_retry (SflPlayer *self)
{
  if (self->n_retries >= MAX_RETRIES)
    return FALSE;

  g_debug ("The pipeline does not open; trying a new one");
  self->n_retries++;
  sfl_player_restart_pipeline (self);

  return TRUE;
}

static gboolean
retry_cb (gpointer user_data)
{
  SflPlayer *self = user_data;

  self->retry_id = 0;
  sfl_player_retry (self);

  return G_SOURCE_REMOVE;
}

static void
start_decodebin (const GValue *item, gpointer user_data)
{
  gst_element_set_state (g_value_get_object (item), GST_STATE_PAUSED);
}

/* The uridecodebin3 in playbin3 1.22 starts what brings the file before what decodes it.  On
 * a busy machine the file then comes to a door that is not open yet, and is lost: nothing
 * opens, or a good file is called damaged.  So the door is opened first, once the pipeline
 * is ready: on its way there it would be closed again.  Measured beside two busy loops: of
 * 24 runs that reopen a file 7 had to try again, and now none of 48.
 */
static void
open_decodebin (GstElement *pipeline)
{
  GstIterator *decodebins =
      gst_bin_iterate_all_by_element_factory_name (GST_BIN (pipeline), "decodebin3");

  while (gst_iterator_foreach (decodebins, start_decodebin, NULL) == GST_ITERATOR_RESYNC)
    gst_iterator_resync (decodebins);
  gst_iterator_free (decodebins);
}

void
sfl_player_start_pipeline (SflPlayer *self)
{
  g_autofree char *uri = g_file_get_uri (self->file);
  g_autoptr (GstBus) bus = NULL;
  GstElement *scaletempo = gst_element_factory_make ("scaletempo", NULL);

  sfl_player_stop_pipeline (self);

  self->pipeline = gst_element_factory_make ("playbin3", NULL);
  if (self->pipeline == NULL) {
    g_clear_object (&scaletempo);
    return;
  }
  gst_object_ref_sink (self->pipeline);

  self->speaker = self->silent ? sfl_speaker_new_silent () : sfl_speaker_new (self->speaker_name);
  self->tap = sfl_video_tap_new (picture_cb, self);
  sfl_video_tap_set_size (self->tap, self->picture_width, self->picture_height);

  g_object_set (self->pipeline, "uri", uri, "flags",
                PLAY_VIDEO | PLAY_AUDIO | PLAY_SOFT_VOLUME | PLAY_DEINTERLACE, "video-sink",
                sfl_video_tap_get_sink (self->tap), "audio-sink", self->speaker, "audio-filter",
                scaletempo, NULL);
  if (self->volume_wanted)
    gst_stream_volume_set_volume (GST_STREAM_VOLUME (self->pipeline),
                                  GST_STREAM_VOLUME_FORMAT_CUBIC, self->volume);
  if (self->muted_wanted)
    gst_stream_volume_set_mute (GST_STREAM_VOLUME (self->pipeline), self->muted);
  gst_element_add_property_notify_watch (self->pipeline, "volume", FALSE);
  gst_element_add_property_notify_watch (self->pipeline, "mute", FALSE);

  sfl_selection_connect (self->pipeline, self->refused, sfl_player_get_wanted_stream (self));

  bus = gst_element_get_bus (self->pipeline);
  self->bus_watch = gst_bus_add_watch (bus, sfl_player_bus_cb, self);

  if (self->missing != NULL)
    limit_patience (self);

  if (self->missing == NULL && self->n_retries < MAX_RETRIES)
    self->retry_id = g_timeout_add_seconds (FIRST_PATIENCE << self->n_retries, retry_cb, self);

  self->busy = self->opening = TRUE;
  gst_element_set_state (self->pipeline, GST_STATE_READY);
  open_decodebin (self->pipeline);
  gst_element_set_state (self->pipeline, GST_STATE_PAUSED);
}

/* A new pipeline at the old place. */
void
sfl_player_restart_pipeline (SflPlayer *self)
{
  if (!self->loaded) {
    if (sfl_wish_exists (&self->flying) && !sfl_wish_exists (&self->wanted))
      self->wanted = self->flying;
  } else if (!self->ended) {
    sfl_player_want_again (self);
  }

  sfl_player_start_pipeline (self);
  sfl_player_update_seeking (self);
}

/* A decoder for streams of @type is missing, 0 for what is neither heard nor seen. */
void
sfl_player_miss (SflPlayer *self, GstMessage *message, GstStreamType type)
{
  if (type != 0 && self->undecodable & type)
    return;

  /* What cannot be heard or seen anyway counts only while there is nothing else. */
  if (self->missing == NULL || self->undecodable == 0)
    gst_message_replace (&self->missing, message);
  self->undecodable |= type;
  if (!self->prerolled)
    limit_patience (self);
  sfl_player_update_streams (self);
}

/* Once the streams are known: goes on with those that can be decoded, in a new pipeline when this
 * one was asked for others, too.  Of a file that has no others playbin3 says neither that it
 * opened nor that it failed, nor does it always of one that holds only subtitles.
 */
void
sfl_player_leave_missing (SflPlayer *self)
{
  const GstStreamType both = GST_STREAM_TYPE_VIDEO | GST_STREAM_TYPE_AUDIO;

  if (self->prerolled || self->collection == NULL)
    return;
  if (self->missing == NULL) {
    if (!sfl_player_has_stream (self, both))
      limit_patience (self);
    else
      g_clear_handle_id (&self->missing_id, g_source_remove);
    return;
  }

  if (!sfl_player_has_stream (self, both & ~self->undecodable)) {
    self->opening = FALSE;
    sfl_player_fail (self, sfl_problem_new_unknown (self->missing));
  } else if (self->undecodable != self->refused) {
    self->opening = FALSE; /* it knows what kind of file it has */
    self->refused = self->undecodable;
    sfl_player_restart_pipeline (self);
  }
}

void
sfl_player_fail (SflPlayer *self, GError *error)
{
  self->rest = sfl_player_query_position (self);
  self->failed = TRUE;
  self->wanted = sfl_no_wish;
  sfl_player_stop_pipeline (self);
  sfl_player_update_seeking (self);
  sfl_player_set_flag (self, &self->loaded, FALSE, PROP_LOADED);
  sfl_player_set_flag (self, &self->playing, FALSE, PROP_PLAYING);
  sfl_player_emit_problem (self, error, TRUE);
}

static void
probe_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  SflPlayer *self = user_data;
  gboolean works = sfl_speaker_probe_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || !works || !self->silent)
    return;

  g_clear_handle_id (&self->probe_id, g_source_remove);
  sfl_player_set_flag (self, &self->silent, FALSE, PROP_SILENT);
  if (self->pipeline != NULL)
    sfl_player_restart_pipeline (self);
}

static gboolean
probe_timeout_cb (gpointer user_data)
{
  SflPlayer *self = user_data;

  sfl_speaker_probe_async (self->cancellable, probe_cb, self);

  return G_SOURCE_CONTINUE;
}

void
sfl_player_fall_silent (SflPlayer *self)
{
  if (self->silent)
    return;

  sfl_player_set_flag (self, &self->silent, TRUE, PROP_SILENT);
  if (self->probe_id == 0)
    self->probe_id = g_timeout_add_seconds (PROBE_INTERVAL, probe_timeout_cb, self);
  sfl_player_emit_problem (self, sfl_problem_new_silent (), FALSE);
}

static void
device_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflPlayer *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *device = sfl_speaker_find_device_finish (result, &error);

  if (device == NULL || g_strcmp0 (device, self->sound_device) == 0)
    return;

  g_free (self->sound_device);
  self->sound_device = g_steal_pointer (&device);
  g_object_notify_by_pspec (G_OBJECT (self), sfl_player_props[PROP_SOUND_DEVICE]);
}

/* Sound is being played, maybe elsewhere than before. */
void
sfl_player_find_device (SflPlayer *self)
{
  if (self->speaker != NULL)
    sfl_speaker_find_device_async (self->speaker, self->cancellable, device_found_cb, self);
}
