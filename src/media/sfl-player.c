/* sfl-player.c: plays one episode's audio or video
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A playbin3 for each file, watched from the main context; no thread of our own.
 *
 * Two flushing seeks at once upset demuxers, so one is under way and only the
 * newest wish behind it is kept; it goes out when the pipeline has settled.
 * The same door serves opening at a position, a change of rate, a track switch
 * and the return of the sound device: all are "be there, exactly".
 * Main thread only.
 */

#include "config.h"

#include "sfl-player.h"

#include <gst/audio/streamvolume.h>
#include <gst/pbutils/missing-plugins.h>

#include "sfl-error.h"
#include "sfl-probe.h"
#include "sfl-problem.h"
#include "sfl-shutdown.h"
#include "sfl-speaker.h"
#include "sfl-track.h"
#include "sfl-video-tap.h"

/* GstPlayFlags, which no header has.  Text is never given to GStreamer. */
enum {
  PLAY_VIDEO = 1 << 0,
  PLAY_AUDIO = 1 << 1,
  PLAY_SOFT_VOLUME = 1 << 4,
  PLAY_DEINTERLACE = 1 << 9,
};

/* A file that ends this much before its time is cut short.  Containers and
 * streams disagree by less.
 */
#define SHORTFALL (2 * SFL_SECOND)

/* What scaletempo holds back at the end of a range, as measured: 46 to 62 ms at twice the
 * speed, 20 ms at half.
 */
#define LAST_STRIDE (25 * SFL_MSECOND)

/* How often a silent player looks for a sound device, in seconds. */
#define PROBE_INTERVAL 3

/* A window being resized asks for many sizes; a paused picture waits this long, in ms. */
#define REFRESH_DELAY 150

/* Where the pipeline shall be. */
typedef struct {
  SflTime target; /* SFL_TIME_NONE: no wish */
  SflTime stop;   /* SFL_TIME_NONE: on to the end */
  SflSeekMode mode;
  gboolean announce; /* somebody asked for it */
  gint64 asked_at;   /* monotonic, µs */
} Wish;

static const Wish no_wish = { .target = SFL_TIME_NONE, .stop = SFL_TIME_NONE };

struct _SflPlayer {
  GObject parent_instance;

  char *speaker_name;
  GFile *file;
  GCancellable *cancellable; /* of the first look at @file and of the speaker's probe */

  GstElement *pipeline; /* NULL until @file was looked at, and after a fatal problem */
  GstElement *speaker;
  SflVideoTap *tap;
  guint bus_watch;
  guint probe_id;
  guint refresh_id;

  Wish wanted;        /* goes out next */
  Wish flying;        /* under way */
  gboolean busy;      /* prerolling or seeking: ASYNC_DONE will come */
  gboolean opening;   /* neither prerolled nor failed */
  gboolean prerolled; /* the pipeline can seek */
  gboolean loaded;
  gboolean failed;
  gboolean playing;
  gboolean ended;    /* at the end of the stream or the range; @rest says where */
  gboolean seeking;  /* as last notified */
  SflTime rest;      /* last known position */
  SflTime anchor;    /* the position at running time 0 */
  SflTime range_end; /* SFL_TIME_NONE: none */

  SflTime duration;
  gboolean duration_approximate;
  double rate;
  double volume;
  gboolean muted;
  gboolean volume_wanted; /* the user has set it; else the sound server's memory counts */
  gboolean muted_wanted;
  gboolean has_video;
  gboolean has_audio;
  gboolean silent;

  GArray *audio_tracks;
  GArray *text_tracks;
  GstStreamCollection *collection;
  char *video_id;  /* the selected video stream */
  int audio_track; /* -1: none */
  int wanted_audio_track;
  GstMessage *missing; /* the first missing decoder */
  gboolean missing_video;
  gboolean missing_audio;

  int picture_width;
  int picture_height;
  SflFrame *frame;
};

