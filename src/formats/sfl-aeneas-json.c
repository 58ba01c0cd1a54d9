/* sfl-aeneas-json.c: maps of the aligner aeneas
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "fragments" of a text with their times; or, in "smil_data", only their names, for a player
 * that has the text from elsewhere.  Any thread.
 */

#include "config.h"

#include "sfl-aeneas-json.h"

#include "sfl-json-kind.h"
#include "sfl-json-lines.h"

#include <glib/gi18n-lib.h>

typedef struct {
  SflJsonLines *lines;
  SflJsonLine line;
  GString *rows; /* as written */
} Reader;

/* Rows as one string, still as written. */
static void
read_rows (Reader *self, SflJson *json)
{
  guint depth = json->depth;

  g_string_truncate (self->rows, 0);
  while (sfl_json_next (json) != SFL_JSON_BROKEN && json->depth >= depth) {
    if (json->token == SFL_JSON_STRING) {
      if (self->rows->len > 0)
        g_string_append (self->rows, "\\n");
      g_string_append_len (self->rows, json->value.start, sfl_slice_get_length (json->value));
      self->line.piece.flags |= SFL_JSON_SAYS_TEXT;
    }
    sfl_json_skip (json);
  }
  self->line.piece.text = sfl_slice_of (self->rows);
}

static gboolean
read_fragment (Reader *self, SflJson *json, gboolean named)
{
  guint depth = json->depth;

  sfl_json_line_begin (&self->line, json->at);
  while (sfl_json_next (json) != SFL_JSON_BROKEN && json->depth >= depth) {
    sfl_json_lines_take_meta (self->lines);
    if (json->token == SFL_JSON_ARRAY && sfl_json_is_key (json, "lines"))
      read_rows (self, json);
    else
      sfl_json_piece_take (&self->line.piece, json);
  }
  if (json->token == SFL_JSON_BROKEN)
    return TRUE;
  if (named) {
    self->line.piece.text = self->line.piece.id;
    self->line.piece.flags |= SFL_JSON_SAYS_TEXT;
  }

  return sfl_json_lines_add (self->lines, &self->line);
}

static gboolean
read_list (Reader *self, SflJson *json, gboolean named)
{
  guint depth = json->depth;
  gboolean more = TRUE;

  while (more && sfl_json_next (json) != SFL_JSON_BROKEN && json->depth >= depth) {
    if (json->token == SFL_JSON_OBJECT)
      more = read_fragment (self, json, named);
    else
      sfl_json_skip (json);
  }

  return more;
}

static void
read_map (SflJsonLines *lines, SflJson *json)
{
  Reader self = { .lines = lines, .rows = g_string_new (NULL) };
  gboolean more = TRUE;

  lines->habits.lists_words = TRUE; /* a fragment is what somebody made it, be it a word */
  sfl_json_line_init (&self.line);
  while (more && sfl_json_next (json) != SFL_JSON_END && json->token != SFL_JSON_BROKEN) {
    if (json->token != SFL_JSON_ARRAY)
      continue;
    if (sfl_json_is_key (json, "fragments")) {
      more = read_list (&self, json, FALSE);
    } else if (sfl_json_is_key (json, "smildata")) {
      if (lines->builder != NULL)
        sfl_transcript_builder_warn (lines->builder, 0, SFL_WARNING_IGNORED,
                                     _ ("This file holds only names of fragments and their times; "
                                        "the text itself stands in another file"));
      more = read_list (&self, json, TRUE);
    } else {
      sfl_json_skip (json);
    }
  }
  sfl_json_line_clear (&self.line);
  g_string_free (self.rows, TRUE);
}

gboolean
sfl_aeneas_json_sniff (const char *text, gsize length)
{
  return sfl_json_kind_guess (text, length) == SFL_JSON_KIND_AENEAS;
}

gboolean
sfl_aeneas_json_parse (SflTranscriptBuilder *builder,
                       const char *text,
                       gsize length,
                       const SflParseOptions *options,
                       GError **error)
{
  return sfl_json_lines_run (builder, read_map, text, length, options, error);
}
