/* sfl-transcript-builder.c: from a reader's findings to a transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A reader says what it found, in any order of times and with or without
 * ends.  The builder gathers it, counts what had to be repaired, and has the
 * times completed at the end.  Any thread, one at a time.
 */

#include "config.h"

#include "sfl-transcript-builder.h"
#include "sfl-line-set.h"
#include "sfl-transcript-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A reader is asked to stop once in so many lines: looking costs a little. */
#define LINES_PER_LOOK 256

struct _SflTranscriptBuilder {
  SflTranscriptParts parts;

  gsize text_allocated;
  gsize lines_allocated;
  gsize words_allocated;
  GHashTable *speaker_indices; /* name -> index + 1 */
  SflLineSet line_set;         /* of sfl_transcript_builder_end_line_once() */
  GCancellable *cancellable;
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
  self->parts.chapters = sfl_transcript_new_chapters ();
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
place_time (SflTime time)
{
  return time == SFL_TIME_NONE ? SFL_TIME_NONE : CLAMP (time, 0, SFL_TIME_MAX);
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
  line->start = place_time (start);
  line->end = place_time (end);
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

  self->parts.lines[self->parts.n_lines - 1].end = place_time (end);
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
  word->start = place_time (start);
  word->end = place_time (end) > word->start ? place_time (end) : SFL_TIME_NONE;
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
  SflChapter chapter = { place_time (start), NULL };

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
    sfl_transcript_parts_complete_times (parts, self->n_untimed > 0, self->unsorted);
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
