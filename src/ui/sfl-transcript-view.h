/* sfl-transcript-view.h: the text, its times and what is being spoken
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-finder.h"
#include "sfl-reading.h"

G_BEGIN_DECLS

typedef enum {
  SFL_PART_NONE,
  SFL_PART_TEXT,
  SFL_PART_TIME,
  SFL_PART_HOLE,
  SFL_PART_HEADING,
} SflPart;

/**
 * SflSpot:
 * @part: what is there
 * @line: the transcript's line
 * @word: the timed word, or -1
 * @hole: the hole, or -1
 * @chapter: when the chapter of a heading begins
 */
typedef struct {
  SflPart part;
  guint line;
  int word;
  int hole;
  SflTime chapter;
} SflSpot;

/* When the times beside the text are shown. */
typedef enum {
  SFL_TIMES_ALWAYS,
  SFL_TIMES_HOVER, /* while the pointer or the keyboard's focus is in the text */
  SFL_TIMES_NEVER,
} SflTimes;

/**
 * SflTextLayout:
 * @line_height: from one row to the next, in em
 * @paragraph_gap: the room between two paragraphs, beyond that of rows, in em
 * @letter_spacing: added to each letter, in em; a space grows with it
 * @measure: characters in a row; 0: as many as the window has room for
 * @n_lines: of the text shown around the one that is read; 0: all
 * @times: when times are shown
 */
typedef struct {
  double line_height;
  double paragraph_gap;
  double letter_spacing;
  int measure;
  guint n_lines;
  SflTimes times;
} SflTextLayout;

#define SFL_TYPE_TRANSCRIPT_VIEW (sfl_transcript_view_get_type ())
G_DECLARE_FINAL_TYPE (SflTranscriptView, sfl_transcript_view, SFL, TRANSCRIPT_VIEW, GtkTextView)

GtkWidget *sfl_transcript_view_new (void);

gboolean sfl_transcript_view_set_reading (SflTranscriptView *self, SflReading *reading);
SflReading *sfl_transcript_view_get_reading (SflTranscriptView *self);
gboolean sfl_transcript_view_is_plain (SflTranscriptView *self);
guint sfl_transcript_view_get_page (SflTranscriptView *self);
void sfl_transcript_view_show_page (SflTranscriptView *self, guint page);

void sfl_transcript_view_set_lit (SflTranscriptView *self,
                                  const guint *lines,
                                  guint n_lines,
                                  gboolean dimmed);
void sfl_transcript_view_set_word (SflTranscriptView *self, int word);
void sfl_transcript_view_set_heard (SflTranscriptView *self, int line);
void sfl_transcript_view_set_hole (SflTranscriptView *self, int hole);
void sfl_transcript_view_set_hits (SflTranscriptView *self, SflFinder *finder, int here);
void sfl_transcript_view_set_ruler (SflTranscriptView *self, int line);
void sfl_transcript_view_set_layout (SflTranscriptView *self, const SflTextLayout *layout);

gboolean
sfl_transcript_view_get_line_range (SflTranscriptView *self, guint line, int *y, int *height);
gboolean sfl_transcript_view_get_line_iter (SflTranscriptView *self, guint line, GtkTextIter *iter);
gboolean sfl_transcript_view_get_iter_at (SflTranscriptView *self, gsize offset, GtkTextIter *iter);
gsize sfl_transcript_view_get_offset (SflTranscriptView *self, const GtkTextIter *iter);
SflSpot sfl_transcript_view_find_spot (SflTranscriptView *self, double x, double y);
int sfl_transcript_view_find_line_at_iter (SflTranscriptView *self, const GtkTextIter *iter);
int sfl_transcript_view_find_line_at_y (SflTranscriptView *self, int buffer_y);
int sfl_transcript_view_get_caret_line (SflTranscriptView *self);
SflTime sfl_transcript_view_get_caret_chapter (SflTranscriptView *self);
gboolean sfl_transcript_view_get_selection (SflTranscriptView *self, gsize *start, gsize *end);
gboolean sfl_transcript_view_find_piece (SflTranscriptView *self,
                                         double x,
                                         double y,
                                         gsize *start,
                                         gsize *end);
void sfl_transcript_view_select_line (SflTranscriptView *self, guint line);

G_END_DECLS
