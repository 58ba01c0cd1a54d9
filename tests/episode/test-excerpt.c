/* test-excerpt.c: what Copy, Copy with Time and Quote give
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-excerpt.h"
#include "sfl-transcript-builder.h"

#include <locale.h>
#include <string.h>

typedef struct {
  SflTime start;
  const char *text;
  const char *speaker;
} Row;

static SflTranscript *
make (const Row *rows, guint n_rows)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("srt");

  for (guint i = 0; i < n_rows; i++) {
    int speaker =
        rows[i].speaker ? sfl_transcript_builder_add_speaker (builder, rows[i].speaker, -1) : -1;

    g_assert_true (
        sfl_transcript_builder_begin_line (builder, rows[i].start, SFL_TIME_NONE, speaker));
    sfl_transcript_builder_append (builder, rows[i].text, strlen (rows[i].text));
    sfl_transcript_builder_end_line (builder);
  }

  return sfl_transcript_builder_end (builder);
}

static const Row talk[] = {
  { 0, "Bonjour à tous.", NULL },
  { 211 * SFL_SECOND, "L’intelligence\nartificielle,", "Delphine" }, /* a cue of two rows */
  { 215 * SFL_SECOND, "l'essor.  Fin ", "Delphine" },
};

/* Ranges as pieces of the text, so that a row reads. */
static const struct {
  const char *from; /* begins with this */
  const char *to;   /* ends after this; "" for an empty range */
  const char *text;
  const char *timed;
  const char *quote;
} ranges[] = {
  { "Bonjour", "tous.", "Bonjour à tous.", "[0:00] Bonjour à tous.\n", "“Bonjour à tous.”, 0:00" },
  { "à", "à", "à", "[0:00] à\n", "“à”, 0:00" },
  { "L’int", "lle,", "L’intelligence\nartificielle,", "[3:31] L’intelligence artificielle,\n",
    "“L’intelligence artificielle,” (Delphine), 3:31" },
  { "tous", "artif", "tous.\nL’intelligence\nartif", "[0:00] tous.\n[3:31] L’intelligence artif\n",
    "“tous. L’intelligence artif”, 0:00" },
  /* From the line break of the line before, to its own: one line. */
  { "\nL’int", "lle,\n", "\nL’intelligence\nartificielle,\n",
    "[3:31] L’intelligence artificielle,\n", "“L’intelligence artificielle,” (Delphine), 3:31" },
  { "\nL’int", "\n", "\n", "", "“”" },
  { "à", "", "", "", "“”" },
};

static void
test_ranges (void)
{
  g_autoptr (SflTranscript) transcript = make (talk, G_N_ELEMENTS (talk));
  gsize length;
  const char *all = sfl_transcript_get_text (transcript, &length);

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++) {
    const char *from = strstr (all, ranges[i].from);
    gsize start = from - all;
    gsize end = strstr (from, ranges[i].to) + strlen (ranges[i].to) - all;
    g_autofree char *text = sfl_excerpt_dup_text (transcript, start, end);
    g_autofree char *timed = sfl_excerpt_dup_text_with_times (transcript, start, end);
    g_autofree char *quote = sfl_excerpt_dup_quote (transcript, start, end);

    g_assert_cmpstr (text, ==, ranges[i].text);
    g_assert_cmpstr (timed, ==, ranges[i].timed);
    g_assert_cmpstr (quote, ==, ranges[i].quote);
  }
}

/* Byte for byte, whatever the range; beyond the end there is no more. */
static void
test_every_range (void)
{
  g_autoptr (SflTranscript) transcript = make (talk, G_N_ELEMENTS (talk));
  gsize length;
  const char *all = sfl_transcript_get_text (transcript, &length);

  for (gsize start = 0; start <= length + 2; start++)
    for (gsize end = 0; end <= length + 2; end++) {
      g_autofree char *text = sfl_excerpt_dup_text (transcript, start, end);
      g_autofree char *timed = sfl_excerpt_dup_text_with_times (transcript, start, end);
      g_autofree char *quote = sfl_excerpt_dup_quote (transcript, start, end);
      gsize n = start < MIN (end, length) ? MIN (end, length) - start : 0;

      g_assert_cmpuint (strlen (text), ==, n);
      g_assert_true (n == 0 || memcmp (text, all + start, n) == 0);
      g_assert_nonnull (timed);
      g_assert_nonnull (quote);
    }
}

