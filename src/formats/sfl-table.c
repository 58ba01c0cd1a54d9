/* sfl-table.c: tables with a column of times
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A header names the columns, in English or French and in any order; without one the
 * cells tell: two neighbours that are times and rise, and beside them the text.  Whole
 * numbers may be seconds or milliseconds, which the lengths of the lines tell.
 * Any thread.
 */

#include "config.h"

#include "sfl-table.h"

#include "sfl-error.h"
#include "sfl-row-scanner.h"
#include "sfl-speaker-census.h"
#include "sfl-timestamp.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

/* Rows, and bytes, looked at for what the columns hold. */
#define MAX_SAMPLE 50
#define MAX_SAMPLE_BYTES (64 * 1024)

/* Rows above a header: a title, "sep=;". */
#define MAX_ROWS_ABOVE 10

/* Without a header, so many rows have times in the same two columns. */
#define MIN_PERCENT 90

/* A line of a hundred seconds or more is one of milliseconds. */
#define MIN_MILLISECONDS 100

/* The longest name of a column that is looked up. */
#define MAX_NAME 32

typedef enum {
  COLUMN_START,
  COLUMN_END,
  COLUMN_DURATION,
  COLUMN_TEXT,
  COLUMN_SPEAKER,
  N_COLUMNS,
} Column;

/* Small letters alone.  Of names for one column, the one further up counts. */
static const struct {
  const char *name;
  Column column;
} names[] = {
  { "start", COLUMN_START },
  { "starttime", COLUMN_START },
  { "starttimecode", COLUMN_START },
  { "begin", COLUMN_START },
  { "begintime", COLUMN_START },
  { "in", COLUMN_START },
  { "inpoint", COLUMN_START },
  { "intime", COLUMN_START },
  { "timein", COLUMN_START },
  { "tcin", COLUMN_START },
  { "timecodein", COLUMN_START },
  { "from", COLUMN_START },
  { "onset", COLUMN_START },
  { "debut", COLUMN_START },
  { "heurededebut", COLUMN_START },
  { "tempsdedebut", COLUMN_START },
  { "depart", COLUMN_START },
  { "entree", COLUMN_START },
  { "tcentree", COLUMN_START },
  { "tcdebut", COLUMN_START },
  { "de", COLUMN_START },
  { "timecode", COLUMN_START },
  { "timestamp", COLUMN_START },
  { "time", COLUMN_START },
  { "temps", COLUMN_START },
  { "horodatage", COLUMN_START },
  { "heure", COLUMN_START },
  { "end", COLUMN_END },
  { "endtime", COLUMN_END },
  { "endtimecode", COLUMN_END },
  { "stop", COLUMN_END },
  { "out", COLUMN_END },
  { "outpoint", COLUMN_END },
  { "outtime", COLUMN_END },
  { "timeout", COLUMN_END },
  { "tcout", COLUMN_END },
  { "timecodeout", COLUMN_END },
  { "to", COLUMN_END },
  { "offset", COLUMN_END },
  { "fin", COLUMN_END },
  { "heuredefin", COLUMN_END },
  { "tempsdefin", COLUMN_END },
  { "sortie", COLUMN_END },
  { "tcsortie", COLUMN_END },
  { "tcfin", COLUMN_END },
  { "a", COLUMN_END },
  { "duration", COLUMN_DURATION },
  { "dur", COLUMN_DURATION },
  { "length", COLUMN_DURATION },
  { "duree", COLUMN_DURATION },
  { "text", COLUMN_TEXT },
  { "texte", COLUMN_TEXT },
  { "transcript", COLUMN_TEXT },
  { "transcription", COLUMN_TEXT },
  { "transcripttext", COLUMN_TEXT },
  { "caption", COLUMN_TEXT },
  { "captions", COLUMN_TEXT },
  { "subtitle", COLUMN_TEXT },
  { "subtitles", COLUMN_TEXT },
  { "soustitre", COLUMN_TEXT },
  { "soustitres", COLUMN_TEXT },
  { "utterance", COLUMN_TEXT },
  { "sentence", COLUMN_TEXT },
  { "phrase", COLUMN_TEXT },
  { "segment", COLUMN_TEXT },
  { "content", COLUMN_TEXT },
  { "contenu", COLUMN_TEXT },
  { "dialogue", COLUMN_TEXT },
  { "paroles", COLUMN_TEXT },
  { "propos", COLUMN_TEXT },
  { "word", COLUMN_TEXT },
  { "mot", COLUMN_TEXT },
  { "line", COLUMN_TEXT },
  { "ligne", COLUMN_TEXT },
  { "body", COLUMN_TEXT },
  { "label", COLUMN_TEXT },
  { "annotation", COLUMN_TEXT },
  { "description", COLUMN_TEXT },
  { "title", COLUMN_TEXT },
  { "titre", COLUMN_TEXT },
  { "speaker", COLUMN_SPEAKER },
  { "speakername", COLUMN_SPEAKER },
  { "speakerid", COLUMN_SPEAKER },
  { "speakerlabel", COLUMN_SPEAKER },
  { "locuteur", COLUMN_SPEAKER },
  { "locutrice", COLUMN_SPEAKER },
  { "intervenant", COLUMN_SPEAKER },
  { "interlocuteur", COLUMN_SPEAKER },
  { "orateur", COLUMN_SPEAKER },
  { "personnage", COLUMN_SPEAKER },
  { "character", COLUMN_SPEAKER },
  { "voice", COLUMN_SPEAKER },
  { "voix", COLUMN_SPEAKER },
  { "who", COLUMN_SPEAKER },
  { "qui", COLUMN_SPEAKER },
  { "name", COLUMN_SPEAKER },
  { "nom", COLUMN_SPEAKER },
};

