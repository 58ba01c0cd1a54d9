/* test-player.c: what is really heard and seen
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Positions are judged from outside: by the samples that reach the speaker and
 * by the number drawn in the picture, never by what the pipeline says.
 */

#include "config.h"

#include "media-fixture.h"

#include <stdlib.h>

#include "sfl-error.h"

#define PATIENCE (20 * SFL_SECOND)

/* Seeks for each kind of file; with -m slow more. */
static int n_seeks = 8;

typedef struct {
  SflPlayer *player;
  GError *problem;
  gboolean fatal;
  int n_problems;
  int n_seeks;
  int n_ends;
  int n_range_ends;
  int n_frames;
  int first_number; /* drawn in the first picture, -1: none came */
  SflTime target;
  SflTime reached;
  SflTime took;
} Watch;

static void
problem_cb (SflPlayer *player, GError *error, gboolean fatal, Watch *watch)
{
  g_test_message ("problem: %s%s", error->message, fatal ? " (fatal)" : "");
  g_clear_error (&watch->problem);
  watch->problem = g_error_copy (error);
  watch->fatal = fatal;
  watch->n_problems++;
}

static void
seek_done_cb (SflPlayer *player, SflTime target, SflTime reached, SflTime took, Watch *watch)
{
  watch->n_seeks++;
  watch->target = target;
  watch->reached = reached;
  watch->took = took;
}

static void
end_of_stream_cb (SflPlayer *player, Watch *watch)
{
  watch->n_ends++;
}

static void
end_of_range_cb (SflPlayer *player, Watch *watch)
{
  watch->n_range_ends++;
}

static void
frame_cb (SflPlayer *player, SflFrame *frame, Watch *watch)
{
  if (watch->n_frames++ == 0)
    watch->first_number = fixture_get_number (frame);
}

static void
watch_init (Watch *watch, const char *speaker)
{
  fixture_forget_heard ();
  *watch = (Watch){ .first_number = -1 };
  watch->player = g_object_new (SFL_TYPE_PLAYER, "speaker", speaker, NULL);
  g_signal_connect (watch->player, "problem", G_CALLBACK (problem_cb), watch);
  g_signal_connect (watch->player, "seek-done", G_CALLBACK (seek_done_cb), watch);
  g_signal_connect (watch->player, "end-of-stream", G_CALLBACK (end_of_stream_cb), watch);
  g_signal_connect (watch->player, "end-of-range", G_CALLBACK (end_of_range_cb), watch);
  g_signal_connect (watch->player, "frame", G_CALLBACK (frame_cb), watch);
}

static void
watch_clear (Watch *watch)
{
  g_signal_handlers_disconnect_by_data (watch->player, watch);
  g_assert_finalize_object (watch->player);
  g_clear_error (&watch->problem);
}

static gboolean
is_loaded (gpointer data)
{
  Watch *watch = data;

  return sfl_player_get_loaded (watch->player) || (watch->problem != NULL && watch->fatal);
}

static void
open_path (Watch *watch, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  sfl_player_open (watch->player, file);
}

static void
load (Watch *watch, const char *path)
{
  open_path (watch, path);
  g_assert_true (fixture_wait (is_loaded, watch, PATIENCE));
  g_assert_no_error (watch->problem);
}

static gboolean
is_settled (gpointer data)
{
  Watch *watch = data;

  return !sfl_player_get_seeking (watch->player);
}

static void
seek (Watch *watch, SflTime target)
{
  sfl_player_seek (watch->player, target, SFL_SEEK_ACCURATE);
  g_assert_true (sfl_player_query_position (watch->player) == target);
  g_assert_true (fixture_wait (is_settled, watch, PATIENCE));
}

static gboolean
has_heard (gpointer data)
{
  gint16 *samples;
  guint n_channels;
  int rate;
  SflTime start;
  gsize n_samples = fixture_get_heard (&samples, &n_channels, &rate, &start);

  g_free (samples);
  return n_samples >= (gsize) GPOINTER_TO_SIZE (data);
}

typedef struct {
  Watch *watch;
  SflTime position;
} Goal;

static gboolean
is_past (gpointer data)
{
  Goal *goal = data;

  return sfl_player_query_position (goal->watch->player) >= goal->position;
}

static void
play_until (Watch *watch, SflTime position)
{
  Goal goal = { watch, position };

  sfl_player_play (watch->player);
  g_assert_true (fixture_wait (is_past, &goal, PATIENCE));
}

#define SOUND(name) "appsrc name=" name " ! audioconvert ! audioresample"
#define VIDEO "appsrc name=video ! videoconvert"
#define MUX " ! filesink name=out"

