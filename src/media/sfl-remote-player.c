/* sfl-remote-player.c: another program that plays the recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * MPRIS does not tell the position, so a player that is followed is asked once a
 * second for all that it has to say: not all of them tell of changes either.  In
 * between, an SflReckoner counts on.  One question is under way at a time, each
 * has a time limit, and calls go to the unique name, so that nobody is started
 * or takes another's place.  Main thread only.
 */

#include "config.h"

#include "sfl-remote-player.h"

#include "sfl-error.h"
#include "sfl-reckoner.h"
#include "sfl-remote-track.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define OBJECT_PATH "/org/mpris/MediaPlayer2"
#define ROOT_INTERFACE "org.mpris.MediaPlayer2"
#define PLAYER_INTERFACE "org.mpris.MediaPlayer2.Player"
#define PROPERTIES "org.freedesktop.DBus.Properties"

/* How long a call may take, and how often one that is followed is asked, in ms. */
#define CALL_TIMEOUT 2000
#define ASK_PLAYING 1000
#define ASK_PAUSED 2000
#define ASK_SEEKING 200

/* Nobody answers: we count on for so long, in µs, and say so after so many calls. */
#define COUNT_ON (5 * G_USEC_PER_SEC)
#define MAX_UNANSWERED 2

/* After a seek it may take so long until it plays again, in µs. */
#define START_TIME (2 * G_USEC_PER_SEC)

/* Players move when they can: how often one is asked whether it has. */
#define MAX_LOOKS 8

/* Nearer to its target than this, it is there. */
#define NEAR (300 * SFL_MSECOND)

#define MIN_COARSE (G_USEC_PER_SEC / 4)

#define MIN_RATE 0.1
#define MAX_RATE 10.0

struct _SflRemotePlayer {
  GObject parent_instance;

  GDBusConnection *connection;
  char *bus_name;
  char *owner;
  GCancellable *cancellable;
  guint signal_ids[3];
  guint ask_id;
  gboolean asking;
  gboolean ask_again;
  gint64 asked_all_at;
  guint n_unanswered;
  gint64 answered_at;

  /* What it says of itself. */
  char *name;
  SflRemoteTrack *track;
  gboolean running; /* "Playing" */
  double rate;
  double min_rate, max_rate;
  gboolean can_control, can_play, can_pause, can_seek;

  /* What we make of it. */
  gboolean loaded;
  gboolean answering;
  gboolean followed;
  gboolean gone;
  gboolean playing;
  SflRemoteTrack *ours; /* what is followed */
  gboolean strayed;
  SflReckoner reckoner;
  SflTime duration;

  /* Where it shall go; one call at a time, and only the newest wish behind it. */
  SflTime target; /* SFL_TIME_NONE: nowhere */
  gboolean sending;
  gboolean unsent; /* @target is newer than what is being sent */
  gboolean sent_by_offset;
  gboolean never_set_position;
  gint64 asked_at;
  guint n_looks;
  gint64 reached_at;

  SflTime range_end;
  guint range_id;
};

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

/* A circle: asking brings an answer, which may ask for more. */
static void ask (SflRemotePlayer *self);

static void
set_flag (SflRemotePlayer *self, gboolean *flag, gboolean value, const char *property)
{
  if (*flag == !!value)
    return;

  *flag = !!value;
  g_object_notify (G_OBJECT (self), property);
}

/* Takes the message. */
static void
complain (SflRemotePlayer *self, char *message, gboolean fatal)
{
  g_autoptr (GError) error = g_error_new_literal (SFL_ERROR, SFL_ERROR_MEDIA, message);

  g_free (message);
  sfl_playback_emit_problem (SFL_PLAYBACK (self), error, fatal);
}

static gboolean
is_seeking (SflRemotePlayer *self)
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
call (SflRemotePlayer *self,
      const char *interface,
      const char *method,
      GVariant *parameters,
      const GVariantType *reply,
      GAsyncReadyCallback callback)
{
  g_dbus_connection_call (self->connection, self->owner, OBJECT_PATH, interface, method, parameters,
                          reply, G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_TIMEOUT, self->cancellable,
                          callback, self);
}

/* Something was asked of it; what came of it is seen by asking. */
static void
acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflRemotePlayer *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (reply == NULL) {
    g_debug ("%s: %s", self->bus_name, error->message);
    complain (self, g_strdup_printf (_ ("%s did not do it"), sfl_remote_player_get_name (self)),
              FALSE);
  }
  ask (self);
}

