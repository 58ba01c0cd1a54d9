/* sfl-player-private.h: the parts of a player
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gst/gst.h>

#include "sfl-player.h"
#include "sfl-video-tap.h"
#include "sfl-wish.h"

G_BEGIN_DECLS

/* A file that ends this much before its time is cut short.  Containers and
 * streams disagree by less.
 */
#define SFL_PLAYER_SHORTFALL (2 * SFL_SECOND)

struct _SflPlayer {
  GObject parent_instance;

  char *speaker_name;
  char *sound_device;
  GFile *file;
  GCancellable *cancellable; /* of the first look at @file and of the speaker's probe */

  GstElement *pipeline; /* NULL until @file was looked at, and after a fatal problem */
  GstElement *speaker;
  SflVideoTap *tap;
  guint bus_watch;
  guint probe_id;
  guint refresh_id;
  guint retry_id;
  guint n_retries;  /* of opening */
  guint missing_id; /* ends the patience with a pipeline that misses a decoder */

  SflWish wanted;     /* goes out next */
  SflWish flying;     /* under way */
  gboolean busy;      /* prerolling or seeking: ASYNC_DONE will come */
  gboolean opening;   /* neither prerolled nor failed */
  gboolean prerolled; /* the pipeline can seek */
  gboolean loaded;
  gboolean failed;
  gboolean playing;
  gboolean ended;    /* at the end of the stream or the range; @rest says where */
  gboolean seeking;  /* as last notified */
  SflTime rest;      /* last known position */
  SflTime anchor;    /* the position at running time 0 */
  SflTime range_end; /* SFL_TIME_NONE: none */

  SflTime duration;
  gboolean duration_approximate;
  double rate;
  double volume;
  gboolean muted;
  gboolean volume_wanted; /* the user has set it; else the sound server's memory counts */
  gboolean muted_wanted;
  gboolean has_video;
  gboolean has_audio;
  gboolean silent;

  GArray *audio_tracks;
  GArray *text_tracks;
  GstStreamCollection *collection;
  char *video_id;  /* the selected video stream */
  int audio_track; /* -1: none */
  int wanted_audio_track;
  gboolean switching;        /* to it, for the first time */
  guint switch_id;           /* ends the patience with that */
  GstMessage *missing;       /* the first missing decoder, until it was told */
  GstStreamType undecodable; /* what a decoder is missing for */
  GstStreamType refused;     /* what of that @pipeline is not asked for */

  int picture_width;
  int picture_height;
  SflFrame *frame;
};

enum {
  PROP_0,
  PROP_SPEAKER,
  PROP_LOADED,
  PROP_PLAYING,
  PROP_DURATION,
  PROP_DURATION_APPROXIMATE,
  PROP_SEEKING,
  PROP_RATE,
  PROP_VOLUME,
  PROP_MUTED,
  PROP_HAS_VIDEO,
  PROP_HAS_AUDIO,
  PROP_AUDIO_TRACK,
  PROP_SILENT,
  PROP_SOUND_DEVICE,
  N_PROPS
};

extern GParamSpec *sfl_player_props[N_PROPS];

enum { SIGNAL_FRAME, SIGNAL_TRACKS_CHANGED, N_SIGNALS };

extern guint sfl_player_signals[N_SIGNALS];

/* What it tells (sfl-player.c). */
void sfl_player_set_flag (SflPlayer *self, gboolean *flag, gboolean value, guint prop);
void sfl_player_set_duration (SflPlayer *self, SflTime duration);
void sfl_player_update_seeking (SflPlayer *self);
void sfl_player_show_newest (SflPlayer *self);
void sfl_player_emit_problem (SflPlayer *self, GError *error, gboolean fatal);

/* From a file to a pipeline and its end (sfl-player-pipeline.c). */
void sfl_player_start_pipeline (SflPlayer *self);
void sfl_player_restart_pipeline (SflPlayer *self);
gboolean sfl_player_retry (SflPlayer *self);
void sfl_player_miss (SflPlayer *self, GstMessage *message, GstStreamType type);
void sfl_player_leave_missing (SflPlayer *self);
void sfl_player_stop_pipeline (SflPlayer *self);
void sfl_player_apply_state (SflPlayer *self);
void sfl_player_fall_silent (SflPlayer *self);
void sfl_player_find_device (SflPlayer *self);
void sfl_player_fail (SflPlayer *self, GError *error);

/* Where it is and where it shall be (sfl-player-position.c). */
SflTime sfl_player_get_played_position (SflPlayer *self);
void sfl_player_update_duration (SflPlayer *self);
void sfl_player_want (SflPlayer *self,
                      SflTime target,
                      SflTime stop,
                      SflSeekMode mode,
                      gboolean announce);
void sfl_player_want_again (SflPlayer *self);
void sfl_player_send_wanted (SflPlayer *self);
void sfl_player_settle (SflPlayer *self);

/* What is in the file (sfl-player-tracks.c). */
gboolean sfl_player_has_stream (SflPlayer *self, GstStreamType type);
void sfl_player_update_tracks (SflPlayer *self);
void sfl_player_update_streams (SflPlayer *self);
void sfl_player_take_collection (SflPlayer *self, GstMessage *message);
void sfl_player_take_selected (SflPlayer *self, GstMessage *message);
const char *sfl_player_get_wanted_stream (SflPlayer *self);
void sfl_player_select_streams (SflPlayer *self);
void sfl_player_end_switch (SflPlayer *self);

/* What the pipeline says (sfl-player-bus.c). */
gboolean sfl_player_bus_cb (GstBus *bus, GstMessage *message, gpointer user_data);

G_END_DECLS
