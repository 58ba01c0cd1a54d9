/* sfl-excerpt.c: a piece of a transcript as people paste it elsewhere
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pure functions of a transcript and a range of bytes of its text.
 */

#include "config.h"

#include "sfl-excerpt.h"

#include <glib/gi18n-lib.h>

/**
 * sfl_date_to_string:
 * @date: ISO 8601, "2025-01-21"
 *
 * Returns: (transfer full): the date as the user's language writes it, or @date
 *   itself when it is no such date
 */
char *
sfl_date_to_string (const char *date)
{
  static const char places[] = "dddd-dd-dd";
  int numbers[3] = { 0 };
  g_autoptr (GDateTime) time = NULL;
  char *shown = NULL;

  g_return_val_if_fail (date != NULL, NULL);

  for (guint i = 0, n = 0; i < sizeof places; i++) {
    if (places[i] == 'd' ? !g_ascii_isdigit (date[i]) : date[i] != places[i])
      return g_strdup (date);
    if (places[i] == 'd')
      numbers[n] = numbers[n] * 10 + g_ascii_digit_value (date[i]);
    else
      n++;
  }

  /* No such day gives none. */
  time = g_date_time_new_utc (numbers[0], numbers[1], numbers[2], 0, 0, 0);
  if (time)
    /* Translators: a date with the day of the week, as strftime() writes it. */
    shown = g_date_time_format (time, _ ("%A %-d %B %Y"));

  return shown ? shown : g_strdup (date);
}

/* Appends the part of @line that lies in the range, its own line breaks as spaces. */
static void
append_part (GString *out, const char *text, const SflLine *line, gsize start, gsize end)
{
  gsize from = MAX (start, line->offset);
  gsize to = MIN (end, (gsize) line->offset + line->length);

  for (gsize i = from; i < to; i++)
    g_string_append_c (out, text[i] == '\n' ? ' ' : text[i]);
}

/* The first and the last line that the range holds text of; -1 and -2 for none. */
static void
find_lines (SflTranscript *transcript, gsize start, gsize end, int *first, int *last)
{
  guint n_lines;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);

  *first = -1;
  *last = -2;
  if (start >= end || n_lines == 0)
    return;

  *first = sfl_transcript_find_at (transcript, start);
  *last = sfl_transcript_find_at (transcript, end - 1);
  /* A range may begin with the line break of the line before. */
  if (start >= (gsize) lines[*first].offset + lines[*first].length)
    (*first)++;
}

/**
 * sfl_excerpt_dup_text:
 * @start: first byte of the transcript's text
 * @end: the byte after the last
 *
 * Returns: (transfer full): the text as it stands there, byte for byte
 */
char *
sfl_excerpt_dup_text (SflTranscript *transcript, gsize start, gsize end)
{
  gsize length;
  const char *text;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), NULL);

  text = sfl_transcript_get_text (transcript, &length);
  end = MIN (end, length);

  return start < end ? g_strndup (text + start, end - start) : g_strdup ("");
}

/**
 * sfl_excerpt_dup_text_with_times:
 *
 * Returns: (transfer full): each line with text in the range, its time before
 *   it: "[7:26] text"
 */
char *
sfl_excerpt_dup_text_with_times (SflTranscript *transcript, gsize start, gsize end)
{
  const char *text;
  const SflLine *lines;
  guint n_lines;
  int first, last;
  GString *out;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), NULL);

  text = sfl_transcript_get_text (transcript, NULL);
  lines = sfl_transcript_get_lines (transcript, &n_lines);
  find_lines (transcript, start, end, &first, &last);
  out = g_string_new (NULL);
  for (int i = first; i <= last; i++) {
    if (lines[i].start != SFL_TIME_NONE) {
      g_autofree char *time = sfl_time_to_string (lines[i].start, lines[n_lines - 1].start);

      g_string_append_printf (out, "[%s] ", time);
    }
    append_part (out, text, &lines[i], start, end);
    g_string_append_c (out, '\n');
  }

  return g_string_free (out, FALSE);
}

/**
 * sfl_excerpt_dup_quote:
 *
 * Returns: (transfer full): « text » (speaker), programme, date, 3:31
 */
char *
sfl_excerpt_dup_quote (SflTranscript *transcript, gsize start, gsize end)
{
  const char *text, *speaker, *programme, *date;
  const SflLine *lines;
  guint n_lines;
  int first, last;
  g_autoptr (GString) words = NULL;
  GString *out;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), NULL);

  text = sfl_transcript_get_text (transcript, NULL);
  lines = sfl_transcript_get_lines (transcript, &n_lines);
  find_lines (transcript, start, end, &first, &last);
  words = g_string_new (NULL);
  for (int i = first; i <= last; i++) {
    if (words->len > 0)
      g_string_append_c (words, ' ');
    append_part (words, text, &lines[i], start, end);
  }
  g_strstrip (words->str);

  out = g_string_new (NULL);
  /* Translators: quotation marks of the language around a quoted text. */
  g_string_append_printf (out, _ ("“%s”"), words->str);
  if (first > last)
    return g_string_free (out, FALSE);

  speaker = sfl_transcript_get_speaker (transcript, lines[first].speaker);
  if (speaker)
    g_string_append_printf (out, " (%s)", speaker);

  programme = sfl_transcript_get_meta (transcript, SFL_META_PROGRAMME);
  if (programme == NULL)
    programme = sfl_transcript_get_meta (transcript, SFL_META_TITLE);
  if (programme)
    g_string_append_printf (out, ", %s", programme);

  date = sfl_transcript_get_meta (transcript, SFL_META_DATE);
  if (date) {
    g_autofree char *shown = sfl_date_to_string (date);

    g_string_append_printf (out, ", %s", shown);
  }
  if (lines[first].start != SFL_TIME_NONE) {
    g_autofree char *time = sfl_time_to_string (lines[first].start, lines[n_lines - 1].start);

    g_string_append_printf (out, ", %s", time);
  }

  return g_string_free (out, FALSE);
}
