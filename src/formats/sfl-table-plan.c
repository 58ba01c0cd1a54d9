/* sfl-table-plan.c: which column of a table holds what
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A header names the columns, in English or French and in any order; without one the
 * cells tell: two neighbours that are times and rise, and beside them the text.  Whole
 * numbers may be seconds or milliseconds, which the lengths of the lines tell.
 * Any thread.
 */

#include "config.h"

#include "sfl-table-plan.h"

#include "sfl-table.h"
#include "sfl-timestamp.h"

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

static gboolean
read_header (SflTablePlan *self, const SflRow *row)
{
  int ranks[SFL_N_COLUMNS];

  for (int i = 0; i < SFL_N_COLUMNS; i++)
    ranks[i] = self->columns[i] = -1;
  for (guint i = 0; i < row->n_cells; i++) {
    SflTime unit;
    SflColumn column;
    int rank = sfl_column_name_find (row->cells[i].text, &column, &unit);

    if (rank < 0 || (self->columns[column] >= 0 && ranks[column] <= rank))
      continue;
    self->columns[column] = i;
    ranks[column] = rank;
    if (column == SFL_COLUMN_START)
      self->unit = unit;
  }
  self->n_columns = row->n_cells;

  return self->columns[SFL_COLUMN_START] >= 0 && self->columns[SFL_COLUMN_TEXT] >= 0;
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
read_time (const SflTablePlan *self, SflSlice cell, SflTime *time, gboolean *strong)
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

/* Where the cell of that column stands in @row, -1 for nowhere: a text with separators of
 * its own moves what follows it.
 */
int
sfl_table_plan_find_cell (const SflTablePlan *self, const SflRow *row, SflColumn column)
{
  int cell = self->columns[column];
  int extra = (int) row->n_cells - (int) self->n_columns;

  if (extra > 0 && cell > self->columns[SFL_COLUMN_TEXT])
    cell += extra;

  return cell < (int) row->n_cells ? cell : -1;
}

/* @strong says that what was read looks like nothing but a time. */
gboolean
sfl_table_plan_read_time (const SflTablePlan *self,
                          const SflRow *row,
                          SflColumn column,
                          SflTime *time,
                          gboolean *strong)
{
  int cell = sfl_table_plan_find_cell (self, row, column);

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
judge_unit (SflTablePlan *self, const SflRow *rows, guint n_rows, SflTime media_duration)
{
  SflTime lengths[MAX_SAMPLE], start, end, last = 0;
  guint n = 0;
  gboolean strong;

  for (guint i = 0; i < n_rows; i++) {
    if (!sfl_table_plan_read_time (self, &rows[i], SFL_COLUMN_START, &start, &strong))
      continue;
    if (strong)
      return;
    if (sfl_table_plan_read_time (self, &rows[i], SFL_COLUMN_END, &end, &strong)) {
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
agrees_with_header (const SflTablePlan *self, const SflRow *rows, guint n_rows)
{
  guint n = 0;
  SflTime time;
  gboolean strong;

  for (guint i = 0; i < n_rows; i++)
    n += sfl_table_plan_read_time (self, &rows[i], SFL_COLUMN_START, &time, &strong);

  return n > 0 && n * 2 >= n_rows;
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
is_pair (const SflTablePlan *self, const SflRow *rows, guint n_rows, guint column, guint n_columns)
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
find_columns (SflTablePlan *self, const SflRow *rows, guint n_rows)
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

  for (int i = 0; i < SFL_N_COLUMNS; i++)
    self->columns[i] = -1;
  self->n_columns = n_columns;
  for (guint column = 0; column + 1 < n_columns; column++) {
    if (is_pair (self, rows, n_rows, column, n_columns)) {
      self->columns[SFL_COLUMN_START] = column;
      self->columns[SFL_COLUMN_END] = column + 1;
      self->columns[SFL_COLUMN_TEXT] = find_text (rows, n_rows, n_columns, column);
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
make_plan_for (SflTablePlan *self, const char *text, gsize length, char separator, SflRow *rows)
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

/* Whether @text is a table with a column of times. */
gboolean
sfl_table_plan_make (SflTablePlan *self,
                     const char *text,
                     gsize length,
                     const SflParseOptions *options)
{
  static const char separators[] = { '\t', ';', ',', ' ' };
  g_autofree SflRow *rows = g_new (SflRow, MAX_SAMPLE);
  guint n_rows;

  for (gsize i = 0; i < sizeof separators; i++) {
    *self = (SflTablePlan){ .shape = options->time_shape,
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
