/* sfl-alignment.h: the times that were found for a text, to be kept
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-transcript.h"

G_BEGIN_DECLS

/**
 * SflAlignmentSummary:
 * @n_words: of the text
 * @n_spoken: of these, said by somebody
 * @n_sure: of these, with a time that is more likely right than wrong
 * @n_doubtful_lines: whose words are not to be shown
 * @n_holes: where something is heard that the text does not have
 */
typedef struct {
  guint n_words;
  guint n_spoken;
  guint n_sure;
  guint n_doubtful_lines;
  guint n_holes;
} SflAlignmentSummary;

SflAlignmentSummary sfl_alignment_summarize (SflTranscript *aligned);
gboolean sfl_alignment_is_plausible (SflTranscript *aligned);

GBytes *sfl_alignment_pack (SflTranscript *aligned, const char *language);
SflTranscript *sfl_alignment_unpack (GBytes *packed, SflTranscript *transcript, char **language);

G_END_DECLS
