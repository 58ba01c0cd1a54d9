/* sfl-text-writer.c: a transcript as text: without times, with times, as Markdown
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One row a line, so that it can be pasted anywhere and read back: what is written with
 * times is a shape that pasted text has.
 */

#include "config.h"

#include "sfl-line-walker.h"
#include "sfl-output.h"
#include "sfl-speaker-census.h"
#include "sfl-stamp.h"
#include "sfl-writers.h"

/* The title in one row, and a blank one after it. */
static void
append_title (GString *out, SflTranscript *transcript, const char *sign)
{
  g_autofree char *title = sfl_output_dup_meta (transcript, SFL_META_TITLE);

  if (title != NULL)
    g_string_append_printf (out, "%s%s\n\n", sign, g_strdelimit (title, "\n", ' '));
}

GBytes *
sfl_plain_text_write (SflTranscript *transcript, const SflWriteOptions *options, GError **error)
{
  g_auto (SflLineWalker) walker = { 0 };
  GString *out = g_string_new (NULL);
  SflWalkedLine line;

  sfl_line_walker_init (&walker, transcript, 1);
  while (sfl_line_walker_next (&walker, &line)) {
    if (sfl_slice_is_empty (line.text))
      continue;
    if (line.name != NULL)
      sfl_speaker_prefix_append (out, line.name);
    sfl_output_one_row (out, line.text);
    g_string_append_c (out, '\n');
  }

  return sfl_output_end (out);
}

/* The dash that begins a row of speech would be taken for what parts it from its time. */
static void
protect_dash (GString *out, SflSlice text)
{
  if (sfl_stamp_begins_apart (text))
    g_string_append (out, "- ");
}

/* [01:02:03.456] Name: text */
GBytes *
sfl_timed_text_write (SflTranscript *transcript, const SflWriteOptions *options, GError **error)
{
  static const SflClockStyle style = { .n_hour_digits = 2, .sign = '.', .n_decimals = 3 };
  g_auto (SflLineWalker) walker = { 0 };
  GString *out = g_string_new (NULL);
  SflWalkedLine line;

  append_title (out, transcript, "");
  sfl_line_walker_init (&walker, transcript, SFL_MSECOND);
  while (sfl_line_walker_next (&walker, &line)) {
    if (sfl_slice_is_empty (line.text))
      continue;
    g_string_append_c (out, '[');
    sfl_output_clock (out, line.start, style);
    g_string_append (out, "] ");
    if (line.name != NULL)
      sfl_speaker_prefix_append (out, line.name);
    else
      protect_dash (out, line.text);
    sfl_output_one_row (out, line.text);
    g_string_append_c (out, '\n');
  }

  return sfl_output_end (out);
}

/* What Markdown would take for a mark of its own gets a backslash. */
static void
append_markdown (GString *out, SflSlice text)
{
  for (const char *p = text.start; p < text.end; p++) {
    if (strchr ("\\`*_<[", *p) != NULL)
      g_string_append_c (out, '\\');
    g_string_append_c (out, *p == '\n' ? ' ' : *p);
  }
}

/* **Name:** [1:02:03] text */
GBytes *
sfl_markdown_write (SflTranscript *transcript, const SflWriteOptions *options, GError **error)
{
  static const SflClockStyle style = { .n_hour_digits = 1 };
  g_auto (SflLineWalker) walker = { 0 };
  GString *out = g_string_new (NULL);
  SflWalkedLine line;

  append_title (out, transcript, "# ");
  sfl_line_walker_init (&walker, transcript, SFL_SECOND);
  while (sfl_line_walker_next (&walker, &line)) {
    if (sfl_slice_is_empty (line.text))
      continue;
    if (line.name != NULL) {
      g_string_append (out, "**");
      append_markdown (out, (SflSlice){ line.name, line.name + strlen (line.name) });
      g_string_append (out, ":** ");
    }
    g_string_append_c (out, '[');
    sfl_output_clock (out, line.start, style);
    g_string_append (out, "] ");
    protect_dash (out, line.text);
    append_markdown (out, line.text);
    g_string_append (out, "\n\n");
  }

  return sfl_output_end (out);
}
