/* sfl-output.c: pieces of a file that is being written
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * No locale anywhere: a file that was written here is read elsewhere.
 */

#include "config.h"

#include "sfl-output.h"

/* Digits of the largest number. */
#define MAX_DIGITS 20

void
sfl_output_number (GString *out, guint64 value, guint n_digits)
{
  char digits[MAX_DIGITS];
  guint n = 0;

  do {
    digits[MAX_DIGITS - ++n] = '0' + value % 10;
    value /= 10;
  } while (value > 0);
  while (n < MIN (n_digits, MAX_DIGITS))
    digits[MAX_DIGITS - ++n] = '0';
  g_string_append_len (out, digits + MAX_DIGITS - n, n);
}

/* 01:02:03.456, cut to so many decimals. */
void
sfl_output_clock (GString *out, SflTime time, SflClockStyle style)
{
  guint64 unit = SFL_SECOND;

  if (style.n_hour_digits > 0) {
    sfl_output_number (out, time / SFL_HOUR, style.n_hour_digits);
    g_string_append_c (out, ':');
    time %= SFL_HOUR;
  }
  sfl_output_number (out, time / SFL_MINUTE, 2);
  g_string_append_c (out, ':');
  sfl_output_number (out, time % SFL_MINUTE / SFL_SECOND, 2);
  if (style.n_decimals == 0)
    return;

  for (guint i = 0; i < style.n_decimals; i++)
    unit /= 10;
  g_string_append_c (out, style.sign);
  sfl_output_number (out, time % SFL_SECOND / unit, style.n_decimals);
}

/* 3.25, with as many decimals as it takes. */
void
sfl_output_seconds (GString *out, SflTime time)
{
  gsize length;

  sfl_output_number (out, time / SFL_SECOND, 1);
  if (time % SFL_SECOND == 0)
    return;

  g_string_append_c (out, '.');
  sfl_output_number (out, time % SFL_SECOND, 9);
  for (length = out->len; out->str[length - 1] == '0';)
    length--;
  g_string_truncate (out, length);
}

/* As few digits as say the same. */
void
sfl_output_float (GString *out, float value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (digits, sizeof digits, "%.6g", value);
  if ((float) g_ascii_strtod (digits, NULL) != value)
    g_ascii_formatd (digits, sizeof digits, "%.9g", value);
  g_string_append (out, digits);
}

void
sfl_output_slice (GString *out, SflSlice slice)
{
  g_string_append_len (out, slice.start, slice.end - slice.start);
}

/* The rows of @text in one, with a space for each line break. */
void
sfl_output_one_row (GString *out, SflSlice text)
{
  gsize start = out->len;

  sfl_output_slice (out, text);
  for (char *p = out->str + start; (p = memchr (p, '\n', out->str + out->len - p)) != NULL;)
    *p = ' ';
}

/* Escaped for the text and for the attributes of XML and HTML. */
void
sfl_output_xml (GString *out, SflSlice text)
{
  const char *run = text.start;

  for (const char *p = text.start; p < text.end; p++) {
    const char *escaped = *p == '&'   ? "&amp;"
                          : *p == '<' ? "&lt;"
                          : *p == '>' ? "&gt;"
                          : *p == '"' ? "&quot;"
                                      : NULL;

    if (escaped == NULL)
      continue;
    g_string_append_len (out, run, p - run);
    g_string_append (out, escaped);
    run = p + 1;
  }
  g_string_append_len (out, run, text.end - run);
}

/**
 * sfl_output_dup_clean:
 *
 * Returns: (transfer full) (nullable): @text without the characters that no file can
 *   take, its rows kept; NULL when nothing is left
 */
char *
sfl_output_dup_clean (const char *text)
{
  g_autoptr (GString) clean = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (c == 0x2028 || c == 0x2029 || c == '\r')
      c = '\n';
    else if ((g_unichar_iscntrl (c) && c != '\n' && c != '\t') || (c & 0xfffe) == 0xfffe)
      c = ' ';
    g_string_append_unichar (clean, c);
  }
  g_strstrip (clean->str);

  return *clean->str != '\0' ? g_string_free (g_steal_pointer (&clean), FALSE) : NULL;
}

/**
 * sfl_output_dup_meta:
 * @key: one of SFL_META_*
 *
 * Returns: (transfer full) (nullable): what the transcript says about itself
 */
char *
sfl_output_dup_meta (SflTranscript *transcript, const char *key)
{
  const char *value = sfl_transcript_get_meta (transcript, key);

  return value != NULL ? sfl_output_dup_clean (value) : NULL;
}

/**
 * sfl_output_dup_language:
 *
 * Returns: (transfer full) (nullable): the transcript's language, when it is one that a
 *   file may name: words of up to eight letters and digits, the first of letters alone
 */
char *
sfl_output_dup_language (SflTranscript *transcript)
{
  const char *language = sfl_transcript_get_meta (transcript, SFL_META_LANGUAGE);
  guint n = 0;
  gboolean is_first = TRUE;

  if (language == NULL)
    return NULL;
  for (const char *p = language; *p != '\0'; p++) {
    if (*p == '-' && n > (is_first ? 1 : 0) && n <= 8) {
      n = 0;
      is_first = FALSE;
    } else if (is_first ? g_ascii_isalpha (*p) : g_ascii_isalnum (*p)) {
      n++;
    } else {
      return NULL;
    }
  }

  return n > (is_first ? 1 : 0) && n <= 8 ? g_strdup (language) : NULL;
}

/* Takes @out for the whole file. */
GBytes *
sfl_output_end (GString *out)
{
  return g_string_free_to_bytes (out);
}
