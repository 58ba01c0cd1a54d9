/* sfl-database.c: the state database's file, whole or made whole again
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Beside FOLDER/state.db: FOLDER/backups/state-DATE.db, a copy of each of the last
 * days it was used, and state.db.corrupt-DATE, what was found damaged, kept for
 * whoever can make sense of it.  Functions return SQLite's result codes.
 */

#include "config.h"

#include "sfl-database.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* "Sfl1", so that a database of another program is not taken for ours. */
#define APPLICATION_ID 0x53666c31

struct _SflDatabase {
  sqlite3 *handle;
  char *path;        /* NULL in memory */
  char *last_backup; /* the day of it */
};

/* Each leads from the version of its index to the next.  Never edit one that was
 * released; add another.
 */
static const char *const migrations[] = {
  /* Times are nanoseconds; dates are microseconds since 1970.  "opened" counts up,
   * because a clock can be wrong: it alone says which episode was opened last.
   */
  "CREATE TABLE episode ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  media_id TEXT UNIQUE,"
  "  media_uri TEXT,"
  "  transcript_id TEXT,"
  "  transcript_uri TEXT,"
  "  title TEXT,"
  "  duration INTEGER,"
  "  position INTEGER,"
  "  rate REAL NOT NULL,"
  "  finished INTEGER NOT NULL,"
  "  last_opened INTEGER NOT NULL,"
  "  opened INTEGER NOT NULL"
  ") STRICT;"
  "CREATE INDEX episode_transcript ON episode (transcript_id);"
  "CREATE INDEX episode_opened ON episode (opened);"
  "CREATE TABLE paste ("
  "  id INTEGER PRIMARY KEY,"
  "  content_id TEXT NOT NULL UNIQUE,"
  "  text TEXT NOT NULL,"
  "  created INTEGER NOT NULL"
  ") STRICT;",
};

/* Of the files that are not yet what they will be. */
#define COPY_PREFIX "copy-"

/* A copy takes less than this; older ones were left by a crash. */
#define COPY_AGE (60 * 60)

#define VERSION ((int) G_N_ELEMENTS (migrations))

static int
execute (sqlite3 *handle, const char *sql)
{
  return sqlite3_exec (handle, sql, NULL, NULL, NULL);
}

/* The one number that @sql asks for. */
static int
query_int (sqlite3 *handle, const char *sql, int *value)
{
  sqlite3_stmt *statement;
  int rc = sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL);

  if (rc == SQLITE_OK && sqlite3_step (statement) == SQLITE_ROW)
    *value = sqlite3_column_int (statement, 0);
  else
    *value = 0;

  return rc == SQLITE_OK ? sqlite3_finalize (statement) : rc;
}

