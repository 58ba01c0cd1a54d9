/* sfl-stamp.c: a line of pasted text that begins a cue
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Knows the shapes in which pages and exports put a time beside a text.  Only the
 * beginning of a line or the whole of it counts: "[inaudible 00:15:05]" or "à 12:30"
 * inside a text never do.
 */

#include "config.h"

#include "sfl-stamp.h"

#include "sfl-timestamp.h"

/* A longer "name" is a sentence that happens to end with a time. */
#define MAX_NAME 60

/* The longest time, in bytes, that is looked for at the end of a line. */
#define MAX_CLOCK 40

/* The longest address of a link that is looked for. */
#define MAX_ADDRESS 2000

#define EN_DASH "\xe2\x80\x93"
#define EM_DASH "\xe2\x80\x94"
#define MINUS "\xe2\x88\x92"
#define ARROW "\xe2\x86\x92"
#define BULLET "\xe2\x80\xa2"

static gboolean
take_dash (const char **p, const char *end)
{
  return sfl_slice_take (p, end, "-") || sfl_slice_take (p, end, EN_DASH) ||
         sfl_slice_take (p, end, EM_DASH) || sfl_slice_take (p, end, MINUS);
}

/* The sign of a list, of a heading or of a quotation, and the space after it. */
static const char *
skip_bullet (const char *p, const char *end)
{
  const char *q = p;

  while (q < end && *q == '#')
    q++;
  if (q == p && !take_dash (&q, end) && !sfl_slice_take (&q, end, BULLET) &&
      !sfl_slice_take (&q, end, "*") && !sfl_slice_take (&q, end, ">"))
    return p;

  return sfl_slice_skip_space (q, end) > q ? sfl_slice_skip_space (q, end) : p;
}

/* What parts a time from its text: " - ", " | ", ": ", ". ".  It counts only before a
 * space: the dash in "01:24-3 degrés" is a minus.
 */
static SflSlice
get_text (const char *p, const char *end)
{
  const char *q = sfl_slice_skip_space (p, end), *after = q;

  if (take_dash (&after, end) || sfl_slice_take (&after, end, "|") ||
      sfl_slice_take (&after, end, ".") || sfl_slice_take (&after, end, ")") ||
      sfl_slice_take (&after, end, ARROW) || sfl_slice_take_colon (&after, end)) {
    if (after == end || sfl_slice_skip_space (after, end) > after)
      q = after;
  }

  return sfl_slice_trim ((SflSlice){ q, end });
}

static gboolean
is_name (SflSlice name)
{
  return !sfl_slice_is_empty (name) && sfl_slice_get_length (name) <= 4 * MAX_NAME &&
         sfl_slice_count_characters (name) <= MAX_NAME;
}

static void
set_clock (SflStamp *self, const SflClock *clock)
{
  self->start = clock->time;
  self->n_parts = clock->n_parts;
  self->frames = clock->frames;
}

static void
set_end (SflStamp *self, const SflClock *clock)
{
  self->end = clock->time;
  self->end_frames = clock->frames;
}

/* A name without the stars and the heading of Markdown around it. */
static SflSlice
get_name (const char *start, const char *end)
{
  SflSlice name = { start, end };

  while (name.start < name.end && *name.start == '#')
    name.start++;
  name = sfl_slice_trim (name);
  if (sfl_slice_has_prefix (name, "**") && sfl_slice_has_suffix (name, "**") &&
      sfl_slice_get_length (name) > 4)
    name = sfl_slice_trim ((SflSlice){ name.start + 2, name.end - 2 });

  return name;
}

static const char *
find_last_bar (SflSlice slice)
{
  const char *p = slice.end;

  while (p > slice.start && p[-1] != '|')
    p--;

  return p > slice.start ? p - 1 : NULL;
}

static gboolean
read_table (SflStamp *self, SflSlice line)
{
  SflClock first, second;
  const char *bar;

  if (sfl_slice_find (line, '|') == NULL)
    return FALSE;
  if (line.end[-1] == '|')
    line.end--;
  bar = find_last_bar (line);
  if (bar == NULL || !sfl_timestamp_is_clock ((SflSlice){ bar + 1, line.end }, &second))
    return FALSE;
  line.end = bar;
  set_clock (self, &second);

  bar = find_last_bar (line);
  if (bar != NULL && sfl_timestamp_is_clock ((SflSlice){ bar + 1, line.end }, &first)) {
    line.end = bar;
    set_clock (self, &first);
    set_end (self, &second);
  }
  if (!sfl_slice_is_empty (line) && *line.start == '|')
    line.start++;
  self->text = sfl_slice_trim (line);

  return !sfl_slice_is_empty (self->text);
}

