/* sfl-json.c: the tokens of a JSON text
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Written for transcripts: half of them come from scripts that print what they please, so
 * NaN, Infinity, commas too many or missing, line breaks in strings, bad escapes and a text
 * that breaks off are taken as far as they make sense.  Any thread.
 */

#include "config.h"

#include "sfl-json.h"

#include <glib/gi18n-lib.h>

#define BYTE_ORDER_MARK "\xef\xbb\xbf"
#define REPLACEMENT 0xfffd

/* @text is valid UTF-8, and is not copied. */
void
sfl_json_init (SflJson *self, const char *text, gsize length)
{
  *self =
      (SflJson){ .text = text, .p = text, .end = text + length, .at = text, .counted_to = text };
  sfl_slice_take (&self->p, self->end, BYTE_ORDER_MARK);
}

static inline gboolean
is_space (char c)
{
  return c == ' ' || (c >= '\t' && c <= '\r');
}

/* White space beyond ASCII may have come with copying. */
static inline void
skip_space (SflJson *self)
{
  while (self->p < self->end && is_space (*self->p))
    self->p++;
  if (self->p < self->end && (guchar) *self->p >= 0x80)
    self->p = sfl_slice_skip_space (self->p, self->end);
}

static inline void
skip_space_and_commas (SflJson *self)
{
  skip_space (self);
  while (self->p < self->end && *self->p == ',') {
    self->p++;
    skip_space (self);
  }
}

static SflJsonToken
break_off (SflJson *self, SflJsonProblem problem)
{
  self->at = self->p;
  self->problem = problem;

  return self->token = SFL_JSON_BROKEN;
}

static inline gboolean
take_string (SflJson *self, SflSlice *string)
{
  const char *p = self->p + 1;

  string->start = p;
  while ((p = memchr (p, '"', self->end - p)) != NULL) {
    const char *q = p;

    while (q > string->start && q[-1] == '\\')
      q--;
    if ((p - q) % 2 == 0) {
      string->end = p;
      self->p = p + 1;
      return TRUE;
    }
    p++;
  }

  return FALSE;
}

static inline gboolean
is_in_object (const SflJson *self)
{
  return self->depth > 0 && (self->objects >> (self->depth - 1) & 1) != 0;
}

static SflJsonToken
begin (SflJson *self, SflJsonToken token)
{
  guint64 bit;

  if (self->depth == SFL_JSON_MAX_DEPTH)
    return break_off (self, SFL_JSON_DEEP);
  bit = G_GUINT64_CONSTANT (1) << self->depth++;
  self->objects = token == SFL_JSON_OBJECT ? self->objects | bit : self->objects & ~bit;
  self->p++;

  return self->token = token;
}

static SflJsonToken
end (SflJson *self, SflJsonToken token)
{
  if (self->depth == 0 || is_in_object (self) != (token == SFL_JSON_OBJECT_END))
    return break_off (self, SFL_JSON_GARBAGE);
  self->depth--;
  self->p++;

  return self->token = token;
}

static inline gboolean
is_letter (char c)
{
  return g_ascii_isalnum (c) || c == '+' || c == '-' || c == '.' || c == '_';
}

/* Numbers, and words like null and -Infinity. */
static SflJsonToken
take_bare (SflJson *self)
{
  const char *start = self->p;

  while (self->p < self->end && is_letter (*self->p))
    self->p++;
  if (self->p == start)
    return break_off (self, SFL_JSON_GARBAGE);
  self->value = (SflSlice){ start, self->p };
  if (!g_ascii_isalpha (*start) || sfl_slice_is_word (self->value, "nan") ||
      sfl_slice_is_word (self->value, "infinity"))
    return self->token = SFL_JSON_NUMBER;
  if (sfl_slice_is_word (self->value, "true") || sfl_slice_is_word (self->value, "false") ||
      sfl_slice_is_word (self->value, "null") || sfl_slice_is_word (self->value, "none") ||
      sfl_slice_is_word (self->value, "undefined"))
    return self->token = SFL_JSON_WORD;
  self->p = start;

  return break_off (self, SFL_JSON_GARBAGE);
}

