/* test-transcript-parse.c: the element between a file and a player, without either
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "plugin-fixture.h"

#include <gst/check/gstharness.h>
#include <string.h>

/* Three lines, a hole of 50 s that its words do not fill, and two more. */
#define PASTED                                                                                     \
  "An evening at the theatre\n"                                                                    \
  "CultureTranscript\n"                                                                            \
  "00:02Good evening, everybody.\n"                                                                \
  "00:04Tonight we listen\n"                                                                       \
  "to a theatre.\n"                                                                                \
  "00:06From the edge of <the> stage & beyond.\n"                                                  \
  "01:00Back again.\n"                                                                             \
  "01:03Good night.\n"

/* The times of the file, and ends as they follow from the text: see the builder's rules. */
#define FIRST "2000 Good evening, everybody.\n4000 Tonight we listen to a theatre.\n"
#define MIDDLE "6000 From the edge of <the> stage & beyond.\n"
#define LAST "60000 Back again.\n63000 Good night.\n"

typedef struct {
  GstHarness *harness;
  GstBus *bus;
  GstSegment segment;
  GString *lines;  /* "ms text" of each buffer */
  GString *gaps;   /* "ms-ms" of each gap */
  GString *events; /* the name of each */
  GstStreamFlags stream_flags;
  GstTagList *tags;
  GstCaps *caps;
} Fixture;

static Fixture *
fixture_new (const char *element)
{
  Fixture *self = g_new0 (Fixture, 1);

  self->harness = gst_harness_new (element);
  self->bus = gst_bus_new ();
  gst_element_set_bus (self->harness->element, self->bus);
  gst_harness_set_src_caps_str (self->harness, "application/x-subtitle-transcript");
  gst_harness_play (self->harness);
  self->lines = g_string_new (NULL);
  self->gaps = g_string_new (NULL);
  self->events = g_string_new (NULL);

  return self;
}

static void
fixture_free (Fixture *self)
{
  gst_element_set_bus (self->harness->element, NULL);
  gst_object_unref (self->bus);
  gst_harness_teardown (self->harness);
  g_string_free (self->lines, TRUE);
  g_string_free (self->gaps, TRUE);
  g_string_free (self->events, TRUE);
  gst_clear_tag_list (&self->tags);
  gst_clear_caps (&self->caps);
  g_free (self);
}

/* Sends @text in buffers of at most @chunk bytes. */
static void
push_text (Fixture *self, const char *text, gsize length, gsize chunk)
{
  for (gsize at = 0; at < length; at += chunk)
    g_assert_cmpint (gst_harness_push (self->harness,
                                       gst_buffer_new_memdup (text + at, MIN (chunk, length - at))),
                     ==, GST_FLOW_OK);
}

/* What a seek in bytes sends, before the file comes again. */
static void
flush (Fixture *self)
{
  GstSegment segment;

  gst_segment_init (&segment, GST_FORMAT_BYTES);
  g_assert_true (gst_harness_push_event (self->harness, gst_event_new_flush_start ()));
  g_assert_true (gst_harness_push_event (self->harness, gst_event_new_flush_stop (TRUE)));
  g_assert_true (gst_harness_push_event (self->harness, gst_event_new_segment (&segment)));
}

