/* sfl-stretch.c: from where to where a recording is heard before something else happens
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-stretch.h"

/* A voice dies away after the end that a file gives. */
#define TAIL (150 * SFL_MSECOND)

/* A shorter line joins the next: nobody wants to stop after each "Yes", nor to hear a
 * syllable for ever.
 */
#define SHORTEST_TO_STOP SFL_SECOND
#define SHORTEST_TO_LOOP (300 * SFL_MSECOND)

/* Just before the next line, and so still in this one. */
static SflTime
find_stop (const SflLine *lines, guint n_lines, guint first, guint next)
{
  SflTime stop = lines[first].end;

  for (guint i = first + 1; i < next; i++)
    stop = MAX (stop, lines[i].end);
  stop += TAIL;

  return next < n_lines ? MIN (stop, lines[next].start - 1) : stop;
}

/* Whether what is spoken from @start to the end of @last can stand alone. */
static gboolean
is_whole (SflTranscript *transcript, SflTime start, guint last, SflTime shortest)
{
  guint n_lines;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);
  SflTime end = lines[last].end;

  if (last + 1 == n_lines || sfl_transcript_find_hole_after (transcript, last) >= 0)
    return TRUE;

  return MIN (end, lines[last + 1].start) - start >= shortest;
}

/* The last of the lines that are heard in one go from @first on. */
static guint
find_last (SflTranscript *transcript, guint first, SflTime shortest)
{
  const SflLine *lines = sfl_transcript_get_lines (transcript, NULL);
  guint last = first;

  while (!is_whole (transcript, lines[first].start, last, shortest))
    last++;

  return last;
}

/* The first of the lines that are heard in one go with @line: after the nearest one before it
 * that is never joined to the next, they follow one another.
 */
static guint
find_first (SflTranscript *transcript, guint line, SflTime shortest)
{
  const SflLine *lines = sfl_transcript_get_lines (transcript, NULL);
  guint first = line, last;

  while (first > 0 && !is_whole (transcript, lines[first - 1].start, first - 1, shortest))
    first--;
  while ((last = find_last (transcript, first, shortest)) < line)
    first = last + 1;

  return first;
}

/**
 * sfl_stretch_find_line:
 *
 * Finds the line that is spoken, or was spoken last, at @time; before the
 * first line, that one.
 *
 * Returns: FALSE when the transcript has no times
 */
gboolean
sfl_stretch_find_line (SflTranscript *transcript, SflTime time, SflStretch *stretch)
{
  guint n_lines, first, last;
  const SflLine *lines;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), FALSE);

  if (!sfl_transcript_is_timed (transcript))
    return FALSE;

  lines = sfl_transcript_get_lines (transcript, &n_lines);
  first = find_first (transcript, MAX (sfl_transcript_find_line (transcript, time), 0),
                      SHORTEST_TO_LOOP);
  last = find_last (transcript, first, SHORTEST_TO_LOOP);
  stretch->start = lines[first].start;
  stretch->stop = find_stop (lines, n_lines, first, last + 1);

  return TRUE;
}

/**
 * sfl_stretch_find_stop:
 *
 * Finds the first stop after @time, and where the line begins that is heard
 * until then.
 *
 * Returns: FALSE when none comes any more
 */
gboolean
sfl_stretch_find_stop (SflTranscript *transcript,
                       SflTime time,
                       SflStopPlace place,
                       SflStretch *stretch)
{
  guint n_lines, first, next;
  const SflLine *lines;
  int here;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), FALSE);

  if (!sfl_transcript_is_timed (transcript))
    return FALSE;

  lines = sfl_transcript_get_lines (transcript, &n_lines);
  here = sfl_transcript_find_line (transcript, time);
  if (here < 0 && place == SFL_STOP_BEFORE_LINE) {
    *stretch = (SflStretch){ SFL_TIME_NONE, lines[0].start };
    return TRUE;
  }

  first = here < 0 ? 0 : find_first (transcript, here, SHORTEST_TO_STOP);
  do {
    next = find_last (transcript, first, SHORTEST_TO_STOP) + 1;
    if (place == SFL_STOP_BEFORE_LINE && next == n_lines)
      return FALSE;
    stretch->start = lines[first].start;
    stretch->stop =
        place == SFL_STOP_BEFORE_LINE ? lines[next].start : find_stop (lines, n_lines, first, next);
    first = next;
  } while (stretch->stop <= time && next < n_lines);

  return stretch->stop > time;
}

/* Makes a piece begin and end where its words do, and not before or after those beside it.
 * The words of a line are looked through, of which those that nobody says are passed over.
 */
static void
cut_at_words (SflTranscript *transcript, guint line, gsize start, gsize end, SflStretch *stretch)
{
  const SflWord *words = sfl_transcript_get_words (transcript, NULL), *last = NULL;
  guint first, n;

  sfl_transcript_get_line_words (transcript, line, &first, &n);
  for (guint i = first; i < first + n; i++) {
    const SflWord *word = &words[i];

    if (word->flags & SFL_WORD_UNSPOKEN)
      continue;
    if (last != NULL && last->offset + last->length <= start && word->offset + word->length > start)
      stretch->start = word->start;
    if (last != NULL && last->offset < end && word->offset >= end)
      stretch->stop = MIN (last->end + TAIL, word->start);
    last = word;
  }
}

/**
 * sfl_stretch_find_text:
 * @start: byte of the transcript's text
 * @end: byte after the last one
 *
 * Finds what is heard of a piece of the text: by its words where they have
 * times, by its lines otherwise.
 *
 * Returns: FALSE when the transcript has no times
 */
gboolean
sfl_stretch_find_text (SflTranscript *transcript, gsize start, gsize end, SflStretch *stretch)
{
  guint n_lines, first, last, next;
  const SflLine *lines;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), FALSE);
  g_return_val_if_fail (start < end, FALSE);

  if (!sfl_transcript_is_timed (transcript))
    return FALSE;

  lines = sfl_transcript_get_lines (transcript, &n_lines);
  first = sfl_transcript_find_at (transcript, start);
  last = sfl_transcript_find_at (transcript, end - 1);
  stretch->start = lines[first].start;
  for (next = last + 1; next < n_lines && lines[next].start == lines[last].start;)
    next++;
  stretch->stop = find_stop (lines, n_lines, last, next);

  cut_at_words (transcript, first, start, end, stretch);
  if (last != first)
    cut_at_words (transcript, last, start, end, stretch);

  return stretch->stop > stretch->start;
}
