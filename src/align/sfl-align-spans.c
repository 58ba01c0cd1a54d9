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

/* How much better each word fits than anything would. */
void
sfl_align_spans_rate (SflAlignSpan *spans,
                      const SflAlignGraph *graph,
                      const guint32 *path,
                      SflAlignEmission *emission)
{
  for (guint w = 0; w < graph->n_words; w++) {
    double sum = 0;

    for (gint32 f = spans[w].begin; f >= 0 && f < spans[w].end; f++)
      if (path[f] != G_MAXUINT32)
        sum += sfl_align_emission_get (emission, f)[graph->state[path[f]]];
    if (spans[w].begin >= 0)
      spans[w].confidence = 1 / (1 + exp (-1.5 * sum / (spans[w].end - spans[w].begin)));
  }
}
