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
