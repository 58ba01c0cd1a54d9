/* test-ass.c: SubStation Alpha, as editors and karaoke singers write it
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dump.h"

#define HEAD                                                                                       \
  "[Script Info]\nTitle: Émission\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name, Fontname, "  \
  "Fontsize\nStyle: Default,Arial,20\n\n[Events]\nFormat: Layer, Start, End, Style, Name, "        \
  "MarginL, MarginR, MarginV, Effect, Text\n"
#define EVENT(text) HEAD "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,," text "\n"

static const struct {
  const char *name;
  const char *file;
  const char *expected;
} rows[] = {
  { "plain", EVENT ("a"), "1000-2000 |a\n" },
  { "commas in the text", EVENT ("a, b,,c"), "1000-2000 |a, b,,c\n" },
  { "speaker", HEAD "Dialogue: 0,0:00:01.00,0:00:02.00,Default, Anne ,0,0,0,,a\n",
    "1000-2000 Anne|a\n" },
  { "overrides", EVENT ("{\\an8}{\\pos(1,2)}a {\\i1}b{\\i0}{a comment} c"), "1000-2000 |a b c\n" },
  { "an open brace", EVENT ("a {b"), "1000-2000 |a {b\n" },
  { "an open brace after a block", EVENT ("{\\b1}a {b"), "1000-2000 |a {b\n" },
  { "a brace in a block", EVENT ("{\\b1{}a"), "1000-2000 |a\n" },
  { "escaped braces", EVENT ("\\{a\\}"), "1000-2000 |{a}\n" },
  { "breaks and spaces", EVENT ("a \\N b\\nc\\hd\\N\\N\\he\\N"), "1000-2000 |a/b c d/e\n" },
  { "other backslashes", EVENT ("C:\\a\\\\b\\"), "1000-2000 |C:\\a\\\\b\\\n" },
  { "drawing", EVENT ("{\\p1}m 0 0 l 1 1{\\p0}"), "" },
  { "drawing beside text", EVENT ("a{\\pbo2\\p4}m 0 0{\\p0} b"), "1000-2000 |a b\n" },
  { "place that is no drawing", EVENT ("{\\pos(1,2)}a"), "1000-2000 |a\n" },
  { "no text", EVENT (""), "1000-2000 |\n" },
  { "comments", HEAD "Comment: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,a\n", "" },
  { "layers",
    HEAD "Dialogue: 1,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\bord2}a\n"
         "Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,b\n"
         "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\1c&HFF&}a\n"
         "Dialogue: 0,0:00:01.00,0:00:02.00,Default,Luc,0,0,0,,a\n"
         "Dialogue: 0,0:00:01.00,0:00:02.50,Default,,0,0,0,,a\n",
    "1000-2000 |a\n1000-2000 Luc|a\n1000-2500 |a\n3000-4000 |b\n" },
  { "out of order",
    HEAD "Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,b\n"
         "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,a\n",
    "1000-2000 |a\n3000-4000 |b\n" },
  { "other columns",
    "[Script Info]\n\n[Events]\nFormat: End, Start, Actor, Text\n"
    "Dialogue: 0:00:02.00,0:00:01.00,Anne,a, b\n",
    "1000-2000 Anne|a, b\n" },
  { "text in the middle",
    "[Script Info]\n\n[Events]\nFormat: Start, Text, End\nDialogue: 0:00:01.00,a, b,0:00:02.00\n",
    "1000-2000 |a, b\n" },
  { "short format", "[Events]\nFormat: Start, End, Text\nDialogue: 0:00:01.00,0:00:02.00,a, b\n",
    "1000-2000 |a, b\n" },
  { "no end", "[Script Info]\n[Events]\nFormat: Start, Text\nDialogue: 0:00:01.00,a\n",
    "1000 |a\n" },
  { "no section", "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,a\n", "1000-2000 |a\n" },
  { "marked",
    "[Script Info]\nScriptType: v4.00\n[V4 Styles]\n[Events]\n"
    "Format: Marked, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Dialogue: Marked=0,0:00:01.00,0:00:02.00,*Default,NTP,0000,0000,0000,!Effect,a\n",
    "1000-2000 |a\n" },
  { "indented",
    " [Script Info]\n  \n [Events]\n Dialogue: 0,0:00:01.00,0:00:02.00,Default, NTP,0,0,0,,a\n",
    "1000-2000 |a\n" },
  { "a colon before the fraction", HEAD "Dialogue: 0,0:00:04:56,0:00:05:5,Default,,0,0,0,,a\n",
    "4560-5500 |a\n" },
  { "other times",
    HEAD "Dialogue: 0, 00:00:01.5 ,0:00:02,Default,,0,0,0,,a\n"
         "Dialogue: 0,12:00:03.456,12:00:04.00,Default,,0,0,0,,b\n",
    "1500-2000 |a\n43203456-43204000 |b\n" },
  { "ends before it starts",
    HEAD "Dialogue: 0,0:00:05.00,0:00:04.00,Default,,0,0,0,,a\n"
         "Dialogue: 0,0:00:06.00,0:00:07.00,Default,,0,0,0,,b\n",
    "5000 |a\n6000-7000 |b\n" },
  { "times that are none",
    HEAD "Dialogue: 0,x,0:00:02.00,Default,,0,0,0,,a\n"
         "Dialogue: 0,0:00:01.00\n"
         "Dialogue: 0,999999:00:00.00,999999:00:01.00,Default,,0,0,0,,b\n"
         "Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,c\n",
    "3000-4000 |c\n" },
  { "fonts and pictures",
    "[Script Info]\n[Fonts]\nfontname: a_0.ttf\n!!!!0A%<!!5!!!!\"\n[A]DIALOGUE:\n\n[Events]\n"
    "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,a\n\n[Graphics]\nfilename: a.png\n!!!!\n",
    "1000-2000 |a\n" },
  { "no events", "[Script Info]\nTitle: a\n", "" },
};

static void
test_row (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  check_with_all_newlines (rows[i].file, "a.ass", "ass", rows[i].expected);
}

static const struct {
  const char *name;
  const char *text;
  const char *expected;
} words[] = {
  { "k", "{\\k30}ha{\\k20}hi {\\k50}ho", "1000-1300 ha\n1300-1500 hi\n1500-2000 ho\n" },
  { "K, kf and ko", "{\\K30}ha{\\an8\\kf20\\i1}hi{\\ko50}ho",
    "1000-1300 ha\n1300-1500 hi\n1500-2000 ho\n" },
  { "a pause", "{\\k30}ha {\\k20}{\\k50}ho", "1000-1300 ha\n1500-2000 ho\n" },
  { "a pause with a space", "{\\k30}ha{\\k20} {\\k50}ho", "1000-1300 ha\n1500-2000 ho\n" },
  { "kt", "{\\kt50\\k30}ha", "1500-1800 ha\n" },
  { "fractions", "{\\k12.5}ha{\\k12.5}hi", "1000-1125 ha\n1125-1250 hi\n" },
  { "rows", "{\\k30}ha\\N{\\k20}hi", "1000-1300 ha\n1300-1500 hi\n" },
  { "text before", "a {\\k30}ha", "1000-1300 ha\n" },
  { "no number", "{\\k}ha", "1000-2000 ha\n" },
  { "a huge number", "{\\k99999999999999999999}ha{\\k1}hi",
    "1000-3600000000 ha\n3600000000-3600000000 hi\n" },
  { "other tags", "{\\kx10}ha{\\fscx100}", "" },
};

static void
test_words (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *file =
      g_strconcat (HEAD "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,", words[i].text, NULL);
  g_autoptr (SflTranscript) transcript = parse_text (file, -1, "a.ass");
  g_autofree char *dump = dump_words (transcript);

  g_assert_cmpstr (dump, ==, words[i].expected);
}

static const struct {
  const char *line;
  const char *title;
} titles[] = {
  { "Title: Émission du soir ", "Émission du soir" },
  { "Title: Default Aegisub file", NULL },
  { "Title: <untitled>", NULL },
  { "Title:", NULL },
};

static void
test_title (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++) {
    g_autofree char *file = g_strconcat ("[Script Info]\n", titles[i].line, "\n", NULL);
    g_autoptr (SflTranscript) transcript = parse_text (file, -1, "a.ass");

    g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_TITLE), ==, titles[i].title);
  }
}

/* Each thing that was repaired or ignored is said, with its line. */
static void
test_warnings (void)
{
  g_autoptr (SflTranscript) transcript =
      parse_text ("[Events]\nDialogue: 0,x,y,,,,,,,a\n"
                  "Dialogue: 0,0:00:02.00,0:00:01.00,,,,,,,a\n"
                  "Dialogue: 0,-0:00:02.00,0:00:01.00,,,,,,,a\n"
                  "Dialogue: 0,1001:00:00.00,1001:00:01.00,,,,,,,a\n",
                  -1, "a.ass");
  static const SflWarningKind kinds[] = { SFL_WARNING_IGNORED, SFL_WARNING_REPAIRED,
                                          SFL_WARNING_REPAIRED, SFL_WARNING_IGNORED };
  guint n_warnings;
  const SflWarning *warnings = sfl_transcript_get_warnings (transcript, &n_warnings);

  g_assert_cmpuint (n_warnings, ==, 4);
  for (guint i = 0; i < n_warnings; i++) {
    g_assert_cmpuint (warnings[i].number, ==, i + 2);
    g_assert_cmpint (warnings[i].kind, ==, kinds[i]);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/ass/", rows[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_row);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autofree char *path = g_strconcat ("/ass/words/", words[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_words);
  }
  g_test_add_func ("/ass/title", test_title);
  g_test_add_func ("/ass/warnings", test_warnings);

  return g_test_run ();
}
