/* sfl-transcript-parse-source.c: the lines of a transcript on their way out
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The source pad's thread hands them on, from wherever a seek wants them.
 */

#include "config.h"

#include "sfl-transcript-parse-private.h"

#include "sfl-format.h"
#include "sfl-line-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CAPS_UTF8 "text/x-raw, format = (string) utf8"
#define CAPS_MARKUP "text/x-raw, format = (string) pango-markup"

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
void
sfl_transcript_parse_push_next (gpointer user_data)
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
void
sfl_transcript_parse_find_place (SflTranscriptParse *self)
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
    sfl_transcript_parse_find_place (self);
  if (self->ready)
    gst_pad_start_task (self->src_pad, sfl_transcript_parse_push_next, self, NULL);
  GST_PAD_STREAM_UNLOCK (self->src_pad);

  return done;
}

gboolean
sfl_transcript_parse_src_event (GstPad *pad, GstObject *parent, GstEvent *event)
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

gboolean
sfl_transcript_parse_src_query (GstPad *pad, GstObject *parent, GstQuery *query)
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
