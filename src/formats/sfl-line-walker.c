/* sfl-line-walker.c: the lines of a transcript, as a file can take them
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What every writer must do to a line, once: round its times so that a line still
 * ends after it begins, and take out blank rows, control characters and what XML
 * forbids.  Any thread.
 */

#include "config.h"

#include "sfl-line-walker.h"

#include "sfl-line-scanner.h"

/* A control character, a line break in disguise, or no character at all. */
static gboolean
is_unwritable (gunichar c)
{
  return (c < 0x20 && c != '\t') || (c >= 0x7f && c <= 0x9f) || c == 0x2028 || c == 0x2029 ||
         (c & 0xfffe) == 0xfffe;
}

/* Adds @slice to @clean without what cannot be written. */
static void
append_clean (GString *clean, SflSlice slice)
{
  const char *run = slice.start;

  for (const char *p = slice.start; p < slice.end; p = g_utf8_next_char (p)) {
    if ((guchar) *p >= 0x20 && (guchar) *p < 0x7f)
      continue;
    if (is_unwritable (g_utf8_get_char (p))) {
      g_string_append_len (clean, run, p - run);
      run = g_utf8_next_char (p);
    }
  }
  g_string_append_len (clean, run, slice.end - run);
}

/* Takes white space, and what cannot be written, off both ends. */
static SflSlice
trim_row (SflSlice row)
{
  for (;;) {
    row = sfl_slice_trim (row);
    if (sfl_slice_is_empty (row))
      return row;
    if (is_unwritable (g_utf8_get_char (row.start)))
      row.start = g_utf8_next_char (row.start);
    else if (is_unwritable (g_utf8_get_char (g_utf8_prev_char (row.end))))
      row.end = g_utf8_prev_char (row.end);
    else
      return row;
  }
}

/* The name in one row, or NULL when nothing is left of it. */
static char *
clean_name (const char *name)
{
  g_autofree char *row = g_strdelimit (g_strdup (name), "\t\r\n", ' ');
  g_autoptr (GString) clean = g_string_new (NULL);
  SflSlice slice;

  append_clean (clean, (SflSlice){ row, row + strlen (row) });
  slice = sfl_slice_trim (sfl_slice_of (clean));

  return sfl_slice_is_empty (slice) ? NULL : g_strndup (slice.start, sfl_slice_get_length (slice));
}

/* @resolution is that of the times to be written. */
void
sfl_line_walker_init (SflLineWalker *self, SflTranscript *transcript, SflTime resolution)
{
  *self = (SflLineWalker){ .resolution = MAX (resolution, 1) };
  self->text = sfl_transcript_get_text (transcript, NULL);
  self->lines = sfl_transcript_get_lines (transcript, &self->n_lines);
  self->all_words = sfl_transcript_get_words (transcript, &self->n_all_words);
  self->n_names = sfl_transcript_get_n_speakers (transcript);
  self->names = g_new (char *, self->n_names);
  for (guint i = 0; i < self->n_names; i++)
    self->names[i] = clean_name (sfl_transcript_get_speaker (transcript, i));
  self->clean = g_string_new (NULL);
  self->words = g_array_new (FALSE, FALSE, sizeof (SflWord));
}

void
sfl_line_walker_clear (SflLineWalker *self)
{
  /* Not g_strfreev(): nothing may be left of a name. */
  for (guint i = 0; i < self->n_names; i++)
    g_free (self->names[i]);
  g_free (self->names);
  g_string_free (self->clean, TRUE);
  g_array_unref (self->words);
}

/* To the nearest time that can be written; half of a step goes up. */
SflTime
sfl_line_walker_round (const SflLineWalker *self, SflTime time)
{
  if (time == SFL_TIME_NONE)
    return SFL_TIME_NONE;

  return (time + self->resolution / 2) / self->resolution * self->resolution;
}

static SflTime
round_end (const SflLineWalker *self, SflTime end, SflTime start)
{
  end = sfl_line_walker_round (self, end);

  return end == SFL_TIME_NONE || end > start ? end : start + self->resolution;
}

