/* sfl-sync.c: from the times of a transcript to those of its recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A transcript that was made of another cut is early or late, and not by the same everywhere.
 * What a user knows of it is a shift, or some lines and when they are heard.  The result is a
 * transcript like any other, which shares with the first all that has no times.  Any thread.
 */

#include "config.h"

#include "sfl-sync.h"
#include "sfl-transcript-private.h"

#include <string.h>

/* Returns: (transfer full): owns its anchors */
SflSync
sfl_sync_copy (const SflSync *self)
{
  SflSync copy = *self;

  copy.anchors = g_memdup2 (self->anchors, self->n_anchors * sizeof (SflAnchor));

  return copy;
}

/* Leaves what changes nothing. */
void
sfl_sync_clear (SflSync *self)
{
  g_free (self->anchors);
  memset (self, 0, sizeof *self);
}

/* How far the text is moved where it begins, and where it ends. */
void
sfl_sync_get_offsets (const SflSync *self, SflTime *first, SflTime *last)
{
  const SflAnchor *anchors = self->anchors;
  guint n = self->n_anchors;

  *first = n > 0 ? anchors[0].media - anchors[0].text : self->shift;
  *last = n > 0 ? anchors[n - 1].media - anchors[n - 1].text : self->shift;
}

/* An anchor where the text is already right still holds it there, but moves nothing. */
gboolean
sfl_sync_is_identity (const SflSync *self)
{
  if (self->n_anchors == 0)
    return self->shift == 0;
  for (guint i = 0; i < self->n_anchors; i++)
    if (self->anchors[i].text != self->anchors[i].media)
      return FALSE;

  return TRUE;
}

gboolean
sfl_sync_equal (const SflSync *self, const SflSync *other)
{
  return self->n_anchors == other->n_anchors &&
         (self->n_anchors > 0
              ? memcmp (self->anchors, other->anchors, self->n_anchors * sizeof (SflAnchor)) == 0
              : self->shift == other->shift);
}

/* Moves the whole text by @delta more. */
void
sfl_sync_shift (SflSync *self, SflTime delta)
{
  if (self->n_anchors == 0)
    self->shift = CLAMP (self->shift + delta, -SFL_TIME_MAX, SFL_TIME_MAX);
  for (guint i = 0; i < self->n_anchors; i++)
    self->anchors[i].media += delta;
}

/**
 * sfl_sync_add_anchor:
 * @text: a time of the transcript
 * @media: when that is heard
 *
 * Earlier anchors that contradict it are dropped: who is asked last knows best.
 */
void
sfl_sync_add_anchor (SflSync *self, SflTime text, SflTime media)
{
  SflAnchor *anchors = g_new (SflAnchor, self->n_anchors + 1);
  guint n = 0, i = 0;

  for (; i < self->n_anchors && self->anchors[i].text < text; i++)
    if (self->anchors[i].media < media)
      anchors[n++] = self->anchors[i];
  anchors[n++] = (SflAnchor){ text, media };
  for (; i < self->n_anchors; i++)
    if (self->anchors[i].text > text && self->anchors[i].media > media)
      anchors[n++] = self->anchors[i];

  g_free (self->anchors);
  self->anchors = anchors;
  self->n_anchors = n;
  self->shift = 0;
}

/* The anchors before and after @time: @anchors[i - 1] and @anchors[i]. */
static guint
find_anchor_after (const SflSync *self, SflTime time)
{
  guint low = 0, high = self->n_anchors;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (self->anchors[middle].text <= time)
      low = middle + 1;
    else
      high = middle;
  }

  return low;
}

/**
 * sfl_sync_map:
 * @time: of the transcript, or SFL_TIME_NONE, which stays so
 *
 * A later time never becomes an earlier one.
 *
 * Returns: when that is heard; never before the start of a recording
 */
SflTime
sfl_sync_map (const SflSync *self, SflTime time)
{
  const SflAnchor *before, *after;
  guint i;

  if (time == SFL_TIME_NONE)
    return time;

  i = find_anchor_after (self, time);
  before = i > 0 ? &self->anchors[i - 1] : NULL;
  after = i < self->n_anchors ? &self->anchors[i] : NULL;
  if (before != NULL && after != NULL) {
    double stretch = (double) (after->media - before->media) / (after->text - before->text);
    SflTime mapped = before->media + (SflTime) ((time - before->text) * stretch);

    time = MIN (mapped, after->media);
  } else if (before != NULL || after != NULL) {
    const SflAnchor *nearest = before != NULL ? before : after;

    time += nearest->media - nearest->text;
  } else {
    time += self->shift;
  }

  return CLAMP (time, 0, SFL_TIME_MAX);
}

