/* sfl-aligner.c: when each word of a transcript is said in a recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Is pushed the sound of an episode, of which it keeps features only, and then asked for
 * the times of a text.  An aligner belongs to one thread at a time, whichever that is; several
 * may run at once.
 */

#include "config.h"

#include "sfl-aligner.h"
#include "sfl-align-result.h"
#include "sfl-alignment.h"
#include "sfl-align-rounds.h"
#include "sfl-error.h"
#include "sfl-features.h"
#include "sfl-phonetics.h"
#include "sfl-reference.h"

#include <glib/gi18n.h>

/* A block that comes so much too late or too early was only rounded. */
#define ROUNDED (2 * SFL_MSECOND)

/* How much of the time goes into espeak-ng. */
#define SHARE_OF_VOICES 0.2

/* When fewer of the words are sure, the times of the lines may be wrong. */
#define DOUBT (2.0 / 3)

/* Nobody speaks for a shorter time. */
#define MIN_SPEECH (SFL_ALIGN_SECOND / 5)

struct _SflAligner {
  GObject parent_instance;

  char *language;
  SflFeatures *features;
  SflTime origin; /* of the first sample; SFL_TIME_NONE before it comes */
  gboolean finished;
  GArray *anchors; /* of SflAlignAnchor */
  guint range_first;
  guint range_n; /* 0: all lines */
};

G_DEFINE_FINAL_TYPE (SflAligner, sfl_aligner, G_TYPE_OBJECT)

static void
sfl_aligner_finalize (GObject *object)
{
  SflAligner *self = SFL_ALIGNER (object);

  g_free (self->language);
  sfl_features_free (self->features);
  g_array_unref (self->anchors);

  G_OBJECT_CLASS (sfl_aligner_parent_class)->finalize (object);
}

static void
sfl_aligner_class_init (SflAlignerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sfl_aligner_finalize;
}

static void
sfl_aligner_init (SflAligner *self)
{
  self->features = sfl_features_new (SFL_ALIGNER_RATE, SFL_FEATURES_DEFAULT);
  self->origin = SFL_TIME_NONE;
  self->anchors = g_array_new (FALSE, FALSE, sizeof (SflAlignAnchor));
}

/**
 * sfl_aligner_new:
 * @language: as espeak-ng calls it, "fr"; BCP 47 in most cases
 *
 * Whether there is a voice for it is told by sfl_aligner_speaks(), or by the error of
 * sfl_aligner_run().
 */
SflAligner *
sfl_aligner_new (const char *language)
{
  SflAligner *self = g_object_new (SFL_TYPE_ALIGNER, NULL);

  self->language = g_strdup (language);

  return self;
}

static SflTime
get_length (guint64 n_samples)
{
  return n_samples / SFL_ALIGNER_RATE * SFL_SECOND +
         n_samples % SFL_ALIGNER_RATE * SFL_SECOND / SFL_ALIGNER_RATE;
}

/**
 * sfl_aligner_push:
 * @pts: when the first of @samples is heard
 * @samples: mono, SFL_ALIGNER_RATE a second
 *
 * Blocks come in the order of their times.  Where they leave a gap there is silence; what
 * overlaps the block before it is left out.  Nothing is kept but features, 5 kilobytes a second.
 */
void
sfl_aligner_push (SflAligner *self, SflTime pts, const gint16 *samples, gsize n_samples)
{
  SflTime expected, late;

  g_return_if_fail (SFL_IS_ALIGNER (self));
  g_return_if_fail (SFL_TIME_IS_VALID (pts));
  g_return_if_fail (!self->finished);

  if (!SFL_TIME_IS_VALID (self->origin))
    self->origin = pts;
  expected = self->origin + get_length (sfl_features_get_n_samples (self->features));
  late = pts - expected;
  if (late > ROUNDED) {
    sfl_features_push_silence (self->features, late * SFL_ALIGNER_RATE / SFL_SECOND);
  } else if (late < -ROUNDED) {
    gsize n_heard = MIN ((gsize) (-late * SFL_ALIGNER_RATE / SFL_SECOND), n_samples);

    samples += n_heard;
    n_samples -= n_heard;
  }
  sfl_features_push (self->features, samples, n_samples);
}

/**
 * sfl_aligner_add_anchor:
 * @line: of the transcript that will be aligned
 * @time: when its first word is said, as a user heard it
 *
 * Binds: the word begins there, and nothing before it ends later.
 */
void
sfl_aligner_add_anchor (SflAligner *self, guint line, SflTime time)
{
  g_return_if_fail (SFL_IS_ALIGNER (self));
  g_return_if_fail (SFL_TIME_IS_VALID (time));

  g_array_append_val (self->anchors, ((SflAlignAnchor){ line, time }));
}

/**
 * sfl_aligner_set_range:
 *
 * Only these lines get new times, between those of the lines before and after them, which
 * stay as the transcript has them.
 */
void
sfl_aligner_set_range (SflAligner *self, guint first_line, guint n_lines)
{
  g_return_if_fail (SFL_IS_ALIGNER (self));

  self->range_first = first_line;
  self->range_n = n_lines;
}

/* What is known of the lines, as far as they are to be believed. */
static SflAlignText
get_text (SflAligner *self, SflTranscript *transcript, SflAlignFlags flags)
{
  SflAlignText text = { .transcript = transcript, .origin = self->origin };
  guint n_lines;

  sfl_transcript_get_lines (transcript, &n_lines);
  text.first_line = self->range_n > 0 ? MIN (self->range_first, n_lines) : 0;
  text.n_lines = self->range_n > 0 ? MIN (self->range_n, n_lines - text.first_line) : n_lines;
  text.timed = sfl_transcript_is_timed (transcript) && !(flags & SFL_ALIGN_IGNORE_TIMES);
  text.anchors = (const SflAlignAnchor *) self->anchors->data;
  text.n_anchors = self->anchors->len;

  return text;
}