static const struct {
  const char *name;
  const char *description;
  SflTime tolerance; /* 0: the very sample */
} sounds[] = {
  { "counter.wav", "appsrc name=counter ! wavenc" MUX, 0 },
  { "counter.flac", "appsrc name=counter ! audioconvert ! flacenc" MUX, 0 },
  { "counter.mka", "appsrc name=counter ! audioconvert ! flacenc ! matroskamux" MUX, 0 },
  { "chirp.wav", SOUND ("chirp") " ! wavenc" MUX, 2 * SFL_MSECOND },
  { "chirp.ogg", SOUND ("chirp") " ! vorbisenc quality=0.6 ! oggmux" MUX, 5 * SFL_MSECOND },
  { "chirp.opus", SOUND ("chirp") " ! opusenc bitrate=96000 ! oggmux" MUX, 5 * SFL_MSECOND },
  { "chirp.webm", SOUND ("chirp") " ! opusenc bitrate=96000 ! webmmux" MUX, 5 * SFL_MSECOND },
  { "cbr.mp3", SOUND ("chirp") " ! lamemp3enc target=bitrate bitrate=128 cbr=true ! xingmux" MUX,
    5 * SFL_MSECOND },
  { "vbr.mp3", SOUND ("chirp") " ! lamemp3enc target=quality quality=4 ! xingmux" MUX,
    5 * SFL_MSECOND },
  { "bare.mp3", SOUND ("chirp") " ! lamemp3enc target=quality quality=4" MUX, 5 * SFL_MSECOND },
  { "chirp.m4a", SOUND ("chirp") " ! avenc_aac bitrate=128000 ! mp4mux" MUX, 5 * SFL_MSECOND },
};

/* What is heard @skip samples after the flush: the number of the sample, or its time. */
static gint64
measure_sound (gboolean counted, gsize skip)
{
  g_autofree gint16 *samples = NULL;
  guint n_channels;
  int rate;
  SflTime start;
  const gsize window = FIXTURE_RATE / 25; /* 40 ms */

  g_assert_true (fixture_wait (has_heard, GSIZE_TO_POINTER (skip + window), PATIENCE));
  fixture_get_heard (&samples, &n_channels, &rate, &start);
  if (counted)
    return fixture_get_counter (samples + skip * n_channels) - skip;

  return fixture_get_chirp_time (samples + skip * n_channels, window, n_channels, rate) -
         20 * SFL_MSECOND - skip * SFL_SECOND / FIXTURE_RATE;
}

static void
test_exact_sound (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_autofree char *path = fixture_path (sounds[row].name);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  gboolean counted = sounds[row].tolerance == 0;
  SflTime worst = 0, slowest = 0, delay;
  Watch watch;

  if (!fixture_make (path, 20, sounds[row].description)) {
    g_test_skip ("an encoder is not installed");
    return;
  }

  watch_init (&watch, FIXTURE_SPEAKER);
  load (&watch, path);
  g_assert_true (sfl_player_get_has_audio (watch.player));
  g_assert_false (sfl_player_get_has_video (watch.player));
  sfl_player_play (watch.player);

  /* Some encoders put silence first; played from its start, the file is as it is. */
  delay = measure_sound (counted, FIXTURE_RATE / 2);
  g_assert_cmpint (ABS (delay), <=, counted ? 0 : 80 * SFL_MSECOND);

  for (int i = 0; i < n_seeks; i++) {
    SflTime target = g_rand_int_range (random, 100, 19000) * SFL_MSECOND;
    SflTime error;

    seek (&watch, target);
    g_assert_cmpint (watch.n_seeks, ==, i + 1);
    /* It plays on until somebody has the time to look. */
    g_assert_cmpint (watch.reached - target, >, -30 * SFL_MSECOND);
    g_assert_cmpint (watch.reached - target, <, 30 * SFL_MSECOND + watch.took);
    /* The first frame of a lossy codec lacks the half that overlaps. */
    error = measure_sound (counted, counted ? 0 : FIXTURE_RATE / 25) - delay -
            (counted ? target * FIXTURE_RATE / SFL_SECOND : target);
    g_test_message ("%.3f s: off by %" G_GINT64_FORMAT, (double) target / SFL_SECOND, error);
    worst = MAX (worst, ABS (error));
    slowest = MAX (slowest, watch.took);
  }
  g_test_message ("%s: worst %" G_GINT64_FORMAT ", delay %" G_GINT64_FORMAT ", slowest %.1f ms",
                  sounds[row].name, worst, delay, (double) slowest / SFL_MSECOND);
  g_assert_cmpint (worst, <=, sounds[row].tolerance);

  watch_clear (&watch);
}

static const struct {
  const char *name;
  const char *description;
} videos[] = {
  { "video.webm", VIDEO " ! vp8enc deadline=1 keyframe-max-dist=125 ! webmmux name=m" MUX
                        " " SOUND ("chirp") " ! opusenc ! m." },
  { "video.mkv", VIDEO " ! vp8enc deadline=1 keyframe-max-dist=125 ! matroskamux" MUX },
  { "video.ogv", VIDEO " ! theoraenc ! oggmux name=m" MUX " " SOUND ("chirp") " ! vorbisenc ! m." },
  { "video.mp4",
    VIDEO " ! avenc_mjpeg ! mp4mux name=m" MUX " " SOUND ("chirp") " ! avenc_aac ! m." },
};

static gboolean
make_video (guint row, char **path)
{
  *path = fixture_path (videos[row].name);

  return g_file_test (*path, G_FILE_TEST_EXISTS) ||
         fixture_make (*path, 20, videos[row].description);
}

