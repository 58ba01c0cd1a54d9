/* sfl-remote-player.c: another program that plays the recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The object, and what can be done with it: sfl-remote-player-bus.c talks to the
 * program, -state.c makes of it what can be shown, and -position.c reckons where
 * it is between its answers and sends it elsewhere.  Main thread only.
 */

#include "config.h"

#include "sfl-remote-player-private.h"

#include "sfl-error.h"

#include <glib/gi18n-lib.h>

static void sfl_remote_player_playback_init (SflPlaybackInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SflRemotePlayer,
                               sfl_remote_player,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SFL_TYPE_PLAYBACK,
                                                      sfl_remote_player_playback_init))

enum {
  PROP_0,
  PROP_LOADED,
  PROP_PLAYING,
  PROP_SEEKING,
  PROP_DURATION,
  PROP_DURATION_APPROXIMATE,
  PROP_RATE,
  PROP_BUS_NAME,
  PROP_NAME,
  PROP_TITLE,
  PROP_ANSWERING,
  PROP_STRAYED,
  PROP_GONE,
};

void
sfl_remote_player_set_flag (SflRemotePlayer *self,
                            gboolean *flag,
                            gboolean value,
                            const char *property)
{
  if (*flag == !!value)
    return;

  *flag = !!value;
  g_object_notify (G_OBJECT (self), property);
}

/* @format: where its name goes is %s */
void
sfl_remote_player_complain (SflRemotePlayer *self, const char *format, gboolean fatal)
{
  g_autoptr (GError) error = g_error_new (SFL_ERROR, SFL_ERROR_MEDIA, format, self->name);

  sfl_playback_emit_problem (SFL_PLAYBACK (self), error, fatal);
}

static void
sfl_remote_player_play (SflPlayback *playback)
{
  SflRemotePlayer *self = SFL_REMOTE_PLAYER (playback);

  if (self->gone || self->strayed)
    return;
  if (!self->can_control || !self->can_play) {
    sfl_remote_player_complain (self, _ ("%s cannot be started from here"), FALSE);
    return;
  }
  sfl_remote_player_act (self, SFL_MPRIS_PLAYER, "Play", NULL);
}

static void
sfl_remote_player_pause (SflPlayback *playback)
{
  SflRemotePlayer *self = SFL_REMOTE_PLAYER (playback);

  self->range_end = SFL_TIME_NONE;
  if (self->gone || !self->playing)
    return;
  if (!self->can_control || !self->can_pause) {
    sfl_remote_player_complain (self, _ ("%s cannot be paused from here"), FALSE);
    return;
  }
  sfl_remote_player_act (self, SFL_MPRIS_PLAYER, "Pause", NULL);
}

static gboolean
sfl_remote_player_can_seek (SflPlayback *playback)
{
  SflRemotePlayer *self = SFL_REMOTE_PLAYER (playback);

  return self->can_control && self->can_seek && !self->strayed;
}

static gboolean
sfl_remote_player_can_set_rate (SflPlayback *playback)
{
  SflRemotePlayer *self = SFL_REMOTE_PLAYER (playback);

  return self->can_control && self->min_rate < self->max_rate;
}

static void
sfl_remote_player_set_rate (SflPlayback *playback, double rate)
{
  SflRemotePlayer *self = SFL_REMOTE_PLAYER (playback);

  if (self->gone || rate == sfl_reckoner_get_pace (&self->reckoner))
    return;
  if (!sfl_remote_player_can_set_rate (playback)) {
    sfl_remote_player_complain (self, _ ("The speed is set in %s"), FALSE);
    return;
  }
  sfl_remote_player_act (self, SFL_MPRIS_PROPERTIES, "Set",
                         g_variant_new ("(ssv)", SFL_MPRIS_PLAYER, "Rate",
                                        g_variant_new_double (
                                            CLAMP (rate, self->min_rate, self->max_rate))));
}

static SflTime
sfl_remote_player_get_duration (SflPlayback *playback)
{
  return SFL_REMOTE_PLAYER (playback)->duration;
}

static gboolean
sfl_remote_player_get_loaded (SflPlayback *playback)
{
  return SFL_REMOTE_PLAYER (playback)->loaded;
}

static gboolean
sfl_remote_player_get_playing (SflPlayback *playback)
{
  return SFL_REMOTE_PLAYER (playback)->playing;
}

static gboolean
sfl_remote_player_get_seeking (SflPlayback *playback)
{
  return sfl_remote_player_is_seeking (SFL_REMOTE_PLAYER (playback));
}

