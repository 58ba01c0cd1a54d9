/* main.c: where it begins
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-application.h"
#include "sfl-episode.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

/* Whether drawing through OpenGL would end in the processor. */
static gboolean
has_gpu (void)
{
  const char *name;
  GDir *dir;
  gboolean found = FALSE;

  if (g_strcmp0 (g_getenv ("LIBGL_ALWAYS_SOFTWARE"), "1") == 0)
    return FALSE;
  if (g_file_test ("/dev/nvidiactl", G_FILE_TEST_EXISTS))
    return TRUE;

  dir = g_dir_open ("/dev/dri", 0, NULL);
  while (dir && !found && (name = g_dir_read_name (dir)))
    found = g_str_has_prefix (name, "render");
  g_clear_pointer (&dir, g_dir_close);

  return found;
}

/* Started from the build folder, the program finds its settings, its translations and
 * the sample there, as `meson devenv` would say.
 */
static void
look_in_build_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program ? g_path_get_dirname (program) : NULL;
  g_autofree char *data = NULL;
  g_autofree char *schemas = NULL;
  g_autofree char *sample = NULL;
  g_autofree char *po = NULL;

  if (folder == NULL)
    return;

  data = g_build_filename (folder, "..", "data", NULL);
  schemas = g_build_filename (data, "gschemas.compiled", NULL);
  if (!g_file_test (schemas, G_FILE_TEST_EXISTS))
    return;

  sample = g_build_filename (data, "sample", NULL);
  po = g_build_filename (folder, "..", "po", NULL);
  g_setenv ("GSETTINGS_SCHEMA_DIR", data, FALSE);
  g_setenv ("SOUFFLEUR_SAMPLE_DIR", sample, FALSE);
  g_setenv ("SOUFFLEUR_LOCALE_DIR", po, FALSE);
}

int
main (int argc, char **argv)
{
  g_autoptr (SflApplication) application = NULL;
  const char *localedir;
  int status;

  look_in_build_folder ();
  localedir = g_getenv ("SOUFFLEUR_LOCALE_DIR");
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, localedir ? localedir : SFL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  /* Software OpenGL takes 50 to 85 ms a frame and half a second to start, measured on
   * GTK 4.8; Cairo takes 2 ms.
   */
  if (!has_gpu ())
    g_setenv ("GSK_RENDERER", "cairo", FALSE);

  application = sfl_application_new ();
  status = g_application_run (G_APPLICATION (application), argc, argv);
  g_clear_object (&application);
  sfl_episode_teardown ();

  return status;
}
