/* sfl-volume-button.c: how loud it plays
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-volume-button.h"

#include "sfl-face.h"
#include "sfl-row.h"

#include <glib/gi18n-lib.h>

/* Whoever moves the scale wants to hear it. */
static void
value_changed_cb (GtkRange *range, SflEpisode *episode)
{
  sfl_episode_set_volume (episode, gtk_range_get_value (range));
  sfl_episode_set_muted (episode, FALSE);
}

static void
show_volume_cb (SflEpisode *episode, GParamSpec *pspec, GtkRange *range)
{
  g_signal_handlers_block_by_func (range, value_changed_cb, episode);
  gtk_range_set_value (range, sfl_episode_get_volume (episode));
  g_signal_handlers_unblock_by_func (range, value_changed_cb, episode);
}

static void
show_face_cb (SflEpisode *episode, GParamSpec *pspec, GtkWidget *button)
{
  double volume = sfl_episode_get_volume (episode);
  gboolean muted = sfl_episode_get_muted (episode);
  const char *icon = "audio-volume-high-symbolic";

  if (muted || volume <= 0)
    icon = "audio-volume-muted-symbolic";
  else if (volume < 0.34)
    icon = "audio-volume-low-symbolic";
  else if (volume < 0.67)
    icon = "audio-volume-medium-symbolic";

  sfl_face_set (button, icon, muted ? _ ("Volume, muted") : _ ("Volume"));
}

static GtkWidget *
make_scale (SflEpisode *episode)
{
  GtkWidget *scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 1, 0.05);

  gtk_widget_set_size_request (scale, 160, -1);
  sfl_row_name_control (scale, _ ("Volume"));
  g_signal_connect_object (scale, "value-changed", G_CALLBACK (value_changed_cb), episode, 0);
  g_signal_connect_object (episode, "notify::volume", G_CALLBACK (show_volume_cb), scale, 0);
  show_volume_cb (episode, NULL, GTK_RANGE (scale));

  return scale;
}

GtkWidget *
sfl_volume_button_new (SflEpisode *episode)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *mute = sfl_face_new_button ("audio-volume-muted-symbolic", _ ("Mute"), "win.mute");

  gtk_widget_add_css_class (mute, "flat");
  gtk_widget_set_valign (mute, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), mute);
  gtk_box_append (GTK_BOX (box), make_scale (episode));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (button), GTK_ARROW_UP);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (episode, "notify::volume", G_CALLBACK (show_face_cb), button, 0);
  g_signal_connect_object (episode, "notify::muted", G_CALLBACK (show_face_cb), button, 0);
  show_face_cb (episode, NULL, button);

  return button;
}
