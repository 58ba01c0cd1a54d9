/* sfl-seek-bar.c: the whole episode as a strip, to see and to seek in
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From top to bottom: dots where a search found something, the sound, a mark
 * for the start of every line.  The strip is painted twice, as played and as
 * not yet played, and kept; a new position only moves the edge between the two
 * pictures, so it costs the same for ten lines or ten thousand.
 * Main thread only.
 */

#include "config.h"

#include "sfl-seek-bar.h"

#include "sfl-announcer.h"
#include "sfl-label.h"
#include "sfl-palette.h"

#include <math.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* Pixels.  The height is that of a target for a finger. */
#define HEIGHT 48
#define MIN_WIDTH 120
#define NATURAL_WIDTH 480
#define INSET 6 /* room for the playhead at both ends, and for the focus ring */
#define HIT_TOP 2
#define HIT_SIZE 4
#define SOUND_TOP 7
#define SOUND_HEIGHT 30
#define MARK_TOP 40
#define MARK_HEIGHT 4
#define BAR_WIDTH 2
#define BAR_PITCH 3
#define TRACK_HEIGHT 6
#define PLAYHEAD_WIDTH 2

/* Enough for 3:1 against the page, yet less than what was played. */
#define HIGH_CONTRAST_ALPHA 0.55f

/* A hand that clicks trembles; only more than this is a drag. */
#define CLICK_TREMOR 2

/* Assistive technology hears of the position at most so often, but at once of a jump. */
#define TELL_INTERVAL (G_USEC_PER_SEC)
#define TELL_JUMP (5 * SFL_SECOND)

#define TOOLTIP_MAX_CHARS 80

struct _SflSeekBar {
  GtkWidget parent_instance;

  SflTime duration; /* SFL_TIME_NONE while not known */
  SflTime position;

  float *peaks;
  guint n_peaks;
  SflTranscript *transcript;
  SflTime *hits; /* sorted */
  guint n_hits;

  GskRenderNode *played; /* the two pictures; NULL until painted */
  GskRenderNode *rest;
  int painted_width;

  double press_x;
  SflTime press_position; /* to go back to when the drag is cancelled */
  SflTime drag_time;      /* under the hand; SFL_TIME_NONE when there is none */
  SflTime told_drag_time; /* as last given by "seek" */
  gboolean dragged;
  guint tick_id;
  double hover_x; /* -1 when the pointer is elsewhere */

  SflTime told_position; /* to assistive technology */
  gint64 told_at;
  gboolean described;
};

G_DEFINE_FINAL_TYPE (SflSeekBar, sfl_seek_bar, GTK_TYPE_WIDGET)