static void
test_exact_picture (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_autofree char *path = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  SflTime slowest = 0;
  Watch watch;

  if (!make_video (row, &path)) {
    g_test_skip ("an encoder is not installed");
    return;
  }

  watch_init (&watch, "fakesink");
  load (&watch, path);
  g_assert_true (sfl_player_get_has_video (watch.player));
  g_assert_cmpint (watch.first_number, ==, 0);

  for (int i = 0; i < n_seeks; i++) {
    int number = g_rand_int_range (random, 0, 490);

    seek (&watch, number * SFL_SECOND / FIXTURE_FPS + 13 * SFL_MSECOND);
    g_assert_nonnull (sfl_player_get_frame (watch.player));
    g_assert_cmpint (fixture_get_number (sfl_player_get_frame (watch.player)), ==, number);
    slowest = MAX (slowest, watch.took);
  }
  g_test_message ("slowest %.1f ms", (double) slowest / SFL_MSECOND);

  watch_clear (&watch);
}

/* An episode opens at its place, without a flash of its first picture. */
static void
test_open_at_place (void)
{
  g_autofree char *path = NULL;
  Watch watch;

  g_assert_true (make_video (0, &path));
  watch_init (&watch, "fakesink");
  open_path (&watch, path);
  sfl_player_seek (watch.player, 12 * SFL_SECOND, SFL_SEEK_ACCURATE);
  g_assert_cmpint (sfl_player_query_position (watch.player), ==, 12 * SFL_SECOND);
  g_assert_true (fixture_wait (is_loaded, &watch, PATIENCE));

  g_assert_cmpint (watch.n_frames, ==, 1);
  g_assert_cmpint (watch.first_number, ==, 12 * FIXTURE_FPS);
  g_assert_cmpint (sfl_player_query_position (watch.player), ==, 12 * SFL_SECOND);
  g_assert_cmpint (sfl_player_get_duration (watch.player), >, 19900 * SFL_MSECOND);
  watch_clear (&watch);
}

static void
test_newest_wins (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  SflTime target = 0;
  Watch watch;

  g_assert_true (make_video (0, &path));
  watch_init (&watch, FIXTURE_SPEAKER);
  load (&watch, path);
  sfl_player_play (watch.player);

  for (int i = 0; i < 500; i++) {
    target = g_rand_int_range (random, 0, 19000) * SFL_MSECOND;
    sfl_player_seek (watch.player, target,
                     i % 3 == 0 && i < 499 ? SFL_SEEK_COARSE : SFL_SEEK_ACCURATE);
    g_assert_cmpint (sfl_player_query_position (watch.player), ==, target);
    if (i == 250)
      sfl_player_pause (watch.player);
    g_main_context_iteration (NULL, i % 5 == 0);
  }
  g_assert_true (fixture_wait (is_settled, &watch, PATIENCE));

  g_assert_no_error (watch.problem);
  g_assert_cmpint (watch.target, ==, target);
  g_assert_cmpint (watch.reached, ==, target);
  g_assert_cmpint (sfl_player_query_position (watch.player), ==, target);
  g_assert_cmpint (fixture_get_number (sfl_player_get_frame (watch.player)), ==,
                   target * FIXTURE_FPS / SFL_SECOND);
  g_assert_false (sfl_player_get_playing (watch.player));
  watch_clear (&watch);
}

static gboolean
has_range_ended (gpointer data)
{
  return ((Watch *) data)->n_range_ends > 0;
}

static gboolean
is_paused (gpointer data)
{
  return !sfl_player_get_playing (((Watch *) data)->player);
}

static gboolean
has_finished (gpointer data)
{
  return ((Watch *) data)->n_ends > 0;
}

static gboolean
has_ended (gpointer data)
{
  return ((Watch *) data)->n_ends > 0 || ((Watch *) data)->n_problems > 0;
}

static const struct {
  SflTime start;
  SflTime end;
  double rate;
} ranges[] = {
  { 4200 * SFL_MSECOND, 5 * SFL_SECOND, 1 },
  { 3 * SFL_SECOND, 3700 * SFL_MSECOND, 2 },
  { 8 * SFL_SECOND, 8400 * SFL_MSECOND, 0.5 },
};

static void
test_range (void)
{
  g_autofree char *path = fixture_path ("range.wav");

  g_assert_true (fixture_make (path, 20, SOUND ("chirp") " ! wavenc" MUX));
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++) {
    g_autofree gint16 *samples = NULL;
    guint n_channels;
    int rate;
    gsize n_samples;
    SflTime start, last;
    Watch watch;

    watch_init (&watch, FIXTURE_SPEAKER);
    sfl_player_set_rate (watch.player, ranges[i].rate);
    load (&watch, path);
    sfl_player_play_range (watch.player, ranges[i].start, ranges[i].end);
    g_assert_true (sfl_player_get_playing (watch.player));
    g_assert_true (fixture_wait (has_range_ended, &watch, PATIENCE));
    g_assert_false (sfl_player_get_playing (watch.player));
    g_assert_cmpint (sfl_player_query_position (watch.player), ==, ranges[i].end);
    g_assert_cmpint (watch.n_ends, ==, 0);

    n_samples = fixture_get_heard (&samples, &n_channels, &rate, &start);
    last = fixture_get_chirp_time (samples + n_samples - 480, 480, n_channels, rate) +
           (SflTime) (5 * SFL_MSECOND * ranges[i].rate);
    g_test_message ("rate %.1f: heard up to %.3f of %.3f", ranges[i].rate,
                    (double) last / SFL_SECOND, (double) ranges[i].end / SFL_SECOND);
    g_assert_cmpint (ABS (last - ranges[i].end), <,
                     (SflTime) (25 * SFL_MSECOND * MAX (ranges[i].rate, 1)));

    /* On from there; a seek ends a range. */
    play_until (&watch, ranges[i].end + 100 * SFL_MSECOND);
    sfl_player_play_range (watch.player, ranges[i].start, ranges[i].end);
    g_assert_true (fixture_wait (is_settled, &watch, PATIENCE));
    seek (&watch, ranges[i].end - 100 * SFL_MSECOND);
    play_until (&watch, ranges[i].end + 200 * SFL_MSECOND);
    g_assert_cmpint (watch.n_range_ends, ==, 1);
    watch_clear (&watch);
  }
}