/* Takes what the element handed on, up to the end, and returns how that came. */
static GstEventType
pull_all (Fixture *self)
{
  GstEventType type = GST_EVENT_UNKNOWN;
  GstBuffer *buffer;

  g_string_truncate (self->lines, 0);
  g_string_truncate (self->gaps, 0);
  g_string_truncate (self->events, 0);
  while (type != GST_EVENT_EOS && type != GST_EVENT_SEGMENT_DONE) {
    g_autoptr (GstEvent) event = gst_harness_pull_event (self->harness);
    GstClockTime start, duration;
    GstCaps *caps;

    g_assert_nonnull (event);
    type = GST_EVENT_TYPE (event);
    g_string_append_printf (self->events, "%s ", gst_event_type_get_name (type));
    if (type == GST_EVENT_STREAM_START) {
      gst_event_parse_stream_flags (event, &self->stream_flags);
    } else if (type == GST_EVENT_SEGMENT) {
      gst_event_copy_segment (event, &self->segment);
    } else if (type == GST_EVENT_CAPS) {
      gst_event_parse_caps (event, &caps);
      gst_caps_replace (&self->caps, caps);
    } else if (type == GST_EVENT_TAG) {
      GstTagList *tags;

      gst_event_parse_tag (event, &tags);
      gst_clear_tag_list (&self->tags);
      self->tags = gst_tag_list_ref (tags);
    } else if (type == GST_EVENT_GAP) {
      gst_event_parse_gap (event, &start, &duration);
      if (GST_CLOCK_TIME_IS_VALID (duration))
        g_string_append_printf (self->gaps, "%" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT "\n",
                                start / GST_MSECOND, (start + duration) / GST_MSECOND);
      else
        g_string_append (self->gaps, "all\n");
    }
  }

  while ((buffer = gst_harness_try_pull (self->harness)) != NULL) {
    GstMapInfo map;

    g_assert_true (gst_buffer_map (buffer, &map, GST_MAP_READ));
    g_assert_true (g_utf8_validate_len ((char *) map.data, map.size, NULL));
    g_assert_true (GST_BUFFER_PTS_IS_VALID (buffer));
    g_assert_true (GST_BUFFER_DURATION_IS_VALID (buffer));
    g_string_append_printf (self->lines, "%" G_GUINT64_FORMAT " %.*s\n",
                            GST_BUFFER_PTS (buffer) / GST_MSECOND, (int) map.size, map.data);
    gst_buffer_unmap (buffer, &map);
    gst_buffer_unref (buffer);
  }

  return type;
}

static void
read_all (Fixture *self, const char *text, gsize length)
{
  push_text (self, text, length, 100);
  g_assert_true (gst_harness_push_event (self->harness, gst_event_new_eos ()));
  g_assert_cmpint (pull_all (self), ==, GST_EVENT_EOS);
}

static const struct {
  const char *name;
  const char *text;
  const char *lines;
} files[] = {
  { "pasted", PASTED, FIRST MIDDLE LAST },
  { "TMPlayer", "00:00:01:Hello|world\n00:00:04:\n00:00:06:Good night.\n",
    "1000 Hello\nworld\n6000 Good night.\n" },
  { "rows", "1\n00:00:01,000 --> 00:00:02,000\nTwo rows\nof one line\n",
    "1000 Two rows\nof one line\n" },
  /* who speaks is said when it changes, and only then */
  { "speakers",
    "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hello.\n\n"
    "00:02.000 --> 00:03.000\n<v Ann>Are you there?\n\n00:03.000 --> 00:04.000\n<v Ben>Yes.\n",
    "1000 Ann: Hello.\n2000 Are you there?\n3000 Ben: Yes.\n" },
  /* what would turn the player's own text round is not handed on */
  { "controls",
    "WEBVTT\n\n00:01.000 --> 00:02.000\nabc\xe2\x80\xae"
    "def\x01\n",
    "1000 abcdef\n" },
  /* lines that overlap come in order, each with its own time */
  { "overlap", "WEBVTT\n\n00:01.000 --> 00:09.000\nLong\n\n00:02.000 --> 00:03.000\nShort\n",
    "1000 Long\n2000 Short\n" },
};

static void
test_files (void)
{
  static const gsize chunks[] = { 1, 7, 4096 };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    for (gsize j = 0; j < G_N_ELEMENTS (chunks); j++) {
      Fixture *f = fixture_new ("souffleurparse");

      g_test_message ("%s, %u bytes at a time", files[i].name, (guint) chunks[j]);
      push_text (f, files[i].text, strlen (files[i].text), chunks[j]);
      g_assert_true (gst_harness_push_event (f->harness, gst_event_new_eos ()));
      g_assert_cmpint (pull_all (f), ==, GST_EVENT_EOS);
      g_assert_cmpstr (f->lines->str, ==, files[i].lines);
      fixture_free (f);
    }
  }
}

