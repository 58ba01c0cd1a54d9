/* sfl-excerpt.h: a piece of a transcript as people paste it elsewhere
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-transcript.h"

G_BEGIN_DECLS

char *sfl_excerpt_dup_text (SflTranscript *transcript, gsize start, gsize end);
char *sfl_excerpt_dup_text_with_times (SflTranscript *transcript, gsize start, gsize end);
char *sfl_excerpt_dup_quote (SflTranscript *transcript, gsize start, gsize end);
char *sfl_date_to_string (const char *date);

G_END_DECLS
