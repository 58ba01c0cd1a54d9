/* sfl-episode.c: what is open, and where it is
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Joins player, transcript and cursor.  Nobody polls for the line: while the
 * recording plays an alarm rings at the cursor's next boundary, the position
 * is asked, and the cursor says what changed.  A slow tick moves the clock and
 * the seek bar.  Main thread only.
 */

#include "config.h"

#include "sfl-alarm.h"
#include "sfl-episode-private.h"
#include "sfl-error.h"
#include "sfl-peaks.h"
#include "sfl-trace.h"

#include <glib/gi18n-lib.h>

/* How often the position is told while playing. */
#define TICK_MS 100

/* How often it is kept. */
#define SAVE_INTERVAL (5 * G_USEC_PER_SEC)

/* A decoder may land a sample before the target; the line must not flicker for it. */
#define LANDING (50 * SFL_MSECOND)

/* The clock may stand still just before a boundary; nobody is asked more often. */
#define MIN_WAIT SFL_MSECOND

/* So near the end, Play starts over. */
#define AT_END (100 * SFL_MSECOND)

G_DEFINE_FINAL_TYPE (SflEpisode, sfl_episode, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_OPENING,
  PROP_MEDIA,
  PROP_TRANSCRIPT,
  PROP_READING,
  PROP_TITLE,
  PROP_PLAYING,
  PROP_LOADED,
  PROP_HAS_VIDEO,
  PROP_POSITION,
  PROP_DURATION,
  PROP_RATE,
  PROP_VOLUME,
  PROP_MUTED,
  PROP_AUDIO_TRACK,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

enum { FRAME, OPENED, SEEKED, TRACKS_CHANGED, MESSAGE, MESSAGE_OVER, PEAKS, N_SIGNALS };

static guint signals[N_SIGNALS];

void
sfl_episode_notify (SflEpisode *self, const char *property)
{
  g_object_notify (G_OBJECT (self), property);
}

void
sfl_episode_emit_opened (SflEpisode *self)
{
  g_signal_emit (self, signals[OPENED], 0);
}

/**
 * sfl_episode_tell:
 * @id: stable name of what is said
 * @kind: whether it lasts until sfl_episode_untell()
 */
void
sfl_episode_tell (SflEpisode *self, const char *id, SflMessageKind kind, const char *text)
{
  if (kind == SFL_MESSAGE_LASTING)
    g_hash_table_add (self->messages, g_strdup (id));
  sfl_trace ("message", "id", "s", id, NULL);
  g_signal_emit (self, signals[MESSAGE], 0, id, kind, text);
}

void
sfl_episode_untell (SflEpisode *self, const char *id)
{
  if (g_hash_table_remove (self->messages, id))
    g_signal_emit (self, signals[MESSAGE_OVER], 0, id);
}

/* Keeps where we are, at most every SAVE_INTERVAL unless @now. */
void
sfl_episode_keep_position (SflEpisode *self, gboolean now)
{
  gint64 time = g_get_monotonic_time ();

  if (self->record == NULL || self->position == SFL_TIME_NONE)
    return;
  if (!now && time - self->saved_at < SAVE_INTERVAL)
    return;

  self->saved_at = time;
  if (self->record->id != 0)
    sfl_library_save_position (self->library, self->record->id, self->position, self->finished);
  else if (!self->opening)
    sfl_episode_remember (self); /* the library has not told its row yet */
}

/* Whether the recording says where we are; else the playhead is ours alone. */
static gboolean
has_clock (SflEpisode *self)
{
  return self->media && !self->media_failed;
}

static void
arm (SflEpisode *self)
{
  SflTime boundary = sfl_cursor_get_next_boundary (self->cursor);
  SflTime wait;

  if (boundary == SFL_TIME_NONE || !has_clock (self) || !sfl_player_get_playing (self->player) ||
      sfl_player_get_seeking (self->player)) {
    sfl_alarm_set (self->alarm, -1);
    return;
  }

  wait = (boundary - self->position) / sfl_player_get_rate (self->player);
  sfl_alarm_set (self->alarm, g_get_monotonic_time () + MAX (wait, MIN_WAIT) / SFL_USECOND);
}

/* Asks where we are and lets the cursor follow. */
void
sfl_episode_update (SflEpisode *self)
{
  SflTime position;

  if (has_clock (self) && sfl_player_get_seeking (self->player)) {
    arm (self);
    return;
  }

  position = has_clock (self) ? sfl_player_query_position (self->player) : self->position;
  if (self->landed != SFL_TIME_NONE) {
    if (position >= self->landed || position < self->landed - LANDING)
      self->landed = SFL_TIME_NONE;
    else
      position = self->landed;
  }

  if (position != SFL_TIME_NONE)
    self->position = position;
  sfl_cursor_set_position (self->cursor, self->position);
  arm (self);
}

static gboolean
alarm_cb (gpointer user_data)
{
  sfl_episode_update (user_data);

  return G_SOURCE_CONTINUE;
}

static void
notify_position (SflEpisode *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_POSITION]);
}

