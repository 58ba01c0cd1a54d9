/* sfl-reading-private.h: where a reading is cut
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-reading.h"

G_BEGIN_DECLS

/* sfl-reading-cuts.c */
void sfl_reading_cut (SflTranscript *transcript, SflReadingMode mode, GArray *blocks);
gboolean sfl_reading_starts_a_turn (const char *at, const char *end);
const char *sfl_reading_find_split (const char *start, const char *end);
const char *sfl_reading_skip_space (const char *p, const char *end);

G_END_DECLS