enum { SEEK, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
is_seekable (SflSeekBar *self)
{
  return SFL_TIME_IS_VALID (self->duration) && self->duration > 0;
}

static gboolean
is_rtl (SflSeekBar *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

static double
get_room (SflSeekBar *self)
{
  return MAX (1, gtk_widget_get_width (GTK_WIDGET (self)) - 2 * INSET);
}

static SflTime
get_shown_position (SflSeekBar *self)
{
  SflTime position = SFL_TIME_IS_VALID (self->drag_time) ? self->drag_time : self->position;

  return is_seekable (self) ? CLAMP (position, 0, self->duration) : 0;
}

/* Pixels of the screen, so that a redraw that would change none is not asked for. */
static int
get_playhead_pixel (SflSeekBar *self)
{
  return (int) floor (sfl_seek_bar_get_x (self, get_shown_position (self)) *
                      gtk_widget_get_scale_factor (GTK_WIDGET (self)));
}

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
  SflTime position = get_shown_position (self);
  g_autofree char *words = sfl_time_to_words (position);

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
  SflTime position = get_shown_position (self);

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

static GdkRGBA
get_faint_color (SflSeekBar *self, float alpha)
{
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
  if (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    alpha = MAX (alpha, HIGH_CONTRAST_ALPHA);
  color.alpha *= alpha;

  return color;
}

static void
add_pill (cairo_t *cr, double x, double y, double width, double height)
{
  double radius = MIN (width, height) / 2;

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}

static float
get_loudest (const float *peaks, guint n)
{
  float loudest = 0;

  for (guint i = 0; i < n; i++)
    if (peaks[i] > loudest)
      loudest = peaks[i];

  return loudest;
}

/* The loudest moment fills the height, so that a quiet recording is no flat line. */
static void
add_sound (SflSeekBar *self, cairo_t *cr)
{
  double room = get_room (self);
  guint n_bars = MAX (1, (guint) (room / BAR_PITCH));
  double pitch = room / n_bars;
  float loudest = get_loudest (self->peaks, self->n_peaks);

  if (loudest <= 0) {
    add_pill (cr, INSET, SOUND_TOP + (SOUND_HEIGHT - TRACK_HEIGHT) / 2.0, room, TRACK_HEIGHT);
    return;
  }

  for (guint i = 0; i < n_bars; i++) {
    guint first = (guint) ((guint64) self->n_peaks * i / n_bars);
    guint end = (guint) ((guint64) self->n_peaks * (i + 1) / n_bars);
    float peak = get_loudest (self->peaks + first, MAX (end, first + 1) - first) / loudest;
    double height = MAX (BAR_WIDTH, peak * SOUND_HEIGHT);
    double x = INSET + (is_rtl (self) ? n_bars - 1 - i : i) * pitch;

    add_pill (cr, floor (x), SOUND_TOP + (SOUND_HEIGHT - height) / 2, BAR_WIDTH, height);
  }
}

/* One mark per pixel at most: looks up pixels in lines, not lines in pixels. */
static void
add_marks (SflSeekBar *self, cairo_t *cr)
{
  const SflLine *lines;
  guint n_lines;
  double room = get_room (self);

  if (self->transcript == NULL || !sfl_transcript_is_timed (self->transcript) ||
      !is_seekable (self))
    return;

  lines = sfl_transcript_get_lines (self->transcript, &n_lines);
  for (int x = 0; x < (int) room; x++) {
    SflTime start = (SflTime) (self->duration * (x / room));
    SflTime end = (SflTime) (self->duration * ((x + 1) / room));
    int line = sfl_transcript_find_line (self->transcript, end - 1);

    if (line >= 0 && lines[line].start >= start)
      cairo_rectangle (cr, is_rtl (self) ? INSET + room - 1 - x : INSET + x, MARK_TOP, 1,
                       MARK_HEIGHT);
  }
}

static void
add_hits (SflSeekBar *self, cairo_t *cr)
{
  double last_x = -1;

  for (guint i = 0; i < self->n_hits && is_seekable (self); i++) {
    double x = round (sfl_seek_bar_get_x (self, self->hits[i]));

    if (x != last_x)
      add_pill (cr, x - HIT_SIZE / 2.0, HIT_TOP, HIT_SIZE, HIT_SIZE);
    last_x = x;
  }
}

static GskRenderNode *
paint_picture (SflSeekBar *self, GdkRGBA sound, GdkRGBA marks, GdkRGBA hits)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  cairo_surface_t *surface;
  cairo_t *cr;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width * scale, HEIGHT * scale);
  cr = cairo_create (surface);
  cairo_scale (cr, scale, scale);

  add_sound (self, cr);
  gdk_cairo_set_source_rgba (cr, &sound);
  cairo_fill (cr);
  add_marks (self, cr);
  gdk_cairo_set_source_rgba (cr, &marks);
  cairo_fill (cr);
  add_hits (self, cr);
  gdk_cairo_set_source_rgba (cr, &hits);
  cairo_fill (cr);

  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes =
      g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                  (gsize) cairo_image_surface_get_stride (surface) * HEIGHT * scale,
                                  (GDestroyNotify) cairo_surface_destroy, surface);
  texture = gdk_memory_texture_new (width * scale, HEIGHT * scale, GDK_MEMORY_DEFAULT, bytes,
                                    cairo_image_surface_get_stride (surface));

  return gsk_texture_node_new (texture, &GRAPHENE_RECT_INIT (0, 0, width, HEIGHT));
}

