/* fake-player.c: a player on a bus of the test's own, with the manners that are asked for
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fake-player.h"

#define PATH "/org/mpris/MediaPlayer2"
#define PLAYER "org.mpris.MediaPlayer2.Player"
#define PROPERTIES "org.freedesktop.DBus.Properties"

static const char interfaces[] =
    "<node><interface name='" PROPERTIES "'>"
    "<method name='Get'><arg type='s'/><arg type='s'/></method>"
    "<method name='GetAll'><arg type='s'/></method>"
    "<method name='Set'><arg type='s'/><arg type='s'/><arg type='v'/></method>"
    "</interface><interface name='" PLAYER "'>"
    "<method name='Play'/><method name='Pause'/>"
    "<method name='Seek'><arg type='x'/></method>"
    "<method name='SetPosition'><arg type='o'/><arg type='x'/></method>"
    "</interface></node>";

static GTestDBus *bus;

/* Every test of a program has the same one. */
void
fake_bus_up (void)
{
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
}

void
fake_bus_down (void)
{
  g_test_dbus_down (bus);
  g_clear_object (&bus);
}

/* Returns: (transfer full): a connection of its own, as every program has one */
GDBusConnection *
fake_bus_connect (void)
{
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection =
      g_dbus_connection_new_for_address_sync (g_test_dbus_get_bus_address (bus),
                                              G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                                  G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                              NULL, NULL, &error);

  g_assert_no_error (error);

  return connection;
}

gboolean
fake_tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

SflTime
fake_player_get_position (FakePlayer *self)
{
  SflTime position = self->position;

  if (self->playing)
    position +=
        (SflTime) ((g_get_monotonic_time () - self->since) * (double) SFL_USECOND * self->rate);

  return self->length != SFL_TIME_NONE ? MIN (position, self->length) : position;
}

/* Does not say so. */
void
fake_player_put (FakePlayer *self, SflTime position)
{
  self->position = position;
  self->since = g_get_monotonic_time ();
}

static GVariant *
make_metadata (FakePlayer *self)
{
  GVariantDict metadata;

  g_variant_dict_init (&metadata, NULL);
  if (self->id != NULL)
    g_variant_dict_insert (&metadata, "mpris:trackid", "o", self->id);
  if (self->title != NULL)
    g_variant_dict_insert (&metadata, "xesam:title", "s", self->title);
  if (self->length != SFL_TIME_NONE)
    g_variant_dict_insert (&metadata, "mpris:length", "x", self->length / SFL_USECOND);

  return g_variant_dict_end (&metadata);
}

static GVariant *
make_position (FakePlayer *self)
{
  return g_variant_new_int64 (fake_player_get_position (self) / SFL_USECOND);
}

static GVariant *
make_properties (FakePlayer *self, gboolean with_position)
{
  GVariantDict dict;

  if (self->says != NULL)
    return self->says;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "PlaybackStatus", "s", self->playing ? "Playing" : "Paused");
  g_variant_dict_insert (&dict, "Rate", "d", self->rate);
  g_variant_dict_insert (&dict, "MinimumRate", "d", 1.0);
  g_variant_dict_insert (&dict, "MaximumRate", "d", self->max_rate);
  g_variant_dict_insert_value (&dict, "Metadata", make_metadata (self));
  g_variant_dict_insert (&dict, "CanControl", "b", !(self->manners & FAKE_NO_CONTROL));
  g_variant_dict_insert (&dict, "CanPlay", "b", TRUE);
  g_variant_dict_insert (&dict, "CanPause", "b", !(self->manners & FAKE_NO_PAUSE));
  g_variant_dict_insert (&dict, "CanSeek", "b", !(self->manners & FAKE_NO_SEEK));
  if (with_position && !(self->manners & FAKE_HIDES_POSITION))
    g_variant_dict_insert_value (&dict, "Position", make_position (self));

  return g_variant_dict_end (&dict);
}

static void
emit (FakePlayer *self, const char *interface, const char *signal, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;

  g_dbus_connection_emit_signal (self->connection, NULL, PATH, interface, signal, parameters,
                                 &error);
  g_assert_no_error (error);
}

/* Tells of all that may have changed. */
void
fake_player_tell (FakePlayer *self)
{
  emit (self, PROPERTIES, "PropertiesChanged",
        g_variant_new ("(s@a{sv}as)", PLAYER, make_properties (self, FALSE), NULL));
}

/* @parameters: (nullable): of any type, instead of where it is */
void
fake_player_tell_seeked (FakePlayer *self, GVariant *parameters)
{
  emit (self, PLAYER, "Seeked",
        parameters != NULL ? parameters : g_variant_new ("(@x)", make_position (self)));
}

void
fake_player_set_playing (FakePlayer *self, gboolean playing)
{
  fake_player_put (self, fake_player_get_position (self));
  self->playing = playing;
  if (!(self->manners & FAKE_SILENT))
    fake_player_tell (self);
}

/* Says so, and begins at its start. */
void
fake_player_open (FakePlayer *self, const char *id, const char *title, SflTime length)
{
  g_free (self->id);
  g_free (self->title);
  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->length = length;
  fake_player_put (self, 0);
  fake_player_tell (self);
}

