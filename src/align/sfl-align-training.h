/* sfl-align-training.h: models of the sounds of one recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-align-emission.h"
#include "sfl-align-graph.h"
#include "sfl-reference.h"

G_BEGIN_DECLS

/**
 * SflAlignTraining:
 * @model: of SFL_ALIGN_N_PARTS states for each phone, and of silence
 * @prior: the same as espeak-ng says it, a Gaussian each
 * @stays: of each state, the logarithm of how likely it goes on
 * @widths: of the whole recording, the variance of each number
 */
typedef struct {
  SflAlignModel *model;
  SflAlignModel *prior;
  float *stays;
  float widths[SFL_ALIGN_DIM];
} SflAlignTraining;

SflAlignTraining *sfl_align_training_new (const SflAlignSound *sound,
                                          SflReference *const *references,
                                          guint n_references,
                                          guint n_ids);
void sfl_align_training_free (SflAlignTraining *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflAlignTraining, sfl_align_training_free)

void sfl_align_training_update (SflAlignTraining *self,
                                const SflAlignSound *sound,
                                const SflAlignGraph *graph,
                                const guint32 *path,
                                guint n_mix,
                                float tau);

float *sfl_align_training_new_background (const SflAlignSound *sound);

G_END_DECLS
