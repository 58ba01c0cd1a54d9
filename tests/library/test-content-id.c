/* test-content-id.c: a file known by what is in it
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sfl-content-id.h"

#include "sfl-error.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#define MIB (1024 * 1024)

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("content-id-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "file", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_remove (self->path);
  g_rmdir (self->folder);
  g_free (self->path);
  g_free (self->folder);
}

static void
result_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static char *
compute (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  sfl_content_id_compute_async (file, cancellable, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return sfl_content_id_compute_finish (result, error);
}

/* The same bytes in a file and in memory have one id; a change of any byte that is
 * read, or of the size, makes another.
 */
static void
test_content (Fixture *self, gconstpointer data)
{
  static const struct {
    gsize size;
    gsize changed; /* this byte differs... */
    gboolean seen; /* ...and that is noticed */
  } rows[] = {
    { 0 },
    { 1, 0, TRUE },
    { 1000, 999, TRUE },
    { 2 * MIB, MIB, TRUE }, /* the last size that is read whole */
    { 2 * MIB + 1, MIB - 1, TRUE },
    { 2 * MIB + 1, MIB, FALSE }, /* the one byte between the ends */
    { 2 * MIB + 1, MIB + 1, TRUE },
    { 5 * MIB, 0, TRUE },
    { 5 * MIB, 5 * MIB - 1, TRUE },
    { 5 * MIB, 3 * MIB, FALSE },
  };
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *bytes = g_malloc (rows[i].size + 1);
    g_autofree char *id = NULL;
    g_autofree char *changed_id = NULL;
    g_autofree char *data_id = NULL;
    g_autoptr (GError) error = NULL;

    for (gsize j = 0; j < rows[i].size; j++)
      bytes[j] = j * 7 + j / 1000;
    g_assert_true (g_file_set_contents (self->path, bytes, rows[i].size, NULL));
    id = compute (self->path, NULL, &error);
    g_assert_no_error (error);
    data_id = sfl_content_id_for_data (bytes, rows[i].size);
    g_assert_cmpstr (id, ==, data_id);
    g_assert_true (g_str_is_ascii (id));

    if (rows[i].size == 0)
      continue;
    bytes[rows[i].changed] ^= 1;
    changed_id = sfl_content_id_for_data (bytes, rows[i].size);
    g_assert_cmpint (strcmp (id, changed_id) != 0, ==, rows[i].seen);
    g_hash_table_add (ids, g_steal_pointer (&id));
  }

  g_assert_cmpuint (g_hash_table_size (ids), ==, 5); /* as many as sizes */
}

/* Another name is not another file. */
static void
test_names (Fixture *self, gconstpointer data)
{
  g_autofree char *hard = g_build_filename (self->folder, "hard", NULL);
  g_autofree char *symbolic = g_build_filename (self->folder, "symbolic", NULL);
  g_autofree char *id = NULL;
  g_autofree char *hard_id = NULL;
  g_autofree char *symbolic_id = NULL;

  g_assert_true (g_file_set_contents (self->path, "bonjour", -1, NULL));
  g_assert_cmpint (link (self->path, hard), ==, 0);
  g_assert_cmpint (symlink (self->path, symbolic), ==, 0);

  id = compute (self->path, NULL, NULL);
  hard_id = compute (hard, NULL, NULL);
  symbolic_id = compute (symbolic, NULL, NULL);
  g_assert_nonnull (id);
  g_assert_cmpstr (id, ==, hard_id);
  g_assert_cmpstr (id, ==, symbolic_id);

  g_unlink (hard);
  g_unlink (symbolic);
}

/* None of these may wait for anything. */
static void
test_refused (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GFile) remote = g_file_new_for_uri ("https://localhost/episode.mp3");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (compute (self->path, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_null (compute (self->folder, NULL, &error));
  g_assert_error (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED);
  g_clear_error (&error);

  g_assert_null (compute ("/dev/zero", NULL, &error));
  g_assert_error (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED);
  g_clear_error (&error);

  g_assert_cmpint (mkfifo (self->path, 0600), ==, 0);
  g_assert_null (compute (self->path, NULL, &error));
  g_assert_error (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED);
  g_clear_error (&error);

  sfl_content_id_compute_async (remote, NULL, result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (sfl_content_id_compute_finish (result, &error));
  g_assert_error (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED);
  g_clear_error (&error);

  g_unlink (self->path);
  g_assert_true (g_file_set_contents (self->path, "bonjour", -1, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_null (compute (self->path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/content-id/content", Fixture, NULL, set_up, test_content, tear_down);
  g_test_add ("/content-id/names", Fixture, NULL, set_up, test_names, tear_down);
  g_test_add ("/content-id/refused", Fixture, NULL, set_up, test_refused, tear_down);

  return g_test_run ();
}
