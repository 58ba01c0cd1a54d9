/* sfl-microdvd.h: MicroDVD subtitles and others of one line each
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-parse-options.h"
#include "sfl-transcript-builder.h"

G_BEGIN_DECLS

gboolean sfl_microdvd_sniff (const char *text, gsize length);
gboolean sfl_microdvd_parse (SflTranscriptBuilder *builder,
                             const char *text,
                             gsize length,
                             const SflParseOptions *options,
                             GError **error);

gboolean sfl_microdvd_sniff_mpl2 (const char *text, gsize length);
gboolean sfl_microdvd_parse_mpl2 (SflTranscriptBuilder *builder,
                                  const char *text,
                                  gsize length,
                                  const SflParseOptions *options,
                                  GError **error);

gboolean sfl_microdvd_sniff_tmplayer (const char *text, gsize length);
gboolean sfl_microdvd_parse_tmplayer (SflTranscriptBuilder *builder,
                                      const char *text,
                                      gsize length,
                                      const SflParseOptions *options,
                                      GError **error);

G_END_DECLS
