/* sfl-microdvd.c: MicroDVD subtitles and others of one line each
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   {120}{180}Two frames, first and last|and a second row     MicroDVD
 *   [48][72]Two tenths of a second|/and a second row, slanted  MPL2
 *   00:00:04:One time|and a second row                         TMPlayer
 *
 * Any thread.
 */

#include "config.h"

#include "sfl-microdvd.h"

#include "sfl-line-scanner.h"
#include "sfl-rows.h"
#include "sfl-timestamp.h"

#include <glib/gi18n-lib.h>

/* Lines looked at to know one of these. */
#define SNIFF_LINES 50

/* Frames a second of most films that such files were made for, which other players take,
 * too, where nothing tells.
 */
#define USUAL_RATE 23.976

/* No film has fewer or more frames a second. */
#define MIN_RATE 1.0
#define MAX_RATE 1000.0

#define DECISECOND (100 * SFL_MSECOND)

/* What stands at the start of a line.  TMPlayer counts nanoseconds, and has no second. */
typedef struct {
  guint64 from;
  guint64 to; /* G_MAXUINT64 when it is not there */
} Span;

typedef gboolean (*TakeSpan) (const char **p, const char *end, Span *span);

typedef struct {
  SflTranscriptBuilder *builder;
  TakeSpan take_span;
  double unit; /* of a span, in nanoseconds */
  SflRows rows;
  gboolean in_line;
  const char *body;      /* lines before it were read already */
  gboolean ends_by_next; /* a line without text says when the one before it ends */
} Reader;

static gboolean
take_bracketed (const char **p, const char *end, char open, char close, SflSlice *content)
{
  const char *close_at;

  if (*p == end || **p != open)
    return FALSE;
  close_at = memchr (*p, close, MIN (end - *p, 32));
  if (close_at == NULL)
    return FALSE;
  *content = sfl_slice_trim ((SflSlice){ *p + 1, close_at });
  *p = close_at + 1;

  return TRUE;
}

/* {1}{2}, or {1}{} for a line that lasts until the next. */
static gboolean
take_pair (const char **p, const char *end, char open, char close, Span *span)
{
  const char *q = *p;
  SflSlice from, to;

  if (!take_bracketed (&q, end, open, close, &from) || !sfl_slice_get_number (from, &span->from))
    return FALSE;
  q = sfl_slice_skip_space (q, end);
  if (!take_bracketed (&q, end, open, close, &to))
    return FALSE;
  span->to = G_MAXUINT64;
  if (!sfl_slice_is_empty (to) && !sfl_slice_get_number (to, &span->to))
    return FALSE;
  *p = q;

  return TRUE;
}

static gboolean
take_frames (const char **p, const char *end, Span *span)
{
  return take_pair (p, end, '{', '}', span);
}

static gboolean
take_tenths (const char **p, const char *end, Span *span)
{
  return take_pair (p, end, '[', ']', span);
}

/* 00:00:04: or 00:00:04=, and 00:00:04,1= where each row has a line. */
static gboolean
take_clock (const char **p, const char *end, Span *span)
{
  const char *q = *p;
  gint64 seconds = 0;

  for (int part = 0; part < 3; part++) {
    int value = 0, digit;
    guint n = 0;

    while (n < 3 && sfl_slice_take_digit (&q, end, &digit)) {
      value = value * 10 + digit;
      n++;
    }
    if (n == 0 || n > 2 || (part > 0 && (n != 2 || value > 59)))
      return FALSE;
    seconds = seconds * 60 + value;
    if (part < 2 && !sfl_slice_take (&q, end, ":"))
      return FALSE;
  }
  if (end - q >= 2 && *q == ',' && g_ascii_isdigit (q[1]))
    q += 2;
  if (!sfl_slice_take (&q, end, ":") && !sfl_slice_take (&q, end, "="))
    return FALSE;
  span->from = seconds * SFL_SECOND;
  span->to = G_MAXUINT64;
  *p = q;

  return TRUE;
}

/* As take_clock(), for a text that could be anything else: frames after the seconds, or
 * the times that people put before a sentence.
 */
static gboolean
take_sure_clock (const char **p, const char *end, Span *span)
{
  return take_clock (p, end, span) && *p < end && **p != ' ' &&
         !(end - *p >= 2 && g_ascii_isdigit ((*p)[0]) && g_ascii_isdigit ((*p)[1]));
}

