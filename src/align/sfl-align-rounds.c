/* sfl-align-rounds.c: finds the words of a text, and learns from that, and finds them better
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-align-omissions.h"
#include "sfl-align-rounds.h"
#include "sfl-align-training.h"

/* Less speech than this teaches less. */
#define LITTLE_SPEECH (60 * SFL_ALIGN_SECOND)

/* Frames for which espeak-ng's way of saying a sound counts.  Not more for a short recording: what
 * little there is of the speakers tells more than another voice does.
 */
#define TAU 5

/* Frames that a first look joins. */
#define N_JOINED 3

/* The round from which on whole sentences may be missing: with an early model most do not fit. */
#define FIRST_TO_SKIP 1

/* No more than this part of the text of a short recording is missing. */
#define MAX_MISSING 0.3

/* How far a first look may be wrong, and a later one. */
#define FIRST_SLACK (12 * SFL_ALIGN_SECOND)
#define SLACK (3 * SFL_ALIGN_SECOND)

static const SflAlignPrices prices = {
  .silence = 2,
  .other = 30,
  .other_frame = 8,
  .skip = 400,
  .skip_aside = 20,
  .skip_sentence = 100,
  .skip_phone = 5,
  .omit = 6,
};

/* An early model fits badly: what is no part of the text has to fit much better, or it takes
 * some of the speech.  An early mistake cannot be undone within a narrow band.
 *
 * A short recording goes on to the end, where a sentence that was lost at first may be found.  A
 * longer one would learn its mistakes: after two rounds more, with four Gaussians, 0.5 points fewer
 * words of Festival's voices are within 100 ms, after four 1 point.
 */
static const struct {
  guint n_mix;
  float other_frame;
  gboolean wide;
} rounds[] = {
  { 1, 8 - 5 / 3.0f, FALSE },
  { 1, 8 - 10 / 3.0f, TRUE },
  { 2, 3, FALSE },
  { 2, 3, TRUE },
  { 2, 3, FALSE },
  { 2, 3, FALSE },
};

/* Of a recording with enough speech. */
#define N_ROUNDS 4

/* Looks for the whole text in the whole recording, a sound at a time. */
static SflAlignBand *
look_everywhere (const SflAlignTask *task,
                 const SflAlignTraining *training,
                 const SflAlignWork *work)
{
  g_autoptr (SflAlignGraph) graph =
      sfl_align_graph_new (task->tokens, task->n_words, task->phones, task->n_ids, 1);
  g_autoptr (SflAlignEmission) emission =
      sfl_align_emission_new (&task->sound, training->model, N_JOINED, prices.other_frame);
  g_autofree guint32 *path = NULL;
  SflAlignPrices first = prices;

  first.skip_sentence = 1e9f;
  sfl_align_graph_set_prices (graph, &first, task->breaks);
  path = sfl_align_search_all (graph, emission, work);

  return path != NULL ? sfl_align_bands_new_from_path (graph, path,
                                                       sfl_align_emission_get_n_frames (emission),
                                                       N_JOINED, task->sound.n_frames, FIRST_SLACK)
                      : NULL;
}

/* Frames that espeak-ng takes for each word. */
static float *
list_durations (const SflAlignTask *task)
{
  float *durations = g_new0 (float, task->n_words);

  for (guint w = 0; w < task->n_words; w++)
    for (guint p = 0; p < task->tokens[w].n_phones; p++)
      durations[w] += task->durations[task->phones[task->tokens[w].phone + p].id];

  return durations;
}

static guint32 *
look (const SflAlignTask *task,
      const SflAlignGraph *graph,
      const SflAlignTraining *training,
      const SflAlignBand *bands,
      float other_frame,
      const SflAlignWork *work)
{
  g_autoptr (SflAlignEmission) emission =
      sfl_align_emission_new (&task->sound, training->model, 1, other_frame);

  return sfl_align_search (graph, emission, bands, task->pins, task->n_pins, work);
}

/* Whether so many words are passed over that rather the models are wrong than the text. */
static gboolean
misses_too_much (const SflAlignGraph *graph, const guint32 *path, guint n_frames)
{
  g_autofree SflAlignSpan *spans = sfl_align_spans_new (graph, path, n_frames);
  guint n_missing = 0;

  for (guint w = 0; w < graph->n_words; w++)
    n_missing += spans[w].begin < 0;

  return n_missing > MAX_MISSING * graph->n_words;
}

