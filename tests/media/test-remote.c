/* test-remote.c: other players of the session, with and without manners
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * On a bus of the test's own, against players that say and do what each test
 * asks for; real ones are met in tests/ui (test-followed-players.py).
 */

#include "config.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include "fake-player.h"
#include "sfl-remote-list.h"
#include "sfl-remote-player.h"

#define NAME "org.mpris.MediaPlayer2.fake"

typedef struct {
  GDBusConnection *connection; /* ours */
  FakePlayer *fake;
  SflRemotePlayer *player;
  SflPlayback *playback; /* the same */
  guint n_seeks;
  guint n_range_ends;
  SflTime reached;
  guint n_problems;
  char *problem;
  gboolean fatal;
} Fixture;

static void
seek_done_cb (SflPlayback *playback, gint64 target, gint64 reached, gint64 took, Fixture *self)
{
  self->n_seeks++;
  self->reached = reached;
}

static void
end_of_range_cb (SflPlayback *playback, Fixture *self)
{
  self->n_range_ends++;
}

static void
problem_cb (SflPlayback *playback, GError *error, gboolean fatal, Fixture *self)
{
  self->n_problems++;
  g_free (self->problem);
  self->problem = g_strdup (error->message);
  self->fatal = fatal;
}

static SflRemotePlayer *
meet (Fixture *self, const char *bus_name, FakePlayer *fake)
{
  const char *owner = g_dbus_connection_get_unique_name (fake->connection);
  SflRemotePlayer *player = sfl_remote_player_new (self->connection, bus_name, owner);

  g_signal_connect (player, "seek-done", G_CALLBACK (seek_done_cb), self);
  g_signal_connect (player, "end-of-range", G_CALLBACK (end_of_range_cb), self);
  g_signal_connect (player, "problem", G_CALLBACK (problem_cb), self);

  return player;
}

/* Followed, and what it said first is known. */
static void
set_up (Fixture *self, gconstpointer data)
{
  self->connection = fake_bus_connect ();
  self->fake = fake_player_new ("fake");
  self->player = meet (self, NAME, self->fake);
  self->playback = SFL_PLAYBACK (self->player);
  sfl_remote_player_set_followed (self->player, TRUE);
  fake_wait (sfl_playback_get_loaded (self->playback));
  self->n_seeks = 0;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  if (self->player != NULL)
    g_assert_finalize_object (self->player);
  g_clear_pointer (&self->fake, fake_player_free);
  g_assert_true (g_dbus_connection_close_sync (self->connection, NULL, NULL) ||
                 g_dbus_connection_is_closed (self->connection));
  g_object_unref (self->connection);
  g_free (self->problem);
}

static SflTime
get_position (Fixture *self)
{
  return sfl_playback_query_position (self->playback);
}

/* Neither of both is exact, but places in these tests are tens of seconds apart. */
static gboolean
is_near (SflTime a, SflTime b)
{
  return a != SFL_TIME_NONE && ABS (a - b) < 2 * SFL_SECOND;
}

static gboolean
is_with_it (Fixture *self)
{
  return is_near (get_position (self), fake_player_get_position (self->fake));
}

static void
seek (Fixture *self, SflTime target)
{
  sfl_playback_seek (self->playback, target, SFL_SEEK_ACCURATE);
}

static gboolean
has_asked_for (Fixture *self, const char *call)
{
  return strstr (self->fake->calls->str, call) != NULL;
}

static void
assert_problem (Fixture *self, const char *words)
{
  g_assert_cmpuint (self->n_problems, ==, 1);
  g_assert_nonnull (strstr (self->problem, words));
  g_assert_nonnull (strstr (self->problem, sfl_remote_player_get_name (self->player)));
  self->n_problems = 0;
}