#define LOOP_START (6 * SFL_SECOND)
#define LOOP_STOP (6450 * SFL_MSECOND)
#define N_ROUNDS 3

typedef struct {
  Watch watch;
  guint n_rounds;
  guint n_changes; /* of "playing" */
} Loop;

/* What was heard since the last seek is the loop, to its edges. */
static void
round_ended_cb (SflPlayer *player, Loop *loop)
{
  g_autofree gint16 *samples = NULL;
  guint n_channels;
  int rate;
  SflTime start, first, last;
  gsize n_samples = fixture_get_heard (&samples, &n_channels, &rate, &start);

  g_assert_cmpuint (n_samples, >, 960);
  first = fixture_get_chirp_time (samples, 480, n_channels, rate);
  last = fixture_get_chirp_time (samples + n_samples - 480, 480, n_channels, rate);
  g_test_message ("heard %.3f to %.3f", (double) first / SFL_SECOND, (double) last / SFL_SECOND);
  g_assert_cmpint (ABS (first - 5 * SFL_MSECOND - LOOP_START), <, 25 * SFL_MSECOND);
  g_assert_cmpint (ABS (last + 5 * SFL_MSECOND - LOOP_STOP), <, 25 * SFL_MSECOND);

  g_assert_true (sfl_player_get_playing (player));
  g_assert_cmpint (sfl_player_query_position (player), ==, LOOP_STOP);
  if (++loop->n_rounds < N_ROUNDS)
    sfl_player_seek_until (player, LOOP_START, LOOP_STOP, SFL_SEEK_ACCURATE);
}

static void
playing_changed_cb (SflPlayer *player, GParamSpec *pspec, Loop *loop)
{
  loop->n_changes++;
}

/* Who seeks at the end of a range loops: exactly, and without a pause that anybody sees. */
static void
test_loop (void)
{
  g_autofree char *path = fixture_path ("range.wav");
  Loop loop = { 0 };

  g_assert_true (fixture_make (path, 20, SOUND ("chirp") " ! wavenc" MUX));
  watch_init (&loop.watch, FIXTURE_SPEAKER);
  g_signal_connect (loop.watch.player, "end-of-range", G_CALLBACK (round_ended_cb), &loop);
  g_signal_connect (loop.watch.player, "notify::playing", G_CALLBACK (playing_changed_cb), &loop);
  load (&loop.watch, path);

  /* A seek with an end does not play by itself. */
  sfl_player_seek_until (loop.watch.player, LOOP_START, LOOP_STOP, SFL_SEEK_ACCURATE);
  g_assert_true (fixture_wait (is_settled, &loop.watch, PATIENCE));
  g_assert_false (sfl_player_get_playing (loop.watch.player));

  sfl_player_play (loop.watch.player);
  g_assert_true (fixture_wait (is_paused, &loop.watch, PATIENCE));
  g_assert_cmpuint (loop.n_rounds, ==, N_ROUNDS);
  g_assert_cmpuint (loop.n_changes, ==, 2);
  g_signal_handlers_disconnect_by_data (loop.watch.player, &loop);
  watch_clear (&loop.watch);
}

static const double rates[] = { 0.5, 1, 1.5, 2, 3 };

/* A26 */
static void
test_pitch (void)
{
  g_autofree char *path = fixture_path ("tone.wav");
  Watch watch;

  g_assert_true (fixture_make (path, 20, SOUND ("tone") " ! wavenc" MUX));
  watch_init (&watch, FIXTURE_SPEAKER);
  load (&watch, path);
  sfl_player_play (watch.player);
  for (guint i = 0; i < G_N_ELEMENTS (rates); i++) {
    g_autofree gint16 *samples = NULL;
    guint n_channels;
    int rate;
    SflTime start;
    double frequency;

    seek (&watch, 2 * SFL_SECOND);
    sfl_player_set_rate (watch.player, rates[i]);
    g_assert_true (fixture_wait (is_settled, &watch, PATIENCE));
    g_assert_true (fixture_wait (has_heard, GSIZE_TO_POINTER (FIXTURE_RATE), PATIENCE));
    fixture_get_heard (&samples, &n_channels, &rate, &start);
    frequency = fixture_get_frequency (samples + rate / 4, rate / 2, n_channels, rate);
    g_test_message ("rate %.1f: %.2f Hz", rates[i], frequency);
    g_assert_cmpfloat_with_epsilon (frequency, 440, 3);
  }
  watch_clear (&watch);
}