/**
 * sfl_align_rounds_run:
 * @finding: (out)
 *
 * Returns: FALSE when cancelled
 */
gboolean
sfl_align_rounds_run (SflAlignTask *task, const SflAlignWork *work, SflAlignFinding *finding)
{
  SflAlignSound *sound = &task->sound;
  gboolean little = sfl_features_get_n_speech (sound->features) < LITTLE_SPEECH;
  guint n_rounds = little ? G_N_ELEMENTS (rounds) : N_ROUNDS;
  g_autofree float *background = sfl_align_training_new_background (sound);
  g_autoptr (SflAlignTraining) training = NULL;
  g_autoptr (SflAlignGraph) graph = NULL;
  g_autofree SflAlignBand *wide = NULL;
  g_autofree guint32 *path = NULL;
  SflAlignWork step = *work;
  SflAlignPrices first;
  double share = work->share / (n_rounds + 3);

  sound->background = background;
  training = sfl_align_training_new (sound, task->references, SFL_REFERENCE_N_VOICES, task->n_ids);
  graph = sfl_align_graph_new (task->tokens, task->n_words, task->phones, task->n_ids,
                               SFL_ALIGN_N_PARTS);
  first = prices;
  first.skip_sentence = 1e9f;
  sfl_align_graph_set_prices (graph, &first, task->breaks);
  sfl_align_graph_set_stays (graph, training->stays);

  step.share = 2 * share;
  if (task->bands != NULL)
    wide = g_memdup2 (task->bands, (task->n_words + 1) * sizeof (SflAlignBand));
  else
    wide = look_everywhere (task, training, &step);
  if (wide == NULL)
    return FALSE;
  sfl_align_bands_pin (wide, task->n_words, task->pins, task->n_pins, sound->n_frames);
  step.base += step.share;
  step.share = share;

  path = look (task, graph, training, wide, prices.other_frame, &step);
  for (guint i = 0; i < n_rounds && path != NULL; i++) {
    g_autofree SflAlignBand *narrow = NULL;

    sfl_align_training_update (training, sound, graph, path, rounds[i].n_mix, TAU);
    if (i == FIRST_TO_SKIP)
      sfl_align_graph_set_prices (graph, &prices, task->breaks);
    sfl_align_graph_set_stays (graph, training->stays);
    if (!rounds[i].wide) {
      narrow =
          sfl_align_bands_new_from_path (graph, path, sound->n_frames, 1, sound->n_frames, SLACK);
      sfl_align_bands_pin (narrow, task->n_words, task->pins, task->n_pins, sound->n_frames);
    }
    step.base += share;
    g_free (path);
    path =
        look (task, graph, training, narrow != NULL ? narrow : wide, rounds[i].other_frame, &step);
    if (little && path != NULL && i >= FIRST_TO_SKIP &&
        misses_too_much (graph, path, sound->n_frames)) {
      sfl_align_graph_set_prices (graph, &first, task->breaks);
      g_free (path);
      path = look (task, graph, training, wide, rounds[i].other_frame, &step);
    }
  }
  if (path == NULL)
    return FALSE;

  {
    g_autoptr (SflAlignEmission) emission = sfl_align_emission_new (sound, training->model, 1, 3);

    g_autoptr (SflAlignEmission) first_emission =
        sfl_align_emission_new (sound, training->prior, 1, 3);
    g_autofree float *durations = list_durations (task);

    sfl_align_model_refresh (training->prior);
    finding->spans = sfl_align_spans_new (graph, path, sound->n_frames);
    sfl_align_spans_rate (finding->spans, graph, path, emission, first_emission, durations);
    if (sfl_align_omissions_mend (graph, finding->spans, sound, training->model, task->pins,
                                  task->n_pins, path)) {
      g_free (finding->spans);
      finding->spans = sfl_align_spans_new (graph, path, sound->n_frames);
      sfl_align_spans_rate (finding->spans, graph, path, emission, first_emission, durations);
    }
  }
  sound->background = NULL;

  return TRUE;
}

void
sfl_align_finding_clear (SflAlignFinding *self)
{
  g_clear_pointer (&self->spans, g_free);
}
