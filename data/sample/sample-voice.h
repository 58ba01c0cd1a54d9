/* sample-voice.h: speech with the time of every word
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SAMPLE_RATE 22050

/* In samples from the start of the utterance; -1 where the synthesizer ran two words together. */
typedef struct {
  int start;
  int end;
} SampleSpan;

gboolean sample_voice_init (GError **error);

/* Speaks @words, NULL-terminated, as one utterance: appends its sound to @pcm (gint16) and
 * fills @spans, one for each word.
 */
gboolean sample_voice_say (const char *voice,
                           int words_per_minute,
                           int pitch,
                           const char *const *words,
                           GArray *pcm,
                           SampleSpan *spans,
                           GError **error);

G_END_DECLS
