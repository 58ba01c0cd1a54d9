/* sfl-follower.c: keeps the line being spoken in view, and never fights the reader
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two states.  FOLLOW: when the line leaves its band of the window, scroll it
 * back.  FREE: entered when a hand moved the text so far that the line left
 * the view, left when it comes back or when the reader asks.  Who moved last,
 * the hand or we, is told by input controllers; there is no timer.
 *
 * When the text is set anew, what is being read stays at its height: the line
 * spoken, or in FREE the place that the reader is at.  Main thread only.
 */

#include "config.h"

#include "sfl-follower-private.h"

#include "sfl-trace.h"

/* What is shown on request is at least so far from both ends of the window. */
#define REVEAL_MARGIN 0.15

G_DEFINE_FINAL_TYPE (SflFollower, sfl_follower, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

void
sfl_follower_set_following (SflFollower *self, gboolean following)
{
  following = following && self->enabled && !self->still;
  if (self->following == following)
    return;

  self->following = following;
  sfl_trace ("follow", "follow", "s", following ? "follow" : "free", NULL);
}

void
sfl_follower_emit_changed (SflFollower *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
sfl_follower_has_selection (SflFollower *self)
{
  return gtk_text_buffer_get_has_selection (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)));
}

/* A hand has moved the text: is the line still there? */
void
sfl_follower_check_hand (SflFollower *self)
{
  if (self->line >= 0)
    sfl_follower_set_following (self, sfl_follower_is_visible (self));
  sfl_follower_emit_changed (self);
}

/* Shows the page that the line is on. */
void
sfl_follower_show_page (SflFollower *self)
{
  SflReading *reading = sfl_transcript_view_get_reading (self->view);
  guint first, n, page;

  if (reading == NULL || self->line < 0)
    return;
  sfl_reading_find_line (reading, self->line, &first, &n);
  page = sfl_reading_get_page_of (reading, first);
  if (page != sfl_transcript_view_get_page (self->view))
    sfl_transcript_view_show_page (self->view, page);
}

static void
value_changed_cb (GtkAdjustment *adjustment, SflFollower *self)
{
  if (self->moving)
    return;
  if (self->by_hand)
    sfl_follower_check_hand (self);
}

/* The layout changed under us: the window, the font or the text.  The line stays. */
static void
layout_changed_cb (GtkAdjustment *adjustment, SflFollower *self)
{
  if (self->following && !self->by_hand && self->tick_id == 0 && self->line >= 0 &&
      !sfl_follower_is_in_band (self))
    sfl_follower_begin_motion (self);
}

static void
hand_moved (SflFollower *self, SflReader reader)
{
  sfl_follower_stop_motion (self);
  self->by_hand = TRUE;
  self->reader = reader;
}

/* The text is about to be set in another way. */
static void
reflow_cb (SflTranscriptView *view, SflFollower *self)
{
  GtkTextIter iter;
  double y;

  if (gtk_adjustment_get_page_size (self->adjustment) <= 1 || self->tick_id != 0) {
    /* What was laid out around the mark is not any more. */
    self->far = self->keeping;
    self->n_settled = self->n_frames = 0;
    return;
  }
  y = sfl_follower_get_anchor (self, &iter);
  sfl_follower_begin_keeping (self, &iter, y);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, SflFollower *self)
{
  hand_moved (self, SFL_READER_AT_VIEW);

  return GDK_EVENT_PROPAGATE;
}

static void
drag_cb (GtkGestureDrag *gesture, double x, double y, SflFollower *self)
{
  hand_moved (self, SFL_READER_AT_VIEW);
}

static void
sfl_follower_dispose (GObject *object)
{
  SflFollower *self = SFL_FOLLOWER (object);

  if (self->view)
    sfl_follower_stop_motion (self);
  g_clear_weak_pointer (&self->view);
  g_clear_weak_pointer (&self->scrolled);
  g_clear_object (&self->adjustment);

  G_OBJECT_CLASS (sfl_follower_parent_class)->dispose (object);
}

