/* sfl-json-line.h: a line of a JSON transcript, while it is being read
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-json-piece.h"

G_BEGIN_DECLS

/**
 * SflJsonLine:
 * @piece: what it says of itself
 * @words: SflJsonPiece, in the order of the text
 * @lists_words: even if none
 *
 * One is used for a whole file.
 */
typedef struct {
  SflJsonPiece piece;
  GArray *words;
  gboolean lists_words;
} SflJsonLine;

void sfl_json_line_init (SflJsonLine *self);
void sfl_json_line_clear (SflJsonLine *self);
void sfl_json_line_begin (SflJsonLine *self, const char *at);
void sfl_json_line_take (SflJsonLine *self, SflJson *json);
gboolean sfl_json_line_read (SflJsonLine *self, SflJson *json);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SflJsonLine, sfl_json_line_clear)

G_END_DECLS
