/* test-subtitles.c: the subtitles of old films, and of television
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dump.h"
#include "sfl-error.h"

#define SAMI_HEAD                                                                                  \
  "<SAMI>\n<HEAD>\n<TITLE> Un film </TITLE>\n<STYLE TYPE=\"text/css\">\n<!--\n"                    \
  ".ENCC { Name: English; lang: en-US; }\n.FRCC {Name:French;lang:fr-FR}\n-->\n</STYLE>\n"         \
  "</HEAD>\n<BODY>\n"
#define SCC_HEAD "Scenarist_SCC V1.0\n\n"

static const struct {
  const char *name;
  const char *file_name;
  const char *file;
  const char *format;
  const char *expected;
} rows[] = {
  { "sbv", "a.sbv", "0:00:01.000,0:00:02.500\na\nb\n\n0:00:03.000,0:00:04.000\nc\n", "sbv",
    "1000-2500 |a/b\n3000-4000 |c\n" },
  { "sbv with rows and speakers", "a.sbv",
    "0:00:01.000,0:00:02.500\n>> ANNE: a[br]b[BR]c\n\n0:00:03.000,0:00:04.000\n>> d\n\n"
    "0:00:05.000,0:00:06.000\n[music]\n\n0:00:06.000,0:00:07.000\n>>Luc: e\n",
    "sbv", "1000-2500 ANNE|a/b/c\n3000-4000 ANNE|>> d\n5000-6000 ANNE|[music]\n6000-7000 Luc|e\n" },
  { "sbv without blank lines", "a.sbv", "0:00:01.000,0:00:02.500\na\n0:00:03.000,0:00:04.000\nb\n",
    "sbv", "1000-2500 |a\n3000-4000 |b\n" },
  { "subviewer", "a.sub",
    "[INFORMATION]\n[TITLE]Un film\n[AUTHOR]Anne\n[DELAY]0\n[END INFORMATION]\n[SUBTITLE]\n"
    "[COLF]&HFFFFFF,[STYLE]no,[SIZE]18,[FONT]Arial\n00:00:01.00,00:00:02.50\na[br]b\n\n"
    "00:00:03.00,00:00:04.00\n[rires]\n\n[END SUBTITLE]\n",
    "subviewer", "1000-2500 |a/b\n3000-4000 |[rires]\n" },
  { "subviewer 1", "a.sub",
    "[TITLE]\nUn film\n[AUTHOR]\n\n[BEGIN]\n******** START SCRIPT ********\n[00:00:01]\na|b\n"
    "[00:00:03]\n\n[00:00:05]\nc\n[00:00:06]\nd\n[00:00:08]\n\n[END]\n******** END SCRIPT "
    "********\n",
    "subviewer", "1000-3000 |a/b\n5000-6000 |c\n6000-8000 |d\n" },
  { "microdvd", "a.sub", "{1}{1}25.000\n{25}{50}a|b\n{75}{100}c\n", "microdvd",
    "1000-2000 |a/b\n3000-4000 |c\n" },
  { "microdvd with a comma", "a.sub", "{1}{1}12,5 fps\n{25}{50}a\n{75}{100}b\n", "microdvd",
    "2000-4000 |a\n6000-8000 |b\n" },
  { "microdvd without a rate", "a.sub", "{0}{2997}a\n{2997}{5994}b\n", "microdvd",
    "0-125000 |a\n125000-250000 |b\n" },
  { "microdvd with codes", "a.sub",
    "{1}{1}25\n{DEFAULT}{}{C:$00ffff}\n{25}{50}{y:i}a {c:$0000ff}b|{Y:b}/c\n{75}{100}/d {e\n",
    "microdvd", "1000-2000 |a b/c\n3000-4000 |d {e\n" },
  { "microdvd without ends", "a.sub", "{1}{1}25\n{25}{}a\n{50}{}b\n{ 75 }{ 100 }c\n", "microdvd",
    "1000 |a\n2000 |b\n3000-4000 |c\n" },
  { "microdvd that is broken", "a.sub",
    "{1}{1}25\nx\n{25}{20}a\nb\n{99999999999999999999}{1}c\n{50}{75}d\n{75}{100}e\n", "microdvd",
    "1000 |a/b\n2000-3000 |d\n3000-4000 |e\n" },
  { "a number that is no rate", "a.sub", "{1}{1}0\n{2997}{5994}a\n", "microdvd",
    "41 |0\n125000-250000 |a\n" },
  { "mpl2", "a.txt", "[10][25]a|/b\n[30][]/c\n[40][50]d\n", "mpl2",
    "1000-2500 |a/b\n3000 |c\n4000-5000 |d\n" },
  { "tmplayer", "a.txt", "00:00:01:a|b\n00:00:03:\n00:00:05:c\n00:00:07:d\n", "tmplayer",
    "1000-3000 |a/b\n5000 |c\n7000 |d\n" },
  { "tmplayer with equal signs", "a.txt", "0:00:01=a\n0:00:02=12 b\n0:00:03=c\n", "tmplayer",
    "1000 |a\n2000 |12 b\n3000 |c\n" },
  { "sami", "a.smi",
    SAMI_HEAD "<SYNC Start=1000><P Class=ENCC>\na<br>b\n<SYNC Start=2500><P Class=ENCC>&nbsp;\n"
              "<SYNC Start=3000><P Class=ENCC><font color=\"red\">c &amp;\nd</font>\n"
              "<SYNC Start=4000><P Class=ENCC>e</BODY></SAMI>\n",
    "sami", "1000-2500 |a/b\n3000 |c & d\n4000 |e\n" },
  { "sami in two languages", "a.smi",
    SAMI_HEAD "<SYNC Start=1000><P Class=frcc>un<P Class=ENCC>one\n"
              "<SYNC Start=2000><P Class=FRCC>&nbsp;\n<SYNC Start=3000><P Class=ENCC>&nbsp;\n"
              "<SYNC Start=4000><P Class=FRCC>deux\n<SYNC Start=5000><P Class=FRCC>&nbsp;",
    "sami", "1000-2000 |un\n4000-5000 |deux\n" },
  { "sami, one language after the other", "a.smi",
    SAMI_HEAD "<SYNC Start=1000><P Class=ENCC>one<SYNC Start=2000><P Class=ENCC>&nbsp;"
              "<SYNC Start=1000><P Class=FRCC>un<SYNC Start=2000><P Class=FRCC>&nbsp;",
    "sami", "1000-2000 |one\n" },
  { "sami that is a mess", "a.smi",
    "<sami>\n<body>\n<sync start=\"1000\" ><p>a<!-- no --> <i>b\n<sync start = '2500ms'><p\n>&nbsp;"
    "</p></sync>\n<SYNC Start=x><P>c\n<SYNC Start=-5>d<SYNC Start=3000 End=3500<P>e <3 f\n<P>g",
    "sami", "0 |d\n1000-2500 |a b\n3000-3500 |e <3 f/g\n" },
  { "sami with a source", "a.smi",
    "<SAMI><BODY><SYNC Start=1000><P ID=Source>Anne<P Class=X>a<SYNC Start=2000><P Class=X>b"
    "<P ID=Source>Luc<SYNC Start=3000><P Class=X>&nbsp;",
    "sami", "1000 Anne|a\n2000-3000 Luc|b\n" },
  { "a part of a sami", "a.smi", "<P>x\n<SYNC Start=1000><P>a\n<SYNC Start=2000><P>&nbsp;\n",
    "sami", "1000-2000 |a\n" },
  /* In pictures of 1001/30 ms: the caption is shown when its last command has been sent. */
  { "scc, prepared", "a.scc",
    SCC_HEAD "00:00:10:00\t94ae 94ae 9420 9420 9470 9470 c2ef 6eea ef75 f280 942f 942f\n\n"
             "00:00:20:00\t942c 942c\n",
    "scc", "10343-20020 |Bonjour\n" },
  { "scc, rows and marks", "a.scc",
    SCC_HEAD "00:00:10:00\t9420 94d0 61c1 9137 9137 9470 6580 92a1 6280 942f\n"
             "00:00:11;00\t942f\n",
    "scc",
    "10310-11011 |aA\xe2\x99\xaa/\xc3\x89"
    "b\n" },
  { "scc, rolling", "a.scc",
    SCC_HEAD "00:00:10:00\t9425 9425 94ad 94ad 9470 9470 6161\n"
             "00:00:12:00\t9425 9425 94ad 94ad 9470 9470 6262\n00:00:14:00\t942c\n",
    "scc", "10210-12078 |aa\n12212-14014 |bb\n" },
  { "scc, written", "a.scc", SCC_HEAD "00:00:10:00\t9429 9429 9470 6161\n00:00:12:00\t942c\n",
    "scc", "10110-12012 |aa\n" },
  { "scc, numbers left out", "a.scc", SCC_HEAD "01:00:00;00\t9429 6161\n01:00:10;00\t942c\n", "scc",
    "3600029-3610006 |aa\n" },
  { "scc that is broken", "a.scc",
    SCC_HEAD "x\n00:00:10:00\t9429 6161 zz 6262\n00:00:12:00\t942c 94\n", "scc",
    "10043-12012 |aa\n" },
};

