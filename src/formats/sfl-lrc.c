/* sfl-lrc.c: lyrics, LRC with or without times of words
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "[00:12.34]text": a chorus has a stamp for each time it is sung, so the lines are put
 * in order first; then a stamp without text says when the line before it ends.
 * Any thread.
 */

#include "config.h"

#include "sfl-lrc.h"

#include "sfl-line-scanner.h"
#include "sfl-rows.h"
#include "sfl-timestamp.h"

#include <glib/gi18n-lib.h>

/* Lines looked at to tell lyrics from another text with times in brackets. */
#define SNIFF_LINES 200

/* Letters in the longest key of a tag. */
#define MAX_KEY 12

/* Lyrics sung again take up to so many times the size of the file. */
#define MAX_REPEATED 2

/* A line at one of its times. */
typedef struct {
  SflTime time;
  SflTime shift;  /* from the first of its times, which those of its words go with */
  guint32 offset; /* of its text in the file */
  guint32 length; /* with the rows below it; 0 for a mere end */
} Entry;

typedef struct {
  SflTranscriptBuilder *builder;
  const char *text;
  GArray *entries;  /* of Entry */
  guint first_open; /* of the entries of the last line with a time */
  const char *open; /* its text so far, NULL when no row can follow */
  const char *open_end;
  gboolean sorted;
  SflTime offset;   /* that the lines are to be shown earlier */
  SflTime length;   /* of the song */
  gsize repeatable; /* bytes of text that may still be repeated */
} Reader;

/* A line whose text is being taken over. */
typedef struct {
  SflRows rows;
  SflTime start;
  SflTime shift;
  SflTime stamp; /* of the word, SFL_TIME_NONE for what has none */
  gboolean has_stamps;

  /* The word before, until it is known whether it has an end. */
  gsize word_start;
  gsize word_end;
  SflTime word_time;
} Line;

static SflTime
move (SflTime time, SflTime by)
{
  return time > SFL_TIME_MAX ? time : MAX (0, time + by);
}

/* Steps over "[00:12.34]" or "<00:12.34>". */
static gboolean
take_stamp (const char **p, const char *end, const char *open, const char *close, SflTime *time)
{
  const char *q = *p;

  if (!sfl_slice_take (&q, end, open))
    return FALSE;
  q = sfl_slice_skip_space (q, end);
  if (!sfl_timestamp_take_lrc (&q, end, time))
    return FALSE;
  q = sfl_slice_skip_space (q, end);
  if (!sfl_slice_take (&q, end, close))
    return FALSE;
  *p = q;

  return TRUE;
}

/* Splits "[key:value]", which is a line of its own. */
static gboolean
split_tag (SflSlice line, SflSlice *key, SflSlice *value)
{
  const char *colon;

  if (sfl_slice_get_length (line) < 3 || *line.start != '[' || line.end[-1] != ']')
    return FALSE;
  line = (SflSlice){ line.start + 1, line.end - 1 };
  colon = sfl_slice_find (line, ':');
  if (colon == NULL || colon - line.start > MAX_KEY)
    return FALSE;
  *key = sfl_slice_trim ((SflSlice){ line.start, colon });
  *value = sfl_slice_trim ((SflSlice){ colon + 1, line.end });
  for (const char *p = key->start; p < key->end; p++)
    if (!g_ascii_isalpha (*p) && *p != '#')
      return FALSE;

  return TRUE;
}

/* "+500" shows the lines half a second earlier. */
static void
read_offset (Reader *self, SflSlice value)
{
  gboolean minus = !sfl_slice_is_empty (value) && *value.start == '-';
  guint64 milliseconds;

  if (minus || (!sfl_slice_is_empty (value) && *value.start == '+'))
    value.start++;
  if (!sfl_slice_get_number (sfl_slice_trim (value), &milliseconds))
    return;
  self->offset = (SflTime) MIN (milliseconds, SFL_TIME_MAX / SFL_MSECOND) * SFL_MSECOND;
  if (minus)
    self->offset = -self->offset;
}

static void
read_tag (Reader *self, SflSlice key, SflSlice value)
{
  static const struct {
    const char *tag;
    const char *key;
  } tags[] = { { "ti", SFL_META_TITLE },       { "ar", SFL_META_ARTIST },
               { "al", SFL_META_ALBUM },       { "au", SFL_META_AUTHOR },
               { "by", SFL_META_TRANSCRIBER }, { "la", SFL_META_LANGUAGE },
               { "lang", SFL_META_LANGUAGE } };

  if (sfl_slice_is_empty (value))
    return;
  if (sfl_slice_is_word (key, "offset"))
    read_offset (self, value);
  if (sfl_slice_is_word (key, "length"))
    sfl_timestamp_take_lrc (&value.start, value.end, &self->length);
  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    if (sfl_slice_is_word (key, tags[i].tag))
      sfl_transcript_builder_set_meta (self->builder, tags[i].key, value.start,
                                       value.end - value.start);
}

