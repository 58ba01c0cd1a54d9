/* test-chapters.c: lists of chapters
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dump.h"
#include "sfl-error.h"

static const struct {
  const char *name;
  const char *file;
  const char *expected; /* NULL where the lines are no chapters */
} rows[] = {
  /* FFmpeg. */
  { "metadata",
    ";FFMETADATA1\ntitle=T\n\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=90500\ntitle=Un\n[CHAPTER]\n"
    "TIMEBASE=1/1000\nSTART=90500\nEND=100000\ntitle=Deux\n",
    "0 Un\n90500 Deux\n" },
  { "metadata, escapes",
    ";FFMETADATA1\n[CHAPTER]\nSTART=1500000000\n; no\n# no\ntitle=a\\=b\\;c\\#d\\\\e\\\nf\n",
    "1500 a=b;c#d\\e\nf\n" },
  { "metadata, odd time bases",
    ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1001/30000\nSTART=30\ntitle=a\n[CHAPTER]\nTIMEBASE=0/0\n"
    "START=2000000000\ntitle=b\n[CHAPTER]\nTIMEBASE=9223372036854775807/1\nSTART=99\ntitle=c\n",
    "1001 a\n2000 b\n" },
  { "metadata, no start", ";FFMETADATA1\n[CHAPTER]\ntitle=a\n[CHAPTER]\nSTART=-5\ntitle=b\n",
    "0 b\n" },
  { "metadata, other sections", ";FFMETADATA1\n[STREAM]\ntitle=x\n[CHAPTER]\nSTART=0\ntitle=a\n",
    "0 a\n" },

  /* Pairs of lines. */
  { "pairs",
    "CHAPTER01=00:00:00.000\nCHAPTER01NAME=Un\nCHAPTER02=00:01:30.500\nCHAPTER02NAME=Deux = 2\n",
    "0 Un\n90500 Deux = 2\n" },
  { "pairs without a name",
    "CHAPTER01=00:00:00.000\nCHAPTER02=00:01:30.500\nCHAPTER02NAME=\nCHAPTER03=x\nCHAPTER03NAME="
    "c\n",
    "0 Chapter 1\n90500 Chapter 2\n" },

  /* Lists. */
  { "mp4chaps", "00:00:00.000 Un\n00:01:15.250 Deux\n01:01:01.000 Trois\n",
    "0 Un\n75250 Deux\n3661000 Trois\n" },
  { "a description",
    "Bonjour.\n\nChapitres :\n• 00:00 Un\n• 01:15 Deux\n• 1:01:01 Trois\n\nMerci !\n",
    "0 Un\n75000 Deux\n3661000 Trois\n" },
  { "brackets", "[0:00] Un\n(1:15) - Deux\n[20:00] Trois\n", "0 Un\n75000 Deux\n1200000 Trois\n" },
  { "ranges", "0:00 - 1:15 Un\n1:15 - 20:00 Deux\n20:00 - 30:00 Trois\n",
    "0 Un\n75000 Deux\n1200000 Trois\n" },
  { "times last", "Un  0:00\nDeux  1:15\nTrois  20:00\n", "0 Un\n75000 Deux\n1200000 Trois\n" },
  { "times last, in brackets", "Un (0:00)\nDeux (1:15)\nTrois (20:00)\n",
    "0 Un\n75000 Deux\n1200000 Trois\n" },
  { "links",
    "- [0:00](https://a.org/) Un\n- [1:15](https://a.org/) Deux\n- [9:00](https://a.org/) c\n",
    "0 Un\n75000 Deux\n540000 c\n" },
  { "late, but announced", "Chapitres :\n0:10 Un\n1:15 Deux\n20:00 Trois\n",
    "10000 Un\n75000 Deux\n1200000 Trois\n" },
  { "late, but many", "0:10 Un\n2:00 Deux\n4:00 Trois ?\n6:00 M. X.\n8:00 Cinq\n10:00 Six\n",
    "10000 Un\n120000 Deux\n240000 Trois ?\n360000 M. X.\n480000 Cinq\n600000 Six\n" },
  { "two from the start", "0:00 Un\n10:00 Deux\n", "0 Un\n600000 Deux\n" },

  /* What is none. */
  { "lines", "0:00 Un\n0:04 Deux\n0:09 Trois\n", NULL },
  { "lines minutes apart", "00:10 Bonjour\n05:00 Merci\n10:00 Au revoir\n", NULL },
  { "sentences", "0:00 Bonjour.\n2:00 Merci bien, à vous…\n4:00 Au revoir !\n", NULL },
  { "glued lines", "0:00Un\n2:00Deux\n4:00Trois\n", NULL },
  { "two lines", "5:00 Un\n10:00 Deux\n", NULL },
  { "long lines",
    "0:00 Il y avait une fois un roi qui n'avait pas de fils et une reine qui\n"
    "2:00 Il y avait une fois un roi qui n'avait pas de fils et une reine qui\n"
    "4:00 Il y avait une fois un roi qui n'avait pas de fils et une reine qui\n",
    NULL },
  { "text below", "0:00 Un\na\n2:00 Deux\nb\n4:00 Trois\nc\n", NULL },
  { "speakers", "0:00 Anne: a\n2:00 Luc: b\n4:00 Anne: c\n", NULL },
  { "times that fall", "0:00 Un\n20:00 Deux\n10:00 Trois\n30:00 Quatre\n50:00 Cinq\n", NULL },
};