static void
test_row (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  check_with_all_newlines (rows[i].file, rows[i].file_name, rows[i].format, rows[i].expected);
}

static SflTranscript *
parse_with (const char *file, const SflParseOptions *options)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (file, strlen (file));
  g_autoptr (GError) error = NULL;
  SflTranscript *transcript = sfl_format_parse (bytes, "a", options, NULL, &error);

  g_assert_no_error (error);

  return transcript;
}

/* Who opens it comes first, then the file, then the recording, then films in general. */
static void
test_frame_rate (void)
{
  static const struct {
    const char *file;
    double asked;
    double of_media;
    SflTime start;
    guint n_warnings;
  } rates[] = {
    { "{1}{1}25\n{100}{200}a\n", 0, 0, 4 * SFL_SECOND, 0 },
    { "{1}{1}25\n{100}{200}a\n", 0, 50, 4 * SFL_SECOND, 0 },
    { "{1}{1}25\n{100}{200}a\n", 10, 50, 10 * SFL_SECOND, 0 },
    { "{100}{200}a\n", 0, 50, 2 * SFL_SECOND, 0 },
    { "{2997}{6000}a\n", 0, 0, 125 * SFL_SECOND, 1 },
    { "{2997}{6000}a\n", -1, 1e9, 125 * SFL_SECOND, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++) {
    SflParseOptions options = { .frame_rate = rates[i].asked,
                                .media_frame_rate = rates[i].of_media };
    g_autoptr (SflTranscript) transcript = parse_with (rates[i].file, &options);
    guint n_lines, n_warnings;
    const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);

    sfl_transcript_get_warnings (transcript, &n_warnings);
    g_assert_cmpuint (n_lines, ==, 1);
    g_assert_cmpint (lines[0].start, ==, rates[i].start);
    g_assert_cmpuint (n_warnings, ==, rates[i].n_warnings);
  }
}

