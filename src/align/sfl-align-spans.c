/* sfl-align-spans.c: where each word is, and how sure that is
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-align-spans.h"

#include <math.h>

/* Returns: (transfer full): one for each word of @graph */
SflAlignSpan *
sfl_align_spans_new (const SflAlignGraph *graph, const guint32 *path, guint n_frames)
{
  SflAlignSpan *spans = g_new (SflAlignSpan, graph->n_words);

  for (guint w = 0; w < graph->n_words; w++)
    spans[w] = (SflAlignSpan){ -1, -1, 0 };
  for (guint f = 0; f < n_frames; f++) {
    guint word = path[f] != G_MAXUINT32 ? graph->word[path[f]] : graph->n_words;

    if (word == graph->n_words || path[f] < graph->first[word] + SFL_ALIGN_CELL_SOUND)
      continue;
    if (spans[word].begin < 0)
      spans[word].begin = f;
    spans[word].end = f + 1;
  }

  return spans;
}

/* Words on either side that tell how sure a word is. */
#define AROUND 5

/* How badly the whole text fits where there is reason to doubt that it is this recording's, and
 * what it is less sure then.  Right texts are above in but the worst noise, wrong ones below.
 */
#define DOUBTFUL (-6.0)
#define DOUBT 1.2

enum {
  MARK_FIT,    /* how much better it fits than anything would */
  MARK_BEST,   /* how much worse it fits than what fits best */
  MARK_FIRST,  /* the same before anything was learnt */
  MARK_AROUND, /* MARK_BEST of the words around */
  MARK_FIRST_AROUND,
  MARK_MOVED, /* how far it has moved since the first look */
  MARK_MOVED_AROUND,
  MARK_LENGTH, /* how unusual its length is */
  N_MARKS,
};

/* How well the frames of each word fit its sounds: better than anything, worse than the best. */
static void
mark_fit (const SflAlignSpan *spans,
          const SflAlignGraph *graph,
          const guint32 *path,
          SflAlignEmission *emission,
          float (*marks)[N_MARKS],
          guint fit,
          guint best)
{
  for (guint w = 0; w < graph->n_words; w++) {
    double sum = 0, sum_best = 0;
    gint32 n = spans[w].end - spans[w].begin;

    for (gint32 f = spans[w].begin; f >= 0 && f < spans[w].end; f++) {
      const float *row = sfl_align_emission_get (emission, f);
      float top = row[0];

      if (path[f] == G_MAXUINT32)
        continue;
      for (guint s = 1; s < graph->n_states; s++)
        top = MAX (top, row[s]);
      sum += row[graph->state[path[f]]];
      sum_best += row[graph->state[path[f]]] - top;
    }
    if (fit != N_MARKS)
      marks[w][fit] = n > 0 ? sum / n : -20;
    marks[w][best] = n > 0 ? sum_best / n : -20;
  }
}

/* The mean of @mark over the words around each. */
static void
mark_around (float (*marks)[N_MARKS], guint n_words, guint mark, guint around)
{
  for (guint w = 0; w < n_words; w++) {
    guint begin = w > AROUND ? w - AROUND : 0, end = MIN (w + AROUND + 1, n_words);

    marks[w][around] = 0;
    for (guint i = begin; i < end; i++)
      marks[w][around] += marks[i][mark] / (end - begin);
  }
}

/* How much is to be doubted that the text is that of the recording. */
static double
get_doubt (const SflAlignSpan *spans, float (*marks)[N_MARKS], guint n_words)
{
  double sum = 0;
  guint n = 0;

  for (guint w = 0; w < n_words; w++) {
    if (spans[w].begin < 0)
      continue;
    sum += marks[w][MARK_BEST] + 0.5 * marks[w][MARK_FIRST];
    n++;
  }

  return n > 0 ? MAX (0, DOUBT * (DOUBTFUL - sum / n)) : 0;
}

/* How sure a word is.  The weights are what a logistic regression made of some thousand words of
 * real and of made speech, and of texts that were not said at all.
 */
static float
get_confidence (const float marks[N_MARKS], double doubt)
{
  static const float weights[N_MARKS] = {
    [MARK_FIT] = 0.05f,
    [MARK_BEST] = 0.042f,
    [MARK_FIRST] = 0.013f,
    [MARK_AROUND] = 0.752f,
    [MARK_FIRST_AROUND] = 0.047f,
    [MARK_MOVED] = -0.182f,
    [MARK_MOVED_AROUND] = -0.604f,
    [MARK_LENGTH] = -1.09f,
  };
  double sum = 3.95 - doubt;

  for (guint i = 0; i < N_MARKS; i++)
    sum += weights[i] * marks[i];

  return 1 / (1 + exp (-sum));
}

/**
 * sfl_align_spans_rate:
 * @first: where the words were found before anything was learnt
 * @emission: of the model at last
 * @first_emission: of the model at first
 * @durations: frames that each word usually takes
 *
 * Gives each word a confidence.
 */
void
sfl_align_spans_rate (SflAlignSpan *spans,
                      const SflAlignSpan *first,
                      const SflAlignGraph *graph,
                      const guint32 *path,
                      SflAlignEmission *emission,
                      SflAlignEmission *first_emission,
                      const float *durations)
{
  double doubt;
  g_autofree float (*marks)[N_MARKS] = g_malloc0_n (graph->n_words, sizeof *marks);

  mark_fit (spans, graph, path, emission, marks, MARK_FIT, MARK_BEST);
  mark_fit (spans, graph, path, first_emission, marks, N_MARKS, MARK_FIRST);
  for (guint w = 0; w < graph->n_words; w++) {
    gint32 moved = ABS (spans[w].begin - first[w].begin);

    marks[w][MARK_MOVED] = first[w].begin < 0 ? 6 : log1p (moved / 3.0);
    marks[w][MARK_LENGTH] = fabs (log ((spans[w].end - spans[w].begin + 1) / (durations[w] + 1)));
  }
  mark_around (marks, graph->n_words, MARK_BEST, MARK_AROUND);
  mark_around (marks, graph->n_words, MARK_FIRST, MARK_FIRST_AROUND);
  mark_around (marks, graph->n_words, MARK_MOVED, MARK_MOVED_AROUND);
  doubt = get_doubt (spans, marks, graph->n_words);
  for (guint w = 0; w < graph->n_words; w++)
    if (spans[w].begin >= 0)
      spans[w].confidence = get_confidence (marks[w], doubt);
}
