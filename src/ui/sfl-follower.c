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
 * until nothing moves any more.
 *
 * When the text is set anew, what is being read stays at its height: the line
 * spoken, or in FREE the place that the reader is at.  Main thread only.
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

/* What is shown on request is at least so far from both ends of the window. */
#define REVEAL_MARGIN 0.15

/* Longest motion; longer ones feel slow and get in the way of reading. */
#define MOTION (180 * 1000)

/* Frames without a change after which a motion is over, and the most it may take. */
#define SETTLED_FRAMES 6
#define MAX_FRAMES 900

/* Where a reader is who does not follow. */
typedef enum {
  AT_VIEW,  /* somewhere in what is seen */
  AT_CARET, /* at the reading cursor, moved by keys */
  AT_FOUND, /* at a place that was shown on request */
} Reader;

struct _SflFollower {
  GObject parent_instance;

  GtkScrolledWindow *scrolled; /* they own us through the pane */
  SflTranscriptView *view;
  GtkAdjustment *adjustment;
  GtkTextMark *mark;  /* where a motion leads */
  GtkTextMark *found; /* what was shown on request */

  gboolean enabled; /* else it never follows by itself */
  gboolean following;
  int line; /* spoken last; -1 before the first */
  Reader reader;
  gboolean by_hand;
  gboolean moving; /* we are setting the value just now */
  guint n_holds;
  gboolean still;   /* nothing moves unless the reader asks for it */
  gboolean late;    /* asked to follow while held */
  gboolean keeping; /* the motion keeps the mark at a height of the window */
  double keep_y;
  gboolean far; /* the next frame jumps to the mark, and sees how near it came */

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
  following = following && self->enabled && !self->still;
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

  y += gtk_text_view_get_top_margin (GTK_TEXT_VIEW (self->view));
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

/* Where @iter is from the top of all that is scrolled, above which the text view has a margin. */
static double
get_iter_y (SflFollower *self, const GtkTextIter *iter)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  GdkRectangle place;

  gtk_text_view_get_iter_location (view, iter, &place);

  return place.y + gtk_text_view_get_top_margin (view);
}

static double
find_target (SflFollower *self)
{
  double page = gtk_adjustment_get_page_size (self->adjustment);
  double limit = gtk_adjustment_get_upper (self->adjustment) - page;
  double rest = REST;
  int y, height;

  if (self->keeping) {
    GtkTextIter iter;

    gtk_text_buffer_get_iter_at_mark (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), &iter,
                                      self->mark);
    return CLAMP (floor (get_iter_y (self, &iter) - MIN (self->keep_y, BAND_BOTTOM * page)), 0,
                  MAX (limit, 0));
  }

  if (self->line < 0 || !sfl_transcript_view_get_line_range (self->view, self->line, &y, &height))
    return NAN;
  y += gtk_text_view_get_top_margin (GTK_TEXT_VIEW (self->view));
  /* A very tall line begins near the top, so that most of it can be read. */
  if (height > (1 - REST) * page)
    rest = height > page ? 0.05 : (page - height) / page / 2;
  else
    rest = CLAMP (BAND_BOTTOM - height / page, BAND_TOP, REST);

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
  self->keeping = self->far = FALSE;
  if (self->tick_id)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->tick_id);
  self->tick_id = 0;
}

static gboolean
is_in_band (SflFollower *self)
{
  double top, bottom;

  if (!find_place (self, &top, &bottom))
    return FALSE;
  /* What is taller than the band begins in its upper part. */
  if (bottom - top > BAND_BOTTOM - BAND_TOP - 0.01)
    return top >= 0 && top <= BAND_TOP + 0.01;

  return top >= BAND_TOP && bottom <= BAND_BOTTOM;
}

static gboolean
has_selection (SflFollower *self)
{
  return gtk_text_buffer_get_has_selection (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)));
}

/* A hand has moved the text: is the line still there? */
static void
check_hand (SflFollower *self)
{
  if (self->line >= 0)
    set_following (self, is_visible (self));
  emit_changed (self);
}

/* Lays out what is around the mark, so that the next frame knows where it is.  Not while the
 * window is laid out, or the scroll bar would be drawn before it knows its place.
 */
static void
jump (SflFollower *self)
{
  double page = gtk_adjustment_get_page_size (self->adjustment);
  double share = self->keeping ? CLAMP (self->keep_y / MAX (page, 1), 0, 1) : REST;

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
  } else if (fabs (target - self->last_target) < 1) {
    self->n_settled++;
  } else {
    self->n_settled = 0;
  }
  self->last_target = target;
  set_value (self, value);

  if (self->n_settled < SETTLED_FRAMES && ++self->n_frames < MAX_FRAMES)
    return G_SOURCE_CONTINUE;

  /* What was kept at its height may have become too tall for the band. */
  if (self->keeping && self->line >= 0 && self->following && !self->by_hand &&
      !has_selection (self) && !is_in_band (self)) {
    self->keeping = FALSE;
    self->n_settled = self->n_frames = 0;
    return G_SOURCE_CONTINUE;
  }

  self->tick_id = 0;
  self->keeping = FALSE;
  if (self->by_hand)
    check_hand (self);
  else
    emit_changed (self);

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
static void
begin_motion (SflFollower *self)
{
  double page = gtk_adjustment_get_page_size (self->adjustment);
  double target;
  gboolean animate = TRUE;

  stop_motion (self);
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
static void
begin_keeping (SflFollower *self, const GtkTextIter *iter, double y)
{
  gtk_text_buffer_move_mark (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), self->mark,
                             iter);
  self->keeping = TRUE;
  self->keep_y = y;
  self->motion_begun = 0;
  self->last_target = NAN;
  start_ticking (self);
}