static gboolean
tick_cb (gpointer user_data)
{
  SflEpisode *self = user_data;

  sfl_episode_update (self);
  if (!sfl_player_get_seeking (self->player)) {
    notify_position (self);
    sfl_trace ("position", "position_ns", "x", self->position, NULL);
    sfl_episode_keep_position (self, FALSE);
  }

  return G_SOURCE_CONTINUE;
}

static void
playing_changed_cb (SflPlayer *player, GParamSpec *pspec, SflEpisode *self)
{
  gboolean playing = sfl_player_get_playing (player);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (playing) {
    self->finished = FALSE;
    self->tick_id = g_timeout_add (TICK_MS, tick_cb, self);
  }

  sfl_trace ("state", "state", "s", playing ? "playing" : "paused", NULL);
  sfl_episode_update (self);
  notify_position (self);
  if (!playing)
    sfl_episode_keep_position (self, TRUE);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PLAYING]);
}

static void
loaded_changed_cb (SflPlayer *player, GParamSpec *pspec, SflEpisode *self)
{
  sfl_episode_update (self);
  notify_position (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADED]);
  sfl_episode_check_opened (self);
}

static void
duration_changed_cb (SflPlayer *player, GParamSpec *pspec, SflEpisode *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DURATION]);
}

static void
rate_changed_cb (SflPlayer *player, GParamSpec *pspec, SflEpisode *self)
{
  sfl_episode_update (self);
  if (self->record && self->record->rate != sfl_player_get_rate (player)) {
    self->record->rate = sfl_player_get_rate (player);
    if (!self->opening)
      sfl_episode_remember (self);
  }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_RATE]);
}

static void
silent_changed_cb (SflPlayer *player, GParamSpec *pspec, SflEpisode *self)
{
  if (!sfl_player_get_silent (player))
    sfl_episode_untell (self, "sound-device");
}

/* The properties that a view may watch and that are the player's alone. */
static void
player_notify_cb (SflPlayer *player, GParamSpec *pspec, SflEpisode *self)
{
  static const char *const same[] = { "volume", "muted", "has-video", "audio-track" };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    if (g_strcmp0 (pspec->name, same[i]) == 0)
      g_object_notify (G_OBJECT (self), same[i]);
}

static void
frame_cb (SflPlayer *player, SflFrame *frame, SflEpisode *self)
{
  g_signal_emit (self, signals[FRAME], 0, frame);
}

static void
seek_done_cb (SflPlayer *player, gint64 target, gint64 reached, gint64 took, SflEpisode *self)
{
  sfl_trace ("seek", "target_ns", "x", target, "reached_ns", "x", reached, "took_ns", "x", took,
             NULL);
  self->landed = target;
  sfl_episode_update (self);
  notify_position (self);
  if (!sfl_player_get_playing (player))
    sfl_episode_keep_position (self, FALSE);
  g_signal_emit (self, signals[SEEKED], 0, self->position);
}

static void
end_of_range_cb (SflPlayer *player, SflEpisode *self)
{
  sfl_episode_update (self);
  notify_position (self);
  sfl_episode_keep_position (self, TRUE);
}

