/* sfl-transcript-aligned.c: a transcript whose words were looked for in the recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The same text with other times, which somebody listened for.  What holds of every
 * transcript holds of this one as well: lines and words never go back, and each that has a
 * start has an end.  Any thread.
 */

#include "config.h"

#include "sfl-transcript-private.h"

/* A longer silence between two lines is a hole, whether or not somebody has named it. */
#define MAX_PAUSE (5 * SFL_SECOND)

/* Words that nobody is sure of, so far away from the rest of their line, do not make it longer:
 * beside music or another language one or two easily end up on the wrong side.
 */
#define STRANDED (2 * SFL_SECOND)

/* Below this a word is likely to be elsewhere. */
#define SURE 0.5

/* A line that nobody says has no length: it stands where the next one begins. */
static void
take_lines (SflTranscriptParts *parts, const SflLine *lines)
{
  SflTime next = SFL_TIME_NONE, earliest = 0;

  parts->lines = g_memdup2 (sfl_transcript_get_lines (parts->original, NULL),
                            parts->n_lines * sizeof (SflLine));
  for (guint i = parts->n_lines; i > 0; i--) {
    SflLine *line = &parts->lines[i - 1];

    line->start = lines[i - 1].start != SFL_TIME_NONE ? lines[i - 1].start : next;
    line->end = lines[i - 1].start != SFL_TIME_NONE ? lines[i - 1].end : next;
    line->flags = lines[i - 1].flags & SFL_LINE_END_ESTIMATED;
    next = line->start;
  }

  for (guint i = 0; i < parts->n_lines; i++) {
    SflLine *line = &parts->lines[i];

    if (line->start == SFL_TIME_NONE) /* so are all that follow */
      line->start = line->end = i > 0 ? line[-1].end : 0;
    line->start = CLAMP (line->start, earliest, SFL_TIME_MAX);
    earliest = line->start;
    if (line->end == SFL_TIME_NONE) {
      line->end = i + 1 < parts->n_lines ? line[1].start : line->start;
      line->flags |= SFL_LINE_END_ESTIMATED;
    }
    line->end = CLAMP (line->end, line->start, SFL_TIME_MAX);
  }
}

static void
take_words (SflTranscriptParts *parts, const SflWord *words, guint n_words)
{
  guint line = 0;
  SflTime earliest = 0;

  parts->n_words = n_words;
  parts->words = g_memdup2 (words, n_words * sizeof (SflWord));
  for (guint i = 0; i < n_words; i++) {
    SflWord *word = &parts->words[i];

    for (; word->offset >= parts->lines[line].offset + parts->lines[line].length; line++)
      earliest = 0;
    if (word->start == SFL_TIME_NONE || word->flags & SFL_WORD_UNSPOKEN) {
      word->start = word->end = SFL_TIME_NONE;
      word->flags = SFL_WORD_UNSPOKEN;
      continue;
    }
    word->start = CLAMP (word->start, earliest, SFL_TIME_MAX);
    word->end = CLAMP (word->end, word->start, SFL_TIME_MAX);
    earliest = word->start;
  }
}

static gboolean
is_doubtful (const SflWord *word)
{
  return word->confidence >= 0 && word->confidence < SURE;
}

/* From the end inwards: the last gap before words of which all are doubtful ends the line. */
static void
leave_stranded_end (SflLine *line, const SflWord *words, guint n)
{
  const SflWord *after = NULL;

  for (guint i = n; i > 0; i--) {
    const SflWord *word = &words[i - 1];

    if (word->flags & SFL_WORD_UNSPOKEN)
      continue;
    if (after != NULL && after->start - word->end > STRANDED)
      line->end = MAX (word->end, line->start);
    if (!is_doubtful (word))
      return;
    after = word;
  }
}

static void
leave_stranded_start (SflLine *line, const SflWord *words, guint n, SflTime latest)
{
  const SflWord *before = NULL;

  for (guint i = 0; i < n; i++) {
    const SflWord *word = &words[i];

    if (word->flags & SFL_WORD_UNSPOKEN)
      continue;
    if (before != NULL && word->start - before->end > STRANDED)
      line->start = CLAMP (word->start, line->start, MIN (latest, line->end));
    if (!is_doubtful (word))
      return;
    before = word;
  }
}

/* Whether the words of a line are all doubtful: then none is the one to go by. */
static gboolean
is_wholly_doubtful (const SflWord *words, guint n)
{
  for (guint i = 0; i < n; i++)
    if (!(words[i].flags & SFL_WORD_UNSPOKEN) && !is_doubtful (&words[i]))
      return FALSE;

  return TRUE;
}

