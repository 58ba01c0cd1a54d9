/* sfl-reading.c: what a view shows of a transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The transcript stays as the file said; a reading cuts it into paragraphs,
 * cleans them for display and translates places both ways.  A block's shown
 * text follows from its bytes alone and a block is short, so its map is never
 * stored: it is walked again when somebody asks.  Any thread.
 */

#include "config.h"

#include "sfl-reading-private.h"

#include <string.h>

#define LINE_SEPARATOR "\xe2\x80\xa8" /* U+2028: a new row in the same paragraph */
#define REPLACEMENT "\xef\xbf\xbd"    /* U+FFFD */

struct _SflReading {
  GObject parent_instance;

  SflReadingMode mode;
  SflTranscript *transcript;
  GArray *chapters; /* of SflChapter */
  GArray *blocks;   /* of SflBlock, in the order of the text */
  GArray *pages;    /* of guint: the first block of each */
};

G_DEFINE_FINAL_TYPE (SflReading, sfl_reading, G_TYPE_OBJECT)

/* One character of a block on its way to the screen. */
typedef struct {
  const char *at; /* in the transcript's text */
  const char *end;
  guint n_marks; /* combining marks since the last base */
  char shown[6];
  guint n_shown;
} Cleaner;

/* Marks, and the joiners and selectors that would let any number of marks
 * gather on one letter all the same.
 */
static gboolean
joins_the_base (gunichar c)
{
  return g_unichar_ismark (c) || g_unichar_type (c) == G_UNICODE_FORMAT;
}

static void
show (Cleaner *self, const char *bytes, guint n)
{
  memcpy (self->shown, bytes, n);
  self->n_shown = n;
}

/* Takes one character and gives the bytes shown for it, maybe none.  Invisible
 * controls could reorder the text around them or hide parts of it, and nothing
 * may end the paragraph.
 */
static void
cleaner_step (Cleaner *self)
{
  guchar byte = *self->at;
  gunichar c;
  const char *next;
  gboolean joins;

  if (byte >= 0x20 && byte < 0x7f) {
    show (self, self->at++, 1);
    self->n_marks = 0;
    return;
  }

  next = g_utf8_next_char (self->at);
  c = g_utf8_get_char (self->at);
  joins = joins_the_base (c);
  self->n_shown = 0;

  if (c == '\r' && next < self->end && *next == '\n') {
    /* the line feed is shown for both */
  } else if (c == '\n' || c == '\r') {
    if (sfl_reading_starts_a_turn (next, self->end))
      show (self, LINE_SEPARATOR, 3);
    else
      show (self, " ", 1);
  } else if (c == '\t' || c == 0x2029 || c == 0x85) {
    show (self, " ", 1);
  } else if (c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
             (c >= 0x2066 && c <= 0x2069) || c == 0xfeff) {
    /* not shown, and no new base for the marks that follow */
  } else if (joins) {
    if (++self->n_marks <= SFL_READING_MAX_MARKS)
      show (self, self->at, next - self->at);
  } else if (c == 0xfffc) {
    show (self, REPLACEMENT, 3);
  } else {
    show (self, self->at, next - self->at);
  }

  if (self->n_shown > 0 && !joins)
    self->n_marks = 0;
  self->at = next;
}

static Cleaner
cleaner_begin (SflReading *self, const SflBlock *block)
{
  const char *text = sfl_transcript_get_text (self->transcript, NULL);

  return (Cleaner){ .at = text + block->offset, .end = text + block->offset + block->length };
}

static void
append_shown (GString *shown, Cleaner cleaner)
{
  while (cleaner.at < cleaner.end) {
    cleaner_step (&cleaner);
    g_string_append_len (shown, cleaner.shown, cleaner.n_shown);
  }
}

/* A page never ends with what belongs to the text that follows. */
static void
cut_pages (SflReading *self)
{
  guint start = 0;

  g_array_append_val (self->pages, start);
  while (self->blocks->len - start > SFL_READING_PAGE_BLOCKS) {
    guint end = start + SFL_READING_PAGE_BLOCKS;

    while (end > start && g_array_index (self->blocks, SflBlock, end - 1).kind != SFL_BLOCK_TEXT)
      end--;
    start = end > start ? end : start + SFL_READING_PAGE_BLOCKS;
    g_array_append_val (self->pages, start);
  }
}

