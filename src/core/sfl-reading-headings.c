/* sfl-reading-headings.c: where the titles of chapters stand in the text
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any thread.
 */

#include "config.h"

#include "sfl-reading-private.h"

#include <string.h>

/* Lists of chapters count whole seconds: one that comes so soon after a line has begun,
 * begins with that line.
 */
#define SLACK SFL_SECOND

static gboolean
has_title (const SflChapter *chapter)
{
  const char *end = chapter->title + strlen (chapter->title);

  return sfl_reading_skip_space (chapter->title, end) < end;
}

/**
 * sfl_reading_place_chapters:
 * @chapters: in the order of their starts
 *
 * A chapter that begins when nothing is said any more has no place in the text: lines may
 * still come.  Where the chapters are the lines, their titles are there already.
 *
 * Returns: (transfer full): an array of SflHeading, in order
 */
GArray *
sfl_reading_place_chapters (SflTranscript *transcript, const SflChapter *chapters, guint n_chapters)
{
  GArray *headings = g_array_new (FALSE, FALSE, sizeof (SflHeading));
  guint n_lines;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);
  guint next = 0, before = 0; /* the first to begin with it or later; the first of those before */

  if (!sfl_transcript_is_timed (transcript) || sfl_transcript_has_only_chapters (transcript))
    return headings;

  for (guint i = 0; i < n_chapters; i++) {
    SflTime start = chapters[i].start;
    SflHeading heading;
    SflTime late;

    if (!has_title (&chapters[i]))
      continue;
    for (; next < n_lines && lines[next].start < start; next++)
      if (next == 0 || lines[next].start > lines[next - 1].start)
        before = next;
    heading = (SflHeading){ i, next };
    late = start - lines[before].start;
    if (next > 0 && late <= SLACK && (next == n_lines || late < lines[next].start - start))
      heading.line = before;
    if (heading.line < n_lines)
      g_array_append_val (headings, heading);
  }

  return headings;
}
