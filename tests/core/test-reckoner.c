/* test-reckoner.c: where another player is, by what it says
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Players that are asked once a second, and their manners.
 */

#include "sfl-reckoner.h"

#define ASKED_EVERY G_USEC_PER_SEC
#define SECONDS 30
#define NEVER G_MAXINT

typedef struct {
  const char *name;
  double rate;   /* what it says */
  double pace;   /* what it does */
  SflTime grain; /* it looks up its own position so often */
  int moved_at;  /* somebody moves it after so many seconds */
  SflTime moved_by;
  int stuck_at; /* it waits for its network for four seconds */
  SflTime near; /* from then on we are so near to it... */
  int after;    /* ...after so many seconds, and so many after it was moved */
} Player;

static const Player players[] = {
  { "exact", 1, 1, 0, NEVER, 0, NEVER, SFL_MSECOND, 1 },
  { "four times a second", 1, 1, 250 * SFL_MSECOND, NEVER, 0, NEVER, 250 * SFL_MSECOND, 1 },
  { "fast", 2, 2, 0, NEVER, 0, NEVER, SFL_MSECOND, 1 },
  /* As Chromium does, which looks it up ten times a second. */
  { "fast and silent", 1, 1.5, 100 * SFL_MSECOND, NEVER, 0, NEVER, 110 * SFL_MSECOND, 4 },
  { "slow and silent", 1, 0.75, 100 * SFL_MSECOND, NEVER, 0, NEVER, 150 * SFL_MSECOND, 6 },
  { "twice as fast", 1, 2, 100 * SFL_MSECOND, NEVER, 0, NEVER, 110 * SFL_MSECOND, 4 },
  { "a speed of its own", 1, 1.1, 0, NEVER, 0, NEVER, 60 * SFL_MSECOND, 12 },
  { "moved far", 1, 1, 100 * SFL_MSECOND, 10, 600 * SFL_SECOND, NEVER, 110 * SFL_MSECOND, 2 },
  { "moved back", 1, 1, 0, 10, -5 * SFL_SECOND, NEVER, SFL_MSECOND, 2 },
  /* A step that could be a pace is none. */
  { "moved a little", 1, 1, 100 * SFL_MSECOND, 10, 2 * SFL_SECOND, NEVER, 110 * SFL_MSECOND, 2 },
  { "stuck", 1, 1, 0, NEVER, 0, 10, SFL_SECOND + SFL_MSECOND, 1 },
};

static SflTime
find_position (const Player *player, gint64 now)
{
  double seconds = now / (double) G_USEC_PER_SEC;

  if (seconds > player->stuck_at)
    seconds = MAX (player->stuck_at, seconds - 4);

  return (SflTime) (seconds * player->pace * SFL_SECOND) + 100 * SFL_SECOND +
         (now > player->moved_at * G_TIME_SPAN_SECOND ? player->moved_by : 0);
}

static void
test_player (gconstpointer data)
{
  const Player *player = data;
  SflReckoner reckoner;
  SflTime before = 0;
  guint n_moved = 0;

  sfl_reckoner_init (&reckoner);
  g_assert_cmpint (sfl_reckoner_get (&reckoner, 0), ==, SFL_TIME_NONE);
  sfl_reckoner_run (&reckoner, 0, TRUE, player->rate);
  g_assert_true (sfl_reckoner_add (&reckoner, 0, find_position (player, 0)));

  /* Looked at 50 times a second, asked once; a little off the beat of what it looks up. */
  for (gint64 now = 20000; now < SECONDS * G_USEC_PER_SEC; now += 20000) {
    SflTime position = find_position (player, now);
    SflTime shown = sfl_reckoner_get (&reckoner, now);
    int second = now / G_USEC_PER_SEC;
    int since = second >= player->moved_at ? second - player->moved_at : second;

    if (since >= player->after)
      g_assert_cmpint (ABS (shown - position), <=, player->near);
    if (player->moved_by >= 0 && player->stuck_at == NEVER && player->pace >= player->rate)
      g_assert_cmpint (shown, >=, before); /* no line ends twice */
    before = shown;

    if (now % ASKED_EVERY == 0) {
      gint64 looked_up = now + 70000;
      SflTime answer = position;

      if (player->grain > 0) {
        looked_up -= looked_up % (player->grain / SFL_USECOND);
        answer = find_position (player, MIN (looked_up, now));
        if (looked_up > now)
          answer = find_position (player, looked_up - player->grain / SFL_USECOND);
      }
      n_moved += sfl_reckoner_add (&reckoner, now, answer);
    }
  }

  if (player->moved_at == NEVER)
    g_assert_cmpint (n_moved, ==, 0);
  else if (player->moved_by != 2 * SFL_SECOND) /* which could be a pace until it is none */
    g_assert_cmpint (n_moved, ==, 1);
}

