/* sfl-checker.c: whether a transcript and a recording belong together
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Most texts are right, and that is soon heard: a few lines at the beginning, in the middle and
 * near the end are looked for where they should be.  Only where one of these is not there all
 * of the recording is listened to, and the whole text looked for in it as if it had no times:
 * then what it finds says what is wrong.  One thread at a time.
 */

#include "config.h"

#include "sfl-checker.h"

#include "sfl-aligner.h"
#include "sfl-alignment.h"
#include "sfl-error.h"
#include "sfl-syllables.h"

/* Where a text is looked at first, as parts of its lines, for how long and how many lines. */
static const double places[] = { 0.08, 0.5, 0.92 };
#define PLACE_LENGTH (40 * SFL_SECOND)
#define PLACE_LINES 8

/* Of the sound around these lines. */
#define SURROUNDINGS (12 * SFL_SECOND)

/* A text shorter than so many places is looked at as a whole at once. */
#define MIN_PLACES 8

/* How many of the lines of a place have to be there, and how far off half of them may be. */
#define MIN_THERE 0.5
#define MAX_OFF (700 * SFL_MSECOND)

/* A word is where it was found when it is as sure as this. */
#define SURE 0.5

/* To say that a text is another's takes so many words, so much of somebody talking, and that no
 * more of the words than this are found: in noise a text that is right loses most of them.
 */
#define MIN_OTHER_WORDS 80
#define MIN_OTHER_TALK (90 * SFL_SECOND)
#define MAX_OTHER_SURE 0.05

struct _SflChecker {
  SflTranscript *transcript;
  char *language;

  guint step; /* a place, or then all of it */
  guint first_line;
  guint n_lines;
  SflAligner *aligner;
  SflSyllables *syllables;

  GArray *starts; /* of the lines of all places, and when they are heard */
  GArray *heard;
  SflFit *fit; /* NULL until it is known */
};

/* Puts the lines of the next place, or all, into @self. */
static void
choose_lines (SflChecker *self)
{
  guint n_lines, end;
  const SflLine *lines = sfl_transcript_get_lines (self->transcript, &n_lines);

  if (self->step >= G_N_ELEMENTS (places)) {
    self->first_line = 0;
    self->n_lines = n_lines;
    return;
  }

  self->first_line = n_lines * places[self->step];
  end = self->first_line;
  while (end < n_lines && (end - self->first_line < PLACE_LINES ||
                           lines[end].start - lines[self->first_line].start < PLACE_LENGTH))
    end++;
  /* Near the end it is those before it. */
  while (self->first_line > 0 &&
         (end - self->first_line < PLACE_LINES ||
          lines[end - 1].start - lines[self->first_line].start < PLACE_LENGTH))
    self->first_line--;
  self->n_lines = end - self->first_line;
}

static void
begin_step (SflChecker *self)
{
  g_clear_object (&self->aligner);
  g_clear_pointer (&self->syllables, sfl_syllables_free);
  self->aligner = sfl_aligner_new (self->language);
  self->syllables = sfl_syllables_new (SFL_ALIGNER_RATE);
  choose_lines (self);
}

/**
 * sfl_checker_new:
 * @transcript: with times
 * @language: as espeak-ng calls it
 */
SflChecker *
sfl_checker_new (SflTranscript *transcript, const char *language)
{
  SflChecker *self = g_new0 (SflChecker, 1);
  const SflLine *lines;
  guint n_lines;

  lines = sfl_transcript_get_lines (transcript, &n_lines);
  self->transcript = g_object_ref (transcript);
  self->language = g_strdup (language);
  self->starts = g_array_new (FALSE, FALSE, sizeof (SflTime));
  self->heard = g_array_new (FALSE, FALSE, sizeof (SflTime));
  if (n_lines < MIN_PLACES * PLACE_LINES ||
      lines[n_lines - 1].start - lines[0].start < MIN_PLACES * PLACE_LENGTH)
    self->step = G_N_ELEMENTS (places);
  if (n_lines == 0 || !sfl_transcript_is_timed (transcript))
    self->fit = sfl_fit_new (NULL, NULL, 0);
  begin_step (self);

  return self;
}

void
sfl_checker_free (SflChecker *self)
{
  g_object_unref (self->transcript);
  g_free (self->language);
  g_clear_object (&self->aligner);
  g_clear_pointer (&self->syllables, sfl_syllables_free);
  g_array_unref (self->starts);
  g_array_unref (self->heard);
  g_clear_pointer (&self->fit, sfl_fit_free);
  g_free (self);
}

/**
 * sfl_checker_get_wish:
 * @start: (out): from where on it wants to hear the recording
 * @end: (out): and up to where; SFL_TIME_NONE: its end
 *
 * Push that, and let it think; then it may have another wish.
 *
 * Returns: FALSE when it knows enough
 */
gboolean
sfl_checker_get_wish (SflChecker *self, SflTime *start, SflTime *end)
{
  const SflLine *lines = sfl_transcript_get_lines (self->transcript, NULL);

  *start = 0;
  *end = SFL_TIME_NONE;
  if (self->fit != NULL)
    return FALSE;

  if (self->step < G_N_ELEMENTS (places)) {
    *start = MAX (lines[self->first_line].start - SURROUNDINGS, 0);
    *end = lines[self->first_line + self->n_lines - 1].end + SURROUNDINGS;
  }

  return TRUE;
}

