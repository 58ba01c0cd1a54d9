/* sfl-window-paste.c: what is pasted or dropped
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-window-private.h"

#include "sfl-paste-dialog.h"

#include <glib/gi18n-lib.h>

static void
looked_up_paste_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SflWindow) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text == NULL || *text == '\0') {
    sfl_window_toast (self, _ ("There is no text to paste"));
    return;
  }
  sfl_paste_dialog_present (GTK_WINDOW (self), self->episode, text);
}

/* Shows what the clipboard's text would be read as. */
void
sfl_window_paste (SflWindow *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL,
                                 looked_up_paste_cb, g_object_ref (self));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, SflWindow *self)
{
  /* A piece of the transcript itself, let go of too early. */
  if (gdk_drop_get_drag (gtk_drop_target_get_current_drop (target)) != NULL)
    return FALSE;

  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST)) {
    g_autoptr (GPtrArray) files = g_ptr_array_new ();
    GSList *list = g_value_get_boxed (value);

    for (; list; list = list->next)
      g_ptr_array_add (files, list->data);
    if (files->len > 0)
      sfl_episode_drop (self->episode, (GFile **) files->pdata, files->len);
    return files->len > 0;
  }
  if (G_VALUE_HOLDS (value, G_TYPE_STRING)) {
    sfl_paste_dialog_present (GTK_WINDOW (self), self->episode, g_value_get_string (value));
    return TRUE;
  }

  return FALSE;
}

/* Lets files and text be dropped anywhere in the window. */
void
sfl_window_add_drops (SflWindow *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_STRING };

  gtk_drop_target_set_gtypes (drop, types, G_N_ELEMENTS (types));
  g_signal_connect_object (drop, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}
