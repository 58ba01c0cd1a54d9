/* sfl-mpris.c: the episode as the desktop and its media keys see it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * MPRIS 2.2 on the session bus.  Next and Previous go by lines, for there is
 * one episode and no list.  Any program may call us with any value: GDBus
 * checks the types, we check the numbers, and nothing opens a file.  While we
 * follow another player it is that one who is on the bus, and we are stopped:
 * one key must not press two buttons.  Without a bus, or when it dies, the program plays on.  Main thread only.
 */

#include "config.h"

#include "sfl-mpris.h"

#include "sfl-label.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define BUS_NAME "org.mpris.MediaPlayer2." SFL_APP_ID
#define OBJECT_PATH "/org/mpris/MediaPlayer2"
#define ROOT_INTERFACE "org.mpris.MediaPlayer2"
#define PLAYER_INTERFACE "org.mpris.MediaPlayer2.Player"

/* The specification's name for having no track. */
#define NO_TRACK "/org/mpris/MediaPlayer2/TrackList/NoTrack"
#define TRACK_PREFIX "/io/github/souffleur/Souffleur/track/"

#define MIN_RATE 0.5
#define MAX_RATE 3.0

static const char introspection_xml[] =
    "<node>"
    "  <interface name='org.mpris.MediaPlayer2'>"
    "    <method name='Raise'/>"
    "    <method name='Quit'/>"
    "    <property name='CanQuit' type='b' access='read'/>"
    "    <property name='CanRaise' type='b' access='read'/>"
    "    <property name='HasTrackList' type='b' access='read'/>"
    "    <property name='Identity' type='s' access='read'/>"
    "    <property name='DesktopEntry' type='s' access='read'/>"
    "    <property name='SupportedUriSchemes' type='as' access='read'/>"
    "    <property name='SupportedMimeTypes' type='as' access='read'/>"
    "  </interface>"
    "  <interface name='org.mpris.MediaPlayer2.Player'>"
    "    <method name='Next'/>"
    "    <method name='Previous'/>"
    "    <method name='Pause'/>"
    "    <method name='PlayPause'/>"
    "    <method name='Stop'/>"
    "    <method name='Play'/>"
    "    <method name='Seek'><arg name='Offset' type='x' direction='in'/></method>"
    "    <method name='SetPosition'>"
    "      <arg name='TrackId' type='o' direction='in'/>"
    "      <arg name='Position' type='x' direction='in'/>"
    "    </method>"
    "    <method name='OpenUri'><arg name='Uri' type='s' direction='in'/></method>"
    "    <signal name='Seeked'><arg name='Position' type='x'/></signal>"
    "    <property name='PlaybackStatus' type='s' access='read'/>"
    "    <property name='Rate' type='d' access='readwrite'/>"
    "    <property name='Metadata' type='a{sv}' access='read'/>"
    "    <property name='Volume' type='d' access='readwrite'/>"
    "    <property name='Position' type='x' access='read'>"
    "      <annotation name='org.freedesktop.DBus.Property.EmitsChangedSignal' value='false'/>"
    "    </property>"
    "    <property name='MinimumRate' type='d' access='read'/>"
    "    <property name='MaximumRate' type='d' access='read'/>"
    "    <property name='CanGoNext' type='b' access='read'/>"
    "    <property name='CanGoPrevious' type='b' access='read'/>"
    "    <property name='CanPlay' type='b' access='read'/>"
    "    <property name='CanPause' type='b' access='read'/>"
    "    <property name='CanSeek' type='b' access='read'/>"
    "    <property name='CanControl' type='b' access='read'>"
    "      <annotation name='org.freedesktop.DBus.Property.EmitsChangedSignal' value='false'/>"
    "    </property>"
    "  </interface>"
    "</node>";

/* What changes while the program runs, but for the position, which is asked for. */
static const char *const watched[] = {
  "PlaybackStatus", "Rate",    "Metadata", "Volume",  "CanGoNext",
  "CanGoPrevious",  "CanPlay", "CanPause", "CanSeek",
};

struct _SflMpris {
  GObject parent_instance;

  SflEpisode *episode;
  GApplication *application; /* weak: it owns us */

  guint own_id;
  GDBusConnection *connection;
  guint root_id;
  guint player_id;

  guint track;                            /* counts what was opened */
  GVariant *told[G_N_ELEMENTS (watched)]; /* as last seen on the bus */
  guint tell_id;
};

G_DEFINE_FINAL_TYPE (SflMpris, sfl_mpris, G_TYPE_OBJECT)

static gboolean
is_following (SflMpris *self)
{
  return sfl_episode_get_source (self->episode) == SFL_SOURCE_PLAYER;
}

