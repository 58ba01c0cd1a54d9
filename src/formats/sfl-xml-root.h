/* sfl-xml-root.h: what an XML file is
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-slice.h"

G_BEGIN_DECLS

/* The beginning of a file that says what it is. */
#define SFL_XML_SNIFFED (64 * 1024)

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

const char *sfl_xml_skip_name (const char *p, const char *end);
const char *sfl_xml_skip_past (const char *p, const char *end, const char *mark);

G_END_DECLS
