/* sfl-study.c: ways of hearing an episode to learn from it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whenever the playhead goes somewhere, this says where it has to stop; the
 * player stops there to the sample, without anybody looking at a clock, and
 * here is decided what comes then: back to the start of a loop, a rest, or
 * the next line.  Main thread only.
 */

#include "config.h"

#include "sfl-episode-private.h"

/* A loop marked by hand is at least so long: a key that was hit twice is none. */
#define SHORTEST (300 * SFL_MSECOND)

/* A voice dies away after the end of a line, later where that end was estimated. */
#define TAIL (150 * SFL_MSECOND)
#define ESTIMATED_TAIL (500 * SFL_MSECOND)

/* A stop that is so near comes by itself. */
#define NEAR SFL_SECOND

/* So much is heard before a stop that lies at the end of a hole. */
#define APPROACH (20 * SFL_MSECOND)

struct _SflStudy {
  GObject parent_instance;

  SflEpisode *episode; /* owns us */
  SflPace pace;
  SflTime rewind;
  gboolean skips_holes;

  SflLoop loop;
  SflStretch range; /* SFL_LOOP_RANGE; its start alone: SFL_LOOP_BEGUN */
  gboolean stops;

  SflStretch heard; /* a stop of SFL_TIME_NONE: on to the end */
  guint n_heard;
  gboolean resting; /* at a stop, which nobody asked for just now */
  gboolean again;   /* the same comes after the rest */
  guint resume_id;
  guint skip_id;
  gboolean paused; /* by somebody, and nobody went elsewhere since */
};

G_DEFINE_FINAL_TYPE (SflStudy, sfl_study, G_TYPE_OBJECT)

enum { PROP_0, PROP_LOOP, PROP_STOPS, PROP_PLACE, N_PROPS };

static GParamSpec *props[N_PROPS];

static void
set_loop (SflStudy *self, SflLoop loop, SflStretch range)
{
  if (self->loop == loop && self->range.start == range.start && self->range.stop == range.stop)
    return;

  self->loop = loop;
  self->range = range;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOOP]);
}

static void
clear_timers (SflStudy *self)
{
  g_clear_handle_id (&self->resume_id, g_source_remove);
  g_clear_handle_id (&self->skip_id, g_source_remove);
}

/* What is heard from @target on, up to where it stops. */
static SflStretch
find_heard (SflStudy *self, SflTime target)
{
  static const SflStretch all = { SFL_TIME_NONE, SFL_TIME_NONE };
  SflTranscript *transcript = self->episode->transcript;
  SflStretch heard;

  if (self->loop == SFL_LOOP_RANGE)
    return self->range;
  if (transcript == NULL)
    return all;

  if (self->loop == SFL_LOOP_LINE) {
    if (sfl_stretch_find_line (transcript, target, &heard) && target < heard.stop)
      return heard;
    if (sfl_stretch_find_stop (transcript, target, SFL_STOP_AFTER_LINE, &heard))
      return heard;
  } else if (self->stops && sfl_stretch_find_stop (transcript, target, self->pace.place, &heard)) {
    return heard;
  }

  return all;
}

/* Not a jump that one could want to come back from. */
static void
go_to (SflStudy *self, SflTime target)
{
  sfl_episode_go_to (self->episode, target, SFL_SEEK_ACCURATE, -1);
}

/* What is heard from @position on has changed, and the playhead stays.  One that stops by itself has
 * to be told; another player is watched, and need not be moved for that.
 */
static void
begin_again (SflStudy *self, SflTime position)
{
  if (sfl_playback_can_stop (self->episode->playback)) {
    go_to (self, position);
  } else {
    sfl_study_begin (self, position);
    sfl_episode_update (self->episode);
  }
}

static gboolean
resume_cb (gpointer user_data)
{
  SflStudy *self = user_data;

  self->resume_id = 0;
  sfl_episode_play (self->episode);

  return G_SOURCE_REMOVE;
}

/* How long it takes to say what was heard, or what is to be read before it is heard. */
static SflTime
get_length (SflStudy *self)
{
  SflStretch line = self->heard;

  if (self->pace.place == SFL_STOP_BEFORE_LINE && !self->again)
    sfl_stretch_find_line (self->episode->transcript, line.stop, &line);
  if (line.start == SFL_TIME_NONE)
    return 0;

  return (SflTime) ((line.stop - line.start) / sfl_episode_get_rate (self->episode));
}

