/* sfl-align-margins.c: how much worse it is to have a word elsewhere
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A search from the beginning says how good the best way to a word in a frame is, one from the
 * end how good the best way on from there: together, how good the best way is that has the word
 * begin there.  Looks at some words at a time, near where they were found.  Any thread.
 */

#include "config.h"

#include "sfl-align-front.h"
#include "sfl-align-machine.h"
#include "sfl-align-margins.h"

#include <math.h>
#include <string.h>

/* A word that begins so many frames from where it was found is elsewhere. */
#define ELSEWHERE 10

/* No margin is larger. */
#define MAX_MARGIN 1000

/* Words that are looked at together, and as many around them of which only the others learn. */
#define TOGETHER 60
#define AROUND 4

/* How far a word may be from where its neighbours were found: so many words, and frames. */
#define NEIGHBOURS 2
#define SLACK 50

/* Cells after the last can be read. */
#define MARGIN 8

/* Frames of which all likelihoods are kept: those of longer parts are computed twice. */
#define MAX_KEPT 6000

/* The words from @first on, @n of them, which begin in frame @begin and end before frame @end. */
typedef struct {
  const SflAlignGraph *graph;
  SflAlignEmission *emission;
  const SflAlignSpan *spans;
  guint first;
  guint n;
  gint32 begin;
  gint32 end;
  gint32 *from; /* of each word and the end: the first frame before which it may begin */
  gint32 *to;   /* the last */
  gsize *offsets;
  float *rows; /* of each frame, or NULL */
  float *ways; /* of each word and each of its frames, how good the best way to it is */
} Part;

/* How well the cells of a frame fit it. */
static const float *
get_row (const Part *self, gint32 frame)
{
  if (self->rows == NULL)
    return sfl_align_emission_get (self->emission, frame);

  return self->rows + (gsize) (frame - self->begin) * (self->graph->n_states + 1);
}

static float *
keep_rows (const Part *self)
{
  guint n_frames = self->end - self->begin, n = self->graph->n_states + 1;
  float *rows;

  if (n_frames > MAX_KEPT)
    return NULL;

  rows = g_new (float, (gsize) n_frames *n);
  for (guint f = 0; f < n_frames; f++)
    memcpy (rows + (gsize) f * n, sfl_align_emission_get (self->emission, self->begin + f),
            n * sizeof (float));

  return rows;
}

static guint
find_said (const Part *self, guint word, gint step)
{
  guint end = self->first + self->n;

  while (word >= self->first && word < end && self->spans[word].begin < 0)
    word += step;

  return word >= self->first && word < end ? word : G_MAXUINT;
}

/* Where each word may begin; neither end falls from word to word. */
static void
find_room (Part *self)
{
  for (guint i = 0; i <= self->n; i++) {
    guint word = self->first + i;
    guint left =
        find_said (self, word > self->first + NEIGHBOURS ? word - NEIGHBOURS : self->first, -1);
    guint right = find_said (self, MIN (word + NEIGHBOURS, self->first + self->n - 1), 1);

    self->from[i] =
        left != G_MAXUINT ? MAX (self->spans[left].begin - SLACK, self->begin) : self->begin;
    self->to[i] = right != G_MAXUINT ? MIN (self->spans[right].end + SLACK, self->end) : self->end;
  }
  self->from[0] = self->begin;
  self->to[self->n] = self->end;
  for (guint i = 0; i <= self->n; i++)
    self->offsets[i + 1] = self->offsets[i] + self->to[i] - self->from[i] + 1;
}

/* The words that may be heard in each frame. */
static void
find_words (const Part *self, gint32 frame, guint *first, guint *last)
{
  while (*first + 1 < self->n && self->to[*first] < frame)
    (*first)++;
  *last = MAX (*last, *first);
  while (*last + 1 < self->n && self->from[*last + 1] <= frame)
    (*last)++;
}

static void
go_forward (Part *self)
{
  const SflAlignGraph *graph = self->graph;
  g_auto (SflAlignFront) front = { 0 };
  guint first = 0, last = 0, cell = graph->first[self->first];

  sfl_align_front_init (&front, graph);
  front.scores[SFL_ALIGN_CELL_ENTRY] = SFL_ALIGN_NEVER;
  front.scores[SFL_ALIGN_CELL_ENTRY_2] = SFL_ALIGN_NEVER;
  front.scores[SFL_ALIGN_CELL_ENTRY_3] = SFL_ALIGN_NEVER;
  front.first = front.last = self->first;
  front.scores[cell + SFL_ALIGN_CELL_ENTRY] = 0;
  front.scores[cell + SFL_ALIGN_CELL_ENTRY_2] = 0;
  front.scores[cell + SFL_ALIGN_CELL_ENTRY_3] = 0;
  self->ways[self->offsets[0]] = 0;

  for (gint32 f = self->begin; f < self->end; f++) {
    find_words (self, f, &first, &last);
    sfl_align_front_move (&front, self->first + first, self->first + last);
    sfl_align_front_advance (&front, get_row (self, f), NULL);
    for (guint i = first; i <= last + 1; i++)
      if (f + 1 >= self->from[i] && f + 1 <= self->to[i])
        self->ways[self->offsets[i] + f + 1 - self->from[i]] =
            sfl_align_front_get_word (&front, self->first + i);
  }
}

