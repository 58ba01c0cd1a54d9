/* sfl-line-set.h: which lines of a transcript were there before
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-transcript-private.h"

G_BEGIN_DECLS

/**
 * SflLineSet:
 *
 * Lines told apart by their times, text and speaker.  All zero is an empty one; it needs
 * 16 bytes a line.
 */
typedef struct {
  guint64 *slots; /* half of the hash, then the line's index + 1; 0 when free */
  gsize n_slots;  /* a power of two */
  gsize n_lines;
} SflLineSet;

gboolean sfl_line_set_add (SflLineSet *self, const SflTranscriptParts *parts, guint line);
void sfl_line_set_clear (SflLineSet *self);

G_END_DECLS