/* What may follow such a name. */
static const struct {
  const char *name;
  SflTime unit;
} units[] = {
  { "", 0 },
  { "ms", SFL_MSECOND },
  { "msec", SFL_MSECOND },
  { "milliseconds", SFL_MSECOND },
  { "millisecondes", SFL_MSECOND },
  { "s", SFL_SECOND },
  { "sec", SFL_SECOND },
  { "secs", SFL_SECOND },
  { "seconds", SFL_SECOND },
  { "secondes", SFL_SECOND },
  { "hhmmss", 0 },
  { "hhmmssmmm", 0 },
  { "hhmmssff", 0 },
};

/**
 * Plan:
 * @columns: where each kind stands, -1 for nowhere
 * @n_columns: of a usual row; a text may hold separators, if it has more
 * @n_above: rows before the first of the table
 * @unit: of a number without colons; 0 while that is not known
 */
typedef struct {
  char separator;
  gboolean raw;
  int columns[N_COLUMNS];
  guint n_columns;
  guint n_above;
  SflTime unit;
  SflTimeShape shape;
  double frame_rate;
} Plan;

/* "Début (ms)" becomes "debutms".  Returns FALSE for what cannot be a name. */
static gboolean
fold_name (SflSlice name, char folded[MAX_NAME + 1])
{
  gsize n = 0;

  name = sfl_slice_trim_invisible (name);
  for (const char *p = name.start; p < name.end; p = g_utf8_next_char (p)) {
    gunichar c = g_unichar_tolower (g_utf8_get_char (p));

    if (c == 0xe9 || c == 0xe8 || c == 0xea)
      c = 'e';
    else if (c == 0xe0)
      c = 'a';
    if (c >= 'a' && c <= 'z') {
      if (n == MAX_NAME)
        return FALSE;
      folded[n++] = c;
    } else if (g_unichar_isalnum (c)) {
      return FALSE;
    }
  }
  folded[n] = '\0';

  return n > 0;
}

/* Returns the place of @cell in names, or -1. */
static int
find_name (SflSlice cell, SflTime *unit)
{
  char folded[MAX_NAME + 1];

  if (!fold_name (cell, folded))
    return -1;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    if (!g_str_has_prefix (folded, names[i].name))
      continue;
    for (gsize j = 0; j < G_N_ELEMENTS (units); j++) {
      if (strcmp (folded + strlen (names[i].name), units[j].name) == 0) {
        *unit = units[j].unit;
        return i;
      }
    }
  }

  return -1;
}