/* A position, and between which times it was asked. */
typedef struct {
  SflTime position;
  SflTime before;
  SflTime after;
} Reading;

static Reading
read_position (Watch *watch)
{
  Reading reading;

  reading.before = g_get_monotonic_time () * SFL_USECOND;
  reading.position = sfl_player_query_position (watch->player);
  reading.after = g_get_monotonic_time () * SFL_USECOND;

  return reading;
}

/* A change of rate goes on from what is heard, and time then runs at that rate. */
static void
test_rate_position (void)
{
  g_autofree char *path = fixture_path ("rate.wav");
  Watch watch;

  g_assert_true (fixture_make (path, 20, SOUND ("chirp") " ! wavenc" MUX));
  watch_init (&watch, FIXTURE_SPEAKER);
  load (&watch, path);
  for (guint i = 0; i < G_N_ELEMENTS (rates); i++) {
    double rate = MAX (rates[i], i > 0 ? rates[i - 1] : 1);
    Reading before, after;
    SflTime played;

    play_until (&watch, sfl_player_query_position (watch.player) + 300 * SFL_MSECOND);
    before = read_position (&watch);
    sfl_player_set_rate (watch.player, rates[i]);
    after = read_position (&watch);
    played = after.position - before.position;
    g_assert_cmpint (played, >=, 0);
    g_assert_cmpint (played, <, 20 * SFL_MSECOND + rate * (after.after - before.before));
    g_assert_true (fixture_wait (is_settled, &watch, PATIENCE));
    g_assert_cmpint (sfl_player_query_position (watch.player), >=, before.position);

    play_until (&watch, after.position + 100 * SFL_MSECOND);
    before = read_position (&watch);
    play_until (&watch, before.position + 600 * SFL_MSECOND);
    after = read_position (&watch);
    played = after.position - before.position;
    g_assert_cmpint (played, <, 1.1 * rates[i] * (after.after - before.before));
    g_assert_cmpint (played, >, 0.9 * rates[i] * (after.before - before.after));
  }
  watch_clear (&watch);
}

static void
test_ends (void)
{
  g_autofree char *path = NULL;
  Watch watch;

  g_assert_true (make_video (0, &path));
  watch_init (&watch, FIXTURE_SPEAKER);
  sfl_player_set_rate (watch.player, 2.0);
  load (&watch, path);
  seek (&watch, 19500 * SFL_MSECOND);
  sfl_player_play (watch.player);
  g_assert_true (fixture_wait (has_ended, &watch, PATIENCE));
  g_assert_no_error (watch.problem);
  g_assert_cmpint (watch.n_ends, ==, 1);
  g_assert_false (sfl_player_get_playing (watch.player));
  g_assert_cmpint (sfl_player_query_position (watch.player), ==,
                   sfl_player_get_duration (watch.player));

  /* Over to the start, still at the same speed. */
  sfl_player_play (watch.player);
  g_assert_cmpint (sfl_player_query_position (watch.player), <, SFL_SECOND);
  play_until (&watch, SFL_SECOND);
  g_assert_cmpfloat (sfl_player_get_rate (watch.player), ==, 2.0);

  /* Past the end is the end. */
  sfl_player_pause (watch.player);
  sfl_player_seek (watch.player, 2 * SFL_HOUR, SFL_SEEK_ACCURATE);
  g_assert_true (fixture_wait (is_settled, &watch, PATIENCE));
  g_assert_cmpint (watch.target, ==, sfl_player_get_duration (watch.player));
  g_assert_no_error (watch.problem);
  sfl_player_play (watch.player);
  g_assert_true (fixture_wait (has_ended, &watch, PATIENCE));
  seek (&watch, 5 * SFL_SECOND);
  g_assert_cmpint (fixture_get_number (sfl_player_get_frame (watch.player)), ==, 5 * FIXTURE_FPS);
  watch_clear (&watch);
}

static gboolean
has_picture_of (gpointer data)
{
  Goal *goal = data;
  SflFrame *frame = sfl_player_get_frame (goal->watch->player);

  return frame != NULL && frame->width == goal->position;
}

static void
test_picture_size (void)
{
  g_autofree char *path = NULL;
  Watch watch;
  Goal goal = { &watch };

  g_assert_true (make_video (0, &path));
  watch_init (&watch, "fakesink");
  sfl_player_set_picture_size (watch.player, 160, 500);
  load (&watch, path);
  g_assert_cmpint (sfl_player_get_frame (watch.player)->width, ==, 160);
  g_assert_cmpint (sfl_player_get_frame (watch.player)->height, ==, 90);
  g_assert_cmpfloat_with_epsilon (sfl_player_get_frame (watch.player)->aspect, 16.0 / 9, 0.01);

  /* While paused, and never larger than it is. */
  sfl_player_set_picture_size (watch.player, 2000, 2000);
  goal.position = FIXTURE_WIDTH;
  g_assert_true (fixture_wait (has_picture_of, &goal, PATIENCE));
  g_assert_cmpint (watch.n_seeks, ==, 0);

  sfl_player_play (watch.player);
  sfl_player_set_picture_size (watch.player, 0, 0);
  sfl_player_set_picture_size (watch.player, 200, 200);
  goal.position = 200;
  g_assert_true (fixture_wait (has_picture_of, &goal, PATIENCE));
  g_assert_cmpint (sfl_player_get_frame (watch.player)->height, ==, 112);
  g_assert_no_error (watch.problem);
  watch_clear (&watch);
}

