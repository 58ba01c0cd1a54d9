/* sfl-transcript-view.c: the text, its times and what is being spoken
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A read-only text view that shows one page of a reading.  The text goes into
 * the buffer once.  What is being spoken is a tag for those who read through
 * an accessibility bus, and a tint and a bar drawn below the text for those
 * who look; neither changes the layout.  Times stand in the left margin and
 * holes in the room below a paragraph: both are drawn, so copies stay clean.
 */

#include "config.h"

#include "sfl-transcript-view-private.h"

#include "sfl-excerpt.h"
#include "sfl-palette.h"
#include "sfl-text-tag.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (SflTranscriptView, sfl_transcript_view, GTK_TYPE_TEXT_VIEW)

const SflBlock *
sfl_transcript_view_get_block (SflTranscriptView *self, guint paragraph)
{
  guint n_blocks;

  return &sfl_reading_get_blocks (self->reading, &n_blocks)[self->page_first + paragraph];
}

/* The paragraphs of a line on this page. */
static gboolean
find_range (SflTranscriptView *self, guint line, SflParagraphs *range)
{
  guint first, n, end;

  if (self->reading == NULL)
    return FALSE;

  sfl_reading_find_line (self->reading, line, &first, &n);
  end = MIN (first + n, self->page_first + self->page_n);
  first = MAX (first, self->page_first);
  if (first >= end)
    return FALSE;

  range->first = first - self->page_first;
  range->n = end - first;

  return TRUE;
}

static void
get_range_iters (SflTranscriptView *self,
                 const SflParagraphs *range,
                 GtkTextIter *start,
                 GtkTextIter *end)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  gtk_text_buffer_get_iter_at_line (buffer, start, range->first);
  gtk_text_buffer_get_iter_at_line (buffer, end, range->first + range->n - 1);
  if (!gtk_text_iter_ends_line (end))
    gtk_text_iter_forward_to_line_end (end);
}

static SflReadingMode
get_mode (SflTranscriptView *self)
{
  return self->reading ? sfl_reading_get_mode (self->reading) : SFL_READING_LINES;
}

static void
tag_range (SflTranscriptView *self, const SflParagraphs *range, GtkTextTag *tag, gboolean on)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter start, end;

  get_range_iters (self, range, &start, &end);
  if (on)
    gtk_text_buffer_apply_tag (buffer, tag, &start, &end);
  else
    gtk_text_buffer_remove_tag (buffer, tag, &start, &end);
}

static void
remove_everywhere (SflTranscriptView *self, GtkTextTag *tag)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag (buffer, tag, &start, &end);
}

static void
apply_palette (SflTranscriptView *self)
{
  const SflPalette *palette = sfl_palette_get_current ();
  GdkRGBA dim = palette->line;

  dim.alpha = 0.5;
  g_object_set (self->line_tag, "background-rgba", &palette->line, "foreground-rgba",
                &palette->line_text, NULL);
  g_object_set (self->dim_tag, "background-rgba", &dim, NULL);
  g_object_set (self->word_tag, "background-rgba", &palette->word, NULL);
  g_object_set (self->hit_tag, "background-rgba", &palette->hit, "foreground-rgba",
                &palette->hit_text, NULL);
  g_object_set (self->hit_here_tag, "background-rgba", &palette->hit_here, "foreground-rgba",
                &palette->hit_text, NULL);
  g_object_set (self->speaker_tag, "foreground-rgba", &palette->bar, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
sfl_transcript_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SflTranscriptView *self = SFL_TRANSCRIPT_VIEW (widget);

  if (width != self->measured_width) {
    self->measured_width = width;
    sfl_transcript_view_apply_width (self, width);
  }

  GTK_WIDGET_CLASS (sfl_transcript_view_parent_class)
      ->size_allocate (widget, width, height, baseline);
}

static void
sfl_transcript_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  SflTranscriptView *self = SFL_TRANSCRIPT_VIEW (widget);

  GTK_WIDGET_CLASS (sfl_transcript_view_parent_class)->css_changed (widget, change);

  sfl_transcript_view_apply_font (self);
  gtk_widget_queue_resize (widget);
}