static void
sfl_follower_class_init (SflFollowerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sfl_follower_dispose;

  /**
   * SflFollower::changed:
   *
   * The state, or where the line is seen from here, may be another one.
   */
  signals[CHANGED] = g_signal_new ("changed", SFL_TYPE_FOLLOWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
sfl_follower_init (SflFollower *self)
{
  self->enabled = TRUE;
  self->following = TRUE;
  self->line = -1;
}

static void
watch_hands (SflFollower *self)
{
  GtkWidget *scrolled = GTK_WIDGET (self->scrolled);
  GtkWidget *bar = gtk_scrolled_window_get_vscrollbar (self->scrolled);
  GtkEventController *scroll =
      gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *bar_drag = gtk_gesture_drag_new ();
  GtkGesture *touch_drag = gtk_gesture_drag_new ();

  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, 0);
  gtk_widget_add_controller (scrolled, scroll);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (bar_drag), GTK_PHASE_CAPTURE);
  g_signal_connect_object (bar_drag, "drag-begin", G_CALLBACK (drag_cb), self, 0);
  gtk_widget_add_controller (bar, GTK_EVENT_CONTROLLER (bar_drag));

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (touch_drag), TRUE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (touch_drag), GTK_PHASE_CAPTURE);
  g_signal_connect_object (touch_drag, "drag-update", G_CALLBACK (drag_cb), self, 0);
  gtk_widget_add_controller (scrolled, GTK_EVENT_CONTROLLER (touch_drag));
}

/**
 * sfl_follower_new:
 *
 * Returns: (transfer full): follows in @view, which @scrolled scrolls
 */
SflFollower *
sfl_follower_new (GtkScrolledWindow *scrolled, SflTranscriptView *view)
{
  SflFollower *self = g_object_new (SFL_TYPE_FOLLOWER, NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start;

  g_set_weak_pointer (&self->scrolled, scrolled);
  g_set_weak_pointer (&self->view, view);
  self->adjustment = g_object_ref (gtk_scrolled_window_get_vadjustment (scrolled));
  gtk_text_buffer_get_start_iter (buffer, &start);
  self->mark = gtk_text_buffer_create_mark (buffer, NULL, &start, TRUE);
  self->found = gtk_text_buffer_create_mark (buffer, NULL, &start, TRUE);

  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (value_changed_cb), self,
                           0);
  g_signal_connect_object (self->adjustment, "changed", G_CALLBACK (layout_changed_cb), self, 0);
  g_signal_connect_object (view, "reflow", G_CALLBACK (reflow_cb), self, 0);
  watch_hands (self);

  return self;
}

/* Another text: follow from its beginning. */
void
sfl_follower_reset (SflFollower *self)
{
  g_return_if_fail (SFL_IS_FOLLOWER (self));

  sfl_follower_stop_motion (self);
  self->line = -1;
  self->by_hand = FALSE;
  self->reader = SFL_READER_AT_VIEW;
  sfl_follower_set_following (self, TRUE);
  sfl_follower_emit_changed (self);
}

/**
 * sfl_follower_set_line:
 * @line: the line being spoken, or -1 while there is none
 * @may_scroll: whether time goes on or the user has just sought; a paused text
 *   stays where the reader has it
 */
void
sfl_follower_set_line (SflFollower *self, int line, gboolean may_scroll)
{
  g_return_if_fail (SFL_IS_FOLLOWER (self));

  if (line >= 0 && line != self->line && self->following && may_scroll)
    self->reader = SFL_READER_AT_VIEW;
  if (line >= 0)
    self->line = line;

  if (self->following && self->line >= 0) {
    if (!may_scroll || self->n_holds > 0 || sfl_follower_has_selection (self)) {
      if (!sfl_follower_is_visible (self))
        sfl_follower_set_following (self, FALSE);
    } else {
      sfl_follower_show_page (self);
      if (!sfl_follower_is_in_band (self))
        sfl_follower_begin_motion (self);
    }
  }
  sfl_follower_emit_changed (self);
}

/* The line spoken last, -1 before the first. */
int
sfl_follower_get_line (SflFollower *self)
{
  g_return_val_if_fail (SFL_IS_FOLLOWER (self), -1);

  return self->line;
}

