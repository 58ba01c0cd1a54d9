/* sfl-row.c: rows of preferences and dialogs, with names that are spoken
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GTK 4.8 leaves what stands in a row, and the lists of a choice, without names.
 */

#include "config.h"

#include "sfl-row.h"

/* Letters of a choice that have room; of the twenty that libadwaita gives them, several
 * choices may begin with the same.
 */
#define CHOICE_WIDTH 36

/* The row shows the title; what is in it has to be told. */
void
sfl_row_name_control (GtkWidget *control, const char *title)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
}

/* The first of @type below @widget, or NULL. */
GtkWidget *
sfl_row_find_child (GtkWidget *widget, GType type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found =
        G_TYPE_CHECK_INSTANCE_TYPE (child, type) ? child : sfl_row_find_child (child, type);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static void
mend_rows (GtkWidget *list)
{
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row)) {
    GtkWidget *label = sfl_row_find_child (row, GTK_TYPE_LABEL);

    if (label == NULL)
      continue;
    sfl_row_name_control (row, gtk_label_get_text (GTK_LABEL (label)));
    gtk_label_set_max_width_chars (GTK_LABEL (label), CHOICE_WIDTH);
  }
}

/* GTK 4.8 leaves lists and their rows without names.  A row comes when its list is shown, and
 * the one that shows what is chosen changes with it.
 */
static void
name_lists (GtkWidget *widget, const char *title)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (GTK_IS_LIST_VIEW (child)) {
      sfl_row_name_control (child, title);
      mend_rows (child);
      g_signal_handlers_disconnect_by_func (child, mend_rows, NULL);
      g_signal_connect_after (child, "map", G_CALLBACK (mend_rows), NULL);
    } else {
      if (GTK_IS_SCROLLED_WINDOW (child))
        sfl_row_name_control (child, title);
      name_lists (child, title);
    }
  }
}

static void
choice_changed_cb (GtkWidget *row)
{
  name_lists (row, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
}

/**
 * sfl_row_new_choice:
 * @names: what there is to choose from
 *
 * Returns: (transfer floating): an AdwComboRow
 */
GtkWidget *
sfl_row_new_choice (const char *title, GtkStringList *names)
{
  GtkWidget *row = adw_combo_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (names));
  /* Below the title what is chosen has all the width, and lines enough. */
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (row), TRUE);
  g_signal_connect_after (row, "notify::selected", G_CALLBACK (choice_changed_cb), NULL);
  choice_changed_cb (row);

  return row;
}

/**
 * sfl_row_new:
 * @subtitle: (nullable): what else there is to say
 * @control: what the row is for
 *
 * Returns: (transfer floating): an AdwActionRow
 */
GtkWidget *
sfl_row_new (const char *title, const char *subtitle, GtkWidget *control)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (control, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), control);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), control);
  sfl_row_name_control (control, title);

  return row;
}
