/* sfl-table.c: tables with a column of times
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The plan says which column holds what; here it is followed.  A row without a time goes
 * on with the text above it.  Any thread.
 */

#include "config.h"

#include "sfl-table.h"

#include "sfl-error.h"
#include "sfl-speaker-census.h"
#include "sfl-table-plan.h"

#include <glib/gi18n-lib.h>

typedef struct {
  SflTranscriptBuilder *builder;
  const SflTablePlan *plan;
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
get_text (const SflTablePlan *plan, const SflRow *row, gboolean *quoted)
{
  guint first = plan->columns[SFL_COLUMN_TEXT];
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
  int cell = sfl_table_plan_find_cell (self->plan, row, SFL_COLUMN_SPEAKER);

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

  if (!sfl_table_plan_read_time (self->plan, row, SFL_COLUMN_START, &start, &strong)) {
    read_text_row (self, row);
    return TRUE;
  }
  if (!sfl_table_plan_read_time (self->plan, row, SFL_COLUMN_END, &end, &strong) &&
      sfl_table_plan_read_time (self->plan, row, SFL_COLUMN_DURATION, &end, &strong) &&
      end <= SFL_TIME_MAX && start <= SFL_TIME_MAX)
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
sfl_table_sniff (const char *text, gsize length)
{
  SflParseOptions options = { 0 };
  SflTablePlan plan;

  return sfl_table_plan_make (&plan, text, length, &options);
}

gboolean
sfl_table_parse (SflTranscriptBuilder *builder,
                 const char *text,
                 gsize length,
                 const SflParseOptions *options,
                 GError **error)
{
  SflTablePlan plan;
  Reader self = { .builder = builder, .plan = &plan };
  SflRowScanner scanner;
  SflRow row;
  gboolean more = TRUE;

  if (!sfl_table_plan_make (&plan, text, length, options)) {
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
