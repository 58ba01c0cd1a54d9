/* fuzz-phonetics.c: anything may be written, and espeak-ng may say anything of it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way from a text to the phones of its words.  Up to a byte 255 the data are the text; what
 * follows is what espeak-ng answers, which is not asked here.
 */

#include "config.h"

#include "sfl-phonetics.h"
#include "sfl-speech.h"
#include "sfl-transcript-builder.h"

#include <string.h>

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define CHECK(condition)                                                                           \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (!(condition))                                                                              \
      g_error ("%s", #condition);                                                                  \
  }                                                                                                \
  G_STMT_END

#define MAX_EVENTS 200

struct _SflSpeech {
  SflSpeechEvent events[MAX_EVENTS];
};

static const guint8 *answers;
static gsize n_answers;
static gsize answer_at;

static guint
take_answer (void)
{
  return n_answers > 0 ? answers[answer_at++ % n_answers] : 0;
}

char **
sfl_speech_dup_languages (GCancellable *cancellable, GError **error)
{
  return g_new0 (char *, 1);
}

char *
sfl_speech_dup_language (const char *language, GCancellable *cancellable, GError **error)
{
  return g_strdup (language);
}

SflSpeech *
sfl_speech_new (const char *language,
                const char *variant,
                guint words_per_minute,
                GCancellable *cancellable,
                GError **error)
{
  return g_new0 (SflSpeech, 1);
}

void
sfl_speech_free (SflSpeech *self)
{
  g_free (self);
}

guint
sfl_speech_get_rate (SflSpeech *self)
{
  return 22050;
}

const SflSpeechEvent *
sfl_speech_spell (SflSpeech *self,
                  const char *text,
                  guint *n_events,
                  GCancellable *cancellable,
                  GError **error)
{
  static const char *const phones[] = { "a", "ˈe", "(en)", "", "ə", "ɔ̃", "z", "-" };

  CHECK (g_utf8_validate (text, -1, NULL));
  CHECK (strlen (text) <= SFL_SPEECH_MAX_TEXT);
  for (const char *p = text; *p != '\0'; p++)
    CHECK (!g_ascii_iscntrl (*p));

  *n_events = take_answer () % MAX_EVENTS;
  for (guint i = 0; i < *n_events; i++) {
    guint answer = take_answer ();
    SflSpeechEvent *event = &self->events[i];

    memset (event, 0, sizeof *event);
    event->sample = take_answer () * 997;
    event->position = answer >= 64 ? -1 : (int) (answer * (take_answer () + 1));
    if (answer >= 64 && answer < 192)
      g_strlcpy (event->phone, phones[answer % G_N_ELEMENTS (phones)], sizeof event->phone);
    else if (answer >= 192)
      memset (event->phone, 'a' + answer % 26, 1 + answer % 8);
  }

  return self->events;
}

static void
check_phonetics (SflTranscript *transcript, const SflPhonetics *phonetics)
{
  const SflLine *lines = sfl_transcript_get_lines (transcript, NULL);
  guint n_tokens, n_phones, end = 0;
  const SflToken *tokens = sfl_phonetics_get_tokens (phonetics, &n_tokens);
  const SflPhone *phones = sfl_phonetics_get_phones (phonetics, &n_phones);

  CHECK (sfl_phonetics_get_n_ids (phonetics) <= SFL_PHONETICS_MAX_PHONES);
  for (guint i = 0; i < n_tokens; i++) {
    const SflLine *line = &lines[tokens[i].line];

    CHECK (tokens[i].length > 0 && tokens[i].offset >= line->offset);
    CHECK (tokens[i].offset + tokens[i].length <= line->offset + line->length);
    CHECK (i == 0 || tokens[i].offset >= tokens[i - 1].offset + tokens[i - 1].length);
    CHECK (tokens[i].phone == end);
    end += tokens[i].n_phones;
  }
  CHECK (end == n_phones);
  for (guint i = 0; i < n_phones; i++)
    CHECK (phones[i].id < sfl_phonetics_get_n_ids (phonetics));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const guint8 *end = size > 0 ? memchr (data, 255, size) : NULL;
  gsize length = end != NULL ? (gsize) (end - data) : size;
  g_autofree char *text = g_utf8_make_valid ((const char *) data, length);
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("fuzz");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (SflTranscript) transcript = NULL;
  g_autoptr (SflPhonetics) phonetics = NULL;
  g_autoptr (GError) error = NULL;
  guint n_lines;

  for (char **line = lines; *line != NULL; line++) {
    sfl_transcript_builder_begin_line (builder, SFL_TIME_NONE, SFL_TIME_NONE, -1);
    sfl_transcript_builder_append (builder, *line, strlen (*line));
  }
  transcript = sfl_transcript_builder_end (builder);
  sfl_transcript_get_lines (transcript, &n_lines);

  answers = end != NULL ? end + 1 : NULL;
  n_answers = end != NULL ? size - length - 1 : 0;
  answer_at = 0;
  phonetics = sfl_phonetics_new (transcript, 0, n_lines, "fr", NULL, NULL, NULL, &error);
  CHECK ((phonetics == NULL) == (error != NULL));
  if (phonetics != NULL)
    check_phonetics (transcript, phonetics);

  return 0;
}
