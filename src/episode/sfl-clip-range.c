/* sfl-clip-range.c: between two moments of a recording and its words
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines stand for their words where those have no times of their own.
 */

#include "config.h"

#include "sfl-clip-range.h"

/* So many lines may be said at once. */
#define MAX_OVERLAP 16

/* What is said at once: a word, or a line without word times. */
typedef void (
    *PieceFunc) (SflTime start, SflTime end, gsize offset, gsize length, gpointer user_data);

static void
visit_line (SflTranscript *transcript, guint line, PieceFunc func, gpointer user_data)
{
  const SflLine *l = &sfl_transcript_get_lines (transcript, NULL)[line];
  const SflWord *words = sfl_transcript_get_words (transcript, NULL);
  guint first, n;

  if (!sfl_transcript_trusts_words (transcript, line)) {
    if (l->start != SFL_TIME_NONE)
      func (l->start, l->end, l->offset, l->length, user_data);
    return;
  }
  sfl_transcript_get_line_words (transcript, line, &first, &n);
  for (guint w = first; w < first + n; w++)
    if (words[w].start != SFL_TIME_NONE)
      func (words[w].start, words[w].end, words[w].offset, words[w].length, user_data);
}

/* How many lines have begun at @time. */
static guint
count_begun (SflTranscript *transcript, SflTime time)
{
  guint low = 0, high;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &high);

  while (low < high) {
    guint middle = (low + high) / 2;

    if (lines[middle].start <= time)
      low = middle + 1;
    else
      high = middle;
  }

  return low;
}

typedef struct {
  SflClipSide side;
  SflTime time;
  gboolean later;
  SflTime found;
} Edge;

static void
find_edge_cb (SflTime start, SflTime end, gsize offset, gsize length, gpointer user_data)
{
  Edge *edge = user_data;
  SflTime at = edge->side == SFL_CLIP_START ? start : end;

  if (edge->later ? at > edge->time : at < edge->time)
    if (edge->found == SFL_TIME_NONE || (edge->later ? at < edge->found : at > edge->found))
      edge->found = at;
}

/**
 * sfl_clip_range_find_edge:
 * @side: whether words shall begin there, or end
 * @later: whether after @time or before it
 *
 * Returns: the nearest such moment; SFL_TIME_NONE without one
 */
SflTime
sfl_clip_range_find_edge (SflTranscript *transcript, SflClipSide side, SflTime time, gboolean later)
{
  Edge edge = { side, time, later, SFL_TIME_NONE };
  const SflLine *lines;
  guint n_lines, begun;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), SFL_TIME_NONE);

  lines = sfl_transcript_get_lines (transcript, &n_lines);
  begun = count_begun (transcript, time);
  if (later) {
    for (guint i = begun - MIN (begun, MAX_OVERLAP); i < n_lines; i++) {
      if (edge.found != SFL_TIME_NONE && lines[i].start > edge.found)
        break;
      visit_line (transcript, i, find_edge_cb, &edge);
    }
  } else {
    guint seen = 0;

    for (guint i = begun; i > 0 && seen < MAX_OVERLAP; i--) {
      visit_line (transcript, i - 1, find_edge_cb, &edge);
      if (edge.found != SFL_TIME_NONE)
        seen++;
    }
  }

  return edge.found;
}

typedef struct {
  SflTime start;
  SflTime end;
  gsize from;
  gsize to; /* 0: nothing yet */
} Text;

static void
find_text_cb (SflTime start, SflTime end, gsize offset, gsize length, gpointer user_data)
{
  Text *text = user_data;
  SflTime middle = start + (end - start) / 2;

  if (middle < text->start || middle >= text->end)
    return;
  text->from = text->to == 0 ? offset : MIN (text->from, offset);
  text->to = MAX (text->to, offset + length);
}

/**
 * sfl_clip_range_find_text:
 * @from: (out): the first byte of what is said between them, for the most part
 * @to: (out): the byte after the last
 *
 * Returns: FALSE when nothing is said there
 */
gboolean
sfl_clip_range_find_text (SflTranscript *transcript,
                          SflTime start,
                          SflTime end,
                          gsize *from,
                          gsize *to)
{
  Text text = { start, end, 0, 0 };
  guint first, last;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), FALSE);

  first = count_begun (transcript, start);
  last = count_begun (transcript, end);
  for (guint i = first - MIN (first, MAX_OVERLAP); i < last; i++)
    visit_line (transcript, i, find_text_cb, &text);
  if (text.to == 0)
    return FALSE;
  *from = text.from;
  *to = text.to;

  return TRUE;
}
