/* sfl-web-page.h: web pages
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A page that keeps a whole transcript looks like this, with times in milliseconds:
 *
 *   <html lang="fr"><head><title>Title</title><meta name="date" content="2025-01-21">
 *   <h2 data-m="0">A chapter</h2>
 *   <p data-m="880" data-d="1320" data-speaker="Anne">
 *     <span class="speaker">Anne: </span>
 *     <span data-m="880" data-d="539" data-c="0.98">Bonjour </span>…</p>
 *
 * A <p>, or an element of class "line", is a line.  data-m and data-d are when it starts and
 * how long it is; without them its words tell.  data-speaker says who speaks, "" nobody;
 * without it, a speaker in the text, or else the one of the line before.  The speaker is not
 * part of the text, <br> is a line break, and data-c, from 0 to 1, is how sure a word is.
 */

#pragma once

#include "sfl-parse-options.h"
#include "sfl-transcript-builder.h"

G_BEGIN_DECLS

gboolean sfl_web_page_sniff (const char *text, gsize length);
gboolean sfl_web_page_parse (SflTranscriptBuilder *builder,
                             const char *text,
                             gsize length,
                             const SflParseOptions *options,
                             GError **error);
void sfl_web_page_parse_piece (SflTranscriptBuilder *builder,
                               const char *text,
                               gsize length,
                               const SflParseOptions *options);

G_END_DECLS