/* Where to go instead of through @hole; not beyond a stop. */
static SflTime
find_way_out (SflStudy *self, int hole)
{
  guint n_holes;
  SflTime end = sfl_transcript_get_holes (self->episode->transcript, &n_holes)[hole].end;

  if (self->heard.stop != SFL_TIME_NONE)
    end = MIN (end, self->heard.stop - APPROACH);

  return end;
}

static gboolean
skip_cb (gpointer user_data)
{
  SflStudy *self = user_data;
  int hole = sfl_cursor_get_hole (self->episode->cursor);

  self->skip_id = 0;
  if (hole >= 0 && sfl_episode_get_playing (self->episode))
    go_to (self, find_way_out (self, hole));

  return G_SOURCE_REMOVE;
}

/* A hole that is played into is left out; who goes into one wants to hear it. */
static void
cursor_changed_cb (SflCursor *cursor, guint change, SflStudy *self)
{
  int hole = sfl_cursor_get_hole (cursor);
  guint n_holes;
  const SflHole *holes;
  const SflLine *lines;
  SflTime tail;

  if (!(change & SFL_CURSOR_HOLE))
    return;

  g_clear_handle_id (&self->skip_id, g_source_remove);
  if (hole < 0 || !self->skips_holes || !sfl_episode_get_playing (self->episode) ||
      sfl_playback_get_seeking (self->episode->playback) ||
      (self->heard.stop != SFL_TIME_NONE && self->heard.stop - self->episode->position < NEAR))
    return;

  holes = sfl_transcript_get_holes (self->episode->transcript, &n_holes);
  lines = sfl_transcript_get_lines (self->episode->transcript, NULL);
  tail = lines[holes[hole].line].flags & SFL_LINE_END_ESTIMATED ? ESTIMATED_TAIL : TAIL;
  tail /= sfl_episode_get_rate (self->episode);
  self->skip_id = g_timeout_add (tail / SFL_MSECOND, skip_cb, self);
}

static void
transcript_changed_cb (SflEpisode *episode, GParamSpec *pspec, SflStudy *self)
{
  sfl_study_refresh (self);
}

static void
forget_heard (SflStudy *self)
{
  clear_timers (self);
  self->resting = self->paused = FALSE;
  self->heard = (SflStretch){ SFL_TIME_NONE, SFL_TIME_NONE };
  self->n_heard = 0;
}

static void
media_changed_cb (SflEpisode *episode, GParamSpec *pspec, SflStudy *self)
{
  forget_heard (self);
  set_loop (self, SFL_LOOP_NONE, self->heard);
}

/* Another player is elsewhere, and was not told where to stop. */
static void
source_changed_cb (SflEpisode *episode, GParamSpec *pspec, SflStudy *self)
{
  forget_heard (self);
  sfl_study_refresh (self);
}

