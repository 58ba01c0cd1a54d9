/* sfl-episode-clock.c: where the playhead is, and when something changes there
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nobody polls for the line: while the recording plays an alarm rings at the
 * cursor's next boundary, the position is asked, and the cursor says what
 * changed.  A slow tick moves the clock and the seek bar.
 */

#include "config.h"

#include "sfl-alarm.h"
#include "sfl-episode-private.h"
#include "sfl-error.h"
#include "sfl-trace.h"

/* How often the position is told while playing. */
#define TICK_MS 100

/* How often it is kept. */
#define SAVE_INTERVAL (5 * G_USEC_PER_SEC)

/* A decoder may land a sample before the target; the line must not flicker for it. */
#define LANDING (50 * SFL_MSECOND)

/* Another player is past a stop by so much when it could not be moved. */
#define OVERRUN (1500 * SFL_MSECOND)

/* The clock may stand still just before a boundary; nobody is asked more often. */
#define MIN_WAIT SFL_MSECOND

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

/* Media time that the sound is behind what the pipeline says, while it plays. */
static SflTime
get_lag (SflEpisode *self)
{
  if (self->playback != SFL_PLAYBACK (self->player) || !sfl_playback_get_playing (self->playback))
    return 0;

  return (SflTime) (self->sound_delay * sfl_playback_get_rate (self->playback));
}

/* Where the playhead has to be stopped, when it does not stop there by itself and has not been told
 * to already.
 */
static SflTime
find_watched_stop (SflEpisode *self)
{
  if (sfl_playback_can_stop (self->playback) || sfl_study_get_resting (self->study))
    return SFL_TIME_NONE;

  return sfl_study_get_stop (self->study);
}

/* @heard: where the sound is, which may not have come to the position yet */
static void
arm (SflEpisode *self, SflTime heard)
{
  SflTime boundary = sfl_cursor_get_next_boundary (self->cursor);
  SflTime stop = find_watched_stop (self);
  SflTime wait;

  if (stop != SFL_TIME_NONE && (boundary == SFL_TIME_NONE || stop < boundary))
    boundary = stop;
  if (boundary == SFL_TIME_NONE || !sfl_episode_has_clock (self) ||
      !sfl_playback_get_playing (self->playback) || sfl_playback_get_seeking (self->playback)) {
    sfl_alarm_set (self->alarm, -1);
    return;
  }

  wait = (boundary - heard) / sfl_playback_get_rate (self->playback);
  sfl_alarm_set (self->alarm, g_get_monotonic_time () + MAX (wait, MIN_WAIT) / SFL_USECOND);
}

/* Asks where we are and lets the cursor follow. */
void
sfl_episode_update (SflEpisode *self)
{
  SflTime lag = get_lag (self);
  SflTime position = self->position, heard;
  gint64 spent = sfl_trace_is_on () ? sfl_trace_get_spent () : 0;
  int line = sfl_cursor_get_line (self->cursor);

  if (sfl_episode_has_clock (self) && sfl_playback_get_seeking (self->playback)) {
    arm (self, position);
    return;
  }

  if (sfl_episode_has_clock (self))
    position = sfl_playback_query_position (self->playback);
  if (position != SFL_TIME_NONE)
    position -= lag;
  heard = position;
  if (self->landed != SFL_TIME_NONE) {
    if (position >= self->landed || position < self->landed - LANDING - MAX (lag, 0))
      self->landed = SFL_TIME_NONE;
    else
      position = self->landed;
  }

  if (position != SFL_TIME_NONE)
    self->position = position;
  sfl_cursor_set_position (self->cursor, self->position);
  arm (self, heard);
  if (spent != 0 && line != sfl_cursor_get_line (self->cursor))
    sfl_trace ("lit", "took_ns", "x", sfl_trace_get_spent () - spent, NULL);
}

static gboolean
alarm_cb (gpointer user_data)
{
  SflEpisode *self = user_data;
  SflTime stop;

  sfl_episode_update (self);
  stop = find_watched_stop (self);
  if (stop == SFL_TIME_NONE || self->position < stop || !sfl_episode_get_playing (self))
    return G_SOURCE_CONTINUE;

  /* So late only when it did not go back as it was told. */
  if (self->position > stop + OVERRUN) {
    sfl_study_give_up (self->study);
    return G_SOURCE_CONTINUE;
  }

  sfl_study_end (self->study);
  if (sfl_study_get_resting (self->study))
    sfl_playback_pause (self->playback);
  else if (!sfl_playback_get_seeking (self->playback)) /* it refuses */
    sfl_study_give_up (self->study);

  return G_SOURCE_CONTINUE;
}

static gboolean
tick_cb (gpointer user_data)
{
  SflEpisode *self = user_data;

  sfl_episode_update (self);
  if (!sfl_playback_get_seeking (self->playback)) {
    sfl_episode_notify (self, "position");
    sfl_trace ("position", "position_ns", "x", self->position, NULL);
    sfl_episode_keep_position (self, FALSE);
  }

  return G_SOURCE_CONTINUE;
}

static void
start_tick (SflEpisode *self)
{
  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (sfl_playback_get_playing (self->playback))
    self->tick_id = g_timeout_add (TICK_MS, tick_cb, self);
}

