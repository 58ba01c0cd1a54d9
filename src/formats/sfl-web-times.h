/* sfl-web-times.h: web pages with times beside their text
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-transcript-builder.h"

G_BEGIN_DECLS

void sfl_web_times_read (SflTranscriptBuilder *builder,
                         const char *text,
                         gsize length,
                         gboolean only_paragraphs);

G_END_DECLS
