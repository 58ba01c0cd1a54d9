/* sfl-table-plan.h: which column of a table holds what
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-column-name.h"
#include "sfl-parse-options.h"
#include "sfl-row-scanner.h"

G_BEGIN_DECLS

/**
 * SflTablePlan:
 * @columns: where each kind stands, -1 for nowhere
 * @separator: of the columns
 * @raw: quotes are part of the text
 * @n_columns: of a usual row; a text may hold separators, if it has more
 * @n_above: rows before the first of the table
 * @unit: of a number without colons; 0 while that is not known
 * @shape: what the parts of a time mean
 * @frame_rate: frames a second
 */
typedef struct {
  char separator;
  gboolean raw;
  int columns[SFL_N_COLUMNS];
  guint n_columns;
  guint n_above;
  SflTime unit;
  SflTimeShape shape;
  double frame_rate;
} SflTablePlan;

gboolean sfl_table_plan_make (SflTablePlan *self,
                              const char *text,
                              gsize length,
                              const SflParseOptions *options);
int sfl_table_plan_find_cell (const SflTablePlan *self, const SflRow *row, SflColumn column);
gboolean sfl_table_plan_read_time (const SflTablePlan *self,
                                   const SflRow *row,
                                   SflColumn column,
                                   SflTime *time,
                                   gboolean *strong);

G_END_DECLS
