/* test-audio-reader.c: when each sample of a recording is heard
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Judged by clicks at known times in recordings that are made here.
 */

#include "config.h"

#include "media-fixture.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sfl-audio-reader.h"
#include "sfl-error.h"

#define RATE SFL_AUDIO_READER_RATE
#define SECONDS 12
#define MUX " ! filesink name=out"

/* How much later than it went in a sound comes out, in ms, where the file does not tell: samples of
 * the encoder.  Players hear it as late.
 */
#define MP3_DELAY (1105 / 48.0)
#define AAC_DELAY (1024 / 48.0)

#define CLICKS "appsrc name=clicks ! audioconvert ! audioresample"
#define PICTURES "appsrc name=video ! videoconvert"
#define VIDEO PICTURES " ! vp8enc deadline=1"

/* What was read, each sample where its time puts it. */
typedef struct {
  gint16 samples[(SECONDS + 2) * RATE];
  gsize n_samples;
  SflTime start;
  SflTime end;
  guint n_gaps;
  gboolean ran;

  SflAudioReader *reader;
  GCancellable *cancellable;
  GError *error;
  SflTime cancel_at;
} Sound;

static void
samples_cb (SflTime start, const gint16 *samples, gsize n_samples, gpointer user_data)
{
  Sound *sound = user_data;
  gsize first = llround ((double) start * RATE / SFL_SECOND);

  g_assert_cmpuint (n_samples, >, 0);
  g_assert_cmpuint (first + n_samples, <=, G_N_ELEMENTS (sound->samples));
  g_assert_cmpint (start, >=, sound->end - SFL_SECOND / RATE);
  if (sound->n_samples == 0)
    sound->start = start;
  else if (start > sound->end + SFL_SECOND / RATE)
    sound->n_gaps++;
  memcpy (sound->samples + first, samples, n_samples * sizeof (gint16));
  sound->n_samples += n_samples;
  sound->end = start + n_samples * SFL_SECOND / RATE;
  if (sound->end >= sound->cancel_at)
    g_cancellable_cancel (sound->cancellable);
}

static Sound *
sound_new (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  Sound *sound = g_new0 (Sound, 1);

  sound->reader = sfl_audio_reader_new (file);
  sound->cancellable = g_cancellable_new ();
  sound->cancel_at = SFL_TIME_MAX;

  return sound;
}

static void
sound_free (Sound *sound)
{
  sfl_audio_reader_free (sound->reader);
  g_object_unref (sound->cancellable);
  g_clear_error (&sound->error);
  g_free (sound);
}

static void
sound_run (Sound *sound)
{
  sound->ran =
      sfl_audio_reader_run (sound->reader, samples_cb, sound, sound->cancellable, &sound->error);
  g_assert_cmpint (sound->ran, ==, sound->error == NULL);
}

/* How much later than made the click is heard that was made at @time. */
static double
find_delay (const Sound *sound, SflTime time)
{
  const SflTime margin = 60 * SFL_MSECOND;
  gsize first = (time - margin) * RATE / SFL_SECOND;
  gsize last = (time + margin) * RATE / SFL_SECOND;
  double sum = 0, moment = 0;

  for (gsize i = first; i <= last; i++) {
    double energy = (double) sound->samples[i] * sound->samples[i];

    sum += energy;
    moment += energy * i;
  }
  /* Loud enough to be one, and not the noise of a codec. */
  g_assert_cmpfloat (sum, >, 1e9);

  return (moment / sum / RATE - (double) time / SFL_SECOND) * 1000;
}

/* All clicks between @from and @until are @delay ms late, and there are some. */
static void
check_clicks (const Sound *sound, SflTime from, SflTime until, double delay)
{
  guint n = 0;

  for (guint i = 0; fixture_get_click (i) + 100 * SFL_MSECOND < until; i++) {
    if (fixture_get_click (i) < from + 100 * SFL_MSECOND)
      continue;
    g_test_message ("click at %.3f s: %.2f ms late", fixture_get_click (i) / 1e9,
                    find_delay (sound, fixture_get_click (i)));
    g_assert_cmpfloat_with_epsilon (find_delay (sound, fixture_get_click (i)), delay, 1.0);
    n++;
  }
  g_assert_cmpuint (n, >=, (until - from) / SFL_SECOND);
}