static void
sfl_transcript_view_snapshot_layer (GtkTextView *view,
                                    GtkTextViewLayer layer,
                                    GtkSnapshot *snapshot)
{
  SflTranscriptView *self = SFL_TRANSCRIPT_VIEW (view);

  if (self->page_n == 0)
    return;
  if (layer == GTK_TEXT_VIEW_LAYER_BELOW_TEXT)
    sfl_transcript_view_draw_below (self, snapshot);
  else
    sfl_transcript_view_draw_above (self, snapshot);
}

static gboolean
offer_selection_cb (gpointer user_data)
{
  SflTranscriptView *self = user_data;
  gsize start, end;
  g_autofree char *text = NULL;

  self->primary_id = 0;
  if (sfl_transcript_view_get_selection (self, &start, &end)) {
    text = sfl_excerpt_dup_text (sfl_reading_get_transcript (self->reading), start, end);
    gdk_clipboard_set_text (gtk_widget_get_primary_clipboard (GTK_WIDGET (self)), text);
  }

  return G_SOURCE_REMOVE;
}

/* Offers what is selected to the middle button of the mouse, once it stops changing. */
static void
mark_set_cb (GtkTextBuffer *buffer,
             const GtkTextIter *iter,
             GtkTextMark *mark,
             SflTranscriptView *self)
{
  if (self->primary_id == 0 && gtk_text_buffer_get_has_selection (buffer) &&
      (mark == gtk_text_buffer_get_insert (buffer) ||
       mark == gtk_text_buffer_get_selection_bound (buffer)))
    self->primary_id = g_idle_add_full (G_PRIORITY_LOW, offer_selection_cb, self, NULL);
}

/* A buffer that gives the primary selection itself drops what is selected as soon as
 * another entry, of ours or of any program, takes it over.  Here a selection is the
 * reader's place for quotes and clips, so it stays.
 */
static void
sfl_transcript_view_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sfl_transcript_view_parent_class)->realize (widget);

  gtk_text_buffer_remove_selection_clipboard (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)),
                                              gtk_widget_get_primary_clipboard (widget));
}

/* It takes away once more what it added. */
static void
sfl_transcript_view_unrealize (GtkWidget *widget)
{
  gtk_text_buffer_add_selection_clipboard (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget)),
                                           gtk_widget_get_primary_clipboard (widget));

  GTK_WIDGET_CLASS (sfl_transcript_view_parent_class)->unrealize (widget);
}

static void
style_changed_cb (AdwStyleManager *style, GParamSpec *pspec, SflTranscriptView *self)
{
  apply_palette (self);
}

static void
sfl_transcript_view_dispose (GObject *object)
{
  SflTranscriptView *self = SFL_TRANSCRIPT_VIEW (object);

  g_clear_handle_id (&self->primary_id, g_source_remove);
  g_clear_object (&self->reading);
  g_clear_object (&self->finder);
  g_clear_object (&self->time_layout);
  g_clear_object (&self->hole_layout);

  G_OBJECT_CLASS (sfl_transcript_view_parent_class)->dispose (object);
}

static void
sfl_transcript_view_class_init (SflTranscriptViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sfl_transcript_view_dispose;
  widget_class->realize = sfl_transcript_view_realize;
  widget_class->unrealize = sfl_transcript_view_unrealize;
  widget_class->size_allocate = sfl_transcript_view_size_allocate;
  widget_class->css_changed = sfl_transcript_view_css_changed;
  GTK_TEXT_VIEW_CLASS (klass)->snapshot_layer = sfl_transcript_view_snapshot_layer;
}

static void
sfl_transcript_view_init (SflTranscriptView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  AdwStyleManager *style = adw_style_manager_get_default ();

  self->word = self->hole = self->hit_here = -1;
  self->measured_width = -1;
  self->show_times = TRUE;

  gtk_text_view_set_editable (view, FALSE);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "transcript");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Transcript"), -1);

  /* Later tags win: a word over its line, a hit over both. */
  self->hole_tag = sfl_text_tag_add (buffer);
  self->speaker_tag = sfl_text_tag_add (buffer);
  g_object_set (self->speaker_tag, "weight", PANGO_WEIGHT_BOLD, "scale", 0.86, NULL);
  self->dim_tag = sfl_text_tag_add (buffer);
  self->line_tag = sfl_text_tag_add (buffer);
  self->word_tag = sfl_text_tag_add (buffer);
  self->hit_tag = sfl_text_tag_add (buffer);
  self->hit_here_tag = sfl_text_tag_add (buffer);

  g_signal_connect_object (buffer, "mark-set", G_CALLBACK (mark_set_cb), self, 0);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (style_changed_cb), self, 0);
  g_signal_connect_object (style, "notify::high-contrast", G_CALLBACK (style_changed_cb), self, 0);
  apply_palette (self);
}

