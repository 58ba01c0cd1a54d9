/* test-library.c: what is remembered, and what is forgotten
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define _GNU_SOURCE /* memmem () */

#include "support.h"

#include "sfl-content-id.h"

#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

#define PASTED "00:00Bonjour à tous\n00:04et bienvenue dans Souffleur"

static void
check_full_record (SflEpisodeRecord *record)
{
  g_assert_nonnull (record);
  g_assert_cmpint (record->id, >, 0);
  g_assert_cmpstr (record->media_id, ==, "media-1");
  g_assert_cmpstr (record->media_uri, ==, "file:///a%20b.mp3");
  g_assert_null (record->transcript_uri);
  g_assert_cmpstr (record->pasted_text, ==, PASTED);
  g_assert_cmpstr (record->title, ==, "L’été <b>&");
  g_assert_cmpint (record->duration, ==, 1694 * SFL_SECOND + 1);
  g_assert_cmpint (record->position, ==, 211 * SFL_SECOND);
  g_assert_cmpfloat (record->rate, ==, 1.25);
  g_assert_true (record->finished);
  g_assert_nonnull (record->last_opened);
  g_assert_cmpint (ABS (g_date_time_to_unix (record->last_opened) - g_get_real_time () / 1000000),
                   <, 3600);
}

static void
test_round_trip (Fixture *self, gconstpointer data)
{
  g_autoptr (SflEpisodeRecord) record = sfl_episode_record_new ();
  g_autoptr (SflEpisodeRecord) none = NULL;
  g_autoptr (SflEpisodeRecord) by_media = NULL;
  g_autoptr (SflEpisodeRecord) by_transcript = NULL;
  g_autoptr (SflEpisodeRecord) copy = NULL;

  sfl_episode_record_set_media (record, "media-1", "file:///a%20b.mp3");
  sfl_episode_record_set_pasted_text (record, PASTED);
  sfl_episode_record_set_title (record, "L’été <b>&");
  record->duration = 1694 * SFL_SECOND + 1;
  record->position = 3 * SFL_SECOND;
  record->rate = 1.25;

  fixture_open (self);
  g_assert_true (sfl_library_get_persistent (self->library));
  none = find_episode (self->library, "media-1", NULL);
  g_assert_null (none);
  record->id = save_episode (self->library, record);
  sfl_library_save_position (self->library, record->id, 200 * SFL_SECOND, FALSE);
  sfl_library_save_position (self->library, record->id, 211 * SFL_SECOND, TRUE);
  fixture_close (self);

  fixture_open (self);
  g_assert_null (sfl_library_get_notice (self->library));
  by_media = find_episode (self->library, "media-1", NULL);
  check_full_record (by_media);
  by_transcript = find_episode (self->library, NULL, record->transcript_id);
  check_full_record (by_transcript);
  copy = sfl_episode_record_copy (by_transcript);
  check_full_record (copy);
  g_assert_cmpint (by_media->id, ==, record->id);
}

/* NULL means "as it was", except for the transcript, which may go. */
static void
test_partial (Fixture *self, gconstpointer data)
{
  g_autoptr (SflEpisodeRecord) record = sfl_episode_record_new ();
  g_autoptr (SflEpisodeRecord) bare = sfl_episode_record_new ();
  g_autoptr (SflEpisodeRecord) found = NULL;
  gint64 id;

  sfl_episode_record_set_media (record, "media-1", "file:///a.mp3");
  sfl_episode_record_set_transcript (record, "text-1", "file:///a.srt");
  sfl_episode_record_set_title (record, "Titre");
  record->position = 5 * SFL_SECOND;
  record->duration = 9 * SFL_SECOND;
  sfl_episode_record_set_media (bare, "media-1", NULL);

  fixture_open (self);
  id = save_episode (self->library, record);
  g_assert_cmpint (save_episode (self->library, bare), ==, id);
  found = find_episode (self->library, "media-1", NULL);
  g_assert_cmpstr (found->media_uri, ==, "file:///a.mp3");
  g_assert_cmpstr (found->title, ==, "Titre");
  g_assert_cmpint (found->position, ==, 5 * SFL_SECOND);
  g_assert_cmpint (found->duration, ==, 9 * SFL_SECOND);
  g_assert_null (found->transcript_id);
  g_assert_null (found->transcript_uri);
}

