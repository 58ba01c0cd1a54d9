/* sfl-ass.c: SubStation Alpha subtitles, SSA and ASS
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A transcript needs the text, who says it and its karaoke times; the rest of a script
 * is styles and places.  So a line that begins with "Dialogue:" is an event, in whatever
 * section or without one, and embedded fonts and pictures, which have no small letters,
 * can never look like one.  Any thread.
 */

#include "config.h"

#include "sfl-ass.h"

#include "sfl-line-scanner.h"
#include "sfl-rows.h"
#include "sfl-timestamp.h"

#include <glib/gi18n-lib.h>

/* Bytes in which a script must show what it is. */
#define MAX_SNIFF_BYTES (64 * 1024)

#define MAX_COLUMNS 32

/* Shows nothing. */
#define WORD_JOINER "\xe2\x81\xa0"

#define CENTISECOND (10 * SFL_MSECOND)

/* Of a syllable whose tag has no number. */
#define USUAL_SYLLABLE (100 * CENTISECOND)

/* Where an event has what, counted in commas; -1 for nowhere. */
typedef struct {
  int n;
  int start;
  int end;
  int name;
  int text;
} Columns;

/* What a script without a Format line has. */
static const Columns usual_columns = { 10, 1, 2, 4, 9 };

typedef struct {
  SflTranscriptBuilder *builder;
  Columns columns;
  SflSlice name; /* of the event before */
  int speaker;
} Reader;

/* An event whose text is being taken over. */
typedef struct {
  SflRows rows;
  SflTime start;
  SflTime syllable; /* when it begins, SFL_TIME_NONE outside karaoke */
  SflTime next_syllable;
  gsize word_start; /* of the syllable, SFL_ROWS_NOWHERE while it has no text */
  gboolean in_drawing;
  gboolean has_drawing;
} Event;

/* Cuts @line at its commas, the last field excepted: fields before that of the text are
 * counted from the left, those after it from the right, since texts have commas, too.
 */
static gboolean
split_fields (SflSlice line, int n, int text, SflSlice *fields)
{
  for (int i = 0; i < text; i++) {
    const char *comma = sfl_slice_find (line, ',');

    if (comma == NULL)
      return FALSE;
    fields[i] = (SflSlice){ line.start, comma };
    line.start = comma + 1;
  }
  for (int i = n - 1; i > text; i--) {
    const char *p = line.end;

    while (p > line.start && p[-1] != ',')
      p--;
    if (p == line.start)
      return FALSE;
    fields[i] = (SflSlice){ p, line.end };
    line.end = p - 1;
  }
  fields[text] = line;

  return TRUE;
}

/* Reads "Format: Layer, Start, End, …".  That of the styles has no times. */
static void
read_format (Reader *self, SflSlice line)
{
  Columns columns = { 0, -1, -1, -1, -1 };

  for (; columns.n < MAX_COLUMNS; columns.n++) {
    const char *comma = sfl_slice_find (line, ',');
    SflSlice name = sfl_slice_trim ((SflSlice){ line.start, comma != NULL ? comma : line.end });

    if (sfl_slice_is_word (name, "Start"))
      columns.start = columns.n;
    else if (sfl_slice_is_word (name, "End"))
      columns.end = columns.n;
    else if (sfl_slice_is_word (name, "Name") || sfl_slice_is_word (name, "Actor"))
      columns.name = columns.n;
    else if (sfl_slice_is_word (name, "Text"))
      columns.text = columns.n;
    if (comma == NULL) {
      columns.n++;
      break;
    }
    line.start = comma + 1;
  }

  if (columns.start >= 0 && columns.text >= 0)
    self->columns = columns;
}

/* Editors give a title where the author gave none. */
static void
read_title (Reader *self, SflSlice title)
{
  static const char *const none[] = { "Default Aegisub file", "Default file", "<untitled>",
                                      "untitled", "New subtitles" };

  title = sfl_slice_trim (title);
  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    if (sfl_slice_is_word (title, none[i]))
      return;
  if (!sfl_slice_is_empty (title))
    sfl_transcript_builder_set_meta (self->builder, SFL_META_TITLE, title.start,
                                     title.end - title.start);
}

static void
end_syllable (Event *event)
{
  if (event->syllable != SFL_TIME_NONE && event->word_start != SFL_ROWS_NOWHERE)
    sfl_transcript_builder_add_word (event->rows.builder, event->word_start,
                                     event->rows.text_end - event->word_start, event->syllable,
                                     event->next_syllable, -1);
  event->word_start = SFL_ROWS_NOWHERE;
}

