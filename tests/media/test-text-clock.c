/* test-text-clock.c: a text that plays by the clock
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fake-player.h"
#include "sfl-text-clock.h"

#define MS SFL_MSECOND
#define END (100 * SFL_SECOND)

typedef struct {
  SflPlayback *clock;
  SflTextClock *text_clock; /* the same */
  guint n_playing;          /* changes */
  guint n_loaded;
  guint n_seeks;
  guint n_ends;
  guint n_range_ends;
  guint n_loops; /* that the end of a range makes */
} Fixture;

static void
count_cb (GObject *object, GParamSpec *pspec, guint *n)
{
  (*n)++;
}

static void
seek_done_cb (SflPlayback *clock, gint64 target, gint64 reached, gint64 took, Fixture *self)
{
  g_assert_cmpint (target, ==, reached);
  self->n_seeks++;
}

static void
end_of_stream_cb (SflPlayback *clock, Fixture *self)
{
  self->n_ends++;
}

static void
end_of_range_cb (SflPlayback *clock, Fixture *self)
{
  self->n_range_ends++;
  g_assert_true (sfl_playback_get_playing (clock));
  if (self->n_range_ends <= self->n_loops)
    sfl_playback_seek_until (clock, SFL_SECOND, SFL_SECOND + 20 * MS, SFL_SEEK_ACCURATE);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->text_clock = sfl_text_clock_new ();
  self->clock = SFL_PLAYBACK (self->text_clock);
  g_signal_connect (self->clock, "notify::playing", G_CALLBACK (count_cb), &self->n_playing);
  g_signal_connect (self->clock, "notify::loaded", G_CALLBACK (count_cb), &self->n_loaded);
  g_signal_connect (self->clock, "seek-done", G_CALLBACK (seek_done_cb), self);
  g_signal_connect (self->clock, "end-of-stream", G_CALLBACK (end_of_stream_cb), self);
  g_signal_connect (self->clock, "end-of-range", G_CALLBACK (end_of_range_cb), self);
  sfl_text_clock_set_duration (self->text_clock, END);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_finalize_object (self->text_clock);
}

static SflTime
get_position (Fixture *self)
{
  return sfl_playback_query_position (self->clock);
}

static gboolean
is_playing (Fixture *self)
{
  return sfl_playback_get_playing (self->clock);
}

/* Whatever the machine was doing meanwhile: between what can have passed at least and at most. */
static void
assert_keeps_time (Fixture *self, double rate)
{
  gint64 before = g_get_monotonic_time ();
  SflTime start = get_position (self);
  gint64 after = g_get_monotonic_time ();
  SflTime played;

  fake_wait (get_position (self) > start + 50 * MS);
  played = get_position (self) - start;
  g_assert_cmpint (played, <=, rate * (g_get_monotonic_time () - before) * SFL_USECOND + 1);
  before = g_get_monotonic_time ();
  played = get_position (self) - start;
  g_assert_cmpint (played, >=, rate * (before - after) * SFL_USECOND - 1);
}

static void
test_keeps_time (Fixture *self, gconstpointer data)
{
  static const double rates[] = { 1, 2, 0.5, 3 };
  SflTime place;

  g_assert_true (sfl_playback_get_loaded (self->clock));
  g_assert_cmpint (get_position (self), ==, 0);
  sfl_playback_play (self->clock);
  for (guint i = 0; i < G_N_ELEMENTS (rates); i++) {
    g_object_set (self->clock, "rate", rates[i], NULL);
    g_assert_cmpfloat (sfl_playback_get_rate (self->clock), ==, rates[i]);
    assert_keeps_time (self, rates[i]);
  }
  sfl_playback_set_rate (self->clock, 50);
  g_assert_cmpfloat (sfl_playback_get_rate (self->clock), ==, 3);

  sfl_playback_pause (self->clock);
  place = get_position (self);
  g_assert_cmpuint (self->n_playing, ==, 2);
  sfl_playback_set_rate (self->clock, 1);
  g_assert_cmpint (get_position (self), ==, place);
  sfl_playback_play (self->clock);
  g_assert_cmpint (get_position (self), >=, place);
  assert_keeps_time (self, 1);
}

