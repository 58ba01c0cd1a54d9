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

#include "sfl-transcript-parse.h"

#include "sfl-format.h"
#include "sfl-line-text.h"
#include "sfl-transcript-finder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

GST_DEBUG_CATEGORY_STATIC (sfl_transcript_parse_debug);
#define GST_CAT_DEFAULT sfl_transcript_parse_debug

#define CAPS_UTF8 "text/x-raw, format = (string) utf8"
#define CAPS_MARKUP "text/x-raw, format = (string) pango-markup"

typedef struct {
  GstElement parent_instance;

  GstPad *sink_pad;
  GstPad *src_pad;

  /* of the sink pad's thread */
  GByteArray *file;
  gboolean ended;            /* it was read, or refused */
  GCancellable *cancellable; /* any thread may cancel it */

  /* under the source pad's stream lock; the segment for reading under the object lock, too.  It
   * knows no duration: an episode may be longer than its transcript. */
  gboolean ready;      /* the whole file was read */
  SflReading *reading; /* NULL when there is nothing in it to be shown */
  GstSegment segment;
  guint32 seqnum;
  gboolean starting;  /* caps, segment and tags are to be handed on first */
  gboolean as_markup; /* what is downstream takes nothing else */
  int line;           /* the next one, going up or down with the rate */

  /* under the object lock */
  char *encoding;
  int fps_n;
  int fps_d;
} SflTranscriptParse;

typedef GstElementClass SflTranscriptParseClass;

G_DEFINE_TYPE_WITH_CODE (
    SflTranscriptParse,
    sfl_transcript_parse,
    GST_TYPE_ELEMENT,
    GST_DEBUG_CATEGORY_INIT (sfl_transcript_parse_debug, "souffleurparse", 0, "Transcript parser"))

#define SFL_TRANSCRIPT_PARSE(object)                                                               \
  (G_TYPE_CHECK_INSTANCE_CAST ((object), sfl_transcript_parse_get_type (), SflTranscriptParse))

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

/* --- handing lines on: the source pad's thread ------------------------------------------------ */

static void
choose_caps (SflTranscriptParse *self)
{
  g_autoptr (GstCaps) plain = gst_caps_from_string (CAPS_UTF8);
  g_autoptr (GstCaps) allowed = gst_pad_get_allowed_caps (self->src_pad);
  g_autoptr (GstCaps) caps = NULL;

  self->as_markup = allowed != NULL && !gst_caps_can_intersect (allowed, plain);
  caps = self->as_markup ? gst_caps_from_string (CAPS_MARKUP) : g_steal_pointer (&plain);
  gst_pad_push_event (self->src_pad, gst_event_new_caps (caps));
}

static void
push_tags (SflTranscriptParse *self)
{
  SflTranscript *transcript = sfl_reading_get_transcript (self->reading);
  const SflFormat *format = sfl_format_find (sfl_transcript_get_format (transcript));
  const char *title = sfl_transcript_get_meta (transcript, SFL_META_TITLE);
  g_autofree char *language =
      sfl_line_text_dup_language (sfl_transcript_get_meta (transcript, SFL_META_LANGUAGE));
  GstTagList *tags = gst_tag_list_new_empty ();

  gst_tag_list_set_scope (tags, GST_TAG_SCOPE_STREAM);
  if (format != NULL)
    gst_tag_list_add (tags, GST_TAG_MERGE_REPLACE, GST_TAG_SUBTITLE_CODEC, _ (format->name), NULL);
  if (title != NULL && *title != '\0')
    gst_tag_list_add (tags, GST_TAG_MERGE_REPLACE, GST_TAG_TITLE, title, NULL);
  if (language != NULL)
    gst_tag_list_add (tags, GST_TAG_MERGE_REPLACE, GST_TAG_LANGUAGE_CODE, language, NULL);

  gst_pad_push_event (self->src_pad, gst_event_new_tag (tags));
}

