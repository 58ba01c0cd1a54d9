/* sfl-cli-words.c: the words of a transcript as a table
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row is what stands between two white spaces and has a letter or a digit, so
 * that other programs find the same words.  A word of the transcript may be
 * more, "1 200" with a space that does not break; its time is divided then.
 */

#include "config.h"

#include "sfl-cli-words.h"

/* When @offset of the text is reached within @word. */
static SflTime
get_time_within (const SflWord *word, guint32 offset)
{
  double part = (double) (offset - word->offset) / MAX (word->length, 1);

  return word->start + (SflTime) (part * (word->end - word->start));
}

static void
append_seconds (GString *table, SflTime time)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (table, time == SFL_TIME_NONE ? "-1"
                                                : g_ascii_formatd (buffer, sizeof buffer, "%.3f",
                                                                   (double) time / SFL_SECOND));
  g_string_append_c (table, '\t');
}

/* From @first on lie the words that may touch it; what they do not know is -1. */
static void
append_row (GString *table,
            const char *text,
            guint32 start,
            guint32 end,
            const SflWord *word,
            const SflWord *last)
{
  SflTime from = SFL_TIME_NONE, to = SFL_TIME_NONE;
  float confidence = -1;
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (; word < last && word->offset < end; word++) {
    if (word->offset + word->length <= start)
      continue;
    confidence = confidence < 0 ? word->confidence : MIN (confidence, word->confidence);
    if (word->flags & SFL_WORD_UNSPOKEN)
      continue;
    if (from == SFL_TIME_NONE)
      from = get_time_within (word, MAX (start, word->offset));
    to = get_time_within (word, MIN (end, word->offset + word->length));
  }

  append_seconds (table, from);
  append_seconds (table, to);
  g_string_append_len (table, text + start, end - start);
  g_string_append_printf (table, "\t%s\n",
                          confidence < 0
                              ? "-1"
                              : g_ascii_formatd (buffer, sizeof buffer, "%.3f", confidence));
}

/* The next stretch between white space, with a letter or a digit; FALSE: there is none. */
static gboolean
take_token (const char **p, const char *end, const char **start)
{
  while (*p < end) {
    gboolean counts = FALSE;

    while (*p < end && g_unichar_isspace (g_utf8_get_char (*p)))
      *p = g_utf8_next_char (*p);
    *start = *p;
    while (*p < end && !g_unichar_isspace (g_utf8_get_char (*p))) {
      counts |= g_unichar_isalnum (g_utf8_get_char (*p));
      *p = g_utf8_next_char (*p);
    }
    if (counts)
      return TRUE;
  }

  return FALSE;
}

/**
 * sfl_cli_words_write:
 *
 * Start, end, word and confidence of each word of these lines, one row a word, seconds; -1 where
 * nobody says it or nobody knows.
 *
 * Returns: (transfer full): tab-separated values, without a head
 */
GBytes *
sfl_cli_words_write (SflTranscript *transcript, guint first_line, guint n_lines)
{
  const char *text = sfl_transcript_get_text (transcript, NULL);
  const SflLine *lines = sfl_transcript_get_lines (transcript, NULL);
  const SflWord *words = sfl_transcript_get_words (transcript, NULL);
  GString *table = g_string_new (NULL);

  for (guint i = first_line; i < first_line + n_lines; i++) {
    const char *p = text + lines[i].offset, *end = p + lines[i].length, *start;
    guint first, n;

    sfl_transcript_get_line_words (transcript, i, &first, &n);
    while (take_token (&p, end, &start))
      append_row (table, text, start - text, p - text, words + first, words + first + n);
  }

  return g_string_free_to_bytes (table);
}
