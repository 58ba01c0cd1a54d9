/* test-heard.c: the position is what comes out of the sound server
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plays a rising tone through a private PulseAudio and records what its sink
 * renders.  The pitch of the record says which moment of the episode was heard
 * when; the player's position at that time must agree.  Run by ui-session.
 */

#include "config.h"

#include "media-fixture.h"

#include <stdlib.h>
#include <string.h>

#define RECORD_RATE 48000
#define WINDOW (RECORD_RATE / 50) /* 20 ms */

typedef struct {
  gint64 time; /* monotonic, µs */
  SflTime position;
} Note;

typedef struct {
  GMutex lock;
  GArray *samples;
  gint64 zero; /* monotonic time of the first sample: no sample arrives before it was played */
  gboolean stop;
  GInputStream *stream;
} Record;

static gpointer
record_thread (gpointer data)
{
  Record *record = data;
  gint16 block[RECORD_RATE / 100];
  gsize length;

  while (g_input_stream_read_all (record->stream, block, sizeof block, &length, NULL, NULL) &&
         length == sizeof block) {
    gint64 now = g_get_monotonic_time ();
    gint64 zero;

    g_mutex_lock (&record->lock);
    g_array_append_vals (record->samples, block, G_N_ELEMENTS (block));
    zero = now - (gint64) record->samples->len * G_USEC_PER_SEC / RECORD_RATE;
    record->zero = MIN (record->zero, zero);
    g_mutex_unlock (&record->lock);
  }

  return NULL;
}

static gboolean
is_recording (gpointer data)
{
  Record *record = data;
  gboolean enough;

  g_mutex_lock (&record->lock);
  enough = record->samples->len > RECORD_RATE / 2;
  g_mutex_unlock (&record->lock);

  return enough;
}

static gboolean
is_settled (gpointer data)
{
  return sfl_player_get_loaded (data) && !sfl_player_get_seeking (data);
}

static gboolean
is_time (gpointer data)
{
  return g_get_monotonic_time () >= *(gint64 *) data;
}

static void
wait_ms (int ms)
{
  gint64 until = g_get_monotonic_time () + ms * 1000;

  fixture_wait (is_time, &until, SFL_MINUTE);
}

/* Plays for @ms and notes the position now and then. */
static void
note_positions (SflPlayer *player, GArray *notes, int ms)
{
  gint64 until = g_get_monotonic_time () + ms * 1000;

  while (g_get_monotonic_time () < until) {
    Note note = { g_get_monotonic_time (), sfl_player_query_position (player) };

    g_array_append_val (notes, note);
    wait_ms (20);
  }
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  SflTime x = *(const SflTime *) a, y = *(const SflTime *) b;

  return (x > y) - (x < y);
}

static void
judge (Record *record, GArray *notes, const char *what, SflTime limit)
{
  g_autoptr (GArray) errors = g_array_new (FALSE, FALSE, sizeof (SflTime));
  SflTime median, p95;

  for (guint i = 0; i < notes->len; i++) {
    Note *note = &g_array_index (notes, Note, i);
    gint64 index = (note->time - record->zero) * RECORD_RATE / G_USEC_PER_SEC - WINDOW / 2;
    SflTime heard, error;

    if (index < 0 || index + WINDOW > record->samples->len)
      continue;
    heard = fixture_get_chirp_time (&g_array_index (record->samples, gint16, index), WINDOW, 1,
                                    RECORD_RATE);
    error = note->position - heard;
    g_array_append_val (errors, error);
  }

  g_assert_cmpuint (errors->len, >, 20);
  g_array_sort (errors, compare_times);
  median = g_array_index (errors, SflTime, errors->len / 2);
  p95 = MAX (ABS (g_array_index (errors, SflTime, errors->len / 20)),
             ABS (g_array_index (errors, SflTime, errors->len * 19 / 20)));
  g_test_message ("%s: position ahead of the sound by %.1f ms (median), %.1f to %.1f; p95 %.1f",
                  what, (double) median / SFL_MSECOND,
                  (double) g_array_index (errors, SflTime, 0) / SFL_MSECOND,
                  (double) g_array_index (errors, SflTime, errors->len - 1) / SFL_MSECOND,
                  (double) p95 / SFL_MSECOND);
  g_assert_cmpint (p95, <, limit);
}

static const struct {
  const char *what;
  double rate;
  SflTime start;
  SflTime limit;
} rows[] = {
  { "at 1x", 1.0, 0, 50 * SFL_MSECOND },
  { "after a seek", 1.0, 8 * SFL_SECOND, 50 * SFL_MSECOND },
  { "after a seek back", 1.0, 3 * SFL_SECOND, 50 * SFL_MSECOND },
  { "at 2x", 2.0, 4 * SFL_SECOND, 100 * SFL_MSECOND },
  { "at 3x", 3.0, 2 * SFL_SECOND, 100 * SFL_MSECOND },
  { "at 1.25x", 1.25, 5 * SFL_SECOND, 50 * SFL_MSECOND },
  { "at half speed", 0.5, 12 * SFL_SECOND, 50 * SFL_MSECOND },
  { "at 1x again", 1.0, 12 * SFL_SECOND, 50 * SFL_MSECOND },
};

static void
test_heard (void)
{
  g_autofree char *path = fixture_path ("heard.wav");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GSubprocess) parec = NULL;
  g_autoptr (GError) error = NULL;
  GArray *notes[G_N_ELEMENTS (rows)];
  GThread *thread;
  SflPlayer *player;
  Record record = { .zero = G_MAXINT64 };

  if (g_getenv ("UI_SESSION_DIR") == NULL || g_getenv ("PULSE_SERVER") == NULL) {
    g_test_skip ("needs the sound server of ui-session");
    return;
  }

  g_assert_true (
      fixture_make (path, 20, "appsrc name=chirp ! audioconvert ! wavenc ! filesink name=out"));
  parec = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "parec",
                            "--device=null.monitor", "--format=s16le", "--rate=48000",
                            "--channels=1", "--latency-msec=5", "--raw", NULL);
  if (parec == NULL) {
    g_test_skip ("parec is not installed");
    return;
  }
  g_mutex_init (&record.lock);
  record.samples = g_array_new (FALSE, FALSE, sizeof (gint16));
  record.stream = g_subprocess_get_stdout_pipe (parec);
  thread = g_thread_new ("record", record_thread, &record);
  g_assert_true (fixture_wait (is_recording, &record, 10 * SFL_SECOND));

  player = sfl_player_new ();
  sfl_player_open (player, file);
  g_assert_true (fixture_wait (is_settled, player, 10 * SFL_SECOND));
  sfl_player_play (player);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    sfl_player_set_rate (player, rows[i].rate);
    if (rows[i].start > 0)
      sfl_player_seek (player, rows[i].start, SFL_SEEK_ACCURATE);
    g_assert_true (fixture_wait (is_settled, player, 10 * SFL_SECOND));
    wait_ms (400);
    notes[i] = g_array_new (FALSE, FALSE, sizeof (Note));
    note_positions (player, notes[i], 1500);
  }
  g_assert_false (sfl_player_get_silent (player));
  wait_ms (300);
  g_assert_finalize_object (player);

  g_subprocess_force_exit (parec);
  g_thread_join (thread);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    judge (&record, notes[i], rows[i].what, rows[i].limit);
    g_array_unref (notes[i]);
  }
  g_array_unref (record.samples);
  g_mutex_clear (&record.lock);
}

int
main (int argc, char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  sfl_media_init ();
  g_test_add_func ("/heard/position", test_heard);

  result = g_test_run ();
  fixture_clear ();
  sfl_media_deinit ();
  return result;
}