/* Adds what stands between two overrides. */
static void
add_run (Event *event, const char *p, const char *end)
{
  gsize at;

  if (p == end)
    return;
  if (event->in_drawing) {
    event->has_drawing = TRUE;
    return;
  }
  at = sfl_rows_add (&event->rows, (SflSlice){ p, end });
  event->word_start = MIN (event->word_start, at);
}

/* Reads the number of a karaoke tag, in hundredths of a second. */
static SflTime
read_centiseconds (const char *p, const char *end)
{
  SflTime time = 0, unit = CENTISECOND;
  gboolean in_fraction = FALSE;

  if (p == end || !g_ascii_isdigit (*p))
    return USUAL_SYLLABLE;
  for (; p < end; p++) {
    if (*p == '.' && !in_fraction) {
      in_fraction = TRUE;
    } else if (!g_ascii_isdigit (*p)) {
      break;
    } else if (in_fraction) {
      unit /= 10;
      time += (*p - '0') * unit;
    } else {
      time = MIN (time * 10 + (*p - '0') * CENTISECOND, SFL_TIME_MAX);
    }
  }

  return time;
}

/* \k, \K, \kf and \ko say how long a syllable lasts, \kt when the next begins. */
static void
read_karaoke (Event *event, const char *p, const char *end)
{
  SflTime time;

  if (p < end && *p == 't') {
    event->next_syllable = MIN (event->start + read_centiseconds (p + 1, end), SFL_TIME_MAX);
    return;
  }
  if (p < end && (*p == 'f' || *p == 'o'))
    p++;
  if (p < end && g_ascii_isalpha (*p))
    return;

  end_syllable (event);
  time = read_centiseconds (p, end);
  /* What lasts no time is never sung: its text has none. */
  event->syllable = time > 0 ? event->next_syllable : SFL_TIME_NONE;
  event->next_syllable = MIN (event->next_syllable + time, SFL_TIME_MAX);
}

/* Reads the tags between braces: only those of karaoke and drawings concern us. */
static void
read_overrides (Event *event, SflSlice block)
{
  const char *p;

  while ((p = sfl_slice_find (block, '\\')) != NULL) {
    p++;
    if (p < block.end && (*p == 'k' || *p == 'K'))
      read_karaoke (event, p + 1, block.end);
    else if (block.end - p >= 2 && *p == 'p' && g_ascii_isdigit (p[1]))
      event->in_drawing = p[1] != '0';
    block.start = p;
  }
}

/* Reads what follows a backslash in the text.  Returns the bytes to step over. */
static gsize
read_escape (Event *event, const char *p, const char *end)
{
  static const char space[] = " ";
  const char *backslash = p - 1;

  if (p == end)
    return 0;

  switch (*p) {
  case 'N':
    if (!event->in_drawing)
      sfl_rows_break (&event->rows);
    return 1;
  case 'n':
  case 'h':
    add_run (event, space, space + 1);
    return 1;
  case '{':
  case '}':
    add_run (event, p, p + 1);
    return 1;
  default:
    /* Our writer parts a backslash that has no meaning from what follows. */
    if (!sfl_slice_take (&p, end, WORD_JOINER))
      return 0;
    add_run (event, backslash, backslash + 1);
    return strlen (WORD_JOINER);
  }
}

/* The last brace that closes an override, NULL when @text has none. */
static const char *
find_last_close (SflSlice text)
{
  const char *p = text.end;

  if (sfl_slice_find (text, '{') == NULL)
    return NULL;
  while (p > text.start && p[-1] != '}')
    p--;

  return p > text.start ? p - 1 : NULL;
}

static void
read_text (Event *event, SflSlice text)
{
  const char *last_close = find_last_close (text);
  const char *run = text.start, *p = text.start;

  while (p < text.end) {
    if (*p == '{' && last_close != NULL && p < last_close) {
      const char *close = memchr (p, '}', text.end - p);

      add_run (event, run, p);
      read_overrides (event, (SflSlice){ p + 1, close });
      run = p = close + 1;
    } else if (*p == '\\') {
      gsize n;

      add_run (event, run, p);
      n = read_escape (event, p + 1, text.end);
      run = n > 0 ? p + 1 + n : p;
      p += 1 + n;
    } else {
      p++;
    }
  }
  add_run (event, run, text.end);
  end_syllable (event);
  sfl_rows_end (&event->rows);
}

/* Old scripts have NTP, for nobody, where a name should be. */
static int
find_speaker (Reader *self, SflSlice name)
{
  name = sfl_slice_trim (name);
  if (sfl_slice_is_empty (name) || sfl_slice_is_word (name, "NTP"))
    return -1;
  if (self->speaker < 0 || !sfl_slice_equal (name, self->name)) {
    self->name = name;
    self->speaker =
        sfl_transcript_builder_add_speaker (self->builder, name.start, name.end - name.start);
  }

  return self->speaker;
}