/* What GStreamer makes of each kind of file, for a player as for us. */
static const struct {
  const char *name;
  double delay; /* ms */
  const char *description;
} kinds[] = {
  { "clicks.wav", 0, CLICKS " ! wavenc" },
  { "telephone.wav", 0, CLICKS " ! audio/x-raw, rate=8000 ! wavenc" },
  { "studio.wav", 0, CLICKS " ! audio/x-raw, format=F32LE, rate=96000, channels=2 ! wavenc" },
  { "disc.flac", 0, CLICKS " ! audio/x-raw, rate=44100, channels=2 ! flacenc" },
  { "clicks.ogg", 0, CLICKS " ! vorbisenc ! oggmux" },
  { "clicks.opus", 0, CLICKS " ! opusenc ! oggmux" },
  { "clicks.webm", 0, VIDEO " ! webmmux name=m " CLICKS " ! opusenc ! m. m." },
  { "clicks.mp3", MP3_DELAY, CLICKS " ! lamemp3enc" },
  { "header.mp3", 1105 / 48.0,
    CLICKS " ! lamemp3enc target=bitrate bitrate=64 ! xingmux ! id3v2mux" },
  { "clicks.m4a", AAC_DELAY, CLICKS " ! avenc_aac ! mp4mux" },
  { "film.mkv", 0, VIDEO " ! matroskamux name=m " CLICKS " ! flacenc ! m. m." },
  { "film.mp4", AAC_DELAY, PICTURES " ! jpegenc ! qtmux name=m " CLICKS " ! avenc_aac ! m. m." },
};

static void
test_times (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_autofree char *path = fixture_path (kinds[row].name);
  g_autofree char *description = g_strconcat (kinds[row].description, MUX, NULL);
  const SflTime ranges[][2] = {
    { 0, SFL_TIME_NONE },
    { 3200 * SFL_MSECOND, 7700 * SFL_MSECOND },
    { 8 * SFL_SECOND, SFL_TIME_NONE },
    { 100 * SFL_MSECOND, 2 * SFL_SECOND },
  };

  if (!fixture_make (path, SECONDS, description)) {
    g_test_skip ("cannot be made here");
    return;
  }

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++) {
    SflTime start = ranges[i][0], end = ranges[i][1];
    SflTime until = end == SFL_TIME_NONE ? SECONDS * SFL_SECOND : end;
    Sound *sound = sound_new (path);

    sfl_audio_reader_set_range (sound->reader, start, end);
    sound_run (sound);
    g_assert_no_error (sound->error);
    g_assert_no_error (sfl_audio_reader_get_problem (sound->reader));
    check_clicks (sound, start, until, kinds[row].delay);
    g_assert_cmpuint (sound->n_gaps, ==, 0);
    g_assert_cmpint (sound->start, >=, start);
    g_assert_cmpint (sound->start, <, start + 30 * SFL_MSECOND);
    if (end != SFL_TIME_NONE)
      g_assert_cmpint (sound->end, <, end + SFL_SECOND / RATE);
    g_assert_cmpint (sound->end, >, until - 30 * SFL_MSECOND);
    sound_free (sound);
  }
}

/* A second is missing, and what comes after it is not heard any earlier. */
static void
test_hole (void)
{
  g_autofree char *path = fixture_path ("holed.mkv");
  Sound *sound = sound_new (path);

  g_assert_true (
      fixture_make (path, SECONDS, "appsrc name=holed ! audioconvert ! flacenc ! matroskamux" MUX));
  sound_run (sound);
  g_assert_no_error (sound->error);
  g_assert_cmpuint (sound->n_gaps, ==, 1);
  check_clicks (sound, 0, 4 * SFL_SECOND, 0);
  check_clicks (sound, 5 * SFL_SECOND, SECONDS * SFL_SECOND, 0);
  sound_free (sound);
}

static gboolean
has_loaded (gpointer player)
{
  return sfl_player_get_loaded (player);
}

static const struct {
  const char *name;
  const char *description;
} films[] = {
  { "tracks.mkv", "matroskamux name=m ! filesink name=out " VIDEO " ! m. "
                  "appsrc name=low ! audioconvert ! vorbisenc ! m. "
                  "appsrc name=tone ! audioconvert ! opusenc ! m." },
  { "tracks.mp4", "qtmux name=m ! filesink name=out " PICTURES " ! jpegenc ! m. "
                  "appsrc name=low ! audioconvert ! avenc_aac ! m. "
                  "appsrc name=tone ! audioconvert ! avenc_aac ! m." },
};

