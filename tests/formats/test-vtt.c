/* test-vtt.c: WebVTT, by the specification and beside it
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dump.h"

#define AB "00:01.000 --> 00:02.000\na\n\n00:03.000 --> 00:04.000\nb\n"
#define DUMP_AB "1000-2000 |a\n3000-4000 |b\n"

static const struct {
  const char *name;
  const char *file;
  const char *expected;
} rows[] = {
  { "plain", "WEBVTT\n\n" AB, DUMP_AB },
  { "text after the signature", "WEBVTT - a title\n\n" AB, DUMP_AB },
  { "byte order mark", "\xef\xbb\xbfWEBVTT\n\n" AB, DUMP_AB },
  { "lower case", "webvtt\n\n" AB, DUMP_AB },
  { "doubled", "WEBVTT\n\nWEBVTT\n\n" AB, DUMP_AB },
  { "no signature", AB, DUMP_AB },
  { "blank lines and a tab before", "\n\n\tWEBVTT\n\n" AB, DUMP_AB },
  { "no blank line after the header", "WEBVTT\nKind: captions\n" AB, DUMP_AB },
  { "header",
    "WEBVTT\nKind: captions\nLanguage: fr\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000,MPEGTS:900000"
    "\nRegion: id=a\n\n" AB,
    DUMP_AB },
  { "names of cues",
    "WEBVTT\n\n1\n00:01.000 --> 00:02.000\na\n\n8f-2a/7-0\n00:03.000 --> "
    "00:04.000\nb\n",
    DUMP_AB },
  { "notes and styles",
    "WEBVTT\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:a\n\nNOTE one\n\n00:01.000 --> "
    "00:02.000\na\n\nNOTE\nConfidence: 0.9\nmore\n\nSTYLE\n::cue { }\n\n00:03.000 --> "
    "00:04.000\nb\n\n"
    "NOTE the end\n",
    DUMP_AB },
  { "NOTE in a text", "WEBVTT\n\n00:01.000 --> 00:02.000\nNOTE this\n", "1000-2000 |NOTE this\n" },
  { "settings",
    "WEBVTT\n\n00:01.000 --> 00:02.000 line:0 align:start\na\n\n00:03.000 --> "
    "00:04.000line:0\nb\n",
    DUMP_AB },
  { "hours", "WEBVTT\n\n100:00:01.000 --> 100:00:02.000\na\n\n0:00:15.410 --> 0:00:16.000\nb\n",
    "15410-16000 |b\n360001000-360002000 |a\n" },
  { "commas", "WEBVTT\n\n00:01,000 --> 00:02,000\na\n", "1000-2000 |a\n" },
  { "times that are none",
    "WEBVTT\n\n00:01.00 --> 00:02.000\na\n\n00:60.000 --> 00:61.000\nb\n\n1:00.000 --> "
    "2:00.000\nc\n\n"
    "00:01.000 ---> 00:02.000\nd\n\n00:05.000 --> 00:06.000\ne\n",
    "5000-6000 |e\n" },
  { "no blank line between", "WEBVTT\n\n00:01.000 --> 00:02.000\na\n00:03.000 --> 00:04.000\nb\n",
    DUMP_AB },
  { "blank line after the time",
    "WEBVTT\n\n00:01.000 --> 00:02.000\n\na\n\n2\n00:03.000 --> "
    "00:04.000\n\nb\n",
    DUMP_AB },
  { "blank line in a cue",
    "WEBVTT\n\n00:01.000 --> 00:02.000\na\n\nsuite\nfin\n\n2\n00:03.000 --> "
    "00:04.000\nb\n",
    "1000-2000 |a/suite/fin\n3000-4000 |b\n" },
  { "arrow in a text",
    "WEBVTT\n\n00:01.000 --> 00:02.000\na\n-->\nb\n\n00:03.000 --> 00:04.000\nb\n", DUMP_AB },
  { "voices",
    "WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud.first Anne &amp; Co>a</v>\n\n00:02.000 --> "
    "00:03.000\n"
    "b\n\n00:03.000 --> 00:04.000\n<v Luc>c\nd\n",
    "1000-2000 Anne & Co|a\n2000-3000 Anne & Co|b\n3000-4000 Luc|c/d\n" },
  { "Zoom's names stay",
    "WEBVTT\n\n1\n00:01.000 --> 00:02.000\nAnne: a\n\n2\n00:03.000 --> "
    "00:04.000\nAnne: b\n",
    "1000-2000 |Anne: a\n3000-4000 |Anne: b\n" },
  { "tags", "WEBVTT\n\n00:01.000 --> 00:02.000\n<c.x>a</c> <i>b</i> <lang fr>c</lang> <unknown>d\n",
    "1000-2000 |a b c d\n" },
  { "no tags", "WEBVTT\n\n00:01.000 --> 00:02.000\nI <3 a < b <c\nd <c </c> > e\n",
    "1000-2000 |I <3 a < b <c/d <c  > e\n" },
  { "entities",
    "WEBVTT\n\n00:01.000 --> 00:02.000\n&amp;&lt;&gt;&lrm;&rlm;&nbsp;&#39; &x; & &amp\n",
    "1000-2000 |&<>\xe2\x80\x8e\xe2\x80\x8f\xc2\xa0' &x; & &\n" },
  { "ruby", "WEBVTT\n\n00:01.000 --> 00:02.000\n<ruby>漢<rt>かん</rt>字<rt>じ</ruby> a\n",
    "1000-2000 |漢(かん)字(じ) a\n" },
  { "repeated at a border", /* of two HLS segments */
    "WEBVTT\n\n00:01.000 --> 00:02.000\na\n\n00:01.500 --> "
    "00:02.500\nb\n\nWEBVTT\nX-TIMESTAMP-MAP=a\n\n"
    "00:01.000 --> 00:02.000\na\n\n00:01.500 --> 00:02.500\nb\n\n00:03.000 --> 00:04.000\nb\n",
    "1000-2000 |a\n1500-2500 |b\n3000-4000 |b\n" },
  { "rolling captions",
    "WEBVTT\nKind: captions\nLanguage: fr\n\n00:01.000 --> 00:02.000 align:start\n \n"
    "un<00:00:01.500><c> deux</c>\n\n00:02.000 --> 00:02.010\nun deux\n \n\n00:02.010 --> "
    "00:03.000\n"
    "un deux\ntrois<00:00:02.500><c> quatre</c>\n\n00:03.000 --> 00:03.010\ntrois quatre\n \n\n"
    "00:03.010 --> 00:04.000\ntrois quatre\ncinq\n",
    "1000-2000 |un deux\n2010-3000 |trois quatre\n3010-4000 |cinq\n" },
  { "empty", "WEBVTT\n", "" },
  { "NUL", "WEBVTT\n\n00:01.000 --> 00:02.000\na\xef\xbf\xbd\n", "1000-2000 |a\xef\xbf\xbd\n" },
};

