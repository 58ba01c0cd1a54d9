/* sfl-cli-clip-batch.c: many clips, one a line
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-cli-clip-batch.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/* The line as "souffleur-cli clip" would have got it from a shell. */
static SflCliStatus
run_line (const char *line, SflCliStatus (*clip) (int argc, char **argv))
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  g_autofree char **argv = NULL;
  int argc;

  if (!g_shell_parse_argv (line, &argc, &words, &error)) {
    sfl_cli_complain ("%s", error->message);
    return SFL_CLI_BAD_USAGE;
  }

  /* What is parsed is taken out of the array, but not freed. */
  argv = g_new0 (char *, argc + 2);
  argv[0] = (char *) "clip";
  for (int i = 0; i < argc; i++)
    argv[i + 1] = words[i];

  return clip (argc + 1, argv);
}

/**
 * sfl_cli_clip_batch_run:
 * @path: of a text: on each line what would follow "souffleur-cli clip"; "-" is standard input, what
 *   begins with # is passed over
 * @clip: makes one
 *
 * Goes on after one that fails, and says which.
 */
SflCliStatus
sfl_cli_clip_batch_run (const char *path, SflCliStatus (*clip) (int argc, char **argv))
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0, n_failed = 0;

  if (!g_file_get_contents (g_str_equal (path, "-") ? "/dev/stdin" : path, &text, NULL, &error)) {
    sfl_cli_complain ("%s", error->message);
    return SFL_CLI_BAD_INPUT;
  }

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    const char *line = g_strstrip (lines[i]);

    if (*line == '\0' || *line == '#')
      continue;
    n++;
    if (run_line (line, clip) != SFL_CLI_DONE) {
      n_failed++;
      sfl_cli_complain (_ ("Line %u was not done: %s"), i + 1, line);
    }
  }
  if (n_failed > 0)
    sfl_cli_complain (ngettext ("%u of %u clip was not made", "%u of %u clips were not made", n),
                      n_failed, n);

  return n_failed > 0 ? SFL_CLI_BAD_INPUT : SFL_CLI_DONE;
}
