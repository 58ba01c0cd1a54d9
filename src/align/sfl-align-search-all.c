/* sfl-align-search-all.c: where a text is in a recording, when nothing is known
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Viterbi over everything, which no pruning can lead astray but a very loose one.  The scores
 * are kept of some frames only; from the end backwards each stretch between two of them is
 * searched again, for the words that the way into its end can have passed.  Any thread.
 */

#include "config.h"

#include "sfl-align-front.h"
#include "sfl-align-search.h"

#include <string.h>

/* What is so much worse than the best is given up: mean sounds of espeak-ng and another voice's
 * differ by some per frame, and a wrong way may look better for minutes.
 */
#define LOOSE 30000.0f

/* Memory for the scores that are kept. */
#define MAX_KEPT_BYTES (48 * 1024 * 1024)

/* Frames of a stretch, at least. */
#define MIN_STRETCH 200

/* Frames between two looks at how far the ways are, and at whether anybody still waits. */
#define LOOK_EVERY 20

typedef struct {
  guint32 first;
  guint32 last;
  float *scores; /* of the cells of these words, and the entries of the one after them */
} Kept;

typedef struct {
  const SflAlignGraph *graph;
  SflAlignEmission *emission;
  guint n_frames;
  guint stretch;
  GArray *kept;    /* of Kept: before frame i * stretch */
  guint32 *firsts; /* of each frame */
  guint32 *lasts;
  guint32 *path;
} Search;

static void
clear_kept (gpointer data)
{
  Kept *kept = data;

  g_free (kept->scores);
}

/* Cells that are kept of a front: its own, and the entries of the word after it. */
static guint
get_end (const SflAlignGraph *graph, guint last)
{
  return last < graph->n_words ? graph->first[last + 1] + SFL_ALIGN_CELL_SOUND
                               : graph->first[last + 1];
}

static void
keep (Search *self, const SflAlignFront *front)
{
  guint begin = self->graph->first[front->first];
  guint n = get_end (self->graph, front->last) - begin;
  Kept kept = { front->first, front->last, g_memdup2 (front->scores + begin, n * sizeof (float)) };

  g_array_append_val (self->kept, kept);
}

/* Gives up the first words of @front where they are far worse than the best way.
 *
 * Returns: the best score
 */
static float
drop_words (const SflAlignFront *front, guint *first)
{
  const SflAlignGraph *graph = front->graph;
  float best = SFL_ALIGN_NEVER;

  for (guint c = graph->first[front->first]; c < graph->first[front->last + 1]; c++)
    best = MAX (best, front->scores[c]);

  for (; *first < front->last; (*first)++)
    for (guint c = graph->first[*first]; c < graph->first[*first + 1]; c++)
      if (front->scores[c] >= best - LOOSE)
        return best;

  return best;
}

static gboolean
search_forward (Search *self, const SflAlignWork *work)
{
  const SflAlignGraph *graph = self->graph;
  g_auto (SflAlignFront) front = { 0 };
  guint first = 0, last = 0;
  float best = 0;

  sfl_align_front_init (&front, graph);
  for (guint f = 0; f < self->n_frames; f++) {
    if (f % self->stretch == 0)
      keep (self, &front);
    if (f % LOOK_EVERY == 0) {
      if (!sfl_align_work_go_on (work, (double) f / self->n_frames))
        return FALSE;
      best = drop_words (&front, &first);
    }
    if (f > 0 && last < graph->n_words &&
        sfl_align_front_get_word (&front, last + 1) > best - LOOSE)
      last++;
    sfl_align_front_move (&front, first, last);
    self->firsts[f] = first;
    self->lasts[f] = last;
    sfl_align_front_advance (&front, sfl_align_emission_get (self->emission, f), NULL);
  }
  keep (self, &front);

  return TRUE;
}

/* The first word of a window that holds @n sounds before @word. */
static guint
find_window (const SflAlignGraph *graph, guint word, guint n)
{
  guint n_sounds = 0;

  while (word > 0 && n_sounds < n) {
    word--;
    n_sounds += graph->first[word + 1] - graph->first[word] - SFL_ALIGN_CELL_SOUND;
  }

  return word;
}

