/* sfl-cli-input.h: a transcript from a file or standard input
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-format.h"

G_BEGIN_DECLS

/* The name of standard input and output. */
#define SFL_CLI_STDIO "-"

/* The options that say how to read a transcript. */
extern const GOptionEntry sfl_cli_input_entries[];

SflTranscript *sfl_cli_input_read (const char *path);

G_END_DECLS
