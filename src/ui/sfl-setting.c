/* sfl-setting.c: one setting, as a page of the reading settings shows it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bound to its key: a change is seen at once and kept.  Choices are radio
 * buttons and sliders tell their value in their description, because that is
 * what Orca speaks with GTK 4.8; a list that drops down has parts without
 * names, and a slider moves in silence.
 */

#include "config.h"

#include "sfl-setting.h"

#include "sfl-row.h"

#include <glib/gi18n-lib.h>

typedef struct {
  GtkWidget *slider;
  GtkWidget *label;
  SflSettingFormat format;
} Slider;

/* The title of a group of settings. */
GtkWidget *
sfl_setting_new_heading (const char *text)
{
  GtkWidget *heading = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_widget_add_css_class (heading, "heading");

  return heading;
}

/**
 * sfl_setting_new_choices:
 * @key: of strings, or of an enumeration
 * @title: (nullable): a heading above them
 */
GtkWidget *
sfl_setting_new_choices (GSettings *settings,
                         const char *key,
                         const char *title,
                         const SflSettingChoice *choices)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GAction) action = g_settings_create_action (settings, key);
  g_autofree char *name = g_strconcat ("setting.", key, NULL);
  GtkCheckButton *first = NULL;

  g_action_map_add_action (G_ACTION_MAP (group), action);
  gtk_widget_insert_action_group (box, "setting", G_ACTION_GROUP (group));
  if (title)
    gtk_box_append (GTK_BOX (box), sfl_setting_new_heading (title));
  for (gsize i = 0; choices[i].nick; i++) {
    GtkWidget *button = gtk_check_button_new_with_label (_ (choices[i].label));

    gtk_label_set_wrap (GTK_LABEL (sfl_row_find_child (button, GTK_TYPE_LABEL)), TRUE);
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), first);
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), name);
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", choices[i].nick);
    gtk_box_append (GTK_BOX (box), button);
    first = GTK_CHECK_BUTTON (button);
  }

  return box;
}

static void
show_value (Slider *self)
{
  g_autofree char *text = self->format (gtk_range_get_value (GTK_RANGE (self->slider)));

  gtk_label_set_text (GTK_LABEL (self->label), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->slider),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

/**
 * sfl_setting_new_slider:
 * @key: a number
 */
GtkWidget *
sfl_setting_new_slider (GSettings *settings,
                        const char *key,
                        const char *title,
                        double min,
                        double max,
                        double step,
                        SflSettingFormat format)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *heading = gtk_label_new (title);
  Slider *self = g_new0 (Slider, 1);

  self->format = format;
  self->label = gtk_label_new (NULL);
  self->slider = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, min, max, step);
  gtk_scale_set_draw_value (GTK_SCALE (self->slider), FALSE);
  sfl_row_name_control (self->slider, title);
  g_settings_bind (settings, key, gtk_range_get_adjustment (GTK_RANGE (self->slider)), "value",
                   G_SETTINGS_BIND_DEFAULT);

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_label_set_wrap (GTK_LABEL (heading), TRUE);
  gtk_widget_set_hexpand (heading, TRUE);
  gtk_widget_add_css_class (self->label, "dim-label");
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_box_append (GTK_BOX (row), heading);
  gtk_box_append (GTK_BOX (row), self->label);
  gtk_box_append (GTK_BOX (box), row);
  gtk_box_append (GTK_BOX (box), self->slider);
  show_value (self);
  g_signal_connect_data (self->slider, "value-changed", G_CALLBACK (show_value), self,
                         (GClosureNotify) (GCallback) g_free, G_CONNECT_SWAPPED);

  return box;
}

/* Something that is on or off. */
GtkWidget *
sfl_setting_new_check (GSettings *settings, const char *key, const char *title)
{
  GtkWidget *button = gtk_check_button_new_with_label (title);

  gtk_label_set_wrap (GTK_LABEL (sfl_row_find_child (button, GTK_TYPE_LABEL)), TRUE);
  g_settings_bind (settings, key, button, "active", G_SETTINGS_BIND_DEFAULT);

  return button;
}