static void
test_stream (void)
{
  Fixture *f = fixture_new ("souffleurparse");
  g_autoptr (GstCaps) caps = gst_caps_from_string ("text/x-raw, format = (string) utf8");
  char *value;
  gint64 position;

  read_all (f, PASTED, strlen (PASTED));
  /* the same order for everybody, and before the first line that none is there yet */
  g_assert_true (g_str_has_prefix (f->events->str, "stream-start caps segment tag gap "));
  g_assert_true (g_str_has_suffix (f->events->str, " eos "));
  g_assert_cmpint (f->stream_flags & GST_STREAM_FLAG_SPARSE, !=, 0);
  g_assert_true (gst_caps_is_equal (f->caps, caps));
  g_assert_cmpint (f->segment.format, ==, GST_FORMAT_TIME);
  g_assert_cmpuint (f->segment.start, ==, 0);
  g_assert_cmpfloat (f->segment.rate, ==, 1);

  /* nothing is said before the first line and in the hole; the third line is as long as its words */
  g_assert_true (g_str_has_prefix (f->gaps->str, "0-2000\n"));
  g_assert_true (g_str_has_suffix (f->gaps->str, "-60000\n"));

  g_assert_true (gst_tag_list_get_string (f->tags, GST_TAG_TITLE, &value));
  g_assert_cmpstr (value, ==, "An evening at the theatre");
  g_free (value);
  g_assert_true (gst_tag_list_get_string (f->tags, GST_TAG_SUBTITLE_CODEC, &value));
  g_assert_cmpstr (value, ==, "Text with times");
  g_free (value);
  g_assert_cmpint (gst_tag_list_get_scope (f->tags), ==, GST_TAG_SCOPE_STREAM);

  g_assert_true (gst_pad_peer_query_position (f->harness->sinkpad, GST_FORMAT_TIME, &position));
  g_assert_cmpint (position, >=, 64 * GST_SECOND);
  fixture_free (f);

  f = fixture_new ("souffleurparse");
  read_all (f, "WEBVTT\nLanguage: fr-CA\n\n00:01.000 --> 00:02.000\nBonsoir.\n", 55);
  g_assert_true (gst_tag_list_get_string (f->tags, GST_TAG_LANGUAGE_CODE, &value));
  g_assert_cmpstr (value, ==, "fr");
  g_free (value);
  fixture_free (f);
}

static GstPadProbeReturn
take_markup_cb (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  Fixture *f = user_data;

  gst_harness_set_sink_caps_str (f->harness, "text/x-raw, format = (string) pango-markup");

  return GST_PAD_PROBE_REMOVE;
}

/* A renderer that takes only markup gets the text, not what looks like markup in it. */
static void
test_markup (void)
{
  Fixture *f = fixture_new ("souffleurparse");

  gst_harness_set_sink_caps_str (f->harness, "text/x-raw, format = (string) pango-markup");
  read_all (f, PASTED, strlen (PASTED));
  g_assert_nonnull (
      strstr (f->lines->str, "6000 From the edge of &lt;the&gt; stage &amp; beyond.\n"));
  fixture_free (f);

  /* and one that takes another's place after the first line, too */
  f = fixture_new ("souffleurparse");
  gst_pad_add_probe (f->harness->sinkpad, GST_PAD_PROBE_TYPE_BUFFER, take_markup_cb, f, NULL);
  read_all (f, PASTED, strlen (PASTED));
  g_assert_nonnull (
      strstr (f->lines->str, "6000 From the edge of &lt;the&gt; stage &amp; beyond.\n"));
  fixture_free (f);
}

static const struct {
  double rate;
  GstSeekFlags flags;
  gint64 start; /* ms; -1: none */
  gint64 stop;
  const char *lines;
} seeks[] = {
  { 1, GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE, 0, -1, FIRST MIDDLE LAST },
  /* into the middle of a line */
  { 1, GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE, 5000, -1,
    "5000 Tonight we listen to a theatre.\n" MIDDLE LAST },
  { 1, GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_KEY_UNIT, 5000, -1,
    "5000 Tonight we listen to a theatre.\n" MIDDLE LAST },
  { 1, GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_KEY_UNIT | GST_SEEK_FLAG_SNAP_BEFORE, 5000, -1,
    "5000 Tonight we listen to a theatre.\n" MIDDLE LAST },
  /* into the hole */
  { 1, GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE, 50000, -1, LAST },
  /* behind all */
  { 1, GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE, 500000, -1, "" },
  /* a part */
  { 1, GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE, 4000, 6000,
    "4000 Tonight we listen to a theatre.\n" },
  { 1, GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_SEGMENT, 0, 6000, FIRST },
  /* faster, slower, backwards */
  { 1.75, GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE, 60000, -1, LAST },
  { 0.5, GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE, 60000, -1, LAST },
  { -1, GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE, 0, 5000,
    "4000 Tonight we listen to a theatre.\n2000 Good evening, everybody.\n" },
  { -1, GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE, 50000, -1,
    "63000 Good night.\n60000 Back again.\n" },
  /* without throwing away what is on its way */
  { 1, GST_SEEK_FLAG_NONE, 60000, -1, LAST },
};

