/* sfl-window-files.c: what a user can do with files
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Open, paste, add, save, and what is known of what is open.
 */

#include "config.h"

#include "sfl-window-private.h"

#include "sfl-form.h"
#include "sfl-start-page.h"
#include "sfl-transcript-dialog.h"

#include <glib/gi18n-lib.h>

static void
files_chosen_cb (GtkNativeDialog *dialog, int response, SflWindow *self)
{
  gboolean attach = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (dialog), "attach"));

  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GListModel) list = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));
    g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);

    for (guint i = 0; i < g_list_model_get_n_items (list); i++)
      g_ptr_array_add (files, g_list_model_get_item (list, i));
    if (files->len > 0 && attach)
      sfl_episode_attach (self->episode, (GFile **) files->pdata, files->len);
    else if (files->len > 0)
      sfl_window_open (self, (GFile **) files->pdata, files->len);
  }
  g_object_unref (dialog);
}

static GtkFileFilter *
make_filter (const char *name, gboolean recordings, gboolean transcripts)
{
  GtkFileFilter *filter = gtk_file_filter_new ();
  guint n_forms;
  const SflForm *forms = sfl_form_get_all (&n_forms);

  gtk_file_filter_set_name (filter, name);
  if (recordings) {
    gtk_file_filter_add_mime_type (filter, "audio/*");
    gtk_file_filter_add_mime_type (filter, "video/*");
    gtk_file_filter_add_mime_type (filter, "application/ogg");
  }
  for (guint i = 0; transcripts && i < n_forms; i++) {
    if (!forms[i].reads)
      continue;
    for (const char *const *type = forms[i].mime_types; *type != NULL; type++)
      gtk_file_filter_add_mime_type (filter, *type);
    for (const char *const *extension = forms[i].extensions; *extension != NULL; extension++)
      gtk_file_filter_add_suffix (filter, *extension);
  }

  return filter;
}

static void
add_filters (GtkFileChooser *chooser)
{
  g_autoptr (GtkFileFilter) both = make_filter (_ ("Recordings and Transcripts"), TRUE, TRUE);
  g_autoptr (GtkFileFilter) recordings = make_filter (_ ("Recordings"), TRUE, FALSE);
  g_autoptr (GtkFileFilter) transcripts = make_filter (_ ("Transcripts"), FALSE, TRUE);
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (all, _ ("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, both);
  gtk_file_chooser_add_filter (chooser, recordings);
  gtk_file_chooser_add_filter (chooser, transcripts);
  gtk_file_chooser_add_filter (chooser, all);
}

static void
choose_files (SflWindow *self, const char *title, gboolean attach)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new (title, GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_OPEN,
                                   _ ("_Open"), _ ("_Cancel"));

  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  add_filters (GTK_FILE_CHOOSER (dialog));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_object_set_data (G_OBJECT (dialog), "attach", GINT_TO_POINTER (attach));
  g_signal_connect_object (dialog, "response", G_CALLBACK (files_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose_files (user_data, _ ("Open a Recording and Its Transcript"), FALSE);
}

static void
attach_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  choose_files (user_data, _ ("Add a Recording or a Transcript"), TRUE);
}

static void
open_sample_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sfl_window_open_sample (user_data);
}

static void
paste_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sfl_window_paste (user_data);
}

static void
close_episode_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_find_bar_close (self->find_bar);
  sfl_episode_close (self->episode);
  sfl_start_page_refresh (SFL_START_PAGE (self->start_page));
}

/* Says that the transcript is read in another way now, and how to take it back. */
static void
details_closed_cb (GtkWindow *dialog, SflWindow *self)
{
  if (sfl_episode_get_can_undo_reread (self->episode))
    sfl_window_toast_with_button (self, _ ("Read in another way"), _ ("Undo"), "win.undo-reread");
}

static void
transcript_details_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  GtkWindow *active = application ? gtk_application_get_active_window (application) : NULL;
  GtkWindow *dialog;

  if (sfl_episode_get_transcript (self->episode) == NULL)
    return;

  /* The notes lead here, too.  In GTK 4.18 they would stay above the dialog, and keep the keys. */
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->title_button));
  dialog = sfl_transcript_dialog_present (active ? active : GTK_WINDOW (self), self->episode);
  g_signal_connect_object (dialog, "destroy", G_CALLBACK (details_closed_cb), self, 0);
}

static void
undo_reread_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_undo_reread (self->episode);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sfl_window_export (user_data);
}

static void
export_as_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sfl_window_export_as (user_data, g_variant_get_string (parameter, NULL));
}

static void
print_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sfl_window_print (user_data);
}

static void
show_file_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  sfl_window_show_file (user_data, g_variant_get_string (parameter, NULL));
}

static const GActionEntry actions[] = {
  { "open", open_cb },
  { "attach", attach_cb },
  { "open-sample", open_sample_cb },
  { "paste", paste_cb },
  { "close-episode", close_episode_cb },
  { "transcript-details", transcript_details_cb },
  { "undo-reread", undo_reread_cb },
  { "export", export_cb },
  { "export-as", export_as_cb, "s" },
  { "print", print_cb },
  { "show-file", show_file_cb, "s" },
};

void
sfl_window_add_file_actions (SflWindow *self)
{
  GActionMap *map = G_ACTION_MAP (self);

  g_action_map_add_action_entries (map, actions, G_N_ELEMENTS (actions), self);
}
