/* sfl-align-rounds.h: finds the words of a text, and learns from that, and finds them better
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-align-bands.h"
#include "sfl-align-spans.h"
#include "sfl-reference.h"

G_BEGIN_DECLS

/**
 * SflAlignTask:
 * @sound: the recording, without its background
 * @tokens: the words
 * @breaks: of each word and the end, as sfl_align_graph_set_prices() takes them
 * @bands: (nullable): where to look for each word; NULL: everywhere
 * @pins: words of which it is known where they begin
 */
typedef struct {
  SflAlignSound sound;
  const SflToken *tokens;
  guint n_words;
  const SflPhone *phones;
  guint n_ids;
  const float *durations;          /* of each id, frames */
  SflReference *const *references; /* SFL_REFERENCE_N_VOICES */
  const float *breaks;
  const SflAlignBand *bands;
  const SflAlignPin *pins;
  guint n_pins;
} SflAlignTask;

/**
 * SflAlignFinding:
 * @spans: of each word
 */
typedef struct {
  SflAlignSpan *spans;
} SflAlignFinding;

gboolean
sfl_align_rounds_run (SflAlignTask *task, const SflAlignWork *work, SflAlignFinding *finding);
void sfl_align_finding_clear (SflAlignFinding *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SflAlignFinding, sfl_align_finding_clear)

G_END_DECLS
