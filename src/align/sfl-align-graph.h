/* sfl-align-graph.h: the ways in which a text can be said
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-phonetics.h"

G_BEGIN_DECLS

/* States of a sound: its beginning, middle and end. */
#define SFL_ALIGN_N_PARTS 3

/* Before the first sound of each word: three ways in, a silence, and something else that is
 * heard, which is no part of the text.
 */
enum {
  SFL_ALIGN_CELL_ENTRY,
  SFL_ALIGN_CELL_SILENCE,
  SFL_ALIGN_CELL_ENTRY_2,
  SFL_ALIGN_CELL_OTHER,
  SFL_ALIGN_CELL_ENTRY_3,
  SFL_ALIGN_CELL_SOUND,
};

/* Scores of what cannot be. */
#define SFL_ALIGN_NEVER (-1e30f)

/* To go on from one part of a sound to the next. */
#define SFL_ALIGN_ADVANCE (-0.9f)

/**
 * SflAlignPrices:
 *
 * What the logarithm of the likelihood is less by, where a path does what it rather would not.
 */
typedef struct {
  float silence;       /* a pause between two words */
  float other;         /* something else between two words */
  float other_frame;   /* each frame of it */
  float skip;          /* a word that is not said */
  float skip_aside;    /* one that describes what is heard, as "[music]" */
  float skip_sentence; /* a sentence that is not said */
  float skip_phone;    /* in both cases, for each of its sounds */
  float omit;          /* a sound that is not said */
} SflAlignPrices;

/**
 * SflAlignGraph:
 * @n_words: words; one more, without sounds, stands for what follows the last
 * @n_parts: cells of a sound, SFL_ALIGN_N_PARTS or 1
 * @n_states: states of the model, of which the last is silence; one more stands for what is
 *   no part of the text
 * @first: of each word, and after the last, its first cell
 * @state: of each cell: of the model
 * @stay: of each cell: to be there again in the next frame
 * @step: to come from the cell before it
 * @jump: to come from @n_parts + 1 cells before it
 * @leave: of each word: to leave it from its last sound but one
 * @skip: of each word: to say nothing of it
 * @skip_sentence: of each word at which a sentence ends: to say nothing of that
 * @tokens: of each word; not owned, and neither are @phones
 * @sentence: of each word: where a sentence ends with it, the first word of that, else G_MAXUINT
 *
 * Cells of all words in a row.  Arrays of cells can be read from -4 on.
 */
typedef struct {
  guint n_words;
  guint n_parts;
  guint n_states;
  guint n_cells;
  guint *first;
  guint32 *word;
  guint16 *state;
  float *stay;
  float *step;
  float *jump;
  float *leave;
  guint32 *sentence;
  float *skip;
  float *skip_sentence;
  const SflToken *tokens;
  const SflPhone *phones;
  float *memory; /* of @stay, @step, @jump */
} SflAlignGraph;

SflAlignGraph *sfl_align_graph_new (const SflToken *tokens,
                                    guint n_tokens,
                                    const SflPhone *phones,
                                    guint n_ids,
                                    guint n_parts);
void sfl_align_graph_free (SflAlignGraph *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflAlignGraph, sfl_align_graph_free)

void
sfl_align_graph_set_prices (SflAlignGraph *self, const SflAlignPrices *prices, const float *breaks);
void sfl_align_graph_set_stays (SflAlignGraph *self, const float *stays);

G_END_DECLS