typedef struct {
  SflAlignProgressFunc progress;
  gpointer user_data;
  double reached;
} Teller;

/* Tells of progress in whole hundredths, and never less than before. */
static void
tell_cb (double fraction, gpointer user_data)
{
  Teller *self = user_data;

  if (fraction < self->reached + 0.01)
    return;
  self->reached = MIN (fraction, 1);
  if (self->progress != NULL)
    self->progress (self->reached, self->user_data);
}

static void
tell_voices_cb (double fraction, gpointer user_data)
{
  tell_cb (fraction * SHARE_OF_VOICES / 2, user_data);
}

/* Has the text said by all voices, every other of them in the noise of the recording.  Noise that
 * is even makes models better that know it, noise that comes and goes makes them worse.
 *
 * Returns: FALSE when there is an error
 */
static gboolean
listen_to_voices (SflAligner *self,
                  SflPhonetics *phonetics,
                  SflReference **references,
                  GCancellable *cancellable,
                  Teller *teller,
                  GError **error)
{
  for (guint i = 0; i < SFL_REFERENCE_N_VOICES; i++) {
    references[i] =
        sfl_reference_new (phonetics, i, i % 2 == 0 ? self->features : NULL, cancellable, error);
    if (references[i] == NULL)
      return FALSE;
    tell_cb (SHARE_OF_VOICES * (0.5 + 0.5 * (i + 1) / SFL_REFERENCE_N_VOICES), teller);
  }

  return TRUE;
}

static double
measure_sureness (SflTranscript *aligned)
{
  SflAlignmentSummary summary = sfl_alignment_summarize (aligned);

  return (double) summary.n_sure / MAX (summary.n_words, 1);
}

/* Times that are further off than the search looks, of another cut of the recording or of a slower
 * one, lead it where nothing fits: then they are not believed, and the surer result counts.
 *
 * Returns: NULL when cancelled
 */
static SflTranscript *
find_words (SflAligner *self,
            SflAlignText *text,
            SflPhonetics *phonetics,
            SflReference *const *references,
            const SflAlignWork *work)
{
  g_autoptr (SflTranscript) result = NULL;
  g_autoptr (SflTranscript) other = NULL;

  result = sfl_align_result_new (text, self->features, phonetics, references, work);
  if (result == NULL || !text->timed || self->range_n > 0 || measure_sureness (result) >= DOUBT)
    return g_steal_pointer (&result);

  text->timed = FALSE;
  other = sfl_align_result_new (text, self->features, phonetics, references, work);
  if (other == NULL || measure_sureness (other) > measure_sureness (result))
    return g_steal_pointer (&other);

  return g_steal_pointer (&result);
}

/**
 * sfl_aligner_run:
 * @transcript: the text that is spoken, with or without times; it may be wrong, incomplete, or
 *   have more than is spoken
 * @progress: (nullable)
 *
 * Words are the parts of the text between white space that have a letter or a digit.  The result
 * has one for each of them, in the order of the text, with a start, an end and a confidence from
 * 0 to 1; below 0.5 the start is more likely wrong than right.  A word that is not spoken has no
 * time and is flagged.  The same input gives the same result.  Blocks.  May be called again, for
 * another text or other anchors; no samples can be pushed after the first time.
 *
 * Returns: (transfer full) (nullable): a transcript that shares the text of @transcript; NULL
 *   when there is no voice for the language, no speech, no word, or when it was cancelled
 */
SflTranscript *
sfl_aligner_run (SflAligner *self,
                 SflTranscript *transcript,
                 SflAlignFlags flags,
                 GCancellable *cancellable,
                 SflAlignProgressFunc progress,
                 gpointer user_data,
                 GError **error)
{
  Teller teller = { progress, user_data, 0 };
  SflAlignWork work = { cancellable, tell_cb, &teller, SHARE_OF_VOICES, 1 - SHARE_OF_VOICES };
  g_autoptr (SflPhonetics) phonetics = NULL;
  SflReference *references[SFL_REFERENCE_N_VOICES] = { NULL };
  SflTranscript *result = NULL;
  SflAlignText text;

  g_return_val_if_fail (SFL_IS_ALIGNER (self), NULL);
  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), NULL);

  if (!self->finished)
    sfl_features_finish (self->features, NULL);
  self->finished = TRUE;
  if (sfl_features_get_n_speech (self->features) < MIN_SPEECH) {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_MEDIA, _ ("Nobody speaks in this recording"));
    return NULL;
  }

  text = get_text (self, transcript, flags);
  phonetics = sfl_phonetics_new (transcript, text.first_line, text.n_lines, self->language,
                                 cancellable, tell_voices_cb, &teller, error);
  if (phonetics == NULL)
    return NULL;
  text.tokens = sfl_phonetics_get_tokens (phonetics, &text.n_tokens);
  if (text.n_tokens == 0) {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_FORMAT, _ ("There are no words to look for"));
    return NULL;
  }

  if (listen_to_voices (self, phonetics, references, cancellable, &teller, error)) {
    result = find_words (self, &text, phonetics, references, &work);
    if (result == NULL)
      g_cancellable_set_error_if_cancelled (cancellable, error);
    else
      tell_cb (1, &teller);
  }
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    g_clear_pointer (&references[i], sfl_reference_free);

  return result;
}

/* Returns: (transfer full): the languages that a text can be in, NULL-terminated */
char **
sfl_aligner_dup_languages (void)
{
  return sfl_phonetics_dup_languages ();
}

/* Whether a text in @language can be aligned. */
gboolean
sfl_aligner_speaks (const char *language)
{
  return sfl_phonetics_speaks (language);
}
