/* sfl-clip-strip.c: where a clip begins and ends, on its sound
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sound around the clip, and a handle at each of its ends: dragged, or moved by keys by a tenth
 * of a second, with Shift by a picture and with Ctrl by a word.  A handle that is dragged near the
 * edge of a word is drawn to it.  Time goes from left to right in every language.
 */

#include "config.h"

#include "sfl-clip-strip.h"

#include "sfl-announcer.h"
#include "sfl-label.h"
#include "sfl-palette.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* Pixels. */
#define HEIGHT 64
#define MIN_WIDTH 200
#define INSET 12
#define BAR_WIDTH 2
#define BAR_PITCH 3
#define HANDLE_WIDTH 24 /* of what can be hit */
#define GRIP_WIDTH 6
#define MARK_HEIGHT 5
#define CATCH 30 /* a hand takes the nearest handle within this */
#define SNAP 5

/* Beside the clip, and likewise in high contrast. */
#define FAINT 0.35f
#define LESS_FAINT 0.6f

struct _SflClipStrip {
  GtkWidget parent_instance;

  SflClipPlan *plan; /* of whoever made this, who outlives it */
  GtkWidget *handles[SFL_CLIP_N_SIDES];
  SflTime position;     /* what is heard; SFL_TIME_NONE: nothing */
  GskRenderNode *sound; /* NULL: to be drawn anew */
  int dragged;          /* SflClipSide; -1: none */
  double grip;          /* from the handle to the hand, in pixels */
};

G_DEFINE_FINAL_TYPE (SflClipStrip, sfl_clip_strip, GTK_TYPE_WIDGET)

enum { MOVED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* A handle: a slider for a screen reader, and what the focus is on. */
#define SFL_TYPE_CLIP_HANDLE (sfl_clip_handle_get_type ())
G_DECLARE_FINAL_TYPE (SflClipHandle, sfl_clip_handle, SFL, CLIP_HANDLE, GtkWidget)

struct _SflClipHandle {
  GtkWidget parent_instance;

  SflClipSide side;
};

G_DEFINE_FINAL_TYPE (SflClipHandle, sfl_clip_handle, GTK_TYPE_WIDGET)

/* --- a handle ------------------------------------------------------------------------------- */

static gboolean
step_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  SflClipStrip *strip = SFL_CLIP_STRIP (gtk_widget_get_parent (widget));
  guint step;
  gboolean later;

  g_variant_get (args, "(ub)", &step, &later);
  sfl_clip_plan_step (strip->plan, SFL_CLIP_HANDLE (widget)->side, step, later);
  g_signal_emit (strip, signals[MOVED], 0);

  return TRUE;
}

static void
sfl_clip_handle_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  const float width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  GskRoundedRect grip;
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  gsk_rounded_rect_init_from_rect (
      &grip, &GRAPHENE_RECT_INIT ((width - GRIP_WIDTH) / 2, 0, GRIP_WIDTH, height), GRIP_WIDTH / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &grip);
  gtk_snapshot_append_color (snapshot, &color, &grip.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
sfl_clip_handle_class_init (SflClipHandleClass *klass)
{
  static const struct {
    GdkModifierType mods;
    SflClipStep step;
  } steps[] = {
    { 0, SFL_CLIP_STEP_TENTH },
    { GDK_SHIFT_MASK, SFL_CLIP_STEP_PICTURE },
    { GDK_CONTROL_MASK, SFL_CLIP_STEP_WORD },
  };
  static const struct {
    guint key;
    gboolean later;
  } keys[] = {
    { GDK_KEY_Left, FALSE },    { GDK_KEY_Right, TRUE }, { GDK_KEY_KP_Left, FALSE },
    { GDK_KEY_KP_Right, TRUE }, { GDK_KEY_Down, FALSE }, { GDK_KEY_Up, TRUE },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = sfl_clip_handle_snapshot;
  gtk_widget_class_set_css_name (widget_class, "cliphandle");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    for (guint k = 0; k < G_N_ELEMENTS (keys); k++)
      gtk_widget_class_add_binding (widget_class, keys[k].key, steps[i].mods, step_cb, "(ub)",
                                    steps[i].step, keys[k].later);
}

static void
sfl_clip_handle_init (SflClipHandle *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "ew-resize");
}

static GtkWidget *
new_handle (SflClipStrip *strip, SflClipSide side)
{
  SflClipHandle *self = g_object_new (SFL_TYPE_CLIP_HANDLE, NULL);
  const char *name = side == SFL_CLIP_START ? _ ("Begins") : _ ("Ends");

  self->side = side;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_parent (GTK_WIDGET (self), GTK_WIDGET (strip));

  return GTK_WIDGET (self);
}

/* --- the strip ------------------------------------------------------------------------------ */

static double
get_room (SflClipStrip *self)
{
  return MAX (1, gtk_widget_get_width (GTK_WIDGET (self)) - 2 * INSET);
}

static double
get_x (SflClipStrip *self, SflTime time)
{
  SflTime start, end;

  sfl_clip_plan_get_window (self->plan, &start, &end);

  return INSET +
         get_room (self) * CLAMP ((double) (time - start) / MAX ((double) (end - start), 1), 0, 1);
}

static SflTime
get_time (SflClipStrip *self, double x)
{
  SflTime start, end;

  sfl_clip_plan_get_window (self->plan, &start, &end);

  return start + (SflTime) ((double) (end - start) * CLAMP ((x - INSET) / get_room (self), 0, 1));
}

static void
tell_handle (SflClipStrip *self, SflClipSide side)
{
  g_autofree char *words = sfl_label_dup_exact (sfl_clip_plan_get_time (self->plan, side));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->handles[side]),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
  sfl_announcer_describe (self->handles[side], words);
}