/* A table of saves, each followed by a find; an episode is named by its title. */
static void
test_identity (Fixture *self, gconstpointer data)
{
  static const struct {
    const char *media, *transcript, *title; /* saved; NULL title: nothing is saved */
    const char *find_media, *find_transcript, *found;
    guint n_episodes;
  } rows[] = {
    { "m1", "t1", "one", "m1", NULL, "one", 1 },
    { NULL, NULL, NULL, NULL, "t1", "one", 1 },
    { NULL, NULL, NULL, "m1", "other", "one", 1 }, /* the recording decides */
    { NULL, NULL, NULL, "m2", "t1", NULL, 1 },     /* and is not another one */
    { "m1", "t2", "one again", "m1", "t1", "one again", 1 },
    { NULL, NULL, NULL, NULL, "t1", NULL, 1 },
    { "m2", "t2", "two", NULL, "t2", "two", 2 }, /* the later of two */
    { "m1", "t2", "one", NULL, "t2", "one", 2 },
    { NULL, "t3", "alone", NULL, "t3", "alone", 3 },
    { NULL, NULL, NULL, "m3", "t3", "alone", 3 },      /* for a recording that is new */
    { "m3", "t3", "paired", "m3", NULL, "paired", 3 }, /* the same episode */
    { NULL, "t3", "still", "m3", NULL, "still", 3 },   /* opened without its recording */
    { NULL, "t4", "alone", NULL, "t4", "alone", 4 },
    { "m1", "t4", "one", NULL, "t4", "one", 3 }, /* joined with one that is known */
  };

  fixture_open (self);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (SflEpisodeRecord) record = sfl_episode_record_new ();
    g_autoptr (SflEpisodeRecord) found = NULL;
    g_autoptr (GPtrArray) records = NULL;

    g_test_message ("row %u", (guint) i);
    if (rows[i].title != NULL) {
      sfl_episode_record_set_media (record, rows[i].media, NULL);
      sfl_episode_record_set_transcript (record, rows[i].transcript, "file:///t");
      sfl_episode_record_set_title (record, rows[i].title);
      save_episode (self->library, record);
    }
    found = find_episode (self->library, rows[i].find_media, rows[i].find_transcript);
    g_assert_cmpstr (found != NULL ? found->title : NULL, ==, rows[i].found);
    records = list_recent (self->library, 100);
    g_assert_cmpuint (records->len, ==, rows[i].n_episodes);
  }
}

static void
test_recent (Fixture *self, gconstpointer data)
{
  static const char *const ids[] = { "m3", "m1", "m2" };
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) two = NULL;

  fixture_open (self);
  none = list_recent (self->library, 10);
  g_assert_cmpuint (none->len, ==, 0);

  save_simple (self->library, "m1", "un");
  save_simple (self->library, "m2", "deux");
  save_simple (self->library, "m3", "trois");
  save_simple (self->library, "m1", "un");
  save_simple (self->library, "m3", "trois");
  fixture_close (self);

  fixture_open (self);
  all = list_recent (self->library, 10);
  g_assert_cmpuint (all->len, ==, 3);
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_cmpstr (((SflEpisodeRecord *) all->pdata[i])->media_id, ==, ids[i]);
  two = list_recent (self->library, 2);
  g_assert_cmpuint (two->len, ==, 2);
}

/* A clock that was a year ahead does not keep its episodes on top for a year. */
static void
test_wrong_clock (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) records = NULL;
  sqlite3 *raw;

  fixture_open (self);
  save_simple (self->library, "m1", "un");
  raw = open_raw (self->path);
  execute_raw (raw, "UPDATE episode SET last_opened = last_opened + 31536000000000");
  sqlite3_close (raw);
  save_simple (self->library, "m2", "deux");
  records = list_recent (self->library, 2);
  g_assert_cmpstr (((SflEpisodeRecord *) records->pdata[0])->media_id, ==, "m2");
}

