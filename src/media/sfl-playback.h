/* sfl-playback.h: something with a playhead that goes on by itself
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A recording, a clock, or another program: whoever follows a playhead asks it
 * through this door.  Main thread only.
 */

#pragma once

#include <glib-object.h>

#include "sfl-time.h"

G_BEGIN_DECLS

typedef enum {
  SFL_SEEK_ACCURATE, /* the very sample and frame: clicks, keys, a released slider */
  SFL_SEEK_COARSE,   /* the nearest key frame: while a slider is dragged */
} SflSeekMode;

/* Properties of all that implement it, with explicit notify: "loaded" (b), "playing" (b: what the
 * user asked for), "seeking" (b: a seek is under way), "duration" (x, SFL_TIME_NONE while not
 * known), "duration-approximate" (b), "rate" (d, rw).
 * Signals: "seek-done" (x target_ns, x reached_ns, x took_ns), "end-of-stream", "end-of-range",
 * "problem" (GError, fatal: b).
 */
#define SFL_TYPE_PLAYBACK (sfl_playback_get_type ())
G_DECLARE_INTERFACE (SflPlayback, sfl_playback, SFL, PLAYBACK, GObject)

struct _SflPlaybackInterface {
  GTypeInterface parent_interface;

  void (*play) (SflPlayback *self);
  void (*pause) (SflPlayback *self);
  void (*seek) (SflPlayback *self, SflTime target, SflSeekMode mode);
  void (*seek_until) (SflPlayback *self, SflTime target, SflTime stop, SflSeekMode mode);
  void (*play_range) (SflPlayback *self, SflTime start, SflTime end);
  void (*set_rate) (SflPlayback *self, double rate);

  SflTime (*query_position) (SflPlayback *self);
  SflTime (*get_duration) (SflPlayback *self);
  gboolean (*get_duration_approximate) (SflPlayback *self); /* optional: never */
  gboolean (*get_loaded) (SflPlayback *self);
  gboolean (*get_playing) (SflPlayback *self);
  gboolean (*get_seeking) (SflPlayback *self);
  double (*get_rate) (SflPlayback *self);
  gboolean (*can_seek) (SflPlayback *self);     /* optional: always */
  gboolean (*can_set_rate) (SflPlayback *self); /* optional: always */
};

void sfl_playback_play (SflPlayback *self);
void sfl_playback_pause (SflPlayback *self);
void sfl_playback_seek (SflPlayback *self, SflTime target, SflSeekMode mode);
void sfl_playback_seek_until (SflPlayback *self, SflTime target, SflTime stop, SflSeekMode mode);
gboolean sfl_playback_can_stop (SflPlayback *self);
void sfl_playback_play_range (SflPlayback *self, SflTime start, SflTime end);
void sfl_playback_set_rate (SflPlayback *self, double rate);

SflTime sfl_playback_query_position (SflPlayback *self);
SflTime sfl_playback_get_duration (SflPlayback *self);
gboolean sfl_playback_get_duration_approximate (SflPlayback *self);
gboolean sfl_playback_get_loaded (SflPlayback *self);
gboolean sfl_playback_get_playing (SflPlayback *self);
gboolean sfl_playback_get_seeking (SflPlayback *self);
double sfl_playback_get_rate (SflPlayback *self);
gboolean sfl_playback_can_seek (SflPlayback *self);
gboolean sfl_playback_can_set_rate (SflPlayback *self);

/* For those that implement it. */
void sfl_playback_emit_seek_done (SflPlayback *self, SflTime target, SflTime reached, SflTime took);
void sfl_playback_emit_end_of_stream (SflPlayback *self);
void sfl_playback_emit_end_of_range (SflPlayback *self);
void sfl_playback_emit_problem (SflPlayback *self, GError *error, gboolean fatal);

G_END_DECLS
