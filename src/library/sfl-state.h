/* sfl-state.h: episodes and pasted texts as rows
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside the library room.  Each function is one transaction and returns SQLite's
 * result code; every value is bound, never spelled into the SQL.
 */

#pragma once

#include <sqlite3.h>

#include "sfl-episode-record.h"

G_BEGIN_DECLS

int sfl_state_find (sqlite3 *handle,
                    const char *media_id,
                    const char *transcript_id,
                    SflEpisodeRecord **record);
int sfl_state_save (sqlite3 *handle, SflEpisodeRecord *record);
int sfl_state_save_position (sqlite3 *handle, const SflEpisodeRecord *record);
int sfl_state_list (sqlite3 *handle, guint limit, GPtrArray **records);
int sfl_state_get_ids (sqlite3 *handle, gint64 id, SflEpisodeRecord *record);
int sfl_state_forget (sqlite3 *handle, gpointer record);

G_END_DECLS