static void
test_ends (Fixture *self, gconstpointer data)
{
  sfl_playback_seek (self->clock, END - 10 * MS, SFL_SEEK_ACCURATE);
  g_assert_cmpint (get_position (self), ==, END - 10 * MS);
  g_assert_false (is_playing (self));
  sfl_playback_play (self->clock);
  fake_wait (self->n_ends == 1);
  g_assert_false (is_playing (self));
  g_assert_cmpint (get_position (self), ==, END);
  g_assert_cmpuint (self->n_range_ends, ==, 0);

  sfl_playback_play (self->clock); /* again from the start */
  g_assert_cmpint (get_position (self), <, END);
  g_assert_true (is_playing (self));

  sfl_playback_seek (self->clock, SFL_HOUR, SFL_SEEK_ACCURATE);
  fake_wait (self->n_ends == 2);
  sfl_playback_seek (self->clock, -SFL_HOUR, SFL_SEEK_ACCURATE);
  g_assert_cmpint (get_position (self), ==, 0);
  g_assert_false (is_playing (self));
}

static void
test_stops (Fixture *self, gconstpointer data)
{
  SflTime stop = SFL_SECOND + 20 * MS;

  /* Paused, it keeps to it as well when it plays. */
  sfl_playback_seek_until (self->clock, SFL_SECOND, stop, SFL_SEEK_ACCURATE);
  sfl_playback_play (self->clock);
  sfl_playback_pause (self->clock);
  sfl_playback_play (self->clock);
  fake_wait (!is_playing (self));
  g_assert_cmpint (get_position (self), ==, stop);
  g_assert_cmpuint (self->n_range_ends, ==, 1);

  /* On from there, with nothing to stop it. */
  sfl_playback_play (self->clock);
  fake_wait (get_position (self) > stop + 20 * MS);

  /* Who hears of the end and seeks is not paused. */
  self->n_playing = self->n_range_ends = self->n_seeks = 0;
  self->n_loops = 3;
  sfl_playback_play_range (self->clock, SFL_SECOND, stop);
  fake_wait (!is_playing (self));
  g_assert_cmpuint (self->n_range_ends, ==, 4);
  g_assert_cmpuint (self->n_seeks, ==, 4);
  g_assert_cmpuint (self->n_playing, ==, 1);
  g_assert_cmpint (get_position (self), ==, stop);

  /* A stop at or beyond the end is one, too: a loop goes on there. */
  sfl_playback_seek_until (self->clock, END - 10 * MS, SFL_HOUR, SFL_SEEK_ACCURATE);
  sfl_playback_play (self->clock);
  fake_wait (!is_playing (self));
  g_assert_cmpuint (self->n_range_ends, ==, 5);
  g_assert_cmpuint (self->n_ends, ==, 0);

  /* To go elsewhere ends it. */
  sfl_playback_play_range (self->clock, SFL_SECOND, stop);
  sfl_playback_seek (self->clock, SFL_SECOND, SFL_SEEK_ACCURATE);
  fake_wait (get_position (self) > stop + 20 * MS);
  g_assert_cmpuint (self->n_range_ends, ==, 5);
}

static void
test_another_text (Fixture *self, gconstpointer data)
{
  SflTime stop = 2 * SFL_SECOND + 20 * MS;

  /* Place, play and stop stay. */
  sfl_playback_play_range (self->clock, 2 * SFL_SECOND, stop);
  sfl_text_clock_set_duration (self->text_clock, 50 * SFL_SECOND);
  g_assert_cmpint (get_position (self), >=, 2 * SFL_SECOND);
  g_assert_cmpint (sfl_playback_get_duration (self->clock), ==, 50 * SFL_SECOND);
  fake_wait (!is_playing (self));
  g_assert_cmpint (get_position (self), ==, stop);

  /* It ends before that place. */
  sfl_playback_play (self->clock);
  sfl_text_clock_set_duration (self->text_clock, SFL_SECOND);
  fake_wait (!is_playing (self));
  g_assert_cmpint (get_position (self), ==, SFL_SECOND);

  /* None, and nothing can be done with it. */
  g_assert_cmpuint (self->n_loaded, ==, 1);
  sfl_playback_play_range (self->clock, 0, SFL_SECOND);
  sfl_text_clock_set_duration (self->text_clock, SFL_TIME_NONE);
  g_assert_cmpuint (self->n_loaded, ==, 2);
  g_assert_false (is_playing (self));
  g_assert_cmpint (get_position (self), ==, SFL_TIME_NONE);
  self->n_seeks = 0;
  sfl_playback_seek (self->clock, SFL_SECOND, SFL_SEEK_ACCURATE);
  sfl_playback_play_range (self->clock, 0, SFL_SECOND);
  sfl_playback_play (self->clock);
  g_assert_cmpuint (self->n_seeks, ==, 0);
  g_assert_false (is_playing (self));
  sfl_text_clock_set_duration (self->text_clock, END);
  g_assert_cmpint (get_position (self), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, test) g_test_add ("/text-clock/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("keeps-time", test_keeps_time);
  ADD ("ends", test_ends);
  ADD ("stops", test_stops);
  ADD ("another-text", test_another_text);
#undef ADD

  return g_test_run ();
}