/* A tape begins at an hour, a recording does not. */
static void
test_hours_of_a_tape (void)
{
  const char *file = SCC_HEAD "01:00:10;00\t9429 6161\n01:00:12;00\t942c\n";
  SflParseOptions options = { .media_duration = 1800 * SFL_SECOND };
  g_autoptr (SflTranscript) shorter = parse_with (file, &options);
  g_autofree char *dump = dump_lines (shorter);
  g_autoptr (SflTranscript) longer = NULL;
  guint n_warnings;

  g_assert_cmpstr (dump, ==, "10043-12012 |aa\n");
  sfl_transcript_get_warnings (shorter, &n_warnings);
  g_assert_cmpuint (n_warnings, ==, 1);

  options.media_duration = 7200 * SFL_SECOND;
  longer = parse_with (file, &options);
  sfl_transcript_get_warnings (longer, &n_warnings);
  g_assert_cmpuint (n_warnings, ==, 0);
}

static void
test_scc_warnings (void)
{
  static const char file[] = SCC_HEAD "x\n00:00:10:00\t9429 6161 zz 6262\n00:00:12:00\t942c 94\n";
  static const SflParseOptions options = { 0 };
  g_autoptr (SflTranscript) transcript = parse_with (file, &options);
  guint n_head = 0, n;
  const SflWarning *warnings = sfl_transcript_get_warnings (transcript, &n);

  for (const char *p = SCC_HEAD; *p != '\0'; p++)
    n_head += *p == '\n';
  g_assert_cmpuint (n, ==, 3);
  for (guint i = 0; i < n; i++)
    g_assert_cmpuint (warnings[i].number, ==, n_head + 1 + i);
}

