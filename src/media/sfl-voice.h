/* sfl-voice.h: a text, said aloud
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Main thread only; nothing here blocks.
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Properties: "speaking" (b, read-only, explicit notify).  Construct only: "speaker" (s), the element
 * for sound, for tests; NULL for what the system has.
 * Signals: "problem" (GError), when it can say nothing; it does not speak any more then.
 */
#define SFL_TYPE_VOICE (sfl_voice_get_type ())
G_DECLARE_FINAL_TYPE (SflVoice, sfl_voice, SFL, VOICE, GObject)

SflVoice *sfl_voice_new (void);

void sfl_voice_speak (SflVoice *self, const char *text, const char *language, double rate);
void sfl_voice_stop (SflVoice *self);
gboolean sfl_voice_get_speaking (SflVoice *self);

G_END_DECLS
