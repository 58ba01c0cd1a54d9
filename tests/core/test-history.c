/* test-history.c: where the playhead was before each jump
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sfl-history.h"

#define S SFL_SECOND

static void
test_back_and_forward (void)
{
  g_autoptr (SflHistory) history = sfl_history_new ();

  g_assert_false (sfl_history_can_go (history, -1, 0));
  g_assert_cmpint (sfl_history_go (history, -1, 0), ==, SFL_TIME_NONE);

  sfl_history_add_jump (history, 10 * S, 100 * S);
  sfl_history_add_jump (history, 105 * S, 300 * S); /* it has played on meanwhile */
  g_assert_false (sfl_history_can_go (history, 1, 310 * S));
  g_assert_cmpint (sfl_history_go (history, -1, 310 * S), ==, 105 * S);
  g_assert_cmpint (sfl_history_go (history, -1, 106 * S), ==, 10 * S);
  g_assert_cmpint (sfl_history_go (history, -1, 10 * S), ==, SFL_TIME_NONE);
  g_assert_cmpint (sfl_history_go (history, 1, 11 * S), ==, 106 * S);
  g_assert_cmpint (sfl_history_go (history, 1, 106 * S), ==, 310 * S);
  g_assert_cmpint (sfl_history_go (history, 1, 310 * S), ==, SFL_TIME_NONE);

  /* A new jump leaves what was ahead. */
  g_assert_cmpint (sfl_history_go (history, -1, 310 * S), ==, 106 * S);
  sfl_history_add_jump (history, 106 * S, 500 * S);
  g_assert_false (sfl_history_can_go (history, 1, 500 * S));
  g_assert_cmpint (sfl_history_go (history, -1, 500 * S), ==, 106 * S);

  sfl_history_clear (history);
  g_assert_false (sfl_history_can_go (history, -1, 0));
  g_assert_false (sfl_history_can_go (history, 1, 0));
}

static const struct {
  SflTime from, to;
  gboolean counts;
} jumps[] = {
  { 100 * S, 105 * S, FALSE }, /* steps */
  { 100 * S, 95 * S, FALSE },  { 100 * S, 110 * S - 1, FALSE }, { 100 * S, 110 * S, TRUE },
  { 100 * S, 90 * S, TRUE },   { 0, 3600 * S, TRUE },
};

static void
test_steps (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (jumps); i++) {
    g_autoptr (SflHistory) history = sfl_history_new ();

    sfl_history_add_jump (history, jumps[i].from, jumps[i].to);
    g_assert_true (sfl_history_can_go (history, -1, jumps[i].to) == jumps[i].counts);
  }
}

/* Nobody wants to go back to where they are, nor twice to the same place. */
static void
test_merging (void)
{
  g_autoptr (SflHistory) history = sfl_history_new ();

  sfl_history_add_jump (history, 100 * S, 200 * S);
  g_assert_false (sfl_history_can_go (history, -1, 101 * S)); /* came back by itself */
  g_assert_true (sfl_history_can_go (history, -1, 103 * S));

  sfl_history_add_jump (history, 101 * S, 300 * S);
  g_assert_cmpint (sfl_history_go (history, -1, 300 * S), ==, 100 * S);
  g_assert_cmpint (sfl_history_go (history, -1, 100 * S), ==, SFL_TIME_NONE);

  sfl_history_clear (history);
  sfl_history_add_jump (history, 50 * S, 100 * S);
  sfl_history_add_jump (history, 100 * S, 200 * S);
  g_assert_cmpint (sfl_history_go (history, -1, 99 * S), ==, 50 * S); /* is there already */
}

/* What a double click takes back. */
static void
test_drop (void)
{
  g_autoptr (SflHistory) history = sfl_history_new ();

  sfl_history_add_jump (history, 10 * S, 100 * S);
  sfl_history_add_jump (history, 100 * S, 200 * S);
  sfl_history_drop_jump (history, 150 * S); /* not from there */
  sfl_history_drop_jump (history, 100 * S);
  g_assert_cmpint (sfl_history_go (history, -1, 100 * S), ==, 10 * S);
  sfl_history_drop_jump (history, 10 * S); /* empty */
}

static void
test_bounds (void)
{
  g_autoptr (SflHistory) history = sfl_history_new ();
  int n = 0;

  for (int i = 0; i < 1000; i++)
    sfl_history_add_jump (history, i * 100 * S, (i + 1) * 100 * S);
  for (SflTime here = 100000 * S; here != SFL_TIME_NONE; n++)
    here = sfl_history_go (history, -1, here);
  g_assert_cmpint (n, ==, SFL_HISTORY_PLACES + 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/history/back-and-forward", test_back_and_forward);
  g_test_add_func ("/history/steps", test_steps);
  g_test_add_func ("/history/merging", test_merging);
  g_test_add_func ("/history/drop", test_drop);
  g_test_add_func ("/history/bounds", test_bounds);

  return g_test_run ();
}
