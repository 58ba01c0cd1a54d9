/* sfl-align-result.h: from a text and its sound to a transcript with words
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-align-rounds.h"
#include "sfl-transcript.h"

G_BEGIN_DECLS

/**
 * SflAlignAnchor:
 * @line: of the transcript
 * @time: when its first word is said
 */
typedef struct {
  guint line;
  SflTime time;
} SflAlignAnchor;

/**
 * SflAlignText:
 * @first_line: the first that gets new times
 * @n_lines: that do
 * @timed: whether the times of the lines are to be believed
 * @origin: when the first frame of the recording begins
 * @tokens: the words of these lines
 */
typedef struct {
  SflTranscript *transcript;
  guint first_line;
  guint n_lines;
  gboolean timed;
  SflTime origin;
  const SflAlignAnchor *anchors;
  guint n_anchors;
  const SflToken *tokens;
  guint n_tokens;
} SflAlignText;

SflTranscript *sfl_align_result_new (const SflAlignText *text,
                                     const SflFeatures *features,
                                     const SflPhonetics *phonetics,
                                     SflReference *const *references,
                                     const SflAlignWork *work);

G_END_DECLS