static gboolean
read_header (Plan *self, const SflRow *row)
{
  int places[N_COLUMNS];

  for (int i = 0; i < N_COLUMNS; i++)
    places[i] = self->columns[i] = -1;
  for (guint i = 0; i < row->n_cells; i++) {
    SflTime unit = 0;
    int place = find_name (row->cells[i].text, &unit);
    Column column;

    if (place < 0)
      continue;
    column = names[place].column;
    if (self->columns[column] >= 0 && places[column] <= place)
      continue;
    self->columns[column] = i;
    places[column] = place;
    if (column == COLUMN_START)
      self->unit = unit;
  }
  self->n_columns = row->n_cells;

  return self->columns[COLUMN_START] >= 0 && self->columns[COLUMN_TEXT] >= 0;
}

/* The header of Whisper's own tables, which are in milliseconds and quote nothing. */
static gboolean
is_whisper_header (const SflRow *row, char separator)
{
  return separator == '\t' && row->n_cells == 3 &&
         sfl_slice_is_word (row->cells[0].text, "start") &&
         sfl_slice_is_word (row->cells[1].text, "end") &&
         sfl_slice_is_word (row->cells[2].text, "text");
}

/* Reads a whole cell as a time.  @strong says that it looks like nothing else. */
static gboolean
read_time (const Plan *self, SflSlice cell, SflTime *time, gboolean *strong)
{
  const char *p;
  SflClock clock;
  SflTime unit = self->unit > 0 ? self->unit : SFL_SECOND;
  gboolean minus;

  cell = sfl_slice_trim_invisible (cell);
  p = cell.start;
  minus = sfl_slice_take (&p, cell.end, "-");
  cell.start = p;

  *strong = TRUE;
  if (sfl_timestamp_take_clock (&p, cell.end, SFL_TIMESTAMP_FRACTION, &clock) && p == cell.end) {
    *time = minus ? 0 : sfl_timestamp_read_clock (&clock, self->shape, self->frame_rate);
    return TRUE;
  }

  p = cell.start;
  if (!sfl_timestamp_take_number (&p, cell.end, unit, time))
    return FALSE;
  *strong = sfl_slice_find ((SflSlice){ cell.start, p }, '.') != NULL ||
            sfl_slice_find ((SflSlice){ cell.start, p }, ',') != NULL;
  if (self->unit == 0 && self->shape == SFL_TIME_SHAPE_FRAMES && *time <= SFL_TIME_MAX)
    *time = *time / self->frame_rate;
  if (minus)
    *time = 0;
  if (sfl_slice_take (&p, cell.end, "ms") && *time <= SFL_TIME_MAX)
    *time = *time / (unit / SFL_MSECOND);
  else
    sfl_slice_take (&p, cell.end, "s");

  return p == cell.end;
}

/* Where the cell of that column stands in @row: a text with separators of its own moves
 * what follows it.
 */
static int
find_cell (const Plan *self, const SflRow *row, Column column)
{
  int cell = self->columns[column];
  int extra = (int) row->n_cells - (int) self->n_columns;

  if (extra > 0 && cell > self->columns[COLUMN_TEXT])
    cell += extra;

  return cell < (int) row->n_cells ? cell : -1;
}

static gboolean
read_cell_time (const Plan *self, const SflRow *row, Column column, SflTime *time, gboolean *strong)
{
  int cell = find_cell (self, row, column);

  return cell >= 0 && read_time (self, row->cells[cell].text, time, strong);
}

static int
compare_times (const void *a, const void *b)
{
  SflTime x = *(const SflTime *) a, y = *(const SflTime *) b;

  return x < y ? -1 : x > y;
}

/* Whole numbers alone: the usual length of a line tells their unit. */
static void
judge_unit (Plan *self, const SflRow *rows, guint n_rows, SflTime media_duration)
{
  SflTime lengths[MAX_SAMPLE], start, end, last = 0;
  guint n = 0;
  gboolean strong;

  for (guint i = 0; i < n_rows; i++) {
    if (!read_cell_time (self, &rows[i], COLUMN_START, &start, &strong))
      continue;
    if (strong)
      return;
    if (read_cell_time (self, &rows[i], COLUMN_END, &end, &strong)) {
      if (strong)
        return;
      lengths[n++] = end - start;
    }
    last = MAX (last, start);
  }
  qsort (lengths, n, sizeof *lengths, compare_times);
  if ((n > 0 && lengths[n / 2] >= MIN_MILLISECONDS * SFL_SECOND) ||
      (media_duration > 0 && last > media_duration + SFL_MINUTE))
    self->unit = SFL_MSECOND;
}

