/* sfl-transcript-parse.c: the elements souffleurparse and souffleurtextparse
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a line ends, how a time is meant and which lines are no lines at all
 * shows only in the whole of a transcript.  So the sink pad gathers the file
 * and reads it at its end, on the thread that brought it.  From then on the
 * source pad has a thread of its own, which hands the lines on from wherever
 * a seek wants them; what comes before it asks for nothing again.
 */

/**
 * SECTION:element-souffleurtextparse
 * @title: souffleurtextparse
 *
 * The same as souffleurparse, before subparse where that would lose lines: text pasted with its
 * hours looks like TMPlayer's subtitles at first sight, and lyrics begin with tags.
 */

/**
 * SECTION:element-souffleurparse
 * @title: souffleurparse
 *
 * Reads a transcript of any kind that Souffleur knows (text pasted from a web page with its
 * times, the JSON of Whisper and of podcasts, SubRip, WebVTT and many more) and hands on its
 * lines as subtitles.
 *
 * Players find it by themselves: playbin and playbin3 plug it for a `suburi`, decodebin for a
 * file.  Where GStreamer has a parser of its own for a kind of file, that one goes first.
 *
 * ## Examples
 * |[
 * gst-launch-1.0 filesrc location=transcript.txt ! souffleurparse ! fakesink dump=true
 * ]| Shows the bytes of the lines.
 * |[
 * gst-launch-1.0 playbin3 uri=file:///episode.mp4 suburi=file:///transcript.txt
 * ]| Plays an episode with its transcript over the picture.
 * |[
 * gst-launch-1.0 filesrc location=transcript.txt ! souffleurparse ! subtitles. \
 *     filesrc location=episode.mp4 ! decodebin ! textoverlay name=subtitles ! autovideosink
 * ]| The same, with the look of the lines in your hands.
 */

#include "config.h"

#include "sfl-transcript-parse-private.h"

#include "sfl-format.h"
#include "sfl-transcript-finder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

GST_DEBUG_CATEGORY (sfl_transcript_parse_debug);

G_DEFINE_TYPE_WITH_CODE (
    SflTranscriptParse,
    sfl_transcript_parse,
    GST_TYPE_ELEMENT,
    GST_DEBUG_CATEGORY_INIT (sfl_transcript_parse_debug, "souffleurparse", 0, "Transcript parser"))

/* The same at a higher rank, for what subparse takes for a kind it is mostly not: by their first
 * few characters, "00:00:01 Hello" is TMPlayer and each JSON array is lyrics.
 */
typedef SflTranscriptParse SflTextParse;
typedef SflTranscriptParseClass SflTextParseClass;

G_DEFINE_TYPE (SflTextParse, sfl_text_parse, sfl_transcript_parse_get_type ())

enum { PROP_0, PROP_SUBTITLE_ENCODING, PROP_VIDEO_FPS, N_PROPS };

static GParamSpec *props[N_PROPS];

/* What GStreamer calls the kinds of files that some format of ours can read. */
static GstStaticPadTemplate sink_template =
    GST_STATIC_PAD_TEMPLATE ("sink",
                             GST_PAD_SINK,
                             GST_PAD_ALWAYS,
                             GST_STATIC_CAPS (
                                 SFL_TRANSCRIPT_MEDIA_TYPE
                                 "; application/x-subtitle; application/x-subtitle-vtt; "
                                 "application/x-subtitle-dks; application/x-subtitle-lrc; "
                                 "application/x-subtitle-mpl2; "
                                 "application/x-subtitle-sami; application/x-subtitle-tmplayer; "
                                 "application/x-ssa; application/x-ass; application/ttml+xml; "
                                 "application/xml; text/html; text/utf-16; text/utf-32"));

/* Those of them for which players look for souffleurparse by themselves: not the kinds of subparse.
 * By its rank it would come after that, but since subparse is called a decoder (GStreamer 1.26),
 * decodebin tries each parser before it.
 */
static GstStaticPadTemplate found_sink_template =
    GST_STATIC_PAD_TEMPLATE ("sink",
                             GST_PAD_SINK,
                             GST_PAD_ALWAYS,
                             GST_STATIC_CAPS (
                                 SFL_TRANSCRIPT_MEDIA_TYPE
                                 "; application/x-ssa; application/x-ass; application/ttml+xml; "
                                 "application/xml; text/html; text/utf-16; text/utf-32"));

static GstStaticPadTemplate text_sink_template =
    GST_STATIC_PAD_TEMPLATE ("sink",
                             GST_PAD_SINK,
                             GST_PAD_ALWAYS,
                             GST_STATIC_CAPS ("application/x-subtitle-lrc; "
                                              "application/x-subtitle-tmplayer; "
                                              "application/x-subtitle-dks"));

