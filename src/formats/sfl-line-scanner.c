/* sfl-line-scanner.c: the lines of a text, whatever ends them
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nearly every file has nothing but LF or CR LF, where memchr() does the work.
 * One look at the whole text tells; the others are read a byte at a time.
 */

#include "config.h"

#include "sfl-line-scanner.h"

/* Bytes of what ends a line at @p, 0 for none.  Never looks further than three
 * bytes, so that a file of CRs alone is read in linear time.
 */
static gsize
measure_newline (const char *p, const char *end)
{
  const guchar *u = (const guchar *) p;

  switch (u[0]) {
  case '\n':
    return 1;
  case '\r':
    if (end - p >= 2 && u[1] == '\n')
      return 2;
    if (end - p >= 3 && u[1] == '\r' && u[2] == '\n')
      return 3;
    return 1;
  case 0xc2:
    return end - p >= 2 && u[1] == 0x85 ? 2 : 0;
  case 0xe2:
    return end - p >= 3 && u[1] == 0x80 && (u[2] == 0xa8 || u[2] == 0xa9) ? 3 : 0;
  default:
    return 0;
  }
}

/* Whether a line ends with @first and what follows it, but not with LF. */
static gboolean
has_other_newline (const char *text, gsize length, int first)
{
  const char *end = text + length;

  for (const char *p = text; (p = memchr (p, first, end - p)) != NULL;) {
    gsize n = measure_newline (p, end);

    if (n > 0 && p[n - 1] != '\n')
      return TRUE;
    p += MAX (n, 1);
    if (p == end)
      break;
  }

  return FALSE;
}

void
sfl_line_scanner_init (SflLineScanner *self, const char *text, gsize length)
{
  self->p = text;
  self->end = text + length;
  self->number = 0;
  self->plain = length == 0 || (!has_other_newline (text, length, '\r') &&
                                !has_other_newline (text, length, 0xc2) &&
                                !has_other_newline (text, length, 0xe2));
}

gboolean
sfl_line_scanner_next_mixed (SflLineScanner *self, SflSlice *line)
{
  const char *p = self->p;
  gsize n = 0;

  if (p == self->end)
    return FALSE;

  line->start = p;
  while (p < self->end && (n = measure_newline (p, self->end)) == 0)
    p++;
  line->end = p;
  self->p = p < self->end ? p + n : p;
  self->number++;

  return TRUE;
}