G_DEFINE_FINAL_TYPE (SflPlayer, sfl_player, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_SPEAKER,
  PROP_LOADED,
  PROP_PLAYING,
  PROP_DURATION,
  PROP_DURATION_APPROXIMATE,
  PROP_SEEKING,
  PROP_RATE,
  PROP_VOLUME,
  PROP_MUTED,
  PROP_HAS_VIDEO,
  PROP_HAS_AUDIO,
  PROP_AUDIO_TRACK,
  PROP_SILENT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

enum {
  SIGNAL_FRAME,
  SIGNAL_END_OF_STREAM,
  SIGNAL_END_OF_RANGE,
  SIGNAL_TRACKS_CHANGED,
  SIGNAL_SEEK_DONE,
  SIGNAL_PROBLEM,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_flag (SflPlayer *self, gboolean *flag, gboolean value, guint prop)
{
  if (*flag == value)
    return;

  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

static void
set_duration (SflPlayer *self, SflTime duration)
{
  if (self->duration == duration)
    return;

  self->duration = duration;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DURATION]);
}

static gboolean
has_wish (const Wish *wish)
{
  return wish->target != SFL_TIME_NONE;
}

static void
update_seeking (SflPlayer *self)
{
  set_flag (self, &self->seeking, has_wish (&self->wanted) || has_wish (&self->flying),
            PROP_SEEKING);
}

/* Takes the error. */
static void
emit_problem (SflPlayer *self, GError *error, gboolean fatal)
{
  g_signal_emit (self, signals[SIGNAL_PROBLEM], 0, error, fatal);
  g_error_free (error);
}

static void
show_newest (SflPlayer *self)
{
  SflFrame *frame = self->tap == NULL ? NULL : sfl_video_tap_take (self->tap);

  if (frame == NULL)
    return;

  g_clear_pointer (&self->frame, sfl_frame_unref);
  self->frame = frame;
  g_signal_emit (self, signals[SIGNAL_FRAME], 0, frame);
}

/* A picture that comes before the place where the episode shall open would be
 * a flash of the wrong one; it stays in the tap.
 */
static void
picture_cb (gpointer user_data)
{
  SflPlayer *self = user_data;

  if (self->prerolled && (self->loaded || !self->busy))
    show_newest (self);
}

/* The user's wish, once there is something to play and nowhere else to be first. */
static void
apply_state (SflPlayer *self)
{
  if (self->pipeline == NULL || !self->prerolled || !self->loaded)
    return;

  gst_element_set_state (self->pipeline,
                         self->playing && !self->ended ? GST_STATE_PLAYING : GST_STATE_PAUSED);
}

/* How far the sound has really come; a file cut short while playing still
 * claims to have reached its end.
 */
static SflTime
get_played_position (SflPlayer *self)
{
  GstClockTime elapsed = gst_element_get_current_running_time (self->pipeline);

  if (!GST_CLOCK_TIME_IS_VALID (elapsed))
    return self->rest;

  return self->anchor + (SflTime) (elapsed * self->rate);
}

static SflTime
query_pipeline (SflPlayer *self)
{
  gint64 position;

  if (self->pipeline == NULL ||
      !gst_element_query_position (self->pipeline, GST_FORMAT_TIME, &position))
    return SFL_TIME_NONE;

  /* Under load playbin3 was seen to answer 0 for a whole segment that began elsewhere. */
  if (position < self->anchor - SHORTFALL)
    return get_played_position (self);

  return position;
}

static void
update_duration (SflPlayer *self)
{
  gint64 duration;

  if (self->pipeline != NULL &&
      gst_element_query_duration (self->pipeline, GST_FORMAT_TIME, &duration) && duration > 0)
    set_duration (self, duration);
}

/* The pipeline is where it should be. */
static void
settle (SflPlayer *self)
{
  Wish done = self->flying;
  gboolean first = !self->loaded;
  SflTime reached;

  self->anchor = has_wish (&done) && done.mode == SFL_SEEK_ACCURATE ? done.target : 0;
  reached = query_pipeline (self);

  self->flying = no_wish;
  if (self->ended)
    ; /* @rest says it better: the pipeline was only rebuilt */
  else if (reached != SFL_TIME_NONE)
    self->rest = reached;
  else if (has_wish (&done))
    self->rest = done.target;
  if (self->anchor == 0)
    self->anchor = self->rest;

  self->loaded = TRUE;
  apply_state (self);
  show_newest (self);
  update_seeking (self);
  if (first)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADED]);
  if (has_wish (&done) && done.announce)
    g_signal_emit (self, signals[SIGNAL_SEEK_DONE], 0, done.target, self->rest,
                   (g_get_monotonic_time () - done.asked_at) * SFL_USECOND);
}