static void
end_of_stream_cb (SflPlayer *player, SflEpisode *self)
{
  self->finished = TRUE;
  end_of_range_cb (player, self);
}

static void
tracks_changed_cb (SflPlayer *player, SflEpisode *self)
{
  g_signal_emit (self, signals[TRACKS_CHANGED], 0);
}

static void
problem_cb (SflPlayer *player, GError *error, gboolean fatal, SflEpisode *self)
{
  const char *id = "media";

  if (g_error_matches (error, SFL_ERROR, SFL_ERROR_DEVICE))
    id = "sound-device";
  else if (g_error_matches (error, SFL_ERROR, SFL_ERROR_DECODER))
    id = "decoder";

  sfl_episode_tell (self, id, SFL_MESSAGE_LASTING, error->message);
  /* A file that was cut short ends here, without being finished. */
  sfl_episode_update (self);
  if (fatal) {
    self->media_failed = TRUE;
    sfl_episode_check_opened (self);
  }
}

static void
trace_cursor (SflEpisode *self, guint change)
{
  guint n_lines, n_words;
  const SflLine *lines = sfl_transcript_get_lines (self->transcript, &n_lines);
  const SflWord *words = sfl_transcript_get_words (self->transcript, &n_words);
  int line = sfl_cursor_get_line (self->cursor);
  int word = sfl_cursor_get_word (self->cursor);
  int hole = sfl_cursor_get_hole (self->cursor);

  if (change & SFL_CURSOR_LINE)
    sfl_trace ("line", "line", "i", line, "start_ns", "x", line < 0 ? -1 : lines[line].start,
               "position_ns", "x", self->position, NULL);
  if (change & SFL_CURSOR_WORD)
    sfl_trace ("word", "word", "i", word, "start_ns", "x", word < 0 ? -1 : words[word].start,
               "position_ns", "x", self->position, NULL);
  if (change & SFL_CURSOR_HOLE)
    sfl_trace ("hole", "hole", "i", hole, "position_ns", "x", self->position, NULL);
}

static void
cursor_changed_cb (SflCursor *cursor, guint change, SflEpisode *self)
{
  if (sfl_trace_is_on () && self->transcript)
    trace_cursor (self, change);
}

static void
library_notice_cb (SflLibrary *library, GParamSpec *pspec, SflEpisode *self)
{
  const char *notice = sfl_library_get_notice (library);

  if (notice)
    sfl_episode_tell (self, "library", SFL_MESSAGE_LASTING, notice);
  else
    sfl_episode_untell (self, "library");
}

