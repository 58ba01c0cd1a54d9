/* test-study.c: loops, stops, pauses and holes of an open episode
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A real pipeline without a sound device; what is heard is judged in
 * tests/media (test-player.c) and in the window (test-study.py).
 */

#include "config.h"

#include "folder.h"
#include "media-fixture.h"
#include "sfl-episode.h"

#include <locale.h>

#define MS SFL_MSECOND
#define TAIL 150

/* Ten lines of 1.2 s, one each 1.5 s from 1 s on, but for the last two, which come after a hole. */
#define N_LINES 8
#define START(line) ((1000 + 1500 * (line) + ((line) > 5 ? 6000 : 0)) * MS)
#define STOP(line) (START (line) + (1200 + TAIL) * MS)
#define MEDIA_SECONDS 22

typedef struct {
  char *folder;
  SflEpisode *episode;
  SflStudy *study;
  guint n_opened;
  guint n_playing; /* changes */
  GArray *seeks;   /* of SflTime, where each came to */
} Fixture;

static void
opened_cb (SflEpisode *episode, Fixture *self)
{
  self->n_opened++;
}

static void
seeked_cb (SflEpisode *episode, SflTime position, Fixture *self)
{
  g_array_append_val (self->seeks, position);
}

static void
playing_cb (SflEpisode *episode, GParamSpec *pspec, Fixture *self)
{
  self->n_playing++;
}

static char *
make_srt (void)
{
  GString *srt = g_string_new (NULL);

  for (int i = 0; i < N_LINES; i++) {
    int start = START (i) / MS, end = start + 1200;

    g_string_append_printf (srt, "%d\n00:00:%02d,%03d --> 00:00:%02d,%03d\nLine %d.\n\n", i + 1,
                            start / 1000, start % 1000, end / 1000, end % 1000, i);
  }

  return g_string_free (srt, FALSE);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *srt = make_srt ();
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) files = NULL;

  self->folder = folder_new ();
  self->seeks = g_array_new (FALSE, FALSE, sizeof (SflTime));
  g_free (folder_write (self->folder, "a.srt", srt));
  path = g_build_filename (self->folder, "a.wav", NULL);
  g_assert_true (
      fixture_make (path, MEDIA_SECONDS, "appsrc name=tone ! wavenc ! filesink name=out"));

  self->episode = sfl_episode_new (NULL);
  self->study = sfl_episode_get_study (self->episode);
  g_signal_connect (self->episode, "opened", G_CALLBACK (opened_cb), self);
  g_signal_connect (self->episode, "seeked", G_CALLBACK (seeked_cb), self);
  g_signal_connect (self->episode, "notify::playing", G_CALLBACK (playing_cb), self);
  files = folder_get_all (self->folder, "a.wav a.srt");
  sfl_episode_open (self->episode, (GFile **) files->pdata, files->len);
  wait_for (self->n_opened > 0);
  g_assert_false (sfl_episode_get_playing (self->episode)); /* A30 */
  sfl_episode_set_rate (self->episode, 3);                  /* time is dear */
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  sfl_episode_close (self->episode);
  g_assert_finalize_object (self->episode);
  g_array_unref (self->seeks);
  folder_free (self->folder);
}

/* The sound may have gone on since, on a machine that has other things to do. */
#define assert_near(time, expected)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    double near_time = (double) (time) / SFL_SECOND;                                               \
                                                                                                   \
    g_assert_cmpfloat (near_time, >, (double) (expected) / SFL_SECOND - 0.03);                     \
    g_assert_cmpfloat (near_time, <, (double) (expected) / SFL_SECOND + 0.5);                      \
  }                                                                                                \
  G_STMT_END

static SflTime
get_position (Fixture *self)
{
  return sfl_episode_get_position (self->episode);
}

static int
get_line (Fixture *self)
{
  return sfl_cursor_get_line (sfl_episode_get_cursor (self->episode));
}

static gboolean
is_playing (Fixture *self)
{
  return sfl_episode_get_playing (self->episode);
}

static void
seek (Fixture *self, SflTime target)
{
  guint n = self->seeks->len;

  sfl_episode_seek (self->episode, target);
  wait_for (self->seeks->len > n);
}