static gboolean
agrees_with_header (const Plan *self, const SflRow *rows, guint n_rows)
{
  guint n = 0;
  SflTime time;
  gboolean strong;

  for (guint i = 0; i < n_rows; i++)
    n += read_cell_time (self, &rows[i], COLUMN_START, &time, &strong);

  return n > 0 && n * 2 >= n_rows;
}

/* f000001: what aligners call a piece of text that stands elsewhere. */
gboolean
sfl_table_is_fragment_name (SflSlice text)
{
  const char *p = text.start;
  guint n_letters = 0, n_digits = 0;

  for (; p < text.end && g_ascii_isalpha (*p); p++)
    n_letters++;
  for (; p < text.end && g_ascii_isdigit (*p); p++)
    n_digits++;

  return p == text.end && n_letters >= 1 && n_letters <= 8 && n_digits >= 3;
}

/* Bytes in the cells of @column, but 0 where all are numbers or names of fragments. */
static gsize
weigh_column (const SflRow *rows, guint n_rows, guint column)
{
  gsize n = 0;
  guint n_names = 0;
  guint64 number;

  for (guint i = 0; i < n_rows; i++) {
    SflSlice text = column < rows[i].n_cells ? rows[i].cells[column].text : (SflSlice){ "", "" };

    n += sfl_slice_get_length (text);
    n_names += sfl_table_is_fragment_name (text) || sfl_slice_get_number (text, &number);
  }

  return n_names < n_rows ? n : 0;
}

/* The cells that nothing else claims and that hold most. */
static int
find_text (const SflRow *rows, guint n_rows, guint n_columns, guint start)
{
  gsize most = 0;
  int best = -1;

  for (guint column = 0; column < n_columns; column++) {
    gsize n = column != start && column != start + 1 ? weigh_column (rows, n_rows, column) + 1 : 0;

    if (n > most) {
      most = n;
      best = column;
    }
  }

  return best;
}

/* Whether in nearly all rows that column and the next are times that rise.  Where they
 * are whole numbers, only the simplest of tables is believed.
 */
static gboolean
is_pair (const Plan *self, const SflRow *rows, guint n_rows, guint column, guint n_columns)
{
  guint n = 0, n_strong = 0;

  for (guint i = 0; i < n_rows; i++) {
    SflTime start, end;
    gboolean strong_start, strong_end;

    if (column + 1 < rows[i].n_cells &&
        read_time (self, rows[i].cells[column].text, &start, &strong_start) &&
        read_time (self, rows[i].cells[column + 1].text, &end, &strong_end) && start <= end) {
      n++;
      n_strong += strong_start || strong_end;
    }
  }
  if (n_strong * 2 < n && (column != 0 || n_columns != 3 || self->separator != '\t' || n < 2))
    return FALSE;

  return n > 0 && n * 100 >= n_rows * MIN_PERCENT;
}

static gboolean
find_columns (Plan *self, const SflRow *rows, guint n_rows)
{
  guint counts[SFL_ROW_MAX_CELLS + 1] = { 0 };
  guint n_columns = 0, n_shorter = 0;

  /* Texts may hold separators, so the shortest rows tell, but for a few broken ones. */
  for (guint i = 0; i < n_rows; i++)
    counts[rows[i].n_cells]++;
  do
    n_shorter += counts[++n_columns];
  while (n_shorter * 100 <= n_rows * (100 - MIN_PERCENT));
  if (n_columns < 3)
    return FALSE;

  for (int i = 0; i < N_COLUMNS; i++)
    self->columns[i] = -1;
  self->n_columns = n_columns;
  for (guint column = 0; column + 1 < n_columns; column++) {
    if (is_pair (self, rows, n_rows, column, n_columns)) {
      self->columns[COLUMN_START] = column;
      self->columns[COLUMN_END] = column + 1;
      self->columns[COLUMN_TEXT] = find_text (rows, n_rows, n_columns, column);
      return TRUE;
    }
  }

  return FALSE;
}

