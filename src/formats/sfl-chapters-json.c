/* sfl-chapters-json.c: lists of chapters in JSON
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Podcasting 2.0 lists them under "chapters", with seconds; Podlove's player as an array, with
 * clock times.  Any thread.
 */

#include "config.h"

#include "sfl-chapters-json.h"

#include "sfl-json-kind.h"

#include <glib/gi18n-lib.h>

static void
read_chapter (SflJsonLines *lines)
{
  SflJson *json = lines->json;
  guint depth = json->depth;
  gboolean hidden = FALSE;
  SflSlice title = { NULL, NULL };
  SflJsonPiece piece;
  SflTime start;

  sfl_json_piece_init (&piece, json->at);
  while (sfl_json_next (json) != SFL_JSON_BROKEN && json->depth >= depth) {
    if (sfl_json_is_key (json, "toc"))
      hidden = sfl_slice_is_word (json->value, "false");
    if (sfl_json_is_key (json, "title") && json->token == SFL_JSON_STRING)
      title = json->value;
    sfl_json_piece_take (&piece, json);
  }
  if (json->token == SFL_JSON_BROKEN || lines->builder == NULL)
    return;

  start = sfl_json_lines_get_time (lines, piece.start);
  g_string_truncate (lines->word, 0);
  /* What is not to be listed has no title. */
  if (title.start != NULL && !hidden)
    sfl_json_append_string (lines->word, title);
  title = sfl_slice_trim (sfl_slice_of (lines->word));
  if (start == SFL_TIME_NONE || (sfl_slice_is_empty (title) && !hidden)) {
    sfl_json_lines_warn (lines, piece.at, SFL_WARNING_IGNORED,
                         _ ("A chapter without a time or a title was ignored"));
    return;
  }
  sfl_transcript_builder_add_chapter (lines->builder, start, title.start,
                                      sfl_slice_get_length (title));
  lines->n_timed++;
}

/* Reads the objects of a list as chapters, the JSON being at its beginning. */
void
sfl_chapters_json_read_list (SflJsonLines *lines)
{
  SflJson *json = lines->json;
  guint depth = json->depth;

  while (sfl_json_next (json) != SFL_JSON_BROKEN && json->depth >= depth) {
    if (json->token == SFL_JSON_OBJECT)
      read_chapter (lines);
    else
      sfl_json_skip (json);
  }
}

static void
read_chapters (SflJsonLines *lines, SflJson *json)
{
  while (sfl_json_next (json) != SFL_JSON_END && json->token != SFL_JSON_BROKEN) {
    if (json->token != SFL_JSON_ARRAY)
      sfl_json_lines_take_meta (lines);
    else if (json->depth == 1 || sfl_json_is_key (json, "chapters"))
      sfl_chapters_json_read_list (lines);
    else
      sfl_json_skip (json);
  }
}

gboolean
sfl_chapters_json_sniff (const char *text, gsize length)
{
  return sfl_json_kind_guess (text, length) == SFL_JSON_KIND_CHAPTERS;
}

gboolean
sfl_chapters_json_parse (SflTranscriptBuilder *builder,
                         const char *text,
                         gsize length,
                         const SflParseOptions *options,
                         GError **error)
{
  return sfl_json_lines_run (builder, read_chapters, text, length, options, error);
}
