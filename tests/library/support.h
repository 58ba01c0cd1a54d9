/* support.h: a library in a folder of its own, and calls that wait
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "sfl-library.h"

typedef struct {
  char *top;    /* removed with everything below */
  char *folder; /* of the database, not made yet */
  char *path;
  SflLibrary *library; /* NULL when closed */
} Fixture;

void fixture_set_up (Fixture *self, gconstpointer data);
void fixture_tear_down (Fixture *self, gconstpointer data);
void fixture_open (Fixture *self);
void fixture_close (Fixture *self);
char **fixture_list_files (Fixture *self, const char *prefix);
void remove_tree (const char *path);

SflEpisodeRecord *
find_episode (SflLibrary *library, const char *media_id, const char *transcript_id);
gint64 save_episode (SflLibrary *library, SflEpisodeRecord *record);
gint64 save_simple (SflLibrary *library, const char *media_id, const char *title);
GPtrArray *list_recent (SflLibrary *library, guint limit);
void forget (SflLibrary *library, gint64 id);

sqlite3 *open_raw (const char *path);
void execute_raw (sqlite3 *handle, const char *sql);
void result_cb (GObject *object, GAsyncResult *result, gpointer user_data);
void wait_for (GAsyncResult **result);