/* A track may be there before what is said about it. */
static gboolean
has_languages (gpointer data)
{
  Watch *watch = data;
  guint n;
  const SflTrack *tracks = sfl_player_get_audio_tracks (watch->player, &n);

  return n == 2 && tracks[0].language != NULL && tracks[1].language != NULL;
}

static gboolean
is_second_track (gpointer data)
{
  Watch *watch = data;

  return sfl_player_get_audio_track (watch->player) == 1 && is_settled (watch);
}

static gboolean
has_two_tracks (gpointer data)
{
  Watch *watch = data;
  guint n;

  sfl_player_get_audio_tracks (watch->player, &n);

  return n == 2;
}

/* Who does not wait until the file is open gets the track all the same. */
static void
test_tracks_at_once (void)
{
  g_autofree char *path = fixture_path ("soon.mkv");

  g_assert_true (fixture_make (path, 10,
                               SOUND ("low") " ! opusenc ! matroskamux name=m" MUX
                                             " " SOUND ("tone") " ! opusenc ! m."));
  for (guint i = 0; i < 12; i++) {
    g_autoptr (GFile) file = g_file_new_for_path (path);
    Watch watch;

    watch_init (&watch, FIXTURE_SPEAKER);
    sfl_player_open (watch.player, file);
    g_assert_true (fixture_wait (has_two_tracks, &watch, PATIENCE));
    sfl_player_set_audio_track (watch.player, 1);
    g_assert_true (fixture_wait (is_second_track, &watch, PATIENCE));
    g_assert_no_error (watch.problem);
    watch_clear (&watch);
  }
}

static void
test_tracks (void)
{
  g_autofree char *path = fixture_path ("tracks.mkv");
  g_autofree gint16 *samples = NULL;
  const SflTrack *tracks;
  guint n, n_channels;
  int rate;
  SflTime start;
  Watch watch;

  g_assert_true (fixture_make (path, 20,
                               SOUND ("low") " ! taginject tags=language-code=fr ! vorbisenc ! "
                                             "matroskamux name=m" MUX " " SOUND (
                                                 "tone") " ! taginject tags=language-code=en ! "
                                                         "vorbisenc ! m. " VIDEO
                                                         " ! vp8enc deadline=1 ! m."));
  watch_init (&watch, FIXTURE_SPEAKER);
  load (&watch, path);
  g_assert_true (fixture_wait (has_languages, &watch, PATIENCE));
  tracks = sfl_player_get_audio_tracks (watch.player, &n);
  g_assert_cmpstr (tracks[0].language, ==, "fr");
  g_assert_cmpstr (tracks[1].language, ==, "en");
  g_assert_cmpstr (tracks[1].codec, ==, "Vorbis");
  g_assert_cmpint (sfl_player_get_audio_track (watch.player), ==, 0);

  play_until (&watch, 2 * SFL_SECOND);
  sfl_player_set_audio_track (watch.player, 1);
  g_assert_true (fixture_wait (is_second_track, &watch, PATIENCE));
  g_assert_true (fixture_wait (has_heard, GSIZE_TO_POINTER (FIXTURE_RATE / 2), PATIENCE));
  fixture_get_heard (&samples, &n_channels, &rate, &start);
  g_assert_cmpfloat_with_epsilon (fixture_get_frequency (samples + rate / 4, rate / 4, n_channels,
                                                         rate),
                                  440, 3);
  g_assert_cmpint (start, >=, 2 * SFL_SECOND);
  g_assert_cmpint (start, <, 3 * SFL_SECOND);
  g_assert_true (sfl_player_get_has_video (watch.player));
  g_assert_no_error (watch.problem);
  watch_clear (&watch);
}

static void
test_baits (void)
{
  guint n_baits;
  const FixtureBait *baits = fixture_get_baits (&n_baits);

  for (guint i = 0; i < n_baits; i++) {
    g_autofree char *path = fixture_make_bait (&baits[i]);
    gint64 began;
    Watch watch;

    watch_init (&watch, "fakesink");
    began = g_get_monotonic_time ();
    open_path (&watch, path);
    sfl_player_play (watch.player);
    g_assert_true (fixture_wait (is_loaded, &watch, PATIENCE));
    g_test_message ("%s: %.0f ms", baits[i].name, (g_get_monotonic_time () - began) / 1000.0);
    /* Soon, even on a busy machine: nothing was waited for. */
    g_assert_cmpint (g_get_monotonic_time () - began, <, 8 * G_USEC_PER_SEC);
    g_assert_error (watch.problem, SFL_ERROR, (int) baits[i].error);
    g_assert_true (watch.fatal);
    g_assert_cmpint (watch.n_problems, ==, 1);
    g_assert_false (sfl_player_get_playing (watch.player));
    g_assert_null (strstr (watch.problem->message, "127.0.0.1"));
    watch_clear (&watch);
  }
}