/* Waits for the @n-th seek from now on, and tells where it went. */
static SflTime
wait_for_seek (Fixture *self, guint n)
{
  guint wanted = self->seeks->len + n;

  wait_for (self->seeks->len >= wanted);

  return g_array_index (self->seeks, SflTime, wanted - 1);
}

static void
wait_for_rest (Fixture *self)
{
  wait_for (!is_playing (self));
  g_assert_true (sfl_study_get_resting (self->study));
}

/* As long as somebody needs to think. */
static void
assert_rests (Fixture *self, SflTime time)
{
  gint64 until = g_get_monotonic_time () + 700 * 1000;
  guint n = self->n_playing;
  guint id = g_timeout_add (10, wait_tick_cb, NULL);

  while (g_get_monotonic_time () < until)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
  g_assert_cmpuint (self->n_playing, ==, n);
  g_assert_cmpint (get_position (self), ==, time);
}

static void
set_pace (Fixture *self, SflStopPlace place, SflResume resume, guint n_times)
{
  SflPace pace = { place, resume, 500 * MS, 0.5, n_times };

  sfl_study_set_pace (self->study, &pace);
}

static void
test_loop_line (Fixture *self, gconstpointer data)
{
  seek (self, START (2) + 300 * MS);
  sfl_study_loop_line (self->study);
  g_assert_cmpint (sfl_study_get_loop (self->study), ==, SFL_LOOP_LINE);
  g_assert_true (is_playing (self));

  /* It was paused, so from the start of the line; then again and again, without a pause. */
  for (guint i = 0; i < 3; i++)
    assert_near (wait_for_seek (self, 1), START (2));
  g_assert_cmpuint (self->n_playing, ==, 1);
  g_assert_cmpint (get_line (self), ==, 2);

  /* The loop goes along. */
  sfl_episode_seek_next_line (self->episode);
  assert_near (wait_for_seek (self, 2), START (3));
  g_assert_cmpint (get_line (self), ==, 3);

  sfl_study_end_loop (self->study);
  wait_for (get_position (self) > START (4) + 200 * MS);
  g_assert_cmpuint (self->n_playing, ==, 1);

  /* While it plays it goes on playing; in the silence after a line it is that line. */
  sfl_episode_set_rate (self->episode, 1);
  sfl_study_loop_line (self->study);
  g_assert_cmpint (wait_for_seek (self, 1), >, START (4) + 200 * MS);
  assert_near (wait_for_seek (self, 1), START (4));
  sfl_study_end_loop (self->study);
  sfl_episode_pause (self->episode);
  seek (self, START (5) - 50 * MS);
  sfl_study_loop_line (self->study);
  assert_near (wait_for_seek (self, 1), START (4));
}

static void
test_loop_range (Fixture *self, gconstpointer data)
{
  seek (self, 3 * SFL_SECOND);
  sfl_study_mark_loop (self->study);
  g_assert_cmpint (sfl_study_get_loop (self->study), ==, SFL_LOOP_BEGUN);
  g_assert_cmpint (sfl_study_get_range (self->study)->start, ==, get_position (self));
  sfl_study_mark_loop (self->study); /* hit twice: nothing to loop */
  g_assert_cmpint (sfl_study_get_loop (self->study), ==, SFL_LOOP_BEGUN);

  /* Marked backwards. */
  seek (self, 2500 * MS);
  sfl_study_mark_loop (self->study);
  g_assert_cmpint (sfl_study_get_loop (self->study), ==, SFL_LOOP_RANGE);
  for (guint i = 0; i < 3; i++)
    assert_near (wait_for_seek (self, 1), 2500 * MS);
  g_assert_cmpuint (self->n_playing, ==, 1);
  g_assert_cmpint (get_position (self), <, 3 * SFL_SECOND);

  /* In the loop one can go about; out of it, it ends. */
  seek (self, 2700 * MS);
  assert_near (wait_for_seek (self, 1), 2500 * MS);
  seek (self, 2999 * MS);
  g_assert_cmpint (sfl_study_get_loop (self->study), ==, SFL_LOOP_RANGE);
  seek (self, 5 * SFL_SECOND);
  g_assert_cmpint (sfl_study_get_loop (self->study), ==, SFL_LOOP_NONE);
  wait_for (get_position (self) > 5200 * MS);

  /* A third time ends it. */
  sfl_study_loop_range (self->study, 7 * SFL_SECOND, 7500 * MS);
  assert_near (wait_for_seek (self, 2), 7 * SFL_SECOND);
  sfl_study_mark_loop (self->study);
  g_assert_cmpint (sfl_study_get_loop (self->study), ==, SFL_LOOP_NONE);
  wait_for (get_position (self) > 7700 * MS);

  /* To the very end of the recording. */
  sfl_study_loop_range (self->study, (MEDIA_SECONDS - 1) * SFL_SECOND, SFL_HOUR);
  assert_near (wait_for_seek (self, 2), (MEDIA_SECONDS - 1) * SFL_SECOND);
  sfl_episode_close (self->episode);
  g_assert_cmpint (sfl_study_get_loop (self->study), ==, SFL_LOOP_NONE);
}

