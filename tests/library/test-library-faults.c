/* test-library-faults.c: damaged, locked, killed, read-only, from the future
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Run as "test-library-faults --write PATH" it is the victim of the kill test.
 */

#include "support.h"

#include "sfl-error.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

static const char *program;

/* Saves until it is killed; says each number once it is on the disk. */
static int
write_for_ever (const char *path)
{
  SflLibrary *library = sfl_library_new (path);
  gint64 id = save_simple (library, "victim", "Victim");

  for (int i = 1;; i++) {
    sfl_library_save_position (library, id, i * SFL_SECOND, FALSE);
    if (i % 10 == 0) {
      g_autofree char *media_id = g_strdup_printf ("media-%d", i);

      save_simple (library, media_id, "Another");
    }
    if (!sfl_library_flush (library, 60 * SFL_SECOND))
      return 1;
    printf ("%d\n", i);
    fflush (stdout);
  }
}

static int
read_number (GDataInputStream *stream)
{
  g_autofree char *line = g_data_input_stream_read_line (stream, NULL, NULL, NULL);

  return line != NULL ? atoi (line) : 0;
}

static void
test_kill (Fixture *self, gconstpointer data)
{
  static const int numbers[] = { 1, 7, 40, 133, 200 }; /* killed after this many */
  int last = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_autoptr (GSubprocess) child = NULL;
    g_autoptr (GDataInputStream) output = NULL;
    g_autoptr (SflEpisodeRecord) record = NULL;
    sqlite3 *raw;
    sqlite3_stmt *statement;
    int number;

    child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, program, "--write", self->path,
                              NULL);
    g_assert_nonnull (child);
    output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
    do
      number = read_number (output);
    while (number > 0 && number < numbers[i]);
    g_assert_cmpint (number, ==, numbers[i]);
    g_subprocess_send_signal (child, SIGKILL);
    while ((number = read_number (output)) > 0)
      last = number; /* said before it died */
    last = MAX (last, numbers[i]);
    g_assert_true (g_subprocess_wait (child, NULL, NULL));
    g_assert_true (g_subprocess_get_if_signaled (child));

    raw = open_raw (self->path);
    g_assert_cmpint (sqlite3_prepare_v2 (raw, "PRAGMA integrity_check", -1, &statement, NULL), ==,
                     SQLITE_OK);
    g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
    g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==, "ok");
    sqlite3_finalize (statement);
    sqlite3_close (raw);

    fixture_open (self);
    g_assert_true (sfl_library_get_persistent (self->library));
    g_assert_null (sfl_library_get_notice (self->library));
    record = find_episode (self->library, "victim", NULL);
    g_assert_nonnull (record);
    g_assert_cmpint (record->position, >=, last * SFL_SECOND);
    g_assert_cmpint (record->position, <=, (last + 1) * SFL_SECOND);
    fixture_close (self);
    last = 0;
  }
}

static void
read_all (const char *path, char **bytes, gsize *length)
{
  g_assert_true (g_file_get_contents (path, bytes, length, NULL));
}

/* In place: whoever has the file open has it damaged too. */
static void
overwrite (const char *path, gsize from, gsize to)
{
  FILE *file = g_fopen (path, "r+");

  g_assert_nonnull (file);
  g_assert_cmpint (fseek (file, from, SEEK_SET), ==, 0);
  for (gsize i = from; i < to; i++)
    g_assert_cmpint (fputc (g_test_rand_int () & 0xff, file), !=, EOF);
  g_assert_cmpint (fclose (file), ==, 0);
}

static gsize
get_size (const char *path)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);

  return info.st_size;
}

static void
damage_header (const char *path)
{
  overwrite (path, 0, 100);
}

static void
damage_middle (const char *path)
{
  overwrite (path, get_size (path) / 5, get_size (path) / 5 * 4);
}

static void
damage_all (const char *path)
{
  overwrite (path, 0, get_size (path));
}

static void
cut_half (const char *path)
{
  g_assert_cmpint (truncate (path, get_size (path) / 2), ==, 0);
}

