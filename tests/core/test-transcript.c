/* test-transcript.c: from a reader's findings to a transcript, and looking in it
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rows.h"

#define S SFL_SECOND
#define MAX_ROWS 6
#define N_RANDOM 2000

/* A line of @n characters of two bytes. */
static void
add_line (SflTranscriptBuilder *builder, SflTime start, SflTime end, guint n)
{
  sfl_transcript_builder_begin_line (builder, start, end, -1);
  for (guint i = 0; i < n; i++)
    sfl_transcript_builder_append (builder, "é", strlen ("é"));
}

static const struct {
  const char *about;
  struct {
    SflTime start, end;
    guint n_characters;
    SflTime expected_end; /* estimated where it is not @end */
  } lines[MAX_ROWS];
  guint n_lines;
  SflHole holes[2];
  guint n_holes;
} ends[] = {
  { "a gap of 0.2 s a character + 3 s is still speech",
    { { 0, NONE, 10, 5 * S }, { 5 * S, NONE, 1, 10 * S } },
    2 },
  { "a nanosecond more is not; speech has 5 characters a second at least",
    { { 0, NONE, 10, 2 * S }, { 5 * S + 1, NONE, 1, 10 * S + 1 } },
    2,
    { { 2 * S, 5 * S + 1, 0 } },
    1 },
  { "and 40 at most",
    { { 0, NONE, 90, S },
      { S, NONE, 90, 2 * S },
      { 2 * S, NONE, 100, 4500 * SFL_MSECOND },
      { 60 * S, NONE, 90, 65 * S } },
    4,
    { { 4500 * SFL_MSECOND, 60 * S, 2 } },
    1 },
  { "the median of 10, 20 and 1 characters a second is 10",
    { { 0, NONE, 20, 2 * S },
      { 2 * S, NONE, 40, 4 * S },
      { 4 * S, NONE, 30, 7 * S },
      { 34 * S, NONE, 1, 39 * S } },
    4,
    { { 7 * S, 34 * S, 2 } },
    1 },
  { "one word before a hole does not only flash",
    { { 0, NONE, 1, S }, { 10 * S, NONE, 1, 15 * S } },
    2,
    { { S, 10 * S, 0 } },
    1 },
  { "no characters at all",
    { { 0, NONE, 0, S }, { 10 * S, NONE, 0, 15 * S } },
    2,
    { { S, 10 * S, 0 } },
    1 },
  { "the last line, long and without a measure: 15 characters a second",
    { { 3 * S, NONE, 150, 13 * S } },
    1 },
  { "a pause of 5 s after a known end", { { 0, S, 9, S }, { 6 * S, 7 * S, 9, 7 * S } }, 2 },
  { "a nanosecond more is a hole",
    { { 0, S, 9, S }, { 6 * S + 1, 7 * S, 9, 7 * S } },
    2,
    { { S, 6 * S + 1, 0 } },
    1 },
  { "reversed and zero-length: as if the file said nothing",
    { { 0, 5 * S, 9, 5 * S },
      { 5 * S, 3 * S, 9, 7 * S },
      { 7 * S, 7 * S, 9, 8 * S },
      { 8 * S, -2 * S, 9, 13 * S } },
    4 },
  { "two lines of one second are spoken one after the other",
    { { 0, NONE, 20, 10 * S }, { 0, NONE, 20, 10 * S }, { 10 * S, 11 * S, 1, 11 * S } },
    3 },
  { "a hole after such a block: 21 characters at 5 a second",
    { { 0, NONE, 10, 4200 * SFL_MSECOND },
      { 0, NONE, 10, 4200 * SFL_MSECOND },
      { 60 * S, 61 * S, 1, 61 * S } },
    3,
    { { 4200 * SFL_MSECOND, 60 * S, 1 } },
    1 },
  { "a known end inside a block changes nothing for the others",
    { { 0, 2 * S, 20, 2 * S }, { 0, NONE, 20, 10 * S }, { 10 * S, 11 * S, 1, 11 * S } },
    3 },
  { "no hole while another line lasts; the hole begins when all have ended",
    { { 0, 30 * S, 9, 30 * S },
      { 5 * S, 6 * S, 9, 6 * S },
      { 20 * S, 21 * S, 9, 21 * S },
      { 40 * S, 41 * S, 9, 41 * S } },
    4,
    { { 30 * S, 40 * S, 2 } },
    1 },
  { "two holes",
    { { 0, S, 9, S }, { 10 * S, 11 * S, 9, 11 * S }, { 20 * S, 21 * S, 9, 21 * S } },
    3,
    { { S, 10 * S, 0 }, { 11 * S, 20 * S, 1 } },
    2 },
};