static void
paint_pictures (SflSeekBar *self)
{
  const SflPalette *palette = sfl_palette_get_current ();
  GdkRGBA played = palette->bar; /* as beside the line being spoken */
  GdkRGBA played_marks = played;
  GdkRGBA hits = played;

  gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "accent_color",
                                  &hits);
  played_marks.alpha *= 0.7f;
  self->played = paint_picture (self, played, played_marks, hits);
  self->rest =
      paint_picture (self, get_faint_color (self, 0.28f), get_faint_color (self, 0.34f), hits);
  self->painted_width = gtk_widget_get_width (GTK_WIDGET (self));
}

static void
append_part (GtkSnapshot *snapshot, GskRenderNode *picture, double x, double width)
{
  if (width <= 0)
    return;

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT ((float) x, 0, (float) width, HEIGHT));
  gtk_snapshot_append_node (snapshot, picture);
  gtk_snapshot_pop (snapshot);
}

static void
append_line (GtkSnapshot *snapshot, double x, double width, const GdkRGBA *color)
{
  GskRoundedRect line;

  gsk_rounded_rect_init_from_rect (&line,
                                   &GRAPHENE_RECT_INIT ((float) x, SOUND_TOP - 3, (float) width,
                                                        SOUND_HEIGHT + 6),
                                   (float) (width / 2));
  gtk_snapshot_push_rounded_clip (snapshot, &line);
  gtk_snapshot_append_color (snapshot, color, &line.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
sfl_seek_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SflSeekBar *self = SFL_SEEK_BAR (widget);
  int width = gtk_widget_get_width (widget);
  int scale = gtk_widget_get_scale_factor (widget);
  double edge = get_playhead_pixel (self) / (double) scale;
  GskRenderNode *left, *right;

  if (width <= 0)
    return;

  if (self->played == NULL || self->painted_width != width) {
    g_clear_pointer (&self->played, gsk_render_node_unref);
    g_clear_pointer (&self->rest, gsk_render_node_unref);
    paint_pictures (self);
  }

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (0, (float) ((gtk_widget_get_height (widget) - HEIGHT) / 2)));

  left = is_rtl (self) ? self->rest : self->played;
  right = is_rtl (self) ? self->played : self->rest;
  if (!is_seekable (self))
    left = right = self->rest;
  append_part (snapshot, left, 0, edge);
  append_part (snapshot, right, edge, width - edge);

  if (is_seekable (self)) {
    const GdkRGBA hover_color = get_faint_color (self, 0.45f);
    const GdkRGBA playhead_color = get_faint_color (self, 1);

    if (self->hover_x >= 0 && !SFL_TIME_IS_VALID (self->drag_time))
      append_line (snapshot, floor (self->hover_x), 1, &hover_color);
    append_line (snapshot, edge - PLAYHEAD_WIDTH / 2.0, PLAYHEAD_WIDTH, &playhead_color);
  }

  gtk_snapshot_restore (snapshot);
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
  if (!is_seekable (self)) {
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

  if (!is_seekable (self))
    return FALSE;

  g_variant_get (args, "(xb)", &step, &visual);
  if (visual && is_rtl (self))
    step = -step;
  seek (self, CLAMP (get_shown_position (self) + step, 0, self->duration), TRUE);

  return TRUE;
}

static gboolean
jump_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  SflSeekBar *self = SFL_SEEK_BAR (widget);
  gboolean to_end;

  if (!is_seekable (self))
    return FALSE;

  g_variant_get (args, "(b)", &to_end);
  seek (self, to_end ? self->duration : 0, TRUE);

  return TRUE;
}

static void
hover_cb (SflSeekBar *self, double x, double y, GtkEventController *controller)
{
  double clamped = CLAMP (x, INSET, INSET + get_room (self) - 1);

  if (floor (clamped) != floor (self->hover_x))
    gtk_widget_queue_draw (GTK_WIDGET (self));
  self->hover_x = clamped;
}

