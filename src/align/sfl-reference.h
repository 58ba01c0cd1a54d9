/* sfl-reference.h: a text, as a voice of espeak-ng says it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sound of its phones, and where each of them is: what models begin with.  A minute of it, and
 * more of the phones that are rare.  The same text gives the same bytes.
 */

#pragma once

#include "sfl-phonetics.h"

G_BEGIN_DECLS

/* Each is another pitch and another length of the throat. */
#define SFL_REFERENCE_N_VOICES 4

/**
 * SflPhoneSpan:
 * @id: as in SflPhone
 * @first: first frame of it
 * @n_frames: at least 1
 *
 * Pauses are in no span.
 */
typedef struct {
  guint16 id;
  guint16 n_frames;
  guint32 first;
} SflPhoneSpan;

typedef struct _SflReference SflReference;

SflReference *sfl_reference_new (const SflPhonetics *phonetics,
                                 guint voice,
                                 const SflFeatures *recording,
                                 GCancellable *cancellable,
                                 GError **error);
void sfl_reference_free (SflReference *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflReference, sfl_reference_free)

const SflFeatures *sfl_reference_get_features (const SflReference *self);
const SflPhoneSpan *sfl_reference_get_spans (const SflReference *self, guint *n_spans);

G_END_DECLS
