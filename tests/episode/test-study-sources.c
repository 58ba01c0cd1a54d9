/* test-study-sources.c: loops and stops where there is no recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text's clock stops by itself; another player is watched, and told.
 */

#include "config.h"

#include "fake-player.h"
#include "folder.h"
#include "sfl-episode.h"

#include <locale.h>
#include <string.h>

#define MS SFL_MSECOND
#define TAIL (150 * MS)

/* Twenty lines of a second, one each 1.5 s from 1 s on. */
#define N_LINES 20
#define START(line) ((1000 + 1500 * (line)) * MS)
#define STOP(line) (START (line) + SFL_SECOND + TAIL)

typedef struct {
  char *folder;
  SflEpisode *episode;
  SflStudy *study;
  FakePlayer *fake;
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

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GString) srt = g_string_new (NULL);
  g_autoptr (GPtrArray) files = NULL;

  for (int i = 0; i < N_LINES; i++) {
    int start = START (i) / MS, end = start + 1000;

    g_string_append_printf (srt, "%d\n00:00:%02d,%03d --> 00:00:%02d,%03d\nLine %d.\n\n", i + 1,
                            start / 1000, start % 1000, end / 1000, end % 1000, i);
  }
  self->folder = folder_new ();
  self->seeks = g_array_new (FALSE, FALSE, sizeof (SflTime));
  g_free (folder_write (self->folder, "a.srt", srt->str));
  self->episode = sfl_episode_new (NULL);
  self->study = sfl_episode_get_study (self->episode);
  g_signal_connect (self->episode, "opened", G_CALLBACK (opened_cb), self);
  g_signal_connect (self->episode, "seeked", G_CALLBACK (seeked_cb), self);
  g_signal_connect (self->episode, "notify::playing", G_CALLBACK (playing_cb), self);
  files = folder_get_all (self->folder, "a.srt");
  sfl_episode_open (self->episode, (GFile **) files->pdata, files->len);
  wait_for (self->n_opened > 0);
  g_assert_true (sfl_episode_can_play_text (self->episode));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  sfl_episode_close (self->episode);
  g_assert_finalize_object (self->episode);
  g_clear_pointer (&self->fake, fake_player_free);
  g_array_unref (self->seeks);
  folder_free (self->folder);
}

static void
use_text (Fixture *self)
{
  sfl_episode_use_text (self->episode);
  g_assert_cmpint (sfl_episode_get_source (self->episode), ==, SFL_SOURCE_TEXT);
  sfl_episode_set_rate (self->episode, 3); /* time is dear */
  self->n_playing = 0;
}

/* One that is in line 9. */
static void
follow (Fixture *self)
{
  g_autoptr (GListModel) players = sfl_episode_list_players (self->episode);
  g_autoptr (GObject) player = NULL;

  self->fake = fake_player_new ("fake");
  self->fake->length = 60 * SFL_SECOND;
  self->fake->rate = 3;
  fake_player_put (self->fake, START (9) + 100 * MS);
  wait_for (g_list_model_get_n_items (players) == 1);
  player = g_list_model_get_item (players, 0);
  sfl_episode_follow_player (self->episode, player);
  wait_for (sfl_episode_get_playing (self->episode));
  wait_for (sfl_episode_get_position (self->episode) >= START (9));
}

static SflTime
get_position (Fixture *self)
{
  return sfl_episode_get_position (self->episode);
}

static gboolean
is_playing (Fixture *self)
{
  return sfl_episode_get_playing (self->episode);
}

/* Waits for the next seek, and tells where it went. */
static SflTime
wait_for_seek (Fixture *self)
{
  guint n = self->seeks->len;

  wait_for (self->seeks->len > n);

  return g_array_index (self->seeks, SflTime, n);
}

/* It has gone on a little since. */
#define assert_goes_to(self, start)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    SflTime reached_ = wait_for_seek (self);                                                       \
                                                                                                   \
    g_assert_cmpint (reached_, >=, (start));                                                       \
    g_assert_cmpint (reached_, <, (start) + 200 * MS);                                             \
  }                                                                                                \
  G_STMT_END

static guint
count_calls (Fixture *self, const char *call)
{
  guint n = 0;

  for (const char *p = self->fake->calls->str; (p = strstr (p, call)) != NULL; p++)
    n++;

  return n;
}

static void
test_text_loop (Fixture *self, gconstpointer data)
{
  use_text (self);
  sfl_episode_seek (self->episode, START (2) + 100 * MS);
  sfl_study_loop_line (self->study);
  for (guint i = 0; i < 3; i++)
    assert_goes_to (self, START (2));
  g_assert_cmpuint (self->n_playing, ==, 1); /* without a pause */

  /* The loop goes along, to the last line, and the end of the text does not end it. */
  sfl_episode_seek (self->episode, START (N_LINES - 1) + 100 * MS);
  for (guint i = 0; i < 2; i++)
    assert_goes_to (self, START (N_LINES - 1));
  sfl_study_end_loop (self->study);
  wait_for (!is_playing (self));
  g_assert_cmpuint (self->n_playing, ==, 2);

  sfl_study_loop_range (self->study, 3 * SFL_SECOND, 3 * SFL_SECOND + 200 * MS);
  for (guint i = 0; i < 3; i++)
    assert_goes_to (self, 3 * SFL_SECOND);
}

