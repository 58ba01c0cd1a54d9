/* sfl-timed-xml.c: any XML with times and text
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Many programs have an XML of their own; aeneas writes <fragment begin="0" end="2.68">
 * around a <line>, others <subtitle start="00:00:01.000" stop="...">.  What they have in
 * common is an element with a time, and its text.  Where such elements stand in each
 * other, an outer one that has text of its own says the same as those in it.  What has no
 * line with a time is refused, because tags are nothing to read.  Any thread.
 */

#include "config.h"

#include "sfl-timed-xml.h"

#include "sfl-error.h"
#include "sfl-time-expression.h"
#include "sfl-xml-root.h"
#include "sfl-xml.h"

#include <glib/gi18n-lib.h>

/* Bytes looked at for what plain numbers are. */
#define SAMPLE_BYTES (256 * 1024)

/* Whole numbers this far apart, on the average, are milliseconds. */
#define MANY_SECONDS (100 * SFL_SECOND)

static const char *const begins[] = { "begin",     "start",  "Start",  "startTime", "start_time",
                                      "StartTime", "TimeIn", "timeIn", "in",        "from",
                                      "stime",     "t",      NULL };
static const char *const ends[] = { "end",      "stop",    "End",     "Stop",    "endTime",
                                    "end_time", "EndTime", "TimeOut", "timeOut", "out",
                                    "to",       "etime",   NULL };
static const char *const lengths[] = { "dur", "duration", "Duration", "d", NULL };
static const char *const names[] = { "speaker", "Speaker", "who", "voice", "spkid", NULL };

typedef struct {
  SflTranscriptBuilder *builder; /* NULL while looking at what numbers are */
  SflTimeBase base;
  gboolean has_clocks; /* or fractions: then numbers are seconds */
  SflTime sum;
  guint n_lines;

  guint depth;
  guint line_depth; /* of the element with the time, 0 outside */
  SflTime start;
  SflTime end;
  int speaker;
  GString *text;
  gboolean needs_space;
} Reader;

static SflTime
read_time (Reader *self, SflXml *xml, const char *const *attributes)
{
  const char *value = sfl_xml_find_attribute (xml, attributes);
  SflTime time;

  if (value == NULL || !sfl_time_expression_read (value, &self->base, &time))
    return SFL_TIME_NONE;
  self->has_clocks = self->has_clocks || strpbrk (value, ".,:smhft") != NULL;

  return MIN (time, 2 * SFL_TIME_MAX);
}

static void
end_line (Reader *self, SflXml *xml)
{
  self->line_depth = 0;
  if (self->text->len == 0)
    return;

  self->n_lines++;
  if (self->builder == NULL) {
    if (self->end > self->start)
      self->sum += MIN (self->end - self->start, SFL_HOUR);
    return;
  }
  if (self->start > SFL_TIME_MAX) {
    sfl_xml_warn (xml, SFL_WARNING_IGNORED,
                  _ ("A time beyond 1000 hours was ignored, with its text"));
    return;
  }
  if (!sfl_transcript_builder_begin_line (self->builder, self->start,
                                          self->end > SFL_TIME_MAX ? SFL_TIME_NONE : self->end,
                                          self->speaker)) {
    sfl_xml_stop (xml);
    return;
  }
  sfl_transcript_builder_append (self->builder, self->text->str, self->text->len);
  sfl_transcript_builder_end_line (self->builder);
}

static gboolean
start_element (SflXml *xml, SflXmlSpace space, const char *name, gpointer user_data)
{
  Reader *self = user_data;
  SflTime start = read_time (self, xml, begins), length;
  const char *speaker;

  if (start != SFL_TIME_NONE) {
    if (self->line_depth > 0 && self->text->len > 0)
      return FALSE;
    self->start = start;
    self->end = read_time (self, xml, ends);
    length = read_time (self, xml, lengths);
    if (self->end == SFL_TIME_NONE && length != SFL_TIME_NONE)
      self->end = start + length;
    speaker = sfl_xml_find_attribute (xml, names);
    self->speaker = -1;
    if (speaker != NULL && *speaker != '\0' && self->builder != NULL)
      self->speaker = sfl_transcript_builder_add_speaker (self->builder, speaker, -1);
    self->line_depth = self->depth + 1;
    g_string_truncate (self->text, 0);
  } else if (g_ascii_strcasecmp (name, "br") == 0 && self->text->len > 0) {
    g_string_append_c (self->text, '\n');
  }
  self->needs_space = TRUE;
  self->depth++;

  return TRUE;
}

static void
end_element (SflXml *xml, const char *name, gpointer user_data)
{
  Reader *self = user_data;

  if (self->depth == self->line_depth)
    end_line (self, xml);
  self->needs_space = TRUE;
  self->depth--;
}

/* Line breaks in the file are its layout, not that of the text. */
static void
read_text (SflXml *xml, const char *text, gsize length, gpointer user_data)
{
  Reader *self = user_data;

  if (self->line_depth == 0)
    return;
  for (const char *p = text, *end = text + length; p < end;) {
    const char *run = p;

    if (g_ascii_isspace (*p)) {
      self->needs_space = TRUE;
      p++;
      continue;
    }
    while (p < end && !g_ascii_isspace (*p))
      p++;
    if (self->needs_space && self->text->len > 0 && self->text->str[self->text->len - 1] != '\n')
      g_string_append_c (self->text, ' ');
    self->needs_space = FALSE;
    g_string_append_len (self->text, run, p - run);
  }
}

static gboolean
read_file (Reader *self, const char *text, gsize length, GError **error)
{
  static const SflXmlHandler handler = { start_element, end_element, read_text };

  self->depth = self->line_depth = self->n_lines = 0;
  g_string_truncate (self->text, 0);

  return sfl_xml_read (text, length, &handler, self, self->builder, error);
}

/* The element that begins a web page is read by somebody else. */
gboolean
sfl_timed_xml_sniff (const char *text, gsize length)
{
  SflXmlRoot root;

  return sfl_xml_root_find (text, length, &root) && root.is_declared &&
         !sfl_slice_is_word (root.name, "html");
}

gboolean
sfl_timed_xml_parse (SflTranscriptBuilder *builder,
                     const char *text,
                     gsize length,
                     const SflParseOptions *options,
                     GError **error)
{
  Reader self = { 0 };
  gboolean is_read;

  sfl_time_base_init (&self.base, options);
  self.text = g_string_sized_new (256);
  is_read = read_file (&self, text, MIN (length, SAMPLE_BYTES), error);
  if (is_read) {
    if (self.base.shape == SFL_TIME_SHAPE_AUTO && !self.has_clocks && self.n_lines > 0 &&
        self.sum / self.n_lines >= MANY_SECONDS)
      self.base.shape = SFL_TIME_SHAPE_MILLISECONDS;
    self.builder = builder;
    is_read = read_file (&self, text, length, error);
  }
  g_string_free (self.text, TRUE);

  if (is_read && self.n_lines == 0) {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                         _ ("This XML file holds no lines with times that Souffleur knows."));
    return FALSE;
  }

  return is_read;
}
