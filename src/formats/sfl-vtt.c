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

/* Header lines are "Language: fr"; other keys say nothing about the text. */
static void
read_header (Reader *self, SflSlice line)
{
  static const struct {
    const char *prefix;
    const char *key; /* NULL for the kind */
  } headers[] = {
    { "Language:", SFL_META_LANGUAGE },
    { "Title:", SFL_META_TITLE },
    { "Kind:", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++) {
    if (sfl_slice_has_prefix (line, headers[i].prefix)) {
      SflSlice value = { line.start + strlen (headers[i].prefix), line.end };

      value = sfl_slice_trim (value);
      if (headers[i].key == NULL)
        read_kind (self, value);
      else if (!sfl_slice_is_empty (value))
        sfl_cue_sink_set_meta (self->sink, headers[i].key, value);
    }
  }
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
        self->block != BLOCK_IGNORED) {
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
  case BLOCK_IGNORED:
    break;
  }

  return TRUE;
}

static void
read_cues (SflCueSink *sink, const char *text, gsize length)
{
  Reader self = { .sink = sink };
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
      self.block = BLOCK_START;
    } /* else YouTube's first row, which is a single space */
  }

  if (more) {
    flush_name (&self);
    end_cue (&self);
  }
  if (self.is_metadata || (self.n_objects > 0 && self.n_texts == 0))
    sfl_cue_sink_warn (sink, 0, SFL_WARNING_REPAIRED,
                       _ ("The cues may hold data for programs instead of spoken text; they were "
                          "read as text"));
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