/* What another program wrote is either usable or not there. */
static void
test_nonsense_values (Fixture *self, gconstpointer data)
{
  g_autoptr (SflEpisodeRecord) record = sfl_episode_record_new ();
  g_autoptr (SflEpisodeRecord) found = NULL;
  sqlite3 *raw;

  sfl_episode_record_set_media (record, "m1", NULL);
  sfl_episode_record_set_pasted_text (record, PASTED);
  fixture_open (self);
  save_episode (self->library, record);
  raw = open_raw (self->path);
  execute_raw (raw, "UPDATE episode SET title = CAST(x'ff41' AS TEXT), position = -5,"
                    " duration = 9223372036854775807, rate = -1e308,"
                    " last_opened = 9223372036854775807");
  execute_raw (raw, "UPDATE paste SET text = 'another text'");
  sqlite3_close (raw);

  found = find_episode (self->library, "m1", NULL);
  g_assert_nonnull (found);
  g_assert_null (found->title);
  g_assert_null (found->pasted_text);
  g_assert_cmpint (found->position, ==, SFL_TIME_NONE);
  g_assert_cmpint (found->duration, ==, SFL_TIME_NONE);
  g_assert_cmpfloat (found->rate, ==, 1);
}

/* Everything goes in the order in which it was asked for, positions too. */
static void
test_order (Fixture *self, gconstpointer data)
{
  g_autoptr (SflEpisodeRecord) record = sfl_episode_record_new ();
  g_autoptr (SflEpisodeRecord) found = NULL;

  fixture_open (self);
  sfl_episode_record_set_media (record, "m1", NULL);
  record->id = save_episode (self->library, record);
  for (int i = 0; i < 1000; i++)
    sfl_library_save_position (self->library, record->id, i * SFL_SECOND, FALSE);
  record->position = SFL_SECOND / 2;
  sfl_library_save_episode_async (self->library, record, NULL, NULL, NULL);
  sfl_library_save_position (self->library, record->id, 7 * SFL_SECOND, FALSE);
  sfl_library_save_position (self->library, record->id, SFL_TIME_NONE, TRUE);
  sfl_library_save_position (self->library, 0, SFL_SECOND, FALSE);

  found = find_episode (self->library, "m1", NULL);
  g_assert_true (found->finished);
  /* "as it was" is as the last save left it: the position of 7 s was replaced */
  g_assert_cmpint (found->position, ==, SFL_SECOND / 2);

  record->position = 9 * SFL_SECOND;
  sfl_library_save_position (self->library, record->id, 8 * SFL_SECOND, FALSE);
  sfl_library_save_episode_async (self->library, record, NULL, NULL, NULL);
  g_clear_pointer (&found, sfl_episode_record_free);
  found = find_episode (self->library, "m1", NULL);
  g_assert_cmpint (found->position, ==, 9 * SFL_SECOND);
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) find_result = NULL;
  g_autoptr (GAsyncResult) save_result = NULL;
  g_autoptr (SflEpisodeRecord) record = sfl_episode_record_new ();
  g_autoptr (SflEpisodeRecord) found = NULL;
  g_autoptr (GError) error = NULL;

  fixture_open (self);
  sfl_episode_record_set_media (record, "m1", NULL);
  g_cancellable_cancel (cancellable);

  sfl_library_find_episode_async (self->library, "m1", NULL, cancellable, result_cb, &find_result);
  wait_for (&find_result);
  g_assert_null (sfl_library_find_episode_finish (self->library, find_result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  sfl_library_save_episode_async (self->library, record, cancellable, result_cb, &save_result);
  wait_for (&save_result);
  g_assert_cmpint (sfl_library_save_episode_finish (self->library, save_result, &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  found = find_episode (self->library, "m1", NULL);
  g_assert_nonnull (found); /* saved all the same */
}

static gboolean
contains (const char *path, const char *needle)
{
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));

  return memmem (bytes, length, needle, strlen (needle)) != NULL;
}

/* How many files below @path hold @needle; a folder counts what is in it. */
static int
count_files_with (const char *path, const char *needle)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  int n = 0;

  if (dir == NULL)
    return contains (path, needle);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    n += count_files_with (child, needle);
  }

  return n;
}

