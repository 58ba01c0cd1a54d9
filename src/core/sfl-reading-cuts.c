/* sfl-reading-cuts.c: a transcript cut into lines, sentences or paragraphs
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A piece is a stretch of the transcript's text and no copy.  Any thread.
 */

#include "config.h"

#include "sfl-reading-private.h"

#include "sfl-sentence.h"

#include <string.h>

/* How far back a very long paragraph looks for a space to be split at. */
#define SPLIT_WINDOW 256

/* Some machines transcribe without marks that end sentences.  Where none comes for this
 * many bytes, line breaks must do, as soon as so many are together.
 */
#define ENDLESS_SENTENCE 1000
#define LONG_SENTENCE 400

/* A paragraph ends with the sentence in which it gets this long, or before a pause. */
#define LONG_PARAGRAPH 480
#define PARAGRAPH_PAUSE (2 * SFL_SECOND)

typedef struct {
  SflTranscript *transcript;
  SflReadingMode mode;
  const GArray *headings; /* of SflHeading */
  guint next_heading;
  GArray *blocks; /* of SflBlock */
} Cutter;

/* Whether a row begins with a dash, as when another one begins to speak in the same caption. */
gboolean
sfl_reading_starts_a_turn (const char *at, const char *end)
{
  while (at < end && *at == ' ')
    at++;

  return at < end && (*at == '-' || (end - at >= 3 && (memcmp (at, "\xe2\x80\x93", 3) == 0 ||
                                                       memcmp (at, "\xe2\x80\x94", 3) == 0)));
}