/* scaletempo keeps its last stride to itself when the stream ends. */
static gint64
get_stop (SflPlayer *self)
{
  if (self->range_end == SFL_TIME_NONE)
    return GST_CLOCK_TIME_NONE;
  if (self->rate == 1.0)
    return self->range_end;

  return self->range_end + (SflTime) (LAST_STRIDE * self->rate);
}

static void
send_wanted (SflPlayer *self)
{
  GstSeekFlags flags = GST_SEEK_FLAG_FLUSH;

  self->flying = self->wanted;
  self->wanted = no_wish;
  self->ended = FALSE;
  self->range_end = self->flying.stop;

  flags |= self->flying.mode == SFL_SEEK_COARSE
               ? GST_SEEK_FLAG_KEY_UNIT | GST_SEEK_FLAG_SNAP_NEAREST
               : GST_SEEK_FLAG_ACCURATE;
  self->busy =
      gst_element_seek (self->pipeline, self->rate, GST_FORMAT_TIME, flags, GST_SEEK_TYPE_SET,
                        self->flying.target, GST_SEEK_TYPE_SET, get_stop (self));

  /* Refused: we are still where we were, and say so. */
  if (!self->busy) {
    self->flying.mode = SFL_SEEK_COARSE;
    settle (self);
  }
}

static void
want (SflPlayer *self, SflTime target, SflTime stop, SflSeekMode mode, gboolean announce)
{
  target = MAX (target, 0);
  if (self->duration != SFL_TIME_NONE && !self->duration_approximate)
    target = MIN (target, self->duration);

  self->wanted = (Wish){ .target = target,
                         .stop = stop,
                         .mode = mode,
                         .announce = announce,
                         .asked_at = g_get_monotonic_time () };
  if (self->prerolled && !self->busy)
    send_wanted (self);
  update_seeking (self);
}

/* The same place again, since something about the pipeline has changed. */
static void
want_again (SflPlayer *self)
{
  if (has_wish (&self->wanted))
    return;

  if (has_wish (&self->flying))
    self->wanted = self->flying;
  else
    want (self, sfl_player_query_position (self), self->range_end, SFL_SEEK_ACCURATE, FALSE);
}

static void
stop_pipeline (SflPlayer *self)
{
  g_clear_handle_id (&self->bus_watch, g_source_remove);
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  gst_clear_object (&self->speaker);
  if (self->pipeline != NULL) {
    sfl_video_tap_close (self->tap);
    sfl_shutdown_pipeline (g_steal_pointer (&self->pipeline), self->opening,
                           (GDestroyNotify) sfl_video_tap_free, g_steal_pointer (&self->tap));
  }
  gst_clear_message (&self->missing);
  gst_clear_object (&self->collection);
  self->missing_video = self->missing_audio = FALSE;
  self->flying = no_wish;
  self->busy = FALSE;
  self->prerolled = FALSE;
}

/* A circle: what it hears may lead to a new pipeline. */
static gboolean bus_cb (GstBus *bus, GstMessage *message, gpointer user_data);

static void
start_pipeline (SflPlayer *self)
{
  g_autofree char *uri = g_file_get_uri (self->file);
  g_autoptr (GstBus) bus = NULL;
  GstElement *scaletempo = gst_element_factory_make ("scaletempo", NULL);

  stop_pipeline (self);

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

  bus = gst_element_get_bus (self->pipeline);
  self->bus_watch = gst_bus_add_watch (bus, bus_cb, self);

  self->busy = self->opening = TRUE;
  gst_element_set_state (self->pipeline, GST_STATE_PAUSED);
}

/* A new pipeline at the old place. */
static void
restart_pipeline (SflPlayer *self)
{
  if (!self->loaded) {
    if (has_wish (&self->flying) && !has_wish (&self->wanted))
      self->wanted = self->flying;
  } else if (!self->ended) {
    want_again (self);
  }

  start_pipeline (self);
  update_seeking (self);
}

