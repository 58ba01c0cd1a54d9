/* sfl-source-button.c: what plays where there is no recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One calm button: it says what moves the playhead, and leads to what else
 * could.  Its choices are actions of the window.
 */

#include "config.h"

#include "sfl-source-button.h"

#include "sfl-label.h"
#include "sfl-row.h"

#include <glib/gi18n-lib.h>

/* Letters of another player's name that have room. */
#define WIDTH 16

static char *
dup_label (SflEpisode *episode)
{
  switch (sfl_episode_get_source (episode)) {
  case SFL_SOURCE_PLAYER:
    return sfl_label_clean (sfl_episode_get_player_name (episode));
  case SFL_SOURCE_TEXT:
    return g_strdup (C_ ("what plays", "Text Only"));
  case SFL_SOURCE_NONE:
  case SFL_SOURCE_RECORDING:
  default:
    return g_strdup (C_ ("what plays", "No Recording"));
  }
}

static void
source_changed_cb (SflEpisode *episode, GParamSpec *pspec, GtkWidget *button)
{
  g_autofree char *label = dup_label (episode);
  /* Translators: %s is "No Recording", "Text Only" or the name of another player. */
  g_autofree char *name = g_strdup_printf (_ ("%s, choose what plays"), label);
  GtkWidget *box = gtk_menu_button_get_child (GTK_MENU_BUTTON (button));

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (box)), label);
  sfl_row_name_control (button, name);
}

static void
append (GMenu *menu, const char *label, const char *action)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, action);

  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

GtkWidget *
sfl_source_button_new (SflEpisode *episode)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *icon = gtk_image_new_from_icon_name ("multimedia-player-symbolic");
  GtkWidget *label = gtk_label_new (NULL);
  g_autoptr (GMenu) menu = g_menu_new ();

  append (menu, _ ("Play the Text"), "win.play-text");
  append (menu, _ ("Follow Another Player…"), "win.follow-player");
  append (menu, _ ("Stop Following"), "win.leave-player");
  append (menu, _ ("Add the Recording…"), "win.attach");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH);
  gtk_widget_hide (icon);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), box);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (button), GTK_ARROW_UP);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Choose what plays"));
  g_signal_connect_object (episode, "notify::source", G_CALLBACK (source_changed_cb), button, 0);
  source_changed_cb (episode, NULL, button);

  return button;
}

/* Where words would be cut, a picture stands for them. */
void
sfl_source_button_set_narrow (GtkWidget *button, gboolean narrow)
{
  GtkWidget *box = gtk_menu_button_get_child (GTK_MENU_BUTTON (button));

  gtk_widget_set_visible (gtk_widget_get_first_child (box), narrow);
  gtk_widget_set_visible (gtk_widget_get_last_child (box), !narrow);
}
