/* sfl-srt.c: SubRip subtitles
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SubRip has no specification, and every program writes it a little wrong.  So a cue
 * begins wherever there is a line with two times and an arrow; numbers, blank lines
 * and their absence are only hints.  Any thread.
 */

#include "config.h"

#include "sfl-srt.h"

#include "sfl-cue-sink.h"
#include "sfl-line-scanner.h"
#include "sfl-timestamp.h"

#include <glib/gi18n-lib.h>

/* Bytes in which the first time must come, for a file to be taken for SubRip. */
#define MAX_SNIFF_BYTES (1024 * 1024)

typedef struct {
  SflTime start;
  SflTime end;
  gboolean negative;
  guint64 index; /* on the same line; 0 when it is not there */
  SflSlice rest;
} TimeLine;

typedef enum {
  BEFORE_FIRST,
  IN_CUE,
  SKIPPING, /* the text of a cue whose time cannot be read */
} Place;

typedef struct {
  SflCueSink *sink;
  SflCue cue;
  Place place;
  gboolean after_blank; /* nothing but blank lines since the last line of text or time */
  guint n_outside;      /* lines of text before the first time */
  guint64 last_index;

  /* A line of digits: the number of the next cue, or text. */
  SflSlice number;
  guint64 number_value;
  gboolean number_after_blank;
} Reader;

/* A hyphen or a dash, which word processors make of two hyphens. */
static gboolean
take_dash (const char **p, const char *end)
{
  const guchar *u = (const guchar *) *p;

  if (sfl_slice_take (p, end, "-"))
    return TRUE;
  if (end - *p >= 3 && u[0] == 0xe2 && u[1] == 0x80 && u[2] >= 0x90 && u[2] <= 0x95) {
    *p += 3;
    return TRUE;
  }

  return sfl_slice_take (p, end, "\xe2\x88\x92");
}

/* "-->" and what becomes of it. */
static gboolean
take_arrow (const char **p, const char *end)
{
  const char *q = *p;

  while (take_dash (&q, end))
    q = sfl_slice_skip_space (q, end);
  if (!sfl_slice_take (&q, end, ">") && !sfl_slice_take (&q, end, "&gt;") &&
      !sfl_slice_take (&q, end, "\xe2\x86\x92"))
    return FALSE;
  *p = q;

  return TRUE;
}

static gboolean
take_times (SflSlice line, TimeLine *found)
{
  const char *p = line.start;

  found->negative = FALSE;
  if (!sfl_timestamp_take_srt (&p, line.end, &found->start, &found->negative))
    return FALSE;
  p = sfl_slice_skip_space (p, line.end);
  if (!take_arrow (&p, line.end))
    return FALSE;
  p = sfl_slice_skip_space (p, line.end);
  if (!sfl_timestamp_take_srt (&p, line.end, &found->end, &found->negative))
    return FALSE;
  found->rest = (SflSlice){ p, line.end };

  return TRUE;
}

/* Whether @line is "time --> time", with the number of the cue before it or not. */
static gboolean
read_time_line (SflSlice line, TimeLine *found)
{
  guchar first = sfl_slice_is_empty (line) ? 0 : *line.start;
  const char *p;
  int digit;

  found->index = 0;
  if (g_ascii_isalpha (first) || first == 0)
    return FALSE;
  if (first >= 0xc0)
    line = sfl_slice_trim_invisible (line);
  if (take_times (line, found))
    return TRUE;

  p = line.start;
  while (sfl_slice_take_digit (&p, line.end, &digit))
    ;
  if (p == line.start || !sfl_slice_get_number ((SflSlice){ line.start, p }, &found->index))
    return FALSE;
  if (sfl_slice_skip_space (p, line.end) == p)
    return FALSE;
  line.start = sfl_slice_skip_space (p, line.end);

  return take_times (line, found);
}

/* Whether what follows the times is a place on the screen: X1:… Y2:…, or the settings
 * of WebVTT.  Anything else is text that lost its line break.
 */
static gboolean
is_setting (SflSlice rest)
{
  const char *p = sfl_slice_skip_space (rest.start, rest.end);

  if (p < rest.end && !g_ascii_isalnum (*p) && (guchar) *p < 0x80)
    return *p != '<' && *p != '[' && *p != '(' && *p != '{' && *p != '"';
  while (p < rest.end) {
    const char *name = p;

    while (p < rest.end && g_ascii_isalnum (*p))
      p++;
    if (p == name || p == rest.end || *p != ':' || ++p == rest.end || *p == ' ')
      return FALSE;
    while (p < rest.end && *p != ' ' && *p != '\t')
      p++;
    p = sfl_slice_skip_space (p, rest.end);
  }

  return TRUE;
}

static void
add_text (Reader *self, SflSlice row)
{
  if (self->place == IN_CUE)
    sfl_cue_add_row (&self->cue, row, SFL_MARKUP_SRT);
  else if (self->place == BEFORE_FIRST)
    self->n_outside++;
}

/* The line of digits was text after all. */
static void
flush_number (Reader *self)
{
  if (self->number.start != NULL)
    add_text (self, self->number);
  self->number.start = NULL;
}

