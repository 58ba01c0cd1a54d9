/* sfl-xml-space.h: the namespaces that a reader of ours looks for
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

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

SflXmlSpace sfl_xml_space_identify (const char *uri);
SflXmlSpace sfl_xml_space_get_customary (const char *prefix, gsize length);

G_END_DECLS
