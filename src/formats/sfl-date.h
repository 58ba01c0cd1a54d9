/* sfl-date.h: dates in titles
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-slice.h"

G_BEGIN_DECLS

#define SFL_DATE_SIZE 11 /* 2025-01-21 and the NUL */

gboolean sfl_date_find (SflSlice text, char iso[SFL_DATE_SIZE], SflSlice *found);

G_END_DECLS
