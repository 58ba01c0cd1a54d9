/* sfl-srv3.c: YouTube's timed text
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * <p t="3319" d="8824"><s>one</s><s t="100"> two</s></p>, in milliseconds, those of a word
 * from the beginning of its line; and the older <text t="3319" d="8824">.  Recognised
 * speech rolls up: a line stays while the next is spoken, and an element that holds a
 * line break alone moves the rows.  Here a line ends where the next begins.  Any thread.
 */

#include "config.h"

#include "sfl-srv3.h"

#include "sfl-slice.h"
#include "sfl-timestamp.h"
#include "sfl-xml-root.h"
#include "sfl-xml.h"

#include <glib/gi18n-lib.h>

typedef struct {
  gsize offset;
  SflTime time;
} Stamp;

typedef struct {
  SflTranscriptBuilder *builder;
  gboolean in_line;
  gboolean is_held; /* the builder's line is open: the next one may cut it */
  SflTime start;
  SflTime end;
  SflTime held_end;
  GString *text;
  GArray *stamps; /* of the words, rising offsets */
  gboolean has_stamps;
} Reader;

/* Milliseconds; SFL_TIME_NONE without. */
static SflTime
read_time (SflXml *xml, const char *name)
{
  const char *value = sfl_xml_get_attribute (xml, SFL_XML_NONE, name);
  SflSlice slice;
  guint64 number;

  if (value == NULL)
    return SFL_TIME_NONE;
  slice = sfl_slice_trim ((SflSlice){ value, value + strlen (value) });
  if (sfl_slice_has_prefix (slice, "-"))
    return 0;
  if (!sfl_slice_get_number (slice, &number)) {
    sfl_xml_warn (xml, SFL_WARNING_IGNORED, _ ("A time that cannot be read was ignored"));
    return SFL_TIME_NONE;
  }

  return (SflTime) MIN (number, 2 * SFL_TIME_MAX / SFL_MSECOND) * SFL_MSECOND;
}

static gboolean
start_element (SflXml *xml, SflXmlSpace space, const char *name, gpointer user_data)
{
  Reader *self = user_data;

  if (strcmp (name, "p") == 0 || strcmp (name, "text") == 0) {
    SflTime length = read_time (xml, "d");

    self->start = read_time (xml, "t");
    self->end = SFL_TIME_NONE;
    if (self->start != SFL_TIME_NONE && length != SFL_TIME_NONE)
      self->end = self->start + length;
    g_string_truncate (self->text, 0);
    g_array_set_size (self->stamps, 0);
    self->has_stamps = FALSE;
    self->in_line = TRUE;
  } else if (strcmp (name, "s") == 0 && self->in_line) {
    SflTime time = read_time (xml, "t");
    Stamp stamp = { self->text->len, self->start };

    if (time != SFL_TIME_NONE && self->start != SFL_TIME_NONE) {
      stamp.time += time;
      self->has_stamps = TRUE;
    }
    g_array_append_val (self->stamps, stamp);
  } else if (strcmp (name, "br") == 0) {
    g_string_append_c (self->text, '\n');
  } else {
    return strcmp (name, "timedtext") == 0 || strcmp (name, "body") == 0;
  }

  return TRUE;
}

static void
add_words (Reader *self, SflSlice line)
{
  for (guint i = 0; i < self->stamps->len; i++) {
    const Stamp *stamp = &g_array_index (self->stamps, Stamp, i);
    gsize end = i + 1 < self->stamps->len ? stamp[1].offset : self->text->len;
    SflSlice word =
        sfl_slice_trim ((SflSlice){ self->text->str + stamp->offset, self->text->str + end });

    if (!sfl_slice_is_empty (word) && word.start >= line.start && word.end <= line.end)
      sfl_transcript_builder_add_word (self->builder, word.start - line.start,
                                       word.end - word.start, stamp->time, SFL_TIME_NONE, -1);
  }
}

static void
end_element (SflXml *xml, const char *name, gpointer user_data)
{
  Reader *self = user_data;
  SflSlice line;

  if (strcmp (name, "p") != 0 && strcmp (name, "text") != 0)
    return;
  self->in_line = FALSE;
  line = sfl_slice_trim (sfl_slice_of (self->text));
  if (sfl_slice_is_empty (line))
    return;
  if (self->start != SFL_TIME_NONE && self->start > SFL_TIME_MAX) {
    sfl_xml_warn (xml, SFL_WARNING_IGNORED,
                  _ ("A time beyond 1000 hours was ignored, with its text"));
    return;
  }

  if (self->is_held && self->held_end > self->start && self->start != SFL_TIME_NONE)
    sfl_transcript_builder_set_line_end (self->builder, self->start);
  if (!sfl_transcript_builder_begin_line (self->builder, self->start, self->end, -1)) {
    sfl_xml_stop (xml);
    return;
  }
  sfl_transcript_builder_append (self->builder, line.start, line.end - line.start);
  if (self->has_stamps)
    add_words (self, line);
  self->is_held = TRUE;
  self->held_end = self->end;
}

static void
read_text (SflXml *xml, const char *text, gsize length, gpointer user_data)
{
  Reader *self = user_data;

  if (self->in_line)
    g_string_append_len (self->text, text, length);
}

gboolean
sfl_srv3_sniff (const char *text, gsize length)
{
  return sfl_xml_root_is (text, length, "timedtext");
}

gboolean
sfl_srv3_parse (SflTranscriptBuilder *builder,
                const char *text,
                gsize length,
                const SflParseOptions *options,
                GError **error)
{
  static const SflXmlHandler handler = { start_element, end_element, read_text };
  Reader self = { .builder = builder };
  gboolean is_read;

  self.text = g_string_sized_new (256);
  self.stamps = g_array_new (FALSE, FALSE, sizeof (Stamp));
  is_read = sfl_xml_read (text, length, &handler, &self, builder, error);
  g_string_free (self.text, TRUE);
  g_array_unref (self.stamps);

  return is_read;
}
