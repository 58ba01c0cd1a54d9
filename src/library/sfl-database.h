/* sfl-database.h: the state database's file, whole or made whole again
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside the library room; everything runs on the library's thread.
 */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

typedef struct _SflDatabase SflDatabase;

int sfl_database_open (const char *path,
                       int (*wait) (void *data, int n_waits),
                       gpointer wait_data,
                       SflDatabase **database,
                       char **notice);
void sfl_database_close (SflDatabase *self);

sqlite3 *sfl_database_get_handle (SflDatabase *self);
void sfl_database_back_up_daily (SflDatabase *self);
void sfl_database_erase (SflDatabase *self,
                         int (*erase) (sqlite3 *handle, gpointer data),
                         gpointer data);

G_END_DECLS
