/* sfl-reference.c: a text, as a voice of espeak-ng says it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What SflPhonetics has chosen, piece by piece; only their features are kept.
 */

#include "config.h"

#include "sfl-reference.h"

#include "sfl-phonetics-private.h"

/* The voice of the language, a woman, a man with a deep voice, another woman: with one voice alone
 * words are found 2 points worse, with eight no better.
 */
static const char *const variants[SFL_REFERENCE_N_VOICES] = { "", "+f2", "+m3", "+f4" };

/* Slowly: each phone has time for what is typical of it, and three parts of it frames of their own.
 * Models of it find real speech better than those of speech as fast as that is, by 8 points in 100
 * words.
 */
#define WORDS_PER_MINUTE 125

struct _SflReference {
  SflFeatures *features;
  GArray *spans; /* of SflPhoneSpan */
};

/* @first: the sample at which the phrase begins */
static void
add_spans (SflReference *self, const GArray *said, guint64 first, guint64 after, guint rate)
{
  guint n_frames = after * 100 / rate;

  for (guint i = 0; i < said->len; i++) {
    const SflSaidPhone *phone = &g_array_index (said, SflSaidPhone, i);
    guint64 start = (first + phone->start) * 100 / rate;
    guint64 end = phone->end == SFL_SAID_TO_THE_END ? n_frames : (first + phone->end) * 100 / rate;
    SflPhoneSpan span = { phone->id, 0, start };

    end = MIN (MAX (end, start + 1), n_frames);
    if (start >= end)
      continue;
    span.n_frames = MIN (end - start, G_MAXUINT16);
    g_array_append_val (self->spans, span);
  }
}

static gboolean
say_phrases (SflReference *self,
             const SflPhonetics *phonetics,
             SflSpeech *speech,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GArray) said = g_array_new (FALSE, FALSE, sizeof (SflSaidPhone));
  g_auto (SflPhraseText) text;

  sfl_phrase_text_init (&text);
  for (guint i = 0; i < phonetics->excerpts->len; i++) {
    const SflPhrase *phrase = &g_array_index (phonetics->excerpts, SflPhrase, i);
    const SflSpeechEvent *events;
    const gint16 *samples;
    gsize n_samples;
    guint n_events;
    guint64 first = sfl_features_get_n_samples (self->features);

    sfl_phonetics_make_text (phonetics, phrase, &text);
    events = sfl_speech_say (speech, text.text->str, &n_events, &samples, &n_samples, cancellable,
                             error);
    if (events == NULL)
      return FALSE;
    sfl_phonetics_read (phonetics, &text, events, n_events, said);
    sfl_features_push (self->features, samples, n_samples);
    add_spans (self, said, first, first + n_samples, sfl_speech_get_rate (speech));
  }

  return TRUE;
}

/**
 * sfl_reference_new:
 * @voice: less than SFL_REFERENCE_N_VOICES
 * @recording: (nullable): finished; its noise is added
 *
 * Takes some 150 ms, on any thread; several may be made of one SflPhonetics at once.
 *
 * Returns: (transfer full): NULL and an error as sfl_phonetics_new() has them
 */
SflReference *
sfl_reference_new (const SflPhonetics *phonetics,
                   guint voice,
                   const SflFeatures *recording,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (SflReference) self = NULL;
  g_autoptr (SflSpeech) speech = NULL;

  g_return_val_if_fail (voice < SFL_REFERENCE_N_VOICES, NULL);

  speech =
      sfl_speech_new (phonetics->language, variants[voice], WORDS_PER_MINUTE, cancellable, error);
  if (speech == NULL)
    return NULL;

  self = g_new0 (SflReference, 1);
  self->spans = g_array_new (FALSE, FALSE, sizeof (SflPhoneSpan));
  self->features = sfl_features_new (sfl_speech_get_rate (speech), SFL_FEATURES_KEEP_BANDS);
  if (!say_phrases (self, phonetics, speech, cancellable, error))
    return NULL;
  sfl_features_finish (self->features, recording);

  return g_steal_pointer (&self);
}

void
sfl_reference_free (SflReference *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->features, sfl_features_free);
  g_array_unref (self->spans);
  g_free (self);
}

/* Finished; lives as long as @self does. */
const SflFeatures *
sfl_reference_get_features (const SflReference *self)
{
  return self->features;
}

/* In the order they are said; live as long as @self does. */
const SflPhoneSpan *
sfl_reference_get_spans (const SflReference *self, guint *n_spans)
{
  *n_spans = self->spans->len;

  return (const SflPhoneSpan *) self->spans->data;
}