static void
push_segment (SflTranscriptParse *self)
{
  GstEvent *event = gst_event_new_segment (&self->segment);

  gst_event_set_seqnum (event, self->seqnum);
  gst_pad_push_event (self->src_pad, event);
}

/* Players count on a stream that says where it has nothing to say. */
static void
push_gap (SflTranscriptParse *self, GstClockTime until)
{
  GstClockTime position = self->segment.position;

  if (self->segment.rate > 0 && position < until)
    gst_pad_push_event (self->src_pad, gst_event_new_gap (position, until - position));
}

static GstFlowReturn
push_line (SflTranscriptParse *self, guint line, GstClockTime start, GstClockTime end)
{
  char *text = sfl_line_text_make (self->reading, line, self->as_markup);
  gsize length = strlen (text);
  GstBuffer *buffer;

  /* Readers of text like to find a NUL behind it. */
  buffer = gst_buffer_new_wrapped (text, length + 1);
  gst_buffer_set_size (buffer, length);
  GST_BUFFER_PTS (buffer) = start;
  GST_BUFFER_DURATION (buffer) = end - start;

  GST_OBJECT_LOCK (self);
  self->segment.position = self->segment.rate > 0 ? MAX (self->segment.position, end) : start;
  GST_OBJECT_UNLOCK (self);

  return gst_pad_push (self->src_pad, buffer);
}

/* The next line within the segment and its part there; -1 when there is none. */
static int
take_line (SflTranscriptParse *self, GstClockTime *start, GstClockTime *end)
{
  const SflLine *lines = NULL;
  guint n_lines = 0;

  if (self->reading != NULL)
    lines = sfl_transcript_get_lines (sfl_reading_get_transcript (self->reading), &n_lines);
  while (self->line >= 0 && self->line < (int) n_lines) {
    int line = self->line;

    if (self->segment.rate > 0) {
      self->line++;
      if (GST_CLOCK_TIME_IS_VALID (self->segment.stop) &&
          (GstClockTime) lines[line].start > self->segment.stop)
        break;
    } else {
      self->line--;
    }
    if (lines[line].start >= 0 && gst_segment_clip (&self->segment, GST_FORMAT_TIME,
                                                    lines[line].start, lines[line].end, start, end))
      return line;
  }

  return -1;
}

static void
finish (SflTranscriptParse *self)
{
  GstEvent *event;

  if (self->segment.flags & GST_SEGMENT_FLAG_SEGMENT) {
    GstClockTime stop = self->segment.rate < 0                         ? self->segment.start
                        : GST_CLOCK_TIME_IS_VALID (self->segment.stop) ? self->segment.stop
                                                                       : self->segment.position;
    GstMessage *message = gst_message_new_segment_done (GST_OBJECT (self), GST_FORMAT_TIME, stop);

    gst_message_set_seqnum (message, self->seqnum);
    gst_element_post_message (GST_ELEMENT (self), message);
    event = gst_event_new_segment_done (GST_FORMAT_TIME, stop);
  } else {
    event = gst_event_new_eos ();
  }
  gst_event_set_seqnum (event, self->seqnum);
  gst_pad_push_event (self->src_pad, event);
}

/* One turn of the source pad's thread, with its stream lock. */
static void
push_next (gpointer user_data)
{
  SflTranscriptParse *self = user_data;
  GstClockTime start, end;
  GstFlowReturn flow;
  int line;

  if (gst_pad_check_reconfigure (self->src_pad) || self->starting)
    choose_caps (self);
  if (self->starting) {
    self->starting = FALSE;
    push_segment (self);
    /* Decodebins wait for one or the other. */
    if (self->reading != NULL)
      push_tags (self);
    else
      gst_pad_push_event (self->src_pad,
                          gst_event_new_gap (self->segment.start, GST_CLOCK_TIME_NONE));
  }

  line = take_line (self, &start, &end);
  if (line >= 0) {
    push_gap (self, start);
    flow = push_line (self, line, start, end);
  } else {
    flow = GST_FLOW_EOS;
  }

  if (flow == GST_FLOW_OK)
    return;
  GST_DEBUG_OBJECT (self, "pausing: %s", gst_flow_get_name (flow));
  gst_pad_pause_task (self->src_pad);
  if (flow == GST_FLOW_EOS) {
    finish (self);
  } else if (flow == GST_FLOW_NOT_LINKED || flow < GST_FLOW_EOS) {
    GstEvent *event = gst_event_new_eos ();

    GST_ELEMENT_FLOW_ERROR (self, flow);
    gst_event_set_seqnum (event, self->seqnum);
    gst_pad_push_event (self->src_pad, event);
  }
}

