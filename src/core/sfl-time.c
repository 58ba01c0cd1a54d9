/* sfl-time.c: times as people read and hear them
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pure functions, any thread.
 */

#include "config.h"

#include "sfl-time.h"

#include <glib/gi18n-lib.h>

/**
 * sfl_time_to_string:
 * @time: a time; SFL_TIME_NONE gives a dash
 * @longest: the longest time shown beside it, so that a column of times has one shape
 *
 * Rounds towards zero, as the clocks of players do, and never says "-0:00".
 *
 * Returns: (transfer full): "7:26", "1:02:03" or, where @longest has hours, "0:07:26"
 */
char *
sfl_time_to_string (SflTime time, SflTime longest)
{
  gint64 seconds;
  const char *sign;

  if (time == SFL_TIME_NONE)
    return g_strdup ("–");

  seconds = ABS (time) / SFL_SECOND;
  sign = time < 0 && seconds > 0 ? "-" : "";

  if (seconds >= 3600 || longest >= SFL_HOUR)
    return g_strdup_printf ("%s%" G_GINT64_FORMAT ":%02d:%02d", sign, seconds / 3600,
                            (int) (seconds / 60 % 60), (int) (seconds % 60));

  return g_strdup_printf ("%s%d:%02d", sign, (int) (seconds / 60), (int) (seconds % 60));
}

/**
 * sfl_time_to_words:
 * @time: a time or a length
 *
 * For screen readers and messages, which must not say "00:03:12".  Rounds
 * towards zero and leaves out the sign: the sentence around it says which way.
 *
 * Returns: (transfer full): "3 minutes 12 seconds", in the user's language
 */
char *
sfl_time_to_words (SflTime time)
{
  g_autofree char *hours = NULL;
  g_autofree char *minutes = NULL;
  g_autofree char *seconds = NULL;
  const char *parts[4] = { NULL };
  guint n = 0;
  gint64 total;
  int h, m, s;

  if (time == SFL_TIME_NONE)
    return g_strdup (_ ("unknown time"));

  total = ABS (time) / SFL_SECOND;
  h = total / 3600;
  m = total / 60 % 60;
  s = total % 60;

  if (h > 0)
    parts[n++] = hours = g_strdup_printf (ngettext ("%d hour", "%d hours", h), h);
  if (m > 0)
    parts[n++] = minutes = g_strdup_printf (ngettext ("%d minute", "%d minutes", m), m);
  if (s > 0 || n == 0)
    parts[n++] = seconds = g_strdup_printf (ngettext ("%d second", "%d seconds", s), s);

  return g_strjoinv (" ", (char **) parts);
}

/**
 * sfl_time_to_length:
 * @length: how long something is
 *
 * For titles and lists, where nobody needs the seconds of an hour.  Rounds to what it says.
 *
 * Returns: (transfer full): "45 s", "28 min", "2 h" or "1 h 12 min"
 */
char *
sfl_time_to_length (SflTime length)
{
  gint64 seconds, minutes;

  if (length == SFL_TIME_NONE)
    return g_strdup ("–");

  seconds = (ABS (length) + SFL_SECOND / 2) / SFL_SECOND;
  minutes = (seconds + 30) / 60;
  if (seconds < 60)
    /* Translators: seconds, short. */
    return g_strdup_printf (_ ("%d s"), (int) seconds);
  if (minutes < 60)
    /* Translators: minutes, short. */
    return g_strdup_printf (_ ("%d min"), (int) minutes);
  if (minutes % 60 == 0)
    /* Translators: hours, short. */
    return g_strdup_printf (_ ("%d h"), (int) (minutes / 60));

  /* Translators: hours and minutes, short. */
  return g_strdup_printf (_ ("%d h %d min"), (int) (minutes / 60), (int) (minutes % 60));
}