/* As measured, where it says something else. */
static double
sfl_remote_player_get_rate (SflPlayback *playback)
{
  return sfl_reckoner_get_pace (&SFL_REMOTE_PLAYER (playback)->reckoner);
}

static void
sfl_remote_player_playback_init (SflPlaybackInterface *iface)
{
  iface->play = sfl_remote_player_play;
  iface->pause = sfl_remote_player_pause;
  iface->seek = sfl_remote_player_seek;
  iface->play_range = sfl_remote_player_play_range;
  iface->set_rate = sfl_remote_player_set_rate;
  iface->query_position = sfl_remote_player_query_position;
  iface->get_duration = sfl_remote_player_get_duration;
  iface->get_loaded = sfl_remote_player_get_loaded;
  iface->get_playing = sfl_remote_player_get_playing;
  iface->get_seeking = sfl_remote_player_get_seeking;
  iface->get_rate = sfl_remote_player_get_rate;
  iface->can_seek = sfl_remote_player_can_seek;
  iface->can_set_rate = sfl_remote_player_can_set_rate;
}

static void
sfl_remote_player_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SflRemotePlayer *self = SFL_REMOTE_PLAYER (object);

  switch (id) {
  case PROP_LOADED:
    g_value_set_boolean (value, self->loaded);
    break;
  case PROP_PLAYING:
    g_value_set_boolean (value, self->playing);
    break;
  case PROP_SEEKING:
    g_value_set_boolean (value, sfl_remote_player_is_seeking (self));
    break;
  case PROP_DURATION:
    g_value_set_int64 (value, self->duration);
    break;
  case PROP_DURATION_APPROXIMATE:
    g_value_set_boolean (value, FALSE);
    break;
  case PROP_RATE:
    g_value_set_double (value, sfl_reckoner_get_pace (&self->reckoner));
    break;
  case PROP_BUS_NAME:
    g_value_set_string (value, self->bus_name);
    break;
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  case PROP_TITLE:
    g_value_set_string (value, sfl_remote_player_get_title (self));
    break;
  case PROP_ANSWERING:
    g_value_set_boolean (value, self->answering);
    break;
  case PROP_STRAYED:
    g_value_set_boolean (value, self->strayed);
    break;
  case PROP_GONE:
    g_value_set_boolean (value, self->gone);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sfl_remote_player_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_RATE)
    sfl_remote_player_set_rate (SFL_PLAYBACK (object), g_value_get_double (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
sfl_remote_player_dispose (GObject *object)
{
  SflRemotePlayer *self = SFL_REMOTE_PLAYER (object);

  sfl_remote_player_disconnect (self);
  if (self->connection != NULL)
    g_signal_handlers_disconnect_by_data (self->connection, self);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (sfl_remote_player_parent_class)->dispose (object);
}

static void
sfl_remote_player_finalize (GObject *object)
{
  SflRemotePlayer *self = SFL_REMOTE_PLAYER (object);

  g_object_unref (self->cancellable);
  g_free (self->bus_name);
  g_free (self->owner);
  g_free (self->name);
  sfl_remote_track_free (self->track);
  sfl_remote_track_free (self->ours);

  G_OBJECT_CLASS (sfl_remote_player_parent_class)->finalize (object);
}

static void
sfl_remote_player_class_init (SflRemotePlayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = sfl_remote_player_dispose;
  object_class->finalize = sfl_remote_player_finalize;
  object_class->get_property = sfl_remote_player_get_property;
  object_class->set_property = sfl_remote_player_set_property;

  g_object_class_override_property (object_class, PROP_LOADED, "loaded");
  g_object_class_override_property (object_class, PROP_PLAYING, "playing");
  g_object_class_override_property (object_class, PROP_SEEKING, "seeking");
  g_object_class_override_property (object_class, PROP_DURATION, "duration");
  g_object_class_override_property (object_class, PROP_DURATION_APPROXIMATE,
                                    "duration-approximate");
  g_object_class_override_property (object_class, PROP_RATE, "rate");
  g_object_class_install_property (object_class, PROP_BUS_NAME,
                                   g_param_spec_string ("bus-name", NULL, NULL, NULL, readable));
  g_object_class_install_property (object_class, PROP_NAME,
                                   g_param_spec_string ("name", NULL, NULL, NULL, readable));
  g_object_class_install_property (object_class, PROP_TITLE,
                                   g_param_spec_string ("title", NULL, NULL, NULL, readable));
  g_object_class_install_property (object_class, PROP_ANSWERING,
                                   g_param_spec_boolean ("answering", NULL, NULL, TRUE, readable));
  g_object_class_install_property (object_class, PROP_STRAYED,
                                   g_param_spec_boolean ("strayed", NULL, NULL, FALSE, readable));
  g_object_class_install_property (object_class, PROP_GONE,
                                   g_param_spec_boolean ("gone", NULL, NULL, FALSE, readable));
}

static void
sfl_remote_player_init (SflRemotePlayer *self)
{
  self->cancellable = g_cancellable_new ();
  self->rate = self->min_rate = self->max_rate = 1;
  self->duration = self->target = self->range_end = SFL_TIME_NONE;
  self->answering = TRUE;
  sfl_reckoner_init (&self->reckoner);
}

/* "org.mpris.MediaPlayer2.vlc.instance42": what to call it until it has said so itself. */
static char *
dup_name_of_bus_name (const char *bus_name)
{
  g_auto (GStrv) parts = g_strsplit (bus_name, ".", -1);

  return g_strdup (g_strv_length (parts) > 3 ? parts[3] : bus_name);
}

/**
 * sfl_remote_player_new:
 * @bus_name: its name on the session bus
 * @owner: the unique name of who has it
 *
 * Begins to ask it what it is and does; "loaded" tells when it has answered.
 */
SflRemotePlayer *
sfl_remote_player_new (GDBusConnection *connection, const char *bus_name, const char *owner)
{
  SflRemotePlayer *self;

  g_return_val_if_fail (G_IS_DBUS_CONNECTION (connection), NULL);
  g_return_val_if_fail (bus_name != NULL && owner != NULL, NULL);

  self = g_object_new (SFL_TYPE_REMOTE_PLAYER, NULL);
  self->connection = g_object_ref (connection);
  self->bus_name = g_strdup (bus_name);
  self->owner = g_strdup (owner);
  self->name = dup_name_of_bus_name (bus_name);
  sfl_remote_player_connect (self);

  return self;
}

const char *
sfl_remote_player_get_bus_name (SflRemotePlayer *self)
{
  g_return_val_if_fail (SFL_IS_REMOTE_PLAYER (self), NULL);

  return self->bus_name;
}

const char *
sfl_remote_player_get_owner (SflRemotePlayer *self)
{
  g_return_val_if_fail (SFL_IS_REMOTE_PLAYER (self), NULL);

  return self->owner;
}

/* What it calls itself; plain text. */
const char *
sfl_remote_player_get_name (SflRemotePlayer *self)
{
  g_return_val_if_fail (SFL_IS_REMOTE_PLAYER (self), NULL);

  return self->name;
}

/* What it plays; plain text, or NULL. */
const char *
sfl_remote_player_get_title (SflRemotePlayer *self)
{
  g_return_val_if_fail (SFL_IS_REMOTE_PLAYER (self), NULL);

  return self->track != NULL ? self->track->title : NULL;
}

gboolean
sfl_remote_player_get_answering (SflRemotePlayer *self)
{
  g_return_val_if_fail (SFL_IS_REMOTE_PLAYER (self), FALSE);

  return self->answering;
}

gboolean
sfl_remote_player_get_strayed (SflRemotePlayer *self)
{
  g_return_val_if_fail (SFL_IS_REMOTE_PLAYER (self), FALSE);

  return self->strayed;
}

gboolean
sfl_remote_player_get_gone (SflRemotePlayer *self)
{
  g_return_val_if_fail (SFL_IS_REMOTE_PLAYER (self), FALSE);

  return self->gone;
}

/* While it is followed it is asked for its position, and kept to what it plays now. */
void
sfl_remote_player_set_followed (SflRemotePlayer *self, gboolean followed)
{
  g_return_if_fail (SFL_IS_REMOTE_PLAYER (self));

  if (self->followed == !!followed)
    return;

  self->followed = !!followed;
  g_clear_pointer (&self->ours, sfl_remote_track_free);
  sfl_remote_player_update (self);
  if (followed)
    sfl_remote_player_ask (self);
  else
    g_clear_handle_id (&self->ask_id, g_source_remove);
}

/* Follows what it plays now, from when it has strayed. */
void
sfl_remote_player_accept_track (SflRemotePlayer *self)
{
  g_return_if_fail (SFL_IS_REMOTE_PLAYER (self));

  g_clear_pointer (&self->ours, sfl_remote_track_free);
  sfl_reckoner_set (&self->reckoner, g_get_monotonic_time (), SFL_TIME_NONE);
  sfl_remote_player_update (self);
  sfl_remote_player_ask (self);
}