/* @body may be of any type, which g_dbus_method_invocation_return_value() would not have. */
static void
answer (GDBusMethodInvocation *invocation, GVariant *body)
{
  GDBusConnection *connection = g_dbus_method_invocation_get_connection (invocation);
  g_autoptr (GDBusMessage) reply =
      g_dbus_message_new_method_reply (g_dbus_method_invocation_get_message (invocation));

  if (body != NULL)
    g_dbus_message_set_body (reply, body);
  g_dbus_connection_send_message (connection, reply, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
  g_object_unref (invocation);
}

static void
refuse (GDBusMethodInvocation *invocation)
{
  g_dbus_method_invocation_return_dbus_error (invocation, "org.freedesktop.DBus.Error.Failed",
                                              "<b>No</b>");
}

static void
move (FakePlayer *self, SflTime position)
{
  if (self->manners & FAKE_DEAF)
    return;

  fake_player_put (self, MAX (position, 0));
  if (!(self->manners & FAKE_SILENT))
    fake_player_tell_seeked (self, NULL);
}

static void
act (FakePlayer *self, const char *method, GVariant *parameters)
{
  gint64 time;
  const char *id;

  if (g_str_equal (method, "Play") || g_str_equal (method, "Pause")) {
    g_string_append_printf (self->calls, "%s ", method);
    if (!(self->manners & FAKE_DEAF))
      fake_player_set_playing (self, g_str_equal (method, "Play"));
  } else if (g_str_equal (method, "Seek")) {
    g_variant_get (parameters, "(x)", &time);
    g_string_append_printf (self->calls, "Seek ");
    move (self, fake_player_get_position (self) + time * SFL_USECOND);
  } else {
    g_variant_get (parameters, "(&ox)", &id, &time);
    g_string_append_printf (self->calls, "SetPosition %s %" G_GINT64_FORMAT " ", id, time / 1000);
    if (g_strcmp0 (id, self->id) == 0)
      move (self, time * SFL_USECOND);
  }
}

static void
called_cb (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *parameters,
           GDBusMethodInvocation *invocation,
           gpointer user_data)
{
  FakePlayer *self = user_data;
  g_autoptr (GVariant) value = NULL;
  const char *name;

  if (g_str_has_prefix (method, "Get"))
    self->n_asked++;
  if (self->manners & FAKE_HUNG) {
    g_ptr_array_add (self->held, invocation);
    return;
  }
  if ((self->manners & FAKE_BROKEN) ||
      ((self->manners & FAKE_NO_SET_POSITION) && g_str_equal (method, "SetPosition"))) {
    refuse (invocation);
    return;
  }

  if (g_str_equal (method, "GetAll")) {
    GVariant *properties = make_properties (self, TRUE);

    answer (invocation, g_variant_is_of_type (properties, G_VARIANT_TYPE_VARDICT)
                            ? g_variant_new ("(@a{sv})", properties)
                            : g_variant_new ("(v)", properties));
  } else if (g_str_equal (method, "Get")) {
    g_variant_get_child (parameters, 1, "&s", &name);
    if (g_str_equal (name, "Identity"))
      answer (invocation, g_variant_new ("(v)", g_variant_new_string ("A <b>&amp; Player\n")));
    else if (g_str_equal (name, "Position"))
      answer (invocation, g_variant_new ("(v)", make_position (self)));
    else
      refuse (invocation);
  } else if (g_str_equal (method, "Set")) {
    g_variant_get (parameters, "(&s&sv)", NULL, &name, &value);
    g_assert_cmpstr (name, ==, "Rate");
    fake_player_put (self, fake_player_get_position (self));
    self->rate = g_variant_get_double (value);
    g_string_append_printf (self->calls, "Rate %g ", self->rate);
    answer (invocation, NULL);
    fake_player_tell (self);
  } else {
    answer (invocation, NULL);
    act (self, method, parameters);
  }
}

/* Takes a name on the bus, below org.mpris.MediaPlayer2; its connection keeps it. */
void
fake_player_own (FakePlayer *self, const char *name)
{
  g_autofree char *bus_name = g_strconcat ("org.mpris.MediaPlayer2.", name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_sync (self->connection, "org.freedesktop.DBus",
                                   "/org/freedesktop/DBus", "org.freedesktop.DBus", "RequestName",
                                   g_variant_new ("(su)", bus_name, 0), NULL,
                                   G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
}

/* Plays ten minutes of /track/1, and is at 30 s.  @name: on the bus; NULL for none yet */
FakePlayer *
fake_player_new (const char *name)
{
  static const GDBusInterfaceVTable vtable = { .method_call = called_cb };
  FakePlayer *self = g_new0 (FakePlayer, 1);
  GDBusNodeInfo *node = g_dbus_node_info_new_for_xml (interfaces, NULL);

  self->connection = fake_bus_connect ();
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->calls = g_string_new (NULL);
  self->id = g_strdup ("/track/1");
  self->title = g_strdup ("A replay");
  self->length = 10 * SFL_MINUTE;
  self->playing = TRUE;
  self->rate = 1;
  self->max_rate = 4;
  fake_player_put (self, 30 * SFL_SECOND);
  for (guint i = 0; i < 2; i++)
    self->object_ids[i] =
        g_dbus_connection_register_object (self->connection, PATH, node->interfaces[i], &vtable,
                                           self, NULL, NULL);
  g_dbus_node_info_unref (node);
  if (name != NULL)
    fake_player_own (self, name);

  return self;
}

/* As a program that ends: in the middle of whatever it was asked. */
void
fake_player_free (FakePlayer *self)
{
  for (guint i = 0; i < 2; i++)
    g_dbus_connection_unregister_object (self->connection, self->object_ids[i]);
  g_ptr_array_unref (self->held);
  g_dbus_connection_close_sync (self->connection, NULL, NULL);
  g_object_unref (self->connection);
  g_clear_pointer (&self->says, g_variant_unref);
  g_string_free (self->calls, TRUE);
  g_free (self->id);
  g_free (self->title);
  g_free (self);
}
