/* sfl-phonetics.h: how a text is said
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * espeak-ng says the text, sentence by sentence: which sounds each word is made of, how long they
 * last, and what they are like in a few voices.  It runs in a process of its own: its state goes on
 * from one text to the next, so that only a new process says the same text the same way twice; and
 * what a pasted text does to it is not done to us.
 *
 * Everything here may be called from any thread; an SflPhonetics belongs to one at a time.  What
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
 * SflToken:
 * @offset: first byte, in the text of the transcript
 * @length: bytes, with punctuation that touches it: "bonjour," or "(oui"
 * @line: of the transcript
 * @phone: the first of its phones
 * @n_phones: 0 where espeak-ng says nothing for it
 * @sentence: counts from 0; what is said in one breath
 *
 * A written word: what stands between two white spaces and has a letter or a digit.  "1 200", which
 * is written with a space that does not break, is one; so are "d’accord", "aujourd'hui" and
 * "peut-être".  Punctuation that stands alone is in no token.
 */
typedef struct {
  guint32 offset;
  guint32 length;
  guint32 line;
  guint32 phone;
  guint32 n_phones;
  guint32 sentence;
} SflToken;

/**
 * SflPhoneticsProgress:
 * @fraction: 0 to 1, never falling
 */
typedef void (*SflPhoneticsProgress) (double fraction, gpointer user_data);

/* As espeak-ng calls them, "fr", "fr-ca", sorted; only those whose text it can read.  "fr_FR.UTF-8"
 * and "fra" are spoken too.  The first call takes some 20 ms.
 */
char **sfl_phonetics_dup_languages (void);
gboolean sfl_phonetics_speaks (const char *language);

typedef struct _SflPhonetics SflPhonetics;

/* Tokens of these lines, in the order of the text, and their phones.  NULL and SFL_ERROR_UNSUPPORTED
 * when nobody speaks the language or espeak-ng cannot read what is written, G_IO_ERROR_CANCELLED,
 * or another error when espeak-ng cannot be had.  A text without words is no error.
 */
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
/* In IPA, for whoever looks for a mistake. */
const char *sfl_phonetics_get_name (const SflPhonetics *self, guint id);
/* How many frames it lasts on average when espeak-ng says this text, and how much that varies. */
float sfl_phonetics_get_duration (const SflPhonetics *self, guint id);
float sfl_phonetics_get_deviation (const SflPhonetics *self, guint id);

G_END_DECLS
