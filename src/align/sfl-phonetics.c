/* sfl-phonetics.c: how a text is said
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * espeak-ng tells where each word begins in the text and which phones follow, but not as its readers
 * count: a number is many words to it, and two short words may be one, as the Czech "na moudrosti".
 * Words that are written together are one token here, and tokens that are said together share their
 * phones, as many for each as it has on its own.
 */

#include "config.h"

#include "sfl-phonetics-private.h"

#include <math.h>
#include <string.h>

/* Of a reference: so much of the text, and more where a phone has been heard less than that. */
#define REFERENCE_S 60
#define ENOUGH_FRAMES 100
/* How many words on either side of one with such a phone it says, for how they are joined. */
#define AROUND 3

/* Tokens that are said as one; more are not, and get the phones they have on their own. */
#define MAX_MERGED 5

/* Where espeak-ng does not say how long the last one lasts. */
#define LAST_MSECONDS 60

/* A mute e, an h, a stop of the throat, a French liaison. */
static const char *const optional[] = { "ə", "h", "ʔ", "z" };

/* What a phone is called without stress and the marks of espeak-ng itself; empty for a pause, and
 * for "(en)", which says that English follows.
 */
static void
clean_name (const char *phone, char *name)
{
  if (*phone != '(')
    for (const char *p = phone; *p != '\0'; p++) {
      if (strchr ("-',|", *p) != NULL)
        continue;
      if (g_str_has_prefix (p, "ˈ") || g_str_has_prefix (p, "ˌ"))
        p++;
      else
        *name++ = *p;
    }
  *name = '\0';
}

/* -1 for a pause. */
static int
get_id (const SflPhonetics *self, const char *phone)
{
  char name[sizeof ((SflSpeechEvent *) NULL)->phone + 1];
  gpointer id;

  clean_name (phone, name);
  if (*name == '\0' || !g_hash_table_lookup_extended (self->ids, name, NULL, &id))
    return -1;

  return GPOINTER_TO_INT (id);
}

/* Makes sure that all of them have one. */
static void
add_ids (SflPhonetics *self, const SflSpeechEvent *events, guint n_events)
{
  for (guint i = 0; i < n_events; i++) {
    char name[sizeof events->phone + 1];
    SflPhoneKind kind = { 0 };

    if (events[i].position >= 0)
      continue;
    clean_name (events[i].phone, name);
    if (*name == '\0' || g_hash_table_contains (self->ids, name) ||
        self->kinds->len >= SFL_PHONETICS_MAX_PHONES)
      continue;

    kind.name = g_strdup (name);
    for (gsize k = 0; k < G_N_ELEMENTS (optional); k++)
      kind.is_optional = kind.is_optional || g_str_equal (name, optional[k]);
    g_hash_table_insert (self->ids, kind.name, GINT_TO_POINTER (self->kinds->len));
    g_array_append_val (self->kinds, kind);
  }
}

/**
 * sfl_phonetics_read:
 * @said: (element-type SflSaidPhone): emptied first
 *
 * Which phones were said, of which token, and when.
 */
void
sfl_phonetics_read (const SflPhonetics *self,
                    const SflPhraseText *text,
                    const SflSpeechEvent *events,
                    guint n_events,
                    GArray *said)
{
  guint token = 0;
  gint64 word_start = -1;
  gboolean is_open = FALSE;

  g_array_set_size (said, 0);
  for (guint i = 0; i < n_events; i++) {
    guint start = events[i].sample;
    int id;

    if (events[i].position >= 0) {
      token = MAX (token, sfl_phrase_text_find (text, events[i].position));
      word_start = start;
      continue;
    }

    /* A stop is closed before it is heard: the first phone of a word begins where the word does. */
    if (word_start >= 0)
      start = MIN (start, word_start);
    word_start = -1;
    if (is_open) {
      SflSaidPhone *last = &g_array_index (said, SflSaidPhone, said->len - 1);

      last->end = MAX (start, last->start);
    }

    id = get_id (self, events[i].phone);
    is_open = id >= 0;
    if (is_open) {
      SflSaidPhone phone = { id, token, start, SFL_SAID_TO_THE_END };

      g_array_append_val (said, phone);
    }
  }
}

/* What is done for each phrase. */
typedef struct {
  SflPhonetics *phonetics;
  SflSpeech *speech;
  GCancellable *cancellable;
  SflPhraseText text;
  GString *word;
  GArray *said;            /* of SflSaidPhone */
  GArray *ids[MAX_MERGED]; /* of guint16: of words on their own */
  double seconds;          /* of the reference so far */
  double *frames;          /* of each phone in it, SFL_PHONETICS_MAX_PHONES */
} Pass;

