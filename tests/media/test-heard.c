/* test-heard.c: the position is what comes out of the sound server
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Plays a rising tone through a private PulseAudio and records what its sink
 * renders.  The pitch of the record says which moment of the episode was heard
 * when; the player's position at that time must agree.
 */

#include "config.h"

#include "media-fixture.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>

#include "sfl-error.h"

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

static gboolean
has_tone (const gint16 *samples)
{
  int loudest = 0;

  for (int i = WINDOW - WINDOW / 10; i < WINDOW; i++)
    loudest = MAX (loudest, ABS (samples[i]));

  return loudest > 6000;
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
    if (!has_tone (&g_array_index (record->samples, gint16, index)))
      continue; /* a busy machine drops some */
    heard = fixture_get_chirp_time (&g_array_index (record->samples, gint16, index), WINDOW, 1,
                                    RECORD_RATE);
    error = note->position - heard;
    g_array_append_val (errors, error);
  }

  g_test_message ("%s: from %.3f s to %.3f s", what,
                  (double) g_array_index (notes, Note, 0).position / SFL_SECOND,
                  (double) g_array_index (notes, Note, notes->len - 1).position / SFL_SECOND);
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
  if (FIXTURE_IS_PUNCTUAL)
    g_assert_cmpint (p95, <, limit);
}

static const struct {
  const char *what;
  double rate;
  SflTime start;
  SflTime limit;
  int slow_ms; /* how long it is judged with -m slow, else for a second */
} rows[] = {
  { "at 1x", 1.0, 0, 50 * SFL_MSECOND, 15000 },
  { "after a seek", 1.0, 8 * SFL_SECOND, 50 * SFL_MSECOND, 5000 },
  { "after a seek back", 1.0, 3 * SFL_SECOND, 50 * SFL_MSECOND, 5000 },
  { "at 2x", 2.0, 4 * SFL_SECOND, 100 * SFL_MSECOND, 5000 },
  { "at 3x", 3.0, 2 * SFL_SECOND, 100 * SFL_MSECOND, 5000 },
  { "at 1.25x", 1.25, 5 * SFL_SECOND, 50 * SFL_MSECOND, 5000 },
  { "at half speed", 0.5, 12 * SFL_SECOND, 50 * SFL_MSECOND, 5000 },
  { "at 1x again", 1.0, 12 * SFL_SECOND, 50 * SFL_MSECOND, 5000 },
};

static void
die_with_us (gpointer user_data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static GSubprocess *
start_server (void)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *folder = fixture_path ("");
  g_autofree char *socket = fixture_path ("sound.socket");
  g_autofree char *module =
      g_strdup_printf ("module-native-protocol-unix auth-anonymous=1 socket=%s", socket);

  g_unlink (socket);
  g_subprocess_launcher_set_child_setup (launcher, die_with_us, NULL, NULL);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "HOME", folder, TRUE);
  return g_subprocess_launcher_spawn (launcher, NULL, "pulseaudio", "-n", "--daemonize=no",
                                      "--exit-idle-time=-1", "--use-pid-file=no",
                                      "--disable-shm=true", "--high-priority=no", "--realtime=no",
                                      "-L", module, "-L", "module-null-sink sink_name=null", "-L",
                                      "module-always-sink", NULL);
}

/* The socket is there before it listens. */
static gboolean
is_serving (gpointer data)
{
  g_autofree char *path = fixture_path ("sound.socket");
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);

  return connection != NULL;
}

static void
stop_server (GSubprocess *server)
{
  g_subprocess_send_signal (server, SIGKILL);
  g_subprocess_wait (server, NULL, NULL);
  g_object_unref (server);
}

static void
test_heard (void)
{
  GSubprocess *server = start_server ();
  g_autofree char *path = fixture_path ("heard.wav");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GSubprocess) parec = NULL;
  g_autoptr (GError) error = NULL;
  GArray *notes[G_N_ELEMENTS (rows)];
  GThread *thread;
  SflPlayer *player;
  Record record = { .zero = G_MAXINT64 };

  if (server == NULL) {
    g_test_skip ("pulseaudio is not installed");
    return;
  }
  g_assert_true (fixture_wait (is_serving, NULL, 10 * SFL_SECOND));

  g_assert_true (
      fixture_make (path, 25, "appsrc name=chirp ! audioconvert ! wavenc ! filesink name=out"));
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
    note_positions (player, notes[i], g_test_slow () ? rows[i].slow_ms : 1000);
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
  stop_server (server);
}