static void
playing_changed_cb (SflPlayback *playback, GParamSpec *pspec, SflEpisode *self)
{
  gboolean playing = sfl_playback_get_playing (playback);

  if (playing) {
    self->finished = FALSE;
    /* What sounds first was shown already. */
    if (self->landed == SFL_TIME_NONE && self->sound_delay > 0)
      self->landed = self->position;
  }
  start_tick (self);
  /* Somebody lets another player go on, over there. */
  if (playing && self->remote != NULL && sfl_study_get_resting (self->study))
    sfl_study_resume (self->study);

  sfl_trace ("state", "state", "s", playing ? "playing" : "paused", NULL);
  sfl_episode_update (self);
  sfl_episode_notify (self, "position");
  if (!playing)
    sfl_episode_keep_position (self, TRUE);
  sfl_episode_notify (self, "playing");
}

static void
duration_changed_cb (SflPlayback *playback, GParamSpec *pspec, SflEpisode *self)
{
  sfl_episode_notify (self, "duration");
  sfl_episode_refit_transcript (self);
}

static void
rate_changed_cb (SflPlayback *playback, GParamSpec *pspec, SflEpisode *self)
{
  sfl_episode_update (self);
  /* Another player's speed is its own. */
  if (self->record && self->remote == NULL &&
      self->record->rate != sfl_playback_get_rate (playback)) {
    self->record->rate = sfl_playback_get_rate (playback);
    if (!self->opening)
      sfl_episode_remember (self);
  }
  sfl_episode_notify (self, "rate");
}

static void
seek_done_cb (SflPlayback *playback, gint64 target, gint64 reached, gint64 took, SflEpisode *self)
{
  sfl_trace ("seek", "target_ns", "x", target, "reached_ns", "x", reached, "took_ns", "x", took,
             NULL);
  self->landed = target;
  if (self->remote != NULL) /* somebody may have moved it, over there */
    sfl_study_begin (self->study, target);
  sfl_episode_update (self);
  sfl_episode_notify (self, "position");
  if (!sfl_playback_get_playing (playback))
    sfl_episode_keep_position (self, FALSE);
  sfl_episode_emit_seeked (self);
}

static void
end_of_range_cb (SflPlayback *playback, SflEpisode *self)
{
  sfl_episode_update (self);
  sfl_episode_notify (self, "position");
  sfl_episode_keep_position (self, TRUE);
  sfl_study_end (self->study);
}

static void
end_of_stream_cb (SflPlayback *playback, SflEpisode *self)
{
  self->finished = TRUE;
  sfl_episode_update (self);
  sfl_episode_notify (self, "position");
  sfl_episode_keep_position (self, TRUE);
}

static void
problem_cb (SflPlayback *playback, GError *error, gboolean fatal, SflEpisode *self)
{
  const char *id = "media";

  if (playback != SFL_PLAYBACK (self->player)) {
    sfl_episode_tell_player_problem (self, error->message, fatal);
    return;
  }

  if (g_error_matches (error, SFL_ERROR, SFL_ERROR_DEVICE))
    id = "sound-device";
  else if (g_error_matches (error, SFL_ERROR, SFL_ERROR_DECODER))
    id = "decoder";

  sfl_episode_tell (self, id, SFL_MESSAGE_LASTING, error->message);
  /* A file that was cut short ends here, without being finished. */
  sfl_episode_update (self);
  if (fatal) {
    self->media_failed = TRUE;
    sfl_episode_notify (self, "source");
    sfl_episode_check_opened (self);
  }
}

static const struct {
  const char *signal;
  GCallback callback;
} playback_signals[] = {
  { "notify::playing", G_CALLBACK (playing_changed_cb) },
  { "notify::duration", G_CALLBACK (duration_changed_cb) },
  { "notify::rate", G_CALLBACK (rate_changed_cb) },
  { "seek-done", G_CALLBACK (seek_done_cb) },
  { "end-of-stream", G_CALLBACK (end_of_stream_cb) },
  { "end-of-range", G_CALLBACK (end_of_range_cb) },
  { "problem", G_CALLBACK (problem_cb) },
};

/* From now on @playback says where we are.  Whatever did so before is left as it is. */
void
sfl_episode_set_playback (SflEpisode *self, SflPlayback *playback)
{
  if (self->playback == playback)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (playback_signals); i++) {
    if (self->playback)
      g_signal_handlers_disconnect_by_func (self->playback, playback_signals[i].callback, self);
    g_signal_connect_object (playback, playback_signals[i].signal, playback_signals[i].callback,
                             self, 0);
  }
  g_set_object (&self->playback, playback);
  start_tick (self);
  sfl_episode_update (self);
}

/* Makes the alarm that rings at the cursor's next boundary. */
void
sfl_episode_clock_init (SflEpisode *self)
{
  self->landed = SFL_TIME_NONE;
  self->alarm = sfl_alarm_new (alarm_cb, self);
}

void
sfl_episode_clock_dispose (SflEpisode *self)
{
  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (self->alarm) {
    g_source_destroy (self->alarm);
    g_clear_pointer (&self->alarm, g_source_unref);
  }
}