GtkWidget *
sfl_transcript_view_new (void)
{
  return g_object_new (SFL_TYPE_TRANSCRIPT_VIEW, NULL);
}

/* Both ends of a range of the transcript's text, when it begins on this page. */
static gboolean
get_text_iters (SflTranscriptView *self,
                gsize offset,
                gsize length,
                GtkTextIter *start,
                GtkTextIter *end)
{
  return sfl_transcript_view_get_iter_at (self, offset, start) &&
         sfl_transcript_view_get_iter_at (self, offset + length, end);
}

/* Where the text of a line is, when it begins on this page. */
gboolean
sfl_transcript_view_get_line_iters (SflTranscriptView *self,
                                    guint line,
                                    GtkTextIter *start,
                                    GtkTextIter *end)
{
  const SflLine *lines;

  if (self->reading == NULL)
    return FALSE;
  lines = sfl_transcript_get_lines (sfl_reading_get_transcript (self->reading), NULL);

  return get_text_iters (self, lines[line].offset, lines[line].length, start, end);
}

/* The paragraphs that say a line.  Of several sentences in it, the words tell which. */
static gboolean
find_lit (SflTranscriptView *self, guint line, SflParagraphs *range)
{
  SflTranscript *transcript;
  const SflWord *word;
  guint first, n, block;

  if (!find_range (self, line, range))
    return FALSE;
  if (self->word < 0 || get_mode (self) != SFL_READING_SENTENCES)
    return TRUE;

  transcript = sfl_reading_get_transcript (self->reading);
  sfl_transcript_get_line_words (transcript, line, &first, &n);
  if ((guint) self->word < first || (guint) self->word >= first + n)
    return TRUE;
  word = &sfl_transcript_get_words (transcript, NULL)[self->word];
  block = sfl_reading_find_at (self->reading, word->offset);
  if (block >= self->page_first + range->first &&
      block < self->page_first + range->first + range->n)
    *range = (SflParagraphs){ block - self->page_first, 1 };

  return TRUE;
}

/* Only a line of a paragraph is lit, but the whole of a sentence. */
static void
tag_lit (SflTranscriptView *self, guint i, gboolean on)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextTag *tag = self->dimmed ? self->dim_tag : self->line_tag;
  GtkTextIter start, end;

  if (get_mode (self) != SFL_READING_PARAGRAPHS)
    tag_range (self, &self->lit[i], tag, on);
  else if (!sfl_transcript_view_get_line_iters (self, self->lit_lines[i], &start, &end))
    return;
  else if (on)
    gtk_text_buffer_apply_tag (buffer, tag, &start, &end);
  else
    gtk_text_buffer_remove_tag (buffer, tag, &start, &end);
}

/* Puts the tags of what is lit where they belong on this page. */
static void
light (SflTranscriptView *self)
{
  for (guint i = 0; i < self->n_lit; i++) {
    if (find_lit (self, self->lit_lines[i], &self->lit[i]))
      tag_lit (self, i, TRUE);
    else
      self->lit[i].n = 0;
  }
}

static void
unlight (SflTranscriptView *self)
{
  for (guint i = 0; i < self->n_lit; i++)
    if (self->lit[i].n > 0)
      tag_lit (self, i, FALSE);
}

static void
tag_word (SflTranscriptView *self, gboolean on)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  guint n_words;
  const SflWord *words;
  GtkTextIter start, end;

  if (self->word < 0 || self->reading == NULL)
    return;

  words = sfl_transcript_get_words (sfl_reading_get_transcript (self->reading), &n_words);
  if (!get_text_iters (self, words[self->word].offset, words[self->word].length, &start, &end))
    return;
  if (on)
    gtk_text_buffer_apply_tag (buffer, self->word_tag, &start, &end);
  else
    gtk_text_buffer_remove_tag (buffer, self->word_tag, &start, &end);
}