static GstEvent *
make_seek (gsize i)
{
  return gst_event_new_seek (seeks[i].rate, GST_FORMAT_TIME, seeks[i].flags, GST_SEEK_TYPE_SET,
                             seeks[i].start * GST_MSECOND,
                             seeks[i].stop < 0 ? GST_SEEK_TYPE_NONE : GST_SEEK_TYPE_SET,
                             seeks[i].stop < 0 ? (gint64) GST_CLOCK_TIME_NONE
                                               : seeks[i].stop * (gint64) GST_MSECOND);
}

static void
check_seek (Fixture *f, gsize i)
{
  gboolean in_part = (seeks[i].flags & GST_SEEK_FLAG_SEGMENT) != 0;

  g_assert_cmpint (pull_all (f), ==, in_part ? GST_EVENT_SEGMENT_DONE : GST_EVENT_EOS);
  g_assert_cmpstr (f->lines->str, ==, seeks[i].lines);
  g_assert_cmpfloat (f->segment.rate, ==, seeks[i].rate);
  g_assert_cmpuint (f->segment.start, ==, seeks[i].start * GST_MSECOND);
  if (seeks[i].stop >= 0)
    g_assert_cmpuint (f->segment.stop, ==, seeks[i].stop * GST_MSECOND);
}

static void
test_seeks (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (seeks); i++) {
    Fixture *f = fixture_new ("souffleurparse");

    g_test_message ("seek %u", (guint) i);
    /* after the end, which only a flush undoes: what brought the file is asked for nothing */
    if (seeks[i].flags & GST_SEEK_FLAG_FLUSH) {
      read_all (f, PASTED, strlen (PASTED));
      g_assert_true (gst_harness_push_upstream_event (f->harness, make_seek (i)));
      check_seek (f, i);
      while (gst_harness_upstream_events_in_queue (f->harness) > 0) {
        g_autoptr (GstEvent) event = gst_harness_pull_upstream_event (f->harness);

        g_assert_cmpint (GST_EVENT_TYPE (event), ==, GST_EVENT_RECONFIGURE);
      }
    }
    fixture_free (f);

    /* before the file has come */
    f = fixture_new ("souffleurparse");
    push_text (f, PASTED, 50, 50);
    if (seeks[i].rate < 0 && seeks[i].stop < 0) {
      /* backwards from where is not known yet */
      g_assert_false (gst_harness_push_upstream_event (f->harness, make_seek (i)));
      fixture_free (f);
      continue;
    }
    g_assert_true (gst_harness_push_upstream_event (f->harness, make_seek (i)));
    push_text (f, PASTED + 50, strlen (PASTED) - 50, 50);
    g_assert_true (gst_harness_push_event (f->harness, gst_event_new_eos ()));
    check_seek (f, i);
    fixture_free (f);
  }
}

static void
test_seek_queries (void)
{
  Fixture *f = fixture_new ("souffleurparse");
  GstQuery *query = gst_query_new_seeking (GST_FORMAT_TIME);
  gboolean seekable;
  GstSeekFlags at_once = GST_SEEK_FLAG_INSTANT_RATE_CHANGE;
  gdouble rate;
  g_autoptr (GstEvent) event = NULL;

  g_assert_true (gst_pad_peer_query (f->harness->sinkpad, query));
  gst_query_parse_seeking (query, NULL, &seekable, NULL, NULL);
  g_assert_true (seekable);
  gst_query_unref (query);

  /* refused: it would end before it starts */
  g_assert_false (gst_harness_push_upstream_event (
      f->harness, gst_event_new_seek (1, GST_FORMAT_TIME, GST_SEEK_FLAG_ACCURATE, GST_SEEK_TYPE_SET,
                                      9 * GST_SECOND, GST_SEEK_TYPE_SET, 3 * GST_SECOND)));

  /* at once means before all that is on its way */
  g_assert_true (
      gst_harness_push_upstream_event (f->harness, gst_event_new_seek (1.5, GST_FORMAT_TIME,
                                                                       at_once, GST_SEEK_TYPE_NONE,
                                                                       0, GST_SEEK_TYPE_NONE, 0)));
  event = gst_harness_pull_event (f->harness);
  while (GST_EVENT_TYPE (event) == GST_EVENT_STREAM_START) {
    gst_event_unref (event);
    event = gst_harness_pull_event (f->harness);
  }
  g_assert_cmpint (GST_EVENT_TYPE (event), ==, GST_EVENT_INSTANT_RATE_CHANGE);
  gst_event_parse_instant_rate_change (event, &rate, NULL);
  g_assert_cmpfloat (rate, ==, 1.5);
  fixture_free (f);
}

