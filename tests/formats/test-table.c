/* test-table.c: tables of times, and Audacity's labels
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dump.h"
#include "sfl-error.h"

static const struct {
  const char *name;
  const char *file;
  const char *format;
  const char *expected;
} rows[] = {
  /* Headers. */
  { "Whisper", "start\tend\ttext\n0\t3319\tBonjour\n3319\t4000\t\"Oui\", dit-il\n", "table",
    "0-3319 |Bonjour\n3319-4000 |\"Oui\", dit-il\n" },
  { "Whisper, short lines", "start\tend\ttext\n0\t20\ta\n20\t40\t\"b\"\n", "table",
    "0-20 |a\n20-40 |\"b\"\n" },
  { "any order", "Text,Out,In,N\na,2.5,1.5,1\n\"b, c\",3.5,2.5,2\n", "table",
    "1500-2500 |a\n2500-3500 |b, c\n" },
  { "spaces around", "N, In, Out, Text\n1, \"13.02\", \"14.13\", \"a\"\n2,14.13,15,b\n", "table",
    "13020-14130 |a\n14130-15000 |b\n" },
  { "French, semicolons", "N°;Début;Fin;Locuteur;Texte\n1;0,5;2,25;Anne;a\n2;2,25;4;Luc :;b ; c\n",
    "table", "500-2250 Anne|a\n2250-4000 Luc|b ; c\n" },
  { "start alone", "Horodatage\tTexte\n00:01\ta\n1:00:05\tb\n", "table", "1000 |a\n3605000 |b\n" },
  { "start and duration", "start,duration,text\n1.5,2,a\n4,1.25,b\n", "table",
    "1500-3500 |a\n4000-5250 |b\n" },
  { "milliseconds in the header", "Start (ms),End (ms),Text\n10,20,a\n20,30,b\n", "table",
    "10-20 |a\n20-30 |b\n" },
  { "units in the cells", "start,end,text\n10ms,20ms,a\n1.5s,2s,b\n", "table",
    "10-20 |a\n1500-2000 |b\n" },
  { "whole seconds", "start,end,text\n1,2,a\n2,30,b\n", "table", "1000-2000 |a\n2000-30000 |b\n" },
  { "whole milliseconds", "from,to,body\n0,2100,a\n2100,4000,b\n", "table",
    "0-2100 |a\n2100-4000 |b\n" },
  { "rows above the header", "Title of it\nsep=,\n\nstart,end,text\n1.5,2,a\n", "table",
    "1500-2000 |a\n" },
  { "frames", "Speaker Name,Start Time,End Time,Text\nAnne,00:00:01:12,00:00:02:00,a\n", "table",
    "1480-2000 Anne|a\n" },
  { "separators in a text", "start,end,text,speaker\n1.5,2,a, b, c,Anne\n2,3,d,Luc\n", "table",
    "1500-2000 Anne|a, b, c\n2000-3000 Luc|d\n" },
  { "a longer header than rows", "start,end,text,note\n1.5,2,a\n2,3,b\n", "table",
    "1500-2000 |a\n2000-3000 |b\n" },

  /* Cells. */
  { "quotes", "start,end,text\n1.5,2,\"a \"\"b\"\",\nc\"\n2,3,\"d\"e\n3,4,\"\n4,5,f\n", "table",
    "1500-2000 |a \"b\",/c\n2000-3000 |\"d\"e\n3000-4000 |\"\n4000-5000 |f\n" },
  { "no text", "start,end,text\n1.5,2,\n2,3,b\n", "table", "2000-3000 |b\n" },
  { "a text on two rows", "start\tend\ttext\n0\t1000\ta\nb\n1000\t2000\tc\n", "table",
    "0-1000 |a/b\n1000-2000 |c\n" },
  { "times that are none", "start,end,text\n1.5,2,a\nx,y,b\n2,3,c\n", "table",
    "1500-2000 |a\n2000-3000 |c\n" },
  { "times out of the world", "start,end,text\n-1.5,2,a\n1e300,2,b\n2,99999999999999999999,c\n",
    "table", "0-2000 |a\n2000 |c\n" },
  { "ends before starts", "start,end,text\n1.5,1,a\n2,3,b\n", "table", "1500 |a\n2000-3000 |b\n" },

  /* No header. */
  { "text first", "\"Dis-moi, toi\",0.38,1.1\nest-ce,1.28,1.5\nvole ?,2.04,2.76\n", "table",
    "380-1100 |Dis-moi, toi\n1280-1500 |est-ce\n2040-2760 |vole ?\n" },
  { "one row", "\"Dis-moi, toi\",0.38,2.76\n", "table", "380-2760 |Dis-moi, toi\n" },
  { "names, times, text", "f000001,0.000,2.680,\"1\"\nf000002,2.680,5.880,\"two\"\n", "table",
    "0-2680 |1\n2680-5880 |two\n" },
  { "names, clocks, text",
    "f001,00:00:00.000,00:00:02.680,\"a\"\nf002,00:00:02.680,00:00:05.880,\"b c\"\n", "table",
    "0-2680 |a\n2680-5880 |b c\n" },
  { "spaces", "f000001 0.000 2.680 \"1\"\nf000002 2.680 5.880 \"a b\"\n", "table",
    "0-2680 |1\n2680-5880 |a b\n" },
  { "spaces, times first", "0.000 2.680 f000001 \"1\"\n2.680 5.880 f000002 \"a b\"\n", "table",
    "0-2680 |1\n2680-5880 |a b\n" },
  { "numbers and times", "1;0,5;2,5;a\n2;2,5;3,5;b\n", "table", "500-2500 |a\n2500-3500 |b\n" },
  { "Whisper without its header", "0\t3319\ta\n3319\t4000\tb\n", "table",
    "0-3319 |a\n3319-4000 |b\n" },

  { "clocks", "0:01\t0:04\ta\n0:04\t0:09\tb\n", "table", "1000-4000 |a\n4000-9000 |b\n" },

  /* Audacity. */
  { "labels", "0.000000\t3.319000\ta\n3.319000\t4.5\tb\n", "audacity-labels",
    "0-3319 |a\n3319-4500 |b\n" },
  { "labels with commas", "0,000000\t3,319000\ta\n3,319000\t4,5\tb\n", "audacity-labels",
    "0-3319 |a\n3319-4500 |b\n" },
  { "labels with frequencies", "0.0\t3.3\ta\n\\\t100.0\t200.0\n3.3\t4.5\tb\n\\\t1.0\t2.0\n",
    "audacity-labels", "0-3300 |a\n3300-4500 |b\n" },
  { "labels at points", "1.0\t1.0\ta\n3.5\t3.5\tb\n4.0\t4.0\n", "audacity-labels",
    "1000 |a\n3500 |b\n" },

  /* What is none. */
  { "no times", "original\tcorrected\ttext\na\tb\tc\n", "plain-text",
    " |original\tcorrected\ttext\n |a\tb\tc\n" },
  { "a header alone", "start,end,text\n", "plain-text", " |start,end,text\n" },
  { "prose with commas", "Time, text\nA day, a night, a morning.\nAnd more.\n", "plain-text",
    " |Time, text\n |A day, a night, a morning.\n |And more.\n" },
};

