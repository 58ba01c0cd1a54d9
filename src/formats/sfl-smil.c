/* sfl-smil.c: the times of a talking book
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * EPUB and DAISY write in SMIL which piece of sound belongs to which place of another
 * file.  The text is over there, so the names of the places stand for it.  Any thread.
 */

#include "config.h"

#include "sfl-smil.h"

#include "sfl-time-expression.h"
#include "sfl-xml-root.h"
#include "sfl-xml.h"

#include <glib/gi18n-lib.h>

typedef struct {
  SflTranscriptBuilder *builder;
  SflTimeBase base;
  char *name; /* of the place in the text, or NULL */
} Reader;

static SflTime
read_time (Reader *self, SflXml *xml, const char *const *names)
{
  const char *value = sfl_xml_find_attribute (xml, names);
  SflTime time;

  if (value == NULL)
    return SFL_TIME_NONE;
  if (!sfl_time_expression_read (value, &self->base, &time) || time > SFL_TIME_MAX) {
    sfl_xml_warn (xml, SFL_WARNING_IGNORED, _ ("A time that cannot be read was ignored"));
    return SFL_TIME_NONE;
  }

  return time;
}

static void
read_audio (Reader *self, SflXml *xml)
{
  static const char *const begins[] = { "clipBegin", "clip-begin", NULL };
  static const char *const ends[] = { "clipEnd", "clip-end", NULL };
  SflTime start = read_time (self, xml, begins), end = read_time (self, xml, ends);

  if (start == SFL_TIME_NONE || self->name == NULL)
    return;
  if (!sfl_transcript_builder_begin_line (self->builder, start, end, -1)) {
    sfl_xml_stop (xml);
    return;
  }
  sfl_transcript_builder_append (self->builder, self->name, strlen (self->name));
  sfl_transcript_builder_end_line (self->builder);
}

static gboolean
start_element (SflXml *xml, SflXmlSpace space, const char *name, gpointer user_data)
{
  Reader *self = user_data;

  if (strcmp (name, "par") == 0) {
    g_free (self->name);
    self->name = g_strdup (sfl_xml_get_attribute (xml, SFL_XML_NONE, "id"));
  } else if (strcmp (name, "text") == 0) {
    const char *source = sfl_xml_get_attribute (xml, SFL_XML_NONE, "src");
    const char *fragment = source != NULL ? strchr (source, '#') : NULL;

    if (fragment != NULL && fragment[1] != '\0') {
      g_free (self->name);
      self->name = g_strdup (fragment + 1);
    }
  } else if (strcmp (name, "audio") == 0) {
    read_audio (self, xml);
  }

  return TRUE;
}

gboolean
sfl_smil_sniff (const char *text, gsize length)
{
  return sfl_xml_root_is (text, length, "smil");
}

gboolean
sfl_smil_parse (SflTranscriptBuilder *builder,
                const char *text,
                gsize length,
                const SflParseOptions *options,
                GError **error)
{
  static const SflXmlHandler handler = { start_element, NULL, NULL };
  Reader self = { .builder = builder };
  gboolean is_read;

  sfl_time_base_init (&self.base, options);
  sfl_transcript_builder_warn (builder, 0, SFL_WARNING_IGNORED,
                               _ ("This file holds only names of fragments and their times; "
                                  "the text itself stands in another file"));
  is_read = sfl_xml_read (text, length, &handler, &self, builder, error);
  g_free (self.name);

  return is_read;
}