static void
test_tells (Fixture *self, gconstpointer data)
{
  g_autofree char *bus_name = NULL;
  g_autofree char *title = NULL;

  fake_wait (strstr (sfl_remote_player_get_name (self->player), "Player") != NULL);
  g_assert_cmpstr (sfl_remote_player_get_name (self->player), ==, "A <b>&amp; Player");
  g_object_get (self->player, "bus-name", &bus_name, "title", &title, NULL);
  g_assert_cmpstr (bus_name, ==, NAME);
  g_assert_cmpstr (title, ==, "A replay");
  g_assert_true (sfl_playback_get_playing (self->playback));
  g_assert_true (sfl_playback_can_seek (self->playback));
  g_assert_true (sfl_playback_can_set_rate (self->playback));
  g_assert_false (sfl_playback_can_stop (self->playback));
  g_assert_cmpint (sfl_playback_get_duration (self->playback), ==, 10 * SFL_MINUTE);
  g_assert_true (is_with_it (self));

  /* Over there: paused, and on, and at another speed. */
  fake_player_set_playing (self->fake, FALSE);
  fake_wait (!sfl_playback_get_playing (self->playback));
  fake_player_set_playing (self->fake, TRUE);
  fake_wait (sfl_playback_get_playing (self->playback));
  self->fake->rate = 2;
  fake_player_tell (self->fake);
  fake_wait (sfl_playback_get_rate (self->playback) == 2);

  /* From here. */
  sfl_playback_pause (self->playback);
  fake_wait (!sfl_playback_get_playing (self->playback));
  g_assert_false (self->fake->playing);
  sfl_playback_play (self->playback);
  fake_wait (sfl_playback_get_playing (self->playback));
  g_object_set (self->player, "rate", 1.5, NULL);
  fake_wait (sfl_playback_get_rate (self->playback) == 1.5);
  sfl_playback_set_rate (self->playback, 9);
  fake_wait (sfl_playback_get_rate (self->playback) == 4); /* as fast as it can */
  g_assert_cmpstr (self->fake->calls->str, ==, "Pause Play Rate 1.5 Rate 4 ");
  g_assert_cmpuint (self->n_problems, ==, 0);
}

static void
test_moved_there (Fixture *self, gconstpointer data)
{
  /* It says so; it does not, and is asked; it says where it is only to who asks for that. */
  fake_player_put (self->fake, 200 * SFL_SECOND);
  fake_player_tell_seeked (self->fake, NULL);
  fake_wait (self->n_seeks == 1);
  g_assert_true (is_near (self->reached, 200 * SFL_SECOND));
  self->fake->manners = FAKE_SILENT;
  fake_player_put (self->fake, 100 * SFL_SECOND);
  fake_wait (self->n_seeks == 2);
  g_assert_true (is_with_it (self));
  self->fake->manners = FAKE_HIDES_POSITION;
  fake_player_put (self->fake, 300 * SFL_SECOND);
  fake_player_tell (self->fake);
  fake_wait (self->n_seeks == 3);
  g_assert_true (is_with_it (self));
  g_assert_cmpstr (self->fake->calls->str, ==, "");

  /* One that is not followed is left in peace. */
  sfl_remote_player_set_followed (self->player, FALSE);
  fake_player_put (self->fake, 30 * SFL_SECOND);
  self->fake->n_asked = 0;
  fake_player_set_playing (self->fake, FALSE);
  fake_wait (!sfl_playback_get_playing (self->playback));
  g_assert_cmpuint (self->fake->n_asked, ==, 0);
}

static void
test_seek (Fixture *self, gconstpointer data)
{
  guint n_calls = 0;

  seek (self, 120 * SFL_SECOND);
  g_assert_true (sfl_playback_get_seeking (self->playback));
  g_assert_cmpint (get_position (self), ==, 120 * SFL_SECOND);
  fake_wait (!sfl_playback_get_seeking (self->playback));
  g_assert_cmpuint (self->n_seeks, ==, 1);
  g_assert_cmpstr (self->fake->calls->str, ==, "SetPosition /track/1 120000 ");
  g_assert_true (is_with_it (self));

  /* Of many wishes only the last is sent when the first has been. */
  for (int i = 1; i <= 9; i++)
    seek (self, 200 * SFL_SECOND + i * 10 * SFL_SECOND);
  fake_wait (!sfl_playback_get_seeking (self->playback));
  g_assert_true (is_near (self->reached, 290 * SFL_SECOND));
  for (const char *p = self->fake->calls->str; (p = strstr (p, "SetPosition")) != NULL; p++)
    n_calls++;
  g_assert_cmpuint (n_calls, ==, 3);
  g_assert_true (has_asked_for (self, " 290000 "));

  /* Kept within what it plays. */
  self->fake->playing = FALSE;
  seek (self, SFL_HOUR);
  fake_wait (!sfl_playback_get_seeking (self->playback));
  g_assert_true (has_asked_for (self, " 600000 "));
  seek (self, -SFL_HOUR);
  fake_wait (!sfl_playback_get_seeking (self->playback));
  g_assert_true (has_asked_for (self, " 0 "));

  /* By the way, where it knows no places or has no track to name. */
  self->fake->calls->len = 0;
  self->fake->manners = FAKE_NO_SET_POSITION;
  seek (self, 60 * SFL_SECOND);
  fake_wait (!sfl_playback_get_seeking (self->playback));
  g_assert_cmpstr (self->fake->calls->str, ==, "Seek ");
  self->fake->manners = 0;
  fake_player_open (self->fake, NULL, "A replay", 10 * SFL_MINUTE);
  fake_wait (is_with_it (self));
  seek (self, 120 * SFL_SECOND);
  fake_wait (!sfl_playback_get_seeking (self->playback));
  g_assert_cmpstr (self->fake->calls->str, ==, "Seek Seek ");
  g_assert_true (is_near (fake_player_get_position (self->fake), 120 * SFL_SECOND));
  g_assert_cmpuint (self->n_problems, ==, 0);
}

