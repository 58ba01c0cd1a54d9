/* sfl-remote-player-position.c: where another player is, and where it shall go
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One call is under way at a time, with the newest wish behind it.  Whether it
 * has been obeyed is seen by the position that the player then says to have.
 */

#include "config.h"

#include "sfl-remote-player-private.h"

#include <glib/gi18n-lib.h>

/* Players move when they can: how often one is asked whether it has. */
#define MAX_LOOKS 8

/* Nearer to its target than this, it is there. */
#define NEAR (300 * SFL_MSECOND)

/* Nobody answers: we count on for so long, in µs. */
#define COUNT_ON (5 * G_USEC_PER_SEC)

/* Between two seeks while a slider is dragged, in µs. */
#define MIN_COARSE (G_USEC_PER_SEC / 4)

gboolean
sfl_remote_player_is_seeking (SflRemotePlayer *self)
{
  return self->target != SFL_TIME_NONE;
}

static SflTime
reckon (SflRemotePlayer *self, gint64 now)
{
  SflTime position = sfl_reckoner_get (&self->reckoner, MIN (now, self->answered_at + COUNT_ON));

  if (position != SFL_TIME_NONE && self->duration != SFL_TIME_NONE)
    position = MIN (position, self->duration);

  return position;
}

static void
check_range (SflRemotePlayer *self)
{
  if (self->range_end == SFL_TIME_NONE || sfl_remote_player_is_seeking (self) ||
      reckon (self, g_get_monotonic_time ()) < self->range_end)
    return;

  self->range_end = SFL_TIME_NONE;
  sfl_remote_player_act (self, SFL_MPRIS_PLAYER, "Pause", NULL);
  sfl_playback_emit_end_of_range (SFL_PLAYBACK (self));
}

static gboolean
range_cb (gpointer user_data)
{
  SflRemotePlayer *self = user_data;

  self->range_id = 0;
  check_range (self);

  return G_SOURCE_REMOVE;
}

/* Wakes at the end of the range, as far as we know by now. */
static void
arm_range (SflRemotePlayer *self)
{
  SflTime left;

  g_clear_handle_id (&self->range_id, g_source_remove);
  if (self->range_end == SFL_TIME_NONE || !self->playing || sfl_remote_player_is_seeking (self))
    return;

  left = (self->range_end - reckon (self, g_get_monotonic_time ())) /
         sfl_reckoner_get_pace (&self->reckoner);
  self->range_id = g_timeout_add (CLAMP (left / SFL_MSECOND + 1, 1, G_MAXINT), range_cb, self);
}

void
sfl_remote_player_end_seek (SflRemotePlayer *self)
{
  self->target = SFL_TIME_NONE;
  g_object_notify (G_OBJECT (self), "seeking");
}

static void
reach (SflRemotePlayer *self, gint64 now, SflTime position)
{
  SflTime target = self->target;

  sfl_reckoner_hold (&self->reckoner, now, position);
  self->reached_at = now;
  sfl_remote_player_end_seek (self);
  sfl_playback_emit_seek_done (SFL_PLAYBACK (self), target, position,
                               (g_get_monotonic_time () - self->asked_at) * SFL_USECOND);
}

static void
give_up_seek (SflRemotePlayer *self)
{
  sfl_remote_player_end_seek (self);
  sfl_remote_player_complain (self, _ ("%s stayed where it was"), FALSE);
}

/* A circle: what was sent may have to be sent again. */
static void sent_cb (GObject *source, GAsyncResult *result, gpointer user_data);

/* By the place where there is a track to name, which a player ignores once it is at another; else by
 * the way from here.
 */
