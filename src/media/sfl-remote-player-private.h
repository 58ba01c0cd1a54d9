/* sfl-remote-player-private.h: the parts of a remote player
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-reckoner.h"
#include "sfl-remote-player.h"
#include "sfl-remote-track.h"

G_BEGIN_DECLS

#define SFL_MPRIS_PATH "/org/mpris/MediaPlayer2"
#define SFL_MPRIS_ROOT "org.mpris.MediaPlayer2"
#define SFL_MPRIS_PLAYER "org.mpris.MediaPlayer2.Player"
#define SFL_MPRIS_PROPERTIES "org.freedesktop.DBus.Properties"

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

/* sfl-remote-player.c */
void sfl_remote_player_set_flag (SflRemotePlayer *self,
                                 gboolean *flag,
                                 gboolean value,
                                 const char *property);
void sfl_remote_player_complain (SflRemotePlayer *self, const char *format, gboolean fatal);

/* sfl-remote-player-bus.c */
void sfl_remote_player_connect (SflRemotePlayer *self);
void sfl_remote_player_disconnect (SflRemotePlayer *self);
void sfl_remote_player_call (SflRemotePlayer *self,
                             const char *interface,
                             const char *method,
                             GVariant *parameters,
                             const GVariantType *reply,
                             GAsyncReadyCallback callback);
void sfl_remote_player_act (SflRemotePlayer *self,
                            const char *interface,
                            const char *method,
                            GVariant *parameters);
void sfl_remote_player_ask (SflRemotePlayer *self);

/* sfl-remote-player-state.c */
void sfl_remote_player_update (SflRemotePlayer *self);
void sfl_remote_player_take_properties (SflRemotePlayer *self, GVariant *properties);

/* sfl-remote-player-position.c */
gboolean sfl_remote_player_is_seeking (SflRemotePlayer *self);
void sfl_remote_player_end_seek (SflRemotePlayer *self);
void sfl_remote_player_take_position (SflRemotePlayer *self, gint64 now, SflTime position);
void sfl_remote_player_seek (SflPlayback *playback, SflTime target, SflSeekMode mode);
void sfl_remote_player_play_range (SflPlayback *playback, SflTime start, SflTime end);
SflTime sfl_remote_player_query_position (SflPlayback *playback);

G_END_DECLS
