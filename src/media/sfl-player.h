/* sfl-player.h: plays one episode's audio or video
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Main thread only, except where said.  No GStreamer type in this header.
 */

#pragma once

#include <gio/gio.h>

#include "sfl-frame.h"
#include "sfl-playback.h"

G_BEGIN_DECLS

void sfl_media_init (void);
void sfl_media_deinit (void);
const char *sfl_media_get_version (void);

/**
 * SflTrack:
 * @language: BCP 47 or ISO 639 code, or NULL
 * @title: from the file, or NULL
 */
typedef struct {
  char *id;
  char *language;
  char *title;
  char *codec;
} SflTrack;

/* Properties, all with explicit notify, beside those of SflPlayback: "loaded" (b: duration and
 * tracks known, first picture or sample prerolled), "rate" (d, 0.5 to 3), "volume" (d, 0 to 1,
 * cubic as users hear it), "muted" (b), "has-video" (b), "has-audio" (b), "audio-track" (i),
 * "silent" (b: no sound device answers, so time goes on without sound).
 * Construct only: "speaker" (s), the element for sound, for tests; NULL for what the system has.
 * Signals, beside those of SflPlayback: "frame" (SflFrame), "tracks-changed".
 */
#define SFL_TYPE_PLAYER (sfl_player_get_type ())
G_DECLARE_FINAL_TYPE (SflPlayer, sfl_player, SFL, PLAYER, GObject)

SflPlayer *sfl_player_new (void);

void sfl_player_open (SflPlayer *self, GFile *file);
void sfl_player_close (SflPlayer *self);

void sfl_player_play (SflPlayer *self);
void sfl_player_pause (SflPlayer *self);
gboolean sfl_player_get_playing (SflPlayer *self);
gboolean sfl_player_get_loaded (SflPlayer *self);
gboolean sfl_player_get_seeking (SflPlayer *self);

void sfl_player_seek (SflPlayer *self, SflTime target, SflSeekMode mode);
void sfl_player_seek_until (SflPlayer *self, SflTime target, SflTime stop, SflSeekMode mode);
void sfl_player_play_range (SflPlayer *self, SflTime start, SflTime end);
SflTime sfl_player_query_position (SflPlayer *self);
SflTime sfl_player_get_duration (SflPlayer *self);
gboolean sfl_player_get_duration_approximate (SflPlayer *self);

double sfl_player_get_rate (SflPlayer *self);
void sfl_player_set_rate (SflPlayer *self, double rate);
double sfl_player_get_volume (SflPlayer *self);
void sfl_player_set_volume (SflPlayer *self, double volume);
gboolean sfl_player_get_muted (SflPlayer *self);
void sfl_player_set_muted (SflPlayer *self, gboolean muted);

gboolean sfl_player_get_has_video (SflPlayer *self);
gboolean sfl_player_get_has_audio (SflPlayer *self);
gboolean sfl_player_get_silent (SflPlayer *self);
const char *sfl_player_get_sound_device (SflPlayer *self);
double sfl_player_get_frame_rate (SflPlayer *self);
SflFrame *sfl_player_get_frame (SflPlayer *self);
void sfl_player_set_picture_size (SflPlayer *self, int width, int height);

const SflTrack *sfl_player_get_audio_tracks (SflPlayer *self, guint *n_tracks);
const SflTrack *sfl_player_get_text_tracks (SflPlayer *self, guint *n_tracks);
int sfl_player_get_audio_track (SflPlayer *self);
void sfl_player_set_audio_track (SflPlayer *self, int track);

G_END_DECLS
