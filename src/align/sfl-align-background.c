/* sfl-align-background.c: what a recording sounds like, whatever is said
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A mixture of Gaussians over all that is heard: sounds are likely only as far as they fit
 * better than that.  Any thread.
 */

#include "config.h"

#include "sfl-align-training.h"

#include <math.h>
#include <string.h>

/* Gaussians, and frames for each of them where there are few: it must not know the recording by
 * heart, or nothing that is said fits better.
 */
#define N_GAUSSIANS 32
#define FRAMES_PER_GAUSSIAN 400
#define MIN_GAUSSIANS 4

/* Frames to learn from, at most, and how often. */
#define MAX_LEARNT 20000
#define N_ROUNDS 8

/* No Gaussian is narrower than this part of all. */
#define FLOOR 0.08

typedef struct {
  double n;
  double sums[SFL_ALIGN_DIM];
  double squares[SFL_ALIGN_DIM];
} Sums;

static void
fill_frames (const SflAlignSound *sound,
             guint first,
             guint step,
             float vectors[SFL_ALIGN_BLOCK][SFL_ALIGN_DIM])
{
  for (guint i = 0; i < SFL_ALIGN_BLOCK; i++)
    sfl_features_fill (sound->features, sound->first + MIN (first + i * step, sound->n_frames - 1),
                       1, vectors[i], SFL_ALIGN_DIM);
}

/* Gaussians around frames from here and there, as wide as half of everything. */
static SflAlignModel *
begin_model (const SflAlignSound *sound, guint step, float *widths)
{
  SflAlignModel *model = sfl_align_model_new (N_GAUSSIANS);
  guint n = CLAMP (sound->n_frames / FRAMES_PER_GAUSSIAN, MIN_GAUSSIANS, N_GAUSSIANS);
  Sums sums = { 0 };
  guint32 random = 7;

  for (guint f = 0; f < sound->n_frames; f += step) {
    float vector[SFL_ALIGN_DIM] = { 0 };

    sfl_features_fill (sound->features, sound->first + f, 1, vector, SFL_ALIGN_DIM);
    sums.n++;
    for (guint d = 0; d < SFL_ALIGN_DIM; d++) {
      sums.sums[d] += vector[d];
      sums.squares[d] += (double) vector[d] * vector[d];
    }
  }
  for (guint d = 0; d < SFL_ALIGN_DIM; d++) {
    double mean = sums.sums[d] / sums.n;

    widths[d] = MAX (sums.squares[d] / sums.n - mean * mean, 0);
  }

  for (guint i = 0; i < n; i++) {
    SflAlignGaussian *gaussian = sfl_align_model_get (model, i);

    random = random * 1664525 + 1013904223;
    gaussian->weight = 1.0f / n;
    sfl_features_fill (sound->features, sound->first + (random >> 8) % sound->n_frames, 1,
                       gaussian->mean, SFL_ALIGN_DIM);
    for (guint d = 0; d < SFL_ALIGN_DIM; d++)
      gaussian->variance[d] = widths[d] * 0.5f + 0.01f;
  }
  sfl_align_model_refresh (model);

  return model;
}

/* Returns: the logarithm of the sum of what @row has as logarithms, which become shares */
static float
share (float *row)
{
  float best = row[0], sum = 0;

  for (guint i = 1; i < N_GAUSSIANS; i++)
    best = MAX (best, row[i]);
  for (guint i = 0; i < N_GAUSSIANS; i++) {
    row[i] = row[i] - best < -12 ? 0 : expf (row[i] - best);
    sum += row[i];
  }
  for (guint i = 0; i < N_GAUSSIANS; i++)
    row[i] /= sum;

  return best + logf (sum);
}

static void
learn (SflAlignModel *model, const SflAlignSound *sound, guint step, const float *widths)
{
  g_autofree Sums *sums = g_new0 (Sums, N_GAUSSIANS);
  float rows[SFL_ALIGN_BLOCK][N_GAUSSIANS];
  double total = 0;

  for (guint f = 0; f < sound->n_frames; f += SFL_ALIGN_BLOCK * step) {
    float vectors[SFL_ALIGN_BLOCK][SFL_ALIGN_DIM] = { 0 };

    fill_frames (sound, f, step, vectors);
    sfl_align_model_score (model, vectors, rows[0]);
    for (guint i = 0; i < SFL_ALIGN_BLOCK && f + i * step < sound->n_frames; i++) {
      share (rows[i]);
      total++;
      for (guint k = 0; k < N_GAUSSIANS; k++) {
        if (rows[i][k] == 0)
          continue;
        sums[k].n += rows[i][k];
        for (guint d = 0; d < SFL_ALIGN_DIM; d++) {
          double weighted = rows[i][k] * vectors[i][d];

          sums[k].sums[d] += weighted;
          sums[k].squares[d] += weighted * vectors[i][d];
        }
      }
    }
  }

  for (guint k = 0; k < N_GAUSSIANS; k++) {
    SflAlignGaussian *gaussian = sfl_align_model_get (model, k);

    if (sums[k].n < 5)
      continue;
    gaussian->weight = sums[k].n / total;
    for (guint d = 0; d < SFL_ALIGN_DIM; d++) {
      double mean = sums[k].sums[d] / sums[k].n;
      double variance = sums[k].squares[d] / sums[k].n - mean * mean;

      gaussian->mean[d] = mean;
      gaussian->variance[d] = MAX (variance, FLOOR * widths[d] + 0.01);
    }
  }
  sfl_align_model_refresh (model);
}

/* Returns: (transfer full): of each frame of @sound, the logarithm of its likelihood */
float *
sfl_align_training_new_background (const SflAlignSound *sound)
{
  guint step = sound->n_frames / MAX_LEARNT + 1;
  float widths[SFL_ALIGN_DIM], rows[SFL_ALIGN_BLOCK][N_GAUSSIANS];
  g_autofree float *background = g_new0 (float, sound->n_frames);
  g_autoptr (SflAlignModel) model = NULL;

  if (sound->n_frames == 0)
    return g_steal_pointer (&background);

  model = begin_model (sound, step, widths);
  for (guint i = 0; i < N_ROUNDS; i++)
    learn (model, sound, step, widths);

  for (guint f = 0; f < sound->n_frames; f += SFL_ALIGN_BLOCK) {
    float vectors[SFL_ALIGN_BLOCK][SFL_ALIGN_DIM] = { 0 };

    fill_frames (sound, f, 1, vectors);
    sfl_align_model_score (model, vectors, rows[0]);
    for (guint i = 0; i < SFL_ALIGN_BLOCK && f + i < sound->n_frames; i++)
      background[f + i] = share (rows[i]);
  }

  return g_steal_pointer (&background);
}

G_STATIC_ASSERT (N_GAUSSIANS % 16 == 0);
