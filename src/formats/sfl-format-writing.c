/* sfl-format-writing.c: which form a transcript is written in, and what it loses there
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-format.h"

#include "sfl-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a transcript may hold, in the words of sfl_format_dup_losses(). */
static const struct {
  SflFormatHolds holds;
  const char *message;
} losses[] = {
  { SFL_FORMAT_HOLDS_TIMES, N_ ("Times are not kept.") },
  { SFL_FORMAT_HOLDS_ENDS, N_ ("The times at which lines end are not kept.") },
  { SFL_FORMAT_HOLDS_WORDS, N_ ("Word times are not kept.") },
  { SFL_FORMAT_HOLDS_WORD_ENDS, N_ ("The times at which words end are not kept.") },
  { SFL_FORMAT_HOLDS_CONFIDENCES, N_ ("How sure the words are is not kept.") },
  { SFL_FORMAT_HOLDS_SPEAKERS, N_ ("Speakers are not kept.") },
  { SFL_FORMAT_HOLDS_ROWS, N_ ("Line breaks inside a line become spaces.") },
  { SFL_FORMAT_HOLDS_META, N_ ("The title and the notes are not kept.") },
  { SFL_FORMAT_HOLDS_CHAPTERS, N_ ("Chapters are not kept.") },
  { SFL_FORMAT_HOLDS_UNSPOKEN, N_ ("Which words nobody says is not kept.") },
};

gboolean
sfl_format_can_write (const SflFormat *format)
{
  return format->write != NULL;
}

/**
 * sfl_format_find_for_name:
 * @file_name: of a file to be written
 *
 * Returns: (nullable): the format that files of such a name mostly have, among those that
 *   can be written
 */
const SflFormat *
sfl_format_find_for_name (const char *file_name)
{
  const char *dot = strrchr (file_name, '.');
  const SflFormat *found = NULL, *formats;
  guint n_formats;

  if (dot == NULL || strchr (dot, G_DIR_SEPARATOR) != NULL)
    return NULL;

  formats = sfl_format_get_all (&n_formats);
  for (guint i = 0; i < n_formats; i++) {
    if (!sfl_format_can_write (&formats[i]))
      continue;
    for (gsize e = 0; formats[i].extensions[e] != NULL; e++) {
      if (g_ascii_strcasecmp (formats[i].extensions[e], dot + 1) != 0)
        continue;
      /* The usual extension of one before an unusual one of another. */
      if (e == 0)
        return &formats[i];
      if (found == NULL)
        found = &formats[i];
    }
  }

  return found;
}

static SflFormatHolds
find_word_holds (SflTranscript *transcript)
{
  SflFormatHolds holds = 0;
  guint n_words;
  const SflWord *words = sfl_transcript_get_words (transcript, &n_words);

  for (guint i = 0; i < n_words; i++) {
    if (words[i].flags & SFL_WORD_UNSPOKEN) {
      holds |= SFL_FORMAT_HOLDS_UNSPOKEN;
      continue;
    }
    holds |= SFL_FORMAT_HOLDS_WORDS;
    if (!(words[i].flags & SFL_WORD_END_ESTIMATED))
      holds |= SFL_FORMAT_HOLDS_WORD_ENDS;
    if (words[i].confidence >= 0)
      holds |= SFL_FORMAT_HOLDS_CONFIDENCES;
  }

  return holds;
}

/* What @transcript has, of what a form may not be able to hold. */
static SflFormatHolds
find_holds (SflTranscript *transcript)
{
  g_auto (GStrv) keys = sfl_transcript_dup_meta_keys (transcript);
  const char *text = sfl_transcript_get_text (transcript, NULL);
  SflFormatHolds holds = find_word_holds (transcript);
  guint n_lines, n_chapters;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);

  for (guint i = 0; i < n_lines; i++) {
    if (lines[i].start != SFL_TIME_NONE) {
      holds |= SFL_FORMAT_HOLDS_TIMES;
      if (!(lines[i].flags & SFL_LINE_END_ESTIMATED))
        holds |= SFL_FORMAT_HOLDS_ENDS;
    }
    if (lines[i].speaker >= 0)
      holds |= SFL_FORMAT_HOLDS_SPEAKERS;
    if (!(holds & SFL_FORMAT_HOLDS_ROWS) &&
        memchr (text + lines[i].offset, '\n', lines[i].length) != NULL)
      holds |= SFL_FORMAT_HOLDS_ROWS;
  }
  if (*keys != NULL)
    holds |= SFL_FORMAT_HOLDS_META;
  sfl_transcript_get_chapters (transcript, &n_chapters);
  if (n_chapters > 0 && !sfl_transcript_has_only_chapters (transcript))
    holds |= SFL_FORMAT_HOLDS_CHAPTERS;

  return holds;
}

/**
 * sfl_format_dup_losses:
 *
 * Returns: (transfer full) (nullable): in words, what @transcript has that @format cannot
 *   hold; NULL when nothing is lost
 */
char *
sfl_format_dup_losses (const SflFormat *format, SflTranscript *transcript)
{
  SflFormatHolds lost;
  GString *words;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), NULL);

  lost = find_holds (transcript) & ~format->holds;
  if (lost == 0)
    return NULL;
  /* Who loses the whole need not hear of its parts. */
  if (lost & SFL_FORMAT_HOLDS_TIMES)
    lost &= ~(SFL_FORMAT_HOLDS_ENDS | SFL_FORMAT_HOLDS_WORDS);
  if ((lost & SFL_FORMAT_HOLDS_TIMES) || (lost & SFL_FORMAT_HOLDS_WORDS))
    lost &=
        ~(SFL_FORMAT_HOLDS_WORD_ENDS | SFL_FORMAT_HOLDS_CONFIDENCES | SFL_FORMAT_HOLDS_UNSPOKEN);

  words = g_string_new (NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (losses); i++)
    if (lost & losses[i].holds)
      g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", _ (losses[i].message));

  return g_string_free (words, FALSE);
}

/**
 * sfl_format_write:
 * @options: (nullable): how to write it
 *
 * Returns: (transfer full): the whole file, or NULL with @error set: the form cannot be
 *   written, or needs times that the transcript does not have
 */
GBytes *
sfl_format_write (const SflFormat *format,
                  SflTranscript *transcript,
                  const SflWriteOptions *options,
                  GError **error)
{
  static const SflWriteOptions defaults = { 0 };
  guint n_lines;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), NULL);

  if (!sfl_format_can_write (format)) {
    g_set_error (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                 _ ("This format can be read, but not written: %s"), _ (format->name));
    return NULL;
  }
  sfl_transcript_get_lines (transcript, &n_lines);
  if (n_lines > 0 && !sfl_transcript_is_timed (transcript) &&
      (format->holds & SFL_FORMAT_HOLDS_TIMES)) {
    /* Translators: %s is the name of a format, such as "SubRip subtitles". */
    g_set_error (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                 _ ("This transcript has no times, so it cannot be written in this format: %s"),
                 _ (format->name));
    return NULL;
  }

  return format->write (transcript, options != NULL ? options : &defaults, error);
}
