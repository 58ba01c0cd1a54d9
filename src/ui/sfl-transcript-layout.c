/* sfl-transcript-layout.c: how the transcript's text is set: its rows, the room around them, its column
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everything follows from the font and from what the reader has chosen.
 */

#include "config.h"

#include "sfl-transcript-view-private.h"

#include "sfl-column.h"

/* Narrower than this there is no room for times. */
#define NARROW 440

/* Times and holes against the text. */
#define SMALL 0.75

/* The room for a hole, in rows of text. */
#define HOLE_ROWS 1.6

/* More room where another one begins to speak, in em. */
#define SPEAKER_GAP 0.5

/* What a space grows by for each bit that a letter does: more room between letters
 * without more between words makes reading slower (Galliussi 2020).
 */
#define WORD_SPACE 1.33

/* The part of the room between paragraphs that others take: a line or a sentence belongs
 * to those around it.
 */
static double
get_gap_share (SflTranscriptView *self)
{
  switch (sfl_transcript_view_get_mode (self)) {
  case SFL_READING_LINES:
    return 0.6;
  case SFL_READING_SENTENCES:
    return 0.8;
  default:
    return 1;
  }
}

static void
apply_spacing (SflTranscriptView *self, double em)
{
  int spacing = self->layout.letter_spacing * em * PANGO_SCALE;

  g_object_set (self->letter_tag, "letter-spacing", spacing, NULL);
  g_object_set (self->space_tag, "letter-spacing", (int) (spacing * (1 + WORD_SPACE)), NULL);
  sfl_transcript_view_tag_spaces (self, 0);
}

static PangoLayout *
make_small_layout (SflTranscriptView *self, int *ascent)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  PangoFontDescription *font =
      pango_font_description_copy (pango_context_get_font_description (context));
  int size = pango_font_description_get_size (font) * SMALL;
  PangoFontMetrics *metrics;

  if (pango_font_description_get_size_is_absolute (font))
    pango_font_description_set_absolute_size (font, size);
  else
    pango_font_description_set_size (font, size);
  pango_layout_set_font_description (layout, font);
  metrics = pango_context_get_metrics (context, font, NULL);
  *ascent = PANGO_PIXELS (pango_font_metrics_get_ascent (metrics));
  pango_font_metrics_unref (metrics);
  pango_font_description_free (font);

  return layout;
}

/* The font decides all spacing. */
void
sfl_transcript_view_apply_font (SflTranscriptView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  double em = sfl_column_get_em (GTK_WIDGET (self));
  int height = PANGO_PIXELS (pango_font_metrics_get_height (metrics));
  int inside = MAX (0, self->layout.line_height * em - height);
  int gap = (inside + self->layout.paragraph_gap * get_gap_share (self) * em) / 2;

  self->text_ascent = PANGO_PIXELS (pango_font_metrics_get_ascent (metrics));
  self->hole_height = height * HOLE_ROWS;
  pango_font_metrics_unref (metrics);

  gtk_text_view_set_pixels_inside_wrap (view, inside);
  gtk_text_view_set_pixels_above_lines (view, gap);
  gtk_text_view_set_pixels_below_lines (view, gap);
  gtk_text_view_set_top_margin (view, height);
  gtk_text_view_set_bottom_margin (view, height * 4);
  g_object_set (self->hole_tag, "pixels-below-lines", gap + self->hole_height, NULL);
  g_object_set (self->heading_tag, "pixels-above-lines", gap + height, "pixels-below-lines", gap,
                NULL);
  g_object_set (self->speaker_tag, "pixels-above-lines", (int) (gap + SPEAKER_GAP * em),
                "pixels-below-lines", 0, NULL);
  apply_spacing (self, em);

  g_clear_object (&self->time_layout);
  g_clear_object (&self->hole_layout);
  self->time_layout = make_small_layout (self, &self->time_ascent);
  self->hole_layout = make_small_layout (self, &self->time_ascent);
  pango_layout_set_alignment (self->hole_layout, PANGO_ALIGN_CENTER);
  pango_layout_set_ellipsize (self->hole_layout, PANGO_ELLIPSIZE_END);

  self->measured_width = -1;
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
  if (n_lines == 0 || lines[0].start == SFL_TIME_NONE || self->layout.times == SFL_TIMES_NEVER ||
      sfl_transcript_view_is_plain (self))
    return 0;

  time = sfl_time_to_string (lines[n_lines - 1].start, lines[n_lines - 1].start);
  for (char *p = time; *p; p++)
    if (g_ascii_isdigit (*p))
      *p = '0';
  pango_layout_set_text (self->time_layout, time, -1);
  pango_layout_get_pixel_size (self->time_layout, &width, NULL);

  return width;
}

