/* test-autoplug.c: GStreamer's own bins find the elements and hand their lines on
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All sinks take what comes as fast as it comes, so nothing here depends on a clock.  What a
 * playbin draws into its pictures does: it lets pictures pass whose line is not there yet.  So
 * pictures are judged behind a textoverlay that waits, and playbins by the lines they hand on.
 */

#include "config.h"

#include "plugin-fixture.h"

#include <gst/video/video.h>
#include <string.h>

#define EPISODE_SECONDS 80

/* Nothing comes any more: as long as the slowest machine may need for one step. */
#define PATIENCE (20 * GST_SECOND)

/* A pixel of a letter, and how many make a line. */
#define BRIGHT 150
#define MIN_BRIGHT 60

/* A hole of 50 s, that its words do not fill. */
#define PASTED                                                                                     \
  "An evening at the theatre\nCultureTranscript\n00:02Good evening.\n"                             \
  "00:04Tonight we listen to a theatre.\n00:08From the edge.\n01:00Back again.\n01:03Good "        \
  "night.\n"

#define FIRST "2000 Good evening.\n"
#define MIDDLE "4000 Tonight we listen to a theatre.\n8000 From the edge.\n"
#define LAST "60000 Back again.\n63000 Good night.\n"

/* GStreamer looks for no subtitles in less than 128 bytes. */
#define LONG                                                                                       \
  "Thank you for having been here with us, at the edge of a stage, where a prompter follows the "  \
  "text for longer than anybody in the theatre can remember."

static char *episode;

typedef struct {
  GstElement *pipeline;
  GstBus *bus;
  char *warning; /* the last one */
  GCond came;
  GMutex lock;       /* for what follows */
  gboolean has_come; /* something, as far as the sink */
  GString *parsers;  /* the elements that were plugged for text */
  GString *shown;    /* what has come: "ms text" of each line, or whether a picture shows text */
} Player;

static void
element_added_cb (GstBin *bin, GstBin *sub_bin, GstElement *element, gpointer user_data)
{
  Player *self = user_data;
  GstElementFactory *factory = gst_element_get_factory (element);
  const char *class;

  if (factory == NULL)
    return;
  class = gst_element_factory_get_metadata (factory, GST_ELEMENT_METADATA_KLASS);
  /* subparse is called the one up to GStreamer 1.24 and the other later */
  if (strstr (class, "Parser/Subtitle") == NULL && strstr (class, "Decoder/Subtitle") == NULL)
    return;

  g_mutex_lock (&self->lock);
  g_string_append_printf (self->parsers, "%s ",
                          gst_plugin_feature_get_name (GST_PLUGIN_FEATURE (factory)));
  g_mutex_unlock (&self->lock);
}

static void
line_cb (GstElement *sink, GstBuffer *buffer, GstPad *pad, gpointer user_data)
{
  Player *self = user_data;
  GstMapInfo map;

  g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_READ));
  g_mutex_lock (&self->lock);
  g_string_append_printf (self->shown, "%" G_GUINT64_FORMAT " %.*s\n",
                          GST_BUFFER_PTS (buffer) / GST_MSECOND, (int) map.size,
                          (const char *) map.data);
  g_mutex_unlock (&self->lock);
  gst_buffer_unmap (buffer, &map);
}

static void
picture_cb (GstElement *sink, GstBuffer *buffer, GstPad *pad, gpointer user_data)
{
  Player *self = user_data;
  g_autoptr (GstCaps) caps = gst_pad_get_current_caps (pad);
  GstVideoFrame frame;
  GstVideoInfo info;
  guint n_bright = 0;

  g_assert_true (gst_video_info_from_caps (&info, caps));
  g_assert_true (gst_video_frame_map (&frame, &info, buffer, GST_MAP_READ));
  for (int y = 0; y < GST_VIDEO_FRAME_HEIGHT (&frame); y++) {
    const guint8 *row = (guint8 *) GST_VIDEO_FRAME_COMP_DATA (&frame, 0) +
                        y * GST_VIDEO_FRAME_COMP_STRIDE (&frame, 0);

    for (int x = 0; x < GST_VIDEO_FRAME_WIDTH (&frame); x++)
      n_bright += row[x * GST_VIDEO_FRAME_COMP_PSTRIDE (&frame, 0)] > BRIGHT;
  }
  gst_video_frame_unmap (&frame);

  g_mutex_lock (&self->lock);
  g_string_append_c (self->shown, n_bright >= MIN_BRIGHT ? 'T' : '.');
  g_mutex_unlock (&self->lock);
}