/* Whether it may follow at all.  Switched off, the text stays where it is, and going back to the
 * line shows it once.
 */
void
sfl_follower_set_enabled (SflFollower *self, gboolean enabled)
{
  g_return_if_fail (SFL_IS_FOLLOWER (self));

  if (self->enabled == enabled)
    return;

  self->enabled = enabled;
  if (enabled) {
    sfl_follower_follow (self);
  } else {
    sfl_follower_stop_motion (self);
    sfl_follower_set_following (self, FALSE);
    sfl_follower_emit_changed (self);
  }
}

/* Back to the line, from wherever the reader is. */
void
sfl_follower_follow (SflFollower *self)
{
  g_return_if_fail (SFL_IS_FOLLOWER (self));

  sfl_follower_set_following (self, TRUE);
  self->by_hand = FALSE;
  self->reader = SFL_READER_AT_VIEW;
  self->late = self->n_holds > 0;
  if (self->line >= 0 && !self->late) {
    sfl_follower_show_page (self);
    /* Who does not follow keeps the text where it is as long as the line is in view. */
    if (self->following ? !sfl_follower_is_in_band (self) : !sfl_follower_is_visible (self))
      sfl_follower_begin_motion (self);
  }
  sfl_follower_emit_changed (self);
}

/* Whether the text moves only when the reader moves it, or asks for the line. */
void
sfl_follower_set_still (SflFollower *self, gboolean still)
{
  g_return_if_fail (SFL_IS_FOLLOWER (self));

  self->still = still;
  if (still)
    sfl_follower_set_following (self, FALSE);
}

/* No scrolling while a button is down or a menu is open; calls nest.  What was asked for
 * meanwhile is done afterwards, unless something was selected.
 */
void
sfl_follower_hold (SflFollower *self, gboolean hold)
{
  g_return_if_fail (SFL_IS_FOLLOWER (self));

  if (hold)
    self->n_holds++;
  else if (self->n_holds > 0)
    self->n_holds--;

  if (self->n_holds == 0 && self->late) {
    self->late = FALSE;
    if (self->following && !sfl_follower_has_selection (self))
      sfl_follower_follow (self);
  }
}

/* The reader moves through the text by keys, selection or search. */
void
sfl_follower_touch (SflFollower *self)
{
  g_return_if_fail (SFL_IS_FOLLOWER (self));

  hand_moved (self, SFL_READER_AT_CARET);
  sfl_follower_check_hand (self);
}

/* The same text in another shape: @iter stands where it stood, and the state is as it was. */
void
sfl_follower_restore (SflFollower *self, const GtkTextIter *iter, double y, gboolean following)
{
  g_return_if_fail (SFL_IS_FOLLOWER (self));

  sfl_follower_stop_motion (self);
  sfl_follower_begin_keeping (self, iter, y);
  self->far = TRUE;
  sfl_follower_set_following (self, following);
  self->by_hand = !self->following;
  sfl_follower_emit_changed (self);
}

/* Shows a place of the text that the reader asked for. */
void
sfl_follower_reveal (SflFollower *self, const GtkTextIter *iter)
{
  double page, y;

  g_return_if_fail (SFL_IS_FOLLOWER (self));

  hand_moved (self, SFL_READER_AT_FOUND);
  gtk_text_buffer_move_mark (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), self->found,
                             iter);
  page = gtk_adjustment_get_page_size (self->adjustment);
  y = sfl_follower_get_iter_y (self, iter) - gtk_adjustment_get_value (self->adjustment);
  if (y >= REVEAL_MARGIN * page && y <= (1 - REVEAL_MARGIN) * page) {
    sfl_follower_check_hand (self);
    return;
  }

  /* Whether the line is still in view is seen when this is over. */
  sfl_follower_begin_keeping (self, iter, SFL_BAND_REST * page);
  self->far = TRUE;
  sfl_follower_set_following (self, FALSE);
  sfl_follower_emit_changed (self);
}

gboolean
sfl_follower_get_following (SflFollower *self)
{
  g_return_val_if_fail (SFL_IS_FOLLOWER (self), FALSE);

  return self->following;
}