/* Our own plugin is for others, wherever it is installed. */
static void
load_our_plugin (void)
{
  static const char *const names[] = { "souffleurparse", "souffleurtextparse",
                                       "application/x-subtitle-transcript" };
  const char *path = g_getenv ("SOUFFLEUR_PLUGIN");
  GstPlugin *plugin;

  if (path == NULL)
    return;
  plugin = gst_plugin_load_file (path, NULL);
  g_assert_nonnull (plugin);
  gst_object_unref (plugin);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_null (gst_registry_lookup_feature (gst_registry_get (), names[i]));
}

/* A plugin's elements come back when it is loaded, and the baits have loaded some. */
static void
test_registry (void)
{
  g_autolist (GstPluginFeature) features =
      gst_registry_get_feature_list (gst_registry_get (), GST_TYPE_ELEMENT_FACTORY);
  static const char *const needed[] = { "filesrc", "playbin3", "appsink", "decodebin3" };

  load_our_plugin ();
  for (GList *l = features; l != NULL; l = l->next) {
    const char *klass = gst_element_factory_get_metadata (l->data, GST_ELEMENT_METADATA_KLASS);
    const char *const *protocols = gst_element_factory_get_uri_protocols (l->data);

    g_assert_null (strstr (klass, "Network"));
    g_assert_null (strstr (klass, "Adaptive"));
    g_assert_null (strstr (klass, "Subtitle"));
    for (; protocols != NULL && *protocols != NULL; protocols++)
      g_assert_true (g_str_equal (*protocols, "file") || g_str_has_prefix (*protocols, "app"));
  }
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++) {
    GstElementFactory *factory = gst_element_factory_find (needed[i]);

    g_assert_nonnull (factory);
    gst_object_unref (factory);
  }
}

static void
remove_decoders (const char *media_type)
{
  g_autoptr (GstCaps) caps = gst_caps_new_empty_simple (media_type);
  GList *decoders =
      gst_element_factory_list_get_elements (GST_ELEMENT_FACTORY_TYPE_DECODER, GST_RANK_NONE);
  GList *ours = gst_element_factory_list_filter (decoders, caps, GST_PAD_SINK, FALSE);

  g_assert_nonnull (ours);
  for (GList *l = ours; l != NULL; l = l->next)
    gst_registry_remove_feature (gst_registry_get (), l->data);
  gst_plugin_feature_list_free (ours);
  gst_plugin_feature_list_free (decoders);
}

static const struct {
  const char *missing;
  const char *codec; /* named in the message */
  gboolean fatal;
  const char *description;
} decoders[] = {
  { "video/x-vp8", "VP8", FALSE,
    VIDEO " ! vp8enc deadline=1 ! webmmux name=m" MUX " " SOUND ("tone") " ! vorbisenc ! m." },
  { "audio/x-vorbis", "Vorbis", FALSE,
    VIDEO " ! vp8enc deadline=1 ! webmmux name=m" MUX " " SOUND ("tone") " ! vorbisenc ! m." },
  { "audio/x-vorbis", "Vorbis", TRUE, SOUND ("tone") " ! vorbisenc ! oggmux" MUX },
};

static void
missing_decoder (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_autofree char *path = fixture_path ("missing.webm");
  gboolean video = g_str_has_prefix (decoders[row].missing, "video/");
  Watch watch;

  g_assert_true (fixture_make (path, 3, decoders[row].description));
  remove_decoders (decoders[row].missing);

  watch_init (&watch, FIXTURE_SPEAKER);
  open_path (&watch, path);
  sfl_player_play (watch.player);
  g_assert_true (fixture_wait (is_loaded, &watch, PATIENCE));
  g_assert_error (watch.problem, SFL_ERROR, SFL_ERROR_DECODER);
  g_assert_nonnull (strstr (watch.problem->message, decoders[row].codec));
  g_assert_nonnull (strstr (watch.problem->message, "gstreamer1.0-"));
  g_assert_cmpint (watch.fatal, ==, decoders[row].fatal);
  g_assert_cmpint (watch.n_problems, ==, 1);
  if (!decoders[row].fatal) {
    g_assert_cmpint (sfl_player_get_has_video (watch.player), ==, !video);
    g_assert_cmpint (sfl_player_get_has_audio (watch.player), ==, video);
    g_assert_true (fixture_wait (has_finished, &watch, PATIENCE));
  }
  watch_clear (&watch);
  fixture_clear ();
}

/* In a process of its own: what is taken from the registry does not come back. */
static void
test_missing_decoder (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_autofree char *name = g_strdup_printf ("/player/missing-decoder/%zu/subprocess", row);

  g_test_trap_subprocess (name, PATIENCE / SFL_USECOND, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static const struct {
  const char *uri;
  SflError error;
} strangers[] = {
  { "http://127.0.0.1:9/a.mp4", SFL_ERROR_UNSUPPORTED },
  { "file:///dev/null", SFL_ERROR_UNSUPPORTED },
  { "file:///", SFL_ERROR_UNSUPPORTED },
  { "file:///nonexistent/a.mp4", SFL_ERROR_MEDIA },
};

static void
test_strangers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++) {
    g_autoptr (GFile) file = g_file_new_for_uri (strangers[i].uri);
    Watch watch;

    watch_init (&watch, "fakesink");
    sfl_player_open (watch.player, file);
    sfl_player_seek (watch.player, SFL_SECOND, SFL_SEEK_ACCURATE);
    g_assert_true (fixture_wait (is_loaded, &watch, PATIENCE));
    g_assert_error (watch.problem, SFL_ERROR, (int) strangers[i].error);
    g_assert_true (watch.fatal);
    watch_clear (&watch);
  }
}

