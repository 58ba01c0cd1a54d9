/* sfl-text-decoder.c: from a file's bytes to UTF-8
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A byte order mark decides, then the pattern of NULs that UTF-16 makes, then
 * UTF-8 where it is valid.  What is left is read line by line: files joined from
 * two sources change their encoding on the way, and one broken character of a
 * speech recogniser must not spoil the accents of a whole file.  What the user says goes
 * before all of it: nothing tells the old encodings of other scripts apart.  Any thread.
 */

#include "config.h"

#include "sfl-text-decoder.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd"

/* Looked at for the NULs of UTF-16 without a mark. */
#define SAMPLE_BYTES 4096

/* Converted at once. */
#define CONVERTED_BYTES 16384

/* Windows-1252 from 0x80 to 0x9f; 0 is not assigned. */
static const guint16 cp1252[32] = {
  0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
  0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
  0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

/* Bytes of the valid sequence of more than one byte at @p, 0 when it is not one. */
static inline gsize
measure_sequence (const guchar *p, const guchar *end)
{
#define IS_TAIL(c) (((c) &0xc0) == 0x80)
  if (p[0] < 0xc2)
    return 0;
  if (p[0] < 0xe0)
    return end - p >= 2 && IS_TAIL (p[1]) ? 2 : 0;
  if (p[0] < 0xf0) {
    if (end - p < 3 || !IS_TAIL (p[1]) || !IS_TAIL (p[2]))
      return 0;
    if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] >= 0xa0))
      return 0;
    return 3;
  }
  if (p[0] > 0xf4 || end - p < 4 || !IS_TAIL (p[1]) || !IS_TAIL (p[2]) || !IS_TAIL (p[3]))
    return 0;
  if ((p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] >= 0x90))
    return 0;
  return 4;
#undef IS_TAIL
}

/* The first byte that is not part of valid UTF-8, or is NUL; @end when there is none.
 * Eight bytes at a time: a byte over 0x7f or a NUL leaves a high bit in the sum.
 */
static const guchar *
find_invalid (const guchar *p, const guchar *end)
{
  const guint64 ones = G_GUINT64_CONSTANT (0x0101010101010101);
  const guint64 highs = G_GUINT64_CONSTANT (0x8080808080808080);

  while (p < end) {
    gsize n;

    if (end - p >= 8) {
      guint64 word;

      memcpy (&word, p, 8);
      if ((((word - ones) | word) & highs) == 0) {
        p += 8;
        continue;
      }
    }
    while (p < end && *p != 0 && *p < 0x80)
      p++;
    if (p == end)
      break;
    n = measure_sequence (p, end);
    if (n == 0)
      return p;
    p += n;
  }

  return end;
}

static void
append_character (GString *text, gunichar c, SflDecoding *decoding)
{
  if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) {
    decoding->n_replaced++;
    g_string_append_len (text, REPLACEMENT, 3);
  } else if (c < 0x80) {
    g_string_append_c (text, c);
  } else {
    g_string_append_unichar (text, c);
  }
}

static guint
read_unit (const guchar *p, gsize size, gboolean big)
{
  guint value = 0;

  for (gsize i = 0; i < size; i++)
    value |= (guint) p[i] << 8 * (big ? size - 1 - i : i);

  return value;
}

static GString *
decode_wide (const guchar *p, const guchar *end, gsize size, gboolean big, SflDecoding *decoding)
{
  GString *text = g_string_sized_new ((end - p) / size + 16);

  while ((gsize) (end - p) >= size) {
    gunichar c = read_unit (p, size, big);

    p += size;
    if (size == 2 && c >= 0xd800 && c < 0xdc00 && end - p >= 2) {
      gunichar low = read_unit (p, 2, big);

      if (low >= 0xdc00 && low < 0xe000) {
        c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
        p += 2;
      }
    }
    append_character (text, c, decoding);
  }

  return text;
}

/* Reads a line that is not UTF-8 as a whole.  Where most accents are good UTF-8, a
 * few bytes were lost; where they are not, it is Windows-1252 (never Latin-1:
 * 0x92 is an apostrophe).
 */
