/* sfl-text-clock.c: a playhead with nothing behind it but time
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plays a transcript without its recording.  The position is never counted up:
 * it is the place and the moment of the last change, and what the monotonic
 * clock says now, so nothing drifts however rarely it is asked.  One source
 * sleeps until the end.  Main thread only.
 */

#include "config.h"

#include "sfl-text-clock.h"

struct _SflTextClock {
  GObject parent_instance;

  SflTime duration;  /* SFL_TIME_NONE: nothing to play */
  SflTime range_end; /* SFL_TIME_NONE: plays on */
  gboolean ended;    /* at the end of the text or the range, and not sent elsewhere since */
  gboolean playing;
  double rate;
  SflTime anchor;    /* where it was */
  gint64 started_at; /* and when, while it plays: monotonic, µs */
  guint end_id;
};

static void sfl_text_clock_playback_init (SflPlaybackInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SflTextClock,
                               sfl_text_clock,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SFL_TYPE_PLAYBACK,
                                                      sfl_text_clock_playback_init))

enum {
  PROP_0,
  PROP_LOADED,
  PROP_PLAYING,
  PROP_SEEKING,
  PROP_DURATION,
  PROP_DURATION_APPROXIMATE,
  PROP_RATE
};

/* Where it stops by itself. */
static SflTime
get_stop (SflTextClock *self)
{
  return self->range_end != SFL_TIME_NONE ? MIN (self->range_end, self->duration) : self->duration;
}

static SflTime
get_position (SflTextClock *self)
{
  SflTime played;

  if (self->duration == SFL_TIME_NONE)
    return SFL_TIME_NONE;
  if (!self->playing)
    return self->anchor;

  played = (g_get_monotonic_time () - self->started_at) * SFL_USECOND * self->rate;

  return MIN (self->anchor + played, MAX (get_stop (self), self->anchor));
}

static void
set_playing (SflTextClock *self, gboolean playing)
{
  if (self->playing == playing)
    return;

  self->anchor = get_position (self);
  self->started_at = g_get_monotonic_time ();
  self->playing = playing;
  g_object_notify (G_OBJECT (self), "playing");
}

static gboolean end_cb (gpointer user_data);

/* Sleeps until the end, as seen from here and now. */
static void
arm (SflTextClock *self)
{
  SflTime wait;

  g_clear_handle_id (&self->end_id, g_source_remove);
  if (!self->playing)
    return;

  wait = (get_stop (self) - get_position (self)) / self->rate;
  self->end_id = g_timeout_add (CLAMP (wait / SFL_MSECOND + 1, 1, G_MAXINT), end_cb, self);
}

static gboolean
end_cb (gpointer user_data)
{
  SflTextClock *self = user_data;
  gboolean is_range = self->range_end != SFL_TIME_NONE;

  self->end_id = 0;
  if (get_position (self) < get_stop (self)) { /* woken too early */
    arm (self);
    return G_SOURCE_REMOVE;
  }

  self->anchor = get_stop (self);
  self->started_at = g_get_monotonic_time ();
  self->ended = TRUE;
  if (!is_range) {
    set_playing (self, FALSE);
    sfl_playback_emit_end_of_stream (SFL_PLAYBACK (self));
    return G_SOURCE_REMOVE;
  }

  /* Before it pauses: who loops goes on, and nobody sees it stop. */
  g_object_ref (self);
  sfl_playback_emit_end_of_range (SFL_PLAYBACK (self));
  if (self->ended) {
    set_playing (self, FALSE);
    self->range_end = SFL_TIME_NONE;
    arm (self);
  }
  g_object_unref (self);

  return G_SOURCE_REMOVE;
}

static void
sfl_text_clock_play (SflPlayback *playback)
{
  SflTextClock *self = SFL_TEXT_CLOCK (playback);

  if (self->duration == SFL_TIME_NONE || self->playing)
    return;

  if (self->anchor >= self->duration)
    self->anchor = 0;
  self->ended = FALSE;
  set_playing (self, TRUE);
  arm (self);
}

static void
sfl_text_clock_pause (SflPlayback *playback)
{
  SflTextClock *self = SFL_TEXT_CLOCK (playback);

  set_playing (self, FALSE);
  arm (self);
}

static void
sfl_text_clock_seek_until (SflPlayback *playback, SflTime target, SflTime stop, SflSeekMode mode)
{
  SflTextClock *self = SFL_TEXT_CLOCK (playback);

  if (self->duration == SFL_TIME_NONE)
    return;

  self->anchor = CLAMP (target, 0, self->duration);
  self->started_at = g_get_monotonic_time ();
  self->range_end = stop != SFL_TIME_NONE ? MAX (stop, self->anchor) : SFL_TIME_NONE;
  self->ended = FALSE;
  arm (self);
  sfl_playback_emit_seek_done (playback, self->anchor, self->anchor, 0);
}

static void
sfl_text_clock_seek (SflPlayback *playback, SflTime target, SflSeekMode mode)
{
  sfl_text_clock_seek_until (playback, target, SFL_TIME_NONE, mode);
}

static void
sfl_text_clock_play_range (SflPlayback *playback, SflTime start, SflTime end)
{
  SflTextClock *self = SFL_TEXT_CLOCK (playback);

  if (self->duration == SFL_TIME_NONE)
    return;

  sfl_text_clock_seek_until (playback, start, end, SFL_SEEK_ACCURATE);
  set_playing (self, TRUE);
  arm (self);
}