static void
check_range (SflRemotePlayer *self)
{
  if (self->range_end == SFL_TIME_NONE || is_seeking (self) ||
      reckon (self, g_get_monotonic_time ()) < self->range_end)
    return;

  self->range_end = SFL_TIME_NONE;
  call (self, PLAYER_INTERFACE, "Pause", NULL, NULL, acted_cb);
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
  if (self->range_end == SFL_TIME_NONE || !self->playing || is_seeking (self))
    return;

  left = (self->range_end - reckon (self, g_get_monotonic_time ())) /
         sfl_reckoner_get_pace (&self->reckoner);
  self->range_id = g_timeout_add (CLAMP (left / SFL_MSECOND + 1, 1, G_MAXINT), range_cb, self);
}

static void
end_seek (SflRemotePlayer *self)
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
  end_seek (self);
  sfl_playback_emit_seek_done (SFL_PLAYBACK (self), target, position,
                               (g_get_monotonic_time () - self->asked_at) * SFL_USECOND);
}

static void
give_up_seek (SflRemotePlayer *self)
{
  end_seek (self);
  complain (self, g_strdup_printf (_ ("%s stayed where it was"), sfl_remote_player_get_name (self)),
            FALSE);
}

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
    call (self, PLAYER_INTERFACE, "Seek",
          g_variant_new ("(x)", (self->target - MAX (here, 0)) / SFL_USECOND), NULL, sent_cb);
  else
    call (self, PLAYER_INTERFACE, "SetPosition",
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
  if (!is_seeking (self))
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
  ask (self);
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
static void
take_position (SflRemotePlayer *self, gint64 now, SflTime position)
{
  double pace = sfl_reckoner_get_pace (&self->reckoner);

  if (position == SFL_TIME_NONE || self->strayed)
    return;

  if (self->duration != SFL_TIME_NONE)
    position = MIN (position, self->duration);
  if (is_seeking (self))
    look_for_target (self, now, position);
  else if (sfl_reckoner_add (&self->reckoner, now, position) && self->followed)
    sfl_playback_emit_seek_done (SFL_PLAYBACK (self), position, position, 0);

  if (pace != sfl_reckoner_get_pace (&self->reckoner))
    g_object_notify (G_OBJECT (self), "rate");
  check_range (self);
  arm_range (self);
}

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
static void
update (SflRemotePlayer *self)
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
  set_flag (self, &self->strayed, strayed, "strayed");
  if (strayed && is_seeking (self))
    end_seek (self);
  if (pace != sfl_reckoner_get_pace (&self->reckoner))
    g_object_notify (G_OBJECT (self), "rate");
  set_flag (self, &self->playing, self->running && !strayed, "playing");
}

static void
take_number (GVariant *properties, const char *name, double *number)
{
  double value;

  if (g_variant_lookup (properties, name, "d", &value) && isfinite (value) && value > 0)
    *number = CLAMP (value, MIN_RATE, MAX_RATE);
}

/* @properties: of type a{sv}; what is not of the type it should have is not there. */
static void
take_properties (SflRemotePlayer *self, GVariant *properties)
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
  update (self);
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
ask_cb (gpointer user_data)
{
  SflRemotePlayer *self = user_data;

  self->ask_id = 0;
  ask (self);

  return G_SOURCE_REMOVE;
}

static void
schedule (SflRemotePlayer *self)
{
  gboolean is_starting = g_get_monotonic_time () - self->reached_at < START_TIME;
  guint wait = is_seeking (self) || is_starting ? ASK_SEEKING
               : self->running                  ? ASK_PLAYING
                                                : ASK_PAUSED;

  g_clear_handle_id (&self->ask_id, g_source_remove);
  if (self->followed && !self->gone && !self->asking)
    self->ask_id = g_timeout_add (wait, ask_cb, self);
}

static void
end_asking (SflRemotePlayer *self)
{
  self->asking = FALSE;
  if (self->ask_again)
    ask (self);
  else
    schedule (self);
}

/* Half way between question and answer. */
static gint64
get_moment (SflRemotePlayer *self)
{
  gint64 now = g_get_monotonic_time ();

  return now - (now - self->asked_all_at) / 2;
}

