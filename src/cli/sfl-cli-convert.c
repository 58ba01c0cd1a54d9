/* sfl-cli-convert.c: from one format to another
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-cli-input.h"
#include "sfl-cli.h"

#include <glib/gi18n-lib.h>

/* By the name given with --to, or else by that of the file.
 *
 * Returns: NULL when there is none that can be written, of which the user has been told
 */
static const SflFormat *
choose_format (const char *id, const char *path)
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

/* The whole file or none of it: a failure leaves what was there before. */
static gboolean
write_output (const char *path, GBytes *bytes)
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

static SflCliStatus
convert (int argc, char **argv)
{
  g_autofree char *to = NULL;
  g_autofree char *media = NULL;
  const GOptionEntry entries[] = {
    { "to", 't', 0, G_OPTION_ARG_STRING, &to, N_ ("Write this format, whatever the name says"),
      N_ ("FORMAT") },
    { "media", 'm', 0, G_OPTION_ARG_FILENAME, &media,
      N_ ("The recording’s file, for a page that plays it"), N_ ("NAME") },
    { NULL },
  };
  SflWriteOptions options = { 0 };
  const SflFormat *format;
  g_autoptr (SflTranscript) transcript = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *losses = NULL;

  if (!sfl_cli_parse_options (&sfl_cli_convert, entries, sfl_cli_input_entries, &argc, &argv))
    return SFL_CLI_BAD_USAGE;
  if (argc != 3) {
    sfl_cli_complain (_ ("From which file to which? Try “souffleur-cli convert --help”."));
    return SFL_CLI_BAD_USAGE;
  }
  format = choose_format (to, argv[2]);
  if (format == NULL)
    return SFL_CLI_BAD_USAGE;

  transcript = sfl_cli_input_read (argv[1]);
  if (transcript == NULL)
    return SFL_CLI_BAD_INPUT;
  options.media_name = media;
  bytes = sfl_format_write (format, transcript, &options, &error);
  if (bytes == NULL) {
    sfl_cli_complain ("%s", error->message);
    return SFL_CLI_BAD_INPUT;
  }
  if (!write_output (argv[2], bytes))
    return SFL_CLI_BAD_INPUT;
  losses = sfl_format_dup_losses (format, transcript);
  if (losses)
    sfl_cli_complain ("%s", losses);

  return SFL_CLI_DONE;
}

const SflCliVerb sfl_cli_convert = {
  .name = "convert",
  .arguments = N_ ("IN OUT"),
  .summary = N_ ("Write a transcript in another format"),
  .run = convert,
};