static gboolean
decode_line (GString *text, const guchar *p, const guchar *end, SflDecoding *decoding)
{
  guint n_good = 0, n_bad = 0;
  gboolean is_cp1252;

  for (const guchar *q = p; q < end;) {
    gsize n = *q < 0x80 ? 1 : measure_sequence (q, end);

    n_good += n > 1;
    n_bad += n == 0;
    q += MAX (n, 1);
  }
  is_cp1252 = n_bad > 0 && n_good <= n_bad;

  while (p < end) {
    gsize n = *p < 0x80 ? 1 : is_cp1252 ? 0 : measure_sequence (p, end);

    if (n > 1 || (n == 1 && *p != 0))
      g_string_append_len (text, (const char *) p, n);
    else if (n == 0 && is_cp1252)
      append_character (text, *p >= 0xa0 ? *p : cp1252[*p - 0x80], decoding);
    else
      append_character (text, 0, decoding);
    p += MAX (n, 1);
  }

  return is_cp1252;
}

static GString *
decode_lines (const guchar *p, const guchar *end, SflDecoding *decoding)
{
  GString *text = g_string_sized_new (end - p + (end - p) / 16 + 16);
  gboolean any_utf8 = FALSE, any_cp1252 = FALSE;

  while (p < end) {
    const guchar *bad = find_invalid (p, end);
    const guchar *line = bad, *line_end;

    /* All lines up to the one with the bad byte go over as they are. */
    while (bad < end && line > p && line[-1] != '\n' && line[-1] != '\r')
      line--;
    for (const guchar *q = p; q < line && !any_utf8; q++)
      any_utf8 = *q >= 0x80;
    g_string_append_len (text, (const char *) p, line - p);
    if (bad == end)
      break;

    for (line_end = bad; line_end < end && *line_end != '\n' && *line_end != '\r';)
      line_end++;
    if (decode_line (text, line, line_end, decoding))
      any_cp1252 = TRUE;
    else
      any_utf8 = TRUE;
    p = line_end;
  }

  if (any_cp1252)
    decoding->encoding = any_utf8 ? SFL_ENCODING_MIXED : SFL_ENCODING_CP1252;

  return text;
}

/* UTF-16 without a mark: of the bytes at even or at odd places most are NUL, and of
 * the others few.
 */
static gboolean
looks_wide (const guchar *data, gsize length, gboolean *big)
{
  gsize n_pairs = MIN (length, SAMPLE_BYTES) / 2;
  gsize n_nuls[2] = { 0, 0 };

  for (gsize i = 0; i < n_pairs * 2; i++)
    n_nuls[i & 1] += data[i] == 0;
  *big = n_nuls[0] > n_nuls[1];

  return n_nuls[*big ? 0 : 1] * 10 > n_pairs * 6 && n_nuls[*big ? 1 : 0] * 10 < n_pairs;
}

/* Appends what a converter made, which may hold NUL. */
static void
append_converted (GString *text, const char *p, gsize length, SflDecoding *decoding)
{
  const char *end = p + length;

  while (p < end) {
    const char *nul = memchr (p, '\0', end - p);

    g_string_append_len (text, p, (nul != NULL ? nul : end) - p);
    if (nul == NULL)
      break;
    append_character (text, 0, decoding);
    p = nul + 1;
  }
}

/* Returns NULL when iconv does not know @charset. */
static GString *
decode_chosen (const char *data, gsize length, const char *charset, SflDecoding *decoding)
{
  GIConv converter = g_iconv_open ("UTF-8", charset);
  char *in = (char *) data;
  char buffer[CONVERTED_BYTES];
  GString *text;

  if (converter == (GIConv) -1)
    return NULL;
  text = g_string_sized_new (length + length / 2 + 16);
  while (length > 0) {
    char *out = buffer;
    gsize room = sizeof buffer;
    gsize result = g_iconv (converter, &in, &length, &out, &room);
    gboolean is_bad = result == (gsize) -1 && errno != E2BIG;

    append_converted (text, buffer, out - buffer, decoding);
    if (is_bad && length > 0) {
      append_character (text, 0, decoding);
      in++;
      length--;
      g_iconv (converter, NULL, NULL, NULL, NULL);
    }
  }
  g_iconv_close (converter);
  if (text->len >= 3 && memcmp (text->str, "\xef\xbb\xbf", 3) == 0)
    g_string_erase (text, 0, 3);

  return text;
}

