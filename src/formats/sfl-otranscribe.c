/* sfl-otranscribe.c: documents of oTranscribe
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON around a piece of a web page, in which each stamp has its exact time in an
 * attribute; the one that is shown is rounded down.  Any thread.
 */

#include "config.h"

#include "sfl-otranscribe.h"

#include "sfl-error.h"
#include "sfl-json.h"
#include "sfl-web-page.h"

#include <glib/gi18n-lib.h>

/* Finds the page in the document; other members say what recording it is of.  All are
 * single values: nothing else is looked through.
 */
static gboolean
find_page (SflJson *json, SflSlice *page, gboolean *has_media)
{
  page->start = NULL;
  *has_media = FALSE;
  if (sfl_json_next (json) != SFL_JSON_OBJECT)
    return FALSE;
  while (sfl_json_next (json) != SFL_JSON_END && json->token != SFL_JSON_BROKEN) {
    if (json->token == SFL_JSON_STRING && sfl_json_is_key (json, "text"))
      *page = json->value;
    else if (json->token == SFL_JSON_OBJECT || json->token == SFL_JSON_ARRAY)
      return FALSE;
    else if (sfl_json_is_key (json, "media") || sfl_json_is_key (json, "media-source") ||
             sfl_json_is_key (json, "media-time"))
      *has_media = TRUE;
  }

  return page->start != NULL;
}

gboolean
sfl_otranscribe_sniff (const char *text, gsize length)
{
  SflSlice slice = sfl_slice_trim_invisible ((SflSlice){ text, text + length }), page;
  gboolean has_media;
  SflJson json;

  if (sfl_slice_is_empty (slice) || *slice.start != '{')
    return FALSE;
  sfl_json_init (&json, slice.start, slice.end - slice.start);

  return find_page (&json, &page, &has_media) && has_media && sfl_slice_find (page, '<') != NULL;
}

gboolean
sfl_otranscribe_parse (SflTranscriptBuilder *builder,
                       const char *text,
                       gsize length,
                       const SflParseOptions *options,
                       GError **error)
{
  g_autoptr (GString) html = NULL;
  SflSlice page;
  gboolean has_media;
  SflJson json;

  sfl_json_init (&json, text, length);
  if (!find_page (&json, &page, &has_media)) {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_FORMAT,
                         _ ("This document of oTranscribe holds no text"));
    return FALSE;
  }
  html = g_string_sized_new (page.end - page.start);
  sfl_json_append_string (html, page);
  sfl_web_page_parse_piece (builder, html->str, html->len, options);
  if (json.token == SFL_JSON_BROKEN)
    sfl_transcript_builder_warn (builder, sfl_json_get_line (&json, json.at), SFL_WARNING_IGNORED,
                                 sfl_json_get_problem (&json));

  return TRUE;
}