static void
test_range (Fixture *self, gconstpointer data)
{
  sfl_playback_play_range (self->playback, 60 * SFL_SECOND, 60 * SFL_SECOND + 300 * SFL_MSECOND);
  fake_wait (self->n_range_ends == 1);
  fake_wait (!sfl_playback_get_playing (self->playback));
  g_assert_true (has_asked_for (self, "Pause"));
  g_assert_true (is_with_it (self));
}

/* What cannot be done is said once for each wish, and nothing is under way then. */
static void
test_refuses (Fixture *self, gconstpointer data)
{
  self->fake->manners = FAKE_NO_SEEK;
  fake_player_tell (self->fake);
  fake_wait (!sfl_playback_can_seek (self->playback));
  seek (self, 60 * SFL_SECOND);
  g_assert_false (sfl_playback_get_seeking (self->playback));
  assert_problem (self, "cannot be moved");
  sfl_playback_play_range (self->playback, 0, SFL_SECOND);
  g_assert_false (sfl_playback_get_seeking (self->playback));
  assert_problem (self, "cannot be moved");

  self->fake->manners = FAKE_NO_PAUSE;
  self->fake->max_rate = 1;
  fake_player_tell (self->fake);
  fake_wait (sfl_playback_can_seek (self->playback));
  sfl_playback_pause (self->playback);
  assert_problem (self, "cannot be paused");
  g_assert_false (sfl_playback_can_set_rate (self->playback));
  sfl_playback_set_rate (self->playback, 2);
  assert_problem (self, "The speed is set in");

  self->fake->manners = FAKE_NO_CONTROL;
  self->fake->playing = FALSE;
  fake_player_tell (self->fake);
  fake_wait (!sfl_playback_get_playing (self->playback));
  sfl_playback_play (self->playback);
  assert_problem (self, "cannot be started");
  g_assert_cmpstr (self->fake->calls->str, ==, "");

  /* It said that it could. */
  self->fake->manners = 0;
  fake_player_tell (self->fake);
  fake_wait (sfl_playback_can_seek (self->playback));
  self->fake->manners = FAKE_BROKEN;
  sfl_playback_play (self->playback);
  fake_wait (self->n_problems > 0);
  assert_problem (self, "did not do it");
  seek (self, 60 * SFL_SECOND);
  fake_wait (self->n_problems > 0);
  assert_problem (self, "stayed where it was");
  g_assert_false (sfl_playback_get_seeking (self->playback));
  fake_wait (!sfl_remote_player_get_answering (self->player));

  self->fake->manners = 0;
  fake_player_tell (self->fake);
  fake_wait (sfl_remote_player_get_answering (self->player));
}

/* One that says yes and does nothing, and one that says nothing at all: side by side, for both take
 * seconds to be found out.
 */
static void
test_does_not_answer (Fixture *self, gconstpointer data)
{
  FakePlayer *hung = fake_player_new ("hung");
  SflRemotePlayer *player = meet (self, "org.mpris.MediaPlayer2.hung", hung);
  SflTime before;

  sfl_remote_player_set_followed (player, TRUE);
  fake_wait (sfl_playback_get_loaded (SFL_PLAYBACK (player)));
  hung->manners = FAKE_HUNG;
  sfl_playback_seek (SFL_PLAYBACK (player), 500 * SFL_SECOND, SFL_SEEK_ACCURATE);
  self->fake->manners = FAKE_DEAF;
  before = get_position (self);
  seek (self, 400 * SFL_SECOND);

  fake_wait (self->n_problems == 2);
  g_assert_nonnull (strstr (self->problem, "stayed where it was"));
  g_assert_false (self->fatal);
  fake_wait (!sfl_playback_get_seeking (self->playback));
  g_assert_true (has_asked_for (self, "SetPosition /track/1 400000"));
  g_assert_true (has_asked_for (self, "Seek "));
  g_assert_cmpint (get_position (self), >=, before);
  g_assert_true (is_with_it (self));

  fake_wait (!sfl_remote_player_get_answering (player));
  g_assert_false (sfl_playback_get_seeking (SFL_PLAYBACK (player)));
  g_assert_true (sfl_remote_player_get_answering (self->player));

  g_assert_finalize_object (player); /* in mid-call */
  fake_player_free (hung);
}

