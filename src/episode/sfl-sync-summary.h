/* sfl-sync-summary.h: what was done to the times of a transcript, in words
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-sync.h"

G_BEGIN_DECLS

char *sfl_sync_dup_summary (const SflSync *self);
char *sfl_sync_dup_spoken_summary (const SflSync *self);

G_END_DECLS