static void
fail (SflPlayer *self, GError *error)
{
  self->rest = sfl_player_query_position (self);
  self->failed = TRUE;
  self->wanted = no_wish;
  stop_pipeline (self);
  update_seeking (self);
  set_flag (self, &self->loaded, FALSE, PROP_LOADED);
  set_flag (self, &self->playing, FALSE, PROP_PLAYING);
  emit_problem (self, error, TRUE);
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
  set_flag (self, &self->silent, FALSE, PROP_SILENT);
  if (self->pipeline != NULL)
    restart_pipeline (self);
}

static gboolean
probe_timeout_cb (gpointer user_data)
{
  SflPlayer *self = user_data;

  sfl_speaker_probe_async (self->cancellable, probe_cb, self);

  return G_SOURCE_CONTINUE;
}

static void
fall_silent (SflPlayer *self)
{
  if (self->silent)
    return;

  set_flag (self, &self->silent, TRUE, PROP_SILENT);
  if (self->probe_id == 0)
    self->probe_id = g_timeout_add_seconds (PROBE_INTERVAL, probe_timeout_cb, self);
  emit_problem (self, sfl_problem_new_silent (), FALSE);
}

static gboolean
is_from_speaker (SflPlayer *self, GstMessage *message)
{
  GstObject *source = GST_MESSAGE_SRC (message);

  return source == GST_OBJECT (self->speaker) ||
         gst_object_has_as_ancestor (source, GST_OBJECT (self->speaker));
}

static void
error_message (SflPlayer *self, GstMessage *message)
{
  self->opening = FALSE;
  if (is_from_speaker (self, message) && !self->silent) {
    /* autoaudiosink would ask every other device now; the clock must go on first. */
    fall_silent (self);
    if (self->pipeline != NULL)
      restart_pipeline (self);
    return;
  }

  fail (self, sfl_problem_new_from_error (message, self->missing));
}

static void
warning_message (SflPlayer *self, GstMessage *message)
{
  g_autoptr (GError) warning = NULL;
  g_autofree char *debug = NULL;

  gst_message_parse_warning (message, &warning, &debug);
  g_debug ("%s: %s (%s)", GST_MESSAGE_SRC_NAME (message), warning->message, debug);

  if (is_from_speaker (self, message) && warning->domain == GST_RESOURCE_ERROR)
    fall_silent (self);
}

static void
update_streams (SflPlayer *self)
{
  set_flag (self, &self->has_video, self->video_id != NULL && !self->missing_video, PROP_HAS_VIDEO);
  set_flag (self, &self->has_audio, self->audio_track >= 0 && !self->missing_audio, PROP_HAS_AUDIO);
}

static void
missing_message (SflPlayer *self, GstMessage *message)
{
  gboolean video = sfl_problem_is_about_video (message);
  gboolean audio = sfl_problem_is_about_audio (message);

  if (sfl_problem_is_about_text (message))
    return;

  /* What cannot be heard or seen anyway counts only while there is nothing else. */
  if (self->missing == NULL || (!self->missing_video && !self->missing_audio))
    gst_message_replace (&self->missing, message);
  self->missing_video |= video;
  self->missing_audio |= audio;
  update_streams (self);
}

static void
end_message (SflPlayer *self)
{
  SflTime played, end;
  gboolean is_range;

  /* It was posted before the seek that is under way. */
  if (self->busy)
    return;

  played = get_played_position (self);
  is_range = self->range_end != SFL_TIME_NONE &&
             (self->duration == SFL_TIME_NONE || self->range_end < self->duration);
  if (!is_range && self->duration_approximate && played > 0) {
    set_flag (self, &self->duration_approximate, FALSE, PROP_DURATION_APPROXIMATE);
    set_duration (self, played);
  }
  end = is_range ? self->range_end : self->duration;

  self->ended = TRUE;
  set_flag (self, &self->playing, FALSE, PROP_PLAYING);
  apply_state (self);

  if (end != SFL_TIME_NONE && played < end - SHORTFALL) {
    self->rest = played;
    self->range_end = SFL_TIME_NONE;
    emit_problem (self, sfl_problem_new_incomplete (), FALSE);
    return;
  }

  self->rest = end != SFL_TIME_NONE ? end : played;
  if (self->range_end != SFL_TIME_NONE)
    g_signal_emit (self, signals[SIGNAL_END_OF_RANGE], 0);
  else
    g_signal_emit (self, signals[SIGNAL_END_OF_STREAM], 0);
}

