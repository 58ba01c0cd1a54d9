/* sfl-remote-list.c: the players of the session
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every name below org.mpris.MediaPlayer2 is somebody who may be a player; it is
 * in the list once it has answered like one.  Main thread only.
 */

#include "config.h"

#include "sfl-remote-list.h"

#include "sfl-remote-player.h"

#include <string.h>

#define PREFIX "org.mpris.MediaPlayer2."

/* Stands for whichever player was used last, and so for all of them twice. */
#define PLAYERCTLD PREFIX "playerctld"

#define BUS "org.freedesktop.DBus"
#define BUS_PATH "/org/freedesktop/DBus"
#define CALL_TIMEOUT 2000

struct _SflRemoteList {
  GObject parent_instance;

  GCancellable *cancellable;
  GDBusConnection *connection;
  guint signal_id;
  GPtrArray *asked;   /* of SflRemotePlayer that have not answered yet */
  GPtrArray *players; /* of SflRemotePlayer, as the list shows them */
};

static void sfl_remote_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SflRemoteList,
                               sfl_remote_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      sfl_remote_list_model_init))

/* Of one name, for an answer does not say which. */
typedef struct {
  SflRemoteList *list;
  char *bus_name;
} Question;

/* VLC has two names. */
static gboolean
has_player (GPtrArray *players, const char *owner)
{
  for (guint i = 0; i < players->len; i++)
    if (g_str_equal (sfl_remote_player_get_owner (players->pdata[i]), owner))
      return TRUE;

  return FALSE;
}

static void
call_bus (SflRemoteList *self,
          const char *method,
          GVariant *parameters,
          const char *reply,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  g_dbus_connection_call (self->connection, BUS, BUS_PATH, BUS, method, parameters,
                          G_VARIANT_TYPE (reply), G_DBUS_CALL_FLAGS_NONE, CALL_TIMEOUT,
                          self->cancellable, callback, user_data);
}

/* A circle: one that goes may have given its name to another. */
static void ask_owner (SflRemoteList *self, const char *bus_name);

static void
loaded_cb (SflRemotePlayer *player, GParamSpec *pspec, SflRemoteList *self)
{
  if (g_ptr_array_find (self->players, player, NULL))
    return;

  g_ptr_array_add (self->players, g_object_ref (player));
  g_ptr_array_remove (self->asked, player);
  g_list_model_items_changed (G_LIST_MODEL (self), self->players->len - 1, 0, 1);
}

static void
gone_cb (SflRemotePlayer *player, GParamSpec *pspec, SflRemoteList *self)
{
  guint index;

  ask_owner (self, sfl_remote_player_get_bus_name (player));
  g_ptr_array_remove (self->asked, player);
  if (!g_ptr_array_find (self->players, player, &index))
    return;

  g_ptr_array_remove_index (self->players, index);
  g_list_model_items_changed (G_LIST_MODEL (self), index, 1, 0);
}

static void
meet (SflRemoteList *self, const char *bus_name, const char *owner)
{
  SflRemotePlayer *player;

  if (!g_str_has_prefix (bus_name, PREFIX) || g_str_equal (bus_name, PLAYERCTLD) ||
      g_strcmp0 (owner, g_dbus_connection_get_unique_name (self->connection)) == 0 ||
      has_player (self->asked, owner) || has_player (self->players, owner))
    return;

  player = sfl_remote_player_new (self->connection, bus_name, owner);
  g_ptr_array_add (self->asked, player);
  g_signal_connect_object (player, "notify::loaded", G_CALLBACK (loaded_cb), self, 0);
  g_signal_connect_object (player, "notify::gone", G_CALLBACK (gone_cb), self, 0);
}

static void
owner_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Question *question = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  const char *owner;

  if (reply != NULL) {
    g_variant_get (reply, "(&s)", &owner);
    meet (question->list, question->bus_name, owner);
  }
  g_free (question->bus_name);
  g_free (question);
}

