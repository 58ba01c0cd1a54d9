/* sfl-reading-private.h: where a reading is cut
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-reading.h"

G_BEGIN_DECLS

/**
 * SflHeading:
 * @chapter: which one
 * @line: the line that it begins with
 *
 * Where the title of a chapter belongs.
 */
typedef struct {
  guint32 chapter;
  guint32 line;
} SflHeading;

/* sfl-reading-headings.c */
GArray *sfl_reading_place_chapters (SflTranscript *transcript,
                                    const SflChapter *chapters,
                                    guint n_chapters);

/* sfl-reading-cuts.c */
void sfl_reading_cut (SflTranscript *transcript,
                      SflReadingMode mode,
                      const GArray *headings,
                      GArray *blocks);
gboolean sfl_reading_starts_a_turn (const char *at, const char *end);
const char *sfl_reading_find_split (const char *start, const char *end);
const char *sfl_reading_skip_space (const char *p, const char *end);

G_END_DECLS