static void
read_tracks (SflPlayer *self)
{
  g_array_unref (self->audio_tracks);
  g_array_unref (self->text_tracks);
  self->audio_tracks = sfl_track_list_new (self->collection, GST_STREAM_TYPE_AUDIO);
  self->text_tracks = sfl_track_list_new (self->collection, GST_STREAM_TYPE_TEXT);
}

static void
async_done_message (SflPlayer *self)
{
  if (!self->busy)
    return;

  self->busy = FALSE;
  if (!self->prerolled) {
    self->prerolled = TRUE;
    self->opening = FALSE;
    if (!self->has_video && !self->has_audio) {
      fail (self, sfl_problem_new_unknown (self->missing));
      return;
    }
    update_duration (self);
    /* Tags may come after the streams they are about. */
    read_tracks (self);
    g_signal_emit (self, signals[SIGNAL_TRACKS_CHANGED], 0);
    /* A pipeline starts at normal speed. */
    if (!has_wish (&self->wanted) && self->rate != 1.0 && !self->ended)
      want (self, 0, SFL_TIME_NONE, SFL_SEEK_ACCURATE, FALSE);
  } else if (has_wish (&self->wanted) && self->loaded) {
    show_newest (self);
  }

  if (self->busy)
    return;
  if (has_wish (&self->wanted))
    send_wanted (self);
  else
    settle (self);

  if (self->loaded && !self->busy && self->missing != NULL &&
      (self->missing_video || self->missing_audio)) {
    g_autoptr (GstMessage) missing = g_steal_pointer (&self->missing);

    emit_problem (self, sfl_problem_new_from_missing (missing), FALSE);
  }
}

static const SflTrack *
get_track (GArray *tracks, int index)
{
  if (index < 0 || (guint) index >= tracks->len)
    return NULL;

  return &g_array_index (tracks, SflTrack, index);
}

static void
select_streams (SflPlayer *self)
{
  const SflTrack *track = get_track (self->audio_tracks, self->wanted_audio_track);
  GList *ids = NULL;

  if (track == NULL || self->pipeline == NULL)
    return;

  ids = g_list_append (ids, track->id);
  if (self->video_id != NULL)
    ids = g_list_append (ids, self->video_id);
  gst_element_send_event (self->pipeline, gst_event_new_select_streams (ids));
  g_list_free (ids);
}

static void
collection_message (SflPlayer *self, GstMessage *message)
{
  GstStreamCollection *collection = NULL;
  GArray *videos;
  gboolean nothing;

  gst_message_parse_stream_collection (message, &collection);
  gst_object_replace ((GstObject **) &self->collection, GST_OBJECT (collection));
  read_tracks (self);
  videos = sfl_track_list_new (collection, GST_STREAM_TYPE_VIDEO);
  nothing = self->audio_tracks->len == 0 && videos->len == 0;
  g_array_unref (videos);
  gst_clear_object (&collection);

  /* Of such a file playbin3 says no more, neither that it opened nor that it failed. */
  if (nothing && self->missing != NULL) {
    self->opening = FALSE;
    fail (self, sfl_problem_new_unknown (self->missing));
    return;
  }

  g_signal_emit (self, signals[SIGNAL_TRACKS_CHANGED], 0);
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

static void
selected_message (SflPlayer *self, GstMessage *message)
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
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_AUDIO_TRACK]);
  }
  update_streams (self);

  if (self->wanted_audio_track >= 0 && self->wanted_audio_track != track)
    select_streams (self);
  else if (switched && self->loaded)
    want_again (self); /* seconds of the old track are queued up already */
}