static void
test_ends (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++) {
    SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
    g_autoptr (SflTranscript) transcript = NULL;
    const SflLine *lines;
    const SflHole *holes;
    guint n_lines, n_holes;

    g_test_message ("%s", ends[i].about);
    for (guint l = 0; l < ends[i].n_lines; l++)
      add_line (builder, ends[i].lines[l].start, ends[i].lines[l].end,
                ends[i].lines[l].n_characters);
    transcript = sfl_transcript_builder_end (builder);
    lines = sfl_transcript_get_lines (transcript, &n_lines);
    holes = sfl_transcript_get_holes (transcript, &n_holes);

    g_assert_cmpuint (n_lines, ==, ends[i].n_lines);
    for (guint l = 0; l < n_lines; l++) {
      gboolean estimated = ends[i].lines[l].end != ends[i].lines[l].expected_end;

      g_assert_cmpint (lines[l].start, ==, ends[i].lines[l].start);
      g_assert_cmpint (lines[l].end, ==, ends[i].lines[l].expected_end);
      g_assert_cmpuint (lines[l].flags, ==, estimated ? SFL_LINE_END_ESTIMATED : 0);
    }
    g_assert_cmpuint (n_holes, ==, ends[i].n_holes);
    for (guint h = 0; h < n_holes; h++) {
      g_assert_cmpint (holes[h].start, ==, ends[i].holes[h].start);
      g_assert_cmpint (holes[h].end, ==, ends[i].holes[h].end);
      g_assert_cmpuint (holes[h].line, ==, ends[i].holes[h].line);
      g_assert_cmpint (sfl_transcript_find_hole_after (transcript, holes[h].line), ==, h);
    }
  }
}

/* The spacing of a real pasted page: starts in whole seconds and characters, around
 * an extract in English that nobody wrote down.
 */
static const struct {
  int start;
  guint n_characters;
} pasted[] = {
  { 408, 96 }, { 413, 93 }, { 417, 95 }, { 423, 97 }, { 428, 98 }, { 434, 92 }, { 439, 97 },
  { 445, 27 }, { 458, 97 }, { 481, 91 }, { 486, 97 }, { 491, 95 }, { 495, 95 },
};

static void
test_pasted_holes (void)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) transcript = NULL;
  const SflLine *lines;
  const SflHole *holes;
  guint n_holes;

  for (gsize i = 0; i < G_N_ELEMENTS (pasted); i++)
    add_line (builder, pasted[i].start * S, NONE, pasted[i].n_characters);
  transcript = sfl_transcript_builder_end (builder);
  lines = sfl_transcript_get_lines (transcript, NULL);
  holes = sfl_transcript_get_holes (transcript, &n_holes);

  g_assert_cmpuint (n_holes, ==, 2);
  g_assert_cmpint (lines[holes[0].line].start, ==, 445 * S);
  g_assert_cmpint ((holes[0].end - holes[0].start) / S, ==, 11);
  g_assert_cmpint (holes[0].end, ==, 458 * S);
  g_assert_cmpint (lines[holes[1].line].start, ==, 458 * S);
  g_assert_cmpint ((holes[1].end - holes[1].start + S / 2) / S, ==, 18);
  g_assert_cmpint (holes[1].end, ==, 481 * S);
}

static const struct {
  const char *about;
  Row lines[MAX_ROWS];
  guint n_lines;
  const char *text;
  SflTime starts[MAX_ROWS];
} orders[] = {
  { "by start, and lines of one start in the file's order",
    { { 3 * S, NONE, "d" }, { S, NONE, "a" }, { 2 * S, NONE, "b" }, { 2 * S, NONE, "c" } },
    4,
    "a\nb\nc\nd\n",
    { S, 2 * S, 2 * S, 3 * S } },
  { "a line without a time follows the one before it",
    { { 3 * S, NONE, "c" }, { NONE, NONE, "d" }, { S, NONE, "a" }, { NONE, NONE, "b" } },
    4,
    "a\nb\nc\nd\n",
    { S, S, 3 * S, 3 * S } },
  { "or stands at the beginning",
    { { NONE, NONE, "a" }, { 3 * S, NONE, "b" } },
    2,
    "a\nb\n",
    { 0, 3 * S } },
  { "times that no recording has",
    { { SFL_TIME_MAX + 1, NONE, "b" }, { -5 * S, NONE, "a" } },
    2,
    "a\nb\n",
    { 0, SFL_TIME_MAX } },
  { "line breaks within a line, and an empty line",
    { { S, NONE, "b\nc" }, { 0, NONE, "" } },
    2,
    "\nb\nc\n",
    { 0, S } },
};

static void
test_order (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++) {
    g_autoptr (SflTranscript) transcript = make_transcript (orders[i].lines, orders[i].n_lines);
    const SflLine *lines;
    guint n_lines;
    gsize length;

    g_test_message ("%s", orders[i].about);
    g_assert_true (sfl_transcript_is_timed (transcript));
    g_assert_cmpstr (sfl_transcript_get_text (transcript, &length), ==, orders[i].text);
    g_assert_cmpuint (length, ==, strlen (orders[i].text));
    lines = sfl_transcript_get_lines (transcript, &n_lines);
    g_assert_cmpuint (n_lines, ==, orders[i].n_lines);
    for (guint l = 0; l < n_lines; l++)
      g_assert_cmpint (lines[l].start, ==, orders[i].starts[l]);
  }
}

/* Words of a line "aa bb cc dd" from 10 s to 20 s; another line follows. */
typedef struct {
  SflTime start, end;
} Span;

