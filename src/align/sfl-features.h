/* sfl-features.h: what the aligner keeps of a sound
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Samples go in, 13 cepstra for each 10 ms stay: 5 MB for a quarter of an hour.  Frame t is centred
 * on t * 10 + 5 ms, so what changes with frame t changes at t * 10 ms.  How the samples are cut into
 * blocks does not matter, and the same samples give the same bytes.
 *
 * A plain struct without a lock: one thread at a time.  After sfl_features_finish() it only changes
 * by being freed, and any number of threads may read it.
 */

#pragma once

#include "sfl-time.h"

G_BEGIN_DECLS

#define SFL_FEATURES_FRAME (10 * SFL_MSECOND)

#define SFL_FEATURES_N_CEPSTRA 13 /* of a frame, kept */
#define SFL_FEATURES_N 39         /* of a vector: cepstra, their slope, the slope of that */
#define SFL_FEATURES_N_BANDS 26   /* mel bands from 80 to 7000 Hz, whatever the rate is */

#define SFL_FEATURES_RATE 16000 /* of a recording */

typedef struct _SflFeatures SflFeatures;

/**
 * SflFeaturesFlags:
 * @SFL_FEATURES_KEEP_BANDS: keeps the 26 bands of each frame until the end, so that the noise of
 *   another sound can be added to them
 */
typedef enum {
  SFL_FEATURES_DEFAULT = 0,
  SFL_FEATURES_KEEP_BANDS = 1 << 0,
} SflFeaturesFlags;

SflFeatures *sfl_features_new (guint rate, SflFeaturesFlags flags);
void sfl_features_free (SflFeatures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflFeatures, sfl_features_free)

void sfl_features_push (SflFeatures *self, const gint16 *samples, gsize n_samples);
void sfl_features_push_silence (SflFeatures *self, guint64 n_samples);
void sfl_features_finish (SflFeatures *self, const SflFeatures *noise);

guint sfl_features_get_n_frames (const SflFeatures *self);
guint64 sfl_features_get_n_samples (const SflFeatures *self);
float sfl_features_get_floor (const SflFeatures *self);
guint sfl_features_get_n_speech (const SflFeatures *self);
const guint8 *sfl_features_get_speech (const SflFeatures *self);
const float *sfl_features_get_energies (const SflFeatures *self);
float sfl_features_get_threshold (const SflFeatures *self);
float sfl_features_get_snr (const SflFeatures *self);
const float *sfl_features_get_cepstra (const SflFeatures *self);

void sfl_features_fill (const SflFeatures *self,
                        guint first,
                        guint n_frames,
                        float *vectors,
                        gsize stride);

G_END_DECLS
