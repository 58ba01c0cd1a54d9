/* test-text-decoder.c: the encodings that files come in
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "sfl-line-scanner.h"
#include "sfl-text-decoder.h"

#define R "\xef\xbf\xbd"

#define BYTES(literal) literal, sizeof literal - 1

static const struct {
  const char *name;
  const char *bytes;
  gsize length;
  const char *text;
  SflEncoding encoding;
  guint n_replaced;
} rows[] = {
  { "empty", BYTES (""), "", SFL_ENCODING_UTF8, 0 },
  { "ASCII", BYTES ("abcdefghijklmnopqrstuvwxyz"), "abcdefghijklmnopqrstuvwxyz", SFL_ENCODING_UTF8,
    0 },
  { "UTF-8", BYTES ("un été, 漢字 🗞"), "un été, 漢字 🗞", SFL_ENCODING_UTF8, 0 },
  { "UTF-8 with mark", BYTES ("\xef\xbb\xbfun été"), "un été", SFL_ENCODING_UTF8, 0 },
  { "mark inside",
    BYTES ("a\n\xef\xbb\xbf"
           "b"),
    "a\n\xef\xbb\xbf"
    "b",
    SFL_ENCODING_UTF8, 0 },
  { "UTF-16 LE",
    BYTES ("\xff\xfe"
           "a\0\xe9\0"),
    "aé", SFL_ENCODING_UTF16_LE, 0 },
  { "UTF-16 BE", BYTES ("\xfe\xff\0a\0\xe9"), "aé", SFL_ENCODING_UTF16_BE, 0 },
  { "UTF-16 LE without mark", BYTES ("a\0b\0c\0d\0\x19\x20\n\0"), "abcd’\n", SFL_ENCODING_UTF16_LE,
    0 },
  { "UTF-16 BE without mark", BYTES ("\0a\0b\0c\0d\x20\x19\0\n"), "abcd’\n", SFL_ENCODING_UTF16_BE,
    0 },
  { "surrogates",
    BYTES ("\xff\xfe\x3d\xd8\x00\xde"
           "a\0"),
    "😀a", SFL_ENCODING_UTF16_LE, 0 },
  { "lone surrogates",
    BYTES ("\xff\xfe\x3d\xd8"
           "a\0\x00\xde"),
    R "a" R, SFL_ENCODING_UTF16_LE, 2 },
  { "odd byte",
    BYTES ("\xff\xfe"
           "a\0b"),
    "a", SFL_ENCODING_UTF16_LE, 0 },
  { "UTF-32 LE", BYTES ("\xff\xfe\0\0a\0\0\0\x00\xf6\x01\0"), "a😀", SFL_ENCODING_UTF32_LE, 0 },
  { "UTF-32 BE", BYTES ("\0\0\xfe\xff\0\0\0a\0\x11\0\0"), "a" R, SFL_ENCODING_UTF32_BE, 1 },
  { "Windows-1252", BYTES ("l\x92\xe9t\xe9, un c\x9cur \x80\n"), "l’été, un cœur €\n",
    SFL_ENCODING_CP1252, 0 },
  { "Windows-1252, not assigned", BYTES ("\xe9\x81\xe9"), "é" R "é", SFL_ENCODING_CP1252, 1 },
  { "two files joined", BYTES ("été\n\xe9t\xe9\nété\r\n\xe9t\xe9"), "été\nété\nété\r\nété",
    SFL_ENCODING_MIXED, 0 },
  { "a lone byte among accents", BYTES ("déjà été \xc3 vu\n"), "déjà été " R " vu\n",
    SFL_ENCODING_UTF8, 1 },
  { "cut at the end", BYTES ("déjà été\xe2\x82"), "déjà été" R R, SFL_ENCODING_UTF8, 2 },
  { "NULs", BYTES ("abc\0d\0\0\n"), "abc" R "d" R R "\n", SFL_ENCODING_UTF8, 3 },
  { "nothing but NULs", BYTES ("\0\0\0\0\0\0"), R R R R R R, SFL_ENCODING_UTF8, 6 },
  { "too long", BYTES ("aé\xc0\xaf\xe0\x80\x80z"), "aÃ©À¯à€€z", SFL_ENCODING_CP1252, 0 },
};

static void
test_row (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (GBytes) bytes = g_bytes_new (rows[i].bytes, rows[i].length);
  SflDecoding decoding;
  g_autoptr (GBytes) decoded = sfl_text_decoder_decode (bytes, NULL, &decoding);
  gsize length;
  const char *text = g_bytes_get_data (decoded, &length);
  g_autofree char *copy = g_strndup (length > 0 ? text : "", length);

  g_assert_true (length == 0 || g_utf8_validate_len (text, length, NULL));
  g_assert_cmpstr (copy, ==, rows[i].text);
  g_assert_cmpint (decoding.encoding, ==, rows[i].encoding);
  g_assert_cmpuint (decoding.n_replaced, ==, rows[i].n_replaced);
}

/* A file of 100 MB that is UTF-8 already is not held twice. */
static void
test_same_memory (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (BYTES ("\xef\xbb\xbfun été"));
  SflDecoding decoding;
  g_autoptr (GBytes) decoded = sfl_text_decoder_decode (bytes, NULL, &decoding);

  g_assert_true ((const char *) g_bytes_get_data (decoded, NULL) ==
                 (const char *) g_bytes_get_data (bytes, NULL) + 3);
}