static void
test_row (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  check_with_all_newlines (rows[i].file, "a.vtt", "vtt", rows[i].expected);
}

static const struct {
  const char *name;
  const char *text;
  const char *expected;
} words[] = {
  { "stamps", "un<00:00:01.500><c> deux</c><00:00:01.700> trois",
    "1000-1500 un\n1500-1700 deux\n"
    "1700-2000 trois\n" },
  { "stamp first", "<00:00:01.500>un <00:00:01.700>deux", "1500-1700 un\n1700-2000 deux\n" },
  { "stamps outside", "un <00:00:09.000>deux <00:00:00.500>trois", "" },
  { "stamps that go back", "un <00:00:01.500>deux <00:00:01.200>trois",
    "1000-1500 un\n1500-2000 deux "
    "trois\n" },
  { "short stamps", "un <00:01.500>deux", "1000-1500 un\n1500-2000 deux\n" },
  { "no stamps", "un deux", "" },
};

static void
test_words (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *file =
      g_strconcat ("WEBVTT\n\n00:01.000 --> 00:02.000\n", words[i].text, "\n", NULL);
  g_autoptr (SflTranscript) transcript = parse_text (file, -1, "a.vtt");
  g_autofree char *dump = dump_words (transcript);

  g_assert_cmpstr (dump, ==, words[i].expected);
}