static void
problem_cb (SflPlayer *player, GError *error, gboolean fatal, int *n_problems)
{
  g_assert_error (error, SFL_ERROR, SFL_ERROR_DEVICE);
  g_assert_false (fatal);
  (*n_problems)++;
}

static gboolean
is_silent (gpointer data)
{
  return sfl_player_get_silent (data) && is_settled (data);
}

static gboolean
is_loud (gpointer data)
{
  return !sfl_player_get_silent (data) && is_settled (data);
}

static gboolean
is_moving (gpointer data)
{
  static SflTime last;
  SflTime position = sfl_player_query_position (data);
  gboolean moving = position > last && last > 0;

  last = position;
  return moving;
}

/* Time goes on at its pace, once the server's null sink has begun. */
static void
assert_going (SflPlayer *player)
{
  SflTime before, passed;

  g_assert_true (fixture_wait (is_moving, player, 5 * SFL_SECOND));
  wait_ms (2000);
  before = sfl_player_query_position (player);
  wait_ms (600);
  passed = sfl_player_query_position (player) - before;
  g_test_message ("%.0f ms in 600", (double) passed / SFL_MSECOND);
  g_assert_cmpint (passed, >, 450 * SFL_MSECOND);
  g_assert_cmpint (passed, <, 750 * SFL_MSECOND);
}

/* The server dies while the episode plays, and comes back; then there is none from the start. */
static void
test_server_dies (void)
{
  g_autofree char *path = fixture_path ("dies.wav");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GSubprocess *server = start_server ();
  SflPlayer *player;
  SflTime before;
  int n_problems = 0;

  if (server == NULL) {
    g_test_skip ("pulseaudio is not installed");
    return;
  }
  g_assert_true (fixture_wait (is_serving, NULL, 10 * SFL_SECOND));
  g_assert_true (
      fixture_make (path, 30, "appsrc name=chirp ! audioconvert ! wavenc ! filesink name=out"));

  player = sfl_player_new ();
  g_signal_connect (player, "problem", G_CALLBACK (problem_cb), &n_problems);
  sfl_player_open (player, file);
  sfl_player_seek (player, 5 * SFL_SECOND, SFL_SEEK_ACCURATE);
  sfl_player_play (player);
  g_assert_true (fixture_wait (is_settled, player, 10 * SFL_SECOND));
  wait_ms (300);
  assert_going (player);

  before = sfl_player_query_position (player);
  stop_server (server);
  g_assert_true (fixture_wait (is_silent, player, 10 * SFL_SECOND));
  g_assert_cmpint (n_problems, ==, 1);
  g_assert_true (sfl_player_get_playing (player));
  g_assert_cmpint (ABS (sfl_player_query_position (player) - before), <, SFL_SECOND);
  assert_going (player);

  server = start_server ();
  g_assert_true (fixture_wait (is_loud, player, 15 * SFL_SECOND));
  wait_ms (300);
  assert_going (player);
  g_assert_cmpint (n_problems, ==, 1);
  sfl_player_close (player);
  stop_server (server);

  sfl_player_open (player, file);
  sfl_player_play (player);
  g_assert_true (fixture_wait (is_silent, player, 10 * SFL_SECOND));
  g_assert_cmpint (n_problems, ==, 2);
  assert_going (player);
  g_signal_handlers_disconnect_by_data (player, &n_problems);
  g_assert_finalize_object (player);
}

int
main (int argc, char *argv[])
{
  g_autofree char *socket = NULL;
  g_autofree char *address = NULL;
  int result;

  fixture_init (&argc, &argv);
  socket = fixture_path ("sound.socket");
  address = g_strconcat ("unix:", socket, NULL);
  g_setenv ("PULSE_SERVER", address, TRUE);
  g_test_add_func ("/heard/position", test_heard);
  g_test_add_func ("/heard/server-dies", test_server_dies);

  result = g_test_run ();
  fixture_clear ();
  sfl_media_deinit ();
  return result;
}
