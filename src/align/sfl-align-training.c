/* sfl-align-training.c: models of the sounds of one recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * They begin as espeak-ng says the text, and come nearer to the speakers each time that it is
 * known better which frames are which sound.  Sounds that are seldom heard stay near where they
 * began.  Any thread.
 */

#include "config.h"

#include "sfl-align-training.h"

#include <math.h>
#include <string.h>

/* espeak-ng says a sound the same way each time, as nobody else does: what hardly varies there
 * varies more, and what varies much, between its voices, less.  With 1.3 and 0.15 real French is
 * found within 50 ms 1 point worse, in pink noise 4, in babble 7.
 */
#define PRIOR_WIDER 0.8
#define PRIOR_MORE 0.3

/* How likely each part of a sound goes on, before it is known. */
#define FIRST_STAY 0.6f

/* No sound is narrower than this part of all. */
#define FLOOR 0.08

/* A part of a sound that lasts longer is none, but something that was taken for it. */
#define LONGEST 40

/* Frames for each Gaussian of a state, at least. */
#define FRAMES_PER_GAUSSIAN 80

typedef struct {
  double n;
  double sums[SFL_ALIGN_DIM];
  double squares[SFL_ALIGN_DIM];
} Sums;

static void
add_vector (Sums *sums, double weight, const float *vector)
{
  sums->n += weight;
  for (guint d = 0; d < SFL_ALIGN_DIM; d++) {
    double weighted = weight * vector[d];

    sums->sums[d] += weighted;
    sums->squares[d] += weighted * vector[d];
  }
}

/* Every frame of @span, in each of the parts that it belongs to. */
static void
add_span (Sums *parts, const SflFeatures *features, const SflPhoneSpan *span)
{
  guint n_frames = sfl_features_get_n_frames (features);

  for (guint i = 0; i < span->n_frames && span->first + i < n_frames; i++) {
    float vector[SFL_ALIGN_DIM] = { 0 };
    guint part = (i + 0.5) * SFL_ALIGN_N_PARTS / span->n_frames;

    sfl_features_fill (features, span->first + i, 1, vector, SFL_ALIGN_DIM);
    for (guint p = 0; p < SFL_ALIGN_N_PARTS; p++)
      if (p == part || span->n_frames < SFL_ALIGN_N_PARTS)
        add_vector (&parts[p], 1, vector);
  }
}

static void
learn_prior (SflAlignModel *prior, const Sums *sums)
{
  for (guint s = 0; s + 1 < prior->n_states; s++) {
    SflAlignGaussian *gaussian = sfl_align_model_get (prior, s);
    double n = sums[s].n + 2;

    gaussian->weight = 1;
    for (guint d = 0; d < SFL_ALIGN_DIM; d++) {
      double mean = sums[s].sums[d] / n;

      gaussian->mean[d] = mean;
      gaussian->variance[d] =
          ((sums[s].squares[d] + 2) / n - mean * mean) * PRIOR_WIDER + PRIOR_MORE;
    }
  }
}

/* Silence is as it is here, and so is how much anything varies. */
static void
learn_silence (SflAlignTraining *self, const SflAlignSound *sound)
{
  const float *energies = sfl_features_get_energies (sound->features) + sound->first;
  const guint8 *speech = sfl_features_get_speech (sound->features) + sound->first;
  float threshold = sfl_features_get_threshold (sound->features);
  SflAlignGaussian *silence = sfl_align_model_get (self->prior, self->prior->n_states - 1);
  g_autofree Sums *sums = g_new0 (Sums, 2);

  for (guint f = 0; f < sound->n_frames; f++) {
    float vector[SFL_ALIGN_DIM] = { 0 };

    sfl_features_fill (sound->features, sound->first + f, 1, vector, SFL_ALIGN_DIM);
    add_vector (&sums[0], 1, vector);
    if (!speech[f] && energies[f] < threshold - 1)
      add_vector (&sums[1], 1, vector);
  }

  silence->weight = 1;
  for (guint d = 0; d < SFL_ALIGN_DIM; d++) {
    double n = sums[1].n, mean = sums[1].sums[d] / MAX (n, 1);
    double all = sums[0].sums[d] / MAX (sums[0].n, 1);

    self->widths[d] = MAX (sums[0].squares[d] / MAX (sums[0].n, 1) - all * all, 0);
    silence->mean[d] = n > 0 ? mean : -1;
    silence->variance[d] = n > 0 ? MAX (sums[1].squares[d] / n - mean * mean, 0.1) : 1;
  }
}

SflAlignTraining *
sfl_align_training_new (const SflAlignSound *sound,
                        SflReference *const *references,
                        guint n_references,
                        guint n_ids)
{
  SflAlignTraining *self = g_new0 (SflAlignTraining, 1);
  guint n_states = n_ids * SFL_ALIGN_N_PARTS + 1;
  g_autofree Sums *sums = g_new0 (Sums, n_states);

  self->prior = sfl_align_model_new (n_states);
  self->stays = g_new (float, n_states);
  for (guint r = 0; r < n_references; r++) {
    guint n_spans;
    const SflPhoneSpan *spans = sfl_reference_get_spans (references[r], &n_spans);

    for (guint i = 0; i < n_spans; i++)
      add_span (&sums[spans[i].id * SFL_ALIGN_N_PARTS], sfl_reference_get_features (references[r]),
                &spans[i]);
  }
  learn_prior (self->prior, sums);
  learn_silence (self, sound);
  for (guint s = 0; s < n_states; s++)
    self->stays[s] = logf (FIRST_STAY);
  self->model = sfl_align_model_copy (self->prior);

  return self;
}

