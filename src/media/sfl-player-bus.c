/* sfl-player-bus.c: what the pipeline says
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The one place where messages become state.  Main thread only.
 */

#include "config.h"

#include "sfl-player-private.h"

#include <gst/audio/streamvolume.h>
#include <gst/pbutils/missing-plugins.h>

#include "sfl-problem.h"
#include "sfl-speaker.h"

static gboolean
is_from_speaker (SflPlayer *self, GstMessage *message)
{
  GstObject *source = GST_MESSAGE_SRC (message);

  return source == GST_OBJECT (self->speaker) ||
         gst_object_has_as_ancestor (source, GST_OBJECT (self->speaker));
}

/* Beside a busy processor what comes of the file may find nothing behind the parser yet. */
static gboolean
came_too_early (GstMessage *message)
{
  const GstStructure *details = NULL;
  int flow = GST_FLOW_OK;

  gst_message_parse_error_details (message, &details);

  return details != NULL && gst_structure_get_int (details, "flow-return", &flow) &&
         flow == GST_FLOW_NOT_LINKED;
}

static void
error_message (SflPlayer *self, GstMessage *message)
{
  self->opening = FALSE;
  if (is_from_speaker (self, message) && !self->silent) {
    /* autoaudiosink would ask every other device now; the clock must go on first. */
    sfl_player_fall_silent (self);
    if (self->pipeline != NULL)
      sfl_player_restart_pipeline (self);
    return;
  }

  /* Without a track for a moment, the demuxer ends as if the file were damaged. */
  if (self->switching && self->prerolled) {
    sfl_player_end_switch (self);
    sfl_player_restart_pipeline (self);
    return;
  }

  if (!self->prerolled && self->missing == NULL && came_too_early (message) &&
      sfl_player_retry (self))
    return;

  sfl_player_fail (self, sfl_problem_new_from_error (message, self->missing));
}

static void
warning_message (SflPlayer *self, GstMessage *message)
{
  g_autoptr (GError) warning = NULL;
  g_autofree char *debug = NULL;

  gst_message_parse_warning (message, &warning, &debug);
  g_debug ("%s: %s (%s)", GST_MESSAGE_SRC_NAME (message), warning->message, debug);

  if (is_from_speaker (self, message) && warning->domain == GST_RESOURCE_ERROR)
    sfl_player_fall_silent (self);
}

static void
missing_message (SflPlayer *self, GstMessage *message)
{
  GstStreamType type = 0;

  if (sfl_problem_is_about_text (message))
    return;

  if (sfl_problem_is_about_video (message))
    type = GST_STREAM_TYPE_VIDEO;
  else if (sfl_problem_is_about_audio (message))
    type = GST_STREAM_TYPE_AUDIO;
  sfl_player_miss (self, message, type);
  sfl_player_leave_missing (self);
}

static void
stop_playing (SflPlayer *self)
{
  sfl_player_set_flag (self, &self->playing, FALSE, PROP_PLAYING);
  sfl_player_apply_state (self);
}

static void
end_message (SflPlayer *self)
{
  SflTime played, end;
  gboolean is_range;

  /* It was posted before the seek that is under way. */
  if (self->busy)
    return;

  played = sfl_player_get_played_position (self);
  is_range = self->range_end != SFL_TIME_NONE &&
             (self->duration == SFL_TIME_NONE || self->range_end < self->duration);
  if (!is_range && self->duration_approximate && played > 0) {
    sfl_player_set_flag (self, &self->duration_approximate, FALSE, PROP_DURATION_APPROXIMATE);
    sfl_player_set_duration (self, played);
  }
  end = is_range ? self->range_end : self->duration;

  self->ended = TRUE;
  if (end != SFL_TIME_NONE && played < end - SFL_PLAYER_SHORTFALL) {
    self->rest = played;
    self->range_end = SFL_TIME_NONE;
    stop_playing (self);
    sfl_player_emit_problem (self, sfl_problem_new_incomplete (), FALSE);
    return;
  }

  self->rest = end != SFL_TIME_NONE ? end : played;
  if (self->range_end == SFL_TIME_NONE) {
    stop_playing (self);
    sfl_playback_emit_end_of_stream (SFL_PLAYBACK (self));
    return;
  }

  /* Before it pauses: who loops goes on, and nobody sees it stop. */
  sfl_playback_emit_end_of_range (SFL_PLAYBACK (self));
  if (self->ended)
    stop_playing (self);
}

