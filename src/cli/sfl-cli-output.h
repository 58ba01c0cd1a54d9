/* sfl-cli-output.h: a transcript to a file or standard output
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-format.h"

G_BEGIN_DECLS

const SflFormat *sfl_cli_output_choose_format (const char *id, const char *path);
gboolean sfl_cli_output_write (const char *path, GBytes *bytes);
gboolean sfl_cli_output_write_as (const char *path,
                                  const SflFormat *format,
                                  SflTranscript *transcript,
                                  const SflWriteOptions *options);

G_END_DECLS
