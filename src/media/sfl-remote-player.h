/* sfl-remote-player.h: another program that plays the recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * MPRIS 2.2 from the other side, on the session bus.  Main thread only; nothing
 * here waits, and nothing here is believed without a look.
 */

#pragma once

#include <gio/gio.h>

#include "sfl-playback.h"

G_BEGIN_DECLS

/* Implements SflPlayback: "loaded" once it has answered.  Its problems are for users to read; the
 * fatal one is that it has gone.
 * Properties beside those, all read-only with explicit notify: "bus-name" (s), "name" (s), "title"
 * (s, NULL: nothing is open there), "answering" (b), "strayed" (b: it plays something else than
 * when we began to follow it, and is not followed there), "gone" (b).
 */
#define SFL_TYPE_REMOTE_PLAYER (sfl_remote_player_get_type ())
G_DECLARE_FINAL_TYPE (SflRemotePlayer, sfl_remote_player, SFL, REMOTE_PLAYER, GObject)

SflRemotePlayer *
sfl_remote_player_new (GDBusConnection *connection, const char *bus_name, const char *owner);

const char *sfl_remote_player_get_bus_name (SflRemotePlayer *self);
const char *sfl_remote_player_get_owner (SflRemotePlayer *self);
const char *sfl_remote_player_get_name (SflRemotePlayer *self);
const char *sfl_remote_player_get_title (SflRemotePlayer *self);
gboolean sfl_remote_player_get_answering (SflRemotePlayer *self);
gboolean sfl_remote_player_get_strayed (SflRemotePlayer *self);
gboolean sfl_remote_player_get_gone (SflRemotePlayer *self);

void sfl_remote_player_set_followed (SflRemotePlayer *self, gboolean followed);
void sfl_remote_player_accept_track (SflRemotePlayer *self);

G_END_DECLS
