/* sfl-player-tracks.c: the streams of the file, and which of them play
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Main thread only.
 */

#include "config.h"

#include "sfl-player-private.h"

#include <gst/pbutils/missing-plugins.h>

#include "sfl-selection.h"
#include "sfl-track.h"

/* Another track is heard after a tenth of a second; so many seconds are too long. */
#define SWITCH_PATIENCE 3

static const SflTrack *
get_track (GArray *tracks, int index)
{
  if (index < 0 || (guint) index >= tracks->len)
    return NULL;

  return &g_array_index (tracks, SflTrack, index);
}

static int
find_track (GArray *tracks, const char *id)
{
  for (guint i = 0; i < tracks->len; i++) {
    if (g_str_equal (g_array_index (tracks, SflTrack, i).id, id))
      return i;
  }

  return -1;
}

gboolean
sfl_player_has_stream (SflPlayer *self, GstStreamType type)
{
  GArray *tracks = sfl_track_list_new (self->collection, type);
  gboolean found = tracks->len > 0;

  g_array_unref (tracks);
  return found;
}

static gboolean
replace_tracks (GArray **tracks, GArray *fresh)
{
  GArray *stale = sfl_track_list_equal (*tracks, fresh) ? fresh : *tracks;
  gboolean changed = stale != fresh;

  if (changed)
    *tracks = fresh;
  g_array_unref (stale);

  return changed;
}

static gboolean
read_tracks (SflPlayer *self)
{
  gboolean changed = replace_tracks (&self->audio_tracks,
                                     sfl_track_list_new (self->collection, GST_STREAM_TYPE_AUDIO));

  changed |= replace_tracks (&self->text_tracks,
                             sfl_track_list_new (self->collection, GST_STREAM_TYPE_TEXT));

  return changed;
}

void
sfl_player_update_tracks (SflPlayer *self)
{
  if (read_tracks (self))
    g_signal_emit (self, sfl_player_signals[SIGNAL_TRACKS_CHANGED], 0);
}

void
sfl_player_update_streams (SflPlayer *self)
{
  sfl_player_set_flag (self, &self->has_video,
                       self->video_id != NULL && !(self->undecodable & GST_STREAM_TYPE_VIDEO),
                       PROP_HAS_VIDEO);
  sfl_player_set_flag (self, &self->has_audio,
                       self->audio_track >= 0 && !(self->undecodable & GST_STREAM_TYPE_AUDIO),
                       PROP_HAS_AUDIO);
}

/**
 * sfl_player_get_wanted_stream:
 *
 * Returns: (nullable): identifier of the audio stream that somebody chose
 */
const char *
sfl_player_get_wanted_stream (SflPlayer *self)
{
  const SflTrack *track = get_track (self->audio_tracks, self->wanted_audio_track);

  return track != NULL ? track->id : NULL;
}

/* It plays the wanted track, or will, or cannot. */
void
sfl_player_end_switch (SflPlayer *self)
{
  self->switching = FALSE;
  g_clear_handle_id (&self->switch_id, g_source_remove);
}

static gboolean
switch_timeout_cb (gpointer user_data)
{
  SflPlayer *self = user_data;

  self->switch_id = 0;
  sfl_player_end_switch (self);
  sfl_player_restart_pipeline (self);

  return G_SOURCE_REMOVE;
}

/**
 * sfl_player_select_streams:
 *
 * Asks for the track that is wanted, where that is another one.  While the file opens, or a seek is
 * under way, it is not asked for but called again later.  decodebin3 1.22 may lose all of its streams
 * then, and ends or says nothing any more; a new pipeline asks for the wanted track from the start.
 */
void
sfl_player_select_streams (SflPlayer *self)
{
  const SflTrack *track = get_track (self->audio_tracks, self->wanted_audio_track);
  GList *ids;

  if (track == NULL || self->wanted_audio_track == self->audio_track || !self->prerolled ||
      self->busy)
    return;

  ids = g_list_append (NULL, track->id);
  if (self->video_id != NULL)
    ids = g_list_append (ids, self->video_id);
  gst_element_send_event (self->pipeline, gst_event_new_select_streams (ids));
  g_list_free (ids);
  if (self->switching && self->switch_id == 0)
    self->switch_id = g_timeout_add_seconds (SWITCH_PATIENCE, switch_timeout_cb, self);
}

/* Any thread.  Tags may come after the streams they are about. */
static void
tags_cb (GstStreamCollection *collection,
         GstStream *stream,
         GParamSpec *pspec,
         GstElement *pipeline)
{
  GstStructure *structure = gst_structure_new_empty ("souffleur-tags");

  gst_element_post_message (pipeline,
                            gst_message_new_application (GST_OBJECT (pipeline), structure));
}

/* The pipeline asks for none of these (sfl-selection.c), so it will not say that it cannot. */
static void
find_undecodable (SflPlayer *self, GstStreamType type)
{
  g_autoptr (GstCaps) caps = sfl_selection_get_undecodable (self->collection, type);
  g_autoptr (GstMessage) message = NULL;

  if (caps == NULL)
    return;

  self->refused |= type;
  message = gst_missing_decoder_message_new (self->pipeline, caps);
  sfl_player_miss (self, message, type);
}