/* The way back from the end of a part. */
typedef struct {
  const Part *part;
  guint base;   /* cell of the first word */
  guint *heard; /* of each frame: the first and the last word that may be heard */
  float *on;    /* of each cell, how good the best way on from it is */
  float *fits;  /* the same, with the frame itself */
  float *words; /* of the beginning of each word, and the end */
  float *here;  /* of each word, the best of all ways on which it is where it was found */
  float *elsewhere;
} Return;

/* The best way on from the beginning of @word with its first sound. */
static float
get_sound (const Return *self, guint word)
{
  const SflAlignGraph *graph = self->part->graph;
  guint sound = graph->first[word] + SFL_ALIGN_CELL_SOUND, second = sound + graph->n_parts;
  float best = SFL_ALIGN_NEVER;

  if (sound < graph->first[word + 1])
    best = self->fits[sound - self->base] + graph->step[sound];
  if (second < graph->first[word + 1])
    best = MAX (best, self->fits[second - self->base] + graph->jump[second]);

  return best;
}

static float
get_pause (const Return *self, guint word)
{
  const SflAlignGraph *graph = self->part->graph;
  guint silence = graph->first[word] + SFL_ALIGN_CELL_SILENCE;
  guint other = graph->first[word] + SFL_ALIGN_CELL_OTHER;

  return MAX (self->fits[silence - self->base] + graph->step[silence],
              self->fits[other - self->base] + graph->step[other]);
}

static void
note_way (Return *self, guint i, gint32 frame, float way_on)
{
  const Part *part = self->part;
  float *best =
      ABS (frame - part->spans[part->first + i].begin) > ELSEWHERE ? self->elsewhere : self->here;

  if (frame >= part->from[i] && frame <= part->to[i])
    best[i] = MAX (best[i], part->ways[part->offsets[i] + frame - part->from[i]] + way_on);
}

/* The best ways on from the words from @first to the one after @last, which begin with @frame. */
static void
begin_words (Return *self, gint32 frame, guint first, guint last)
{
  const Part *part = self->part;
  const SflAlignGraph *graph = part->graph;
  guint32 sentence = G_MAXUINT32, after_sentence = 0;

  self->words[part->n] = SFL_ALIGN_NEVER;
  for (guint i = MIN (last + 2, part->n); i-- > first;) {
    guint word = part->first + i;
    float best = SFL_ALIGN_NEVER;

    if (i <= last) {
      float sound = get_sound (self, word);

      note_way (self, i, frame, sound);
      best = MAX (sound, get_pause (self, word));
      best = MAX (best, self->words[i + 1] + graph->skip[word]);
    }
    if (graph->sentence[word] != G_MAXUINT32 && i <= last) {
      sentence = graph->sentence[word];
      after_sentence = i + 1;
    }
    if (sentence == word)
      best = MAX (best, self->words[after_sentence] +
                            graph->skip_sentence[part->first + after_sentence - 1]);
    self->words[i] = best;
  }
}

/* Reads over the end of a word, where nothing can come from. */
SFL_ALIGN_FOR_EACH_MACHINE static void
go_back_sounds (const float *restrict fits,
                const float *restrict next,
                const float *restrict farther,
                const float *restrict stay,
                const float *restrict step,
                const float *restrict jump,
                guint n,
                float *restrict on)
{
  for (guint i = 0; i < n; i++) {
    float a = fits[i] + stay[i], b = next[i] + step[i], c = farther[i] + jump[i];

    a = b > a ? b : a;
    on[i] = c > a ? c : a;
  }
}

/* The best ways on from the cells of a word in the frame before; @open: it may be heard still. */
static void
leave_word (Return *self, guint i, gboolean open)
{
  const SflAlignGraph *graph = self->part->graph;
  guint word = self->part->first + i, far = graph->n_parts + 1;
  guint sound = graph->first[word] + SFL_ALIGN_CELL_SOUND, n = graph->first[word + 1] - sound;
  const float *fits = self->fits + sound - self->base;
  float *on = self->on + sound - self->base;
  float *silence = on - SFL_ALIGN_CELL_SOUND + SFL_ALIGN_CELL_SILENCE;
  float *other = on - SFL_ALIGN_CELL_SOUND + SFL_ALIGN_CELL_OTHER;

  if (open) {
    guint first = graph->first[word];

    go_back_sounds (fits, fits + 1, fits + far, graph->stay + sound, graph->step + sound + 1,
                    graph->jump + sound + far, n, on);
    *silence = MAX (self->fits[first + SFL_ALIGN_CELL_SILENCE - self->base] +
                        graph->stay[first + SFL_ALIGN_CELL_SILENCE],
                    self->words[i]);
    *other = MAX (self->fits[first + SFL_ALIGN_CELL_OTHER - self->base] +
                      graph->stay[first + SFL_ALIGN_CELL_OTHER],
                  self->words[i]);
  } else {
    *silence = *other = SFL_ALIGN_NEVER;
    for (guint c = 0; c < n; c++)
      on[c] = SFL_ALIGN_NEVER;
  }
  if (n > 0)
    on[n - 1] = MAX (on[n - 1], self->words[i + 1] + SFL_ALIGN_ADVANCE);
  if (n > graph->n_parts)
    on[n - 1 - graph->n_parts] =
        MAX (on[n - 1 - graph->n_parts], self->words[i + 1] + graph->leave[word]);
}

