/* sfl-backups.h: a copy of the database for each of the last days
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside the library room.  Functions return SQLite's result codes.
 */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* How many daily copies are kept. */
#define SFL_BACKUPS_MAX 7

gboolean sfl_backups_exist (const char *path);
gboolean sfl_backups_has_today (const char *path);
int sfl_backups_make (const char *path, sqlite3 *handle);
int sfl_backups_restore (const char *path, char **date);
void
sfl_backups_erase (const char *path, int (*erase) (sqlite3 *handle, gpointer data), gpointer data);

G_END_DECLS
