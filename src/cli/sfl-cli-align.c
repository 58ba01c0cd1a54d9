/* sfl-cli-align.c: when each word of a transcript is said
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keeps nothing and looks at nothing but the two files, so that the same files
 * give the same bytes.
 */

#include "config.h"

#include "sfl-aligner.h"
#include "sfl-alignment.h"
#include "sfl-audio-reader.h"
#include "sfl-cli-input.h"
#include "sfl-cli-language.h"
#include "sfl-cli-output.h"
#include "sfl-cli-words.h"
#include "sfl-cli.h"
#include "sfl-typed-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The name that asks for a table of words, at the end of a file's name and with --to. */
#define WORDS "words.tsv"

/* How much of the way is reading the sound. */
#define READING 0.3

/* Of the sound around some lines: what they are compared with is learned from it. */
#define SURROUNDINGS SFL_MINUTE

typedef struct {
  char *language;
  char *output;
  char *to;
  char *range;
  char *progress;
  gboolean no_times;
  gboolean list_languages;

  const SflFormat *format; /* NULL: the words */
  SflTime start;
  SflTime end; /* SFL_TIME_NONE: that of the recording */

  SflTranscript *transcript;
  guint first_line;
  guint n_lines;
  SflAudioReader *reader;
  SflAligner *aligner;
  int shown; /* of the progress, in hundredths */
} Job;