static void
ask_owner (SflRemoteList *self, const char *bus_name)
{
  Question *question = g_new0 (Question, 1);

  question->list = self;
  question->bus_name = g_strdup (bus_name);
  call_bus (self, "GetNameOwner", g_variant_new ("(s)", bus_name), "(s)", owner_cb, question);
}

static void
names_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflRemoteList *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  g_autofree const char **names = NULL;

  if (reply == NULL)
    return;

  g_variant_get (reply, "(^a&s)", &names);
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_prefix (names[i], PREFIX))
      ask_owner (self, names[i]);
}

/* A player that goes says so itself. */
static void
owner_changed_cb (GDBusConnection *connection,
                  const char *sender,
                  const char *path,
                  const char *interface,
                  const char *signal,
                  GVariant *parameters,
                  gpointer user_data)
{
  const char *name, *owner;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(sss)")))
    return;

  g_variant_get (parameters, "(&s&s&s)", &name, NULL, &owner);
  if (*owner != '\0')
    meet (user_data, name, owner);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflRemoteList *self = user_data;
  g_autoptr (GError) error = NULL;
  GDBusConnection *connection = g_bus_get_finish (result, &error);

  if (connection == NULL) {
    g_debug ("No session bus: %s", error->message);
    return;
  }

  /* The shared connection ends the process with the bus unless told not to. */
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  self->connection = connection;
  self->signal_id = g_dbus_connection_signal_subscribe (connection, BUS, BUS, "NameOwnerChanged",
                                                        BUS_PATH, "org.mpris.MediaPlayer2",
                                                        G_DBUS_SIGNAL_FLAGS_MATCH_ARG0_NAMESPACE,
                                                        owner_changed_cb, self, NULL);
  call_bus (self, "ListNames", NULL, "(as)", names_cb, self);
}

static GType
sfl_remote_list_get_item_type (GListModel *model)
{
  return SFL_TYPE_REMOTE_PLAYER;
}

static guint
sfl_remote_list_get_n_items (GListModel *model)
{
  return SFL_REMOTE_LIST (model)->players->len;
}

static gpointer
sfl_remote_list_get_item (GListModel *model, guint position)
{
  SflRemoteList *self = SFL_REMOTE_LIST (model);

  return position < self->players->len ? g_object_ref (self->players->pdata[position]) : NULL;
}

static void
sfl_remote_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = sfl_remote_list_get_item_type;
  iface->get_n_items = sfl_remote_list_get_n_items;
  iface->get_item = sfl_remote_list_get_item;
}

static void
sfl_remote_list_dispose (GObject *object)
{
  SflRemoteList *self = SFL_REMOTE_LIST (object);

  g_cancellable_cancel (self->cancellable);
  if (self->signal_id != 0)
    g_dbus_connection_signal_unsubscribe (self->connection, self->signal_id);
  self->signal_id = 0;
  g_clear_object (&self->connection);
  g_ptr_array_set_size (self->asked, 0);

  G_OBJECT_CLASS (sfl_remote_list_parent_class)->dispose (object);
}

static void
sfl_remote_list_finalize (GObject *object)
{
  SflRemoteList *self = SFL_REMOTE_LIST (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->asked);
  g_ptr_array_unref (self->players);

  G_OBJECT_CLASS (sfl_remote_list_parent_class)->finalize (object);
}

static void
sfl_remote_list_class_init (SflRemoteListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sfl_remote_list_dispose;
  object_class->finalize = sfl_remote_list_finalize;
}

static void
sfl_remote_list_init (SflRemoteList *self)
{
  self->cancellable = g_cancellable_new ();
  self->asked = g_ptr_array_new_with_free_func (g_object_unref);
  self->players = g_ptr_array_new_with_free_func (g_object_unref);
  g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, connected_cb, self);
}

SflRemoteList *
sfl_remote_list_new (void)
{
  return g_object_new (SFL_TYPE_REMOTE_LIST, NULL);
}