static void
sfl_text_clock_set_rate (SflPlayback *playback, double rate)
{
  SflTextClock *self = SFL_TEXT_CLOCK (playback);

  rate = CLAMP (rate, 0.5, 3.0);
  if (self->rate == rate)
    return;

  /* The time until now has gone at the old rate. */
  if (self->playing) {
    self->anchor = get_position (self);
    self->started_at = g_get_monotonic_time ();
  }
  self->rate = rate;
  arm (self);
  g_object_notify (G_OBJECT (self), "rate");
}

static SflTime
sfl_text_clock_query_position (SflPlayback *playback)
{
  return get_position (SFL_TEXT_CLOCK (playback));
}

static SflTime
sfl_text_clock_get_duration (SflPlayback *playback)
{
  return SFL_TEXT_CLOCK (playback)->duration;
}

static gboolean
sfl_text_clock_get_loaded (SflPlayback *playback)
{
  return SFL_TEXT_CLOCK (playback)->duration != SFL_TIME_NONE;
}

static gboolean
sfl_text_clock_get_playing (SflPlayback *playback)
{
  return SFL_TEXT_CLOCK (playback)->playing;
}

/* It is where it was sent at once. */
static gboolean
sfl_text_clock_get_seeking (SflPlayback *playback)
{
  return FALSE;
}

static double
sfl_text_clock_get_rate (SflPlayback *playback)
{
  return SFL_TEXT_CLOCK (playback)->rate;
}

static void
sfl_text_clock_playback_init (SflPlaybackInterface *iface)
{
  iface->play = sfl_text_clock_play;
  iface->pause = sfl_text_clock_pause;
  iface->seek = sfl_text_clock_seek;
  iface->seek_until = sfl_text_clock_seek_until;
  iface->play_range = sfl_text_clock_play_range;
  iface->set_rate = sfl_text_clock_set_rate;
  iface->query_position = sfl_text_clock_query_position;
  iface->get_duration = sfl_text_clock_get_duration;
  iface->get_loaded = sfl_text_clock_get_loaded;
  iface->get_playing = sfl_text_clock_get_playing;
  iface->get_seeking = sfl_text_clock_get_seeking;
  iface->get_rate = sfl_text_clock_get_rate;
}

static void
sfl_text_clock_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SflTextClock *self = SFL_TEXT_CLOCK (object);

  switch (id) {
  case PROP_LOADED:
    g_value_set_boolean (value, self->duration != SFL_TIME_NONE);
    break;
  case PROP_PLAYING:
    g_value_set_boolean (value, self->playing);
    break;
  case PROP_SEEKING:
  case PROP_DURATION_APPROXIMATE:
    g_value_set_boolean (value, FALSE);
    break;
  case PROP_DURATION:
    g_value_set_int64 (value, self->duration);
    break;
  case PROP_RATE:
    g_value_set_double (value, self->rate);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sfl_text_clock_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_RATE)
    sfl_text_clock_set_rate (SFL_PLAYBACK (object), g_value_get_double (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
sfl_text_clock_dispose (GObject *object)
{
  SflTextClock *self = SFL_TEXT_CLOCK (object);

  g_clear_handle_id (&self->end_id, g_source_remove);

  G_OBJECT_CLASS (sfl_text_clock_parent_class)->dispose (object);
}

static void
sfl_text_clock_class_init (SflTextClockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sfl_text_clock_dispose;
  object_class->get_property = sfl_text_clock_get_property;
  object_class->set_property = sfl_text_clock_set_property;

  g_object_class_override_property (object_class, PROP_LOADED, "loaded");
  g_object_class_override_property (object_class, PROP_PLAYING, "playing");
  g_object_class_override_property (object_class, PROP_SEEKING, "seeking");
  g_object_class_override_property (object_class, PROP_DURATION, "duration");
  g_object_class_override_property (object_class, PROP_DURATION_APPROXIMATE,
                                    "duration-approximate");
  g_object_class_override_property (object_class, PROP_RATE, "rate");
}

static void
sfl_text_clock_init (SflTextClock *self)
{
  self->duration = SFL_TIME_NONE;
  self->range_end = SFL_TIME_NONE;
  self->rate = 1;
}

SflTextClock *
sfl_text_clock_new (void)
{
  return g_object_new (SFL_TYPE_TEXT_CLOCK, NULL);
}

/**
 * sfl_text_clock_set_duration:
 * @duration: when the text ends; SFL_TIME_NONE for no text, which stops it at 0
 *
 * Another text of the same recording keeps place and play, as far as it goes,
 * and where it is to stop.
 */
void
sfl_text_clock_set_duration (SflTextClock *self, SflTime duration)
{
  g_return_if_fail (SFL_IS_TEXT_CLOCK (self));
  g_return_if_fail (duration == SFL_TIME_NONE || duration >= 0);

  if (self->duration == duration)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  if (duration == SFL_TIME_NONE) {
    set_playing (self, FALSE);
    self->anchor = 0;
    self->range_end = SFL_TIME_NONE;
  } else {
    self->anchor = self->duration == SFL_TIME_NONE ? 0 : MIN (get_position (self), duration);
    self->started_at = g_get_monotonic_time ();
  }
  if (self->duration == SFL_TIME_NONE || duration == SFL_TIME_NONE)
    g_object_notify (G_OBJECT (self), "loaded");
  self->duration = duration;
  arm (self);
  g_object_notify (G_OBJECT (self), "duration");
  g_object_thaw_notify (G_OBJECT (self));
}
