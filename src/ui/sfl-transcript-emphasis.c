/* sfl-transcript-emphasis.c: how what is being spoken stands out
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Below the text the tint and the bar of a line, the mark of a word and the
 * tint of what was heard; above it a veil of the page's colour over all that
 * is to be fainter.  Nothing here touches the text, so nothing moves, and each
 * is a few rectangles, however long the text.
 */

#include "config.h"

#include "sfl-transcript-view-private.h"

#include "sfl-theme.h"

#define RADIUS 6
#define WORD_RADIUS 4

/* The mark of a word reaches so far into the room around it. */
#define WORD_PADDING 2
#define UNDERLINE 3
#define OUTLINE 2

/* What is fainter keeps 70 %: 6.1:1 on the light page, 7.9:1 on the dark one. */
#define VEIL 0.3f

/* A run of text is the end of a row, whole rows, and the beginning of one. */
#define MAX_BOXES 3

/* Where a word stands, when it is on this page and words are marked. */
gboolean
sfl_transcript_view_get_word_iters (SflTranscriptView *self,
                                    int word,
                                    GtkTextIter *start,
                                    GtkTextIter *end)
{
  const SflWord *words;

  if (word < 0 || self->reading == NULL ||
      sfl_theme_get_marking (sfl_theme_get_default ())->words == SFL_WORDS_OFF)
    return FALSE;
  words = sfl_transcript_get_words (sfl_reading_get_transcript (self->reading), NULL);

  return sfl_transcript_view_get_text_iters (self, words[word].offset, words[word].length, start,
                                             end);
}

static void
get_place (SflTranscriptView *self, const GtkTextIter *iter, GdkRectangle *place)
{
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), iter, place);
  if (place->width < 0) { /* right to left */
    place->x += place->width;
    place->width = -place->width;
  }
}

/* The boxes that a run of text fills, in buffer coordinates, from top to bottom. */
static guint
get_boxes (SflTranscriptView *self,
           const GtkTextIter *start,
           const GtkTextIter *end,
           GdkRectangle boxes[MAX_BOXES])
{
  int left = gtk_text_view_get_left_margin (GTK_TEXT_VIEW (self));
  int right = self->measured_width - gtk_text_view_get_right_margin (GTK_TEXT_VIEW (self));
  GtkTextIter row = *start, last_iter = *end;
  GdkRectangle first, last, row_start;
  gboolean rtl;
  guint n = 0;

  if (gtk_text_iter_compare (start, end) >= 0)
    return 0;
  gtk_text_iter_backward_char (&last_iter);
  get_place (self, start, &first);
  get_place (self, &last_iter, &last);
  if (first.y == last.y) {
    gdk_rectangle_union (&first, &last, &boxes[0]);
    return 1;
  }

  gtk_text_iter_set_line_offset (&row, 0);
  get_place (self, &row, &row_start);
  rtl = row_start.x > (left + right) / 2;
  boxes[n++] = rtl ? (GdkRectangle){ left, first.y, first.x + first.width - left, first.height }
                   : (GdkRectangle){ first.x, first.y, right - first.x, first.height };
  if (last.y - first.y - first.height >= first.height)
    boxes[n++] = (GdkRectangle){ left, first.y + first.height, right - left,
                                 last.y - first.y - first.height };
  else
    boxes[0].height = last.y - first.y;
  boxes[n++] = rtl ? (GdkRectangle){ last.x, last.y, right - last.x, last.height }
                   : (GdkRectangle){ left, last.y, last.x + last.width - left, last.height };

  return n;
}

static void
append_box (GtkSnapshot *snapshot,
            const GdkRectangle *box,
            int padding,
            float radius,
            const GdkRGBA *color)
{
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape,
                                   &GRAPHENE_RECT_INIT (box->x - padding, box->y,
                                                        box->width + 2 * padding, box->height),
                                   radius);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, color, &shape.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
append_outline (GtkSnapshot *snapshot, const GdkRectangle *box, const GdkRGBA *color)
{
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape,
                                   &GRAPHENE_RECT_INIT (box->x - WORD_PADDING - 1, box->y - 1,
                                                        box->width + 2 * WORD_PADDING + 2,
                                                        box->height + 2),
                                   WORD_RADIUS);
  gtk_snapshot_append_border (snapshot, &shape,
                              (const float[4]){ OUTLINE, OUTLINE, OUTLINE, OUTLINE },
                              (const GdkRGBA[4]){ *color, *color, *color, *color });
}

/* Where the tint of a line begins: half of the bar stands outside of it. */
static int
get_bar_x (SflTranscriptView *self)
{
  return gtk_text_view_get_left_margin (GTK_TEXT_VIEW (self)) - SFL_TRANSCRIPT_TINT_PADDING -
         SFL_TRANSCRIPT_BAR_WIDTH / 2;
}