static void
leave_cb (SflSeekBar *self, GtkEventController *controller)
{
  self->hover_x = -1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static char *
shorten (const char *text)
{
  const char *end, *space;

  if (g_utf8_strlen (text, -1) <= TOOLTIP_MAX_CHARS)
    return g_strdup (text);

  end = g_utf8_offset_to_pointer (text, TOOLTIP_MAX_CHARS - 1);
  space = g_utf8_strrchr (text, end - text, ' ');
  if (space != NULL && space > text)
    end = space;

  return g_strdup_printf ("%.*s…", (int) (end - text), text);
}

/* The line spoken at @time, or NULL where the transcript says nothing. */
static char *
dup_line_at (SflSeekBar *self, SflTime time)
{
  g_autofree char *text = NULL;
  g_autofree char *clean = NULL;
  const SflLine *lines;
  guint n_lines;
  int line;

  if (self->transcript == NULL || sfl_transcript_find_hole (self->transcript, time) >= 0)
    return NULL;

  line = sfl_transcript_find_line (self->transcript, time);
  lines = sfl_transcript_get_lines (self->transcript, &n_lines);
  if (line < 0 || (line == (int) n_lines - 1 && time >= lines[line].end))
    return NULL;

  text = sfl_transcript_dup_line_text (self->transcript, line);
  clean = sfl_label_clean (text);

  return shorten (g_strstrip (g_strdelimit (clean, "\n", ' ')));
}

/* Without an area: GTK waits for the pointer to rest in it twice, and would not show the tooltip of
 * a pointer that comes to rest on a pixel it was not on before.
 */
static gboolean
sfl_seek_bar_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  SflSeekBar *self = SFL_SEEK_BAR (widget);
  SflTime time = keyboard ? get_shown_position (self) : sfl_seek_bar_get_time (self, x);
  g_autofree char *clock = NULL;
  g_autofree char *line = NULL;
  g_autofree char *text = NULL;

  if (!is_seekable (self))
    return FALSE;

  clock = sfl_time_to_string (time, self->duration);
  line = dup_line_at (self, time);
  text = line != NULL ? g_strdup_printf ("%s  %s", clock, line) : g_strdup (clock);
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
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
    *minimum = *natural = HEIGHT;
  }
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
  g_clear_object (&self->transcript);

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
  widget_class->query_tooltip = sfl_seek_bar_query_tooltip;

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
  AdwStyleManager *style = adw_style_manager_get_default ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->duration = SFL_TIME_NONE;
  self->drag_time = SFL_TIME_NONE;
  self->hover_x = -1;

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
  gtk_widget_add_controller (widget, focus);

  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (drop_pictures), NULL);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (drop_pictures), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (drop_pictures), self,
                           G_CONNECT_SWAPPED);

  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_has_tooltip (widget, TRUE);
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
                                  is_seekable (self) ? (double) (duration / SFL_SECOND) : 0.0, -1);
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

  before = get_playhead_pixel (self);
  self->position = position;
  if (get_playhead_pixel (self) != before)
    gtk_widget_queue_draw (GTK_WIDGET (self));
  tell_position_if_due (self);
}

/* What is shown: while the hand holds the playhead, the time under the hand. */
SflTime
sfl_seek_bar_get_position (SflSeekBar *self)
{
  g_return_val_if_fail (SFL_IS_SEEK_BAR (self), 0);

  return get_shown_position (self);
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

  part = is_seekable (self) ? CLAMP ((double) time / self->duration, 0, 1) : 0;

  return INSET + get_room (self) * (is_rtl (self) ? 1 - part : part);
}

/* The time drawn at @x, from the left edge of the widget; the ends reach on to both sides. */
SflTime
sfl_seek_bar_get_time (SflSeekBar *self, double x)
{
  double part;

  g_return_val_if_fail (SFL_IS_SEEK_BAR (self), 0);

  if (!is_seekable (self))
    return 0;

  part = CLAMP ((x - INSET) / get_room (self), 0, 1);

  return (SflTime) (self->duration * (is_rtl (self) ? 1 - part : part));
}