static GstPadProbeReturn
come_cb (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  Player *self = user_data;

  g_mutex_lock (&self->lock);
  self->has_come = TRUE;
  g_cond_signal (&self->came);
  g_mutex_unlock (&self->lock);

  return GST_PAD_PROBE_REMOVE;
}

static void
player_free (Player *self)
{
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_object_unref (self->bus);
  gst_object_unref (self->pipeline);
  g_string_free (self->parsers, TRUE);
  g_string_free (self->shown, TRUE);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->came);
  g_free (self->warning);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Player, player_free)

static void
start_decodebin (const GValue *item, gpointer user_data)
{
  g_autoptr (GstObject) parent = gst_object_get_parent (g_value_get_object (item));

  if (g_str_has_prefix (GST_OBJECT_NAME (parent), "uridecodebin3"))
    gst_element_set_state (g_value_get_object (item), GST_STATE_PAUSED);
}

/* The uridecodebin3 of GStreamer 1.22 starts what brings a file before what decodes it, and a file
 * that is quick gets stuck for good at a door that is not open yet: it is opened before.
 */
static void
start_decodebins (GstBin *bin)
{
  GstIterator *decodebins = gst_bin_iterate_all_by_element_factory_name (bin, "decodebin3");

  g_assert_cmpint (gst_iterator_foreach (decodebins, start_decodebin, NULL), ==, GST_ITERATOR_DONE);
  gst_iterator_free (decodebins);
}

/* Without a clock nothing waits; playbins would make their sinks do so.  But the film waits until
 * the text has come, or a playbin3 could be at its end before it has seen the other file.
 */
static Player *
player_new (GstElement *pipeline, GstElement *sink, GCallback handoff_cb)
{
  Player *self = g_new0 (Player, 1);
  g_autoptr (GstPad) pad = gst_element_get_static_pad (sink, "sink");
  gint64 deadline = g_get_monotonic_time () + GST_TIME_AS_USECONDS (PATIENCE);

  g_cond_init (&self->came);
  g_mutex_init (&self->lock);
  self->pipeline = gst_object_ref_sink (pipeline);
  self->bus = gst_element_get_bus (pipeline);
  self->parsers = g_string_new (NULL);
  self->shown = g_string_new (NULL);
  gst_pipeline_use_clock (GST_PIPELINE (pipeline), NULL);
  g_signal_connect (pipeline, "deep-element-added", G_CALLBACK (element_added_cb), self);
  g_object_set (sink, "signal-handoffs", TRUE, NULL);
  g_signal_connect (sink, "handoff", handoff_cb, self);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, come_cb, self, NULL);
  start_decodebins (GST_BIN (pipeline));
  gst_element_set_state (pipeline, GST_STATE_PAUSED);
  g_mutex_lock (&self->lock);
  while (!self->has_come && g_cond_wait_until (&self->came, &self->lock, deadline))
    ;
  g_assert_true (self->has_come);
  g_mutex_unlock (&self->lock);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);

  return self;
}

/* With @description, in which what comes at the end is called "sink". */
static Player *
player_new_for_launch (const char *description, GCallback handoff_cb)
{
  g_autoptr (GError) error = NULL;
  GstElement *pipeline = gst_parse_launch (description, &error);
  g_autoptr (GstElement) sink = NULL;

  g_assert_no_error (error);
  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");

  return player_new (pipeline, sink, handoff_cb);
}

static Player *
player_new_for_bin (const char *bin, const char *uri)
{
  g_autofree char *path = g_filename_from_uri (uri, NULL, NULL);
  g_autofree char *description = NULL;

  if (g_str_has_prefix (bin, "uri"))
    description = g_strdup_printf ("%s uri=\"%s\" ! text/x-raw ! fakesink name=sink", bin, uri);
  else
    description = g_strdup_printf ("filesrc location=\"%s\" ! %s ! text/x-raw ! fakesink name=sink",
                                   path, bin);

  return player_new_for_launch (description, G_CALLBACK (line_cb));
}

