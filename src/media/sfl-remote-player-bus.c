/* sfl-remote-player-bus.c: what is asked of another player, and what it tells
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * MPRIS does not tell the position, so a player that is followed is asked once a
 * second for all that it has to say: not all of them tell of changes either.  One
 * question is under way at a time, each has a time limit, and calls go to the
 * unique name, so that nobody is started or takes another's place.
 */

#include "config.h"

#include "sfl-remote-player-private.h"

#include <glib/gi18n-lib.h>

/* How long a call may take, and how often one that is followed is asked, in ms. */
#define CALL_TIMEOUT 2000
#define ASK_PLAYING 1000
#define ASK_PAUSED 2000
#define ASK_SEEKING 200

/* So many calls without an answer, and we say so. */
#define MAX_UNANSWERED 2

/* After a seek it may take so long until it plays again, in µs. */
#define START_TIME (2 * G_USEC_PER_SEC)

void
sfl_remote_player_call (SflRemotePlayer *self,
                        const char *interface,
                        const char *method,
                        GVariant *parameters,
                        const GVariantType *reply,
                        GAsyncReadyCallback callback)
{
  g_dbus_connection_call (self->connection, self->owner, SFL_MPRIS_PATH, interface, method,
                          parameters, reply, G_DBUS_CALL_FLAGS_NO_AUTO_START, CALL_TIMEOUT,
                          self->cancellable, callback, self);
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
    sfl_remote_player_complain (self, _ ("%s did not do it"), FALSE);
  }
  sfl_remote_player_ask (self);
}

void
sfl_remote_player_act (SflRemotePlayer *self,
                       const char *interface,
                       const char *method,
                       GVariant *parameters)
{
  sfl_remote_player_call (self, interface, method, parameters, NULL, acted_cb);
}

static gboolean
ask_cb (gpointer user_data)
{
  SflRemotePlayer *self = user_data;

  self->ask_id = 0;
  sfl_remote_player_ask (self);

  return G_SOURCE_REMOVE;
}

static void
schedule (SflRemotePlayer *self)
{
  gboolean is_starting = g_get_monotonic_time () - self->reached_at < START_TIME;
  guint wait = sfl_remote_player_is_seeking (self) || is_starting ? ASK_SEEKING
               : self->running                                    ? ASK_PLAYING
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
    sfl_remote_player_ask (self);
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
    sfl_remote_player_take_position (self, get_moment (self), sfl_remote_time_from_variant (value));
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
      sfl_remote_player_set_flag (self, &self->answering, FALSE, "answering");
    end_asking (self);
    return;
  }

  self->n_unanswered = 0;
  self->answered_at = g_get_monotonic_time ();
  sfl_remote_player_set_flag (self, &self->answering, TRUE, "answering");
  g_variant_get (reply, "(@a{sv})", &properties);
  sfl_remote_player_take_properties (self, properties);
  position = g_variant_lookup_value (properties, "Position", NULL);
  if (position != NULL)
    sfl_remote_player_take_position (self, get_moment (self),
                                     sfl_remote_time_from_variant (position));
  sfl_remote_player_set_flag (self, &self->loaded, TRUE, "loaded");

  if (position == NULL && self->followed && !self->gone) {
    self->asked_all_at = g_get_monotonic_time ();
    sfl_remote_player_call (self, SFL_MPRIS_PROPERTIES, "Get",
                            g_variant_new ("(ss)", SFL_MPRIS_PLAYER, "Position"),
                            G_VARIANT_TYPE ("(v)"), position_cb);
    return;
  }
  end_asking (self);
}

void
sfl_remote_player_ask (SflRemotePlayer *self)
{
  g_clear_handle_id (&self->ask_id, g_source_remove);
  if (self->gone)
    return;

  self->ask_again = self->asking;
  if (self->asking)
    return;

  self->asking = TRUE;
  self->asked_all_at = g_get_monotonic_time ();
  sfl_remote_player_call (self, SFL_MPRIS_PROPERTIES, "GetAll",
                          g_variant_new ("(s)", SFL_MPRIS_PLAYER), G_VARIANT_TYPE ("(a{sv})"),
                          answered_cb);
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
  if (!g_str_equal (of, SFL_MPRIS_PLAYER))
    return;

  sfl_remote_player_take_properties (self, changed);
  if (self->followed || lost[0] != NULL)
    sfl_remote_player_ask (self);
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
  sfl_remote_player_take_position (self, g_get_monotonic_time (),
                                   sfl_remote_time_from_variant (value));
}

/* Nothing comes of what is still under way. */
void
sfl_remote_player_disconnect (SflRemotePlayer *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->ask_id, g_source_remove);
  g_clear_handle_id (&self->range_id, g_source_remove);
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
  sfl_remote_player_disconnect (self);
  sfl_reckoner_run (&self->reckoner, g_get_monotonic_time (), FALSE, self->rate);
  self->gone = TRUE;
  sfl_remote_player_set_flag (self, &self->playing, FALSE, "playing");
  if (sfl_remote_player_is_seeking (self))
    sfl_remote_player_end_seek (self);
  g_object_notify (G_OBJECT (self), "gone");
  sfl_remote_player_complain (self, _ ("%s was closed"), TRUE);
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

static guint
subscribe (SflRemotePlayer *self,
           const char *interface,
           const char *signal,
           GDBusSignalCallback callback)
{
  return g_dbus_connection_signal_subscribe (self->connection, self->owner, interface, signal,
                                             SFL_MPRIS_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE,
                                             callback, self, NULL);
}

/* Listens to it, and asks it what it is and does. */
void
sfl_remote_player_connect (SflRemotePlayer *self)
{
  self->signal_ids[0] =
      subscribe (self, SFL_MPRIS_PROPERTIES, "PropertiesChanged", properties_changed_cb);
  self->signal_ids[1] = subscribe (self, SFL_MPRIS_PLAYER, "Seeked", seeked_cb);
  self->signal_ids[2] =
      g_dbus_connection_signal_subscribe (self->connection, "org.freedesktop.DBus",
                                          "org.freedesktop.DBus", "NameOwnerChanged",
                                          "/org/freedesktop/DBus", self->bus_name,
                                          G_DBUS_SIGNAL_FLAGS_NONE, owner_changed_cb, self, NULL);
  g_signal_connect_object (self->connection, "closed", G_CALLBACK (closed_cb), self, 0);

  sfl_remote_player_call (self, SFL_MPRIS_PROPERTIES, "Get",
                          g_variant_new ("(ss)", SFL_MPRIS_ROOT, "Identity"),
                          G_VARIANT_TYPE ("(v)"), identified_cb);
  sfl_remote_player_ask (self);
}
