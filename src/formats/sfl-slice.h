/* sfl-slice.h: a piece of a file's text
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Readers never copy nor terminate what they look at: a slice points into the
 * text that is being read, which is valid UTF-8 without NUL.
 */

#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/**
 * SflSlice:
 * @start: first byte
 * @end: after the last byte
 */
typedef struct {
  const char *start;
  const char *end;
} SflSlice;

/* All of @string, until that changes. */
static inline SflSlice
sfl_slice_of (const GString *string)
{
  SflSlice slice = { string->str, string->str + string->len };

  return slice;
}

static inline gsize
sfl_slice_get_length (SflSlice slice)
{
  return slice.end - slice.start;
}

static inline gboolean
sfl_slice_is_empty (SflSlice slice)
{
  return slice.start == slice.end;
}

static inline gboolean
sfl_slice_equal (SflSlice a, SflSlice b)
{
  gsize length = sfl_slice_get_length (a);

  return length == sfl_slice_get_length (b) &&
         (length == 0 || memcmp (a.start, b.start, length) == 0);
}

static inline const char *
sfl_slice_find (SflSlice slice, char c)
{
  return memchr (slice.start, c, slice.end - slice.start);
}

const char *sfl_slice_skip_space (const char *p, const char *end);
SflSlice sfl_slice_trim_space (SflSlice slice);
SflSlice sfl_slice_trim_invisible (SflSlice slice);
gboolean sfl_slice_has_prefix (SflSlice slice, const char *prefix);
gboolean sfl_slice_has_suffix (SflSlice slice, const char *suffix);
gboolean sfl_slice_is_word (SflSlice slice, const char *word);
gboolean sfl_slice_get_number (SflSlice slice, guint64 *number);
gsize sfl_slice_count_characters (SflSlice slice);

/* Takes white space off both ends. */
static inline SflSlice
sfl_slice_trim (SflSlice slice)
{
  /* Lines mostly begin and end with an ASCII letter, digit or mark. */
  if (slice.start < slice.end && (guchar) (*slice.start - '!') < 94 &&
      (guchar) (slice.end[-1] - '!') < 94)
    return slice;

  return sfl_slice_trim_space (slice);
}

/* Steps over @word, exactly as written. */
static inline gboolean
sfl_slice_take (const char **p, const char *end, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (end - *p) < length || memcmp (*p, word, length) != 0)
    return FALSE;
  *p += length;

  return TRUE;
}

/* Steps over one decimal digit: ASCII, Arabic-Indic, Persian or full-width. */
static inline gboolean
sfl_slice_take_digit (const char **p, const char *end, int *digit)
{
  const guchar *u = (const guchar *) *p;

  if (*p >= end)
    return FALSE;
  if (u[0] >= '0' && u[0] <= '9') {
    *digit = u[0] - '0';
    *p += 1;
    return TRUE;
  }
  if (u[0] < 0xd9)
    return FALSE;
  if (end - *p >= 2 && u[0] == 0xd9 && u[1] >= 0xa0 && u[1] <= 0xa9) {
    *digit = u[1] - 0xa0;
    *p += 2;
    return TRUE;
  }
  if (end - *p >= 2 && u[0] == 0xdb && u[1] >= 0xb0 && u[1] <= 0xb9) {
    *digit = u[1] - 0xb0;
    *p += 2;
    return TRUE;
  }
  if (end - *p >= 3 && u[0] == 0xef && u[1] == 0xbc && u[2] >= 0x90 && u[2] <= 0x99) {
    *digit = u[2] - 0x90;
    *p += 3;
    return TRUE;
  }

  return FALSE;
}

/* Steps over ':' or the full-width one that East Asian keyboards write. */
static inline gboolean
sfl_slice_take_colon (const char **p, const char *end)
{
  return sfl_slice_take (p, end, ":") || sfl_slice_take (p, end, "\xef\xbc\x9a");
}

G_END_DECLS