static GstStaticPadTemplate src_template =
    GST_STATIC_PAD_TEMPLATE ("src",
                             GST_PAD_SRC,
                             GST_PAD_ALWAYS,
                             GST_STATIC_CAPS (
                                 "text/x-raw, format = (string) { utf8, pango-markup }"));

/* --- reading: the sink pad's thread ----------------------------------------------------------- */

/* The property is for files that are in no form of Unicode. */
static char *
dup_charset (SflTranscriptParse *self, const char *data, gsize length)
{
  char *charset = NULL;
  gboolean has_mark = length >= 2 && (memcmp (data, "\xff\xfe", 2) == 0 || //
                                      memcmp (data, "\xfe\xff", 2) == 0);

  GST_OBJECT_LOCK (self);
  if (self->encoding != NULL && *self->encoding != '\0' && !has_mark &&
      g_ascii_strncasecmp (self->encoding, "utf", 3) != 0 &&
      memchr (data, '\0', MIN (length, 4096)) == NULL && !g_utf8_validate (data, length, NULL))
    charset = g_strdup (self->encoding);
  GST_OBJECT_UNLOCK (self);

  return charset;
}

static char *
dup_file_name (SflTranscriptParse *self)
{
  g_autoptr (GstQuery) query = gst_query_new_uri ();
  char *uri = NULL;

  if (gst_pad_peer_query (self->sink_pad, query))
    gst_query_parse_uri (query, &uri);

  return uri;
}

/* The transcript in the file that was gathered, or NULL when that is none that can be shown:
 * then it was said why.  That is a warning, as a film goes on without its subtitles.
 */
static SflTranscript *
read_file (SflTranscriptParse *self)
{
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (self->file);
  g_autofree char *file_name = dup_file_name (self);
  g_autofree char *charset = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SflTranscript) transcript = NULL;
  SflParseOptions options = { 0 };
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  guint n_lines;

  self->file = g_byte_array_new ();
  charset = dup_charset (self, data != NULL ? data : "", length);
  options.charset = charset;
  GST_OBJECT_LOCK (self);
  if (self->fps_n > 0)
    options.media_frame_rate = (double) self->fps_n / self->fps_d;
  GST_OBJECT_UNLOCK (self);

  transcript = sfl_format_parse (bytes, file_name, &options, self->cancellable, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return NULL;
  if (transcript == NULL) {
    GST_ELEMENT_WARNING (self, STREAM, DECODE, ("%s", error->message), (NULL));
    return NULL;
  }

  sfl_transcript_get_lines (transcript, &n_lines);
  GST_INFO_OBJECT (self, "%u lines of %s, %u repaired, %u ignored", n_lines,
                   sfl_transcript_get_format (transcript),
                   sfl_transcript_get_n_warned (transcript, SFL_WARNING_REPAIRED),
                   sfl_transcript_get_n_warned (transcript, SFL_WARNING_IGNORED));
  if (n_lines == 0 || !sfl_transcript_is_timed (transcript)) {
    GST_ELEMENT_WARNING (self, STREAM, WRONG_TYPE,
                         ("%s",
                          n_lines == 0
                              ? _ ("This transcript has no lines.")
                              : _ ("This text has no times, so its lines cannot be shown when "
                                   "they are spoken.")),
                         (NULL));
    return NULL;
  }

  return g_steal_pointer (&transcript);
}

/* From here on the source pad goes on alone. */
static void
end_of_file (SflTranscriptParse *self, SflTranscript *transcript)
{
  self->ended = TRUE;

  GST_PAD_STREAM_LOCK (self->src_pad);
  self->ready = TRUE;
  if (transcript != NULL)
    self->reading = sfl_reading_new (transcript, SFL_READING_LINES);
  sfl_transcript_parse_find_place (self);
  gst_pad_start_task (self->src_pad, sfl_transcript_parse_push_next, self, NULL);
  GST_PAD_STREAM_UNLOCK (self->src_pad);
}

/* Forgets the file, not which part of it is wanted. */
static void
forget_file (SflTranscriptParse *self)
{
  g_byte_array_set_size (self->file, 0);
  self->ended = FALSE;
  gst_pad_pause_task (self->src_pad);
  GST_PAD_STREAM_LOCK (self->src_pad);
  self->ready = FALSE;
  g_clear_object (&self->reading);
  GST_OBJECT_LOCK (self);
  self->segment.base = 0;
  self->segment.position = self->segment.rate > 0 ? self->segment.start : self->segment.stop;
  GST_OBJECT_UNLOCK (self);
  GST_PAD_STREAM_UNLOCK (self->src_pad);
}

