/* sfl-follower.c: keeps the line being spoken in view, and never fights the reader
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two states.  FOLLOW: when the line leaves its band of the window, scroll it
 * back.  FREE: entered when a hand moved the text so far that the line left
 * the view, left when it comes back or when the reader asks.  Who moved last,
 * the hand or we, is told by input controllers; there is no timer.
 *
 * A text view knows the height of a line only once it was laid out, so a far
 * jump lands near its target, and every motion measures again on each frame
 * until nothing moves any more.  Main thread only.
 */

#include "config.h"

#include "sfl-follower.h"

#include "sfl-trace.h"

#include <math.h>

/* The line may be anywhere in this band of the window's height... */
#define BAND_TOP 0.25
#define BAND_BOTTOM 0.60

/* ...and is brought here when it leaves it. */
#define REST 0.35

/* Longest motion; longer ones feel slow and get in the way of reading. */
#define MOTION (180 * 1000)

/* Frames without a change after which a motion is over, and the most it may take. */
#define SETTLED_FRAMES 6
#define MAX_FRAMES 180

struct _SflFollower {
  GObject parent_instance;

  GtkScrolledWindow *scrolled; /* they own us through the pane */
  SflTranscriptView *view;
  GtkAdjustment *adjustment;
  GtkTextMark *mark;

  gboolean enabled; /* else it never follows by itself */
  gboolean following;
  int line; /* spoken last; -1 before the first */
  gboolean by_hand;
  gboolean moving; /* we are setting the value just now */
  guint n_holds;
  gboolean late; /* asked to follow while held */

  guint tick_id;
  gint64 motion_begun;
  double motion_from;
  double last_target;
  guint n_settled;
  guint n_frames;
};

G_DEFINE_FINAL_TYPE (SflFollower, sfl_follower, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
set_following (SflFollower *self, gboolean following)
{
  following = following && self->enabled;
  if (self->following == following)
    return;

  self->following = following;
  sfl_trace ("follow", "follow", "s", following ? "follow" : "free", NULL);
}

static void
emit_changed (SflFollower *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Where the line is in the window, as shares of its height. */
static gboolean
find_place (SflFollower *self, double *top, double *bottom)
{
  double page = gtk_adjustment_get_page_size (self->adjustment);
  double value = gtk_adjustment_get_value (self->adjustment);
  int y, height;

  if (self->line < 0 || page <= 1 ||
      !sfl_transcript_view_get_line_range (self->view, self->line, &y, &height))
    return FALSE;

  *top = (y - value) / page;
  *bottom = (y + height - value) / page;

  return TRUE;
}

/* Whether enough of the line is in view to read on there.  Before the window
 * has a size nothing is out of view.
 */
static gboolean
is_visible (SflFollower *self)
{
  double top, bottom;

  if (gtk_adjustment_get_page_size (self->adjustment) <= 1)
    return TRUE;

  return find_place (self, &top, &bottom) && bottom > 0.02 && top < 0.98;
}

static double
find_target (SflFollower *self)
{
  double page = gtk_adjustment_get_page_size (self->adjustment);
  double limit = gtk_adjustment_get_upper (self->adjustment) - page;
  double rest = REST;
  int y, height;

  if (!sfl_transcript_view_get_line_range (self->view, self->line, &y, &height))
    return NAN;
  /* A very tall line begins near the top, so that most of it can be read. */
  if (height > (1 - REST) * page)
    rest = height > page ? 0.05 : (page - height) / page / 2;

  return CLAMP (floor (y - rest * page), 0, MAX (limit, 0));
}

static void
set_value (SflFollower *self, double value)
{
  self->moving = TRUE;
  gtk_adjustment_set_value (self->adjustment, value);
  self->moving = FALSE;
}

static void
stop_motion (SflFollower *self)
{
  if (self->tick_id)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->tick_id);
  self->tick_id = 0;
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SflFollower *self = user_data;
  double target = find_target (self);
  double share =
      MOTION > 0 ? (gdk_frame_clock_get_frame_time (clock) - self->motion_begun) / (double) MOTION
                 : 1;
  double value = target;

  if (isnan (target) || ++self->n_frames > MAX_FRAMES) {
    self->tick_id = 0;
    return G_SOURCE_REMOVE;
  }

  if (self->motion_begun > 0 && share < 1) {
    share = MAX (share, 0);
    value = self->motion_from + (target - self->motion_from) * (1 - pow (1 - share, 3));
  } else if (fabs (target - self->last_target) < 1) {
    self->n_settled++;
  } else {
    self->n_settled = 0;
  }
  self->last_target = target;
  set_value (self, value);

  if (self->n_settled < SETTLED_FRAMES)
    return G_SOURCE_CONTINUE;

  self->tick_id = 0;
  emit_changed (self);

  return G_SOURCE_REMOVE;
}

/* Brings the line to its place of rest: softly when it is near and the user
 * likes motion, at once otherwise.
 */
static void
begin_motion (SflFollower *self)
{
  double page = gtk_adjustment_get_page_size (self->adjustment);
  double target = find_target (self);
  gboolean animate = TRUE;

  if (isnan (target))
    return;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self->view)), "gtk-enable-animations",
                &animate, NULL);
  self->by_hand = FALSE;
  self->motion_from = gtk_adjustment_get_value (self->adjustment);
  self->motion_begun = 0;
  self->n_settled = self->n_frames = 0;
  self->last_target = target;

  if (animate && fabs (target - self->motion_from) <= page) {
    self->motion_begun = g_get_monotonic_time ();
  } else {
    GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
    GtkTextIter iter;

    /* Lays out what is around the line, so that the next frame knows where it is. */
    sfl_transcript_view_get_line_iter (self->view, self->line, &iter);
    gtk_text_buffer_move_mark (buffer, self->mark, &iter);
    self->moving = TRUE;
    gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self->view), self->mark, 0, TRUE, 0, REST);
    self->moving = FALSE;
  }

  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), tick_cb, self, NULL);
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