static void
leave_stranded (SflTranscriptParts *parts)
{
  guint first = 0;

  for (guint i = 0; i < parts->n_lines; i++) {
    SflLine *line = &parts->lines[i];
    guint n = 0;

    while (first + n < parts->n_words &&
           parts->words[first + n].offset < line->offset + line->length)
      n++;
    if (!is_wholly_doubtful (&parts->words[first], n)) {
      leave_stranded_end (line, &parts->words[first], n);
      leave_stranded_start (line, &parts->words[first], n,
                            i + 1 < parts->n_lines ? line[1].start : SFL_TIME_MAX);
    }
    first += n;
  }
}

/* What is heard between two lines, where somebody said so or the silence is long. */
static void
take_holes (SflTranscriptParts *parts, const SflHole *holes, guint n_holes)
{
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (SflHole));
  SflTime end = 0; /* of all lines so far */
  guint next = 0;

  for (guint i = 0; i + 1 < parts->n_lines; i++) {
    SflTime start = parts->lines[i + 1].start, longest = 0;
    SflHole hole = { SFL_TIME_NONE, SFL_TIME_NONE, i, SFL_HOLE_UNKNOWN };

    end = MAX (end, parts->lines[i].end);
    while (next < n_holes && holes[next].end <= end)
      next++;
    for (guint k = next; k < n_holes && holes[k].start < start; k++) {
      SflTime from = MAX (holes[k].start, end), to = MIN (holes[k].end, start);

      if (to <= from)
        continue;
      if (hole.start == SFL_TIME_NONE)
        hole.start = from;
      hole.end = to;
      if (to - from > longest)
        hole.kind = holes[k].kind;
      longest = MAX (longest, to - from);
    }
    if (hole.start == SFL_TIME_NONE && start - end > MAX_PAUSE) {
      hole.start = end;
      hole.end = start;
    }
    if (hole.start != SFL_TIME_NONE)
      g_array_append_val (taken, hole);
  }

  parts->n_holes = taken->len;
  parts->holes = (SflHole *) g_array_free (g_steal_pointer (&taken), FALSE);
}

/* A chapter begins where the line does that it began with. */
static void
take_chapters (SflTranscriptParts *parts, SflTranscript *transcript)
{
  guint n;
  const SflChapter *chapters = sfl_transcript_get_chapters (transcript, &n);
  const SflLine *lines = sfl_transcript_get_lines (transcript, NULL);

  parts->chapters = sfl_transcript_new_chapters ();
  for (guint i = 0; i < n; i++) {
    SflChapter chapter = { chapters[i].start, g_strdup (chapters[i].title) };
    int line = sfl_transcript_find_line (transcript, chapter.start);

    while (line > 0 && lines[line - 1].start == chapter.start)
      line--;
    if (line >= 0 && lines[line].start == chapter.start)
      chapter.start = parts->lines[line].start;
    if (i > 0)
      chapter.start = MAX (chapter.start, g_array_index (parts->chapters, SflChapter, i - 1).start);
    g_array_append_val (parts->chapters, chapter);
  }
}

/**
 * sfl_transcript_new_aligned:
 * @transcript: what is said; its times do not matter
 * @lines: as many as it has, of which start, end and SFL_LINE_END_ESTIMATED are looked at;
 *   a start of SFL_TIME_NONE: nobody says it
 * @words: in the order of the text, with byte offsets in it; a start of SFL_TIME_NONE: nobody
 *   says it, and it becomes SFL_WORD_UNSPOKEN
 * @holes: sorted, what is heard where the text says nothing; their lines do not matter
 *
 * What goes back in time is as early as it can be; a doubtful word that lies far from the rest of
 * its line does not make it longer.  Of @holes those count that lie between two
 * lines, as far as they do, one for each two lines.
 *
 * Returns: (transfer full): the same text with these times
 */
SflTranscript *
sfl_transcript_new_aligned (SflTranscript *transcript,
                            const SflLine *lines,
                            const SflWord *words,
                            guint n_words,
                            const SflHole *holes,
                            guint n_holes)
{
  SflTranscriptParts parts = { 0 };

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), NULL);

  sfl_transcript_parts_share_text (&parts, transcript);
  parts.aligned = TRUE;
  take_lines (&parts, lines);
  take_words (&parts, words, n_words);
  leave_stranded (&parts);
  take_holes (&parts, holes, n_holes);
  take_chapters (&parts, transcript);
  sfl_transcript_parts_link_lines (&parts);

  return sfl_transcript_new_from_parts (&parts);
}