/* The plan has other ends, or heard more. */
void
sfl_clip_strip_refresh (SflClipStrip *self)
{
  g_return_if_fail (SFL_IS_CLIP_STRIP (self));

  g_clear_pointer (&self->sound, gsk_render_node_unref);
  tell_handle (self, SFL_CLIP_START);
  tell_handle (self, SFL_CLIP_END);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* @position: what is heard, SFL_TIME_NONE for nothing */
void
sfl_clip_strip_set_position (SflClipStrip *self, SflTime position)
{
  g_return_if_fail (SFL_IS_CLIP_STRIP (self));

  if (position == self->position)
    return;

  self->position = position;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* To the edge of a word that is near enough. */
static SflTime
snap (SflClipStrip *self, SflClipSide side, SflTime time)
{
  SflTranscript *transcript = sfl_clip_plan_get_transcript (self->plan);
  SflTime best = time;
  double nearest = SNAP;

  for (int later = 0; later < 2; later++) {
    SflTime edge = sfl_clip_range_find_edge (transcript, side, time, later);
    double distance = edge != SFL_TIME_NONE ? fabs (get_x (self, edge) - get_x (self, time)) : SNAP;

    if (distance < nearest) {
      nearest = distance;
      best = edge;
    }
  }

  return best;
}

static void
drag_begin_cb (SflClipStrip *self, double x, double y, GtkGesture *gesture)
{
  double nearest = CATCH;

  self->dragged = -1;
  for (int i = 0; i < SFL_CLIP_N_SIDES; i++) {
    double distance = x - get_x (self, sfl_clip_plan_get_time (self->plan, i));

    if (fabs (distance) < nearest) {
      nearest = fabs (distance);
      self->dragged = i;
      self->grip = distance;
    }
  }
  if (self->dragged < 0) {
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
    return;
  }
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (self->handles[self->dragged]);
}

static void
drag_update_cb (SflClipStrip *self, double offset_x, double offset_y, GtkGesture *gesture)
{
  double x, y;

  if (self->dragged < 0)
    return;
  gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (gesture), &x, &y);
  sfl_clip_plan_set_time (self->plan, self->dragged,
                          snap (self, self->dragged, get_time (self, x + offset_x - self->grip)));
  g_signal_emit (self, signals[MOVED], 0);
}

static void
drag_end_cb (SflClipStrip *self, double offset_x, double offset_y, GtkGesture *gesture)
{
  self->dragged = -1;
}

static float
get_loudest (const float *levels, guint from, guint to)
{
  float loudest = 0;

  for (guint i = from; i < to; i++)
    loudest = MAX (loudest, levels[i]);

  return loudest;
}

static void
add_bars (SflClipStrip *self, GtkSnapshot *snapshot, const GdkRGBA *in, const GdkRGBA *out)
{
  const double room = get_room (self), height = gtk_widget_get_height (GTK_WIDGET (self));
  const double start = get_x (self, sfl_clip_plan_get_time (self->plan, SFL_CLIP_START));
  const double end = get_x (self, sfl_clip_plan_get_time (self->plan, SFL_CLIP_END));
  const guint n_bars = MAX (1, (guint) (room / BAR_PITCH));
  guint n_levels;
  const float *levels = sfl_clip_plan_get_levels (self->plan, &n_levels);
  const float loudest = MAX (get_loudest (levels, 0, n_levels), 0.001f);

  for (guint i = 0; i < n_bars; i++) {
    guint from = (guint64) n_levels * i / n_bars, to = (guint64) n_levels * (i + 1) / n_bars;
    double x = INSET + room * i / n_bars;
    double level = n_levels > 0 ? get_loudest (levels, from, MAX (to, from + 1)) / loudest : 0;
    double half = MAX (1, level * (height / 2 - MARK_HEIGHT - 3));

    if (to > n_levels)
      break;
    gtk_snapshot_append_color (snapshot, x >= start && x < end ? in : out,
                               &GRAPHENE_RECT_INIT (x, height / 2 - half, BAR_WIDTH, 2 * half));
  }
}

/* Where words begin, or lines without times of their words. */
static void
add_marks (SflClipStrip *self, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  SflTranscript *transcript = sfl_clip_plan_get_transcript (self->plan);
  const float height = gtk_widget_get_height (GTK_WIDGET (self));
  SflTime start, end, time;
  double last = -BAR_PITCH;

  sfl_clip_plan_get_window (self->plan, &start, &end);
  for (time = start - 1;;) {
    double x;

    time = sfl_clip_range_find_edge (transcript, SFL_CLIP_START, time, TRUE);
    if (time == SFL_TIME_NONE || time >= end)
      break;
    x = get_x (self, time);
    if (x - last < BAR_PITCH)
      continue;
    gtk_snapshot_append_color (snapshot, color,
                               &GRAPHENE_RECT_INIT (x, height - MARK_HEIGHT, 1, MARK_HEIGHT));
    last = x;
  }
}

static GskRenderNode *
draw_sound (SflClipStrip *self)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA in, out;

  gtk_style_context_get_color (style, &out);
  if (!gtk_style_context_lookup_color (style, "accent_color", &in))
    in = out;
  out.alpha *= sfl_palette_is_high_contrast (sfl_palette_get_current ()->name) ? LESS_FAINT : FAINT;
  add_bars (self, snapshot, &in, &out);
  add_marks (self, snapshot, &out);

  return gtk_snapshot_free_to_node (snapshot);
}

