/* sfl-srt-writer.c: a transcript as SubRip
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SubRip has no way to escape a character, but for the entities that most readers take
 * over from HTML.  So only that is escaped which would otherwise be no text at all.
 */

#include "config.h"

#include "sfl-line-scanner.h"
#include "sfl-line-walker.h"
#include "sfl-output.h"
#include "sfl-speaker-census.h"
#include "sfl-srt.h"
#include "sfl-writers.h"

static const SflClockStyle clock_style = { .n_hour_digits = 2, .sign = ',', .n_decimals = 3 };

/* Whether the character at @p begins a tag, an entity or an override. */
static gboolean
is_markup (const char *p, const char *end)
{
  const char *next = p + 1;

  if (next == end)
    return FALSE;
  if (*p == '<')
    return g_ascii_isalpha (*next) || *next == '/';
  if (*p == '&')
    return g_ascii_isalpha (*next) || *next == '#';
  if (*p == '{') {
    next = sfl_slice_skip_space (next, end);
    return next < end && *next == '\\';
  }

  return FALSE;
}

static void
append_row (GString *out, SflSlice row)
{
  const char *run = row.start;

  for (const char *p = row.start; p < row.end; p++) {
    gboolean escaped = FALSE;

    if (*p == '<' || *p == '&' || *p == '{')
      escaped = is_markup (p, row.end);
    else if (*p == '>')
      escaped = p - row.start >= 2 && p[-1] == '-' && p[-2] == '-';
    /* A row that would be read as a time begins with a digit in disguise. */
    if (p == row.start && sfl_srt_is_time_line (row))
      escaped = TRUE;
    if (!escaped)
      continue;

    g_string_append_len (out, run, p - run);
    if (*p == '&')
      g_string_append (out, "&amp;");
    else if (*p == '<')
      g_string_append (out, "&lt;");
    else
      g_string_append_printf (out, "&#%u;", g_utf8_get_char (p));
    run = g_utf8_next_char (p);
  }
  g_string_append_len (out, run, row.end - run);
}

GBytes *
sfl_srt_write (SflTranscript *transcript, const SflWriteOptions *options, GError **error)
{
  g_auto (SflLineWalker) walker = { 0 };
  GString *out = g_string_new (NULL);
  SflWalkedLine line;

  sfl_line_walker_init (&walker, transcript, SFL_MSECOND);
  while (sfl_line_walker_next (&walker, &line)) {
    SflLineScanner scanner;
    SflSlice row;

    sfl_output_number (out, walker.n_seen, 1);
    g_string_append_c (out, '\n');
    sfl_output_clock (out, line.start, clock_style);
    g_string_append (out, " --> ");
    sfl_output_clock (out, line.end, clock_style);
    g_string_append_c (out, '\n');
    if (line.name != NULL)
      sfl_speaker_prefix_append (out, line.name);
    if (line.name != NULL && sfl_slice_is_empty (line.text))
      g_string_append_c (out, '\n');
    sfl_line_scanner_init (&scanner, line.text.start, sfl_slice_get_length (line.text));
    while (sfl_line_scanner_next (&scanner, &row)) {
      append_row (out, row);
      g_string_append_c (out, '\n');
    }
    g_string_append_c (out, '\n');
  }

  return sfl_output_end (out);
}
