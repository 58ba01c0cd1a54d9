/* test-flash.c: how often something large may change
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sfl-flash.h"

/* Each column a change that was asked for, in milliseconds, and how long it waits. */
static const struct {
  int asked[8];
  int wait[8];
} rows[] = {
  { { 0, 1000, 2000, 3000, 4000, 5000, 6000, 7000 }, { 0 } },
  { { 0, 100, 200, 300, 400, 500, 600, 700 }, { 0, 0, 0, 700, 700, 700, 1400, 1400 } },
  { { 0, 0, 0, 0, 2000, 2000, 2000, 2000 }, { 0, 0, 0, 1000, 0, 0, 0, 1000 } },
  /* a third of a second is no flicker */
  { { 0, 334, 668, 1002, 1336, 1670, 2004, 2338 }, { 0 } },
};

/* A40 */
static void
test_waits (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    SflFlash flash = { 0 };

    for (gsize j = 0; j < G_N_ELEMENTS (rows[i].asked); j++) {
      SflTime asked = rows[i].asked[j] * SFL_MSECOND;
      SflTime wait = sfl_flash_get_wait (&flash, asked);

      g_assert_cmpint (wait, ==, rows[i].wait[j] * SFL_MSECOND);
      sfl_flash_add (&flash, asked + wait);
      g_assert_cmpint (sfl_flash_get_wait (&flash, asked + wait + SFL_SECOND), ==, 0);
    }
  }
}

/* However often it is asked, no second has more than three. */
static void
test_any_second (void)
{
  SflFlash flash = { 0 };
  SflTime times[1000];
  guint n = 0;

  for (SflTime now = 0; n < G_N_ELEMENTS (times);
       now += g_test_rand_int_range (0, 400) * SFL_MSECOND)
    if (sfl_flash_get_wait (&flash, now) == 0) {
      sfl_flash_add (&flash, now);
      times[n++] = now;
    }
  for (guint i = SFL_FLASH_MOST; i < n; i++)
    g_assert_cmpint (times[i] - times[i - SFL_FLASH_MOST], >=, SFL_SECOND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flash/waits", test_waits);
  g_test_add_func ("/flash/any-second", test_any_second);

  return g_test_run ();
}
