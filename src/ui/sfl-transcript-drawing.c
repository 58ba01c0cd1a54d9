/* sfl-transcript-drawing.c: what is drawn around the transcript's text, and where it stands
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The column and its margins, the tint and the bar of what is being spoken,
 * the times in the left margin and the holes in the room below a paragraph.
 * Nothing here touches the text.
 */

#include "config.h"

#include "sfl-transcript-view-private.h"

#include "sfl-palette.h"

#include <glib/gi18n-lib.h>

/* Characters in a row that read best (WCAG 2.2, 1.4.8, asks for 80 at most). */
#define MEASURE 60

/* Narrower than this there is no room for times. */
#define NARROW 440

#define SIDE_MARGIN 24
#define BAR_WIDTH 6
#define RADIUS 6

/* Times and holes against the text. */
#define SMALL 0.75

/* The room for a hole, in rows of text. */
#define HOLE_ROWS 1.6

/* Room around a paragraph, as a share of the font's height: a paragraph needs to be told
 * from the next, a line belongs to it.
 */
static int
get_gap (SflTranscriptView *self, int height)
{
  SflReadingMode mode = self->reading ? sfl_reading_get_mode (self->reading) : SFL_READING_LINES;

  return height * (mode == SFL_READING_PARAGRAPHS  ? 0.6
                   : mode == SFL_READING_SENTENCES ? 0.4
                                                   : 0.25);
}

/* The font decides all spacing. */
void
sfl_transcript_view_apply_font (SflTranscriptView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  PangoFontDescription *small =
      pango_font_description_copy (pango_context_get_font_description (context));
  PangoFontMetrics *small_metrics;
  int height = PANGO_PIXELS (pango_font_metrics_get_height (metrics));
  int gap = get_gap (self, height);

  self->text_ascent = PANGO_PIXELS (pango_font_metrics_get_ascent (metrics));
  self->hole_height = height * HOLE_ROWS;

  /* Rows 1.3 of the font's own height apart, which is about 1.5 of its size. */
  gtk_text_view_set_pixels_inside_wrap (view, height * 3 / 10);
  gtk_text_view_set_pixels_above_lines (view, gap);
  gtk_text_view_set_pixels_below_lines (view, gap);
  gtk_text_view_set_top_margin (view, height);
  gtk_text_view_set_bottom_margin (view, height * 4);
  g_object_set (self->hole_tag, "pixels-below-lines", gap + self->hole_height, NULL);
  g_object_set (self->heading_tag, "pixels-above-lines", height * 3 / 2, "pixels-below-lines",
                height / 3, NULL);
  g_object_set (self->speaker_tag, "pixels-above-lines", height * 2 / 3, "pixels-below-lines", 0,
                NULL);

  if (pango_font_description_get_size_is_absolute (small))
    pango_font_description_set_absolute_size (small,
                                              pango_font_description_get_size (small) * SMALL);
  else
    pango_font_description_set_size (small, pango_font_description_get_size (small) * SMALL);
  small_metrics = pango_context_get_metrics (context, small, NULL);
  self->time_ascent = PANGO_PIXELS (pango_font_metrics_get_ascent (small_metrics));
  g_clear_object (&self->time_layout);
  g_clear_object (&self->hole_layout);
  self->time_layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  pango_layout_set_font_description (self->time_layout, small);
  self->hole_layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  pango_layout_set_font_description (self->hole_layout, small);
  pango_layout_set_alignment (self->hole_layout, PANGO_ALIGN_CENTER);
  pango_layout_set_ellipsize (self->hole_layout, PANGO_ELLIPSIZE_END);

  self->measured_width = -1;
  pango_font_metrics_unref (metrics);
  pango_font_metrics_unref (small_metrics);
  pango_font_description_free (small);
}

/* The width of the widest time of this transcript. */
static int
measure_gutter (SflTranscriptView *self)
{
  guint n_lines = 0;
  const SflLine *lines = NULL;
  g_autofree char *time = NULL;
  int width;

  if (self->reading)
    lines = sfl_transcript_get_lines (sfl_reading_get_transcript (self->reading), &n_lines);
  if (n_lines == 0 || lines[0].start == SFL_TIME_NONE || !self->show_times)
    return 0;

  time = sfl_time_to_string (lines[n_lines - 1].start, lines[n_lines - 1].start);
  for (char *p = time; *p; p++)
    if (g_ascii_isdigit (*p))
      *p = '0';
  pango_layout_set_text (self->time_layout, time, -1);
  pango_layout_get_pixel_size (self->time_layout, &width, NULL);

  return width;
}

/* Centres a column of MEASURE characters, with room for times at its left. */
void
sfl_transcript_view_apply_width (SflTranscriptView *self, int width)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int column = PANGO_PIXELS (pango_font_metrics_get_approximate_char_width (metrics) * MEASURE);
  int gutter = measure_gutter (self);
  int left, right;

  pango_font_metrics_unref (metrics);

  self->narrow = gutter == 0 || width < NARROW;
  left = SIDE_MARGIN + BAR_WIDTH;
  if (!self->narrow)
    left += gutter + SIDE_MARGIN;
  right = SIDE_MARGIN + SFL_TRANSCRIPT_TINT_PADDING;
  if (width > left + column + right) {
    int spare = width - left - column - right;

    left += spare / 2;
    right += spare - spare / 2;
  }

  if (gtk_text_view_get_left_margin (GTK_TEXT_VIEW (self)) != left)
    gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self), left);
  if (gtk_text_view_get_right_margin (GTK_TEXT_VIEW (self)) != right)
    gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self), right);
}

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

