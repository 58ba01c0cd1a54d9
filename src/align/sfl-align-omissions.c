/* sfl-align-omissions.c: sentences of a text that nobody says
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A search that has to say a sentence squeezes it in somewhere, and has the words around it make
 * room.  What is hardly sure is said a second time with the models that were learnt, between words
 * around it that are sure: once with it, once without.  How much likelier the one is than the other
 * tells whether it is said; of what was passed over, too.  Any thread.
 */

#include "config.h"

#include "sfl-align-bands.h"
#include "sfl-align-front.h"
#include "sfl-align-omissions.h"

#include <string.h>

/* A passage that is surer is said. */
#define DOUBTED 0.5f

/* Of a word that can be relied on, and so many of them on either side of what is doubted, among so
 * many words; between them no more than so many frames.
 */
#define SURE 0.5f
#define N_SURE 3
#define AROUND 80
#define MAX_FRAMES (60 * SFL_ALIGN_SECOND)

/* How much likelier a passage has to be with each of its sounds than without it. */
#define GAIN 6

/* What each frame of something else costs. */
#define OTHER_FRAME 3

/* What is shorter is not looked at, and none is divided into shorter parts. */
#define MIN_WORDS 3

/* Of so many words of a part that is said, or not, one may be otherwise. */
#define WORDS_A_MISTAKE 5

/* How often passages near those that were decided are looked at again. */
#define N_LOOKS 4

/* Some words of a sentence, that are all said or none of them. */
typedef struct {
  guint first;
  guint end;
  guint left; /* the words that are looked at with it */
  guint right;
  gint32 from; /* and the frames */
  gint32 to;
  gboolean omitted;
  gboolean was_omitted;
  gboolean stale;
  double gain; /* by changing what is believed of it */
} Passage;

typedef struct {
  const SflAlignGraph *graph;
  const SflAlignSpan *spans;
  const SflAlignSound *sound;
  const SflAlignModel *model;
  const SflAlignPin *pins;
  guint n_pins;
  GArray *passages;
  gboolean *omitted; /* of each word */
} Omissions;

static gboolean
is_sure (const Omissions *self, guint word)
{
  return self->spans[word].begin >= 0 && self->spans[word].confidence >= SURE;
}

/* The last word that has to be looked at on one side of a passage: @step is -1 before @word, and 1
 * from @word on.  Adds to @n_sure how many of them are sure.
 */
static guint
find_neighbour (const Omissions *self, guint word, gint step, guint *n_sure)
{
  guint left = step < 0 ? word : self->graph->n_words - word, last = word, n = 0;

  for (guint i = 0; i < MIN (left, AROUND) && n < N_SURE; i++) {
    guint w = step < 0 ? word - 1 - i : word + i;

    if (!is_sure (self, w))
      continue;
    last = step < 0 ? w : w + 1;
    n++;
  }
  *n_sure += n;

  return n < N_SURE && left <= AROUND ? word + step * (gint) left : last;
}

/* Between which words and frames a passage is; FALSE where nothing on either side is sure, and where
 * the user said when something is.
 */
static gboolean
find_room (const Omissions *self, Passage *passage)
{
  guint n_words = self->graph->n_words, n_before = 0, n_after = 0;

  passage->left = find_neighbour (self, passage->first, -1, &n_before);
  passage->right = find_neighbour (self, passage->end, 1, &n_after);
  if (n_before + n_after == 0 || (n_before == 0 && passage->left > 0) ||
      (n_after == 0 && passage->right < n_words))
    return FALSE;
  for (guint i = 0; i < self->n_pins; i++)
    if (self->pins[i].word >= passage->left && self->pins[i].word < passage->right)
      return FALSE;

  passage->from = passage->left > 0 ? self->spans[passage->left].begin : 0;
  passage->to = passage->right < n_words ? self->spans[passage->right - 1].end
                                         : (gint32) self->sound->n_frames;

  return passage->to > passage->from && passage->to - passage->from <= MAX_FRAMES;
}