static void
sfl_study_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SflStudy *self = SFL_STUDY (object);

  switch (id) {
  case PROP_LOOP:
    g_value_set_int (value, self->loop);
    break;
  case PROP_STOPS:
    g_value_set_boolean (value, self->stops);
    break;
  case PROP_PLACE:
    g_value_set_int (value, self->pace.place);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sfl_study_dispose (GObject *object)
{
  SflStudy *self = SFL_STUDY (object);

  clear_timers (self);
  if (self->episode) {
    g_signal_handlers_disconnect_by_data (self->episode->cursor, self);
    g_signal_handlers_disconnect_by_data (self->episode, self);
  }
  self->episode = NULL;

  G_OBJECT_CLASS (sfl_study_parent_class)->dispose (object);
}

static void
sfl_study_class_init (SflStudyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = sfl_study_get_property;
  object_class->dispose = sfl_study_dispose;

  props[PROP_LOOP] = g_param_spec_int ("loop", NULL, NULL, 0, SFL_LOOP_RANGE, 0, flags);
  props[PROP_STOPS] = g_param_spec_boolean ("stops", NULL, NULL, FALSE, flags);
  props[PROP_PLACE] = g_param_spec_int ("place", NULL, NULL, 0, SFL_STOP_BEFORE_LINE, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sfl_study_init (SflStudy *self)
{
  self->pace = (SflPace){ .n_times = 1, .time = 2 * SFL_SECOND, .lengths = 1 };
  self->range = self->heard = (SflStretch){ SFL_TIME_NONE, SFL_TIME_NONE };
}

/**
 * sfl_study_new:
 * @episode: owns the result, and has its cursor and its playback
 */
SflStudy *
sfl_study_new (SflEpisode *episode)
{
  SflStudy *self = g_object_new (SFL_TYPE_STUDY, NULL);

  self->episode = episode;
  g_signal_connect_object (episode->cursor, "changed", G_CALLBACK (cursor_changed_cb), self, 0);
  g_signal_connect_object (episode, "notify::transcript", G_CALLBACK (transcript_changed_cb), self,
                           0);
  g_signal_connect_object (episode, "notify::media", G_CALLBACK (media_changed_cb), self, 0);
  g_signal_connect_object (episode, "notify::source", G_CALLBACK (source_changed_cb), self, 0);

  return self;
}

SflLoop
sfl_study_get_loop (SflStudy *self)
{
  g_return_val_if_fail (SFL_IS_STUDY (self), SFL_LOOP_NONE);

  return self->loop;
}

/**
 * sfl_study_get_range:
 *
 * Returns: (transfer none): what is looped with SFL_LOOP_RANGE; with
 *   SFL_LOOP_BEGUN it has only a start
 */
const SflStretch *
sfl_study_get_range (SflStudy *self)
{
  g_return_val_if_fail (SFL_IS_STUDY (self), NULL);

  return &self->range;
}

/* Hears the line at the playhead again and again, and plays. */
void
sfl_study_loop_line (SflStudy *self)
{
  SflTime position;
  SflStretch line;

  g_return_if_fail (SFL_IS_STUDY (self));

  position = sfl_episode_get_position (self->episode);
  if (self->episode->transcript == NULL || position == SFL_TIME_NONE ||
      !sfl_stretch_find_line (self->episode->transcript, position, &line))
    return;

  set_loop (self, SFL_LOOP_LINE, (SflStretch){ SFL_TIME_NONE, SFL_TIME_NONE });
  if (sfl_episode_get_playing (self->episode) && position >= line.start && position < line.stop)
    sfl_study_refresh (self);
  else
    sfl_episode_seek (self->episode, line.start);
  sfl_episode_play (self->episode);
}

/* Hears what lies between two moments again and again, and plays. */
void
sfl_study_loop_range (SflStudy *self, SflTime start, SflTime stop)
{
  g_return_if_fail (SFL_IS_STUDY (self));
  g_return_if_fail (start < stop);

  set_loop (self, SFL_LOOP_RANGE, (SflStretch){ start, stop });
  sfl_episode_seek (self->episode, start);
  sfl_episode_play (self->episode);
}

/* Loops from here; called again, until here; and then no more. */
void
sfl_study_mark_loop (SflStudy *self)
{
  SflTime here;

  g_return_if_fail (SFL_IS_STUDY (self));

  here = sfl_episode_get_position (self->episode);
  switch (self->loop) {
  case SFL_LOOP_RANGE:
    sfl_study_end_loop (self);
    break;
  case SFL_LOOP_BEGUN:
    if (ABS (here - self->range.start) >= SHORTEST)
      sfl_study_loop_range (self, MIN (here, self->range.start), MAX (here, self->range.start));
    break;
  default:
    if (here == SFL_TIME_NONE)
      break;
    set_loop (self, SFL_LOOP_BEGUN, (SflStretch){ here, SFL_TIME_NONE });
    sfl_study_refresh (self);
  }
}

/* What is being heard goes on. */
void
sfl_study_end_loop (SflStudy *self)
{
  g_return_if_fail (SFL_IS_STUDY (self));

  set_loop (self, SFL_LOOP_NONE, (SflStretch){ SFL_TIME_NONE, SFL_TIME_NONE });
  sfl_study_refresh (self);
}

gboolean
sfl_study_get_stops (SflStudy *self)
{
  g_return_val_if_fail (SFL_IS_STUDY (self), FALSE);

  return self->stops;
}

/* Whether it stops at each line; a loop comes first. */
void
sfl_study_set_stops (SflStudy *self, gboolean stops)
{
  g_return_if_fail (SFL_IS_STUDY (self));

  if (self->stops == !!stops)
    return;

  self->stops = !!stops;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STOPS]);
  sfl_study_refresh (self);
}

const SflPace *
sfl_study_get_pace (SflStudy *self)
{
  g_return_val_if_fail (SFL_IS_STUDY (self), NULL);

  return &self->pace;
}

void
sfl_study_set_pace (SflStudy *self, const SflPace *pace)
{
  gboolean moves;

  g_return_if_fail (SFL_IS_STUDY (self));

  moves = self->pace.place != pace->place;
  self->pace = *pace;
  if (!moves)
    return;

  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PLACE]);
  sfl_study_refresh (self);
}

