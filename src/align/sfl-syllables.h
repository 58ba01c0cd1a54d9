/* sfl-syllables.h: whether somebody talks
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-time.h"

G_BEGIN_DECLS

typedef struct _SflSyllables SflSyllables;

SflSyllables *sfl_syllables_new (guint rate);
void sfl_syllables_free (SflSyllables *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflSyllables, sfl_syllables_free)

void sfl_syllables_push (SflSyllables *self, const gint16 *samples, gsize n_samples);
SflTime sfl_syllables_get_talk (const SflSyllables *self);

G_END_DECLS
