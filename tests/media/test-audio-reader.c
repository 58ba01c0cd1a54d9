/* test-audio-reader.c: the sound of a recording, as samples
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "media-fixture.h"

#include <stdlib.h>

#include "sfl-audio-reader.h"
#include "sfl-error.h"

static void
print_cb (SflTime start, const gint16 *samples, gsize n_samples, gpointer user_data)
{
  SflTime *sum = user_data;

  if (sum[0] == 0)
    g_print ("first %.6f\n", start / 1e9);
  else if (ABS (start - sum[1]) > SFL_MSECOND / 10)
    g_print ("jump %.6f -> %.6f\n", sum[1] / 1e9, start / 1e9);
  sum[0] += n_samples;
  sum[1] = start + n_samples * SFL_SECOND / SFL_AUDIO_READER_RATE;
}

int
main (int argc, char *argv[])
{
  int result;

  fixture_init (&argc, &argv);

  /* FILE [START END]: for whoever wants to time it. */
  if (argc >= 2) {
    g_autoptr (GFile) file = g_file_new_for_commandline_arg (argv[1]);
    g_autoptr (SflAudioReader) reader = sfl_audio_reader_new (file);
    g_autoptr (GError) error = NULL;
    SflTime sum[2] = { 0 };

    if (argc >= 4)
      sfl_audio_reader_set_range (reader, atof (argv[2]) * SFL_SECOND, atof (argv[3]) * SFL_SECOND);
    if (argc >= 5)
      sfl_audio_reader_set_track (reader, argv[4]);
    if (!sfl_audio_reader_run (reader, print_cb, sum, NULL, &error))
      g_print ("failed: %s\n", error->message);
    g_print ("%.3f s of samples, until %.6f of %.6f\n", sum[0] / (double) SFL_AUDIO_READER_RATE,
             sum[1] / 1e9, sfl_audio_reader_get_end (reader) / 1e9);
    if (sfl_audio_reader_get_problem (reader))
      g_print ("%s\n", sfl_audio_reader_get_problem (reader)->message);
    return 0;
  }

  result = g_test_run ();
  fixture_clear ();
  sfl_media_deinit ();
  return result;
}
