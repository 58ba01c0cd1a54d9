/* sfl-window-rest.c: in full screen the controls come and go
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-window-private.h"

/* In full screen the controls go after so long without a movement, in seconds. */
#define REST_AFTER 3

static gboolean
is_in_popover (SflWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL;
}

static gboolean
rest_cb (gpointer user_data)
{
  SflWindow *self = user_data;

  self->rest_id = 0;
  /* Who is in a popover of theirs still needs them. */
  if (is_in_popover (self)) {
    sfl_window_wake (self);
    return G_SOURCE_REMOVE;
  }
  if (gtk_window_is_fullscreen (GTK_WINDOW (self)) && sfl_episode_get_playing (self->episode)) {
    gtk_revealer_set_reveal_child (GTK_REVEALER (self->header_revealer), FALSE);
    gtk_revealer_set_reveal_child (GTK_REVEALER (self->controls_revealer), FALSE);
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "none");
  }

  return G_SOURCE_REMOVE;
}

/* Somebody is there: in full screen the controls come, and go again after a while. */
void
sfl_window_wake (SflWindow *self)
{
  g_clear_handle_id (&self->rest_id, g_source_remove);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->header_revealer), TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->controls_revealer),
                                 sfl_episode_is_open (self->episode));
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  if (gtk_window_is_fullscreen (GTK_WINDOW (self)))
    self->rest_id = g_timeout_add_seconds (REST_AFTER, rest_cb, self);
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, SflWindow *self)
{
  /* Widgets that move under a pointer at rest send this too. */
  if (x == self->pointer_x && y == self->pointer_y)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  if (gtk_window_is_fullscreen (GTK_WINDOW (self)))
    sfl_window_wake (self);
}

/* A hand on the mouse is somebody. */
void
sfl_window_watch_pointer (SflWindow *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}