/* Nothing is left of it in any file: database, log, daily copies, damaged ones. */
static void
test_forget (Fixture *self, gconstpointer data)
{
  static const char *const secrets[] = { "secret-phrase", "SecretTitle", "secret-path",
                                         "secret-media" };
  g_autoptr (SflEpisodeRecord) record = sfl_episode_record_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *damaged = g_strconcat (self->path, ".corrupt-2026-11-22T101112", NULL);
  g_autoptr (SflEpisodeRecord) gone = NULL;
  g_autoptr (SflEpisodeRecord) kept = NULL;
  g_autoptr (GPtrArray) recent = NULL;

  for (int i = 0; i < 2000; i++) /* over many pages */
    g_string_append_printf (text, "%02d:%02d secret-phrase %d\n", i / 60, i % 60, i);
  sfl_episode_record_set_media (record, "secret-media", "file:///secret-path.mp3");
  sfl_episode_record_set_pasted_text (record, text->str);
  sfl_episode_record_set_title (record, "SecretTitle");

  fixture_open (self);
  save_simple (self->library, "kept-media", "Kept");
  record->id = save_episode (self->library, record);
  g_clear_pointer (&recent, g_ptr_array_unref);
  recent = list_recent (self->library, 5);
  fixture_close (self);
  /* The daily copy was made of what was there first; have one that knows the secret. */
  {
    g_autofree char *backups = g_build_filename (self->folder, "backups", NULL);

    remove_tree (backups);
  }
  g_assert_true (g_file_set_contents (damaged, text->str, -1, NULL));
  fixture_open (self);
  g_assert_true (sfl_library_flush (self->library, 60 * SFL_SECOND));
  for (gsize i = 0; i < G_N_ELEMENTS (secrets); i++)
    g_assert_cmpint (count_files_with (self->top, secrets[i]), >=, 2);

  forget (self->library, record->id);
  for (gsize i = 0; i < G_N_ELEMENTS (secrets); i++)
    g_assert_cmpint (count_files_with (self->top, secrets[i]), ==, 0);

  /* A late position does not bring it back. */
  sfl_library_save_position (self->library, record->id, SFL_SECOND, FALSE);
  gone = find_episode (self->library, "secret-media", NULL);
  g_assert_null (gone);
  kept = find_episode (self->library, "kept-media", NULL);
  g_assert_nonnull (kept);
  g_assert_cmpint (count_files_with (self->top, "Kept"), >=, 2); /* and its copy */
  forget (self->library, 12345);                                 /* was not there */
}

/* A text belongs to its episodes: the last one takes it along. */
static void
test_paste_life (Fixture *self, gconstpointer data)
{
  g_autoptr (SflEpisodeRecord) one = sfl_episode_record_new ();
  g_autoptr (SflEpisodeRecord) two = sfl_episode_record_new ();
  g_autoptr (SflEpisodeRecord) found = NULL;

  sfl_episode_record_set_media (one, "m1", NULL);
  sfl_episode_record_set_pasted_text (one, "shared-text");
  sfl_episode_record_set_media (two, "m2", NULL);
  sfl_episode_record_set_pasted_text (two, "shared-text");

  fixture_open (self);
  one->id = save_episode (self->library, one);
  two->id = save_episode (self->library, two);
  forget (self->library, one->id);
  found = find_episode (self->library, "m2", NULL);
  g_assert_cmpstr (found->pasted_text, ==, "shared-text");

  /* Saved again as it was found, it stays; replaced by a file, it goes. */
  save_episode (self->library, found);
  g_clear_pointer (&found, sfl_episode_record_free);
  found = find_episode (self->library, "m2", NULL);
  g_assert_cmpstr (found->pasted_text, ==, "shared-text");
  sfl_episode_record_set_transcript (found, "t2", "file:///t.srt");
  save_episode (self->library, found);
  fixture_close (self);
  {
    g_autofree char *backups = g_build_filename (self->folder, "backups", NULL);

    remove_tree (backups);
  }
  g_assert_cmpint (count_files_with (self->top, "shared-text"), ==, 0);
}