static gboolean
end_cue (Reader *self)
{
  gboolean more = self->place != IN_CUE || sfl_cue_sink_add (self->sink, &self->cue);

  self->place = SKIPPING;

  return more;
}

/* Whether the line of digits above a time is the number of its cue. */
static gboolean
is_index (const Reader *self)
{
  if (self->place != IN_CUE || self->number_after_blank)
    return TRUE;

  return self->cue.text->len > 0 && self->number_value == self->last_index + 1;
}

static gboolean
begin_cue (Reader *self, guint number, const TimeLine *found)
{
  if (self->number.start != NULL && is_index (self)) {
    self->last_index = self->number_value;
    self->number.start = NULL;
  } else {
    flush_number (self);
    self->last_index = found->index > 0 ? found->index : self->last_index + 1;
  }
  if (self->place == BEFORE_FIRST && self->n_outside > 0)
    sfl_cue_sink_warn (self->sink, 1, SFL_WARNING_IGNORED,
                       _ ("Text before the first time was ignored"));
  if (!end_cue (self))
    return FALSE;

  if (found->negative)
    sfl_cue_sink_warn (self->sink, number, SFL_WARNING_REPAIRED,
                       _ ("A time before the beginning became 0:00"));
  sfl_cue_begin (&self->cue, number, found->start, found->end);
  self->place = IN_CUE;
  self->after_blank = FALSE;
  if (!is_setting (found->rest))
    add_text (self, found->rest);

  return TRUE;
}

static void
read_blank (Reader *self)
{
  /* A number that counts on from the last one may be parted from its time. */
  if (self->number.start != NULL &&
      !(self->number_after_blank && self->number_value == self->last_index + 1))
    flush_number (self);
  self->after_blank = TRUE;
}

/* A line that wanted to be a time: better no text than text at a wrong time. */
static gboolean
is_broken_time (const Reader *self, SflSlice line)
{
  const char *greater = sfl_slice_find (line, '>');

  return greater != NULL && greater - line.start >= 2 && greater[-1] == '-' && greater[-2] == '-' &&
         (self->number.start != NULL || self->after_blank);
}

static gboolean
read_text (Reader *self, guint number, SflSlice line)
{
  guint64 value;

  if (is_broken_time (self, line)) {
    self->number.start = NULL;
    self->after_blank = FALSE;
    sfl_cue_sink_warn (self->sink, number, SFL_WARNING_IGNORED,
                       _ ("A time that cannot be read was ignored, with its text"));
    return end_cue (self);
  }

  flush_number (self);
  if (sfl_slice_get_number (line, &value)) {
    self->number = line;
    self->number_value = value;
    self->number_after_blank = self->after_blank;
  } else {
    add_text (self, line);
  }
  self->after_blank = FALSE;

  return TRUE;
}

static void
read_cues (SflCueSink *sink, const char *text, gsize length)
{
  Reader self = { .sink = sink, .after_blank = TRUE };
  SflLineScanner scanner;
  SflSlice line;
  TimeLine found;
  gboolean more = TRUE;

  sfl_cue_init (&self.cue);
  sfl_line_scanner_init (&scanner, text, length);

  while (more && sfl_line_scanner_next (&scanner, &line)) {
    line = sfl_slice_trim (line);
    if (sfl_slice_is_empty (line))
      read_blank (&self);
    else if (read_time_line (line, &found))
      more = begin_cue (&self, scanner.number, &found);
    else
      more = read_text (&self, scanner.number, line);
  }

  if (more) {
    if (self.number.start != NULL && self.number_after_blank && self.place == IN_CUE &&
        self.number_value == self.last_index + 1)
      sfl_cue_sink_warn (sink, scanner.number, SFL_WARNING_IGNORED,
                         _ ("The last number has no time: the file may be cut short"));
    else
      flush_number (&self);
    end_cue (&self);
  }
  sfl_cue_clear (&self.cue);
}

/* The first line of two times and an arrow. */
static gboolean
find_time_line (const char *text, gsize length, SflSlice *line)
{
  SflLineScanner scanner;
  TimeLine found;

  sfl_line_scanner_init (&scanner, text, MIN (length, MAX_SNIFF_BYTES));
  while (sfl_line_scanner_next (&scanner, line)) {
    *line = sfl_slice_trim (*line);
    if (read_time_line (*line, &found))
      return TRUE;
  }

  return FALSE;
}

gboolean
sfl_srt_sniff (const char *text, gsize length)
{
  SflSlice line;

  return find_time_line (text, length, &line);
}

/* Whether the times have the comma of SubRip, and not the point of WebVTT. */
gboolean
sfl_srt_has_commas (const char *text, gsize length)
{
  SflSlice line;

  return find_time_line (text, length, &line) && sfl_slice_find (line, ',') != NULL;
}

/* Whether @row, as text, would begin a cue of its own. */
gboolean
sfl_srt_is_time_line (SflSlice row)
{
  TimeLine found;

  return !sfl_slice_is_empty (row) && read_time_line (row, &found);
}

gboolean
sfl_srt_parse (SflTranscriptBuilder *builder,
               const char *text,
               gsize length,
               const SflParseOptions *options,
               GError **error)
{
  sfl_cue_sink_run (builder, read_cues, SFL_MARKUP_SRT, text, length);

  return TRUE;
}
