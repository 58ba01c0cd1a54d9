/* sfl-xml.h: the elements of an XML file
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-slice.h"
#include "sfl-transcript-builder.h"

G_BEGIN_DECLS

/* Elements in each other, elements of a file, and bytes of an attribute; more is refused
 * (SFL_ERROR_LIMIT).
 */
#define SFL_XML_MAX_DEPTH 64
#define SFL_XML_MAX_ELEMENTS 5000000
#define SFL_XML_MAX_ATTRIBUTE (64 * 1024)

/* The beginning of a file that says what it is. */
#define SFL_XML_SNIFFED (64 * 1024)

/**
 * SflXmlSpace:
 * @SFL_XML_NONE: no namespace, as attributes mostly have
 * @SFL_XML_XML: xml:lang and its like
 * @SFL_XML_TTML: Timed Text, in any of its versions
 * @SFL_XML_TTML_METADATA: its titles and agents
 * @SFL_XML_TTML_PARAMETER: what its times mean
 * @SFL_XML_TTML_STYLING: how it looks
 * @SFL_XML_PODCASTS: Apple's additions to it
 * @SFL_XML_CHAPTERS: Podlove Simple Chapters
 * @SFL_XML_OTHER: any other
 *
 * The namespaces that a reader of ours looks for.  A customary prefix that the file
 * forgot to declare means what it always means.
 */
typedef enum {
  SFL_XML_NONE,
  SFL_XML_XML,
  SFL_XML_TTML,
  SFL_XML_TTML_METADATA,
  SFL_XML_TTML_PARAMETER,
  SFL_XML_TTML_STYLING,
  SFL_XML_PODCASTS,
  SFL_XML_CHAPTERS,
  SFL_XML_OTHER,
} SflXmlSpace;

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
void sfl_xml_warn (SflXml *self, SflWarningKind kind, const char *message);
void sfl_xml_stop (SflXml *self);

/**
 * SflXmlRoot:
 * @name: of the first element, without prefix
 * @rest: what follows the name, as far as a sniffer looks
 * @is_declared: the file begins with an XML declaration
 */
typedef struct {
  SflSlice name;
  SflSlice rest;
  gboolean is_declared;
} SflXmlRoot;

gboolean sfl_xml_find_root (const char *text, gsize length, SflXmlRoot *root);
gboolean sfl_xml_has_root (const char *text, gsize length, const char *name);

G_END_DECLS
