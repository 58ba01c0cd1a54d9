/* sfl-transcript.c: what was said, and when
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One UTF-8 text and sorted arrays over it.  Immutable once built, so threads
 * share it and a pointer tells whether it is the same one.  What the file said
 * stays as it was; cleaning for display is the reading's business.
 */

#include "config.h"

#include "sfl-transcript-private.h"

#include <string.h>

/* Below this half of the words are likely to be elsewhere. */
#define TRUST 0.5

struct _SflTranscript {
  GObject parent_instance;

  SflTranscriptParts parts;
};

G_DEFINE_FINAL_TYPE (SflTranscript, sfl_transcript, G_TYPE_OBJECT)

void
sfl_transcript_parts_clear (SflTranscriptParts *parts)
{
  g_clear_pointer (&parts->format, g_free);
  if (parts->original == NULL)
    g_free (parts->text);
  parts->text = NULL;
  g_clear_object (&parts->original);
  g_clear_object (&parts->base);
  g_clear_pointer (&parts->lines, g_free);
  g_clear_pointer (&parts->outlasting, g_free);
  g_clear_pointer (&parts->words, g_free);
  g_clear_pointer (&parts->holes, g_free);
  g_clear_pointer (&parts->speakers, g_ptr_array_unref);
  g_clear_pointer (&parts->chapters, g_array_unref);
  g_clear_pointer (&parts->meta, g_hash_table_unref);
  g_clear_pointer (&parts->warnings, g_array_unref);
}

static void
sfl_transcript_finalize (GObject *object)
{
  SflTranscript *self = SFL_TRANSCRIPT (object);

  sfl_transcript_parts_clear (&self->parts);

  G_OBJECT_CLASS (sfl_transcript_parent_class)->finalize (object);
}

static void
sfl_transcript_class_init (SflTranscriptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sfl_transcript_finalize;
}

static void
sfl_transcript_init (SflTranscript *self)
{
}

/* Takes everything in @parts and leaves it empty. */
SflTranscript *
sfl_transcript_new_from_parts (SflTranscriptParts *parts)
{
  SflTranscript *self = g_object_new (SFL_TYPE_TRANSCRIPT, NULL);

  self->parts = *parts;
  memset (parts, 0, sizeof *parts);

  return self;
}

const SflTranscriptParts *
sfl_transcript_get_parts (SflTranscript *self)
{
  return &self->parts;
}

static void
clear_chapter (gpointer data)
{
  SflChapter *chapter = data;

  g_free (chapter->title);
}

/* Returns: (transfer full): no SflChapter yet */
GArray *
sfl_transcript_new_chapters (void)
{
  GArray *chapters = g_array_new (FALSE, FALSE, sizeof (SflChapter));

  g_array_set_clear_func (chapters, clear_chapter);

  return chapters;
}

/* Has @parts, still empty, say what @transcript says; when is up to the caller. */
void
sfl_transcript_parts_share_text (SflTranscriptParts *parts, SflTranscript *transcript)
{
  SflTranscript *original = sfl_transcript_get_original (transcript);
  const SflTranscriptParts *from = &original->parts;

  parts->original = g_object_ref (original);
  parts->format = g_strdup (from->format);
  parts->text = from->text;
  parts->text_length = from->text_length;
  parts->n_lines = from->n_lines;
  parts->speakers = g_ptr_array_ref (from->speakers);
  parts->meta = g_hash_table_ref (from->meta);
  parts->warnings = g_array_ref (from->warnings);
  memcpy (parts->n_warned, from->n_warned, sizeof parts->n_warned);
  parts->only_chapters = from->only_chapters;
}

/**
 * sfl_transcript_get_original:
 *
 * Returns: (transfer none): the transcript with the times of its file, line for line; itself
 *   where no SflSync and no alignment gave it others
 */
SflTranscript *
sfl_transcript_get_original (SflTranscript *self)
{
  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), NULL);

  return self->parts.original != NULL ? self->parts.original : self;
}

/**
 * sfl_transcript_get_base:
 *
 * Returns: (transfer none): the transcript before an SflSync moved it: with the times of its
 *   file, or with those that were found in the recording; itself where none did
 */
SflTranscript *
sfl_transcript_get_base (SflTranscript *self)
{
  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), NULL);

  return self->parts.base != NULL ? self->parts.base : self;
}

/* Whether its words were looked for in the recording: sfl_transcript_new_aligned(). */
gboolean
sfl_transcript_is_aligned (SflTranscript *self)
{
  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), FALSE);

  return self->parts.aligned;
}

/* Whether they are one text, line for line, that differs in its times at most. */
gboolean
sfl_transcript_shares_text (SflTranscript *self, SflTranscript *other)
{
  return sfl_transcript_get_original (self) == sfl_transcript_get_original (other);
}

/**
 * sfl_transcript_get_format:
 *
 * Returns: the id of the format it was read from, as in the format table
 */
const char *
sfl_transcript_get_format (SflTranscript *self)
{
  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), NULL);

  return self->parts.format;
}

/**
 * sfl_transcript_get_meta:
 * @key: one of SFL_META_*
 *
 * Returns: (nullable): what the file says about itself
 */