static void
test_goes (Fixture *self, gconstpointer data)
{
  SflTime place;

  self->fake->manners = FAKE_HUNG;
  seek (self, 60 * SFL_SECOND);
  fake_wait (self->fake->held->len > 0);
  g_clear_pointer (&self->fake, fake_player_free);
  fake_wait (sfl_remote_player_get_gone (self->player));
  assert_problem (self, "was closed");
  g_assert_true (self->fatal);
  g_assert_false (sfl_playback_get_seeking (self->playback));
  g_assert_false (sfl_playback_get_playing (self->playback));

  /* Nothing happens any more. */
  place = get_position (self);
  seek (self, 100 * SFL_SECOND);
  sfl_playback_play (self->playback);
  sfl_playback_pause (self->playback);
  sfl_playback_set_rate (self->playback, 2);
  g_assert_cmpint (get_position (self), ==, place);
  g_assert_cmpuint (self->n_problems, ==, 0);
}

static void
test_bus_goes (Fixture *self, gconstpointer data)
{
  g_dbus_connection_close (self->connection, NULL, NULL, NULL);
  fake_wait (sfl_remote_player_get_gone (self->player));
  assert_problem (self, "was closed");
}

static void
test_strays (Fixture *self, gconstpointer data)
{
  SflTime place;

  fake_player_open (self->fake, "/track/2", "An advertisement", 20 * SFL_SECOND);
  fake_wait (sfl_remote_player_get_strayed (self->player));
  g_assert_cmpstr (sfl_remote_player_get_title (self->player), ==, "An advertisement");
  place = get_position (self);
  g_assert_true (is_near (place, 30 * SFL_SECOND));
  g_assert_false (sfl_playback_get_playing (self->playback));
  g_assert_false (sfl_playback_can_seek (self->playback));
  g_assert_cmpint (sfl_playback_get_duration (self->playback), ==, 10 * SFL_MINUTE);
  seek (self, 100 * SFL_SECOND);
  sfl_playback_play (self->playback);
  g_assert_false (sfl_playback_get_seeking (self->playback));
  g_assert_cmpstr (self->fake->calls->str, ==, "");

  /* It comes back, and with a better title. */
  fake_player_open (self->fake, "/track/1", "The replay", 10 * SFL_MINUTE);
  fake_player_put (self->fake, 300 * SFL_SECOND);
  fake_wait (!sfl_remote_player_get_strayed (self->player));
  fake_wait (is_with_it (self));
  g_assert_true (sfl_playback_get_playing (self->playback));

  /* In the middle of a seek. */
  self->fake->manners = FAKE_DEAF;
  seek (self, 100 * SFL_SECOND);
  fake_player_open (self->fake, "/track/3", "The next one", 20 * SFL_MINUTE);
  fake_wait (sfl_remote_player_get_strayed (self->player));
  g_assert_false (sfl_playback_get_seeking (self->playback));
  self->fake->manners = 0;

  fake_player_put (self->fake, 900 * SFL_SECOND);
  sfl_remote_player_accept_track (self->player);
  g_assert_false (sfl_remote_player_get_strayed (self->player));
  fake_wait (is_with_it (self));
  g_assert_cmpint (sfl_playback_get_duration (self->playback), ==, 20 * SFL_MINUTE);
  g_assert_cmpuint (self->n_problems, ==, 0);
}