/* Neighbouring paragraphs with all their width: tint and bar are one shape. */
static void
get_run_box (SflTranscriptView *self, const SflParagraphs *run, GdkRectangle *box)
{
  GdkRectangle first, last;

  sfl_transcript_view_get_area (self, run->first, &first);
  sfl_transcript_view_get_area (self, run->first + run->n - 1, &last);
  box->x = get_bar_x (self);
  box->y = first.y;
  box->width = first.x + first.width + SFL_TRANSCRIPT_TINT_PADDING - box->x;
  box->height = last.y + last.height - first.y;
}

static void
draw_run (SflTranscriptView *self,
          GtkSnapshot *snapshot,
          const SflParagraphs *run,
          const GdkRGBA *tint)
{
  GdkRectangle box;
  GskRoundedRect shape;

  get_run_box (self, run, &box);
  gsk_rounded_rect_init_from_rect (&shape,
                                   &GRAPHENE_RECT_INIT (box.x, box.y, box.width, box.height),
                                   RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, tint, &shape.bounds);
  gtk_snapshot_append_color (snapshot, &sfl_palette_get_current ()->bar,
                             &GRAPHENE_RECT_INIT (box.x, box.y, SFL_TRANSCRIPT_BAR_WIDTH,
                                                  box.height));
  gtk_snapshot_pop (snapshot);
}

/* In a paragraph only what the line says has a tint, and the bar stands beside its rows. */
static void
draw_part (SflTranscriptView *self, GtkSnapshot *snapshot, guint line, const GdkRGBA *tint)
{
  GdkRectangle boxes[MAX_BOXES], bar = { get_bar_x (self), 0, SFL_TRANSCRIPT_BAR_WIDTH, 0 };
  GtkTextIter start, end;
  guint n;

  if (!sfl_transcript_view_get_line_iters (self, line, &start, &end))
    return;
  n = get_boxes (self, &start, &end, boxes);
  for (guint i = 0; i < n; i++)
    append_box (snapshot, &boxes[i], WORD_PADDING, n > 1 ? 0 : WORD_RADIUS, tint);

  sfl_transcript_view_get_rows (self, line, &bar.y, &bar.height);
  append_box (snapshot, &bar, 0, SFL_TRANSCRIPT_BAR_WIDTH / 2, &sfl_palette_get_current ()->bar);
}

static void
draw_word (SflTranscriptView *self, GtkSnapshot *snapshot)
{
  const SflPalette *palette = sfl_palette_get_current ();
  const GdkRGBA *edge = self->lit_tag == self->bare_tag ? &palette->bar : &palette->edge;
  guint style = sfl_theme_get_marking (sfl_theme_get_default ())->style;
  GdkRectangle boxes[MAX_BOXES];
  GtkTextIter start, end;
  guint n;

  if (!sfl_transcript_view_get_word_iters (self, self->word, &start, &end))
    return;
  n = get_boxes (self, &start, &end, boxes);
  for (guint i = 0; i < n; i++) {
    if (style & SFL_WORD_BACKGROUND)
      append_box (snapshot, &boxes[i], WORD_PADDING, WORD_RADIUS, &palette->word);
    if (style & SFL_WORD_UNDERLINE)
      append_box (snapshot,
                  &(GdkRectangle){ boxes[i].x, boxes[i].y + boxes[i].height - 1, boxes[i].width,
                                   UNDERLINE },
                  0, UNDERLINE / 2.f, edge);
    if (style & SFL_WORD_OUTLINE)
      append_outline (snapshot, &boxes[i], edge);
  }
}

/* What was heard: all that stands above the line being spoken, or with the latest. */
static void
draw_heard (SflTranscriptView *self, GtkSnapshot *snapshot)
{
  const SflBlock *first;
  GdkRectangle visible;
  guint block, n;
  int y, height, end;

  if (!sfl_theme_get_marking (sfl_theme_get_default ())->tint_heard || self->heard < 0)
    return;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self), &visible);
  first = sfl_transcript_view_get_block (self, 0);
  sfl_reading_find_line (self->reading, self->heard, &block, &n);
  if (sfl_transcript_view_get_line_range (self, self->heard, &y, &height))
    end = self->n_lit > 0 ? y : y + height;
  else if (block >= self->page_first && (guint) self->heard >= first->line)
    end = visible.y + visible.height;
  else
    return;

  end = MIN (end, visible.y + visible.height);
  if (end > visible.y)
    gtk_snapshot_append_color (snapshot, &sfl_palette_get_current ()->heard,
                               &GRAPHENE_RECT_INIT (visible.x, visible.y, visible.width,
                                                    end - visible.y));
}

