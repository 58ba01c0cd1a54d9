/* sfl-episode-voice.c: a piece of the transcript, said aloud
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The recording is silent meanwhile, and goes on where it was; who starts it
 * does not want to hear the voice any more.
 */

#include "config.h"

#include "sfl-episode-private.h"

#include "sfl-excerpt.h"
#include "sfl-language-guess.h"
#include "sfl-trace.h"
#include "sfl-voice.h"

static void
spoken_cb (SflVoice *voice, GParamSpec *pspec, SflEpisode *self)
{
  gboolean is_speaking = sfl_voice_get_speaking (voice);

  sfl_trace ("voice", "state", "s", is_speaking ? "speaking" : "silent", NULL);
  if (is_speaking)
    return;

  if (self->plays_after_voice && sfl_episode_has_clock (self))
    sfl_playback_play (self->playback);
  self->plays_after_voice = FALSE;
}

static void
voice_problem_cb (SflVoice *voice, GError *error, SflEpisode *self)
{
  sfl_episode_tell (self, "voice", SFL_MESSAGE_PASSING, error->message);
}

static void
playing_changed_cb (SflEpisode *self)
{
  if (sfl_episode_get_playing (self))
    sfl_episode_stop_speaking (self);
}

void
sfl_episode_voice_init (SflEpisode *self)
{
  self->voice = sfl_voice_new ();
  g_signal_connect_object (self->voice, "notify::speaking", G_CALLBACK (spoken_cb), self, 0);
  g_signal_connect_object (self->voice, "problem", G_CALLBACK (voice_problem_cb), self, 0);
  g_signal_connect (self, "notify::playing", G_CALLBACK (playing_changed_cb), NULL);
  g_signal_connect (self, "notify::transcript", G_CALLBACK (sfl_episode_stop_speaking), NULL);
}

void
sfl_episode_voice_dispose (SflEpisode *self)
{
  if (self->voice == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->voice, self);
  sfl_voice_stop (self->voice);
  g_clear_object (&self->voice);
}

/**
 * sfl_episode_speak:
 * @start: first byte of the transcript's text
 * @end: the byte after the last
 *
 * Says what stands there in the language of the transcript, as it says or as its words
 * are, or else in that of the user, about as fast as the episode is heard.
 */
void
sfl_episode_speak (SflEpisode *self, gsize start, gsize end)
{
  g_autofree char *text = NULL;
  const char *language;

  g_return_if_fail (SFL_IS_EPISODE (self));

  if (self->transcript == NULL)
    return;

  if (!sfl_voice_get_speaking (self->voice)) {
    self->plays_after_voice = sfl_episode_get_playing (self);
    sfl_episode_pause (self);
  }
  text = sfl_excerpt_dup_text (self->transcript, start, end);
  language = sfl_transcript_get_meta (self->transcript, SFL_META_LANGUAGE);
  if (language == NULL) {
    gsize length;
    const char *all = sfl_transcript_get_text (self->transcript, &length);

    language = sfl_language_guess (all, length);
  }
  if (language == NULL)
    language = g_get_language_names ()[0];
  /* The locale without a language is in English. */
  if (g_str_equal (language, "C") || g_str_has_prefix (language, "C."))
    language = "en";
  sfl_trace ("speak", "language", "s", language, NULL);
  sfl_voice_speak (self->voice, text, language, sfl_episode_get_rate (self));
}

/* Returns: whether something was said */
gboolean
sfl_episode_stop_speaking (SflEpisode *self)
{
  gboolean was_speaking = sfl_episode_get_speaking (self);

  if (was_speaking)
    sfl_voice_stop (self->voice);

  return was_speaking;
}

gboolean
sfl_episode_get_speaking (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  return self->voice != NULL && sfl_voice_get_speaking (self->voice);
}