/**
 * sfl_text_decoder_decode:
 * @bytes: what a file holds
 * @charset: (nullable): as iconv knows it, whatever the bytes look like; where it is not
 *   known, they decide
 * @decoding: (out): how it was read
 *
 * Returns: (transfer full): valid UTF-8 without NUL and without byte order mark;
 *   the very memory of @bytes when that is so already
 */
GBytes *
sfl_text_decoder_decode (GBytes *bytes, const char *charset, SflDecoding *decoding)
{
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);
  const guchar *end;
  gsize mark = 0, size = 1;
  gboolean big = FALSE;
  GString *text;

  *decoding = (SflDecoding){ SFL_ENCODING_UTF8, 0, FALSE };
  if (length == 0)
    return g_bytes_ref (bytes);
  end = data + length;

  if (charset != NULL) {
    text = decode_chosen ((const char *) data, length, charset, decoding);
    if (text != NULL) {
      decoding->encoding = SFL_ENCODING_CHOSEN;
      return g_string_free_to_bytes (text);
    }
    decoding->charset_unknown = TRUE;
  }

  if (length >= 4 && memcmp (data, "\xff\xfe\0\0", 4) == 0) {
    mark = size = 4;
  } else if (length >= 4 && memcmp (data, "\0\0\xfe\xff", 4) == 0) {
    mark = size = 4;
    big = TRUE;
  } else if (length >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0) {
    mark = 3;
  } else if (length >= 2 && memcmp (data, "\xff\xfe", 2) == 0) {
    mark = size = 2;
  } else if (length >= 2 && memcmp (data, "\xfe\xff", 2) == 0) {
    mark = size = 2;
    big = TRUE;
  } else if (looks_wide (data, length, &big)) {
    size = 2;
  }

  if (size == 1) {
    if (find_invalid (data + mark, end) == end)
      return g_bytes_new_from_bytes (bytes, mark, length - mark);
    text = decode_lines (data + mark, end, decoding);
  } else {
    text = decode_wide (data + mark, end, size, big, decoding);
    decoding->encoding = size == 2 ? (big ? SFL_ENCODING_UTF16_BE : SFL_ENCODING_UTF16_LE)
                                   : (big ? SFL_ENCODING_UTF32_BE : SFL_ENCODING_UTF32_LE);
  }

  return g_string_free_to_bytes (text);
}

/* A name people know, not to be translated; empty for one that the user knows. */
const char *
sfl_encoding_get_name (SflEncoding encoding)
{
  static const char *const names[] = {
    "UTF-8", "UTF-16", "UTF-16", "UTF-32", "UTF-32", "Windows-1252", "Windows-1252 + UTF-8", "",
  };

  return names[encoding];
}

/* What a user may choose from, the likely ones first. */
const SflEncodingChoice *
sfl_encoding_get_choices (guint *n_choices)
{
  static const SflEncodingChoice choices[] = {
    { "UTF-8", N_ ("Unicode (UTF-8)") },
    { "CP1252", N_ ("Western European (Windows-1252)") },
    { "CP1250", N_ ("Central European (Windows-1250)") },
    { "CP1251", N_ ("Cyrillic (Windows-1251)") },
    { "CP1256", N_ ("Arabic (Windows-1256)") },
    { "GB18030", N_ ("Chinese (GB18030)") },
    { "SHIFT_JIS", N_ ("Japanese (Shift-JIS)") },
    { "MACINTOSH", N_ ("Western European (Mac)") },
  };

  *n_choices = G_N_ELEMENTS (choices);

  return choices;
}