static void
test_meta (void)
{
  static const struct {
    const char *file;
    const char *title;
    const char *language;
    guint n_warnings;
  } metas[] = {
    { "[INFORMATION]\n[TITLE] Un film\n[AUTHOR]x\n00:00:01.00,00:00:02.00\na\n", "Un film", NULL,
      0 },
    { "[TITLE]\nUn film\n[AUTHOR]\nx\n[BEGIN]\n[00:00:01]\na\n[00:00:02]\n", "Un film", NULL, 0 },
    { SAMI_HEAD "<SYNC Start=1><P Class=FRCC>un<P Class=ENCC>one", "Un film", "fr-FR", 1 },
    { SAMI_HEAD "<SYNC Start=1><P Class=ENCC>one<P Class=FRCC>&nbsp;", "Un film", "en-US", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (metas); i++) {
    g_autoptr (SflTranscript) transcript = parse_text (metas[i].file, -1, "a");
    guint n_warnings;

    g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_TITLE), ==, metas[i].title);
    g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_LANGUAGE), ==,
                     metas[i].language);
    sfl_transcript_get_warnings (transcript, &n_warnings);
    g_assert_cmpuint (n_warnings, ==, metas[i].n_warnings);
  }
}

/* Texts that are not taken for subtitles of these kinds. */
static void
test_others (void)
{
  static const struct {
    const char *file;
    const char *format;
  } others[] = {
    { "00:00:01:12 a\n00:00:02:12 b\n", "pasted-text" },
    { "00:00:01: a\n00:00:02: b\n", "pasted-text" },
    { "[1][2] are cited.\nThis is a text.\nAnd one more.\n", "plain-text" },
    { "{a}{b}\n", "plain-text" },
    { "[00:00:01]\na\n[00:00:02]\nb\n", "pasted-text" },
    { "1.5,2.5 is a pair.\n", "plain-text" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autoptr (SflTranscript) transcript = parse_text (others[i].file, -1, "a.txt");

    g_assert_cmpstr (sfl_transcript_get_format (transcript), ==, others[i].format);
  }
}

#define BYTES(literal) literal, sizeof literal - 1

/* Pictures are refused in words. */
static void
test_pictures (void)
{
  static const struct {
    const char *bytes;
    gsize length;
  } pictures[] = {
    { BYTES ("# VobSub index file, v7 (do not modify this line!)\nsize: 720x576\n") },
    { BYTES ("\0\0\x01\xba\x44\0\x04\0\x04\x01") },
    { BYTES ("PG\0\0\x0e\x10\0\0\0\0\x16\0\x13") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pictures); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (pictures[i].bytes, pictures[i].length);
    g_autoptr (GError) error = NULL;

    g_assert_null (sfl_format_parse (bytes, "a.sub", NULL, NULL, &error));
    g_assert_error (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED);
    g_assert_nonnull (strstr (error->message, "pictures"));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/subtitles/", rows[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_row);
  }
  g_test_add_func ("/subtitles/warnings of scc", test_scc_warnings);
  g_test_add_func ("/subtitles/frame rate", test_frame_rate);
  g_test_add_func ("/subtitles/hours of a tape", test_hours_of_a_tape);
  g_test_add_func ("/subtitles/meta", test_meta);
  g_test_add_func ("/subtitles/others", test_others);
  g_test_add_func ("/subtitles/pictures", test_pictures);

  return g_test_run ();
}