static void
keep_chapters (SflReading *self, const SflChapter *chapters, guint n_chapters)
{
  for (guint i = 0; i < n_chapters; i++) {
    SflChapter chapter = { chapters[i].start, g_strdup (chapters[i].title) };

    g_array_append_val (self->chapters, chapter);
  }
}

static void
clear_chapter (gpointer data)
{
  SflChapter *chapter = data;

  g_free (chapter->title);
}

static void
sfl_reading_dispose (GObject *object)
{
  SflReading *self = SFL_READING (object);

  g_clear_object (&self->transcript);
  g_clear_pointer (&self->chapters, g_array_unref);
  g_clear_pointer (&self->blocks, g_array_unref);
  g_clear_pointer (&self->pages, g_array_unref);

  G_OBJECT_CLASS (sfl_reading_parent_class)->dispose (object);
}

static void
sfl_reading_class_init (SflReadingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sfl_reading_dispose;
}

static void
sfl_reading_init (SflReading *self)
{
  self->chapters = g_array_new (FALSE, FALSE, sizeof (SflChapter));
  g_array_set_clear_func (self->chapters, clear_chapter);
  self->blocks = g_array_new (FALSE, FALSE, sizeof (SflBlock));
  self->pages = g_array_new (FALSE, FALSE, sizeof (guint));
}

/**
 * sfl_reading_new:
 *
 * Returns: (transfer full): @transcript cut into paragraphs
 */
SflReading *
sfl_reading_new (SflTranscript *transcript, SflReadingMode mode)
{
  return sfl_reading_new_with_chapters (transcript, mode, NULL, 0);
}

/**
 * sfl_reading_new_with_chapters:
 * @chapters: (nullable): in the order of their starts; those with a title are headings
 *
 * Returns: (transfer full): @transcript cut into paragraphs, below the titles of @chapters
 */
SflReading *
sfl_reading_new_with_chapters (SflTranscript *transcript,
                               SflReadingMode mode,
                               const SflChapter *chapters,
                               guint n_chapters)
{
  SflReading *self;
  g_autoptr (GArray) headings = NULL;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), NULL);

  self = g_object_new (SFL_TYPE_READING, NULL);
  self->mode = mode;
  self->transcript = g_object_ref (transcript);
  keep_chapters (self, chapters, n_chapters);
  headings = sfl_reading_place_chapters (transcript, chapters, n_chapters);
  sfl_reading_cut (transcript, mode, headings, self->blocks);
  cut_pages (self);

  return self;
}

SflReadingMode
sfl_reading_get_mode (SflReading *self)
{
  g_return_val_if_fail (SFL_IS_READING (self), SFL_READING_LINES);

  return self->mode;
}

SflTranscript *
sfl_reading_get_transcript (SflReading *self)
{
  g_return_val_if_fail (SFL_IS_READING (self), NULL);

  return self->transcript;
}

const SflBlock *
sfl_reading_get_blocks (SflReading *self, guint *n_blocks)
{
  g_return_val_if_fail (SFL_IS_READING (self), NULL);

  *n_blocks = self->blocks->len;

  return (const SflBlock *) self->blocks->data;
}

/* At least one, maybe empty. */
guint
sfl_reading_get_n_pages (SflReading *self)
{
  g_return_val_if_fail (SFL_IS_READING (self), 0);

  return self->pages->len;
}

/* The first block of a page and how many it has. */
void
sfl_reading_get_page (SflReading *self, guint page, guint *first, guint *n)
{
  g_return_if_fail (SFL_IS_READING (self));
  g_return_if_fail (page < sfl_reading_get_n_pages (self));

  *first = g_array_index (self->pages, guint, page);
  *n = (page + 1 < self->pages->len ? g_array_index (self->pages, guint, page + 1)
                                    : self->blocks->len) -
       *first;
}

guint
sfl_reading_get_page_of (SflReading *self, guint block)
{
  guint low = 0, high;

  g_return_val_if_fail (SFL_IS_READING (self), 0);

  high = self->pages->len;
  while (high - low > 1) {
    guint middle = low + (high - low) / 2;

    if (g_array_index (self->pages, guint, middle) <= block)
      low = middle;
    else
      high = middle;
  }

  return low;
}