static const struct {
  const char *about;
  Span words[4];
  struct {
    char letter;
    SflTime start, end;
    guint32 flags;
  } expected[4];
  guint n_expected;
} words[] = {
  { "as the file says; the last ends with its line",
    { { 10 * S, 11 * S }, { 11 * S, 12 * S }, { 13 * S, 14 * S }, { 14 * S, NONE } },
    { { 'a', 10 * S, 11 * S, 0 },
      { 'b', 11 * S, 12 * S, 0 },
      { 'c', 13 * S, 14 * S, 0 },
      { 'd', 14 * S, 20 * S, SFL_WORD_END_ESTIMATED } },
    4 },
  { "only starts",
    { { 10 * S, NONE }, { 11 * S, NONE }, { 13 * S, NONE }, { 14 * S, NONE } },
    { { 'a', 10 * S, 11 * S, SFL_WORD_END_ESTIMATED },
      { 'b', 11 * S, 13 * S, SFL_WORD_END_ESTIMATED },
      { 'c', 13 * S, 14 * S, SFL_WORD_END_ESTIMATED },
      { 'd', 14 * S, 20 * S, SFL_WORD_END_ESTIMATED } },
    4 },
  { "a single one without a time is interpolated",
    { { 10 * S, 11 * S }, { NONE, NONE }, { 13 * S, 14 * S }, { 14 * S, 15 * S } },
    { { 'a', 10 * S, 11 * S, 0 },
      { 'b', 11 * S, 13 * S, SFL_WORD_ESTIMATED },
      { 'c', 13 * S, 14 * S, 0 },
      { 'd', 14 * S, 15 * S, 0 } },
    4 },
  { "halfway when the one before it has no end",
    { { 10 * S, NONE }, { NONE, NONE }, { 14 * S, 15 * S }, { 15 * S, 16 * S } },
    { { 'a', 10 * S, 12 * S, SFL_WORD_END_ESTIMATED },
      { 'b', 12 * S, 14 * S, SFL_WORD_ESTIMATED },
      { 'c', 14 * S, 15 * S, 0 },
      { 'd', 15 * S, 16 * S, 0 } },
    4 },
  { "not where its neighbours leave no room",
    { { 10 * S, 13 * S }, { NONE, NONE }, { 13 * S, 14 * S }, { 14 * S, 15 * S } },
    { { 'a', 10 * S, 13 * S, 0 }, { 'c', 13 * S, 14 * S, 0 }, { 'd', 14 * S, 15 * S, 0 } },
    3 },
  { "two are not interpolated",
    { { 10 * S, 11 * S }, { NONE, NONE }, { NONE, NONE }, { 14 * S, 15 * S } },
    { { 'a', 10 * S, 11 * S, 0 }, { 'd', 14 * S, 15 * S, 0 } },
    2 },
  { "nor the first and the last",
    { { NONE, NONE }, { 11 * S, 12 * S }, { 12 * S, NONE }, { NONE, NONE } },
    { { 'b', 11 * S, 12 * S, 0 }, { 'c', 12 * S, 20 * S, SFL_WORD_END_ESTIMATED } },
    2 },
  { "nor across the end of the line",
    { { 10 * S, 11 * S }, { 11 * S, 12 * S }, { 12 * S, 13 * S }, { NONE, NONE } },
    { { 'a', 10 * S, 11 * S, 0 }, { 'b', 11 * S, 12 * S, 0 }, { 'c', 12 * S, 13 * S, 0 } },
    3 },
  { "an end at or before its start is none",
    { { 10 * S, 10 * S }, { 11 * S, 9 * S }, { 13 * S, 14 * S }, { 14 * S, 13 * S } },
    { { 'a', 10 * S, 11 * S, SFL_WORD_END_ESTIMATED },
      { 'b', 11 * S, 13 * S, SFL_WORD_END_ESTIMATED },
      { 'c', 13 * S, 14 * S, 0 },
      { 'd', 14 * S, 20 * S, SFL_WORD_END_ESTIMATED } },
    4 },
  { "a start before the word before it is none",
    { { 12 * S, 13 * S }, { 11 * S, 12 * S }, { 14 * S, 15 * S }, { 10 * S, 11 * S } },
    { { 'a', 12 * S, 13 * S, 0 },
      { 'b', 13 * S, 14 * S, SFL_WORD_ESTIMATED },
      { 'c', 14 * S, 15 * S, 0 } },
    3 },
  { "no word has a time", { { NONE, NONE }, { NONE, NONE }, { NONE, 12 * S }, { NONE, NONE } } },
};

static void
add_words (SflTranscriptBuilder *builder, const Span spans[4])
{
  sfl_transcript_builder_append (builder, "aa bb cc dd", 11);
  for (guint w = 0; w < 4; w++)
    sfl_transcript_builder_add_word (builder, 3 * w, 2, spans[w].start, spans[w].end, 0.25);
}

static void
test_words (void)
{
  static const Span later[4] = { { 30 * S, NONE }, { NONE, NONE }, { NONE, NONE }, { NONE, NONE } };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
    g_autoptr (SflTranscript) transcript = NULL;
    const SflWord *got;
    const char *text;
    guint first, n, n_words;

    g_test_message ("%s", words[i].about);
    /* Out of order, so that the words move with their line. */
    sfl_transcript_builder_begin_line (builder, 30 * S, 40 * S, -1);
    add_words (builder, later);
    sfl_transcript_builder_begin_line (builder, 10 * S, 20 * S, -1);
    add_words (builder, words[i].words);
    transcript = sfl_transcript_builder_end (builder);
    got = sfl_transcript_get_words (transcript, &n_words);
    text = sfl_transcript_get_text (transcript, NULL);

    g_assert_cmpuint (n_words, ==, words[i].n_expected + 1);
    sfl_transcript_get_line_words (transcript, 0, &first, &n);
    g_assert_cmpuint (first, ==, 0);
    g_assert_cmpuint (n, ==, words[i].n_expected);
    for (guint w = 0; w < n; w++) {
      g_assert_cmpint (text[got[w].offset], ==, words[i].expected[w].letter);
      g_assert_cmpuint (got[w].length, ==, 2);
      g_assert_cmpint (got[w].start, ==, words[i].expected[w].start);
      g_assert_cmpint (got[w].end, ==, words[i].expected[w].end);
      g_assert_cmpuint (got[w].flags, ==, words[i].expected[w].flags);
      g_assert_cmpfloat (got[w].confidence, ==, 0.25);
    }
    sfl_transcript_get_line_words (transcript, 1, &first, &n);
    g_assert_cmpuint (first, ==, words[i].n_expected);
    g_assert_cmpuint (n, ==, 1);
    g_assert_cmpint (got[first].start, ==, 30 * S);
    g_assert_cmpint (got[first].end, ==, 40 * S);
    g_assert_cmpuint (got[first].offset, ==, 12);
  }
}

