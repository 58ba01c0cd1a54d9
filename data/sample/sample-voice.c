/* sample-voice.c: speech with the time of every word
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * espeak-ng tells where each word starts and, between phonemes, where the
 * voice rests; a word ends at the rest after it or where the next one starts.
 * The library speaks in one thread and has one state for the whole process.
 */

#include "sample-voice.h"

#include <espeak-ng/speak_lib.h>
#include <gio/gio.h>
#include <string.h>

typedef struct {
  GArray *pcm;
  guint first_sample; /* of this utterance in @pcm */
  const GArray *offsets;
  SampleSpan *spans;
  int word; /* being spoken, -1 before the first */
} Utterance;

/* The callback of espeak-ng has no user data that survives an empty text. */
static Utterance *utterance;

/* What is said of a word as it is written: typography is for the eye. */
static void
append_spoken (GString *text, const char *word)
{
  for (const char *p = word; *p; p = g_utf8_next_char (p)) {
    switch (g_utf8_get_char (p)) {
    case 0x00a0:
    case 0x202f:
    case 0x00ab:
    case 0x00bb:
    case 0x201c:
    case 0x201d:
      break;
    case 0x2019:
      g_string_append_c (text, '\'');
      break;
    case 0x2026:
      g_string_append_c (text, '.');
      break;
    default:
      g_string_append_unichar (text, g_utf8_get_char (p));
    }
  }
}

static void
take_word (Utterance *u, int position, int sample)
{
  int word = 0;

  /* Positions count characters from 1, and a contraction reports its inner words too. */
  for (guint i = 0; i < u->offsets->len; i++)
    if (g_array_index (u->offsets, int, i) <= position - 1)
      word = i;

  if (word > u->word) {
    if (u->word >= 0 && u->spans[u->word].end < 0)
      u->spans[u->word].end = sample;
    u->word = word;
    u->spans[word].start = sample;
  } else if (u->word >= 0) {
    u->spans[u->word].end = -1;
  }
}

static void
take_phoneme (Utterance *u, gboolean rest, int sample)
{
  if (u->word < 0)
    return;
  if (!rest)
    u->spans[u->word].end = -1;
  else if (u->spans[u->word].end < 0)
    u->spans[u->word].end = sample;
}

static int
synth_cb (short *samples, int n_samples, espeak_EVENT *events)
{
  if (samples != NULL && n_samples > 0)
    g_array_append_vals (utterance->pcm, samples, n_samples);

  for (; events->type != espeakEVENT_LIST_TERMINATED; events++) {
    if (events->type == espeakEVENT_WORD)
      take_word (utterance, events->text_position, events->sample);
    else if (events->type == espeakEVENT_PHONEME)
      take_phoneme (utterance, events->id.string[0] == '\0', events->sample);
  }

  return 0;
}

/* The end of a pair that was run together belongs to its second word. */
static void
settle_spans (SampleSpan *spans, int n_spans)
{
  int last = -1;

  for (int i = 0; i < n_spans; i++) {
    if (spans[i].start < 0 && last >= 0 && spans[last].end >= 0) {
      spans[i].end = spans[last].end;
      spans[last].end = -1;
    }
    if (spans[i].start >= 0 || spans[i].end >= 0)
      last = i;
  }
}

gboolean
sample_voice_init (GError **error)
{
  int options =
      espeakINITIALIZE_PHONEME_EVENTS | espeakINITIALIZE_PHONEME_IPA | espeakINITIALIZE_DONT_EXIT;
  int rate = espeak_Initialize (AUDIO_OUTPUT_SYNCHRONOUS, 0, NULL, options);

  if (rate != SAMPLE_RATE) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "espeak-ng speaks at %d Hz, not %d", rate,
                 SAMPLE_RATE);
    return FALSE;
  }

  espeak_SetSynthCallback (synth_cb);
  return TRUE;
}

gboolean
sample_voice_say (const char *voice,
                  int words_per_minute,
                  int pitch,
                  const char *const *words,
                  GArray *pcm,
                  SampleSpan *spans,
                  GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) offsets = g_array_new (FALSE, FALSE, sizeof (int));
  Utterance current = { pcm, pcm->len, offsets, spans, -1 };

  for (int i = 0; words[i]; i++) {
    int offset = g_utf8_strlen (text->str, -1);

    g_array_append_val (offsets, offset);
    append_spoken (text, words[i]);
    g_string_append_c (text, ' ');
    spans[i] = (SampleSpan){ -1, -1 };
  }

  if (espeak_SetVoiceByName (voice) != EE_OK) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "espeak-ng has no voice %s", voice);
    return FALSE;
  }
  espeak_SetParameter (espeakRATE, words_per_minute, 0);
  espeak_SetParameter (espeakPITCH, pitch, 0);

  utterance = &current;
  if (espeak_Synth (text->str, text->len + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, NULL, NULL) !=
      EE_OK) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "espeak-ng could not say “%s”", text->str);
    return FALSE;
  }
  espeak_Synchronize ();
  utterance = NULL;

  if (current.word >= 0 && spans[current.word].end < 0)
    spans[current.word].end = pcm->len - current.first_sample;
  settle_spans (spans, offsets->len);
  return TRUE;
}