const char *
sfl_reading_skip_space (const char *p, const char *end)
{
  while (p < end && g_unichar_isspace (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);

  return p;
}

/* The end of the first piece of a long line: after a space where there is one. */
const char *
sfl_reading_find_split (const char *start, const char *end)
{
  const char *space = NULL;
  guint n = 0;

  for (const char *p = start; p < end; p = g_utf8_next_char (p)) {
    if (n == SFL_READING_MAX_PARAGRAPH)
      return space ? space : p;
    if (n + SPLIT_WINDOW > SFL_READING_MAX_PARAGRAPH && (*p == ' ' || *p == '\n'))
      space = p + 1;
    n++;
  }

  return end;
}

/* Whether a chapter begins up to byte @limit of the text. */
static gboolean
has_heading (Cutter *self, const char *limit)
{
  const char *text = sfl_transcript_get_text (self->transcript, NULL);
  const SflLine *lines = sfl_transcript_get_lines (self->transcript, NULL);

  return self->next_heading < self->headings->len &&
         text + lines[g_array_index (self->headings, SflHeading, self->next_heading).line].offset <=
             limit;
}

/* Puts the titles of those chapters above what is shown from @at, in line @index, on. */
static void
add_headings (Cutter *self, guint index, const char *at, const char *limit)
{
  const char *text = sfl_transcript_get_text (self->transcript, NULL);

  while (has_heading (self, limit)) {
    const SflHeading *heading = &g_array_index (self->headings, SflHeading, self->next_heading++);
    SflBlock title = { SFL_BLOCK_HEADING, index, at - text, 0, -1, heading->chapter };

    g_array_append_val (self->blocks, title);
  }
}

static void
add_speaker (Cutter *self, guint index, const char *at, int *speaker)
{
  const char *text = sfl_transcript_get_text (self->transcript, NULL);
  const SflLine *line = &sfl_transcript_get_lines (self->transcript, NULL)[index];

  if (line->speaker >= 0 && line->speaker != *speaker) {
    SflBlock name = { SFL_BLOCK_SPEAKER, index, at - text, 0, -1, 0 };

    g_array_append_val (self->blocks, name);
  }
  *speaker = line->speaker;
}

/* Shows the bytes from @at to @end, which begin in line @index. */
static void
add_text (Cutter *self, guint index, const char *at, const char *end, int hole)
{
  const char *text = sfl_transcript_get_text (self->transcript, NULL);
  SflBlock block = { SFL_BLOCK_TEXT, index, at - text, end - at, -1, 0 };

  if (block.length > SFL_READING_MAX_PARAGRAPH) {
    const char *split;

    while ((split = sfl_reading_find_split (at, end)) < end) {
      block.offset = at - text;
      block.length = split - at;
      g_array_append_val (self->blocks, block);
      at = split;
    }
    block.offset = at - text;
    block.length = end - at;
  }

  block.hole = hole;
  g_array_append_val (self->blocks, block);
}

static void
add_lines (Cutter *self)
{
  const char *text = sfl_transcript_get_text (self->transcript, NULL);
  guint n_lines;
  const SflLine *lines = sfl_transcript_get_lines (self->transcript, &n_lines);
  int speaker = -1;

  g_array_set_size (self->blocks, n_lines);
  g_array_set_size (self->blocks, 0);
  for (guint i = 0; i < n_lines; i++) {
    const char *at = text + lines[i].offset;

    add_headings (self, i, at, at);
    add_speaker (self, i, at, &speaker);
    add_text (self, i, at, at + lines[i].length,
              sfl_transcript_find_hole_after (self->transcript, i));
  }
}

/* The line after the last that one person says without a hole, from @first on. */
static guint
find_run_end (Cutter *self, guint first)
{
  guint n_lines;
  const SflLine *lines = sfl_transcript_get_lines (self->transcript, &n_lines);
  guint end = first + 1;

  while (end < n_lines && lines[end].speaker == lines[first].speaker &&
         sfl_transcript_find_hole_after (self->transcript, end - 1) < 0)
    end++;

  return end;
}

static const char *
trim_space (const char *p, const char *end)
{
  while (end > p && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);

  return end;
}

/* The end of the sentence that begins at @at: at its mark, where another one begins to
 * speak in the same caption, or at a line break where no mark comes for long.
 */
static const char *
find_sentence_end (const char *at, const char *end)
{
  const char *limit = end - at > ENDLESS_SENTENCE ? at + ENDLESS_SENTENCE : end;
  const char *stop;
  gboolean endless;

  while ((*limit & 0xc0) == 0x80)
    limit++;
  stop = sfl_sentence_find_end (at, limit);
  endless = stop == limit && limit < end;

  for (const char *p = at; (p = memchr (p, '\n', stop - p)) != NULL; p++)
    if (sfl_reading_starts_a_turn (p + 1, end) || (endless && p - at >= LONG_SENTENCE))
      return p;

  if (endless) {
    stop = memchr (limit, '\n', end - limit);
    if (stop == NULL)
      stop = end;
  }

  return stop;
}

/* Whether nobody speaks for a while before line @index. */
static gboolean
begins_after_pause (const SflLine *lines, guint index)
{
  const SflLine *before = &lines[index - 1];

  return SFL_TIME_IS_VALID (before->end) && !(before->flags & SFL_LINE_END_ESTIMATED) &&
         lines[index].start - before->end >= PARAGRAPH_PAUSE;
}

/* A chapter that begins within a sentence has its title above or below it, where it is
 * nearer; never below the last.
 */
static const char *
find_heading_limit (Cutter *self, const char *at, const char *stop)
{
  gsize length;
  const char *text = sfl_transcript_get_text (self->transcript, &length);

  return sfl_reading_skip_space (stop, text + length) < text + length ? at + (stop - at) / 2 : stop;
}

/* Cuts what one person says into sentences, or gathers those into paragraphs. */
static void
add_run (Cutter *self, guint first, guint run_end, int *speaker)
{
  const char *text = sfl_transcript_get_text (self->transcript, NULL);
  const SflLine *lines = sfl_transcript_get_lines (self->transcript, NULL);
  const char *begin = text + lines[first].offset;
  const char *end =
      trim_space (begin, text + lines[run_end - 1].offset + lines[run_end - 1].length);
  const char *at = sfl_reading_skip_space (begin, end);
  const char *from = at; /* of the block that is being gathered */
  const char *to = at;
  guint line = first, from_line = first;

  add_headings (self, first, at, find_heading_limit (self, at, find_sentence_end (at, end)));
  add_speaker (self, first, at, speaker);

  while (at < end) {
    gboolean pause = FALSE;
    const char *stop = find_sentence_end (at, end);
    const char *limit = find_heading_limit (self, at, stop);

    for (; line + 1 < run_end && text + lines[line + 1].offset <= at; line++)
      pause |= begins_after_pause (lines, line + 1);
    if (to > from && (self->mode == SFL_READING_SENTENCES || to - from >= LONG_PARAGRAPH || pause ||
                      sfl_reading_starts_a_turn (at, end) || has_heading (self, limit))) {
      add_text (self, from_line, from, to, -1);
      from = at;
    }
    if (from == at)
      from_line = line;
    add_headings (self, line, at, limit);
    to = stop;
    at = sfl_reading_skip_space (stop, end);
  }

  add_text (self, from_line, from, to,
            self->mode == SFL_READING_PLAIN
                ? -1
                : sfl_transcript_find_hole_after (self->transcript, run_end - 1));
}

static void
add_runs (Cutter *self)
{
  guint n_lines;
  int speaker = -1;

  sfl_transcript_get_lines (self->transcript, &n_lines);
  for (guint i = 0, end; i < n_lines; i = end) {
    end = find_run_end (self, i);
    add_run (self, i, end, &speaker);
  }
}

/* Adds the blocks of @transcript to @blocks, an array of SflBlock. */
void
sfl_reading_cut (SflTranscript *transcript,
                 SflReadingMode mode,
                 const GArray *headings,
                 GArray *blocks)
{
  Cutter self = { transcript, mode, headings, 0, blocks };

  if (mode == SFL_READING_LINES)
    add_lines (&self);
  else
    add_runs (&self);
}