static void
test_truncate (void)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) transcript = NULL;
  g_autofree char *line = NULL;
  guint n_words;

  sfl_transcript_builder_reserve (builder, 1000);
  sfl_transcript_builder_begin_line (builder, 0, NONE, -1);
  sfl_transcript_builder_append (builder, "before", 6);
  sfl_transcript_builder_add_word (builder, 0, 6, 0, S, 1);

  sfl_transcript_builder_begin_line (builder, S, NONE, -1);
  sfl_transcript_builder_append (builder, "one two", 7);
  sfl_transcript_builder_append (builder, NULL, 0);
  g_assert_cmpuint (sfl_transcript_builder_get_line_length (builder), ==, 7);
  sfl_transcript_builder_add_word (builder, 0, 3, S, NONE, 1);
  sfl_transcript_builder_add_word (builder, 2, 2, S, NONE, 1); /* overlaps: ignored */
  sfl_transcript_builder_add_word (builder, 3, 0, S, NONE, 1); /* empty: ignored */
  sfl_transcript_builder_add_word (builder, 4, 3, 2 * S, NONE, 1);
  sfl_transcript_builder_truncate_line (builder, 6); /* cuts the second word */
  sfl_transcript_builder_append (builder, "!", 1);
  sfl_transcript_builder_set_line_end (builder, 3 * S);
  sfl_transcript_builder_set_line_speaker (builder,
                                           sfl_transcript_builder_add_speaker (builder, "A", 1));
  g_assert_cmpuint (sfl_transcript_builder_get_n_lines (builder), ==, 2);
  transcript = sfl_transcript_builder_end (builder);

  line = sfl_transcript_dup_line_text (transcript, 1);
  g_assert_cmpstr (line, ==, "one tw!");
  g_assert_cmpint (sfl_transcript_get_lines (transcript, NULL)[1].end, ==, 3 * S);
  g_assert_cmpint (sfl_transcript_get_lines (transcript, NULL)[1].speaker, ==, 0);
  sfl_transcript_get_words (transcript, &n_words);
  g_assert_cmpuint (n_words, ==, 2);
  g_assert_cmpint (sfl_transcript_get_words (transcript, NULL)[1].end, ==, 3 * S);
}

static void
test_truncate_all (void)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) transcript = NULL;
  guint n_words;

  sfl_transcript_builder_begin_line (builder, 0, NONE, -1);
  add_words (builder, words[0].words);
  sfl_transcript_builder_begin_line (builder, S, NONE, -1);
  add_words (builder, words[0].words);
  sfl_transcript_builder_truncate_line (builder, 0);
  transcript = sfl_transcript_builder_end (builder);

  g_assert_cmpstr (sfl_transcript_get_text (transcript, NULL), ==, "aa bb cc dd\n\n");
  sfl_transcript_get_words (transcript, &n_words);
  g_assert_cmpuint (n_words, ==, 4); /* those of the line before stay */
}

static void
test_untimed (void)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("plain-text");
  g_autoptr (SflTranscript) transcript = NULL;
  guint n_lines, n_words, n_holes;
  const SflLine *lines;

  for (guint i = 0; i < 3; i++) {
    sfl_transcript_builder_begin_line (builder, NONE, i * S, -1);
    add_words (builder, words[0].words);
  }
  transcript = sfl_transcript_builder_end (builder);

  g_assert_false (sfl_transcript_is_timed (transcript));
  g_assert_cmpstr (sfl_transcript_get_format (transcript), ==, "plain-text");
  lines = sfl_transcript_get_lines (transcript, &n_lines);
  g_assert_cmpuint (n_lines, ==, 3);
  for (guint i = 0; i < 3; i++) {
    g_assert_cmpint (lines[i].start, ==, NONE);
    g_assert_cmpint (lines[i].end, ==, NONE);
    g_assert_cmpuint (lines[i].flags, ==, 0);
    g_assert_cmpint (sfl_transcript_get_outlasting (transcript, i), ==, -1);
    g_assert_cmpint (sfl_transcript_find_hole_after (transcript, i), ==, -1);
  }
  sfl_transcript_get_words (transcript, &n_words);
  sfl_transcript_get_holes (transcript, &n_holes);
  g_assert_cmpuint (n_words, ==, 0);
  g_assert_cmpuint (n_holes, ==, 0);
  g_assert_cmpint (sfl_transcript_find_line (transcript, S), ==, -1);
  g_assert_cmpint (sfl_transcript_find_word (transcript, S), ==, -1);
  g_assert_cmpint (sfl_transcript_find_hole (transcript, S), ==, -1);
  g_assert_cmpint (sfl_transcript_find_at (transcript, 12), ==, 1);
}