/* SFL_TIMESTAMP_HUGE for what no recording has. */
static SflTime
get_time (const Reader *self, guint64 value)
{
  double time = value * self->unit;

  return time > SFL_TIME_MAX ? SFL_TIMESTAMP_HUGE : (SflTime) (time + 0.5);
}

/* Steps over {y:i}, {c:$0000ff} and the like. */
static const char *
skip_code (const char *p, const char *end)
{
  const char *close;

  if (end - p < 4 || *p != '{' || !g_ascii_isalpha (p[1]) || p[2] != ':')
    return p;
  close = memchr (p, '}', MIN (end - p, 64));

  return close != NULL ? close + 1 : p;
}

static void
add_row (Reader *self, SflSlice row)
{
  const char *run, *p;

  row = sfl_slice_trim (row);
  /* A stroke at the start slants the row. */
  if (sfl_slice_get_length (row) > 1 && *row.start == '/')
    row.start++;

  for (run = p = row.start; p < row.end;) {
    const char *after = skip_code (p, row.end);

    if (after > p) {
      sfl_rows_add (&self->rows, (SflSlice){ run, p });
      run = p = after;
      if (p < row.end && *p == '/')
        run = ++p;
    } else {
      p++;
    }
  }
  sfl_rows_add (&self->rows, (SflSlice){ run, row.end });
}

static void
add_rows (Reader *self, SflSlice rows)
{
  const char *bar;

  while ((bar = sfl_slice_find (rows, '|')) != NULL) {
    add_row (self, (SflSlice){ rows.start, bar });
    sfl_rows_break (&self->rows);
    rows.start = bar + 1;
  }
  add_row (self, rows);
}

static void
end_line (Reader *self)
{
  if (self->in_line) {
    sfl_rows_end (&self->rows);
    sfl_transcript_builder_end_line (self->builder);
  }
  self->in_line = FALSE;
}

/* Returns: FALSE when no more lines are wanted */
static gboolean
begin_line (Reader *self, guint number, const Span *span, SflSlice text)
{
  SflTime start = get_time (self, span->from);
  SflTime end = span->to == G_MAXUINT64 ? SFL_TIME_NONE : get_time (self, span->to);

  if (self->ends_by_next && sfl_slice_is_empty (sfl_slice_trim (text))) {
    if (self->in_line)
      sfl_transcript_builder_set_line_end (self->builder, start);
    end_line (self);
    return TRUE;
  }
  end_line (self);

  if (start > SFL_TIME_MAX) {
    sfl_transcript_builder_warn (self->builder, number, SFL_WARNING_IGNORED,
                                 _ ("A time beyond 1000 hours was ignored, with its text"));
    return TRUE;
  }
  if (end > SFL_TIME_MAX)
    end = SFL_TIME_NONE;
  if (end < start && end != SFL_TIME_NONE)
    sfl_transcript_builder_warn (self->builder, number, SFL_WARNING_REPAIRED,
                                 _ ("A cue that ends before it starts lasts until the next one"));
  if (!sfl_transcript_builder_begin_line (self->builder, start, end, -1))
    return FALSE;
  sfl_rows_init (&self->rows, self->builder);
  add_rows (self, text);
  self->in_line = TRUE;

  return TRUE;
}

static void
read_lines (Reader *self, const char *text, gsize length)
{
  SflLineScanner scanner;
  SflSlice line;
  gboolean more = TRUE;

  sfl_line_scanner_init (&scanner, text, length);
  while (more && sfl_line_scanner_next (&scanner, &line)) {
    Span span;

    line = sfl_slice_trim_invisible (line);
    if (sfl_slice_is_empty (line) || line.start < self->body ||
        sfl_slice_has_prefix (line, "{DEFAULT}"))
      continue;
    if (self->take_span (&line.start, line.end, &span)) {
      more = begin_line (self, scanner.number, &span, line);
    } else if (self->in_line) {
      sfl_rows_break (&self->rows);
      add_rows (self, line);
    } else {
      sfl_transcript_builder_warn (self->builder, scanner.number, SFL_WARNING_IGNORED,
                                   _ ("Text without a time was ignored"));
    }
  }
  end_line (self);
}

