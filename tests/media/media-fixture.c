/* media-fixture.c: recordings that tell their own time
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "media-fixture.h"

#include <glib/gstdio.h>
#include <gst/app/gstappsrc.h>
#include <gst/audio/audio.h>
#include <gst/base/gstbasesink.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CHIRP_LOW 300.0
#define CHIRP_SLOPE 250.0 /* Hz a second: 1 Hz is 4 ms */
#define COUNTER_BASE 30000
#define N_BITS 12

/* A short tone that swells and fades. */
#define CLICK_PITCH 1000.0
#define CLICK_WIDTH 0.002

/* Clicks are this far apart, and then each somewhat late, so that no two stretches are alike. */
#define CLICK_CELL (500 * SFL_MSECOND)
#define HOLE_SECOND 4

static char *folder;

/* Like g_test_init(), which makes every warning fatal.  GStreamer 1.22 warns of "data flow before
 * stream-start" when a playbin3 that has failed is set to NULL while its own threads still hand
 * data from urisourcebin's queue to decodebin3's; that is not ours to mend.  Our warnings and
 * GLib's about us, and everybody's criticals, stay fatal.
 */
void
fixture_init (int *argc, char ***argv)
{
  static const char *const domains[] = { "sfl-media", "sfl-core", "GLib", "GLib-GObject",
                                         "GLib-GIO" };

  g_test_init (argc, argv, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  for (guint i = 0; i < G_N_ELEMENTS (domains); i++)
    g_log_set_fatal_mask (domains[i],
                          G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  sfl_media_init ();
}

/* A name in a folder of this test; free it. */
char *
fixture_path (const char *name)
{
  if (folder == NULL) {
    folder = g_dir_make_tmp ("souffleur-media-XXXXXX", NULL);
    g_assert_nonnull (folder);
  }

  return g_build_filename (folder, name, NULL);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
      remove_folder (child);
    else
      g_unlink (child);
  }
  g_rmdir (path);
}

void
fixture_clear (void)
{
  if (folder != NULL)
    remove_folder (folder);
  g_clear_pointer (&folder, g_free);
}

/* When the middle of a click is heard. */
SflTime
fixture_get_click (guint n)
{
  return n * CLICK_CELL + (200 + n * n % 7 * 30) * SFL_MSECOND;
}

static double
get_click_level (double t)
{
  double click = (double) fixture_get_click (t * SFL_SECOND / CLICK_CELL) / SFL_SECOND;
  double d = t - click;

  return cos (2 * G_PI * CLICK_PITCH * d) * exp (-d * d / (2 * CLICK_WIDTH * CLICK_WIDTH));
}

static GstBuffer *
make_second_of_sound (FixtureKind kind, int second)
{
  guint n_channels = kind == FIXTURE_COUNTER ? 2 : 1;
  gsize size = (gsize) FIXTURE_RATE * n_channels * sizeof (gint16);
  gint16 *samples = g_malloc (size);
  GstBuffer *buffer;

  for (gint64 i = 0; i < FIXTURE_RATE; i++) {
    gint64 n = (gint64) second * FIXTURE_RATE + i;
    double t = (double) n / FIXTURE_RATE;
    double phase = 0;

    if (kind == FIXTURE_COUNTER) {
      samples[2 * i] = n % COUNTER_BASE - COUNTER_BASE / 2;
      samples[2 * i + 1] = n / COUNTER_BASE;
      continue;
    }
    if (kind == FIXTURE_CLICKS || kind == FIXTURE_HOLED) {
      samples[i] = 20000 * get_click_level (t);
      continue;
    }
    if (kind == FIXTURE_CHIRP)
      phase = CHIRP_LOW * t + CHIRP_SLOPE * t * t / 2;
    else
      phase = (kind == FIXTURE_LOW ? 330.0 : 440.0) * t;
    samples[i] = 12000 * sin (2 * G_PI * fmod (phase, 1.0));
  }

  buffer = gst_buffer_new_wrapped (samples, size);
  GST_BUFFER_PTS (buffer) = second * GST_SECOND;
  GST_BUFFER_DURATION (buffer) = GST_SECOND;

  return buffer;
}

/* The number in bits, least first, as white and black columns on a grey ground. */
static GstBuffer *
make_picture (int number)
{
  gsize size = FIXTURE_WIDTH * FIXTURE_HEIGHT;
  guint8 *pixels = g_malloc (size);
  GstBuffer *buffer;

  for (int y = 0; y < FIXTURE_HEIGHT; y++) {
    for (int x = 0; x < FIXTURE_WIDTH; x++) {
      int bit = x * N_BITS / FIXTURE_WIDTH;

      pixels[y * FIXTURE_WIDTH + x] = number >> bit & 1 ? 235 : 16;
    }
  }

  buffer = gst_buffer_new_wrapped (pixels, size);
  GST_BUFFER_PTS (buffer) = gst_util_uint64_scale (number, GST_SECOND, FIXTURE_FPS);
  GST_BUFFER_DURATION (buffer) = GST_SECOND / FIXTURE_FPS;

  return buffer;
}

static void
feed (GstElement *source, FixtureKind kind, int seconds)
{
  g_autoptr (GstCaps) caps = NULL;

  if (kind == FIXTURE_VIDEO)
    caps = gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, "GRAY8", "width",
                                G_TYPE_INT, FIXTURE_WIDTH, "height", G_TYPE_INT, FIXTURE_HEIGHT,
                                "framerate", GST_TYPE_FRACTION, FIXTURE_FPS, 1, NULL);
  else
    caps = gst_caps_new_simple ("audio/x-raw", "format", G_TYPE_STRING, "S16LE", "layout",
                                G_TYPE_STRING, "interleaved", "rate", G_TYPE_INT, FIXTURE_RATE,
                                "channels", G_TYPE_INT, kind == FIXTURE_COUNTER ? 2 : 1, NULL);
  g_object_set (source, "caps", caps, "format", GST_FORMAT_TIME, "max-bytes", (guint64) 0, NULL);

  for (int i = 0; i < seconds * (kind == FIXTURE_VIDEO ? FIXTURE_FPS : 1); i++) {
    if (kind == FIXTURE_HOLED && i == HOLE_SECOND)
      continue;
    gst_app_src_push_buffer (GST_APP_SRC (source), kind == FIXTURE_VIDEO
                                                       ? make_picture (i)
                                                       : make_second_of_sound (kind, i));
  }
  gst_app_src_end_of_stream (GST_APP_SRC (source));
}

