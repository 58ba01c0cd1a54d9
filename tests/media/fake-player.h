/* fake-player.h: a player on a bus of the test's own, with the manners that are asked for
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It lives in the main loop of the test, but on a connection of its own, as
 * another program does.
 */

#pragma once

#include <gio/gio.h>

#include "sfl-time.h"

typedef enum {
  FAKE_HIDES_POSITION = 1 << 0,  /* tells it only to who asks for that alone */
  FAKE_NO_SET_POSITION = 1 << 1, /* SetPosition is an error */
  FAKE_DEAF = 1 << 2,            /* answers, and does nothing */
  FAKE_HUNG = 1 << 3,            /* answers nothing at all */
  FAKE_BROKEN = 1 << 4,          /* every answer is an error */
  FAKE_SILENT = 1 << 5,          /* does not tell of changes */
  FAKE_NO_SEEK = 1 << 6,         /* says that it cannot be moved */
  FAKE_NO_PAUSE = 1 << 7,
  FAKE_NO_CONTROL = 1 << 8,
} FakeManners;

/* Fields may be set at any time; fake_player_tell() says so to who listens. */
typedef struct {
  GDBusConnection *connection;
  guint object_ids[2];
  GPtrArray *held; /* calls that are not answered */

  FakeManners manners;
  char *id; /* the track; NULL for none */
  char *title;
  SflTime length; /* SFL_TIME_NONE: not told */
  gboolean playing;
  double rate, max_rate;
  SflTime position; /* at @since */
  gint64 since;
  GVariant *says; /* (nullable): all that it says instead, of any type */

  GString *calls; /* what it was asked to do, but for what it was asked to say */
  guint n_asked;
} FakePlayer;

void fake_bus_up (void);
void fake_bus_down (void);
GDBusConnection *fake_bus_connect (void);

FakePlayer *fake_player_new (const char *name);
void fake_player_free (FakePlayer *self);
void fake_player_own (FakePlayer *self, const char *name);
SflTime fake_player_get_position (FakePlayer *self);
void fake_player_put (FakePlayer *self, SflTime position);
void fake_player_open (FakePlayer *self, const char *id, const char *title, SflTime length);
void fake_player_tell (FakePlayer *self);
void fake_player_tell_seeked (FakePlayer *self, GVariant *parameters);
void fake_player_set_playing (FakePlayer *self, gboolean playing);

/* Runs the main loop until @condition holds. */
#define fake_wait(condition)                                                                       \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 fake_deadline = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;                          \
    guint fake_id = g_timeout_add (2, fake_tick_cb, NULL);                                         \
                                                                                                   \
    while (!(condition) && g_get_monotonic_time () < fake_deadline)                                \
      g_main_context_iteration (NULL, TRUE);                                                       \
    g_source_remove (fake_id);                                                                     \
    g_assert_true (condition);                                                                     \
  }                                                                                                \
  G_STMT_END

gboolean fake_tick_cb (gpointer user_data);
