/* sfl-cli-words.h: the words of a transcript as a table
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-transcript.h"

G_BEGIN_DECLS

GBytes *sfl_cli_words_write (SflTranscript *transcript, guint first_line, guint n_lines);

G_END_DECLS
