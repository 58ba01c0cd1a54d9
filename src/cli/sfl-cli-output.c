/* sfl-cli-output.c: a transcript to a file or standard output
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-cli-output.h"

#include "sfl-cli-input.h"
#include "sfl-cli.h"

#include <glib/gi18n-lib.h>

/**
 * sfl_cli_output_choose_format:
 * @id: (nullable): what was asked for, or else it goes by the name of the file
 *
 * Returns: NULL when there is none that can be written, of which the user has been told
 */
const SflFormat *
sfl_cli_output_choose_format (const char *id, const char *path)
{
  const SflFormat *format = NULL;

  if (id != NULL) {
    format = sfl_format_find (id);
    if (format == NULL || format->write == NULL) {
      sfl_cli_complain (_ ("“%s” cannot be written. Try “souffleur-cli formats”."), id);
      return NULL;
    }
    return format;
  }

  if (strcmp (path, SFL_CLI_STDIO) != 0)
    format = sfl_format_find_for_name (path);
  if (format == NULL)
    sfl_cli_complain (_ ("Which format? Say --to FORMAT; “souffleur-cli formats” lists them."));

  return format;
}

/* The whole file or none of it: a failure, of which the user has been told, leaves what was
 * there before.
 */
gboolean
sfl_cli_output_write (const char *path, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (strcmp (path, SFL_CLI_STDIO) == 0)
    return sfl_cli_print (data, length);
  if (!g_file_set_contents_full (path, data, length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666,
                                 &error)) {
    sfl_cli_complain ("%s", error->message);
    return FALSE;
  }

  return TRUE;
}

/* As sfl_cli_output_write(), and says what the format cannot hold. */
gboolean
sfl_cli_output_write_as (const char *path,
                         const SflFormat *format,
                         SflTranscript *transcript,
                         const SflWriteOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = sfl_format_write (format, transcript, options, &error);
  g_autofree char *losses = NULL;

  if (bytes == NULL) {
    sfl_cli_complain ("%s", error->message);
    return FALSE;
  }
  if (!sfl_cli_output_write (path, bytes))
    return FALSE;
  losses = sfl_format_dup_losses (format, transcript);
  if (losses)
    sfl_cli_complain ("%s", losses);

  return TRUE;
}
