/* sfl-column-name.h: what the header of a table calls its columns
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-slice.h"
#include "sfl-time.h"

G_BEGIN_DECLS

typedef enum {
  SFL_COLUMN_START,
  SFL_COLUMN_END,
  SFL_COLUMN_DURATION,
  SFL_COLUMN_TEXT,
  SFL_COLUMN_SPEAKER,
  SFL_N_COLUMNS,
} SflColumn;

int sfl_column_name_find (SflSlice cell, SflColumn *column, SflTime *unit);

G_END_DECLS