static guint
count_phones (const Omissions *self, const Passage *passage)
{
  guint n = 0;

  for (guint w = passage->first; w < passage->end; w++)
    n += self->graph->tokens[w].n_phones;

  return n;
}

/* The words around a passage that are believed to be said, with or without its own.
 *
 * @words: (out): of each word of the new graph, and the end, which it is of all
 */
static SflAlignGraph *
make_graph (const Omissions *self, const Passage *passage, gboolean omitted, guint **words)
{
  const SflAlignGraph *all = self->graph;
  guint most = passage->right - passage->left, n = 0;
  g_autofree SflToken *tokens = g_new (SflToken, most + 1);
  guint *list = *words = g_new (guint, most + 1);
  SflAlignGraph *graph;

  for (guint w = passage->left; w < passage->right; w++) {
    if (w >= passage->first && w < passage->end ? omitted : self->omitted[w])
      continue;
    tokens[n] = all->tokens[w];
    list[n++] = w;
  }
  list[n] = passage->right;
  graph = sfl_align_graph_new (tokens, n, all->phones, (all->n_states - 1) / all->n_parts,
                               all->n_parts);
  graph->tokens = NULL;
  for (guint w = 0; w <= n; w++) {
    guint from = all->first[list[w]], to = graph->first[w];
    gsize size = (w < n ? graph->first[w + 1] - to : SFL_ALIGN_CELL_SOUND) * sizeof (float);

    memcpy (graph->stay + to, all->stay + from, size);
    memcpy (graph->step + to, all->step + from, size);
    memcpy (graph->jump + to, all->jump + from, size);
    graph->leave[w] = all->leave[list[w]];
    graph->skip[w] = all->skip[list[w]];
    graph->sentence[w] = G_MAXUINT32;
  }

  return graph;
}

static SflAlignSound
get_part (const Omissions *self, const Passage *passage)
{
  return (SflAlignSound){ self->sound->features, self->sound->first + passage->from,
                          passage->to - passage->from, self->sound->background + passage->from };
}

/* How likely the best way is to say the words of @graph. */
static double
measure (const SflAlignGraph *graph, SflAlignEmission *emission)
{
  guint n_frames = sfl_align_emission_get_n_frames (emission);
  g_auto (SflAlignFront) front = { 0 };

  sfl_align_front_init (&front, graph);
  sfl_align_front_move (&front, 0, graph->n_words);
  for (guint f = 0; f < n_frames; f++)
    sfl_align_front_advance (&front, sfl_align_emission_get (emission, f), NULL);

  return sfl_align_front_get_word (&front, graph->n_words);
}

static void
rate_passage (const Omissions *self, Passage *passage)
{
  SflAlignSound part = get_part (self, passage);
  g_autoptr (SflAlignEmission) emission =
      sfl_align_emission_new (&part, self->model, 1, OTHER_FRAME);
  double scores[2];

  for (guint i = 0; i < 2; i++) {
    g_autofree guint *words = NULL;
    g_autoptr (SflAlignGraph) graph = make_graph (self, passage, i == 1, &words);

    scores[i] = measure (graph, emission);
  }
  passage->gain = scores[1] - scores[0] + GAIN * (double) count_phones (self, passage);
  if (passage->omitted)
    passage->gain = -passage->gain;
  passage->stale = FALSE;
}

/* The best way to say @graph where a passage is. */
static guint32 *
search (const Omissions *self, const Passage *passage, const SflAlignGraph *graph)
{
  SflAlignSound part = get_part (self, passage);
  g_autoptr (SflAlignEmission) emission =
      sfl_align_emission_new (&part, self->model, 1, OTHER_FRAME);
  g_autofree SflAlignBand *bands = sfl_align_bands_new_everywhere (graph->n_words, part.n_frames);
  SflAlignWork work = { 0 };

  return sfl_align_search (graph, emission, bands, NULL, 0, &work);
}

