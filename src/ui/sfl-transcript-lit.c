/* sfl-transcript-lit.c: the lines and the word being spoken
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each is a tag for those who read through an accessibility bus, moved when it
 * changes; sfl-transcript-emphasis.c draws them.  Lines are large, so they
 * change at most three times in any second: what comes sooner waits, and only
 * the latest of it is shown.  A word is small and never waits.
 */

#include "config.h"

#include "sfl-transcript-view-private.h"

#include "sfl-theme.h"

#include <string.h>

static gboolean
trusts (SflTranscriptView *self, int line)
{
  if (self->trust_line != line) {
    self->trust_line = line;
    self->trusted = sfl_transcript_trusts_words (sfl_reading_get_transcript (self->reading), line);
  }

  return self->trusted;
}

/* A line has no tint where its words alone are marked; one that has just ended has less, but
 * black on white does not get fainter.
 */
static GtkTextTag *
find_tag (SflTranscriptView *self)
{
  SflTheme *theme = sfl_theme_get_default ();

  if (sfl_theme_get_marking (theme)->words == SFL_WORDS_ALONE && self->n_lit > 0 &&
      trusts (self, self->lit_lines[0]))
    return self->bare_tag;

  return self->dimmed && !sfl_palette_is_high_contrast (sfl_theme_get_name (theme))
             ? self->dim_tag
             : self->line_tag;
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
  GtkTextTag *tag = self->lit_tag;
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
  self->lit_tag = find_tag (self);
  for (guint i = 0; i < self->n_clear; i++) {
    if (!find_lit (self, self->lit_lines[i], &self->lit[i]))
      self->lit[i].n = 0;
    else if (i < self->n_lit)
      tag_lit (self, i, TRUE);
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
  GtkTextIter start, end;

  if (!sfl_transcript_view_get_word_iters (self, self->word, &start, &end))
    return;
  if (on)
    gtk_text_buffer_apply_tag (buffer, self->word_tag, &start, &end);
  else
    gtk_text_buffer_remove_tag (buffer, self->word_tag, &start, &end);
}

/* As if nothing had ever been lit; the tags are gone, or go with their text. */
void
sfl_transcript_view_forget_lit (SflTranscriptView *self)
{
  g_clear_handle_id (&self->flash_id, g_source_remove);
  self->n_lit = self->n_clear = self->n_wanted = 0;
  self->fresh = TRUE;
  self->trust_line = self->word = self->clear_word = self->heard = -1;
}

static gboolean
is_wanted (SflTranscriptView *self)
{
  return self->n_lit == self->n_wanted &&
         memcmp (self->lit_lines, self->wanted_lines, self->n_lit * sizeof *self->lit_lines) == 0;
}

static void
show_wanted (SflTranscriptView *self)
{
  sfl_transcript_view_unlight (self);
  self->n_lit = self->n_wanted;
  self->dimmed = self->wanted_dimmed;
  /* Where the others are fainter, the line before stays clear until another comes. */
  if (self->n_lit > 0) {
    self->n_clear = self->n_lit;
    memcpy (self->lit_lines, self->wanted_lines, self->n_lit * sizeof *self->lit_lines);
  }
  sfl_transcript_view_light (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Shows what is wanted, now or as soon as that is no flicker. */
static gboolean
show_in_time (gpointer user_data)
{
  SflTranscriptView *self = user_data;
  SflTime now = g_get_monotonic_time () * SFL_USECOND;
  gboolean changes = !is_wanted (self) && !self->fresh;
  SflTime wait = changes ? sfl_flash_get_wait (&self->flash, now) : 0;

  g_clear_handle_id (&self->flash_id, g_source_remove);
  if (wait > 0) {
    self->flash_id = g_timeout_add (wait / SFL_MSECOND + 1, show_in_time, self);
    return G_SOURCE_REMOVE;
  }

  if (changes)
    sfl_flash_add (&self->flash, now);
  else if (is_wanted (self) && self->dimmed == self->wanted_dimmed)
    return G_SOURCE_REMOVE;
  self->fresh = FALSE;
  show_wanted (self);

  return G_SOURCE_REMOVE;
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

  self->n_wanted = n_lines;
  if (n_lines > 0)
    memcpy (self->wanted_lines, lines, n_lines * sizeof *lines);
  self->wanted_dimmed = dimmed;
  show_in_time (self);
}

/* The word being spoken; -1: none.  One whose time is not trusted is none. */
void
sfl_transcript_view_set_word (SflTranscriptView *self, int word)
{
  gboolean relight;

  g_return_if_fail (SFL_IS_TRANSCRIPT_VIEW (self));

  if (word >= 0 && self->reading) {
    SflTranscript *transcript = sfl_reading_get_transcript (self->reading);
    const SflWord *words = sfl_transcript_get_words (transcript, NULL);

    if (!trusts (self, sfl_transcript_find_at (transcript, words[word].offset)))
      word = -1;
  }
  if (word == self->word)
    return;

  /* Of a line with several sentences it says which is lit. */
  relight = sfl_transcript_view_get_mode (self) == SFL_READING_SENTENCES;
  sfl_transcript_view_tag_word (self, FALSE);
  if (relight)
    sfl_transcript_view_unlight (self);
  self->word = word;
  if (word >= 0)
    self->clear_word = word;
  if (relight)
    sfl_transcript_view_light (self);
  sfl_transcript_view_tag_word (self, TRUE);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The line that was begun last; -1: none was. */
void
sfl_transcript_view_set_heard (SflTranscriptView *self, int line)
{
  g_return_if_fail (SFL_IS_TRANSCRIPT_VIEW (self));

  if (line == self->heard)
    return;
  self->heard = line;
  if (sfl_theme_get_marking (sfl_theme_get_default ())->tint_heard)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}
