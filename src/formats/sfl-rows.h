/* sfl-rows.h: the rows of a line while they are being read
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-slice.h"
#include "sfl-transcript-builder.h"

G_BEGIN_DECLS

/* What sfl_rows_add() says of nothing but spaces. */
#define SFL_ROWS_NOWHERE G_MAXSIZE

/**
 * SflRows:
 * @builder: in the line that takes the text
 * @row_start: where the last row begins, from the start of the line
 * @text_end: after the last character that is no space
 *
 * Text goes straight into a transcript, piece by piece, without spaces around its rows,
 * doubled spaces between the pieces, and empty rows.  Lives on the stack.
 */
typedef struct {
  SflTranscriptBuilder *builder;
  gsize row_start;
  gsize text_end;
} SflRows;

/* To be called once the line is begun. */
static inline void
sfl_rows_init (SflRows *self, SflTranscriptBuilder *builder)
{
  *self = (SflRows){ .builder = builder };
}

gsize sfl_rows_add (SflRows *self, SflSlice text);
void sfl_rows_break (SflRows *self);
void sfl_rows_end (SflRows *self);

G_END_DECLS