/* Whether each word of a passage would be said, if that were decided of each. */
static gboolean *
list_said (const Omissions *self, const Passage *passage)
{
  gboolean *said = g_new0 (gboolean, passage->end - passage->first);
  g_autofree guint *words = NULL;
  g_autoptr (SflAlignGraph) graph = make_graph (self, passage, FALSE, &words);
  g_autofree SflAlignSpan *spans = NULL;
  g_autofree guint32 *path = NULL;

  for (guint w = 0; w < graph->n_words; w++)
    if (words[w] >= passage->first && words[w] < passage->end)
      graph->skip[w] = -GAIN * (float) self->graph->tokens[words[w]].n_phones;
  path = search (self, passage, graph);
  spans = sfl_align_spans_new (graph, path, passage->to - passage->from);
  for (guint w = 0; w < graph->n_words; w++)
    if (words[w] >= passage->first && words[w] < passage->end)
      said[words[w] - passage->first] = spans[w].begin >= 0;

  return said;
}

/* Of a sentence of which one half is said only, the word with which the other begins; its end, when
 * all or nothing is said, or something here and there.
 */
static guint
find_division (const Omissions *self, const Passage *passage)
{
  guint n = passage->end - passage->first, best = passage->end, fewest = n / WORDS_A_MISTAKE + 1;
  g_autofree gboolean *said = list_said (self, passage);
  guint n_said = 0, before = 0;

  for (guint i = 0; i < n; i++)
    n_said += said[i];
  fewest = MIN (fewest, MIN (n_said, n - n_said));
  for (guint i = 0; i < n; i++) {
    /* With those before said and the others not, and the other way around. */
    guint a = i - before + n_said - before, b = before + (n - i) - (n_said - before);

    if (i >= MIN_WORDS && i + MIN_WORDS <= n && MIN (a, b) < fewest) {
      fewest = MIN (a, b);
      best = passage->first + i;
    }
    before += said[i];
  }

  return best;
}

static void
add_passage (Omissions *self, guint first, guint end)
{
  gboolean omitted = self->omitted[first];
  Passage passage = { first, end, .omitted = omitted, .was_omitted = omitted, .stale = TRUE };

  if (find_room (self, &passage))
    g_array_append_val (self->passages, passage);
}

/* A sentence that is hardly sure, or passed over, as a whole or in two parts. */
static void
add_sentence (Omissions *self, guint first, guint end)
{
  Passage passage = { first, end };
  float sureness = 0;
  guint n = 0, division = end;

  for (guint w = first; w < end; w++) {
    n += self->graph->tokens[w].n_phones > 0;
    sureness += self->spans[w].confidence;
  }
  if (n < MIN_WORDS || sureness >= DOUBTED * n || !find_room (self, &passage))
    return;
  if (end - first >= 2 * MIN_WORDS)
    division = find_division (self, &passage);
  add_passage (self, first, division);
  if (division < end)
    add_passage (self, division, end);
}

/* Begins with what was passed over. */
static void
note_omitted (Omissions *self, guint first, guint end)
{
  gboolean omitted = TRUE;

  for (guint w = first; w < end; w++)
    omitted = omitted && self->spans[w].begin < 0;
  for (guint w = first; w < end; w++)
    self->omitted[w] = omitted;
}

static void
for_each_sentence (Omissions *self, void (*call) (Omissions *self, guint first, guint end))
{
  const SflToken *tokens = self->graph->tokens;

  for (guint first = 0, end; first < self->graph->n_words; first = end) {
    for (end = first + 1;
         end < self->graph->n_words && tokens[end].sentence == tokens[first].sentence;)
      end++;
    call (self, first, end);
  }
}

static gboolean
overlap (const Passage *a, const Passage *b)
{
  return a->left < b->right && b->left < a->right;
}

/* Decides of the passages that gain most among those around them: they make room for the others.
 *
 * Returns: whether there are any
 */
