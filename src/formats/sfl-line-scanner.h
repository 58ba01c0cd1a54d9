/* sfl-line-scanner.h: the lines of a text, whatever ends them
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-slice.h"

G_BEGIN_DECLS

/**
 * SflLineScanner:
 * @number: of the line handed out last, from 1
 *
 * Lines end with LF, CR LF, CR, CR CR LF (a double conversion), U+0085, U+2028
 * or U+2029, mixed in one file as they like.  Lives on the stack.
 */
typedef struct {
  const char *p;
  const char *end;
  gboolean plain;
  guint number;
} SflLineScanner;

void sfl_line_scanner_init (SflLineScanner *self, const char *text, gsize length);
gboolean sfl_line_scanner_next_mixed (SflLineScanner *self, SflSlice *line);

/* Hands out the next line, without what ends it.  FALSE at the end of the text. */
static inline gboolean
sfl_line_scanner_next (SflLineScanner *self, SflSlice *line)
{
  const char *newline;

  if (!self->plain)
    return sfl_line_scanner_next_mixed (self, line);
  if (self->p == self->end)
    return FALSE;

  newline = memchr (self->p, '\n', self->end - self->p);
  line->start = self->p;
  line->end = newline != NULL ? newline : self->end;
  self->p = newline != NULL ? newline + 1 : self->end;
  self->number++;
  while (line->end > line->start && line->end[-1] == '\r')
    line->end--;

  return TRUE;
}

G_END_DECLS
