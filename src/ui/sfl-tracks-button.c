/* sfl-tracks-button.c: what is heard and what is read, where there is a choice
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-tracks-button.h"

#include "sfl-face.h"
#include "sfl-label.h"
#include "sfl-transcript-menu.h"

#include <glib/gi18n-lib.h>

static void
fill_audio_tracks (GMenu *list, SflEpisode *episode)
{
  guint n_tracks = sfl_episode_get_n_audio_tracks (episode);

  for (guint i = 0; i < n_tracks; i++) {
    g_autofree char *name = sfl_episode_dup_audio_track_name (episode, i);
    g_autofree char *label = sfl_label_for_menu (name);
    g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

    g_menu_item_set_action_and_target (item, "win.audio-track", "i", (int) i);
    g_menu_append_item (list, item);
  }
}

/* What is heard and what is read can be chosen where there is a choice, beside Play. */
static void
update_cb (SflEpisode *episode, GtkWidget *button)
{
  gboolean has_sounds = sfl_episode_get_n_audio_tracks (episode) > 1;
  gboolean has_texts = sfl_episode_get_n_transcripts (episode) > 1;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) sounds = g_menu_new ();
  g_autoptr (GMenu) texts = g_menu_new ();

  if (has_sounds) {
    fill_audio_tracks (sounds, episode);
    g_menu_append_section (menu, _ ("Sound"), G_MENU_MODEL (sounds));
  }
  if (has_texts) {
    sfl_transcript_menu_fill (texts, episode);
    g_menu_append_section (menu, _ ("Text and captions"), G_MENU_MODEL (texts));
  }
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_visible (button, has_sounds || has_texts);
}

GtkWidget *
sfl_tracks_button_new (SflEpisode *episode)
{
  GtkWidget *button = gtk_menu_button_new ();

  sfl_face_set (button, "sfl-tracks-symbolic", _ ("Sound and text tracks"));
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (button), GTK_ARROW_UP);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (episode, "tracks-changed", G_CALLBACK (update_cb), button, 0);
  g_signal_connect_object (episode, "transcripts-changed", G_CALLBACK (update_cb), button, 0);
  update_cb (episode, button);

  return button;
}
