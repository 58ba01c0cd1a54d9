/* sfl-audacity.c: Audacity's labels
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "start TAB end TAB label" in seconds, one a line; old ones have the decimal sign of
 * their country.  A label at a point has two equal times.  A line that begins with a
 * backslash gives the frequencies of the one above it.  Any thread.
 */

#include "config.h"

#include "sfl-audacity.h"

#include "sfl-line-scanner.h"
#include "sfl-table.h"
#include "sfl-timestamp.h"

#include <glib/gi18n-lib.h>

/* Lines, and bytes, that must all be labels for a file to be one of labels. */
#define MAX_SAMPLE 20
#define MAX_SAMPLE_BYTES (64 * 1024)

/* Audacity writes six decimals, its imitators at least one. */
static gboolean
take_seconds (const char **p, const char *end, SflTime *time)
{
  const char *start = *p;
  gboolean minus = sfl_slice_take (p, end, "-");

  if (!sfl_timestamp_take_number (p, end, SFL_SECOND, time))
    return FALSE;
  if (minus)
    *time = 0;

  return sfl_slice_find ((SflSlice){ start, *p }, '.') != NULL ||
         sfl_slice_find ((SflSlice){ start, *p }, ',') != NULL;
}

static gboolean
read_label (SflSlice line, SflTime *start, SflTime *end, SflSlice *label)
{
  const char *p = line.start;

  if (!take_seconds (&p, line.end, start) || !sfl_slice_take (&p, line.end, "\t") ||
      !take_seconds (&p, line.end, end))
    return FALSE;
  if (p < line.end && !sfl_slice_take (&p, line.end, "\t"))
    return FALSE;
  *label = sfl_slice_trim ((SflSlice){ p, line.end });

  return TRUE;
}

gboolean
sfl_audacity_sniff (const char *text, gsize length)
{
  SflLineScanner scanner;
  SflSlice line, label;
  SflTime start, end;
  guint n = 0, n_names = 0;

  sfl_line_scanner_init (&scanner, text, MIN (length, MAX_SAMPLE_BYTES));
  while (n < MAX_SAMPLE && sfl_line_scanner_next (&scanner, &line)) {
    line = sfl_slice_trim (line);
    if (sfl_slice_is_empty (line) || *line.start == '\\')
      continue;
    if (!read_label (line, &start, &end, &label) || sfl_slice_find (label, '\t') != NULL)
      return FALSE;
    n++;
    n_names += sfl_table_is_fragment_name (label);
  }

  /* The tables of aligners look the same but for their text. */
  return n > n_names;
}

gboolean
sfl_audacity_parse (SflTranscriptBuilder *builder,
                    const char *text,
                    gsize length,
                    const SflParseOptions *options,
                    GError **error)
{
  SflLineScanner scanner;
  SflSlice line, label;
  SflTime start, end;

  sfl_transcript_builder_reserve (builder, length);
  sfl_line_scanner_init (&scanner, text, length);
  while (sfl_line_scanner_next (&scanner, &line)) {
    line = sfl_slice_trim (line);
    if (sfl_slice_is_empty (line) || *line.start == '\\')
      continue;
    if (!read_label (line, &start, &end, &label)) {
      sfl_transcript_builder_warn (builder, scanner.number, SFL_WARNING_IGNORED,
                                   _ ("A line that is no label was ignored"));
    } else if (start > SFL_TIME_MAX) {
      sfl_transcript_builder_warn (builder, scanner.number, SFL_WARNING_IGNORED,
                                   _ ("A time beyond 1000 hours was ignored, with its text"));
    } else if (sfl_slice_is_empty (label)) {
      sfl_transcript_builder_warn (builder, scanner.number, SFL_WARNING_IGNORED,
                                   _ ("A time without text was ignored"));
    } else {
      if (!sfl_transcript_builder_begin_line (builder, start, end > start ? end : SFL_TIME_NONE,
                                              -1))
        break;
      sfl_transcript_builder_append (builder, label.start, label.end - label.start);
      sfl_transcript_builder_end_line (builder);
    }
  }

  return TRUE;
}