static void
go_back (Return *self)
{
  const Part *part = self->part;
  const SflAlignGraph *graph = part->graph;

  /* From the ways on in frame f, or after the end, to those in the frame before it. */
  for (gint32 f = part->end; f > part->begin; f--) {
    const guint *now = &self->heard[2 * (f - part->begin)], *before = now - 2;

    if (f == part->end) {
      self->words[part->n] = 0;
    } else {
      const float *row = get_row (part, f);
      guint end = graph->first[part->first + now[1] + 1];

      for (guint c = graph->first[part->first + now[0]]; c < end; c++)
        self->fits[c - self->base] = self->on[c - self->base] + row[graph->state[c]];
      begin_words (self, f, now[0], now[1]);
    }
    for (guint i = before[0]; i <= before[1]; i++)
      leave_word (self, i, f < part->end && i >= now[0] && i <= now[1]);
  }
}

static float *
new_never (gsize n)
{
  float *scores = g_new (float, n);

  for (gsize i = 0; i < n; i++)
    scores[i] = SFL_ALIGN_NEVER;

  return scores;
}

static void
measure_part (Part *self, float *margins)
{
  const SflAlignGraph *graph = self->graph;
  guint n = self->n, base = graph->first[self->first];
  gsize n_cells = graph->first[self->first + n + 1] - base + MARGIN;
  g_autofree gint32 *from = g_new (gint32, n + 1);
  g_autofree gint32 *to = g_new (gint32, n + 1);
  g_autofree gsize *offsets = g_new0 (gsize, n + 2);
  g_autofree guint *heard = g_new0 (guint, 2 * (self->end - self->begin + 1));
  g_autofree float *ways = NULL, *rows = NULL;
  g_autofree float *on = new_never (n_cells), *fits = new_never (n_cells);
  g_autofree float *words = new_never (n + 1);
  g_autofree float *here = new_never (n), *elsewhere = new_never (n);
  Return back = { self, base, heard, on, fits, words, here, elsewhere };
  guint first = 0, last = 0;

  self->from = from;
  self->to = to;
  self->offsets = offsets;
  self->rows = rows = keep_rows (self);
  find_room (self);
  self->ways = ways = new_never (offsets[n + 1]);
  for (gint32 f = self->begin; f < self->end; f++) {
    find_words (self, f, &first, &last);
    heard[2 * (f - self->begin)] = first;
    heard[2 * (f - self->begin) + 1] = last;
  }
  go_forward (self);
  go_back (&back);
  for (guint i = 0; i < n; i++)
    margins[i] = CLAMP (here[i] - elsewhere[i], -MAX_MARGIN, MAX_MARGIN);
}

/* Some words that are said around those from @word on; FALSE where there are none. */
static gboolean
find_part (Part *self, guint word)
{
  guint n_words = self->graph->n_words;
  guint first = word > AROUND ? word - AROUND : 0, end = MIN (word + TOGETHER + AROUND, n_words);

  while (first > 0 && self->spans[first].begin < 0)
    first--;
  while (first < end && self->spans[first].begin < 0)
    first++;
  while (end < n_words && self->spans[end - 1].begin < 0)
    end++;
  while (end > first && self->spans[end - 1].begin < 0)
    end--;
  if (end <= first)
    return FALSE;

  self->first = first;
  self->n = end - first;
  self->begin = first > 0 ? self->spans[first].begin : 0;
  self->end = end < n_words ? self->spans[end - 1].end
                            : (gint32) sfl_align_emission_get_n_frames (self->emission);

  return self->begin < self->end;
}

/**
 * sfl_align_margins_new:
 * @n_wanted: of how many words; some here and there, if it is less than there are
 *
 * Returns: (transfer full): of each word, how much more likely the best way is to say the text
 *   that has it begin where it was found than the best one that has it elsewhere, as a logarithm;
 *   NAN where that was not looked at
 */
float *
sfl_align_margins_new (const SflAlignGraph *graph,
                       const SflAlignSpan *spans,
                       SflAlignEmission *emission,
                       guint n_wanted)
{
  float *margins = g_new (float, graph->n_words);
  guint step = TOGETHER * MAX (1, graph->n_words / MAX (n_wanted, 1));

  for (guint w = 0; w < graph->n_words; w++)
    margins[w] = NAN;
  for (guint w = 0; w < graph->n_words; w += step) {
    Part part = { graph, emission, spans, 0 };
    g_autofree float *found = NULL;

    if (!find_part (&part, w))
      continue;
    found = g_new (float, part.n);
    measure_part (&part, found);
    for (guint i = 0; i < part.n; i++)
      if (part.first + i >= w && part.first + i < w + TOGETHER)
        margins[part.first + i] = found[i];
  }

  return margins;
}
