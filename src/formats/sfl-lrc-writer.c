/* sfl-lrc-writer.c: a transcript as LRC
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A time before each line, and one alone where a line ends before the next begins.
 * With word times it is the enhanced form, which most players of the plain one skip.
 */

#include "config.h"

#include "sfl-line-walker.h"
#include "sfl-output.h"
#include "sfl-writers.h"

/* Shows nothing, and is no part of a time. */
#define WORD_JOINER "\xe2\x81\xa0"

#define RESOLUTION (10 * SFL_MSECOND)

static const SflClockStyle clock_style = { .n_hour_digits = 0, .sign = '.', .n_decimals = 2 };

static const struct {
  const char *tag;
  const char *key;
} tags[] = {
  { "ti", SFL_META_TITLE },  { "ar", SFL_META_ARTIST },      { "al", SFL_META_ALBUM },
  { "au", SFL_META_AUTHOR }, { "by", SFL_META_TRANSCRIBER }, { "la", SFL_META_LANGUAGE },
};

static void
append_stamp (GString *out, SflTime time, const char *brackets)
{
  g_string_append_c (out, brackets[0]);
  sfl_output_clock (out, time, clock_style);
  g_string_append_c (out, brackets[1]);
}

static void
append_tag (GString *out, SflTranscript *transcript, const char *tag, const char *key)
{
  g_autofree char *value = sfl_output_dup_meta (transcript, key);

  if (value != NULL)
    g_string_append_printf (out, "[%s:%s]\n", tag, g_strdelimit (value, "\n", ' '));
}

/* A bracket that would begin a time in the middle of a text is set apart from it. */
static void
append_text (GString *out, SflSlice text)
{
  for (const char *p = text.start; p < text.end; p++) {
    const char *digits = sfl_slice_skip_space (p + 1, text.end), *q = digits;
    int digit;

    g_string_append_c (out, *p == '\n' ? ' ' : *p);
    if (*p != '[' && *p != '<')
      continue;
    while (sfl_slice_take_digit (&q, text.end, &digit))
      ;
    if (q > digits && sfl_slice_take_colon (&q, text.end))
      g_string_append (out, WORD_JOINER);
  }
}

/* Whether nothing is said from the end of word @i to the next; else a stamp would be taken
 * for that of what follows.
 */
static gboolean
is_pause (const SflWalkedLine *line, guint i)
{
  const SflWord *word = &line->words[i];
  gboolean is_last = i + 1 == line->n_words;
  SflSlice gap = { line->text.start + word->offset + word->length,
                   is_last ? line->text.end : line->text.start + word[1].offset };

  return (is_last || word->end < word[1].start) && sfl_slice_is_empty (sfl_slice_trim (gap));
}

static void
append_words (GString *out, const SflWalkedLine *line)
{
  const char *done = line->text.start;

  for (guint i = 0; i < line->n_words; i++) {
    const SflWord *word = &line->words[i];
    SflSlice text = { line->text.start + word->offset,
                      line->text.start + word->offset + word->length };

    append_text (out, (SflSlice){ done, text.start });
    append_stamp (out, word->start, "<>");
    append_text (out, text);
    done = text.end;
    if (!(word->flags & SFL_WORD_END_ESTIMATED) && is_pause (line, i))
      append_stamp (out, word->end, "<>");
  }
  append_text (out, (SflSlice){ done, line->text.end });
}

/* When the lines so far are over: NONE for never before the next one. */
static void
append_end (GString *out, SflTime end, SflTime next)
{
  if (end != SFL_TIME_NONE && end < next) {
    append_stamp (out, end, "[]");
    g_string_append_c (out, '\n');
  }
}

GBytes *
sfl_lrc_write (SflTranscript *transcript, const SflWriteOptions *options, GError **error)
{
  g_auto (SflLineWalker) walker = { 0 };
  GString *out = g_string_new (NULL);
  SflWalkedLine line;
  SflTime end = SFL_TIME_NONE;

  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    append_tag (out, transcript, tags[i].tag, tags[i].key);

  sfl_line_walker_init (&walker, transcript, RESOLUTION);
  while (sfl_line_walker_next (&walker, &line)) {
    if (sfl_slice_is_empty (line.text))
      continue;
    append_end (out, end, line.start);
    append_stamp (out, line.start, "[]");
    if (line.n_words > 0)
      append_words (out, &line);
    else
      append_text (out, line.text);
    g_string_append_c (out, '\n');
    end = line.end_estimated ? SFL_TIME_NONE : MAX (end, line.end);
  }
  append_end (out, end, G_MAXINT64);

  return sfl_output_end (out);
}
