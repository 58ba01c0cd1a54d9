/* sfl-cue.c: a cue while it is being read
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes the markup out of a row of text and keeps what it says about voices and
 * word times.  What only looks like markup stays: "<3", "a < b", "AT&T".  Linear
 * in the row, whatever stands in it; nothing nests, so nothing recurses.
 */

#include "config.h"

#include "sfl-cue.h"
#include "sfl-timestamp.h"

/* The longest entity, from & to the semicolon: &#x10ffff; */
#define MAX_ENTITY 10

typedef struct {
  const char *name;
  const char *text;
  gboolean vtt_only;
} Entity;

static const Entity entities[] = {
  { "amp", "&", FALSE },
  { "lt", "<", FALSE },
  { "gt", ">", FALSE },
  { "quot", "\"", FALSE },
  { "apos", "'", FALSE },
  { "nbsp", "\xc2\xa0", FALSE },
  { "lrm", "\xe2\x80\x8e", TRUE },
  { "rlm", "\xe2\x80\x8f", TRUE },
};

/* Where the row that is being added stands. */
typedef struct {
  SflCue *cue;
  SflMarkup markup;
  gsize row_start;          /* in the cue's text */
  const char *last_bracket; /* no tag ends after it */
  const char *last_brace;
} Row;

void
sfl_cue_init (SflCue *self)
{
  *self = (SflCue){ 0 };
  self->text = g_string_sized_new (256);
  self->voice = g_string_new (NULL);
  self->stamps = g_array_new (FALSE, FALSE, sizeof (SflCueStamp));
}

void
sfl_cue_clear (SflCue *self)
{
  g_string_free (self->text, TRUE);
  g_string_free (self->voice, TRUE);
  g_array_unref (self->stamps);
}

void
sfl_cue_begin (SflCue *self, guint number, SflTime start, SflTime end)
{
  self->number = number;
  self->start = start;
  self->end = end;
  self->in_ruby = self->is_nobodys = FALSE;
  g_string_truncate (self->text, 0);
  g_string_truncate (self->voice, 0);
  g_array_set_size (self->stamps, 0);
}

/* Steps over a character reference of digits at *p, after "&#". */
static gboolean
take_reference (const char **p, const char *end, gunichar *c)
{
  const char *q = *p;
  gboolean hexadecimal = q < end && (*q == 'x' || *q == 'X');
  guint n = 0;

  q += hexadecimal;
  *c = 0;
  while (q < end && n < 7 && (hexadecimal ? g_ascii_isxdigit (*q) : g_ascii_isdigit (*q))) {
    *c = *c * (hexadecimal ? 16 : 10) + g_ascii_xdigit_value (*q++);
    n++;
  }
  if (n == 0 || q == end || *q != ';' || *c == 0 || !g_unichar_validate (*c))
    return FALSE;
  *p = q + 1;

  return TRUE;
}

/* Adds what the entity at @p stands for to @text.  Returns where it ends, NULL when
 * there is none.
 */
static const char *
take_entity (GString *text, const char *p, const char *end, SflMarkup markup)
{
  const char *q = p + 1;
  gunichar c;

  if (end - p > MAX_ENTITY)
    end = p + MAX_ENTITY;
  if (q < end && *q == '#') {
    q++;
    if (!take_reference (&q, end, &c))
      return NULL;
    g_string_append_unichar (text, g_unichar_iscntrl (c) ? ' ' : c);
    return q;
  }

  for (gsize i = 0; i < G_N_ELEMENTS (entities); i++) {
    if (entities[i].vtt_only && markup != SFL_MARKUP_VTT)
      continue;
    q = p + 1;
    if (!sfl_slice_take (&q, end, entities[i].name))
      continue;
    /* WebVTT allows the semicolon to be forgotten, as HTML does. */
    if (!sfl_slice_take (&q, end, ";") &&
        (markup != SFL_MARKUP_VTT || (q < end && g_ascii_isalnum (*q))))
      continue;
    g_string_append (text, entities[i].text);
    return q;
  }

  return NULL;
}

/* Adds @text with its entities read, but no tags. */
void
sfl_cue_append_unescaped (GString *out, SflSlice text, SflMarkup markup)
{
  for (const char *p = text.start; p < text.end;) {
    const char *after = *p == '&' ? take_entity (out, p, text.end, markup) : NULL;

    if (after == NULL) {
      g_string_append_c (out, *p);
      after = p + 1;
    }
    p = after;
  }
}

/* The name in <v.loud Name>; the first of a cue counts. */
static void
read_voice (SflCue *cue, const char *p, const char *end)
{
  SflSlice name;

  while (p < end && *p != ' ' && *p != '\t')
    p++;
  name = sfl_slice_trim ((SflSlice){ p, end });
  if (cue->voice->len > 0)
    return;

  sfl_cue_append_unescaped (cue->voice, name, SFL_MARKUP_VTT);
}

/* A word time counts when it lies in the cue and after the one before. */
static void
read_stamp (SflCue *cue, const char *p, const char *end)
{
  SflCueStamp stamp = { .offset = cue->text->len };
  guint n = cue->stamps->len;

  if (!sfl_timestamp_take_vtt (&p, end, &stamp.time) || stamp.time < cue->start ||
      (cue->end != SFL_TIME_NONE && cue->end > cue->start && stamp.time > cue->end))
    return;
  if (n > 0 && g_array_index (cue->stamps, SflCueStamp, n - 1).time > stamp.time)
    return;
  g_array_append_val (cue->stamps, stamp);
}

