/* sfl-transcript-builder.c: from a reader's findings to a transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A reader says what it found, in any order of times and with or without
 * ends.  The builder sorts, gives every line an end, marks the holes and
 * counts what it had to repair.  Any thread, one at a time.
 */

#include "config.h"

#include "sfl-transcript-builder.h"
#include "sfl-line-set.h"
#include "sfl-transcript-private.h"

#include <glib/gi18n-lib.h>
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

/* A reader is asked to stop once in so many lines: looking costs a little. */
#define LINES_PER_LOOK 256

/* Lines looked at for an episode's median speed. */
#define MAX_SPEED_SAMPLES 10000

struct _SflTranscriptBuilder {
  SflTranscriptParts parts;

  gsize text_allocated;
  gsize lines_allocated;
  gsize words_allocated;
  GHashTable *speaker_indices; /* name -> index + 1 */
  SflLineSet line_set;         /* of sfl_transcript_builder_end_line_once() */
  GCancellable *cancellable;
  SflTime shift;
  const guint *numbers; /* of the file's lines, for those of a text taken out of it */
  gsize n_numbers;

  gboolean in_line;
  gboolean unsorted;
  gboolean full;
  gboolean full_of_chapters;
  guint line_first_word;
  guint n_untimed;
};

static void
clear_warning (gpointer data)
{
  SflWarning *warning = data;

  g_free (warning->message);
}

static void
clear_chapter (gpointer data)
{
  SflChapter *chapter = data;

  g_free (chapter->title);
}

/**
 * sfl_transcript_builder_new:
 * @format: id of the format, as in the format table
 *
 * Returns: (transfer full): a builder; end it with sfl_transcript_builder_end()
 */