/* A file that loses its second half while it plays. */
static void
test_truncated (void)
{
  g_autofree char *path = fixture_path ("truncated.mka");
  g_autofree char *content = NULL;
  gsize length;
  SflTime position;
  Watch watch;

  g_assert_true (fixture_make (path, 20, SOUND ("chirp") " ! flacenc ! matroskamux" MUX));
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_true (g_file_set_contents (path, content, length / 4, NULL));

  watch_init (&watch, FIXTURE_SPEAKER);
  load (&watch, path);
  sfl_player_set_rate (watch.player, 3);
  sfl_player_play (watch.player);
  g_assert_true (fixture_wait (has_ended, &watch, PATIENCE));
  g_assert_error (watch.problem, SFL_ERROR, SFL_ERROR_MEDIA);
  g_assert_false (watch.fatal);
  g_assert_cmpint (watch.n_ends, ==, 0);
  position = sfl_player_query_position (watch.player);
  g_test_message ("ended at %.2f s", (double) position / SFL_SECOND);
  g_assert_cmpint (position, >, 3 * SFL_SECOND);
  g_assert_cmpint (position, <, 8 * SFL_SECOND);
  watch_clear (&watch);
}

/* Pictures of subtitles alone: playbin3 tells of the stream and then says no more. */
static void
test_only_subtitles (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "fuzz", "corpus", "container", "pictures", NULL);
  Watch watch;

  watch_init (&watch, "fakesink");
  open_path (&watch, path);
  g_assert_true (fixture_wait (is_loaded, &watch, PATIENCE));
  g_assert_true (watch.fatal);
  g_assert_error (watch.problem, SFL_ERROR, SFL_ERROR_MEDIA);
  watch_clear (&watch);
}

static void
test_close_early (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  Watch watch;

  g_assert_true (make_video (0, &path));
  for (int i = 0; i < 30; i++) {
    watch_init (&watch, "fakesink");
    open_path (&watch, path);
    sfl_player_seek (watch.player, SFL_SECOND, SFL_SEEK_ACCURATE);
    sfl_player_play (watch.player);
    for (int j = g_rand_int_range (random, 0, 12); j > 0; j--)
      g_main_context_iteration (NULL, TRUE);
    if (i % 3 == 0)
      sfl_player_close (watch.player);
    watch_clear (&watch);
  }
}

int
main (int argc, char *argv[])
{
  int result;

  fixture_init (&argc, &argv);
  if (g_test_slow ())
    n_seeks = 40;
  fixture_register_speaker ();

  for (gsize i = 0; i < G_N_ELEMENTS (sounds); i++) {
    g_autofree char *name = g_strdup_printf ("/player/exact-sound/%s", sounds[i].name);

    g_test_add_data_func (name, GSIZE_TO_POINTER (i), test_exact_sound);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (videos); i++) {
    g_autofree char *name = g_strdup_printf ("/player/exact-picture/%s", videos[i].name);

    g_test_add_data_func (name, GSIZE_TO_POINTER (i), test_exact_picture);
  }
  g_test_add_func ("/player/open-at-place", test_open_at_place);
  g_test_add_func ("/player/newest-wins", test_newest_wins);
  g_test_add_func ("/player/range", test_range);
  g_test_add_func ("/player/loop", test_loop);
  g_test_add_func ("/player/pitch", test_pitch);
  g_test_add_func ("/player/rate-position", test_rate_position);
  g_test_add_func ("/player/ends", test_ends);
  g_test_add_func ("/player/picture-size", test_picture_size);
  g_test_add_func ("/player/tracks", test_tracks);
  g_test_add_func ("/player/tracks-at-once", test_tracks_at_once);
  g_test_add_func ("/player/baits", test_baits);
  for (gsize i = 0; i < G_N_ELEMENTS (decoders); i++) {
    g_autofree char *name = g_strdup_printf ("/player/missing-decoder/%zu", i);
    g_autofree char *inner = g_strdup_printf ("/player/missing-decoder/%zu/subprocess", i);

    g_test_add_data_func (name, GSIZE_TO_POINTER (i), test_missing_decoder);
    g_test_add_data_func (inner, GSIZE_TO_POINTER (i), missing_decoder);
  }
  g_test_add_func ("/player/registry", test_registry);
  g_test_add_func ("/player/strangers", test_strangers);
  g_test_add_func ("/player/truncated", test_truncated);
  g_test_add_func ("/player/only-subtitles", test_only_subtitles);
  g_test_add_func ("/player/close-early", test_close_early);

  result = g_test_run ();
  fixture_clear ();
  sfl_media_deinit ();
  return result;
}
