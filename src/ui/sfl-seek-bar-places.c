/* sfl-seek-bar-places.c: what the seek bar tells of a place
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Main thread only.
 */

#include "config.h"

#include "sfl-seek-bar-private.h"

#include "sfl-label.h"

/* More has no room in the tip, and a line may be a megabyte. */
#define MAX_LETTERS 200

/* Playing has gone on so far: what was told when a key was pressed is no longer here. */
#define TIP_LASTS (2 * SFL_SECOND)

static char *
dup_start (const char *text)
{
  const char *end = text;

  for (guint i = 0; i < MAX_LETTERS && *end != '\0'; i++)
    end = g_utf8_next_char (end);

  return g_strndup (text, end - text);
}

/* As it is told; empty when it is not to be listed. */
char *
sfl_seek_bar_dup_title (const SflChapter *chapter)
{
  g_autofree char *start = dup_start (chapter->title);

  return g_strstrip (g_strdelimit (sfl_label_clean (start), "\n", ' '));
}

/* The chapter that @time is in, -1 before the first. */
int
sfl_seek_bar_find_chapter (SflSeekBar *self, SflTime time)
{
  guint low = 0, high = self->chapters ? self->chapters->len : 0;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (g_array_index (self->chapters, SflChapter, middle).start <= time)
      low = middle + 1;
    else
      high = middle;
  }

  return (int) low - 1;
}

/* NULL for -1. */
const char *
sfl_seek_bar_get_chapter_title (SflSeekBar *self, int chapter)
{
  return chapter >= 0 ? g_array_index (self->chapters, SflChapter, chapter).title : NULL;
}

/* The line spoken at @time, or NULL where the transcript says nothing. */
static char *
dup_line_at (SflSeekBar *self, SflTime time)
{
  g_autofree char *text = NULL;
  g_autofree char *start = NULL;
  char *clean;
  const SflLine *lines;
  guint n_lines;
  int line;

  if (self->transcript == NULL || sfl_transcript_find_hole (self->transcript, time) >= 0)
    return NULL;

  line = sfl_transcript_find_line (self->transcript, time);
  lines = sfl_transcript_get_lines (self->transcript, &n_lines);
  if (line < 0 || (line == (int) n_lines - 1 && time >= lines[line].end))
    return NULL;

  text = sfl_transcript_dup_line_text (self->transcript, line);
  start = dup_start (text);
  clean = sfl_label_clean (start);

  return g_strstrip (g_strdelimit (clean, "\n", ' '));
}

/* Tells what is at @time, above the place. */
void
sfl_seek_bar_show_tip (SflSeekBar *self, SflTime time)
{
  g_autofree char *clock = NULL;
  g_autofree char *line = NULL;

  if (!sfl_seek_bar_is_seekable (self))
    return;

  self->tip_time = time;
  clock = sfl_time_to_string (time, self->duration);
  line = dup_line_at (self, time);
  sfl_seek_tip_show (self->tip, sfl_seek_bar_get_x (self, time), clock,
                     sfl_seek_bar_get_chapter_title (self, sfl_seek_bar_find_chapter (self, time)),
                     line);
}

void
sfl_seek_bar_hide_tip (SflSeekBar *self)
{
  if (!SFL_TIME_IS_VALID (self->tip_time))
    return;

  self->tip_time = SFL_TIME_NONE;
  sfl_seek_tip_hide (self->tip);
}

/* What a key asked for goes when the playhead has left the place. */
void
sfl_seek_bar_outdate_tip (SflSeekBar *self)
{
  if (SFL_TIME_IS_VALID (self->tip_time) && self->hover_x < 0 &&
      !SFL_TIME_IS_VALID (self->drag_time) && ABS (self->position - self->tip_time) > TIP_LASTS)
    sfl_seek_bar_hide_tip (self);
}
