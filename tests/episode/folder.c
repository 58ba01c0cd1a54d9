/* folder.c: a folder of the test's own, with files of many kinds in it
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "folder.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

char *
folder_new (void)
{
  char *folder = g_dir_make_tmp ("souffleur-episode-XXXXXX", NULL);

  g_assert_nonnull (folder);

  return folder;
}

static void
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
folder_free (char *folder)
{
  remove_tree (folder);
  g_free (folder);
}

/* Returns: its path */
char *
folder_write (const char *folder, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  char *path = g_build_filename (folder, name, NULL);

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);

  return path;
}

/* Makes files, whose names are parted by spaces; the name says what is in one. */
void
folder_make (const char *folder, const char *names)
{
  g_auto (GStrv) all = g_strsplit (names, " ", -1);

  for (guint i = 0; all[i] && *all[i]; i++) {
    g_autofree char *path = g_build_filename (folder, all[i], NULL);
    g_autofree char *written = NULL;

    if (g_str_has_prefix (all[i], "dir"))
      g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
    else if (g_str_has_prefix (all[i], "fifo"))
      g_assert_cmpint (mkfifo (path, 0600), ==, 0);
    else if (g_str_has_prefix (all[i], "empty"))
      written = folder_write (folder, all[i], "");
    else if (g_str_has_prefix (all[i], "pdf"))
      written = folder_write (folder, all[i], "%PDF-1.4\n");
    else if (g_str_has_prefix (all[i], "png"))
      written = folder_write (folder, all[i], "\x89PNG\r\n\x1a\n");
    else
      written = folder_write (folder, all[i],
                              "1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n"
                              "2\n00:00:03,000 --> 00:00:04,000\nTwo.\n");
  }
}

GFile *
folder_get (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_new_for_path (path);
}

GPtrArray *
folder_get_all (const char *folder, const char *names)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) all = g_strsplit (names, " ", -1);

  for (guint i = 0; all[i]; i++)
    g_ptr_array_add (files, folder_get (folder, all[i]));

  return files;
}

char *
folder_dup_name (GFile *file)
{
  return file ? g_file_get_basename (file) : NULL;
}

gboolean
wait_tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}