static void
sfl_episode_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SflEpisode *self = SFL_EPISODE (object);

  switch (id) {
  case PROP_OPENING:
    g_value_set_boolean (value, self->opening);
    break;
  case PROP_MEDIA:
    g_value_set_object (value, self->media);
    break;
  case PROP_TRANSCRIPT:
    g_value_set_object (value, self->transcript);
    break;
  case PROP_READING:
    g_value_set_object (value, self->reading);
    break;
  case PROP_TITLE:
    g_value_set_string (value, self->title);
    break;
  case PROP_PLAYING:
    g_value_set_boolean (value, sfl_episode_get_playing (self));
    break;
  case PROP_LOADED:
    g_value_set_boolean (value, sfl_player_get_loaded (self->player));
    break;
  case PROP_HAS_VIDEO:
    g_value_set_boolean (value, sfl_player_get_has_video (self->player));
    break;
  case PROP_POSITION:
    g_value_set_int64 (value, self->position);
    break;
  case PROP_DURATION:
    g_value_set_int64 (value, sfl_episode_get_duration (self));
    break;
  case PROP_RATE:
    g_value_set_double (value, sfl_player_get_rate (self->player));
    break;
  case PROP_VOLUME:
    g_value_set_double (value, sfl_player_get_volume (self->player));
    break;
  case PROP_MUTED:
    g_value_set_boolean (value, sfl_player_get_muted (self->player));
    break;
  case PROP_AUDIO_TRACK:
    g_value_set_int (value, sfl_player_get_audio_track (self->player));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sfl_episode_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SflEpisode *self = SFL_EPISODE (object);

  switch (id) {
  case PROP_RATE:
    sfl_episode_set_rate (self, g_value_get_double (value));
    break;
  case PROP_VOLUME:
    sfl_episode_set_volume (self, g_value_get_double (value));
    break;
  case PROP_MUTED:
    sfl_episode_set_muted (self, g_value_get_boolean (value));
    break;
  case PROP_AUDIO_TRACK:
    sfl_episode_set_audio_track (self, g_value_get_int (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sfl_episode_dispose (GObject *object)
{
  SflEpisode *self = SFL_EPISODE (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (self->alarm) {
    g_source_destroy (self->alarm);
    g_clear_pointer (&self->alarm, g_source_unref);
  }
  g_cancellable_cancel (self->peaks_cancellable);
  g_clear_object (&self->peaks_cancellable);
  g_clear_pointer (&self->peaks, g_free);
  sfl_episode_files_dispose (self);
  if (self->player) {
    g_signal_handlers_disconnect_by_data (self->player, self);
    sfl_player_close (self->player);
  }
  g_clear_object (&self->player);
  g_clear_object (&self->cursor);
  g_clear_object (&self->library);
  g_clear_pointer (&self->recent, g_ptr_array_unref);

  G_OBJECT_CLASS (sfl_episode_parent_class)->dispose (object);
}

static void
sfl_episode_class_init (SflEpisodeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags ro = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GParamFlags rw = ro | G_PARAM_WRITABLE;

  object_class->get_property = sfl_episode_get_property;
  object_class->set_property = sfl_episode_set_property;
  object_class->dispose = sfl_episode_dispose;

  props[PROP_OPENING] = g_param_spec_boolean ("opening", NULL, NULL, FALSE, ro);
  props[PROP_MEDIA] = g_param_spec_object ("media", NULL, NULL, G_TYPE_FILE, ro);
  props[PROP_TRANSCRIPT] = g_param_spec_object ("transcript", NULL, NULL, SFL_TYPE_TRANSCRIPT, ro);
  props[PROP_READING] = g_param_spec_object ("reading", NULL, NULL, SFL_TYPE_READING, ro);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, ro);
  props[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, ro);
  props[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, ro);
  props[PROP_HAS_VIDEO] = g_param_spec_boolean ("has-video", NULL, NULL, FALSE, ro);
  props[PROP_POSITION] = g_param_spec_int64 ("position", NULL, NULL, G_MININT64, G_MAXINT64, 0, ro);
  props[PROP_DURATION] =
      g_param_spec_int64 ("duration", NULL, NULL, G_MININT64, G_MAXINT64, SFL_TIME_NONE, ro);
  props[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, 0.5, 3, 1, rw);
  props[PROP_VOLUME] = g_param_spec_double ("volume", NULL, NULL, 0, 1, 1, rw);
  props[PROP_MUTED] = g_param_spec_boolean ("muted", NULL, NULL, FALSE, rw);
  props[PROP_AUDIO_TRACK] = g_param_spec_int ("audio-track", NULL, NULL, -1, G_MAXINT, -1, rw);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[FRAME] = g_signal_new ("frame", SFL_TYPE_EPISODE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, SFL_TYPE_FRAME);
  signals[OPENED] = g_signal_new ("opened", SFL_TYPE_EPISODE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[SEEKED] = g_signal_new ("seeked", SFL_TYPE_EPISODE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[TRACKS_CHANGED] = g_signal_new ("tracks-changed", SFL_TYPE_EPISODE, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MESSAGE] = g_signal_new ("message", SFL_TYPE_EPISODE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_UINT, G_TYPE_STRING);
  signals[MESSAGE_OVER] = g_signal_new ("message-over", SFL_TYPE_EPISODE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PEAKS] = g_signal_new ("peaks", SFL_TYPE_EPISODE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sfl_episode_init (SflEpisode *self)
{
  self->landed = SFL_TIME_NONE;
  self->messages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->alarm = sfl_alarm_new (alarm_cb, self);

  self->cursor = sfl_cursor_new ();
  g_signal_connect_object (self->cursor, "changed", G_CALLBACK (cursor_changed_cb), self, 0);

  self->player = sfl_player_new ();
  g_signal_connect_object (self->player, "notify::playing", G_CALLBACK (playing_changed_cb), self,
                           0);
  g_signal_connect_object (self->player, "notify::loaded", G_CALLBACK (loaded_changed_cb), self, 0);
  g_signal_connect_object (self->player, "notify::duration", G_CALLBACK (duration_changed_cb), self,
                           0);
  g_signal_connect_object (self->player, "notify::rate", G_CALLBACK (rate_changed_cb), self, 0);
  g_signal_connect_object (self->player, "notify::silent", G_CALLBACK (silent_changed_cb), self, 0);
  g_signal_connect_object (self->player, "notify", G_CALLBACK (player_notify_cb), self, 0);
  g_signal_connect_object (self->player, "frame", G_CALLBACK (frame_cb), self, 0);
  g_signal_connect_object (self->player, "seek-done", G_CALLBACK (seek_done_cb), self, 0);
  g_signal_connect_object (self->player, "end-of-stream", G_CALLBACK (end_of_stream_cb), self, 0);
  g_signal_connect_object (self->player, "end-of-range", G_CALLBACK (end_of_range_cb), self, 0);
  g_signal_connect_object (self->player, "tracks-changed", G_CALLBACK (tracks_changed_cb), self, 0);
  g_signal_connect_object (self->player, "problem", G_CALLBACK (problem_cb), self, 0);

  sfl_episode_files_init (self);
}

/**
 * sfl_episode_setup:
 *
 * Call once, before the first episode: takes everything out of the media
 * framework that could reach the network.
 */
void
sfl_episode_setup (void)
{
  sfl_media_init ();
}

const char *
sfl_episode_get_media_version (void)
{
  return sfl_media_get_version ();
}

/* Where the state database of this user lives. */
char *
sfl_episode_dup_state_path (void)
{
  return sfl_library_dup_default_path ();
}

/**
 * sfl_episode_new:
 * @state_path: (nullable): the state database, as of
 *   sfl_episode_dup_state_path(); NULL to remember nothing
 *
 * Returns: (transfer full): an episode with nothing open
 */
SflEpisode *
sfl_episode_new (const char *state_path)
{
  SflEpisode *self = g_object_new (SFL_TYPE_EPISODE, NULL);

  self->library = sfl_library_new (state_path);
  g_signal_connect_object (self->library, "notify::notice", G_CALLBACK (library_notice_cb), self,
                           0);

  return self;
}

SflCursor *
sfl_episode_get_cursor (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), NULL);

  return self->cursor;
}

/* When the last word of the transcript ends. */
static SflTime
find_transcript_end (SflTranscript *transcript)
{
  guint n_lines;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);
  int last = -1;

  if (!sfl_transcript_is_timed (transcript))
    return SFL_TIME_NONE;

  for (int i = n_lines - 1; i >= 0; i = sfl_transcript_get_outlasting (transcript, i))
    last = i;

  return lines[last].end;
}

/* No playhead goes beyond this; SFL_TIME_NONE while nobody knows. */
static SflTime
find_limit (SflEpisode *self)
{
  if (has_clock (self))
    return sfl_player_get_duration_approximate (self->player)
               ? SFL_TIME_NONE
               : sfl_player_get_duration (self->player);

  return self->transcript ? find_transcript_end (self->transcript) : SFL_TIME_NONE;
}

static gboolean
is_at_end (SflEpisode *self)
{
  SflTime limit = find_limit (self);

  return limit != SFL_TIME_NONE && self->position >= limit - AT_END &&
         !sfl_player_get_seeking (self->player);
}

/* At the end it starts over. */
void
sfl_episode_play (SflEpisode *self)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  if (!has_clock (self) || sfl_player_get_playing (self->player))
    return;

  if (self->finished || is_at_end (self))
    sfl_episode_seek (self, 0);
  sfl_player_play (self->player);
}

void
sfl_episode_pause (SflEpisode *self)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  sfl_player_pause (self->player);
}

void
sfl_episode_toggle (SflEpisode *self)
{
  if (sfl_episode_get_playing (self))
    sfl_episode_pause (self);
  else
    sfl_episode_play (self);
}

gboolean
sfl_episode_get_playing (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  return self->media && sfl_player_get_playing (self->player);
}

gboolean
sfl_episode_get_loaded (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  return sfl_player_get_loaded (self->player);
}

/* Where the playhead is, or goes to while a seek is under way. */
SflTime
sfl_episode_get_position (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), SFL_TIME_NONE);

  if (sfl_episode_get_playing (self) && !sfl_player_get_seeking (self->player))
    sfl_episode_update (self);

  return self->position;
}

/* The recording's length, or the transcript's where there is no recording. */
SflTime
sfl_episode_get_duration (SflEpisode *self)
{
  SflTime duration = SFL_TIME_NONE;

  g_return_val_if_fail (SFL_IS_EPISODE (self), SFL_TIME_NONE);

  if (has_clock (self))
    duration = sfl_player_get_duration (self->player);
  if (duration == SFL_TIME_NONE && self->transcript)
    duration = find_transcript_end (self->transcript);

  return duration;
}

gboolean
sfl_episode_get_duration_approximate (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  return self->media && sfl_player_get_duration_approximate (self->player);
}

void
sfl_episode_set_start (SflEpisode *self, SflTime position)
{
  self->position = position;
  self->landed = SFL_TIME_NONE;
  sfl_cursor_set_position (self->cursor, position);
  notify_position (self);
}

/* Goes to @target; a @line >= 0 is lit until we are there. */
static void
go_to (SflEpisode *self, SflTime target, SflSeekMode mode, int line)
{
  SflTime limit = find_limit (self);

  target = MAX (target, 0);
  if (limit != SFL_TIME_NONE)
    target = MIN (target, limit);

  self->finished = FALSE;
  if (!has_clock (self)) {
    sfl_episode_set_start (self, target);
    sfl_episode_keep_position (self, FALSE);
    g_signal_emit (self, signals[SEEKED], 0, target);
    return;
  }

  self->landed = SFL_TIME_NONE;
  self->position = target;
  if (line >= 0)
    sfl_cursor_hold_line (self->cursor, line);
  else
    sfl_cursor_set_position (self->cursor, target);
  sfl_alarm_set (self->alarm, -1);
  notify_position (self);
  /* Last: a player that refuses says so at once. */
  sfl_player_seek (self->player, target, mode);
}

/* Goes to @target, to the very sample and frame. */
void
sfl_episode_seek (SflEpisode *self, SflTime target)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  if (sfl_episode_is_open (self))
    go_to (self, target, SFL_SEEK_ACCURATE, -1);
}