/* Marks the hits that are on this page. */
static void
tag_hits (SflTranscriptView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  guint n_hits;
  const SflHit *hits;

  if (self->finder == NULL || self->page_n == 0)
    return;

  hits = sfl_finder_get_hits (self->finder, &n_hits);
  for (int i = MAX (0, sfl_finder_find_next (self->finder,
                                             sfl_transcript_view_get_block (self, 0)->offset));
       i < (int) n_hits; i++) {
    GtkTextIter start, end;

    if (hits[i].offset > sfl_transcript_view_get_block (self, self->page_n - 1)->offset +
                             sfl_transcript_view_get_block (self, self->page_n - 1)->length)
      break;
    if (get_text_iters (self, hits[i].offset, hits[i].length, &start, &end))
      gtk_text_buffer_apply_tag (buffer, i == self->hit_here ? self->hit_here_tag : self->hit_tag,
                                 &start, &end);
  }
}

/* The paragraphs of this page from @first on, as text. */
static GString *
make_text (SflTranscriptView *self, guint first)
{
  GString *text = g_string_new (NULL);

  for (guint i = first; i < self->page_n; i++) {
    gsize length;
    g_autofree char *shown =
        sfl_reading_dup_block_text (self->reading, self->page_first + i, &length);

    if (i > 0)
      g_string_append_c (text, '\n');
    g_string_append_len (text, shown, length);
  }

  return text;
}

static void
tag_blocks (SflTranscriptView *self, guint first)
{
  for (guint i = first; i < self->page_n; i++) {
    const SflBlock *block = sfl_transcript_view_get_block (self, i);

    if (block->kind == SFL_BLOCK_SPEAKER)
      tag_range (self, &(SflParagraphs){ i, 1 }, self->speaker_tag, TRUE);
    if (block->hole >= 0)
      tag_range (self, &(SflParagraphs){ i, 1 }, self->hole_tag, TRUE);
  }
}

/**
 * sfl_transcript_view_show_page:
 *
 * Fills the buffer with a page of the reading, at its top.
 */
void
sfl_transcript_view_show_page (SflTranscriptView *self, guint page)
{
  GtkTextBuffer *buffer;
  g_autoptr (GString) text = NULL;
  GtkTextIter start;

  g_return_if_fail (SFL_IS_TRANSCRIPT_VIEW (self));

  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  self->page = page;
  self->page_first = self->page_n = 0;
  if (self->reading)
    sfl_reading_get_page (self->reading, page, &self->page_first, &self->page_n);

  text = make_text (self, 0);
  gtk_text_buffer_set_text (buffer, text->str, text->len);
  tag_blocks (self, 0);
  light (self);
  tag_word (self, TRUE);
  tag_hits (self);

  gtk_text_buffer_get_start_iter (buffer, &start);
  gtk_text_buffer_place_cursor (buffer, &start);
}

guint
sfl_transcript_view_get_page (SflTranscriptView *self)
{
  g_return_val_if_fail (SFL_IS_TRANSCRIPT_VIEW (self), 0);

  return self->page;
}

SflReading *
sfl_transcript_view_get_reading (SflTranscriptView *self)
{
  g_return_val_if_fail (SFL_IS_TRANSCRIPT_VIEW (self), NULL);

  return self->reading;
}

/* Whether @reading begins as what is shown does, and only has more, or other times. */
static gboolean
goes_on (SflTranscriptView *self, SflReading *reading)
{
  guint n_blocks, n_before, first, n;
  const SflBlock *blocks, *before;
  const char *text, *text_before;
  gsize length, length_before;

  if (self->reading == NULL || reading == NULL || self->page_n == 0)
    return FALSE;

  before = sfl_reading_get_blocks (self->reading, &n_before);
  blocks = sfl_reading_get_blocks (reading, &n_blocks);
  text_before =
      sfl_transcript_get_text (sfl_reading_get_transcript (self->reading), &length_before);
  text = sfl_transcript_get_text (sfl_reading_get_transcript (reading), &length);
  if (n_blocks < n_before || length < length_before ||
      memcmp (text, text_before, length_before) != 0)
    return FALSE;
  for (guint i = 0; i < n_before; i++)
    if (blocks[i].kind != before[i].kind || blocks[i].line != before[i].line ||
        blocks[i].offset != before[i].offset || blocks[i].length != before[i].length ||
        (i + 1 < n_before && (blocks[i].hole >= 0) != (before[i].hole >= 0)))
      return FALSE;
  sfl_reading_get_page (reading, self->page, &first, &n);

  return first == self->page_first && n >= self->page_n;
}