/* Begins with the scores that were kept of the words from @first to @last. */
static void
restore (SflAlignFront *front, const Kept *kept, guint first, guint last)
{
  const SflAlignGraph *graph = front->graph;
  guint begin, end;

  front->first = MAX (kept->first, first);
  front->last = MIN (kept->last, last);
  begin = graph->first[front->first];
  end = get_end (graph, front->last);
  front->scores[SFL_ALIGN_CELL_ENTRY] = SFL_ALIGN_NEVER;
  front->scores[SFL_ALIGN_CELL_ENTRY_2] = SFL_ALIGN_NEVER;
  front->scores[SFL_ALIGN_CELL_ENTRY_3] = SFL_ALIGN_NEVER;
  memcpy (front->scores + begin, kept->scores + begin - graph->first[kept->first],
          (end - begin) * sizeof (float));
}

/* Searches stretch @i once more, for words from @window on, and goes back from @cell.
 *
 * @cell: in: of the frame after the stretch, where it was come from; out: the same of the stretch
 *
 * Returns: FALSE when the best way comes from before @window
 */
static gboolean
search_again (Search *self, guint i, guint window, guint *cell)
{
  const SflAlignGraph *graph = self->graph;
  const Kept *kept = &g_array_index (self->kept, Kept, i), *after = kept + 1;
  guint begin = i * self->stretch, end = MIN (begin + self->stretch, self->n_frames);
  guint last_word = graph->word[*cell], source = *cell;
  g_auto (SflAlignFront) front = { 0 };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree SflAlignWays *ways = g_new (SflAlignWays, end - begin);
  g_autofree gsize *offsets = g_new (gsize, end - begin);

  window = CLAMP (window, kept->first, MAX (kept->first, MIN (kept->last, last_word)));
  sfl_align_front_init (&front, graph);
  restore (&front, kept, window, last_word);
  for (guint f = begin; f < end; f++) {
    guint first = MAX (self->firsts[f], window);

    sfl_align_front_move (&front, first, MIN (self->lasts[f], last_word));
    offsets[f - begin] = bytes->len;
    ways[f - begin].first = front.first;
    ways[f - begin].last = front.last;
    g_byte_array_set_size (bytes, bytes->len + sfl_align_front_count (&front));
    sfl_align_front_advance (&front, sfl_align_emission_get (self->emission, f),
                             bytes->data + offsets[f - begin]);
  }
  if (window > kept->first &&
      front.scores[source] != after->scores[source - graph->first[after->first]])
    return FALSE;

  for (guint f = end; f-- > begin;) {
    SflAlignWays *at = &ways[f - begin];

    at->ways = bytes->data + offsets[f - begin];
    if (sfl_align_cell_is_entry (graph, source))
      source = sfl_align_ways_enter (at, graph, graph->word[source]);
    if (source == G_MAXUINT)
      break;
    self->path[f] = source;
    source = sfl_align_ways_get_source (at, graph, source);
  }
  *cell = source;

  return TRUE;
}

static gboolean
search_backward (Search *self, const SflAlignWork *work)
{
  const SflAlignGraph *graph = self->graph;
  guint n_stretches = self->kept->len - 1, cell = graph->first[graph->n_words];

  for (guint i = n_stretches; i-- > 0 && cell != G_MAXUINT;) {
    guint word = graph->word[cell], n = self->stretch / 2 + MIN_STRETCH;
    const Kept *after = &g_array_index (self->kept, Kept, i + 1);

    if (word > after->last + 1)
      cell = graph->first[word = after->last + 1];
    while (!search_again (self, i, find_window (graph, word, n), &cell))
      n *= 2;
    if (!sfl_align_work_go_on (work, 1))
      return FALSE;
  }

  return TRUE;
}

/**
 * sfl_align_search_all:
 *
 * Returns: (transfer full) (nullable): the cell of each frame; G_MAXUINT32 where none was
 *   possible; NULL when cancelled
 */
guint32 *
sfl_align_search_all (const SflAlignGraph *graph,
                      SflAlignEmission *emission,
                      const SflAlignWork *work)
{
  guint n_frames = sfl_align_emission_get_n_frames (emission);
  gsize bytes = (gsize) graph->n_cells * sizeof (float) * n_frames;
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (Kept));
  g_autofree guint32 *firsts = g_new (guint32, n_frames), *lasts = g_new (guint32, n_frames);
  g_autofree guint32 *path = g_new (guint32, n_frames);
  Search search = { .graph = graph,
                    .emission = emission,
                    .n_frames = n_frames,
                    .stretch = MAX (MIN_STRETCH, bytes / MAX_KEPT_BYTES),
                    .kept = kept,
                    .firsts = firsts,
                    .lasts = lasts,
                    .path = path };

  g_array_set_clear_func (kept, clear_kept);
  memset (path, 0xff, n_frames * sizeof (guint32));
  if (!search_forward (&search, work) || !search_backward (&search, work))
    return NULL;

  return g_steal_pointer (&path);
}