/* A connection that trusts nothing in the file and leaves nothing behind in it. */
static int
open_connection (const char *path, int flags, sqlite3 **handle)
{
  int rc = sqlite3_open_v2 (path, handle, flags | SQLITE_OPEN_NOMUTEX, NULL);

  if (rc == SQLITE_OK) {
    sqlite3_busy_timeout (*handle, 3000);
    sqlite3_db_config (*handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config (*handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config (*handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config (*handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    rc = execute (*handle, "PRAGMA cell_size_check = ON;"
                           "PRAGMA secure_delete = ON;"
                           "PRAGMA temp_store = MEMORY;");
  }
  if (rc != SQLITE_OK)
    g_clear_pointer (handle, sqlite3_close_v2);

  return rc;
}

/* SQLITE_CORRUPT also for a sound database that is not ours; SQLITE_MISMATCH for one
 * of a later version; @version is 0 for an empty one.
 */
static int
inspect (sqlite3 *handle, int *version)
{
  sqlite3_stmt *statement = NULL;
  int application_id, n_tables, n_strange, rc;
  gboolean sound;

  if ((rc = query_int (handle, "PRAGMA application_id", &application_id)) != SQLITE_OK ||
      (rc = query_int (handle, "PRAGMA user_version", version)) != SQLITE_OK ||
      (rc = query_int (handle, "SELECT count(*) FROM sqlite_schema", &n_tables)) != SQLITE_OK ||
      (rc = query_int (handle,
                       "SELECT count(*) FROM sqlite_schema WHERE type NOT IN ('table', 'index')",
                       &n_strange)) != SQLITE_OK)
    return rc;

  if (n_tables == 0 && application_id == 0 && *version == 0)
    return SQLITE_OK;
  if (application_id != APPLICATION_ID || *version < 1)
    return SQLITE_CORRUPT;
  if (*version > VERSION)
    return SQLITE_MISMATCH;
  if (n_strange > 0)
    return SQLITE_CORRUPT;

  rc = sqlite3_prepare_v2 (handle, "PRAGMA quick_check(1)", -1, &statement, NULL);
  if (rc != SQLITE_OK)
    return rc;
  sound = sqlite3_step (statement) == SQLITE_ROW &&
          g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0;
  rc = sqlite3_finalize (statement);

  return rc == SQLITE_OK && !sound ? SQLITE_CORRUPT : rc;
}

/* All steps in one transaction.  Another process may have been faster. */
static int
migrate (sqlite3 *handle)
{
  int version;
  int rc = execute (handle, "BEGIN IMMEDIATE");

  if (rc != SQLITE_OK)
    return rc;

  rc = query_int (handle, "PRAGMA user_version", &version);
  while (rc == SQLITE_OK && version < VERSION) {
    g_autofree char *sql =
        g_strdup_printf ("%s; PRAGMA user_version = %d; PRAGMA application_id = %d;",
                         migrations[version], version + 1, APPLICATION_ID);

    rc = execute (handle, sql);
    version++;
  }
  if (rc == SQLITE_OK)
    rc = execute (handle, "COMMIT");
  if (rc != SQLITE_OK)
    execute (handle, "ROLLBACK");

  return rc;
}

static gboolean
create_private_file (const char *path)
{
  int fd = g_open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);

  return fd >= 0 && close (fd) == 0;
}

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

  rc = open_connection (temporary, SQLITE_OPEN_READWRITE, &to);
  if (rc == SQLITE_OK) {
    backup = sqlite3_backup_init (to, "main", from, "main");
    if (backup != NULL)
      sqlite3_backup_step (backup, -1);
    rc = backup != NULL ? sqlite3_backup_finish (backup) : sqlite3_errcode (to);
  }
  /* One file, which can be read from a folder that cannot be written. */
  if (rc == SQLITE_OK)
    rc = execute (to, "PRAGMA journal_mode = DELETE");
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

static void
sweep_copies (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    GStatBuf info;

    if (g_str_has_prefix (name, COPY_PREFIX) && g_stat (path, &info) == 0 &&
        now - info.st_mtime > COPY_AGE)
      g_unlink (path);
  }
}

/* Makes today's copy, and drops those that are too many. */
static int
back_up (SflDatabase *self)
{
  g_autofree char *folder = dup_backup_folder (self->path);
  g_autofree char *today = dup_today ();
  g_autofree char *path = dup_backup_path (self->path, today);
  g_autoptr (GPtrArray) dates = NULL;
  int rc;

  if (g_mkdir (folder, 0700) != 0 && errno != EEXIST)
    return SQLITE_CANTOPEN;
  sweep_copies (folder);
  rc = copy_to (self->handle, folder, path);
  if (rc != SQLITE_OK)
    return rc;

  dates = list_backups (self->path);
  for (guint i = SFL_DATABASE_N_BACKUPS; i < dates->len; i++) {
    g_autofree char *old = dup_backup_path (self->path, dates->pdata[i]);

    g_unlink (old);
  }

  return SQLITE_OK;
}

/* Brings the latest sound copy back; @date is when it is from, or NULL without one. */
static int
restore (const char *path, char **date)
{
  g_autoptr (GPtrArray) dates = list_backups (path);
  g_autofree char *folder = dup_backup_folder (path);

  *date = NULL;
  for (guint i = 0; i < dates->len; i++) {
    g_autofree char *backup = dup_backup_path (path, dates->pdata[i]);
    sqlite3 *from = NULL;
    int version;
    int rc = open_connection (backup, SQLITE_OPEN_READONLY, &from);

    if (rc == SQLITE_OK)
      rc = inspect (from, &version);
    if (rc == SQLITE_OK && version > 0) {
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

  rc = restore (path, &date);
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

static gboolean
has_backups (const char *path)
{
  g_autoptr (GPtrArray) dates = list_backups (path);

  return dates->len > 0;
}

/* Opens a file that must be sound already. */
static int
open_sound (SflDatabase *self, int (*wait) (void *, int), gpointer wait_data)
{
  gboolean emptied;
  int version;
  int rc = prepare_file (self->path, &emptied);

  if (rc != SQLITE_OK)
    return rc;
  rc = open_connection (self->path, SQLITE_OPEN_READWRITE, &self->handle);
  if (rc != SQLITE_OK)
    return rc;

  if (wait != NULL)
    sqlite3_busy_handler (self->handle, wait, wait_data);
  rc = inspect (self->handle, &version);
  /* Truncated to nothing, not new. */
  if (rc == SQLITE_OK && version == 0 && emptied && has_backups (self->path))
    rc = SQLITE_CORRUPT;
  if (rc == SQLITE_OK && sqlite3_db_readonly (self->handle, "main"))
    rc = SQLITE_READONLY;
  if (rc == SQLITE_OK)
    rc = execute (self->handle, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;");
  if (rc == SQLITE_OK && version > 0 && version < VERSION)
    rc = back_up (self);
  if (rc == SQLITE_OK && version < VERSION)
    rc = migrate (self->handle);
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
    rc = open_connection (":memory:", SQLITE_OPEN_READWRITE, &self->handle);
    if (rc == SQLITE_OK)
      rc = migrate (self->handle);
  } else {
    *notice = NULL;
    rc = open_sound (self, wait, wait_data);
    if (sfl_database_is_damage (rc)) {
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
  g_free (self->last_backup);
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
  g_autofree char *today = dup_today ();
  g_autofree char *path = NULL;
  int any;

  if (self->path == NULL || g_strcmp0 (self->last_backup, today) == 0)
    return;

  path = dup_backup_path (self->path, today);
  if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
    int rc = query_int (self->handle, "SELECT EXISTS (SELECT 1 FROM episode)", &any);

    if (rc == SQLITE_OK && !any)
      return;
    if (rc == SQLITE_OK)
      rc = back_up (self);
    if (rc != SQLITE_OK)
      g_debug ("The daily copy failed: %s", sqlite3_errstr (rc));
  }

  g_free (self->last_backup);
  self->last_backup = g_steal_pointer (&today);
}

/* Removes what @erase has erased from the database also from the disk: from the log,
 * from the daily copies (one that @erase cannot change goes whole), and with the
 * damaged files.
 */
void
sfl_database_erase (SflDatabase *self, int (*erase) (sqlite3 *handle, gpointer data), gpointer data)
{
  g_autoptr (GPtrArray) dates = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *damaged = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  sqlite3_wal_checkpoint_v2 (self->handle, "main", SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
  if (self->path == NULL)
    return;

  dates = list_backups (self->path);
  for (guint i = 0; i < dates->len; i++) {
    g_autofree char *path = dup_backup_path (self->path, dates->pdata[i]);
    sqlite3 *handle = NULL;
    int version;
    gboolean erased = open_connection (path, SQLITE_OPEN_READWRITE, &handle) == SQLITE_OK &&
                      inspect (handle, &version) == SQLITE_OK && version == VERSION &&
                      erase (handle, data) == SQLITE_OK;

    sqlite3_close (handle);
    if (!erased)
      g_unlink (path);
  }

  folder = g_path_get_dirname (self->path);
  damaged = g_strconcat (strrchr (self->path, G_DIR_SEPARATOR) + 1, ".corrupt-", NULL);
  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    if (g_str_has_prefix (name, damaged)) {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  }
}

/* What @rc means for the user, as the second half of a sentence. */
const char *
sfl_database_describe (int rc)
{
  switch (rc & 0xff) {
  case SQLITE_FULL:
    return _ ("the disk is full");
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return _ ("another program is using the list of episodes");
  case SQLITE_MISMATCH:
    return _ ("the list of episodes was made by a newer Souffleur");
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    return _ ("the list of episodes is damaged");
  case SQLITE_READONLY:
  case SQLITE_CANTOPEN:
  case SQLITE_PERM:
    return _ ("their folder cannot be written");
  default:
    return _ ("their file cannot be read or written");
  }
}

/* Whether the file's content, not its place, is what is wrong. */
gboolean
sfl_database_is_damage (int rc)
{
  return (rc & 0xff) == SQLITE_CORRUPT || (rc & 0xff) == SQLITE_NOTADB;
}
