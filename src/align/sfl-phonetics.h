/* sfl-phonetics.h: how a text is said
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * espeak-ng says the text, sentence by sentence: which sounds each word is made of, how long they
 * last, and what they are like in a few voices.  It runs in a process of its own: its state goes on
 * from one text to the next, so that only a new process says the same text the same way twice; and
 * what a pasted text does to it is not done to us.
 *
 * Everything here may be called from any thread; what is made does not change any more.  What
 * takes long takes a cancellable and returns within some 50 ms of being cancelled.
 */

#pragma once

#include "sfl-features.h"
#include "sfl-transcript.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Any more, and it is not a language that is written with letters. */
#define SFL_PHONETICS_MAX_PHONES 400

/**
 * SflPhoneFlags:
 * @SFL_PHONE_OPTIONAL: often written and not said, as a French mute e; never the only one of a word
 */
typedef enum {
  SFL_PHONE_DEFAULT = 0,
  SFL_PHONE_OPTIONAL = 1 << 0,
} SflPhoneFlags;

/**
 * SflPhone:
 * @id: 0 and up, less than sfl_phonetics_get_n_ids(); the same sound has the same number
 *   throughout one SflPhonetics, not in another
 * @flags: SflPhoneFlags
 */
typedef struct {
  guint16 id;
  guint16 flags;
} SflPhone;

/**
 * SflTokenFlags:
 * @SFL_TOKEN_ASIDE: stands in square brackets, "[Musique]": more often than not nobody says it
 */
typedef enum {
  SFL_TOKEN_DEFAULT = 0,
  SFL_TOKEN_ASIDE = 1 << 0,
} SflTokenFlags;

/**
 * SflToken:
 * @offset: first byte, in the text of the transcript
 * @length: bytes, with punctuation that touches it: "bonjour," or "(oui"
 * @line: of the transcript
 * @phone: the first of its phones
 * @n_phones: 0 where espeak-ng says nothing for it
 * @sentence: counts from 0; a long one is several
 * @flags: SflTokenFlags
 *
 * A written word: what stands between two white spaces and has a letter or a digit.  "1 200", which
 * is written with a space that does not break, is one; so are "d’accord", "aujourd'hui" and
 * "peut-être".  Punctuation that stands alone is in no token.  A dash as long as — parts words.
 */
typedef struct {
  guint32 offset;
  guint32 length;
  guint32 line;
  guint32 phone;
  guint32 n_phones;
  guint32 sentence;
  guint32 flags;
} SflToken;

/**
 * SflPhoneticsProgress:
 * @fraction: 0 to 1, never falling
 */
typedef void (*SflPhoneticsProgress) (double fraction, gpointer user_data);

char **sfl_phonetics_dup_languages (void);
gboolean sfl_phonetics_speaks (const char *language);

typedef struct _SflPhonetics SflPhonetics;

SflPhonetics *sfl_phonetics_new (SflTranscript *transcript,
                                 guint first_line,
                                 guint n_lines,
                                 const char *language,
                                 GCancellable *cancellable,
                                 SflPhoneticsProgress progress,
                                 gpointer user_data,
                                 GError **error);
void sfl_phonetics_free (SflPhonetics *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflPhonetics, sfl_phonetics_free)

const SflToken *sfl_phonetics_get_tokens (const SflPhonetics *self, guint *n_tokens);
const SflPhone *sfl_phonetics_get_phones (const SflPhonetics *self, guint *n_phones);

guint sfl_phonetics_get_n_ids (const SflPhonetics *self);
const char *sfl_phonetics_get_name (const SflPhonetics *self, guint id);
float sfl_phonetics_get_duration (const SflPhonetics *self, guint id);
float sfl_phonetics_get_deviation (const SflPhonetics *self, guint id);

G_END_DECLS