static void
position_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflRemotePlayer *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (reply != NULL) {
    g_variant_get (reply, "(v)", &value);
    take_position (self, get_moment (self), sfl_remote_time_from_variant (value));
  }
  end_asking (self);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SflRemotePlayer) self = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) properties = NULL;
  g_autoptr (GVariant) position = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = g_object_ref (user_data);
  if (reply == NULL) {
    g_debug ("%s: %s", self->bus_name, error->message);
    if (++self->n_unanswered >= MAX_UNANSWERED)
      set_flag (self, &self->answering, FALSE, "answering");
    end_asking (self);
    return;
  }

  self->n_unanswered = 0;
  self->answered_at = g_get_monotonic_time ();
  set_flag (self, &self->answering, TRUE, "answering");
  g_variant_get (reply, "(@a{sv})", &properties);
  take_properties (self, properties);
  position = g_variant_lookup_value (properties, "Position", NULL);
  if (position != NULL)
    take_position (self, get_moment (self), sfl_remote_time_from_variant (position));
  set_flag (self, &self->loaded, TRUE, "loaded");

  if (position == NULL && self->followed && !self->gone) {
    self->asked_all_at = g_get_monotonic_time ();
    call (self, PROPERTIES, "Get", g_variant_new ("(ss)", PLAYER_INTERFACE, "Position"),
          G_VARIANT_TYPE ("(v)"), position_cb);
    return;
  }
  end_asking (self);
}

static void
ask (SflRemotePlayer *self)
{
  g_clear_handle_id (&self->ask_id, g_source_remove);
  if (self->gone)
    return;

  self->ask_again = self->asking;
  if (self->asking)
    return;

  self->asking = TRUE;
  self->asked_all_at = g_get_monotonic_time ();
  call (self, PROPERTIES, "GetAll", g_variant_new ("(s)", PLAYER_INTERFACE),
        G_VARIANT_TYPE ("(a{sv})"), answered_cb);
}

static void
identified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflRemotePlayer *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) value = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply == NULL)
    return;

  g_variant_get (reply, "(v)", &value);
  if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING)) {
    char *name = sfl_remote_text_clean (g_variant_get_string (value, NULL));

    if (name != NULL) {
      g_free (self->name);
      self->name = name;
      g_object_notify (G_OBJECT (self), "name");
    }
  }
}

static void
properties_changed_cb (GDBusConnection *connection,
                       const char *sender,
                       const char *path,
                       const char *interface,
                       const char *signal,
                       GVariant *parameters,
                       gpointer user_data)
{
  g_autoptr (SflRemotePlayer) self = g_object_ref (user_data);
  g_autoptr (GVariant) changed = NULL;
  g_autofree const char **lost = NULL;
  const char *of;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(sa{sv}as)")))
    return;

  g_variant_get (parameters, "(&s@a{sv}^a&s)", &of, &changed, &lost);
  if (!g_str_equal (of, PLAYER_INTERFACE))
    return;

  take_properties (self, changed);
  if (self->followed || lost[0] != NULL)
    ask (self);
}

static void
seeked_cb (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *signal,
           GVariant *parameters,
           gpointer user_data)
{
  g_autoptr (SflRemotePlayer) self = g_object_ref (user_data);
  g_autoptr (GVariant) value = NULL;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(x)")) || !self->loaded)
    return;

  value = g_variant_get_child_value (parameters, 0);
  take_position (self, g_get_monotonic_time (), sfl_remote_time_from_variant (value));
}

static void
unsubscribe (SflRemotePlayer *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->signal_ids); i++) {
    if (self->signal_ids[i] != 0)
      g_dbus_connection_signal_unsubscribe (self->connection, self->signal_ids[i]);
    self->signal_ids[i] = 0;
  }
}

static void
leave (SflRemotePlayer *self)
{
  if (self->gone)
    return;

  g_object_ref (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->ask_id, g_source_remove);
  g_clear_handle_id (&self->range_id, g_source_remove);
  unsubscribe (self);
  sfl_reckoner_run (&self->reckoner, g_get_monotonic_time (), FALSE, self->rate);
  self->gone = TRUE;
  set_flag (self, &self->playing, FALSE, "playing");
  if (is_seeking (self))
    end_seek (self);
  g_object_notify (G_OBJECT (self), "gone");
  complain (self, g_strdup_printf (_ ("%s was closed"), sfl_remote_player_get_name (self)), TRUE);
  g_object_unref (self);
}

static void
owner_changed_cb (GDBusConnection *connection,
                  const char *sender,
                  const char *path,
                  const char *interface,
                  const char *signal,
                  GVariant *parameters,
                  gpointer user_data)
{
  SflRemotePlayer *self = user_data;
  const char *owner;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(sss)")))
    return;

  g_variant_get (parameters, "(&s&s&s)", NULL, NULL, &owner);
  if (!g_str_equal (owner, self->owner))
    leave (self);
}

static void
closed_cb (GDBusConnection *connection, gboolean vanished, GError *error, SflRemotePlayer *self)
{
  leave (self);
}

