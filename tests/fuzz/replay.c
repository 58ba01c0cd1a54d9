/* replay.c: runs a fuzz target over files, without a fuzzer
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   replay-TARGET FOLDER
 *
 * What a fuzzer ever found stays in the folder, and is a test from then on.
 */

#include "config.h"

#include <glib.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static char *folder;

static void
test_file (gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder, data, NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  LLVMFuzzerTestOneInput ((const guint8 *) contents, length);

  /* Cut short at any place, as a file that is still being copied. */
  for (gsize n = 0; n < MIN (length, 2000); n++)
    LLVMFuzzerTestOneInput ((const guint8 *) contents, n);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;
  int result;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  folder = argv[1];
  dir = g_dir_open (folder, 0, &error);
  g_assert_no_error (error);

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_strconcat ("/replay/", name, NULL);

    g_ptr_array_add (names, g_strdup (name));
    g_test_add_data_func (path, names->pdata[names->len - 1], test_file);
  }
  g_assert_cmpuint (names->len, >, 0);
  result = g_test_run ();

  return result;
}
