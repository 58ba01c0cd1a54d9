/* sfl-chapter-list.h: lists of chapters
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-parse-options.h"
#include "sfl-transcript-builder.h"

G_BEGIN_DECLS

gboolean sfl_chapter_list_sniff (const char *text, gsize length);
gboolean sfl_chapter_list_parse (SflTranscriptBuilder *builder,
                                 const char *text,
                                 gsize length,
                                 const SflParseOptions *options,
                                 GError **error);

G_END_DECLS
