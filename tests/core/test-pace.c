/* test-pace.c: what comes at the end of a line that somebody learns from
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sfl-pace.h"

#define S SFL_SECOND
#define NONE SFL_TIME_NONE

static const struct {
  SflPace pace;
  guint n_heard;
  SflTime length;
  gboolean again;
  SflTime wait;
} steps[] = {
  /* Nothing goes on by itself unless somebody wants it. */
  { { SFL_STOP_AFTER_LINE, SFL_RESUME_WHEN_ASKED, 2 * S, 1, 1 }, 1, 4 * S, FALSE, NONE },
  { { SFL_STOP_BEFORE_LINE, SFL_RESUME_WHEN_ASKED, 2 * S, 1, 1 }, 1, 4 * S, FALSE, NONE },
  /* Again, without a stop between. */
  { { SFL_STOP_AFTER_LINE, SFL_RESUME_WHEN_ASKED, 2 * S, 1, 3 }, 1, 4 * S, TRUE, 0 },
  { { SFL_STOP_AFTER_LINE, SFL_RESUME_WHEN_ASKED, 2 * S, 1, 3 }, 2, 4 * S, TRUE, 0 },
  { { SFL_STOP_AFTER_LINE, SFL_RESUME_WHEN_ASKED, 2 * S, 1, 3 }, 3, 4 * S, FALSE, NONE },
  /* Without end. */
  { { SFL_STOP_AFTER_LINE, SFL_RESUME_WHEN_ASKED, 2 * S, 1, 0 }, 1000, 4 * S, TRUE, 0 },
  /* After a time, before a repetition, too. */
  { { SFL_STOP_AFTER_LINE, SFL_RESUME_AFTER_TIME, 2 * S, 1, 1 }, 1, 4 * S, FALSE, 2 * S },
  { { SFL_STOP_AFTER_LINE, SFL_RESUME_AFTER_TIME, 2 * S, 1, 2 }, 1, 4 * S, TRUE, 2 * S },
  /* After as long as the line took, or half of it, or twice. */
  { { SFL_STOP_AFTER_LINE, SFL_RESUME_AFTER_LENGTHS, 2 * S, 1, 1 }, 1, 4 * S, FALSE, 4 * S },
  { { SFL_STOP_AFTER_LINE, SFL_RESUME_AFTER_LENGTHS, 2 * S, 0.5, 1 }, 1, 4 * S, FALSE, 2 * S },
  { { SFL_STOP_AFTER_LINE, SFL_RESUME_AFTER_LENGTHS, 2 * S, 2, 2 }, 1, 4 * S, TRUE, 8 * S },
};

static void
test_steps (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    gboolean again = sfl_pace_wants_again (&steps[i].pace, steps[i].n_heard);

    g_test_message ("row %u", i);
    g_assert_cmpint (again, ==, steps[i].again);
    g_assert_cmpint (sfl_pace_get_wait (&steps[i].pace, again, steps[i].length), ==, steps[i].wait);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pace/steps", test_steps);

  return g_test_run ();
}