static void
async_done_message (SflPlayer *self)
{
  if (!self->busy)
    return;

  self->busy = FALSE;
  if (!self->prerolled) {
    self->prerolled = TRUE;
    g_clear_handle_id (&self->missing_id, g_source_remove);
    g_clear_handle_id (&self->retry_id, g_source_remove);
    self->n_retries = 0;
    self->opening = FALSE;
    if (!self->has_video && !self->has_audio) {
      sfl_player_fail (self, sfl_problem_new_unknown (self->missing));
      return;
    }
    sfl_player_update_duration (self);
    /* A pipeline starts at normal speed. */
    if (!sfl_wish_exists (&self->wanted) && self->rate != 1.0 && !self->ended)
      sfl_player_want (self, 0, SFL_TIME_NONE, SFL_SEEK_ACCURATE, FALSE);
  } else if (sfl_wish_exists (&self->wanted) && self->loaded) {
    sfl_player_show_newest (self);
  }

  if (self->busy)
    return;
  if (sfl_wish_exists (&self->wanted))
    sfl_player_send_wanted (self);
  else
    sfl_player_settle (self);
  if (self->audio_track == self->wanted_audio_track)
    sfl_player_end_switch (self);
  else
    sfl_player_select_streams (self);

  if (self->loaded && !self->busy && self->missing != NULL && self->undecodable != 0) {
    g_autoptr (GstMessage) missing = g_steal_pointer (&self->missing);

    sfl_player_emit_problem (self, sfl_problem_new_from_missing (missing), FALSE);
  }
}

static void
volume_message (SflPlayer *self)
{
  GstStreamVolume *volume = GST_STREAM_VOLUME (self->pipeline);
  double value = gst_stream_volume_get_volume (volume, GST_STREAM_VOLUME_FORMAT_CUBIC);

  sfl_player_set_flag (self, &self->muted, gst_stream_volume_get_mute (volume), PROP_MUTED);
  if (ABS (self->volume - value) > 0.001) {
    self->volume = MIN (value, 1.0);
    g_object_notify_by_pspec (G_OBJECT (self), sfl_player_props[PROP_VOLUME]);
  }
}

/* A sound server tells the device once a stream plays. */
static void
state_message (SflPlayer *self, GstMessage *message)
{
  GstState state;

  gst_message_parse_state_changed (message, NULL, &state, NULL);
  if (GST_MESSAGE_SRC (message) == GST_OBJECT (self->pipeline) && state == GST_STATE_PLAYING)
    sfl_player_find_device (self);
}

gboolean
sfl_player_bus_cb (GstBus *bus, GstMessage *message, gpointer user_data)
{
  g_autoptr (SflPlayer) self = g_object_ref (user_data);

  switch (GST_MESSAGE_TYPE (message)) {
  case GST_MESSAGE_ERROR:
    error_message (self, message);
    break;
  case GST_MESSAGE_WARNING:
    warning_message (self, message);
    break;
  case GST_MESSAGE_EOS:
    end_message (self);
    break;
  case GST_MESSAGE_ASYNC_DONE:
    async_done_message (self);
    break;
  case GST_MESSAGE_DURATION_CHANGED:
    if (self->prerolled)
      sfl_player_update_duration (self);
    break;
  case GST_MESSAGE_STREAM_COLLECTION:
    sfl_player_take_collection (self, message);
    break;
  case GST_MESSAGE_APPLICATION:
    sfl_player_update_tracks (self); /* tags_cb() has sent it */
    break;
  case GST_MESSAGE_STREAMS_SELECTED:
    sfl_player_take_selected (self, message);
    break;
  case GST_MESSAGE_PROPERTY_NOTIFY:
    volume_message (self);
    break;
  case GST_MESSAGE_STATE_CHANGED:
    state_message (self, message);
    break;
  case GST_MESSAGE_LATENCY:
    gst_bin_recalculate_latency (GST_BIN (self->pipeline));
    break;
  case GST_MESSAGE_CLOCK_LOST:
    gst_element_set_state (self->pipeline, GST_STATE_PAUSED);
    sfl_player_apply_state (self);
    break;
  case GST_MESSAGE_ELEMENT:
    /* Others are redirects to elsewhere, which we follow nowhere. */
    if (gst_is_missing_plugin_message (message))
      missing_message (self, message);
    else if (gst_message_has_name (message, SFL_SPEAKER_DEVICE_CHANGED))
      sfl_player_find_device (self);
    break;
  default:
    break;
  }

  return G_SOURCE_CONTINUE;
}