static void
cut_most (const char *path)
{
  g_assert_cmpint (truncate (path, 50), ==, 0);
}

static void
cut_all (const char *path)
{
  g_assert_cmpint (truncate (path, 0), ==, 0);
}

static void
put_text (const char *path)
{
  g_assert_true (g_file_set_contents (path, "00:00Bonjour\n", -1, NULL));
}

static void
put_foreign (const char *path)
{
  sqlite3 *raw;

  g_unlink (path);
  raw = open_raw (path);
  execute_raw (raw, "CREATE TABLE episode (id); PRAGMA user_version = 1;");
  sqlite3_close (raw);
}

static void
put_trigger (const char *path)
{
  sqlite3 *raw = open_raw (path);

  execute_raw (raw, "CREATE TRIGGER bait AFTER UPDATE ON episode BEGIN DELETE FROM paste; END;");
  sqlite3_close (raw);
}

static void
put_view (const char *path)
{
  sqlite3 *raw = open_raw (path);

  execute_raw (raw, "ALTER TABLE episode RENAME TO other;"
                    "CREATE VIEW episode AS SELECT * FROM other;");
  sqlite3_close (raw);
}

static const struct {
  const char *name;
  void (*damage) (const char *path);
  gboolean unnoticed_alone; /* without a copy it looks like a new file */
} damages[] = {
  { "header", damage_header }, { "middle", damage_middle }, { "all", damage_all },
  { "half", cut_half },        { "most", cut_most },        { "empty", cut_all, TRUE },
  { "text", put_text },        { "foreign", put_foreign },  { "trigger", put_trigger },
  { "view", put_view },
};

/* An episode with a text that fills many pages, and a copy from before its position. */
static void
make_database (Fixture *self)
{
  g_autoptr (SflEpisodeRecord) record = sfl_episode_record_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = 0; i < 5000; i++)
    g_string_append_printf (text, "%02d:%02dligne %d\n", i / 60, i % 60, i);
  sfl_episode_record_set_media (record, "m1", "file:///a.mp3");
  sfl_episode_record_set_pasted_text (record, text->str);

  fixture_open (self);
  for (int i = 0; i < 200; i++) {
    g_autofree char *media_id = g_strdup_printf ("other-%d", i);

    save_simple (self->library, media_id, "Un autre épisode");
  }
  record->id = save_episode (self->library, record);
  g_assert_true (sfl_library_flush (self->library, 60 * SFL_SECOND));
  fixture_close (self);

  /* The copy was made after the first save of all; have a later one. */
  {
    g_autofree char *backups = g_build_filename (self->folder, "backups", NULL);

    remove_tree (backups);
  }
  fixture_open (self);
  g_assert_true (sfl_library_flush (self->library, 60 * SFL_SECOND));
  sfl_library_save_position (self->library, record->id, 99 * SFL_SECOND, FALSE);
  fixture_close (self);
}

static void
check_damage (Fixture *self, gsize i, gboolean with_backup)
{
  g_autoptr (SflEpisodeRecord) record = NULL;
  g_auto (GStrv) aside = NULL;
  gboolean repaired = with_backup || !damages[i].unnoticed_alone;

  g_test_message ("%s, %s", damages[i].name, with_backup ? "with a copy" : "without a copy");
  make_database (self);
  if (!with_backup) {
    g_autofree char *backups = g_build_filename (self->folder, "backups", NULL);

    remove_tree (backups);
  }
  damages[i].damage (self->path);

  fixture_open (self);
  g_assert_true (sfl_library_get_persistent (self->library));
  g_assert_cmpint (sfl_library_get_notice (self->library) != NULL, ==, repaired);
  aside = fixture_list_files (self, "state.db.corrupt-");
  g_assert_cmpint (g_strv_length (aside) > 0, ==, repaired);
  record = find_episode (self->library, "m1", NULL);
  if (with_backup) {
    g_assert_nonnull (record);
    g_assert_nonnull (record->pasted_text);
    g_assert_cmpint (record->position, ==, SFL_TIME_NONE); /* as it was in the copy */
  } else {
    g_assert_null (record);
  }
  save_simple (self->library, "m2", "Après");
  fixture_close (self);

  /* It is said once, and what was saved since is there. */
  g_clear_pointer (&record, sfl_episode_record_free);
  fixture_open (self);
  g_assert_null (sfl_library_get_notice (self->library));
  record = find_episode (self->library, "m2", NULL);
  g_assert_nonnull (record);
  fixture_close (self);

  remove_tree (self->folder);
}