/* Whether there is something here that others may see and control. */
static gboolean
has_track (SflMpris *self)
{
  return sfl_episode_is_open (self->episode) && !is_following (self);
}

static char *
dup_track_id (SflMpris *self)
{
  if (!has_track (self))
    return g_strdup (NO_TRACK);

  return g_strdup_printf (TRACK_PREFIX "%u", self->track);
}

/* Titles come from files; what shows them is not our program. */
static void
add_text (GVariantDict *dict, const char *key, const char *text)
{
  g_autofree char *clean = NULL;

  if (text == NULL || *text == '\0')
    return;

  clean = sfl_label_clean (text);
  g_variant_dict_insert (dict, key, "s", g_strdelimit (clean, "\n", ' '));
}

/* Without an address: what the user listens to is in which folder is nobody's business. */
static GVariant *
make_metadata (SflMpris *self)
{
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);
  SflTime duration = sfl_episode_get_duration (self->episode);
  g_autofree char *track_id = dup_track_id (self);
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "mpris:trackid", "o", track_id);
  if (has_track (self)) {
    if (duration != SFL_TIME_NONE)
      g_variant_dict_insert (&dict, "mpris:length", "x", duration / SFL_USECOND);
    add_text (&dict, "xesam:title", sfl_episode_get_title (self->episode));
    if (transcript != NULL)
      add_text (&dict, "xesam:album", sfl_transcript_get_meta (transcript, SFL_META_PROGRAMME));
  }

  return g_variant_dict_end (&dict);
}

static const char *
get_playback_status (SflMpris *self)
{
  if (!has_track (self) || sfl_episode_get_source (self->episode) == SFL_SOURCE_NONE)
    return "Stopped";

  return sfl_episode_get_playing (self->episode) ? "Playing" : "Paused";
}

static gboolean
can_go_by_lines (SflMpris *self)
{
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);

  return has_track (self) && transcript != NULL && sfl_transcript_is_timed (transcript);
}

static gint64
get_position (SflMpris *self)
{
  SflTime position = sfl_episode_get_position (self->episode);

  return position == SFL_TIME_NONE ? 0 : MAX (position, 0) / SFL_USECOND;
}

static GVariant *
get_root_property (const char *name)
{
  if (g_str_equal (name, "Identity"))
    return g_variant_new_string (_ ("Souffleur"));
  if (g_str_equal (name, "DesktopEntry"))
    return g_variant_new_string (SFL_APP_ID);
  if (g_str_equal (name, "SupportedUriSchemes") || g_str_equal (name, "SupportedMimeTypes"))
    return g_variant_new_strv (NULL, 0);
  if (g_str_equal (name, "HasTrackList"))
    return g_variant_new_boolean (FALSE);

  return g_variant_new_boolean (TRUE); /* CanQuit, CanRaise */
}

static GVariant *
get_player_property (SflMpris *self, const char *name)
{
  if (g_str_equal (name, "PlaybackStatus"))
    return g_variant_new_string (get_playback_status (self));
  if (g_str_equal (name, "Rate"))
    return g_variant_new_double (sfl_episode_get_rate (self->episode));
  if (g_str_equal (name, "Metadata"))
    return make_metadata (self);
  if (g_str_equal (name, "Volume"))
    return g_variant_new_double (sfl_episode_get_volume (self->episode));
  if (g_str_equal (name, "Position"))
    return g_variant_new_int64 (get_position (self));
  if (g_str_equal (name, "MinimumRate"))
    return g_variant_new_double (MIN_RATE);
  if (g_str_equal (name, "MaximumRate"))
    return g_variant_new_double (MAX_RATE);
  if (g_str_equal (name, "CanGoNext") || g_str_equal (name, "CanGoPrevious"))
    return g_variant_new_boolean (can_go_by_lines (self));
  if (g_str_equal (name, "CanPlay") || g_str_equal (name, "CanPause"))
    return g_variant_new_boolean (has_track (self) &&
                                  sfl_episode_get_source (self->episode) != SFL_SOURCE_NONE);
  if (g_str_equal (name, "CanSeek"))
    return g_variant_new_boolean (has_track (self));

  return g_variant_new_boolean (TRUE); /* CanControl */
}

static GVariant *
get_property_cb (GDBusConnection *connection,
                 const char *sender,
                 const char *path,
                 const char *interface,
                 const char *name,
                 GError **error,
                 gpointer user_data)
{
  return g_str_equal (interface, ROOT_INTERFACE) ? get_root_property (name)
                                                 : get_player_property (user_data, name);
}

