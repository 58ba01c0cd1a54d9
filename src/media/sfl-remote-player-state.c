/* sfl-remote-player-state.c: what another player says of itself, and what we make of it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All of it is looked at first: what is of another type than it should be, or
 * beyond reason, was not said.
 */

#include "config.h"

#include "sfl-remote-player-private.h"

#include <math.h>

#define MIN_RATE 0.1
#define MAX_RATE 10.0

static gboolean
is_nothing (const SflRemoteTrack *track)
{
  return track->id == NULL && track->title == NULL && track->length == SFL_TIME_NONE;
}

static void
take_track (SflRemotePlayer *self, GVariant *metadata)
{
  SflRemoteTrack *track = sfl_remote_track_new (metadata);

  if (self->track != NULL && sfl_remote_track_equal (self->track, track)) {
    sfl_remote_track_free (track);
    return;
  }

  g_clear_pointer (&self->track, sfl_remote_track_free);
  self->track = track;
  self->never_set_position = FALSE;
  g_object_notify (G_OBJECT (self), "title");
}

/* What it has said last, made into what we show. */
void
sfl_remote_player_update (SflRemotePlayer *self)
{
  double pace = sfl_reckoner_get_pace (&self->reckoner);
  gboolean strayed = FALSE;

  if (self->followed && self->track != NULL && !is_nothing (self->track)) {
    strayed = self->ours != NULL && !sfl_remote_track_is_same (self->ours, self->track);
    if (!strayed) { /* it may have found out more about it */
      g_clear_pointer (&self->ours, sfl_remote_track_free);
      self->ours = sfl_remote_track_copy (self->track);
    }
  }

  if (!strayed && self->track != NULL && self->track->length != self->duration &&
      (self->track->length != SFL_TIME_NONE || !is_nothing (self->track))) {
    self->duration = self->track->length;
    g_object_notify (G_OBJECT (self), "duration");
  }

  sfl_reckoner_run (&self->reckoner, g_get_monotonic_time (), self->running && !strayed,
                    self->rate);
  sfl_remote_player_set_flag (self, &self->strayed, strayed, "strayed");
  if (strayed && sfl_remote_player_is_seeking (self))
    sfl_remote_player_end_seek (self);
  if (pace != sfl_reckoner_get_pace (&self->reckoner))
    g_object_notify (G_OBJECT (self), "rate");
  sfl_remote_player_set_flag (self, &self->playing, self->running && !strayed, "playing");
}

static void
take_number (GVariant *properties, const char *name, double *number)
{
  double value;

  if (g_variant_lookup (properties, name, "d", &value) && isfinite (value) && value > 0)
    *number = CLAMP (value, MIN_RATE, MAX_RATE);
}

/* @properties: of type a{sv}; what is not of the type it should have is not there. */
void
sfl_remote_player_take_properties (SflRemotePlayer *self, GVariant *properties)
{
  g_autoptr (GVariant) metadata =
      g_variant_lookup_value (properties, "Metadata", G_VARIANT_TYPE_VARDICT);
  const char *status;

  g_object_freeze_notify (G_OBJECT (self));
  if (metadata != NULL)
    take_track (self, metadata);
  if (g_variant_lookup (properties, "PlaybackStatus", "&s", &status))
    self->running = g_str_equal (status, "Playing");
  take_number (properties, "Rate", &self->rate);
  take_number (properties, "MinimumRate", &self->min_rate);
  take_number (properties, "MaximumRate", &self->max_rate);
  g_variant_lookup (properties, "CanControl", "b", &self->can_control);
  g_variant_lookup (properties, "CanPlay", "b", &self->can_play);
  g_variant_lookup (properties, "CanPause", "b", &self->can_pause);
  g_variant_lookup (properties, "CanSeek", "b", &self->can_seek);
  sfl_remote_player_update (self);
  g_object_thaw_notify (G_OBJECT (self));
}