/* NULL, SFL_TIME_NONE: not known */
static const struct {
  const char *metadata;
  const char *title;
  SflTime length;
} tracks[] = {
  { "{'xesam:title': <'A'>, 'mpris:length': <uint64 5000000>}", "A", 5 * SFL_SECOND },
  { "{'xesam:title': <'A'>, 'mpris:length': <int32 5000000>}", "A", 5 * SFL_SECOND },
  { "{'xesam:title': <'A'>, 'mpris:length': <5e6>}", "A", 5 * SFL_SECOND },
  { "{'xesam:title': <'A'>, 'mpris:length': <'5000000'>}", "A", SFL_TIME_NONE },
  { "{'xesam:title': <'A'>, 'mpris:length': <int64 -9223372036854775808>}", "A", SFL_TIME_NONE },
  { "{'xesam:title': <'A'>, 'mpris:length': <int64 9223372036854775807>}", "A", SFL_TIME_NONE },
  { "{'xesam:title': <'A'>, 'mpris:length': <1e300>}", "A", SFL_TIME_NONE },
  { "{'xesam:title': <'A'>, 'mpris:length': <int64 0>}", "A", SFL_TIME_NONE },
  { "{'xesam:title': <['A', 'B']>, 'mpris:trackid': <7>}", NULL, SFL_TIME_NONE },
  { "{'xesam:title': <' \\t\\n '>, 'mpris:trackid': <'not a path'>}", NULL, SFL_TIME_NONE },
  { "{'xesam:title': <' <i>A\\n\\u0007B</i> '>}", "<i>A  B</i>", SFL_TIME_NONE },
  { "{'xesam:url': <'file:///tmp/A%20replay.mp4'>}", "A replay.mp4", SFL_TIME_NONE },
  { "{'xesam:url': <'file://elsewhere%00/../..'>}", NULL, SFL_TIME_NONE },
  { "{'xesam:url': <'https://example.org/a.mp4'>}", NULL, SFL_TIME_NONE },
  { "@a{sv} {}", NULL, SFL_TIME_NONE },
};

static void
test_tracks (Fixture *self, gconstpointer data)
{
  g_autofree char *endless = g_strnfill (100 * 1000, 'x');
  SflRemotePlayer *player = meet (self, NAME, self->fake);

  for (guint i = 0; i < G_N_ELEMENTS (tracks); i++) {
    GVariant *metadata = g_variant_new_parsed (tracks[i].metadata);
    const char *title = tracks[i].title;

    g_test_message ("%s", tracks[i].metadata);
    /* With a mark to see that it has been taken. */
    g_clear_pointer (&self->fake->says, g_variant_unref);
    self->fake->says = g_variant_ref_sink (
        g_variant_new_parsed ("{'Metadata': <%@a{sv}>, 'Rate': <%d>}", metadata, 2.0 + i));
    fake_player_tell (self->fake);
    fake_wait (sfl_playback_get_rate (SFL_PLAYBACK (player)) == MIN (2.0 + i, 10));
    fake_wait (g_strcmp0 (sfl_remote_player_get_title (player), title) == 0);
    if (tracks[i].length != SFL_TIME_NONE || title != NULL)
      fake_wait (sfl_playback_get_duration (SFL_PLAYBACK (player)) == tracks[i].length);
  }

  g_clear_pointer (&self->fake->says, g_variant_unref);
  fake_player_open (self->fake, "/track/1", endless, SFL_TIME_NONE);
  fake_wait (sfl_remote_player_get_title (player) != NULL);
  g_assert_cmpuint (strlen (sfl_remote_player_get_title (player)), ==, 300);
  g_assert_finalize_object (player);
}

/* All that a player might say of itself, but of another type or beyond all reason. */
static const char *const nonsense[] = {
  "{'PlaybackStatus': <7>, 'Rate': <'fast'>, 'MinimumRate': <true>, 'CanSeek': <'yes'>}",
  "{'Rate': <0.0>}",
  "{'Rate': <-1.0>}",
  "{'Position': <int64 9223372036854775807>}",
  "{'Position': <'here'>, 'Metadata': <'none'>}",
  "{'Position': <-1e308>, 'Metadata': <[1, 2]>}",
  "{'CanPause': <(1, 2)>, 'CanControl': <@ax []>, 'Nobody knows this': <{'x': {'y': 'z'}}>}",
  "@a{sv} {}",
  "'not even a dictionary'",
  "(1, true, 'x')",
};