/* The block of text that shows byte @offset of the transcript's text. */
guint
sfl_reading_find_at (SflReading *self, gsize offset)
{
  guint low = 0, high;

  g_return_val_if_fail (SFL_IS_READING (self), 0);

  /* The last to begin at or before it: speakers and headings come before the text. */
  high = self->blocks->len;
  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (g_array_index (self->blocks, SflBlock, middle).offset <= offset)
      low = middle + 1;
    else
      high = middle;
  }

  return low > 0 ? low - 1 : 0;
}

/**
 * sfl_reading_find_line:
 * @first: (out): the first block of text that shows some of @line
 * @n: (out): up to the last that does, at least 1; may count headings between them
 */
void
sfl_reading_find_line (SflReading *self, guint line, guint *first, guint *n)
{
  const char *text;
  const SflLine *lines;
  const char *at, *end;

  g_return_if_fail (SFL_IS_READING (self));

  text = sfl_transcript_get_text (self->transcript, NULL);
  lines = sfl_transcript_get_lines (self->transcript, NULL);
  at = text + lines[line].offset;
  end = at + lines[line].length;
  if (self->mode != SFL_READING_LINES)
    at = sfl_reading_skip_space (at, end);
  *first = sfl_reading_find_at (self, MIN (at, end) - text);
  *n = sfl_reading_find_at (self, MAX (at, end - 1) - text) - *first + 1;
}

/**
 * sfl_reading_get_heading:
 * @block: a heading
 *
 * Returns: the chapter whose title it shows
 */
const SflChapter *
sfl_reading_get_heading (SflReading *self, guint block)
{
  const SflBlock *b;

  g_return_val_if_fail (SFL_IS_READING (self), NULL);
  g_return_val_if_fail (block < self->blocks->len, NULL);

  b = &g_array_index (self->blocks, SflBlock, block);
  g_return_val_if_fail (b->kind == SFL_BLOCK_HEADING, NULL);

  return &g_array_index (self->chapters, SflChapter, b->chapter);
}

/* Whether these are the chapters it was made with. */
gboolean
sfl_reading_has_chapters (SflReading *self, const SflChapter *chapters, guint n_chapters)
{
  g_return_val_if_fail (SFL_IS_READING (self), FALSE);

  if (n_chapters != self->chapters->len)
    return FALSE;
  for (guint i = 0; i < n_chapters; i++) {
    const SflChapter *own = &g_array_index (self->chapters, SflChapter, i);

    if (own->start != chapters[i].start || strcmp (own->title, chapters[i].title) != 0)
      return FALSE;
  }

  return TRUE;
}

/* When the first word that has a time, at or after byte @offset and before @end, begins;
 * SFL_TIME_NONE when there is none.
 */
static SflTime
find_word_start (SflReading *self, gsize offset, gsize end)
{
  guint n_words;
  const SflWord *words = sfl_transcript_get_words (self->transcript, &n_words);
  guint low = 0, high = n_words;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (words[middle].offset < offset)
      low = middle + 1;
    else
      high = middle;
  }

  while (low < n_words && words[low].offset < end && words[low].flags & SFL_WORD_UNSPOKEN)
    low++;

  return low < n_words && words[low].offset < end ? words[low].start : SFL_TIME_NONE;
}

/* When what is said at byte @offset begins: the line it is in, or a word where the line
 * says more before.
 */
static SflTime
get_time_at (SflReading *self, gsize offset)
{
  const SflLine *lines = sfl_transcript_get_lines (self->transcript, NULL);
  int index = sfl_transcript_find_at (self->transcript, offset);
  const SflLine *line = &lines[MAX (index, 0)];
  const char *text = sfl_transcript_get_text (self->transcript, NULL);
  SflTime time = SFL_TIME_NONE;

  if (sfl_reading_skip_space (text + line->offset, text + offset) < text + offset)
    time = find_word_start (self, offset, line->offset + line->length);

  return SFL_TIME_IS_VALID (time) ? time : line->start;
}

/**
 * sfl_reading_get_span:
 * @start: (out): when what the block shows begins; that of its line where the line says
 *   more before it and has no word times; SFL_TIME_NONE in an untimed transcript
 * @end: (out): when it ends, likewise
 */
