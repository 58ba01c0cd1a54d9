/* sfl-episode-moves.c: how the playhead goes from one place to another
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Play, pause and every kind of seek: by time, by line, by word, over a hole
 * and back.  Without a recording, or with one that does not play, the playhead
 * is ours alone and lines can be gone through all the same.  Main thread only.
 */

#include "config.h"

#include "sfl-alarm.h"
#include "sfl-episode-private.h"

/* So near the end, Play starts over. */
#define AT_END (100 * SFL_MSECOND)

/* When the last word of the transcript ends. */
SflTime
sfl_episode_find_transcript_end (SflEpisode *self)
{
  guint n_lines;
  const SflLine *lines;
  int last = -1;

  if (self->transcript == NULL || !sfl_transcript_is_timed (self->transcript))
    return SFL_TIME_NONE;

  lines = sfl_transcript_get_lines (self->transcript, &n_lines);
  for (int i = n_lines - 1; i >= 0; i = sfl_transcript_get_outlasting (self->transcript, i))
    last = i;

  return lines[last].end;
}

/* No playhead goes beyond this; SFL_TIME_NONE while nobody knows. */
static SflTime
find_limit (SflEpisode *self)
{
  if (sfl_episode_has_clock (self))
    return sfl_playback_get_duration_approximate (self->playback)
               ? SFL_TIME_NONE
               : sfl_playback_get_duration (self->playback);

  return sfl_episode_find_transcript_end (self);
}

gboolean
sfl_episode_is_at_end (SflEpisode *self)
{
  SflTime limit = find_limit (self);

  return limit != SFL_TIME_NONE && self->position >= limit - AT_END &&
         !sfl_playback_get_seeking (self->playback);
}

/* At the end it starts over. */
void
sfl_episode_play (SflEpisode *self)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  if (!sfl_episode_has_clock (self) || sfl_playback_get_playing (self->playback))
    return;

  sfl_study_resume (self->study);
  if (self->finished || sfl_episode_is_at_end (self))
    sfl_episode_go_to (self, 0, SFL_SEEK_ACCURATE, -1);
  sfl_playback_play (self->playback);
}

void
sfl_episode_pause (SflEpisode *self)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  sfl_study_pause (self->study);
  sfl_playback_pause (self->playback);
}

/* Without a recording the text begins to play: only here, for somebody who reads and clicks on a
 * line has not asked for it.
 */
void
sfl_episode_toggle (SflEpisode *self)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  if (!sfl_episode_has_clock (self))
    sfl_episode_use_text (self);
  if (sfl_episode_get_playing (self))
    sfl_episode_pause (self);
  else
    sfl_episode_play (self);
}

gboolean
sfl_episode_get_playing (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  return sfl_episode_has_clock (self) && sfl_playback_get_playing (self->playback);
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

  if (sfl_episode_get_playing (self) && !sfl_playback_get_seeking (self->playback))
    sfl_episode_update (self);

  return self->position;
}

/* The recording's length, or the transcript's where there is no recording. */
SflTime
sfl_episode_get_duration (SflEpisode *self)
{
  SflTime duration = SFL_TIME_NONE;

  g_return_val_if_fail (SFL_IS_EPISODE (self), SFL_TIME_NONE);

  if (sfl_episode_has_clock (self))
    duration = sfl_playback_get_duration (self->playback);
  if (duration == SFL_TIME_NONE)
    duration = sfl_episode_find_transcript_end (self);

  return duration;
}

gboolean
sfl_episode_get_duration_approximate (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  return sfl_episode_has_clock (self) && sfl_playback_get_duration_approximate (self->playback);
}

void
sfl_episode_set_start (SflEpisode *self, SflTime position)
{
  self->position = position;
  self->landed = SFL_TIME_NONE;
  sfl_cursor_set_position (self->cursor, position);
  sfl_episode_notify (self, "position");
}

