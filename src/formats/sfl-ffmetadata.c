/* sfl-ffmetadata.c: chapters and tags as FFmpeg writes them
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sections in brackets, key=value, and a backslash before what would mean something.
 * Any thread.
 */

#include "config.h"

#include "sfl-ffmetadata.h"

#include "sfl-timestamp.h"

#include <glib/gi18n-lib.h>

typedef struct {
  SflTranscriptBuilder *builder;
  gboolean in_chapter;
  guint number;      /* line of the section */
  gboolean in_other; /* a section that says nothing of chapters */
  gint64 numerator;
  gint64 denominator;
  gint64 start;
  GString *title;
} Reader;

/* Where a comment, a section or a value ends: at a line break without a backslash. */
static const char *
find_value_end (const char *p, const char *end)
{
  while (p < end && *p != '\n' && *p != '\r')
    p += *p == '\\' && p + 1 < end ? 2 : 1;

  return MIN (p, end);
}

static void
unescape (GString *text, SflSlice value)
{
  g_string_truncate (text, 0);
  for (const char *p = value.start; p < value.end; p++) {
    if (*p == '\\' && p + 1 < value.end)
      p++;
    if (*p != '\r')
      g_string_append_c (text, *p);
  }
}

static gboolean
take_integer (const char **p, const char *end, gint64 *value)
{
  gboolean minus = sfl_slice_take (p, end, "-");
  SflSlice digits = { *p, *p };
  guint64 number;

  while (digits.end < end && g_ascii_isdigit (*digits.end))
    digits.end++;
  if (!sfl_slice_get_number (digits, &number))
    return FALSE;
  *value = minus ? 0 : MIN (number, G_MAXINT64);
  *p = digits.end;

  return TRUE;
}

static void
end_chapter (Reader *self)
{
  guint64 units, denominator = self->denominator;
  SflTime start = SFL_TIMESTAMP_HUGE;

  if (!self->in_chapter)
    return;
  self->in_chapter = FALSE;
  if (self->start < 0)
    return;
  if (g_uint64_checked_mul (&units, self->start, self->numerator) &&
      units / denominator <= SFL_TIME_MAX / SFL_SECOND)
    start = units / denominator * SFL_SECOND +
            (SflTime) ((double) (units % denominator) / denominator * SFL_SECOND + 0.5);
  if (start > SFL_TIME_MAX)
    sfl_transcript_builder_warn (self->builder, self->number, SFL_WARNING_IGNORED,
                                 _ ("A time beyond 1000 hours was ignored, with its text"));
  else
    sfl_transcript_builder_add_chapter (self->builder, start, self->title->str, self->title->len);
}

static void
begin_section (Reader *self, SflSlice line, guint number)
{
  end_chapter (self);
  self->number = number;
  self->in_chapter = sfl_slice_is_word (line, "[CHAPTER]");
  self->in_other = !self->in_chapter;
  self->numerator = 1;
  self->denominator = 1000000000;
  self->start = -1;
  g_string_truncate (self->title, 0);
}

static void
read_global (Reader *self, SflSlice key, SflSlice value)
{
  static const struct {
    const char *name;
    const char *key;
  } keys[] = {
    { "title", SFL_META_TITLE },       { "album", SFL_META_PROGRAMME },
    { "show", SFL_META_PROGRAMME },    { "date", SFL_META_DATE },
    { "genre", SFL_META_CATEGORY },    { "language", SFL_META_LANGUAGE },
    { "description", SFL_META_NOTES }, { "comment", SFL_META_NOTES },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    if (sfl_slice_is_word (key, keys[i].name)) {
      g_autoptr (GString) text = g_string_new (NULL);

      unescape (text, value);
      if (text->len > 0)
        sfl_transcript_builder_set_meta (self->builder, keys[i].key, text->str, text->len);
    }
  }
}

static void
read_value (Reader *self, SflSlice key, SflSlice value)
{
  const char *p = value.start;
  gint64 numerator, denominator;

  if (!self->in_chapter) {
    if (!self->in_other)
      read_global (self, key, value);
  } else if (sfl_slice_is_word (key, "TIMEBASE")) {
    if (take_integer (&p, value.end, &numerator) && sfl_slice_take (&p, value.end, "/") &&
        take_integer (&p, value.end, &denominator) && numerator > 0 && denominator > 0) {
      self->numerator = numerator;
      self->denominator = denominator;
    }
  } else if (sfl_slice_is_word (key, "START")) {
    if (!take_integer (&p, value.end, &self->start))
      self->start = -1;
  } else if (sfl_slice_is_word (key, "title")) {
    unescape (self->title, value);
  }
}

/* How many lines of the file end in @slice; a value may have several. */
static guint
count_lines (SflSlice slice, const char *end)
{
  guint n = 0;

  for (const char *p = slice.start; p < slice.end; p++)
    n += *p == '\n' || (*p == '\r' && (p + 1 == end || p[1] != '\n'));

  return n;
}

/* Reads a file that sfl_ffmetadata_sniff() knows. */
void
sfl_ffmetadata_read (SflTranscriptBuilder *builder, const char *text, gsize length)
{
  Reader self = { .builder = builder };
  const char *p = text, *end = text + length;
  guint number = 1, n_lines = 0;

  self.title = g_string_new (NULL);
  while (p < end) {
    SflSlice line = { p, find_value_end (p, end) };
    const char *equals;

    p = MIN (line.end + 1, end);
    number += n_lines;
    n_lines = count_lines ((SflSlice){ line.start, p }, end);
    if (sfl_slice_is_empty (line) || *line.start == ';' || *line.start == '#')
      continue;
    if (*line.start == '[') {
      begin_section (&self, sfl_slice_trim (line), number);
      continue;
    }
    for (equals = line.start; equals < line.end && *equals != '=';)
      equals += *equals == '\\' && equals + 1 < line.end ? 2 : 1;
    if (equals < line.end)
      read_value (&self, sfl_slice_trim ((SflSlice){ line.start, equals }),
                  (SflSlice){ equals + 1, line.end });
  }
  end_chapter (&self);
  g_string_free (self.title, TRUE);
}

gboolean
sfl_ffmetadata_sniff (SflSlice text)
{
  return sfl_slice_has_prefix (text, ";FFMETADATA");
}