void
sfl_reading_get_span (SflReading *self, guint block, SflTime *start, SflTime *end)
{
  const SflBlock *b;
  const SflLine *lines, *line;
  gsize stop;
  const char *text;
  SflTime next = SFL_TIME_NONE;

  g_return_if_fail (SFL_IS_READING (self));
  g_return_if_fail (block < self->blocks->len);

  b = &g_array_index (self->blocks, SflBlock, block);
  text = sfl_transcript_get_text (self->transcript, NULL);
  lines = sfl_transcript_get_lines (self->transcript, NULL);
  stop = b->offset + b->length;
  line = &lines[MAX (sfl_transcript_find_at (self->transcript, MAX (stop, 1) - 1), 0)];

  *start = get_time_at (self, b->offset);
  *end = line->end;
  if (sfl_reading_skip_space (text + stop, text + line->offset + line->length) <
      text + line->offset + line->length)
    next = find_word_start (self, stop, line->offset + line->length);
  if (SFL_TIME_IS_VALID (next))
    *end = MAX (next, *start);
}

/* What a block says that is no part of the transcript's text. */
static const char *
get_name (SflReading *self, const SflBlock *block)
{
  const SflLine *lines = sfl_transcript_get_lines (self->transcript, NULL);

  if (block->kind == SFL_BLOCK_HEADING)
    return g_array_index (self->chapters, SflChapter, block->chapter).title;

  return sfl_transcript_get_speaker (self->transcript, lines[block->line].speaker);
}

/**
 * sfl_reading_dup_block_text:
 * @length: (out) (optional): bytes
 *
 * Returns: (transfer full): what is shown for a block, one paragraph
 */
char *
sfl_reading_dup_block_text (SflReading *self, guint block, gsize *length)
{
  const SflBlock *b;
  Cleaner cleaner;
  GString *shown;

  g_return_val_if_fail (SFL_IS_READING (self), NULL);
  g_return_val_if_fail (block < self->blocks->len, NULL);

  b = &g_array_index (self->blocks, SflBlock, block);
  shown = g_string_sized_new (b->length + 1);

  if (b->kind == SFL_BLOCK_TEXT) {
    cleaner = cleaner_begin (self, b);
  } else {
    const char *name = get_name (self, b);

    cleaner = (Cleaner){ .at = name, .end = sfl_reading_find_split (name, name + strlen (name)) };
  }

  append_shown (shown, cleaner);

  if (length)
    *length = shown->len;

  return g_string_free (shown, FALSE);
}

/* Appends what is shown for @text, as one paragraph, to @shown. */
void
sfl_reading_append_shown (GString *shown, const char *text, gsize length)
{
  g_return_if_fail (shown != NULL);

  append_shown (shown, (Cleaner){ .at = text, .end = text + length });
}

/**
 * sfl_reading_to_shown:
 * @block: a block of text
 * @offset: byte of the transcript's text, clamped to the block
 *
 * Returns: the byte of the block's shown text where it stands
 */
gsize
sfl_reading_to_shown (SflReading *self, guint block, gsize offset)
{
  const SflBlock *b;
  Cleaner cleaner;
  const char *target;
  gsize shown = 0;

  g_return_val_if_fail (SFL_IS_READING (self), 0);
  g_return_val_if_fail (block < self->blocks->len, 0);

  b = &g_array_index (self->blocks, SflBlock, block);
  cleaner = cleaner_begin (self, b);
  target = cleaner.at + (CLAMP (offset, b->offset, (gsize) b->offset + b->length) - b->offset);
  while (cleaner.at < cleaner.end && cleaner.at < target) {
    cleaner_step (&cleaner);
    shown += cleaner.n_shown;
  }

  return shown;
}

/**
 * sfl_reading_to_transcript:
 * @block: a block of text
 * @shown: byte of the block's shown text, clamped to it
 *
 * Returns: the byte of the transcript's text that is shown there
 */
gsize
sfl_reading_to_transcript (SflReading *self, guint block, gsize shown)
{
  const SflBlock *b;
  Cleaner cleaner;
  gsize n = 0;

  g_return_val_if_fail (SFL_IS_READING (self), 0);
  g_return_val_if_fail (block < self->blocks->len, 0);

  b = &g_array_index (self->blocks, SflBlock, block);
  cleaner = cleaner_begin (self, b);
  while (cleaner.at < cleaner.end) {
    const char *at = cleaner.at;

    cleaner_step (&cleaner);
    n += cleaner.n_shown;
    if (n > shown) {
      cleaner.at = at;
      break;
    }
  }

  return cleaner.at - sfl_transcript_get_text (self->transcript, NULL);
}
