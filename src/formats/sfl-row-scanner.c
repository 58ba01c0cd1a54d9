/* sfl-row-scanner.c: the rows of a table
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-row-scanner.h"

void
sfl_row_scanner_init (SflRowScanner *self,
                      const char *text,
                      gsize length,
                      char separator,
                      gboolean raw)
{
  *self = (SflRowScanner){
    .p = text,
    .end = text + length,
    .separator = separator,
    .raw = raw,
  };
}

static gboolean
ends_cell (SflRowScanner *self, const char *p)
{
  return p == self->end || *p == self->separator || *p == '\n' || *p == '\r';
}

/* Reads the quoted cell at @self, whose end is a quote before a separator or the end of
 * the row.  Doubled quotes come in pairs, so that a search which finds no end has been
 * over quotes that end at once where a later cell begins with them: linear.
 */
static gboolean
read_quoted (SflRowScanner *self, SflCell *cell)
{
  const char *start = self->p + 1, *quote = start;
  guint n_lines = 0;

  while ((quote = memchr (quote, '"', self->end - quote)) != NULL) {
    const char *after = quote + 1;

    if (after < self->end && *after == '"') {
      quote += 2;
      continue;
    }
    while (self->separator != ' ' && after < self->end && *after == ' ')
      after++;
    if (!ends_cell (self, after))
      return FALSE;
    for (const char *p = start; (p = memchr (p, '\n', quote - p)) != NULL; p++)
      n_lines++;
    self->n_lines += n_lines;
    self->p = after;
    *cell = (SflCell){ { start, quote }, TRUE };
    return TRUE;
  }

  return FALSE;
}

static void
read_plain (SflRowScanner *self, SflCell *cell, gboolean to_end)
{
  const char *p = self->p, *end = self->end;
  char separator = to_end ? '\n' : self->separator;

  while (p < end && *p != separator && *p != '\n' && *p != '\r')
    p++;
  *cell = (SflCell){ sfl_slice_trim ((SflSlice){ self->p, p }), FALSE };
  self->p = p;
}

static void
end_row (SflRowScanner *self)
{
  if (self->p == self->end)
    return;
  while (self->p + 1 < self->end && self->p[0] == '\r' &&
         (self->p[1] == '\n' || self->p[1] == '\r'))
    self->p++;
  self->p++;
  self->n_lines++;
}

/* Hands out the next row that is not blank.  FALSE at the end of the text. */
gboolean
sfl_row_scanner_next (SflRowScanner *self, SflRow *row)
{
  while (self->p < self->end) {
    row->number = self->n_lines + 1;
    row->n_cells = 0;
    for (;;) {
      SflCell *cell = &row->cells[row->n_cells++];
      gboolean last = row->n_cells == SFL_ROW_MAX_CELLS;

      while (self->p < self->end && *self->p == ' ')
        self->p++;
      if (self->raw || self->p == self->end || *self->p != '"' || last || !read_quoted (self, cell))
        read_plain (self, cell, last);
      if (self->p == self->end || *self->p != self->separator)
        break;
      if (self->separator != ' ')
        self->p++;
    }
    end_row (self);
    if (row->n_cells > 1 || !sfl_slice_is_empty (row->cells[0].text) || row->cells[0].quoted)
      return TRUE;
  }

  return FALSE;
}