static gboolean
set_property_cb (GDBusConnection *connection,
                 const char *sender,
                 const char *path,
                 const char *interface,
                 const char *name,
                 GVariant *value,
                 GError **error,
                 gpointer user_data)
{
  SflMpris *self = user_data;
  double number = g_variant_get_double (value); /* only Rate and Volume can be set */

  if (!isfinite (number)) {
    g_set_error (error, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS, "%s must be a number", name);
    return FALSE;
  }

  if (is_following (self))
    return TRUE;

  if (g_str_equal (name, "Volume"))
    sfl_episode_set_volume (self->episode, CLAMP (number, 0, 1));
  else if (number == 0)
    sfl_episode_pause (self->episode); /* as the specification has it */
  else
    sfl_episode_set_rate (self->episode, CLAMP (number, MIN_RATE, MAX_RATE));

  return TRUE;
}

static SflTime
from_microseconds (gint64 time)
{
  const gint64 max = SFL_TIME_MAX / SFL_USECOND;

  return CLAMP (time, -max, max) * SFL_USECOND;
}

/* A position that is not in this track, or is of another one, is late: the specification
 * has us ignore it.
 */
static void
set_position (SflMpris *self, const char *track_id, gint64 position)
{
  g_autofree char *here = dup_track_id (self);
  SflTime duration = sfl_episode_get_duration (self->episode);
  SflTime target = from_microseconds (position);

  if (!g_str_equal (track_id, here) || target < 0 ||
      (duration != SFL_TIME_NONE && target > duration))
    return;

  sfl_episode_seek (self->episode, target);
}

static void
call_root (SflMpris *self, const char *method)
{
  if (self->application == NULL)
    return;

  if (g_str_equal (method, "Raise"))
    g_application_activate (self->application);
  else if (g_str_equal (method, "Quit"))
    g_action_group_activate_action (G_ACTION_GROUP (self->application), "quit", NULL);
}

static void
call_player (SflMpris *self, const char *method, GVariant *parameters)
{
  if (is_following (self))
    return;

  if (g_str_equal (method, "PlayPause")) {
    sfl_episode_toggle (self->episode);
  } else if (g_str_equal (method, "Play")) {
    sfl_episode_play (self->episode);
  } else if (g_str_equal (method, "Pause")) {
    sfl_episode_pause (self->episode);
  } else if (g_str_equal (method, "Stop")) {
    sfl_episode_pause (self->episode);
    sfl_episode_seek (self->episode, 0);
  } else if (g_str_equal (method, "Next")) {
    sfl_episode_seek_next_line (self->episode);
  } else if (g_str_equal (method, "Previous")) {
    sfl_episode_seek_previous_line (self->episode);
  } else if (g_str_equal (method, "Seek")) {
    gint64 offset;

    g_variant_get (parameters, "(x)", &offset);
    sfl_episode_seek_by (self->episode, from_microseconds (offset));
  } else if (g_str_equal (method, "SetPosition")) {
    const char *track_id;
    gint64 position;

    g_variant_get (parameters, "(&ox)", &track_id, &position);
    set_position (self, track_id, position);
  }
}

static void
method_call_cb (GDBusConnection *connection,
                const char *sender,
                const char *path,
                const char *interface,
                const char *method,
                GVariant *parameters,
                GDBusMethodInvocation *invocation,
                gpointer user_data)
{
  SflMpris *self = user_data;

  if (g_str_equal (method, "OpenUri")) {
    g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR,
                                                   G_DBUS_ERROR_NOT_SUPPORTED,
                                                   "Souffleur opens what its user chooses");
    return;
  }

  /* The answer goes first: after Quit there may be nobody to send it. */
  g_object_ref (self);
  g_dbus_method_invocation_return_value (g_object_ref (invocation), NULL);
  if (g_str_equal (interface, ROOT_INTERFACE))
    call_root (self, method);
  else
    call_player (self, method, parameters);
  g_object_unref (invocation);
  g_object_unref (self);
}

static const GDBusInterfaceVTable vtable = { method_call_cb, get_property_cb, set_property_cb };

static void
emit (SflMpris *self, const char *interface, const char *signal, GVariant *parameters)
{
  if (self->connection == NULL || g_dbus_connection_is_closed (self->connection))
    g_variant_unref (g_variant_ref_sink (parameters));
  else
    g_dbus_connection_emit_signal (self->connection, NULL, OBJECT_PATH, interface, signal,
                                   parameters, NULL);
}