static void
test_text_stops (Fixture *self, gconstpointer data)
{
  use_text (self);
  sfl_study_set_stops (self->study, TRUE);
  sfl_episode_seek (self->episode, START (2));
  sfl_episode_play (self->episode);
  for (int line = 2; line < 4; line++) {
    wait_for (!is_playing (self));
    g_assert_cmpint (get_position (self), ==, STOP (line));
    g_assert_true (sfl_study_get_resting (self->study));
    g_assert_cmpint (sfl_cursor_get_line (sfl_episode_get_cursor (self->episode)), ==, line);
    sfl_episode_play (self->episode);
    g_assert_true (is_playing (self));
  }

  /* Heard twice, with the length of the line to say it after. */
  sfl_study_set_pace (self->study,
                      &(SflPace){ SFL_STOP_AFTER_LINE, SFL_RESUME_AFTER_TIME, 200 * MS, 1, 2 });
  sfl_episode_seek (self->episode, START (6));
  wait_for (!is_playing (self));
  assert_goes_to (self, START (6));
  wait_for (!is_playing (self));
  g_assert_cmpint (get_position (self), ==, STOP (6));
  wait_for (is_playing (self));
  wait_for (get_position (self) >= START (7));
}

/* It is sent back once for each time, and looked at in between. */
static void
test_player_loop (Fixture *self, gconstpointer data)
{
  follow (self);
  sfl_study_loop_line (self->study);
  for (guint i = 0; i < 3; i++) {
    SflTime reached = wait_for_seek (self);

    g_assert_cmpint (reached, >=, START (9));
    g_assert_cmpint (reached, <, STOP (9));
  }
  g_assert_cmpuint (count_calls (self, "SetPosition /track/1 14500 "), ==, 3);
  g_assert_cmpuint (count_calls (self, "SetPosition"), ==, 3);
  g_assert_cmpuint (count_calls (self, "Pause"), ==, 0);

  /* Somebody goes elsewhere over there: the loop goes along, and nobody is taken back. */
  fake_player_put (self->fake, START (14) + 100 * MS);
  fake_player_tell_seeked (self->fake, NULL);
  wait_for_seek (self);
  wait_for (count_calls (self, "SetPosition /track/1 22000 ") == 1);
  g_assert_cmpint (sfl_study_get_loop (self->study), ==, SFL_LOOP_LINE);

  /* It does not go back: no loop, and it is not asked for ever. */
  self->fake->manners = FAKE_NO_SEEK;
  fake_player_tell (self->fake);
  wait_for (sfl_study_get_loop (self->study) == SFL_LOOP_NONE);
  g_assert_true (is_playing (self));
  wait_for (get_position (self) > STOP (15));
}

/* The line that was looped elsewhere is not where the player is taken to. */
static void
test_another_source (Fixture *self, gconstpointer data)
{
  use_text (self);
  sfl_episode_seek (self->episode, START (2) + 100 * MS);
  sfl_study_loop_line (self->study);
  assert_goes_to (self, START (2));

  follow (self);
  g_assert_cmpint (sfl_study_get_loop (self->study), ==, SFL_LOOP_LINE);
  wait_for (count_calls (self, "SetPosition") > 0);
  g_assert_cmpuint (count_calls (self, "SetPosition /track/1 14500 "), ==, 1);
}

static void
test_player_stops (Fixture *self, gconstpointer data)
{
  SflTime position;
  guint n_seeks;

  follow (self);
  n_seeks = self->seeks->len;
  sfl_study_set_stops (self->study, TRUE);
  wait_for (!is_playing (self));
  g_assert_true (sfl_study_get_resting (self->study));
  g_assert_cmpuint (count_calls (self, "Pause"), ==, 1);
  g_assert_cmpuint (count_calls (self, "SetPosition"), ==, 0); /* it was only looked at */
  g_assert_cmpuint (self->seeks->len, ==, n_seeks);
  position = fake_player_get_position (self->fake);
  g_assert_cmpint (position, >=, STOP (9));

  /* On from here, and on from there: with the next line, each time. */
  sfl_episode_play (self->episode);
  wait_for (is_playing (self));
  g_assert_false (sfl_study_get_resting (self->study));
  wait_for (!is_playing (self));
  g_assert_cmpuint (count_calls (self, "Pause"), ==, 2);
  g_assert_cmpint (fake_player_get_position (self->fake), >, position);
  fake_player_set_playing (self->fake, TRUE);
  wait_for (is_playing (self));
  wait_for (!is_playing (self));
  g_assert_cmpuint (count_calls (self, "Pause"), ==, 3);
  g_assert_cmpuint (count_calls (self, "SetPosition"), ==, 0);

  /* Said to pause, it does not: it is told once, and left alone. */
  self->fake->manners = FAKE_DEAF;
  fake_player_set_playing (self->fake, TRUE);
  wait_for (is_playing (self));
  wait_for (count_calls (self, "Pause") == 4);
  position = fake_player_get_position (self->fake);
  wait_for (fake_player_get_position (self->fake) > position + 1500 * MS);
  g_assert_cmpuint (count_calls (self, "Pause"), ==, 4);
}

int
main (int argc, char **argv)
{
  int status;

  g_setenv ("PULSE_SERVER", "unix:/nonexistent", TRUE);
  g_setenv ("ALSA_CONFIG_PATH", "/nonexistent", TRUE);
  g_unsetenv ("DISPLAY");
  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "C.UTF-8");
  sfl_episode_setup ();
  fake_bus_up ();

#define ADD(name, test) g_test_add ("/study/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("text/loop", test_text_loop);
  ADD ("text/stops", test_text_stops);
  ADD ("player/loop", test_player_loop);
  ADD ("player/stops", test_player_stops);
  ADD ("another-source", test_another_source);
#undef ADD

  status = g_test_run ();
  fake_bus_down ();
  sfl_episode_teardown ();

  return status;
}
