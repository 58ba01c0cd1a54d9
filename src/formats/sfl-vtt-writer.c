/* sfl-vtt-writer.c: a transcript as WebVTT
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keeps to the letter of the specification.  What the transcript says about itself goes
 * into comments, for its header may hold nothing.  A stamp before a word is its start,
 * one before a pause the end of the word before it; the class "untimed" marks text that
 * no word time covers, and "nobody" that of no speaker, after one that has one.  Players
 * show both like any other.
 */

#include "config.h"

#include "sfl-line-walker.h"
#include "sfl-output.h"
#include "sfl-writers.h"

static const SflClockStyle clock_style = { .n_hour_digits = 2, .sign = '.', .n_decimals = 3 };

static void
append_text (GString *out, SflSlice text)
{
  const char *run = text.start;

  for (const char *p = text.start; p < text.end; p++) {
    const char *escaped = *p == '&' ? "&amp;" : *p == '<' ? "&lt;" : *p == '>' ? "&gt;" : NULL;

    if (escaped == NULL)
      continue;
    g_string_append_len (out, run, p - run);
    g_string_append (out, escaped);
    run = p + 1;
  }
  g_string_append_len (out, run, text.end - run);
}

/* "Title: …" and its further rows, in a comment, which ends with the first blank row. */
static void
append_note (GString *out, SflTranscript *transcript, const char *key)
{
  g_autofree char *value = sfl_output_dup_meta (transcript, key);
  g_auto (GStrv) rows = value != NULL ? g_strsplit (value, "\n", -1) : NULL;

  if (rows == NULL)
    return;
  g_string_append_printf (out, "NOTE\n%c%s: ", g_ascii_toupper (*key), key + 1);
  for (char **row = rows; *row != NULL; row++) {
    if (*g_strstrip (*row) == '\0')
      continue;
    append_text (out, (SflSlice){ *row, *row + strlen (*row) });
    g_string_append_c (out, '\n');
  }
  g_string_append_c (out, '\n');
}

static void
append_stamp (GString *out, SflTime time)
{
  g_string_append_c (out, '<');
  sfl_output_clock (out, time, clock_style);
  g_string_append_c (out, '>');
}

static gboolean
is_blank (SflSlice slice)
{
  return sfl_slice_is_empty (sfl_slice_trim (slice));
}

static void
append_untimed (GString *out, SflSlice text)
{
  if (is_blank (text)) {
    append_text (out, text);
  } else {
    g_string_append (out, "<c.untimed>");
    append_text (out, text);
    g_string_append (out, "</c>");
  }
}

/* Stamps lie inside the cue and each after the one before it; a word that leaves no
 * room for one has no time.
 */
static void
append_words (GString *out, const SflWalkedLine *line)
{
  const char *done = line->text.start;
  SflTime last = line->start;
  gsize length_before = out->len;

  for (guint i = 0; i < line->n_words; i++) {
    const SflWord *word = &line->words[i];
    SflSlice text = { line->text.start + word->offset,
                      line->text.start + word->offset + word->length };
    SflTime start = MAX (word->start, last + SFL_MSECOND), next_start = line->end;

    /* What begins a cue begins with it. */
    if (i == 0 && text.start == line->text.start && word->start <= line->start)
      start = line->start;
    if (start >= line->end)
      break;

    append_untimed (out, (SflSlice){ done, text.start });
    if (start > line->start)
      append_stamp (out, start);
    append_text (out, text);
    done = text.end;
    last = start;
    if (i + 1 < line->n_words && word[1].start < line->end)
      next_start = MAX (word[1].start, start + SFL_MSECOND);
    if (!(word->flags & SFL_WORD_END_ESTIMATED) && word->end > start && word->end < next_start) {
      append_stamp (out, word->end);
      last = word->end;
    }
  }
  append_untimed (out, (SflSlice){ done, line->text.end });

  /* A single word that lasts as long as its cue needs no stamp, but must be told from none. */
  if (memchr (out->str + length_before, '<', out->len - length_before) == NULL)
    g_string_append (out, "<c.untimed></c>");
}

GBytes *
sfl_vtt_write (SflTranscript *transcript, const SflWriteOptions *options, GError **error)
{
  g_auto (GStrv) keys = sfl_transcript_dup_meta_keys (transcript);
  g_auto (SflLineWalker) walker = { 0 };
  GString *out = g_string_new ("WEBVTT\n\n");
  SflWalkedLine line;
  gboolean has_name = FALSE;

  for (gsize i = 0; keys[i] != NULL; i++)
    append_note (out, transcript, keys[i]);

  sfl_line_walker_init (&walker, transcript, SFL_MSECOND);
  while (sfl_line_walker_next (&walker, &line)) {
    sfl_output_clock (out, line.start, clock_style);
    g_string_append (out, " --> ");
    sfl_output_clock (out, line.end, clock_style);
    g_string_append_c (out, '\n');
    if (line.name != NULL) {
      g_string_append (out, "<v ");
      append_text (out, (SflSlice){ line.name, line.name + strlen (line.name) });
      g_string_append_c (out, '>');
      has_name = TRUE;
    } else if (has_name) {
      /* Else it would still be the last speaker's. */
      g_string_append (out, "<c.nobody></c>");
      has_name = FALSE;
    }
    if (line.n_words > 0)
      append_words (out, &line);
    else
      append_text (out, line.text);
    g_string_append (out, "\n\n");
  }

  return sfl_output_end (out);
}
