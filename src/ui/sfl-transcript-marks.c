/* sfl-transcript-marks.c: what is marked in the text
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is being spoken, the word of it, and what a search found: each is a tag, moved
 * when it changes.
 */

#include "config.h"

#include "sfl-transcript-view-private.h"

#include "sfl-palette.h"

#include <string.h>

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

void
sfl_transcript_view_apply_palette (SflTranscriptView *self)
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
  g_object_set (self->speaker_tag, "foreground-rgba", &palette->speaker, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The paragraphs that say a line.  Of several sentences in it, the words tell which. */
static gboolean
find_lit (SflTranscriptView *self, guint line, SflParagraphs *range)
{
  SflTranscript *transcript;
  const SflWord *word;
  guint first, n, block;

  if (!sfl_transcript_view_find_range (self, line, range))
    return FALSE;
  if (self->word < 0 || sfl_transcript_view_get_mode (self) != SFL_READING_SENTENCES)
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

  if (sfl_transcript_view_get_mode (self) != SFL_READING_PARAGRAPHS)
    sfl_transcript_view_tag (self, &self->lit[i], tag, on);
  else if (!sfl_transcript_view_get_line_iters (self, self->lit_lines[i], &start, &end))
    return;
  else if (on)
    gtk_text_buffer_apply_tag (buffer, tag, &start, &end);
  else
    gtk_text_buffer_remove_tag (buffer, tag, &start, &end);

  /* What a line says may go on below the title of a chapter, which nobody says. */
  for (guint p = self->lit[i].first; p < self->lit[i].first + self->lit[i].n; p++)
    if (sfl_transcript_view_get_block (self, p)->kind != SFL_BLOCK_TEXT)
      sfl_transcript_view_tag (self, &(SflParagraphs){ p, 1 }, tag, FALSE);
}

/* Puts the tags of what is lit where they belong on this page. */
void
sfl_transcript_view_light (SflTranscriptView *self)
{
  for (guint i = 0; i < self->n_lit; i++) {
    if (find_lit (self, self->lit_lines[i], &self->lit[i]))
      tag_lit (self, i, TRUE);
    else
      self->lit[i].n = 0;
  }
}

void
sfl_transcript_view_unlight (SflTranscriptView *self)
{
  for (guint i = 0; i < self->n_lit; i++)
    if (self->lit[i].n > 0)
      tag_lit (self, i, FALSE);
}

void
sfl_transcript_view_tag_word (SflTranscriptView *self, gboolean on)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  guint n_words;
  const SflWord *words;
  GtkTextIter start, end;

  if (self->word < 0 || self->reading == NULL)
    return;

  words = sfl_transcript_get_words (sfl_reading_get_transcript (self->reading), &n_words);
  if (!sfl_transcript_view_get_text_iters (self, words[self->word].offset, words[self->word].length,
                                           &start, &end))
    return;
  if (on)
    gtk_text_buffer_apply_tag (buffer, self->word_tag, &start, &end);
  else
    gtk_text_buffer_remove_tag (buffer, self->word_tag, &start, &end);
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

  sfl_transcript_view_unlight (self);
  self->n_lit = n_lines;
  if (n_lines > 0)
    memcpy (self->lit_lines, lines, n_lines * sizeof *lines);
  self->dimmed = dimmed;
  sfl_transcript_view_light (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The word being spoken; -1: none. */
void
sfl_transcript_view_set_word (SflTranscriptView *self, int word)
{
  g_return_if_fail (SFL_IS_TRANSCRIPT_VIEW (self));

  if (word == self->word)
    return;
  sfl_transcript_view_tag_word (self, FALSE);
  sfl_transcript_view_unlight (self);
  self->word = word;
  sfl_transcript_view_light (self);
  sfl_transcript_view_tag_word (self, TRUE);
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

  sfl_transcript_view_untag (self, self->hit_tag);
  sfl_transcript_view_untag (self, self->hit_here_tag);
  g_set_object (&self->finder, finder);
  self->hit_here = here;
  sfl_transcript_view_tag_hits (self);
}
