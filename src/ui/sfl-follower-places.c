/* sfl-follower-places.c: where the line is in the window, and where the reader is
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-follower-private.h"

/* Where the line is in the window, as shares of its height. */
gboolean
sfl_follower_find_place (SflFollower *self, double *top, double *bottom)
{
  double page = gtk_adjustment_get_page_size (self->adjustment);
  double value = gtk_adjustment_get_value (self->adjustment);
  int y, height;

  if (self->line < 0 || page <= 1 ||
      !sfl_transcript_view_get_line_range (self->view, self->line, &y, &height))
    return FALSE;

  y += gtk_text_view_get_top_margin (GTK_TEXT_VIEW (self->view));
  *top = (y - value) / page;
  *bottom = (y + height - value) / page;

  return TRUE;
}

/* Whether enough of the line is in view to read on there.  Before the window
 * has a size nothing is out of view.
 */
gboolean
sfl_follower_is_visible (SflFollower *self)
{
  double top, bottom;

  if (gtk_adjustment_get_page_size (self->adjustment) <= 1)
    return TRUE;

  return sfl_follower_find_place (self, &top, &bottom) && bottom > 0.02 && top < 0.98;
}

gboolean
sfl_follower_is_in_band (SflFollower *self)
{
  double top, bottom;

  if (!sfl_follower_find_place (self, &top, &bottom))
    return FALSE;
  /* What is taller than the band begins in its upper part. */
  if (bottom - top > SFL_BAND_BOTTOM - SFL_BAND_TOP - 0.01)
    return top >= 0 && top <= SFL_BAND_TOP + 0.01;

  return top >= SFL_BAND_TOP && bottom <= SFL_BAND_BOTTOM;
}

/* Where @iter is from the top of all that is scrolled, above which the text view has a margin. */
double
sfl_follower_get_iter_y (SflFollower *self, const GtkTextIter *iter)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  GdkRectangle place;

  gtk_text_view_get_iter_location (view, iter, &place);

  return place.y + gtk_text_view_get_top_margin (view);
}

/* Where the reader is, who is not at the line being spoken. */
static void
find_reader (SflFollower *self, GtkTextIter *iter)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GdkRectangle visible;

  gtk_text_view_get_visible_rect (view, &visible);
  if (self->reader != SFL_READER_AT_VIEW) {
    double y;

    gtk_text_buffer_get_iter_at_mark (buffer, iter,
                                      self->reader == SFL_READER_AT_FOUND
                                          ? self->found
                                          : gtk_text_buffer_get_insert (buffer));
    y = sfl_follower_get_iter_y (self, iter) - gtk_adjustment_get_value (self->adjustment);
    if (y >= 0 && y < visible.height)
      return;
  }
  gtk_text_view_get_iter_at_location (view, iter, gtk_text_view_get_left_margin (view),
                                      visible.y +
                                          (visible.y > 0 ? visible.height * SFL_BAND_REST : 0));
}

/**
 * sfl_follower_get_anchor:
 * @iter: (out): what is being read
 *
 * Returns: how far below the top of the window it stands, for sfl_follower_restore()
 */
double
sfl_follower_get_anchor (SflFollower *self, GtkTextIter *iter)
{
  double top, bottom;

  g_return_val_if_fail (SFL_IS_FOLLOWER (self), 0);

  /* It is still on its way: what is seen meanwhile tells nothing. */
  if (self->keeping) {
    gtk_text_buffer_get_iter_at_mark (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), iter,
                                      self->mark);
    return self->keep_y;
  }
  if (self->tick_id != 0 && self->line >= 0 &&
      sfl_transcript_view_get_line_iter (self->view, self->line, iter))
    return SFL_BAND_REST * gtk_adjustment_get_page_size (self->adjustment);

  if (!self->following || self->by_hand || self->reader != SFL_READER_AT_VIEW ||
      !sfl_follower_find_place (self, &top, &bottom) || top < 0 || bottom > 1 ||
      !sfl_transcript_view_get_line_iter (self->view, self->line, iter))
    find_reader (self, iter);

  return sfl_follower_get_iter_y (self, iter) - gtk_adjustment_get_value (self->adjustment);
}

/* The line that is being read: the one spoken, or where the reader is; -1 when there is none. */
int
sfl_follower_get_reading_line (SflFollower *self)
{
  GtkTextIter iter;

  g_return_val_if_fail (SFL_IS_FOLLOWER (self), -1);

  if (self->following && self->reader == SFL_READER_AT_VIEW && self->line >= 0)
    return self->line;
  find_reader (self, &iter);

  return sfl_transcript_view_find_line_at_iter (self->view, &iter);
}

/* Where the line is seen from what is in view: -1 above, 1 below, 0 in view. */
int
sfl_follower_get_direction (SflFollower *self)
{
  SflReading *reading;
  double top, bottom;
  guint first, n, page;

  g_return_val_if_fail (SFL_IS_FOLLOWER (self), 0);

  reading = sfl_transcript_view_get_reading (self->view);
  if (self->line < 0 || reading == NULL)
    return 0;
  if (sfl_follower_find_place (self, &top, &bottom))
    return bottom <= 0.02 ? -1 : top >= 0.98 ? 1 : 0;

  sfl_reading_find_line (reading, self->line, &first, &n);
  page = sfl_reading_get_page_of (reading, first);

  return page < sfl_transcript_view_get_page (self->view) ? -1 : 1;
}