/* After SFL_JSON_END or SFL_JSON_BROKEN, the same comes again. */
SflJsonToken
sfl_json_next (SflJson *self)
{
  if (self->problem != SFL_JSON_FINE)
    return self->token = SFL_JSON_BROKEN;

  skip_space_and_commas (self);
  self->key = self->value = (SflSlice){ self->p, self->p };
  if (self->p == self->end) {
    if (self->depth > 0)
      return break_off (self, SFL_JSON_CUT);
    self->at = self->p;
    return self->token = SFL_JSON_END;
  }

  if (is_in_object (self) && *self->p != '}') {
    if (*self->p != '"')
      return break_off (self, SFL_JSON_GARBAGE);
    if (!take_string (self, &self->key))
      return break_off (self, SFL_JSON_CUT);
    skip_space (self);
    if (self->p == self->end)
      return break_off (self, SFL_JSON_CUT);
    if (*self->p != ':')
      return break_off (self, SFL_JSON_GARBAGE);
    self->p++;
    skip_space (self);
    if (self->p == self->end)
      return break_off (self, SFL_JSON_CUT);
  }

  self->at = self->p;
  switch (*self->p) {
  case '"':
    if (!take_string (self, &self->value))
      return break_off (self, SFL_JSON_CUT);
    return self->token = SFL_JSON_STRING;
  case '{':
    return begin (self, SFL_JSON_OBJECT);
  case '[':
    return begin (self, SFL_JSON_ARRAY);
  case '}':
    return end (self, SFL_JSON_OBJECT_END);
  case ']':
    return end (self, SFL_JSON_ARRAY_END);
  default:
    return take_bare (self);
  }
}

/* Goes on to the end of the object or array that has just begun; anything else has passed. */
void
sfl_json_skip (SflJson *self)
{
  guint depth = self->depth;

  if (self->token != SFL_JSON_OBJECT && self->token != SFL_JSON_ARRAY)
    return;
  while (self->depth >= depth && sfl_json_next (self) != SFL_JSON_BROKEN)
    ;
}

/* The line of the text that @at points into, from 1.  Asked in rising order, all lines
 * together are counted once.
 */
guint
sfl_json_get_line (SflJson *self, const char *at)
{
  const char *p = self->counted_to;

  if (at < p)
    return self->n_lines + 1;
  while (p < at && (p = memchr (p, '\n', at - p)) != NULL) {
    self->n_lines++;
    p++;
  }
  self->counted_to = at;

  return self->n_lines + 1;
}

/* Why the text is broken: for a user. */
const char *
sfl_json_get_problem (const SflJson *self)
{
  G_STATIC_ASSERT (SFL_JSON_MAX_DEPTH == 64); /* also the bits of @objects */

  switch (self->problem) {
  case SFL_JSON_CUT:
    return _ ("The file ends too early");
  case SFL_JSON_DEEP:
    return _ ("More than 64 brackets inside one another");
  case SFL_JSON_FINE:
  case SFL_JSON_GARBAGE:
  default:
    return _ ("This is not JSON");
  }
}

/* Whether the token's name is @name.  Case and the signs between words do not count:
 * "startTime" is "start_time" and "StartTime".  @name is lower case, of letters alone.
 */
gboolean
sfl_json_is_key (const SflJson *self, const char *name)
{
  const char *p = self->key.start;

  for (; p < self->key.end; p++) {
    if (*p == '_' || *p == '-' || *p == '@')
      continue;
    if (*name == '\0' || g_ascii_tolower (*p) != *name)
      return FALSE;
    name++;
  }

  return *name == '\0';
}

/* Steps over the four digits of "\u0041", @p being at the first. */
static gboolean
take_unit (const char **p, const char *end, gunichar *unit)
{
  gunichar value = 0;

  if (end - *p < 4)
    return FALSE;
  for (int i = 0; i < 4; i++) {
    int digit = g_ascii_xdigit_value ((*p)[i]);

    if (digit < 0)
      return FALSE;
    value = value * 16 + digit;
  }
  *p += 4;
  *unit = value;

  return TRUE;
}

/* @p is behind "\u".  Half a pair of surrogates, which no text can hold, is replaced; so
 * is NUL.
 */
