/* sfl-transcript-places.c: where in the view a place of the transcript is, and the way back
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines, bytes of the transcript's text, paragraphs and iterators of the page that is
 * shown, and points of the window.
 */

#include "config.h"

#include "sfl-transcript-view-private.h"

/* How the text is cut. */
SflReadingMode
sfl_transcript_view_get_mode (SflTranscriptView *self)
{
  SflReadingMode mode = self->reading ? sfl_reading_get_mode (self->reading) : SFL_READING_LINES;

  return mode == SFL_READING_PLAIN ? SFL_READING_PARAGRAPHS : mode;
}

/* The paragraphs of a line on this page. */
gboolean
sfl_transcript_view_find_range (SflTranscriptView *self, guint line, SflParagraphs *range)
{
  guint first, n, end;

  if (self->reading == NULL)
    return FALSE;

  sfl_reading_find_line (self->reading, line, &first, &n);
  end = MIN (first + n, self->page_first + self->page_n);
  first = MAX (first, self->page_first);
  if (first >= end)
    return FALSE;

  range->first = first - self->page_first;
  range->n = end - first;

  return TRUE;
}

/* The next of the paragraphs in @range, from @at on, that are text and neighbours: what a line
 * says may go on below the title of a chapter.  FALSE behind the last.
 */
gboolean
sfl_transcript_view_next_run (SflTranscriptView *self,
                              const SflParagraphs *range,
                              guint *at,
                              SflParagraphs *run)
{
  guint end = range->first + range->n;

  while (*at < end && sfl_transcript_view_get_block (self, *at)->kind != SFL_BLOCK_TEXT)
    (*at)++;
  run->first = *at;
  while (*at < end && sfl_transcript_view_get_block (self, *at)->kind == SFL_BLOCK_TEXT)
    (*at)++;
  run->n = *at - run->first;

  return run->n > 0;
}

void
sfl_transcript_view_get_range_iters (SflTranscriptView *self,
                                     const SflParagraphs *range,
                                     GtkTextIter *start,
                                     GtkTextIter *end)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  gtk_text_buffer_get_iter_at_line (buffer, start, range->first);
  gtk_text_buffer_get_iter_at_line (buffer, end, range->first + range->n - 1);
  if (!gtk_text_iter_ends_line (end))
    gtk_text_iter_forward_to_line_end (end);
}

/* Both ends of a range of the transcript's text, when it begins on this page. */
gboolean
sfl_transcript_view_get_text_iters (SflTranscriptView *self,
                                    gsize offset,
                                    gsize length,
                                    GtkTextIter *start,
                                    GtkTextIter *end)
{
  return sfl_transcript_view_get_iter_at (self, offset, start) &&
         sfl_transcript_view_get_iter_at (self, offset + length, end);
}

/* Where the text of a line is, when it begins on this page. */
gboolean
sfl_transcript_view_get_line_iters (SflTranscriptView *self,
                                    guint line,
                                    GtkTextIter *start,
                                    GtkTextIter *end)
{
  const SflLine *lines;

  if (self->reading == NULL)
    return FALSE;
  lines = sfl_transcript_get_lines (sfl_reading_get_transcript (self->reading), NULL);

  return sfl_transcript_view_get_text_iters (self, lines[line].offset, lines[line].length, start,
                                             end);
}

/**
 * sfl_transcript_view_get_line_range:
 * @y: (out): its top, in buffer coordinates
 * @height: (out): without the room for a hole
 *
 * Returns: FALSE when the line is not on this page
 */
gboolean
sfl_transcript_view_get_line_range (SflTranscriptView *self, guint line, int *y, int *height)
{
  SflParagraphs range;
  GdkRectangle first, last;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT_VIEW (self), FALSE);

  if (!sfl_transcript_view_find_range (self, line, &range))
    return FALSE;

  if (sfl_transcript_view_get_mode (self) == SFL_READING_PARAGRAPHS) {
    sfl_transcript_view_get_rows (self, line, y, height);
    return TRUE;
  }
  sfl_transcript_view_get_area (self, range.first, &first);
  sfl_transcript_view_get_area (self, range.first + range.n - 1, &last);
  *y = first.y;
  *height = last.y + last.height - first.y;

  return TRUE;
}

/* The start of a line, when it is on this page. */
gboolean
sfl_transcript_view_get_line_iter (SflTranscriptView *self, guint line, GtkTextIter *iter)
{
  SflParagraphs range;
  GtkTextIter end;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT_VIEW (self), FALSE);

  if (!sfl_transcript_view_find_range (self, line, &range))
    return FALSE;

  if (sfl_transcript_view_get_mode (self) != SFL_READING_LINES &&
      sfl_transcript_view_get_line_iters (self, line, iter, &end))
    return TRUE;
  gtk_text_buffer_get_iter_at_line (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), iter,
                                    range.first);

  return TRUE;
}