static void
sfl_remote_player_play (SflPlayback *playback)
{
  SflRemotePlayer *self = SFL_REMOTE_PLAYER (playback);

  if (self->gone || self->strayed)
    return;
  if (!self->can_control || !self->can_play) {
    complain (self,
              g_strdup_printf (_ ("%s cannot be started from here"),
                               sfl_remote_player_get_name (self)),
              FALSE);
    return;
  }
  call (self, PLAYER_INTERFACE, "Play", NULL, NULL, acted_cb);
}

static void
sfl_remote_player_pause (SflPlayback *playback)
{
  SflRemotePlayer *self = SFL_REMOTE_PLAYER (playback);

  self->range_end = SFL_TIME_NONE;
  if (self->gone || !self->playing)
    return;
  if (!self->can_control || !self->can_pause) {
    complain (self,
              g_strdup_printf (_ ("%s cannot be paused from here"),
                               sfl_remote_player_get_name (self)),
              FALSE);
    return;
  }
  call (self, PLAYER_INTERFACE, "Pause", NULL, NULL, acted_cb);
}

static void
sfl_remote_player_seek (SflPlayback *playback, SflTime target, SflSeekMode mode)
{
  SflRemotePlayer *self = SFL_REMOTE_PLAYER (playback);
  gboolean was_seeking = is_seeking (self);

  if (self->gone || self->strayed)
    return;
  if (!self->can_control || !self->can_seek) {
    complain (self,
              g_strdup_printf (_ ("%s cannot be moved from here"),
                               sfl_remote_player_get_name (self)),
              FALSE);
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

static void
sfl_remote_player_play_range (SflPlayback *playback, SflTime start, SflTime end)
{
  SflRemotePlayer *self = SFL_REMOTE_PLAYER (playback);

  sfl_remote_player_seek (playback, start, SFL_SEEK_ACCURATE);
  if (!is_seeking (self))
    return;

  self->range_end = end;
  if (!self->playing)
    sfl_remote_player_play (playback);
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
    complain (self,
              g_strdup_printf (_ ("The speed is set in %s"), sfl_remote_player_get_name (self)),
              FALSE);
    return;
  }
  call (self, PROPERTIES, "Set",
        g_variant_new ("(ssv)", PLAYER_INTERFACE, "Rate",
                       g_variant_new_double (CLAMP (rate, self->min_rate, self->max_rate))),
        NULL, acted_cb);
}

static SflTime
sfl_remote_player_query_position (SflPlayback *playback)
{
  SflRemotePlayer *self = SFL_REMOTE_PLAYER (playback);

  return is_seeking (self) ? self->target : reckon (self, g_get_monotonic_time ());
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
  return is_seeking (SFL_REMOTE_PLAYER (playback));
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
    g_value_set_boolean (value, is_seeking (self));
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

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->ask_id, g_source_remove);
  g_clear_handle_id (&self->range_id, g_source_remove);
  if (self->connection != NULL) {
    unsubscribe (self);
    g_signal_handlers_disconnect_by_data (self->connection, self);
  }
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
  self->signal_ids[0] =
      g_dbus_connection_signal_subscribe (connection, owner, PROPERTIES, "PropertiesChanged",
                                          OBJECT_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                          properties_changed_cb, self, NULL);
  self->signal_ids[1] =
      g_dbus_connection_signal_subscribe (connection, owner, PLAYER_INTERFACE, "Seeked",
                                          OBJECT_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE, seeked_cb,
                                          self, NULL);
  self->signal_ids[2] =
      g_dbus_connection_signal_subscribe (connection, "org.freedesktop.DBus",
                                          "org.freedesktop.DBus", "NameOwnerChanged",
                                          "/org/freedesktop/DBus", bus_name,
                                          G_DBUS_SIGNAL_FLAGS_NONE, owner_changed_cb, self, NULL);
  g_signal_connect_object (connection, "closed", G_CALLBACK (closed_cb), self, 0);

  call (self, PROPERTIES, "Get", g_variant_new ("(ss)", ROOT_INTERFACE, "Identity"),
        G_VARIANT_TYPE ("(v)"), identified_cb);
  ask (self);

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
  update (self);
  if (followed)
    ask (self);
  else
    schedule (self);
}

/* Follows what it plays now, from when it has strayed. */
void
sfl_remote_player_accept_track (SflRemotePlayer *self)
{
  g_return_if_fail (SFL_IS_REMOTE_PLAYER (self));

  g_clear_pointer (&self->ours, sfl_remote_track_free);
  sfl_reckoner_set (&self->reckoner, g_get_monotonic_time (), SFL_TIME_NONE);
  update (self);
  ask (self);
}
