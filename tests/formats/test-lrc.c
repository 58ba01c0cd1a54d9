/* test-lrc.c: lyrics
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dump.h"

#define AB "[00:01.00]a\n[00:02.50]b\n"
#define DUMP_AB "1000 |a\n2500 |b\n"

static const struct {
  const char *name;
  const char *file;
  const char *expected;
} rows[] = {
  { "plain", AB, DUMP_AB },
  { "tags first", "[ti:A title]\n[ar:Someone]\n[re:editor]\n\n" AB, DUMP_AB },
  { "spaces around", " [00:01.00] a \n[ 00:02.50 ]b\n", DUMP_AB },
  { "byte order mark", "\xef\xbb\xbf" AB, DUMP_AB },
  { "other times",
    "[ti:a]\n[0:01]a\n[00:01.5]b\n[00:02.345]c\n[00:03:45]d\n[100:05.00]e\n"
    "[01:00:05.00]f\n[00:04,50]g\n",
    "1000 |a\n1500 |b\n2345 |c\n3450 |d\n4500 |g\n3605000 |f\n6005000 |e\n" },
  { "sung again", "[00:01.00][00:05.00] [00:03.00]a\n[00:02.00]b\n",
    "1000 |a\n2000 |b\n3000 |a\n5000 |a\n" },
  { "the same time twice on a line", "[00:01.00][00:01.00]a\n[00:02.00]b\n", "1000 |a\n2000 |b\n" },
  { "two languages", "[00:01.00]a\n[00:01.00]A\n[00:02.00]\n[00:03.00]b\n",
    "1000-2000 |a\n1000-2000 |A\n3000 |b\n" },
  { "an empty text ends", "[00:01.00]a\n[00:02.00]\n[00:30.00]b\n[00:31.00]\n",
    "1000-2000 |a\n30000-31000 |b\n" },
  { "an end where the next begins", "[00:01.00]a\n[00:02.00]\n[00:02.00]b\n[00:03.00]\n",
    "1000-2000 |a\n2000-3000 |b\n" },
  { "an end in the middle of a file out of order", "[00:02.00]\n[00:05.00]b\n[00:01.00]a\n",
    "1000-2000 |a\n5000 |b\n" },
  { "length", "[length: 00:10.00]\n" AB, "1000 |a\n2500-10000 |b\n" },
  { "length beyond all time", "[length: 999999999999:00]\n" AB, DUMP_AB },
  { "length of nothing", "[length: long]\n" AB, DUMP_AB },
  { "later", "[offset:-500]\n" AB, "1500 |a\n3000 |b\n" },
  { "earlier", "[offset: +500]\n" AB, "500 |a\n2000 |b\n" },
  { "much earlier", "[offset:2000]\n" AB, "0 |a\n500 |b\n" },
  { "offset at the end", AB "[offset:500]\n", "500 |a\n2000 |b\n" },
  { "offset of nothing", "[offset:+/- in milliseconds]\n" AB, DUMP_AB },
  { "names of parts", "[Intro]\n[00:01.00]a\n[Chorus]\n[00:02.50]b\n[Verse 2: Anne]\n", DUMP_AB },
  { "a part with a time", "[00:01.00][Chorus]\n[00:02.00]a\n", "1000 |[Chorus]\n2000 |a\n" },
  { "rows", "[00:01.00]a\nc\n\nd\n[00:02.00]b\n", "1000 |a/c/d\n2000 |b\n" },
  { "rows sung again", "[00:01.00][00:03.00]a\nc\n[00:02.00]b\n",
    "1000 |a/c\n2000 |b\n3000 |a/c\n" },
  { "text before", "a\nb\n[00:01.00]c\n[00:02.00]d\n[00:03.00]e\n", "1000 |c\n2000 |d\n3000 |e\n" },
  { "stamps of words", "[00:01.00] <00:01.00> a <00:01.30> b\n[00:02.00]c <00:02.50>d\n",
    "1000 |a b\n2000 |c d\n" },
  { "what looks like a stamp", "[00:01.00]<3 [x] <b> <00:>\n[00:02.00]b\n",
    "1000 |<3 [x] <b> <00:>\n2000 |b\n" },
  { "an end in the line", "[00:01.00]<00:01.00>a <00:01.50>b<00:01.80>\n[00:09.00]c\n",
    "1000-1800 |a b\n9000 |c\n" },
  { "too late", "[999999999999:00.00]a\n" AB, DUMP_AB },
};

static void
test_row (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  check_with_all_newlines (rows[i].file, "a.lrc", "lrc", rows[i].expected);
}

static const struct {
  const char *name;
  const char *file;
  const char *expected;
} words[] = {
  { "stamps", "[00:01.00]<00:01.00>un <00:01.50>deux\n[00:02.00]c\n",
    "1000-1500 un\n1500-2000 deux\n" },
  { "no first stamp", "[00:01.00]un <00:01.50>deux\n[00:02.00]c\n",
    "1000-1500 un\n1500-2000 deux\n" },
  { "a last stamp", "[00:01.00]<00:01.00>un <00:01.50>deux<00:01.70>\n[00:02.00]c\n",
    "1000-1500 un\n1500-1700 deux\n" },
  { "a pause", "[00:01.00]<00:01.00>un<00:01.20> <00:01.50>deux\n[00:02.00]c\n",
    "1000-1200 un\n1500-2000 deux\n" },
  { "square brackets", "[00:01.00]un [00:01.50]deux[00:01.70]\n[00:02.00]c\n",
    "1000-1500 un\n1500-1700 deux\n" },
  { "rows", "[00:01.00]<00:01.00>un\n<00:01.50>deux\n[00:02.00]c\n",
    "1000-1500 un\n1500-2000 deux\n" },
  { "sung again", "[00:01.00][00:11.00]un <00:01.50>deux\n[00:02.00]c\n[00:12.00]\n",
    "1000-1500 un\n1500-2000 deux\n11000-11500 un\n11500-12000 deux\n" },
  { "offset", "[offset:500]\n[00:01.00]un <00:01.50>deux\n[00:02.00]c\n",
    "500-1000 un\n1000-1500 deux\n" },
  { "before the line", "[00:01.00]<00:00.50>un <00:01.50>deux\n[00:02.00]c\n", "1500-2000 deux\n" },
  { "none", "[00:01.00]un deux\n[00:02.00]c\n", "" },
};

static void
test_words (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (SflTranscript) transcript = parse_text (words[i].file, -1, "a.lrc");
  g_autofree char *dump = dump_words (transcript);

  g_assert_cmpstr (dump, ==, words[i].expected);
}

static void
test_meta (void)
{
  g_autoptr (SflTranscript) transcript =
      parse_text ("[ti:Un titre]\n[ar: Anne ]\n[al:]\n[by:Luc]\n[au:Max]\n" AB, -1, "a.lrc");

  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_TITLE), ==, "Un titre");
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_ARTIST), ==, "Anne");
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_ALBUM), ==, NULL);
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_TRANSCRIBER), ==, "Luc");
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_AUTHOR), ==, "Max");
}

static const struct {
  const char *text;
  const char *format;
} sniffed[] = {
  { "[00:01.00]a\n[00:02.00]b\n", "lrc" },
  { "[00:01]a\n[00:02]b\n", "pasted-text" },
  { "[ti:a]\n[00:01]a\n[00:02]b\n", "lrc" },
  { "[00:01][00:03]a\n[00:02][00:04]b\n", "lrc" },
  { "[00:00:01.000] a\n[00:00:02.000] b\n", "pasted-text" },
};

static void
test_sniff (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sniffed); i++) {
    g_autoptr (SflTranscript) transcript = parse_text (sniffed[i].text, -1, "a.txt");

    g_assert_cmpstr (sfl_transcript_get_format (transcript), ==, sniffed[i].format);
  }
}

/* A line with very many times must not fill the memory. */
static void
test_repetitions (void)
{
  GString *file = g_string_new (NULL);
  g_autoptr (SflTranscript) transcript = NULL;
  guint n_lines, n_warnings;
  gsize length;

  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (file, "[%02u:%02u.00]", i / 60, i % 60);
  for (guint i = 0; i < 5000; i++)
    g_string_append (file, "mot ");
  transcript = parse_text (file->str, file->len, "a.lrc");
  sfl_transcript_get_lines (transcript, &n_lines);
  sfl_transcript_get_text (transcript, &length);
  sfl_transcript_get_warnings (transcript, &n_warnings);
  g_assert_cmpuint (n_lines, >, 1);
  g_assert_cmpuint (length, <=, 3 * file->len);
  g_assert_cmpuint (n_warnings, >, 0);
  g_string_free (file, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/lrc/", rows[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_row);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autofree char *path = g_strconcat ("/lrc/words/", words[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_words);
  }
  g_test_add_func ("/lrc/meta", test_meta);
  g_test_add_func ("/lrc/sniff", test_sniff);
  g_test_add_func ("/lrc/repetitions", test_repetitions);

  return g_test_run ();
}
