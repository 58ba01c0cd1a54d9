/* test-textgrid.c: TextGrids of Praat
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "dump.h"
#include "sfl-error.h"

#define HEAD "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n0\n9\n<exists>\n1\n"
#define TIER(name) "\"IntervalTier\"\n\"" name "\"\n0\n9\n2\n"

static const struct {
  const char *name;
  const char *file;
  const char *expected;
  const char *words;
} rows[] = {
  { "short form", HEAD TIER ("w") "0\n1.5\n\"a\"\n1.5\n3\n\"b\"", "0-1500 |a\n1500-3000 |b\n", "" },
  { "long form",
    "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\nxmin = 0 \nxmax = 2 \ntiers? "
    "<exists> "
    "\nsize = 1 \nitem []: \n    item [1]:\n        class = \"IntervalTier\" \n        name = "
    "\"w\" \n"
    "        xmin = 0 \n        xmax = 2 \n        intervals: size = 2 \n        intervals "
    "[1]:\n"
    "            xmin = 0 \n            xmax = 1.5 \n            text = \"a\" \n        "
    "intervals "
    "[2]:\n            xmin=1.5\n            xmax=2\n            text=\"b\"\n",
    "0-1500 |a\n1500-2000 |b\n", "" },
  { "comments", HEAD TIER ("w") "0 ! 5 \"x\"\n1.5 !\n\"a ! b\"\n", "0-1500 |a ! b\n", "" },
  { "quotes and line breaks", HEAD TIER ("w") "0\n1.5\n\"say \"\"a\"\"\nb\"\n",
    "0-1500 |say \"a\"/b\n", "" },
  { "empty labels are silence",
    HEAD TIER ("w") "0\n1\n\"\"\n1\n2\n\" \"\n2\n3\n\"a\"\n3\n4\n\"<p:>\"\n", "2000-3000 |a\n",
    "" },
  { "exponents", HEAD TIER ("w") "1e-03\n1.5E+0\n\"a\"\n", "1-1500 |a\n", "" },
  { "speakers", HEAD TIER ("Anne") "0\n2\n\"a\"\n3\n4\n\"c\"\n" TIER ("Luc") "1\n3\n\"b\"\n",
    "0-2000 Anne|a\n1000-3000 Luc|b\n3000-4000 Anne|c\n", "" },
  { "speakers of one name", HEAD TIER ("x") "0\n2\n\"a\"\n" TIER ("x") "2\n3\n\"b\"\n",
    "0-2000 x|a\n2000-3000 x|b\n", "" },
  { "tiers without a name", HEAD TIER ("") "0\n2\n\"a\"\n" TIER ("") "2\n3\n\"b\"\n",
    "0-2000 |a\n2000-3000 |b\n", "" },
  { "levels of a sentence", /* phones are ignored, words give word times */
    HEAD TIER ("sentences") "0\n2\n\"Bonjour, \"\"à\"\" tous.\"\n" TIER (
        "words") "0\n0.5\n\"bonjour\"\n0.5\n0.8\n\"à\"\n0."
                 "8\n1\n\"\"\n1\n2\n\"tous\"\n" TIER ("phones") "0\n0."
                                                                "2\n\"b"
                                                                "\"\n",
    "0-2000 |Bonjour, \"à\" tous.\n", "0-500 Bonjour\n500-800 à\n1000-2000 tous\n" },
  { "words of two speakers",
    HEAD TIER ("Anne - words") "0\n0.5\n\"oui\"\n0.5\n1\n\"non\"\n" TIER (
        "Anne - phones") "0\n0.2\n\"w\"\n" TIER ("Luc - words") "3\n4\n\"si\"\n",
    "0-1000 Anne|oui non\n3000-4000 Luc|si\n", "0-500 oui\n500-1000 non\n3000-4000 si\n" },
  { "words up to a pause",
    HEAD TIER ("words") "0\n0.5\n\"a\"\n0.5\n1\n\"b.\"\n1\n1.5\n\"c\"\n1.5\n3\n\"\"\n3\n4\n\"d\"\n",
    "0-1000 |a b.\n1000-1500 |c\n3000-4000 |d\n",
    "0-500 a\n500-1000 b.\n1000-1500 c\n3000-4000 d\n" },
  { "words without an end", HEAD TIER ("words") "0\n\"a\"\n0.5\n1\n\"b\"\n7\n\"c\"\n9\n\"d\"\n",
    "0-1000 |a b\n7000 |c\n9000 |d\n", "0-500 a\n500-1000 b\n7000-9000 c\n9000-14000 d\n" },
  { "words that are lines", HEAD TIER ("words") "0\n0.5\n\"a b\"\n0.5\n1\n\"c d\"\n",
    "0-500 |a b\n500-1000 |c d\n", "" },
  { "phones alone", HEAD TIER ("phones") "0\n0.5\n\"a\"\n0.5\n1\n\"b\"\n",
    "0-500 |a\n500-1000 |b\n", "" },
  { "points alone", HEAD "\"TextTier\"\n\"marks\"\n0\n9\n2\n1\n\"a\"\n5\n\"b\"\n",
    "1000 |a\n5000 |b\n", "" },
  { "points beside lines",
    HEAD "\"TextTier\"\n\"marks\"\n0\n9\n2\n1\n\"a\"\n" TIER ("x") "0\n1\n\"b\"\n", "0-1000 |b\n",
    "" },
  { "a tier called Stone", HEAD TIER ("Stone") "0\n1\n\"a\"\n" TIER ("Anne") "1\n2\n\"b\"\n",
    "0-1000 Stone|a\n1000-2000 Anne|b\n", "" },
  { "sizes that lie", HEAD "\"IntervalTier\"\n\"w\"\n0\n9\n2147483647\n0\n1\n\"a\"\n",
    "0-1000 |a\n", "" },
  { "cut in a label", HEAD TIER ("w") "0\n1.5\n\"a\"\n1.5\n3\n\"b", "0-1500 |a\n", "" },
  { "times beyond", HEAD TIER ("w") "0\n1.5\n\"a\"\n1e300\n2e300\n\"b\"\n-1\n2\n\"c\"\n",
    "0-1500 |a\n0-2000 |c\n", "" },
};