/* A film may go back from behind its last line, and without any. */
static void
test_short_text (void)
{
  static const char *const texts[] = { "00:02Good evening.\n00:04Good night.\n", "No times.\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    Fixture *f = fixture_new ("souffleurparse");

    read_all (f, texts[i], strlen (texts[i]));
    g_assert_true (gst_harness_push_upstream_event (
        f->harness,
        gst_event_new_seek (-1, GST_FORMAT_TIME, GST_SEEK_FLAG_FLUSH, GST_SEEK_TYPE_SET,
                            50 * GST_SECOND, GST_SEEK_TYPE_NONE, (gint64) GST_CLOCK_TIME_NONE)));
    g_assert_cmpint (pull_all (f), ==, GST_EVENT_EOS);
    g_assert_cmpstr (f->lines->str, ==, "");
    g_assert_cmpfloat (f->segment.rate, ==, -1);
    fixture_free (f);
  }
}

/* A playbin that seeks the file itself sends it again; the lines stay where the last seek put them. */
static void
test_flush (void)
{
  Fixture *f = fixture_new ("souffleurparse");

  push_text (f, "00:01Half a file\n00:0", 21, 100);
  flush (f);
  read_all (f, PASTED, strlen (PASTED));
  g_assert_cmpstr (f->lines->str, ==, FIRST MIDDLE LAST);

  g_assert_true (gst_harness_push_upstream_event (f->harness, make_seek (4)));
  g_assert_cmpint (pull_all (f), ==, GST_EVENT_EOS);
  flush (f);
  read_all (f, PASTED, strlen (PASTED));
  g_assert_cmpstr (f->lines->str, ==, LAST);
  fixture_free (f);
}

/* playbin holds an EOS back until all streams have ended. */
static void
test_group_done (void)
{
  Fixture *f = fixture_new ("souffleurparse");

  push_text (f, PASTED, strlen (PASTED), 1000);
  g_assert_true (gst_harness_push_event (f->harness, gst_event_new_stream_group_done (1)));
  g_assert_cmpint (pull_all (f), ==, GST_EVENT_EOS);
  g_assert_cmpstr (f->lines->str, ==, FIRST MIDDLE LAST);
  /* not once more */
  g_assert_true (gst_harness_push_event (f->harness, gst_event_new_eos ()));
  g_assert_null (gst_harness_try_pull_event (f->harness));
  fixture_free (f);
}

static const struct {
  const char *text;
  gsize length;
  int code;
  const char *message; /* a part of it */
} refused[] = {
  { "", 0, GST_STREAM_ERROR_WRONG_TYPE, "no lines" },
  { "Prose without any times,\nas there is much.\n", 44, GST_STREAM_ERROR_WRONG_TYPE, "no times" },
  { "<!DOCTYPE html>\n<html><body>Hello</body></html>\n", 48, GST_STREAM_ERROR_DECODE, "web page" },
  { "OggS\0\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 20, GST_STREAM_ERROR_DECODE, "sound or video" },
};

/* A film goes on without subtitles that cannot be read. */
static void
check_refused (Fixture *f, int code, const char *part)
{
  g_autoptr (GstMessage) message = NULL;
  g_autoptr (GError) error = NULL;

  message = gst_bus_pop_filtered (f->bus, GST_MESSAGE_WARNING | GST_MESSAGE_ERROR);
  g_assert_nonnull (message);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_WARNING);
  gst_message_parse_warning (message, &error, NULL);
  g_test_message ("%s", error->message);
  g_assert_error (error, GST_STREAM_ERROR, code);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_cmpstr (f->lines->str, ==, "");
  g_assert_cmpstr (f->gaps->str, ==, "all\n");
  g_assert_nonnull (f->caps);
  g_assert_null (gst_bus_pop_filtered (f->bus, GST_MESSAGE_WARNING | GST_MESSAGE_ERROR));
}