/* Goes near @target at once, while a slider is being dragged. */
void
sfl_episode_scrub (SflEpisode *self, SflTime target)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  if (sfl_episode_is_open (self))
    go_to (self, target, SFL_SEEK_COARSE, -1);
}

void
sfl_episode_seek_by (SflEpisode *self, SflTime delta)
{
  SflTime position;

  g_return_if_fail (SFL_IS_EPISODE (self));

  position = sfl_episode_get_position (self);
  if (position != SFL_TIME_NONE)
    sfl_episode_seek (self, position + delta);
}

/* Goes to the start of a line, and lights it at once. */
void
sfl_episode_seek_line (SflEpisode *self, guint line)
{
  guint n_lines;
  const SflLine *lines;

  g_return_if_fail (SFL_IS_EPISODE (self));
  g_return_if_fail (self->transcript != NULL);

  lines = sfl_transcript_get_lines (self->transcript, &n_lines);
  g_return_if_fail (line < n_lines);
  if (lines[line].start != SFL_TIME_NONE)
    go_to (self, lines[line].start, SFL_SEEK_ACCURATE, line);
}

/* Goes to the start of a timed word. */
void
sfl_episode_seek_word (SflEpisode *self, guint word)
{
  guint n_words;
  const SflWord *words;

  g_return_if_fail (SFL_IS_EPISODE (self));
  g_return_if_fail (self->transcript != NULL);

  words = sfl_transcript_get_words (self->transcript, &n_words);
  g_return_if_fail (word < n_words);
  go_to (self, words[word].start, SFL_SEEK_ACCURATE,
         sfl_transcript_find_at (self->transcript, words[word].offset));
}

