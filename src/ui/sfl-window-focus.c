/* sfl-window-focus.c: where the Tab key and F6 go
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Header, picture, controls and then the text: who opens an episode is at
 * Play, and one Tab from the text leads out of it.
 */

#include "config.h"

#include "sfl-window-private.h"

#include "sfl-controls.h"
#include "sfl-focus-order.h"

#define MAX_STOPS 12

/* The stops of the Tab key, and how many they are. */
static guint
list_stops (SflWindow *self, GtkWidget **stops)
{
  const char *page = gtk_stack_get_visible_child_name (GTK_STACK (self->stack));
  guint n = 0;

  stops[n++] = self->header_revealer;
  stops[n++] = GTK_WIDGET (self->banner);
  stops[n++] = GTK_WIDGET (self->find_bar);
  if (g_strcmp0 (page, "episode") == 0) {
    stops[n++] = gtk_widget_get_parent (GTK_WIDGET (self->picture));
    stops[n++] = self->controls_revealer;
    stops[n++] = self->text_stack;
  } else {
    stops[n++] = self->stack;
    stops[n++] = self->controls_revealer;
  }
  /* What passes lies over the page. */
  for (GtkWidget *child = gtk_widget_get_first_child (self->toasts); child && n < MAX_STOPS;
       child = gtk_widget_get_next_sibling (child))
    if (child != self->stack)
      stops[n++] = child;

  return n;
}

/* One tour, which begins again at its end. */
gboolean
sfl_window_move_focus (SflWindow *self, GtkDirectionType direction)
{
  GtkWidget *stops[MAX_STOPS];
  guint n = list_stops (self, stops);

  if (sfl_focus_order_move (GTK_WIDGET (self), stops, n, direction))
    return TRUE;

  gtk_window_set_focus (GTK_WINDOW (self), NULL);

  return sfl_focus_order_move (GTK_WIDGET (self), stops, n, direction);
}

/* Next or previous of header, picture, transcript and controls. */
void
sfl_window_move_pane (SflWindow *self, int delta)
{
  GtkWidget *panes[] = { self->header_revealer, GTK_WIDGET (self->picture),
                         GTK_WIDGET (sfl_transcript_pane_get_view (self->pane)), self->controls };
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  int n = G_N_ELEMENTS (panes);
  int here = 0;

  for (int i = 0; i < n; i++)
    if (focus && (focus == panes[i] || gtk_widget_is_ancestor (focus, panes[i])))
      here = i;

  for (int i = 1; i < n; i++) {
    GtkWidget *pane = panes[((here + i * delta) % n + n) % n];

    if (!gtk_widget_get_mapped (pane))
      continue;
    if (pane == self->controls) {
      sfl_controls_focus_play (SFL_CONTROLS (self->controls));
      return;
    }
    if (gtk_widget_grab_focus (pane) || gtk_widget_child_focus (pane, GTK_DIR_TAB_FORWARD))
      return;
  }
}