/* Centres the column, with room for times at its left. */
void
sfl_transcript_view_apply_width (SflTranscriptView *self, int width)
{
  int column = self->layout.measure > 0
                   ? sfl_column_get_width (GTK_WIDGET (self), self->layout.measure,
                                           self->layout.letter_spacing)
                   : width;
  int gutter = measure_gutter (self);
  int left, right;

  self->narrow = gutter == 0 || width < NARROW;
  left = SFL_TRANSCRIPT_SIDE_MARGIN + SFL_TRANSCRIPT_BAR_WIDTH;
  if (!self->narrow)
    left += gutter + SFL_TRANSCRIPT_SIDE_MARGIN;
  right = SFL_TRANSCRIPT_SIDE_MARGIN + SFL_TRANSCRIPT_TINT_PADDING;
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

/* Widens the spaces of the paragraphs from @first on, where letters are apart. */
void
sfl_transcript_view_tag_spaces (SflTranscriptView *self, guint first)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter start, end;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_get_iter_at_line (buffer, &start, first);
  if (self->spaces_tagged && self->layout.letter_spacing <= 0) {
    gtk_text_buffer_remove_tag (buffer, self->letter_tag, &start, &end);
    gtk_text_buffer_remove_tag (buffer, self->space_tag, &start, &end);
    self->spaces_tagged = FALSE;
  }
  if (self->layout.letter_spacing <= 0 || (self->spaces_tagged && first == 0))
    return;

  self->spaces_tagged = TRUE;
  gtk_text_buffer_apply_tag (buffer, self->letter_tag, &start, &end);
  while (gtk_text_iter_compare (&start, &end) < 0) {
    GtkTextIter next = start;

    gtk_text_iter_forward_char (&next);
    if (gtk_text_iter_get_char (&start) == ' ')
      gtk_text_buffer_apply_tag (buffer, self->space_tag, &start, &next);
    start = next;
  }
}

/* Whether the times are to be seen just now. */
gboolean
sfl_transcript_view_shows_times (SflTranscriptView *self)
{
  GtkStateFlags flags = gtk_widget_get_state_flags (GTK_WIDGET (self));

  return !self->narrow && !sfl_transcript_view_is_plain (self) &&
         (self->layout.times == SFL_TIMES_ALWAYS ||
          (flags & (GTK_STATE_FLAG_PRELIGHT | GTK_STATE_FLAG_FOCUS_VISIBLE)) != 0);
}

/* Sets the text in another way. */
void
sfl_transcript_view_set_layout (SflTranscriptView *self, const SflTextLayout *layout)
{
  SflTextLayout before;

  g_return_if_fail (SFL_IS_TRANSCRIPT_VIEW (self));

  before = self->layout;
  self->layout = *layout;
  if (before.line_height != layout->line_height || before.paragraph_gap != layout->paragraph_gap ||
      before.letter_spacing != layout->letter_spacing || before.measure != layout->measure ||
      before.times != layout->times) {
    sfl_transcript_view_reflow (self);
    sfl_transcript_view_apply_font (self);
    gtk_widget_queue_resize (GTK_WIDGET (self));
  }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
