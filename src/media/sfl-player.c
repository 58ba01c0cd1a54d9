/* sfl-player.c: plays one episode's audio or video
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A playbin3 for each file, watched from the main context; no thread of our own.
 * Here is what others ask for and are told; the work is in sfl-player-*.c.
 * Main thread only.
 */

#include "config.h"

#include "sfl-player-private.h"

#include <gst/audio/streamvolume.h>

#include "sfl-probe.h"
#include "sfl-problem.h"
#include "sfl-track.h"

/* A window being resized asks for many sizes; a paused picture waits this long, in ms. */
#define REFRESH_DELAY 150

static void sfl_player_playback_init (SflPlaybackInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SflPlayer,
                               sfl_player,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SFL_TYPE_PLAYBACK, sfl_player_playback_init))

GParamSpec *sfl_player_props[N_PROPS];

guint sfl_player_signals[N_SIGNALS];

void
sfl_player_set_flag (SflPlayer *self, gboolean *flag, gboolean value, guint prop)
{
  if (*flag == value)
    return;

  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), sfl_player_props[prop]);
}

void
sfl_player_set_duration (SflPlayer *self, SflTime duration)
{
  if (self->duration == duration)
    return;

  self->duration = duration;
  g_object_notify_by_pspec (G_OBJECT (self), sfl_player_props[PROP_DURATION]);
}

void
sfl_player_update_seeking (SflPlayer *self)
{
  sfl_player_set_flag (self, &self->seeking,
                       sfl_wish_exists (&self->wanted) || sfl_wish_exists (&self->flying),
                       PROP_SEEKING);
}

/* Takes the error. */
void
sfl_player_emit_problem (SflPlayer *self, GError *error, gboolean fatal)
{
  sfl_playback_emit_problem (SFL_PLAYBACK (self), error, fatal);
  g_error_free (error);
}

void
sfl_player_show_newest (SflPlayer *self)
{
  SflFrame *frame = self->tap == NULL ? NULL : sfl_video_tap_take (self->tap);

  if (frame == NULL)
    return;

  g_clear_pointer (&self->frame, sfl_frame_unref);
  self->frame = frame;
  g_signal_emit (self, sfl_player_signals[SIGNAL_FRAME], 0, frame);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  SflPlayer *self = user_data;
  gboolean approximate;

  if (!sfl_probe_finish (result, &approximate, &error)) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      sfl_player_fail (self, g_steal_pointer (&error));
    return;
  }

  sfl_player_set_flag (self, &self->duration_approximate, approximate, PROP_DURATION_APPROXIMATE);
  sfl_player_start_pipeline (self);
}

static gboolean
refresh_cb (gpointer user_data)
{
  SflPlayer *self = user_data;

  self->refresh_id = 0;
  if (self->loaded && self->has_video && !self->playing && !self->ended && !self->seeking)
    sfl_player_want_again (self);

  return G_SOURCE_REMOVE;
}

static void
sfl_player_dispose (GObject *object)
{
  sfl_player_close (SFL_PLAYER (object));

  G_OBJECT_CLASS (sfl_player_parent_class)->dispose (object);
}

static void
sfl_player_finalize (GObject *object)
{
  SflPlayer *self = SFL_PLAYER (object);

  g_array_unref (self->audio_tracks);
  g_array_unref (self->text_tracks);
  g_free (self->speaker_name);
  g_free (self->sound_device);

  G_OBJECT_CLASS (sfl_player_parent_class)->finalize (object);
}

