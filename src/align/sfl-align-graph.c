/* sfl-align-graph.c: the ways in which a text can be said
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Word after word and sound after sound, with pauses, other voices and music between words, and
 * words, sentences and some sounds left out.  Every way into a cell is one of three: from itself,
 * from the cell before it, or from the one before a sound that may be left out.  That is why the
 * ways into a word take three cells: the first sound, silence and what else is heard each follow one.
 */

#include "config.h"

#include "sfl-align-graph.h"

/* Cells can be read from here on. */
#define MARGIN (SFL_ALIGN_N_PARTS + 1)

/* Silence and what else is heard last; a sound is left when the time has come. */
#define STAY_SILENT (-0.05f)
#define STAY_OTHER (-0.02f)
#define STAY_SOUND (-0.5f)

static void
add_words (SflAlignGraph *self, const SflToken *tokens, const SflPhone *phones)
{
  guint silence = self->n_states - 1, n = 0;

  for (guint w = 0; w <= self->n_words; w++) {
    self->first[w] = n;
    self->leave[w] = SFL_ALIGN_NEVER;
    for (guint i = 0; i < SFL_ALIGN_CELL_SOUND; i++, n++) {
      self->state[n] = i == SFL_ALIGN_CELL_OTHER ? silence + 1 : silence;
      self->word[n] = w;
    }
    for (guint p = 0; w < self->n_words && p < tokens[w].n_phones; p++) {
      guint id = phones[tokens[w].phone + p].id;

      for (guint part = 0; part < self->n_parts; part++, n++) {
        self->state[n] = id * self->n_parts + part;
        self->word[n] = w;
      }
    }
    self->sentence[w] = G_MAXUINT32;
  }
  self->first[self->n_words + 1] = n;
  self->n_cells = n;
}

/* Where each sentence begins, at its last word. */
static void
add_sentences (SflAlignGraph *self, const SflToken *tokens)
{
  guint begin = 0;

  for (guint w = 0; w < self->n_words; w++) {
    if (w > 0 && tokens[w].sentence != tokens[w - 1].sentence)
      begin = w;
    if (w > begin && (w + 1 == self->n_words || tokens[w + 1].sentence != tokens[w].sentence))
      self->sentence[w] = begin;
  }
}

static void
add_ways (SflAlignGraph *self, const SflToken *tokens, const SflPhone *phones)
{
  for (guint w = 0; w <= self->n_words; w++) {
    guint first = self->first[w], sound = first + SFL_ALIGN_CELL_SOUND;
    guint n_phones = w < self->n_words ? tokens[w].n_phones : 0;

    for (guint i = 0; i < SFL_ALIGN_CELL_SOUND; i++) {
      self->stay[first + i] = SFL_ALIGN_NEVER;
      self->step[first + i] = SFL_ALIGN_NEVER;
      self->jump[first + i] = SFL_ALIGN_NEVER;
    }
    self->stay[first + SFL_ALIGN_CELL_SILENCE] = STAY_SILENT;
    self->stay[first + SFL_ALIGN_CELL_OTHER] = STAY_OTHER;
    for (guint i = 0; i < n_phones * self->n_parts; i++) {
      self->stay[sound + i] = STAY_SOUND;
      self->step[sound + i] = i == 0 ? 0 : SFL_ALIGN_ADVANCE;
      self->jump[sound + i] = SFL_ALIGN_NEVER;
    }
  }
}

/**
 * sfl_align_graph_new:
 * @n_ids: of phones
 * @n_parts: SFL_ALIGN_N_PARTS, or 1 for a first look
 */
SflAlignGraph *
sfl_align_graph_new (const SflToken *tokens,
                     guint n_tokens,
                     const SflPhone *phones,
                     guint n_ids,
                     guint n_parts)
{
  SflAlignGraph *self = g_new0 (SflAlignGraph, 1);
  gsize n_cells = (gsize) (n_tokens + 1) * SFL_ALIGN_CELL_SOUND;

  for (guint w = 0; w < n_tokens; w++)
    n_cells += tokens[w].n_phones * n_parts;

  self->n_words = n_tokens;
  self->n_parts = n_parts;
  self->n_states = n_ids * n_parts + 1;
  self->first = g_new (guint, n_tokens + 2);
  self->word = g_new (guint32, n_cells);
  self->state = g_new (guint16, n_cells);
  self->memory = g_new0 (float, 3 * (n_cells + MARGIN));
  self->stay = self->memory + MARGIN;
  self->step = self->stay + n_cells + MARGIN;
  self->jump = self->step + n_cells + MARGIN;
  self->leave = g_new (float, n_tokens + 1);
  self->sentence = g_new (guint32, n_tokens + 1);
  self->skip = g_new (float, n_tokens + 1);
  self->skip_sentence = g_new (float, n_tokens + 1);
  self->tokens = tokens;
  self->phones = phones;

  add_words (self, tokens, phones);
  add_sentences (self, tokens);
  add_ways (self, tokens, phones);

  return self;
}

void
sfl_align_graph_free (SflAlignGraph *self)
{
  g_free (self->first);
  g_free (self->word);
  g_free (self->state);
  g_free (self->memory);
  g_free (self->leave);
  g_free (self->sentence);
  g_free (self->skip);
  g_free (self->skip_sentence);
  g_free (self);
}

/**
 * sfl_align_graph_set_prices:
 * @breaks: for each word and the end, how unlikely it is that something else is heard before
 *   it: 1 where a sentence begins, more within
 */
void
sfl_align_graph_set_prices (SflAlignGraph *self, const SflAlignPrices *prices, const float *breaks)
{
  for (guint w = 0; w <= self->n_words; w++) {
    guint first = self->first[w], sound = first + SFL_ALIGN_CELL_SOUND;
    const SflToken *token = &self->tokens[w];
    guint n_phones = (self->first[w + 1] - sound) / self->n_parts;

    self->step[first + SFL_ALIGN_CELL_SILENCE] = -prices->silence;
    self->step[first + SFL_ALIGN_CELL_OTHER] = -prices->other * breaks[w];
    self->skip[w] = n_phones > 0 && w < self->n_words && token->flags & SFL_TOKEN_ASIDE
                        ? -prices->skip_aside
                    : n_phones > 0 ? -prices->skip - prices->skip_phone * n_phones
                                   : 0;
    self->leave[w] = SFL_ALIGN_NEVER;
    for (guint p = 0; p < n_phones; p++) {
      if (!(self->phones[token->phone + p].flags & SFL_PHONE_OPTIONAL))
        continue;
      if (p + 1 < n_phones)
        self->jump[sound + (p + 1) * self->n_parts] = -prices->omit;
      else
        self->leave[w] = SFL_ALIGN_ADVANCE - prices->omit;
    }
    if (self->sentence[w] != G_MAXUINT32)
      self->skip_sentence[w] =
          -prices->skip_sentence - prices->skip_phone *
                                       (self->first[w + 1] - self->first[self->sentence[w]]) /
                                       self->n_parts;
  }
}

/* Gives each sound the time that it was measured to take.
 *
 * @stays: of each state
 */
void
sfl_align_graph_set_stays (SflAlignGraph *self, const float *stays)
{
  for (guint w = 0; w < self->n_words; w++)
    for (guint c = self->first[w] + SFL_ALIGN_CELL_SOUND; c < self->first[w + 1]; c++)
      self->stay[c] = stays[self->state[c]];
}
