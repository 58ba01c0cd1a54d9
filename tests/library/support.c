/* support.c: a library in a folder of its own, and calls that wait
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "support.h"

#include <glib/gstdio.h>

void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK) && (dir = g_dir_open (path, 0, NULL)) != NULL) {
    while ((name = g_dir_read_name (dir)) != NULL) {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  }
  g_remove (path);
}

void
fixture_set_up (Fixture *self, gconstpointer data)
{
  self->top = g_dir_make_tmp ("library-XXXXXX", NULL);
  g_assert_nonnull (self->top);
  self->folder = g_build_filename (self->top, "data", "souffleur", NULL);
  self->path = g_build_filename (self->folder, "state.db", NULL);
}

void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  if (self->library != NULL)
    fixture_close (self);
  remove_tree (self->top);
  g_free (self->top);
  g_free (self->folder);
  g_free (self->path);
}

/* Returns when the file is open and what was wrong with it has been said. */
void
fixture_open (Fixture *self)
{
  g_autoptr (GPtrArray) records = NULL;

  g_assert_null (self->library);
  self->library = sfl_library_new (self->path);
  records = list_recent (self->library, 1);
}

void
fixture_close (Fixture *self)
{
  g_assert_true (sfl_library_flush (self->library, 60 * SFL_SECOND));
  g_assert_finalize_object (g_steal_pointer (&self->library));
}

/* Paths of the files beside the database whose names begin with @prefix. */
char **
fixture_list_files (Fixture *self, const char *prefix)
{
  g_autoptr (GStrvBuilder) files = g_strv_builder_new ();
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    if (g_str_has_prefix (name, prefix)) {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_strv_builder_add (files, path);
    }
  }

  return g_strv_builder_end (files);
}

void
result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

SflEpisodeRecord *
find_episode (SflLibrary *library, const char *media_id, const char *transcript_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SflEpisodeRecord *record;

  sfl_library_find_episode_async (library, media_id, transcript_id, NULL, result_cb, &result);
  wait_for (&result);
  record = sfl_library_find_episode_finish (library, result, &error);
  g_assert_no_error (error);

  return record;
}

gint64
save_episode (SflLibrary *library, SflEpisodeRecord *record)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  sfl_library_save_episode_async (library, record, NULL, result_cb, &result);
  wait_for (&result);
  id = sfl_library_save_episode_finish (library, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, >, 0);

  return id;
}

gint64
save_simple (SflLibrary *library, const char *media_id, const char *title)
{
  g_autoptr (SflEpisodeRecord) record = sfl_episode_record_new ();

  sfl_episode_record_set_media (record, media_id, "file:///episode.mp3");
  sfl_episode_record_set_title (record, title);

  return save_episode (library, record);
}

GPtrArray *
list_recent (SflLibrary *library, guint limit)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *records;

  sfl_library_list_recent_async (library, limit, NULL, result_cb, &result);
  wait_for (&result);
  records = sfl_library_list_recent_finish (library, result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (records);

  return records;
}

void
forget (SflLibrary *library, gint64 id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sfl_library_forget_async (library, id, NULL, result_cb, &result);
  wait_for (&result);
  g_assert_true (sfl_library_forget_finish (library, result, &error));
  g_assert_no_error (error);
}

sqlite3 *
open_raw (const char *path)
{
  sqlite3 *handle;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);

  return handle;
}

void
execute_raw (sqlite3 *handle, const char *sql)
{
  g_autofree char *message = NULL;

  if (sqlite3_exec (handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (handle));
}