static void
test_paused (void)
{
  SflReckoner reckoner;

  sfl_reckoner_init (&reckoner);
  sfl_reckoner_set (&reckoner, 1000, 5 * SFL_SECOND);
  g_assert_cmpint (sfl_reckoner_get (&reckoner, G_USEC_PER_SEC), ==, 5 * SFL_SECOND);
  sfl_reckoner_run (&reckoner, G_USEC_PER_SEC, TRUE, 2);
  g_assert_cmpint (sfl_reckoner_get (&reckoner, 2 * G_USEC_PER_SEC), ==, 7 * SFL_SECOND);
  sfl_reckoner_run (&reckoner, 2 * G_USEC_PER_SEC, FALSE, 2);
  g_assert_cmpint (sfl_reckoner_get (&reckoner, 9 * G_USEC_PER_SEC), ==, 7 * SFL_SECOND);
  /* Moved while it is paused. */
  g_assert_true (sfl_reckoner_add (&reckoner, 9 * G_USEC_PER_SEC, 3 * SFL_SECOND));
  g_assert_cmpint (sfl_reckoner_get (&reckoner, 9 * G_USEC_PER_SEC), ==, 3 * SFL_SECOND);
  /* A clock that goes back does not take us with it. */
  sfl_reckoner_run (&reckoner, 9 * G_USEC_PER_SEC, TRUE, 2);
  g_assert_cmpint (sfl_reckoner_get (&reckoner, G_USEC_PER_SEC), ==, 3 * SFL_SECOND);
}

/* What it plays at by itself outlives a pause. */
static void
test_pace_is_kept (void)
{
  SflReckoner reckoner;
  gint64 now;

  sfl_reckoner_init (&reckoner);
  sfl_reckoner_run (&reckoner, 0, TRUE, 1);
  for (now = 0; now <= 5 * G_USEC_PER_SEC; now += G_USEC_PER_SEC)
    sfl_reckoner_add (&reckoner, now, now * SFL_USECOND * 3 / 2);
  g_assert_cmpfloat (sfl_reckoner_get_pace (&reckoner), ==, 1.5);
  sfl_reckoner_run (&reckoner, now, FALSE, 1);
  sfl_reckoner_run (&reckoner, now, TRUE, 1);
  g_assert_cmpfloat (sfl_reckoner_get_pace (&reckoner), ==, 1.5);
  /* Until it says something else. */
  sfl_reckoner_run (&reckoner, now, TRUE, 1.25);
  g_assert_cmpfloat (sfl_reckoner_get_pace (&reckoner), ==, 1.25);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (players); i++) {
    g_autofree char *path = g_strdup_printf ("/reckoner/%s", players[i].name);

    g_test_add_data_func (path, &players[i], test_player);
  }
  g_test_add_func ("/reckoner/paused", test_paused);
  g_test_add_func ("/reckoner/pace-is-kept", test_pace_is_kept);

  return g_test_run ();
}
