/* sfl-connection.h: SQLite as the library uses it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside the library room.
 */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

int sfl_connection_open (const char *path, int flags, sqlite3 **handle);
int sfl_connection_execute (sqlite3 *handle, const char *sql);
int sfl_connection_query_int (sqlite3 *handle, const char *sql, int *value);
int sfl_connection_inspect (sqlite3 *handle, gboolean *current, gboolean *empty);
int sfl_connection_migrate (sqlite3 *handle);

const char *sfl_connection_describe (int rc);
gboolean sfl_connection_is_damage (int rc);

G_END_DECLS