SflTranscriptBuilder *
sfl_transcript_builder_new (const char *format)
{
  SflTranscriptBuilder *self = g_new0 (SflTranscriptBuilder, 1);

  self->parts.format = g_strdup (format);
  self->parts.speakers = g_ptr_array_new_with_free_func (g_free);
  self->parts.meta = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->parts.warnings = g_array_new (FALSE, FALSE, sizeof (SflWarning));
  g_array_set_clear_func (self->parts.warnings, clear_warning);
  self->parts.chapters = g_array_new (FALSE, FALSE, sizeof (SflChapter));
  g_array_set_clear_func (self->parts.chapters, clear_chapter);
  self->speaker_indices = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

void
sfl_transcript_builder_free (SflTranscriptBuilder *self)
{
  sfl_transcript_parts_clear (&self->parts);
  g_hash_table_unref (self->speaker_indices);
  sfl_line_set_clear (&self->line_set);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/* Once @cancellable is cancelled, sfl_transcript_builder_begin_line() says FALSE, so that a
 * reader ends soon; what was read until then is of no use.
 */
void
sfl_transcript_builder_set_cancellable (SflTranscriptBuilder *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
}

/* Makes room for @n more elements of @size bytes.  Growing by half keeps large
 * files near their own size; the kernel moves such blocks without copying.
 */
static gpointer
make_room (gpointer block, gsize used, gsize n, gsize size, gsize *allocated)
{
  gsize wanted = used + n;

  if (wanted <= *allocated)
    return block;

  *allocated = MAX (wanted, *allocated + *allocated / 2 + 64);

  return g_realloc_n (block, *allocated, size);
}

/* The time that a transcript keeps for that of a file.  What no recording can hold is as
 * early or as late as one can be.
 */
static SflTime
place_time (SflTranscriptBuilder *self, SflTime time)
{
  if (time == SFL_TIME_NONE)
    return SFL_TIME_NONE;

  return CLAMP (CLAMP (time, 0, SFL_TIME_MAX) + self->shift, 0, SFL_TIME_MAX);
}

/* Has @shift added to each time that follows. */
void
sfl_transcript_builder_set_shift (SflTranscriptBuilder *self, SflTime shift)
{
  self->shift = CLAMP (shift, -SFL_TIME_MAX, SFL_TIME_MAX);
}

/* Has a warning about line N speak of line @numbers[N - 1]: for a text that was taken out
 * of a file of another kind.  @numbers stays where it is until NULL is set.
 */
void
sfl_transcript_builder_set_numbers (SflTranscriptBuilder *self,
                                    const guint *numbers,
                                    gsize n_numbers)
{
  self->numbers = numbers;
  self->n_numbers = numbers != NULL ? n_numbers : 0;
}

/* Says that about @n_bytes of text will follow, to spare growing.  Room that is
 * not used costs no memory.
 */
void
sfl_transcript_builder_reserve (SflTranscriptBuilder *self, gsize n_bytes)
{
  self->parts.text =
      make_room (self->parts.text, self->parts.text_length, n_bytes + 1, 1, &self->text_allocated);
}

/**
 * sfl_transcript_builder_set_meta:
 * @key: one of SFL_META_*
 * @value: UTF-8 of @length bytes, or NUL-terminated when @length is -1
 */
void
sfl_transcript_builder_set_meta (SflTranscriptBuilder *self,
                                 const char *key,
                                 const char *value,
                                 gssize length)
{
  g_hash_table_replace (self->parts.meta, g_strdup (key),
                        length < 0 ? g_strdup (value) : g_strndup (value, length));
}

/**
 * sfl_transcript_builder_add_speaker:
 *
 * Returns: the index of @name, the same for each time it is given
 */
int
sfl_transcript_builder_add_speaker (SflTranscriptBuilder *self, const char *name, gssize length)
{
  g_autofree char *copy = length < 0 ? g_strdup (name) : g_strndup (name, length);
  int index = GPOINTER_TO_INT (g_hash_table_lookup (self->speaker_indices, copy)) - 1;

  if (index < 0) {
    index = self->parts.speakers->len;
    g_hash_table_insert (self->speaker_indices, copy, GINT_TO_POINTER (index + 1));
    g_ptr_array_add (self->parts.speakers, g_steal_pointer (&copy));
  }

  return index;
}

/**
 * sfl_transcript_builder_begin_line:
 * @start: when it begins; SFL_TIME_NONE in an untimed text
 * @end: when it ends; SFL_TIME_NONE when the file does not say
 * @speaker: from sfl_transcript_builder_add_speaker(), or -1
 *
 * Ends the line before it.
 *
 * Returns: FALSE when no more lines are wanted: the transcript holds
 *   SFL_TRANSCRIPT_MAX_LINES already, of which a warning is kept, or who asked for
 *   it does not want it any longer
 */
gboolean
sfl_transcript_builder_begin_line (SflTranscriptBuilder *self,
                                   SflTime start,
                                   SflTime end,
                                   int speaker)
{
  SflTranscriptParts *parts = &self->parts;
  SflLine *line;

  g_return_val_if_fail (speaker < (int) parts->speakers->len, FALSE);

  if (self->in_line)
    sfl_transcript_builder_end_line (self);

  if (parts->n_lines == SFL_TRANSCRIPT_MAX_LINES) {
    if (!self->full)
      sfl_transcript_builder_warn (self, 0, SFL_WARNING_IGNORED,
                                   _ ("Only the first 2,000,000 lines were read"));
    self->full = TRUE;
    return FALSE;
  }
  if (parts->n_lines % LINES_PER_LOOK == 0 && g_cancellable_is_cancelled (self->cancellable))
    return FALSE;

  parts->lines =
      make_room (parts->lines, parts->n_lines, 1, sizeof (SflLine), &self->lines_allocated);
  line = &parts->lines[parts->n_lines];
  line->start = place_time (self, start);
  line->end = place_time (self, end);
  line->offset = parts->text_length;
  line->length = 0;
  line->speaker = speaker;
  line->flags = SFL_LINE_DEFAULT;

  if (start == SFL_TIME_NONE)
    self->n_untimed++;
  if (parts->n_lines > 0 && line->start < parts->lines[parts->n_lines - 1].start)
    self->unsorted = TRUE;

  parts->n_lines++;
  self->in_line = TRUE;
  self->line_first_word = parts->n_words;

  return TRUE;
}

/* Adds valid UTF-8 without NUL to the line begun last. */
void
sfl_transcript_builder_append (SflTranscriptBuilder *self, const char *text, gsize length)
{
  SflTranscriptParts *parts = &self->parts;

  g_return_if_fail (self->in_line);

  if (length == 0)
    return;

  parts->text = make_room (parts->text, parts->text_length, length + 2, 1, &self->text_allocated);
  memcpy (parts->text + parts->text_length, text, length);
  parts->text_length += length;
}

/* Bytes in the line begun last. */
gsize
sfl_transcript_builder_get_line_length (SflTranscriptBuilder *self)
{
  g_return_val_if_fail (self->in_line, 0);

  return self->parts.text_length - self->parts.lines[self->parts.n_lines - 1].offset;
}

/* Takes back what follows @length bytes of the line begun last. */
void
sfl_transcript_builder_truncate_line (SflTranscriptBuilder *self, gsize length)
{
  SflTranscriptParts *parts = &self->parts;

  g_return_if_fail (self->in_line);
  g_return_if_fail (length <= sfl_transcript_builder_get_line_length (self));

  parts->text_length = parts->lines[parts->n_lines - 1].offset + length;
  while (parts->n_words > self->line_first_word &&
         (gsize) parts->words[parts->n_words - 1].offset + parts->words[parts->n_words - 1].length >
             parts->text_length)
    parts->n_words--;
}

void
sfl_transcript_builder_set_line_end (SflTranscriptBuilder *self, SflTime end)
{
  g_return_if_fail (self->in_line);

  self->parts.lines[self->parts.n_lines - 1].end = place_time (self, end);
}

void
sfl_transcript_builder_set_line_speaker (SflTranscriptBuilder *self, int speaker)
{
  g_return_if_fail (self->in_line);
  g_return_if_fail (speaker < (int) self->parts.speakers->len);

  self->parts.lines[self->parts.n_lines - 1].speaker = speaker;
}

/**
 * sfl_transcript_builder_add_word:
 * @offset: first byte, within the line begun last
 * @length: bytes
 * @start: when it begins; SFL_TIME_NONE for a word without a time
 * @end: when it ends; SFL_TIME_NONE when the file does not say
 * @confidence: 0 to 1, or -1
 *
 * Words of a line come in the order of its text; one that overlaps the word
 * before it is ignored.  One that starts before the word before it has no
 * time.  A single word without a time between two timed ones is interpolated
 * and marked, where they leave room; others without a time are dropped.
 */
void
sfl_transcript_builder_add_word (SflTranscriptBuilder *self,
                                 gsize offset,
                                 gsize length,
                                 SflTime start,
                                 SflTime end,
                                 float confidence)
{
  SflTranscriptParts *parts = &self->parts;
  gsize line_offset;
  SflWord *word;

  g_return_if_fail (self->in_line);
  line_offset = parts->lines[parts->n_lines - 1].offset;
  g_return_if_fail (line_offset + offset + length <= parts->text_length);

  if (length == 0)
    return;
  if (parts->n_words > self->line_first_word) {
    const SflWord *last = &parts->words[parts->n_words - 1];

    if (line_offset + offset < (gsize) last->offset + last->length)
      return;
  }

  parts->words =
      make_room (parts->words, parts->n_words, 1, sizeof (SflWord), &self->words_allocated);
  word = &parts->words[parts->n_words++];
  word->start = place_time (self, start);
  word->end = place_time (self, end) > word->start ? place_time (self, end) : SFL_TIME_NONE;
  word->offset = line_offset + offset;
  word->length = length;
  word->confidence = confidence;
  word->flags = SFL_WORD_DEFAULT;
}

void
sfl_transcript_builder_end_line (SflTranscriptBuilder *self)
{
  SflTranscriptParts *parts = &self->parts;
  SflLine *line;

  g_return_if_fail (self->in_line);

  line = &parts->lines[parts->n_lines - 1];
  line->length = parts->text_length - line->offset;
  parts->text = make_room (parts->text, parts->text_length, 2, 1, &self->text_allocated);
  parts->text[parts->text_length++] = '\n';
  self->in_line = FALSE;
}

/**
 * sfl_transcript_builder_end_line_once:
 *
 * Ends a line, but takes it back when one that was ended so has the same times, text and
 * speaker: subtitles are drawn in layers.
 *
 * Returns: FALSE when it was taken back
 */
gboolean
sfl_transcript_builder_end_line_once (SflTranscriptBuilder *self)
{
  SflTranscriptParts *parts = &self->parts;
  SflLine *line;

  g_return_val_if_fail (self->in_line, FALSE);

  line = &parts->lines[parts->n_lines - 1];
  line->length = parts->text_length - line->offset;
  /* There is a text to compare with, be it empty. */
  parts->text = make_room (parts->text, parts->text_length, 2, 1, &self->text_allocated);
  if (!sfl_line_set_add (&self->line_set, parts, parts->n_lines - 1)) {
    sfl_transcript_builder_drop_line (self);
    return FALSE;
  }
  sfl_transcript_builder_end_line (self);

  return TRUE;
}

/* Takes back the line begun last. */
void
sfl_transcript_builder_drop_line (SflTranscriptBuilder *self)
{
  SflTranscriptParts *parts = &self->parts;
  const SflLine *line;

  g_return_if_fail (self->in_line);

  line = &parts->lines[--parts->n_lines];
  if (line->start == SFL_TIME_NONE)
    self->n_untimed--;
  parts->text_length = line->offset;
  parts->n_words = self->line_first_word;
  self->in_line = FALSE;
}

guint
sfl_transcript_builder_get_n_lines (SflTranscriptBuilder *self)
{
  return self->parts.n_lines;
}

/**
 * sfl_transcript_builder_add_chapter:
 * @start: when it begins; one without a usable start is ignored
 * @title: UTF-8 of @length bytes, or NUL-terminated when @length is -1
 *
 * Chapters may come in any order.  One without a title is not to be listed.  Those of a
 * file without lines become its lines.
 */
void
sfl_transcript_builder_add_chapter (SflTranscriptBuilder *self,
                                    SflTime start,
                                    const char *title,
                                    gssize length)
{
  SflChapter chapter = { place_time (self, start), NULL };

  if (start == SFL_TIME_NONE)
    return;
  if (self->parts.chapters->len == SFL_TRANSCRIPT_MAX_CHAPTERS) {
    if (!self->full_of_chapters)
      sfl_transcript_builder_warn (self, 0, SFL_WARNING_IGNORED,
                                   _ ("Only the first 10,000 chapters were read"));
    self->full_of_chapters = TRUE;
    return;
  }

  chapter.title = length < 0 ? g_strdup (title) : g_strndup (title, length);
  g_array_append_val (self->parts.chapters, chapter);
}

guint
sfl_transcript_builder_get_n_chapters (SflTranscriptBuilder *self)
{
  return self->parts.chapters->len;
}

/**
 * sfl_transcript_builder_warn:
 * @number: line of the file, from 1; 0 for the file as a whole
 * @message: translated, without raw bytes of the file
 */
void
sfl_transcript_builder_warn (SflTranscriptBuilder *self,
                             guint number,
                             SflWarningKind kind,
                             const char *message)
{
  if (number > 0 && number <= self->n_numbers)
    number = self->numbers[number - 1];
  self->parts.n_warned[kind]++;
  if (self->parts.warnings->len < SFL_TRANSCRIPT_MAX_WARNINGS) {
    SflWarning warning = { number, kind, g_strdup (message) };

    g_array_append_val (self->parts.warnings, warning);
  }
}

static int
compare_chapters (gconstpointer a, gconstpointer b)
{
  const SflChapter *x = a, *y = b;

  return x->start < y->start ? -1 : x->start > y->start;
}

/* A list of chapters can be read, and clicked, as what it says: each lasts until the next. */
static void
add_chapters_as_lines (SflTranscriptBuilder *self)
{
  GArray *chapters = self->parts.chapters;

  self->shift = 0; /* these have been shifted */
  for (guint i = 0; i < chapters->len; i++) {
    const SflChapter *chapter = &g_array_index (chapters, SflChapter, i);

    if (*chapter->title == '\0')
      continue;
    if (self->in_line) {
      sfl_transcript_builder_set_line_end (self, chapter->start);
      sfl_transcript_builder_end_line (self);
    }
    if (!sfl_transcript_builder_begin_line (self, chapter->start, SFL_TIME_NONE, -1))
      return;
    sfl_transcript_builder_append (self, chapter->title, strlen (chapter->title));
  }
  if (self->in_line)
    sfl_transcript_builder_end_line (self);
  self->parts.only_chapters = TRUE;
}

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
  SflHole hole = { start, end, line };

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

/* Gives every line an end, finds the holes, and links lines that overlap. */
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

  parts->outlasting = g_new (gint32, parts->n_lines);

  for (guint i = 0; i < parts->n_lines; i++) {
    SflLine *line = &parts->lines[i];
    gboolean guessed = FALSE;
    int earlier = (int) i - 1;

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

    while (earlier >= 0 && parts->lines[earlier].end <= line->end)
      earlier = parts->outlasting[earlier];
    parts->outlasting[i] = earlier;
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

/**
 * sfl_transcript_builder_end:
 * @self: (transfer full): freed
 *
 * Returns: (transfer full): the transcript; without a line it is empty
 */
SflTranscript *
sfl_transcript_builder_end (SflTranscriptBuilder *self)
{
  SflTranscriptParts *parts = &self->parts;
  SflTranscript *transcript;

  if (self->in_line)
    sfl_transcript_builder_end_line (self);

  g_array_sort (parts->chapters, compare_chapters);
  if (parts->n_lines == 0 && parts->chapters->len > 0)
    add_chapters_as_lines (self);

  parts->text = make_room (parts->text, parts->text_length, 1, 1, &self->text_allocated);
  parts->text[parts->text_length] = '\0';

  if (self->n_untimed < parts->n_lines) {
    if (self->n_untimed > 0)
      give_starts (parts);
    if (self->unsorted)
      sort_lines (parts);
    parts->text[parts->text_length] = '\0';
    give_ends (parts);
    if (parts->n_words > 0)
      give_word_times (parts);
  } else {
    parts->n_words = 0;
    parts->outlasting = g_new (gint32, parts->n_lines);
    for (guint i = 0; i < parts->n_lines; i++) {
      parts->lines[i].end = SFL_TIME_NONE;
      parts->outlasting[i] = -1;
    }
  }

  /* Give back what growing took too much; these shrink in place. */
  parts->text = g_realloc (parts->text, parts->text_length + 1);
  parts->lines = g_realloc_n (parts->lines, parts->n_lines, sizeof (SflLine));
  parts->words = g_realloc_n (parts->words, parts->n_words, sizeof (SflWord));

  transcript = sfl_transcript_new_from_parts (parts);
  g_hash_table_unref (self->speaker_indices);
  sfl_line_set_clear (&self->line_set);
  g_clear_object (&self->cancellable);
  g_free (self);

  return transcript;
}