/* Adds what has come below what is there: nothing moves. */
static void
add_paragraphs (SflTranscriptView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  guint n_before = self->page_n;
  SflParagraphs last = { n_before - 1, 1 };
  g_autoptr (GString) text = NULL;
  GtkTextIter end;

  /* Only now is it known what follows the last one. */
  tag_range (self, &last, self->hole_tag, FALSE);
  sfl_reading_get_page (self->reading, self->page, &self->page_first, &self->page_n);
  text = make_text (self, n_before);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, text->str, text->len);
  tag_blocks (self, n_before - 1);
}

/**
 * sfl_transcript_view_set_reading:
 * @reading: (nullable): shown from its first page; NULL shows nothing
 *
 * The marks of a search stay where they are in the same transcript.
 *
 * Returns: TRUE when @reading goes on where the one before ended, so that the view has kept
 *   its place
 */
gboolean
sfl_transcript_view_set_reading (SflTranscriptView *self, SflReading *reading)
{
  gboolean keeps_place, same;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT_VIEW (self), FALSE);

  if (self->reading == reading)
    return TRUE;

  same = self->reading && reading &&
         sfl_reading_get_transcript (self->reading) == sfl_reading_get_transcript (reading);
  keeps_place = !same && goes_on (self, reading);
  if (keeps_place) {
    unlight (self);
    tag_word (self, FALSE);
    remove_everywhere (self, self->hit_tag);
    remove_everywhere (self, self->hit_here_tag);
  }
  g_set_object (&self->reading, reading);
  self->n_lit = 0;
  self->word = self->hole = -1;
  if (!same) {
    self->hit_here = -1;
    g_clear_object (&self->finder);
  }
  if (self->measured_width > 0 && self->time_layout) {
    int width = self->measured_width;

    sfl_transcript_view_apply_font (self);
    sfl_transcript_view_apply_width (self, width);
    self->measured_width = width;
  }
  if (keeps_place)
    add_paragraphs (self);
  else
    sfl_transcript_view_show_page (self, 0);

  return keeps_place;
}

/**
 * sfl_transcript_view_set_lit:
 * @lines: the lines being spoken
 * @n_lines: at most SFL_CURSOR_MAX_LIT
 * @dimmed: whether they have just ended
 */
