/* sfl-cli-formats.c: the formats that can be read and written
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-cli.h"

#include <glib/gi18n-lib.h>

static SflCliStatus
list_formats (int argc, char **argv)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n;
  const SflFormat *formats = sfl_format_get_all (&n);
  gsize width = 0;

  if (!sfl_cli_parse_options (&sfl_cli_formats, NULL, NULL, &argc, &argv))
    return SFL_CLI_BAD_USAGE;
  if (argc > 1) {
    sfl_cli_complain (_ ("“formats” takes no file. Try “souffleur-cli formats --help”."));
    return SFL_CLI_BAD_USAGE;
  }

  for (guint i = 0; i < n; i++)
    width = MAX (width, strlen (formats[i].id));
  for (guint i = 0; i < n; i++) {
    const SflFormat *format = &formats[i];
    g_autofree char *extensions = g_strjoinv (" ", (char **) format->extensions);

    /* Like the modes of files: what can be done with it. */
    g_string_append_printf (text, "%c%c  %-*s  %s (%s)\n", format->parse ? 'r' : '-',
                            format->write ? 'w' : '-', (int) width, format->id, _ (format->name),
                            extensions);
  }

  return sfl_cli_print (text->str, text->len) ? SFL_CLI_DONE : SFL_CLI_BAD_INPUT;
}

const SflCliVerb sfl_cli_formats = {
  .name = "formats",
  .arguments = "",
  .summary = N_ ("List the formats: r can be read, w can be written"),
  .run = list_formats,
};
