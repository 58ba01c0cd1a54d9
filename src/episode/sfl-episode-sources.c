/* sfl-episode-sources.c: what moves the playhead
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The recording, where there is one that plays.  Without it a transcript with
 * times can be played by the clock, or follow another program that plays the
 * recording.  All three are an SflPlayback, and what the rest of the episode
 * does with the playhead is the same for all.  Main thread only.
 */

#include "config.h"

#include "sfl-episode-private.h"

#include "sfl-remote-list.h"

#include <glib/gi18n-lib.h>

/* The same is not said again for so long, in µs. */
#define SAME_AGAIN (10 * G_USEC_PER_SEC)

/* Whether the recording moves the playhead, or would. */
static gboolean
has_recording (SflEpisode *self)
{
  return self->media != NULL && !self->media_failed;
}

/* Whether somebody says where we are; else the playhead is the user's alone. */
gboolean
sfl_episode_has_clock (SflEpisode *self)
{
  return sfl_episode_get_source (self) != SFL_SOURCE_NONE;
}

/* Whether there is a transcript that could be played without a recording. */
gboolean
sfl_episode_can_play_text (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  return !has_recording (self) && self->transcript != NULL &&
         sfl_transcript_is_timed (self->transcript);
}

SflSource
sfl_episode_get_source (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), SFL_SOURCE_NONE);

  if (self->remote != NULL)
    return SFL_SOURCE_PLAYER;
  if (self->text_clock != NULL)
    return SFL_SOURCE_TEXT;

  return has_recording (self) ? SFL_SOURCE_RECORDING : SFL_SOURCE_NONE;
}

static void
untell_player (SflEpisode *self)
{
  sfl_episode_untell (self, "player-answer");
  sfl_episode_untell (self, "player-strayed");
}

/* Everything that another source may say otherwise. */
static void
notify_source (SflEpisode *self)
{
  static const char *const properties[] = { "source", "playing", "duration", "rate", "position" };

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    sfl_episode_notify (self, properties[i]);
}

/* Ends what plays without the recording, where it is; what comes next begins there. */
static void
drop_source (SflEpisode *self)
{
  g_autoptr (SflRemotePlayer) remote = g_steal_pointer (&self->remote);
  g_autoptr (SflTextClock) text_clock = g_steal_pointer (&self->text_clock);

  if (remote == NULL && text_clock == NULL)
    return;

  sfl_episode_set_playback (self, SFL_PLAYBACK (self->player));
  if (text_clock != NULL)
    sfl_playback_pause (SFL_PLAYBACK (text_clock));
  if (remote != NULL) {
    g_signal_handlers_disconnect_by_data (remote, self);
    sfl_remote_player_set_followed (remote, FALSE);
    untell_player (self);
  }
}

/* From now on the recording moves the playhead, or nobody does. */
void
sfl_episode_use_recording (SflEpisode *self)
{
  if (self->remote == NULL && self->text_clock == NULL)
    return;

  drop_source (self);
  notify_source (self);
}

static SflTime
find_text_end (SflEpisode *self)
{
  return sfl_episode_can_play_text (self) ? sfl_episode_find_transcript_end (self) : SFL_TIME_NONE;
}

/**
 * sfl_episode_use_text:
 *
 * From now on the transcript goes by the clock, from where the playhead is.
 */
void
sfl_episode_use_text (SflEpisode *self)
{
  SflTime position = self->position;
  SflTextClock *text_clock;

  g_return_if_fail (SFL_IS_EPISODE (self));

  if (!sfl_episode_can_play_text (self) || self->text_clock != NULL)
    return;

  drop_source (self);
  text_clock = sfl_text_clock_new ();
  sfl_text_clock_set_duration (text_clock, find_text_end (self));
  if (self->record != NULL)
    sfl_playback_set_rate (SFL_PLAYBACK (text_clock), self->record->rate);
  if (position != SFL_TIME_NONE)
    sfl_playback_seek (SFL_PLAYBACK (text_clock), position, SFL_SEEK_ACCURATE);
  self->text_clock = text_clock;
  sfl_episode_set_playback (self, SFL_PLAYBACK (text_clock));
  notify_source (self);
}

/* Another text may end earlier, and none at all cannot be played. */
static void
transcript_changed_cb (SflEpisode *self, GParamSpec *pspec, gpointer user_data)
{
  if (self->remote == NULL && self->text_clock == NULL)
    return;

  if (!sfl_episode_can_play_text (self))
    sfl_episode_use_recording (self);
  else if (self->text_clock != NULL)
    sfl_text_clock_set_duration (self->text_clock, find_text_end (self));
}

