/* sfl-backups.c: a copy of the database for each of the last days
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * FOLDER/backups/state-DATE.db beside FOLDER/state.db, whose path is what all these
 * functions take.  Each copy is one file without a log, and complete or not there.
 */

#include "config.h"

#include "sfl-backups.h"

#include "sfl-connection.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

/* Of the files that are not yet what they will be. */
#define COPY_PREFIX "copy-"

/* A copy takes less than this; older ones were left by a crash. */
#define COPY_AGE (60 * 60)

static char *
dup_backup_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_build_filename (folder, "backups", NULL);
}

/* Makes @path, or a daily copy, a copy of @from in one piece: a reader sees the old
 * file or the new one.
 */
static int
copy_to (sqlite3 *from, const char *backups, const char *path)
{
  g_autofree char *temporary = g_build_filename (backups, COPY_PREFIX "XXXXXX", NULL);
  int fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0600);
  sqlite3 *to = NULL;
  sqlite3_backup *backup;
  int rc;

  if (fd < 0)
    return SQLITE_CANTOPEN;
  close (fd);

  rc = sfl_connection_open (temporary, SQLITE_OPEN_READWRITE, &to);
  if (rc == SQLITE_OK) {
    backup = sqlite3_backup_init (to, "main", from, "main");
    if (backup != NULL)
      sqlite3_backup_step (backup, -1);
    rc = backup != NULL ? sqlite3_backup_finish (backup) : sqlite3_errcode (to);
  }
  /* One file, which can be read from a folder that cannot be written. */
  if (rc == SQLITE_OK)
    rc = sfl_connection_execute (to, "PRAGMA journal_mode = DELETE");
  if (sqlite3_close (to) != SQLITE_OK && rc == SQLITE_OK)
    rc = SQLITE_ERROR;
  if (rc == SQLITE_OK && g_rename (temporary, path) != 0)
    rc = SQLITE_IOERR;
  if (rc != SQLITE_OK)
    g_unlink (temporary);

  return rc;
}

static char *
dup_today (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();

  return g_date_time_format (now, "%Y-%m-%d");
}

/* The date in "state-2026-11-23.db", as it is written there, or NULL. */
static char *
dup_backup_date (const char *name)
{
  if (strlen (name) != strlen ("state-YYYY-MM-DD.db") || !g_str_has_prefix (name, "state-") ||
      !g_str_has_suffix (name, ".db"))
    return NULL;

  return g_strndup (name + strlen ("state-"), strlen ("YYYY-MM-DD"));
}

/* Latest first.  What is dated after today is from a clock that was wrong: it comes last. */
static int
compare_backups (gconstpointer a, gconstpointer b, gpointer today)
{
  const char *x = *(const char *const *) a, *y = *(const char *const *) b;
  gboolean x_wrong = strcmp (x, today) > 0, y_wrong = strcmp (y, today) > 0;

  return x_wrong != y_wrong ? x_wrong - y_wrong : strcmp (y, x);
}

/* The dates of the copies, in the order in which they should be tried. */
static GPtrArray *
list_backups (const char *path)
{
  g_autofree char *folder = dup_backup_folder (path);
  g_autofree char *today = dup_today ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *dates = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    char *date = dup_backup_date (name);

    if (date != NULL)
      g_ptr_array_add (dates, date);
  }
  g_ptr_array_sort_with_data (dates, compare_backups, today);

  return dates;
}

static char *
dup_backup_path (const char *path, const char *date)
{
  g_autofree char *folder = dup_backup_folder (path);
  g_autofree char *name = g_strdup_printf ("state-%s.db", date);

  return g_build_filename (folder, name, NULL);
}

/* What a crash left, or all of them when @age is 0. */
static void
sweep_copies (const char *folder, gint64 age)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    GStatBuf info;

    if (g_str_has_prefix (name, COPY_PREFIX) && g_stat (path, &info) == 0 &&
        now - info.st_mtime >= age)
      g_unlink (path);
  }
}

gboolean
sfl_backups_exist (const char *path)
{
  g_autoptr (GPtrArray) dates = list_backups (path);

  return dates->len > 0;
}

gboolean
sfl_backups_has_today (const char *path)
{
  g_autofree char *today = dup_today ();
  g_autofree char *copy = dup_backup_path (path, today);

  return g_file_test (copy, G_FILE_TEST_EXISTS);
}

/* Makes today's copy, and drops those that are too many. */
int
sfl_backups_make (const char *path, sqlite3 *handle)
{
  g_autofree char *folder = dup_backup_folder (path);
  g_autofree char *today = dup_today ();
  g_autofree char *copy = dup_backup_path (path, today);
  g_autoptr (GPtrArray) dates = NULL;
  int rc;

  if (g_mkdir (folder, 0700) != 0 && errno != EEXIST)
    return SQLITE_CANTOPEN;
  sweep_copies (folder, COPY_AGE);
  rc = copy_to (handle, folder, copy);
  if (rc != SQLITE_OK)
    return rc;

  dates = list_backups (path);
  for (guint i = SFL_BACKUPS_MAX; i < dates->len; i++) {
    g_autofree char *old = dup_backup_path (path, dates->pdata[i]);

    g_unlink (old);
  }

  return SQLITE_OK;
}

/* Brings the latest sound copy back; @date is when it is from, or NULL without one. */
int
sfl_backups_restore (const char *path, char **date)
{
  g_autoptr (GPtrArray) dates = list_backups (path);
  g_autofree char *folder = dup_backup_folder (path);

  *date = NULL;
  for (guint i = 0; i < dates->len; i++) {
    g_autofree char *backup = dup_backup_path (path, dates->pdata[i]);
    sqlite3 *from = NULL;
    gboolean current, empty;
    int rc = sfl_connection_open (backup, SQLITE_OPEN_READONLY, &from);

    if (rc == SQLITE_OK)
      rc = sfl_connection_inspect (from, &current, &empty);
    if (rc == SQLITE_OK && !empty) {
      rc = copy_to (from, folder, path);
      sqlite3_close (from);
      if (rc == SQLITE_OK)
        *date = g_strdup (dates->pdata[i]);
      return rc;
    }
    sqlite3_close (from);
  }

  return SQLITE_OK;
}

/* Erases from each copy what @erase erases.  One that it cannot change goes whole: it
 * must not keep what was to be forgotten.
 */
void
sfl_backups_erase (const char *path, int (*erase) (sqlite3 *handle, gpointer data), gpointer data)
{
  g_autoptr (GPtrArray) dates = list_backups (path);
  g_autofree char *folder = dup_backup_folder (path);

  for (guint i = 0; i < dates->len; i++) {
    g_autofree char *copy = dup_backup_path (path, dates->pdata[i]);
    sqlite3 *handle = NULL;
    gboolean current, empty;
    gboolean erased = sfl_connection_open (copy, SQLITE_OPEN_READWRITE, &handle) == SQLITE_OK &&
                      sfl_connection_inspect (handle, &current, &empty) == SQLITE_OK && current &&
                      erase (handle, data) == SQLITE_OK;

    sqlite3_close (handle);
    if (!erased)
      g_unlink (copy);
  }
  sweep_copies (folder, 0);
}
