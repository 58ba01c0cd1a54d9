/* sfl-vendor-json.h: what speech services return as JSON
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-json-lines.h"

G_BEGIN_DECLS

gboolean sfl_vendor_json_sniff (const char *text, gsize length);
gboolean sfl_vendor_json_parse (SflTranscriptBuilder *builder,
                                const char *text,
                                gsize length,
                                const SflParseOptions *options,
                                GError **error);

void sfl_vendor_json_read (SflJsonLines *lines, SflJson *json);

G_END_DECLS
