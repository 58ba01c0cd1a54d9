/* sfl-reading.c: what a view shows of a transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The transcript stays as the file said; a reading cuts it into paragraphs,
 * cleans them for display and translates places both ways.  A block's shown
 * text follows from its bytes alone and a block is short, so its map is never
 * stored: it is walked again when somebody asks.  Any thread.
 */

#include "config.h"

#include "sfl-reading.h"

#include <string.h>

#define LINE_SEPARATOR "\xe2\x80\xa8" /* U+2028: a new row in the same paragraph */
#define REPLACEMENT "\xef\xbf\xbd"    /* U+FFFD */

/* How far back a very long paragraph looks for a space to be split at. */
#define SPLIT_WINDOW 256

struct _SflReading {
  GObject parent_instance;

  SflTranscript *transcript;
  GArray *blocks; /* of SflBlock, in the order of the text */
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

static gboolean
starts_a_turn (const char *at, const char *end)
{
  while (at < end && *at == ' ')
    at++;

  return at < end && (*at == '-' || (end - at >= 3 && (memcmp (at, "\xe2\x80\x93", 3) == 0 ||
                                                       memcmp (at, "\xe2\x80\x94", 3) == 0)));
}

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
    if (starts_a_turn (next, self->end))
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

/* The end of the first piece of a long line: after a space where there is one. */
static const char *
find_split (const char *start, const char *end)
{
  const char *space = NULL;
  guint n = 0;

  for (const char *p = start; p < end; p = g_utf8_next_char (p)) {
    if (n == SFL_READING_MAX_PARAGRAPH)
      return space ? space : p;
    if (n + SPLIT_WINDOW > SFL_READING_MAX_PARAGRAPH && (*p == ' ' || *p == '\n'))
      space = p + 1;
    n++;
  }

  return end;
}

static void
add_line (SflReading *self, guint index, const SflLine *line, int *speaker)
{
  const char *text = sfl_transcript_get_text (self->transcript, NULL);
  const char *at = text + line->offset;
  const char *end = at + line->length;
  SflBlock block = { SFL_BLOCK_TEXT, index, line->offset, line->length, -1 };

  if (line->speaker >= 0 && line->speaker != *speaker) {
    SflBlock name = { SFL_BLOCK_SPEAKER, index, line->offset, 0, -1 };

    g_array_append_val (self->blocks, name);
  }
  *speaker = line->speaker;

  if (line->length > SFL_READING_MAX_PARAGRAPH) {
    const char *split;

    while ((split = find_split (at, end)) < end) {
      block.offset = at - text;
      block.length = split - at;
      g_array_append_val (self->blocks, block);
      at = split;
    }
    block.offset = at - text;
    block.length = end - at;
  }

  block.hole = sfl_transcript_find_hole_after (self->transcript, index);
  g_array_append_val (self->blocks, block);
}

static void
sfl_reading_dispose (GObject *object)
{
  SflReading *self = SFL_READING (object);

  g_clear_object (&self->transcript);
  g_clear_pointer (&self->blocks, g_array_unref);

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
  self->blocks = g_array_new (FALSE, FALSE, sizeof (SflBlock));
}

/**
 * sfl_reading_new:
 *
 * Returns: (transfer full): @transcript line by line, as delivered
 */
SflReading *
sfl_reading_new (SflTranscript *transcript)
{
  SflReading *self;
  const SflLine *lines;
  guint n_lines;
  int speaker = -1;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), NULL);

  self = g_object_new (SFL_TYPE_READING, NULL);
  self->transcript = g_object_ref (transcript);
  lines = sfl_transcript_get_lines (transcript, &n_lines);
  g_array_set_size (self->blocks, n_lines);
  g_array_set_size (self->blocks, 0);
  for (guint i = 0; i < n_lines; i++)
    add_line (self, i, &lines[i], &speaker);

  return self;
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

  return MAX (1, (self->blocks->len + SFL_READING_PAGE_BLOCKS - 1) / SFL_READING_PAGE_BLOCKS);
}

/* The first block of a page and how many it has. */
void
sfl_reading_get_page (SflReading *self, guint page, guint *first, guint *n)
{
  g_return_if_fail (SFL_IS_READING (self));
  g_return_if_fail (page < sfl_reading_get_n_pages (self));

  *first = page * SFL_READING_PAGE_BLOCKS;
  *n = MIN (SFL_READING_PAGE_BLOCKS, self->blocks->len - *first);
}

guint
sfl_reading_get_page_of (SflReading *self, guint block)
{
  return block / SFL_READING_PAGE_BLOCKS;
}

/* The number of blocks that belong to lines before @line. */
static guint
count_blocks_before (SflReading *self, guint line)
{
  guint low = 0, high = self->blocks->len;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (g_array_index (self->blocks, SflBlock, middle).line < line)
      low = middle + 1;
    else
      high = middle;
  }

  return low;
}

/**
 * sfl_reading_find_line:
 * @first: (out): the line's first block of text
 * @n: (out): how many it has, at least 1
 */
void
sfl_reading_find_line (SflReading *self, guint line, guint *first, guint *n)
{
  guint end;

  g_return_if_fail (SFL_IS_READING (self));

  *first = count_blocks_before (self, line);
  end = count_blocks_before (self, line + 1);
  while (*first < end && g_array_index (self->blocks, SflBlock, *first).kind != SFL_BLOCK_TEXT)
    (*first)++;
  *n = end - *first;
}

/* The block of text that shows byte @offset of the transcript's text. */
guint
sfl_reading_find_at (SflReading *self, gsize offset)
{
  guint low = 0, high;

  g_return_val_if_fail (SFL_IS_READING (self), 0);

  /* The last to begin at or before it: a speaker's block comes before the text. */
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

  if (b->kind == SFL_BLOCK_SPEAKER) {
    const SflLine *lines = sfl_transcript_get_lines (self->transcript, NULL);
    const char *name = sfl_transcript_get_speaker (self->transcript, lines[b->line].speaker);

    cleaner = (Cleaner){ .at = name, .end = find_split (name, name + strlen (name)) };
  } else {
    cleaner = cleaner_begin (self, b);
  }

  while (cleaner.at < cleaner.end) {
    cleaner_step (&cleaner);
    g_string_append_len (shown, cleaner.shown, cleaner.n_shown);
  }

  if (length)
    *length = shown->len;

  return g_string_free (shown, FALSE);
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
