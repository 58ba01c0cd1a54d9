/* sfl-transcript-timing.c: what a file leaves open about its times
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sorts the lines, gives each an end, marks the holes, and gives each word an end.
 * Any thread; on the parts of one transcript that nobody else has yet.
 */

#include "config.h"

#include "sfl-transcript-private.h"

#include <string.h>

/* A line of known end keeps its silence up to this long; a longer one is a hole. */
#define MAX_PAUSE (5 * SFL_SECOND)

/* A line of unknown end reaches to the next one, unless that would take more
 * than 0.2 s a character + 3 s: then something was said that nobody wrote down.
 * Measured on real episodes, where the slowest tenth of lines has 13 characters
 * a second.
 */
#define SLOW_CHARACTER (200 * SFL_MSECOND)
#define SLOW_LINE (3 * SFL_SECOND)

/* No line of unknown end is shorter: "Yes." before a hole would only flash. */
#define SHORT_LINE SFL_SECOND

/* How long the last line lasts where nothing tells. */
#define LAST_LINE (5 * SFL_SECOND)

/* Characters a second: what speech can be, and what it is where nothing tells. */
#define MIN_SPEED 5.0
#define MAX_SPEED 40.0
#define USUAL_SPEED 15.0

/* Lines looked at for an episode's median speed. */
#define MAX_SPEED_SAMPLES 10000

/* A line without a time in a timed transcript is spoken with the line before it. */
static void
give_starts (SflTranscriptParts *parts)
{
  SflTime start = 0;

  for (guint i = 0; i < parts->n_lines; i++) {
    if (parts->lines[i].start == SFL_TIME_NONE)
      parts->lines[i].start = start;
    start = parts->lines[i].start;
  }
}

static int
compare_starts (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const SflLine *lines = user_data;
  guint32 i = *(const guint32 *) a, j = *(const guint32 *) b;

  if (lines[i].start != lines[j].start)
    return lines[i].start < lines[j].start ? -1 : 1;

  return i < j ? -1 : i > j;
}

/* Puts the lines, their text and their words in the order of their starts.
 * Lines of one start keep the file's order: two speakers often share a second.
 */
static void
sort_lines (SflTranscriptParts *parts)
{
  g_autofree guint32 *order = g_new (guint32, parts->n_lines);
  SflLine *lines = g_new (SflLine, parts->n_lines);
  SflWord *words = parts->n_words > 0 ? g_new (SflWord, parts->n_words) : NULL;
  g_autofree guint32 *first_words = g_new (guint32, parts->n_lines + 1);
  char *text = g_malloc (parts->text_length + 1);
  gsize length = 0;
  guint n_words = 0;

  for (guint i = 0, w = 0; i < parts->n_lines; i++) {
    order[i] = i;
    while (w < parts->n_words && parts->words[w].offset < parts->lines[i].offset)
      w++;
    first_words[i] = w;
  }
  first_words[parts->n_lines] = parts->n_words;
  g_qsort_with_data (order, parts->n_lines, sizeof *order, compare_starts, parts->lines);

  for (guint i = 0; i < parts->n_lines; i++) {
    const SflLine *from = &parts->lines[order[i]];

    for (guint w = first_words[order[i]]; w < first_words[order[i] + 1]; w++) {
      words[n_words] = parts->words[w];
      words[n_words++].offset += length - from->offset;
    }
    lines[i] = *from;
    lines[i].offset = length;
    memcpy (text + length, parts->text + from->offset, from->length + 1);
    length += from->length + 1;
  }

  text[length] = '\0';

  g_free (parts->lines);
  g_free (parts->words);
  g_free (parts->text);
  parts->lines = lines;
  parts->words = words;
  parts->text = text;
}