static gboolean
has_selection (SflFollower *self)
{
  return gtk_text_buffer_get_has_selection (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)));
}

static gboolean
is_in_band (SflFollower *self)
{
  double top, bottom;

  return find_place (self, &top, &bottom) && top >= BAND_TOP && bottom <= BAND_BOTTOM;
}

/* A hand has moved the text: is the line still there? */
static void
check_hand (SflFollower *self)
{
  if (self->line >= 0)
    set_following (self, is_visible (self));
  emit_changed (self);
}

static void
value_changed_cb (GtkAdjustment *adjustment, SflFollower *self)
{
  if (self->moving)
    return;
  if (self->by_hand)
    check_hand (self);
}

/* The layout changed under us: the window, the font or the text.  The line stays. */
static void
layout_changed_cb (GtkAdjustment *adjustment, SflFollower *self)
{
  if (self->following && !self->by_hand && self->tick_id == 0 && self->line >= 0 &&
      !is_in_band (self))
    begin_motion (self);
}

static void
hand_moved (SflFollower *self)
{
  stop_motion (self);
  self->by_hand = TRUE;
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, SflFollower *self)
{
  hand_moved (self);

  return GDK_EVENT_PROPAGATE;
}

static void
drag_cb (GtkGestureDrag *gesture, double x, double y, SflFollower *self)
{
  hand_moved (self);
}

static void
sfl_follower_dispose (GObject *object)
{
  SflFollower *self = SFL_FOLLOWER (object);

  if (self->view)
    stop_motion (self);
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

  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (value_changed_cb), self,
                           0);
  g_signal_connect_object (self->adjustment, "changed", G_CALLBACK (layout_changed_cb), self, 0);
  watch_hands (self);

  return self;
}

/* Another text: follow from its beginning. */
void
sfl_follower_reset (SflFollower *self)
{
  g_return_if_fail (SFL_IS_FOLLOWER (self));

  stop_motion (self);
  self->line = -1;
  self->by_hand = FALSE;
  set_following (self, TRUE);
  emit_changed (self);
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

  if (line >= 0)
    self->line = line;

  if (self->following && self->line >= 0) {
    if (!may_scroll || self->n_holds > 0 || has_selection (self)) {
      if (!is_visible (self))
        set_following (self, FALSE);
    } else {
      sfl_follower_show_page (self);
      if (!is_in_band (self))
        begin_motion (self);
    }
  }
  emit_changed (self);
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
    stop_motion (self);
    set_following (self, FALSE);
    emit_changed (self);
  }
}

/* Back to the line, from wherever the reader is. */
void
sfl_follower_follow (SflFollower *self)
{
  g_return_if_fail (SFL_IS_FOLLOWER (self));

  set_following (self, TRUE);
  self->by_hand = FALSE;
  self->late = self->n_holds > 0;
  if (self->line >= 0 && !self->late) {
    sfl_follower_show_page (self);
    /* Who does not follow keeps the text where it is as long as the line is in view. */
    if (self->enabled ? !is_in_band (self) : !is_visible (self))
      begin_motion (self);
  }
  emit_changed (self);
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
    if (self->following && !has_selection (self))
      sfl_follower_follow (self);
  }
}

/* The reader moves through the text by keys, selection or search. */
void
sfl_follower_touch (SflFollower *self)
{
  g_return_if_fail (SFL_IS_FOLLOWER (self));

  hand_moved (self);
  check_hand (self);
}

/* The same text in another shape: @iter stands at the top again, and the state is as it was. */
void
sfl_follower_restore (SflFollower *self, const GtkTextIter *iter, gboolean following)
{
  GtkTextBuffer *buffer;

  g_return_if_fail (SFL_IS_FOLLOWER (self));

  stop_motion (self);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gtk_text_buffer_move_mark (buffer, self->mark, iter);
  self->moving = TRUE;
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self->view), self->mark, 0, TRUE, 0, 0);
  self->moving = FALSE;
  self->by_hand = !following;
  set_following (self, following);
  emit_changed (self);
}

/* Shows a place of the text that the reader asked for. */
void
sfl_follower_reveal (SflFollower *self, const GtkTextIter *iter)
{
  GtkTextBuffer *buffer;

  g_return_if_fail (SFL_IS_FOLLOWER (self));

  hand_moved (self);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  gtk_text_buffer_move_mark (buffer, self->mark, iter);
  gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self->view), self->mark, 0.15, FALSE, 0, 0);
  check_hand (self);
}

gboolean
sfl_follower_get_following (SflFollower *self)
{
  g_return_val_if_fail (SFL_IS_FOLLOWER (self), FALSE);

  return self->following;
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
  if (find_place (self, &top, &bottom))
    return bottom <= 0.02 ? -1 : top >= 0.98 ? 1 : 0;

  sfl_reading_find_line (reading, self->line, &first, &n);
  page = sfl_reading_get_page_of (reading, first);

  return page < sfl_transcript_view_get_page (self->view) ? -1 : 1;
}
