/* sfl-sound-clock.c: keeps a sound sink's clock from running away
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Between the sound server's reports libpulse guesses how far its stream has
 * come.  In the first milliseconds after a flush or a start its curve has next
 * to no points to lie on and may point a thousand years ahead; and as the
 * stream's time never goes back, one question asked just then holds the clock,
 * and everything that is played by it, at that value for ever.  Measured with
 * PulseAudio 16.1: one seek in twenty with a picture, each one when the position
 * is polled.
 *
 * So the clock is not asked while its guess is worth nothing, and should it run
 * away all the same, time goes on as it did.  Any thread.
 */

#include "config.h"

#include "sfl-sound-clock.h"

#include <gst/audio/audio.h>

/* libpulse asks the server 10 ms after a change, then ever more rarely; the answer
 * comes within a scheduling of both.
 */
#define GRACE (80 * 1000)

/* A stream may be late, and a server that had stopped may tell much at once; but
 * nothing is ahead by more than its whole buffer.
 */
#define MAX_LEAD (10 * GST_SECOND)

typedef struct {
  GstAudioClockGetTimeFunc get_time;
  gpointer user_data;
  GDestroyNotify destroy;

  GMutex mutex;
  gint64 quiet_until;     /* monotonic, in µs */
  GstClockTime last_time; /* GST_CLOCK_TIME_NONE before the first */
  gint64 last_told;       /* monotonic, in µs; when @last_time was true */
} Guard;

static void
guard_free (gpointer data)
{
  Guard *guard = data;

  if (guard->destroy)
    guard->destroy (guard->user_data);
  g_mutex_clear (&guard->mutex);
  g_free (guard);
}

static GstClockTime
get_guarded_time (GstClock *clock, gpointer user_data)
{
  Guard *guard = user_data;
  GstElement *sink = guard->user_data;
  gint64 now = g_get_monotonic_time ();
  gboolean playing = GST_STATE (sink) == GST_STATE_PLAYING;
  GstClockTime time, expected;

  g_mutex_lock (&guard->mutex);
  /* The pipeline itself asks for the time just before it lets its sinks play. */
  if (!playing)
    guard->quiet_until = now + GRACE;
  time = guard->last_time;
  expected = time + (now - guard->last_told) * GST_USECOND;
  if (now < guard->quiet_until) {
    g_mutex_unlock (&guard->mutex);
    return time;
  }
  g_mutex_unlock (&guard->mutex);

  time = guard->get_time (clock, guard->user_data);
  if (time == GST_CLOCK_TIME_NONE)
    return time;

  g_mutex_lock (&guard->mutex);
  if (guard->last_time != GST_CLOCK_TIME_NONE) {
    if (time > expected + MAX_LEAD)
      time = expected;
    time = MAX (time, guard->last_time);
  }
  guard->last_time = time;
  guard->last_told = now;
  g_mutex_unlock (&guard->mutex);

  return time;
}

static GstPadProbeReturn
flush_cb (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  GstClock *clock = user_data;
  Guard *guard = GST_AUDIO_CLOCK_CAST (clock)->user_data;

  g_mutex_lock (&guard->mutex);
  guard->quiet_until = g_get_monotonic_time () + GRACE;
  g_mutex_unlock (&guard->mutex);

  return GST_PAD_PROBE_OK;
}

/**
 * sfl_sound_clock_guard:
 * @sink: any sink; one that has no clock of sound is left alone
 */
void
sfl_sound_clock_guard (GstElement *sink)
{
  GstAudioClock *clock;
  Guard *guard;
  g_autoptr (GstPad) pad = NULL;

  if (!GST_IS_AUDIO_BASE_SINK (sink))
    return;

  clock = GST_AUDIO_CLOCK_CAST (GST_AUDIO_BASE_SINK (sink)->provided_clock);
  pad = gst_element_get_static_pad (sink, "sink");
  if (clock == NULL || pad == NULL || clock->func == get_guarded_time)
    return;

  guard = g_new0 (Guard, 1);
  g_mutex_init (&guard->mutex);
  guard->get_time = clock->func;
  guard->user_data = clock->user_data;
  guard->last_time = GST_CLOCK_TIME_NONE;
  guard->destroy = clock->destroy_notify;
  clock->user_data = guard;
  clock->destroy_notify = guard_free;
  clock->func = get_guarded_time;

  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_EVENT_FLUSH, flush_cb, gst_object_ref (clock),
                     gst_object_unref);
}
