/* sfl-row-scanner.h: the rows of a table
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-slice.h"

G_BEGIN_DECLS

/* More cells of a row are one with the last. */
#define SFL_ROW_MAX_CELLS 64

/**
 * SflCell:
 * @text: without the quotes around it
 * @quoted: a quote inside @text is doubled
 */
typedef struct {
  SflSlice text;
  gboolean quoted;
} SflCell;

/**
 * SflRow:
 * @number: of its first line in the file, from 1
 */
typedef struct {
  guint number;
  guint n_cells;
  SflCell cells[SFL_ROW_MAX_CELLS];
} SflRow;

/**
 * SflRowScanner:
 * @separator: comma, semicolon, tab, or a space for any number of them
 * @raw: quotes are part of the text
 *
 * Comma-separated values as RFC 4180 says, with line breaks in quotes, and their
 * cousins.  A quote that nothing ends is text.  Lives on the stack.
 */
typedef struct {
  const char *p;
  const char *end;
  char separator;
  gboolean raw;
  guint n_lines;
} SflRowScanner;

void sfl_row_scanner_init (SflRowScanner *self,
                           const char *text,
                           gsize length,
                           char separator,
                           gboolean raw);
gboolean sfl_row_scanner_next (SflRowScanner *self, SflRow *row);

G_END_DECLS
