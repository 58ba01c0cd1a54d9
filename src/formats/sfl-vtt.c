/* sfl-vtt.c: WebVTT captions
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Times are read as the specification says, since its tools write them; around them
 * we are laxer than it: a missing or doubled first line, no blank line after the
 * header, one after the time, blank lines inside a cue, styles anywhere.  Places,
 * regions and colours mean nothing in a transcript.  Any thread.
 */

#include "config.h"

#include "sfl-vtt.h"

#include "sfl-cue-sink.h"
#include "sfl-line-scanner.h"
#include "sfl-timestamp.h"

#include <glib/gi18n-lib.h>

typedef enum {
  BLOCK_START, /* the next line of text may be a cue's name or begin a block */
  BLOCK_TEXT,
  BLOCK_HEADER, /* up to the next blank line */
  BLOCK_NOTE,   /* before the first cue: may say what a header does */
  BLOCK_IGNORED,
} Block;

typedef struct {
  SflCueSink *sink;
  SflCue cue;
  gboolean in_cue;
  Block block;
  SflSlice name; /* first line of a block: a cue's name if a time follows */
  gboolean seen_cue;
  guint n_outside;
  gboolean is_metadata; /* as its header says */
  guint n_objects;      /* of JSON, which say the same */
  guint n_texts;
  const char *note_key; /* of the note being read, NULL while it has none */
  GString *note;
} Reader;

static gboolean
read_time_line (SflSlice line, SflTime *start, SflTime *end)
{
  const char *p = line.start;

  if (!sfl_timestamp_take_vtt (&p, line.end, start))
    return FALSE;
  p = sfl_slice_skip_space (p, line.end);
  if (!sfl_slice_take (&p, line.end, "-->"))
    return FALSE;
  p = sfl_slice_skip_space (p, line.end);

  return sfl_timestamp_take_vtt (&p, line.end, end);
}

/* Whether @line is @keyword, alone or with something after a space or colon. */
static gboolean
is_keyword (SflSlice line, const char *keyword)
{
  gsize length = strlen (keyword);

  if (!sfl_slice_has_prefix (line, keyword))
    return FALSE;
  line.start += length;

  return sfl_slice_is_empty (line) || *line.start == ':' ||
         sfl_slice_skip_space (line.start, line.end) > line.start;
}

/* What stands in "Kind: chapters"; captions, subtitles and descriptions are all text. */
static void
read_kind (Reader *self, SflSlice kind)
{
  if (sfl_slice_is_word (kind, "chapters"))
    sfl_cue_sink_set_chapters (self->sink);
  else if (sfl_slice_is_word (kind, "metadata"))
    self->is_metadata = TRUE;
}

static void
set_meta (Reader *self, const char *key, SflSlice value)
{
  g_autoptr (GString) plain = g_string_new (NULL);

  sfl_cue_append_unescaped (plain, sfl_slice_trim (value), SFL_MARKUP_VTT);
  if (plain->len > 0)
    sfl_cue_sink_set_meta (self->sink, key, sfl_slice_of (plain));
}

/* Splits "Language: fr".  Returns NULL for a key that says nothing about the text. */
static const char *
split_header (SflSlice line, SflSlice *value)
{
  static const char *const keys[] = {
    SFL_META_TITLE,  SFL_META_LANGUAGE, SFL_META_PROGRAMME, SFL_META_DATE,  SFL_META_CATEGORY,
    SFL_META_ARTIST, SFL_META_ALBUM,    SFL_META_AUTHOR,    SFL_META_NOTES, SFL_META_TRANSCRIBER,
  };
  const char *colon = sfl_slice_find (line, ':');

  for (gsize i = 0; colon != NULL && i < G_N_ELEMENTS (keys); i++) {
    if (sfl_slice_is_word ((SflSlice){ line.start, colon }, keys[i])) {
      *value = (SflSlice){ colon + 1, line.end };
      return keys[i];
    }
  }

  return NULL;
}

static void
read_header (Reader *self, SflSlice line)
{
  static const char kind[] = "Kind:";
  SflSlice value;
  const char *key = split_header (line, &value);

  if (key != NULL)
    set_meta (self, key, value);
  else if (sfl_slice_has_prefix (line, kind))
    read_kind (self, sfl_slice_trim ((SflSlice){ line.start + strlen (kind), line.end }));
}

/* The specification leaves no place for headers but a comment each, where ours are. */
static void
read_note (Reader *self, SflSlice line)
{
  if (self->note_key == NULL) {
    self->note_key = split_header (line, &line);
    if (self->note_key == NULL)
      self->block = BLOCK_IGNORED;
  } else {
    g_string_append_c (self->note, '\n');
  }
  g_string_append_len (self->note, line.start, line.end - line.start);
}

static void
end_note (Reader *self)
{
  if (self->note_key != NULL)
    set_meta (self, self->note_key, sfl_slice_of (self->note));
  self->note_key = NULL;
  g_string_truncate (self->note, 0);
}

static void
add_text (Reader *self, SflSlice row)
{
  if (self->in_cue)
    sfl_cue_add_row (&self->cue, row, SFL_MARKUP_VTT);
  else if (!self->seen_cue)
    self->n_outside++;
}

