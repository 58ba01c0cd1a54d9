/* sfl-align-search.c: the best way to say a text in a recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Viterbi within a band.  How each cell was reached is kept only until all ways that are still
 * open have a frame in common: what is before it is decided, usually within seconds.  Any thread.
 */

#include "config.h"

#include "sfl-align-front.h"
#include "sfl-align-search.h"

#include <string.h>

/* Frames between two looks at what is decided. */
#define DECIDE_EVERY 1000

/* Frames between two looks at whether anybody still waits. */
#define LOOK_EVERY 250

typedef struct {
  guint32 first;
  guint32 last;
  gsize offset; /* of the ways, in the bytes of the search */
} Step;

typedef struct {
  const SflAlignGraph *graph;
  guint32 *path; /* of each frame: its cell */
  guint n_decided;
  GByteArray *bytes; /* of the frames from @n_decided on */
  GArray *steps;     /* of Step */
} Search;

gboolean
sfl_align_work_go_on (const SflAlignWork *self, double fraction)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    return FALSE;
  if (self->progress != NULL)
    self->progress (self->base + self->share * fraction, self->user_data);

  return TRUE;
}

static SflAlignWays
get_ways (const Search *self, guint frame)
{
  const Step *step = &g_array_index (self->steps, Step, frame - self->n_decided);

  return (SflAlignWays){ step->first, step->last, self->bytes->data + step->offset };
}

/* The cell of the frame before @frame, for one of @frame; G_MAXUINT where there is none. */
static guint
go_back (const Search *self, guint frame, guint cell)
{
  SflAlignWays ways = get_ways (self, frame);
  guint source = sfl_align_ways_get_source (&ways, self->graph, cell);

  if (!sfl_align_cell_is_entry (self->graph, source))
    return source;
  if (frame == self->n_decided)
    return G_MAXUINT;
  ways = get_ways (self, frame - 1);

  return sfl_align_ways_enter (&ways, self->graph, self->graph->word[source]);
}

/* Writes down the way to @cell of @frame. */
static void
note_path (Search *self, guint frame, guint cell)
{
  for (guint f = frame;; f--) {
    self->path[f] = cell;
    if (f == self->n_decided || cell == G_MAXUINT)
      break;
    cell = go_back (self, f, cell);
  }
}

/* Forgets the ways of all frames before @frame. */
static void
forget (Search *self, guint frame)
{
  guint n = frame - self->n_decided;
  gsize offset = g_array_index (self->steps, Step, n).offset;

  g_byte_array_remove_range (self->bytes, 0, offset);
  g_array_remove_range (self->steps, 0, n);
  for (guint i = 0; i < self->steps->len; i++)
    g_array_index (self->steps, Step, i).offset -= offset;
  self->n_decided = frame;
}

/* Follows all open ways back from @frame until they are one, and writes down what is before. */
static void
decide (Search *self, const SflAlignFront *front, guint frame)
{
  const SflAlignGraph *graph = self->graph;
  g_autofree guint *open = g_new (guint, sfl_align_front_count (front));
  guint n = 0, f = frame;
  SflAlignWays ways = get_ways (self, frame);

  for (guint w = front->first; w <= front->last; w++) {
    for (guint c = graph->first[w]; c < graph->first[w + 1]; c++) {
      guint cell = c;

      if (front->scores[c] <= SFL_ALIGN_NEVER / 2)
        continue;
      if (sfl_align_cell_is_entry (graph, c))
        cell = sfl_align_ways_enter (&ways, graph, w);
      if (cell != G_MAXUINT)
        open[n++] = cell;
    }
  }

  while (f > self->n_decided) {
    guint kept = 0;

    for (guint i = 0; i < n; i++) {
      guint cell = go_back (self, f, open[i]);

      if (cell != G_MAXUINT && (kept == 0 || open[kept - 1] != cell))
        open[kept++] = cell;
    }
    n = kept;
    f--;
    if (n <= 1)
      break;
  }

  if (n == 1 && f > self->n_decided) {
    note_path (self, f, open[0]);
    forget (self, f);
  }
}

/**
 * sfl_align_search:
 * @bands: of each word and the end; each begins before the one before it ends
 * @pins: in the order of words and frames
 *
 * Returns: (transfer full) (nullable): the cell of each frame; G_MAXUINT32 where none was
 *   possible; NULL when cancelled
 */
guint32 *
sfl_align_search (const SflAlignGraph *graph,
                  SflAlignEmission *emission,
                  const SflAlignBand *bands,
                  const SflAlignPin *pins,
                  guint n_pins,
                  const SflAlignWork *work)
{
  guint n_frames = sfl_align_emission_get_n_frames (emission), n_words = graph->n_words;
  g_auto (SflAlignFront) front = { 0 };
  g_autofree guint32 *path = g_new (guint32, n_frames);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (Step));
  Search search = { graph, path, 0, bytes, steps };
  guint pin = 0, first = 0, last = 0;

  memset (path, 0xff, n_frames * sizeof (guint32));
  sfl_align_front_init (&front, graph);

  for (guint f = 0; f < n_frames; f++) {
    gsize offset = bytes->len;
    Step step;

    if (f % LOOK_EVERY == 0 && !sfl_align_work_go_on (work, (double) f / n_frames))
      return NULL;

    while (first < n_words && bands[first].last < (gint32) f)
      first++;
    last = MAX (last, first);
    while (last < n_words && bands[last + 1].first <= (gint32) f)
      last++;
    if (f + 1 == n_frames)
      last = n_words;
    sfl_align_front_move (&front, first, last);
    for (; pin < n_pins && pins[pin].frame <= f; pin++)
      if (pins[pin].frame == f && pins[pin].word >= front.first && pins[pin].word <= front.last)
        sfl_align_front_pin (&front, pins[pin].word);

    step = (Step){ front.first, front.last, offset };
    g_array_append_val (steps, step);
    g_byte_array_set_size (bytes, offset + sfl_align_front_count (&front));
    sfl_align_front_advance (&front, sfl_align_emission_get (emission, f), bytes->data + offset);

    if (steps->len >= DECIDE_EVERY && f % DECIDE_EVERY == 0)
      decide (&search, &front, f);
  }

  if (n_frames > 0) {
    SflAlignWays ways = get_ways (&search, n_frames - 1);
    guint cell = sfl_align_ways_enter (&ways, graph, n_words);

    if (cell != G_MAXUINT)
      note_path (&search, n_frames - 1, cell);
  }

  return g_steal_pointer (&path);
}
