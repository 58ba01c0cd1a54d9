/* sfl-database.c: the state database's file, whole or made whole again
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is found damaged is kept beside it as state.db.corrupt-DATE, for whoever can
 * make sense of it.  Functions return SQLite's result codes.
 */

#include "config.h"

#include "sfl-database.h"

#include "sfl-backups.h"
#include "sfl-connection.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

struct _SflDatabase {
  sqlite3 *handle;
  char *path;      /* NULL in memory */
  int last_backup; /* the day of it */
};

static gboolean
create_private_file (const char *path)
{
  int fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);

  return fd >= 0 && close (fd) == 0;
}

/* Puts the damaged file out of the way.  Its log goes with it: applied to another
 * file it would damage that one.
 */
static gboolean
set_aside (const char *path)
{
  static const char *const suffixes[] = { "", "-wal", "-journal" };
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%dT%H%M%S");
  g_autofree char *index = g_strconcat (path, "-shm", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
    g_autofree char *to = g_strconcat (path, ".corrupt-", date, suffixes[i], NULL);

    if (g_rename (from, to) != 0 && errno != ENOENT)
      return FALSE;
  }
  g_unlink (index);

  return TRUE;
}

static char *
describe_repair (const char *date)
{
  g_autoptr (GDateTime) day = NULL;
  g_autofree char *iso = g_strconcat (date != NULL ? date : "", "T12:00:00Z", NULL);
  g_autofree char *shown = NULL;

  if (date == NULL)
    return g_strdup (_ ("The list of episodes was damaged. A new one has been started."));

  day = g_date_time_new_from_iso8601 (iso, NULL);
  shown = day != NULL ? g_date_time_format (day, "%x") : NULL;
  return g_strdup_printf (_ ("The list of episodes was damaged. The copy of %s was restored."),
                          shown != NULL ? shown : date);
}

static int
repair (const char *path, char **notice)
{
  g_autofree char *date = NULL;
  int rc;

  if (!set_aside (path))
    return SQLITE_CANTOPEN;

  rc = sfl_backups_restore (path, &date);
  if (rc == SQLITE_OK)
    *notice = describe_repair (date);

  return rc;
}

/* Looks before SQLite does: it would follow anything, and wait for ever on a pipe.
 * By name, not through a descriptor: closing one would drop the locks that another
 * connection of this process holds.
 */
static int
prepare_file (const char *path, gboolean *emptied)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  GStatBuf info, log_info;

  *emptied = FALSE;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    return SQLITE_CANTOPEN;
  if (g_stat (path, &info) != 0)
    return errno == ENOENT && create_private_file (path) ? SQLITE_OK : SQLITE_CANTOPEN;
  if (!S_ISREG (info.st_mode))
    return SQLITE_CANTOPEN;
  if ((info.st_mode & 077) != 0)
    g_chmod (path, 0600);
  *emptied = info.st_size == 0 && (g_stat (log, &log_info) != 0 || log_info.st_size == 0);

  return SQLITE_OK;
}