/**
 * sfl_transcript_view_get_iter_at:
 * @offset: byte of the transcript's text
 *
 * Returns: FALSE when it is not on this page
 */
gboolean
sfl_transcript_view_get_iter_at (SflTranscriptView *self, gsize offset, GtkTextIter *iter)
{
  guint block;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT_VIEW (self), FALSE);

  if (self->page_n == 0)
    return FALSE;

  block = sfl_reading_find_at (self->reading, offset);
  if (block < self->page_first || block >= self->page_first + self->page_n)
    return FALSE;

  gtk_text_buffer_get_iter_at_line_index (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), iter,
                                          block - self->page_first,
                                          sfl_reading_to_shown (self->reading, block, offset));

  return TRUE;
}

/* The byte of the transcript's text at @iter. */
gsize
sfl_transcript_view_get_offset (SflTranscriptView *self, const GtkTextIter *iter)
{
  guint paragraph;
  const SflBlock *block;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT_VIEW (self), 0);

  if (self->page_n == 0)
    return 0;

  paragraph = MIN ((guint) gtk_text_iter_get_line (iter), self->page_n - 1);
  block = sfl_transcript_view_get_block (self, paragraph);
  if (block->kind != SFL_BLOCK_TEXT)
    return block->offset;

  return sfl_reading_to_transcript (self->reading, self->page_first + paragraph,
                                    gtk_text_iter_get_line_index (iter));
}

/* The line that says what stands at @iter. */
static guint
get_line_at (SflTranscriptView *self, const GtkTextIter *iter)
{
  guint paragraph = MIN ((guint) gtk_text_iter_get_line (iter), self->page_n - 1);
  const SflBlock *block = sfl_transcript_view_get_block (self, paragraph);

  if (block->kind != SFL_BLOCK_TEXT || sfl_transcript_view_get_mode (self) == SFL_READING_LINES)
    return block->line;

  return MAX (0, sfl_transcript_find_at (sfl_reading_get_transcript (self->reading),
                                         sfl_transcript_view_get_offset (self, iter)));
}

/* The word whose time a paragraph shows, -1 when that is the time of its line. */
static int
find_first_word (SflTranscriptView *self, guint paragraph)
{
  SflTranscript *transcript = sfl_reading_get_transcript (self->reading);
  const SflBlock *block = sfl_transcript_view_get_block (self, paragraph);
  const SflLine *lines = sfl_transcript_get_lines (transcript, NULL);

  if (block->kind != SFL_BLOCK_TEXT || block->offset == lines[block->line].offset)
    return -1;

  return sfl_transcript_find_word_at (transcript, block->offset);
}

/**
 * sfl_transcript_view_find_spot:
 * @x: in the widget
 * @y: in the widget
 */
SflSpot
sfl_transcript_view_find_spot (SflTranscriptView *self, double x, double y)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  SflSpot spot = { SFL_PART_NONE, 0, -1, -1, SFL_TIME_NONE };
  int buffer_x, buffer_y;
  guint paragraph;
  const SflBlock *block;
  GtkTextIter iter;
  GdkRectangle area;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT_VIEW (self), spot);

  if (self->page_n == 0)
    return spot;

  gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, x, y, &buffer_x, &buffer_y);
  gtk_text_view_get_line_at_y (view, &iter, buffer_y, NULL);
  paragraph = MIN ((guint) gtk_text_iter_get_line (&iter), self->page_n - 1);
  block = sfl_transcript_view_get_block (self, paragraph);
  sfl_transcript_view_get_area (self, paragraph, &area);
  if (buffer_y < 0 || (block->hole < 0 && buffer_y >= area.y + area.height))
    return spot;

  spot.line = block->line;
  if (block->kind == SFL_BLOCK_HEADING) {
    spot.part = SFL_PART_HEADING;
    spot.chapter = sfl_reading_get_heading (self->reading, self->page_first + paragraph)->start;
  } else if (block->hole >= 0 && buffer_y >= area.y + area.height) {
    spot.part = SFL_PART_HOLE;
    spot.hole = block->hole;
  } else if (buffer_x < area.x - SFL_TRANSCRIPT_TINT_PADDING && !self->narrow) {
    spot.part = SFL_PART_TIME;
    spot.word = find_first_word (self, paragraph);
  } else {
    gboolean on_text = gtk_text_view_get_iter_at_location (view, &iter, buffer_x, buffer_y);

    spot.part = SFL_PART_TEXT;
    spot.line = get_line_at (self, &iter);
    if (on_text)
      spot.word = sfl_transcript_find_word_at (sfl_reading_get_transcript (self->reading),
                                               sfl_transcript_view_get_offset (self, &iter));
  }

  return spot;
}

