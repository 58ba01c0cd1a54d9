/* sfl-speech.h: espeak-ng, asked from afar
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each SflSpeech has a process of its own, which starts in 10 ms: espeak-ng never says the same
 * sentence the same way twice, but a new process says the same sentences in the same way, and what a
 * pasted text does to it is not done to us.  Blocks; any thread, one at a time.
 */

#pragma once

#include "sfl-speech-wire.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* As espeak-ng speaks when nobody asks it to be slower. */
#define SFL_SPEECH_WORDS_PER_MINUTE 175

typedef struct _SflSpeech SflSpeech;

char **sfl_speech_dup_languages (GCancellable *cancellable, GError **error);
char *sfl_speech_dup_language (const char *language, GCancellable *cancellable, GError **error);

SflSpeech *sfl_speech_new (const char *language,
                           const char *variant,
                           guint words_per_minute,
                           GCancellable *cancellable,
                           GError **error);
void sfl_speech_free (SflSpeech *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflSpeech, sfl_speech_free)

guint sfl_speech_get_rate (SflSpeech *self);

const SflSpeechEvent *sfl_speech_spell (SflSpeech *self,
                                        const char *text,
                                        guint *n_events,
                                        GCancellable *cancellable,
                                        GError **error);
const SflSpeechEvent *sfl_speech_say (SflSpeech *self,
                                      const char *text,
                                      guint *n_events,
                                      const gint16 **samples,
                                      gsize *n_samples,
                                      GCancellable *cancellable,
                                      GError **error);

G_END_DECLS
