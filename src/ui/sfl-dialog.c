/* sfl-dialog.c: what a window beside the episode's owes to a screen reader
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GTK 4.8 tells of no window unless it has a role of its own, and tells nobody
 * of a focus that was there before the window was: Orca says nothing when it
 * opens, nor of what is done in it until the focus moves.
 */

#include "config.h"

#include "sfl-dialog.h"

static gboolean
tell_focus_cb (gpointer user_data)
{
  GtkWindow *window = user_data;
  GtkWidget *focus;

  /* It may have been closed already. */
  if (!gtk_widget_get_mapped (GTK_WIDGET (window)))
    return G_SOURCE_REMOVE;

  focus = gtk_window_get_focus (window);
  if (focus != NULL) {
    gtk_window_set_focus (window, NULL);
    gtk_window_set_focus (window, focus);
  }

  return G_SOURCE_REMOVE;
}

static void
active_changed_cb (GtkWindow *window)
{
  if (!gtk_window_is_active (window))
    return;

  g_signal_handlers_disconnect_by_func (window, active_changed_cb, NULL);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, tell_focus_cb, g_object_ref (window), g_object_unref);
}

/* Makes @window, which was not presented yet, known when it opens. */
void
sfl_dialog_prepare (GtkWindow *window)
{
  g_return_if_fail (GTK_IS_WINDOW (window));

  g_object_set (window, "accessible-role", GTK_ACCESSIBLE_ROLE_DIALOG, NULL);
  g_signal_connect (window, "notify::is-active", G_CALLBACK (active_changed_cb), NULL);
}
