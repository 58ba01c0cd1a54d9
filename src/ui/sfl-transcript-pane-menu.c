/* sfl-transcript-pane-menu.c: what can be done with the line under the pointer
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-transcript-pane-private.h"

#include "sfl-names.h"

#include <glib/gi18n-lib.h>

static void
menu_closed_cb (GtkPopover *popover, SflTranscriptPane *self)
{
  sfl_follower_hold (self->follower, FALSE);
}

static void
open_menu (SflTranscriptPane *self, double x, double y, int line)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) go = g_menu_new ();
  g_autoptr (GMenu) copy = g_menu_new ();
  g_autoptr (GMenu) speak = g_menu_new ();
  const char *words;
  graphene_point_t point;

  if (self->episode == NULL || sfl_episode_get_transcript (self->episode) == NULL || line < 0)
    return;

  if (sfl_transcript_is_timed (sfl_episode_get_transcript (self->episode))) {
    g_autoptr (GMenuItem) item = g_menu_item_new (_ ("Play from Here"), NULL);

    g_menu_item_set_action_and_target (item, "win.play-line", "u", line);
    g_menu_append_item (go, item);
    if (sfl_transcript_pane_has_selection (self)) {
      g_menu_append (go, _ ("Loop the Selection"), "win.loop");
    } else {
      g_menu_item_set_label (item, _ ("Loop This Line"));
      g_menu_item_set_action_and_target (item, "win.loop-this-line", "u", line);
      g_menu_append_item (go, item);
    }
    g_menu_item_set_label (item, _ ("This Line Is Said Now"));
    g_menu_item_set_action_and_target (item, "win.said-now", "i", line);
    g_menu_append_item (go, item);
    g_menu_append (go,
                   sfl_transcript_pane_has_selection (self) ? _ ("Align These Lines")
                                                            : _ ("Align This Line"),
                   "win.align-lines");
    g_menu_append (go, _ ("Make a Clip…"), "win.clip");
    g_menu_append_section (menu, NULL, G_MENU_MODEL (go));
  }
  g_menu_append (copy, _ ("Copy"), "win.copy");
  g_menu_append (copy, _ ("Copy with Times"), "win.copy-with-times");
  g_menu_append (copy, _ ("Copy as a Quote"), "win.copy-quote");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (copy));
  if (sfl_episode_get_speaking (self->episode))
    words = _ ("Stop Speaking");
  else
    words = sfl_transcript_pane_has_selection (self) ? _ ("Speak the Selection")
                                                     : _ ("Speak This Line");
  g_menu_append (speak, words, "win.speak");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (speak));

  /* Without a selection the commands mean the line under the pointer. */
  if (!sfl_transcript_pane_has_selection (self)) {
    GtkTextIter iter;

    if (sfl_transcript_view_get_line_iter (self->view, line, &iter))
      gtk_text_buffer_place_cursor (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), &iter);
  }

  if (!gtk_widget_compute_point (GTK_WIDGET (self->view), GTK_WIDGET (self),
                                 &GRAPHENE_POINT_INIT (x, y), &point))
    return;

  /* A new one each time: on GTK 4.8 a popover keeps the height of its first menu. */
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  sfl_names_mend (self->menu);
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (menu_closed_cb), self, 0);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle){ point.x, point.y, 1, 1 });
  sfl_follower_hold (self->follower, TRUE);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
open_menu_under (SflTranscriptPane *self, GtkGesture *gesture, double x, double y)
{
  SflSpot spot = sfl_transcript_view_find_spot (self->view, x, y);

  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if (spot.part != SFL_PART_NONE)
    open_menu (self, x, y, spot.line);
}

static void
menu_pressed_cb (GtkGesture *gesture, int n_press, double x, double y, SflTranscriptPane *self)
{
  open_menu_under (self, gesture, x, y);
}

static void
long_pressed_cb (GtkGesture *gesture, double x, double y, SflTranscriptPane *self)
{
  open_menu_under (self, gesture, x, y);
}

/* For who asks by a key. */
void
sfl_transcript_pane_open_menu_at_caret (SflTranscriptPane *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter iter;
  GdkRectangle place;
  int x, y;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  gtk_text_view_get_iter_location (view, &iter, &place);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, place.x,
                                         place.y + place.height, &x, &y);
  open_menu (self, x, y, sfl_transcript_view_get_caret_line (self->view));
}

/* By the other button, or a long touch. */
void
sfl_transcript_pane_add_menu (SflTranscriptPane *self)
{
  GtkWidget *view = GTK_WIDGET (self->view);
  GtkGesture *menu_click = gtk_gesture_click_new ();
  GtkGesture *long_press = gtk_gesture_long_press_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu_click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (menu_click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (menu_click, "pressed", G_CALLBACK (menu_pressed_cb), self, 0);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (menu_click));

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (long_press), TRUE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (long_press), GTK_PHASE_CAPTURE);
  g_signal_connect_object (long_press, "pressed", G_CALLBACK (long_pressed_cb), self, 0);
  gtk_widget_add_controller (view, GTK_EVENT_CONTROLLER (long_press));
}
