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
#include "sfl-text-tag.h"
#include "sfl-theme.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (SflTranscriptView, sfl_transcript_view, GTK_TYPE_TEXT_VIEW)

enum { REFLOW, N_SIGNALS };

static guint signals[N_SIGNALS];

void
sfl_transcript_view_reflow (SflTranscriptView *self)
{
  if (self->page_n > 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    g_signal_emit (self, signals[REFLOW], 0);
}

const SflBlock *
sfl_transcript_view_get_block (SflTranscriptView *self, guint paragraph)
{
  guint n_blocks;

  return &sfl_reading_get_blocks (self->reading, &n_blocks)[self->page_first + paragraph];
}

static void
sfl_transcript_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SflTranscriptView *self = SFL_TRANSCRIPT_VIEW (widget);

  if (width != gtk_widget_get_width (widget) || height != self->shown_height)
    sfl_transcript_view_reflow (self);
  self->shown_height = height;
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

  PangoContext *context = gtk_widget_get_pango_context (widget);

  /* The text view sets its text anew when it hears of it. */
  sfl_transcript_view_reflow (self);

  GTK_WIDGET_CLASS (sfl_transcript_view_parent_class)->css_changed (widget, change);

  /* Style changes whenever the pointer or the focus comes and goes; the font hardly ever. */
  if (self->font &&
      pango_font_description_equal (self->font, pango_context_get_font_description (context)))
    return;
  g_clear_pointer (&self->font, pango_font_description_free);
  self->font = pango_font_description_copy (pango_context_get_font_description (context));
  sfl_transcript_view_apply_font (self);
  gtk_widget_queue_resize (widget);
}

/* The times come with the pointer and go with it. */
static void
sfl_transcript_view_state_flags_changed (GtkWidget *widget, GtkStateFlags before)
{
  GTK_WIDGET_CLASS (sfl_transcript_view_parent_class)->state_flags_changed (widget, before);

  if ((gtk_widget_get_state_flags (widget) ^ before) &
      (GTK_STATE_FLAG_PRELIGHT | GTK_STATE_FLAG_FOCUS_VISIBLE))
    gtk_widget_queue_draw (widget);
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
  else {
    sfl_transcript_view_draw_above (self, snapshot);
    sfl_transcript_view_draw_ruler (self, snapshot);
  }
}