/* What a token is on its own.  Returns: FALSE when that could not be asked */
static gboolean
spell_alone (Pass *pass, const SflToken *token, GArray *ids, GError **error)
{
  const SflSpeechEvent *events;
  guint n_events;

  g_array_set_size (ids, 0);
  sfl_phonetics_make_word (pass->phonetics, token, pass->word);
  events = sfl_speech_spell (pass->speech, pass->word->str, &n_events, pass->cancellable, error);
  if (events == NULL)
    return FALSE;

  add_ids (pass->phonetics, events, n_events);
  for (guint i = 0; i < n_events; i++) {
    int id = events[i].position < 0 ? get_id (pass->phonetics, events[i].phone) : -1;
    guint16 short_id = id;

    if (id >= 0)
      g_array_append_val (ids, short_id);
  }

  return TRUE;
}

static void
give_phones (SflPhonetics *self, SflToken *token, const guint16 *ids, guint n)
{
  gboolean may_skip = FALSE;

  token->phone = self->phones->len;
  token->n_phones = n;
  for (guint i = 0; i < n; i++)
    may_skip = may_skip || !g_array_index (self->kinds, SflPhoneKind, ids[i]).is_optional;
  for (guint i = 0; i < n; i++) {
    SflPhone phone = { ids[i], SFL_PHONE_DEFAULT };

    if (may_skip && g_array_index (self->kinds, SflPhoneKind, ids[i]).is_optional)
      phone.flags |= SFL_PHONE_OPTIONAL;
    g_array_append_val (self->phones, phone);
  }
}

/* Deals @n phones out to tokens that are said as one; each gets one at least, if there are so many. */
static gboolean
share_phones (Pass *pass,
              SflToken *tokens,
              guint n_tokens,
              const guint16 *ids,
              guint n,
              GError **error)
{
  guint counts[MAX_MERGED], total = 0, sum = 0, used = 0;

  for (guint i = 0; i < n_tokens; i++) {
    if (!spell_alone (pass, &tokens[i], pass->ids[i], error))
      return FALSE;
    counts[i] = MAX (pass->ids[i]->len, 1);
    total += counts[i];
  }

  for (guint i = 0; i < n_tokens; i++) {
    guint end;

    sum += counts[i];
    end = i + 1 == n_tokens ? n : (guint) ((double) n * sum / total + 0.5);
    end = CLAMP (end, MIN (used + 1, n), n);
    give_phones (pass->phonetics, &tokens[i], ids + used, end - used);
    used = end;
  }

  return TRUE;
}

/* Of tokens after each other: the first one has @n phones, the others none. */
static gboolean
give_run (Pass *pass, SflToken *tokens, guint n_tokens, const guint16 *ids, guint n, GError **error)
{
  if (n_tokens == 1 && n > 0) {
    give_phones (pass->phonetics, tokens, ids, n);
    return TRUE;
  }
  if (n >= n_tokens && n_tokens <= MAX_MERGED)
    return share_phones (pass, tokens, n_tokens, ids, n, error);

  for (guint i = 0; i < n_tokens; i++) {
    if (i == 0 && n > 0) {
      give_phones (pass->phonetics, tokens, ids, n);
      continue;
    }
    if (!spell_alone (pass, &tokens[i], pass->ids[0], error))
      return FALSE;
    give_phones (pass->phonetics, &tokens[i], (const guint16 *) pass->ids[0]->data,
                 pass->ids[0]->len);
  }

  return TRUE;
}

static gboolean
give_phrase (Pass *pass, const SflPhrase *phrase, GError **error)
{
  SflToken *tokens = &g_array_index (pass->phonetics->tokens, SflToken, phrase->first_token);
  const SflSaidPhone *said = (const SflSaidPhone *) pass->said->data;
  g_autofree guint16 *ids = g_new (guint16, pass->said->len + 1);
  guint at = 0;

  for (guint i = 0; i < pass->said->len; i++)
    ids[i] = said[i].id;

  for (guint i = 0; i < phrase->n_tokens;) {
    guint next = i + 1, n = 0;

    while (at + n < pass->said->len && said[at + n].token == i)
      n++;
    while (next < phrase->n_tokens && (at + n == pass->said->len || said[at + n].token != next))
      next++;
    if (!give_run (pass, tokens + i, next - i, ids + at, n, error))
      return FALSE;
    at += n;
    i = next;
  }

  return TRUE;
}

static double
get_n_frames (const Pass *pass, const SflSaidPhone *phone)
{
  guint rate = sfl_speech_get_rate (pass->speech);

  return phone->end == SFL_SAID_TO_THE_END ? LAST_MSECONDS / 10.0
                                           : (phone->end - phone->start) * 100.0 / rate;
}