/* Whether @text can be written as it is. */
static gboolean
is_clean (SflSlice text)
{
  SflSlice trimmed = sfl_slice_trim (text);

  if (trimmed.start != text.start || trimmed.end != text.end)
    return FALSE;
  for (const char *p = text.start; p < text.end; p++) {
    guchar c = *p;

    /* What is unwritable beyond ASCII begins with C2, E2, EF or a plane's number. */
    if ((c < 0x20 && c != '\t') || c == 0x7f || c == 0xef || c >= 0xf0 ||
        (c == 0xc2 && (guchar) p[1] < 0xa0) ||
        (c == 0xe2 && (guchar) p[1] == 0x80 && ((guchar) p[2] & 0xfe) == 0xa8))
      return FALSE;
  }

  return TRUE;
}

/* Puts the rows of @text into self->clean, and its words, which lie in the walker's
 * text, behind them.
 */
static void
clean_line (SflLineWalker *self, SflSlice text)
{
  SflLineScanner scanner;
  SflSlice row;
  SflWord *words = (SflWord *) self->words->data;
  guint n_words = self->words->len, n_kept = 0, w = 0;

  g_string_truncate (self->clean, 0);
  sfl_line_scanner_init (&scanner, text.start, sfl_slice_get_length (text));
  while (sfl_line_scanner_next (&scanner, &row)) {
    const char *done;

    row = trim_row (row);
    if (sfl_slice_is_empty (row))
      continue;
    if (self->clean->len > 0)
      g_string_append_c (self->clean, '\n');
    done = row.start;
    for (; w < n_words && text.start + words[w].offset < row.end; w++) {
      const char *start = MAX (text.start + words[w].offset, done);
      const char *end = MIN (text.start + words[w].offset + words[w].length, row.end);

      if (end <= start)
        continue;
      append_clean (self->clean, (SflSlice){ done, start });
      words[n_kept] = words[w];
      words[n_kept].offset = self->clean->len;
      append_clean (self->clean, (SflSlice){ start, end });
      words[n_kept].length = self->clean->len - words[n_kept].offset;
      n_kept += words[n_kept].length > 0;
      done = end;
    }
    append_clean (self->clean, (SflSlice){ done, row.end });
  }
  g_array_set_size (self->words, n_kept);
}

/* Returns: FALSE after the last line */
gboolean
sfl_line_walker_next (SflLineWalker *self, SflWalkedLine *walked)
{
  const SflLine *line;

  if (self->n_seen == self->n_lines)
    return FALSE;

  line = &self->lines[self->n_seen++];
  walked->start = sfl_line_walker_round (self, line->start);
  walked->end = round_end (self, line->end, walked->start);
  walked->end_estimated = (line->flags & SFL_LINE_END_ESTIMATED) != 0;
  walked->name = line->speaker >= 0 ? self->names[line->speaker] : NULL;
  walked->speaker = walked->name != NULL ? line->speaker : -1;
  walked->text.start = self->text + line->offset;
  walked->text.end = walked->text.start + line->length;

  g_array_set_size (self->words, 0);
  while (self->n_seen_words < self->n_all_words &&
         self->all_words[self->n_seen_words].offset < line->offset + line->length) {
    SflWord word = self->all_words[self->n_seen_words++];

    if (word.flags & SFL_WORD_UNSPOKEN)
      continue;
    word.offset -= line->offset;
    word.start = sfl_line_walker_round (self, word.start);
    if (word.flags & SFL_WORD_END_ESTIMATED)
      word.end = MAX (sfl_line_walker_round (self, word.end), word.start);
    else
      word.end = round_end (self, word.end, word.start);
    g_array_append_val (self->words, word);
  }

  if (!is_clean (walked->text)) {
    clean_line (self, walked->text);
    walked->text = sfl_slice_of (self->clean);
  }
  walked->words = (const SflWord *) self->words->data;
  walked->n_words = self->words->len;

  return TRUE;
}