/* A23: nothing goes on until somebody asks. */
static void
test_stops_after (Fixture *self, gconstpointer data)
{
  sfl_episode_play (self->episode);
  sfl_study_set_stops (self->study, TRUE);
  for (int line = 0; line < 2; line++) {
    wait_for_rest (self);
    g_assert_cmpint (get_position (self), ==, STOP (line));
    g_assert_cmpint (get_line (self), ==, line);
    if (line == 0)
      assert_rests (self, STOP (line));
    sfl_episode_play (self->episode);
    g_assert_true (is_playing (self));
  }

  /* Steps go on; so does the line once more. */
  wait_for_rest (self);
  sfl_episode_seek_next_line (self->episode);
  g_assert_true (is_playing (self));
  wait_for_rest (self);
  g_assert_cmpint (get_position (self), ==, STOP (3));
  sfl_episode_repeat_line (self->episode);
  g_assert_cmpint (get_position (self), ==, START (3));
  wait_for_rest (self);
  g_assert_cmpint (get_position (self), ==, STOP (3));

  /* A loop comes first, and the stops are there again after it. */
  sfl_study_loop_line (self->study);
  assert_near (wait_for_seek (self, 3), START (3));
  g_assert_true (is_playing (self));
  sfl_study_end_loop (self->study);
  wait_for_rest (self);
  g_assert_cmpint (get_position (self), ==, STOP (3));

  /* Switched off at a stop, it plays on. */
  sfl_study_set_stops (self->study, FALSE);
  g_assert_false (is_playing (self));
  sfl_episode_play (self->episode);
  wait_for (get_position (self) > STOP (4) + 100 * MS);
}

static void
test_stops_before (Fixture *self, gconstpointer data)
{
  set_pace (self, SFL_STOP_BEFORE_LINE, SFL_RESUME_WHEN_ASKED, 2);
  sfl_study_set_stops (self->study, TRUE);
  sfl_episode_play (self->episode);
  wait_for_rest (self);
  g_assert_cmpint (get_position (self), ==, START (0));
  g_assert_cmpint (get_line (self), ==, 0); /* to be read before it is heard */

  /* Heard twice, and then the next is lit. */
  sfl_episode_play (self->episode);
  assert_near (wait_for_seek (self, 2), START (0));
  g_assert_true (is_playing (self));
  wait_for_rest (self);
  g_assert_cmpint (get_position (self), ==, START (1));
  g_assert_cmpint (get_line (self), ==, 1);
}

