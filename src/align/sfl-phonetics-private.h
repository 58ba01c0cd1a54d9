/* sfl-phonetics-private.h: shared by the files of SflPhonetics and SflReference
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-phonetics.h"
#include "sfl-speech.h"

G_BEGIN_DECLS

/* What espeak-ng is given at once: it reads numbers and joins words within it. */
typedef struct {
  guint first_token;
  guint n_tokens;
  guint first_byte; /* of the transcript's text; marks may be before the first token */
  guint after_last_byte;
} SflPhrase;

typedef struct {
  char *name;
  gboolean is_optional;
  guint n;
  double sum;     /* of frames */
  double squares; /* of frames */
} SflPhoneKind;

struct _SflPhonetics {
  SflTranscript *transcript;
  char *language;

  GArray *tokens;   /* of SflToken */
  GArray *phones;   /* of SflPhone */
  GArray *phrases;  /* of SflPhrase: all of the text */
  GArray *excerpts; /* of SflPhrase: what a reference says */
  GArray *kinds;    /* of SflPhoneKind, by id */
  GHashTable *ids;  /* name -> id */
};

/* The text of a phrase for espeak-ng, and where in it each token begins, in characters. */
typedef struct {
  GString *text;
  GArray *starts; /* of guint32 */
} SflPhraseText;

static inline void
sfl_phrase_text_init (SflPhraseText *self)
{
  self->text = g_string_new (NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
}

static inline void
sfl_phrase_text_clear (SflPhraseText *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->starts);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SflPhraseText, sfl_phrase_text_clear)

gboolean sfl_phonetics_cut (SflPhonetics *self, guint first_line, guint n_lines, GError **error);
void
sfl_phonetics_make_text (const SflPhonetics *self, const SflPhrase *phrase, SflPhraseText *out);
void sfl_phonetics_make_word (const SflPhonetics *self, const SflToken *token, GString *out);
guint sfl_phrase_text_find (const SflPhraseText *self, guint position);

#define SFL_SAID_TO_THE_END G_MAXUINT

/* A phone as it is said: @token counts in its phrase, times are in samples from where it begins; the
 * last one may have no end.
 */
typedef struct {
  guint id;
  guint token;
  guint start;
  guint end;
} SflSaidPhone;

void sfl_phonetics_read (const SflPhonetics *self,
                         const SflPhraseText *text,
                         const SflSpeechEvent *events,
                         guint n_events,
                         GArray *said);

G_END_DECLS
