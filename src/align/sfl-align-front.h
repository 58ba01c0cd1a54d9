/* sfl-align-front.h: where all ways to say a text are, frame by frame
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-align-graph.h"

G_BEGIN_DECLS

/* How a cell was reached, or the beginning of a word. */
enum {
  SFL_ALIGN_FROM_ITSELF = 0,
  SFL_ALIGN_FROM_BEFORE,
  SFL_ALIGN_FROM_FARTHER,
};
enum {
  SFL_ALIGN_AFTER_SOUND = 0,
  SFL_ALIGN_AFTER_OMITTED,
  SFL_ALIGN_AFTER_SILENCE,
  SFL_ALIGN_AFTER_OTHER,
  SFL_ALIGN_AFTER_SKIP,
  SFL_ALIGN_AFTER_SENTENCE,
};

/**
 * SflAlignFront:
 * @first: word, of those that may be heard
 * @last: word; the graph's n_words for the end
 * @scores: of each cell of these words: the best way to it
 *
 * The scores after a frame.
 */
typedef struct {
  const SflAlignGraph *graph;
  guint first;
  guint last;
  float *scores;
  float *next;
  float *fits;
  float *memory;
} SflAlignFront;

void sfl_align_front_init (SflAlignFront *self, const SflAlignGraph *graph);
void sfl_align_front_clear (SflAlignFront *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SflAlignFront, sfl_align_front_clear)

gsize sfl_align_front_count (const SflAlignFront *self);
void sfl_align_front_move (SflAlignFront *self, guint first, guint last);
void sfl_align_front_pin (SflAlignFront *self, guint word);
void sfl_align_front_advance (SflAlignFront *self, const float *emission, guint8 *ways);
float sfl_align_front_get_word (const SflAlignFront *self, guint word);

/**
 * SflAlignWays:
 * @first: word of the front
 * @last: word
 * @ways: of each cell, and then of each word and the end of @last
 */
typedef struct {
  guint first;
  guint last;
  const guint8 *ways;
} SflAlignWays;

guint sfl_align_ways_enter (const SflAlignWays *self, const SflAlignGraph *graph, guint word);
guint sfl_align_ways_get_source (const SflAlignWays *self, const SflAlignGraph *graph, guint cell);
gboolean sfl_align_cell_is_entry (const SflAlignGraph *graph, guint cell);

G_END_DECLS