/* Runs @description, whose sources are appsrc elements named after their kind, and whose filesink is
 * named out.  FALSE when an element is not installed.
 */
gboolean
fixture_make (const char *path, int seconds, const char *description)
{
  static const struct {
    const char *name;
    FixtureKind kind;
  } sources[] = {
    { "chirp", FIXTURE_CHIRP }, { "clicks", FIXTURE_CLICKS }, { "counter", FIXTURE_COUNTER },
    { "holed", FIXTURE_HOLED }, { "low", FIXTURE_LOW },       { "tone", FIXTURE_TONE },
    { "video", FIXTURE_VIDEO },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstElement) sink = NULL;
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GstMessage) message = NULL;

  pipeline = gst_parse_launch_full (description, NULL, GST_PARSE_FLAG_FATAL_ERRORS, &error);
  if (pipeline == NULL) {
    g_test_message ("%s", error->message);
    return FALSE;
  }

  sink = gst_bin_get_by_name (GST_BIN (pipeline), "out");
  g_object_set (sink, "location", path, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++) {
    g_autoptr (GstElement) source = gst_bin_get_by_name (GST_BIN (pipeline), sources[i].name);

    if (source != NULL)
      feed (source, sources[i].kind, seconds);
  }

  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  bus = gst_element_get_bus (pipeline);
  message = gst_bus_timed_pop_filtered (bus, 60 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_nonnull (message);
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR) {
    gst_message_parse_error (message, &error, NULL);
    g_error ("%s: %s", description, error->message);
  }
  gst_element_set_state (pipeline, GST_STATE_NULL);

  return TRUE;
}

