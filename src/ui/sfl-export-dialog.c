/* sfl-export-dialog.c: the forms that a transcript can be saved in
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One row a form: what it is good for, and what of this very transcript it
 * cannot keep.  A row activates "win.export-as" with the form's id.  Main
 * thread only.
 */

#include "config.h"

#include "sfl-export-dialog.h"

#include "sfl-dialog.h"
#include "sfl-form.h"
#include "sfl-row.h"

#include <glib/gi18n-lib.h>

#define WIDTH 480
#define HEIGHT 640
#define MIN_WIDTH 300
#define MIN_HEIGHT 294

static void
row_activated_cb (GtkWidget *row, const SflForm *form)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (row));
  GtkWindow *parent = gtk_window_get_transient_for (window);

  gtk_window_close (window);
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.export-as", "s", form->id);
}

static GtkWidget *
make_row (const SflForm *form, SflTranscript *transcript)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *losses = sfl_form_dup_losses (form, transcript);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autofree char *subtitle = NULL;

  if (form->purpose != NULL)
    g_ptr_array_add (parts, (char *) form->purpose);
  if (losses != NULL)
    g_ptr_array_add (parts, losses);
  g_ptr_array_add (parts, NULL);
  subtitle = g_strjoinv ("\n", (char **) parts->pdata);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), form->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  sfl_row_name_control (row, form->name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  subtitle, -1);
  g_signal_connect (row, "activated", G_CALLBACK (row_activated_cb), (gpointer) form);

  return row;
}

static int
compare_forms (gconstpointer a, gconstpointer b)
{
  const SflForm *const *form = a, *const *other = b;

  return (int) (*form)->rank - (int) (*other)->rank;
}

static GtkWidget *
make_page (SflTranscript *transcript)
{
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  g_autoptr (GPtrArray) written = g_ptr_array_new ();
  guint n_forms;
  const SflForm *forms = sfl_form_get_all (&n_forms);

  for (guint i = 0; i < n_forms; i++)
    if (forms[i].writes)
      g_ptr_array_add (written, (gpointer) &forms[i]);
  g_ptr_array_sort (written, compare_forms);
  for (guint i = 0; i < written->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               make_row (g_ptr_array_index (written, i), transcript));

  if (sfl_transcript_get_original (transcript) != transcript)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group),
                                           _ ("Times are saved as they are shown, moved to where "
                                              "they are heard."));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  sfl_row_name_control (sfl_row_find_child (group, GTK_TYPE_LIST_BOX), _ ("Forms"));
  sfl_row_name_control (sfl_row_find_child (page, GTK_TYPE_SCROLLED_WINDOW), _ ("Forms"));
  gtk_widget_set_vexpand (page, TRUE);

  return page;
}

/* Asks in which form @transcript shall be saved. */
void
sfl_export_dialog_present (GtkWindow *parent, SflTranscript *transcript)
{
  GtkWidget *window, *box, *page;
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  g_return_if_fail (GTK_IS_WINDOW (parent));
  g_return_if_fail (SFL_IS_TRANSCRIPT (transcript));

  page = make_page (transcript);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), page);

  window =
      g_object_new (ADW_TYPE_WINDOW, "transient-for", parent, "modal", TRUE, "destroy-with-parent",
                    TRUE, "title", _ ("Save Transcript As"), "default-width",
                    CLAMP (gtk_widget_get_width (GTK_WIDGET (parent)), MIN_WIDTH, WIDTH),
                    "default-height",
                    CLAMP (gtk_widget_get_height (GTK_WIDGET (parent)), MIN_HEIGHT, HEIGHT),
                    "content", box, NULL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape,
                                                                                  0),
                                                          gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (window, shortcuts);
  gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
  sfl_dialog_prepare (GTK_WINDOW (window));
  gtk_window_present (GTK_WINDOW (window));
}
