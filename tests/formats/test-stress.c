/* test-stress.c: no file makes a reader slow
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each row is a file of a megabyte or more that would take minutes, or the stack, from
 * a reader that looks twice at what it has seen.  The limit is generous, for slow
 * machines and sanitizers; linear readers need a few hundredths of it.
 */

#include "config.h"

#include "dump.h"

#include <time.h>

/* Of CPU.  A row takes less than 0.2 s, and under sanitizers on a busy machine up to 7 s; what
 * is not linear takes minutes.
 */
#define MAX_SECONDS 30.0

#define TEXTGRID                                                                                   \
  "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\"IntervalTier\"\n\"w\"\n0\n9\n9\n"

static const struct {
  const char *name;
  const char *head;
  const char *repeated; /* %u is the number of the repetition, %t a time rising by 1 s */
  guint n;
  const char *tail;
  guint n_lines;
} rows[] = {
  { "one long line", "00:00:00,000 --> 00:00:02,000\n", "mot ", 1000000,
    "\n\n00:00:02,000 --> 00:00:04,000\nlast\n", 2 },
  { "no line break", "", "abcdefghij", 200000, "", 1 },
  { "times on one line", "", "%tx ", 100000, "", 100000 },
  { "the same time on one line", "", "0:01x ", 200000, "", 1 },
  { "open tags", "WEBVTT\n\n00:00.000 --> 00:02.000\n", "<b>", 400000, "deep\n", 1 },
  { "unfinished tags", "WEBVTT\n\n00:00.000 --> 00:02.000\n", "<c.a", 400000, "\n", 1 },
  { "unfinished tags and an end", "WEBVTT\n\n00:00.000 --> 00:02.000\n", "<c.a", 400000, ">\n", 1 },
  { "angles", "WEBVTT\n\n00:00.000 --> 00:02.000\n", "<", 1000000, ">\n", 1 },
  { "ampersands", "WEBVTT\n\n00:00.000 --> 00:02.000\n", "&", 1000000, ";\n", 1 },
  { "open overrides", "00:00:00,000 --> 00:00:02,000\n", "{\\", 500000, "\n", 1 },
  { "open voices", "WEBVTT\n\n00:00.000 --> 00:02.000\n", "<v a>", 200000, "\n", 1 },
  { "open ruby", "WEBVTT\n\n00:00.000 --> 00:02.000\n", "a<rt>", 200000, "\n", 1 },
  { "word times", "WEBVTT\n\n00:00.000 --> 99:00:00.000\n", "<00:00:01.000>w%u ", 100000, "\n", 1 },
  { "rows in a cue", "WEBVTT\n\n00:00.000 --> 00:02.000\n", "a\n", 500000, "", 1 },
  { "rolling rows", "WEBVTT\n\n", "00:01.000 --> 00:02.000\na %u\nb\nb\nb\nb\nb\nb\nb\nb\nb\nb\n\n",
    20000, "", 20000 },
  { "notes", "WEBVTT\n\nNOTE\n", "comment\n", 200000, "\n00:00.000 --> 00:01.000\nlast\n", 1 },
  { "blank lines", "", "\n", 3000000, "", 0 },
  { "carriage returns", "", "\r", 3000000, "", 0 },
  { "half newlines", "", "\r\r\xe2\x80", 500000, "", 500000 },
  { "arrows", "", "-->\n", 500000, "", 500000 },
  { "colons", "", ":", 3000000, "", 1 },
  { "brackets", "", "[", 3000000, "", 1 },
  { "bars", "", "|0:01", 500000, "", 1 },
  { "stars", "", "**", 1000000, "", 1 },
  { "spaces", "0:01 a\n0:02 ", " ", 3000000, "b\n", 2 },
  { "one instant", "", "%u\n00:00:01,000 --> 00:00:01,000\nn%u\n\n", 50000, "", 50000 },
  { "indexes without times", "00:00:01,000 --> 00:00:02,000\na\n\n", "2\n\n", 400000, "", 1 },
  { "times without text", "0:00 a\n", "%t\n", 100000, "", 1 },
  { "as many speakers as lines", "", "%t Name%u: a\n", 100000, "", 100000 },
  { "turns below each time", "", "%t\n\nAnne: a\nLuc: b\n", 50000, "", 100000 },
  { "labels", "", "%t1 hour\n", 100000, "", 100000 },
  { "layers", "[Script Info]\n", "Dialogue: 0,0:00:01.00,0:00:02.00,,,,,,,n%u\n", 100000, "",
    100000 },
  { "the same layer", "[Script Info]\n", "Dialogue: 0,0:00:01.00,0:00:02.00,,,,,,,n\n", 100000, "",
    1 },
  { "syllables", "Dialogue: 0,0:00:01.00,0:00:02.00,,,,,,,", "{\\k99}a", 200000, "\n", 1 },
  { "open braces", "Dialogue: 0,0:00:01.00,0:00:02.00,,,,,,,", "{\\k", 500000, "\n", 1 },
  { "nested braces", "Dialogue: 0,0:00:01.00,0:00:02.00,,,,,,,", "{\\k", 500000, "}\n", 1 },
  { "rows of a script", "Dialogue: 0,0:00:01.00,0:00:02.00,,,,,,,", "a\\N", 500000, "\n", 1 },
  { "times of one text", "", "[00:01.%u]", 200000, "a\n", 199995 }, /* 0.1 and 0.10 are one */
  { "words of a song", "[00:01.00]", "<00:01.00>a ", 200000, "\n", 1 },
  { "open stamps", "[00:01.00]", "<00:01.0", 200000, "\n", 1 },
  { "codes", "{1}{2}a\n{2}{3}", "{y:", 500000, "\n", 2 },
  { "bars of a subtitle", "{1}{2}a\n{2}{3}", "|", 1000000, "b\n", 2 },
  { "open pairs", "{1}{2}a\n{2}{3}b\n{3}", "{", 1000000, "\n", 2 },
  { "breaks", "0:00:01.000,0:00:02.000\n", "[br", 500000, "]\n", 1 },
  { "open tags of SAMI", "<SAMI><SYNC Start=1><P>a", "<P", 500000, "", 1 },
  { "open comments of SAMI", "<SAMI><SYNC Start=1><P>a", "<!-", 500000, "-\n", 1 },
  { "open comments", "<SAMI><SYNC Start=1><P>a", "<!--", 500000, "\n", 1 },
  { "titles of SAMI", "<SAMI>", "<TITLE><STYLE>", 200000, "<SYNC Start=1><P>a", 1 },
  { "attributes of SAMI", "<SAMI><SYNC Start=1 ", "start=\" ", 500000, "><P>a", 1 },
  { "paragraphs of one time", "<SAMI><SYNC Start=1>", "<P Class=A>a", 100000, "", 1 },
  { "classes of SAMI", "<SAMI>", "<SYNC Start=%u><P Class=A%u>a", 100000, "", 1 },
  { "points in a style", "<SAMI><STYLE>", ".", 1000000, "</STYLE><SYNC Start=1><P Class=A>a", 1 },
  { "ends of captions", "Scenarist_SCC V1.0\n00:00:01:00\t9420 6161 ", "942f 8080 6262 ", 100000,
    "\n", 100000 },
  { "tables", "start\tend\ttext\n", "%u\t%u9\tline %u\n", 200000, "", 200000 },
  { "open quotes in a table", "start,end,text\n", "1.5,2,\"a\n", 200000, "", 200000 },
  { "doubled quotes in a table", "start,end,text\n1.5,2,a\n1.5,2,\"", "\"\",\"\"\n", 300000, "",
    2 },
  { "quotes side by side", "start,end,text\n1.5,2,a\n1.5,2,", "\"", 2000000, "", 2 },
  { "cells", "start,end,text\n1.5,2,a\n1.5,2", ",", 2000000, "", 2 },
  { "labels of Audacity", "", "%u.0\t%u.5\ta\n", 200000, "", 200000 },
  { "intervals", TEXTGRID, "0\n%u\n\"say \"\"%u\"\"\"\n", 200000, "", 200000 },
  { "an open string", TEXTGRID "0\n1\n\"a\"\n0\n1\n\"", "\"\"", 1000000, "", 1 },
  { "words without their line", TEXTGRID "0\n1\n\"a\"\n\"IntervalTier\"\n\"words\"\n",
    "0\n1\n\"b%u\"\n", 200000, "", 1 },
  { "tiers", "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n",
    "\"IntervalTier\"\n\"w\"\n0\n1\n1\n0\n1\n\"a\"\n", 100000, "", 1000 },
  { "deep pages", "<html><time>0:01</time>", "<p>", 1000000, "a", 1 },
  { "words of a page", "<html><p>", "<span data-m=%u data-d=5>a%u </span>", 100000, "", 1 },
  { "lines of a page", "<html>", "<cite>A</cite><time>%t</time><p>a &amp; %u</p>\n", 100000, "",
    100000 },
  { "spans in a word", "<html><p data-m=1>", "<span data-m=1>", 300000, "a", 1 },
  { "open comments of a page", "<html><p data-m=1>a", "<!--", 1000000, "", 1 },
  { "open quotes in tags", "<html><p data-m=1>a", "<a x=\">\"", 500000, "", 1 },
  { "open tags of a page", "<html><p data-m=1>a", "<a ", 1000000, "", 1 },
  { "attributes", "<html><p data-m=1 ", "a=b ", 500000, ">a", 1 },
  { "entities", "<html><p data-m=1>", "&eacute;&a", 500000, "", 1 },
  { "titles", "<html><p data-m=1>a", "<title>", 500000, "", 1 },
  { "groups", "{\\rtf1 ", "{\\b a", 500000, "", 1 },
  { "bytes of a document", "{\\rtf1 ", "\\'e9\\u233?", 500000, "", 1 },
  { "stamps of a document", "{\\rtf1 ", "#%t-5# a\\par\n", 100000, "", 100000 },
  { "backslashes", ";FFMETADATA1\n[CHAPTER]\nSTART=0\ntitle=a\n", "\\=", 1000000, "", 1 },
  { "chapters", ";FFMETADATA1\n", "[CHAPTER]\nTIMEBASE=1/1\nSTART=%u\ntitle=a\n", 20000, "",
    10000 },
  { "pairs", "", "CHAPTER%u=0:01\n", 100000, "", 10000 },
  { "JSON of one list", "{\"segments\":[", "{\"startTime\":%u,\"body\":\"a b\"},", 50000, "]}",
    50000 },
  { "JSON of words", "{\"words\":[", "{\"start\":%u.5,\"text\":\"a.\"},", 50000, "]}", 5556 },
  { "JSON of many names", "{\"a\":[{\"start\":0.5,\"text\":\"a b\"}],",
    "\"k%u\":{\"l\":[{\"m\":1}]},", 100000, "}", 1 },
  { "JSON of words that are not there",
    "{\"segments\":[{\"start\":0.5,\"end\":9.5,\"text\":\"x x x x\",\"words\":[",
    "{\"word\":\"a\",\"start\":%u.5},", 100000, "]}]}", 1 },
  { "JSON of backslashes", "[{\"start\":0.5,\"end\":1.5,\"text\":\"", "\\\\", 1000000, "\"}]", 1 },
  { "bad bytes", "", "%u\n00:00:01,000 --> 00:00:02,000\nok \xc3 \xe2\x82 ok\n\n", 50000, "",
    50000 },
};