static void
test_row (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (SflTranscript) transcript = parse_text (rows[i].file, -1, "a.txt");
  g_autoptr (GString) dump = g_string_new (NULL);
  guint n_chapters, n_lines;
  const SflChapter *chapters = sfl_transcript_get_chapters (transcript, &n_chapters);

  for (guint c = 0; c < n_chapters; c++)
    g_string_append_printf (dump, "%" G_GINT64_FORMAT " %s\n", chapters[c].start / SFL_MSECOND,
                            chapters[c].title);
  sfl_transcript_get_lines (transcript, &n_lines);
  if (rows[i].expected != NULL) {
    g_assert_cmpstr (dump->str, ==, rows[i].expected);
    g_assert_cmpstr (sfl_transcript_get_format (transcript), ==, "chapters");
    g_assert_true (sfl_transcript_has_only_chapters (transcript));
    g_assert_cmpuint (n_lines, ==, n_chapters);
  } else {
    g_assert_cmpuint (n_chapters, ==, 0);
    g_assert_cmpstr (sfl_transcript_get_format (transcript), ==, "pasted-text");
  }
}

static void
test_meta (void)
{
  g_autoptr (SflTranscript) metadata = parse_text (
      ";FFMETADATA1\ntitle=A\\=B\nalbum=P\ndate=2025-01-21\n[CHAPTER]\nSTART=0\ntitle=a\n", -1,
      NULL);
  g_autoptr (SflTranscript) list =
      parse_text ("Un titre\n\nTimestamps:\n0:00 a\n2:00 b\n4:00 c\n\nSuivez-nous !\n", -1, NULL);

  g_assert_cmpstr (sfl_transcript_get_meta (metadata, SFL_META_TITLE), ==, "A=B");
  g_assert_cmpstr (sfl_transcript_get_meta (metadata, SFL_META_PROGRAMME), ==, "P");
  g_assert_cmpstr (sfl_transcript_get_meta (metadata, SFL_META_DATE), ==, "2025-01-21");
  g_assert_cmpstr (sfl_transcript_get_meta (list, SFL_META_TITLE), ==, "Un titre");
  g_assert_cmpstr (sfl_transcript_get_meta (list, SFL_META_NOTES), ==, "Suivez-nous !");
}

static void
test_chosen (void)
{
  SflParseOptions options = { .format = "chapters", .time_shape = SFL_TIME_SHAPE_HOURS };
  g_autoptr (GBytes) bytes = g_bytes_new_static ("0:01 a\n0:02 b\n", 14);
  g_autoptr (GBytes) prose = g_bytes_new_static ("a\n", 2);
  g_autoptr (GError) error = NULL;
  g_autoptr (SflTranscript) transcript = sfl_format_parse (bytes, NULL, &options, NULL, &error);
  g_autofree char *dump = NULL;

  g_assert_no_error (error);
  dump = dump_lines (transcript);
  g_assert_cmpstr (dump, ==, "60000-120000 |a\n120000 |b\n");
  g_assert_null (sfl_format_parse (prose, NULL, &options, NULL, &error));
  g_assert_error (error, SFL_ERROR, SFL_ERROR_FORMAT);
}

/* A title of two lines stands above. */
static void
test_metadata_numbers (void)
{
  g_autoptr (SflTranscript) transcript =
      parse_text (";FFMETADATA1\r\ntitle=a\\\nb\n[CHAPTER]\nTIMEBASE=9223372036854775807/1\n"
                  "START=99\ntitle=c\n[CHAPTER]\nSTART=0\ntitle=d\n",
                  -1, NULL);
  guint n;
  const SflWarning *warnings = sfl_transcript_get_warnings (transcript, &n);

  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (warnings[0].number, ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/chapters/", rows[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_row);
  }
  g_test_add_func ("/chapters/meta", test_meta);
  g_test_add_func ("/chapters/chosen", test_chosen);
  g_test_add_func ("/chapters/metadata numbers", test_metadata_numbers);

  return g_test_run ();
}
