/* sfl-xml-chapters.c: chapters in XML
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Podlove Simple Chapters, alone or in the feed of a podcast, whose first episode with
 * chapters counts; and those of Matroska's tools.  Any thread.
 */

#include "config.h"

#include "sfl-xml-chapters.h"

#include "sfl-time-expression.h"
#include "sfl-xml-root.h"
#include "sfl-xml.h"

#include <glib/gi18n-lib.h>

typedef struct {
  SflTranscriptBuilder *builder;
  SflTimeBase base;
  guint n_chapters;
  GString *text; /* of the element that is read */
  SflTime start; /* of Matroska's chapter */
  GString *title;
} Reader;

static void
add_chapter (Reader *self, SflXml *xml, const char *start, const char *title)
{
  SflTime time;

  if (start == NULL || !sfl_time_expression_read (start, &self->base, &time) ||
      time > SFL_TIME_MAX) {
    sfl_xml_warn (xml, SFL_WARNING_IGNORED, _ ("A chapter without a time was ignored"));
    return;
  }
  sfl_transcript_builder_add_chapter (self->builder, time, title != NULL ? title : "", -1);
  self->n_chapters++;
}

static gboolean
start_element (SflXml *xml, SflXmlSpace space, const char *name, gpointer user_data)
{
  Reader *self = user_data;

  g_string_truncate (self->text, 0);
  if (strcmp (name, "chapter") == 0) {
    add_chapter (self, xml, sfl_xml_get_attribute (xml, SFL_XML_NONE, "start"),
                 sfl_xml_get_attribute (xml, SFL_XML_NONE, "title"));
  } else if (strcmp (name, "ChapterAtom") == 0) {
    g_string_truncate (self->title, 0);
    self->start = SFL_TIME_NONE;
  }

  return TRUE;
}

static void
end_element (SflXml *xml, const char *name, gpointer user_data)
{
  Reader *self = user_data;

  if (strcmp (name, "chapters") == 0 && self->n_chapters > 0) {
    sfl_xml_stop (xml);
  } else if (strcmp (name, "ChapterTimeStart") == 0) {
    if (!sfl_time_expression_read (self->text->str, &self->base, &self->start))
      self->start = SFL_TIME_NONE;
  } else if (strcmp (name, "ChapterString") == 0 && self->title->len == 0) {
    g_string_assign (self->title, self->text->str);
  } else if (strcmp (name, "ChapterDisplay") == 0 && self->start != SFL_TIME_NONE) {
    if (self->start <= SFL_TIME_MAX)
      sfl_transcript_builder_add_chapter (self->builder, self->start, self->title->str, -1);
    self->start = SFL_TIME_NONE; /* said in other languages, too */
  }
  g_string_truncate (self->text, 0);
}

static void
read_text (SflXml *xml, const char *text, gsize length, gpointer user_data)
{
  Reader *self = user_data;

  g_string_append_len (self->text, text, length);
}

gboolean
sfl_xml_chapters_sniff (const char *text, gsize length)
{
  SflXmlRoot root;

  if (!sfl_xml_root_find (text, length, &root))
    return FALSE;

  return sfl_slice_is_word (root.name, "chapters") ||
         (sfl_slice_is_word (root.name, "rss") &&
          g_strstr_len (root.rest.start, sfl_slice_get_length (root.rest), "<psc:chapter") != NULL);
}

gboolean
sfl_xml_chapters_parse (SflTranscriptBuilder *builder,
                        const char *text,
                        gsize length,
                        const SflParseOptions *options,
                        GError **error)
{
  static const SflXmlHandler handler = { start_element, end_element, read_text };
  Reader self = { .builder = builder, .start = SFL_TIME_NONE };
  gboolean is_read;

  sfl_time_base_init (&self.base, options);
  self.text = g_string_new (NULL);
  self.title = g_string_new (NULL);
  is_read = sfl_xml_read (text, length, &handler, &self, builder, error);
  g_string_free (self.text, TRUE);
  g_string_free (self.title, TRUE);

  return is_read;
}