void
sfl_transcript_view_set_lit (SflTranscriptView *self,
                             const guint *lines,
                             guint n_lines,
                             gboolean dimmed)
{
  g_return_if_fail (SFL_IS_TRANSCRIPT_VIEW (self));
  g_return_if_fail (n_lines <= SFL_CURSOR_MAX_LIT);

  unlight (self);
  self->n_lit = n_lines;
  if (n_lines > 0)
    memcpy (self->lit_lines, lines, n_lines * sizeof *lines);
  self->dimmed = dimmed;
  light (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The word being spoken; -1: none. */
void
sfl_transcript_view_set_word (SflTranscriptView *self, int word)
{
  g_return_if_fail (SFL_IS_TRANSCRIPT_VIEW (self));

  if (word == self->word)
    return;
  tag_word (self, FALSE);
  unlight (self);
  self->word = word;
  light (self);
  tag_word (self, TRUE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The hole the playhead is in; -1: none. */
void
sfl_transcript_view_set_hole (SflTranscriptView *self, int hole)
{
  g_return_if_fail (SFL_IS_TRANSCRIPT_VIEW (self));

  if (hole == self->hole)
    return;
  self->hole = hole;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sfl_transcript_view_set_hits:
 * @finder: (nullable): what was searched
 * @here: the hit that was stepped to, or -1
 */
void
sfl_transcript_view_set_hits (SflTranscriptView *self, SflFinder *finder, int here)
{
  g_return_if_fail (SFL_IS_TRANSCRIPT_VIEW (self));

  remove_everywhere (self, self->hit_tag);
  remove_everywhere (self, self->hit_here_tag);
  g_set_object (&self->finder, finder);
  self->hit_here = here;
  tag_hits (self);
}

void
sfl_transcript_view_set_show_times (SflTranscriptView *self, gboolean show_times)
{
  g_return_if_fail (SFL_IS_TRANSCRIPT_VIEW (self));

  if (self->show_times == show_times)
    return;
  self->show_times = show_times;
  self->measured_width = -1;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * sfl_transcript_view_get_line_range:
 * @y: (out): its top, in buffer coordinates
 * @height: (out): without the room for a hole
 *
 * Returns: FALSE when the line is not on this page
 */
gboolean
sfl_transcript_view_get_line_range (SflTranscriptView *self, guint line, int *y, int *height)
{
  SflParagraphs range;
  GdkRectangle first, last;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT_VIEW (self), FALSE);

  if (!find_range (self, line, &range))
    return FALSE;

  if (get_mode (self) == SFL_READING_PARAGRAPHS) {
    sfl_transcript_view_get_rows (self, line, y, height);
    return TRUE;
  }
  sfl_transcript_view_get_area (self, range.first, &first);
  sfl_transcript_view_get_area (self, range.first + range.n - 1, &last);
  *y = first.y;
  *height = last.y + last.height - first.y;

  return TRUE;
}

/* The start of a line, when it is on this page. */
gboolean
sfl_transcript_view_get_line_iter (SflTranscriptView *self, guint line, GtkTextIter *iter)
{
  SflParagraphs range;
  GtkTextIter end;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT_VIEW (self), FALSE);

  if (!find_range (self, line, &range))
    return FALSE;

  if (get_mode (self) != SFL_READING_LINES &&
      sfl_transcript_view_get_line_iters (self, line, iter, &end))
    return TRUE;
  gtk_text_buffer_get_iter_at_line (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), iter,
                                    range.first);

  return TRUE;
}

/**
 * sfl_transcript_view_get_iter_at:
 * @offset: byte of the transcript's text
 *
 * Returns: FALSE when it is not on this page
 */
gboolean
sfl_transcript_view_get_iter_at (SflTranscriptView *self, gsize offset, GtkTextIter *iter)
{
  guint block;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT_VIEW (self), FALSE);

  if (self->page_n == 0)
    return FALSE;

  block = sfl_reading_find_at (self->reading, offset);
  if (block < self->page_first || block >= self->page_first + self->page_n)
    return FALSE;

  gtk_text_buffer_get_iter_at_line_index (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), iter,
                                          block - self->page_first,
                                          sfl_reading_to_shown (self->reading, block, offset));

  return TRUE;
}

/* The byte of the transcript's text at @iter. */
gsize
sfl_transcript_view_get_offset (SflTranscriptView *self, const GtkTextIter *iter)
{
  guint paragraph;
  const SflBlock *block;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT_VIEW (self), 0);

  if (self->page_n == 0)
    return 0;

  paragraph = MIN ((guint) gtk_text_iter_get_line (iter), self->page_n - 1);
  block = sfl_transcript_view_get_block (self, paragraph);
  if (block->kind != SFL_BLOCK_TEXT)
    return block->offset;

  return sfl_reading_to_transcript (self->reading, self->page_first + paragraph,
                                    gtk_text_iter_get_line_index (iter));
}

/* The line that says what stands at @iter. */
static guint
get_line_at (SflTranscriptView *self, const GtkTextIter *iter)
{
  guint paragraph = MIN ((guint) gtk_text_iter_get_line (iter), self->page_n - 1);
  const SflBlock *block = sfl_transcript_view_get_block (self, paragraph);

  if (block->kind != SFL_BLOCK_TEXT || get_mode (self) == SFL_READING_LINES)
    return block->line;

  return MAX (0, sfl_transcript_find_at (sfl_reading_get_transcript (self->reading),
                                         sfl_transcript_view_get_offset (self, iter)));
}