static gboolean
offer_selection_cb (gpointer user_data)
{
  SflTranscriptView *self = user_data;
  gsize start, end;
  g_autofree char *text = NULL;

  self->primary_id = 0;
  if (sfl_transcript_view_get_selection (self, &start, &end) && start < end) {
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
sfl_transcript_view_dispose (GObject *object)
{
  SflTranscriptView *self = SFL_TRANSCRIPT_VIEW (object);

  g_clear_handle_id (&self->primary_id, g_source_remove);
  g_clear_handle_id (&self->flash_id, g_source_remove);
  g_clear_object (&self->reading);
  g_clear_object (&self->finder);
  g_clear_object (&self->time_layout);
  g_clear_object (&self->hole_layout);
  g_clear_pointer (&self->font, pango_font_description_free);

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
  widget_class->state_flags_changed = sfl_transcript_view_state_flags_changed;
  GTK_TEXT_VIEW_CLASS (klass)->snapshot_layer = sfl_transcript_view_snapshot_layer;

  /**
   * SflTranscriptView::reflow:
   *
   * The text is about to be set in another way, in which a place may be at another height.
   */
  signals[REFLOW] = g_signal_new ("reflow", SFL_TYPE_TRANSCRIPT_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
sfl_transcript_view_init (SflTranscriptView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  self->ruler = self->hole = self->hit_here = -1;
  sfl_transcript_view_forget_lit (self);
  self->measured_width = -1;
  self->layout = (SflTextLayout){ .line_height = 1.5, .paragraph_gap = 1, .measure = 60 };

  gtk_text_view_set_editable (view, FALSE);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "transcript");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Transcript"), -1);

  /* Later tags win: a word over its line, a hit over both. */
  self->letter_tag = sfl_text_tag_add (buffer);
  self->space_tag = sfl_text_tag_add (buffer);
  self->language_tag = sfl_text_tag_add (buffer);
  self->hole_tag = sfl_text_tag_add (buffer);
  self->speaker_tag = sfl_text_tag_add (buffer);
  g_object_set (self->speaker_tag, "weight", PANGO_WEIGHT_BOLD, "scale", 0.86, NULL);
  self->unspoken_tag = sfl_text_tag_add (buffer);
  g_object_set (self->unspoken_tag, "strikethrough", TRUE, NULL);
  self->heading_tag = sfl_text_tag_add (buffer);
  g_object_set (self->heading_tag, "weight", PANGO_WEIGHT_BOLD, "scale", 1.2, NULL);
  self->dim_tag = sfl_text_tag_add (buffer);
  self->line_tag = sfl_text_tag_add (buffer);
  self->bare_tag = sfl_text_tag_add (buffer);
  self->word_tag = sfl_text_tag_add (buffer);
  self->hit_tag = sfl_text_tag_add (buffer);
  self->hit_here_tag = sfl_text_tag_add (buffer);

  g_signal_connect_object (buffer, "mark-set", G_CALLBACK (mark_set_cb), self, 0);
  g_signal_connect_object (sfl_theme_get_default (), "changed",
                           G_CALLBACK (sfl_transcript_view_apply_palette), self, G_CONNECT_SWAPPED);
  sfl_transcript_view_apply_palette (self);
}

GtkWidget *
sfl_transcript_view_new (void)
{
  return g_object_new (SFL_TYPE_TRANSCRIPT_VIEW, NULL);
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

/* So that a screen reader takes the voice of the text's language, and not of the window's. */
static void
tag_language (SflTranscriptView *self, guint first)
{
  SflParagraphs paragraphs = { first, self->page_n - first };
  const char *language =
      self->reading
          ? sfl_transcript_get_meta (sfl_reading_get_transcript (self->reading), SFL_META_LANGUAGE)
          : NULL;

  g_object_set (self->language_tag, "language", language, "language-set", language != NULL, NULL);
  if (paragraphs.n > 0)
    sfl_transcript_view_tag (self, &paragraphs, self->language_tag, TRUE);
}

static void
tag_blocks (SflTranscriptView *self, guint first)
{
  tag_language (self, first);
  for (guint i = first; i < self->page_n; i++) {
    const SflBlock *block = sfl_transcript_view_get_block (self, i);

    if (block->kind == SFL_BLOCK_SPEAKER)
      sfl_transcript_view_tag (self, &(SflParagraphs){ i, 1 }, self->speaker_tag, TRUE);
    if (block->kind == SFL_BLOCK_HEADING)
      sfl_transcript_view_tag (self, &(SflParagraphs){ i, 1 }, self->heading_tag, TRUE);
    if (block->hole >= 0)
      sfl_transcript_view_tag (self, &(SflParagraphs){ i, 1 }, self->hole_tag, TRUE);
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
  self->spaces_tagged = FALSE;
  sfl_transcript_view_tag_spaces (self, 0);
  tag_blocks (self, 0);
  sfl_transcript_view_tag_unspoken (self);
  sfl_transcript_view_light (self);
  sfl_transcript_view_tag_word (self, TRUE);
  sfl_transcript_view_tag_hits (self);

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

/* Whether the text is for reading at one's own pace: nothing moves and nothing is lit. */
gboolean
sfl_transcript_view_is_plain (SflTranscriptView *self)
{
  g_return_val_if_fail (SFL_IS_TRANSCRIPT_VIEW (self), FALSE);

  return self->reading && sfl_reading_get_mode (self->reading) == SFL_READING_PLAIN;
}

/* Whether two readings have the same heading at @block, or both have none there. */
static gboolean
has_same_heading (SflReading *a, SflReading *b, guint block, SflBlockKind kind)
{
  return kind != SFL_BLOCK_HEADING || strcmp (sfl_reading_get_heading (a, block)->title,
                                              sfl_reading_get_heading (b, block)->title) == 0;
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
      (text != text_before && memcmp (text, text_before, length_before) != 0))
    return FALSE;
  for (guint i = 0; i < n_before; i++)
    if (blocks[i].kind != before[i].kind || blocks[i].line != before[i].line ||
        blocks[i].offset != before[i].offset || blocks[i].length != before[i].length ||
        !has_same_heading (self->reading, reading, i, blocks[i].kind) ||
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
  sfl_transcript_view_tag (self, &last, self->hole_tag, FALSE);
  sfl_reading_get_page (self->reading, self->page, &self->page_first, &self->page_n);
  text = make_text (self, n_before);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end, text->str, text->len);
  sfl_transcript_view_tag_spaces (self, n_before);
  tag_blocks (self, n_before - 1);
}

/**
 * sfl_transcript_view_set_reading:
 * @reading: (nullable): shown from its first page; NULL shows nothing
 *
 * The marks of a search stay where they are in the same text.
 *
 * Returns: TRUE when @reading goes on where the one before ended, so that the view has kept
 *   its place
 */
gboolean
sfl_transcript_view_set_reading (SflTranscriptView *self, SflReading *reading)
{
  gboolean keeps_place, same, same_text;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT_VIEW (self), FALSE);

  if (self->reading == reading)
    return TRUE;

  same = self->reading && reading &&
         sfl_reading_get_transcript (self->reading) == sfl_reading_get_transcript (reading);
  same_text = self->reading && reading &&
              sfl_transcript_shares_text (sfl_reading_get_transcript (self->reading),
                                          sfl_reading_get_transcript (reading));
  keeps_place = !same && goes_on (self, reading);
  if (keeps_place) {
    sfl_transcript_view_unlight (self);
    sfl_transcript_view_tag_word (self, FALSE);
    sfl_transcript_view_untag (self, self->hit_tag);
    sfl_transcript_view_untag (self, self->hit_here_tag);
  }
  g_set_object (&self->reading, reading);
  sfl_transcript_view_forget_lit (self);
  self->hole = -1;
  if (!same_text) {
    self->hit_here = -1;
    g_clear_object (&self->finder);
  }
  if (self->measured_width > 0 && self->time_layout) {
    int width = self->measured_width;

    sfl_transcript_view_apply_font (self);
    sfl_transcript_view_apply_width (self, width);
    self->measured_width = width;
  }
  if (keeps_place) {
    add_paragraphs (self);
    sfl_transcript_view_tag_unspoken (self);
    sfl_transcript_view_tag_hits (self);
  } else {
    sfl_transcript_view_show_page (self, 0);
  }

  return keeps_place;
}