/* The line that the playhead is in or after; -1 before the first or without times. */
static int
find_line_here (SflEpisode *self)
{
  SflTime position = sfl_episode_get_position (self);

  if (self->transcript == NULL || position == SFL_TIME_NONE)
    return -1;

  return sfl_transcript_find_line (self->transcript, position);
}

/**
 * sfl_episode_seek_next_line:
 *
 * Returns: FALSE when there is none
 */
gboolean
sfl_episode_seek_next_line (SflEpisode *self)
{
  guint n_lines;
  int line;

  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  if (self->transcript == NULL || !sfl_transcript_is_timed (self->transcript))
    return FALSE;

  /* Lines of one start are one stop: find_line() gives the last of them. */
  sfl_transcript_get_lines (self->transcript, &n_lines);
  line = find_line_here (self) + 1;
  if (line >= (int) n_lines)
    return FALSE;

  sfl_episode_seek_line (self, line);

  return TRUE;
}

/* The same backwards: to the line before the one being spoken, in a hole to the last one. */
gboolean
sfl_episode_seek_previous_line (SflEpisode *self)
{
  const SflLine *lines;
  int here, line;

  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  here = find_line_here (self);
  if (here < 0)
    return FALSE;

  lines = sfl_transcript_get_lines (self->transcript, NULL);
  line = here;
  if (sfl_cursor_get_hole (self->cursor) < 0)
    while (line > 0 && lines[line].start == lines[here].start)
      line--;
  sfl_episode_seek_line (self, line);

  return TRUE;
}

