/* sfl-web-words.h: web pages with times on their words
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-transcript-builder.h"

G_BEGIN_DECLS

void sfl_web_words_read (SflTranscriptBuilder *builder, const char *text, gsize length);

G_END_DECLS