static void
send_seek (SflRemotePlayer *self, gboolean by_offset)
{
  const char *id = self->track != NULL ? self->track->id : NULL;
  SflTime here = reckon (self, g_get_monotonic_time ());

  self->sent_by_offset = by_offset || id == NULL || self->never_set_position;
  self->sending = TRUE;
  self->unsent = FALSE;
  self->n_looks = 0;
  if (self->sent_by_offset)
    sfl_remote_player_call (self, SFL_MPRIS_PLAYER, "Seek",
                            g_variant_new ("(x)", (self->target - MAX (here, 0)) / SFL_USECOND),
                            NULL, sent_cb);
  else
    sfl_remote_player_call (self, SFL_MPRIS_PLAYER, "SetPosition",
                            g_variant_new ("(ox)", id, self->target / SFL_USECOND), NULL, sent_cb);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflRemotePlayer *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->sending = FALSE;
  if (!sfl_remote_player_is_seeking (self))
    return;
  if (self->unsent) {
    send_seek (self, FALSE);
    return;
  }
  if (reply == NULL) {
    g_debug ("%s: %s", self->bus_name, error->message);
    if (self->sent_by_offset || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)) {
      give_up_seek (self);
      return;
    }
    self->never_set_position = TRUE;
    send_seek (self, TRUE);
    return;
  }
  sfl_remote_player_ask (self);
}

/* It says where it is while it shall go somewhere: is it there yet?  Nearer to there than to where
 * it would be by now, for two lines may be a second apart.
 */
static void
look_for_target (SflRemotePlayer *self, gint64 now, SflTime position)
{
  SflTime here = reckon (self, now);
  SflTime way = here == SFL_TIME_NONE ? SFL_TIME_MAX : ABS (position - here);

  if (self->sending)
    return;

  if (ABS (position - self->target) <= MAX (way, NEAR)) {
    reach (self, now, position);
  } else if (++self->n_looks > MAX_LOOKS) {
    if (self->sent_by_offset)
      give_up_seek (self);
    else
      send_seek (self, TRUE);
  }
}

/* The position that it says to have had at @now. */
void
sfl_remote_player_take_position (SflRemotePlayer *self, gint64 now, SflTime position)
{
  double pace = sfl_reckoner_get_pace (&self->reckoner);

  if (position == SFL_TIME_NONE || self->strayed)
    return;

  if (self->duration != SFL_TIME_NONE)
    position = MIN (position, self->duration);
  if (sfl_remote_player_is_seeking (self))
    look_for_target (self, now, position);
  else if (sfl_reckoner_add (&self->reckoner, now, position) && self->followed)
    sfl_playback_emit_seek_done (SFL_PLAYBACK (self), position, position, 0);

  if (pace != sfl_reckoner_get_pace (&self->reckoner))
    g_object_notify (G_OBJECT (self), "rate");
  check_range (self);
  arm_range (self);
}

void
sfl_remote_player_seek (SflPlayback *playback, SflTime target, SflSeekMode mode)
{
  SflRemotePlayer *self = SFL_REMOTE_PLAYER (playback);
  gboolean was_seeking = sfl_remote_player_is_seeking (self);

  if (self->gone || self->strayed)
    return;
  if (!self->can_control || !self->can_seek) {
    sfl_remote_player_complain (self, _ ("%s cannot be moved from here"), FALSE);
    return;
  }

  /* A slider sends more than another program should have to do; the last one is accurate. */
  if (mode == SFL_SEEK_COARSE && g_get_monotonic_time () - self->asked_at < MIN_COARSE)
    return;

  self->range_end = SFL_TIME_NONE;
  self->target = CLAMP (target, 0, self->duration != SFL_TIME_NONE ? self->duration : SFL_TIME_MAX);
  self->asked_at = g_get_monotonic_time ();
  if (!was_seeking)
    g_object_notify (G_OBJECT (self), "seeking");
  if (self->sending)
    self->unsent = TRUE;
  else
    send_seek (self, FALSE);
}

void
sfl_remote_player_play_range (SflPlayback *playback, SflTime start, SflTime end)
{
  SflRemotePlayer *self = SFL_REMOTE_PLAYER (playback);

  sfl_remote_player_seek (playback, start, SFL_SEEK_ACCURATE);
  if (!sfl_remote_player_is_seeking (self))
    return;

  self->range_end = end;
  if (!self->playing)
    sfl_playback_play (playback);
}

SflTime
sfl_remote_player_query_position (SflPlayback *playback)
{
  SflRemotePlayer *self = SFL_REMOTE_PLAYER (playback);

  return sfl_remote_player_is_seeking (self) ? self->target
                                             : reckon (self, g_get_monotonic_time ());
}
