/* test-clip-range.c: from the ends of a clip to its words, and from word to word
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-clip-range.h"
#include "sfl-transcript-builder.h"

#include <string.h>

#define MS SFL_MSECOND
#define NONE SFL_TIME_NONE

static void
add_line (SflTranscriptBuilder *builder, SflTime start, SflTime end, const char *text)
{
  sfl_transcript_builder_begin_line (builder, start, end, -1);
  sfl_transcript_builder_append (builder, text, strlen (text));
}

/* Two lines with words, and between them one without word times. */
static SflTranscript *
make_transcript (void)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");

  add_line (builder, 1000 * MS, 3000 * MS, "one two three");
  sfl_transcript_builder_add_word (builder, 0, 3, 1000 * MS, 1300 * MS, -1);
  sfl_transcript_builder_add_word (builder, 4, 3, 1400 * MS, 1800 * MS, -1);
  sfl_transcript_builder_add_word (builder, 8, 5, 2500 * MS, 2900 * MS, -1);
  sfl_transcript_builder_end_line (builder);
  add_line (builder, 4000 * MS, 6000 * MS, "four five");
  sfl_transcript_builder_end_line (builder);
  add_line (builder, 7000 * MS, 8500 * MS, "six seven");
  sfl_transcript_builder_add_word (builder, 0, 3, 7000 * MS, 7500 * MS, -1);
  sfl_transcript_builder_add_word (builder, 4, 5, 8000 * MS, 8500 * MS, -1);
  sfl_transcript_builder_end_line (builder);

  return sfl_transcript_builder_end (builder);
}

static void
test_edges (void)
{
  static const struct {
    SflClipSide side;
    SflTime time;
    SflTime earlier;
    SflTime later;
  } rows[] = {
    { SFL_CLIP_START, 0, NONE, 1000 * MS },
    { SFL_CLIP_START, 1000 * MS, NONE, 1400 * MS },
    { SFL_CLIP_START, 1001 * MS, 1000 * MS, 1400 * MS },
    { SFL_CLIP_START, 2600 * MS, 2500 * MS, 4000 * MS },
    { SFL_CLIP_START, 5000 * MS, 4000 * MS, 7000 * MS },
    { SFL_CLIP_START, 9000 * MS, 8000 * MS, NONE },
    { SFL_CLIP_END, 1000 * MS, NONE, 1300 * MS },
    { SFL_CLIP_END, 1300 * MS, NONE, 1800 * MS },
    { SFL_CLIP_END, 2900 * MS, 1800 * MS, 6000 * MS },
    { SFL_CLIP_END, 7200 * MS, 6000 * MS, 7500 * MS },
    { SFL_CLIP_END, 8500 * MS, 7500 * MS, NONE },
  };
  g_autoptr (SflTranscript) transcript = make_transcript ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_assert_cmpint (sfl_clip_range_find_edge (transcript, rows[i].side, rows[i].time, FALSE), ==,
                     rows[i].earlier);
    g_assert_cmpint (sfl_clip_range_find_edge (transcript, rows[i].side, rows[i].time, TRUE), ==,
                     rows[i].later);
  }
}

static void
test_text (void)
{
  static const struct {
    SflTime start;
    SflTime end;
    const char *text; /* NULL: none */
  } rows[] = {
    { 1000 * MS, 2900 * MS, "one two three" },
    /* More than half of a word is the word. */
    { 1100 * MS, 1700 * MS, "one two" },
    { 1200 * MS, 1550 * MS, NULL },
    { 1300 * MS, 7600 * MS, "two three\nfour five\nsix" },
    { 4000 * MS, 4500 * MS, NULL },
    { 4800 * MS, 5100 * MS, "four five" },
    { 9000 * MS, 10000 * MS, NULL },
  };
  g_autoptr (SflTranscript) transcript = make_transcript ();
  const char *text = sfl_transcript_get_text (transcript, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    gsize from, to;
    gboolean found = sfl_clip_range_find_text (transcript, rows[i].start, rows[i].end, &from, &to);
    g_autofree char *words = found ? g_strndup (text + from, to - from) : NULL;

    g_assert_cmpstr (words, ==, rows[i].text);
  }
}

/* From edge to edge there and back, each of them once, however many lines there are. */
static void
test_walk (void)
{
  const guint n_lines = 2000;
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) transcript = NULL;
  SflTime time = -1;
  guint n = 0;

  for (guint i = 0; i < n_lines; i++) {
    add_line (builder, i * SFL_SECOND, (i + 3) * SFL_SECOND, "a b");
    sfl_transcript_builder_add_word (builder, 0, 1, i * SFL_SECOND, i * SFL_SECOND + 300 * MS, -1);
    sfl_transcript_builder_add_word (builder, 2, 1, i * SFL_SECOND + 500 * MS,
                                     i * SFL_SECOND + 2800 * MS, -1);
    sfl_transcript_builder_end_line (builder);
  }
  transcript = sfl_transcript_builder_end (builder);

  for (SflTime next;; n++, time = next) {
    next = sfl_clip_range_find_edge (transcript, SFL_CLIP_START, time, TRUE);
    if (next == NONE)
      break;
    g_assert_cmpint (next, >, time);
  }
  g_assert_cmpuint (n, ==, 2 * n_lines);
  for (SflTime next;; n--, time = next) {
    next = sfl_clip_range_find_edge (transcript, SFL_CLIP_START, time, FALSE);
    if (next == NONE)
      break;
    g_assert_cmpint (next, <, time);
  }
  g_assert_cmpuint (n, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clip-range/edges", test_edges);
  g_test_add_func ("/clip-range/text", test_text);
  g_test_add_func ("/clip-range/walk", test_walk);

  return g_test_run ();
}
