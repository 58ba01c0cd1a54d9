/* sfl-line-text.c: a line as it stands over a picture
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pure functions, for any thread.
 */

#include "config.h"

#include "sfl-line-text.h"

#include <string.h>

static void
append_rows (GString *shown, const char *text, gsize length)
{
  const char *end = text + length, *row_end;

  for (const char *row = text; row <= end; row = row_end + 1) {
    row_end = memchr (row, '\n', end - row);
    if (row_end == NULL)
      row_end = end;
    if (row > text)
      g_string_append_c (shown, '\n');
    sfl_reading_append_shown (shown, row, row_end - row);
  }
}

/**
 * sfl_line_text_make:
 * @reading: by lines
 * @as_markup: with what Pango's markup takes for its own escaped
 *
 * Returns: row by row, after the name of who begins to speak; free it
 */
char *
sfl_line_text_make (SflReading *reading, guint line, gboolean as_markup)
{
  const char *text = sfl_transcript_get_text (sfl_reading_get_transcript (reading), NULL);
  GString *shown = g_string_new (NULL);
  const SflBlock *blocks;
  guint n_blocks, first, n;

  blocks = sfl_reading_get_blocks (reading, &n_blocks);
  sfl_reading_find_line (reading, line, &first, &n);
  if (first > 0 && blocks[first - 1].line == line && blocks[first - 1].kind == SFL_BLOCK_SPEAKER) {
    g_autofree char *name = sfl_reading_dup_block_text (reading, first - 1, NULL);

    g_string_append_printf (shown, "%s: ", name);
  }
  for (guint i = first; i < first + n; i++) {
    /* A line too long for one paragraph is several: laying one out takes its length squared. */
    if (i > first)
      g_string_append_c (shown, '\n');
    append_rows (shown, text + blocks[i].offset, blocks[i].length);
  }

  if (as_markup) {
    g_autofree char *escaped = g_markup_escape_text (shown->str, shown->len);

    g_string_assign (shown, escaped);
  }

  return g_string_free (shown, FALSE);
}

/**
 * sfl_line_text_dup_language:
 * @tag: (nullable): of BCP 47
 *
 * Returns: (nullable): the code of ISO 639 that it begins with; free it
 */
char *
sfl_line_text_dup_language (const char *tag)
{
  gsize length = 0;

  if (tag == NULL)
    return NULL;
  while (g_ascii_isalpha (tag[length]))
    length++;
  if (length < 2 || length > 3 || (tag[length] != '\0' && tag[length] != '-' && tag[length] != '_'))
    return NULL;

  return g_ascii_strdown (tag, length);
}
