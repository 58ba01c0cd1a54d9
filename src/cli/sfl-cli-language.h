/* sfl-cli-language.h: in which language a transcript is spoken
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-transcript.h"

G_BEGIN_DECLS

char *sfl_cli_language_choose (const char *asked, SflTranscript *transcript);

G_END_DECLS
