/* sfl-youtube-json.c: YouTube's json3 captions
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Events in milliseconds.  An event is a caption in pieces, each with its own offset where the
 * captions are automatic; or a window; or the line break that rolls a caption up, which is
 * nothing to read.  Rolling captions stay on the screen below the next one, and so last too
 * long: they end where the next one of their window starts.  Any thread.
 */

#include "config.h"

#include "sfl-youtube-json.h"

#include "sfl-json-kind.h"
#include "sfl-json-lines.h"

typedef struct {
  SflJsonLine line;
  GString *text; /* as written */
  SflSlice window;
} Event;

typedef struct {
  SflJsonLines *lines;
  Event events[2]; /* the latest, which waits for the next one, and the one being read */
  guint current;
  gboolean waiting;
} Reader;

/* Puts the pieces of an event together; those with a time of their own are words. */
static void
join_pieces (Event *event)
{
  SflJsonLine *line = &event->line;
  gboolean has_times = FALSE;

  g_string_truncate (event->text, 0);
  for (guint i = 0; i < line->words->len; i++) {
    SflJsonPiece *piece = &g_array_index (line->words, SflJsonPiece, i);

    g_string_append_len (event->text, piece->text.start, sfl_slice_get_length (piece->text));
    has_times |= piece->start.kind == SFL_JSON_TIME_SURE;
    if (piece->start.kind == SFL_JSON_TIME_NONE && i > 0)
      continue;
    piece->start.time =
        MIN (piece->start.time, SFL_TIME_MAX) + MIN (line->piece.start.time, SFL_TIME_MAX);
    piece->start.kind = line->piece.start.kind;
  }
  if (!has_times)
    g_array_set_size (line->words, 0);
  line->piece.text = sfl_slice_of (event->text);
  line->piece.flags |= SFL_JSON_SAYS_TEXT;
}

/* Whether it holds nothing to read, as the text "\n". */
static gboolean
is_blank (const GString *text)
{
  for (const char *p = text->str; p < text->str + text->len; p++) {
    if (*p == '\\' && (p[1] == 'n' || p[1] == 'r'))
      p++;
    else if (!g_ascii_isspace (*p))
      return FALSE;
  }

  return TRUE;
}

static gboolean
read_event (Event *event, SflJson *json)
{
  guint depth = json->depth;

  sfl_json_line_begin (&event->line, json->at);
  event->window = (SflSlice){ NULL, NULL };
  while (sfl_json_next (json) != SFL_JSON_BROKEN && json->depth >= depth) {
    if (sfl_json_is_key (json, "wwinid") && json->token < SFL_JSON_WORD) {
      event->window = json->value;
      sfl_json_skip (json);
    } else {
      sfl_json_line_take (&event->line, json);
    }
  }
  if (json->token == SFL_JSON_BROKEN)
    return FALSE;
  join_pieces (event);

  return !is_blank (event->text);
}

static gboolean
add_waiting (Reader *self, const Event *next)
{
  SflJsonPiece *piece = &self->events[1 - self->current].line.piece;

  if (!self->waiting)
    return TRUE;
  self->waiting = FALSE;
  if (next != NULL && !sfl_slice_is_empty (next->window) &&
      sfl_slice_equal (next->window, self->events[1 - self->current].window) &&
      next->line.piece.start.kind == SFL_JSON_TIME_SURE &&
      piece->duration.kind == SFL_JSON_TIME_SURE &&
      next->line.piece.start.time > piece->start.time &&
      next->line.piece.start.time - piece->start.time < piece->duration.time)
    piece->duration.time = next->line.piece.start.time - piece->start.time;

  return sfl_json_lines_add (self->lines, &self->events[1 - self->current].line);
}

static gboolean
read_list (Reader *self, SflJson *json)
{
  guint depth = json->depth;
  gboolean more = TRUE;

  while (more && sfl_json_next (json) != SFL_JSON_BROKEN && json->depth >= depth) {
    Event *event = &self->events[self->current];

    if (json->token != SFL_JSON_OBJECT) {
      sfl_json_skip (json);
    } else if (read_event (event, json)) {
      more = add_waiting (self, event);
      self->waiting = TRUE;
      self->current = 1 - self->current;
    }
  }

  return more && add_waiting (self, NULL);
}

static void
read_captions (SflJsonLines *lines, SflJson *json)
{
  Reader self = { .lines = lines };
  gboolean more = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (self.events); i++) {
    sfl_json_line_init (&self.events[i].line);
    self.events[i].text = g_string_new (NULL);
  }
  while (more && sfl_json_next (json) != SFL_JSON_END && json->token != SFL_JSON_BROKEN) {
    if (json->token != SFL_JSON_ARRAY)
      continue;
    if (sfl_json_is_key (json, "events")) {
      lines->is_transcript = TRUE;
      more = read_list (&self, json);
    } else {
      sfl_json_skip (json);
    }
  }
  for (guint i = 0; i < G_N_ELEMENTS (self.events); i++) {
    sfl_json_line_clear (&self.events[i].line);
    g_string_free (self.events[i].text, TRUE);
  }
}

gboolean
sfl_youtube_json_sniff (const char *text, gsize length)
{
  return sfl_json_kind_guess (text, length) == SFL_JSON_KIND_YOUTUBE;
}

gboolean
sfl_youtube_json_parse (SflTranscriptBuilder *builder,
                        const char *text,
                        gsize length,
                        const SflParseOptions *options,
                        GError **error)
{
  return sfl_json_lines_run (builder, read_captions, text, length, options, error);
}