/* What our writer says with classes: no word time covers what follows; nobody says it. */
static void
read_class (SflCue *cue, SflSlice tag)
{
  SflCueStamp stamp = { cue->text->len, SFL_TIME_NONE };

  if (sfl_slice_is_word (tag, "c.untimed"))
    g_array_append_val (cue->stamps, stamp);
  else if (sfl_slice_is_word (tag, "c.nobody"))
    cue->is_nobodys = TRUE;
}

static gboolean
is_named (const char *p, const char *end, const char *name)
{
  SflSlice tag = { p, end };
  gsize length = strlen (name);

  return sfl_slice_has_prefix (tag, name) && (p + length == end || !g_ascii_isalnum (p[length]));
}

/* Ruby text goes in brackets, where no space parts it from what it reads out. */
static void
bracket_ruby (Row *row, gboolean open)
{
  GString *text = row->cue->text;

  if (open && text->len > row->row_start && text->str[text->len - 1] != ' ') {
    g_string_append_c (text, '(');
    row->cue->in_ruby = TRUE;
  } else if (!open && row->cue->in_ruby) {
    g_string_append_c (text, ')');
    row->cue->in_ruby = FALSE;
  }
}

/* Reads the tag at @p.  Returns where it ends, NULL when there is none. */
static const char *
take_tag (Row *row, const char *p, const char *end)
{
  const char *q = p + 1, *close;
  gboolean is_end;

  if (row->last_bracket == NULL || p > row->last_bracket)
    return NULL;
  is_end = q < end && *q == '/';
  q += is_end;
  if (q == end)
    return NULL;
  if (!g_ascii_isalpha (*q) &&
      !(row->markup == SFL_MARKUP_VTT && (g_ascii_isdigit (*q) || *q == '.' || *q == '>')))
    return NULL;
  for (close = q; *close != '>'; close++)
    if (*close == '<')
      return NULL;

  if (is_named (q, close, "br")) {
    if (row->cue->text->len > row->row_start)
      g_string_append_c (row->cue->text, '\n');
  } else if (row->markup == SFL_MARKUP_VTT) {
    if (g_ascii_isdigit (*q))
      read_stamp (row->cue, q, close);
    else if (!is_end && is_named (q, close, "v"))
      read_voice (row->cue, q, close);
    else if (!is_end && is_named (q, close, "c"))
      read_class (row->cue, (SflSlice){ q, close });
    else if (is_named (q, close, "rt"))
      bracket_ruby (row, !is_end);
    else if (is_end && is_named (q, close, "ruby"))
      bracket_ruby (row, FALSE);
  }

  return close + 1;
}

/* Overrides of Advanced SubStation in braces, such as {\an8}. */
static const char *
take_override (Row *row, const char *p, const char *end)
{
  const char *q = sfl_slice_skip_space (p + 1, end);

  if (q == end || *q != '\\' || row->last_brace == NULL || p > row->last_brace)
    return NULL;

  return (const char *) memchr (q, '}', row->last_brace + 1 - q) + 1;
}

static const char *
find_last (SflSlice slice, char c)
{
  const char *p = slice.end;

  while (p > slice.start && p[-1] != c)
    p--;

  return p > slice.start ? p - 1 : NULL;
}

static void
append_run (Row *row, const char *p, const char *end)
{
  GString *text = row->cue->text;

  if (text->len == row->row_start || text->str[text->len - 1] == '\n')
    p = sfl_slice_skip_space (p, end);
  g_string_append_len (text, p, end - p);
}

static void
append_marked (Row *row, SflSlice slice)
{
  const char *run = slice.start;

  row->last_bracket = find_last (slice, '>');
  row->last_brace = find_last (slice, '}');

  for (const char *p = slice.start; p < slice.end;) {
    const char *after = NULL;

    if (*p != '<' && *p != '&' && *p != '{') {
      p++;
      continue;
    }
    append_run (row, run, p);
    run = p;
    if (*p == '<')
      after = take_tag (row, p, slice.end);
    else if (*p == '&')
      after = take_entity (row->cue->text, p, slice.end, row->markup);
    else if (row->markup == SFL_MARKUP_SRT)
      after = take_override (row, p, slice.end);
    if (after != NULL)
      run = p = after;
    else
      p++;
  }
  append_run (row, run, slice.end);
}

/* Adds a row of the file to the cue, without its markup.  A row that holds nothing
 * else adds nothing.
 */
void
sfl_cue_add_row (SflCue *self, SflSlice slice, SflMarkup markup)
{
  gsize length_before = self->text->len;
  Row row = { .cue = self, .markup = markup };
  SflSlice added;

  slice = sfl_slice_trim (slice);
  if (sfl_slice_is_empty (slice))
    return;
  if (length_before > 0)
    g_string_append_c (self->text, '\n');
  row.row_start = self->text->len;

  if (sfl_slice_find (slice, '<') == NULL && sfl_slice_find (slice, '&') == NULL &&
      sfl_slice_find (slice, '{') == NULL) {
    g_string_append_len (self->text, slice.start, slice.end - slice.start);
    return;
  }

  append_marked (&row, slice);
  added = sfl_slice_trim (
      (SflSlice){ self->text->str + row.row_start, self->text->str + self->text->len });
  if (sfl_slice_is_empty (added))
    g_string_truncate (self->text, length_before);
  else
    g_string_truncate (self->text, added.end - self->text->str);
}
