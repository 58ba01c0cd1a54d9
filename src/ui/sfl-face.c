/* sfl-face.c: what a button without words shows, and what it says
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-face.h"

#include "sfl-announcer.h"
#include "sfl-row.h"

/* Gives a button its icon, and the same words as name and tooltip.  They are not to be spoken once
 * more as its description, which is what GTK makes of a tooltip.
 */
void
sfl_face_set (GtkWidget *button, const char *icon, const char *name)
{
  GtkWidget *image = GTK_IS_BUTTON (button) ? gtk_button_get_child (GTK_BUTTON (button)) : NULL;

  gtk_widget_set_tooltip_text (button, name);
  if (GTK_IS_IMAGE (image)) {
    /* The button in focus says its new name: once, so nothing else may change how it is called. */
    gtk_image_set_from_icon_name (GTK_IMAGE (image), icon);
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                    -1);
  } else {
    if (GTK_IS_MENU_BUTTON (button))
      gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), icon);
    else
      gtk_button_set_icon_name (GTK_BUTTON (button), icon);
    sfl_row_name_control (button, name);
  }
  sfl_announcer_describe (button, NULL);
}

/**
 * sfl_face_new_button:
 * @action: (nullable): what it does
 */
GtkWidget *
sfl_face_new_button (const char *icon, const char *name, const char *action)
{
  GtkWidget *button = gtk_button_new ();

  sfl_face_set (button, icon, name);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);

  return button;
}