/* One signal for all that changed since the last one. */
static gboolean
tell_cb (gpointer user_data)
{
  SflMpris *self = user_data;
  g_auto (GVariantDict) changed = G_VARIANT_DICT_INIT (NULL);
  gboolean any = FALSE;

  self->tell_id = 0;
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++) {
    g_autoptr (GVariant) value = g_variant_ref_sink (get_player_property (self, watched[i]));

    if (self->told[i] != NULL && g_variant_equal (self->told[i], value))
      continue;
    g_variant_dict_insert_value (&changed, watched[i], value);
    g_clear_pointer (&self->told[i], g_variant_unref);
    self->told[i] = g_steal_pointer (&value);
    any = TRUE;
  }

  if (any)
    emit (self, "org.freedesktop.DBus.Properties", "PropertiesChanged",
          g_variant_new ("(s@a{sv}@as)", PLAYER_INTERFACE, g_variant_dict_end (&changed),
                         g_variant_new_strv (NULL, 0)));

  return G_SOURCE_REMOVE;
}

static void
queue_tell (SflMpris *self)
{
  if (self->tell_id == 0 && self->connection != NULL)
    self->tell_id = g_idle_add (tell_cb, self);
}

static void
episode_notify_cb (SflEpisode *episode, GParamSpec *pspec, SflMpris *self)
{
  if (g_str_equal (pspec->name, "position"))
    return;

  if (g_str_equal (pspec->name, "media") ||
      (g_str_equal (pspec->name, "transcript") && sfl_episode_get_media (episode) == NULL))
    self->track++;
  queue_tell (self);
}

static void
seeked_cb (SflEpisode *episode, SflTime position, SflMpris *self)
{
  if (position != SFL_TIME_NONE && has_track (self))
    emit (self, PLAYER_INTERFACE, "Seeked", g_variant_new ("(x)", MAX (position, 0) / SFL_USECOND));
}

static guint
register_interface (SflMpris *self, GDBusNodeInfo *node, const char *name)
{
  g_autoptr (GError) error = NULL;
  guint id = g_dbus_connection_register_object (self->connection, OBJECT_PATH,
                                                g_dbus_node_info_lookup_interface (node, name),
                                                &vtable, self, NULL, &error);

  if (id == 0)
    g_debug ("No %s on the bus: %s", name, error->message);

  return id;
}

static void
bus_acquired_cb (GDBusConnection *connection, const char *name, gpointer user_data)
{
  SflMpris *self = user_data;
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (introspection_xml, NULL);

  g_assert (node != NULL);

  /* The shared connection ends the process with the bus unless told not to. */
  g_dbus_connection_set_exit_on_close (connection, FALSE);

  g_set_object (&self->connection, connection);
  self->root_id = register_interface (self, node, ROOT_INTERFACE);
  self->player_id = register_interface (self, node, PLAYER_INTERFACE);
  queue_tell (self);
}

static void
name_lost_cb (GDBusConnection *connection, const char *name, gpointer user_data)
{
  g_debug ("%s is not ours on the session bus", name);
}

static void
sfl_mpris_dispose (GObject *object)
{
  SflMpris *self = SFL_MPRIS (object);

  g_clear_handle_id (&self->tell_id, g_source_remove);
  if (self->root_id != 0)
    g_dbus_connection_unregister_object (self->connection, self->root_id);
  if (self->player_id != 0)
    g_dbus_connection_unregister_object (self->connection, self->player_id);
  self->root_id = self->player_id = 0;
  g_clear_handle_id (&self->own_id, g_bus_unown_name);
  g_clear_object (&self->connection);
  for (guint i = 0; i < G_N_ELEMENTS (watched); i++)
    g_clear_pointer (&self->told[i], g_variant_unref);
  if (self->episode != NULL)
    g_signal_handlers_disconnect_by_data (self->episode, self);
  g_clear_object (&self->episode);
  g_clear_weak_pointer (&self->application);

  G_OBJECT_CLASS (sfl_mpris_parent_class)->dispose (object);
}

static void
sfl_mpris_class_init (SflMprisClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sfl_mpris_dispose;
}

static void
sfl_mpris_init (SflMpris *self)
{
}

/**
 * sfl_mpris_new:
 * @application: has the action "quit"; need not outlive the result
 *
 * Returns: (transfer full): shows @episode on the session bus, if there is
 *   one, until it is disposed of
 */
SflMpris *
sfl_mpris_new (SflEpisode *episode, GApplication *application)
{
  SflMpris *self;

  g_return_val_if_fail (SFL_IS_EPISODE (episode), NULL);
  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);

  self = g_object_new (SFL_TYPE_MPRIS, NULL);
  self->episode = g_object_ref (episode);
  g_set_weak_pointer (&self->application, application);
  g_signal_connect_object (episode, "notify", G_CALLBACK (episode_notify_cb), self, 0);
  g_signal_connect_object (episode, "seeked", G_CALLBACK (seeked_cb), self, 0);
  self->own_id = g_bus_own_name (G_BUS_TYPE_SESSION, BUS_NAME, G_BUS_NAME_OWNER_FLAGS_NONE,
                                 bus_acquired_cb, NULL, name_lost_cb, self, NULL);

  return self;
}
