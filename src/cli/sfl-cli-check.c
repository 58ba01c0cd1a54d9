/* sfl-cli-check.c: whether a transcript and a recording belong together
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Says it in a sentence, or in JSON, and by what it ends with: 0 when the text fits, 3 when it
 * does not, 4 when nobody can tell.  Changes nothing.
 */

#include "config.h"

#include "sfl-audio-reader.h"
#include "sfl-checker.h"
#include "sfl-cli-input.h"
#include "sfl-cli-language.h"
#include "sfl-cli.h"
#include "sfl-json-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
samples_cb (SflTime start, const gint16 *samples, gsize n_samples, gpointer user_data)
{
  sfl_checker_push (user_data, start, samples, n_samples);
}

/* Returns: (transfer full): NULL when it could not be listened to, of which the user has been told */
static SflFit *
listen_to (const char *path, SflTranscript *transcript, const char *language)
{
  g_autoptr (SflChecker) checker = sfl_checker_new (transcript, language);
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autofree char *name = g_filename_display_name (path);
  g_autoptr (GError) error = NULL;
  SflTime start, end;

  while (sfl_checker_get_wish (checker, &start, &end)) {
    g_autoptr (SflAudioReader) reader = sfl_audio_reader_new (file);

    sfl_audio_reader_set_range (reader, start, end);
    if (!sfl_audio_reader_run (reader, samples_cb, checker, NULL, &error) ||
        !sfl_checker_think (checker, NULL, &error)) {
      sfl_cli_complain ("%s: %s", name, error->message);
      return NULL;
    }
  }

  return sfl_checker_dup_fit (checker);
}

static void
append_number (GString *json, const char *key, double value)
{
  g_string_append_printf (json, ",\"%s\":", key);
  sfl_json_text_append_double (json, value);
}

static double
to_seconds (SflTime time)
{
  return (double) (time / SFL_MSECOND) / 1000;
}

/* Times are seconds.  A piece is from a time of the text on, and later in the recording by
 * its offset, after the text has been multiplied by the rate.
 */
static void
append_fit (GString *json, const SflFit *fit, SflTranscript *transcript, const char *language)
{
  const SflLine *lines = sfl_transcript_get_lines (transcript, NULL);
  g_autofree char *words = sfl_fit_dup_summary (fit, transcript);

  g_string_append_printf (json, "{\"verdict\":\"%s\",\"summary\":", sfl_fit_get_name (fit));
  sfl_json_text_append_string (json, words, -1);
  g_string_append (json, ",\"language\":");
  sfl_json_text_append_string (json, language, -1);
  append_number (json, "rate", fit->rate);
  g_string_append (json, ",\"pieces\":[");
  for (guint i = 0; i < fit->n_pieces; i++) {
    g_string_append (json, i > 0 ? ",{\"from\":" : "{\"from\":");
    sfl_json_text_append_double (json, to_seconds (lines[fit->pieces[i].line].start));
    append_number (json, "offset", to_seconds (fit->pieces[i].offset));
    g_string_append_c (json, '}');
  }
  g_string_append_c (json, ']');
  append_number (json, "lines", fit->n_lines);
  append_number (json, "placed", fit->n_placed);
  append_number (json, "agreeing", fit->n_agreeing);
  append_number (json, "spread", to_seconds (fit->spread));
  append_number (json, "confidence", sfl_fit_get_confidence (fit));
  g_string_append (json, "}\n");
}

static gboolean
print (const SflFit *fit, SflTranscript *transcript, const char *language, gboolean as_json)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (as_json) {
    append_fit (text, fit, transcript, language);
  } else {
    g_autofree char *words = sfl_fit_dup_summary (fit, transcript);

    g_string_append_printf (text, "%s\n", words);
  }

  return sfl_cli_print (text->str, text->len);
}

static SflCliStatus
check (int argc, char **argv)
{
  g_autofree char *asked = NULL;
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = {
    { "language", 'l', 0, G_OPTION_ARG_STRING, &asked,
      N_ ("The language that is spoken, like fr or en-us; else it is guessed"), N_ ("CODE") },
    { "json", 'j', 0, G_OPTION_ARG_NONE, &as_json, N_ ("Say it in JSON, with numbers"), NULL },
    { NULL },
  };
  g_autoptr (SflTranscript) transcript = NULL;
  g_autoptr (SflFit) fit = NULL;
  g_autofree char *language = NULL;

  if (!sfl_cli_parse_options (&sfl_cli_check, entries, sfl_cli_input_entries, &argc, &argv))
    return SFL_CLI_BAD_USAGE;
  if (argc != 3) {
    sfl_cli_complain (_ ("Which recording, and which transcript? Try “souffleur-cli check "
                         "--help”."));
    return SFL_CLI_BAD_USAGE;
  }

  transcript = sfl_cli_input_read (argv[2]);
  if (transcript == NULL)
    return SFL_CLI_BAD_INPUT;
  if (!sfl_transcript_is_timed (transcript)) {
    sfl_cli_complain (_ ("%s: There are no times that could be checked"), argv[2]);
    return SFL_CLI_BAD_INPUT;
  }
  language = sfl_cli_language_choose (asked, transcript);
  if (language == NULL)
    return SFL_CLI_BAD_USAGE;

  fit = listen_to (argv[1], transcript, language);
  if (fit == NULL || !print (fit, transcript, language, as_json))
    return SFL_CLI_BAD_INPUT;

  return fit->kind == SFL_FIT_RIGHT     ? SFL_CLI_DONE
         : fit->kind == SFL_FIT_UNKNOWN ? SFL_CLI_UNKNOWN
                                        : SFL_CLI_NO_FIT;
}

const SflCliVerb sfl_cli_check = {
  .name = "check",
  .arguments = N_ ("MEDIA TRANSCRIPT"),
  .summary = N_ ("Tell whether the times of a transcript fit a recording"),
  .run = check,
};