const char *
sfl_transcript_get_meta (SflTranscript *self, const char *key)
{
  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), NULL);

  return g_hash_table_lookup (self->parts.meta, key);
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Returns: (transfer full): the keys it has a value for, in alphabetical order */
char **
sfl_transcript_dup_meta_keys (SflTranscript *self)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer key;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), NULL);

  g_hash_table_iter_init (&iter, self->parts.meta);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (keys, g_strdup (key));
  g_ptr_array_sort (keys, compare_strings);
  g_ptr_array_add (keys, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&keys), FALSE);
}

/* Whether its lines have times; a plain text has none. */
gboolean
sfl_transcript_is_timed (SflTranscript *self)
{
  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), FALSE);

  return self->parts.n_lines > 0 && self->parts.lines[0].start != SFL_TIME_NONE;
}

/**
 * sfl_transcript_get_text:
 * @length: (out) (optional): bytes
 *
 * Returns: all lines in order, each followed by a line break, NUL-terminated
 */
const char *
sfl_transcript_get_text (SflTranscript *self, gsize *length)
{
  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), NULL);

  if (length)
    *length = self->parts.text_length;

  return self->parts.text;
}

/* The lines, sorted by start; lines of one start in the file's order. */
const SflLine *
sfl_transcript_get_lines (SflTranscript *self, guint *n_lines)
{
  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), NULL);

  if (n_lines)
    *n_lines = self->parts.n_lines;

  return self->parts.lines;
}

/* The words that have a time, or are known to have none, sorted by place in the text. */
const SflWord *
sfl_transcript_get_words (SflTranscript *self, guint *n_words)
{
  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), NULL);

  if (n_words)
    *n_words = self->parts.n_words;

  return self->parts.words;
}

/* The holes, sorted, never overlapping. */
const SflHole *
sfl_transcript_get_holes (SflTranscript *self, guint *n_holes)
{
  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), NULL);

  if (n_holes)
    *n_holes = self->parts.n_holes;

  return self->parts.holes;
}

/* The chapters, sorted by start. */
const SflChapter *
sfl_transcript_get_chapters (SflTranscript *self, guint *n_chapters)
{
  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), NULL);

  if (n_chapters)
    *n_chapters = self->parts.chapters->len;

  return (const SflChapter *) self->parts.chapters->data;
}

/* Whether the file was a list of chapters, whose titles are the lines. */
gboolean
sfl_transcript_has_only_chapters (SflTranscript *self)
{
  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), FALSE);

  return self->parts.only_chapters;
}

/* What the reader repaired or ignored; the first SFL_TRANSCRIPT_MAX_WARNINGS of it. */
const SflWarning *
sfl_transcript_get_warnings (SflTranscript *self, guint *n_warnings)
{
  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), NULL);

  if (n_warnings)
    *n_warnings = self->parts.warnings->len;

  return (const SflWarning *) self->parts.warnings->data;
}

/* How often the reader repaired or ignored something, also beyond the warnings kept. */
guint
sfl_transcript_get_n_warned (SflTranscript *self, SflWarningKind kind)
{
  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), 0);

  return self->parts.n_warned[kind];
}

guint
sfl_transcript_get_n_speakers (SflTranscript *self)
{
  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), 0);

  return self->parts.speakers->len;
}

/* The name of a speaker, or NULL for -1. */
const char *
sfl_transcript_get_speaker (SflTranscript *self, int speaker)
{
  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), NULL);

  if (speaker < 0 || (guint) speaker >= self->parts.speakers->len)
    return NULL;

  return g_ptr_array_index (self->parts.speakers, speaker);
}

char *
sfl_transcript_dup_line_text (SflTranscript *self, guint line)
{
  const SflLine *l;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), NULL);
  g_return_val_if_fail (line < self->parts.n_lines, NULL);

  l = &self->parts.lines[line];

  return g_strndup (self->parts.text + l->offset, l->length);
}

/* The number of words that begin before @offset. */
static guint
count_words_before (SflTranscript *self, gsize offset)
{
  guint low = 0, high = self->parts.n_words;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (self->parts.words[middle].offset < offset)
      low = middle + 1;
    else
      high = middle;
  }

  return low;
}

/**
 * sfl_transcript_get_line_words:
 * @first: (out): index of the line's first word
 * @n: (out): how many there are, mostly 0
 */
void
sfl_transcript_get_line_words (SflTranscript *self, guint line, guint *first, guint *n)
{
  const SflLine *l;

  g_return_if_fail (SFL_IS_TRANSCRIPT (self));
  g_return_if_fail (line < self->parts.n_lines);

  l = &self->parts.lines[line];
  *first = count_words_before (self, l->offset);
  *n = count_words_before (self, (gsize) l->offset + l->length) - *first;
}

/* Whether the times of a line's words may be shown: somebody says some of them, and whoever
 * timed them was sure enough, or said nothing.
 */