/* Returns: (transfer full): a live GListModel of those that can be followed, each with the
 *   properties "name" (s), "title" (s, or NULL) and "playing" (b)
 */
GListModel *
sfl_episode_list_players (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), NULL);

  return G_LIST_MODEL (sfl_remote_list_new ());
}

static void
answering_cb (SflRemotePlayer *remote, GParamSpec *pspec, SflEpisode *self)
{
  g_autofree char *text = NULL;

  if (sfl_remote_player_get_answering (remote)) {
    sfl_episode_untell (self, "player-answer");
    return;
  }
  text = g_strdup_printf (_ ("%s does not answer"), sfl_remote_player_get_name (remote));
  sfl_episode_tell (self, "player-answer", SFL_MESSAGE_LASTING, text);
}

static void
strayed_cb (SflRemotePlayer *remote, GParamSpec *pspec, SflEpisode *self)
{
  const char *title = sfl_remote_player_get_title (remote);
  g_autofree char *text = NULL;

  if (!sfl_remote_player_get_strayed (remote)) {
    sfl_episode_untell (self, "player-strayed");
    return;
  }
  if (title != NULL)
    text = g_strdup_printf (_ ("%s plays something else now: “%s”"),
                            sfl_remote_player_get_name (remote), title);
  else
    text = g_strdup_printf (_ ("%s plays something else now"), sfl_remote_player_get_name (remote));
  sfl_episode_tell (self, "player-strayed", SFL_MESSAGE_LASTING, text);
}

static void
name_changed_cb (SflRemotePlayer *remote, GParamSpec *pspec, SflEpisode *self)
{
  sfl_episode_notify (self, "source");
}

/**
 * sfl_episode_follow_player:
 * @player: one of sfl_episode_list_players()
 *
 * From now on @player moves the playhead, and what is done to the playhead is
 * done to @player.
 */
void
sfl_episode_follow_player (SflEpisode *self, GObject *player)
{
  g_return_if_fail (SFL_IS_EPISODE (self));
  g_return_if_fail (SFL_IS_REMOTE_PLAYER (player));

  if (!sfl_episode_can_play_text (self) || self->remote == SFL_REMOTE_PLAYER (player) ||
      sfl_remote_player_get_gone (SFL_REMOTE_PLAYER (player)))
    return;

  drop_source (self);
  self->finished = FALSE;
  self->landed = SFL_TIME_NONE;
  self->remote = SFL_REMOTE_PLAYER (g_object_ref (player));
  g_signal_connect_object (player, "notify::answering", G_CALLBACK (answering_cb), self, 0);
  g_signal_connect_object (player, "notify::strayed", G_CALLBACK (strayed_cb), self, 0);
  g_signal_connect_object (player, "notify::name", G_CALLBACK (name_changed_cb), self, 0);
  sfl_remote_player_set_followed (self->remote, TRUE);
  sfl_episode_set_playback (self, SFL_PLAYBACK (player));
  notify_source (self);
}

/* Goes on without the other player, where it is. */
void
sfl_episode_leave_player (SflEpisode *self)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  if (self->remote != NULL)
    sfl_episode_use_recording (self);
}

/* Follows the other player to what it plays now. */
void
sfl_episode_accept_player_track (SflEpisode *self)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  if (self->remote != NULL)
    sfl_remote_player_accept_track (self->remote);
}

/* What the other player calls itself, or NULL; borrowed. */
const char *
sfl_episode_get_player_name (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), NULL);

  return self->remote != NULL ? sfl_remote_player_get_name (self->remote) : NULL;
}

/* Whether the speed can be chosen here; another player may have its own. */
gboolean
sfl_episode_can_set_rate (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  return sfl_episode_has_clock (self) && sfl_playback_can_set_rate (self->playback);
}

/* What the other player could not do, or that it has gone. */
void
sfl_episode_tell_player_problem (SflEpisode *self, const char *text, gboolean gone)
{
  gint64 now = g_get_monotonic_time ();

  /* Who tries again and again knows by now. */
  if (g_strcmp0 (text, self->player_problem) != 0 || now - self->player_problem_at > SAME_AGAIN) {
    g_free (self->player_problem);
    self->player_problem = g_strdup (text);
    self->player_problem_at = now;
    sfl_episode_tell (self, "player", SFL_MESSAGE_PASSING, text);
  }
  sfl_episode_update (self);
  if (gone)
    sfl_episode_leave_player (self);
}

void
sfl_episode_sources_init (SflEpisode *self)
{
  g_signal_connect (self, "notify::transcript", G_CALLBACK (transcript_changed_cb), NULL);
}

void
sfl_episode_sources_dispose (SflEpisode *self)
{
  drop_source (self);
  g_clear_pointer (&self->player_problem, g_free);
}