/* How far to go back when playing goes on after a pause. */
void
sfl_study_set_rewind (SflStudy *self, SflTime rewind)
{
  g_return_if_fail (SFL_IS_STUDY (self));

  self->rewind = rewind;
}

void
sfl_study_set_skips_holes (SflStudy *self, gboolean skips_holes)
{
  g_return_if_fail (SFL_IS_STUDY (self));

  self->skips_holes = skips_holes;
}

/**
 * sfl_study_begin:
 *
 * The playhead goes to @target.  Out of the range of a loop, the loop ends.
 *
 * Returns: where it stops, later than @target; SFL_TIME_NONE for nowhere
 */
SflTime
sfl_study_begin (SflStudy *self, SflTime target)
{
  SflStretch heard;

  if (self->loop == SFL_LOOP_RANGE && (target < self->range.start || target >= self->range.stop))
    set_loop (self, SFL_LOOP_NONE, (SflStretch){ SFL_TIME_NONE, SFL_TIME_NONE });

  clear_timers (self);
  self->resting = self->paused = FALSE;
  heard = find_heard (self, target);
  if (heard.start != self->heard.start || heard.stop != self->heard.stop)
    self->n_heard = 0;
  self->heard = heard;

  return heard.stop;
}

/* The playhead came to where it has to stop.  Who goes on from here does so without a pause. */
void
sfl_study_end (SflStudy *self)
{
  SflTime wait;

  if (self->heard.stop == SFL_TIME_NONE)
    return;

  if (self->loop == SFL_LOOP_LINE || self->loop == SFL_LOOP_RANGE) {
    go_to (self, self->heard.start);
    return;
  }

  self->n_heard++;
  self->again =
      self->heard.start != SFL_TIME_NONE && sfl_pace_wants_again (&self->pace, self->n_heard);
  wait = sfl_pace_get_wait (&self->pace, self->again, get_length (self));
  if (self->again && wait == 0) {
    go_to (self, self->heard.start);
    return;
  }

  self->resting = TRUE;
  if (wait != SFL_TIME_NONE && (self->again || !sfl_episode_is_at_end (self->episode)))
    self->resume_id = g_timeout_add (wait / SFL_MSECOND, resume_cb, self);
}

/* The playhead went through where it had to stop and cannot be moved back: there is no loop. */
void
sfl_study_give_up (SflStudy *self)
{
  self->heard.stop = SFL_TIME_NONE;
  set_loop (self, SFL_LOOP_NONE, (SflStretch){ SFL_TIME_NONE, SFL_TIME_NONE });
}

/* Somebody wants silence, and nothing to break it. */
void
sfl_study_pause (SflStudy *self)
{
  clear_timers (self);
  self->paused = sfl_episode_get_playing (self->episode);
}

/* Somebody wants it to go on: with what comes after a stop, or a little earlier than it paused. */
void
sfl_study_resume (SflStudy *self)
{
  SflTime position = self->episode->position;
  SflTime target = position;

  if (position == SFL_TIME_NONE)
    return;
  if (self->resting && !self->again && sfl_episode_is_at_end (self->episode))
    return;

  if (self->resting) {
    int hole = self->skips_holes ? sfl_cursor_get_hole (self->episode->cursor) : -1;

    if (self->again) {
      target = self->heard.start;
    } else {
      /* Another player may say afterwards that it has not come quite so far. */
      position = target = MAX (position, self->heard.stop);
      self->heard.stop = SFL_TIME_NONE; /* done with */
      if (hole >= 0)
        target = find_way_out (self, hole);
    }
  } else if (self->paused && self->rewind > 0) {
    target = MAX (position - self->rewind, 0);
    if (self->heard.stop != SFL_TIME_NONE && self->heard.start != SFL_TIME_NONE)
      target = MIN (MAX (target, self->heard.start), position);
  }

  if (target != position)
    go_to (self, target);
  else if (self->resting)
    begin_again (self, target);
}

/* Something has changed that decides where it stops. */
void
sfl_study_refresh (SflStudy *self)
{
  SflTime position = sfl_episode_get_position (self->episode);
  SflStretch heard;

  if (position == SFL_TIME_NONE || !sfl_episode_has_clock (self->episode))
    return;

  heard = find_heard (self, position);
  if (heard.stop != self->heard.stop)
    begin_again (self, position);
}

SflTime
sfl_study_get_stop (SflStudy *self)
{
  return self->heard.stop;
}

/* Whether it waits at a stop, rather than having been paused. */
gboolean
sfl_study_get_resting (SflStudy *self)
{
  return self->resting;
}
