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

gboolean sfl_xml_root_find (const char *text, gsize length, SflXmlRoot *root);
gboolean sfl_xml_root_is (const char *text, gsize length, const char *name);

G_END_DECLS
