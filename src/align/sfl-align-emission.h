/* sfl-align-emission.h: how well each frame of a recording fits each sound
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-align-model.h"
#include "sfl-features.h"

G_BEGIN_DECLS

/**
 * SflAlignSound:
 * @features: of the recording
 * @first: frame of @features that is frame 0 here
 * @n_frames: as many from there on
 * @background: of each frame, the logarithm of its likelihood whatever it may be
 *
 * The recording, or a part of it.
 */
typedef struct {
  const SflFeatures *features;
  guint first;
  guint n_frames;
  float *background;
} SflAlignSound;

typedef struct _SflAlignEmission SflAlignEmission;

SflAlignEmission *sfl_align_emission_new (const SflAlignSound *sound,
                                          const SflAlignModel *model,
                                          guint n_joined,
                                          float other_frame);
void sfl_align_emission_free (SflAlignEmission *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflAlignEmission, sfl_align_emission_free)

guint sfl_align_emission_get_n_frames (const SflAlignEmission *self);
const float *sfl_align_emission_get (SflAlignEmission *self, guint frame);

G_END_DECLS
