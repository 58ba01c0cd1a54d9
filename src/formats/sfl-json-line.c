/* sfl-json-line.c: a line of a JSON transcript, while it is being read
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any thread.
 */

#include "config.h"

#include "sfl-json-line.h"

void
sfl_json_line_init (SflJsonLine *self)
{
  self->words = g_array_new (FALSE, FALSE, sizeof (SflJsonPiece));
  sfl_json_line_begin (self, NULL);
}

void
sfl_json_line_clear (SflJsonLine *self)
{
  g_clear_pointer (&self->words, g_array_unref);
}

/* Forgets the line before. */
void
sfl_json_line_begin (SflJsonLine *self, const char *at)
{
  sfl_json_piece_init (&self->piece, at);
  g_array_set_size (self->words, 0);
  self->lists_words = FALSE;
}

static gboolean
is_word_list (const SflJson *json)
{
  return json->token == SFL_JSON_ARRAY &&
         (sfl_json_is_key (json, "words") || sfl_json_is_key (json, "tokens") ||
          sfl_json_is_key (json, "segs"));
}

static void
read_words (SflJsonLine *self, SflJson *json)
{
  guint depth = json->depth;
  SflJsonPiece word;

  self->lists_words |= sfl_json_is_key (json, "words");
  while (sfl_json_next (json) != SFL_JSON_BROKEN && json->depth >= depth) {
    if (json->token != SFL_JSON_OBJECT) {
      sfl_json_skip (json); /* Whisper's "tokens" may be mere numbers */
    } else if (sfl_json_piece_read (&word, json)) {
      g_array_append_val (self->words, word);
      self->lists_words = TRUE;
    }
  }
}

/* Takes what the member at the token says of the line, or of its words. */
void
sfl_json_line_take (SflJsonLine *self, SflJson *json)
{
  if (is_word_list (json))
    read_words (self, json);
  else
    sfl_json_piece_take (&self->piece, json);
}

/* Reads a whole object with the words in it, json being at its beginning.  FALSE when the
 * text breaks off in it.
 */
gboolean
sfl_json_line_read (SflJsonLine *self, SflJson *json)
{
  guint depth = json->depth;

  sfl_json_line_begin (self, json->at);
  while (sfl_json_next (json) != SFL_JSON_BROKEN && json->depth >= depth)
    sfl_json_line_take (self, json);

  return json->token != SFL_JSON_BROKEN;
}