/* The line that says what stands at @iter, -1 when there are none. */
int
sfl_transcript_view_find_line_at_iter (SflTranscriptView *self, const GtkTextIter *iter)
{
  g_return_val_if_fail (SFL_IS_TRANSCRIPT_VIEW (self), -1);

  return self->page_n > 0 ? (int) get_line_at (self, iter) : -1;
}

/* The line at a height of the buffer, -1 when there are none. */
int
sfl_transcript_view_find_line_at_y (SflTranscriptView *self, int buffer_y)
{
  GtkTextIter iter;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT_VIEW (self), -1);

  if (self->page_n == 0)
    return -1;
  gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self), &iter,
                                      gtk_text_view_get_left_margin (GTK_TEXT_VIEW (self)),
                                      buffer_y);

  return get_line_at (self, &iter);
}

/* The line that the reading cursor is in, -1 when there are none. */
int
sfl_transcript_view_get_caret_line (SflTranscriptView *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter iter;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT_VIEW (self), -1);

  if (self->page_n == 0)
    return -1;
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));

  return get_line_at (self, &iter);
}

/* When the chapter begins whose title the reading cursor is in; SFL_TIME_NONE elsewhere. */
SflTime
sfl_transcript_view_get_caret_chapter (SflTranscriptView *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter iter;
  guint paragraph;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT_VIEW (self), SFL_TIME_NONE);

  if (self->page_n == 0)
    return SFL_TIME_NONE;
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  paragraph = MIN ((guint) gtk_text_iter_get_line (&iter), self->page_n - 1);
  if (sfl_transcript_view_get_block (self, paragraph)->kind != SFL_BLOCK_HEADING)
    return SFL_TIME_NONE;

  return sfl_reading_get_heading (self->reading, self->page_first + paragraph)->start;
}

/**
 * sfl_transcript_view_get_selection:
 * @start: (out): first byte of the transcript's text
 * @end: (out): the byte after the last
 *
 * Returns: FALSE when nothing is selected
 */
gboolean
sfl_transcript_view_get_selection (SflTranscriptView *self, gsize *start, gsize *end)
{
  GtkTextIter from, to;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT_VIEW (self), FALSE);

  if (!gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), &from,
                                             &to))
    return FALSE;

  *start = sfl_transcript_view_get_offset (self, &from);
  *end = sfl_transcript_view_get_offset (self, &to);

  return TRUE;
}

/**
 * sfl_transcript_view_find_piece:
 * @x: in the widget
 * @y: in the widget
 * @start: (out): first byte of the transcript's text
 * @end: (out): the byte after the last
 *
 * Finds what a hand can take from a place: the paragraph of a time, or what is selected there.
 */
gboolean
sfl_transcript_view_find_piece (SflTranscriptView *self,
                                double x,
                                double y,
                                gsize *start,
                                gsize *end)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  SflSpot spot;
  GtkTextIter iter, from, to;
  int buffer_x, buffer_y;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT_VIEW (self), FALSE);

  spot = sfl_transcript_view_find_spot (self, x, y);
  gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, x, y, &buffer_x, &buffer_y);
  if (spot.part == SFL_PART_TIME) {
    const SflBlock *block;

    gtk_text_view_get_line_at_y (view, &iter, buffer_y, NULL);
    block = sfl_transcript_view_get_block (self, gtk_text_iter_get_line (&iter));
    *start = block->offset;
    *end = *start + block->length;
    return block->length > 0;
  }

  return (spot.part == SFL_PART_TEXT || spot.part == SFL_PART_HEADING) &&
         gtk_text_view_get_iter_at_location (view, &iter, buffer_x, buffer_y) &&
         gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (view), &from, &to) &&
         gtk_text_iter_in_range (&iter, &from, &to) &&
         sfl_transcript_view_get_selection (self, start, end) && *start < *end;
}

void
sfl_transcript_view_select_line (SflTranscriptView *self, guint line)
{
  SflParagraphs range;
  GtkTextIter start, end;

  g_return_if_fail (SFL_IS_TRANSCRIPT_VIEW (self));

  if (!sfl_transcript_view_find_range (self, line, &range))
    return;
  sfl_transcript_view_get_range_iters (self, &range, &start, &end);
  gtk_text_buffer_select_range (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), &start, &end);
}