/* Where the reader is, who is not at the line being spoken. */
static void
find_reader (SflFollower *self, GtkTextIter *iter)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GdkRectangle visible;

  gtk_text_view_get_visible_rect (view, &visible);
  if (self->reader != AT_VIEW) {
    double y;

    gtk_text_buffer_get_iter_at_mark (
        buffer, iter, self->reader == AT_FOUND ? self->found : gtk_text_buffer_get_insert (buffer));
    y = get_iter_y (self, iter) - gtk_adjustment_get_value (self->adjustment);
    if (y >= 0 && y < visible.height)
      return;
  }
  gtk_text_view_get_iter_at_location (view, iter, gtk_text_view_get_left_margin (view),
                                      visible.y + (visible.y > 0 ? visible.height * REST : 0));
}

/* What is being read, and how far below the top of the window it stands. */
static void
find_anchor (SflFollower *self, GtkTextIter *iter, double *y)
{
  double top, bottom;

  if (!self->following || self->by_hand || self->reader != AT_VIEW ||
      !find_place (self, &top, &bottom) || top < 0 || bottom > 1 ||
      !sfl_transcript_view_get_line_iter (self->view, self->line, iter))
    find_reader (self, iter);
  *y = get_iter_y (self, iter) - gtk_adjustment_get_value (self->adjustment);
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
hand_moved (SflFollower *self, Reader reader)
{
  stop_motion (self);
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
    self->n_settled = self->n_frames = 0;
    return;
  }
  find_anchor (self, &iter, &y);
  begin_keeping (self, &iter, y);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, SflFollower *self)
{
  hand_moved (self, AT_VIEW);

  return GDK_EVENT_PROPAGATE;
}

static void
drag_cb (GtkGestureDrag *gesture, double x, double y, SflFollower *self)
{
  hand_moved (self, AT_VIEW);
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

  stop_motion (self);
  self->line = -1;
  self->by_hand = FALSE;
  self->reader = AT_VIEW;
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

  if (line >= 0 && line != self->line && self->following && may_scroll)
    self->reader = AT_VIEW;
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
  self->reader = AT_VIEW;
  self->late = self->n_holds > 0;
  if (self->line >= 0 && !self->late) {
    sfl_follower_show_page (self);
    /* Who does not follow keeps the text where it is as long as the line is in view. */
    if (self->following ? !is_in_band (self) : !is_visible (self))
      begin_motion (self);
  }
  emit_changed (self);
}

/* Whether the text moves only when the reader moves it, or asks for the line. */
void
sfl_follower_set_still (SflFollower *self, gboolean still)
{
  g_return_if_fail (SFL_IS_FOLLOWER (self));

  self->still = still;
  if (still)
    set_following (self, FALSE);
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

  hand_moved (self, AT_CARET);
  check_hand (self);
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
  double y;

  g_return_val_if_fail (SFL_IS_FOLLOWER (self), 0);

  find_anchor (self, iter, &y);

  return y;
}

/* The same text in another shape: @iter stands where it stood, and the state is as it was. */
void
sfl_follower_restore (SflFollower *self, const GtkTextIter *iter, double y, gboolean following)
{
  g_return_if_fail (SFL_IS_FOLLOWER (self));

  stop_motion (self);
  begin_keeping (self, iter, y);
  self->far = TRUE;
  set_following (self, following);
  self->by_hand = !self->following;
  emit_changed (self);
}

/* Shows a place of the text that the reader asked for. */
void
sfl_follower_reveal (SflFollower *self, const GtkTextIter *iter)
{
  double page, y;

  g_return_if_fail (SFL_IS_FOLLOWER (self));

  hand_moved (self, AT_FOUND);
  gtk_text_buffer_move_mark (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), self->found,
                             iter);
  page = gtk_adjustment_get_page_size (self->adjustment);
  y = get_iter_y (self, iter) - gtk_adjustment_get_value (self->adjustment);
  if (y >= REVEAL_MARGIN * page && y <= (1 - REVEAL_MARGIN) * page) {
    check_hand (self);
    return;
  }

  /* Whether the line is still in view is seen when this is over. */
  begin_keeping (self, iter, REST * page);
  self->far = TRUE;
  set_following (self, FALSE);
  emit_changed (self);
}

/* The line that is being read: the one spoken, or where the reader is; -1 when there is none. */
int
sfl_follower_get_reading_line (SflFollower *self)
{
  GtkTextIter iter;

  g_return_val_if_fail (SFL_IS_FOLLOWER (self), -1);

  if (self->following && self->reader == AT_VIEW && self->line >= 0)
    return self->line;
  find_reader (self, &iter);

  return sfl_transcript_view_find_line_at_iter (self->view, &iter);
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