/* With the source pad's stream lock: the next line is the first that reaches the segment's
 * position or, going backwards, the last that does.
 */
static void
find_place (SflTranscriptParse *self)
{
  const GstSegment *segment = &self->segment;
  const SflLine *lines = NULL;
  guint n_lines = 0;
  int line;

  if (self->reading != NULL)
    lines = sfl_transcript_get_lines (sfl_reading_get_transcript (self->reading), &n_lines);
  if (segment->rate > 0) {
    for (line = 0; line < (int) n_lines && lines[line].end < (gint64) segment->position; line++)
      ;
  } else {
    line = (int) n_lines - 1;
    while (line >= 0 && lines[line].start > (gint64) segment->position)
      line--;
  }
  self->line = line;
  self->starting = TRUE;
}

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
  find_place (self);
  gst_pad_start_task (self->src_pad, push_next, self, NULL);
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

/* --- what is asked from downstream: any thread ------------------------------------------------ */

/* Without touching what was handed on already. */
static gboolean
change_rate_at_once (SflTranscriptParse *self, double rate, GstSeekFlags flags, guint32 seqnum)
{
  GstEvent *event;
  double current;

  GST_OBJECT_LOCK (self);
  current = self->segment.rate;
  GST_OBJECT_UNLOCK (self);
  if (rate * current < 0)
    return FALSE;

  event = gst_event_new_instant_rate_change (rate / current, (GstSegmentFlags) flags);
  gst_event_set_seqnum (event, seqnum);

  return gst_pad_push_event (self->src_pad, event);
}

/* When the last line ends; GST_CLOCK_TIME_NONE while that is not known. */
static GstClockTime
get_end (SflTranscriptParse *self)
{
  const SflLine *lines;
  guint n_lines;

  if (self->reading == NULL)
    return self->ready ? 0 : GST_CLOCK_TIME_NONE;
  lines = sfl_transcript_get_lines (sfl_reading_get_transcript (self->reading), &n_lines);

  return MAX (lines[n_lines - 1].end, 0);
}

/* gst_segment_do_seek() asks its caller for an end that is not before the start, and for one in
 * any case to go backwards from.
 */
static gboolean
move_segment (SflTranscriptParse *self, GstSegment *segment, GstEvent *event)
{
  GstSeekType start_type, stop_type;
  gint64 start, stop, new_start, new_stop;
  double rate;
  GstFormat format;
  GstSeekFlags flags;

  gst_event_parse_seek (event, &rate, &format, &flags, &start_type, &start, &stop_type, &stop);
  new_start = start_type == GST_SEEK_TYPE_SET ? start : (gint64) segment->start;
  new_stop = stop_type == GST_SEEK_TYPE_SET ? stop : (gint64) segment->stop;
  if (new_stop >= 0 && new_start > new_stop) {
    if (stop_type == GST_SEEK_TYPE_SET)
      return FALSE;
    /* an end of some seek before, which this one leaves behind */
    new_stop = GST_CLOCK_TIME_NONE;
  }
  if (rate < 0 && new_stop < 0) {
    new_stop = get_end (self);
    if (new_stop < 0)
      return FALSE;
    /* a film that is longer than its text goes back all the same */
    new_stop = MAX (new_stop, new_start);
  }

  return gst_segment_do_seek (segment, rate, format, flags, start_type, start, GST_SEEK_TYPE_SET,
                              new_stop, NULL);
}