/* Adds what is said of some tokens of a phrase to what a reference says. */
static void
add_excerpt (Pass *pass, const SflPhrase *phrase, guint first, guint after)
{
  const SflSaidPhone *said = (const SflSaidPhone *) pass->said->data;
  const SflToken *tokens = &g_array_index (pass->phonetics->tokens, SflToken, phrase->first_token);
  SflPhrase excerpt = { phrase->first_token + first, after - first, tokens[first].offset,
                        after < phrase->n_tokens ? tokens[after].offset : phrase->after_last_byte };

  g_array_append_val (pass->phonetics->excerpts, excerpt);
  for (guint i = 0; i < pass->said->len; i++)
    if (said[i].token >= first && said[i].token < after) {
      pass->frames[said[i].id] += get_n_frames (pass, &said[i]);
      pass->seconds += get_n_frames (pass, &said[i]) / 100;
    }
}

/* The text from its beginning, and later what is around the phones that are rare. */
static void
choose_excerpts (Pass *pass, const SflPhrase *phrase)
{
  const SflSaidPhone *said = (const SflSaidPhone *) pass->said->data;
  guint after = 0;

  if (pass->seconds < REFERENCE_S) {
    add_excerpt (pass, phrase, 0, phrase->n_tokens);
    return;
  }

  for (guint i = 0; i < pass->said->len; i++) {
    guint token = said[i].token, first = token > AROUND ? token - AROUND : 0;

    if (token < after || pass->frames[said[i].id] >= ENOUGH_FRAMES)
      continue;
    first = MAX (first, after);
    after = MIN (token + AROUND + 1, phrase->n_tokens);
    add_excerpt (pass, phrase, first, after);
  }
}

static void
measure (Pass *pass)
{
  const SflSaidPhone *said = (const SflSaidPhone *) pass->said->data;

  for (guint i = 0; i < pass->said->len; i++) {
    SflPhoneKind *kind = &g_array_index (pass->phonetics->kinds, SflPhoneKind, said[i].id);
    double n_frames = get_n_frames (pass, &said[i]);

    kind->n++;
    kind->sum += n_frames;
    kind->squares += n_frames * n_frames;
  }
}

static gboolean
do_phrase (Pass *pass, const SflPhrase *phrase, GError **error)
{
  const SflSpeechEvent *events;
  guint n_events;

  sfl_phonetics_make_text (pass->phonetics, phrase, &pass->text);
  events =
      sfl_speech_spell (pass->speech, pass->text.text->str, &n_events, pass->cancellable, error);
  if (events == NULL)
    return FALSE;
  add_ids (pass->phonetics, events, n_events);
  sfl_phonetics_read (pass->phonetics, &pass->text, events, n_events, pass->said);
  measure (pass);
  choose_excerpts (pass, phrase);

  return give_phrase (pass, phrase, error);
}

static gboolean
do_phrases (SflPhonetics *self,
            GCancellable *cancellable,
            SflPhoneticsProgress progress,
            gpointer user_data,
            GError **error)
{
  g_autoptr (SflSpeech) speech =
      sfl_speech_new (self->language, "", SFL_SPEECH_WORDS_PER_MINUTE, cancellable, error);
  g_auto (SflPhraseText) text;
  g_autoptr (GArray) said = g_array_new (FALSE, FALSE, sizeof (SflSaidPhone));
  g_autofree double *frames = g_new0 (double, SFL_PHONETICS_MAX_PHONES);
  Pass pass = { self, speech, cancellable, { 0 }, g_string_new (NULL), said, { 0 }, 0, frames };
  gboolean is_done = speech != NULL;

  sfl_phrase_text_init (&text);
  pass.text = text;
  for (guint i = 0; i < MAX_MERGED; i++)
    pass.ids[i] = g_array_new (FALSE, FALSE, sizeof (guint16));

  for (guint i = 0; i < self->phrases->len && is_done; i++) {
    is_done = do_phrase (&pass, &g_array_index (self->phrases, SflPhrase, i), error);
    if (is_done && progress != NULL)
      progress ((i + 1.0) / self->phrases->len, user_data);
  }

  for (guint i = 0; i < MAX_MERGED; i++)
    g_array_unref (pass.ids[i]);
  g_string_free (pass.word, TRUE);

  return is_done;
}

static void
clear_kind (gpointer data)
{
  g_free (((SflPhoneKind *) data)->name);
}

/**
 * sfl_phonetics_dup_languages:
 *
 * Returns: (transfer full): those it can read, as espeak-ng calls them, "de", "en", "en-us", sorted;
 *   empty where there is no espeak-ng.  The first call takes some 50 ms.
 */
char **
sfl_phonetics_dup_languages (void)
{
  char **languages = sfl_speech_dup_languages (NULL, NULL);

  return languages != NULL ? languages : g_new0 (char *, 1);
}

