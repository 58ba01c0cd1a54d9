/* sfl-xml.h: the elements of an XML file
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-transcript-builder.h"
#include "sfl-xml-space.h"

G_BEGIN_DECLS

/* Elements in each other, elements of a file, and bytes of an attribute; more is refused
 * (SFL_ERROR_LIMIT).
 */
#define SFL_XML_MAX_DEPTH 64
#define SFL_XML_MAX_ELEMENTS 5000000
#define SFL_XML_MAX_ATTRIBUTE (64 * 1024)

typedef struct _SflXml SflXml;

/**
 * SflXmlHandler:
 * @start: an element begins; @name has no prefix.  FALSE skips it with all it holds,
 *   and without its @end
 * @end: (nullable): it ends
 * @text: (nullable): text in the element begun last, maybe in several pieces
 */
typedef struct {
  gboolean (*start) (SflXml *xml, SflXmlSpace space, const char *name, gpointer reader);
  void (*end) (SflXml *xml, const char *name, gpointer reader);
  void (*text) (SflXml *xml, const char *text, gsize length, gpointer reader);
} SflXmlHandler;

gboolean sfl_xml_read (const char *text,
                       gsize length,
                       const SflXmlHandler *handler,
                       gpointer reader,
                       SflTranscriptBuilder *builder,
                       GError **error);

const char *sfl_xml_get_attribute (SflXml *self, SflXmlSpace space, const char *name);
const char *sfl_xml_find_attribute (SflXml *self, const char *const *names);
guint sfl_xml_get_line (SflXml *self);
void sfl_xml_warn (SflXml *self, SflWarningKind kind, const char *message);
void sfl_xml_stop (SflXml *self);

const char *sfl_xml_skip_name (const char *p, const char *end);
const char *sfl_xml_skip_past (const char *p, const char *end, const char *mark);

G_END_DECLS
