/* sfl-typed-time.c: a time as somebody types it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * 3:12, 1:02:03, 192 seconds, 3 min 12 and 1h02, with a sign from where one
 * is.  English and French names of units are understood in every language.
 * Pure functions, any thread.
 */

#include "config.h"

#include "sfl-typed-time.h"

#include "sfl-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Digits of one number: the longest recording has fewer seconds. */
#define MAX_DIGITS 8

typedef enum { HOURS, MINUTES, SECONDS, N_UNITS } Unit;

static const SflTime lengths[N_UNITS] = { SFL_HOUR, SFL_MINUTE, SFL_SECOND };

static const struct {
  const char *name;
  Unit unit;
} names[] = {
  /* The longer first where one begins like another. */
  { "heures", HOURS },    { "heure", HOURS },     { "hours", HOURS },    { "hour", HOURS },
  { "h", HOURS },         { "minutes", MINUTES }, { "minute", MINUTES }, { "min", MINUTES },
  { "mn", MINUTES },      { "m", MINUTES },       { "′′", SECONDS },     { "''", SECONDS },
  { "′", MINUTES },       { "'", MINUTES },       { "’", MINUTES },      { "secondes", SECONDS },
  { "seconde", SECONDS }, { "seconds", SECONDS }, { "second", SECONDS }, { "sec", SECONDS },
  { "s", SECONDS },       { "″", SECONDS },       { "\"", SECONDS },     { "”", SECONDS },
};

static void
skip_spaces (const char **p)
{
  while (g_unichar_isspace (g_utf8_get_char (*p)))
    *p = g_utf8_next_char (*p);
}

/* Digits, and where it is asked for what stands behind a point or a comma. */
static gboolean
take_number (const char **p, gint64 *whole, SflTime *fraction)
{
  const char *start = *p;
  SflTime unit = SFL_SECOND;

  *whole = *fraction = 0;
  for (; g_ascii_isdigit (**p) && *p - start <= MAX_DIGITS; (*p)++)
    *whole = *whole * 10 + (**p - '0');
  if (*p == start || *p - start > MAX_DIGITS)
    return FALSE;

  if ((**p == '.' || **p == ',') && g_ascii_isdigit ((*p)[1]))
    for ((*p)++; g_ascii_isdigit (**p); (*p)++) {
      unit /= 10;
      *fraction += (**p - '0') * unit;
    }

  return TRUE;
}

static gboolean
take_unit (const char **p, Unit *unit)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_has_prefix (*p, names[i].name)) {
      *p += strlen (names[i].name);
      *unit = names[i].unit;
      return TRUE;
    }

  return FALSE;
}

/* The rest of 3:12 or 1:02:03, behind the first number. */
static gboolean
read_clock (const char *p, gint64 first, SflTime *time)
{
  gint64 parts[N_UNITS] = { first };
  SflTime fraction = 0;
  int n = 1;

  for (; *p == ':' && n < N_UNITS && fraction == 0; n++) {
    const char *start = ++p;

    if (!take_number (&p, &parts[n], &fraction) || parts[n] > 59 || !g_ascii_isdigit (start[1]))
      return FALSE;
  }
  skip_spaces (&p);
  if (*p != '\0')
    return FALSE;

  *time = fraction;
  for (int i = 0; i < n; i++)
    *time += parts[i] * lengths[N_UNITS - n + i];

  return TRUE;
}

/* Numbers with units, each smaller than the one before; a last one without is of the next. */
static gboolean
read_units (const char *p, SflTime *time)
{
  Unit least = HOURS;
  SflTime fraction;
  gint64 number;

  *time = 0;
  for (gboolean first = TRUE; *p != '\0'; first = FALSE) {
    Unit unit = first ? SECONDS : least;

    if (!take_number (&p, &number, &fraction))
      return FALSE;
    skip_spaces (&p);
    if (!take_unit (&p, &unit) && *p != '\0')
      return FALSE;
    skip_spaces (&p);
    if (unit >= N_UNITS || unit < least || (!first && number > 59))
      return FALSE;
    if (fraction > 0 && *p != '\0')
      return FALSE;
    *time += number * lengths[unit] + fraction / SFL_SECOND * lengths[unit] +
             fraction % SFL_SECOND * (lengths[unit] / SFL_SECOND);
    least = unit + 1;
  }

  return TRUE;
}

static gboolean
take_sign (const char **p, int *sign)
{
  static const struct {
    const char *text;
    int sign;
  } signs[] = { { "+", 1 }, { "-", -1 }, { "−", -1 }, { "–", -1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (*p, signs[i].text)) {
      *p += strlen (signs[i].text);
      *sign = signs[i].sign;
      return TRUE;
    }

  return FALSE;
}

/**
 * sfl_typed_time_read:
 * @here: where what begins with a sign counts from
 * @time: (out): never less than 0
 *
 * Returns: FALSE with words for the user when @text is no time
 */
gboolean
sfl_typed_time_read (const char *text, SflTime here, SflTime *time, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *lower = g_utf8_strdown (valid, -1);
  const char *p = lower;
  gboolean is_relative, is_read;
  SflTime fraction, read = 0;
  gint64 first;
  int sign = 1;

  skip_spaces (&p);
  is_relative = take_sign (&p, &sign);
  skip_spaces (&p);

  {
    const char *rest = p;

    is_read = take_number (&rest, &first, &fraction) && *rest == ':' && fraction == 0
                  ? read_clock (rest, first, &read)
                  : *p != '\0' && read_units (p, &read);
  }
  if (!is_read) {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_FORMAT,
                         _ ("Type a time such as 3:12, 192 or 3 min 12; +30 and -10 go from here"));
    return FALSE;
  }

  if (is_relative)
    read = MAX (here, 0) + sign * read;
  if (read > SFL_TIME_MAX) {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_LIMIT, _ ("No recording is that long"));
    return FALSE;
  }
  *time = MAX (read, 0);

  return TRUE;
}