static void
test_refused (void)
{
  Fixture *f;

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    f = fixture_new ("souffleurparse");
    read_all (f, refused[i].text, refused[i].length);
    check_refused (f, refused[i].code, refused[i].message);
    fixture_free (f);
  }

  /* Nobody touches these bytes, so they take no memory. */
  f = fixture_new ("souffleurparse");
  g_assert_cmpint (gst_harness_push (f->harness,
                                     gst_buffer_new_allocate (NULL, 256 * 1024 * 1024 + 1, NULL)),
                   ==, GST_FLOW_EOS);
  g_assert_true (gst_harness_push_event (f->harness, gst_event_new_eos ()));
  g_assert_cmpint (pull_all (f), ==, GST_EVENT_EOS);
  check_refused (f, GST_STREAM_ERROR_DECODE, "too large");
  fixture_free (f);
}

/* Stopped at any moment, and begun again. */
static void
test_states (void)
{
  for (guint n = 0; n < 4; n++) {
    Fixture *f = fixture_new ("souffleurparse");

    if (n > 0)
      push_text (f, PASTED, strlen (PASTED), 10);
    if (n > 1)
      g_assert_true (gst_harness_push_event (f->harness, gst_event_new_eos ()));
    if (n > 2)
      g_assert_cmpint (pull_all (f), ==, GST_EVENT_EOS);
    g_assert_cmpint (gst_element_set_state (f->harness->element, GST_STATE_READY), ==,
                     GST_STATE_CHANGE_SUCCESS);
    g_assert_cmpint (gst_element_set_state (f->harness->element, GST_STATE_NULL), ==,
                     GST_STATE_CHANGE_SUCCESS);
    fixture_free (f);
  }
}

/* Chunks, seeks and flushes as they may come, from a seed that is printed. */
static void
test_random (void)
{
  GRand *rand = g_rand_new_with_seed (g_test_rand_int ());

  for (guint round = 0; round < 40; round++) {
    Fixture *f = fixture_new ("souffleurparse");
    g_autofree char *text = g_memdup2 (PASTED, strlen (PASTED));
    gsize at = 0, length = strlen (PASTED);
    guint last_seek;

    if (round % 4 == 3)
      for (guint i = 0; i < 5; i++)
        text[g_rand_int_range (rand, 0, length)] = (char) g_rand_int_range (rand, 0, 256);

    while (at < length) {
      guint what = g_rand_int_range (rand, 0, 10);

      if (what == 0) {
        flush (f);
        at = 0;
      } else if (what == 1) {
        gst_harness_push_upstream_event (f->harness,
                                         make_seek (
                                             g_rand_int_range (rand, 0, G_N_ELEMENTS (seeks))));
      } else {
        gsize chunk = g_rand_int_range (rand, 1, 90);

        chunk = MIN (chunk, length - at);
        push_text (f, text + at, chunk, chunk);
        at += chunk;
      }
    }
    gst_harness_push_event (f->harness, gst_event_new_eos ());
    for (guint i = g_rand_int_range (rand, 0, 30); i > 0; i--)
      gst_harness_push_upstream_event (f->harness,
                                       make_seek (
                                           g_rand_int_range (rand, 0, G_N_ELEMENTS (seeks))));

    /* Whatever came before, a last seek is obeyed. */
    last_seek = g_rand_int_range (rand, 0, G_N_ELEMENTS (seeks) - 1);
    g_assert_true (gst_harness_push_upstream_event (f->harness, make_seek (last_seek)));
    for (;;) {
      pull_all (f);
      if (f->segment.rate == seeks[last_seek].rate &&
          f->segment.start == (guint64) seeks[last_seek].start * GST_MSECOND)
        break;
    }
    fixture_free (f);
  }
  g_rand_free (rand);
}

int
main (int argc, char *argv[])
{
  int result;

  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  fixture_load_plugin ();

  g_test_add_func ("/transcript-parse/files", test_files);
  g_test_add_func ("/transcript-parse/stream", test_stream);
  g_test_add_func ("/transcript-parse/markup", test_markup);
  g_test_add_func ("/transcript-parse/seeks", test_seeks);
  g_test_add_func ("/transcript-parse/seek-queries", test_seek_queries);
  g_test_add_func ("/transcript-parse/short-text", test_short_text);
  g_test_add_func ("/transcript-parse/flush", test_flush);
  g_test_add_func ("/transcript-parse/group-done", test_group_done);
  g_test_add_func ("/transcript-parse/refused", test_refused);
  g_test_add_func ("/transcript-parse/states", test_states);
  g_test_add_func ("/transcript-parse/random", test_random);

  result = g_test_run ();
  fixture_clear ();

  return result;
}
