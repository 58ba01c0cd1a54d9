/* sfl-align-front.c: where all ways to say a text are, frame by frame
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The step that all searches are made of.  Any thread.
 */

#include "config.h"

#include "sfl-align-front.h"
#include "sfl-align-machine.h"

/* Cells before the first can be read. */
#define MARGIN 8

void
sfl_align_front_init (SflAlignFront *self, const SflAlignGraph *graph)
{
  gsize n = graph->n_cells + MARGIN;

  self->graph = graph;
  self->first = 0;
  self->last = 0;
  self->memory = g_new (float, 3 * n);
  for (gsize i = 0; i < 3 * n; i++)
    self->memory[i] = SFL_ALIGN_NEVER;
  self->scores = self->memory + MARGIN;
  self->next = self->scores + n;
  self->fits = self->next + n;
  self->scores[SFL_ALIGN_CELL_ENTRY] = 0;
  self->scores[SFL_ALIGN_CELL_ENTRY_2] = 0;
  self->scores[SFL_ALIGN_CELL_ENTRY_3] = 0;
}

void
sfl_align_front_clear (SflAlignFront *self)
{
  g_clear_pointer (&self->memory, g_free);
}

static void
set_entries (float *scores, guint first_cell, float score)
{
  scores[first_cell + SFL_ALIGN_CELL_ENTRY] = score;
  scores[first_cell + SFL_ALIGN_CELL_ENTRY_2] = score;
  scores[first_cell + SFL_ALIGN_CELL_ENTRY_3] = score;
}

/* The score of the beginning of @word. */
float
sfl_align_front_get_word (const SflAlignFront *self, guint word)
{
  return self->scores[self->graph->first[word]];
}

/* How many ways a step from here has. */
gsize
sfl_align_front_count (const SflAlignFront *self)
{
  return self->graph->first[self->last + 1] - self->graph->first[self->first] + self->last -
         self->first + 2;
}

/* Which words may be heard from now on; neither @first nor @last falls. */
void
sfl_align_front_move (SflAlignFront *self, guint first, guint last)
{
  const SflAlignGraph *graph = self->graph;

  if (last > self->last) {
    guint begin = graph->first[self->last + 1], end = graph->first[last + 1];
    float score = self->scores[begin];

    for (guint i = begin; i < end; i++)
      self->scores[i] = SFL_ALIGN_NEVER;
    set_entries (self->scores, begin, score);
  }
  self->first = first;
  self->last = last;
}

/* The next frame is the first of @word, whatever was before. */
void
sfl_align_front_pin (SflAlignFront *self, guint word)
{
  const SflAlignGraph *graph = self->graph;
  guint entry = graph->first[word] + SFL_ALIGN_CELL_ENTRY_3;

  for (guint i = graph->first[self->first]; i < graph->first[self->last + 1]; i++)
    if (i != entry)
      self->scores[i] = SFL_ALIGN_NEVER;
}

SFL_ALIGN_FOR_EACH_MACHINE static void
advance_cells (const float *restrict scores,
               const float *restrict before,
               const float *restrict farther,
               const float *restrict stay,
               const float *restrict step,
               const float *restrict jump,
               const float *restrict fits,
               guint n,
               float *restrict next)
{
  for (guint i = 0; i < n; i++) {
    float a = scores[i] + stay[i], b = before[i] + step[i], c = farther[i] + jump[i];

    a = b > a ? b : a;
    a = c > a ? c : a;
    next[i] = a + fits[i];
  }
}

SFL_ALIGN_FOR_EACH_MACHINE static void
note_ways (const float *restrict scores,
           const float *restrict before,
           const float *restrict farther,
           const float *restrict stay,
           const float *restrict step,
           const float *restrict jump,
           guint n,
           guint8 *restrict ways)
{
  for (guint i = 0; i < n; i++) {
    float a = scores[i] + stay[i], b = before[i] + step[i], c = farther[i] + jump[i];
    float ab = b > a ? b : a;

    ways[i] = c > ab  ? SFL_ALIGN_FROM_FARTHER
              : b > a ? SFL_ALIGN_FROM_BEFORE
                      : SFL_ALIGN_FROM_ITSELF;
  }
}