static void
test_untimed (void)
{
  static const Row rows[] = { { SFL_TIME_NONE, "One.", "Ann" }, { SFL_TIME_NONE, "Two.", NULL } };
  g_autoptr (SflTranscript) transcript = make (rows, G_N_ELEMENTS (rows));
  g_autofree char *timed = sfl_excerpt_dup_text_with_times (transcript, 0, 9);
  g_autofree char *quote = sfl_excerpt_dup_quote (transcript, 0, 4);

  g_assert_cmpstr (timed, ==, "One.\nTwo.\n");
  g_assert_cmpstr (quote, ==, "“One.” (Ann)");
}

static void
test_empty (void)
{
  g_autoptr (SflTranscript) transcript = make (NULL, 0);
  g_autofree char *text = sfl_excerpt_dup_text (transcript, 0, 10);
  g_autofree char *timed = sfl_excerpt_dup_text_with_times (transcript, 0, 10);
  g_autofree char *quote = sfl_excerpt_dup_quote (transcript, 0, 10);

  g_assert_cmpstr (text, ==, "");
  g_assert_cmpstr (timed, ==, "");
  g_assert_cmpstr (quote, ==, "“”");
}

/* Times of a long episode have hours throughout; the source is named. */
static void
test_source (void)
{
  static const struct {
    const char *title;
    const char *programme;
    const char *date;
    const char *quote;
  } rows[] = {
    { "A title", NULL, NULL, "“Hello” (Ann), A title, 1:01:01" },
    { "A title", "Smart Tech", NULL, "“Hello” (Ann), Smart Tech, 1:01:01" },
    { "A title", "Smart Tech", "2025-01-21",
      "“Hello” (Ann), Smart Tech, Tuesday 21 January 2025, 1:01:01" },
    { NULL, NULL, "last week", "“Hello” (Ann), last week, 1:01:01" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    SflTranscriptBuilder *builder = sfl_transcript_builder_new ("srt");
    int ann = sfl_transcript_builder_add_speaker (builder, "Ann", -1);
    g_autoptr (SflTranscript) transcript = NULL;
    g_autofree char *quote = NULL;

    if (rows[i].title)
      sfl_transcript_builder_set_meta (builder, SFL_META_TITLE, rows[i].title, -1);
    if (rows[i].programme)
      sfl_transcript_builder_set_meta (builder, SFL_META_PROGRAMME, rows[i].programme, -1);
    if (rows[i].date)
      sfl_transcript_builder_set_meta (builder, SFL_META_DATE, rows[i].date, -1);
    sfl_transcript_builder_begin_line (builder, 3661 * SFL_SECOND, SFL_TIME_NONE, ann);
    sfl_transcript_builder_append (builder, "Hello", 5);
    sfl_transcript_builder_end_line (builder);
    transcript = sfl_transcript_builder_end (builder);

    quote = sfl_excerpt_dup_quote (transcript, 0, 5);
    g_assert_cmpstr (quote, ==, rows[i].quote);
  }
}

static const struct {
  const char *date;
  const char *shown; /* NULL: as it is */
} dates[] = {
  { "2025-01-21", "Tuesday 21 January 2025" },
  { "2024-02-29", "Thursday 29 February 2024" },
  { "2025-12-01", "Monday 1 December 2025" },
  { "2025-02-29", NULL },
  { "2025-13-01", NULL },
  { "2025-00-10", NULL },
  { "0000-01-01", NULL },
  { "2025-1a-21", NULL },
  { "2025-01-2 ", NULL },
  { "+025-01-21", NULL },
  { "2025/01/21", NULL },
  { "2025-01-211", NULL },
  { "2025-01", NULL },
  { "", NULL },
  { "hier", NULL },
};

static void
test_dates (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++) {
    g_autofree char *shown = sfl_date_to_string (dates[i].date);

    g_assert_cmpstr (shown, ==, dates[i].shown ? dates[i].shown : dates[i].date);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "C.UTF-8");

  g_test_add_func ("/excerpt/ranges", test_ranges);
  g_test_add_func ("/excerpt/every-range", test_every_range);
  g_test_add_func ("/excerpt/untimed", test_untimed);
  g_test_add_func ("/excerpt/empty", test_empty);
  g_test_add_func ("/excerpt/source", test_source);
  g_test_add_func ("/excerpt/dates", test_dates);

  return g_test_run ();
}