/* A private window: nothing on any disk. */
static void
test_memory (Fixture *self, gconstpointer data)
{
  SflLibrary *library = sfl_library_new (NULL);
  g_autoptr (SflEpisodeRecord) found = NULL;
  gint64 id = save_simple (library, "m1", "un");

  g_assert_false (sfl_library_get_persistent (library));
  g_assert_null (sfl_library_get_notice (library));
  sfl_library_save_position (library, id, 5 * SFL_SECOND, FALSE);
  found = find_episode (library, "m1", NULL);
  g_assert_cmpint (found->position, ==, 5 * SFL_SECOND);
  forget (library, id);
  g_clear_pointer (&found, sfl_episode_record_free);
  found = find_episode (library, "m1", NULL);
  g_assert_null (found);
  g_assert_true (sfl_library_flush (library, 60 * SFL_SECOND));
  g_assert_finalize_object (library);
}

/* The reading goes with the transcript that it is one of. */
static void
test_reading (Fixture *self, gconstpointer data)
{
  g_autoptr (SflEpisodeRecord) record = sfl_episode_record_new ();
  g_autoptr (SflEpisodeRecord) found = NULL;
  g_autoptr (SflEpisodeRecord) again = NULL;

  sfl_episode_record_set_media (record, "media-1", NULL);
  sfl_episode_record_set_pasted_text (record, PASTED);
  sfl_episode_record_set_reading (record, "{'shift': <int64 5>}");
  fixture_open (self);
  save_episode (self->library, record);
  fixture_close (self);

  fixture_open (self);
  found = find_episode (self->library, "media-1", NULL);
  g_assert_cmpstr (found->reading, ==, "{'shift': <int64 5>}");
  g_assert_cmpstr (found->pasted_text, ==, PASTED);
  sfl_episode_record_set_pasted_text (found, PASTED);
  g_assert_nonnull (found->reading);
  sfl_episode_record_set_transcript (found, "text-1", "file:///a.srt");
  g_assert_null (found->reading);
  save_episode (self->library, found);
  again = find_episode (self->library, "media-1", NULL);
  g_assert_cmpstr (again->transcript_id, ==, "text-1");
  g_assert_null (again->reading);
}

/* So do the times that were found for it. */
static void
test_alignment (Fixture *self, gconstpointer data)
{
  g_autoptr (SflEpisodeRecord) record = sfl_episode_record_new ();
  g_autoptr (SflEpisodeRecord) found = NULL, again = NULL, last = NULL;
  g_autoptr (GBytes) times = g_bytes_new_static ("\0times", 6);

  sfl_episode_record_set_media (record, "media-1", NULL);
  sfl_episode_record_set_transcript (record, "text-1", "file:///a.srt");
  sfl_episode_record_set_alignment (record, times);
  record->checked = TRUE;
  fixture_open (self);
  save_episode (self->library, record);
  fixture_close (self);

  fixture_open (self);
  found = find_episode (self->library, "media-1", NULL);
  g_assert_true (g_bytes_equal (found->alignment, times));
  sfl_episode_record_set_transcript (found, "text-1", "file:///b.srt");
  g_assert_nonnull (found->alignment);
  g_assert_true (found->checked);
  save_episode (self->library, found);
  again = find_episode (self->library, "media-1", NULL);
  g_assert_true (g_bytes_equal (again->alignment, times));
  sfl_episode_record_set_transcript (again, "text-2", "file:///b.srt");
  g_assert_null (again->alignment);
  g_assert_false (again->checked);
  save_episode (self->library, again);
  last = find_episode (self->library, "media-1", NULL);
  g_assert_null (last->alignment);
}