static void
job_clear (Job *job)
{
  g_free (job->language);
  g_free (job->output);
  g_free (job->to);
  g_free (job->range);
  g_free (job->progress);
  g_clear_object (&job->transcript);
  g_clear_object (&job->aligner);
  g_clear_pointer (&job->reader, sfl_audio_reader_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

/* Two times with a dash in between; without the second one to the end. */
static gboolean
read_range (Job *job)
{
  g_auto (GStrv) parts = NULL;
  g_autoptr (GError) error = NULL;

  job->end = SFL_TIME_NONE;
  if (job->range == NULL)
    return TRUE;

  parts = g_strsplit (job->range, "-", 2);
  if (g_strv_length (parts) == 2 && sfl_typed_time_read (parts[0], 0, &job->start, &error) &&
      (*parts[1] == '\0' || sfl_typed_time_read (parts[1], 0, &job->end, &error)) &&
      (job->end == SFL_TIME_NONE || job->end > job->start))
    return TRUE;

  sfl_cli_complain (_ ("“%s” is no stretch of time. Say it like 12:30-14:00, or 12:30- for all "
                       "that follows."),
                    job->range);

  return FALSE;
}

static gboolean
asks_for_words (Job *job)
{
  if (job->to != NULL)
    return g_str_equal (job->to, WORDS);

  return g_str_equal (job->output, SFL_CLI_STDIO) || g_str_has_suffix (job->output, "." WORDS);
}

static gboolean
read_options (Job *job)
{
  if (job->progress != NULL && !g_str_equal (job->progress, "json")) {
    sfl_cli_complain (_ ("%s cannot be “%s”"), "--progress", job->progress);
    return FALSE;
  }
  if (!read_range (job))
    return FALSE;

  if (job->output == NULL)
    job->output = g_strdup (SFL_CLI_STDIO);
  if (asks_for_words (job))
    return TRUE;
  job->format = sfl_cli_output_choose_format (job->to, job->output);

  return job->format != NULL;
}

/* Of a transcript with times a range is some of its lines, and some more of the recording. */
static void
choose_lines (Job *job)
{
  guint n_lines;
  const SflLine *lines = sfl_transcript_get_lines (job->transcript, &n_lines);
  guint first = 0, last;

  job->n_lines = n_lines;
  if (job->range == NULL || job->no_times || !sfl_transcript_is_timed (job->transcript))
    return;

  while (first < n_lines && lines[first].start < job->start)
    first++;
  for (last = first; last < n_lines; last++)
    if (job->end != SFL_TIME_NONE && lines[last].start >= job->end)
      break;
  job->first_line = first;
  job->n_lines = last - first;
  job->start = MAX (job->start - SURROUNDINGS, 0);
  if (job->end != SFL_TIME_NONE)
    job->end += SURROUNDINGS;
}

/* One JSON object a line, on standard error. */
static void
show_progress (Job *job, double fraction, const char *stage)
{
  int hundredths = CLAMP (floor (fraction * 100), 0, 100);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (job->progress == NULL || hundredths <= job->shown)
    return;

  job->shown = hundredths;
  g_printerr ("{\"stage\":\"%s\",\"progress\":%s}\n", stage,
              g_ascii_formatd (buffer, sizeof buffer, "%.2f", hundredths / 100.0));
}

static void
samples_cb (SflTime start, const gint16 *samples, gsize n_samples, gpointer user_data)
{
  Job *job = user_data;
  SflTime end = sfl_audio_reader_get_end (job->reader);

  sfl_aligner_push (job->aligner, start, samples, n_samples);
  if (end != SFL_TIME_NONE && end > job->start)
    show_progress (job, READING * (start - job->start) / (end - job->start), "reading");
}

static void
progress_cb (double fraction, gpointer user_data)
{
  show_progress (user_data, READING + (1 - READING) * fraction, "aligning");
}

static gboolean
listen_to (Job *job, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autofree char *name = g_filename_display_name (path);
  g_autoptr (GError) error = NULL;

  job->reader = sfl_audio_reader_new (file);
  sfl_audio_reader_set_range (job->reader, job->start, job->end);
  if (!sfl_audio_reader_run (job->reader, samples_cb, job, NULL, &error)) {
    sfl_cli_complain ("%s: %s", name, error->message);
    return FALSE;
  }
  if (sfl_audio_reader_get_problem (job->reader) != NULL)
    sfl_cli_complain ("%s: %s", name, sfl_audio_reader_get_problem (job->reader)->message);

  return TRUE;
}

static SflTranscript *
align_text (Job *job, const char *path)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autoptr (GError) error = NULL;
  SflTranscript *aligned;
  guint n_lines;

  sfl_transcript_get_lines (job->transcript, &n_lines);
  if (job->n_lines < n_lines)
    sfl_aligner_set_range (job->aligner, job->first_line, job->n_lines);
  aligned = sfl_aligner_run (job->aligner, job->transcript,
                             job->no_times ? SFL_ALIGN_IGNORE_TIMES : SFL_ALIGN_DEFAULT, NULL,
                             progress_cb, job, &error);
  if (aligned == NULL)
    sfl_cli_complain ("%s: %s", name, error->message);
  else if (!sfl_alignment_is_plausible (aligned))
    sfl_cli_complain (_ ("%s: Most of this is not heard in the recording. Perhaps it belongs to "
                         "another one, or it is not in the language “%s”."),
                      name, job->language);

  return aligned;
}

static gboolean
write_aligned (Job *job, SflTranscript *aligned, const char *media)
{
  g_autofree char *name = g_path_get_basename (media);
  SflWriteOptions options = { .media_name = name };
  g_autoptr (GBytes) words = NULL;

  if (job->format != NULL)
    return sfl_cli_output_write_as (job->output, job->format, aligned, &options);
  words = sfl_cli_words_write (aligned, job->first_line, job->n_lines);

  return sfl_cli_output_write (job->output, words);
}

static SflCliStatus
print_languages (void)
{
  g_auto (GStrv) languages = sfl_aligner_dup_languages ();
  g_autofree char *lines = g_strjoinv ("\n", languages);
  g_autofree char *text = g_strconcat (lines, "\n", NULL);

  return sfl_cli_print (text, strlen (text)) ? SFL_CLI_DONE : SFL_CLI_BAD_INPUT;
}

static SflCliStatus
align (int argc, char **argv)
{
  g_auto (Job) job = { .shown = -1 };
  const GOptionEntry entries[] = {
    { "language", 'l', 0, G_OPTION_ARG_STRING, &job.language,
      N_ ("The language that is spoken, like fr or en-us; else it is guessed"), N_ ("CODE") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &job.output,
      N_ ("Write to this file, .vtt, .json or .words.tsv; else a table of words is printed"),
      N_ ("FILE") },
    { "to", 't', 0, G_OPTION_ARG_STRING, &job.to,
      N_ ("Write this format or words.tsv, whatever the name says"), N_ ("FORMAT") },
    { "range", 'r', 0, G_OPTION_ARG_STRING, &job.range,
      N_ ("Only this part of the recording, like 12:30-14:00"), N_ ("TIME-TIME") },
    { "no-times", 0, 0, G_OPTION_ARG_NONE, &job.no_times,
      N_ ("Do not believe the times of the transcript"), NULL },
    { "progress", 0, 0, G_OPTION_ARG_STRING, &job.progress,
      N_ ("Print how far it is on standard error, as json"), "json" },
    { "list-languages", 0, 0, G_OPTION_ARG_NONE, &job.list_languages,
      N_ ("Print the codes of the languages that can be aligned"), NULL },
    { NULL },
  };
  g_autoptr (SflTranscript) aligned = NULL;
  char *language;

  if (!sfl_cli_parse_options (&sfl_cli_align, entries, sfl_cli_input_entries, &argc, &argv))
    return SFL_CLI_BAD_USAGE;
  if (job.list_languages)
    return print_languages ();
  if (argc != 3) {
    sfl_cli_complain (_ ("Which recording, and which transcript? Try “souffleur-cli align "
                         "--help”."));
    return SFL_CLI_BAD_USAGE;
  }
  if (!read_options (&job))
    return SFL_CLI_BAD_USAGE;

  job.transcript = sfl_cli_input_read (argv[2]);
  if (job.transcript == NULL)
    return SFL_CLI_BAD_INPUT;
  language = sfl_cli_language_choose (job.language, job.transcript);
  if (language == NULL)
    return SFL_CLI_BAD_USAGE;
  g_free (job.language);
  job.language = language;
  choose_lines (&job);

  job.aligner = sfl_aligner_new (job.language);
  if (!listen_to (&job, argv[1]))
    return SFL_CLI_BAD_INPUT;
  aligned = align_text (&job, argv[2]);
  if (aligned == NULL || !write_aligned (&job, aligned, argv[1]))
    return SFL_CLI_BAD_INPUT;

  return SFL_CLI_DONE;
}

const SflCliVerb sfl_cli_align = {
  .name = "align",
  .arguments = N_ ("MEDIA TRANSCRIPT"),
  .summary = N_ ("Find when each word is said"),
  .run = align,
};
