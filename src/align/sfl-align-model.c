/* sfl-align-model.c: what each sound of a language is like
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The likelihood of a frame is a weighted sum of its numbers and their squares, so that of all
 * states is a product of a matrix with some frames: most of the time of an alignment is spent in
 * multiply(), which is written for the compiler to make vectors of.  Any thread.
 */

#include "config.h"

#include "sfl-align-model.h"
#include "sfl-align-machine.h"

#include <math.h>
#include <string.h>

#define N_ROWS (2 * SFL_ALIGN_DIM + 1)

/* States whose sums are held in registers at once. */
#define TILE 16

/* Sums that are kept apart, as many as fit a vector. */
#define LANES 8

typedef float Lanes __attribute__ ((vector_size (LANES * sizeof (float))));

/* What weighs nothing; its likelihood stays a number that can be added to. */
#define LOG_NOTHING (-1e6f)

SflAlignModel *
sfl_align_model_new (guint n_states)
{
  SflAlignModel *self = g_new0 (SflAlignModel, 1);

  self->n_states = n_states;
  self->n_mix = 1;
  self->stride = (n_states + TILE - 1) / TILE * TILE;
  self->gaussians = g_new0 (SflAlignGaussian, n_states * SFL_ALIGN_MAX_MIX);

  return self;
}

SflAlignModel *
sfl_align_model_copy (const SflAlignModel *self)
{
  SflAlignModel *copy = sfl_align_model_new (self->n_states);

  copy->n_mix = self->n_mix;
  memcpy (copy->gaussians, self->gaussians,
          self->n_states * SFL_ALIGN_MAX_MIX * sizeof (SflAlignGaussian));
  sfl_align_model_refresh (copy);

  return copy;
}

void
sfl_align_model_free (SflAlignModel *self)
{
  g_free (self->gaussians);
  g_free (self->columns);
  g_free (self);
}

SflAlignGaussian *
sfl_align_model_get (const SflAlignModel *self, guint state)
{
  return &self->gaussians[state * SFL_ALIGN_MAX_MIX];
}

/* How many Gaussians of @state weigh something: they come first. */
guint
sfl_align_model_count (const SflAlignModel *self, guint state)
{
  const SflAlignGaussian *gaussians = sfl_align_model_get (self, state);
  guint n = 0;

  while (n < SFL_ALIGN_MAX_MIX && gaussians[n].weight > 0)
    n++;

  return n;
}

/* Splits the heaviest Gaussian of @state in two, a quarter of its width apart, until there are
 * @wanted.
 */
void
sfl_align_model_split (SflAlignModel *self, guint state, guint wanted)
{
  SflAlignGaussian *gaussians = sfl_align_model_get (self, state);

  for (guint n = sfl_align_model_count (self, state); n < MIN (wanted, SFL_ALIGN_MAX_MIX); n++) {
    SflAlignGaussian *heaviest = gaussians;

    for (guint i = 1; i < n; i++)
      if (gaussians[i].weight > heaviest->weight)
        heaviest = &gaussians[i];
    heaviest->weight /= 2;
    gaussians[n] = *heaviest;
    for (guint d = 0; d < SFL_ALIGN_DIM; d++) {
      float apart = 0.25f * sqrtf (heaviest->variance[d]);

      gaussians[n].mean[d] += apart;
      heaviest->mean[d] -= apart;
    }
    self->n_mix = MAX (self->n_mix, n + 1);
  }
}

/* Completes a Gaussian of which weight, mean and variance are known. */
static void
complete (SflAlignGaussian *gaussian)
{
  double constant = log (gaussian->weight) - 0.5 * (SFL_ALIGN_DIM - 1) * log (2 * G_PI);

  for (guint d = 0; d < SFL_ALIGN_DIM - 1; d++) {
    gaussian->precision[d] = 1 / gaussian->variance[d];
    constant -= 0.5 * log (gaussian->variance[d]);
  }
  gaussian->constant = constant;
}

/* To be called when Gaussians have changed. */
void
sfl_align_model_refresh (SflAlignModel *self)
{
  gsize plane = (gsize) N_ROWS * self->stride;

  g_free (self->columns);
  self->columns = g_new0 (float, self->n_mix *plane);
  for (guint m = 0; m < self->n_mix; m++) {
    float *columns = self->columns + m * plane;

    for (guint s = 0; s < self->stride; s++) {
      SflAlignGaussian *gaussian = s < self->n_states ? &sfl_align_model_get (self, s)[m] : NULL;
      double constant;

      if (gaussian == NULL || gaussian->weight <= 0) {
        columns[2 * SFL_ALIGN_DIM * self->stride + s] = LOG_NOTHING;
        continue;
      }
      complete (gaussian);
      constant = gaussian->constant;
      for (guint d = 0; d < SFL_ALIGN_DIM - 1; d++) {
        double mean = gaussian->mean[d], precision = gaussian->precision[d];

        columns[d * self->stride + s] = -0.5 * precision;
        columns[(SFL_ALIGN_DIM + d) * self->stride + s] = mean * precision;
        constant -= 0.5 * mean * mean * precision;
      }
      columns[2 * SFL_ALIGN_DIM * self->stride + s] = constant;
    }
  }
}

/* rows[f][s] = sum over d of columns[d][s] * inputs[d][f], and the constant of s.
 * Vectors are written out: left to itself, the compiler has the sums go through memory.
 */