/**
 * sfl_phonetics_speaks:
 * @language: BCP 47, or a locale: a form of a language that is spoken is spoken too, "fr_CA.UTF-8"
 */
gboolean
sfl_phonetics_speaks (const char *language)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (language != NULL, FALSE);

  name = sfl_speech_dup_language (language, NULL, NULL);

  return name != NULL;
}

/**
 * sfl_phonetics_new:
 * @first_line: of those to be read
 * @language: as sfl_phonetics_speaks() takes it
 * @progress: (nullable): told after each sentence, on this thread
 *
 * An hour of text takes some 3 s.
 *
 * Returns: (transfer full): tokens in the order of the text, and their phones; NULL and an error:
 *   SFL_ERROR_UNSUPPORTED when nobody speaks the language, the text has no spaces between words, or
 *   espeak-ng cannot be had; G_IO_ERROR_CANCELLED.  A text without words is no error.
 */
SflPhonetics *
sfl_phonetics_new (SflTranscript *transcript,
                   guint first_line,
                   guint n_lines,
                   const char *language,
                   GCancellable *cancellable,
                   SflPhoneticsProgress progress,
                   gpointer user_data,
                   GError **error)
{
  g_autoptr (SflPhonetics) self = NULL;
  guint n_all;

  g_return_val_if_fail (SFL_IS_TRANSCRIPT (transcript), NULL);
  sfl_transcript_get_lines (transcript, &n_all);
  g_return_val_if_fail (first_line <= n_all && n_lines <= n_all - first_line, NULL);
  g_return_val_if_fail (language != NULL, NULL);

  self = g_new0 (SflPhonetics, 1);
  self->transcript = g_object_ref (transcript);
  self->language = sfl_speech_dup_language (language, cancellable, error);
  self->tokens = g_array_new (FALSE, FALSE, sizeof (SflToken));
  self->phones = g_array_new (FALSE, FALSE, sizeof (SflPhone));
  self->phrases = g_array_new (FALSE, FALSE, sizeof (SflPhrase));
  self->excerpts = g_array_new (FALSE, FALSE, sizeof (SflPhrase));
  self->kinds = g_array_new (FALSE, FALSE, sizeof (SflPhoneKind));
  g_array_set_clear_func (self->kinds, clear_kind);
  self->ids = g_hash_table_new (g_str_hash, g_str_equal);

  if (self->language == NULL || !sfl_phonetics_cut (self, first_line, n_lines, error) ||
      !do_phrases (self, cancellable, progress, user_data, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
sfl_phonetics_free (SflPhonetics *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->ids);
  g_array_unref (self->kinds);
  g_array_unref (self->excerpts);
  g_array_unref (self->phrases);
  g_array_unref (self->phones);
  g_array_unref (self->tokens);
  g_free (self->language);
  g_object_unref (self->transcript);
  g_free (self);
}

const SflToken *
sfl_phonetics_get_tokens (const SflPhonetics *self, guint *n_tokens)
{
  *n_tokens = self->tokens->len;

  return (const SflToken *) self->tokens->data;
}

const SflPhone *
sfl_phonetics_get_phones (const SflPhonetics *self, guint *n_phones)
{
  *n_phones = self->phones->len;

  return (const SflPhone *) self->phones->data;
}

/* How many different phones there are. */
guint
sfl_phonetics_get_n_ids (const SflPhonetics *self)
{
  return self->kinds->len;
}

/* In IPA, for whoever looks for a mistake. */
const char *
sfl_phonetics_get_name (const SflPhonetics *self, guint id)
{
  g_return_val_if_fail (id < self->kinds->len, NULL);

  return g_array_index (self->kinds, SflPhoneKind, id).name;
}

/* How many frames it lasts on average when espeak-ng says the text; 0 when it was not said. */
float
sfl_phonetics_get_duration (const SflPhonetics *self, guint id)
{
  const SflPhoneKind *kind;

  g_return_val_if_fail (id < self->kinds->len, 0);
  kind = &g_array_index (self->kinds, SflPhoneKind, id);

  return kind->n > 0 ? kind->sum / kind->n : 0;
}

/* How much that varies: the standard deviation, in frames. */
float
sfl_phonetics_get_deviation (const SflPhonetics *self, guint id)
{
  const SflPhoneKind *kind;
  double mean;

  g_return_val_if_fail (id < self->kinds->len, 0);
  kind = &g_array_index (self->kinds, SflPhoneKind, id);
  mean = kind->n > 0 ? kind->sum / kind->n : 0;

  return kind->n > 0 ? sqrt (MAX (kind->squares / kind->n - mean * mean, 0)) : 0;
}
