/* sfl-align-emission.c: how well each frame of a recording fits each sound
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Computes some frames at once, as they are asked for, and keeps no more.  One thread at a time.
 */

#include "config.h"

#include "sfl-align-emission.h"
#include "sfl-align-graph.h"

#include <math.h>

struct _SflAlignEmission {
  const SflAlignSound *sound;
  const SflAlignModel *model;
  guint n_joined;
  float other_frame;

  guint n_frames;
  guint n_states; /* of a row, without the last */
  guint block;    /* of frames, in @rows; G_MAXUINT: none */
  float *scores;
  float *rows;
};

/**
 * sfl_align_emission_new:
 * @sound: outlives this, as @model does
 * @n_joined: 1; or more, to look at the mean of so many frames, and at the parts of a sound as one
 * @other_frame: what the background is worth less than it is
 */
SflAlignEmission *
sfl_align_emission_new (const SflAlignSound *sound,
                        const SflAlignModel *model,
                        guint n_joined,
                        float other_frame)
{
  SflAlignEmission *self = g_new0 (SflAlignEmission, 1);

  self->sound = sound;
  self->model = model;
  self->n_joined = n_joined;
  self->other_frame = other_frame;
  self->n_frames = sound->n_frames / n_joined;
  self->n_states = n_joined == 1 ? model->n_states : model->n_states / SFL_ALIGN_N_PARTS + 1;
  self->block = G_MAXUINT;
  self->scores = g_new (float, SFL_ALIGN_BLOCK * model->stride);
  self->rows = g_new (float, SFL_ALIGN_BLOCK *(self->n_states + 1));

  return self;
}

void
sfl_align_emission_free (SflAlignEmission *self)
{
  g_free (self->scores);
  g_free (self->rows);
  g_free (self);
}

guint
sfl_align_emission_get_n_frames (const SflAlignEmission *self)
{
  return self->n_frames;
}

/* The likelihood of a mixture of the parts of a sound, each as likely as another. */
static float
join_parts (const float *scores)
{
  float best = scores[0], sum = 0;

  for (guint i = 1; i < SFL_ALIGN_N_PARTS; i++)
    best = MAX (best, scores[i]);
  for (guint i = 0; i < SFL_ALIGN_N_PARTS; i++)
    sum += expf (scores[i] - best);

  return best + logf (sum / SFL_ALIGN_N_PARTS);
}

static void
fill_vectors (SflAlignEmission *self, guint first, guint n, float (*vectors)[SFL_ALIGN_DIM])
{
  const SflAlignSound *sound = self->sound;

  if (self->n_joined == 1) {
    sfl_features_fill (sound->features, sound->first + first, n, vectors[0], SFL_ALIGN_DIM);
    return;
  }

  for (guint f = 0; f < n; f++) {
    float joined[SFL_ALIGN_BLOCK][SFL_ALIGN_DIM] = { 0 };

    sfl_features_fill (sound->features, sound->first + (first + f) * self->n_joined, self->n_joined,
                       joined[0], SFL_ALIGN_DIM);
    for (guint d = 0; d < SFL_ALIGN_DIM; d++) {
      vectors[f][d] = 0;
      for (guint i = 0; i < self->n_joined; i++)
        vectors[f][d] += joined[i][d] / self->n_joined;
    }
  }
}

static void
fill_block (SflAlignEmission *self, guint block)
{
  float vectors[SFL_ALIGN_BLOCK][SFL_ALIGN_DIM] = { 0 };
  guint first = block * SFL_ALIGN_BLOCK, n = MIN (SFL_ALIGN_BLOCK, self->n_frames - first);

  fill_vectors (self, first, n, vectors);
  sfl_align_model_score (self->model, vectors, self->scores);
  for (guint f = 0; f < n; f++) {
    const float *scores = self->scores + f * self->model->stride;
    float *row = self->rows + f * (self->n_states + 1);
    float background = 0;

    for (guint i = 0; i < self->n_joined; i++)
      background += self->sound->background[(first + f) * self->n_joined + i] / self->n_joined;
    if (self->n_joined == 1) {
      for (guint s = 0; s < self->n_states; s++)
        row[s] = scores[s] - background;
    } else {
      for (guint s = 0; s + 1 < self->n_states; s++)
        row[s] = join_parts (scores + s * SFL_ALIGN_N_PARTS) - background;
      row[self->n_states - 1] = scores[self->model->n_states - 1] - background;
    }
    row[self->n_states] = -self->other_frame;
  }
  self->block = block;
}

/**
 * sfl_align_emission_get:
 *
 * Returns: how much more likely @frame is in each state than it is anyway, as a logarithm: that
 *   stays small over hours.  The last but one is silence, the last what is no part of the text.
 *   Good until the next call.
 */
const float *
sfl_align_emission_get (SflAlignEmission *self, guint frame)
{
  if (frame / SFL_ALIGN_BLOCK != self->block)
    fill_block (self, frame / SFL_ALIGN_BLOCK);

  return self->rows + (frame % SFL_ALIGN_BLOCK) * (self->n_states + 1);
}
