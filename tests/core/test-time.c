/* test-time.c: times as people read and hear them
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sfl-time.h"

static const struct {
  SflTime time;
  SflTime longest;
  const char *expected;
} strings[] = {
  { 0, 0, "0:00" },
  { SFL_SECOND - 1, 0, "0:00" },
  { SFL_SECOND, 0, "0:01" },
  { 59 * SFL_SECOND + 999 * SFL_MSECOND, 0, "0:59" }, /* never 0:60 */
  { SFL_MINUTE, 0, "1:00" },
  { 7 * SFL_MINUTE + 26 * SFL_SECOND, 28 * SFL_MINUTE, "7:26" },
  { SFL_HOUR - 1, SFL_HOUR - 1, "59:59" },
  { SFL_HOUR, SFL_HOUR - 1, "1:00:00" }, /* longer than the longest */
  { SFL_HOUR + 2 * SFL_MINUTE + 3 * SFL_SECOND, 0, "1:02:03" },
  { 7 * SFL_MINUTE + 26 * SFL_SECOND, SFL_HOUR, "0:07:26" }, /* the column has hours */
  { 0, SFL_HOUR, "0:00:00" },
  { 10 * SFL_HOUR + SFL_SECOND, 0, "10:00:01" },
  { SFL_TIME_MAX, SFL_TIME_MAX, "1000:00:00" },
  { -SFL_SECOND, 0, "-0:01" },
  { -SFL_SECOND + 1, 0, "0:00" }, /* not "-0:00" */
  { -62 * SFL_SECOND, SFL_HOUR, "-0:01:02" },
  { -SFL_HOUR, 0, "-1:00:00" },
  { 5 * SFL_SECOND, SFL_TIME_NONE, "0:05" }, /* the longest is not known */
  { SFL_TIME_NONE, 0, "–" },
  { SFL_TIME_NONE, SFL_HOUR, "–" },
  { G_MAXINT64, 0, "2562047:47:16" },
  { G_MININT64 + 1, 0, "-2562047:47:16" },
};

static void
test_string (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++) {
    g_autofree char *string = sfl_time_to_string (strings[i].time, strings[i].longest);

    g_assert_cmpstr (string, ==, strings[i].expected);
  }
}

static const struct {
  SflTime length;
  const char *expected;
} lengths[] = {
  { 0, "0 s" },
  { 45 * SFL_SECOND + 400 * SFL_MSECOND, "45 s" },
  { 59 * SFL_SECOND + 600 * SFL_MSECOND, "1 min" }, /* never 60 s */
  { 90 * SFL_SECOND, "2 min" },
  { -12 * SFL_MINUTE, "12 min" },
  { 59 * SFL_MINUTE + 29 * SFL_SECOND, "59 min" },
  { 59 * SFL_MINUTE + 30 * SFL_SECOND, "1 h" }, /* never 60 min */
  { SFL_HOUR + 12 * SFL_MINUTE, "1 h 12 min" },
  { 2 * SFL_HOUR + 20 * SFL_SECOND, "2 h" }, /* without "0 min" */
  { 26 * SFL_HOUR + SFL_MINUTE, "26 h 1 min" },
  { SFL_TIME_NONE, "–" },
};

static void
test_length (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++) {
    g_autofree char *length = sfl_time_to_length (lengths[i].length);

    g_assert_cmpstr (length, ==, lengths[i].expected);
  }
}

static const struct {
  SflTime time;
  const char *expected;
} words[] = {
  { 0, "0 seconds" },
  { SFL_SECOND - 1, "0 seconds" },
  { SFL_SECOND, "1 second" },
  { 2 * SFL_SECOND, "2 seconds" },
  { 11 * SFL_SECOND + 999 * SFL_MSECOND, "11 seconds" },
  { SFL_MINUTE, "1 minute" }, /* without "0 seconds" */
  { SFL_MINUTE + SFL_SECOND, "1 minute 1 second" },
  { 3 * SFL_MINUTE + 12 * SFL_SECOND, "3 minutes 12 seconds" },
  { SFL_HOUR, "1 hour" },
  { SFL_HOUR + 5 * SFL_SECOND, "1 hour 5 seconds" },
  { 2 * SFL_HOUR + SFL_MINUTE, "2 hours 1 minute" },
  { 2 * SFL_HOUR + 59 * SFL_MINUTE + 59 * SFL_SECOND, "2 hours 59 minutes 59 seconds" },
  { SFL_TIME_MAX, "1000 hours" },
  { -3 * SFL_SECOND, "3 seconds" }, /* the sentence says which way */
  { SFL_TIME_NONE, "unknown time" },
  { G_MAXINT64, "2562047 hours 47 minutes 16 seconds" },
};

static void
test_words (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autofree char *string = sfl_time_to_words (words[i].time);

    g_assert_cmpstr (string, ==, words[i].expected);
    g_assert_null (g_strstr_len (string, -1, ":"));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/time/string", test_string);
  g_test_add_func ("/time/length", test_length);
  g_test_add_func ("/time/words", test_words);

  return g_test_run ();
}
