/* sfl-transcript-drawing.c: what is drawn around the transcript's text, and where it stands
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The times in the left margin and the holes in the room below a paragraph;
 * what marks the text is in sfl-transcript-emphasis.c.  Nothing here touches
 * the text.
 */

#include "config.h"

#include "sfl-transcript-view-private.h"

#include "sfl-label.h"
#include "sfl-palette.h"

#include <glib/gi18n-lib.h>

/* A paragraph's text area, in buffer coordinates, without the spacing around it
 * and without the room for a hole.
 */
void
sfl_transcript_view_get_area (SflTranscriptView *self, guint paragraph, GdkRectangle *area)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter iter;
  int y, height;

  gtk_text_buffer_get_iter_at_line (buffer, &iter, paragraph);
  gtk_text_view_get_line_yrange (view, &iter, &y, &height);
  if (sfl_transcript_view_get_block (self, paragraph)->hole >= 0)
    height -= self->hole_height;

  area->x = gtk_text_view_get_left_margin (view);
  area->width = self->measured_width - area->x - gtk_text_view_get_right_margin (view);
  area->y = y;
  area->height = height;
}

/* The rows of a paragraph that say a line, in buffer coordinates. */
void
sfl_transcript_view_get_rows (SflTranscriptView *self, guint line, int *y, int *height)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextIter start, end;
  GdkRectangle first, last;

  *y = *height = 0;
  if (!sfl_transcript_view_get_line_iters (self, line, &start, &end))
    return;
  if (gtk_text_iter_compare (&start, &end) < 0)
    gtk_text_iter_backward_char (&end);
  gtk_text_view_get_iter_location (view, &start, &first);
  gtk_text_view_get_iter_location (view, &end, &last);
  *y = first.y;
  *height = last.y + last.height - first.y;
}