/* The track with the id that the player gave it, and the first where nobody chose. */
static void
test_tracks (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (films); i++) {
    g_autofree char *path = fixture_path (films[i].name);
    g_autoptr (SflPlayer) player = g_object_new (SFL_TYPE_PLAYER, "speaker", "fakesink", NULL);
    g_autoptr (GFile) file = g_file_new_for_path (path);
    guint n_tracks;
    const SflTrack *tracks;

    g_assert_true (fixture_make (path, 4, films[i].description));
    sfl_player_open (player, file);
    g_assert_true (fixture_wait (has_loaded, player, 20 * SFL_SECOND));
    tracks = sfl_player_get_audio_tracks (player, &n_tracks);
    g_assert_cmpuint (n_tracks, ==, 2);

    for (int track = -1; track < 2; track++) {
      Sound *sound = sound_new (path);

      sfl_audio_reader_set_track (sound->reader, track < 0 ? NULL : tracks[track].id);
      sound_run (sound);
      g_assert_no_error (sound->error);
      g_assert_cmpfloat_with_epsilon (fixture_get_frequency (sound->samples + RATE, 2 * RATE, 1,
                                                             RATE),
                                      track == 1 ? 440 : 330, 1);
      sound_free (sound);
    }
  }
}

static gpointer
run_thread (gpointer data)
{
  sound_run (data);

  return NULL;
}

/* Readers do not disturb each other. */
static void
test_two (void)
{
  Sound *sounds[2];
  GThread *threads[2];

  for (guint i = 0; i < 2; i++) {
    static const char *const tones[] = { "low", "tone" };
    g_autofree char *path = fixture_path (tones[i]);
    g_autofree char *description =
        g_strdup_printf ("appsrc name=%s ! audioconvert ! opusenc ! oggmux" MUX, tones[i]);

    g_assert_true (fixture_make (path, SECONDS, description));
    sounds[i] = sound_new (path);
  }
  for (guint i = 0; i < 2; i++)
    threads[i] = g_thread_new (NULL, run_thread, sounds[i]);
  for (guint i = 0; i < 2; i++) {
    g_thread_join (threads[i]);
    g_assert_no_error (sounds[i]->error);
    g_assert_cmpfloat_with_epsilon (fixture_get_frequency (sounds[i]->samples + RATE, 10 * RATE, 1,
                                                           RATE),
                                    i == 0 ? 330 : 440, 0.5);
    sound_free (sounds[i]);
  }
}

static guint
count_threads (void)
{
  g_autoptr (GDir) folder = g_dir_open ("/proc/self/task", 0, NULL);
  guint n = 0;

  g_assert_nonnull (folder);
  while (g_dir_read_name (folder) != NULL)
    n++;

  return n;
}

static gboolean
has_threads (gpointer data)
{
  return count_threads () <= GPOINTER_TO_UINT (data);
}

/* A film to be cancelled, made once. */
static char *
get_film (void)
{
  char *path = fixture_path ("cancel.webm");

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_assert_true (fixture_make (path, SECONDS,
                                 VIDEO " ! webmmux name=m ! filesink name=out " CLICKS
                                       " ! opusenc ! m."));

  return path;
}

/* Before it begins, in its middle, and where it would seek first: nothing more is handed over, and
 * nobody goes on behind our back.
 */
static void
test_cancel (void)
{
  static const SflTime times[][2] = { { 0, -1 }, { 0, 3 }, { 6, 7 } };
  g_autofree char *path = get_film ();

  for (guint i = 0; i < G_N_ELEMENTS (times); i++) {
    guint n_threads = count_threads ();
    SflTime at = times[i][1] * SFL_SECOND;
    Sound *sound = sound_new (path);
    gint64 began;

    sfl_audio_reader_set_range (sound->reader, times[i][0] * SFL_SECOND, SFL_TIME_NONE);
    if (at < 0)
      g_cancellable_cancel (sound->cancellable);
    sound->cancel_at = at;
    began = g_get_monotonic_time ();
    sound_run (sound);
    g_test_message ("%.0f ms", (g_get_monotonic_time () - began) / 1000.0);
    g_assert_error (sound->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_assert_cmpint (sound->end, <, MAX (at, 0) + 200 * SFL_MSECOND);
    /* One that is joined may still be listed for a moment. */
    g_assert_true (fixture_wait (has_threads, GUINT_TO_POINTER (n_threads), 10 * SFL_SECOND));
    sound_free (sound);
  }
}

static gboolean
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);

  return G_SOURCE_REMOVE;
}