/* The bars of what is lit, on a tint. */
static void
draw_lines (SflTranscriptView *self, GtkSnapshot *snapshot, const GdkRGBA *tint)
{
  for (guint i = self->n_lit; i > 0; i--) {
    SflParagraphs run;

    if (self->lit[i - 1].n == 0)
      continue;
    if (sfl_transcript_view_get_mode (self) == SFL_READING_PARAGRAPHS)
      draw_part (self, snapshot, self->lit_lines[i - 1], tint);
    else
      for (guint at = self->lit[i - 1].first;
           sfl_transcript_view_next_run (self, &self->lit[i - 1], &at, &run);)
        draw_run (self, snapshot, &run, tint);
  }
}

/* Below the text. */
void
sfl_transcript_view_draw_marks (SflTranscriptView *self, GtkSnapshot *snapshot)
{
  GdkRGBA tint = sfl_palette_get_current ()->line;

  draw_heard (self, snapshot);
  if (self->lit_tag == self->dim_tag)
    tint.alpha = 0.5;
  else if (self->lit_tag == self->bare_tag)
    tint.alpha = 0;
  draw_lines (self, snapshot, &tint);
  draw_word (self, snapshot);
}

/* What the veil leaves free: the word of a mask, or else what was lit last. */
static guint
find_clear (SflTranscriptView *self,
            gboolean mask,
            GdkRectangle boxes[SFL_CURSOR_MAX_LIT + MAX_BOXES])
{
  GtkTextIter start, end;
  guint n = 0;

  if (mask && sfl_transcript_view_get_word_iters (self, self->clear_word, &start, &end)) {
    SflTranscript *transcript = sfl_reading_get_transcript (self->reading);
    const SflWord *words = sfl_transcript_get_words (transcript, NULL);

    if (sfl_transcript_find_at (transcript, words[self->clear_word].offset) ==
        (int) self->lit_lines[0]) {
      n = get_boxes (self, &start, &end, boxes);
      for (guint i = 0; i < n; i++) {
        boxes[i].x -= WORD_PADDING;
        boxes[i].width += 2 * WORD_PADDING;
      }
      return n;
    }
  }

  for (guint i = 0; i < self->n_clear; i++) {
    if (self->lit[i].n == 0)
      continue;
    if (sfl_transcript_view_get_mode (self) != SFL_READING_PARAGRAPHS) {
      get_run_box (self, &self->lit[i], &boxes[n]);
      boxes[n].width += boxes[n].x;
      boxes[n++].x = 0;
    } else if (n <= SFL_CURSOR_MAX_LIT &&
               sfl_transcript_view_get_line_iters (self, self->lit_lines[i], &start, &end)) {
      n += get_boxes (self, &start, &end, boxes + n);
    }
  }

  return n;
}

static int
compare_boxes (const void *a, const void *b)
{
  return ((const GdkRectangle *) a)->y - ((const GdkRectangle *) b)->y;
}

static void
append_veil (GtkSnapshot *snapshot, int x, int y, int width, int height)
{
  GdkRGBA veil = sfl_palette_get_current ()->page;

  veil.alpha = VEIL;
  if (width > 0 && height > 0)
    gtk_snapshot_append_color (snapshot, &veil, &GRAPHENE_RECT_INIT (x, y, width, height));
}

/* Above the text: a veil over all but what is to be seen best.  Not while one looks for other
 * things than what is being spoken.
 */
void
sfl_transcript_view_draw_cover (SflTranscriptView *self, GtkSnapshot *snapshot)
{
  const SflMarking *marking = sfl_theme_get_marking (sfl_theme_get_default ());
  gboolean mask =
      marking->style & SFL_WORD_MASK && marking->words != SFL_WORDS_OFF && self->clear_word >= 0;
  GdkRectangle boxes[SFL_CURSOR_MAX_LIT + MAX_BOXES], visible;
  guint n;
  int y;

  if ((!mask && !marking->dim_others) || self->n_clear == 0 || self->finder ||
      gtk_text_buffer_get_has_selection (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self))))
    return;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self), &visible);
  n = find_clear (self, mask, boxes);
  qsort (boxes, n, sizeof *boxes, compare_boxes);

  y = visible.y;
  for (guint i = 0; i < n; i++) {
    int bottom = MAX (y, boxes[i].y + boxes[i].height);
    int top = MAX (y, boxes[i].y);

    append_veil (snapshot, visible.x, y, visible.width, top - y);
    append_veil (snapshot, visible.x, top, boxes[i].x - visible.x, bottom - top);
    append_veil (snapshot, boxes[i].x + boxes[i].width, top,
                 visible.x + visible.width - boxes[i].x - boxes[i].width, bottom - top);
    y = bottom;
  }
  append_veil (snapshot, visible.x, y, visible.width, visible.y + visible.height - y);

  /* A bar says where the line is, veil or not. */
  draw_lines (self, snapshot, &(GdkRGBA){ 0 });
}