static void
test_row (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  static const char *const newlines[] = { "\n", "\r\n", "\r" };

  for (gsize n = 0; n < G_N_ELEMENTS (newlines); n++) {
    GString *file = g_string_new (rows[i].file);
    g_autoptr (SflTranscript) transcript = NULL;
    g_autofree char *dump = NULL;

    /* A lone CR is no line break inside quotes. */
    if (newlines[n][1] == '\0' && *newlines[n] == '\r' && strstr (rows[i].file, "\"\"") != NULL) {
      g_string_free (file, TRUE);
      continue;
    }
    g_string_replace (file, "\n", newlines[n], 0);
    transcript = parse_text (file->str, file->len, "a.txt");
    dump = dump_lines (transcript);
    g_assert_cmpstr (dump, ==, rows[i].expected);
    g_assert_cmpstr (sfl_transcript_get_format (transcript), ==, rows[i].format);
    g_string_free (file, TRUE);
  }
}

static const struct {
  const char *file;
  SflParseOptions options;
  const char *expected;
} options[] = {
  { "start,end,text\n1,2,a\n", { .time_shape = SFL_TIME_SHAPE_MILLISECONDS }, "1-2 |a\n" },
  { "start\tend\ttext\n0\t3000\ta\n", { .time_shape = SFL_TIME_SHAPE_SECONDS }, "0-3000000 |a\n" },
  { "start,text\n1000,a\n90000,b\n",
    { .media_duration = 100 * SFL_SECOND },
    "1000 |a\n90000 |b\n" },
  { "start,end,text\n00:00:01:10,00:00:02:00,a\n", { .frame_rate = 50 }, "1200-2000 |a\n" },
  { "start,end,text\n00:00:01:10,00:00:02:00,a\n", { .media_frame_rate = 20 }, "1500-2000 |a\n" },
  { "start,end,text\n00:01:05,00:02:00,a\n",
    { .time_shape = SFL_TIME_SHAPE_FRAMES },
    "1200-2000 |a\n" },
};

static void
test_options (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (options); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (options[i].file, strlen (options[i].file));
    g_autoptr (GError) error = NULL;
    g_autoptr (SflTranscript) transcript =
        sfl_format_parse (bytes, "a.csv", &options[i].options, NULL, &error);
    g_autofree char *dump = NULL;

    g_assert_no_error (error);
    dump = dump_lines (transcript);
    g_assert_cmpstr (dump, ==, options[i].expected);
  }
}

/* Who asks for a table is told that it is none. */
static void
test_no_table (void)
{
  SflParseOptions as_table = { .format = "table" };
  g_autoptr (GBytes) bytes = g_bytes_new_static ("hello", 5);
  g_autoptr (GError) error = NULL;

  g_assert_null (sfl_format_parse (bytes, "a.csv", &as_table, NULL, &error));
  g_assert_error (error, SFL_ERROR, SFL_ERROR_FORMAT);
}

/* Warnings say where and why. */
static void
test_warnings (void)
{
  GString *file = g_string_new (NULL);
  g_autoptr (SflTranscript) transcript = NULL;
  const SflWarning *warnings;
  guint n_warnings;

  for (guint i = 1; i <= 20; i++)
    g_string_append_printf (file, "%u.0\t%u.0\tf%06u\n", i, i + 1, i);
  g_string_append (file, "\n21.5\t22.5\t\nx\ty\n");
  transcript = parse_text (file->str, file->len, "a.tab");
  g_string_free (file, TRUE);
  warnings = sfl_transcript_get_warnings (transcript, &n_warnings);

  g_assert_cmpuint (n_warnings, ==, 3);
  g_assert_cmpuint (warnings[0].number, ==, 22);
  g_assert_cmpuint (warnings[1].number, ==, 23);
  g_assert_cmpuint (warnings[2].number, ==, 0);
  g_assert_nonnull (strstr (warnings[2].message, "names of fragments"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/table/", rows[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_row);
  }
  g_test_add_func ("/table/options", test_options);
  g_test_add_func ("/table/no table", test_no_table);
  g_test_add_func ("/table/warnings", test_warnings);

  return g_test_run ();
}
