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

/* Reads @file, whose lines end in LF, as a file of that name, with each kind of line end:
 * each time it has that format and those lines, as dump_lines() gives them.
 */
static inline void
check_with_all_newlines (const char *file,
                         const char *file_name,
                         const char *format,
                         const char *expected)
{
  static const char *const newlines[] = { "\n", "\r\n", "\r" };

  for (gsize n = 0; n < G_N_ELEMENTS (newlines); n++) {
    GString *written = g_string_new (file);
    g_autoptr (SflTranscript) transcript = NULL;
    g_autofree char *dump = NULL;

    g_string_replace (written, "\n", newlines[n], 0);
    transcript = parse_text (written->str, written->len, file_name);
    dump = dump_lines (transcript);
    g_assert_cmpstr (dump, ==, expected);
    g_assert_cmpstr (sfl_transcript_get_format (transcript), ==, format);
    g_string_free (written, TRUE);
  }
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