static void
volume_message (SflPlayer *self)
{
  GstStreamVolume *volume = GST_STREAM_VOLUME (self->pipeline);
  double value = gst_stream_volume_get_volume (volume, GST_STREAM_VOLUME_FORMAT_CUBIC);

  set_flag (self, &self->muted, gst_stream_volume_get_mute (volume), PROP_MUTED);
  if (ABS (self->volume - value) > 0.001) {
    self->volume = MIN (value, 1.0);
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_VOLUME]);
  }
}

static gboolean
bus_cb (GstBus *bus, GstMessage *message, gpointer user_data)
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
      update_duration (self);
    break;
  case GST_MESSAGE_STREAM_COLLECTION:
    collection_message (self, message);
    break;
  case GST_MESSAGE_STREAMS_SELECTED:
    selected_message (self, message);
    break;
  case GST_MESSAGE_PROPERTY_NOTIFY:
    volume_message (self);
    break;
  case GST_MESSAGE_LATENCY:
    gst_bin_recalculate_latency (GST_BIN (self->pipeline));
    break;
  case GST_MESSAGE_CLOCK_LOST:
    gst_element_set_state (self->pipeline, GST_STATE_PAUSED);
    apply_state (self);
    break;
  case GST_MESSAGE_ELEMENT:
    /* Others are redirects to elsewhere, which we follow nowhere. */
    if (gst_is_missing_plugin_message (message))
      missing_message (self, message);
    break;
  default:
    break;
  }

  return G_SOURCE_CONTINUE;
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  SflPlayer *self = user_data;
  gboolean approximate;

  if (!sfl_probe_finish (result, &approximate, &error)) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      fail (self, g_steal_pointer (&error));
    return;
  }

  set_flag (self, &self->duration_approximate, approximate, PROP_DURATION_APPROXIMATE);
  start_pipeline (self);
}

static gboolean
refresh_cb (gpointer user_data)
{
  SflPlayer *self = user_data;

  self->refresh_id = 0;
  if (self->loaded && self->has_video && !self->playing && !self->ended && !self->seeking)
    want_again (self);

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

  props[PROP_SPEAKER] =
      g_param_spec_string ("speaker", NULL, NULL, NULL, writable | G_PARAM_CONSTRUCT_ONLY);
  props[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, readable);
  props[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, readable);
  props[PROP_DURATION] =
      g_param_spec_int64 ("duration", NULL, NULL, G_MININT64, G_MAXINT64, SFL_TIME_NONE, readable);
  props[PROP_DURATION_APPROXIMATE] =
      g_param_spec_boolean ("duration-approximate", NULL, NULL, FALSE, readable);
  props[PROP_SEEKING] = g_param_spec_boolean ("seeking", NULL, NULL, FALSE, readable);
  props[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, 0.5, 3, 1, writable);
  props[PROP_VOLUME] = g_param_spec_double ("volume", NULL, NULL, 0, 1, 1, writable);
  props[PROP_MUTED] = g_param_spec_boolean ("muted", NULL, NULL, FALSE, writable);
  props[PROP_HAS_VIDEO] = g_param_spec_boolean ("has-video", NULL, NULL, FALSE, readable);
  props[PROP_HAS_AUDIO] = g_param_spec_boolean ("has-audio", NULL, NULL, FALSE, readable);
  props[PROP_AUDIO_TRACK] =
      g_param_spec_int ("audio-track", NULL, NULL, -1, G_MAXINT, -1, writable);
  props[PROP_SILENT] = g_param_spec_boolean ("silent", NULL, NULL, FALSE, readable);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[SIGNAL_FRAME] = g_signal_new ("frame", SFL_TYPE_PLAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, SFL_TYPE_FRAME);
  signals[SIGNAL_END_OF_STREAM] = g_signal_new ("end-of-stream", SFL_TYPE_PLAYER, G_SIGNAL_RUN_LAST,
                                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_END_OF_RANGE] = g_signal_new ("end-of-range", SFL_TYPE_PLAYER, G_SIGNAL_RUN_LAST,
                                               0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_TRACKS_CHANGED] =
      g_signal_new ("tracks-changed", SFL_TYPE_PLAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 0);
  signals[SIGNAL_SEEK_DONE] =
      g_signal_new ("seek-done", SFL_TYPE_PLAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_INT64, G_TYPE_INT64);
  signals[SIGNAL_PROBLEM] = g_signal_new ("problem", SFL_TYPE_PLAYER, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 2, G_TYPE_ERROR, G_TYPE_BOOLEAN);
}