static void
read_lyrics (Reader *self, guint number, SflSlice line)
{
  guint first = self->entries->len;
  Entry entry = { 0 };
  SflTime time;

  while (take_stamp (&line.start, line.end, "[", "]", &time)) {
    line.start = sfl_slice_skip_space (line.start, line.end);
    if (time > SFL_TIME_MAX) {
      sfl_transcript_builder_warn (self->builder, number, SFL_WARNING_IGNORED,
                                   _ ("A time beyond 1000 hours was ignored, with its text"));
      continue;
    }
    entry.time = time;
    if (self->entries->len > first)
      entry.shift = time - g_array_index (self->entries, Entry, first).time;
    if (self->entries->len > first && entry.shift == 0)
      continue;
    if (self->entries->len > 0 &&
        time < g_array_index (self->entries, Entry, self->entries->len - 1).time)
      self->sorted = FALSE;
    g_array_append_val (self->entries, entry);
  }

  self->first_open = first;
  self->open = line.start;
  self->open_end = line.end;
}

/* A line without a time is one more row of the line above it. */
static void
read_row (Reader *self, guint number, SflSlice line)
{
  if (self->open != NULL)
    self->open_end = line.end;
  else
    sfl_transcript_builder_warn (self->builder, number, SFL_WARNING_IGNORED,
                                 _ ("Text without a time was ignored"));
}

/* No more rows follow for the last line with a time. */
static void
close_lyrics (Reader *self)
{
  for (guint i = self->first_open; self->open != NULL && i < self->entries->len; i++) {
    Entry *entry = &g_array_index (self->entries, Entry, i);

    entry->offset = self->open - self->text;
    entry->length = self->open_end - self->open;
  }
  self->open = NULL;
}

static void
read_line (Reader *self, guint number, SflSlice line)
{
  const char *p = line.start;
  SflSlice key, value;
  SflTime time;

  if (take_stamp (&p, line.end, "[", "]", &time)) {
    close_lyrics (self);
    read_lyrics (self, number, line);
  } else if (split_tag (line, &key, &value)) {
    close_lyrics (self);
    read_tag (self, key, value);
  } else if (*line.start == '[' && line.end[-1] == ']') {
    sfl_transcript_builder_warn (self->builder, number, SFL_WARNING_IGNORED,
                                 _ ("The name of a part was ignored"));
    close_lyrics (self);
  } else {
    read_row (self, number, line);
  }
}

/* Hands the word before over, with its end if it has one. */
static void
end_word (Line *line, SflTime end)
{
  if (line->word_start != SFL_ROWS_NOWHERE && line->word_time != SFL_TIME_NONE)
    sfl_transcript_builder_add_word (line->rows.builder, line->word_start,
                                     line->word_end - line->word_start, line->word_time, end, -1);
  line->word_start = SFL_ROWS_NOWHERE;
}

/* Adds what follows a stamp.  Nothing but spaces says when the word before ends. */
static void
add_word (Line *line, const char *p, const char *end)
{
  gsize at = sfl_rows_add (&line->rows, (SflSlice){ p, end });

  if (at == SFL_ROWS_NOWHERE) {
    if (line->stamp != SFL_TIME_NONE)
      end_word (line, line->stamp);
    return;
  }
  end_word (line, SFL_TIME_NONE);
  line->word_start = at;
  line->word_end = line->rows.text_end;
  line->word_time = line->stamp;
  line->stamp = SFL_TIME_NONE;
}

static void
add_row (Line *line, SflSlice row)
{
  const char *p = row.start, *word = row.start;
  SflTime time;

  while (p < row.end) {
    const char *after = p;

    if ((*p == '<' && take_stamp (&after, row.end, "<", ">", &time)) ||
        (*p == '[' && take_stamp (&after, row.end, "[", "]", &time))) {
      add_word (line, word, p);
      time = move (time, line->shift);
      line->stamp = time >= line->start && time <= SFL_TIME_MAX ? time : SFL_TIME_NONE;
      line->has_stamps = TRUE;
      word = p = after;
    } else {
      p++;
    }
  }
  add_word (line, word, row.end);
}

/* Whether a row has a stamp for words: then what stands before it begins with the line. */
static gboolean
has_stamps (SflSlice text)
{
  const char *p = text.start;
  SflTime time;

  for (; p < text.end; p++)
    if ((*p == '<' && take_stamp (&p, text.end, "<", ">", &time)) ||
        (*p == '[' && take_stamp (&p, text.end, "[", "]", &time)))
      return TRUE;

  return FALSE;
}