static gboolean
read_times (const Columns *columns,
            const SflSlice *fields,
            SflTime *start,
            SflTime *end,
            gboolean *negative)
{
  SflSlice field = sfl_slice_trim (fields[columns->start]);

  if (!sfl_timestamp_take_ass (&field.start, field.end, start, negative))
    return FALSE;
  *end = SFL_TIME_NONE;
  if (columns->end < 0)
    return TRUE;
  field = sfl_slice_trim (fields[columns->end]);

  return sfl_timestamp_take_ass (&field.start, field.end, end, negative);
}

/* Returns: FALSE when no more lines are wanted */
static gboolean
read_event (Reader *self, guint number, SflSlice line)
{
  SflSlice fields[MAX_COLUMNS];
  gboolean negative = FALSE;
  SflTime start, end;
  Event event;

  if (!split_fields (line, self->columns.n, self->columns.text, fields) ||
      !read_times (&self->columns, fields, &start, &end, &negative)) {
    sfl_transcript_builder_warn (self->builder, number, SFL_WARNING_IGNORED,
                                 _ ("A time that cannot be read was ignored, with its text"));
    return TRUE;
  }
  if (start > SFL_TIME_MAX) {
    sfl_transcript_builder_warn (self->builder, number, SFL_WARNING_IGNORED,
                                 _ ("A time beyond 1000 hours was ignored, with its text"));
    return TRUE;
  }
  if (negative)
    sfl_transcript_builder_warn (self->builder, number, SFL_WARNING_REPAIRED,
                                 _ ("A time before the beginning became 0:00"));
  if (end > SFL_TIME_MAX)
    end = SFL_TIME_NONE;
  if (end < start && end != SFL_TIME_NONE)
    sfl_transcript_builder_warn (self->builder, number, SFL_WARNING_REPAIRED,
                                 _ ("A cue that ends before it starts lasts until the next one"));

  if (!sfl_transcript_builder_begin_line (self->builder, start, end,
                                          self->columns.name >= 0
                                              ? find_speaker (self, fields[self->columns.name])
                                              : -1))
    return FALSE;

  event = (Event){ .start = start,
                   .syllable = SFL_TIME_NONE,
                   .next_syllable = start,
                   .word_start = SFL_ROWS_NOWHERE };
  sfl_rows_init (&event.rows, self->builder);
  read_text (&event, fields[self->columns.text]);
  if (event.has_drawing && event.rows.text_end == 0)
    sfl_transcript_builder_drop_line (self->builder);
  else
    sfl_transcript_builder_end_line_once (self->builder);

  return TRUE;
}

static gboolean
is_event (SflSlice line)
{
  SflSlice fields[MAX_COLUMNS];
  gboolean negative = FALSE;
  SflTime start, end;

  if (!sfl_slice_take (&line.start, line.end, "Dialogue:"))
    return FALSE;

  /* Whatever its columns are, the first two times of a script stand side by side. */
  if (split_fields (line, 4, 3, fields)) {
    static const Columns times[] = { { 4, 1, 2, -1, 3 }, { 4, 0, 1, -1, 3 } };

    return read_times (&times[0], fields, &start, &end, &negative) ||
           read_times (&times[1], fields, &start, &end, &negative);
  }

  return FALSE;
}

/* The headings of a script, or an event without any. */
gboolean
sfl_ass_sniff (const char *text, gsize length)
{
  SflLineScanner scanner;
  SflSlice line;

  sfl_line_scanner_init (&scanner, text, MIN (length, MAX_SNIFF_BYTES));
  while (sfl_line_scanner_next (&scanner, &line)) {
    line = sfl_slice_trim_invisible (line);
    if (sfl_slice_is_word (line, "[Script Info]") || sfl_slice_is_word (line, "[V4+ Styles]") ||
        sfl_slice_is_word (line, "[V4 Styles]") || is_event (line))
      return TRUE;
  }

  return FALSE;
}

gboolean
sfl_ass_parse (SflTranscriptBuilder *builder,
               const char *text,
               gsize length,
               const SflParseOptions *options,
               GError **error)
{
  Reader self = { .builder = builder, .columns = usual_columns, .speaker = -1 };
  SflLineScanner scanner;
  SflSlice line;
  gboolean more = TRUE;

  sfl_line_scanner_init (&scanner, text, length);
  while (more && sfl_line_scanner_next (&scanner, &line)) {
    line = sfl_slice_trim (line);
    if (sfl_slice_take (&line.start, line.end, "Dialogue:"))
      more = read_event (&self, scanner.number, line);
    else if (sfl_slice_take (&line.start, line.end, "Format:"))
      read_format (&self, line);
    else if (sfl_slice_take (&line.start, line.end, "Title:"))
      read_title (&self, line);
  }

  return TRUE;
}
