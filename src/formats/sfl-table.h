/* sfl-table.h: tables with a column of times
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-parse-options.h"
#include "sfl-slice.h"
#include "sfl-transcript-builder.h"

G_BEGIN_DECLS

gboolean sfl_table_sniff (const char *text, gsize length);
gboolean sfl_table_parse (SflTranscriptBuilder *builder,
                          const char *text,
                          gsize length,
                          const SflParseOptions *options,
                          GError **error);
gboolean sfl_table_is_fragment_name (SflSlice text);

G_END_DECLS