/* The words of a row that was there before are not counted twice. */
static void
test_rolling_words (void)
{
  g_autoptr (SflTranscript) transcript = parse_text (
      "WEBVTT\n\n00:01.000 --> 00:02.000\nun<00:00:01.500><c> deux</c>\n\n00:02.000 --> "
      "00:02.010\nun deux\n\n00:02.010 --> 00:03.000\nun deux\ntrois<00:00:02.500><c> "
      "quatre</c>\n\n00:03.000 --> 00:03.010\ntrois quatre\n",
      -1, "a.vtt");
  g_autofree char *dump = dump_words (transcript);

  g_assert_cmpstr (dump, ==, "1000-1500 un\n1500-2000 deux\n2010-2500 trois\n2500-3000 quatre\n");
}

static void
test_language (void)
{
  g_autoptr (SflTranscript) transcript =
      parse_text ("WEBVTT\nKind: captions\nLanguage: fr-CA\n\n" AB, -1, "a.vtt");

  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_LANGUAGE), ==, "fr-CA");
}

/* A list of chapters is one, and can be read line by line, too. */
static void
test_chapters (void)
{
  g_autoptr (SflTranscript) transcript =
      parse_text ("WEBVTT\nKind: chapters\nLanguage: fr\n\n1\n00:00.000 --> 00:10.000\n<b>Un</b>\n"
                  "début\n\n2\n00:10.000 --> 00:30.000\nDeux\n",
                  -1, "a.vtt");
  g_autofree char *dump = dump_lines (transcript);
  guint n_chapters;
  const SflChapter *chapters = sfl_transcript_get_chapters (transcript, &n_chapters);

  g_assert_true (sfl_transcript_has_only_chapters (transcript));
  g_assert_cmpuint (n_chapters, ==, 2);
  g_assert_cmpstr (chapters[0].title, ==, "Un début");
  g_assert_cmpint (chapters[1].start, ==, 10 * SFL_SECOND);
  g_assert_cmpstr (dump, ==, "0-10000 |Un début\n10000 |Deux\n");
}

/* Data for programs is read as text, and said to be what it is. */
static void
test_metadata (void)
{
  static const struct {
    const char *file;
    guint n_warnings;
  } files[] = {
    { "WEBVTT\nKind: metadata\n\n" AB, 1 },
    { "WEBVTT\n\n00:01.000 --> 00:02.000\n{\n\"a\": 1\n}\n\n00:03.000 --> 00:04.000\n{}\n", 1 },
    { "WEBVTT\n\n00:01.000 --> 00:02.000\n{a}\n\n00:03.000 --> 00:04.000\nb\n", 0 },
    { "WEBVTT\nKind: descriptions\n\n" AB, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (SflTranscript) transcript = parse_text (files[i].file, -1, "a.vtt");
    guint n_lines, n_warnings;

    sfl_transcript_get_lines (transcript, &n_lines);
    sfl_transcript_get_warnings (transcript, &n_warnings);
    g_assert_cmpuint (n_lines, ==, 2);
    g_assert_cmpuint (n_warnings, ==, files[i].n_warnings);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/vtt/", rows[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_row);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autofree char *path = g_strconcat ("/vtt/words/", words[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_words);
  }
  g_test_add_func ("/vtt/rolling words", test_rolling_words);
  g_test_add_func ("/vtt/language", test_language);
  g_test_add_func ("/vtt/chapters", test_chapters);
  g_test_add_func ("/vtt/metadata", test_metadata);

  return g_test_run ();
}
