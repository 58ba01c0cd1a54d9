/* souffleur-speech.c: espeak-ng, in a process of its own
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Does what sfl-speech.c asks, until that closes the socket.  Not for users, and nothing but this
 * file knows espeak-ng here.
 *
 * Languages that it reads by the letter are left out: the Chinese ones, Japanese, Thai, Burmese and
 * Shan have no spaces, and of Japanese it does not know the characters.
 */

#include "config.h"

#include "sfl-speech-wire.h"

#include <errno.h>
#include <espeak-ng/speak_lib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char *const unreadable[] = { "cmn", "yue", "hak", "ja", "th", "my", "shn" };

static int rate;
static GArray *events;
static GByteArray *sound;
static gboolean keeps_sound;

static int
synth_cb (short *samples, int n_samples, espeak_EVENT *event)
{
  if (keeps_sound && samples != NULL && n_samples > 0)
    g_byte_array_append (sound, (const guint8 *) samples, n_samples * sizeof *samples);

  for (; event->type != espeakEVENT_LIST_TERMINATED; event++) {
    SflSpeechEvent ours = { -1, MAX (event->sample, 0), "" };

    if (event->type == espeakEVENT_WORD)
      ours.position = MAX (event->text_position - 1, 0);
    else if (event->type == espeakEVENT_PHONEME)
      memcpy (ours.phone, event->id.string, sizeof event->id.string);
    else
      continue;
    g_array_append_val (events, ours);
  }

  return 0;
}

static gboolean
can_read (const espeak_VOICE *voice)
{
  const char *code = voice->languages + 1;

  for (gsize i = 0; i < G_N_ELEMENTS (unreadable); i++) {
    gsize length = strlen (unreadable[i]);

    if (strncmp (code, unreadable[i], length) == 0 && (code[length] == '\0' || code[length] == '-'))
      return FALSE;
  }

  return !g_str_has_prefix (voice->identifier, "mb/");
}

/* Of all that can speak it, the one that does best. */
static const espeak_VOICE *
find_voice (const espeak_VOICE **voices, const char *language)
{
  const espeak_VOICE *best = NULL;
  int best_priority = G_MAXINT;

  for (; *voices != NULL; voices++) {
    if (!can_read (*voices))
      continue;
    for (const char *l = (*voices)->languages; *l != '\0'; l += strlen (l + 1) + 2)
      if (g_ascii_strcasecmp (l + 1, language) == 0 && *l < best_priority) {
        best = *voices;
        best_priority = *l;
      }
  }

  return best;
}

static void
add_text (GByteArray *out, const char *text, char end)
{
  g_byte_array_append (out, (const guint8 *) text, strlen (text));
  g_byte_array_append (out, (const guint8 *) &end, 1);
}

/* "fr" for the voice that is best for French, and "fr-be" for the other one; then all it goes by. */
static void
list_languages (GByteArray *out)
{
  const espeak_VOICE **voices = espeak_ListVoices (NULL);

  for (const espeak_VOICE **v = voices; *v != NULL; v++) {
    g_autofree char *code = NULL;
    g_autofree char *base = NULL;

    if (!can_read (*v))
      continue;
    code = g_ascii_strdown ((*v)->languages + 1, -1);
    base = g_strndup (code, strcspn (code, "-"));
    add_text (out, find_voice (voices, base) == *v ? base : code, ' ');
    for (const char *l = (*v)->languages; *l != '\0'; l += strlen (l + 1) + 2) {
      g_autofree char *other = g_ascii_strdown (l + 1, -1);

      if (find_voice (voices, other) == *v)
        add_text (out, other, ' ');
    }
    add_text (out, "", '\n');
  }
}

static gboolean
choose_voice (const char *wanted, guint words_per_minute)
{
  g_autofree char *language = g_strndup (wanted, strcspn (wanted, "+"));
  const espeak_VOICE *voice = find_voice (espeak_ListVoices (NULL), language);
  g_autofree char *name = NULL;

  if (voice == NULL)
    return FALSE;
  name = g_strconcat (voice->identifier, wanted + strlen (language), NULL);

  return espeak_SetVoiceByName (name) == EE_OK &&
         espeak_SetParameter (espeakRATE, words_per_minute, 0) == EE_OK;
}

static gboolean
read_all (void *bytes, gsize n)
{
  for (gsize at = 0; at < n;) {
    gssize got = recv (STDIN_FILENO, (char *) bytes + at, n - at, 0);

    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return FALSE;
    at += got;
  }

  return TRUE;
}

static gboolean
write_all (const void *bytes, gsize n)
{
  for (gsize at = 0; at < n;) {
    gssize put = send (STDIN_FILENO, (const char *) bytes + at, n - at, MSG_NOSIGNAL);

    if (put < 0 && errno == EINTR)
      continue;
    if (put <= 0)
      return FALSE;
    at += put;
  }

  return TRUE;
}

static gboolean
answer (const SflSpeechRequest *request, const char *text)
{
  SflSpeechReply reply = { TRUE, rate, 0, 0 };
  gsize n_event_bytes;

  g_array_set_size (events, 0);
  g_byte_array_set_size (sound, 0);

  switch (request->word) {
  case SFL_SPEECH_LIST:
    list_languages (sound);
    break;
  case SFL_SPEECH_VOICE:
    reply.is_done = choose_voice (text, request->words_per_minute);
    break;
  case SFL_SPEECH_SAY:
  case SFL_SPEECH_SPELL:
    keeps_sound = request->word == SFL_SPEECH_SAY;
    reply.is_done = espeak_Synth (text, request->n_bytes + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8,
                                  NULL, NULL) == EE_OK;
    break;
  default:
    return FALSE;
  }

  reply.n_events = events->len;
  n_event_bytes = events->len * sizeof (SflSpeechEvent);
  reply.n_bytes = n_event_bytes + sound->len;

  return write_all (&reply, sizeof reply) && write_all (events->data, n_event_bytes) &&
         write_all (sound->data, sound->len);
}

int
main (void)
{
  SflSpeechRequest request;
  char text[SFL_SPEECH_MAX_TEXT + 1];

  events = g_array_new (FALSE, FALSE, sizeof (SflSpeechEvent));
  sound = g_byte_array_new ();
  rate = espeak_Initialize (AUDIO_OUTPUT_SYNCHRONOUS, 0, NULL,
                            espeakINITIALIZE_PHONEME_EVENTS | espeakINITIALIZE_PHONEME_IPA |
                                espeakINITIALIZE_DONT_EXIT);
  if (rate <= 0)
    return 1;
  espeak_SetSynthCallback (synth_cb);

  while (read_all (&request, sizeof request) && request.n_bytes <= SFL_SPEECH_MAX_TEXT &&
         read_all (text, request.n_bytes)) {
    text[request.n_bytes] = '\0';
    if (!answer (&request, text))
      break;
  }

  return 0;
}