static void
test_damage (Fixture *self, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++) {
    check_damage (self, i, TRUE);
    check_damage (self, i, FALSE);
  }
}

/* The log of the damaged file must not be applied to the copy.  Another program that
 * has the file open keeps SQLite from working the log off itself.
 */
static void
test_damage_with_log (Fixture *self, gconstpointer data)
{
  g_autofree char *log = g_strconcat (self->path, "-wal", NULL);
  g_autoptr (SflEpisodeRecord) record = NULL;
  g_autoptr (SflEpisodeRecord) logged = NULL;
  sqlite3 *other;

  make_database (self);
  fixture_open (self);
  other = open_raw (self->path);
  execute_raw (other, "BEGIN; SELECT count(*) FROM episode;");
  save_simple (self->library, "m3", "Dans le journal");
  fixture_close (self);
  g_assert_cmpuint (get_size (log), >, 0);
  damage_middle (self->path);

  fixture_open (self);
  g_assert_true (sfl_library_get_persistent (self->library));
  g_assert_nonnull (sfl_library_get_notice (self->library));
  record = find_episode (self->library, "m1", NULL);
  g_assert_nonnull (record);
  g_assert_nonnull (record->pasted_text);
  logged = find_episode (self->library, "m3", NULL);
  g_assert_null (logged);
  sqlite3_close (other);
}

/* The latest copy may be damaged too; the one before is not. */
static void
test_damaged_copy (Fixture *self, gconstpointer data)
{
  g_autofree char *bytes = NULL;
  g_autofree char *backups = g_build_filename (self->folder, "backups", NULL);
  g_autofree char *older = g_build_filename (backups, "state-2001-01-01.db", NULL);
  g_autofree char *future = g_build_filename (backups, "state-2999-01-01.db", NULL);
  g_autofree char *latest = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autoptr (SflEpisodeRecord) record = NULL;
  gsize length;

  make_database (self);
  dir = g_dir_open (backups, 0, NULL);
  latest = g_build_filename (backups, g_dir_read_name (dir), NULL);
  read_all (latest, &bytes, &length);
  g_assert_true (g_file_set_contents (older, bytes, length, NULL));
  g_assert_true (g_file_set_contents (future, "not a database", -1, NULL));
  damage_middle (latest);
  damage_all (self->path);

  fixture_open (self);
  g_assert_nonnull (strstr (sfl_library_get_notice (self->library), "01")); /* its date */
  record = find_episode (self->library, "m1", NULL);
  g_assert_nonnull (record);
}

