/* sfl-seek-bar.c: the whole episode as a strip, to see and to seek in
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Main thread only.
 */

#include "config.h"

#include "sfl-seek-bar-private.h"

#include "sfl-announcer.h"
#include "sfl-theme.h"

#include <math.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* Pixels. */
#define MIN_WIDTH 120
#define NATURAL_WIDTH 480

/* A hand that clicks trembles; only more than this is a drag. */
#define CLICK_TREMOR 2

/* Assistive technology hears of the position at most so often, but at once of a jump. */
#define TELL_INTERVAL (2 * G_USEC_PER_SEC)
#define TELL_JUMP (5 * SFL_SECOND)

G_DEFINE_FINAL_TYPE (SflSeekBar, sfl_seek_bar, GTK_TYPE_WIDGET)

enum { SEEK, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
drop_pictures (SflSeekBar *self)
{
  g_clear_pointer (&self->played, gsk_render_node_unref);
  g_clear_pointer (&self->rest, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* GTK gives a slider's value only for its own sliders, and Orca is silent about those when a key
 * moves them.  It reads a description when the focus comes, and speaks one that changes in focus:
 * so the words are there, and change when the hand moves the playhead; in focus they go, unheard,
 * when playing has made them wrong.
 */
static void
tell_position (SflSeekBar *self, gboolean aloud)
{
  SflTime position = sfl_seek_bar_get_shown_position (self);
  int chapter = sfl_seek_bar_find_chapter (self, position);
  g_autofree char *time = sfl_time_to_words (position);
  g_autofree char *words = NULL;

  /* A chapter is told when it becomes another. */
  if (chapter >= 0 && chapter != self->told_chapter)
    words = g_strdup_printf ("%s, %s", time, sfl_seek_bar_get_chapter_title (self, chapter));
  else
    words = g_steal_pointer (&time);
  if (aloud)
    self->told_chapter = chapter;
  self->told_position = position;
  self->told_at = g_get_monotonic_time ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  (double) (position / SFL_SECOND),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);

  self->described = aloud || !gtk_widget_has_focus (GTK_WIDGET (self));
  sfl_announcer_describe (GTK_WIDGET (self), self->described ? words : NULL);
}

static void
tell_position_if_due (SflSeekBar *self)
{
  SflTime position = sfl_seek_bar_get_shown_position (self);

  if (position / SFL_SECOND == self->told_position / SFL_SECOND)
    return;

  if (ABS (position - self->told_position) >= TELL_JUMP ||
      g_get_monotonic_time () - self->told_at >= TELL_INTERVAL)
    tell_position (self, FALSE);
}

static void
focus_enter_cb (SflSeekBar *self, GtkEventController *controller)
{
  if (!self->described)
    tell_position (self, TRUE);
}

static void
focus_leave_cb (SflSeekBar *self, GtkEventController *controller)
{
  sfl_seek_bar_hide_tip (self);
}

/* Shows @time at once: the position that comes back follows when the seek is done. */
static void
seek (SflSeekBar *self, SflTime time, gboolean final)
{
  if (final) {
    sfl_seek_bar_set_position (self, time);
    tell_position (self, TRUE);
  } else {
    tell_position_if_due (self);
  }
  g_signal_emit (self, signals[SEEK], 0, time, final);
}

static gboolean
drag_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SflSeekBar *self = SFL_SEEK_BAR (widget);

  self->tick_id = 0;
  if (SFL_TIME_IS_VALID (self->drag_time) && self->drag_time != self->told_drag_time) {
    self->told_drag_time = self->drag_time;
    seek (self, self->drag_time, FALSE);
  }

  return G_SOURCE_REMOVE;
}

static void
end_drag (SflSeekBar *self)
{
  if (self->dragged)
    sfl_seek_bar_hide_tip (self);
  self->drag_time = SFL_TIME_NONE;
  if (self->tick_id != 0) {
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
    self->tick_id = 0;
  }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_begin_cb (SflSeekBar *self, double x, double y, GtkGesture *gesture)
{
  if (!sfl_seek_bar_is_seekable (self)) {
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
    return;
  }

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->press_x = x;
  self->press_position = self->position;
  self->dragged = FALSE;
  self->drag_time = self->told_drag_time = sfl_seek_bar_get_time (self, x);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  seek (self, self->drag_time, TRUE);
}

static void
drag_update_cb (SflSeekBar *self, double offset_x, double offset_y, GtkGesture *gesture)
{
  if (!SFL_TIME_IS_VALID (self->drag_time) || (!self->dragged && fabs (offset_x) <= CLICK_TREMOR))
    return;

  self->dragged = TRUE;
  self->hover_x = -1;
  self->drag_time = sfl_seek_bar_get_time (self, self->press_x + offset_x);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  sfl_seek_bar_show_tip (self, self->drag_time);
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), drag_tick_cb, NULL, NULL);
}