/* Says the line being spoken, or just spoken, again. */
void
sfl_episode_repeat_line (SflEpisode *self)
{
  int line = find_line_here (self);

  if (line >= 0) {
    sfl_episode_seek_line (self, line);
    sfl_episode_play (self);
  }
}

/* Goes to where the transcript goes on, when in a hole. */
void
sfl_episode_skip_hole (SflEpisode *self)
{
  guint n_holes;
  const SflHole *holes;
  int hole;

  g_return_if_fail (SFL_IS_EPISODE (self));

  hole = sfl_cursor_get_hole (self->cursor);
  if (self->transcript == NULL || hole < 0)
    return;

  holes = sfl_transcript_get_holes (self->transcript, &n_holes);
  sfl_episode_seek (self, holes[hole].end);
}

/* Plays from @start and pauses at @end. */
void
sfl_episode_play_range (SflEpisode *self, SflTime start, SflTime end)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  if (self->media)
    sfl_player_play_range (self->player, start, end);
}

SflPlace
sfl_episode_get_place (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), ((SflPlace){ SFL_TIME_NONE, FALSE }));

  return (SflPlace){ sfl_episode_get_position (self), sfl_episode_get_playing (self) };
}

/* Takes back what was done since @place was got. */
void
sfl_episode_return_to (SflEpisode *self, SflPlace place)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  if (!place.playing)
    sfl_episode_pause (self);
  if (place.position != SFL_TIME_NONE && place.position != self->position)
    sfl_episode_seek (self, place.position);
  if (place.playing)
    sfl_episode_play (self);
}

double
sfl_episode_get_rate (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), 1);

  return sfl_player_get_rate (self->player);
}

void
sfl_episode_set_rate (SflEpisode *self, double rate)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  sfl_player_set_rate (self->player, CLAMP (rate, 0.5, 3.0));
}

double
sfl_episode_get_volume (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), 1);

  return sfl_player_get_volume (self->player);
}

