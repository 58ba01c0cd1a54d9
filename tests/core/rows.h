/* rows.h: transcripts for tests, from rows of a table or at random
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-transcript-builder.h"

#include <string.h>

#define NONE SFL_TIME_NONE

typedef struct {
  SflTime start;
  SflTime end;
  const char *text;
} Row;

static inline SflTranscript *
make_transcript (const Row *rows, gsize n_rows)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");

  for (gsize i = 0; i < n_rows; i++) {
    sfl_transcript_builder_begin_line (builder, rows[i].start, rows[i].end, -1);
    sfl_transcript_builder_append (builder, rows[i].text, strlen (rows[i].text));
  }

  return sfl_transcript_builder_end (builder);
}

/* Every line and word carries a number of its own in its text, under which the
 * arrays keep what was given to the builder.
 */
typedef struct {
  GArray *lines; /* of SflLine */
  GArray *words; /* of SflWord */
} Given;

static inline void
given_free (Given *self)
{
  g_array_unref (self->lines);
  g_array_unref (self->words);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Given, given_free)

/* A time on a coarse grid, so that equal ones are common. */
static inline SflTime
random_time (GRand *random, SflTime longest)
{
  SflTime step = 250 * SFL_MSECOND;

  return g_rand_int_range (random, 0, longest / step + 1) * step;
}

static inline void
add_random_words (GRand *random, SflTranscriptBuilder *builder, SflTime start, Given *given)
{
  gboolean timed = g_rand_int_range (random, 0, 3) > 0;
  int n = g_rand_int_range (random, 0, 7);

  for (int i = 0; i < n; i++) {
    g_autofree char *text = g_strdup_printf (" word%u", given->words->len);
    gsize offset = sfl_transcript_builder_get_line_length (builder) + 1;
    SflWord word = { NONE, NONE, offset, strlen (text) - 1, 0.5, 0 };

    start += random_time (random, SFL_SECOND);
    if (g_rand_int_range (random, 0, 20) == 0)
      start -= random_time (random, 3 * SFL_SECOND); /* goes back */
    if (g_rand_int_range (random, 0, 4) > 0)
      word.start = MAX (start, 0);
    if (g_rand_int_range (random, 0, 2) == 0)
      word.end = MAX (start, 0) + random_time (random, SFL_SECOND);

    sfl_transcript_builder_append (builder, text, strlen (text));
    if (timed)
      sfl_transcript_builder_add_word (builder, offset, word.length, word.start, word.end,
                                       word.confidence);
    g_array_append_val (given->words, word);
  }
}

/* Overlaps, equal starts, missing and reversed ends, holes, words; few lines,
 * many cases.
 */
static inline SflTranscript *
make_random_transcript (GRand *random, Given **out_given)
{
  g_autoptr (Given) given = g_new (Given, 1);
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  int n_lines = g_rand_int_range (random, 1, 40);
  SflTime length = (1 + random_time (random, 4 * SFL_SECOND)) * n_lines;
  int ends = g_rand_int_range (random, 0, 3); /* known, unknown, both */

  given->lines = g_array_new (FALSE, FALSE, sizeof (SflLine));
  given->words = g_array_new (FALSE, FALSE, sizeof (SflWord));

  for (int i = 0; i < n_lines; i++) {
    g_autofree char *text = g_strdup_printf ("line%d", i);
    SflLine line = { random_time (random, length), NONE, 0, 0, i % 3 - 1, 0 };

    if (g_rand_int_range (random, 0, 3) < ends) {
      line.end = line.start + random_time (random, 8 * SFL_SECOND);
      if (g_rand_int_range (random, 0, 8) == 0)
        line.end = line.start + length;
      if (g_rand_int_range (random, 0, 10) == 0)
        line.end = line.start - random_time (random, 2 * SFL_SECOND);
    }

    if (line.speaker >= 0)
      line.speaker = sfl_transcript_builder_add_speaker (builder, line.speaker ? "B" : "A", -1);
    sfl_transcript_builder_begin_line (builder, line.start, line.end, line.speaker);
    sfl_transcript_builder_append (builder, text, strlen (text));
    add_random_words (random, builder, line.start, given);
    g_array_append_val (given->lines, line);
  }

  if (out_given)
    *out_given = g_steal_pointer (&given);

  return sfl_transcript_builder_end (builder);
}