/* No time came after the first line of a block, so it was text. */
static void
flush_name (Reader *self)
{
  if (self->name.start != NULL)
    add_text (self, self->name);
  self->name.start = NULL;
}

static gboolean
end_cue (Reader *self)
{
  const GString *text = self->cue.text;

  if (!self->in_cue)
    return TRUE;

  self->in_cue = FALSE;
  if (text->len > 0 && text->str[0] == '{' && text->str[text->len - 1] == '}')
    self->n_objects++;
  else if (text->len > 0)
    self->n_texts++;

  return sfl_cue_sink_add (self->sink, &self->cue);
}

static gboolean
begin_cue (Reader *self, guint number, SflTime start, SflTime end)
{
  guint64 value;

  /* After a cue that is still empty, text parted from it by a blank line. */
  if (self->in_cue && self->cue.text->len == 0 && self->name.start != NULL &&
      !sfl_slice_get_number (self->name, &value))
    flush_name (self);
  self->name.start = NULL;
  if (!end_cue (self))
    return FALSE;

  if (!self->seen_cue && self->n_outside > 0)
    sfl_cue_sink_warn (self->sink, 1, SFL_WARNING_IGNORED,
                       _ ("Text before the first time was ignored"));
  sfl_cue_begin (&self->cue, number, start, end);
  self->in_cue = self->seen_cue = TRUE;
  self->block = BLOCK_TEXT;

  return TRUE;
}

static void
read_block_start (Reader *self, SflSlice line)
{
  if (is_keyword (line, "WEBVTT")) {
    self->block = BLOCK_HEADER;
  } else if (!self->seen_cue && sfl_slice_is_word (line, "NOTE")) {
    self->block = BLOCK_NOTE;
  } else if (is_keyword (line, "NOTE") || is_keyword (line, "STYLE") ||
             is_keyword (line, "REGION")) {
    self->block = BLOCK_IGNORED;
  } else {
    self->name = line;
    self->block = BLOCK_TEXT;
  }
}

static gboolean
read_line (Reader *self, guint number, SflSlice line)
{
  SflTime start, end;

  if (sfl_slice_find (line, '>') != NULL) {
    if (read_time_line (line, &start, &end))
      return begin_cue (self, number, start, end);
    if (g_strstr_len (line.start, line.end - line.start, "-->") != NULL &&
        self->block != BLOCK_IGNORED && self->block != BLOCK_NOTE) {
      self->name.start = NULL;
      self->block = BLOCK_IGNORED;
      sfl_cue_sink_warn (self->sink, number, SFL_WARNING_IGNORED,
                         _ ("A time that cannot be read was ignored, with its text"));
      return end_cue (self);
    }
  }

  switch (self->block) {
  case BLOCK_START:
    flush_name (self);
    read_block_start (self, line);
    break;
  case BLOCK_TEXT:
    flush_name (self);
    add_text (self, line);
    break;
  case BLOCK_HEADER:
    read_header (self, line);
    break;
  case BLOCK_NOTE:
    read_note (self, line);
    break;
  case BLOCK_IGNORED:
    break;
  }

  return TRUE;
}

static void
read_cues (SflCueSink *sink, const char *text, gsize length)
{
  Reader self = { .sink = sink, .note = g_string_new (NULL) };
  SflLineScanner scanner;
  SflSlice line;
  gboolean more = TRUE;

  sfl_cue_init (&self.cue);
  sfl_line_scanner_init (&scanner, text, length);

  while (more && sfl_line_scanner_next (&scanner, &line)) {
    gboolean is_blank = sfl_slice_is_empty (line);

    line = sfl_slice_trim (line);
    if (!sfl_slice_is_empty (line)) {
      more = read_line (&self, scanner.number, line);
    } else if (is_blank || !self.in_cue || self.cue.text->len > 0) {
      flush_name (&self);
      end_note (&self);
      self.block = BLOCK_START;
    } /* else YouTube's first row, which is a single space */
  }

  if (more) {
    flush_name (&self);
    end_note (&self);
    end_cue (&self);
  }
  if (self.is_metadata || (self.n_objects > 0 && self.n_texts == 0))
    sfl_cue_sink_warn (sink, 0, SFL_WARNING_REPAIRED,
                       _ ("The cues may hold data for programs instead of spoken text; they were "
                          "read as text"));
  g_string_free (self.note, TRUE);
  sfl_cue_clear (&self.cue);
}

/* "WEBVTT" in any case, after blank lines or a tab if need be. */
gboolean
sfl_vtt_sniff (const char *text, gsize length)
{
  SflSlice slice = { text, text + MIN (length, 4096) };
  const char *newline;

  slice = sfl_slice_trim_invisible (slice);
  newline = sfl_slice_find (slice, '\n');
  if (newline != NULL)
    slice.end = newline;

  return is_keyword (slice, "WEBVTT");
}

gboolean
sfl_vtt_parse (SflTranscriptBuilder *builder,
               const char *text,
               gsize length,
               const SflParseOptions *options,
               GError **error)
{
  sfl_cue_sink_run (builder, read_cues, SFL_MARKUP_VTT, text, length);

  return TRUE;
}