void
sfl_player_take_collection (SflPlayer *self, GstMessage *message)
{
  GstStreamCollection *collection = NULL;

  gst_message_parse_stream_collection (message, &collection);
  gst_object_replace ((GstObject **) &self->collection, GST_OBJECT (collection));
  gst_clear_object (&collection);
  g_signal_connect_object (self->collection, "stream-notify::tags", G_CALLBACK (tags_cb),
                           self->pipeline, 0);

  find_undecodable (self, GST_STREAM_TYPE_VIDEO);
  find_undecodable (self, GST_STREAM_TYPE_AUDIO);

  read_tracks (self);
  g_signal_emit (self, sfl_player_signals[SIGNAL_TRACKS_CHANGED], 0);
  sfl_player_leave_missing (self);
}

void
sfl_player_take_selected (SflPlayer *self, GstMessage *message)
{
  guint n_streams = gst_message_streams_selected_get_size (message);
  int track = -1;
  gboolean switched;

  g_clear_pointer (&self->video_id, g_free);
  for (guint i = 0; i < n_streams; i++) {
    GstStream *stream = gst_message_streams_selected_get_stream (message, i);

    if (gst_stream_get_stream_type (stream) & GST_STREAM_TYPE_AUDIO)
      track = find_track (self->audio_tracks, gst_stream_get_stream_id (stream));
    else if (gst_stream_get_stream_type (stream) & GST_STREAM_TYPE_VIDEO)
      self->video_id = g_strdup (gst_stream_get_stream_id (stream));
    gst_object_unref (stream);
  }

  switched = self->audio_track >= 0 && track != self->audio_track;
  if (track != self->audio_track) {
    self->audio_track = track;
    g_object_notify_by_pspec (G_OBJECT (self), sfl_player_props[PROP_AUDIO_TRACK]);
  }
  sfl_player_update_streams (self);

  if (self->wanted_audio_track >= 0 && self->wanted_audio_track != track)
    sfl_player_select_streams (self);
  else if (switched && self->loaded)
    sfl_player_want_again (self); /* seconds of the old track are queued up already */
}

/**
 * sfl_player_get_audio_tracks:
 *
 * Returns: (transfer none) (array length=n_tracks): until "tracks-changed"
 */
const SflTrack *
sfl_player_get_audio_tracks (SflPlayer *self, guint *n_tracks)
{
  g_return_val_if_fail (SFL_IS_PLAYER (self), NULL);

  *n_tracks = self->audio_tracks->len;
  return (const SflTrack *) (gpointer) self->audio_tracks->data;
}

/**
 * sfl_player_get_text_tracks:
 *
 * Returns: (transfer none) (array length=n_tracks): until "tracks-changed"
 */
const SflTrack *
sfl_player_get_text_tracks (SflPlayer *self, guint *n_tracks)
{
  g_return_val_if_fail (SFL_IS_PLAYER (self), NULL);

  *n_tracks = self->text_tracks->len;
  return (const SflTrack *) (gpointer) self->text_tracks->data;
}

/**
 * sfl_player_get_frame_rate:
 *
 * Returns: pictures a second, as the file says; 0 when it does not
 */
double
sfl_player_get_frame_rate (SflPlayer *self)
{
  guint n_streams;
  double rate = 0;

  g_return_val_if_fail (SFL_IS_PLAYER (self), 0);

  n_streams = self->collection == NULL ? 0 : gst_stream_collection_get_size (self->collection);
  for (guint i = 0; i < n_streams; i++) {
    GstStream *stream = gst_stream_collection_get_stream (self->collection, i);
    GstCaps *caps = NULL;
    int num, den;

    if (g_strcmp0 (gst_stream_get_stream_id (stream), self->video_id) == 0)
      caps = gst_stream_get_caps (stream);
    if (caps != NULL && !gst_caps_is_empty (caps) && !gst_caps_is_any (caps) &&
        gst_structure_get_fraction (gst_caps_get_structure (caps, 0), "framerate", &num, &den) &&
        num > 0 && den > 0)
      rate = (double) num / den;
    gst_clear_caps (&caps);
  }

  return rate;
}

/**
 * sfl_player_get_audio_track:
 *
 * Returns: index into the audio tracks, -1 when none is played
 */
int
sfl_player_get_audio_track (SflPlayer *self)
{
  g_return_val_if_fail (SFL_IS_PLAYER (self), -1);

  return self->audio_track;
}

/**
 * sfl_player_set_audio_track:
 *
 * Plays another track, from the same position; "audio-track" tells when.
 */
void
sfl_player_set_audio_track (SflPlayer *self, int track)
{
  g_return_if_fail (SFL_IS_PLAYER (self));

  if (get_track (self->audio_tracks, track) == NULL || self->wanted_audio_track == track)
    return;

  self->wanted_audio_track = track;
  sfl_player_end_switch (self);
  self->switching = track != self->audio_track;
  sfl_player_select_streams (self);
}