static void
drag_end_cb (SflSeekBar *self, double offset_x, double offset_y, GtkGesture *gesture)
{
  SflTime time = self->drag_time;

  if (!SFL_TIME_IS_VALID (time))
    return;

  end_drag (self);
  if (self->dragged)
    seek (self, time, TRUE);
}

static void
drag_cancel_cb (SflSeekBar *self, GdkEventSequence *sequence, GtkGesture *gesture)
{
  if (!SFL_TIME_IS_VALID (self->drag_time))
    return;

  end_drag (self);
  seek (self, self->press_position, TRUE);
}

static gboolean
step_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  SflSeekBar *self = SFL_SEEK_BAR (widget);
  SflTime step;
  gboolean visual; /* an arrow, which points the other way from right to left */

  if (!sfl_seek_bar_is_seekable (self))
    return FALSE;

  g_variant_get (args, "(xb)", &step, &visual);
  if (visual && sfl_seek_bar_is_rtl (self))
    step = -step;
  seek (self, CLAMP (sfl_seek_bar_get_shown_position (self) + step, 0, self->duration), TRUE);
  sfl_seek_bar_show_tip (self, self->position);

  return TRUE;
}

static gboolean
jump_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  SflSeekBar *self = SFL_SEEK_BAR (widget);
  gboolean to_end;

  if (!sfl_seek_bar_is_seekable (self))
    return FALSE;

  g_variant_get (args, "(b)", &to_end);
  seek (self, to_end ? self->duration : 0, TRUE);
  sfl_seek_bar_show_tip (self, self->position);

  return TRUE;
}

static void
hover_cb (SflSeekBar *self, double x, double y, GtkEventController *controller)
{
  double clamped =
      CLAMP (x, SFL_SEEK_BAR_INSET, SFL_SEEK_BAR_INSET + sfl_seek_bar_get_room (self) - 1);

  if (floor (clamped) == floor (self->hover_x))
    return;
  self->hover_x = clamped;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (!SFL_TIME_IS_VALID (self->drag_time))
    sfl_seek_bar_show_tip (self, sfl_seek_bar_get_time (self, clamped));
}

static void
leave_cb (SflSeekBar *self, GtkEventController *controller)
{
  self->hover_x = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (!SFL_TIME_IS_VALID (self->drag_time))
    sfl_seek_bar_hide_tip (self);
}

static void
sfl_seek_bar_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = MIN_WIDTH;
    *natural = NATURAL_WIDTH;
  } else {
    *minimum = *natural = SFL_SEEK_BAR_HEIGHT;
  }
}

static void
sfl_seek_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SflSeekBar *self = SFL_SEEK_BAR (widget);

  gtk_popover_present (GTK_POPOVER (self->tip));
}

static void
sfl_seek_bar_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sfl_seek_bar_parent_class)->css_changed (widget, change);

  drop_pictures (SFL_SEEK_BAR (widget));
}

static void
sfl_seek_bar_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  drop_pictures (SFL_SEEK_BAR (widget));
}

static void
sfl_seek_bar_dispose (GObject *object)
{
  SflSeekBar *self = SFL_SEEK_BAR (object);

  if (self->tick_id != 0) {
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
    self->tick_id = 0;
  }
  g_clear_pointer (&self->played, gsk_render_node_unref);
  g_clear_pointer (&self->rest, gsk_render_node_unref);
  g_clear_pointer (&self->peaks, g_free);
  g_clear_pointer (&self->hits, g_free);
  g_clear_pointer (&self->chapters, g_array_unref);
  g_clear_object (&self->transcript);
  if (self->tip != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->tip));
  self->tip = NULL;

  G_OBJECT_CLASS (sfl_seek_bar_parent_class)->dispose (object);
}