/* Whether most of the first lines are of a kind. */
static gboolean
sniff (const char *text, gsize length, TakeSpan take_span)
{
  SflLineScanner scanner;
  SflSlice line;
  guint n = 0, n_taken = 0;

  sfl_line_scanner_init (&scanner, text, length);
  while (n < SNIFF_LINES && sfl_line_scanner_next (&scanner, &line)) {
    Span span;

    line = sfl_slice_trim_invisible (line);
    if (sfl_slice_is_empty (line))
      continue;
    n++;
    n_taken += take_span (&line.start, line.end, &span);
  }

  return n_taken * 2 > n;
}

static gboolean
is_rate (double value)
{
  return value >= MIN_RATE && value <= MAX_RATE;
}

/* Reads "23.976", maybe with "fps". */
static gboolean
read_rate (SflSlice text, double *rate)
{
  char digits[16] = "";
  gsize length;
  double value;
  char *end;

  text = sfl_slice_trim (text);
  if (sfl_slice_has_suffix (text, "fps"))
    text = sfl_slice_trim ((SflSlice){ text.start, text.end - 3 });
  length = sfl_slice_get_length (text);
  if (length == 0 || length >= sizeof digits || !g_ascii_isdigit (*text.start))
    return FALSE;
  memcpy (digits, text.start, length);
  g_strdelimit (digits, ",", '.');
  value = g_ascii_strtod (digits, &end);
  if (*end != '\0' || !is_rate (value))
    return FALSE;
  *rate = value;

  return TRUE;
}

/* The first line may say how many frames a second has: {1}{1}23.976.  Returns where it
 * ends, or @text.
 */
static const char *
find_rate (const char *text, gsize length, double *rate)
{
  SflLineScanner scanner;
  SflSlice line;

  sfl_line_scanner_init (&scanner, text, length);
  while (sfl_line_scanner_next (&scanner, &line)) {
    Span span;

    line = sfl_slice_trim_invisible (line);
    if (sfl_slice_is_empty (line) || sfl_slice_has_prefix (line, "{DEFAULT}"))
      continue;
    if (take_frames (&line.start, line.end, &span) && span.from <= 1 && span.to == span.from &&
        read_rate (line, rate))
      return line.end;
    break;
  }

  return text;
}

gboolean
sfl_microdvd_sniff (const char *text, gsize length)
{
  return sniff (text, length, take_frames);
}

gboolean
sfl_microdvd_parse (SflTranscriptBuilder *builder,
                    const char *text,
                    gsize length,
                    const SflParseOptions *options,
                    GError **error)
{
  Reader self = { .builder = builder, .take_span = take_frames };
  double rate = 0;

  self.body = find_rate (text, length, &rate);
  if (is_rate (options->frame_rate))
    rate = options->frame_rate;
  if (rate == 0 && is_rate (options->media_frame_rate))
    rate = options->media_frame_rate;
  if (rate == 0) {
    rate = USUAL_RATE;
    sfl_transcript_builder_warn (builder, 0, SFL_WARNING_REPAIRED,
                                 _ ("The times count frames, and nothing says how many make a "
                                    "second: 23.976 were taken, as most films have"));
  }

  self.unit = SFL_SECOND / rate;
  read_lines (&self, text, length);

  return TRUE;
}

gboolean
sfl_microdvd_sniff_mpl2 (const char *text, gsize length)
{
  return sniff (text, length, take_tenths);
}

gboolean
sfl_microdvd_parse_mpl2 (SflTranscriptBuilder *builder,
                         const char *text,
                         gsize length,
                         const SflParseOptions *options,
                         GError **error)
{
  Reader self = { .builder = builder, .take_span = take_tenths, .unit = DECISECOND };

  read_lines (&self, text, length);

  return TRUE;
}

gboolean
sfl_microdvd_sniff_tmplayer (const char *text, gsize length)
{
  return sniff (text, length, take_sure_clock);
}

gboolean
sfl_microdvd_parse_tmplayer (SflTranscriptBuilder *builder,
                             const char *text,
                             gsize length,
                             const SflParseOptions *options,
                             GError **error)
{
  Reader self = { .builder = builder, .take_span = take_clock, .unit = 1, .ends_by_next = TRUE };

  read_lines (&self, text, length);

  return TRUE;
}
