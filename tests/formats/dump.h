/* dump.h: a transcript as text, to compare
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-format.h"

G_BEGIN_DECLS

/* Reads @text as a file of that name; it must not be refused. */
static inline SflTranscript *
parse_text (const char *text, gssize length, const char *file_name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, length < 0 ? strlen (text) : (gsize) length);
  SflTranscript *transcript = sfl_format_parse (bytes, file_name, NULL, NULL, &error);

  g_assert_no_error (error);

  return transcript;
}

/* One line each: "1500-2000 Name|text", times in ms.  An end that the file did not
 * give is not shown, nor is the time of an untimed line; '/' stands for a line break.
 */
static inline char *
dump_lines (SflTranscript *transcript)
{
  GString *dump = g_string_new (NULL);
  guint n_lines;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);

  for (guint i = 0; i < n_lines; i++) {
    g_autofree char *text = sfl_transcript_dup_line_text (transcript, i);
    const char *name =
        lines[i].speaker < 0 ? "" : sfl_transcript_get_speaker (transcript, lines[i].speaker);

    if (lines[i].start != SFL_TIME_NONE)
      g_string_append_printf (dump, "%" G_GINT64_FORMAT, lines[i].start / SFL_MSECOND);
    if (lines[i].start != SFL_TIME_NONE && !(lines[i].flags & SFL_LINE_END_ESTIMATED))
      g_string_append_printf (dump, "-%" G_GINT64_FORMAT, lines[i].end / SFL_MSECOND);
    g_strdelimit (text, "\n", '/');
    g_string_append_printf (dump, " %s|%s\n", name, text);
  }

  return g_string_free (dump, FALSE);
}

/* Like dump_lines(), for the words: "1000-1200 word". */
static inline char *
dump_words (SflTranscript *transcript)
{
  GString *dump = g_string_new (NULL);
  guint n_words;
  const SflWord *words = sfl_transcript_get_words (transcript, &n_words);
  gsize length;
  const char *text = sfl_transcript_get_text (transcript, &length);

  for (guint i = 0; i < n_words; i++)
    g_string_append_printf (dump, "%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT " %.*s\n",
                            words[i].start / SFL_MSECOND, words[i].end / SFL_MSECOND,
                            (int) words[i].length, text + words[i].offset);

  return g_string_free (dump, FALSE);
}

G_END_DECLS
