/* sfl-otranscribe.h: documents of oTranscribe
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-parse-options.h"
#include "sfl-transcript-builder.h"

G_BEGIN_DECLS

gboolean sfl_otranscribe_sniff (const char *text, gsize length);
gboolean sfl_otranscribe_parse (SflTranscriptBuilder *builder,
                                const char *text,
                                gsize length,
                                const SflParseOptions *options,
                                GError **error);

G_END_DECLS
