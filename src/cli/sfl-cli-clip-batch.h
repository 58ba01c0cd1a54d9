/* sfl-cli-clip-batch.h: many clips, one a line
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-cli.h"

G_BEGIN_DECLS

SflCliStatus
sfl_cli_clip_batch_run (const char *path, SflCliStatus (*clip) (int argc, char **argv));

G_END_DECLS
