/* sfl-speed-button.c: how fast it plays
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-speed-button.h"

#include "sfl-announcer.h"
#include "sfl-row.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Two places only where they are needed: 1.0 and 1.25. */
static char *
dup_rate (double rate)
{
  gboolean short_enough = fabs (rate * 10 - round (rate * 10)) < 0.01;

  return g_strdup_printf (short_enough ? _ ("%.1f×") : _ ("%.2f×"), rate);
}

static void
rate_changed_cb (SflEpisode *episode, GParamSpec *pspec, GtkWidget *button)
{
  GtkWidget *label = gtk_menu_button_get_child (GTK_MENU_BUTTON (button));
  g_autofree char *text = dup_rate (sfl_episode_get_rate (episode));
  g_autofree char *name = g_strdup_printf (_ ("Speed %s"), text);

  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (button, _ ("Speed"));
  sfl_row_name_control (button, name);
  sfl_announcer_describe (button, NULL);
}

GtkWidget *
sfl_speed_button_new (SflEpisode *episode)
{
  static const double rates[] = { 0.75, 1, 1.25, 1.5, 2 };
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *label = gtk_label_new (NULL);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) presets = g_menu_new ();
  g_autoptr (GMenu) steps = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++) {
    g_autofree char *text = dup_rate (rates[i]);
    g_autoptr (GMenuItem) item = g_menu_item_new (text, NULL);

    g_menu_item_set_action_and_target (item, "win.rate", "d", rates[i]);
    g_menu_append_item (presets, item);
  }
  g_menu_append (steps, _ ("Slower"), "win.slower");
  g_menu_append (steps, _ ("Faster"), "win.faster");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (presets));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (steps));
  /* A label of our own: the button's would bring an arrow. */
  gtk_widget_add_css_class (label, "numeric");
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), label);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (button), GTK_ARROW_UP);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "speed");
  g_signal_connect_object (episode, "notify::rate", G_CALLBACK (rate_changed_cb), button, 0);
  rate_changed_cb (episode, NULL, button);

  return button;
}