/* Whatever it is doing when somebody cancels from elsewhere. */
static void
test_cancel_any_time (void)
{
  g_autofree char *path = get_film ();

  for (guint i = 0; i < 40; i++) {
    Sound *sound = sound_new (path);
    GThread *thread = g_thread_new (NULL, run_thread, sound);

    if (i % 2)
      sfl_audio_reader_set_range (sound->reader, 8 * SFL_SECOND, SFL_TIME_NONE);
    g_timeout_add (i / 2, cancel_cb, sound->cancellable);
    while (!g_cancellable_is_cancelled (sound->cancellable))
      g_main_context_iteration (NULL, TRUE);
    g_thread_join (thread);
    if (!sound->ran)
      g_assert_error (sound->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    sound_free (sound);
  }
}

/* No sound, and no picture of it either. */
static void
test_nothing (void)
{
  guint n_baits;
  const FixtureBait *baits = fixture_get_baits (&n_baits);
  g_autofree char *path = fixture_path ("silent.webm");
  Sound *sound = sound_new (path);

  g_assert_true (fixture_make (path, 2, VIDEO " ! webmmux" MUX));
  sound_run (sound);
  g_assert_error (sound->error, SFL_ERROR, SFL_ERROR_MEDIA);
  g_assert_nonnull (strstr (sound->error->message, "no sound"));
  sound_free (sound);

  for (guint i = 0; i < n_baits; i++) {
    g_autofree char *bait = fixture_make_bait (&baits[i]);

    sound = sound_new (bait);
    sound_run (sound);
    g_test_message ("%s: %s", baits[i].name, sound->error->message);
    g_assert_error (sound->error, SFL_ERROR, (int) baits[i].error);
    g_assert_null (strstr (sound->error->message, "127.0.0.1"));
    sound_free (sound);
  }
}

static int
get_niceness (void)
{
  return getpriority (PRIO_PROCESS, syscall (SYS_gettid));
}

static void
niceness_cb (SflTime start, const gint16 *samples, gsize n_samples, gpointer user_data)
{
  *(int *) user_data = get_niceness ();
}

static gpointer
nice_thread (gpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path (data);
  g_autoptr (SflAudioReader) reader = sfl_audio_reader_new (file);
  g_autoptr (GError) error = NULL;
  int asked, niceness = 0;

  g_assert_cmpint (setpriority (PRIO_PROCESS, syscall (SYS_gettid), get_niceness () + 1), ==, 0);
  asked = get_niceness ();
  g_assert_true (sfl_audio_reader_run (reader, niceness_cb, &niceness, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (niceness, ==, asked);

  return NULL;
}

/* Who steps back takes the threads of his reader with him. */
static void
test_priority (void)
{
  g_autofree char *path = get_film ();
  int before = get_niceness ();

  if (before >= 19) {
    g_test_skip ("there is nothing to step back behind");
    return;
  }
  g_thread_join (g_thread_new (NULL, nice_thread, path));
  g_assert_cmpint (get_niceness (), ==, before);
}

static const struct {
  const char *uri;
  SflError error;
} strangers[] = {
  { "http://127.0.0.1:9/a.mp4", SFL_ERROR_UNSUPPORTED },
  { "file:///dev/null", SFL_ERROR_UNSUPPORTED },
  { "file:///nonexistent/a.mp4", SFL_ERROR_MEDIA },
};

static void
test_strangers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++) {
    g_autoptr (GFile) file = g_file_new_for_uri (strangers[i].uri);
    g_autoptr (SflAudioReader) reader = sfl_audio_reader_new (file);
    g_autoptr (GError) error = NULL;

    g_assert_false (sfl_audio_reader_run (reader, samples_cb, NULL, NULL, &error));
    g_assert_error (error, SFL_ERROR, (int) strangers[i].error);
  }
}

static const struct {
  const char *name;
  double delay;
  const char *description;
} cuts[] = {
  { "cut.mka", 0, CLICKS " ! flacenc ! matroskamux" MUX },
  { "cut.mp4", AAC_DELAY, CLICKS " ! avenc_aac ! mp4mux faststart=true" MUX },
};

/* What is there is read, and it is said that there should be more. */
static void
test_truncated (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++) {
    g_autofree char *path = fixture_path (cuts[i].name);
    g_autofree char *content = NULL;
    Sound *sound = sound_new (path);
    const GError *problem;
    gsize length;

    g_assert_true (fixture_make (path, SECONDS, cuts[i].description));
    g_assert_true (g_file_get_contents (path, &content, &length, NULL));
    g_assert_true (g_file_set_contents (path, content, length / 2, NULL));
    sound_run (sound);
    g_assert_no_error (sound->error);
    g_test_message ("%s: until %.3f s", cuts[i].name, sound->end / 1e9);
    problem = sfl_audio_reader_get_problem (sound->reader);
    g_assert_error (problem, SFL_ERROR, SFL_ERROR_MEDIA);
    g_assert_cmpint (sound->end, >, 3 * SFL_SECOND);
    g_assert_cmpint (sound->end, <, 10 * SFL_SECOND);
    check_clicks (sound, 0, sound->end, cuts[i].delay);
    sound_free (sound);
  }
}

