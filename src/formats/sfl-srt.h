/* sfl-srt.h: SubRip subtitles
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-parse-options.h"
#include "sfl-slice.h"
#include "sfl-transcript-builder.h"

G_BEGIN_DECLS

gboolean sfl_srt_sniff (const char *text, gsize length);
gboolean sfl_srt_has_commas (const char *text, gsize length);
gboolean sfl_srt_is_time_line (SflSlice row);
gboolean sfl_srt_parse (SflTranscriptBuilder *builder,
                        const char *text,
                        gsize length,
                        const SflParseOptions *options,
                        GError **error);

G_END_DECLS
