/* sfl-xml-space.c: the namespaces that a reader of ours looks for
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-xml-space.h"

#include <string.h>

static const struct {
  const char *uri; /* any version of it begins so */
  const char *prefix;
  SflXmlSpace space;
} spaces[] = {
  { "http://www.w3.org/XML/1998/namespace", "xml", SFL_XML_XML },
  { "http://www.w3.org/ns/ttml", "tt", SFL_XML_TTML },
  { "http://www.w3.org/2006/", "tt", SFL_XML_TTML },
  { "http://podcasts.apple.com/", "podcasts", SFL_XML_PODCASTS },
  { "http://podlove.org/simple-chapters", "psc", SFL_XML_CHAPTERS },
};

static const struct {
  const char *fragment;
  const char *prefix;
  SflXmlSpace space;
} parts_of_ttml[] = {
  { "metadata", "ttm", SFL_XML_TTML_METADATA },
  { "parameter", "ttp", SFL_XML_TTML_PARAMETER },
  { "styling", "tts", SFL_XML_TTML_STYLING },
  { "style", "tts", SFL_XML_TTML_STYLING },
};

/* The namespace of that name. */
SflXmlSpace
sfl_xml_space_identify (const char *uri)
{
  const char *fragment = strchr (uri, '#');

  for (gsize i = 0; i < G_N_ELEMENTS (spaces); i++) {
    if (!g_str_has_prefix (uri, spaces[i].uri))
      continue;
    if (spaces[i].space != SFL_XML_TTML)
      return spaces[i].space;
    /* A profile has attributes of its own in namespaces that begin like TTML's. */
    if (fragment == NULL)
      return strstr (uri, "/profile/") == NULL ? SFL_XML_TTML : SFL_XML_OTHER;
    for (gsize j = 0; j < G_N_ELEMENTS (parts_of_ttml); j++)
      if (strcmp (fragment + 1, parts_of_ttml[j].fragment) == 0 &&
          strstr (uri, "/profile/") == NULL)
        return parts_of_ttml[j].space;
    return SFL_XML_OTHER;
  }

  return *uri == '\0' ? SFL_XML_NONE : SFL_XML_OTHER;
}

/* The namespace that a prefix of @length bytes always means, where a file does not say. */
SflXmlSpace
sfl_xml_space_get_customary (const char *prefix, gsize length)
{
  if (length == 0)
    return SFL_XML_NONE;

  for (gsize i = 0; i < G_N_ELEMENTS (spaces); i++)
    if (strlen (spaces[i].prefix) == length && memcmp (spaces[i].prefix, prefix, length) == 0)
      return spaces[i].space;
  for (gsize i = 0; i < G_N_ELEMENTS (parts_of_ttml); i++)
    if (strlen (parts_of_ttml[i].prefix) == length &&
        memcmp (parts_of_ttml[i].prefix, prefix, length) == 0)
      return parts_of_ttml[i].space;

  return SFL_XML_OTHER;
}