void
sfl_align_training_free (SflAlignTraining *self)
{
  sfl_align_model_free (self->model);
  sfl_align_model_free (self->prior);
  g_free (self->stays);
  g_free (self);
}

static void
measure_stays (SflAlignTraining *self, const double *n_frames, const double *n_visits)
{
  for (guint s = 0; s + 1 < self->model->n_states; s++) {
    double mean = (n_frames[s] + 20) / (n_visits[s] + 10);

    self->stays[s] = log (CLAMP (1 - 1 / mean, 0.2, 0.9));
  }
}

/* Returns: (transfer full): of each frame, the state that it is an example of, or G_MAXUINT16 */
static guint16 *
list_examples (const SflAlignModel *model,
               const SflAlignSound *sound,
               const SflAlignGraph *graph,
               const guint32 *path)
{
  guint16 *states = g_new (guint16, sound->n_frames);

  for (guint f = 0, end; f < sound->n_frames; f = end) {
    guint state = path[f] != G_MAXUINT32 ? graph->state[path[f]] : G_MAXUINT16;

    for (end = f + 1; end < sound->n_frames && path[end] == path[f]; end++)
      ;
    if (state >= model->n_states || (state + 1 < model->n_states && end - f > LONGEST))
      state = G_MAXUINT16;
    for (guint i = f; i < end; i++)
      states[i] = state;
  }

  return states;
}

/* One step of expectation maximisation, each frame in the state that it is in. */
static void
estimate (SflAlignTraining *self, const SflAlignSound *sound, const guint16 *states, float tau)
{
  SflAlignModel *model = self->model;
  g_autofree Sums *sums = g_new0 (Sums, model->n_states * SFL_ALIGN_MAX_MIX);
  g_autofree guint *counts = g_new (guint, model->n_states);

  for (guint s = 0; s < model->n_states; s++)
    counts[s] = sfl_align_model_count (model, s);

  for (guint f = 0; f < sound->n_frames; f++) {
    guint state = states[f];
    float vector[SFL_ALIGN_DIM] = { 0 }, shares[SFL_ALIGN_MAX_MIX] = { 1 };

    if (state >= model->n_states)
      continue;
    sfl_features_fill (sound->features, sound->first + f, 1, vector, SFL_ALIGN_DIM);
    if (counts[state] > 1)
      sfl_align_gaussians_share (sfl_align_model_get (model, state), counts[state], vector, shares);
    for (guint m = 0; m < counts[state]; m++)
      if (shares[m] > 1e-3f)
        add_vector (&sums[state * SFL_ALIGN_MAX_MIX + m], shares[m], vector);
  }

  for (guint s = 0; s < model->n_states; s++) {
    SflAlignGaussian *gaussians = sfl_align_model_get (model, s);
    const SflAlignGaussian *prior = sfl_align_model_get (self->prior, s);
    double total = 0, weight = (s + 1 == model->n_states ? 1 : tau) / counts[s];

    for (guint m = 0; m < counts[s]; m++)
      total += sums[s * SFL_ALIGN_MAX_MIX + m].n;
    for (guint m = 0; m < counts[s]; m++) {
      const Sums *here = &sums[s * SFL_ALIGN_MAX_MIX + m];
      double n = weight + here->n + 1e-6;

      if (counts[s] > 1)
        gaussians[m].weight = (here->n + 1) / (total + counts[s]);
      for (guint d = 0; d < SFL_ALIGN_DIM - 1; d++) {
        double expected = counts[s] == 1 ? prior->mean[d] : gaussians[m].mean[d];
        double mean = (weight * expected + here->sums[d]) / n;
        double square =
            (weight * (prior->variance[d] + expected * expected) + here->squares[d]) / n;

        gaussians[m].mean[d] = mean;
        gaussians[m].variance[d] = MAX (square - mean * mean, FLOOR * self->widths[d] + 0.01);
      }
    }
  }
  sfl_align_model_refresh (model);
}

/**
 * sfl_align_training_update:
 * @path: the cell of each frame
 * @n_mix: Gaussians of a state that is heard often enough
 * @tau: frames for which espeak-ng's way of saying a sound counts
 */
void
sfl_align_training_update (SflAlignTraining *self,
                           const SflAlignSound *sound,
                           const SflAlignGraph *graph,
                           const guint32 *path,
                           guint n_mix,
                           float tau)
{
  SflAlignModel *model = self->model;
  g_autofree guint16 *states = list_examples (model, sound, graph, path);
  g_autofree double *n_frames = g_new0 (double, model->n_states);
  g_autofree double *n_visits = g_new0 (double, model->n_states);

  for (guint f = 0; f < sound->n_frames; f++) {
    if (states[f] >= model->n_states)
      continue;
    n_frames[states[f]]++;
    if (f == 0 || path[f] != path[f - 1])
      n_visits[states[f]]++;
  }

  for (guint s = 0; s < model->n_states; s++)
    sfl_align_model_split (model, s, MIN (n_mix, n_frames[s] / FRAMES_PER_GAUSSIAN));
  sfl_align_model_refresh (model);
  for (guint i = 0; i < (n_mix > 1 ? 2 : 1); i++)
    estimate (self, sound, states, tau);
  measure_stays (self, n_frames, n_visits);
}