/* What belongs to one file. */
static void
forget (SflPlayer *self)
{
  self->wanted = self->flying = no_wish;
  self->rest = self->anchor = 0;
  self->range_end = SFL_TIME_NONE;
  self->ended = self->failed = FALSE;
  self->wanted_audio_track = -1;
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
    fail (self, sfl_problem_new_remote ());
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
  stop_pipeline (self);
  g_clear_object (&self->file);
  forget (self);

  g_object_freeze_notify (G_OBJECT (self));
  g_array_set_size (self->audio_tracks, 0);
  g_array_set_size (self->text_tracks, 0);
  self->audio_track = -1;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_AUDIO_TRACK]);
  set_duration (self, SFL_TIME_NONE);
  update_seeking (self);
  set_flag (self, &self->loaded, FALSE, PROP_LOADED);
  set_flag (self, &self->playing, FALSE, PROP_PLAYING);
  set_flag (self, &self->duration_approximate, FALSE, PROP_DURATION_APPROXIMATE);
  set_flag (self, &self->has_video, FALSE, PROP_HAS_VIDEO);
  set_flag (self, &self->has_audio, FALSE, PROP_HAS_AUDIO);
  set_flag (self, &self->silent, FALSE, PROP_SILENT);
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

  if (self->ended && !has_wish (&self->wanted)) {
    gboolean at_end = self->duration != SFL_TIME_NONE && self->rest >= self->duration;

    want (self, at_end ? 0 : self->rest, SFL_TIME_NONE, SFL_SEEK_ACCURATE, FALSE);
  }

  set_flag (self, &self->playing, TRUE, PROP_PLAYING);
  apply_state (self);
}

void
sfl_player_pause (SflPlayer *self)
{
  g_return_if_fail (SFL_IS_PLAYER (self));

  set_flag (self, &self->playing, FALSE, PROP_PLAYING);
  apply_state (self);
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

/**
 * sfl_player_seek:
 * @target: kept within the episode
 *
 * Ends a range.  Playing or paused stays as it is.
 */
void
sfl_player_seek (SflPlayer *self, SflTime target, SflSeekMode mode)
{
  g_return_if_fail (SFL_IS_PLAYER (self));
  g_return_if_fail (SFL_TIME_IS_VALID (target));

  if (self->file == NULL || self->failed)
    return;

  want (self, target, SFL_TIME_NONE, mode, TRUE);
}

/**
 * sfl_player_play_range:
 *
 * Plays from @start and pauses at @end with "end-of-range".
 */
void
sfl_player_play_range (SflPlayer *self, SflTime start, SflTime end)
{
  g_return_if_fail (SFL_IS_PLAYER (self));
  g_return_if_fail (start < end);

  if (self->file == NULL || self->failed)
    return;

  want (self, start, MAX (end, 0), SFL_SEEK_ACCURATE, TRUE);
  sfl_player_play (self);
}

/**
 * sfl_player_query_position:
 *
 * Returns: the media time being heard; on the way to a place, that place;
 *   SFL_TIME_NONE when nothing is open
 */
SflTime
sfl_player_query_position (SflPlayer *self)
{
  SflTime position;

  g_return_val_if_fail (SFL_IS_PLAYER (self), SFL_TIME_NONE);

  if (self->file == NULL)
    return SFL_TIME_NONE;
  if (has_wish (&self->wanted))
    return self->wanted.target;
  if (has_wish (&self->flying))
    return self->flying.target;
  if (!self->loaded || self->ended)
    return self->rest;

  position = query_pipeline (self);
  if (position != SFL_TIME_NONE)
    self->rest = self->range_end == SFL_TIME_NONE ? position : MIN (position, self->range_end);

  return self->rest;
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
    want_again (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RATE]);
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
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_VOLUME]);
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
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MUTED]);
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
  select_streams (self);
}