static void
test_row (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr (SflTranscript) transcript = parse_text (rows[i].file, -1, "a.TextGrid");
  g_autofree char *dump = dump_lines (transcript);
  g_autofree char *words = dump_words (transcript);

  g_assert_cmpstr (dump, ==, rows[i].expected);
  g_assert_cmpstr (words, ==, rows[i].words);
  g_assert_cmpstr (sfl_transcript_get_format (transcript), ==, "textgrid");
}

static void
test_empty (void)
{
  static const char *const files[] = {
    HEAD,
    HEAD TIER ("w"),
    HEAD TIER ("w") "0\n9\n\"\"\n",
    HEAD "\"IntervalTier\"",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (files[i], strlen (files[i]));
    g_autoptr (GError) error = NULL;

    g_assert_null (sfl_format_parse (bytes, "a.TextGrid", NULL, NULL, &error));
    g_assert_error (error, SFL_ERROR, SFL_ERROR_FORMAT);
  }
}

static void
test_warnings (void)
{
  g_autoptr (SflTranscript) transcript =
      parse_text (HEAD TIER ("Anne - words") "0\n1\n\"a\"\n" TIER (
                      "Anne - phones") "0\n1\n\"b\"\n1",
                  -1, "a.TextGrid");
  guint n_warnings;
  const SflWarning *warnings = sfl_transcript_get_warnings (transcript, &n_warnings);

  g_assert_cmpuint (n_warnings, ==, 2);
  g_assert_cmpuint (warnings[0].number, ==, 0);
  g_assert_cmpuint (warnings[1].number, ==, 24);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = g_strconcat ("/textgrid/", rows[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_row);
  }
  g_test_add_func ("/textgrid/empty", test_empty);
  g_test_add_func ("/textgrid/warnings", test_warnings);

  return g_test_run ();
}