/* Seven are kept, the latest ones; a date to come is a clock that was wrong. */
static void
test_rotation (Fixture *self, gconstpointer data)
{
  static const struct {
    const char *date;
    gboolean kept;
  } copies[] = {
    { "2020-01-01", FALSE }, { "2020-01-02", FALSE }, { "2020-01-03", TRUE },
    { "2020-01-04", TRUE },  { "2020-01-05", TRUE },  { "2020-02-01", TRUE },
    { "2021-01-01", TRUE },  { "2021-01-02", TRUE },  { "2999-01-01", FALSE },
  };
  g_autofree char *backups = g_build_filename (self->folder, "backups", NULL);

  fixture_open (self);
  g_assert_cmpint (g_mkdir (backups, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (copies); i++) {
    g_autofree char *name = g_strdup_printf ("state-%s.db", copies[i].date);
    g_autofree char *path = g_build_filename (backups, name, NULL);

    g_assert_true (g_file_set_contents (path, "x", -1, NULL));
  }
  save_simple (self->library, "m1", "un");
  g_assert_true (sfl_library_flush (self->library, 60 * SFL_SECOND));
  for (gsize i = 0; i < G_N_ELEMENTS (copies); i++) {
    g_autofree char *name = g_strdup_printf ("state-%s.db", copies[i].date);
    g_autofree char *path = g_build_filename (backups, name, NULL);

    g_assert_cmpint (g_file_test (path, G_FILE_TEST_EXISTS), ==, copies[i].kept);
  }
}

/* Damage that shows only later is repaired without a restart. */
static void
test_damage_while_open (Fixture *self, gconstpointer data)
{
  g_autoptr (SflEpisodeRecord) record = NULL;
  g_auto (GStrv) aside = NULL;
  sqlite3 *raw;

  make_database (self);
  fixture_open (self);
  raw = open_raw (self->path);
  execute_raw (raw, "PRAGMA wal_checkpoint (TRUNCATE)");
  sqlite3_close (raw);
  overwrite (self->path, 4096, get_size (self->path));
  /* Makes the library forget what it has read of it. */
  raw = open_raw (self->path);
  sqlite3_exec (raw, "PRAGMA user_version = 1", NULL, NULL, NULL);
  sqlite3_close (raw);

  record = find_episode (self->library, "m1", NULL);
  g_assert_nonnull (record);
  g_assert_nonnull (record->pasted_text);
  aside = fixture_list_files (self, "state.db.corrupt-");
  g_assert_cmpuint (g_strv_length (aside), >, 0);
  while (sfl_library_get_notice (self->library) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_newer (Fixture *self, gconstpointer data)
{
  g_autoptr (SflEpisodeRecord) record = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length_before, length_after;
  sqlite3 *raw;

  make_database (self);
  raw = open_raw (self->path);
  execute_raw (raw, "PRAGMA user_version = 99; CREATE TABLE new_thing (a);");
  sqlite3_close (raw);
  read_all (self->path, &before, &length_before);

  fixture_open (self);
  g_assert_false (sfl_library_get_persistent (self->library));
  g_assert_nonnull (strstr (sfl_library_get_notice (self->library), "newer"));
  save_simple (self->library, "m9", "Seulement en mémoire");
  record = find_episode (self->library, "m9", NULL);
  g_assert_nonnull (record);
  fixture_close (self);

  read_all (self->path, &after, &length_after);
  g_assert_cmpmem (before, length_before, after, length_after);
}

static void
notify_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  ++*(int *) user_data;
}

static void
check_memory_only (const char *path)
{
  SflLibrary *library = sfl_library_new (path);
  g_autoptr (SflEpisodeRecord) record = NULL;
  int n_persistent = 0, n_notice = 0;

  g_signal_connect (library, "notify::persistent", G_CALLBACK (notify_cb), &n_persistent);
  g_signal_connect (library, "notify::notice", G_CALLBACK (notify_cb), &n_notice);
  save_simple (library, "m1", "un");
  record = find_episode (library, "m1", NULL);
  g_assert_nonnull (record);
  g_assert_false (sfl_library_get_persistent (library));
  g_assert_nonnull (sfl_library_get_notice (library));
  g_assert_cmpint (n_persistent, ==, 1);
  g_assert_cmpint (n_notice, ==, 1);
  g_assert_finalize_object (library);
}

/* Where nothing can be written, also for root. */
static void
test_unwritable (Fixture *self, gconstpointer data)
{
  g_autofree char *file = g_build_filename (self->top, "file", NULL);
  g_autofree char *below = g_build_filename (file, "souffleur", "state.db", NULL);
  g_autofree char *fifo = g_build_filename (self->top, "fifo", NULL);
  g_autofree char *link = g_build_filename (self->top, "link", NULL);

  g_assert_true (g_file_set_contents (file, "", -1, NULL));
  check_memory_only (below);
  check_memory_only (self->top); /* a folder */
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  check_memory_only (fifo);
  g_assert_cmpint (symlink ("/proc/nowhere/state.db", link), ==, 0);
  check_memory_only (link);
  check_memory_only ("/proc/souffleur/state.db");
}

typedef struct {
  sqlite3 *locker;
  GAsyncResult **results[2];
  gboolean unlocked;
} Lock;

static gboolean
unlock_cb (gpointer user_data)
{
  Lock *lock = user_data;

  g_assert_null (*lock->results[0]);
  g_assert_null (*lock->results[1]);
  execute_raw (lock->locker, "COMMIT");
  lock->unlocked = TRUE;

  return G_SOURCE_REMOVE;
}

static gboolean
tick_cb (gpointer user_data)
{
  ++*(int *) user_data;

  return G_SOURCE_CONTINUE;
}

/* Locked for longer than one attempt takes: calls wait, the main loop goes on. */
static void
test_locked (Fixture *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) save_result = NULL;
  g_autoptr (GAsyncResult) find_result = NULL;
  g_autoptr (SflEpisodeRecord) record = sfl_episode_record_new ();
  g_autoptr (SflEpisodeRecord) found = NULL;
  g_autoptr (GError) error = NULL;
  Lock lock = { NULL, { &save_result, &find_result }, FALSE };
  int n_ticks = 0;
  gint64 id;
  guint ticks;

  fixture_open (self);
  id = save_simple (self->library, "m1", "un");
  lock.locker = open_raw (self->path);
  execute_raw (lock.locker, "BEGIN IMMEDIATE");

  sfl_episode_record_set_media (record, "m2", NULL);
  sfl_library_save_position (self->library, id, 5 * SFL_SECOND, FALSE);
  sfl_library_save_episode_async (self->library, record, NULL, result_cb, &save_result);
  sfl_library_find_episode_async (self->library, "m2", NULL, NULL, result_cb, &find_result);
  sfl_library_save_position (self->library, id, 6 * SFL_SECOND, FALSE);
  g_assert_false (sfl_library_flush (self->library, 20 * SFL_MSECOND));

  ticks = g_timeout_add (50, tick_cb, &n_ticks);
  g_timeout_add (4000, unlock_cb, &lock);
  wait_for (&save_result);
  g_assert_true (lock.unlocked);
  g_assert_cmpint (n_ticks, >=, 20);
  g_source_remove (ticks);
  g_assert_cmpint (sfl_library_save_episode_finish (self->library, save_result, &error), >, 0);
  wait_for (&find_result);
  found = sfl_library_find_episode_finish (self->library, find_result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (found); /* in the order in which it was asked */
  g_assert_null (sfl_library_get_notice (self->library));

  g_clear_pointer (&found, sfl_episode_record_free);
  found = find_episode (self->library, "m1", NULL);
  g_assert_cmpint (found->position, ==, 6 * SFL_SECOND);
  sqlite3_close (lock.locker);
}

/* Opening while another program holds everything waits as well. */
static void
test_open_locked (Fixture *self, gconstpointer data)
{
  g_autoptr (SflEpisodeRecord) found = NULL;
  sqlite3 *locker;
  GAsyncResult *result = NULL;

  fixture_open (self);
  save_simple (self->library, "m1", "un");
  fixture_close (self);
  locker = open_raw (self->path);
  execute_raw (locker, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;");

  self->library = sfl_library_new (self->path);
  sfl_library_find_episode_async (self->library, "m1", NULL, NULL, result_cb, &result);
  g_assert_false (sfl_library_flush (self->library, 100 * SFL_MSECOND));
  g_assert_null (result);
  sqlite3_close (locker);
  wait_for (&result);
  found = sfl_library_find_episode_finish (self->library, result, NULL);
  g_assert_nonnull (found);
  g_assert_true (sfl_library_get_persistent (self->library));
  g_object_unref (result);
}

/* Closing does not wait for a lock that never goes. */
static void
test_close_locked (Fixture *self, gconstpointer data)
{
  g_autoptr (SflEpisodeRecord) found = NULL;
  sqlite3 *locker;
  gint64 id;

  fixture_open (self);
  id = save_simple (self->library, "m1", "un");
  g_assert_true (sfl_library_flush (self->library, 60 * SFL_SECOND));
  locker = open_raw (self->path);
  execute_raw (locker, "BEGIN IMMEDIATE");
  sfl_library_save_position (self->library, id, 5 * SFL_SECOND, FALSE);
  g_assert_finalize_object (g_steal_pointer (&self->library)); /* returns */
  execute_raw (locker, "COMMIT");
  sqlite3_close (locker);

  fixture_open (self);
  found = find_episode (self->library, "m1", NULL);
  g_assert_cmpint (found->position, ==, SFL_TIME_NONE);
}

/* Positions that wait are written when the library goes, without a flush. */
static void
test_close_writes (Fixture *self, gconstpointer data)
{
  g_autoptr (SflEpisodeRecord) found = NULL;
  gint64 id;

  fixture_open (self);
  id = save_simple (self->library, "m1", "un");
  sfl_library_save_position (self->library, id, 5 * SFL_SECOND, FALSE);
  g_assert_finalize_object (g_steal_pointer (&self->library));

  fixture_open (self);
  found = find_episode (self->library, "m1", NULL);
  g_assert_cmpint (found->position, ==, 5 * SFL_SECOND);
}

/* Two windows' worth of libraries on one file lose nothing. */
static void
test_two (Fixture *self, gconstpointer data)
{
  SflLibrary *other;
  g_autoptr (GPtrArray) records = NULL;

  fixture_open (self);
  other = sfl_library_new (self->path);
  for (int i = 0; i < 50; i++) {
    g_autofree char *a = g_strdup_printf ("a%d", i);
    g_autofree char *b = g_strdup_printf ("b%d", i);

    save_simple (self->library, a, "a");
    save_simple (other, b, "b");
  }
  records = list_recent (self->library, 1000);
  g_assert_cmpuint (records->len, ==, 100);
  g_assert_true (sfl_library_flush (other, 60 * SFL_SECOND));
  g_assert_finalize_object (other);
}

/* A full disk is said once, and no longer when there is room again.  The limit on the
 * size of files stands for the disk: writes beyond it fail.
 */
static void
test_full (Fixture *self, gconstpointer data)
{
  g_autoptr (SflEpisodeRecord) record = sfl_episode_record_new ();
  g_autoptr (SflEpisodeRecord) found = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strnfill (1000000, 'a');
  struct rlimit old_limit, limit;
  int n_notices = 0;

  fixture_open (self);
  save_simple (self->library, "m1", "un");
  g_assert_true (sfl_library_flush (self->library, 60 * SFL_SECOND));
  g_signal_connect (self->library, "notify::notice", G_CALLBACK (notify_cb), &n_notices);
  sfl_episode_record_set_media (record, "m2", NULL);
  sfl_episode_record_set_pasted_text (record, text);

  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &old_limit);
  limit = (struct rlimit){ 500000, old_limit.rlim_max };
  setrlimit (RLIMIT_FSIZE, &limit);
  sfl_library_save_episode_async (self->library, record, NULL, result_cb, &result);
  wait_for (&result);
  g_assert_cmpint (sfl_library_save_episode_finish (self->library, result, &error), ==, 0);
  setrlimit (RLIMIT_FSIZE, &old_limit);
  g_assert_error (error, SFL_ERROR, SFL_ERROR_STORAGE);
  while (n_notices < 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (sfl_library_get_notice (self->library));

  save_episode (self->library, record);
  while (n_notices < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (sfl_library_get_notice (self->library));
  found = find_episode (self->library, "m2", NULL);
  g_assert_cmpstr (found->pasted_text, ==, text);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && strcmp (argv[1], "--write") == 0)
    return write_for_ever (argv[2]);

  program = argv[0];
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/library/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("kill", test_kill);
  ADD ("damage", test_damage);
  ADD ("damage-with-log", test_damage_with_log);
  ADD ("damaged-copy", test_damaged_copy);
  ADD ("rotation", test_rotation);
  ADD ("damage-while-open", test_damage_while_open);
  ADD ("newer", test_newer);
  ADD ("unwritable", test_unwritable);
  ADD ("locked", test_locked);
  ADD ("open-locked", test_open_locked);
  ADD ("close-locked", test_close_locked);
  ADD ("close-writes", test_close_writes);
  ADD ("two", test_two);
  ADD ("full", test_full);

  return g_test_run ();
}
