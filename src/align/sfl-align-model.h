/* sfl-align-model.h: what each sound of a language is like
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers in a frame: SFL_FEATURES_N and one that is always 0, so that vectors fit. */
#define SFL_ALIGN_DIM 40

/* Gaussians in a state, at most. */
#define SFL_ALIGN_MAX_MIX 4

/* Frames whose likelihoods are computed together: the numbers of the model are read once for all. */
#define SFL_ALIGN_BLOCK 8

/**
 * SflAlignGaussian:
 * @weight: of its state; all of a state's sum up to 1
 */
typedef struct {
  float weight;
  float constant; /* logarithm of its height; this and @precision by sfl_align_model_refresh() */
  float mean[SFL_ALIGN_DIM];
  float variance[SFL_ALIGN_DIM];
  float precision[SFL_ALIGN_DIM];
} SflAlignGaussian;

/**
 * SflAlignModel:
 * @n_states: sounds, or parts of sounds
 * @n_mix: Gaussians of each state; some may weigh nothing
 * @gaussians: those of state s begin at s * SFL_ALIGN_MAX_MIX
 * @stride: @n_states rounded up, the length of a row of likelihoods
 *
 * Mixtures of diagonal Gaussians, and the same in the shape in which likelihoods are computed:
 * columns of states.  After a change to @gaussians sfl_align_model_refresh() has to be called.
 */
typedef struct {
  guint n_states;
  guint n_mix;
  guint stride;
  SflAlignGaussian *gaussians;
  float *columns; /* per mixture: squares, values, constants: (2 * SFL_ALIGN_DIM + 1) * stride */
} SflAlignModel;

SflAlignModel *sfl_align_model_new (guint n_states);
SflAlignModel *sfl_align_model_copy (const SflAlignModel *self);
void sfl_align_model_free (SflAlignModel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflAlignModel, sfl_align_model_free)

SflAlignGaussian *sfl_align_model_get (const SflAlignModel *self, guint state);
guint sfl_align_model_count (const SflAlignModel *self, guint state);
void sfl_align_model_split (SflAlignModel *self, guint state, guint wanted);
void sfl_align_model_refresh (SflAlignModel *self);

void sfl_align_model_score (const SflAlignModel *self,
                            const float vectors[SFL_ALIGN_BLOCK][SFL_ALIGN_DIM],
                            float *rows);
void sfl_align_gaussians_share (const SflAlignGaussian *gaussians,
                                guint n,
                                const float vector[SFL_ALIGN_DIM],
                                float *shares);

G_END_DECLS
