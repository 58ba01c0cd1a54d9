/* sfl-window-export.c: the transcript goes into a file
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-window-private.h"

#include "sfl-export-dialog.h"
#include "sfl-form.h"
#include "sfl-printing.h"

#include <glib/gi18n-lib.h>

typedef struct {
  SflWindow *window;
  GFile *file;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->window);
  g_object_unref (saving->file);
  g_free (saving);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Saving) saving = user_data;
  SflWindow *self = saving->window;
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = NULL;
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  g_autofree char *action = NULL;

  if (self->banner == NULL)
    return;
  if (!sfl_episode_export_finish (self->episode, result, &error)) {
    sfl_banner_show (self->banner, "export", error->message, NULL, TRUE);
    sfl_announcer_alert (self->announcer, error->message);
    return;
  }

  sfl_banner_hide (self->banner, "export");
  uri = g_file_get_uri (saving->file);
  path = g_file_get_path (saving->file);
  name = g_filename_display_basename (path);
  text = g_strdup_printf (_ ("Saved “%s”"), name);
  action = g_action_print_detailed_name ("win.show-file", g_variant_new_string (uri));
  sfl_window_toast_with_button (self, text, _ ("Show in Folder"), action);
}

static void
target_chosen_cb (GtkNativeDialog *dialog, int response, SflWindow *self)
{
  const char *form = g_object_get_data (G_OBJECT (dialog), "form");

  if (response == GTK_RESPONSE_ACCEPT && sfl_episode_get_transcript (self->episode) != NULL) {
    Saving *saving = g_new0 (Saving, 1);

    saving->window = g_object_ref (self);
    saving->file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
    sfl_episode_export_async (self->episode, form, saving->file, NULL, exported_cb, saving);
  }
  g_object_unref (dialog);
}

/* Asks in which form the transcript shall be saved. */
void
sfl_window_export (SflWindow *self)
{
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);

  if (transcript != NULL)
    sfl_export_dialog_present (GTK_WINDOW (self), transcript);
}

/* Asks where to save the transcript, in the form with this id. */
void
sfl_window_export_as (SflWindow *self, const char *id)
{
  const SflForm *form = sfl_form_find (id);
  GtkFileChooserNative *dialog;
  g_autofree char *name = NULL;

  if (form == NULL || !form->writes || sfl_episode_get_transcript (self->episode) == NULL)
    return;

  dialog = gtk_file_chooser_native_new (_ ("Save Transcript As"), GTK_WINDOW (self),
                                        GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  name = sfl_episode_dup_export_name (self->episode, form->extensions[0]);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_object_set_data (G_OBJECT (dialog), "form", (char *) form->id);
  g_signal_connect_object (dialog, "response", G_CALLBACK (target_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
shown_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GFile) file = user_data;
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autofree char *uri = folder != NULL ? g_file_get_uri (folder) : NULL;

  /* Without a file manager that can point at it, its folder must do. */
  if (answer == NULL && uri != NULL)
    g_app_info_launch_default_for_uri_async (uri, NULL, NULL, NULL, NULL);
}

/* Shows a file in the file manager. */
void
sfl_window_show_file (SflWindow *self, const char *uri)
{
  GApplication *application = G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
  GDBusConnection *bus = g_application_get_dbus_connection (application);
  const char *const uris[] = { uri, NULL };

  if (bus != NULL)
    g_dbus_connection_call (bus, "org.freedesktop.FileManager1", "/org/freedesktop/FileManager1",
                            "org.freedesktop.FileManager1", "ShowItems",
                            g_variant_new ("(^ass)", uris, ""), NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                            NULL, shown_cb, g_file_new_for_uri (uri));
}

static void
print_done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, SflWindow *self)
{
  g_autoptr (GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR || self->banner == NULL)
    return;
  gtk_print_operation_get_error (operation, &error);
  sfl_banner_show (self->banner, "print", error->message, NULL, TRUE);
  sfl_announcer_announce (self->announcer, error->message);
}

/* Prints the transcript as it is read, or saves it as PDF: the dialog has both. */
void
sfl_window_print (SflWindow *self)
{
  SflReading *reading = sfl_episode_get_reading (self->episode);
  g_autoptr (GtkPrintOperation) operation = NULL;

  if (reading == NULL)
    return;
  sfl_banner_hide (self->banner, "print");
  operation = sfl_printing_new (reading, sfl_episode_get_title (self->episode), self->settings);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "done", G_CALLBACK (print_done_cb), self, 0);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (self),
                           NULL);
}