static void
test_empty (void)
{
  g_autoptr (SflTranscriptBuilder) unused = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) transcript = make_transcript (NULL, 0);
  gsize length;
  guint n;

  sfl_transcript_builder_begin_line (unused, 0, NONE, -1);
  sfl_transcript_builder_append (unused, "freed, never ended", 5);
  sfl_transcript_builder_warn (unused, 1, SFL_WARNING_IGNORED, "so is this");

  g_assert_false (sfl_transcript_is_timed (transcript));
  g_assert_cmpstr (sfl_transcript_get_text (transcript, &length), ==, "");
  g_assert_cmpuint (length, ==, 0);
  sfl_transcript_get_lines (transcript, &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpint (sfl_transcript_find_line (transcript, 0), ==, -1);
  g_assert_cmpint (sfl_transcript_find_word (transcript, 0), ==, -1);
  g_assert_cmpint (sfl_transcript_find_hole (transcript, 0), ==, -1);
  g_assert_cmpint (sfl_transcript_find_hole_after (transcript, 0), ==, -1);
  g_assert_cmpint (sfl_transcript_find_at (transcript, 0), ==, -1);
  g_assert_cmpint (sfl_transcript_find_word_at (transcript, 0), ==, -1);
  g_assert_null (sfl_transcript_get_meta (transcript, SFL_META_TITLE));
  g_assert_finalize_object (g_steal_pointer (&transcript));
}

static void
test_meta (void)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) transcript = NULL;

  sfl_transcript_builder_set_meta (builder, SFL_META_TITLE, "A title and more", 7);
  sfl_transcript_builder_set_meta (builder, SFL_META_LANGUAGE, "en", -1);
  sfl_transcript_builder_set_meta (builder, SFL_META_LANGUAGE, "fr", -1);
  g_assert_cmpint (sfl_transcript_builder_add_speaker (builder, "Anna", -1), ==, 0);
  g_assert_cmpint (sfl_transcript_builder_add_speaker (builder, "Annabel", -1), ==, 1);
  g_assert_cmpint (sfl_transcript_builder_add_speaker (builder, "Annabel", 4), ==, 0);
  transcript = sfl_transcript_builder_end (builder);

  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_TITLE), ==, "A title");
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_LANGUAGE), ==, "fr");
  g_assert_null (sfl_transcript_get_meta (transcript, SFL_META_DATE));
  g_assert_cmpuint (sfl_transcript_get_n_speakers (transcript), ==, 2);
  g_assert_cmpstr (sfl_transcript_get_speaker (transcript, 1), ==, "Annabel");
  g_assert_null (sfl_transcript_get_speaker (transcript, -1));
  g_assert_null (sfl_transcript_get_speaker (transcript, 2));
}

static void
test_warnings (void)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) transcript = NULL;
  const SflWarning *warnings;
  guint n_warnings;

  for (guint i = 1; i <= SFL_TRANSCRIPT_MAX_WARNINGS + 1; i++)
    sfl_transcript_builder_warn (builder, i, SFL_WARNING_REPAIRED, "a repair");
  sfl_transcript_builder_warn (builder, 0, SFL_WARNING_IGNORED, "one too many");
  transcript = sfl_transcript_builder_end (builder);

  warnings = sfl_transcript_get_warnings (transcript, &n_warnings);
  g_assert_cmpuint (n_warnings, ==, SFL_TRANSCRIPT_MAX_WARNINGS);
  g_assert_cmpuint (warnings[n_warnings - 1].number, ==, SFL_TRANSCRIPT_MAX_WARNINGS);
  g_assert_cmpstr (warnings[n_warnings - 1].message, ==, "a repair");
  g_assert_cmpint (warnings[n_warnings - 1].kind, ==, SFL_WARNING_REPAIRED);
  g_assert_cmpuint (sfl_transcript_get_n_warned (transcript, SFL_WARNING_REPAIRED), ==,
                    SFL_TRANSCRIPT_MAX_WARNINGS + 1);
  g_assert_cmpuint (sfl_transcript_get_n_warned (transcript, SFL_WARNING_IGNORED), ==, 1);
}

static void
test_most_lines (void)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) transcript = NULL;
  const SflWarning *warnings;
  guint n_lines, n_warnings;

  for (guint i = 0; i < SFL_TRANSCRIPT_MAX_LINES; i++) {
    g_assert_true (sfl_transcript_builder_begin_line (builder, i * SFL_MSECOND, NONE, -1));
    sfl_transcript_builder_append (builder, "x", 1);
  }
  g_assert_false (sfl_transcript_builder_begin_line (builder, 0, NONE, -1));
  g_assert_false (sfl_transcript_builder_begin_line (builder, 0, NONE, -1));
  transcript = sfl_transcript_builder_end (builder);

  sfl_transcript_get_lines (transcript, &n_lines);
  g_assert_cmpuint (n_lines, ==, SFL_TRANSCRIPT_MAX_LINES);
  warnings = sfl_transcript_get_warnings (transcript, &n_warnings);
  g_assert_cmpuint (n_warnings, ==, 1);
  g_assert_cmpint (warnings[0].kind, ==, SFL_WARNING_IGNORED);
  g_assert_cmpuint (warnings[0].number, ==, 0);
  g_assert_cmpint (sfl_transcript_find_line (transcript, G_MAXINT64), ==, n_lines - 1);
}