/* Steps over what stands between the two times of a range. */
static gboolean
take_range_sign (const char **p, const char *end)
{
  const char *q = sfl_slice_skip_space (*p, end);
  gboolean any = FALSE;

  /* 0:00:01.000,0:00:04.000 of YouTube's own subtitle files, and tables. */
  if (sfl_slice_take (p, end, ",") || sfl_slice_take (p, end, "\t"))
    return TRUE;

  while (take_dash (&q, end))
    any = TRUE;
  if (sfl_slice_take (&q, end, ">") || sfl_slice_take (&q, end, "&gt;") ||
      sfl_slice_take (&q, end, ARROW))
    any = TRUE;
  *p = sfl_slice_skip_space (q, end);

  return any;
}

static gboolean
read_range (SflStamp *self, SflSlice line)
{
  const char *p = line.start;
  gboolean in_brackets = *p == '[' || *p == '(';
  SflClock first, second;

  if (in_brackets)
    p = sfl_slice_skip_space (p + 1, line.end);
  if (!sfl_timestamp_take_clock (&p, line.end, SFL_TIMESTAMP_FRACTION, &first) ||
      !take_range_sign (&p, line.end) ||
      !sfl_timestamp_take_clock (&p, line.end, SFL_TIMESTAMP_FRACTION, &second))
    return FALSE;
  if (in_brackets) {
    p = sfl_slice_skip_space (p, line.end);
    if (p == line.end || (*p != ']' && *p != ')'))
      return FALSE;
    p++;
  }
  set_clock (self, &first);
  set_end (self, &second);
  self->text = get_text (p, line.end);

  return TRUE;
}

static gboolean
read_name_time (SflStamp *self, SflSlice line)
{
  const char *p = line.end;
  SflSlice gap;
  SflClock clock;

  if ((guchar) line.end[-1] < 0x80 && !g_ascii_isdigit (line.end[-1]))
    return FALSE;
  while (p > line.start && line.end - p < MAX_CLOCK && p[-1] != ' ' && p[-1] != '\t' &&
         (guchar) p[-1] != 0xa0 && (guchar) p[-1] != 0xaf)
    p--;
  if (p == line.start || !sfl_timestamp_is_clock ((SflSlice){ p, line.end }, &clock))
    return FALSE;
  self->name = sfl_slice_trim ((SflSlice){ line.start, p });
  gap = (SflSlice){ self->name.end, p };
  if (sfl_slice_count_characters (gap) < 2 && sfl_slice_find (gap, '\t') == NULL)
    return FALSE;
  set_clock (self, &clock);

  return is_name (self->name);
}

static gboolean
read_name_bracket (SflStamp *self, SflSlice line)
{
  const char *p;
  SflClock clock;

  if (line.end[-1] == ':')
    line = sfl_slice_trim ((SflSlice){ line.start, line.end - 1 });
  if (sfl_slice_is_empty (line) || (line.end[-1] != ')' && line.end[-1] != ']'))
    return FALSE;
  for (p = line.end - 1; p > line.start && line.end - p < MAX_CLOCK;)
    if (*--p == '(' || *p == '[')
      break;
  if (p == line.start || (*p != '(' && *p != '[') ||
      !sfl_timestamp_is_clock ((SflSlice){ p + 1, line.end - 1 }, &clock))
    return FALSE;
  self->name = get_name (line.start, p);
  if (!sfl_slice_is_empty (self->name) && self->name.end[-1] == ':')
    self->name = sfl_slice_trim ((SflSlice){ self->name.start, self->name.end - 1 });
  set_clock (self, &clock);

  return is_name (self->name);
}

/* Steps over the address in the [0:01](address) of Markdown, after the bracket. */
static void
skip_address (const char **p, const char *end)
{
  const char *close;

  if (*p == end || **p != '(')
    return;
  close = memchr (*p, ')', MIN (end - *p, MAX_ADDRESS));
  if (close != NULL && g_strstr_len (*p, close - *p, "://") != NULL)
    *p = close + 1;
}