static Player *
player_new_for_playbin (const char *playbin, const char *suburi)
{
  GstElement *player = gst_element_factory_make (playbin, NULL);
  GstElement *text = gst_element_factory_make ("fakesink", NULL);

  g_object_set (player, "uri", episode, "suburi", suburi, "text-sink", text, "video-sink",
                gst_element_factory_make ("fakesink", NULL), "audio-sink",
                gst_element_factory_make ("fakesink", NULL), NULL);

  return player_new (player, text, G_CALLBACK (line_cb));
}

/* Waits until all streams have ended, and returns what has come. */
static const char *
player_wait (Player *self)
{
  for (;;) {
    g_autoptr (GstMessage) message =
        gst_bus_timed_pop_filtered (self->bus, PATIENCE,
                                    GST_MESSAGE_EOS | GST_MESSAGE_ERROR | GST_MESSAGE_WARNING);
    g_autoptr (GError) error = NULL;
    g_autofree char *debug = NULL;

    g_assert_nonnull (message);
    if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
      return self->shown->str;
    if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR) {
      gst_message_parse_error (message, &error, &debug);
      g_test_message ("%s: %s", GST_MESSAGE_SRC_NAME (message), debug);
      g_assert_no_error (error);
    }
    gst_message_parse_warning (message, &error, NULL);
    g_free (self->warning);
    self->warning = g_strdup (error->message);
  }
}

/* Once all streams have ended. */
static void
player_seek (Player *self, guint milliseconds)
{
  g_string_truncate (self->shown, 0);
  g_assert_true (gst_element_seek_simple (self->pipeline, GST_FORMAT_TIME,
                                          GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE,
                                          milliseconds * GST_MSECOND));
}

static const struct {
  const char *name;
  const char *text;
  const char *parser;
  const char *lines;
} kinds[] = {
  { "pasted.txt", PASTED, "souffleurparse ", FIRST MIDDLE LAST },
  /* subparse takes it for TMPlayer's */
  { "hours.txt", "00:00:00 Good evening.\n00:00:04 Tonight we listen.\n00:00:08 " LONG "\n",
    "souffleurtextparse ", "0 Good evening.\n4000 Tonight we listen.\n8000 " LONG "\n" },
  /* and this is */
  { "tmplayer.txt", "00:00:01:Good evening.\n00:00:04:Tonight|we listen.\n00:00:08:" LONG "\n",
    "souffleurtextparse ", "1000 Good evening.\n4000 Tonight\nwe listen.\n8000 " LONG "\n" },
  /* for DKS */
  { "brackets.txt",
    "[00:00:00] Good evening.\n[00:00:04] Tonight we listen.\n[00:00:08] " LONG "\n",
    "souffleurtextparse ", "0 Good evening.\n4000 Tonight we listen.\n8000 " LONG "\n" },
  /* for nothing */
  { "dashes.srt", "1\n00:00:04,000 -> 00:00:07,000\nTonight we listen.\n", "souffleurparse ",
    "4000 Tonight we listen.\n" },
  { "lower.vtt", "webvtt\n\n00:04.000 --> 00:07.000\nTonight we listen.\n", "souffleurparse ",
    "4000 Tonight we listen.\n" },
  /* for what it is: its own parser goes first */
  { "usual.srt", "1\n00:00:04,000 --> 00:00:07,000\n" LONG "\n", "subparse ", "4000 " LONG "\n" },
};

static void
test_kinds (gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *uri = fixture_write (kinds[i].name, kinds[i].text, -1);
    g_autoptr (Player) player = player_new_for_bin (data, uri);

    g_test_message ("%s", kinds[i].name);
    g_assert_cmpstr (player_wait (player), ==, kinds[i].lines);
    g_assert_cmpstr (player->parsers->str, ==, kinds[i].parser);
    g_assert_null (player->warning);
  }
}