static const Row found[] = {
  { 1 * S, 2 * S, "first" },
  { 2 * S, 4 * S, "second" },
  { 2 * S, 3 * S, "third" },
  { 10 * S, 12 * S, "fourth" },
};

static const struct {
  SflTime time;
  int line, hole;
} finds[] = {
  { NONE, -1, -1 },     { -S, -1, -1 },        { 0, -1, -1 },        { S - 1, -1, -1 },
  { S, 0, -1 },         { 2 * S - 1, 0, -1 },  { 2 * S, 2, -1 },     { 3 * S, 2, -1 },
  { 4 * S - 1, 2, -1 }, { 4 * S, 2, 0 },       { 10 * S - 1, 2, 0 }, { 10 * S, 3, -1 },
  { 12 * S, 3, -1 },    { G_MAXINT64, 3, -1 },
};

static void
test_find (void)
{
  g_autoptr (SflTranscript) transcript = make_transcript (found, G_N_ELEMENTS (found));

  for (gsize i = 0; i < G_N_ELEMENTS (finds); i++) {
    g_assert_cmpint (sfl_transcript_find_line (transcript, finds[i].time), ==, finds[i].line);
    g_assert_cmpint (sfl_transcript_find_hole (transcript, finds[i].time), ==, finds[i].hole);
  }

  /* "first\nsecond\n": a line break belongs to its line. */
  g_assert_cmpint (sfl_transcript_find_at (transcript, 0), ==, 0);
  g_assert_cmpint (sfl_transcript_find_at (transcript, 5), ==, 0);
  g_assert_cmpint (sfl_transcript_find_at (transcript, 6), ==, 1);
  g_assert_cmpint (sfl_transcript_find_at (transcript, 12), ==, 1);
  g_assert_cmpint (sfl_transcript_find_at (transcript, G_MAXSIZE), ==, 3);

  g_assert_cmpint (sfl_transcript_find_hole_after (transcript, 1), ==, -1);
  g_assert_cmpint (sfl_transcript_find_hole_after (transcript, 2), ==, 0);
  g_assert_cmpint (sfl_transcript_find_hole_after (transcript, 3), ==, -1);
}

static void
test_find_word (void)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) transcript = NULL;

  sfl_transcript_builder_begin_line (builder, 10 * S, 20 * S, -1);
  add_words (builder, words[0].words);
  transcript = sfl_transcript_builder_end (builder);

  g_assert_cmpint (sfl_transcript_find_word (transcript, 10 * S - 1), ==, -1);
  g_assert_cmpint (sfl_transcript_find_word (transcript, 10 * S), ==, 0);
  g_assert_cmpint (sfl_transcript_find_word (transcript, 11 * S - 1), ==, 0);
  g_assert_cmpint (sfl_transcript_find_word (transcript, 11 * S), ==, 1);
  g_assert_cmpint (sfl_transcript_find_word (transcript, 12 * S), ==, -1); /* a pause */
  g_assert_cmpint (sfl_transcript_find_word (transcript, 13 * S), ==, 2);
  g_assert_cmpint (sfl_transcript_find_word (transcript, 20 * S - 1), ==, 3);
  g_assert_cmpint (sfl_transcript_find_word (transcript, 20 * S), ==, -1);

  g_assert_cmpint (sfl_transcript_find_word_at (transcript, 0), ==, 0);
  g_assert_cmpint (sfl_transcript_find_word_at (transcript, 1), ==, 0);
  g_assert_cmpint (sfl_transcript_find_word_at (transcript, 2), ==, -1); /* a space */
  g_assert_cmpint (sfl_transcript_find_word_at (transcript, 3), ==, 1);
  g_assert_cmpint (sfl_transcript_find_word_at (transcript, 10), ==, 3);
  g_assert_cmpint (sfl_transcript_find_word_at (transcript, 11), ==, -1);
  g_assert_cmpint (sfl_transcript_find_word_at (transcript, G_MAXSIZE), ==, -1);
}

static guint
take_number (const char *text, const char *prefix)
{
  g_assert_true (g_str_has_prefix (text, prefix));

  return g_ascii_strtoull (text + strlen (prefix), NULL, 10);
}

/* The lines are those given, whole, in stable order, each with a usable end. */
static void
check_lines (SflTranscript *transcript, const Given *given)
{
  guint n_lines, previous = 0;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);
  const char *text = sfl_transcript_get_text (transcript, NULL);
  gsize offset = 0;

  g_assert_cmpuint (n_lines, ==, given->lines->len);
  for (guint i = 0; i < n_lines; i++) {
    const SflLine *line = &lines[i];
    guint number;
    const SflLine *from;

    g_assert_cmpuint (line->offset, ==, offset);
    g_assert_cmpint (text[offset + line->length], ==, '\n');
    offset += line->length + 1;

    number = take_number (text + line->offset, "line");
    from = &g_array_index (given->lines, SflLine, number);
    g_assert_cmpint (line->start, ==, from->start);
    g_assert_cmpint (line->speaker, ==, from->speaker);
    g_assert_cmpint (line->end, >, line->start);
    if (from->end != NONE && from->end > from->start)
      g_assert_cmpint (line->end, ==, from->end);
    else
      g_assert_cmpuint (line->flags, ==, SFL_LINE_END_ESTIMATED);
    if (i > 0) {
      g_assert_cmpint (line->start, >=, lines[i - 1].start);
      if (line->start == lines[i - 1].start)
        g_assert_cmpuint (number, >, previous);
    }
    previous = number;
  }
  g_assert_cmpuint (strlen (text), ==, offset);
}

