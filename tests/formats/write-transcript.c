/* write-transcript.c: reads a transcript and writes it in another form
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   write-transcript FILE FORMAT OUTPUT [NAME-OF-THE-RECORDING]
 *
 * For the tests that show our files to other programs.
 */

#include "config.h"

#include "sfl-format.h"

int
main (int argc, char **argv)
{
  SflWriteOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) written = NULL;
  g_autoptr (SflTranscript) transcript = NULL;

  if (argc < 4 || sfl_format_find (argv[2]) == NULL) {
    g_printerr ("write-transcript FILE FORMAT OUTPUT [NAME]\n");
    return 2;
  }

  options.media_name = argc > 4 ? argv[4] : NULL;
  file = g_mapped_file_new (argv[1], FALSE, &error);
  if (file != NULL) {
    bytes = g_mapped_file_get_bytes (file);
    transcript = sfl_format_parse (bytes, argv[1], NULL, NULL, &error);
  }
  if (transcript != NULL)
    written = sfl_format_write (sfl_format_find (argv[2]), transcript, &options, &error);
  if (written == NULL || !g_file_set_contents (argv[3], g_bytes_get_data (written, NULL),
                                               g_bytes_get_size (written), &error)) {
    g_printerr ("%s\n", error->message);
    return 1;
  }

  return 0;
}