static guint
read_sample (const char *text, gsize length, char separator, gboolean raw, SflRow *rows)
{
  SflRowScanner scanner;
  guint n = 0;

  sfl_row_scanner_init (&scanner, text, MIN (length, MAX_SAMPLE_BYTES), separator, raw);
  while (n < MAX_SAMPLE && sfl_row_scanner_next (&scanner, &rows[n]))
    n++;
  /* The last may have been cut. */
  if (n > 1 && length > MAX_SAMPLE_BYTES && scanner.p == scanner.end)
    n--;

  return n;
}

static gboolean
make_plan_for (Plan *self, const char *text, gsize length, char separator, SflRow *rows)
{
  guint n_rows = read_sample (text, length, separator, FALSE, rows);

  self->separator = separator;
  if (n_rows == 0)
    return FALSE;

  for (guint i = 0; separator != ' ' && i < MIN (n_rows - 1, MAX_ROWS_ABOVE); i++) {
    if (rows[i].n_cells < 2 || !read_header (self, &rows[i]))
      continue;
    self->n_above = i + 1;
    if (is_whisper_header (&rows[i], separator)) {
      self->raw = TRUE;
      self->unit = SFL_MSECOND;
      n_rows = read_sample (text, length, separator, TRUE, rows);
      i = 0;
    }
    return agrees_with_header (self, rows + i + 1, n_rows - i - 1);
  }

  /* Words parted by spaces are no table unless the text is quoted. */
  for (guint i = 0; separator == ' ' && i < n_rows; i++)
    if (!rows[i].cells[rows[i].n_cells - 1].quoted)
      return FALSE;

  return find_columns (self, rows, n_rows);
}

static gboolean
make_plan (Plan *self, const char *text, gsize length, const SflParseOptions *options)
{
  static const char separators[] = { '\t', ';', ',', ' ' };
  g_autofree SflRow *rows = g_new (SflRow, MAX_SAMPLE);
  guint n_rows;

  for (gsize i = 0; i < sizeof separators; i++) {
    *self = (Plan){ .shape = options->time_shape,
                    .frame_rate = sfl_timestamp_get_frame_rate (options) };
    if (memchr (text, separators[i], MIN (length, MAX_SAMPLE_BYTES)) == NULL ||
        !make_plan_for (self, text, length, separators[i], rows))
      continue;
    if (options->time_shape == SFL_TIME_SHAPE_SECONDS)
      self->unit = SFL_SECOND;
    else if (options->time_shape == SFL_TIME_SHAPE_MILLISECONDS)
      self->unit = SFL_MSECOND;
    n_rows = read_sample (text, length, self->separator, self->raw, rows);
    if (self->unit == 0 && n_rows > self->n_above)
      judge_unit (self, rows + self->n_above, n_rows - self->n_above, options->media_duration);
    return TRUE;
  }

  return FALSE;
}

gboolean
sfl_table_sniff (const char *text, gsize length)
{
  SflParseOptions options = { 0 };
  Plan plan;

  return make_plan (&plan, text, length, &options);
}

typedef struct {
  SflTranscriptBuilder *builder;
  const Plan *plan;
  guint n_names; /* of fragments, where a text should be */
  gboolean in_line;
} Reader;

/* Appends @cell, with single quotes for doubled ones and without carriage returns. */
static void
append_cell (SflTranscriptBuilder *builder, SflSlice text, gboolean quoted)
{
  const char *run = text.start;

  for (const char *p = text.start; quoted && p < text.end; p++) {
    gboolean doubled = *p == '"' && p + 1 < text.end && p[1] == '"';

    if (!doubled && *p != '\r')
      continue;
    sfl_transcript_builder_append (builder, run, p + doubled - run);
    p += doubled;
    run = p + 1;
  }
  sfl_transcript_builder_append (builder, run, text.end - run);
}

