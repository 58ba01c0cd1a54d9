/* sfl-align-spans.c: where each word is, and how sure that is
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-align-margins.h"
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

/* So many words are enough to doubt the whole text. */
#define ENOUGH 600

/* The numbers below are what logistic regressions made of fifteen thousand words of 50 made
 * recordings of 20 s to 5 min: five languages, ten voices of Festival and espeak-ng, clean and in
 * noise, with sentences that were not said; of the same with the texts of others, and in another
 * language.  They were judged with other voices and texts, and with real speech.
 */
enum {
  MARK_BEST,   /* how much worse it fits than what fits best */
  MARK_AROUND, /* the same of the words around */
  MARK_LENGTH, /* how unusual its length is */
  MARK_MARGIN, /* how much better it is here than elsewhere */
  MARK_NEXT,   /* the same of the word after it */
  N_MARKS,
};

static const float weights[N_MARKS] = {
  [MARK_BEST] = 0.218f,   [MARK_AROUND] = 0.439f, [MARK_LENGTH] = -1.305f,
  [MARK_MARGIN] = 1.518f, [MARK_NEXT] = 0.46f,
};

#define BIAS (-0.011)

/* The margin of what follows the last word. */
#define LAST_MARGIN 3

/* How much a text as a whole is doubted that fits so well, has such lengths and such margins
 * before anything was learnt: of what is another recording's, models learn to fit anything.
 */
#define DOUBT_BIAS (-5.203)
#define DOUBT_BEST (-0.836)
#define DOUBT_LENGTH 14.607
#define DOUBT_MARGIN (-2.221)
#define DOUBT 0.547

/* How much worse the frames of each word fit its sounds than what fits them best. */
static void
mark_best (const SflAlignSpan *spans,
           const SflAlignGraph *graph,
           const guint32 *path,
           SflAlignEmission *emission,
           float (*marks)[N_MARKS])
{
  for (guint w = 0; w < graph->n_words; w++) {
    gint32 n = spans[w].end - spans[w].begin;
    double sum = 0;

    for (gint32 f = spans[w].begin; f >= 0 && f < spans[w].end; f++) {
      const float *row = sfl_align_emission_get (emission, f);
      float top = row[0];

      if (path[f] == G_MAXUINT32)
        continue;
      for (guint s = 1; s < graph->n_states; s++)
        top = MAX (top, row[s]);
      sum += row[graph->state[path[f]]] - top;
    }
    marks[w][MARK_BEST] = n > 0 ? sum / n : -20;
  }
}

/* The mean over the words around each. */
static void
mark_around (float (*marks)[N_MARKS], guint n_words)
{
  for (guint w = 0; w < n_words; w++) {
    guint begin = w > AROUND ? w - AROUND : 0, end = MIN (w + AROUND + 1, n_words);

    marks[w][MARK_AROUND] = 0;
    for (guint i = begin; i < end; i++)
      marks[w][MARK_AROUND] += marks[i][MARK_BEST] / (end - begin);
  }
}

/* The difference between a large margin and a larger one says little. */
static float
soften (float margin, float unit)
{
  return copysignf (log1pf (fabsf (margin) / unit), margin);
}

/* How much is to be doubted that the text is that of the recording. */
static double
get_doubt (const SflAlignSpan *spans,
           float (*marks)[N_MARKS],
           const float *first_margins,
           guint n_words)
{
  double best = 0, length = 0, margin = 0;
  guint n = 0, n_margins = 0;

  for (guint w = 0; w < n_words; w++) {
    if (spans[w].begin < 0)
      continue;
    n++;
    best += marks[w][MARK_BEST];
    length += marks[w][MARK_LENGTH];
    if (!isnan (first_margins[w])) {
      n_margins++;
      margin += soften (first_margins[w], 10);
    }
  }
  if (n == 0 || n_margins == 0)
    return 0;

  return DOUBT_BIAS + DOUBT_BEST * best / n + DOUBT_LENGTH * length / n +
         DOUBT_MARGIN * margin / n_margins;
}

static float
get_confidence (const float marks[N_MARKS], double doubt)
{
  double sum = BIAS - DOUBT * doubt;

  for (guint i = 0; i < N_MARKS; i++)
    sum += weights[i] * marks[i];

  return 1 / (1 + exp (-sum));
}

/**
 * sfl_align_spans_rate:
 * @emission: of the model at last
 * @first_emission: of the model before anything was learnt
 * @durations: frames that each word usually takes
 *
 * Gives each word a confidence.
 */
void
sfl_align_spans_rate (SflAlignSpan *spans,
                      const SflAlignGraph *graph,
                      const guint32 *path,
                      SflAlignEmission *emission,
                      SflAlignEmission *first_emission,
                      const float *durations)
{
  guint n_words = graph->n_words;
  g_autofree float (*marks)[N_MARKS] = g_malloc0_n (n_words, sizeof *marks);
  g_autofree float *margins = sfl_align_margins_new (graph, spans, emission, n_words);
  g_autofree float *first_margins = sfl_align_margins_new (graph, spans, first_emission, ENOUGH);
  double doubt;

  mark_best (spans, graph, path, emission, marks);
  mark_around (marks, n_words);
  for (guint w = 0; w < n_words; w++) {
    gint32 n = spans[w].end - spans[w].begin;

    marks[w][MARK_LENGTH] = fabs (log ((n + 1) / (durations[w] + 1)));
    marks[w][MARK_MARGIN] = isnan (margins[w]) ? 0 : soften (margins[w], 60);
  }
  for (guint w = 0; w < n_words; w++)
    marks[w][MARK_NEXT] = w + 1 < n_words ? marks[w + 1][MARK_MARGIN] : LAST_MARGIN;
  doubt = get_doubt (spans, marks, first_margins, n_words);
  for (guint w = 0; w < n_words; w++)
    if (spans[w].begin >= 0)
      spans[w].confidence = get_confidence (marks[w], doubt);
}