static void
draw_time (SflTranscriptView *self,
           GtkSnapshot *snapshot,
           guint paragraph,
           SflTime start,
           SflTime longest,
           gboolean doubtful,
           const GdkRGBA *color)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  g_autofree char *exact = sfl_time_to_string (start, longest);
  g_autofree char *time = doubtful ? g_strconcat ("~", exact, NULL) : g_steal_pointer (&exact);
  GtkTextIter iter;
  GdkRectangle place;
  int width;

  gtk_text_buffer_get_iter_at_line (buffer, &iter, paragraph);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &iter, &place);
  pango_layout_set_text (self->time_layout, time, -1);
  pango_layout_get_pixel_size (self->time_layout, &width, NULL);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot,
      &GRAPHENE_POINT_INIT (gtk_text_view_get_left_margin (GTK_TEXT_VIEW (self)) -
                                SFL_TRANSCRIPT_SIDE_MARGIN - SFL_TRANSCRIPT_BAR_WIDTH - width,
                            place.y + self->text_ascent - self->time_ascent));
  gtk_snapshot_append_layout (snapshot, self->time_layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_hole (SflTranscriptView *self, GtkSnapshot *snapshot, guint paragraph, int index)
{
  const SflPalette *palette = sfl_palette_get_current ();
  guint n_holes;
  const SflHole *holes =
      sfl_transcript_get_holes (sfl_reading_get_transcript (self->reading), &n_holes);
  g_autofree char *text = sfl_label_dup_hole (&holes[index], FALSE);
  GdkRectangle area;
  int height;

  sfl_transcript_view_get_area (self, paragraph, &area);
  pango_layout_set_width (self->hole_layout, area.width * PANGO_SCALE);
  pango_layout_set_text (self->hole_layout, text, -1);
  if (pango_layout_is_ellipsized (self->hole_layout)) {
    g_autofree char *brief = sfl_label_dup_hole (&holes[index], TRUE);

    pango_layout_set_text (self->hole_layout, brief, -1);
  }
  pango_layout_get_pixel_size (self->hole_layout, NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (area.x, area.y + area.height +
                                                            (self->hole_height - height) / 2));
  gtk_snapshot_append_layout (snapshot, self->hole_layout,
                              index == self->hole ? &palette->bar : &palette->quiet);
  gtk_snapshot_restore (snapshot);
}

static gboolean
is_lit (SflTranscriptView *self, guint paragraph)
{
  for (guint i = 0; i < self->n_lit; i++)
    if (paragraph >= self->lit[i].first && paragraph < self->lit[i].first + self->lit[i].n)
      return TRUE;

  return FALSE;
}

/* The time in the margin of a paragraph.  A piece of a long line has none, nor has a
 * sentence that begins, for all we know, when the one before it does.
 */
static SflTime
find_shown_time (SflTranscriptView *self, guint paragraph)
{
  const SflBlock *block = sfl_transcript_view_get_block (self, paragraph);
  const SflBlock *before = paragraph > 0 ? block - 1 : NULL;
  SflTime start, start_before, end;

  if (block->kind != SFL_BLOCK_TEXT)
    return SFL_TIME_NONE;
  sfl_reading_get_span (self->reading, self->page_first + paragraph, &start, &end);
  if (before == NULL || before->kind != SFL_BLOCK_TEXT)
    return start;
  if (sfl_transcript_view_get_mode (self) == SFL_READING_LINES)
    return before->line < block->line ? start : SFL_TIME_NONE;

  sfl_reading_get_span (self->reading, self->page_first + paragraph - 1, &start_before, &end);

  return start > start_before ? start : SFL_TIME_NONE;
}

/* Whether somebody listened for the words of a paragraph and is not sure to have found them. */
static gboolean
is_doubtful (SflTranscriptView *self, guint paragraph)
{
  SflTranscript *transcript = sfl_reading_get_transcript (self->reading);
  guint line = sfl_transcript_view_get_block (self, paragraph)->line;

  return sfl_transcript_is_aligned (transcript) && !sfl_transcript_trusts_words (transcript, line);
}

/* The paragraphs that the window shows. */
static SflParagraphs
find_visible (SflTranscriptView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GdkRectangle visible;
  GtkTextIter first, last;
  guint from, to;

  if (self->page_n == 0)
    return (SflParagraphs){ 0, 0 };

  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_line_at_y (view, &first, visible.y, NULL);
  gtk_text_view_get_line_at_y (view, &last, visible.y + visible.height, NULL);
  from = gtk_text_iter_get_line (&first);
  to = MIN ((guint) gtk_text_iter_get_line (&last), self->page_n - 1);

  return (SflParagraphs){ from, to >= from ? to - from + 1 : 0 };
}

void
sfl_transcript_view_draw_below (SflTranscriptView *self, GtkSnapshot *snapshot)
{
  const SflPalette *palette = sfl_palette_get_current ();
  guint n_lines;
  const SflLine *lines =
      sfl_transcript_get_lines (sfl_reading_get_transcript (self->reading), &n_lines);
  SflParagraphs visible = find_visible (self);
  GdkRGBA text;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &text);

  sfl_transcript_view_draw_marks (self, snapshot);

  if (!sfl_transcript_view_shows_times (self))
    return;

  for (guint i = visible.first; i < visible.first + visible.n; i++) {
    SflTime start = find_shown_time (self, i);

    if (SFL_TIME_IS_VALID (start))
      draw_time (self, snapshot, i, start, lines[n_lines - 1].start, is_doubtful (self, i),
                 is_lit (self, i) ? &text : &palette->quiet);
  }
}

void
sfl_transcript_view_draw_above (SflTranscriptView *self, GtkSnapshot *snapshot)
{
  SflParagraphs visible = find_visible (self);

  sfl_transcript_view_draw_cover (self, snapshot);
  for (guint i = visible.first; i < visible.first + visible.n; i++) {
    const SflBlock *block = sfl_transcript_view_get_block (self, i);

    if (block->hole >= 0)
      draw_hole (self, snapshot, i, block->hole);
  }
}
