/* sfl-transcript-pane-drag.c: a piece of the transcript, dragged to another program
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The selection, or from its time a paragraph: what Ctrl+Shift+C copies.  A text view would drag
 * the words alone; here each line has its time before it.
 */

#include "config.h"

#include "sfl-transcript-pane-private.h"

#include "sfl-excerpt.h"

#define ICON_CHARS 40
#define ICON_ROWS 3

/* What hangs at the pointer. */
static void
set_icon (GdkDrag *drag, const char *text)
{
  g_autofree char *shown = g_strchomp (g_strdup (text));
  GtkWidget *label = gtk_label_new (shown);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_lines (GTK_LABEL (label), ICON_ROWS);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), ICON_CHARS);
  gtk_widget_add_css_class (label, "dragged-text");
  gtk_drag_icon_set_child (GTK_DRAG_ICON (gtk_drag_icon_get_for_drag (drag)), label);
  gdk_drag_set_hotspot (drag, -12, -12);
}

static void
finished_cb (GdkDrag *drag)
{
  g_object_unref (drag);
}

static void
cancelled_cb (GdkDrag *drag)
{
  gdk_drag_drop_done (drag, FALSE);
  g_object_unref (drag);
}

/* The button is let go of over another window, and neither of these learns of it. */
static void
end_press (SflTranscriptPane *self)
{
  gtk_event_controller_reset (GTK_EVENT_CONTROLLER (self->click));
  if (self->drag_of_view != NULL)
    gtk_event_controller_reset (GTK_EVENT_CONTROLLER (self->drag_of_view));
}

static void
begin_drag (SflTranscriptPane *self, GdkEvent *event, const graphene_point_t *point)
{
  g_autofree char *text = g_steal_pointer (&self->drag_text);
  g_autoptr (GdkContentProvider) content = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  GdkDrag *drag =
      gdk_drag_begin (gdk_event_get_surface (event), gdk_event_get_device (event), content,
                      GDK_ACTION_COPY, self->drag_from.x - point->x, self->drag_from.y - point->y);

  if (drag == NULL)
    return;
  g_signal_connect (drag, "dnd-finished", G_CALLBACK (finished_cb), NULL);
  g_signal_connect (drag, "cancel", G_CALLBACK (cancelled_cb), NULL);
  set_icon (drag, text);
}

static gboolean
find_point (GtkWidget *widget, GdkEvent *event, graphene_point_t *point)
{
  GtkNative *native = gtk_widget_get_native (widget);
  double x, y, surface_x, surface_y;

  if (!gdk_event_get_position (event, &x, &y))
    return FALSE;
  gtk_native_get_surface_transform (native, &surface_x, &surface_y);

  return gtk_widget_compute_point (GTK_WIDGET (native), widget,
                                   &GRAPHENE_POINT_INIT ((float) (x - surface_x),
                                                         (float) (y - surface_y)),
                                   point);
}

/* Only looks, for a gesture would take part in what becomes of the press.  What can be taken is
 * asked at the press itself: a moment later the view may have selected from there.
 */
static gboolean
event_cb (GtkEventController *controller, GdkEvent *event, SflTranscriptPane *self)
{
  GtkWidget *view = gtk_event_controller_get_widget (controller);
  graphene_point_t point;
  gsize start, end;

  switch (gdk_event_get_event_type (event)) {
  case GDK_BUTTON_PRESS:
    g_clear_pointer (&self->drag_text, g_free);
    if (self->episode != NULL && gdk_button_event_get_button (event) == GDK_BUTTON_PRIMARY &&
        find_point (view, event, &self->drag_from) &&
        sfl_transcript_view_find_piece (self->view, self->drag_from.x, self->drag_from.y, &start,
                                        &end))
      self->drag_text =
          sfl_excerpt_dup_text_with_times (sfl_episode_get_transcript (self->episode), start, end);
    break;

  case GDK_BUTTON_RELEASE:
    g_clear_pointer (&self->drag_text, g_free);
    break;

  case GDK_MOTION_NOTIFY:
    if (self->drag_text == NULL || !find_point (view, event, &point) ||
        !gtk_drag_check_threshold (view, (int) self->drag_from.x, (int) self->drag_from.y,
                                   (int) point.x, (int) point.y))
      break;
    begin_drag (self, event, &point);
    end_press (self);
    return GDK_EVENT_STOP;

  default:
    break;
  }

  return GDK_EVENT_PROPAGATE;
}

/* The gesture that the text view itself selects and drags with; it takes a press for itself. */
static GtkGesture *
find_drag_of_view (SflTranscriptPane *self)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->view));
  guint n = g_list_model_get_n_items (controllers);

  for (guint i = 0; i < n; i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

    if (GTK_IS_GESTURE_DRAG (controller))
      return GTK_GESTURE (controller);
  }

  return NULL;
}

/* Lets text be dragged out of the window; after the clicks were added. */
void
sfl_transcript_pane_add_drag (SflTranscriptPane *self)
{
  GtkEventController *events = gtk_event_controller_legacy_new ();

  self->drag_of_view = find_drag_of_view (self);
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect_object (events, "event", G_CALLBACK (event_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->view), events);
}