/* In a paragraph the tag tints what is said; the bar stands beside those rows. */
static void
draw_lit_rows (SflTranscriptView *self, GtkSnapshot *snapshot, guint line)
{
  int x = gtk_text_view_get_left_margin (GTK_TEXT_VIEW (self));
  GskRoundedRect shape;
  int y, height;

  sfl_transcript_view_get_rows (self, line, &y, &height);
  gsk_rounded_rect_init_from_rect (
      &shape,
      &GRAPHENE_RECT_INIT (x - SFL_TRANSCRIPT_TINT_PADDING - BAR_WIDTH / 2, y, BAR_WIDTH, height),
      BAR_WIDTH / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &sfl_palette_get_current ()->bar, &shape.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
draw_lit (SflTranscriptView *self, GtkSnapshot *snapshot, const SflParagraphs *range)
{
  const SflPalette *palette = sfl_palette_get_current ();
  GdkRectangle first, last;
  GskRoundedRect shape;
  GdkRGBA tint = palette->line;
  int bar_x;

  sfl_transcript_view_get_area (self, range->first, &first);
  sfl_transcript_view_get_area (self, range->first + range->n - 1, &last);
  bar_x = first.x - SFL_TRANSCRIPT_TINT_PADDING - BAR_WIDTH / 2;

  gsk_rounded_rect_init_from_rect (
      &shape,
      &GRAPHENE_RECT_INIT (bar_x, first.y,
                           first.width + 2 * SFL_TRANSCRIPT_TINT_PADDING + BAR_WIDTH / 2,
                           last.y + last.height - first.y),
      RADIUS);
  if (self->dimmed)
    tint.alpha = 0.5;
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, &tint, &shape.bounds);
  gtk_snapshot_append_color (snapshot, &palette->bar,
                             &GRAPHENE_RECT_INIT (bar_x, first.y, BAR_WIDTH,
                                                  last.y + last.height - first.y));
  gtk_snapshot_pop (snapshot);
}

static void
draw_time (SflTranscriptView *self,
           GtkSnapshot *snapshot,
           guint paragraph,
           SflTime start,
           SflTime longest,
           const GdkRGBA *color)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  g_autofree char *time = sfl_time_to_string (start, longest);
  GtkTextIter iter;
  GdkRectangle place;
  int width;

  gtk_text_buffer_get_iter_at_line (buffer, &iter, paragraph);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &iter, &place);
  pango_layout_set_text (self->time_layout, time, -1);
  pango_layout_get_pixel_size (self->time_layout, &width, NULL);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (gtk_text_view_get_left_margin (GTK_TEXT_VIEW (self)) -
                                          SIDE_MARGIN - BAR_WIDTH - width,
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
  int seconds = (holes[index].end - holes[index].start + SFL_SECOND / 2) / SFL_SECOND;
  g_autofree char *text = NULL;
  GdkRectangle area;
  int height;

  if (seconds < 60)
    /* Translators: a stretch of the recording that the transcript does not cover, in seconds. */
    text = g_strdup_printf (_ ("— %d s without transcript —"), seconds);
  else
    /* Translators: the same in minutes and seconds. */
    text = g_strdup_printf (_ ("— %d min %02d s without transcript —"), seconds / 60, seconds % 60);

  sfl_transcript_view_get_area (self, paragraph, &area);
  pango_layout_set_width (self->hole_layout, area.width * PANGO_SCALE);
  pango_layout_set_text (self->hole_layout, text, -1);
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
  if (sfl_reading_get_mode (self->reading) == SFL_READING_LINES)
    return before->line < block->line ? start : SFL_TIME_NONE;

  sfl_reading_get_span (self->reading, self->page_first + paragraph - 1, &start_before, &end);

  return start > start_before ? start : SFL_TIME_NONE;
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

  for (guint i = self->n_lit; i > 0; i--) {
    SflParagraphs run;

    if (self->lit[i - 1].n == 0)
      continue;
    if (sfl_reading_get_mode (self->reading) == SFL_READING_PARAGRAPHS)
      draw_lit_rows (self, snapshot, self->lit_lines[i - 1]);
    else
      for (guint at = self->lit[i - 1].first;
           sfl_transcript_view_next_run (self, &self->lit[i - 1], &at, &run);)
        draw_lit (self, snapshot, &run);
  }

  if (self->narrow)
    return;

  for (guint i = visible.first; i < visible.first + visible.n; i++) {
    SflTime start = find_shown_time (self, i);

    if (SFL_TIME_IS_VALID (start))
      draw_time (self, snapshot, i, start, lines[n_lines - 1].start,
                 is_lit (self, i) ? &text : &palette->quiet);
  }
}

void
sfl_transcript_view_draw_above (SflTranscriptView *self, GtkSnapshot *snapshot)
{
  SflParagraphs visible = find_visible (self);

  for (guint i = visible.first; i < visible.first + visible.n; i++) {
    const SflBlock *block = sfl_transcript_view_get_block (self, i);

    if (block->hole >= 0)
      draw_hole (self, snapshot, i, block->hole);
  }
}