static void
sfl_player_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SflPlayer *self = SFL_PLAYER (object);

  switch (id) {
  case PROP_SPEAKER:
    g_value_set_string (value, self->speaker_name);
    break;
  case PROP_LOADED:
    g_value_set_boolean (value, self->loaded);
    break;
  case PROP_PLAYING:
    g_value_set_boolean (value, self->playing);
    break;
  case PROP_DURATION:
    g_value_set_int64 (value, self->duration);
    break;
  case PROP_DURATION_APPROXIMATE:
    g_value_set_boolean (value, self->duration_approximate);
    break;
  case PROP_SEEKING:
    g_value_set_boolean (value, self->seeking);
    break;
  case PROP_RATE:
    g_value_set_double (value, self->rate);
    break;
  case PROP_VOLUME:
    g_value_set_double (value, self->volume);
    break;
  case PROP_MUTED:
    g_value_set_boolean (value, self->muted);
    break;
  case PROP_HAS_VIDEO:
    g_value_set_boolean (value, self->has_video);
    break;
  case PROP_HAS_AUDIO:
    g_value_set_boolean (value, self->has_audio);
    break;
  case PROP_AUDIO_TRACK:
    g_value_set_int (value, self->audio_track);
    break;
  case PROP_SILENT:
    g_value_set_boolean (value, self->silent);
    break;
  case PROP_SOUND_DEVICE:
    g_value_set_string (value, self->sound_device);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sfl_player_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SflPlayer *self = SFL_PLAYER (object);

  switch (id) {
  case PROP_SPEAKER:
    self->speaker_name = g_value_dup_string (value);
    break;
  case PROP_RATE:
    sfl_player_set_rate (self, g_value_get_double (value));
    break;
  case PROP_VOLUME:
    sfl_player_set_volume (self, g_value_get_double (value));
    break;
  case PROP_MUTED:
    sfl_player_set_muted (self, g_value_get_boolean (value));
    break;
  case PROP_AUDIO_TRACK:
    sfl_player_set_audio_track (self, g_value_get_int (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sfl_player_class_init (SflPlayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  const GParamFlags writable = readable | G_PARAM_WRITABLE;

  object_class->dispose = sfl_player_dispose;
  object_class->finalize = sfl_player_finalize;
  object_class->get_property = sfl_player_get_property;
  object_class->set_property = sfl_player_set_property;

  sfl_player_props[PROP_SPEAKER] =
      g_param_spec_string ("speaker", NULL, NULL, NULL, writable | G_PARAM_CONSTRUCT_ONLY);
  sfl_player_props[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, readable);
  sfl_player_props[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, readable);
  sfl_player_props[PROP_DURATION] =
      g_param_spec_int64 ("duration", NULL, NULL, G_MININT64, G_MAXINT64, SFL_TIME_NONE, readable);
  sfl_player_props[PROP_DURATION_APPROXIMATE] =
      g_param_spec_boolean ("duration-approximate", NULL, NULL, FALSE, readable);
  sfl_player_props[PROP_SEEKING] = g_param_spec_boolean ("seeking", NULL, NULL, FALSE, readable);
  sfl_player_props[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, 0.5, 3, 1, writable);
  sfl_player_props[PROP_VOLUME] = g_param_spec_double ("volume", NULL, NULL, 0, 1, 1, writable);
  sfl_player_props[PROP_MUTED] = g_param_spec_boolean ("muted", NULL, NULL, FALSE, writable);
  sfl_player_props[PROP_HAS_VIDEO] =
      g_param_spec_boolean ("has-video", NULL, NULL, FALSE, readable);
  sfl_player_props[PROP_HAS_AUDIO] =
      g_param_spec_boolean ("has-audio", NULL, NULL, FALSE, readable);
  sfl_player_props[PROP_AUDIO_TRACK] =
      g_param_spec_int ("audio-track", NULL, NULL, -1, G_MAXINT, -1, writable);
  sfl_player_props[PROP_SILENT] = g_param_spec_boolean ("silent", NULL, NULL, FALSE, readable);
  sfl_player_props[PROP_SOUND_DEVICE] =
      g_param_spec_string ("sound-device", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, N_PROPS, sfl_player_props);

  sfl_player_signals[SIGNAL_FRAME] =
      g_signal_new ("frame", SFL_TYPE_PLAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                    1, SFL_TYPE_FRAME);
  sfl_player_signals[SIGNAL_TRACKS_CHANGED] =
      g_signal_new ("tracks-changed", SFL_TYPE_PLAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 0);
}

/* The same functions, as who knows nothing of files calls them. */
static void
sfl_player_playback_init (SflPlaybackInterface *iface)
{
  iface->play = (gpointer) sfl_player_play;
  iface->pause = (gpointer) sfl_player_pause;
  iface->seek = (gpointer) sfl_player_seek;
  iface->seek_until = (gpointer) sfl_player_seek_until;
  iface->play_range = (gpointer) sfl_player_play_range;
  iface->set_rate = (gpointer) sfl_player_set_rate;
  iface->query_position = (gpointer) sfl_player_query_position;
  iface->get_duration = (gpointer) sfl_player_get_duration;
  iface->get_duration_approximate = (gpointer) sfl_player_get_duration_approximate;
  iface->get_loaded = (gpointer) sfl_player_get_loaded;
  iface->get_playing = (gpointer) sfl_player_get_playing;
  iface->get_seeking = (gpointer) sfl_player_get_seeking;
  iface->get_rate = (gpointer) sfl_player_get_rate;
}

/* What belongs to one file. */
static void
forget (SflPlayer *self)
{
  self->wanted = self->flying = sfl_no_wish;
  self->rest = self->anchor = 0;
  self->range_end = SFL_TIME_NONE;
  self->ended = self->failed = FALSE;
  self->undecodable = self->refused = 0;
  self->wanted_audio_track = -1;
  sfl_player_end_switch (self);
  gst_clear_message (&self->missing);
  g_clear_pointer (&self->video_id, g_free);
  g_clear_pointer (&self->frame, sfl_frame_unref);
}

static void
sfl_player_init (SflPlayer *self)
{
  sfl_media_init ();

  self->rate = 1.0;
  self->volume = 1.0;
  self->duration = SFL_TIME_NONE;
  self->audio_track = -1;
  self->audio_tracks = sfl_track_list_new (NULL, 0);
  self->text_tracks = sfl_track_list_new (NULL, 0);
  forget (self);
}

SflPlayer *
sfl_player_new (void)
{
  return g_object_new (SFL_TYPE_PLAYER, NULL);
}

/**
 * sfl_player_open:
 * @file: a file on this computer
 *
 * Closes what was open and loads @file, paused.  A seek, a rate or a play
 * that comes before "loaded" is kept: the episode opens at its place, without
 * showing its first picture.
 */
void
sfl_player_open (SflPlayer *self, GFile *file)
{
  g_return_if_fail (SFL_IS_PLAYER (self));
  g_return_if_fail (G_IS_FILE (file));

  sfl_player_close (self);
  self->file = g_object_ref (file);
  self->cancellable = g_cancellable_new ();

  if (!g_file_has_uri_scheme (file, "file"))
    sfl_player_fail (self, sfl_problem_new_remote ());
  else
    sfl_probe_async (file, self->cancellable, opened_cb, self);
}

void
sfl_player_close (SflPlayer *self)
{
  g_return_if_fail (SFL_IS_PLAYER (self));

  if (self->file == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->probe_id, g_source_remove);
  sfl_player_stop_pipeline (self);
  self->n_retries = 0;
  g_clear_object (&self->file);
  forget (self);

  g_object_freeze_notify (G_OBJECT (self));
  g_array_set_size (self->audio_tracks, 0);
  g_array_set_size (self->text_tracks, 0);
  self->audio_track = -1;
  g_object_notify_by_pspec (G_OBJECT (self), sfl_player_props[PROP_AUDIO_TRACK]);
  sfl_player_set_duration (self, SFL_TIME_NONE);
  sfl_player_update_seeking (self);
  sfl_player_set_flag (self, &self->loaded, FALSE, PROP_LOADED);
  sfl_player_set_flag (self, &self->playing, FALSE, PROP_PLAYING);
  sfl_player_set_flag (self, &self->duration_approximate, FALSE, PROP_DURATION_APPROXIMATE);
  sfl_player_set_flag (self, &self->has_video, FALSE, PROP_HAS_VIDEO);
  sfl_player_set_flag (self, &self->has_audio, FALSE, PROP_HAS_AUDIO);
  sfl_player_set_flag (self, &self->silent, FALSE, PROP_SILENT);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * sfl_player_play:
 *
 * Goes on from where it is; from the end of a range on beyond it, and from the
 * end of the episode over to its start.
 */
void
sfl_player_play (SflPlayer *self)
{
  g_return_if_fail (SFL_IS_PLAYER (self));

  if (self->file == NULL || self->failed)
    return;

  if (self->ended && !sfl_wish_exists (&self->wanted)) {
    gboolean at_end = self->duration != SFL_TIME_NONE && self->rest >= self->duration;

    sfl_player_want (self, at_end ? 0 : self->rest, SFL_TIME_NONE, SFL_SEEK_ACCURATE, FALSE);
  }

  sfl_player_set_flag (self, &self->playing, TRUE, PROP_PLAYING);
  sfl_player_apply_state (self);
}

void
sfl_player_pause (SflPlayer *self)
{
  g_return_if_fail (SFL_IS_PLAYER (self));

  sfl_player_set_flag (self, &self->playing, FALSE, PROP_PLAYING);
  sfl_player_apply_state (self);
}

gboolean
sfl_player_get_playing (SflPlayer *self)
{
  g_return_val_if_fail (SFL_IS_PLAYER (self), FALSE);

  return self->playing;
}

gboolean
sfl_player_get_loaded (SflPlayer *self)
{
  g_return_val_if_fail (SFL_IS_PLAYER (self), FALSE);

  return self->loaded;
}

gboolean
sfl_player_get_seeking (SflPlayer *self)
{
  g_return_val_if_fail (SFL_IS_PLAYER (self), FALSE);

  return self->seeking;
}

SflTime
sfl_player_get_duration (SflPlayer *self)
{
  g_return_val_if_fail (SFL_IS_PLAYER (self), SFL_TIME_NONE);

  return self->duration;
}

gboolean
sfl_player_get_duration_approximate (SflPlayer *self)
{
  g_return_val_if_fail (SFL_IS_PLAYER (self), FALSE);

  return self->duration_approximate;
}

double
sfl_player_get_rate (SflPlayer *self)
{
  g_return_val_if_fail (SFL_IS_PLAYER (self), 1.0);

  return self->rate;
}

/**
 * sfl_player_set_rate:
 * @rate: 0.5 to 3; voices keep their pitch
 */
void
sfl_player_set_rate (SflPlayer *self, double rate)
{
  g_return_if_fail (SFL_IS_PLAYER (self));

  rate = CLAMP (rate, 0.5, 3.0);
  if (self->rate == rate)
    return;

  /* Before the rate changes, so that the position is of the old one. */
  sfl_player_query_position (self);
  self->rate = rate;
  if (self->loaded && !self->ended)
    sfl_player_want_again (self);
  g_object_notify_by_pspec (G_OBJECT (self), sfl_player_props[PROP_RATE]);
}

double
sfl_player_get_volume (SflPlayer *self)
{
  g_return_val_if_fail (SFL_IS_PLAYER (self), 1.0);

  return self->volume;
}

/**
 * sfl_player_set_volume:
 * @volume: 0 to 1, in steps as ears count them
 */
void
sfl_player_set_volume (SflPlayer *self, double volume)
{
  g_return_if_fail (SFL_IS_PLAYER (self));

  volume = CLAMP (volume, 0.0, 1.0);
  if (self->volume == volume)
    return;

  self->volume = volume;
  self->volume_wanted = TRUE;
  if (self->pipeline != NULL)
    gst_stream_volume_set_volume (GST_STREAM_VOLUME (self->pipeline),
                                  GST_STREAM_VOLUME_FORMAT_CUBIC, volume);
  g_object_notify_by_pspec (G_OBJECT (self), sfl_player_props[PROP_VOLUME]);
}

gboolean
sfl_player_get_muted (SflPlayer *self)
{
  g_return_val_if_fail (SFL_IS_PLAYER (self), FALSE);

  return self->muted;
}

void
sfl_player_set_muted (SflPlayer *self, gboolean muted)
{
  g_return_if_fail (SFL_IS_PLAYER (self));

  muted = !!muted;
  if (self->muted == muted)
    return;

  self->muted = muted;
  self->muted_wanted = TRUE;
  if (self->pipeline != NULL)
    gst_stream_volume_set_mute (GST_STREAM_VOLUME (self->pipeline), muted);
  g_object_notify_by_pspec (G_OBJECT (self), sfl_player_props[PROP_MUTED]);
}

gboolean
sfl_player_get_has_video (SflPlayer *self)
{
  g_return_val_if_fail (SFL_IS_PLAYER (self), FALSE);

  return self->has_video;
}

gboolean
sfl_player_get_has_audio (SflPlayer *self)
{
  g_return_val_if_fail (SFL_IS_PLAYER (self), FALSE);

  return self->has_audio;
}

/**
 * sfl_player_get_silent:
 *
 * Returns: whether the episode plays without sound because no device answers
 */
/* Returns: (nullable): where the sound goes, as the sound server calls it; "" where nobody
 *   knows, NULL before the first sound
 */
const char *
sfl_player_get_sound_device (SflPlayer *self)
{
  g_return_val_if_fail (SFL_IS_PLAYER (self), NULL);

  return self->sound_device;
}

gboolean
sfl_player_get_silent (SflPlayer *self)
{
  g_return_val_if_fail (SFL_IS_PLAYER (self), FALSE);

  return self->silent;
}

/**
 * sfl_player_get_frame:
 *
 * Returns: (transfer none) (nullable): the picture last shown
 */
SflFrame *
sfl_player_get_frame (SflPlayer *self)
{
  g_return_val_if_fail (SFL_IS_PLAYER (self), NULL);

  return self->frame;
}

/**
 * sfl_player_set_picture_size:
 * @width: device pixels, 0 for the size of the video
 * @height: likewise
 *
 * Pictures come scaled to fit.  A paused picture that was asked for larger
 * comes anew.
 */
void
sfl_player_set_picture_size (SflPlayer *self, int width, int height)
{
  gboolean grown;

  g_return_if_fail (SFL_IS_PLAYER (self));
  g_return_if_fail (width >= 0 && height >= 0);

  if (self->picture_width == width && self->picture_height == height)
    return;

  grown = width == 0 || width > self->picture_width || height > self->picture_height;
  self->picture_width = width;
  self->picture_height = height;
  if (self->tap == NULL)
    return;

  sfl_video_tap_set_size (self->tap, width, height);
  if (grown && !self->playing) {
    g_clear_handle_id (&self->refresh_id, g_source_remove);
    self->refresh_id = g_timeout_add (REFRESH_DELAY, refresh_cb, self);
  }
}
