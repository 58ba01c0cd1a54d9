/* sfl-reading-settings.c: how the text looks and is cut
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A popover beside the text, so that each change is seen as it is made.
 */

#include "config.h"

#include "sfl-reading-settings.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *mode;
  const char *label;
} modes[] = {
  { "lines", N_ ("Lines, as Delivered") },
  { "sentences", N_ ("Sentences") },
  { "paragraphs", N_ ("Paragraphs") },
};

/* One of several: which is chosen is said by the action. */
static GtkWidget *
make_modes (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *heading = gtk_label_new (_ ("Read by"));
  GtkCheckButton *group = NULL;

  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "heading");
  gtk_box_append (GTK_BOX (box), heading);
  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++) {
    GtkWidget *button = gtk_check_button_new_with_label (_ (modes[i].label));

    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), group);
    gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.reading-mode");
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", modes[i].mode);
    gtk_box_append (GTK_BOX (box), button);
    group = GTK_CHECK_BUTTON (button);
  }

  return box;
}

static GtkWidget *
make_size (GSettings *settings)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (_ ("Text size"));
  GtkWidget *size = gtk_spin_button_new_with_range (10, 72, 1);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (size), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Text size in points"), -1);
  g_settings_bind (settings, "text-size", size, "value", G_SETTINGS_BIND_DEFAULT);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), size);

  return box;
}

/* A popover for a window with the actions "win.reading-mode" and "win.follow". */
GtkWidget *
sfl_reading_settings_new (GSettings *settings)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  GtkWidget *follow = gtk_button_new_with_label (_ ("Back to the Playhead"));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (follow), "win.follow");
  gtk_box_append (GTK_BOX (box), make_size (settings));
  gtk_box_append (GTK_BOX (box), make_modes ());
  gtk_box_append (GTK_BOX (box), follow);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_widget_add_css_class (popover, "reading-settings");

  return popover;
}
