/* sfl-transcript-view-private.h: the two halves of the transcript view, its text and its drawing
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-transcript-view.h"

#include "sfl-cursor.h"
#include "sfl-flash.h"

G_BEGIN_DECLS

/* The tint reaches so far beyond the text at either side. */
#define SFL_TRANSCRIPT_TINT_PADDING 12

#define SFL_TRANSCRIPT_SIDE_MARGIN 24
#define SFL_TRANSCRIPT_BAR_WIDTH 6

/* Neighbours on the page that is shown. */
typedef struct {
  guint first;
  guint n;
} SflParagraphs;

struct _SflTranscriptView {
  GtkTextView parent_instance;

  SflReading *reading;
  guint page;
  guint page_first;
  guint page_n;

  GtkTextTag *letter_tag;
  GtkTextTag *space_tag;
  GtkTextTag *line_tag;
  GtkTextTag *dim_tag;
  GtkTextTag *bare_tag;
  GtkTextTag *word_tag;
  GtkTextTag *hit_tag;
  GtkTextTag *hit_here_tag;
  GtkTextTag *speaker_tag;
  GtkTextTag *heading_tag;
  GtkTextTag *language_tag;
  GtkTextTag *hole_tag;
  GtkTextTag *unspoken_tag;

  guint lit_lines[SFL_CURSOR_MAX_LIT];
  guint n_lit;
  gboolean dimmed;
  SflParagraphs lit[SFL_CURSOR_MAX_LIT];
  guint n_clear;       /* of lit[], also when nothing is lit any more */
  GtkTextTag *lit_tag; /* that they have */
  guint wanted_lines[SFL_CURSOR_MAX_LIT];
  guint n_wanted;
  gboolean wanted_dimmed;
  SflFlash flash;
  gboolean fresh; /* another reading: what is lit first has not changed */
  guint flash_id; /* of the timeout that shows what is wanted */
  int trust_line; /* whose words were last asked about, and the answer */
  gboolean trusted;
  int word;
  int clear_word; /* the latest */
  int heard;
  int hole;
  SflFinder *finder;
  int hit_here;

  guint primary_id; /* of the idle source that offers the selection */

  SflTextLayout layout;
  gboolean spaces_tagged;
  gboolean narrow;
  int measured_width;
  int shown_height;
  PangoFontDescription *font; /* that all was measured with */
  int ruler;                  /* the line that is read, for when few are shown; or -1 */
  int hole_height;
  PangoLayout *time_layout;
  PangoLayout *hole_layout;
  int time_ascent;
  int text_ascent;
};

const SflBlock *sfl_transcript_view_get_block (SflTranscriptView *self, guint paragraph);

/* sfl-transcript-places.c */
SflReadingMode sfl_transcript_view_get_mode (SflTranscriptView *self);
gboolean sfl_transcript_view_find_range (SflTranscriptView *self, guint line, SflParagraphs *range);
gboolean sfl_transcript_view_next_run (SflTranscriptView *self,
                                       const SflParagraphs *range,
                                       guint *at,
                                       SflParagraphs *run);
void sfl_transcript_view_get_range_iters (SflTranscriptView *self,
                                          const SflParagraphs *range,
                                          GtkTextIter *start,
                                          GtkTextIter *end);
gboolean sfl_transcript_view_get_text_iters (SflTranscriptView *self,
                                             gsize offset,
                                             gsize length,
                                             GtkTextIter *start,
                                             GtkTextIter *end);
gboolean sfl_transcript_view_get_line_iters (SflTranscriptView *self,
                                             guint line,
                                             GtkTextIter *start,
                                             GtkTextIter *end);

/* sfl-transcript-marks.c */
void sfl_transcript_view_apply_palette (SflTranscriptView *self);
void sfl_transcript_view_tag (SflTranscriptView *self,
                              const SflParagraphs *range,
                              GtkTextTag *tag,
                              gboolean on);
void sfl_transcript_view_untag (SflTranscriptView *self, GtkTextTag *tag);
void sfl_transcript_view_tag_hits (SflTranscriptView *self);
void sfl_transcript_view_tag_unspoken (SflTranscriptView *self);

/* sfl-transcript-lit.c */
void sfl_transcript_view_light (SflTranscriptView *self);
void sfl_transcript_view_unlight (SflTranscriptView *self);
void sfl_transcript_view_tag_word (SflTranscriptView *self, gboolean on);
void sfl_transcript_view_forget_lit (SflTranscriptView *self);

/* sfl-transcript-emphasis.c */
gboolean sfl_transcript_view_get_word_iters (SflTranscriptView *self,
                                             int word,
                                             GtkTextIter *start,
                                             GtkTextIter *end);
void sfl_transcript_view_draw_marks (SflTranscriptView *self, GtkSnapshot *snapshot);
void sfl_transcript_view_draw_cover (SflTranscriptView *self, GtkSnapshot *snapshot);

/* sfl-transcript-layout.c */
void sfl_transcript_view_apply_font (SflTranscriptView *self);
void sfl_transcript_view_apply_width (SflTranscriptView *self, int width);
void sfl_transcript_view_tag_spaces (SflTranscriptView *self, guint first);
gboolean sfl_transcript_view_shows_times (SflTranscriptView *self);

void sfl_transcript_view_reflow (SflTranscriptView *self);

/* sfl-transcript-ruler.c */
void sfl_transcript_view_draw_ruler (SflTranscriptView *self, GtkSnapshot *snapshot);

/* sfl-transcript-drawing.c */
void sfl_transcript_view_get_area (SflTranscriptView *self, guint paragraph, GdkRectangle *area);
void sfl_transcript_view_get_rows (SflTranscriptView *self, guint line, int *y, int *height);
void sfl_transcript_view_draw_below (SflTranscriptView *self, GtkSnapshot *snapshot);
void sfl_transcript_view_draw_above (SflTranscriptView *self, GtkSnapshot *snapshot);

G_END_DECLS