void
sfl_episode_set_volume (SflEpisode *self, double volume)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  sfl_player_set_volume (self->player, CLAMP (volume, 0.0, 1.0));
}

gboolean
sfl_episode_get_muted (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  return sfl_player_get_muted (self->player);
}

void
sfl_episode_set_muted (SflEpisode *self, gboolean muted)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  sfl_player_set_muted (self->player, muted);
}

gboolean
sfl_episode_get_has_video (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  return self->media && sfl_player_get_has_video (self->player);
}

/* The picture shown last, or NULL; borrowed. */
SflFrame *
sfl_episode_get_frame (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), NULL);

  return sfl_player_get_frame (self->player);
}

/* Tells how large pictures are shown, in device pixels; larger ones are not made. */
void
sfl_episode_set_picture_size (SflEpisode *self, int width, int height)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  sfl_player_set_picture_size (self->player, width, height);
}

guint
sfl_episode_get_n_audio_tracks (SflEpisode *self)
{
  guint n_tracks;

  g_return_val_if_fail (SFL_IS_EPISODE (self), 0);

  sfl_player_get_audio_tracks (self->player, &n_tracks);

  return n_tracks;
}

/* Returns: (transfer full): a name to choose it by */
char *
sfl_episode_dup_audio_track_name (SflEpisode *self, guint track)
{
  guint n_tracks;
  const SflTrack *tracks;

  g_return_val_if_fail (SFL_IS_EPISODE (self), NULL);

  tracks = sfl_player_get_audio_tracks (self->player, &n_tracks);
  g_return_val_if_fail (track < n_tracks, NULL);

  if (tracks[track].title && tracks[track].language)
    return g_strdup_printf ("%s (%s)", tracks[track].title, tracks[track].language);
  if (tracks[track].title || tracks[track].language)
    return g_strdup (tracks[track].title ? tracks[track].title : tracks[track].language);

  return g_strdup_printf (_ ("Track %u"), track + 1);
}

int
sfl_episode_get_audio_track (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), -1);

  return sfl_player_get_audio_track (self->player);
}

void
sfl_episode_set_audio_track (SflEpisode *self, int track)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  sfl_player_set_audio_track (self->player, track);
}

guint
sfl_episode_get_n_text_tracks (SflEpisode *self)
{
  guint n_tracks;

  g_return_val_if_fail (SFL_IS_EPISODE (self), 0);

  sfl_player_get_text_tracks (self->player, &n_tracks);

  return n_tracks;
}

static void
peaks_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  guint n_peaks = 0;
  float *peaks = sfl_peaks_load_finish (result, &n_peaks, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (peaks == NULL) {
    g_debug ("No outline of the sound: %s", error->message);
    return;
  }

  g_free (self->peaks);
  self->peaks = peaks;
  self->n_peaks = n_peaks;
  g_signal_emit (self, signals[PEAKS], 0);
}

/* Reads the outline of the sound in the background; "peaks" tells when it is there. */
void
sfl_episode_load_peaks (SflEpisode *self, guint n_peaks)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  g_cancellable_cancel (self->peaks_cancellable);
  g_clear_object (&self->peaks_cancellable);
  g_clear_pointer (&self->peaks, g_free);
  self->n_peaks = 0;
  if (self->media == NULL || n_peaks == 0)
    return;

  self->peaks_cancellable = g_cancellable_new ();
  sfl_peaks_load_async (self->media, n_peaks, self->peaks_cancellable, peaks_cb, self);
}

/* Values from 0 to 1, evenly over the recording; NULL while not known. */
const float *
sfl_episode_get_peaks (SflEpisode *self, guint *n_peaks)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), NULL);

  *n_peaks = self->n_peaks;

  return self->peaks;
}

/* Keeps the position and waits, at most half a second, until it is on disk. */
void
sfl_episode_save (SflEpisode *self)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  sfl_episode_keep_position (self, TRUE);
  if (!sfl_library_flush (self->library, SFL_SECOND / 2))
    g_debug ("The state database did not answer in time");
}