/* What the first version wrote. */
#define VERSION_1                                                                                  \
  "CREATE TABLE episode ("                                                                         \
  "  id INTEGER PRIMARY KEY AUTOINCREMENT, media_id TEXT UNIQUE, media_uri TEXT,"                  \
  "  transcript_id TEXT, transcript_uri TEXT, title TEXT, duration INTEGER, position INTEGER,"     \
  "  rate REAL NOT NULL, finished INTEGER NOT NULL, last_opened INTEGER NOT NULL,"                 \
  "  opened INTEGER NOT NULL) STRICT;"                                                             \
  "CREATE INDEX episode_transcript ON episode (transcript_id);"                                    \
  "CREATE INDEX episode_opened ON episode (opened);"                                               \
  "CREATE TABLE paste (id INTEGER PRIMARY KEY, content_id TEXT NOT NULL UNIQUE,"                   \
  "  text TEXT NOT NULL, created INTEGER NOT NULL) STRICT;"                                        \
  "INSERT INTO episode (media_id, transcript_id, transcript_uri, title, position, rate, finished," \
  "  last_opened, opened) VALUES ('m1', 't1', 'file:///t', 'Un', 7, 1.5, 0, 0, 1);"                \
  "PRAGMA application_id = 0x53666c31; PRAGMA user_version = 1;"

/* A database of the first version keeps what is in it, and can do what ours can. */
static void
test_migration (Fixture *self, gconstpointer data)
{
  g_autoptr (SflEpisodeRecord) found = NULL;
  g_autoptr (SflEpisodeRecord) again = NULL;
  sqlite3 *raw;

  g_assert_cmpint (g_mkdir_with_parents (self->folder, 0700), ==, 0);
  g_assert_cmpint (sqlite3_open (self->path, &raw), ==, SQLITE_OK);
  execute_raw (raw, VERSION_1);
  sqlite3_close (raw);

  fixture_open (self);
  found = find_episode (self->library, "m1", NULL);
  g_assert_true (sfl_library_get_persistent (self->library));
  g_assert_null (sfl_library_get_notice (self->library));
  g_assert_cmpstr (found->title, ==, "Un");
  g_assert_cmpint (found->position, ==, 7);
  g_assert_null (found->reading);
  sfl_episode_record_set_reading (found, "{}");
  save_episode (self->library, found);
  fixture_close (self);

  fixture_open (self);
  again = find_episode (self->library, "m1", NULL);
  g_assert_cmpstr (again->reading, ==, "{}");
  g_assert_cmpfloat (again->rate, ==, 1.5);
}

static void
check_mode (const char *path, int mode)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmphex (info.st_mode & 0777, ==, mode);
}

/* For nobody else's eyes, whatever the umask. */
static void
test_permissions (Fixture *self, gconstpointer data)
{
  mode_t old_mask = umask (0);
  g_auto (GStrv) files = NULL;
  g_autofree char *backups = g_build_filename (self->folder, "backups", NULL);
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint n_copies = 0;

  fixture_open (self);
  save_simple (self->library, "m1", "un");
  g_assert_true (sfl_library_flush (self->library, 60 * SFL_SECOND));

  check_mode (self->folder, 0700);
  check_mode (backups, 0700);
  files = fixture_list_files (self, "state.db");
  g_assert_cmpuint (g_strv_length (files), ==, 3); /* with its log and index */
  for (gsize i = 0; files[i] != NULL; i++)
    check_mode (files[i], 0600);
  dir = g_dir_open (backups, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (backups, name, NULL);

    check_mode (path, 0600);
    n_copies++;
  }
  g_assert_cmpuint (n_copies, ==, 1);
  fixture_close (self);

  /* A file that was open to all is closed again. */
  g_assert_cmpint (g_chmod (self->path, 0644), ==, 0);
  fixture_open (self);
  check_mode (self->path, 0600);
  umask (old_mask);
}

static void
test_default_path (void)
{
  g_autofree char *path = sfl_library_dup_default_path ();

  g_assert_true (g_path_is_absolute (path));
  g_assert_true (g_str_has_suffix (path, "/souffleur/state.db"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/library/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("partial", test_partial);
  ADD ("identity", test_identity);
  ADD ("recent", test_recent);
  ADD ("wrong-clock", test_wrong_clock);
  ADD ("nonsense-values", test_nonsense_values);
  ADD ("order", test_order);
  ADD ("cancel", test_cancel);
  ADD ("forget", test_forget);
  ADD ("paste-life", test_paste_life);
  ADD ("memory", test_memory);
  ADD ("reading", test_reading);
  ADD ("alignment", test_alignment);
  ADD ("migration", test_migration);
  ADD ("permissions", test_permissions);
  g_test_add_func ("/library/default-path", test_default_path);

  return g_test_run ();
}