/* The beginnings of words, from what is heard before them. */
static void
advance_words (SflAlignFront *self, guint8 *ways)
{
  const SflAlignGraph *graph = self->graph;
  float *scores = self->scores, last = SFL_ALIGN_NEVER;
  guint end = MIN (self->last + 1, graph->n_words);

  for (guint w = self->first; w <= end; w++) {
    guint cell = graph->first[w];
    float best = SFL_ALIGN_NEVER;
    guint8 way = SFL_ALIGN_AFTER_SKIP;

#define TRY(score, name)                                                                           \
  do {                                                                                             \
    float tried = (score);                                                                         \
    if (tried > best) {                                                                            \
      best = tried;                                                                                \
      way = (name);                                                                                \
    }                                                                                              \
  } while (0)
    if (w > self->first) {
      guint sentence = graph->sentence[w - 1];

      if (cell - graph->first[w - 1] > SFL_ALIGN_CELL_SOUND) {
        TRY (scores[cell - 1] + SFL_ALIGN_ADVANCE, SFL_ALIGN_AFTER_SOUND);
        TRY (scores[cell - 1 - graph->n_parts] + graph->leave[w - 1], SFL_ALIGN_AFTER_OMITTED);
      }
      TRY (last + graph->skip[w - 1], SFL_ALIGN_AFTER_SKIP);
      if (sentence != G_MAXUINT32 && sentence >= self->first)
        TRY (scores[graph->first[sentence]] + graph->skip_sentence[w - 1],
             SFL_ALIGN_AFTER_SENTENCE);
    }
    if (w <= self->last) {
      TRY (scores[cell + SFL_ALIGN_CELL_SILENCE], SFL_ALIGN_AFTER_SILENCE);
      TRY (scores[cell + SFL_ALIGN_CELL_OTHER], SFL_ALIGN_AFTER_OTHER);
    }
#undef TRY
    set_entries (scores, cell, best);
    if (ways != NULL)
      ways[w - self->first] = way;
    last = best;
  }
}

/**
 * sfl_align_front_advance:
 * @emission: of the frame
 * @ways: (nullable): sfl_align_front_count() ways, to go back by
 */
void
sfl_align_front_advance (SflAlignFront *self, const float *emission, guint8 *ways)
{
  const SflAlignGraph *graph = self->graph;
  guint begin = graph->first[self->first], n = graph->first[self->last + 1] - begin;
  const guint16 *states = graph->state + begin;
  const float *scores = self->scores + begin;
  const float *farther = scores - graph->n_parts - 1;
  float *fits = self->fits + begin, *swapped;

  for (guint i = 0; i < n; i++)
    fits[i] = emission[states[i]];
  if (ways != NULL)
    note_ways (scores, scores - 1, farther, graph->stay + begin, graph->step + begin,
               graph->jump + begin, n, ways);
  advance_cells (scores, scores - 1, farther, graph->stay + begin, graph->step + begin,
                 graph->jump + begin, fits, n, self->next + begin);

  swapped = self->scores;
  self->scores = self->next;
  self->next = swapped;
  advance_words (self, ways != NULL ? ways + n : NULL);
}

gboolean
sfl_align_cell_is_entry (const SflAlignGraph *graph, guint cell)
{
  guint i = cell - graph->first[graph->word[cell]];

  return i == SFL_ALIGN_CELL_ENTRY || i == SFL_ALIGN_CELL_ENTRY_2 || i == SFL_ALIGN_CELL_ENTRY_3;
}

/* Returns: the cell in which the frame of @self was, when @word begins with the next; G_MAXUINT
 *   where there is no way
 */
guint
sfl_align_ways_enter (const SflAlignWays *self, const SflAlignGraph *graph, guint word)
{
  gsize n = graph->first[self->last + 1] - graph->first[self->first];

  while (word >= self->first && word <= self->last + 1) {
    guint cell = graph->first[word];

    switch (self->ways[n + word - self->first]) {
    case SFL_ALIGN_AFTER_SOUND:
      return cell - 1;
    case SFL_ALIGN_AFTER_OMITTED:
      return cell - 1 - graph->n_parts;
    case SFL_ALIGN_AFTER_SILENCE:
      return cell + SFL_ALIGN_CELL_SILENCE;
    case SFL_ALIGN_AFTER_OTHER:
      return cell + SFL_ALIGN_CELL_OTHER;
    case SFL_ALIGN_AFTER_SENTENCE:
      word = graph->sentence[word - 1];
      break;
    default:
      if (word == self->first)
        return G_MAXUINT;
      word--;
    }
  }

  return G_MAXUINT;
}

/* Returns: where @cell was come from: itself, another cell, or the entry of its word */
guint
sfl_align_ways_get_source (const SflAlignWays *self, const SflAlignGraph *graph, guint cell)
{
  switch (self->ways[cell - graph->first[self->first]]) {
  case SFL_ALIGN_FROM_ITSELF:
    return cell;
  case SFL_ALIGN_FROM_BEFORE:
    return cell - 1;
  default:
    return cell - 1 - graph->n_parts;
  }
}