static const FixtureBait baits[] = {
  { "empty.mp4", NULL, SFL_ERROR_MEDIA },
  { "noise.mp4", "", SFL_ERROR_MEDIA },
  { "text.mp4", "Once upon a time there was a file.\nIt was not a film.\n", SFL_ERROR_MEDIA },
  { "hls.mp4",
    "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:10\n#EXTINF:9.0,\n"
    "http://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n",
    SFL_ERROR_UNSUPPORTED },
  { "m3u.mp3", "#EXTM3U\nhttp://127.0.0.1:9/a.mp3\n", SFL_ERROR_UNSUPPORTED },
  { "dash.mp4",
    "<?xml version=\"1.0\"?>\n<MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\">"
    "<BaseURL>http://127.0.0.1:9/</BaseURL></MPD>\n",
    SFL_ERROR_UNSUPPORTED },
  { "smooth.mp4",
    "<?xml version=\"1.0\"?>\n<SmoothStreamingMedia MajorVersion=\"2\"></SmoothStreamingMedia>\n",
    SFL_ERROR_UNSUPPORTED },
  { "sdp.mp4", "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=audio 9 RTP/AVP 0\n",
    SFL_ERROR_UNSUPPORTED },
  { "pls.mp3", "[playlist]\nFile1=http://127.0.0.1:9/a.mp3\nNumberOfEntries=1\n", SFL_ERROR_MEDIA },
  { "smil.mp4", "<smil><body><video src=\"http://127.0.0.1:9/a\"/></body></smil>\n",
    SFL_ERROR_MEDIA },
  { "uris.mp4", "http://127.0.0.1:9/a.mp4\n", SFL_ERROR_UNSUPPORTED },
  { "asx.mp4", "<asx version=\"3.0\"><entry><ref href=\"http://127.0.0.1:9/a\"/></entry></asx>\n",
    SFL_ERROR_MEDIA },
  { "zip.mp4", "PK\003\004\024 and so on, and so on, and so on, and so on", SFL_ERROR_MEDIA },
  { "pdf.mp4", "%PDF-1.4\n1 0 obj\n", SFL_ERROR_MEDIA },
  { "srt.mp4", "1\n00:00:01,000 --> 00:00:02,000\nHello\n", SFL_ERROR_MEDIA },
};

const FixtureBait *
fixture_get_baits (guint *n_baits)
{
  *n_baits = G_N_ELEMENTS (baits);

  return baits;
}

/* The path of a file with what is in @bait; free it. */
char *
fixture_make_bait (const FixtureBait *bait)
{
  char *path = fixture_path (bait->name);
  g_autoptr (GError) error = NULL;
  guint8 noise[20000];

  srand (1);
  for (guint j = 0; j < sizeof noise; j++)
    noise[j] = rand () >> 7;
  if (bait->content == NULL)
    g_file_set_contents (path, "", 0, &error);
  else if (*bait->content == '\0')
    g_file_set_contents (path, (char *) noise, sizeof noise, &error);
  else
    g_file_set_contents (path, bait->content, -1, &error);
  g_assert_no_error (error);

  return path;
}

/* From the first rising zero crossing to the last, between samples. */
double
fixture_get_frequency (const gint16 *samples, gsize n_samples, guint n_channels, int rate)
{
  double first = -1, last = -1;
  int n = 0;

  for (gsize i = 1; i < n_samples; i++) {
    double a = samples[(i - 1) * n_channels], b = samples[i * n_channels];

    if (a < 0 && b >= 0) {
      last = i - 1 + a / (a - b);
      if (first < 0)
        first = last;
      else
        n++;
    }
  }

  return n == 0 ? 0 : n * rate / (last - first);
}

/* The media time at the middle of @samples. */
SflTime
fixture_get_chirp_time (const gint16 *samples, gsize n_samples, guint n_channels, int rate)
{
  double frequency = fixture_get_frequency (samples, n_samples, n_channels, rate);

  return (frequency - CHIRP_LOW) / CHIRP_SLOPE * SFL_SECOND;
}

gint64
fixture_get_counter (const gint16 *samples)
{
  return (gint64) samples[1] * COUNTER_BASE + samples[0] + COUNTER_BASE / 2;
}

/* The number drawn in a picture, -1 when it cannot be read. */
int
fixture_get_number (SflFrame *frame)
{
  const guint8 *pixels = g_bytes_get_data (frame->pixels, NULL);
  int number = 0;

  for (int bit = 0; bit < N_BITS; bit++) {
    int x = (2 * bit + 1) * frame->width / (2 * N_BITS);
    guint8 value = pixels[frame->height / 2 * frame->stride + 3 * x];

    if (value > 96 && value < 160)
      return -1;
    number |= (value > 128) << bit;
  }

  return number;
}

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until @test holds; FALSE when @longest has passed.  What
 * happens on streaming threads wakes no main loop, so this looks often.
 */