/* [0:01], (0:01) or the \[0:01\] of Markdown. */
static gboolean
take_bracketed (const char **p, const char *end, SflClock *clock)
{
  const char *q = *p;

  sfl_slice_take (&q, end, "\\");
  if (!sfl_slice_take (&q, end, "[") && !sfl_slice_take (&q, end, "("))
    return FALSE;
  q = sfl_slice_skip_space (q, end);
  if (!sfl_timestamp_take_clock (&q, end, SFL_TIMESTAMP_FRACTION | SFL_TIMESTAMP_DASH, clock))
    return FALSE;
  q = sfl_slice_skip_space (q, end);
  sfl_slice_take (&q, end, "\\");
  if (sfl_slice_take (&q, end, "]"))
    skip_address (&q, end);
  else if (!sfl_slice_take (&q, end, ")"))
    return FALSE;
  *p = q;

  return TRUE;
}

/* **Name:** [0:01] text, **[0:01] Name:** text, or without the stars of Markdown. */
static gboolean
read_name_text (SflStamp *self, SflSlice line)
{
  const char *p = line.start, *close;
  gboolean is_bold = sfl_slice_take (&p, line.end, "**");
  gboolean has_clock;
  SflClock clock;

  has_clock = is_bold && take_bracketed (&p, line.end, &clock);
  for (close = p; close < line.end && *close != (is_bold ? '*' : ':') && close - p <= 4 * MAX_NAME;)
    close++;
  self->name = sfl_slice_trim ((SflSlice){ p, close });
  if (is_bold && !sfl_slice_take (&close, line.end, "**"))
    return FALSE;
  if (!sfl_slice_take (&close, line.end, ":") && !is_bold)
    return FALSE;
  p = sfl_slice_skip_space (close, line.end);
  if (!has_clock && !take_bracketed (&p, line.end, &clock) &&
      !(is_bold && sfl_timestamp_take_clock (&p, line.end, 0, &clock)))
    return FALSE;
  if (!sfl_slice_is_empty (self->name) && self->name.end[-1] == ':')
    self->name = sfl_slice_trim ((SflSlice){ self->name.start, self->name.end - 1 });
  set_clock (self, &clock);
  self->text = get_text (p, line.end);

  return is_name (self->name);
}

static gboolean
read_bracket (SflStamp *self, SflSlice line)
{
  const char *p = skip_bullet (line.start, line.end);
  SflClock clock;

  if (!take_bracketed (&p, line.end, &clock))
    return FALSE;
  set_clock (self, &clock);
  self->text = get_text (p, line.end);

  return TRUE;
}

/* **0:01**, **[0:01]**, *0:01* or `0:01`. */
static gboolean
read_bold_time (SflStamp *self, SflSlice line)
{
  static const char *const marks[] = { "**", "__", "*", "`" };
  const char *p = skip_bullet (line.start, line.end);
  SflClock clock;

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++) {
    if (!sfl_slice_take (&p, line.end, marks[i]))
      continue;
    if (!take_bracketed (&p, line.end, &clock) &&
        !sfl_timestamp_take_clock (&p, line.end, SFL_TIMESTAMP_FRACTION, &clock))
      return FALSE;
    sfl_slice_take (&p, line.end, ":");
    if (!sfl_slice_take (&p, line.end, marks[i]))
      return FALSE;
    set_clock (self, &clock);
    self->text = get_text (p, line.end);
    return TRUE;
  }

  return FALSE;
}

/* The #0:00:01-5# of Parlatype. */
static gboolean
take_hashed (const char **p, const char *end, SflClock *clock)
{
  const char *q = *p;

  if (!sfl_slice_take (&q, end, "#") ||
      !sfl_timestamp_take_clock (&q, end, SFL_TIMESTAMP_FRACTION | SFL_TIMESTAMP_DASH, clock) ||
      !sfl_slice_take (&q, end, "#"))
    return FALSE;
  *p = q;

  return TRUE;
}

static gboolean
read_hash (SflStamp *self, SflSlice line)
{
  const char *p = line.start;
  SflClock clock;

  if (!take_hashed (&p, line.end, &clock))
    return FALSE;
  set_clock (self, &clock);
  self->text = get_text (p, line.end);

  return TRUE;
}

/* Some transcribers put the time at the end of what was said until then. */
static gboolean
read_hash_after (SflStamp *self, SflSlice line)
{
  const char *p = line.end;
  SflClock clock;

  if (line.end[-1] != '#')
    return FALSE;
  for (p = line.end - 1; p > line.start && line.end - p < MAX_CLOCK;)
    if (*--p == '#')
      break;
  self->text = sfl_slice_trim ((SflSlice){ line.start, p });
  if (!take_hashed (&p, line.end, &clock) || p != line.end)
    return FALSE;
  set_clock (self, &clock);

  return TRUE;
}

