/* media-fixture.h: recordings that tell their own time
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every sound is a tone that rises by a fixed number of hertz a second, or
 * counts its samples; every picture has its number drawn in it.  So a test
 * hears and sees where playback really is, whatever the pipeline claims.
 */

#pragma once

#include <gst/gst.h>

#include "sfl-error.h"
#include "sfl-player.h"

#define FIXTURE_RATE 48000
#define FIXTURE_FPS 25
#define FIXTURE_WIDTH 320
#define FIXTURE_HEIGHT 180

/* Whether it says something of the product when a thing happens.  Sanitizers make it several times
 * slower, and those runs get what others leave of the machine: they judge everything but that.
 */
#ifdef __SANITIZE_ADDRESS__
#define FIXTURE_IS_PUNCTUAL FALSE
#else
#define FIXTURE_IS_PUNCTUAL TRUE
#endif

typedef enum {
  FIXTURE_CHIRP,   /* mono, rising tone */
  FIXTURE_CLICKS,  /* mono, a click at each time of fixture_get_click() */
  FIXTURE_COUNTER, /* stereo, the index of each sample */
  FIXTURE_HOLED,   /* as the clicks, without the fifth second */
  FIXTURE_LOW,     /* mono, 330 Hz */
  FIXTURE_TONE,    /* mono, 440 Hz */
  FIXTURE_VIDEO,   /* numbered pictures */
} FixtureKind;

void fixture_init (int *argc, char ***argv);
char *fixture_path (const char *name);
gboolean fixture_make (const char *path, int seconds, const char *description);
void fixture_clear (void);

SflTime fixture_get_click (guint n);

/**
 * FixtureBait:
 * @name: promises a recording
 * @content: NULL: nothing; "": noise
 * @error: what is said of it
 */
typedef struct {
  const char *name;
  const char *content;
  SflError error;
} FixtureBait;

const FixtureBait *fixture_get_baits (guint *n_baits);
char *fixture_make_bait (const FixtureBait *bait);

double fixture_get_frequency (const gint16 *samples, gsize n_samples, guint n_channels, int rate);
SflTime fixture_get_chirp_time (const gint16 *samples, gsize n_samples, guint n_channels, int rate);
gint64 fixture_get_counter (const gint16 *samples);
int fixture_get_number (SflFrame *frame);

typedef gboolean (*FixtureTest) (gpointer data);
gboolean fixture_wait (FixtureTest test, gpointer data, SflTime longest);

/* A speaker that keeps what it plays since the last flush, on the system's clock. */
#define FIXTURE_SPEAKER "sfl-test-speaker"

void fixture_register_speaker (void);
void fixture_forget_heard (void);
gsize fixture_get_heard (gint16 **samples, guint *n_channels, int *rate, SflTime *start);