gboolean
fixture_wait (FixtureTest test, gpointer data, SflTime longest)
{
  gint64 deadline = g_get_monotonic_time () + longest / SFL_USECOND;
  guint id = g_timeout_add (2, tick_cb, NULL);
  gboolean held;

  while (!(held = test (data)) && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);

  return held;
}

/* The speaker. */

typedef struct {
  GstBaseSink parent_instance;
} TestSpeaker;

typedef GstBaseSinkClass TestSpeakerClass;

static GType test_speaker_get_type (void);
G_DEFINE_TYPE (TestSpeaker, test_speaker, GST_TYPE_BASE_SINK)

static GMutex heard_lock;
static GByteArray *heard;
static GstAudioInfo heard_info;
static SflTime heard_start;
static GstBuffer *heard_last;

void
fixture_forget_heard (void)
{
  g_mutex_lock (&heard_lock);
  g_byte_array_set_size (heard, 0);
  gst_buffer_replace (&heard_last, NULL);
  g_mutex_unlock (&heard_lock);
}

static GstFlowReturn
take_buffer (GstBaseSink *sink, GstBuffer *buffer)
{
  GstMapInfo map;

  g_mutex_lock (&heard_lock);
  if (buffer != heard_last && gst_buffer_map (buffer, &map, GST_MAP_READ)) {
    if (heard->len == 0)
      heard_start =
          gst_segment_to_stream_time (&sink->segment, GST_FORMAT_TIME, GST_BUFFER_PTS (buffer));
    g_byte_array_append (heard, map.data, map.size);
    gst_buffer_unmap (buffer, &map);
    gst_buffer_replace (&heard_last, buffer);
  }
  g_mutex_unlock (&heard_lock);

  return GST_FLOW_OK;
}

static gboolean
take_event (GstBaseSink *sink, GstEvent *event)
{
  if (GST_EVENT_TYPE (event) == GST_EVENT_FLUSH_STOP)
    fixture_forget_heard ();

  return GST_BASE_SINK_CLASS (test_speaker_parent_class)->event (sink, event);
}

static gboolean
take_caps (GstBaseSink *sink, GstCaps *caps)
{
  gboolean known;

  g_mutex_lock (&heard_lock);
  known = gst_audio_info_from_caps (&heard_info, caps);
  g_mutex_unlock (&heard_lock);

  return known;
}

static void
test_speaker_class_init (TestSpeakerClass *klass)
{
  static GstStaticPadTemplate template =
      GST_STATIC_PAD_TEMPLATE ("sink", GST_PAD_SINK, GST_PAD_ALWAYS,
                               GST_STATIC_CAPS (
                                   "audio/x-raw, format=S16LE, layout=interleaved, rate=48000"));

  gst_element_class_add_static_pad_template (GST_ELEMENT_CLASS (klass), &template);
  gst_element_class_set_static_metadata (GST_ELEMENT_CLASS (klass), "Test speaker", "Sink/Audio",
                                         "Keeps what it plays", "Souffleur");
  klass->preroll = take_buffer;
  klass->render = take_buffer;
  klass->event = take_event;
  klass->set_caps = take_caps;
}

static void
test_speaker_init (TestSpeaker *self)
{
}

void
fixture_register_speaker (void)
{
  heard = g_byte_array_new ();
  gst_element_register (NULL, FIXTURE_SPEAKER, GST_RANK_NONE, test_speaker_get_type ());
}

/* A copy of what was played since the last flush; @start is what the
 * pipeline says about its first sample.
 */
gsize
fixture_get_heard (gint16 **samples, guint *n_channels, int *rate, SflTime *start)
{
  gsize n_samples = 0;

  g_mutex_lock (&heard_lock);
  *samples = g_memdup2 (heard->data, heard->len);
  *start = heard_start;
  *n_channels = MAX (GST_AUDIO_INFO_CHANNELS (&heard_info), 1);
  *rate = GST_AUDIO_INFO_RATE (&heard_info);
  n_samples = heard->len / (*n_channels * sizeof (gint16));
  g_mutex_unlock (&heard_lock);

  return n_samples;
}