static void
append_repetition (GString *file, const char *repeated, guint number)
{
  for (const char *p = repeated; *p != '\0'; p++) {
    if (p[0] == '%' && p[1] == 'u')
      g_string_append_printf (file, "%u", number);
    else if (p[0] == '%' && p[1] == 't')
      g_string_append_printf (file, "%u:%02u:%02u", number / 3600, number / 60 % 60, number % 60);
    else
      g_string_append_c (file, *p);
    if (p[0] == '%')
      p++;
  }
}

static double
get_cpu_seconds (void)
{
  return (double) clock () / CLOCKS_PER_SEC;
}

static void
test_row (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  GString *file = g_string_new (rows[i].head);
  g_autoptr (SflTranscript) transcript = NULL;
  double seconds;
  guint n_lines;

  for (guint n = 1; n <= rows[i].n; n++)
    append_repetition (file, rows[i].repeated, n);
  g_string_append (file, rows[i].tail);

  seconds = get_cpu_seconds ();
  transcript = parse_text (file->str, file->len, "a.txt");
  seconds = get_cpu_seconds () - seconds;
  sfl_transcript_get_lines (transcript, &n_lines);
  g_test_message ("%u lines in %.3f s", n_lines, seconds);
  g_assert_cmpuint (n_lines, ==, rows[i].n_lines);
  g_assert_cmpfloat (seconds, <, MAX_SECONDS);
  g_string_free (file, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/stress/", rows[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_row);
  }

  return g_test_run ();
}