static const struct {
  guint at; /* ms */
  const char *lines;
} places[] = {
  { 5000, "5000 Tonight we listen to a theatre.\n8000 From the edge.\n" LAST },
  { 100, FIRST MIDDLE LAST },
  { 40000, LAST }, /* in the hole */
  { 60500, "60500 Back again.\n63000 Good night.\n" },
  { 75000, "" }, /* behind the last */
};

static void
check_lines (Player *player)
{
  g_assert_cmpstr (player_wait (player), ==, FIRST MIDDLE LAST);
  g_assert_cmpstr (player->parsers->str, ==, "souffleurparse ");
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++) {
    g_test_message ("%u ms", places[i].at);
    player_seek (player, places[i].at);
    g_assert_cmpstr (player_wait (player), ==, places[i].lines);
  }
  g_assert_null (player->warning);
}

static void
test_bin (gconstpointer data)
{
  g_autofree char *uri = fixture_write ("pasted.txt", PASTED, -1);
  g_autoptr (Player) player = player_new_for_bin (data, uri);

  check_lines (player);
}

static void
test_playbin (gconstpointer data)
{
  g_autofree char *suburi = fixture_write ("pasted.txt", PASTED, -1);
  g_autoptr (Player) player = player_new_for_playbin (data, suburi);

  check_lines (player);
}

/* The film goes on, and is told why there is no text. */
static void
test_refused (gconstpointer data)
{
  g_autofree char *suburi =
      fixture_write ("page.html", "<!DOCTYPE html>\n<html><body><p>Hello</p></body></html>\n", -1);
  g_autoptr (Player) player = player_new_for_playbin (data, suburi);

  g_assert_cmpstr (player_wait (player), ==, "");
  g_assert_nonnull (player->warning);
  g_assert_nonnull (strstr (player->warning, "web page"));
}

/* White letters on dark grey, one picture a second: each waits until the text has come as far, or
 * has said that it has nothing to say there.
 */
static void
test_pictures (void)
{
  g_autofree char *uri = fixture_write ("pictures.vtt",
                                        "webvtt\n\n00:02.000 --> 00:04.000\nGood evening.\n\n"
                                        "00:05.000 --> 00:06.000\nTonight.\n",
                                        -1);
  g_autofree char *path = g_filename_from_uri (uri, NULL, NULL);
  g_autofree char *description = g_strdup_printf (
      "videotestsrc num-buffers=9 pattern=solid-color foreground-color=0xff303030 "
      "! video/x-raw,format=I420,width=640,height=360,framerate=1/1 ! overlay.video_sink "
      "filesrc location=\"%s\" ! souffleurparse ! overlay.text_sink "
      "textoverlay name=overlay wait-text=true ! fakesink name=sink",
      path);
  g_autoptr (GstElementFactory) overlay = gst_element_factory_find ("textoverlay");
  g_autoptr (Player) player = NULL;

  if (overlay == NULL) {
    g_test_skip ("without textoverlay, of gstreamer1.0-x");
    return;
  }
  player = player_new_for_launch (description, G_CALLBACK (picture_cb));
  g_assert_cmpstr (player_wait (player), ==, "..TT.T...");
}

static const char *const bins[] = { "decodebin", "decodebin3", "uridecodebin" };
static const char *const playbins[] = { "playbin", "playbin3" };

static void
add_test (const char *bin, const char *name, GTestDataFunc func)
{
  g_autofree char *path = g_strdup_printf ("/autoplug/%s/%s", bin, name);

  g_test_add_data_func (path, bin, func);
}

int
main (int argc, char *argv[])
{
  int result;

  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  fixture_load_plugin ();
  episode = fixture_make_episode (EPISODE_SECONDS);

  for (gsize i = 0; i < G_N_ELEMENTS (bins); i++) {
    add_test (bins[i], "kinds", test_kinds);
    add_test (bins[i], "lines", test_bin);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (playbins); i++)
    add_test (playbins[i], "lines", test_playbin);
  /* not in playbin3: that of 1.22 may lose its way when a stream ends before it has chosen */
  add_test ("playbin", "refused", test_refused);
  g_test_add_func ("/autoplug/pictures", test_pictures);

  result = g_test_run ();
  fixture_clear ();
  g_free (episode);

  return result;
}