/* The words are some of those given, each still over its own text. */
static void
check_words (SflTranscript *transcript, const Given *given)
{
  guint n_lines, n_words, total = 0;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);
  const SflWord *all = sfl_transcript_get_words (transcript, &n_words);
  const char *text = sfl_transcript_get_text (transcript, NULL);

  for (guint i = 0; i < n_lines; i++) {
    guint first, n;

    sfl_transcript_get_line_words (transcript, i, &first, &n);
    g_assert_cmpuint (first, ==, total);
    total += n;
    for (guint w = first; w < first + n; w++) {
      const SflWord *word = &all[w];
      const SflWord *from;
      guint number;

      g_assert_cmpuint (word->offset, >=, lines[i].offset);
      g_assert_cmpuint (word->offset + word->length, <=, lines[i].offset + lines[i].length);
      number = take_number (text + word->offset, "word");
      from = &g_array_index (given->words, SflWord, number);
      g_assert_cmpuint (word->length, ==, from->length);
      g_assert_cmpint (word->end, >=, word->start);
      if (w > first)
        g_assert_cmpint (word->start, >=, word[-1].start);
      if (!(word->flags & SFL_WORD_ESTIMATED)) {
        g_assert_cmpint (word->start, ==, from->start);
        if (!(word->flags & SFL_WORD_END_ESTIMATED))
          g_assert_cmpint (word->end, ==, from->end);
      }
      for (gsize at = word->offset; at < word->offset + word->length; at++)
        g_assert_cmpint (sfl_transcript_find_word_at (transcript, at), ==, w);
    }
  }
  g_assert_cmpuint (total, ==, n_words);
}

/* A hole before @line, by looking at all lines before it. */
static gboolean
has_hole_before (const SflLine *lines, guint line, SflTime *start)
{
  gboolean known = TRUE;

  *start = NONE;
  for (guint i = 0; i < line; i++) {
    if (lines[i].end > *start) {
      *start = lines[i].end;
      known = !(lines[i].flags & SFL_LINE_END_ESTIMATED);
    }
  }

  return line > 0 && *start < lines[line].start &&
         (!known || lines[line].start - *start > 5 * SFL_SECOND);
}

static void
check_holes (SflTranscript *transcript)
{
  guint n_lines, n_holes, n = 0;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);
  const SflHole *holes = sfl_transcript_get_holes (transcript, &n_holes);

  for (guint i = 0; i < n_lines; i++) {
    SflTime start;

    if (has_hole_before (lines, i, &start)) {
      g_assert_cmpuint (n, <, n_holes);
      g_assert_cmpint (holes[n].start, ==, start);
      g_assert_cmpint (holes[n].end, ==, lines[i].start);
      g_assert_cmpuint (holes[n].line, ==, i - 1);
      g_assert_cmpint (sfl_transcript_find_hole_after (transcript, i - 1), ==, n);
      n++;
    } else if (i > 0) {
      g_assert_cmpint (sfl_transcript_find_hole_after (transcript, i - 1), ==, -1);
    }
  }
  g_assert_cmpuint (n, ==, n_holes);
}

static void
check_finds (SflTranscript *transcript, SflTime time)
{
  guint n_lines, n_words, n_holes;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);
  const SflWord *all = sfl_transcript_get_words (transcript, &n_words);
  const SflHole *holes = sfl_transcript_get_holes (transcript, &n_holes);
  int line = -1, word = -1, hole = -1;

  for (guint i = 0; i < n_lines; i++)
    if (lines[i].start <= time)
      line = i;
  for (guint i = 0; i < n_holes; i++)
    if (holes[i].start <= time && time < holes[i].end)
      hole = i;
  for (guint i = 0; i < n_words; i++)
    if (sfl_transcript_find_at (transcript, all[i].offset) == line && all[i].start <= time)
      word = i;
  if (word >= 0 && time >= all[word].end)
    word = -1;

  g_assert_cmpint (sfl_transcript_find_line (transcript, time), ==, line);
  g_assert_cmpint (sfl_transcript_find_word (transcript, time), ==, word);
  g_assert_cmpint (sfl_transcript_find_hole (transcript, time), ==, hole);
}

static void
check_outlasting (SflTranscript *transcript)
{
  guint n_lines;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);

  for (guint i = 0; i < n_lines; i++) {
    int expected = (int) i - 1;

    while (expected >= 0 && lines[expected].end <= lines[i].end)
      expected--;
    g_assert_cmpint (sfl_transcript_get_outlasting (transcript, i), ==, expected);
  }
}

static void
test_random (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint i = 0; i < N_RANDOM; i++) {
    g_autoptr (Given) given = NULL;
    g_autoptr (SflTranscript) transcript = make_random_transcript (random, &given);
    guint n_lines;
    const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);

    check_lines (transcript, given);
    check_words (transcript, given);
    check_holes (transcript);
    check_outlasting (transcript);
    for (guint l = 0; l < n_lines; l++) {
      for (int step = -1; step <= 1; step++) {
        check_finds (transcript, lines[l].start + step);
        check_finds (transcript, lines[l].end + step);
      }
      g_assert_cmpint (sfl_transcript_find_at (transcript, lines[l].offset), ==, l);
      g_assert_cmpint (sfl_transcript_find_at (transcript, lines[l].offset + lines[l].length), ==,
                       l);
    }
    for (guint n = 0; n < 20; n++)
      check_finds (transcript, random_time (random, 200 * S));
  }
}

