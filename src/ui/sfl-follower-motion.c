/* sfl-follower-motion.c: how the text comes to where it should be
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text view knows the height of a line only once it was laid out, so a far
 * jump lands near its target, and every motion measures again on each frame
 * until nothing moves any more.
 */

#include "config.h"

#include "sfl-follower-private.h"

#include <math.h>

/* Longest motion; longer ones feel slow and get in the way of reading. */
#define MOTION (180 * 1000)

/* Frames without a change after which a motion is over, and the most it may take.  What is kept at
 * its height waits for longer: a text that is set anew is laid out whenever nothing else is to be
 * done, and a busy machine may have other things to do for some frames.
 */
#define SETTLED_FRAMES 6
#define KEPT_FRAMES 30
#define MAX_FRAMES 900

static double
find_target (SflFollower *self)
{
  double page = gtk_adjustment_get_page_size (self->adjustment);
  double limit = gtk_adjustment_get_upper (self->adjustment) - page;
  double rest = SFL_BAND_REST;
  int y, height;

  if (self->keeping) {
    GtkTextIter iter;

    gtk_text_buffer_get_iter_at_mark (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), &iter,
                                      self->mark);
    return CLAMP (floor (sfl_follower_get_iter_y (self, &iter) -
                         MIN (self->keep_y, SFL_BAND_BOTTOM * page)),
                  0, MAX (limit, 0));
  }

  if (self->line < 0 || !sfl_transcript_view_get_line_range (self->view, self->line, &y, &height))
    return NAN;
  y += gtk_text_view_get_top_margin (GTK_TEXT_VIEW (self->view));
  /* A very tall line begins near the top, so that most of it can be read. */
  if (height > (1 - SFL_BAND_REST) * page)
    rest = height > page ? 0.05 : (page - height) / page / 2;
  else
    rest = CLAMP (SFL_BAND_BOTTOM - height / page, SFL_BAND_TOP, SFL_BAND_REST);

  return CLAMP (floor (y - rest * page), 0, MAX (limit, 0));
}

static void
set_value (SflFollower *self, double value)
{
  self->moving = TRUE;
  gtk_adjustment_set_value (self->adjustment, value);
  self->moving = FALSE;
}

void
sfl_follower_stop_motion (SflFollower *self)
{
  self->keeping = self->far = FALSE;
  if (self->tick_id)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->tick_id);
  self->tick_id = 0;
}

/* Lays out what is around the mark, so that the next frame knows where it is.  Not while the
 * window is laid out, or the scroll bar would be drawn before it knows its place.
 */
static void
jump (SflFollower *self)
{
  double page = gtk_adjustment_get_page_size (self->adjustment);
  double share = self->keeping ? CLAMP (self->keep_y / MAX (page, 1), 0, 1) : SFL_BAND_REST;

  self->far = FALSE;
  self->moving = TRUE;
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self->view), self->mark, 0, TRUE, 0, share);
  self->moving = FALSE;
  /* A text view that is not asked to scrolls when it is drawn: too late likewise. */
  gtk_widget_queue_resize (GTK_WIDGET (self->view));
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SflFollower *self = user_data;
  double share = (gdk_frame_clock_get_frame_time (clock) - self->motion_begun) / (double) MOTION;
  double upper = gtk_adjustment_get_upper (self->adjustment);
  double target, value;

  if (self->far) {
    jump (self);
    return G_SOURCE_CONTINUE;
  }

  target = value = find_target (self);
  if (isnan (target)) {
    self->tick_id = 0;
    self->keeping = FALSE;
    return G_SOURCE_REMOVE;
  }

  if (self->motion_begun > 0 && share < 1) {
    share = MAX (share, 0);
    value = self->motion_from + (target - self->motion_from) * (1 - pow (1 - share, 3));
  } else if (fabs (target - self->last_target) < 1 && upper == self->last_upper) {
    self->n_settled++;
  } else {
    self->n_settled = 0;
  }
  self->last_target = target;
  self->last_upper = upper;
  set_value (self, value);

  if (self->n_settled < (self->keeping ? KEPT_FRAMES : SETTLED_FRAMES) &&
      ++self->n_frames < MAX_FRAMES)
    return G_SOURCE_CONTINUE;

  /* What was kept at its height may have become too tall for the band. */
  if (self->keeping && self->line >= 0 && self->following && !self->by_hand &&
      !sfl_follower_has_selection (self) && !sfl_follower_is_in_band (self)) {
    self->keeping = FALSE;
    self->n_settled = self->n_frames = 0;
    return G_SOURCE_CONTINUE;
  }

  self->tick_id = 0;
  self->keeping = FALSE;
  if (self->by_hand)
    sfl_follower_check_hand (self);
  else
    sfl_follower_emit_changed (self);

  return G_SOURCE_REMOVE;
}

static void
start_ticking (SflFollower *self)
{
  self->n_settled = self->n_frames = 0;
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), tick_cb, self, NULL);
}

/* Brings the line to its place of rest: softly when it is near and the user
 * likes motion, at once otherwise.
 */
void
sfl_follower_begin_motion (SflFollower *self)
{
  double page = gtk_adjustment_get_page_size (self->adjustment);
  double target;
  gboolean animate = TRUE;

  sfl_follower_stop_motion (self);
  target = find_target (self);
  if (isnan (target))
    return;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self->view)), "gtk-enable-animations",
                &animate, NULL);
  self->by_hand = FALSE;
  self->motion_from = gtk_adjustment_get_value (self->adjustment);
  self->motion_begun = 0;
  self->last_target = target;

  if (animate && fabs (target - self->motion_from) <= page) {
    self->motion_begun = g_get_monotonic_time ();
  } else {
    GtkTextIter iter;

    sfl_transcript_view_get_line_iter (self->view, self->line, &iter);
    gtk_text_buffer_move_mark (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), self->mark,
                               &iter);
    self->far = TRUE;
  }
  start_ticking (self);
}

/* Keeps @iter at a height of the window until nothing moves any more. */
void
sfl_follower_begin_keeping (SflFollower *self, const GtkTextIter *iter, double y)
{
  gtk_text_buffer_move_mark (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), self->mark,
                             iter);
  self->keeping = TRUE;
  self->keep_y = y;
  self->motion_begun = 0;
  self->last_target = NAN;
  start_ticking (self);
}