/* Opens a file that must be sound already. */
static int
open_sound (SflDatabase *self, int (*wait) (void *, int), gpointer wait_data)
{
  gboolean emptied, current, empty;
  int rc = prepare_file (self->path, &emptied);

  if (rc != SQLITE_OK)
    return rc;
  rc = sfl_connection_open (self->path, SQLITE_OPEN_READWRITE, &self->handle);
  if (rc != SQLITE_OK)
    return rc;

  if (wait != NULL)
    sqlite3_busy_handler (self->handle, wait, wait_data);
  rc = sfl_connection_inspect (self->handle, &current, &empty);
  /* Truncated to nothing, not new. */
  if (rc == SQLITE_OK && empty && emptied && sfl_backups_exist (self->path))
    rc = SQLITE_CORRUPT;
  if (rc == SQLITE_OK && sqlite3_db_readonly (self->handle, "main"))
    rc = SQLITE_READONLY;
  if (rc == SQLITE_OK)
    rc = sfl_connection_execute (self->handle,
                                 "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
  if (rc == SQLITE_OK && !current && !empty)
    rc = sfl_backups_make (self->path, self->handle);
  if (rc == SQLITE_OK && !current)
    rc = sfl_connection_migrate (self->handle);
  if (rc != SQLITE_OK)
    g_clear_pointer (&self->handle, sqlite3_close_v2);

  return rc;
}

/**
 * sfl_database_open:
 * @path: (nullable): NULL for memory
 * @wait: (nullable): SQLite's busy handler; may return 0 to give up
 * @database: (out) (transfer full): where to put it
 * @notice: (out) (optional) (nullable) (transfer full): what the user must know of a
 *   repair; can be left out for memory
 *
 * Opens the database, makes it when it is missing, replaces it by its last copy
 * when it is damaged.
 *
 * Returns: SQLITE_OK; SQLITE_MISMATCH when a later version made the file
 */
int
sfl_database_open (const char *path,
                   int (*wait) (void *data, int n_waits),
                   gpointer wait_data,
                   SflDatabase **database,
                   char **notice)
{
  SflDatabase *self = g_new0 (SflDatabase, 1);
  int rc;

  self->path = g_strdup (path);

  if (path == NULL) {
    rc = sfl_connection_open (":memory:", SQLITE_OPEN_READWRITE, &self->handle);
    if (rc == SQLITE_OK)
      rc = sfl_connection_migrate (self->handle);
  } else {
    *notice = NULL;
    rc = open_sound (self, wait, wait_data);
    if (sfl_connection_is_damage (rc)) {
      rc = repair (path, notice);
      if (rc == SQLITE_OK)
        rc = open_sound (self, wait, wait_data);
    }
  }

  if (rc != SQLITE_OK) {
    if (path != NULL)
      g_clear_pointer (notice, g_free);
    g_clear_pointer (&self, sfl_database_close);
  }
  *database = self;

  return rc;
}

void
sfl_database_close (SflDatabase *self)
{
  g_clear_pointer (&self->handle, sqlite3_close_v2);
  g_free (self->path);
  g_free (self);
}

sqlite3 *
sfl_database_get_handle (SflDatabase *self)
{
  return self->handle;
}

/* Copies the database once a day, when there is something in it.  A copy that fails
 * is tried again the next day: what it would protect still works.
 */
void
sfl_database_back_up_daily (SflDatabase *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  int today = g_date_time_get_year (now) * 1000 + g_date_time_get_day_of_year (now);

  if (self->path == NULL || self->last_backup == today)
    return;

  if (!sfl_backups_has_today (self->path)) {
    int any;
    int rc = sfl_connection_query_int (self->handle, "SELECT EXISTS (SELECT 1 FROM episode)", &any);

    if (rc == SQLITE_OK && !any)
      return;
    if (rc == SQLITE_OK)
      rc = sfl_backups_make (self->path, self->handle);
    if (rc != SQLITE_OK)
      g_debug ("The daily copy failed: %s", sqlite3_errstr (rc));
  }

  self->last_backup = today;
}

/* Removes what @erase has erased from the database also from the disk: from the log,
 * from the daily copies, and with the damaged files, which go whole.
 */
void
sfl_database_erase (SflDatabase *self, int (*erase) (sqlite3 *handle, gpointer data), gpointer data)
{
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autofree char *damaged = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *found;

  sqlite3_wal_checkpoint_v2 (self->handle, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  if (self->path == NULL)
    return;

  sfl_backups_erase (self->path, erase, data);

  folder = g_path_get_dirname (self->path);
  name = g_path_get_basename (self->path);
  damaged = g_strconcat (name, ".corrupt-", NULL);
  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (found = g_dir_read_name (dir)) != NULL) {
    if (g_str_has_prefix (found, damaged)) {
      g_autofree char *path = g_build_filename (folder, found, NULL);

      g_unlink (path);
    }
  }
}
