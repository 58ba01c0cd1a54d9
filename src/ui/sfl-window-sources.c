/* sfl-window-sources.c: what a user can do without the recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Play the text by the clock, or follow another player.
 */

#include "config.h"

#include "sfl-window-private.h"

#include "sfl-players-dialog.h"

static void
play_text_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_use_text (self->episode);
  sfl_episode_play (self->episode);
}

static void
follow_player_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_players_dialog_present (GTK_WINDOW (self), self->episode);
}

static void
follow_player_track_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_accept_player_track (self->episode);
}

static void
leave_player_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_leave_player (self->episode);
}

static const GActionEntry actions[] = {
  { "play-text", play_text_cb },
  { "follow-player", follow_player_cb },
  { "follow-player-track", follow_player_track_cb },
  { "leave-player", leave_player_cb },
};

static void
enable (SflWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
source_changed_cb (SflEpisode *episode, GParamSpec *pspec, SflWindow *self)
{
  gboolean can_play = sfl_episode_can_play_text (episode);
  SflSource source = sfl_episode_get_source (episode);

  enable (self, "play-text", can_play && source != SFL_SOURCE_TEXT);
  enable (self, "follow-player", can_play);
  enable (self, "follow-player-track", source == SFL_SOURCE_PLAYER);
  enable (self, "leave-player", source == SFL_SOURCE_PLAYER);
}

void
sfl_window_add_source_actions (SflWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  g_signal_connect_object (self->episode, "notify::source", G_CALLBACK (source_changed_cb), self,
                           0);
  g_signal_connect_object (self->episode, "notify::transcript", G_CALLBACK (source_changed_cb),
                           self, 0);
  source_changed_cb (self->episode, NULL, self);
}
