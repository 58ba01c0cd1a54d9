/* sfl-date.c: dates in titles
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Dates as French and English pages write them.  3/4/2025 is two days, so such dates
 * are read only where one of the numbers can be no month.
 */

#include "config.h"

#include "sfl-date.h"

#include <glib.h>

/* Further on a date is not the date of the recording. */
#define MAX_SEARCH 1000

static const char *const months[][3] = {
  { "janvier", "january", "jan" },
  { "février", "february", "feb" },
  { "mars", "march", "mar" },
  { "avril", "april", "apr" },
  { "mai", "may", "may" },
  { "juin", "june", "jun" },
  { "juillet", "july", "jul" },
  { "août", "august", "aug" },
  { "septembre", "september", "sep" },
  { "octobre", "october", "oct" },
  { "novembre", "november", "nov" },
  { "décembre", "december", "dec" },
};

static gboolean
take_number (const char **p, const char *end, guint n_digits, guint *number)
{
  const char *q = *p;

  *number = 0;
  while (q < end && g_ascii_isdigit (*q) && q - *p < 4)
    *number = *number * 10 + *q++ - '0';
  if (q == *p || (q < end && g_ascii_isdigit (*q)) ||
      (n_digits == 4 ? q - *p != 4 : q - *p > (gssize) n_digits))
    return FALSE;
  *p = q;

  return TRUE;
}

static gboolean
take_month (const char **p, const char *end, guint *month)
{
  SflSlice rest = { *p, end };

  for (guint i = 0; i < G_N_ELEMENTS (months); i++) {
    for (guint j = 0; j < G_N_ELEMENTS (months[i]); j++) {
      const char *after;

      if (!sfl_slice_has_prefix (rest, months[i][j]))
        continue;
      after = *p + strlen (months[i][j]);
      if (after < end && (g_ascii_isalpha (*after) || (guchar) *after >= 0xc3))
        continue;
      if (after < end && *after == '.')
        after++;
      *p = after;
      *month = i + 1;
      return TRUE;
    }
  }

  return FALSE;
}

static const char *
skip_gap (const char *p, const char *end)
{
  p = sfl_slice_skip_space (p, end);
  if (p < end && *p == ',')
    p = sfl_slice_skip_space (p + 1, end);

  return p;
}

/* 21st, 2nd, 1er. */
static void
skip_ordinal (const char **p, const char *end)
{
  if (!sfl_slice_take (p, end, "st") && !sfl_slice_take (p, end, "nd") &&
      !sfl_slice_take (p, end, "rd") && !sfl_slice_take (p, end, "th"))
    sfl_slice_take (p, end, "er");
}

/* 21 janvier 2025, 21 January 2025. */
static gboolean
take_day_first (const char **p, const char *end, guint *year, guint *month, guint *day)
{
  if (!take_number (p, end, 2, day))
    return FALSE;
  skip_ordinal (p, end);
  *p = sfl_slice_skip_space (*p, end);
  if (sfl_slice_take (p, end, "of "))
    *p = sfl_slice_skip_space (*p, end);
  if (!take_month (p, end, month))
    return FALSE;
  *p = skip_gap (*p, end);

  return take_number (p, end, 4, year);
}

/* January 21, 2025. */
static gboolean
take_month_first (const char **p, const char *end, guint *year, guint *month, guint *day)
{
  if (!take_month (p, end, month))
    return FALSE;
  *p = sfl_slice_skip_space (*p, end);
  if (!take_number (p, end, 2, day))
    return FALSE;
  skip_ordinal (p, end);
  *p = skip_gap (*p, end);

  return take_number (p, end, 4, year);
}

/* 2025-01-21. */
static gboolean
take_iso (const char **p, const char *end, guint *year, guint *month, guint *day)
{
  return take_number (p, end, 4, year) && sfl_slice_take (p, end, "-") &&
         take_number (p, end, 2, month) && sfl_slice_take (p, end, "-") &&
         take_number (p, end, 2, day);
}

/* 21/01/2025 or 01/21/2025. */
static gboolean
take_slashes (const char **p, const char *end, guint *year, guint *month, guint *day)
{
  if (!take_number (p, end, 2, day) || !sfl_slice_take (p, end, "/") ||
      !take_number (p, end, 2, month) || !sfl_slice_take (p, end, "/") ||
      !take_number (p, end, 4, year))
    return FALSE;
  if (*month > 12) {
    guint swapped = *month;

    *month = *day;
    *day = swapped;
    return TRUE;
  }

  return *day > 12;
}

/**
 * sfl_date_find:
 * @text: a title
 * @iso: (out): the date as ISO 8601
 * @found: (out): where it stands
 *
 * Returns: whether there is a date in @text
 */
gboolean
sfl_date_find (SflSlice text, char iso[SFL_DATE_SIZE], SflSlice *found)
{
  static gboolean (*const readers[]) (const char **p, const char *end, guint *year, guint *month,
                                      guint *day) = { take_iso, take_day_first, take_month_first,
                                                      take_slashes };
  const char *limit;
  gboolean in_word = FALSE;

  if (sfl_slice_is_empty (text))
    return FALSE;

  limit = text.start + MIN (sfl_slice_get_length (text), MAX_SEARCH);
  for (const char *start = text.start; start < limit; start++) {
    gboolean starts_word = !in_word;

    in_word = g_ascii_isalnum (*start) || (guchar) *start >= 0x80;
    if (!in_word || !starts_word)
      continue;

    for (gsize i = 0; i < G_N_ELEMENTS (readers); i++) {
      const char *p = start;
      guint year, month, day;

      if (!readers[i](&p, text.end, &year, &month, &day) || year < 1800 ||
          !g_date_valid_dmy (day, month, year))
        continue;
      g_snprintf (iso, SFL_DATE_SIZE, "%04u-%02u-%02u", year, month, day);
      *found = (SflSlice){ start, p };
      return TRUE;
    }
  }

  return FALSE;
}