/* Returns: FALSE when no more lines are wanted */
static gboolean
add_line (Reader *self, const Entry *entry, SflTime end)
{
  SflSlice text = { self->text + entry->offset, self->text + entry->offset + entry->length };
  SflTime start = move (entry->time, -self->offset);
  SflLineScanner scanner;
  SflSlice row;
  Line line = { .start = start,
                .shift = entry->shift - self->offset,
                .stamp = has_stamps (text) ? start : SFL_TIME_NONE,
                .word_start = SFL_ROWS_NOWHERE };

  if (!sfl_transcript_builder_begin_line (self->builder, start, end, -1))
    return FALSE;
  sfl_rows_init (&line.rows, self->builder);
  sfl_line_scanner_init (&scanner, text.start, text.end - text.start);
  while (sfl_line_scanner_next (&scanner, &row)) {
    sfl_rows_break (&line.rows);
    add_row (&line, row);
  }
  /* A stamp at the end of the text, where nothing else says when the line ends. */
  if (line.has_stamps && line.stamp != SFL_TIME_NONE && end == SFL_TIME_NONE)
    sfl_transcript_builder_set_line_end (self->builder, line.stamp);
  end_word (&line, SFL_TIME_NONE);
  sfl_rows_end (&line.rows);
  sfl_transcript_builder_end_line (self->builder);

  return TRUE;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *x = a, *y = b;

  return x->time < y->time ? -1 : x->time > y->time;
}

/* A small file must not become a huge one by its stamps. */
static gboolean
may_repeat (Reader *self, const Entry *entry)
{
  if (entry->shift == 0)
    return TRUE;
  if (entry->length > self->repeatable) {
    sfl_transcript_builder_warn (self->builder, 0, SFL_WARNING_IGNORED,
                                 _ ("A text with very many times is shown only at some of them"));
    return FALSE;
  }
  self->repeatable -= entry->length;

  return TRUE;
}

/* Adds all lines, those of one time together: the same lyrics in two languages. */
static void
add_lines (Reader *self)
{
  const Entry *entries = (const Entry *) self->entries->data;
  guint n = self->entries->len, next;

  for (guint i = 0; i < n; i = next) {
    SflTime end = SFL_TIME_NONE;

    next = i + 1;
    while (next < n && entries[next].time == entries[i].time)
      next++;
    if (next == n && self->length > entries[i].time && self->length <= SFL_TIME_MAX)
      end = move (self->length, -self->offset);
    else if (next < n && entries[next].length == 0)
      end = move (entries[next].time, -self->offset);

    for (guint j = i; j < next; j++)
      if (entries[j].length > 0 && may_repeat (self, &entries[j]) &&
          !add_line (self, &entries[j], end))
        return;
  }
}

/* Whether the stamp has minutes, seconds and a fraction, as only lyrics have. */
static gboolean
is_exact (const char *p, const char *end)
{
  guint n_colons = 0, n_points = 0;

  for (; p < end; p++) {
    n_colons += *p == ':';
    n_points += *p == '.' || *p == ',';
  }

  return n_colons == 1 && n_points == 1;
}

/* Whether at least a third of the first lines begin with a time to the hundredth, or with
 * any time below a tag of LRC; the others may be rows.
 */
gboolean
sfl_lrc_sniff (const char *text, gsize length)
{
  SflLineScanner scanner;
  SflSlice line, key, value;
  guint n = 0, n_exact = 0, n_stamps = 0, n_tags = 0;

  sfl_line_scanner_init (&scanner, text, length);
  while (n < SNIFF_LINES && sfl_line_scanner_next (&scanner, &line)) {
    const char *p;
    SflTime time;

    line = sfl_slice_trim_invisible (line);
    if (sfl_slice_is_empty (line))
      continue;
    p = line.start;
    if (take_stamp (&p, line.end, "[", "]", &time)) {
      const char *again = p;

      n_stamps++;
      n_exact += is_exact (line.start, p) || take_stamp (&again, line.end, "[", "]", &time);
    } else if (*line.start == '[' && line.end[-1] == ']') {
      n_tags += n_stamps == 0 && split_tag (line, &key, &value);
      continue;
    }
    n++;
  }

  return (n_exact > 0 && n_exact * 3 >= n) || (n_tags > 0 && n_stamps * 2 > n);
}

gboolean
sfl_lrc_parse (SflTranscriptBuilder *builder,
               const char *text,
               gsize length,
               const SflParseOptions *options,
               GError **error)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  Reader self = { .builder = builder,
                  .text = text,
                  .entries = entries,
                  .sorted = TRUE,
                  .repeatable = MAX_REPEATED * length };
  SflLineScanner scanner;
  SflSlice line;

  sfl_line_scanner_init (&scanner, text, length);
  while (sfl_line_scanner_next (&scanner, &line)) {
    line = sfl_slice_trim_invisible (line);
    if (!sfl_slice_is_empty (line))
      read_line (&self, scanner.number, line);
  }
  close_lyrics (&self);
  if (!self.sorted)
    g_array_sort (entries, compare_entries);
  add_lines (&self);

  return TRUE;
}