/* Every place in a word of eight bytes finds its bad byte. */
static void
test_every_place (void)
{
  for (gsize place = 0; place < 40; place++) {
    char text[40];
    SflDecoding decoding;

    memset (text, 'a', sizeof text);
    text[place] = '\0';
    {
      g_autoptr (GBytes) bytes = g_bytes_new (text, sizeof text);
      g_autoptr (GBytes) decoded = sfl_text_decoder_decode (bytes, NULL, &decoding);

      g_assert_cmpuint (decoding.n_replaced, ==, 1);
      g_assert_cmpuint (g_bytes_get_size (decoded), ==, sizeof text + 2);
    }
  }
}

static const struct {
  const char *name;
  const char *text;
  const char *lines; /* with '|' after each */
} newlines[] = {
  { "LF", "a\nb\n\nc", "a|b||c|" },
  { "CR LF", "a\r\nb\r\n\r\nc\r\n", "a|b||c|" },
  { "CR", "a\rb\r\rc\r", "a|b||c|" },
  { "CR CR LF", "a\r\r\nb\r\r\n\r\r\nc", "a|b||c|" },
  { "NEL",
    "a\xc2\x85"
    "b\xc2\x85\xc2\x85"
    "c",
    "a|b||c|" },
  { "U+2028 and U+2029",
    "a\xe2\x80\xa8"
    "b\xe2\x80\xa9\xe2\x80\xa8"
    "c",
    "a|b||c|" },
  { "mixed",
    "a\rb\nc\r\nd\xc2\x85"
    "e",
    "a|b|c|d|e|" },
  { "others of their bytes",
    "«\xc2\xa0"
    "été…\xe2\x80\xaf»\n",
    "« été… »|" },
  { "nothing", "", "" },
};

static void
test_newlines (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  GString *lines = g_string_new (NULL);
  SflLineScanner scanner;
  SflSlice line;
  guint n_lines = 0;

  sfl_line_scanner_init (&scanner, newlines[i].text, strlen (newlines[i].text));
  while (sfl_line_scanner_next (&scanner, &line)) {
    g_string_append_len (lines, line.start, line.end - line.start);
    g_string_append_c (lines, '|');
    g_assert_cmpuint (scanner.number, ==, ++n_lines);
  }
  g_string_replace (lines, "\xc2\xa0", " ", 0);
  g_string_replace (lines, "\xe2\x80\xaf", " ", 0);
  g_assert_cmpstr (lines->str, ==, newlines[i].lines);
  g_string_free (lines, TRUE);
}

#define BYTES(literal) literal, sizeof literal - 1

static const struct {
  const char *charset;
  const char *bytes;
  gsize length;
  const char *text;
  guint n_replaced;
} chosen[] = {
  { "CP1251", BYTES ("\xef\xf0\xe8"), "при", 0 },
  { "CP1250", BYTES ("\xe8"), "č", 0 },
  { "GB18030", BYTES ("\xc4\xe3\xba\xc3\x81"), "你好\xef\xbf\xbd", 1 },
  { "SHIFT_JIS", BYTES ("\x93\xfa\x96\x7b"), "日本", 0 },
  { "MACINTOSH", BYTES ("\x8e"), "é", 0 },
  { "UTF-8",
    BYTES ("\xef\xbb\xbf"
           "a\xe9z\0"),
    "a\xef\xbf\xbdz\xef\xbf\xbd", 2 },
  { "UTF-16LE", BYTES ("a\0\xe9\0"), "aé", 0 },
  { "CP1252", BYTES ("\xc3\xa9"), "Ã©", 0 }, /* whatever it looks like */
};

static void
test_chosen (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (chosen); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (chosen[i].bytes, chosen[i].length);
    SflDecoding decoding;
    g_autoptr (GBytes) decoded = sfl_text_decoder_decode (bytes, chosen[i].charset, &decoding);

    g_assert_cmpmem (g_bytes_get_data (decoded, NULL), g_bytes_get_size (decoded), chosen[i].text,
                     strlen (chosen[i].text));
    g_assert_cmpuint (decoding.n_replaced, ==, chosen[i].n_replaced);
    g_assert_cmpint (decoding.encoding, ==, SFL_ENCODING_CHOSEN);
    g_assert_false (decoding.charset_unknown);
  }
}

static void
test_unknown (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("\xe9", 1);
  SflDecoding decoding;
  g_autoptr (GBytes) decoded = sfl_text_decoder_decode (bytes, "no such charset", &decoding);

  g_assert_true (decoding.charset_unknown);
  g_assert_cmpint (decoding.encoding, ==, SFL_ENCODING_CP1252);
  g_assert_cmpmem (g_bytes_get_data (decoded, NULL), g_bytes_get_size (decoded), "é", 2);
}

/* Each choice is one that iconv knows. */
static void
test_choices (void)
{
  guint n_choices;
  const SflEncodingChoice *choices = sfl_encoding_get_choices (&n_choices);

  g_assert_cmpuint (n_choices, >=, 8);
  for (guint i = 0; i < n_choices; i++) {
    GIConv converter = g_iconv_open ("UTF-8", choices[i].charset);

    g_assert_true (converter != (GIConv) -1);
    g_iconv_close (converter);
    g_assert_cmpuint (strlen (choices[i].name), >, 5);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/text-decoder/", rows[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_row);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (newlines); i++) {
    g_autofree char *path = g_strconcat ("/line-scanner/", newlines[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_newlines);
  }
  g_test_add_func ("/text-decoder/same memory", test_same_memory);
  g_test_add_func ("/text-decoder/every place", test_every_place);

  g_test_add_func ("/text-decoder/chosen", test_chosen);
  g_test_add_func ("/text-decoder/unknown", test_unknown);
  g_test_add_func ("/text-decoder/choices", test_choices);

  return g_test_run ();
}