static gsize
count_characters (const char *text, gsize length)
{
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    n += (text[i] & 0xc0) != 0x80;

  return n;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* The line after the last that starts when @line does: together they are a block. */
static guint
find_block_end (const SflTranscriptParts *parts, guint line)
{
  guint end = line + 1;

  while (end < parts->n_lines && parts->lines[end].start == parts->lines[line].start)
    end++;

  return end;
}

/* The text of a block is in one piece, with line breaks for spaces. */
static gsize
count_block_characters (const SflTranscriptParts *parts, guint first, guint end)
{
  gsize offset = parts->lines[first].offset;

  return count_characters (parts->text + offset,
                           parts->lines[end - 1].offset + parts->lines[end - 1].length - offset);
}

/* Median characters a second, where a block lasts until the next. */
static double
measure_speed (const SflTranscriptParts *parts)
{
  g_autoptr (GArray) speeds = g_array_new (FALSE, FALSE, sizeof (double));
  guint step = MAX (1, parts->n_lines / MAX_SPEED_SAMPLES);

  for (guint i = 0; i < parts->n_lines; i += step) {
    guint end;
    gsize n;

    if (i > 0 && parts->lines[i - 1].start == parts->lines[i].start)
      continue;
    end = find_block_end (parts, i);
    if (end == parts->n_lines)
      break;
    n = count_block_characters (parts, i, end);
    if (n > 0) {
      double speed = n * (double) SFL_SECOND / (parts->lines[end].start - parts->lines[i].start);

      g_array_append_val (speeds, speed);
    }
  }

  if (speeds->len == 0)
    return USUAL_SPEED;
  g_array_sort (speeds, compare_doubles);

  return CLAMP (g_array_index (speeds, double, speeds->len / 2), MIN_SPEED, MAX_SPEED);
}

static void
add_hole (GArray *holes, SflTime start, SflTime end, guint line)
{
  SflHole hole = { start, end, line, SFL_HOLE_UNKNOWN };

  g_array_append_val (holes, hole);
}

/* When a block of unknown end ends, and whether that is a guess. */
static SflTime
estimate_end (const SflTranscriptParts *parts,
              guint first,
              guint end,
              double *speed,
              gboolean *guessed)
{
  SflTime start = parts->lines[first].start;
  gsize n = count_block_characters (parts, first, end);
  SflTime length;

  *guessed = FALSE;
  if (end < parts->n_lines &&
      parts->lines[end].start - start <= (SflTime) n * SLOW_CHARACTER + SLOW_LINE)
    return parts->lines[end].start;

  *guessed = TRUE;
  if (*speed == 0)
    *speed = measure_speed (parts);
  length = (SflTime) (n / *speed * SFL_SECOND);

  return start + MAX (length, end < parts->n_lines ? SHORT_LINE : LAST_LINE);
}

/* Links each line, whose end is known, to the nearest earlier one that ends later. */
void
sfl_transcript_parts_link_lines (SflTranscriptParts *parts)
{
  parts->outlasting = g_new (gint32, parts->n_lines);
  for (guint i = 0; i < parts->n_lines; i++) {
    int earlier = (int) i - 1;

    while (earlier >= 0 && parts->lines[earlier].end <= parts->lines[i].end)
      earlier = parts->outlasting[earlier];
    parts->outlasting[i] = earlier;
  }
}

/* Gives every line an end, and finds the holes. */
static void
give_ends (SflTranscriptParts *parts)
{
  g_autoptr (GArray) holes = g_array_new (FALSE, FALSE, sizeof (SflHole));
  double speed = 0;
  SflTime last_end = SFL_TIME_NONE;
  gboolean last_end_guessed = FALSE;
  guint block = 0, block_end = 0;
  SflTime estimated = SFL_TIME_NONE; /* end of the block, once somebody asks */
  gboolean estimate_guessed = FALSE;

  for (guint i = 0; i < parts->n_lines; i++) {
    SflLine *line = &parts->lines[i];
    gboolean guessed = FALSE;

    if (i > 0 && line->start > last_end && (last_end_guessed || line->start - last_end > MAX_PAUSE))
      add_hole (holes, last_end, line->start, i - 1);

    if (i == block_end) {
      block = i;
      block_end = find_block_end (parts, i);
      estimated = SFL_TIME_NONE;
    }

    if (line->end == SFL_TIME_NONE || line->end <= line->start) {
      if (estimated == SFL_TIME_NONE)
        estimated = estimate_end (parts, block, block_end, &speed, &estimate_guessed);
      line->end = estimated;
      line->flags |= SFL_LINE_END_ESTIMATED;
      guessed = estimate_guessed;
    }

    if (line->end > last_end) {
      last_end = line->end;
      last_end_guessed = guessed;
    }
  }

  parts->n_holes = holes->len;
  parts->holes = (SflHole *) g_array_free (g_steal_pointer (&holes), FALSE);
}

/* Whether @word has a time that can follow @last of the same line. */
static gboolean
is_timed (const SflWord *word, const SflWord *last)
{
  return word->start != SFL_TIME_NONE && (last == NULL || word->start >= last->start);
}

static void
estimate_word_end (SflWord *word, SflTime end)
{
  if (word->end == SFL_TIME_NONE) {
    word->end = MAX (end, word->start);
    word->flags |= SFL_WORD_END_ESTIMATED;
  }
}

/* Drops the words that have no time, except a single one between two that have,
 * and gives each an end.
 */
static void
give_word_times (SflTranscriptParts *parts)
{
  guint i = 0, n = 0;

  for (guint l = 0; l < parts->n_lines; l++) {
    const SflLine *line = &parts->lines[l];
    SflWord *last = NULL; /* kept in this line */
    gboolean after_timed = FALSE;

    for (; i < parts->n_words && parts->words[i].offset < line->offset + line->length; i++) {
      SflWord word = parts->words[i];
      const SflWord *next = &parts->words[i + 1];

      if (is_timed (&word, last)) {
        after_timed = TRUE;
      } else {
        if (!after_timed || i + 1 == parts->n_words ||
            next->offset >= line->offset + line->length || !is_timed (next, last)) {
          after_timed = FALSE;
          continue;
        }
        after_timed = FALSE;
        estimate_word_end (last, last->start + (next->start - last->start) / 2);
        if (last->end >= next->start)
          continue;
        word.start = last->end;
        word.end = next->start;
        word.flags |= SFL_WORD_ESTIMATED;
      }

      if (last)
        estimate_word_end (last, word.start);
      last = &parts->words[n++];
      *last = word;
    }

    if (last)
      estimate_word_end (last, line->end);
  }

  parts->n_words = n;
}

/* Completes the times of @parts, of which at least one line has one.
 *
 * @some_untimed: whether some lines have none
 * @unsorted: whether a line starts before the one before it
 */
void
sfl_transcript_parts_complete_times (SflTranscriptParts *parts,
                                     gboolean some_untimed,
                                     gboolean unsorted)
{
  if (some_untimed)
    give_starts (parts);
  if (unsorted)
    sort_lines (parts);
  give_ends (parts);
  sfl_transcript_parts_link_lines (parts);
  if (parts->n_words > 0)
    give_word_times (parts);
}
