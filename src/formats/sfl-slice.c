/* sfl-slice.c: a piece of a file's text
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * No locale, no allocation, no byte read outside the slice.  Any thread.
 */

#include "config.h"

#include "sfl-slice.h"

/* Bytes of the white space at @p, 0 for none.  U+00A0, U+202F and the widths of
 * U+2000 to U+200A stand beside times in pasted text; U+3000 is the Japanese one.
 */
static inline gsize
measure_space (const char *p, const char *end)
{
  const guchar *u = (const guchar *) p;

  if (u[0] == ' ' || (u[0] >= '\t' && u[0] <= '\r'))
    return 1;
  if (u[0] < 0xc2)
    return 0;
  if (end - p >= 2 && u[0] == 0xc2 && (u[1] == 0xa0 || u[1] == 0x85))
    return 2;
  if (end - p >= 3 && u[0] == 0xe2 && u[1] == 0x80 &&
      (u[2] <= 0x8a || u[2] == 0xa8 || u[2] == 0xa9 || u[2] == 0xaf))
    return 3;
  if (end - p >= 3 && u[0] == 0xe3 && u[1] == 0x80 && u[2] == 0x80)
    return 3;

  return 0;
}

/* Bytes of the character at @p that shows nothing: U+200B, U+200E, U+200F,
 * U+202A to U+202E, U+2060, U+2066 to U+2069 and U+FEFF.
 */
static inline gsize
measure_invisible (const char *p, const char *end)
{
  const guchar *u = (const guchar *) p;

  if (end - p < 3)
    return 0;
  if (u[0] == 0xe2 && u[1] == 0x80)
    return u[2] == 0x8b || u[2] == 0x8e || u[2] == 0x8f || (u[2] >= 0xaa && u[2] <= 0xae) ? 3 : 0;
  if (u[0] == 0xe2 && u[1] == 0x81)
    return u[2] == 0xa0 || (u[2] >= 0xa6 && u[2] <= 0xa9) ? 3 : 0;
  if (u[0] == 0xef && u[1] == 0xbb && u[2] == 0xbf)
    return 3;

  return 0;
}

static inline const char *
step_back (const char *start, const char *p)
{
  do
    p--;
  while (p > start && ((guchar) *p & 0xc0) == 0x80);

  return p;
}

const char *
sfl_slice_skip_space (const char *p, const char *end)
{
  while (p < end) {
    gsize n = measure_space (p, end);

    if (n == 0)
      break;
    p += n;
  }

  return p;
}

static SflSlice
trim (SflSlice slice, gboolean invisible)
{
  while (slice.start < slice.end) {
    gsize n = measure_space (slice.start, slice.end);

    if (n == 0 && invisible)
      n = measure_invisible (slice.start, slice.end);
    if (n == 0)
      break;
    slice.start += n;
  }
  while (slice.start < slice.end) {
    const char *last = step_back (slice.start, slice.end);

    if (measure_space (last, slice.end) == 0 &&
        !(invisible && measure_invisible (last, slice.end) > 0))
      break;
    slice.end = last;
  }

  return slice;
}

SflSlice
sfl_slice_trim_space (SflSlice slice)
{
  return trim (slice, FALSE);
}

/* Takes white space and direction marks off both ends: for matching, never for
 * the text that is kept.
 */
SflSlice
sfl_slice_trim_invisible (SflSlice slice)
{
  return trim (slice, TRUE);
}

/* @prefix is ASCII; its case does not matter. */
gboolean
sfl_slice_has_prefix (SflSlice slice, const char *prefix)
{
  gsize length = strlen (prefix);

  return sfl_slice_get_length (slice) >= length &&
         g_ascii_strncasecmp (slice.start, prefix, length) == 0;
}

/* @suffix is ASCII; its case does not matter. */
gboolean
sfl_slice_has_suffix (SflSlice slice, const char *suffix)
{
  gsize length = strlen (suffix);

  return sfl_slice_get_length (slice) >= length &&
         g_ascii_strncasecmp (slice.end - length, suffix, length) == 0;
}

/* Whether the whole of @slice is @word, but for the case of ASCII letters. */
gboolean
sfl_slice_is_word (SflSlice slice, const char *word)
{
  return sfl_slice_get_length (slice) == strlen (word) && sfl_slice_has_prefix (slice, word);
}

/* Whether @slice is nothing but digits; @number is then their value, or G_MAXUINT64
 * where they say more.
 */
gboolean
sfl_slice_get_number (SflSlice slice, guint64 *number)
{
  const char *p = slice.start;
  guint64 value = 0;
  int digit;

  if (sfl_slice_is_empty (slice))
    return FALSE;
  while (sfl_slice_take_digit (&p, slice.end, &digit))
    value = value > (G_MAXUINT64 - 9) / 10 ? G_MAXUINT64 : value * 10 + digit;
  *number = value;

  return p == slice.end;
}

gsize
sfl_slice_count_characters (SflSlice slice)
{
  gsize n = 0;

  for (const char *p = slice.start; p < slice.end; p++)
    n += ((guchar) *p & 0xc0) != 0x80;

  return n;
}