static GstFlowReturn
chain (GstPad *pad, GstObject *parent, GstBuffer *buffer)
{
  SflTranscriptParse *self = SFL_TRANSCRIPT_PARSE (parent);
  GstFlowReturn flow = GST_FLOW_OK;
  GstMapInfo map;

  if (self->ended) {
    flow = GST_FLOW_EOS;
  } else if (gst_buffer_get_size (buffer) > SFL_FORMAT_MAX_BYTES - self->file->len) {
    g_autofree char *most = g_format_size_full (SFL_FORMAT_MAX_BYTES, G_FORMAT_SIZE_IEC_UNITS);

    GST_ELEMENT_WARNING (self, STREAM, DECODE,
                         (_ ("This file is too large for a transcript. Up to %s can be read."),
                          most),
                         (NULL));
    end_of_file (self, NULL);
    flow = GST_FLOW_EOS;
  } else if (gst_buffer_map (buffer, &map, GST_MAP_READ)) {
    g_byte_array_append (self->file, map.data, map.size);
    gst_buffer_unmap (buffer, &map);
  } else {
    GST_ELEMENT_ERROR (self, RESOURCE, READ, (NULL), ("a buffer could not be mapped"));
    flow = GST_FLOW_ERROR;
  }
  gst_buffer_unref (buffer);

  return flow;
}

/* What the file is not, its lines are: queues must not wait until they are full of them. */
static GstEvent *
make_sparse (GstEvent *stream_start)
{
  GstEvent *event = gst_event_make_writable (stream_start);
  GstStreamFlags flags;

  gst_event_parse_stream_flags (event, &flags);
  gst_event_set_stream_flags (event, flags | GST_STREAM_FLAG_SPARSE);

  return event;
}

static gboolean
sink_event (GstPad *pad, GstObject *parent, GstEvent *event)
{
  SflTranscriptParse *self = SFL_TRANSCRIPT_PARSE (parent);

  switch (GST_EVENT_TYPE (event)) {
  case GST_EVENT_STREAM_START:
    forget_file (self);
    return gst_pad_event_default (pad, parent, make_sparse (event));

  /* playbin keeps an EOS back until all streams have ended, and sends the other instead. */
  case GST_EVENT_STREAM_GROUP_DONE:
  case GST_EVENT_EOS:
    if (!self->ended) {
      g_autoptr (SflTranscript) transcript = read_file (self);

      end_of_file (self, transcript);
    }
    gst_event_unref (event);
    return TRUE;

  case GST_EVENT_FLUSH_START: {
    gboolean handled = gst_pad_push_event (self->src_pad, event);

    g_cancellable_cancel (self->cancellable);
    gst_pad_pause_task (self->src_pad);
    return handled;
  }

  case GST_EVENT_FLUSH_STOP:
    g_cancellable_reset (self->cancellable);
    forget_file (self);
    return gst_pad_push_event (self->src_pad, event);

  /* They speak of the file's bytes. */
  case GST_EVENT_CAPS:
  case GST_EVENT_SEGMENT:
  case GST_EVENT_GAP:
    gst_event_unref (event);
    return TRUE;

  default:
    return gst_pad_event_default (pad, parent, event);
  }
}

/* --- the element ------------------------------------------------------------------------------ */

static void
start (SflTranscriptParse *self)
{
  g_cancellable_reset (self->cancellable);
  gst_segment_init (&self->segment, GST_FORMAT_TIME);
  self->seqnum = gst_util_seqnum_next ();
  self->starting = TRUE;
}

static void
stop (SflTranscriptParse *self)
{
  gst_pad_stop_task (self->src_pad);
  self->ready = FALSE;
  g_clear_object (&self->reading);
  g_byte_array_unref (self->file);
  self->file = g_byte_array_new ();
  self->ended = FALSE;
}

static GstStateChangeReturn
sfl_transcript_parse_change_state (GstElement *element, GstStateChange transition)
{
  SflTranscriptParse *self = SFL_TRANSCRIPT_PARSE (element);
  GstStateChangeReturn result;

  if (transition == GST_STATE_CHANGE_READY_TO_PAUSED)
    start (self);
  else if (transition == GST_STATE_CHANGE_PAUSED_TO_READY)
    g_cancellable_cancel (self->cancellable);

  result =
      GST_ELEMENT_CLASS (sfl_transcript_parse_parent_class)->change_state (element, transition);

  /* Now no thread is in a pad any more that could start the task. */
  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY)
    stop (self);

  return result;
}