static void
test_resume (Fixture *self, gconstpointer data)
{
  set_pace (self, SFL_STOP_AFTER_LINE, SFL_RESUME_AFTER_TIME, 2);
  sfl_study_set_stops (self->study, TRUE);
  seek (self, START (1));
  sfl_episode_play (self->episode);

  /* Again after a while, and on after another. */
  wait_for_rest (self);
  assert_near (wait_for_seek (self, 1), START (1));
  wait_for_rest (self);
  g_assert_cmpint (get_position (self), ==, STOP (1));
  wait_for (is_playing (self));
  wait_for (get_position (self) >= START (2));

  /* Silence that is asked for lasts. */
  wait_for_rest (self);
  sfl_episode_pause (self->episode);
  assert_rests (self, STOP (2));
  sfl_episode_play (self->episode);
  assert_near (wait_for_seek (self, 1), START (2));

  /* At the end nothing starts over. */
  set_pace (self, SFL_STOP_AFTER_LINE, SFL_RESUME_AFTER_TIME, 1);
  seek (self, STOP (N_LINES - 1) - 300 * MS);
  wait_for_rest (self);
  wait_for (is_playing (self));
  wait_for (!is_playing (self));
  assert_rests (self, sfl_episode_get_duration (self->episode));
}

/* What is read in a pause stays where it is; going on, one hears a little of what was before. */
static void
test_rewind (Fixture *self, gconstpointer data)
{
  SflTime paused;

  sfl_study_set_rewind (self->study, 2 * SFL_SECOND);
  seek (self, 6 * SFL_SECOND);
  sfl_episode_play (self->episode);
  g_assert_cmpint (get_position (self), >=, 6 * SFL_SECOND); /* nothing was paused */
  wait_for (get_position (self) > 6200 * MS);
  sfl_episode_pause (self->episode);
  paused = get_position (self);
  assert_rests (self, paused);
  sfl_episode_play (self->episode);
  assert_near (wait_for_seek (self, 1), paused - 2 * SFL_SECOND);

  /* Who went elsewhere hears what is there. */
  sfl_episode_pause (self->episode);
  seek (self, 9 * SFL_SECOND);
  sfl_episode_play (self->episode);
  g_assert_cmpint (get_position (self), >=, 9 * SFL_SECOND);

  /* Not beyond the start. */
  seek (self, 500 * MS);
  sfl_episode_pause (self->episode);
  sfl_episode_play (self->episode);
  assert_near (wait_for_seek (self, 1), 0);
}

static void
test_holes (Fixture *self, gconstpointer data)
{
  SflTime hole = START (5) + 1200 * MS;

  sfl_study_set_skips_holes (self->study, TRUE);
  seek (self, hole - 300 * MS);
  sfl_episode_play (self->episode);
  assert_near (wait_for_seek (self, 1), START (6));
  g_assert_cmpint (get_line (self), ==, 6);

  /* Who goes into one hears it. */
  seek (self, hole + SFL_SECOND);
  wait_for (get_position (self) > hole + 1800 * MS);

  /* With stops: first the stop, then over the hole. */
  sfl_study_set_stops (self->study, TRUE);
  seek (self, hole - 300 * MS);
  wait_for_rest (self);
  g_assert_cmpint (get_position (self), ==, STOP (5));
  sfl_episode_play (self->episode);
  assert_near (wait_for_seek (self, 1), START (6));

  /* A stop at the end of the hole is not passed. */
  set_pace (self, SFL_STOP_BEFORE_LINE, SFL_RESUME_WHEN_ASKED, 1);
  seek (self, hole - 300 * MS);
  assert_near (wait_for_seek (self, 1), START (6));
  wait_for_rest (self);
  g_assert_cmpint (get_position (self), ==, START (6));
}

int
main (int argc, char **argv)
{
  int status;

  /* Whatever sound there is on this machine, the test has none. */
  g_setenv ("PULSE_SERVER", "unix:/nonexistent", TRUE);
  g_setenv ("ALSA_CONFIG_PATH", "/nonexistent", TRUE);
  g_unsetenv ("DISPLAY");
  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "C.UTF-8");
  sfl_episode_setup ();

#define ADD(name, test) g_test_add ("/study/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("loop-line", test_loop_line);
  ADD ("loop-range", test_loop_range);
  ADD ("stops-after", test_stops_after);
  ADD ("stops-before", test_stops_before);
  ADD ("resume", test_resume);
  ADD ("rewind", test_rewind);
  ADD ("holes", test_holes);

  status = g_test_run ();
  sfl_episode_teardown ();

  return status;
}