gboolean
sfl_transcript_trusts_words (SflTranscript *self, guint line)
{
  double sum = 0;
  guint first = 0, n = 0, n_spoken = 0, n_told = 0;

  sfl_transcript_get_line_words (self, line, &first, &n);
  for (guint i = first; i < first + n; i++) {
    const SflWord *word = &self->parts.words[i];

    if (word->flags & SFL_WORD_UNSPOKEN)
      continue;
    n_spoken++;
    if (word->confidence < 0)
      continue;
    sum += word->confidence;
    n_told++;
  }

  return n_spoken > 0 && sum >= n_told * TRUST;
}

/* How many words have a time. */
guint
sfl_transcript_count_spoken (SflTranscript *self)
{
  guint n = 0;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), 0);

  for (guint i = 0; i < self->parts.n_words; i++)
    n += !(self->parts.words[i].flags & SFL_WORD_UNSPOKEN);

  return n;
}

/**
 * sfl_transcript_get_word_time:
 *
 * Returns: when @word begins; where nobody says it, when the next word of its line begins
 *   that somebody says, or else when the line ends
 */
SflTime
sfl_transcript_get_word_time (SflTranscript *self, guint word)
{
  const SflLine *line;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), SFL_TIME_NONE);
  g_return_val_if_fail (word < self->parts.n_words, SFL_TIME_NONE);

  line = &self->parts.lines[sfl_transcript_find_at (self, self->parts.words[word].offset)];
  for (; word < self->parts.n_words; word++) {
    const SflWord *next = &self->parts.words[word];

    if (next->offset >= line->offset + line->length)
      break;
    if (!(next->flags & SFL_WORD_UNSPOKEN))
      return next->start;
  }

  return line->end;
}

/**
 * sfl_transcript_find_line:
 *
 * Returns: the last line that starts at or before @time, whether or not it
 *   still lasts; -1 before the first
 */
int
sfl_transcript_find_line (SflTranscript *self, SflTime time)
{
  guint low = 0, high;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), -1);

  if (!sfl_transcript_is_timed (self))
    return -1;

  high = self->parts.n_lines;
  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (self->parts.lines[middle].start <= time)
      low = middle + 1;
    else
      high = middle;
  }

  return (int) low - 1;
}

/**
 * sfl_transcript_find_word:
 *
 * Looks in the line that find_line() gives: words of different lines may overlap.
 *
 * Returns: the last word of that line that starts at or before @time, or -1
 *   when there is none or it has ended
 */
int
sfl_transcript_find_word (SflTranscript *self, SflTime time)
{
  int line = sfl_transcript_find_line (self, time);
  guint first, n;

  if (line < 0 || self->parts.n_words == 0)
    return -1;

  sfl_transcript_get_line_words (self, line, &first, &n);
  for (guint i = n; i > 0; i--) {
    const SflWord *word = &self->parts.words[first + i - 1];

    if (word->start != SFL_TIME_NONE && word->start <= time)
      return time < word->end ? (int) (first + i - 1) : -1;
  }

  return -1;
}

/* The hole that @time falls into, or -1. */
int
sfl_transcript_find_hole (SflTranscript *self, SflTime time)
{
  guint low = 0, high;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), -1);

  high = self->parts.n_holes;
  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (self->parts.holes[middle].start <= time)
      low = middle + 1;
    else
      high = middle;
  }

  return low > 0 && time < self->parts.holes[low - 1].end ? (int) low - 1 : -1;
}

/* The hole that comes right after @line, or -1. */
int
sfl_transcript_find_hole_after (SflTranscript *self, guint line)
{
  guint low = 0, high;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), -1);

  high = self->parts.n_holes;
  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (self->parts.holes[middle].line < line)
      low = middle + 1;
    else
      high = middle;
  }

  return low < self->parts.n_holes && self->parts.holes[low].line == line ? (int) low : -1;
}

/**
 * sfl_transcript_find_at:
 * @offset: byte in the text
 *
 * Returns: the line that holds it (its line break included), -1 only when
 *   there are no lines
 */
int
sfl_transcript_find_at (SflTranscript *self, gsize offset)
{
  guint low = 0, high;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), -1);

  if (self->parts.n_lines == 0)
    return -1;

  high = self->parts.n_lines;
  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (self->parts.lines[middle].offset <= offset)
      low = middle + 1;
    else
      high = middle;
  }

  return low > 0 ? (int) low - 1 : 0;
}

/* The word of sfl_transcript_get_words() at byte @offset of the text, or -1. */
int
sfl_transcript_find_word_at (SflTranscript *self, gsize offset)
{
  guint i;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), -1);

  i = count_words_before (self, offset + 1);
  if (i == 0)
    return -1;

  return offset < (gsize) self->parts.words[i - 1].offset + self->parts.words[i - 1].length
             ? (int) i - 1
             : -1;
}

/**
 * sfl_transcript_get_outlasting:
 *
 * When @line has ended, so have all lines between it and the one returned:
 * whoever looks back for lines that still last may skip them.
 *
 * Returns: the nearest earlier line that ends later than @line, or -1
 */
int
sfl_transcript_get_outlasting (SflTranscript *self, guint line)
{
  g_return_val_if_fail (SFL_IS_TRANSCRIPT (self), -1);
  g_return_val_if_fail (line < self->parts.n_lines, -1);

  return self->parts.outlasting[line];
}