static void
test_nonsense (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (nonsense); i++) {
    g_autoptr (GVariant) says = g_variant_ref_sink (g_variant_new_parsed (nonsense[i]));
    guint n_asked = self->fake->n_asked;

    g_test_message ("%s", nonsense[i]);
    self->fake->says = says;
    if (g_variant_is_of_type (says, G_VARIANT_TYPE_VARDICT))
      fake_player_tell (self->fake);
    fake_wait (self->fake->n_asked > n_asked + 1); /* so what it said was taken */
    self->fake->says = NULL;
    g_assert_true (sfl_playback_get_playing (self->playback));
    g_assert_true (sfl_playback_can_seek (self->playback));
    g_assert_cmpfloat (sfl_playback_get_rate (self->playback), ==, 1);
    g_assert_cmpstr (sfl_remote_player_get_title (self->player), ==, "A replay");
    g_assert_true (is_with_it (self));
  }

  self->fake->rate = NAN;
  fake_player_tell (self->fake);
  self->fake->rate = INFINITY;
  fake_player_tell (self->fake);
  self->fake->rate = 1;
  fake_player_tell_seeked (self->fake, g_variant_new ("(s)", "there"));
  fake_player_tell_seeked (self->fake, g_variant_new ("(xx)", (gint64) 1, (gint64) 2));
  fake_player_tell_seeked (self->fake, g_variant_new ("(x)", G_MAXINT64));
  fake_player_set_playing (self->fake, FALSE);
  fake_wait (!sfl_playback_get_playing (self->playback));
  g_assert_true (is_with_it (self));
  g_assert_cmpfloat (sfl_playback_get_rate (self->playback), ==, 1);
  g_assert_cmpuint (self->n_problems, ==, 0);
}

static guint
count (SflRemoteList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static void
test_list (void)
{
  FakePlayer *first = fake_player_new ("first.instance1");
  FakePlayer *hung = fake_player_new (NULL);
  FakePlayer *broken = fake_player_new (NULL);
  FakePlayer *later, *agent;
  SflRemoteList *list;
  GDBusConnection *ours = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (SflRemotePlayer) player = NULL;

  g_dbus_connection_set_exit_on_close (ours, FALSE);
  hung->manners = FAKE_HUNG;
  broken->manners = FAKE_BROKEN;
  fake_player_own (first, "first"); /* VLC has two names */
  fake_player_own (hung, "hung");
  fake_player_own (broken, "broken");
  agent = fake_player_new ("playerctld");

  list = sfl_remote_list_new ();
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == SFL_TYPE_REMOTE_PLAYER);
  g_assert_cmpuint (count (list), ==, 0);
  fake_wait (count (list) == 1);

  /* One that comes later, and is known once its name is. */
  later = fake_player_new (NULL);
  fake_player_own (later, "later");
  fake_wait (count (list) == 2);
  g_assert_cmpuint (hung->held->len, >, 0);
  g_assert_cmpuint (broken->n_asked, >, 0);
  player = g_list_model_get_item (G_LIST_MODEL (list), 1);
  g_assert_cmpstr (sfl_remote_player_get_bus_name (player), ==, "org.mpris.MediaPlayer2.later");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 2));

  fake_player_free (first);
  fake_wait (count (list) == 1);
  g_assert_true (g_list_model_get_item (G_LIST_MODEL (list), 0) == player);
  g_object_unref (player);

  /* What a list showed may outlive it. */
  fake_player_free (hung);
  g_assert_finalize_object (list);
  fake_player_free (later);
  fake_wait (sfl_remote_player_get_gone (player));
  fake_player_free (broken);
  fake_player_free (agent);
  g_object_unref (ours);
}

/* In the middle of each of its questions. */
static void
test_list_goes (void)
{
  FakePlayer *fake = fake_player_new ("fake");

  for (guint n = 0; n < 12; n++) {
    SflRemoteList *list = sfl_remote_list_new ();

    for (guint i = 0; i < n; i++)
      g_main_context_iteration (NULL, FALSE);
    g_assert_finalize_object (list);
  }
  fake_player_free (fake);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "C.UTF-8");
  fake_bus_up ();

#define ADD(name, test) g_test_add ("/remote/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("tells", test_tells);
  ADD ("moved-there", test_moved_there);
  ADD ("seek", test_seek);
  ADD ("range", test_range);
  ADD ("refuses", test_refuses);
  ADD ("does-not-answer", test_does_not_answer);
  ADD ("goes", test_goes);
  ADD ("bus-goes", test_bus_goes);
  ADD ("strays", test_strays);
  ADD ("tracks", test_tracks);
  ADD ("nonsense", test_nonsense);
#undef ADD
  g_test_add_func ("/remote/list", test_list);
  g_test_add_func ("/remote/list-goes", test_list_goes);

  status = g_test_run ();
  fake_bus_down ();

  return status;
}
