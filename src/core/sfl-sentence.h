/* sfl-sentence.h: where a sentence ends
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *sfl_sentence_find_end (const char *text, const char *end);

G_END_DECLS