static void
test_chapters (void)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) transcript = NULL;
  const SflChapter *chapters;
  const SflLine *lines;
  guint n;

  sfl_transcript_builder_add_chapter (builder, 90 * S, "Second", -1);
  sfl_transcript_builder_add_chapter (builder, SFL_TIME_NONE, "Never", -1);
  sfl_transcript_builder_add_chapter (builder, 0, "First and more", 5);
  transcript = sfl_transcript_builder_end (builder);

  chapters = sfl_transcript_get_chapters (transcript, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (chapters[0].start, ==, 0);
  g_assert_cmpstr (chapters[0].title, ==, "First");
  g_assert_cmpint (chapters[1].start, ==, 90 * S);
  g_assert_cmpstr (chapters[1].title, ==, "Second");

  /* Alone they can be read, and leave no hole. */
  g_assert_true (sfl_transcript_has_only_chapters (transcript));
  lines = sfl_transcript_get_lines (transcript, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (lines[0].end, ==, 90 * S);
  sfl_transcript_get_holes (transcript, &n);
  g_assert_cmpuint (n, ==, 0);
}

static void
test_chapters_beside_lines (void)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) transcript = NULL;
  guint n;

  sfl_transcript_builder_begin_line (builder, 0, SFL_TIME_NONE, -1);
  sfl_transcript_builder_append (builder, "text", 4);
  for (guint i = 0; i <= SFL_TRANSCRIPT_MAX_CHAPTERS; i++)
    sfl_transcript_builder_add_chapter (builder, i * S, "", -1);
  transcript = sfl_transcript_builder_end (builder);

  g_assert_false (sfl_transcript_has_only_chapters (transcript));
  sfl_transcript_get_lines (transcript, &n);
  g_assert_cmpuint (n, ==, 1);
  sfl_transcript_get_chapters (transcript, &n);
  g_assert_cmpuint (n, ==, SFL_TRANSCRIPT_MAX_CHAPTERS);
  g_assert_cmpuint (sfl_transcript_get_n_warned (transcript, SFL_WARNING_IGNORED), ==, 1);
}

/* Rows: what the words of a line say of themselves, and whether they are trusted. */
static const struct {
  int n;
  float confidence[3];
  gboolean trusted;
} trusts[] = {
  { 0, { 0 }, FALSE }, /* no words with times */
  { 1, { -1 }, TRUE }, /* nobody said */
  { 1, { 0.9f }, TRUE },
  { 1, { 0.1f }, FALSE },
  { 3, { 0.9f, 0.2f, 0.9f }, TRUE }, /* one bad word in a good line */
  { 3, { 0.2f, 0.9f, 0.1f }, FALSE },
  { 3, { -1, 0.1f, -1 }, FALSE },
};

static void
test_trust (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (trusts); i++) {
    SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
    g_autoptr (SflTranscript) transcript = NULL;

    sfl_transcript_builder_begin_line (builder, 0, 9 * S, -1);
    sfl_transcript_builder_append (builder, "one two six", 11);
    for (int j = 0; j < trusts[i].n; j++)
      sfl_transcript_builder_add_word (builder, 4 * j, 3, j * S, (j + 1) * S,
                                       trusts[i].confidence[j]);
    transcript = sfl_transcript_builder_end (builder);
    g_assert_cmpint (sfl_transcript_trusts_words (transcript, 0), ==, trusts[i].trusted);
  }
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SflTranscriptBuilder) builder = sfl_transcript_builder_new ("test");
  guint n = 0;

  sfl_transcript_builder_set_cancellable (builder, cancellable);
  g_assert_true (sfl_transcript_builder_begin_line (builder, 0, SFL_TIME_NONE, -1));
  g_cancellable_cancel (cancellable);
  while (n < 1000 && sfl_transcript_builder_begin_line (builder, 0, SFL_TIME_NONE, -1))
    n++;
  g_assert_cmpuint (n, <, 1000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/transcript/ends", test_ends);
  g_test_add_func ("/transcript/pasted-holes", test_pasted_holes);
  g_test_add_func ("/transcript/order", test_order);
  g_test_add_func ("/transcript/words", test_words);
  g_test_add_func ("/transcript/truncate", test_truncate);
  g_test_add_func ("/transcript/truncate-all", test_truncate_all);
  g_test_add_func ("/transcript/untimed", test_untimed);
  g_test_add_func ("/transcript/empty", test_empty);
  g_test_add_func ("/transcript/meta", test_meta);
  g_test_add_func ("/transcript/warnings", test_warnings);
  g_test_add_func ("/transcript/most-lines", test_most_lines);
  g_test_add_func ("/transcript/find", test_find);
  g_test_add_func ("/transcript/find-word", test_find_word);
  g_test_add_func ("/transcript/random", test_random);
  g_test_add_func ("/transcript/chapters", test_chapters);
  g_test_add_func ("/transcript/chapters-beside-lines", test_chapters_beside_lines);
  g_test_add_func ("/transcript/trust", test_trust);
  g_test_add_func ("/transcript/cancel", test_cancel);

  return g_test_run ();
}
