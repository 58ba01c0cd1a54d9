/* sfl-rows.c: the rows of a line while they are being read
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-rows.h"

/* Adds @text to the last row.  Returns where its first character that is no space went,
 * or SFL_ROWS_NOWHERE.
 */
gsize
sfl_rows_add (SflRows *self, SflSlice text)
{
  gsize length = sfl_transcript_builder_get_line_length (self->builder);
  SflSlice word = sfl_slice_trim (text);

  if (sfl_slice_is_empty (word)) {
    /* One space is enough, and none where a row begins. */
    if (length == self->text_end && length > self->row_start && !sfl_slice_is_empty (text))
      sfl_transcript_builder_append (self->builder, " ", 1);
    return SFL_ROWS_NOWHERE;
  }

  if (length == self->row_start || length > self->text_end)
    text.start = word.start;
  sfl_transcript_builder_append (self->builder, text.start, text.end - text.start);
  self->text_end = length + (word.end - text.start);

  return length + (word.start - text.start);
}

/* Begins a row, unless the last one is still empty. */
void
sfl_rows_break (SflRows *self)
{
  if (self->text_end <= self->row_start)
    return;
  sfl_transcript_builder_truncate_line (self->builder, self->text_end);
  sfl_transcript_builder_append (self->builder, "\n", 1);
  self->row_start = self->text_end + 1;
}

/* Takes back spaces and an empty row at the end. */
void
sfl_rows_end (SflRows *self)
{
  sfl_transcript_builder_truncate_line (self->builder, self->text_end);
}
