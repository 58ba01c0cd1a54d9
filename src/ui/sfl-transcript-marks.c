/* sfl-transcript-marks.c: what is marked in the text
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tags and their colours, and what a search found.
 */

#include "config.h"

#include "sfl-transcript-view-private.h"

#include "sfl-palette.h"

/* The least there is: Pango takes none at all for all of it. */
#define CLEAR (1.5f / 65535)

/* A line through a word leaves it to be read. */
#define THROUGH 0.6f

void
sfl_transcript_view_tag (SflTranscriptView *self,
                         const SflParagraphs *range,
                         GtkTextTag *tag,
                         gboolean on)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter start, end;

  sfl_transcript_view_get_range_iters (self, range, &start, &end);
  if (on)
    gtk_text_buffer_apply_tag (buffer, tag, &start, &end);
  else
    gtk_text_buffer_remove_tag (buffer, tag, &start, &end);
}

void
sfl_transcript_view_untag (SflTranscriptView *self, GtkTextTag *tag)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag (buffer, tag, &start, &end);
}

/* Tells a screen reader what is marked, and gives the text there its colour; how the mark looks
 * is drawn below it.
 */
static void
set_marked (GtkTextTag *tag, const GdkRGBA *mark, const GdkRGBA *text)
{
  GdkRGBA clear = *mark;

  clear.alpha = CLEAR;
  g_object_set (tag, "background-rgba", &clear, NULL);
  if (text)
    g_object_set (tag, "foreground-rgba", text, NULL);
}

/* The colours and marks of the theme. */
void
sfl_transcript_view_apply_palette (SflTranscriptView *self)
{
  const SflPalette *palette = sfl_palette_get_current ();
  GdkRGBA through = palette->quiet;

  sfl_transcript_view_tag_word (self, FALSE);
  sfl_transcript_view_unlight (self);

  set_marked (self->line_tag, &palette->line, &palette->line_text);
  set_marked (self->dim_tag, &palette->line, NULL);
  set_marked (self->bare_tag, &palette->line, NULL);
  set_marked (self->word_tag, &palette->word, NULL);
  g_object_set (self->hit_tag, "background-rgba", &palette->hit, "foreground-rgba",
                &palette->hit_text, NULL);
  g_object_set (self->hit_here_tag, "background-rgba", &palette->hit_here, "foreground-rgba",
                &palette->hit_text, NULL);
  g_object_set (self->speaker_tag, "foreground-rgba", &palette->speaker, NULL);
  through.alpha = THROUGH;
  g_object_set (self->unspoken_tag, "strikethrough-rgba", &through, NULL);

  sfl_transcript_view_light (self);
  sfl_transcript_view_tag_word (self, TRUE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Marks the hits that are on this page. */
void
sfl_transcript_view_tag_hits (SflTranscriptView *self)
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
    if (sfl_transcript_view_get_text_iters (self, hits[i].offset, hits[i].length, &start, &end))
      gtk_text_buffer_apply_tag (buffer, i == self->hit_here ? self->hit_here_tag : self->hit_tag,
                                 &start, &end);
  }
}

/* Marks the words of this page that nobody says: a line through them, for their letters are to be
 * read as well as all others.
 */
void
sfl_transcript_view_tag_unspoken (SflTranscriptView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  SflTranscript *transcript = self->reading ? sfl_reading_get_transcript (self->reading) : NULL;
  const SflBlock *last;
  const SflWord *words;
  guint n_words, i = 0, high;

  sfl_transcript_view_untag (self, self->unspoken_tag);
  if (transcript == NULL || !sfl_transcript_is_aligned (transcript) || self->page_n == 0)
    return;

  words = sfl_transcript_get_words (transcript, &n_words);
  for (high = n_words; i < high;) {
    guint middle = i + (high - i) / 2;

    if (words[middle].offset < sfl_transcript_view_get_block (self, 0)->offset)
      i = middle + 1;
    else
      high = middle;
  }
  last = sfl_transcript_view_get_block (self, self->page_n - 1);
  for (; i < n_words && words[i].offset < last->offset + last->length; i++) {
    gsize end = words[i].offset + words[i].length, start = words[i].offset;
    GtkTextIter start_iter, end_iter;

    if (!(words[i].flags & SFL_WORD_UNSPOKEN))
      continue;
    /* Several in a row, with what is between them, as one. */
    while (i + 1 < n_words && words[i + 1].flags & SFL_WORD_UNSPOKEN &&
           words[i + 1].offset < last->offset + last->length &&
           sfl_transcript_find_at (transcript, words[i + 1].offset) ==
               sfl_transcript_find_at (transcript, start))
      end = words[i + 1].offset + words[i + 1].length, i++;
    if (sfl_transcript_view_get_text_iters (self, start, end - start, &start_iter, &end_iter))
      gtk_text_buffer_apply_tag (buffer, self->unspoken_tag, &start_iter, &end_iter);
  }
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

  sfl_transcript_view_untag (self, self->hit_tag);
  sfl_transcript_view_untag (self, self->hit_here_tag);
  g_set_object (&self->finder, finder);
  self->hit_here = here;
  sfl_transcript_view_tag_hits (self);
}
