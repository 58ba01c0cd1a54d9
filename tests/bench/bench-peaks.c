/* bench-peaks.c: the outline of a recording's sound, once
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   bench-peaks FILE
 */

#include "config.h"

#include "sfl-peaks.h"
#include "sfl-player.h"

#define N_PEAKS 2000

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **found = user_data;

  *found = g_object_ref (result);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree float *peaks = NULL;
  guint n_peaks;

  if (argc != 2)
    return 2;
  file = g_file_new_for_commandline_arg (argv[1]);
  sfl_peaks_load_async (file, N_PEAKS, NULL, done_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  peaks = sfl_peaks_load_finish (result, &n_peaks, &error);
  if (peaks == NULL)
    g_printerr ("%s\n", error->message);
  sfl_media_deinit ();

  return peaks == NULL;
}