/* As sfl_aligner_push(). */
void
sfl_checker_push (SflChecker *self, SflTime pts, const gint16 *samples, gsize n_samples)
{
  sfl_aligner_push (self->aligner, pts, samples, n_samples);
  sfl_syllables_push (self->syllables, samples, n_samples);
}

/* When @line is heard: when its first word is, where that is sure. */
static SflTime
find_heard (SflTranscript *aligned, guint line)
{
  const SflWord *words = sfl_transcript_get_words (aligned, NULL);
  guint first, n;

  sfl_transcript_get_line_words (aligned, line, &first, &n);
  if (n == 0 || words[first].flags & SFL_WORD_UNSPOKEN || words[first].confidence < SURE ||
      !sfl_transcript_trusts_words (aligned, line))
    return SFL_TIME_NONE;

  return words[first].start;
}

static void
add_lines (SflChecker *self, SflTranscript *aligned)
{
  const SflLine *lines = sfl_transcript_get_lines (self->transcript, NULL);

  for (guint i = self->first_line; i < self->first_line + self->n_lines; i++) {
    SflTime heard = find_heard (aligned, i);

    g_array_append_val (self->starts, lines[i].start);
    g_array_append_val (self->heard, heard);
  }
}

/* Whether the lines that were added last are where they should be. */
static gboolean
is_place_right (SflChecker *self)
{
  guint first = self->starts->len - self->n_lines;
  g_autoptr (SflFit) fit =
      sfl_fit_new (&g_array_index (self->starts, SflTime, first),
                   &g_array_index (self->heard, SflTime, first), self->n_lines);

  return fit->kind == SFL_FIT_RIGHT && fit->n_agreeing >= self->n_lines * MIN_THERE &&
         ABS (fit->pieces[0].offset) <= MAX_OFF;
}

/* Whether what is heard is somebody who says something else. */
static gboolean
is_other (SflChecker *self, SflTranscript *aligned)
{
  SflAlignmentSummary summary = sfl_alignment_summarize (aligned);

  g_debug ("%u of %u words are sure, %.1f s of talk", summary.n_sure, summary.n_words,
           (double) sfl_syllables_get_talk (self->syllables) / SFL_SECOND);

  return summary.n_words >= MIN_OTHER_WORDS && summary.n_sure <= summary.n_words * MAX_OTHER_SURE &&
         sfl_syllables_get_talk (self->syllables) >= MIN_OTHER_TALK;
}

static void
conclude (SflChecker *self, SflTranscript *aligned)
{
  if (self->step < G_N_ELEMENTS (places)) {
    add_lines (self, aligned);
    if (!is_place_right (self))
      self->step = G_N_ELEMENTS (places);
    else if (++self->step == G_N_ELEMENTS (places))
      self->fit = sfl_fit_new ((const SflTime *) self->starts->data,
                               (const SflTime *) self->heard->data, self->starts->len);
    return;
  }

  g_array_set_size (self->starts, 0);
  g_array_set_size (self->heard, 0);
  add_lines (self, aligned);
  g_clear_pointer (&self->fit, sfl_fit_free);
  self->fit = sfl_fit_new ((const SflTime *) self->starts->data,
                           (const SflTime *) self->heard->data, self->starts->len);
  if (self->fit->kind == SFL_FIT_UNKNOWN && is_other (self, aligned)) {
    sfl_fit_free (self->fit);
    self->fit = sfl_fit_new_other (self->n_lines);
  }
}

/**
 * sfl_checker_think:
 *
 * Blocks.
 *
 * Returns: FALSE when the language is not spoken, or when it was cancelled
 */
gboolean
sfl_checker_think (SflChecker *self, GCancellable *cancellable, GError **error)
{
  gboolean is_all = self->step >= G_N_ELEMENTS (places);
  g_autoptr (SflTranscript) aligned = NULL;
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (self->fit == NULL, FALSE);

  if (!is_all)
    sfl_aligner_set_range (self->aligner, self->first_line, self->n_lines);
  aligned = sfl_aligner_run (self->aligner, self->transcript,
                             is_all ? SFL_ALIGN_IGNORE_TIMES : SFL_ALIGN_DEFAULT, cancellable, NULL,
                             NULL, &local_error);
  if (aligned != NULL) {
    conclude (self, aligned);
  } else if (!g_error_matches (local_error, SFL_ERROR, SFL_ERROR_MEDIA) &&
             !g_error_matches (local_error, SFL_ERROR, SFL_ERROR_FORMAT)) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  } else if (is_all) {
    /* Nobody speaks, or there are no words. */
    self->fit = sfl_fit_new (NULL, NULL, 0);
  } else {
    self->step = G_N_ELEMENTS (places);
  }
  begin_step (self);

  return TRUE;
}

/* Returns: (transfer full): what was found out */
SflFit *
sfl_checker_dup_fit (SflChecker *self)
{
  g_return_val_if_fail (self->fit != NULL, NULL);

  return sfl_fit_copy (self->fit);
}