/* Goes to @target; a @line >= 0 is lit until we are there. */
void
sfl_episode_go_to (SflEpisode *self, SflTime target, SflSeekMode mode, int line)
{
  SflTime limit = find_limit (self);

  target = MAX (target, 0);
  if (limit != SFL_TIME_NONE)
    target = MIN (target, limit);

  self->finished = FALSE;
  if (!sfl_episode_has_clock (self)) {
    sfl_episode_set_start (self, target);
    sfl_episode_keep_position (self, FALSE);
    sfl_episode_emit_seeked (self);
    return;
  }

  self->landed = SFL_TIME_NONE;
  self->position = target;
  /* First, so that nobody who is told asks a player that has not heard yet. */
  sfl_playback_seek_until (self->playback, target, sfl_study_begin (self->study, target), mode);
  if (!sfl_playback_get_seeking (self->playback)) { /* refused */
    sfl_episode_update (self);
  } else {
    if (line >= 0)
      sfl_cursor_hold_line (self->cursor, line);
    else
      sfl_cursor_set_position (self->cursor, target);
    sfl_alarm_set (self->alarm, -1);
  }
  sfl_episode_notify (self, "position");
}

/* Goes to @target, to the very sample and frame.  Where we are now, one can come back to. */
void
sfl_episode_seek (SflEpisode *self, SflTime target)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  if (!sfl_episode_is_open (self))
    return;

  sfl_episode_note_jump (self, target);
  sfl_episode_go_to (self, target, SFL_SEEK_ACCURATE, -1);
}

/* Goes near @target at once, while a slider is being dragged. */
void
sfl_episode_scrub (SflEpisode *self, SflTime target)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  if (!sfl_episode_is_open (self))
    return;

  if (self->scrubbed_from == SFL_TIME_NONE)
    self->scrubbed_from = self->position;
  sfl_episode_go_to (self, target, SFL_SEEK_COARSE, -1);
}

/* A step, which is not worth coming back from. */
void
sfl_episode_seek_by (SflEpisode *self, SflTime delta)
{
  SflTime position;

  g_return_if_fail (SFL_IS_EPISODE (self));

  position = sfl_episode_get_position (self);
  if (position != SFL_TIME_NONE)
    sfl_episode_go_to (self, position + delta, SFL_SEEK_ACCURATE, -1);
}

static void
go_to_line (SflEpisode *self, guint line)
{
  const SflLine *lines = sfl_transcript_get_lines (self->transcript, NULL);

  if (lines[line].start != SFL_TIME_NONE)
    sfl_episode_go_to (self, lines[line].start, SFL_SEEK_ACCURATE, line);
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
    sfl_episode_note_jump (self, lines[line].start);
  go_to_line (self, line);
}

/* Goes to the start of a word; where nobody says it, to what is said next. */
void
sfl_episode_seek_word (SflEpisode *self, guint word)
{
  guint n_words;
  const SflWord *words;
  SflTime time;

  g_return_if_fail (SFL_IS_EPISODE (self));
  g_return_if_fail (self->transcript != NULL);

  words = sfl_transcript_get_words (self->transcript, &n_words);
  g_return_if_fail (word < n_words);
  time = sfl_transcript_get_word_time (self->transcript, word);
  sfl_episode_note_jump (self, time);
  sfl_episode_go_to (self, time, SFL_SEEK_ACCURATE,
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

/* By steps.  Who rests at a stop goes on. */
static void
step_to (SflEpisode *self, guint line)
{
  gboolean resting = sfl_study_get_resting (self->study);

  go_to_line (self, line);
  if (resting)
    sfl_episode_play (self);
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

  step_to (self, line);

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
  step_to (self, line);

  return TRUE;
}

/* Says the line being spoken, or just spoken, again. */
void
sfl_episode_repeat_line (SflEpisode *self)
{
  int line = find_line_here (self);

  if (line >= 0) {
    go_to_line (self, line);
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
  sfl_episode_go_to (self, holes[hole].end, SFL_SEEK_ACCURATE, -1);
}

/* Plays from @start and pauses at @end. */
void
sfl_episode_play_range (SflEpisode *self, SflTime start, SflTime end)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  if (sfl_episode_has_clock (self))
    sfl_playback_play_range (self->playback, start, end);
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
  if (place.position != SFL_TIME_NONE && place.position != self->position) {
    sfl_history_drop_jump (self->history, place.position);
    sfl_episode_go_to (self, place.position, SFL_SEEK_ACCURATE, -1);
  }
  if (place.playing)
    sfl_episode_play (self);
}