static SflSlice
get_text (const Plan *plan, const SflRow *row, gboolean *quoted)
{
  guint first = plan->columns[COLUMN_TEXT];
  guint last = first;

  if (row->n_cells > plan->n_columns)
    last += row->n_cells - plan->n_columns;
  if (first >= row->n_cells)
    return (SflSlice){ "", "" };
  *quoted = row->cells[first].quoted;
  if (last > first && *quoted)
    last = first;

  return sfl_slice_trim ((SflSlice){ row->cells[first].text.start,
                                     row->cells[MIN (last, row->n_cells - 1)].text.end });
}

static int
read_speaker (Reader *self, const SflRow *row)
{
  int cell = find_cell (self->plan, row, COLUMN_SPEAKER);

  return cell >= 0 ? sfl_speaker_name_add (self->builder, row->cells[cell].text) : -1;
}

/* A row without a time goes on with the text above it, if it is text. */
static void
read_text_row (Reader *self, const SflRow *row)
{
  if (row->n_cells == 1 && self->in_line) {
    sfl_transcript_builder_append (self->builder, "\n", 1);
    append_cell (self->builder, row->cells[0].text, row->cells[0].quoted);
  } else {
    sfl_transcript_builder_warn (self->builder, row->number, SFL_WARNING_IGNORED,
                                 _ ("A row without a time was ignored"));
  }
}

static gboolean
read_row (Reader *self, const SflRow *row)
{
  SflTime start, end = SFL_TIME_NONE;
  gboolean strong, quoted = FALSE;
  SflSlice text;

  if (!read_cell_time (self->plan, row, COLUMN_START, &start, &strong)) {
    read_text_row (self, row);
    return TRUE;
  }
  if (!read_cell_time (self->plan, row, COLUMN_END, &end, &strong) &&
      read_cell_time (self->plan, row, COLUMN_DURATION, &end, &strong) && end <= SFL_TIME_MAX &&
      start <= SFL_TIME_MAX)
    end += start;
  if (start > SFL_TIME_MAX) {
    sfl_transcript_builder_warn (self->builder, row->number, SFL_WARNING_IGNORED,
                                 _ ("A time beyond 1000 hours was ignored, with its text"));
    return TRUE;
  }
  if (end > SFL_TIME_MAX)
    end = SFL_TIME_NONE;
  if (end != SFL_TIME_NONE && end < start)
    sfl_transcript_builder_warn (self->builder, row->number, SFL_WARNING_REPAIRED,
                                 _ ("A cue that ends before it starts lasts until the next one"));

  text = get_text (self->plan, row, &quoted);
  if (sfl_slice_is_empty (text)) {
    sfl_transcript_builder_warn (self->builder, row->number, SFL_WARNING_IGNORED,
                                 _ ("A time without text was ignored"));
    return TRUE;
  }
  self->n_names += sfl_table_is_fragment_name (text);
  self->in_line =
      sfl_transcript_builder_begin_line (self->builder, start, end, read_speaker (self, row));
  if (self->in_line)
    append_cell (self->builder, text, quoted);

  return self->in_line;
}

gboolean
sfl_table_parse (SflTranscriptBuilder *builder,
                 const char *text,
                 gsize length,
                 const SflParseOptions *options,
                 GError **error)
{
  Plan plan;
  Reader self = { .builder = builder, .plan = &plan };
  SflRowScanner scanner;
  SflRow row;
  gboolean more = TRUE;

  if (!make_plan (&plan, text, length, options)) {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_FORMAT,
                         _ ("No column of this table holds times beside a text"));
    return FALSE;
  }

  sfl_transcript_builder_reserve (builder, length);
  sfl_row_scanner_init (&scanner, text, length, plan.separator, plan.raw);
  for (guint i = 0; i < plan.n_above; i++)
    sfl_row_scanner_next (&scanner, &row);
  while (more && sfl_row_scanner_next (&scanner, &row))
    more = read_row (&self, &row);

  if (self.n_names > 0 && self.n_names == sfl_transcript_builder_get_n_lines (builder))
    sfl_transcript_builder_warn (builder, 0, SFL_WARNING_IGNORED,
                                 _ ("This file holds only names of fragments and their times; "
                                    "the text itself stands in another file"));

  return TRUE;
}