/* An MP3 with a cover of 20,000 bytes before its first frame. */
static void
test_cover (void)
{
  static const guint8 jpeg[] = { 0xff, 0xd8, 0xff, 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0 };
  g_autofree char *path = fixture_path ("cover.mp3");
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autofree char *content = NULL;
  const guint size = 20000;
  gsize length;
  /* A tag of one frame, sizes in bytes of 7 bits. */
  guint8 head[] = { 'I',
                    'D',
                    '3',
                    4,
                    0,
                    0,
                    0,
                    (size + 10) >> 14,
                    (size + 10) >> 7 & 0x7f,
                    (size + 10) & 0x7f,
                    'A',
                    'P',
                    'I',
                    'C',
                    0,
                    size >> 14,
                    size >> 7 & 0x7f,
                    size & 0x7f,
                    0,
                    0,
                    0,
                    'i',
                    'm',
                    'a',
                    'g',
                    'e',
                    '/',
                    'j',
                    'p',
                    'e',
                    'g',
                    0,
                    3,
                    0 };
  Sound *sound = sound_new (path);

  g_assert_true (fixture_make (path, SECONDS, CLICKS " ! lamemp3enc" MUX));
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_byte_array_append (file, head, sizeof head);
  g_byte_array_append (file, jpeg, sizeof jpeg);
  g_byte_array_set_size (file, size + 20);
  memset (file->data + sizeof head + sizeof jpeg, 0, size + 20 - sizeof head - sizeof jpeg);
  g_byte_array_append (file, (guint8 *) content, length);
  g_assert_true (g_file_set_contents (path, (char *) file->data, file->len, NULL));

  sound_run (sound);
  g_assert_no_error (sound->error);
  check_clicks (sound, 0, SECONDS * SFL_SECOND, MP3_DELAY);
  sound_free (sound);
}

static void
print_cb (SflTime start, const gint16 *samples, gsize n_samples, gpointer user_data)
{
  SflTime *end = user_data;

  if (ABS (start - *end) > SFL_MSECOND / 10)
    g_print ("from %.6f s\n", (double) start / SFL_SECOND);
  *end = start + n_samples * SFL_SECOND / RATE;
}

static int
print_file (const char *name, double from, double until)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (name);
  g_autoptr (SflAudioReader) reader = sfl_audio_reader_new (file);
  g_autoptr (GError) error = NULL;
  SflTime end = SFL_TIME_NONE;

  sfl_audio_reader_set_range (reader, from * SFL_SECOND,
                              until == 0 ? SFL_TIME_NONE : until * SFL_SECOND);
  if (!sfl_audio_reader_run (reader, print_cb, &end, NULL, &error)) {
    g_print ("%s\n", error->message);
    return 1;
  }
  g_print ("until %.6f s of %.6f s\n", (double) end / SFL_SECOND,
           (double) sfl_audio_reader_get_end (reader) / SFL_SECOND);
  if (sfl_audio_reader_get_problem (reader) != NULL)
    g_print ("%s\n", sfl_audio_reader_get_problem (reader)->message);

  return 0;
}

int
main (int argc, char *argv[])
{
  int result;

  fixture_init (&argc, &argv);

  /* FILE [FROM UNTIL]: for whoever wants to time it. */
  if (argc == 2 || argc == 4)
    return print_file (argv[1], argc == 4 ? atof (argv[2]) : 0, argc == 4 ? atof (argv[3]) : 0);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *name = g_strconcat ("/audio-reader/times/", kinds[i].name, NULL);

    g_test_add_data_func (name, GSIZE_TO_POINTER (i), test_times);
  }
  g_test_add_func ("/audio-reader/hole", test_hole);
  g_test_add_func ("/audio-reader/tracks", test_tracks);
  g_test_add_func ("/audio-reader/two", test_two);
  g_test_add_func ("/audio-reader/cancel", test_cancel);
  g_test_add_func ("/audio-reader/cancel-any-time", test_cancel_any_time);
  g_test_add_func ("/audio-reader/priority", test_priority);
  g_test_add_func ("/audio-reader/nothing", test_nothing);
  g_test_add_func ("/audio-reader/strangers", test_strangers);
  g_test_add_func ("/audio-reader/truncated", test_truncated);
  g_test_add_func ("/audio-reader/cover", test_cover);

  result = g_test_run ();
  fixture_clear ();
  sfl_media_deinit ();
  return result;
}