static void
add_step (GtkWidgetClass *klass, guint key, GdkModifierType mods, SflTime step, gboolean visual)
{
  gtk_widget_class_add_binding (klass, key, mods, step_cb, "(xb)", step, visual);
}

static void
sfl_seek_bar_class_init (SflSeekBarClass *klass)
{
  static const struct {
    guint key;
    guint keypad;
    SflTime step;
    gboolean visual;
  } steps[] = {
    { GDK_KEY_Left, GDK_KEY_KP_Left, -SFL_SEEK_BAR_STEP, TRUE },
    { GDK_KEY_Right, GDK_KEY_KP_Right, SFL_SEEK_BAR_STEP, TRUE },
    { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, SFL_SEEK_BAR_PAGE, FALSE },
    { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, -SFL_SEEK_BAR_PAGE, FALSE },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sfl_seek_bar_dispose;

  widget_class->snapshot = sfl_seek_bar_snapshot;
  widget_class->measure = sfl_seek_bar_measure;
  widget_class->css_changed = sfl_seek_bar_css_changed;
  widget_class->direction_changed = sfl_seek_bar_direction_changed;
  widget_class->size_allocate = sfl_seek_bar_size_allocate;

  signals[SEEK] = g_signal_new ("seek", SFL_TYPE_SEEK_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_BOOLEAN);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    add_step (widget_class, steps[i].key, 0, steps[i].step, steps[i].visual);
    add_step (widget_class, steps[i].keypad, 0, steps[i].step, steps[i].visual);
  }
  add_step (widget_class, GDK_KEY_Left, GDK_SHIFT_MASK, -SFL_SEEK_BAR_FINE_STEP, TRUE);
  add_step (widget_class, GDK_KEY_Right, GDK_SHIFT_MASK, SFL_SEEK_BAR_FINE_STEP, TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, jump_cb, "(b)", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Home, 0, jump_cb, "(b)", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, jump_cb, "(b)", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_End, 0, jump_cb, "(b)", TRUE);

  gtk_widget_class_set_css_name (widget_class, "seekbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
sfl_seek_bar_init (SflSeekBar *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->duration = SFL_TIME_NONE;
  self->drag_time = SFL_TIME_NONE;
  self->hover_x = -1;
  self->told_chapter = -1;
  self->tip_time = SFL_TIME_NONE;
  self->tip = sfl_seek_tip_new (widget);

  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (drag_update_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (drag_end_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "cancel", G_CALLBACK (drag_cancel_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));

  g_signal_connect_object (motion, "enter", G_CALLBACK (hover_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (hover_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, motion);

  g_signal_connect_object (focus, "enter", G_CALLBACK (focus_enter_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, focus);

  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (drop_pictures), NULL);
  g_signal_connect_object (sfl_theme_get_default (), "changed", G_CALLBACK (drop_pictures), self,
                           G_CONNECT_SWAPPED);

  gtk_widget_set_focusable (widget, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Position"), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 0.0, -1);
  tell_position (self, FALSE);
}

SflSeekBar *
sfl_seek_bar_new (void)
{
  return g_object_new (SFL_TYPE_SEEK_BAR, NULL);
}

/**
 * sfl_seek_bar_set_duration:
 * @duration: SFL_TIME_NONE while not known; the bar is calm and takes no seeks then
 */
void
sfl_seek_bar_set_duration (SflSeekBar *self, SflTime duration)
{
  g_return_if_fail (SFL_IS_SEEK_BAR (self));

  if (self->duration == duration)
    return;

  self->duration = duration;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  sfl_seek_bar_is_seekable (self) ? (double) (duration / SFL_SECOND)
                                                                  : 0.0,
                                  -1);
  tell_position (self, FALSE);
  drop_pictures (self);
}

/**
 * sfl_seek_bar_set_position:
 *
 * For every frame of the window: redraws only when the playhead comes to
 * another pixel.  While the hand holds the playhead it stays in the hand.
 */
void
sfl_seek_bar_set_position (SflSeekBar *self, SflTime position)
{
  int before;

  g_return_if_fail (SFL_IS_SEEK_BAR (self));

  if (self->position == position)
    return;

  before = sfl_seek_bar_get_playhead_pixel (self);
  self->position = position;
  if (sfl_seek_bar_get_playhead_pixel (self) != before)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  sfl_seek_bar_outdate_tip (self);
  tell_position_if_due (self);
}

/* What is shown: while the hand holds the playhead, the time under the hand. */
SflTime
sfl_seek_bar_get_position (SflSeekBar *self)
{
  g_return_val_if_fail (SFL_IS_SEEK_BAR (self), 0);

  return sfl_seek_bar_get_shown_position (self);
}

gboolean
sfl_seek_bar_get_dragging (SflSeekBar *self)
{
  g_return_val_if_fail (SFL_IS_SEEK_BAR (self), FALSE);

  return SFL_TIME_IS_VALID (self->drag_time);
}

/**
 * sfl_seek_bar_set_peaks:
 * @peaks: (nullable): the outline of the whole episode, 0 to 1; NULL shows a plain track
 */
void
sfl_seek_bar_set_peaks (SflSeekBar *self, const float *peaks, guint n_peaks)
{
  g_return_if_fail (SFL_IS_SEEK_BAR (self));

  g_free (self->peaks);
  self->peaks = g_memdup2 (peaks, n_peaks * sizeof *peaks);
  self->n_peaks = peaks != NULL ? n_peaks : 0;
  drop_pictures (self);
}

/**
 * sfl_seek_bar_set_transcript:
 * @transcript: (nullable): its lines are marked, and told where the pointer is
 */
void
sfl_seek_bar_set_transcript (SflSeekBar *self, SflTranscript *transcript)
{
  g_return_if_fail (SFL_IS_SEEK_BAR (self));
  g_return_if_fail (transcript == NULL || SFL_IS_TRANSCRIPT (transcript));

  if (g_set_object (&self->transcript, transcript))
    drop_pictures (self);
}

static void
clear_chapter (gpointer data)
{
  SflChapter *chapter = data;

  g_free (chapter->title);
}

/**
 * sfl_seek_bar_set_chapters:
 * @chapters: (nullable): in the order of their starts; those with a title are marked
 */
void
sfl_seek_bar_set_chapters (SflSeekBar *self, const SflChapter *chapters, guint n_chapters)
{
  g_return_if_fail (SFL_IS_SEEK_BAR (self));

  g_clear_pointer (&self->chapters, g_array_unref);
  self->chapters = g_array_new (FALSE, FALSE, sizeof (SflChapter));
  g_array_set_clear_func (self->chapters, clear_chapter);
  for (guint i = 0; i < n_chapters; i++) {
    SflChapter chapter = { chapters[i].start, sfl_seek_bar_dup_title (&chapters[i]) };

    if (*chapter.title != '\0')
      g_array_append_val (self->chapters, chapter);
    else
      g_free (chapter.title);
  }
  self->told_chapter = -1;
  drop_pictures (self);
}

/**
 * sfl_seek_bar_set_hits:
 * @hits: (nullable): times of what a search found, in order
 */
void
sfl_seek_bar_set_hits (SflSeekBar *self, const SflTime *hits, guint n_hits)
{
  g_return_if_fail (SFL_IS_SEEK_BAR (self));

  if (n_hits == 0 && self->n_hits == 0)
    return;

  g_free (self->hits);
  self->hits = g_memdup2 (hits, n_hits * sizeof *hits);
  self->n_hits = hits != NULL ? n_hits : 0;
  drop_pictures (self);
}

/* Where @time is drawn, from the left edge of the widget. */
double
sfl_seek_bar_get_x (SflSeekBar *self, SflTime time)
{
  double part;

  g_return_val_if_fail (SFL_IS_SEEK_BAR (self), 0);

  part = sfl_seek_bar_is_seekable (self) ? CLAMP ((double) time / self->duration, 0, 1) : 0;

  return SFL_SEEK_BAR_INSET +
         sfl_seek_bar_get_room (self) * (sfl_seek_bar_is_rtl (self) ? 1 - part : part);
}

/* The time drawn at @x, from the left edge of the widget; the ends reach on to both sides. */
SflTime
sfl_seek_bar_get_time (SflSeekBar *self, double x)
{
  double part;

  g_return_val_if_fail (SFL_IS_SEEK_BAR (self), 0);

  if (!sfl_seek_bar_is_seekable (self))
    return 0;

  part = CLAMP ((x - SFL_SEEK_BAR_INSET) / sfl_seek_bar_get_room (self), 0, 1);

  return (SflTime) (self->duration * (sfl_seek_bar_is_rtl (self) ? 1 - part : part));
}