static gboolean
decide (Omissions *self)
{
  Passage *passages = (Passage *) self->passages->data;
  guint n = self->passages->len;
  gboolean changed = FALSE;

  for (guint i = 0; i < n; i++)
    if (passages[i].stale)
      rate_passage (self, &passages[i]);
  for (guint i = 0; i < n; i++) {
    gboolean best = passages[i].gain > 0 && !passages[i].stale;

    for (guint j = i; best && j-- > 0 && overlap (&passages[i], &passages[j]);)
      best = !passages[j].stale && passages[j].gain <= passages[i].gain;
    for (guint j = i + 1; best && j < n && overlap (&passages[i], &passages[j]); j++)
      best = passages[j].gain < passages[i].gain;
    if (!best)
      continue;

    passages[i].omitted = !passages[i].omitted;
    passages[i].gain = -passages[i].gain;
    for (guint w = passages[i].first; w < passages[i].end; w++)
      self->omitted[w] = passages[i].omitted;
    for (guint j = 0; j < n; j++)
      if (j != i && overlap (&passages[i], &passages[j]))
        passages[j].stale = TRUE;
    changed = TRUE;
  }

  return changed;
}

/* Finds the words around a passage again. */
static void
mend_path (const Omissions *self, const Passage *passage, guint32 *path)
{
  const SflAlignGraph *all = self->graph;
  g_autofree guint *words = NULL;
  g_autoptr (SflAlignGraph) graph = make_graph (self, passage, passage->omitted, &words);
  g_autofree guint32 *found = search (self, passage, graph);

  for (gint32 f = passage->from; f < passage->to; f++) {
    guint32 cell = found[f - passage->from];
    guint word = cell != G_MAXUINT32 ? graph->word[cell] : 0;

    path[f] = cell != G_MAXUINT32 ? all->first[words[word]] + cell - graph->first[word] : cell;
  }
}

/* Finds the words around all passages that were changed again, those of neighbours at once.
 *
 * Returns: whether there are any
 */
static gboolean
mend_paths (Omissions *self, guint32 *path)
{
  Passage *passages = (Passage *) self->passages->data, *last = NULL;

  for (guint i = 0; i < self->passages->len; i++) {
    Passage *passage = &passages[i];

    if (passage->omitted == passage->was_omitted)
      continue;
    if (last == NULL || !overlap (last, passage)) {
      if (last != NULL)
        mend_path (self, last, path);
      last = passage;
    } else if (MAX (last->to, passage->to) - MIN (last->from, passage->from) <= MAX_FRAMES) {
      last->left = MIN (last->left, passage->left);
      last->right = MAX (last->right, passage->right);
      last->from = MIN (last->from, passage->from);
      last->to = MAX (last->to, passage->to);
    } else {
      for (guint w = passage->first; w < passage->end; w++)
        self->omitted[w] = passage->was_omitted;
    }
  }
  if (last != NULL)
    mend_path (self, last, path);

  return last != NULL;
}

/**
 * sfl_align_omissions_mend:
 * @spans: of @path, with confidences
 * @path: cells of frames, that are said otherwise where sentences are left out, or were wrongly
 *
 * Returns: whether there are any
 */
gboolean
sfl_align_omissions_mend (const SflAlignGraph *graph,
                          const SflAlignSpan *spans,
                          const SflAlignSound *sound,
                          const SflAlignModel *model,
                          const SflAlignPin *pins,
                          guint n_pins,
                          guint32 *path)
{
  g_autoptr (GArray) passages = g_array_new (FALSE, FALSE, sizeof (Passage));
  g_autofree gboolean *omitted = g_new0 (gboolean, graph->n_words + 1);
  Omissions self = { graph, spans, sound, model, pins, n_pins, passages, omitted };

  for_each_sentence (&self, note_omitted);
  for_each_sentence (&self, add_sentence);
  for (guint i = 0; i < N_LOOKS && decide (&self); i++)
    ;

  return mend_paths (&self, path);
}
