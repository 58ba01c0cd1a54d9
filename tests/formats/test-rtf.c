/* test-rtf.c: documents in Rich Text Format, and the stamps of Parlatype
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dump.h"

/* What stands between "{\rtf1" and the last brace, and the lines of it. */
static const struct {
  const char *name;
  const char *body;
  const char *expected;
} rows[] = {
  { "text", "\\ansi Hello\\par\nWor\nld", " |Hello\n |World\n" },
  { "escapes", "\\ansicpg1252 Fran\\'e7ois \\{\\}\\\\ l\\'92\\'e9t\\'E9",
    " |François {}\\ l’été\n" },
  { "codepages", "\\ansicpg1251 \\'ef\\'f0\\'e8", " |при\n" },
  { "two bytes", "\\ansicpg932 \\'93\\'fa\\'96\\'7b", " |日本\n" },
  { "fonts with an encoding",
    "{\\fonttbl{\\f0 A;}{\\f1\\fcharset204 B;}}\\'e9\\f1\\'ef\\f0\\'e9{\\f1\\'f0}\\'e9",
    " |éпéрé\n" },
  { "Unicode", "\\u233?\\u8217 ?a\\u-10179?\\u-8704?", " |é’a\xf0\x9f\x98\x80\n" },
  { "fallbacks",
    "\\uc0\\u233 a{\\uc2\\u233 xyb}\\u233 c{\\uc1\\u233\\'65d\\u233\\{e}{\\uc1\\u233}f",
    " |éaébécédéeéf\n" },
  { "half a character", "\\u-10179?a\\u-8704?\\u0?c",
    " |\xef\xbf\xbd"
    "a\xef\xbf\xbd\xef\xbf\xbd"
    "c\n" },
  { "what is no text",
    "{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red0;}{\\stylesheet{a;}}{\\info{\\author Me}}{\\*\\x y}"
    "{\\pict 0a0b}{\\header h\\par}a{\\footnote b}{\\field{\\*\\fldinst c}{\\fldrslt d}}",
    " |ad\n" },
  { "binary", "a{\\pict\\bin3 }{\\}b\\bin1 }c", " |abc\n" },
  { "binary within a character", "a\\bin1 éb", " |ab\n" },
  { "no control at all", "a\\éb\\€c", " |abc\n" },
  { "signs", "a\\~b\\_c\\-d \\lquote e\\rquote\\emdash f\\tab g\\line h\\\ni",
    " |a\xc2\xa0"
    "b-cd ‘e’—f\tg\n |h\n |i\n" },
  { "groups that never end", "{{{a\\par{b", " |a\n |b\n" },
  { "groups that never began", "a}}}b", " |ab\n" },
  { "unknown words", "\\xyz12 a\\qwerty-3b\\foo-c", " |ab-c\n" },
  { "a brace", "a\\", " |a}\n" },
  { "cut in a byte", "a\\'e", " |ae\n" },
  { "Parlatype", "#00:00:00-0# a\\par #00:00:03-3# b\\par\nc\\par #1:00:00-5# d",
    "0 |a\n3300 |b c\n3600500 |d\n" },
  { "cells", "\\trowd 0:01\\cell 0:05\\cell a\\cell\\row 0:05\\cell 0:09\\cell b\\cell\\row",
    "1000-5000 |a\n5000-9000 |b\n" },
};

static void
test_row (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *file = g_strconcat ("{\\rtf1", rows[i].body, "}", NULL);
  g_autoptr (SflTranscript) transcript = parse_text (file, -1, "a.rtf");
  g_autofree char *dump = dump_lines (transcript);

  g_assert_cmpstr (dump, ==, rows[i].expected);
  g_assert_cmpstr (sfl_transcript_get_format (transcript), ==, "rtf");
}

static void
test_title (void)
{
  g_autoptr (SflTranscript) transcript = parse_text (
      "{\\rtf1{\\info{\\title L\\'e9on }{\\subject x}}{\\b Top}\\par 0:01 a\\par 0:02 b}", -1,
      "a.rtf");

  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_TITLE), ==, "Léon");
}

/* Warnings are about the lines of the document. */
static void
test_numbers (void)
{
  g_autoptr (SflTranscript) transcript =
      parse_text ("{\\rtf1\n{\\colortbl\n;}\n0:01 a\\par 0:02\\par\n0:03 b\\par}\n", -1, "a.rtf");
  guint n;
  const SflWarning *warnings = sfl_transcript_get_warnings (transcript, &n);

  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (warnings[0].number, ==, 4);
}

static void
test_deep (void)
{
  GString *file = g_string_new ("{\\rtf1");
  g_autoptr (SflTranscript) transcript = NULL;
  g_autofree char *dump = NULL;

  for (guint i = 0; i < 1000000; i++)
    g_string_append_c (file, '{');
  g_string_append (file, "\\f0 a");
  for (guint i = 0; i < 1000000; i++)
    g_string_append_c (file, '}');
  g_string_append (file, "b}");
  transcript = parse_text (file->str, file->len, "a.rtf");
  dump = dump_lines (transcript);
  g_assert_cmpstr (dump, ==, " |ab\n");
  g_string_free (file, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/rtf/", rows[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_row);
  }
  g_test_add_func ("/rtf/title", test_title);
  g_test_add_func ("/rtf/numbers", test_numbers);
  g_test_add_func ("/rtf/deep", test_deep);

  return g_test_run ();
}
