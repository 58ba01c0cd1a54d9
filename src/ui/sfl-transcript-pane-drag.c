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

/* The button is let go of over another window, and none of these learns of it. */
static void
end_press (SflTranscriptPane *self)
{
  GtkGesture *gestures[] = { self->click, self->time_drag, self->text_drag, self->drag_of_view };

  for (guint i = 0; i < G_N_ELEMENTS (gestures); i++)
    if (gestures[i] != NULL)
      gtk_event_controller_reset (GTK_EVENT_CONTROLLER (gestures[i]));
}

static void
update_cb (GtkGestureDrag *gesture, double dx, double dy, SflTranscriptPane *self)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  g_autoptr (GdkContentProvider) content = NULL;
  g_autofree char *text = NULL;
  GdkDrag *drag;
  SflTranscript *transcript;
  gsize start, end;
  double x, y;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  transcript = self->episode ? sfl_episode_get_transcript (self->episode) : NULL;
  if (transcript == NULL ||
      !gtk_drag_check_threshold (view, (int) x, (int) y, (int) (x + dx), (int) (y + dy)))
    return;
  if (!sfl_transcript_view_find_piece (self->view, x, y, &start, &end))
    return;

  /* Nothing more is to be clicked, or selected by the view. */
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  text = sfl_excerpt_dup_text_with_times (transcript, start, end);
  content = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  drag = gdk_drag_begin (gtk_native_get_surface (gtk_widget_get_native (view)),
                         gtk_gesture_get_device (GTK_GESTURE (gesture)), content, GDK_ACTION_COPY,
                         -dx, -dy);
  if (drag == NULL)
    return;
  g_signal_connect (drag, "dnd-finished", G_CALLBACK (finished_cb), NULL);
  g_signal_connect (drag, "cancel", G_CALLBACK (cancelled_cb), NULL);
  set_icon (drag, text);
  end_press (self);
}

static GtkGesture *
add_drag (SflTranscriptPane *self, GtkGesture *with)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), GDK_BUTTON_PRIMARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (update_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->view), GTK_EVENT_CONTROLLER (drag));
  if (with != NULL)
    gtk_gesture_group (drag, with);

  return drag;
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

/* Lets text be dragged out of the window; after the clicks were added.  A press on a time is the
 * click's, one in a selection the view's, and each time we want to see what comes of it.
 */
void
sfl_transcript_pane_add_drag (SflTranscriptPane *self)
{
  self->drag_of_view = find_drag_of_view (self);
  self->text_drag = add_drag (self, self->drag_of_view);
  self->time_drag = add_drag (self, self->click);
}