/* 0:01  Name: a wide gap, then a few words that are no sentence. */
static gboolean
is_time_name (SflSlice gap, SflSlice name)
{
  if (sfl_slice_count_characters (gap) < 2 && sfl_slice_find (gap, '\t') == NULL)
    return FALSE;
  if (!is_name (name) || strchr (".?!,;:", name.end[-1]) != NULL)
    return FALSE;

  return sfl_slice_find (name, ':') == NULL && g_ascii_isdigit (*name.start) == FALSE;
}

/* Whether pairs of hexadecimal digits go on at @p, as in 33:35:19:d5:0c: bytes of a key or
 * an address, of which the first ones only look like a time.
 */
static gboolean
goes_on_in_bytes (const char *p, const char *end)
{
  if (end - p < 3 || *p != ':' || !g_ascii_isxdigit (p[1]) || !g_ascii_isxdigit (p[2]))
    return FALSE;

  return end - p > 3 ? p[3] == ':' : g_ascii_isalpha (p[1]) || g_ascii_isalpha (p[2]);
}

/* The shapes that begin with a bare time. */
static gboolean
read_time (SflStamp *self, SflSlice line, guint shapes)
{
  const char *start = skip_bullet (line.start, line.end), *p = start;
  SflClock clock;
  SflSlice gap, text;

  if (!sfl_timestamp_take_clock (&p, line.end, 0, &clock)) {
    self->shape = SFL_STAMP_UNITS;
    self->n_parts = 0;
    if (!(shapes & SFL_STAMP_BIT (SFL_STAMP_UNITS)) ||
        !sfl_timestamp_take_units (&p, line.end, &self->start))
      return FALSE;
    self->text = get_text (p, line.end);
    return TRUE;
  }
  if (goes_on_in_bytes (p, line.end))
    return FALSE;

  set_clock (self, &clock);
  text = sfl_slice_trim_invisible ((SflSlice){ p, line.end });
  gap = (SflSlice){ p, text.start };
  self->name = text;
  self->shape = SFL_STAMP_TIME_NAME;
  if ((shapes & SFL_STAMP_BIT (SFL_STAMP_TIME_NAME)) && start == line.start &&
      is_time_name (gap, text))
    return TRUE;

  self->name = (SflSlice){ NULL, NULL };
  if (sfl_timestamp_is_clock ((SflSlice){ start, line.end }, &clock)) {
    set_clock (self, &clock);
    self->shape = SFL_STAMP_ALONE;
  } else {
    self->text = get_text (p, line.end);
    self->shape = sfl_slice_is_empty (self->text) ? SFL_STAMP_ALONE : SFL_STAMP_PREFIX;
  }

  return (shapes & SFL_STAMP_BIT (self->shape)) != 0;
}

/**
 * sfl_stamp_read:
 * @line: of a file
 * @shapes: SFL_STAMP_BIT of those to try
 *
 * Returns: whether @line has one of @shapes; @self then says what it holds
 */
gboolean
sfl_stamp_read (SflStamp *self, SflSlice line, guint shapes)
{
  static const struct {
    SflStampShape shape;
    gboolean (*read) (SflStamp *self, SflSlice line);
  } readers[] = {
    { SFL_STAMP_TABLE, read_table },         { SFL_STAMP_RANGE, read_range },
    { SFL_STAMP_NAME_TIME, read_name_time }, { SFL_STAMP_NAME_BRACKET, read_name_bracket },
    { SFL_STAMP_NAME_TEXT, read_name_text }, { SFL_STAMP_BRACKET, read_bracket },
    { SFL_STAMP_HASH, read_hash },           { SFL_STAMP_HASH_AFTER, read_hash_after },
    { SFL_STAMP_BOLD_TIME, read_bold_time },
  };

  line = sfl_slice_trim_invisible (line);
  if (sfl_slice_is_empty (line))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (readers); i++) {
    if ((shapes & SFL_STAMP_BIT (readers[i].shape)) == 0)
      continue;
    *self = (SflStamp){ .shape = readers[i].shape, .end = SFL_TIME_NONE, .n_parts = 3 };
    if (readers[i].read (self, line))
      return TRUE;
  }

  /* What is left begins with a bare time, so they are told apart in one go. */
  *self = (SflStamp){ .end = SFL_TIME_NONE, .n_parts = 3 };

  return read_time (self, line, shapes);
}

/* Whether @text begins with what may part a time from its text. */
gboolean
sfl_stamp_begins_apart (SflSlice text)
{
  SflSlice rest = get_text (text.start, text.end);

  return rest.start != text.start;
}
