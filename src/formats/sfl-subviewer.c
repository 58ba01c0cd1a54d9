/* sfl-subviewer.c: SubViewer subtitles, and the captions of YouTube
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SubViewer 2 has "start,end" above each text, below a header in brackets; SBV is that
 * without the header.  SubViewer 1 has one time in brackets above each text and one
 * below, or the next.  Any thread.
 */

#include "config.h"

#include "sfl-subviewer.h"

#include "sfl-cue-sink.h"
#include "sfl-line-scanner.h"
#include "sfl-speaker-census.h"
#include "sfl-timestamp.h"

#include <glib/gi18n-lib.h>

/* Bytes in which the first time must come. */
#define MAX_SNIFF_BYTES (64 * 1024)

typedef struct {
  SflCueSink *sink;
  SflCue cue;
  gboolean in_cue;
  gboolean has_one_time; /* SubViewer 1 */
  gboolean in_title;     /* the next line of the header is it */
} Reader;

static gboolean
read_pair (SflSlice line, SflTime *start, SflTime *end, gboolean *negative)
{
  const char *p = line.start;

  if (!sfl_timestamp_take_srt (&p, line.end, start, negative))
    return FALSE;
  p = sfl_slice_skip_space (p, line.end);
  if (!sfl_slice_take (&p, line.end, ","))
    return FALSE;
  p = sfl_slice_skip_space (p, line.end);

  return sfl_timestamp_take_srt (&p, line.end, end, negative) && p == line.end;
}

/* [00:01:02] alone on its line. */
static gboolean
read_single (SflSlice line, SflTime *time)
{
  const char *p = line.start;
  SflClock clock;

  if (!sfl_slice_take (&p, line.end, "[") ||
      !sfl_timestamp_take_clock (&p, line.end, SFL_TIMESTAMP_FRACTION, &clock) ||
      clock.n_parts != 3 || !sfl_slice_take (&p, line.end, "]") || p != line.end)
    return FALSE;
  *time = clock.time;

  return TRUE;
}

static gboolean
is_script_mark (SflSlice line)
{
  static const char *const marks[] = { "[BEGIN]", "[END]", "[END SUBTITLE]", "[END SCRIPT]" };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (sfl_slice_is_word (line, marks[i]))
      return TRUE;

  return sfl_slice_has_prefix (line, "********");
}

/* "[TITLE]A title", which SubViewer 1 has on two lines. */
static void
read_header (Reader *self, SflSlice line)
{
  gboolean is_tag = *line.start == '[';

  if (sfl_slice_has_prefix (line, "[TITLE]")) {
    line.start += strlen ("[TITLE]");
    line = sfl_slice_trim (line);
    self->in_title = TRUE;
    is_tag = FALSE;
  }
  if (self->in_title && !is_tag && !sfl_slice_is_empty (line))
    sfl_cue_sink_set_meta (self->sink, SFL_META_TITLE, line);
  if (is_tag || !sfl_slice_is_empty (line))
    self->in_title = FALSE;
}

/* ">> ANNE: text" is how YouTube wants speakers written. */
static SflSlice
take_speaker (Reader *self, SflSlice row)
{
  SflSlice name, rest = row;

  if (self->cue.text->len > 0 || !sfl_slice_take (&rest.start, rest.end, ">>"))
    return row;
  if (!sfl_speaker_prefix_split (sfl_slice_trim (rest), &name, &rest))
    return row;
  g_string_append_len (self->cue.voice, name.start, name.end - name.start);

  return rest;
}

/* Where a row ends: at "[br]", or at the bar of SubViewer 1. */
static const char *
find_break (const Reader *self, SflSlice rows, gsize *length)
{
  for (const char *p = rows.start; p < rows.end; p++) {
    if (*p == '|' && self->has_one_time) {
      *length = 1;
      return p;
    }
    if (*p == '[' && sfl_slice_has_prefix ((SflSlice){ p, rows.end }, "[br]")) {
      *length = 4;
      return p;
    }
  }
  *length = 0;

  return rows.end;
}

static void
add_rows (Reader *self, SflSlice rows)
{
  while (rows.start < rows.end) {
    gsize length;
    const char *end = find_break (self, rows, &length);
    SflSlice row = sfl_slice_trim ((SflSlice){ rows.start, end });

    sfl_cue_add_row (&self->cue, take_speaker (self, row), SFL_MARKUP_SRT);
    rows.start = end + length;
  }
}

static gboolean
end_cue (Reader *self)
{
  gboolean more = TRUE;

  /* The time below a text is followed by none. */
  if (self->in_cue && !(self->has_one_time && self->cue.text->len == 0))
    more = sfl_cue_sink_add (self->sink, &self->cue);
  self->in_cue = FALSE;

  return more;
}

/* Returns: FALSE when no more cues are wanted */
static gboolean
read_line (Reader *self, guint number, SflSlice line)
{
  SflTime start, end = SFL_TIME_NONE;
  gboolean negative = FALSE, single = FALSE;

  if (read_pair (line, &start, &end, &negative) || (single = read_single (line, &start))) {
    if (single && self->in_cue)
      self->cue.end = start;
    if (!end_cue (self))
      return FALSE;
    if (negative)
      sfl_cue_sink_warn (self->sink, number, SFL_WARNING_REPAIRED,
                         _ ("A time before the beginning became 0:00"));
    sfl_cue_begin (&self->cue, number, start, single ? SFL_TIME_NONE : end);
    self->in_cue = TRUE;
    self->has_one_time = single;
  } else if (!self->in_cue) {
    read_header (self, line);
  } else if (!is_script_mark (line)) {
    add_rows (self, line);
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
    line = sfl_slice_trim_invisible (line);
    if (!sfl_slice_is_empty (line))
      more = read_line (&self, scanner.number, line);
  }
  if (more)
    end_cue (&self);
  sfl_cue_clear (&self.cue);
}

typedef enum {
  KIND_OTHER,
  KIND_SBV,
  KIND_SUBVIEWER,
} Kind;

/* The first line with a time decides; a header in brackets makes it SubViewer. */
static Kind
find_kind (const char *text, gsize length)
{
  SflLineScanner scanner;
  SflSlice line;
  gboolean has_header = FALSE, has_mark = FALSE;

  sfl_line_scanner_init (&scanner, text, MIN (length, MAX_SNIFF_BYTES));
  while (sfl_line_scanner_next (&scanner, &line)) {
    gboolean negative;
    SflTime start, end;

    line = sfl_slice_trim_invisible (line);
    if (sfl_slice_is_empty (line))
      continue;
    if (read_pair (line, &start, &end, &negative))
      return has_header ? KIND_SUBVIEWER : KIND_SBV;
    if (has_mark && read_single (line, &start))
      return KIND_SUBVIEWER;
    has_mark = has_mark || is_script_mark (line);
    has_header = has_header || *line.start == '[';
  }

  return KIND_OTHER;
}

gboolean
sfl_subviewer_sniff (const char *text, gsize length)
{
  return find_kind (text, length) == KIND_SUBVIEWER;
}

gboolean
sfl_subviewer_sniff_sbv (const char *text, gsize length)
{
  return find_kind (text, length) == KIND_SBV;
}

gboolean
sfl_subviewer_parse (SflTranscriptBuilder *builder,
                     const char *text,
                     gsize length,
                     const SflParseOptions *options,
                     GError **error)
{
  sfl_cue_sink_run (builder, read_cues, SFL_MARKUP_SRT, text, length);

  return TRUE;
}
