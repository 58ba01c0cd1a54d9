/* sfl-cli-show.c: what Souffleur understands of a transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-cli-input.h"
#include "sfl-cli.h"
#include "sfl-json-text.h"

#include <glib/gi18n-lib.h>

/* Bytes of output gathered before they are written. */
#define CHUNK (256 * 1024)

static void
append_time (GString *json, const char *key, SflTime time)
{
  if (SFL_TIME_IS_VALID (time))
    g_string_append_printf (json, "\"%s\":%" G_GINT64_FORMAT, key, time);
  else
    g_string_append_printf (json, "\"%s\":null", key);
}

static void
append_member (GString *json, const char *key, const char *value)
{
  sfl_json_text_append_string (json, key, -1);
  g_string_append_c (json, ':');
  sfl_json_text_append_string (json, value, -1);
}

static void
append_metadata (GString *json, SflTranscript *transcript)
{
  g_auto (GStrv) keys = sfl_transcript_dup_meta_keys (transcript);
  gboolean first = TRUE;

  g_string_append (json, "\"metadata\":{");
  for (guint i = 0; keys[i] != NULL; i++) {
    if (strcmp (keys[i], SFL_META_TITLE) == 0 || strcmp (keys[i], SFL_META_LANGUAGE) == 0)
      continue;
    if (!first)
      g_string_append_c (json, ',');
    first = FALSE;
    append_member (json, keys[i], sfl_transcript_get_meta (transcript, keys[i]));
  }
  g_string_append_c (json, '}');
}

/* With as many digits as it has, or null when the file says nothing. */
static void
append_confidence (GString *json, float confidence)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (json, confidence < 0
                             ? "null"
                             : g_ascii_formatd (buffer, sizeof buffer, "%.6g", confidence));
}

static void
append_words (GString *json, SflTranscript *transcript, guint line)
{
  const char *text = sfl_transcript_get_text (transcript, NULL);
  const SflWord *words = sfl_transcript_get_words (transcript, NULL);
  guint first, n;

  sfl_transcript_get_line_words (transcript, line, &first, &n);
  g_string_append (json, "\"words\":[");
  for (guint i = first; i < first + n; i++) {
    g_string_append (json, i > first ? ",{" : "{");
    append_time (json, "start_ns", words[i].start);
    g_string_append_c (json, ',');
    append_time (json, "end_ns", words[i].end);
    g_string_append (json, ",\"text\":");
    sfl_json_text_append_string (json, text + words[i].offset, words[i].length);
    g_string_append (json, ",\"confidence\":");
    append_confidence (json, words[i].confidence);
    g_string_append_c (json, '}');
  }
  g_string_append_c (json, ']');
}

static void
append_line (GString *json, SflTranscript *transcript, guint index)
{
  const SflLine *line = &sfl_transcript_get_lines (transcript, NULL)[index];

  g_string_append_c (json, '{');
  append_time (json, "start_ns", line->start);
  g_string_append_c (json, ',');
  append_time (json, "end_ns", line->end);
  g_string_append_printf (json, ",\"end_estimated\":%s,",
                          line->flags & SFL_LINE_END_ESTIMATED ? "true" : "false");
  append_member (json, "speaker",
                 line->speaker < 0 ? NULL : sfl_transcript_get_speaker (transcript, line->speaker));
  g_string_append (json, ",\"text\":");
  sfl_json_text_append_string (json, sfl_transcript_get_text (transcript, NULL) + line->offset,
                               line->length);
  g_string_append_c (json, ',');
  append_words (json, transcript, index);
  g_string_append_c (json, '}');
}

static void
append_chapters (GString *json, SflTranscript *transcript)
{
  guint n;
  const SflChapter *chapters = sfl_transcript_get_chapters (transcript, &n);

  g_string_append (json, "\"chapters\":[");
  for (guint i = 0; i < n; i++) {
    g_string_append (json, i > 0 ? ",{" : "{");
    append_time (json, "start_ns", chapters[i].start);
    g_string_append_c (json, ',');
    append_member (json, "title", chapters[i].title);
    g_string_append_c (json, '}');
  }
  g_string_append_c (json, ']');
}

static void
append_warnings (GString *json, SflTranscript *transcript)
{
  guint n;
  const SflWarning *warnings = sfl_transcript_get_warnings (transcript, &n);

  g_string_append (json, "\"warnings\":[");
  for (guint i = 0; i < n; i++) {
    g_string_append (json, i > 0 ? ",{\"line\":" : "{\"line\":");
    if (warnings[i].number > 0)
      g_string_append_printf (json, "%u,", warnings[i].number);
    else
      g_string_append (json, "null,");
    append_member (json, "why", warnings[i].message);
    g_string_append_c (json, '}');
  }
  g_string_append_c (json, ']');
}

/* Writes what has been gathered once it is worth it, or when @all is wanted. */
static gboolean
flush (GString *output, gboolean all)
{
  if (output->len < CHUNK && !all)
    return TRUE;
  if (!sfl_cli_print (output->str, output->len))
    return FALSE;
  g_string_truncate (output, 0);

  return TRUE;
}