static void
append_unicode (GString *string, const char **p, const char *end)
{
  gunichar c, low;

  if (!take_unit (p, end, &c)) {
    g_string_append_c (string, 'u');
    return;
  }
  if (c >= 0xd800 && c < 0xdc00) {
    const char *q = *p;

    if (sfl_slice_take (&q, end, "\\u") && take_unit (&q, end, &low) && low >= 0xdc00 &&
        low < 0xe000) {
      c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
      *p = q;
    } else {
      c = REPLACEMENT;
    }
  } else if ((c >= 0xdc00 && c < 0xe000) || c == 0) {
    c = REPLACEMENT;
  }
  g_string_append_unichar (string, c);
}

/* Adds the text of a string token or a key; of a bad escape, what follows the backslash. */
void
sfl_json_append_string (GString *string, SflSlice value)
{
  static const char letters[] = "bfnrt", values[] = "\b\f\n\r\t";
  const char *p = value.start;

  while (p < value.end) {
    const char *backslash = memchr (p, '\\', value.end - p);
    const char *letter;

    g_string_append_len (string, p, (backslash != NULL ? backslash : value.end) - p);
    if (backslash == NULL || backslash + 1 == value.end)
      break;
    p = backslash + 2;
    if (backslash[1] == 'u')
      append_unicode (string, &p, value.end);
    else if ((letter = strchr (letters, backslash[1])) != NULL)
      g_string_append_c (string, values[letter - letters]);
    else if ((guchar) backslash[1] < 0x80)
      g_string_append_c (string, backslash[1]);
    else
      p = backslash + 1; /* a character of several bytes */
  }
}

/* Times 10, @times times; FALSE when that is too much for @value. */
static gboolean
scale (guint64 *value, gint64 times)
{
  for (; times > 0 && *value > 0; times--)
    if (!g_uint64_checked_mul (value, *value, 10))
      return FALSE;

  return TRUE;
}

/**
 * sfl_json_get_decimal:
 * @value: digits, as in -12.5e3
 * @power: of ten, that the number is multiplied with
 * @number: the product, rounded
 *
 * Exact: "0.1" with a power of 9 is 100000000.  A number too large to count becomes
 * G_MAXINT64, or G_MININT64.
 *
 * Returns: FALSE for NaN, Infinity and what is no number
 */
gboolean
sfl_json_get_decimal (SflSlice value, int power, gint64 *number)
{
  const char *p = value.start;
  gboolean negative, any = FALSE, point = FALSE, exponent_negative = FALSE;
  guint64 mantissa = 0;
  gint64 exponent = power, written = 0;
  int dropped = -1; /* the first digit that found no room */

  negative = p < value.end && *p == '-';
  if (p < value.end && (*p == '-' || *p == '+'))
    p++;
  for (; p < value.end && (g_ascii_isdigit (*p) || (*p == '.' && !point)); p++) {
    if (*p == '.') {
      point = TRUE;
      continue;
    }
    any = TRUE;
    if (mantissa < G_MAXINT64 / 10) {
      mantissa = mantissa * 10 + (*p - '0');
      exponent -= point;
    } else {
      if (dropped < 0)
        dropped = *p - '0';
      exponent += !point;
    }
  }
  if (!any)
    return FALSE;
  if (p < value.end && (*p == 'e' || *p == 'E')) {
    p++;
    exponent_negative = p < value.end && *p == '-';
    if (p < value.end && (*p == '-' || *p == '+'))
      p++;
    if (p == value.end)
      return FALSE;
    for (; p < value.end && g_ascii_isdigit (*p); p++)
      written = MIN (written * 10 + (*p - '0'), G_MAXINT32);
    exponent += exponent_negative ? -written : written;
  }
  if (p < value.end)
    return FALSE;

  if (exponent > 0) {
    if (!scale (&mantissa, exponent) || mantissa > G_MAXINT64)
      mantissa = G_MAXUINT64;
  } else if (exponent < 0) {
    guint64 digit = 0;

    for (; exponent < 0 && (mantissa > 0 || digit > 0); exponent++) {
      digit = mantissa % 10;
      mantissa /= 10;
    }
    mantissa += digit >= 5;
  } else {
    mantissa += dropped >= 5;
  }

  if (mantissa > G_MAXINT64)
    *number = negative ? G_MININT64 : G_MAXINT64;
  else
    *number = negative ? -(gint64) mantissa : (gint64) mantissa;

  return TRUE;
}