static void
push_flush (SflTranscriptParse *self, GstEvent *flush, guint32 seqnum)
{
  gst_event_set_seqnum (flush, seqnum);
  gst_pad_push_event (self->src_pad, flush);
}

static gboolean
seek (SflTranscriptParse *self, GstEvent *event)
{
  guint32 seqnum = gst_event_get_seqnum (event);
  GstSeekFlags flags;
  GstSegment segment;
  gboolean done;
  double rate;

  gst_event_parse_seek (event, &rate, NULL, &flags, NULL, NULL, NULL, NULL);
  if (flags & GST_SEEK_FLAG_INSTANT_RATE_CHANGE)
    return change_rate_at_once (self, rate, flags, seqnum);

  if (flags & GST_SEEK_FLAG_FLUSH)
    push_flush (self, gst_event_new_flush_start (), seqnum);
  gst_pad_pause_task (self->src_pad);

  GST_PAD_STREAM_LOCK (self->src_pad);
  if (flags & GST_SEEK_FLAG_FLUSH)
    push_flush (self, gst_event_new_flush_stop (TRUE), seqnum);
  segment = self->segment;
  done = move_segment (self, &segment, event);
  if (done) {
    GST_OBJECT_LOCK (self);
    self->segment = segment;
    GST_OBJECT_UNLOCK (self);
    self->seqnum = seqnum;
  }
  if (done || flags & GST_SEEK_FLAG_FLUSH)
    find_place (self);
  if (self->ready)
    gst_pad_start_task (self->src_pad, push_next, self, NULL);
  GST_PAD_STREAM_UNLOCK (self->src_pad);

  return done;
}

static gboolean
src_event (GstPad *pad, GstObject *parent, GstEvent *event)
{
  SflTranscriptParse *self = SFL_TRANSCRIPT_PARSE (parent);
  gboolean done;

  if (GST_EVENT_TYPE (event) == GST_EVENT_SEEK) {
    GstFormat format;

    gst_event_parse_seek (event, NULL, &format, NULL, NULL, NULL, NULL, NULL);
    /* By bytes, the file is sent once more. */
    if (format == GST_FORMAT_TIME) {
      done = seek (self, event);
      gst_event_unref (event);
      return done;
    }
  }

  return gst_pad_event_default (pad, parent, event);
}

static gboolean
src_query (GstPad *pad, GstObject *parent, GstQuery *query)
{
  SflTranscriptParse *self = SFL_TRANSCRIPT_PARSE (parent);
  GstFormat format;

  switch (GST_QUERY_TYPE (query)) {
  case GST_QUERY_POSITION:
    gst_query_parse_position (query, &format, NULL);
    if (format != GST_FORMAT_TIME)
      break;
    GST_OBJECT_LOCK (self);
    gst_query_set_position (query, format,
                            gst_segment_to_stream_time (&self->segment, format,
                                                        self->segment.position));
    GST_OBJECT_UNLOCK (self);
    return TRUE;

  case GST_QUERY_SEEKING:
    gst_query_parse_seeking (query, &format, NULL, NULL, NULL);
    if (format != GST_FORMAT_TIME)
      break;
    gst_query_set_seeking (query, format, TRUE, 0, -1);
    return TRUE;

  case GST_QUERY_SEGMENT: {
    gint64 start, stop;

    GST_OBJECT_LOCK (self);
    start = gst_segment_to_stream_time (&self->segment, GST_FORMAT_TIME, self->segment.start);
    stop = gst_segment_to_stream_time (&self->segment, GST_FORMAT_TIME, self->segment.stop);
    gst_query_set_segment (query, self->segment.rate, GST_FORMAT_TIME, start, stop);
    GST_OBJECT_UNLOCK (self);
    return TRUE;
  }

  default:
    break;
  }

  return gst_pad_query_default (pad, parent, query);
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
  gst_pad_set_event_function (self->src_pad, src_event);
  gst_pad_set_query_function (self->src_pad, src_query);
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