static void
sfl_clip_strip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SflClipStrip *self = SFL_CLIP_STRIP (widget);

  if (self->sound == NULL)
    self->sound = draw_sound (self);
  if (self->sound != NULL)
    gtk_snapshot_append_node (snapshot, self->sound);
  if (self->position != SFL_TIME_NONE) {
    GdkRGBA color;

    gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
    gtk_snapshot_append_color (snapshot, &color,
                               &GRAPHENE_RECT_INIT (get_x (self, self->position), 0, 2,
                                                    gtk_widget_get_height (widget)));
  }
  GTK_WIDGET_CLASS (sfl_clip_strip_parent_class)->snapshot (widget, snapshot);
}

static void
sfl_clip_strip_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MIN_WIDTH : HEIGHT;
}

static void
sfl_clip_strip_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SflClipStrip *self = SFL_CLIP_STRIP (widget);

  for (int i = 0; i < SFL_CLIP_N_SIDES; i++) {
    int x = lround (get_x (self, sfl_clip_plan_get_time (self->plan, i)));

    gtk_widget_size_allocate (self->handles[i],
                              &(GtkAllocation){ x - HANDLE_WIDTH / 2, 0, HANDLE_WIDTH, height },
                              -1);
  }
  g_clear_pointer (&self->sound, gsk_render_node_unref);
}

static void
sfl_clip_strip_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sfl_clip_strip_parent_class)->css_changed (widget, change);

  g_clear_pointer (&SFL_CLIP_STRIP (widget)->sound, gsk_render_node_unref);
}

static void
sfl_clip_strip_dispose (GObject *object)
{
  SflClipStrip *self = SFL_CLIP_STRIP (object);

  for (int i = 0; i < SFL_CLIP_N_SIDES; i++)
    g_clear_pointer (&self->handles[i], gtk_widget_unparent);
  g_clear_pointer (&self->sound, gsk_render_node_unref);

  G_OBJECT_CLASS (sfl_clip_strip_parent_class)->dispose (object);
}

static void
sfl_clip_strip_class_init (SflClipStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sfl_clip_strip_dispose;
  widget_class->snapshot = sfl_clip_strip_snapshot;
  widget_class->measure = sfl_clip_strip_measure;
  widget_class->size_allocate = sfl_clip_strip_size_allocate;
  widget_class->css_changed = sfl_clip_strip_css_changed;
  gtk_widget_class_set_css_name (widget_class, "clipstrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  signals[MOVED] = g_signal_new ("moved", SFL_TYPE_CLIP_STRIP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
sfl_clip_strip_init (SflClipStrip *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->position = SFL_TIME_NONE;
  self->dragged = -1;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_VISIBLE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Sound of the clip"), -1);
}

/* @plan: has to outlive it */
GtkWidget *
sfl_clip_strip_new (SflClipPlan *plan)
{
  SflClipStrip *self = g_object_new (SFL_TYPE_CLIP_STRIP, NULL);

  self->plan = plan;
  for (int i = 0; i < SFL_CLIP_N_SIDES; i++)
    self->handles[i] = new_handle (self, i);
  sfl_clip_strip_refresh (self);

  return GTK_WIDGET (self);
}
