/* sfl-json-habits.h: what no single object of a JSON transcript shows
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-json-piece.h"
#include "sfl-parse-options.h"

G_BEGIN_DECLS

/**
 * SflJsonHabits:
 * @says_seconds: plain numbers are meant to be seconds
 * @lists_words: lines list their words, so that none is a mere word
 * @has_outer_words: a list of words stands beside that of lines
 * @divisor: what plain numbers are to be divided by, to be seconds
 * @merges: lines are words, to be put together
 * @spaces_words: words bring the spaces between them
 * @carries_speaker: who has spoken goes on where nobody is named
 *
 * All zero before the first look; the last four follow from sfl_json_habits_judge().
 */
typedef struct {
  gboolean says_seconds;
  gboolean lists_words;
  gboolean has_outer_words;

  guint n_lines;
  guint n_words; /* lines of a single word */
  guint n_fractions;
  guint n_whole;
  guint n_named;
  guint n_texts;
  guint n_spaced; /* texts with a space at an end */
  gboolean repeats_names;
  gsize n_characters;
  double spoken;
  SflTime last;
  SflTime last_start;
  gsize last_characters;
  SflSlice last_name;

  gint64 divisor;
  gboolean merges;
  gboolean spaces_words;
  gboolean carries_speaker;
} SflJsonHabits;

void sfl_json_habits_look (SflJsonHabits *self, const SflJsonPiece *piece);
void sfl_json_habits_look_at_text (SflJsonHabits *self, SflSlice text);
void sfl_json_habits_judge (SflJsonHabits *self, const SflParseOptions *options);

G_END_DECLS
