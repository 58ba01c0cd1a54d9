/* test-typed-time.c: a time as somebody types it
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sfl-error.h"
#include "sfl-typed-time.h"

#define S SFL_SECOND
#define HERE (100 * S)

static const struct {
  const char *text;
  SflTime expected; /* SFL_TIME_NONE: told in words what would be understood */
} rows[] = {
  { "3:12", 192 * S },
  { "03:12", 192 * S },
  { "1:02:03", 3723 * S },
  { "90:00", 5400 * S },
  { "3:12.5", 192 * S + 500 * SFL_MSECOND },
  { "3:12,25", 192 * S + 250 * SFL_MSECOND },
  { " 3:12 ", 192 * S },
  { "3:12\u00a0", 192 * S }, /* copied with a no-break space */
  { "192", 192 * S },
  { "0", 0 },
  { "0,5", 500 * SFL_MSECOND },
  { "192.75 s", 192 * S + 750 * SFL_MSECOND },
  { "3 min 12", 192 * S },
  { "3min12", 192 * S },
  { "3\u202fmin\u00a012\u202fs", 192 * S },
  { "3 Minutes 12 Seconds", 192 * S },
  { "3 minutes 12 secondes", 192 * S },
  { "3 mn", 180 * S },
  { "3m12s", 192 * S },
  { "3'12\"", 192 * S },
  { "3′12″", 192 * S },
  { "1,5 min", 90 * S },
  { "90 min", 5400 * S },
  { "1h02", 3720 * S },
  { "1 h 2 min 3 s", 3723 * S },
  { "1 heure 3 s", 3603 * S },
  { "+30", 130 * S },
  { "-10", 90 * S },
  { "−10", 90 * S }, /* the sign of mathematics */
  { "+ 1:30", 190 * S },
  { "- 1 min", 40 * S },
  { "-5:00", 0 }, /* there is nothing before the beginning */
  { "", SFL_TIME_NONE },
  { "   ", SFL_TIME_NONE },
  { "+", SFL_TIME_NONE },
  { "abc", SFL_TIME_NONE },
  { "3:", SFL_TIME_NONE },
  { ":12", SFL_TIME_NONE },
  { "3:1", SFL_TIME_NONE }, /* 3:01 or 3:10? */
  { "3:60", SFL_TIME_NONE },
  { "1:60:00", SFL_TIME_NONE },
  { "1:02:03:04", SFL_TIME_NONE },
  { "3:12 min", SFL_TIME_NONE },
  { "3 12", SFL_TIME_NONE },
  { "12 s 3 min", SFL_TIME_NONE },
  { "3 min 75", SFL_TIME_NONE },
  { "3 min 3 min", SFL_TIME_NONE },
  { "3 s 12", SFL_TIME_NONE },
  { "1,5 min 3", SFL_TIME_NONE },
  { "3 fois", SFL_TIME_NONE },
  { "--3", SFL_TIME_NONE },
  { "3-4", SFL_TIME_NONE },
  { "999999999999999999999", SFL_TIME_NONE },
  { "2000 h", SFL_TIME_NONE },
  { "\xff\xfe", SFL_TIME_NONE },
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    SflTime time = SFL_TIME_NONE;
    gboolean read = sfl_typed_time_read (rows[i].text, HERE, &time, &error);

    g_test_message ("row %" G_GSIZE_FORMAT, i);
    g_assert_cmpint (time, ==, rows[i].expected);
    g_assert_true (read == (rows[i].expected != SFL_TIME_NONE));
    if (!read)
      g_assert_true (error->domain == SFL_ERROR && *error->message != '\0');
  }
}

/* Without a place to count from, a sign counts from the beginning. */
static void
test_nowhere (void)
{
  SflTime time;

  g_assert_true (sfl_typed_time_read ("+30", SFL_TIME_NONE, &time, NULL));
  g_assert_cmpint (time, ==, 30 * S);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/typed-time/rows", test_rows);
  g_test_add_func ("/typed-time/nowhere", test_nowhere);

  return g_test_run ();
}