/* What the transcript's builder had found out by itself is found out again; of an alignment
 * nothing was found out so.
 */
static void
map_lines (const SflSync *self, SflTranscriptParts *parts, const SflTranscriptParts *base)
{
  parts->lines = g_memdup2 (base->lines, base->n_lines * sizeof (SflLine));
  for (guint i = 0; i < parts->n_lines; i++) {
    SflLine *line = &parts->lines[i];

    line->start = sfl_sync_map (self, line->start);
    line->end = sfl_sync_map (self, line->end);
    if (line->flags & SFL_LINE_END_ESTIMATED && !base->aligned) {
      line->end = SFL_TIME_NONE;
      line->flags &= ~SFL_LINE_END_ESTIMATED;
    }
  }
}

static void
map_words (const SflSync *self, SflTranscriptParts *parts, const SflTranscriptParts *base)
{
  parts->n_words = base->n_words;
  parts->words = g_memdup2 (base->words, base->n_words * sizeof (SflWord));
  for (guint i = 0; i < parts->n_words; i++) {
    SflWord *word = &parts->words[i];

    word->start = sfl_sync_map (self, word->start);
    word->end = sfl_sync_map (self, word->end);
    if (base->aligned)
      continue;

    if (word->flags & SFL_WORD_ESTIMATED)
      word->start = word->end = SFL_TIME_NONE;
    else if (word->flags & SFL_WORD_END_ESTIMATED || word->end <= word->start)
      word->end = SFL_TIME_NONE;
    word->flags = SFL_WORD_DEFAULT;
  }
}

static void
map_holes (const SflSync *self, SflTranscriptParts *parts, const SflTranscriptParts *base)
{
  parts->n_holes = base->n_holes;
  parts->holes = g_memdup2 (base->holes, base->n_holes * sizeof (SflHole));
  for (guint i = 0; i < parts->n_holes; i++) {
    parts->holes[i].start = sfl_sync_map (self, parts->holes[i].start);
    parts->holes[i].end = sfl_sync_map (self, parts->holes[i].end);
  }
}

static void
map_chapters (const SflSync *self, SflTranscriptParts *parts, const SflTranscriptParts *base)
{
  parts->chapters = sfl_transcript_new_chapters ();
  for (guint i = 0; i < base->chapters->len; i++) {
    SflChapter chapter = g_array_index (base->chapters, SflChapter, i);

    chapter.start = sfl_sync_map (self, chapter.start);
    chapter.title = g_strdup (chapter.title);
    g_array_append_val (parts->chapters, chapter);
  }
}

/**
 * sfl_sync_apply:
 * @transcript: with the times of its file or of an alignment, or with those that another
 *   SflSync gave it, which are forgotten
 *
 * Returns: (transfer full): the same text in the times of the recording; what
 *   sfl_transcript_get_base() says of @transcript where nothing changes
 */
SflTranscript *
sfl_sync_apply (const SflSync *self, SflTranscript *transcript)
{
  SflTranscript *first;
  const SflTranscriptParts *base;
  SflTranscriptParts parts = { 0 };

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), NULL);

  first = sfl_transcript_get_base (transcript);
  if (sfl_sync_is_identity (self) || !sfl_transcript_is_timed (first))
    return g_object_ref (first);

  base = sfl_transcript_get_parts (first);
  sfl_transcript_parts_share_text (&parts, first);
  parts.base = g_object_ref (first);
  parts.aligned = base->aligned;
  map_lines (self, &parts, base);
  map_words (self, &parts, base);
  map_chapters (self, &parts, base);
  if (parts.aligned) {
    map_holes (self, &parts, base);
    sfl_transcript_parts_link_lines (&parts);
  } else {
    sfl_transcript_parts_complete_times (&parts, FALSE, FALSE);
  }

  return sfl_transcript_new_from_parts (&parts);
}
