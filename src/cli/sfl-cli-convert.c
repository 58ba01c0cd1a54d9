/* sfl-cli-convert.c: from one format to another
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-cli-input.h"
#include "sfl-cli-output.h"
#include "sfl-cli.h"

#include <glib/gi18n-lib.h>

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

  if (!sfl_cli_parse_options (&sfl_cli_convert, entries, sfl_cli_input_entries, &argc, &argv))
    return SFL_CLI_BAD_USAGE;
  if (argc != 3) {
    sfl_cli_complain (_ ("From which file to which? Try “souffleur-cli convert --help”."));
    return SFL_CLI_BAD_USAGE;
  }
  format = sfl_cli_output_choose_format (to, argv[2]);
  if (format == NULL)
    return SFL_CLI_BAD_USAGE;

  transcript = sfl_cli_input_read (argv[1]);
  if (transcript == NULL)
    return SFL_CLI_BAD_INPUT;
  options.media_name = media;

  return sfl_cli_output_write_as (argv[2], format, transcript, &options) ? SFL_CLI_DONE
                                                                         : SFL_CLI_BAD_INPUT;
}

const SflCliVerb sfl_cli_convert = {
  .name = "convert",
  .arguments = N_ ("IN OUT"),
  .summary = N_ ("Write a transcript in another format"),
  .run = convert,
};