static gboolean
show_json (SflTranscript *transcript)
{
  g_autoptr (GString) json = g_string_sized_new (CHUNK + CHUNK / 4);
  guint n_lines;

  sfl_transcript_get_lines (transcript, &n_lines);

  g_string_append_c (json, '{');
  append_member (json, "format", sfl_transcript_get_format (transcript));
  g_string_append_c (json, ',');
  append_member (json, "title", sfl_transcript_get_meta (transcript, SFL_META_TITLE));
  g_string_append_c (json, ',');
  append_member (json, "language", sfl_transcript_get_meta (transcript, SFL_META_LANGUAGE));
  g_string_append_c (json, ',');
  append_metadata (json, transcript);
  g_string_append (json, ",\"lines\":[");
  for (guint i = 0; i < n_lines; i++) {
    if (i > 0)
      g_string_append_c (json, ',');
    append_line (json, transcript, i);
    if (!flush (json, FALSE))
      return FALSE;
  }
  g_string_append (json, "],");
  append_chapters (json, transcript);
  g_string_append_c (json, ',');
  append_warnings (json, transcript);
  g_string_append (json, "}\n");

  return flush (json, TRUE);
}

static void
append_summary (GString *text, SflTranscript *transcript)
{
  const SflFormat *format = sfl_format_find (sfl_transcript_get_format (transcript));
  g_auto (GStrv) keys = sfl_transcript_dup_meta_keys (transcript);
  guint n_lines, n_words, n_chapters, n_warnings;
  const SflWarning *warnings = sfl_transcript_get_warnings (transcript, &n_warnings);

  sfl_transcript_get_lines (transcript, &n_lines);
  n_words = sfl_transcript_count_spoken (transcript);
  sfl_transcript_get_chapters (transcript, &n_chapters);

  g_string_append (text, format != NULL ? _ (format->name) : _ ("Text of a recording"));
  g_string_append (text, ", ");
  g_string_append_printf (text, ngettext ("%u line", "%u lines", n_lines), n_lines);
  if (!sfl_transcript_is_timed (transcript))
    g_string_append (text, _ (", without times"));
  if (n_words > 0)
    g_string_append_printf (text,
                            ngettext (", %u word with a time", ", %u words with times", n_words),
                            n_words);
  if (sfl_transcript_get_n_speakers (transcript) > 0)
    g_string_append_printf (text,
                            ngettext (", %u speaker", ", %u speakers",
                                      sfl_transcript_get_n_speakers (transcript)),
                            sfl_transcript_get_n_speakers (transcript));
  if (n_chapters > 0)
    g_string_append_printf (text, ngettext (", %u chapter", ", %u chapters", n_chapters),
                            n_chapters);
  g_string_append_c (text, '\n');

  for (guint i = 0; keys[i] != NULL; i++)
    g_string_append_printf (text, "%s: %s\n", keys[i],
                            sfl_transcript_get_meta (transcript, keys[i]));
  for (guint i = 0; i < n_warnings; i++)
    if (warnings[i].number > 0)
      g_string_append_printf (text, _ ("Line %u: %s\n"), warnings[i].number, warnings[i].message);
    else
      g_string_append_printf (text, "%s\n", warnings[i].message);
}

static gboolean
show_text (SflTranscript *transcript)
{
  g_autoptr (GString) text = g_string_sized_new (CHUNK + CHUNK / 4);
  guint n_lines;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);
  const char *all = sfl_transcript_get_text (transcript, NULL);

  append_summary (text, transcript);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < n_lines; i++) {
    if (SFL_TIME_IS_VALID (lines[i].start)) {
      g_autofree char *time = sfl_time_to_string (lines[i].start, lines[n_lines - 1].start);

      g_string_append_printf (text, "%s  ", time);
    }
    if (lines[i].speaker >= 0)
      g_string_append_printf (text,
                              "%s: ", sfl_transcript_get_speaker (transcript, lines[i].speaker));
    g_string_append_len (text, all + lines[i].offset, lines[i].length);
    g_string_append_c (text, '\n');
    if (!flush (text, FALSE))
      return FALSE;
  }

  return flush (text, TRUE);
}

static SflCliStatus
show (int argc, char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 'j', 0, G_OPTION_ARG_NONE, &json,
      N_ ("Print all that is known, one JSON object for each file"), NULL },
    { NULL },
  };
  SflCliStatus status = SFL_CLI_DONE;

  if (!sfl_cli_parse_options (&sfl_cli_show, entries, sfl_cli_input_entries, &argc, &argv))
    return SFL_CLI_BAD_USAGE;
  if (argc < 2) {
    sfl_cli_complain (_ ("Which file? Try “souffleur-cli show --help”."));
    return SFL_CLI_BAD_USAGE;
  }

  for (int i = 1; i < argc; i++) {
    g_autoptr (SflTranscript) transcript = sfl_cli_input_read (argv[i]);

    if (transcript == NULL)
      status = SFL_CLI_BAD_INPUT;
    else if (!(json ? show_json (transcript) : show_text (transcript)))
      return SFL_CLI_BAD_INPUT;
  }

  return status;
}

const SflCliVerb sfl_cli_show = {
  .name = "show",
  .arguments = N_ ("FILE…"),
  .summary = N_ ("Print what a transcript says, and what was understood of it"),
  .run = show,
};
