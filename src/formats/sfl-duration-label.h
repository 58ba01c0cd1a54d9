/* sfl-duration-label.h: times that YouTube writes out in words
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-slice.h"
#include "sfl-time.h"

G_BEGIN_DECLS

#define SFL_DURATION_LABEL_LANGUAGES 7

/**
 * SflDurationLabel:
 *
 * A page copied from YouTube repeats each time for screen readers, glued to the text:
 * "0:1818 secondes♪".  Shown what follows the times of a file, this learns the language
 * of its labels; slices it was shown must outlive it.
 */
typedef struct {
  guint n_shown;
  guint n_matches[SFL_DURATION_LABEL_LANGUAGES];
  int language; /* -1 when it is not one we know */

  guint n_numbered; /* texts that repeat the numbers of their time */
  guint n_plurals;  /* of these, with more than one second at the end */
  SflSlice plural;  /* what they have in common after the number */
  SflSlice minutes; /* the word after a number of minutes before the seconds */
} SflDurationLabel;

void sfl_duration_label_init (SflDurationLabel *self);
void sfl_duration_label_show (SflDurationLabel *self, SflTime time, SflSlice text);
gboolean sfl_duration_label_agrees (SflDurationLabel *self);
gsize sfl_duration_label_measure (const SflDurationLabel *self, SflTime time, SflSlice text);

G_END_DECLS
