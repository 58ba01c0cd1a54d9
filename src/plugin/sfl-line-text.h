/* sfl-line-text.h: a line as it stands over a picture
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-reading.h"

G_BEGIN_DECLS

char *sfl_line_text_make (SflReading *reading, guint line, gboolean as_markup);
char *sfl_line_text_dup_language (const char *tag);

G_END_DECLS
