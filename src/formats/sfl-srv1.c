/* sfl-srv1.c: YouTube's first XML captions
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * <transcript><text start="3.319" dur="7.3">It&amp;#39;s</text></transcript>: seconds,
 * and text that was escaped twice, with tags of HTML in it.  Any thread.
 */

#include "config.h"

#include "sfl-srv1.h"

#include "sfl-cue.h"
#include "sfl-line-scanner.h"
#include "sfl-time-expression.h"
#include "sfl-xml-root.h"
#include "sfl-xml.h"

#include <glib/gi18n-lib.h>

typedef struct {
  SflTranscriptBuilder *builder;
  SflTimeBase base;
  gboolean in_line;
  SflTime start;
  SflTime end;
  GString *text;
  SflCue cue;
} Reader;

static gboolean
read_time (Reader *self, SflXml *xml, const char *name, SflTime *time)
{
  const char *value = sfl_xml_get_attribute (xml, SFL_XML_NONE, name);

  return value != NULL && sfl_time_expression_read (value, &self->base, time);
}

static gboolean
start_element (SflXml *xml, SflXmlSpace space, const char *name, gpointer user_data)
{
  Reader *self = user_data;
  SflTime length;

  if (strcmp (name, "text") != 0)
    return TRUE;

  self->end = SFL_TIME_NONE;
  if (!read_time (self, xml, "start", &self->start)) {
    self->start = SFL_TIME_NONE;
    sfl_xml_warn (xml, SFL_WARNING_IGNORED, _ ("A time that cannot be read was ignored"));
  } else if (self->start > SFL_TIME_MAX) {
    sfl_xml_warn (xml, SFL_WARNING_IGNORED,
                  _ ("A time beyond 1000 hours was ignored, with its text"));
    return FALSE;
  } else if (read_time (self, xml, "dur", &length) && length <= SFL_TIME_MAX) {
    self->end = self->start + length;
  }
  g_string_truncate (self->text, 0);
  self->in_line = TRUE;

  return TRUE;
}

static void
end_element (SflXml *xml, const char *name, gpointer user_data)
{
  Reader *self = user_data;
  SflLineScanner scanner;
  SflSlice row;

  /* One inside another ended what the other had to say. */
  if (strcmp (name, "text") != 0 || !self->in_line)
    return;
  self->in_line = FALSE;
  sfl_cue_begin (&self->cue, 0, self->start, self->end);
  sfl_line_scanner_init (&scanner, self->text->str, self->text->len);
  while (sfl_line_scanner_next (&scanner, &row))
    sfl_cue_add_row (&self->cue, row, SFL_MARKUP_SRT);
  if (self->cue.text->len == 0)
    return;

  if (!sfl_transcript_builder_begin_line (self->builder, self->start, self->end, -1)) {
    sfl_xml_stop (xml);
    return;
  }
  sfl_transcript_builder_append (self->builder, self->cue.text->str, self->cue.text->len);
  sfl_transcript_builder_end_line (self->builder);
}

static void
read_text (SflXml *xml, const char *text, gsize length, gpointer user_data)
{
  Reader *self = user_data;

  if (self->in_line)
    g_string_append_len (self->text, text, length);
}

/* Others call their transcripts so, too; a <text> with a start must be in it. */
gboolean
sfl_srv1_sniff (const char *text, gsize length)
{
  SflXmlRoot root;

  return sfl_xml_root_find (text, length, &root) && sfl_slice_is_word (root.name, "transcript") &&
         g_strstr_len (root.rest.start, sfl_slice_get_length (root.rest), "<text start=") != NULL;
}

gboolean
sfl_srv1_parse (SflTranscriptBuilder *builder,
                const char *text,
                gsize length,
                const SflParseOptions *options,
                GError **error)
{
  static const SflXmlHandler handler = { start_element, end_element, read_text };
  Reader self = { .builder = builder };
  gboolean is_read;

  sfl_time_base_init (&self.base, options);
  self.text = g_string_sized_new (256);
  sfl_cue_init (&self.cue);
  is_read = sfl_xml_read (text, length, &handler, &self, builder, error);
  g_string_free (self.text, TRUE);
  sfl_cue_clear (&self.cue);

  return is_read;
}
