/* sfl-reading.h: what a view shows of a transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-transcript.h"

G_BEGIN_DECLS

/* What a text view lays out and scrolls exactly, measured on GTK 4.8. */
#define SFL_READING_PAGE_BLOCKS 10000

/* A longer paragraph is split at a space: one line of a megabyte takes the text
 * layout two seconds.
 */
#define SFL_READING_MAX_PARAGRAPH 4096

/* More combining marks on one letter are not shown; 20 kB of them freeze the text layout. */
#define SFL_READING_MAX_MARKS 8

/**
 * SflReadingMode:
 * @SFL_READING_LINES: as the file delivers them
 * @SFL_READING_SENTENCES: a sentence that lines cut is one again
 * @SFL_READING_PARAGRAPHS: what one speaker says, some sentences at a time
 * @SFL_READING_PLAIN: the same as a text to read at one's own pace, without times or holes
 */
typedef enum {
  SFL_READING_LINES,
  SFL_READING_SENTENCES,
  SFL_READING_PARAGRAPHS,
  SFL_READING_PLAIN,
} SflReadingMode;

typedef enum {
  SFL_BLOCK_TEXT,    /* a line, sentence or paragraph, or a piece of a very long one */
  SFL_BLOCK_SPEAKER, /* the name of who speaks from here on */
  SFL_BLOCK_HEADING, /* the title of the chapter that begins here */
} SflBlockKind;

/**
 * SflBlock:
 * @kind: what the paragraph is
 * @line: the transcript's line it belongs to, or begins in
 * @offset: first byte of the transcript's text that it shows
 * @length: bytes of the transcript's text that it shows; 0 for a speaker and a heading
 * @hole: the hole that follows it, -1 when none does
 * @chapter: of a heading: which of the reading's chapters
 *
 * One paragraph on screen.  A speaker and a heading are no part of the transcript: they
 * stand before a block of text, and have its offset.
 */
typedef struct {
  SflBlockKind kind;
  guint32 line;
  guint32 offset;
  guint32 length;
  gint32 hole;
  guint32 chapter;
} SflBlock;

#define SFL_TYPE_READING (sfl_reading_get_type ())
G_DECLARE_FINAL_TYPE (SflReading, sfl_reading, SFL, READING, GObject)

SflReading *sfl_reading_new (SflTranscript *transcript, SflReadingMode mode);
SflReading *sfl_reading_new_with_chapters (SflTranscript *transcript,
                                           SflReadingMode mode,
                                           const SflChapter *chapters,
                                           guint n_chapters);

SflTranscript *sfl_reading_get_transcript (SflReading *self);
SflReadingMode sfl_reading_get_mode (SflReading *self);
const SflBlock *sfl_reading_get_blocks (SflReading *self, guint *n_blocks);
guint sfl_reading_get_n_pages (SflReading *self);
void sfl_reading_get_page (SflReading *self, guint page, guint *first, guint *n);
guint sfl_reading_get_page_of (SflReading *self, guint block);

void sfl_reading_find_line (SflReading *self, guint line, guint *first, guint *n);
guint sfl_reading_find_at (SflReading *self, gsize offset);
const SflChapter *sfl_reading_get_heading (SflReading *self, guint block);
gboolean sfl_reading_has_chapters (SflReading *self, const SflChapter *chapters, guint n_chapters);
void sfl_reading_get_span (SflReading *self, guint block, SflTime *start, SflTime *end);

char *sfl_reading_dup_block_text (SflReading *self, guint block, gsize *length);
void sfl_reading_append_shown (GString *shown, const char *text, gsize length);
gsize sfl_reading_to_shown (SflReading *self, guint block, gsize offset);
gsize sfl_reading_to_transcript (SflReading *self, guint block, gsize shown);

G_END_DECLS