/* The word whose time a paragraph shows, -1 when that is the time of its line. */
static int
find_first_word (SflTranscriptView *self, guint paragraph)
{
  SflTranscript *transcript = sfl_reading_get_transcript (self->reading);
  const SflBlock *block = sfl_transcript_view_get_block (self, paragraph);
  const SflLine *lines = sfl_transcript_get_lines (transcript, NULL);

  if (block->kind != SFL_BLOCK_TEXT || block->offset == lines[block->line].offset)
    return -1;

  return sfl_transcript_find_word_at (transcript, block->offset);
}

/**
 * sfl_transcript_view_find_spot:
 * @x: in the widget
 * @y: in the widget
 */
SflSpot
sfl_transcript_view_find_spot (SflTranscriptView *self, double x, double y)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  SflSpot spot = { SFL_PART_NONE, 0, -1, -1 };
  int buffer_x, buffer_y;
  guint paragraph;
  const SflBlock *block;
  GtkTextIter iter;
  GdkRectangle area;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT_VIEW (self), spot);

  if (self->page_n == 0)
    return spot;

  gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, x, y, &buffer_x, &buffer_y);
  gtk_text_view_get_line_at_y (view, &iter, buffer_y, NULL);
  paragraph = MIN ((guint) gtk_text_iter_get_line (&iter), self->page_n - 1);
  block = sfl_transcript_view_get_block (self, paragraph);
  sfl_transcript_view_get_area (self, paragraph, &area);
  if (buffer_y < 0 || (block->hole < 0 && buffer_y >= area.y + area.height))
    return spot;

  spot.line = block->line;
  if (block->hole >= 0 && buffer_y >= area.y + area.height) {
    spot.part = SFL_PART_HOLE;
    spot.hole = block->hole;
  } else if (buffer_x < area.x - SFL_TRANSCRIPT_TINT_PADDING && !self->narrow) {
    spot.part = SFL_PART_TIME;
    spot.word = find_first_word (self, paragraph);
  } else {
    gboolean on_text = gtk_text_view_get_iter_at_location (view, &iter, buffer_x, buffer_y);

    spot.part = SFL_PART_TEXT;
    spot.line = get_line_at (self, &iter);
    if (on_text)
      spot.word = sfl_transcript_find_word_at (sfl_reading_get_transcript (self->reading),
                                               sfl_transcript_view_get_offset (self, &iter));
  }

  return spot;
}

/* The line at a height of the buffer, -1 when there are none. */
int
sfl_transcript_view_find_line_at_y (SflTranscriptView *self, int buffer_y)
{
  GtkTextIter iter;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT_VIEW (self), -1);

  if (self->page_n == 0)
    return -1;
  gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self), &iter,
                                      gtk_text_view_get_left_margin (GTK_TEXT_VIEW (self)),
                                      buffer_y);

  return get_line_at (self, &iter);
}

/* The line that the reading cursor is in, -1 when there are none. */
int
sfl_transcript_view_get_caret_line (SflTranscriptView *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter iter;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT_VIEW (self), -1);

  if (self->page_n == 0)
    return -1;
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));

  return get_line_at (self, &iter);
}

/**
 * sfl_transcript_view_get_selection:
 * @start: (out): first byte of the transcript's text
 * @end: (out): the byte after the last
 *
 * Returns: FALSE when nothing is selected
 */
gboolean
sfl_transcript_view_get_selection (SflTranscriptView *self, gsize *start, gsize *end)
{
  GtkTextIter from, to;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT_VIEW (self), FALSE);

  if (!gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), &from,
                                             &to))
    return FALSE;

  *start = sfl_transcript_view_get_offset (self, &from);
  *end = sfl_transcript_view_get_offset (self, &to);

  return TRUE;
}

void
sfl_transcript_view_select_line (SflTranscriptView *self, guint line)
{
  SflParagraphs range;
  GtkTextIter start, end;

  g_return_if_fail (SFL_IS_TRANSCRIPT_VIEW (self));

  if (!find_range (self, line, &range))
    return;
  get_range_iters (self, &range, &start, &end);
  gtk_text_buffer_select_range (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), &start, &end);
}
