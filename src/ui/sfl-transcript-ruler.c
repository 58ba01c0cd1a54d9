/* sfl-transcript-ruler.c: only the lines that are being read, and nothing around them
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For those whom other lines disturb.  The page is drawn over the rest, so no
 * text moves, and who reads through an accessibility bus still has it all.
 */

#include "config.h"

#include "sfl-transcript-view-private.h"

#include "sfl-palette.h"

/* Widens @top and @bottom to a line, with the name of who begins to speak there. */
static void
include_line (SflTranscriptView *self, guint line, int *top, int *bottom)
{
  SflParagraphs range;
  int y, height;

  if (!sfl_transcript_view_find_range (self, line, &range) ||
      !sfl_transcript_view_get_line_range (self, line, &y, &height))
    return;

  *top = MIN (*top, y);
  *bottom = MAX (*bottom, y + height);
  if (range.first > 0 && sfl_transcript_view_get_mode (self) != SFL_READING_PARAGRAPHS &&
      sfl_transcript_view_get_block (self, range.first - 1)->kind == SFL_BLOCK_SPEAKER) {
    GdkRectangle name;

    sfl_transcript_view_get_area (self, range.first - 1, &name);
    *top = MIN (*top, name.y);
  }
}

/* What the reader has selected is never hidden. */
static void
include_selection (SflTranscriptView *self, int *top, int *bottom)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextIter start, end;
  GdkRectangle first, last;

  if (!gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (view), &start, &end))
    return;
  gtk_text_view_get_iter_location (view, &start, &first);
  gtk_text_view_get_iter_location (view, &end, &last);
  *top = MIN (*top, first.y);
  *bottom = MAX (*bottom, last.y + last.height);
}

static void
cover (SflTranscriptView *self, GtkSnapshot *snapshot, int y, int end)
{
  if (end > y)
    gtk_snapshot_append_color (snapshot, &sfl_palette_get_current ()->page,
                               &GRAPHENE_RECT_INIT (0, y, gtk_widget_get_width (GTK_WIDGET (self)),
                                                    end - y));
}

/* Draws the page over all but the lines that are shown. */
void
sfl_transcript_view_draw_ruler (SflTranscriptView *self, GtkSnapshot *snapshot)
{
  guint n_lines, around = self->layout.n_lines / 2;
  GdkRectangle visible;
  int top = G_MAXINT, bottom = G_MININT;

  if (self->layout.n_lines == 0 || self->ruler < 0)
    return;

  sfl_transcript_get_lines (sfl_reading_get_transcript (self->reading), &n_lines);
  for (guint i = (guint) self->ruler > around ? self->ruler - around : 0;
       i <= self->ruler + around && i < n_lines; i++)
    include_line (self, i, &top, &bottom);
  include_selection (self, &top, &bottom);
  if (top > bottom)
    return;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self), &visible);
  cover (self, snapshot, visible.y, MIN (top, visible.y + visible.height));
  cover (self, snapshot, MAX (bottom, visible.y), visible.y + visible.height);
}

/* The line that is being read, around which few are shown if the reader wants that; or -1. */
void
sfl_transcript_view_set_ruler (SflTranscriptView *self, int line)
{
  g_return_if_fail (SFL_IS_TRANSCRIPT_VIEW (self));

  if (line == self->ruler)
    return;
  self->ruler = line;
  if (self->layout.n_lines > 0)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}