static void
sfl_transcript_parse_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SflTranscriptParse *self = SFL_TRANSCRIPT_PARSE (object);

  GST_OBJECT_LOCK (self);
  switch (id) {
  case PROP_SUBTITLE_ENCODING:
    g_value_set_string (value, self->encoding);
    break;
  case PROP_VIDEO_FPS:
    gst_value_set_fraction (value, self->fps_n, self->fps_d);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
  GST_OBJECT_UNLOCK (self);
}

static void
sfl_transcript_parse_set_property (GObject *object,
                                   guint id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  SflTranscriptParse *self = SFL_TRANSCRIPT_PARSE (object);

  GST_OBJECT_LOCK (self);
  switch (id) {
  case PROP_SUBTITLE_ENCODING:
    g_free (self->encoding);
    self->encoding = g_value_dup_string (value);
    break;
  case PROP_VIDEO_FPS:
    self->fps_n = gst_value_get_fraction_numerator (value);
    self->fps_d = gst_value_get_fraction_denominator (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
  GST_OBJECT_UNLOCK (self);
}

static void
sfl_transcript_parse_finalize (GObject *object)
{
  SflTranscriptParse *self = SFL_TRANSCRIPT_PARSE (object);

  g_clear_object (&self->reading);
  g_byte_array_unref (self->file);
  g_object_unref (self->cancellable);
  g_free (self->encoding);

  G_OBJECT_CLASS (sfl_transcript_parse_parent_class)->finalize (object);
}

static void
sfl_transcript_parse_class_init (SflTranscriptParseClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);

  object_class->get_property = sfl_transcript_parse_get_property;
  object_class->set_property = sfl_transcript_parse_set_property;
  object_class->finalize = sfl_transcript_parse_finalize;
  element_class->change_state = sfl_transcript_parse_change_state;

  /* Players set both by these names, as they do for GStreamer's own parser. */
  props[PROP_SUBTITLE_ENCODING] =
      g_param_spec_string ("subtitle-encoding", "Subtitle encoding",
                           "How to read a file that is in no form of Unicode, as iconv names it; "
                           "Windows-1252 when not set",
                           NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  props[PROP_VIDEO_FPS] = gst_param_spec_fraction (
      "video-fps", "Frames a second",
      "Of the recording, for times that count frames in a file that does not say of which rate; "
      "0 when not known",
      0, 1, G_MAXINT, 1, 0, 1, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gst_element_class_add_static_pad_template (element_class, &found_sink_template);
  gst_element_class_add_static_pad_template (element_class, &src_template);
  gst_element_class_set_static_metadata (
      element_class, "Transcript parser", "Codec/Parser/Subtitle",
      "Reads a transcript of any kind and hands on its lines as subtitles", "Souffleur");
}

static void
sfl_transcript_parse_init (SflTranscriptParse *self)
{
  self->file = g_byte_array_new ();
  self->cancellable = g_cancellable_new ();
  self->fps_d = 1;
  gst_segment_init (&self->segment, GST_FORMAT_TIME);

  self->sink_pad = gst_pad_new_from_static_template (&sink_template, "sink");
  gst_pad_set_chain_function (self->sink_pad, chain);
  gst_pad_set_event_function (self->sink_pad, sink_event);
  gst_element_add_pad (GST_ELEMENT (self), self->sink_pad);

  self->src_pad = gst_pad_new_from_static_template (&src_template, "src");
  gst_pad_set_event_function (self->src_pad, sfl_transcript_parse_src_event);
  gst_pad_set_query_function (self->src_pad, sfl_transcript_parse_src_query);
  gst_element_add_pad (GST_ELEMENT (self), self->src_pad);
}

static void
sfl_text_parse_class_init (SflTextParseClass *klass)
{
  gst_element_class_add_static_pad_template (klass, &text_sink_template);
  gst_element_class_set_static_metadata (
      klass, "Timed text parser", "Codec/Parser/Subtitle",
      "Reads pasted text and lyrics that look like old subtitles at first sight", "Souffleur");
}

static void
sfl_text_parse_init (SflTextParse *self)
{
}

/* GStreamer's own subparse and ssaparse have primary rank, and stay first at what they read well. */
gboolean
sfl_transcript_parse_register (GstPlugin *plugin)
{
  return gst_element_register (plugin, "souffleurparse", GST_RANK_SECONDARY,
                               sfl_transcript_parse_get_type ()) &&
         gst_element_register (plugin, "souffleurtextparse", GST_RANK_PRIMARY + 1,
                               sfl_text_parse_get_type ());
}