SFL_ALIGN_FOR_EACH_MACHINE static void
multiply (const float *columns, guint stride, const float inputs[][SFL_ALIGN_BLOCK], float *rows)
{
  for (guint first = 0; first < stride; first += TILE) {
    const float *constants = columns + 2 * SFL_ALIGN_DIM * stride + first;

    for (guint frame = 0; frame < SFL_ALIGN_BLOCK; frame += 4) {
      Lanes sums[4][2];
      const float *column = columns + first;
      float *row = rows + frame * stride + first;

      for (guint f = 0; f < 4; f++) {
        memcpy (&sums[f][0], constants, sizeof (Lanes));
        memcpy (&sums[f][1], constants + LANES, sizeof (Lanes));
      }
      for (guint d = 0; d < 2 * SFL_ALIGN_DIM; d++, column += stride) {
        Lanes low, high;

        memcpy (&low, column, sizeof low);
        memcpy (&high, column + LANES, sizeof high);
        for (guint f = 0; f < 4; f++) {
          sums[f][0] += low * inputs[d][frame + f];
          sums[f][1] += high * inputs[d][frame + f];
        }
      }
      for (guint f = 0; f < 4; f++, row += stride)
        memcpy (row, sums[f], sizeof sums[f]);
    }
  }
}

/* e to the power of @x, for x from -80 to 0, to one part in 10,000. */
static inline float
fast_exp (float x)
{
  union {
    float f;
    gint32 i;
  } scale;
  float y = x * 1.44269504f;
  gint32 whole = (gint32) (y - 0.5f);
  float part = y - (float) whole; /* -0.5 to 0.5 */

  scale.i = (whole + 127) << 23;

  return scale.f * (1 + part * (0.69314718f +
                                part * (0.24022651f + part * (0.05550411f + part * 0.00961813f))));
}

/* The logarithm of @x, for x from 1 to 4, to one part in 10,000. */
static inline float
fast_log (float x)
{
  float z = (x - 2) / (x + 2), square = z * z;

  return 0.69314718f + 2 * z * (1 + square * (1 / 3.0f + square * (0.2f + square / 7.0f)));
}

/* rows = log (sum over m of exp (planes[m])) */
SFL_ALIGN_FOR_EACH_MACHINE static void
join (const float *planes, guint n_mix, gsize n, float *rows)
{
  for (gsize i = 0; i < n; i++) {
    float best = planes[i], sum = 0;

    for (guint m = 1; m < n_mix; m++)
      best = planes[m * n + i] > best ? planes[m * n + i] : best;
    for (guint m = 0; m < n_mix; m++) {
      float less = planes[m * n + i] - best;

      sum += fast_exp (less > -80 ? less : -80);
    }
    rows[i] = best + fast_log (sum);
  }
}

/**
 * sfl_align_model_score:
 * @rows: (out): the logarithm of the likelihood of each state, for SFL_ALIGN_BLOCK frames, a
 *   row of stride numbers for each
 */
void
sfl_align_model_score (const SflAlignModel *self,
                       const float vectors[SFL_ALIGN_BLOCK][SFL_ALIGN_DIM],
                       float *rows)
{
  float inputs[2 * SFL_ALIGN_DIM][SFL_ALIGN_BLOCK];
  gsize n = (gsize) SFL_ALIGN_BLOCK * self->stride;

  for (guint f = 0; f < SFL_ALIGN_BLOCK; f++) {
    for (guint d = 0; d < SFL_ALIGN_DIM; d++) {
      inputs[d][f] = vectors[f][d] * vectors[f][d];
      inputs[SFL_ALIGN_DIM + d][f] = vectors[f][d];
    }
  }

  if (self->n_mix == 1) {
    multiply (self->columns, self->stride, inputs, rows);
  } else {
    g_autofree float *planes = g_new (float, n * self->n_mix);

    for (guint m = 0; m < self->n_mix; m++)
      multiply (self->columns + (gsize) m * N_ROWS * self->stride, self->stride, inputs,
                planes + m * n);
    join (planes, self->n_mix, n, rows);
  }
}

/**
 * sfl_align_gaussians_share:
 * @shares: (out): of each of @n Gaussians in @vector; they sum up to 1
 */
void
sfl_align_gaussians_share (const SflAlignGaussian *gaussians,
                           guint n,
                           const float vector[SFL_ALIGN_DIM],
                           float *shares)
{
  float best = -G_MAXFLOAT, sum = 0;

  for (guint i = 0; i < n; i++) {
    float lanes[LANES] = { 0 };

    for (guint d = 0; d < SFL_ALIGN_DIM; d += LANES) {
      for (guint lane = 0; lane < LANES; lane++) {
        float distance = vector[d + lane] - gaussians[i].mean[d + lane];

        lanes[lane] += distance * distance * gaussians[i].precision[d + lane];
      }
    }
    shares[i] = 0;
    for (guint lane = 0; lane < LANES; lane++)
      shares[i] += lanes[lane];
    shares[i] = gaussians[i].constant - 0.5f * shares[i];
    best = MAX (best, shares[i]);
  }
  for (guint i = 0; i < n; i++)
    sum += shares[i] = expf (shares[i] - best);
  for (guint i = 0; i < n; i++)
    shares[i] /= sum;
}

G_STATIC_ASSERT (SFL_ALIGN_DIM % LANES == 0);
G_STATIC_ASSERT (SFL_ALIGN_BLOCK % 4 == 0);
