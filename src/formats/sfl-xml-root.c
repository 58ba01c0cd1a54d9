/* sfl-xml-root.c: what an XML file is
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first element tells, and a sniffer sees no more than the beginning.  Any thread.
 */

#include "config.h"

#include "sfl-xml-root.h"

#include "sfl-xml.h"

/* Looks for the first element, after the declaration and comments.  A DOCTYPE names it:
 * who reads the file will say why not.
 */
gboolean
sfl_xml_root_find (const char *text, gsize length, SflXmlRoot *root)
{
  SflSlice rest = sfl_slice_trim_invisible ((SflSlice){ text, text + length });

  rest.end = MIN (rest.end, rest.start + SFL_XML_SNIFFED);
  root->is_declared = sfl_slice_has_prefix (rest, "<?xml");

  for (;;) {
    rest.start = sfl_slice_skip_space (rest.start, rest.end);
    if (sfl_slice_has_prefix (rest, "<!--")) {
      rest.start = sfl_xml_skip_past (rest.start + strlen ("<!--"), rest.end, "-->");
    } else if (sfl_slice_has_prefix (rest, "<?")) {
      rest.start = sfl_xml_skip_past (rest.start, rest.end, "?>");
    } else {
      break;
    }
  }

  if (sfl_slice_has_prefix (rest, "<!DOCTYPE ")) {
    root->is_declared = TRUE;
    rest.start = sfl_slice_skip_space (rest.start + strlen ("<!DOCTYPE"), rest.end) - 1;
  } else if (sfl_slice_is_empty (rest) || *rest.start != '<') {
    return FALSE;
  }
  root->name = (SflSlice){ rest.start + 1, sfl_xml_skip_name (rest.start + 1, rest.end) };
  root->rest = (SflSlice){ root->name.end, rest.end };
  if (sfl_slice_is_empty (root->name) || sfl_slice_is_empty (root->rest) ||
      (!g_ascii_isspace (*root->rest.start) && *root->rest.start != '>' &&
       *root->rest.start != '/'))
    return FALSE;
  if (sfl_slice_find (root->name, ':') != NULL)
    root->name.start = sfl_slice_find (root->name, ':') + 1;

  return TRUE;
}

/* Whether the first element is of that name, whatever its prefix. */
gboolean
sfl_xml_root_is (const char *text, gsize length, const char *name)
{
  SflXmlRoot root;

  return sfl_xml_root_find (text, length, &root) && sfl_slice_is_word (root.name, name);
}
