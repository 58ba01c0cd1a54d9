/* sfl-chapters-json.h: lists of chapters in JSON
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-json-lines.h"

G_BEGIN_DECLS

gboolean sfl_chapters_json_sniff (const char *text, gsize length);
gboolean sfl_chapters_json_parse (SflTranscriptBuilder *builder,
                                  const char *text,
                                  gsize length,
                                  const SflParseOptions *options,
                                  GError **error);

void sfl_chapters_json_read_list (SflJsonLines *lines);

G_END_DECLS
