/* sfl-connection.c: SQLite as the library uses it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opens a database, judges whether it is ours and sound, brings it to our version.
 * Functions return SQLite's result codes.
 */

#include "config.h"

#include "sfl-connection.h"

#include <glib/gi18n-lib.h>

/* "Sfl1", so that a database of another program is not taken for ours. */
#define APPLICATION_ID 0x53666c31

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

  /* How the user wants the transcript to be read. */
  "ALTER TABLE episode ADD COLUMN reading TEXT;",

  /* The text track shown instead of the transcript, and where chapters came from. */
  "ALTER TABLE episode ADD COLUMN text_track INTEGER;"
  "ALTER TABLE episode ADD COLUMN chapters_uri TEXT;",

  /* When the words of the transcript are said, as far as they were listened for. */
  "ALTER TABLE episode ADD COLUMN alignment BLOB;",

  /* Whether it is known, or no longer asked, if the transcript fits. */
  "ALTER TABLE episode ADD COLUMN checked INTEGER NOT NULL DEFAULT 0;",
};

#define VERSION ((int) G_N_ELEMENTS (migrations))

int
sfl_connection_execute (sqlite3 *handle, const char *sql)
{
  return sqlite3_exec (handle, sql, NULL, NULL, NULL);
}

/* The one number that @sql asks for. */
int
sfl_connection_query_int (sqlite3 *handle, const char *sql, int *value)
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
int
sfl_connection_open (const char *path, int flags, sqlite3 **handle)
{
  int rc = sqlite3_open_v2 (path, handle, flags | SQLITE_OPEN_NOMUTEX, NULL);

  if (rc == SQLITE_OK) {
    sqlite3_busy_timeout (*handle, 3000);
    sqlite3_db_config (*handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config (*handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config (*handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    sqlite3_db_config (*handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    rc = sfl_connection_execute (*handle, "PRAGMA cell_size_check = ON;"
                                          "PRAGMA secure_delete = ON;"
                                          "PRAGMA temp_store = MEMORY;");
  }
  if (rc != SQLITE_OK)
    g_clear_pointer (handle, sqlite3_close_v2);

  return rc;
}

/* SQLITE_CORRUPT also for a sound database that is not ours; SQLITE_MISMATCH for one
 * of a later version.  @current is whether it is of our version, @empty whether it is
 * new.
 */
int
sfl_connection_inspect (sqlite3 *handle, gboolean *current, gboolean *empty)
{
  sqlite3_stmt *statement = NULL;
  int application_id, version, n_tables, n_strange, rc;
  gboolean sound;

  if ((rc = sfl_connection_query_int (handle, "PRAGMA application_id", &application_id)) !=
          SQLITE_OK ||
      (rc = sfl_connection_query_int (handle, "PRAGMA user_version", &version)) != SQLITE_OK ||
      (rc = sfl_connection_query_int (handle, "SELECT count(*) FROM sqlite_schema", &n_tables)) !=
          SQLITE_OK ||
      (rc = sfl_connection_query_int (
           handle, "SELECT count(*) FROM sqlite_schema WHERE type NOT IN ('table', 'index')",
           &n_strange)) != SQLITE_OK)
    return rc;

  *current = version == VERSION;
  *empty = n_tables == 0 && application_id == 0 && version == 0;
  if (*empty)
    return SQLITE_OK;
  if (application_id != APPLICATION_ID || version < 1)
    return SQLITE_CORRUPT;
  if (version > VERSION)
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
int
sfl_connection_migrate (sqlite3 *handle)
{
  int version;
  int rc = sfl_connection_execute (handle, "BEGIN IMMEDIATE");

  if (rc != SQLITE_OK)
    return rc;

  rc = sfl_connection_query_int (handle, "PRAGMA user_version", &version);
  while (rc == SQLITE_OK && version < VERSION) {
    g_autofree char *sql =
        g_strdup_printf ("%s; PRAGMA user_version = %d; PRAGMA application_id = %d;",
                         migrations[version], version + 1, APPLICATION_ID);

    rc = sfl_connection_execute (handle, sql);
    version++;
  }
  if (rc == SQLITE_OK)
    rc = sfl_connection_execute (handle, "COMMIT");
  if (rc != SQLITE_OK)
    sfl_connection_execute (handle, "ROLLBACK");

  return rc;
}

/* What @rc means for the user, as the second half of a sentence. */
const char *
sfl_connection_describe (int rc)
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
    return _ ("the data folder cannot be written");
  default:
    return _ ("the data file cannot be read or written");
  }
}

/* Whether the file's content, not its place, is what is wrong. */
gboolean
sfl_connection_is_damage (int rc)
{
  return (rc & 0xff) == SQLITE_CORRUPT || (rc & 0xff) == SQLITE_NOTADB;
}
