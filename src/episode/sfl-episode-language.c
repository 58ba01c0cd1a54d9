/* sfl-episode-language.c: which language is spoken
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What several people say about it is weighed on a thread: to know which languages there are
 * voices for, espeak-ng has to be started, and a long text takes a while to be recognized.
 */

#include "config.h"

#include "sfl-episode-private.h"

#include "sfl-aligner.h"
#include "sfl-language-guess.h"

/* What is known, the best first; NULL: nothing. */
typedef struct {
  char *aligned; /* that its words were aligned in */
  SflTranscript *transcript;
  char *heard; /* as the recording says */
  char *users;
  gboolean is_sure;
} Question;

static void
question_free (Question *question)
{
  g_free (question->aligned);
  g_clear_object (&question->transcript);
  g_free (question->heard);
  g_free (question->users);
  g_free (question);
}

/* Of the text: what its file says, or what its words are. */
static const char *
get_text_language (SflTranscript *transcript)
{
  const char *said = sfl_transcript_get_meta (transcript, SFL_META_LANGUAGE), *text;
  gsize length;

  if (said != NULL && sfl_aligner_speaks (said))
    return said;
  text = sfl_transcript_get_text (transcript, &length);

  return sfl_language_guess (text, length);
}

static void
find_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Question *question = data;
  const char *known[] = { question->aligned, get_text_language (question->transcript),
                          question->heard, question->users };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (known[i] != NULL && sfl_aligner_speaks (known[i])) {
      question->is_sure = i + 1 < G_N_ELEMENTS (known);
      g_task_return_pointer (task, g_strdup (known[i]), g_free);
      return;
    }
  g_task_return_pointer (task, g_strdup ("en"), g_free);
}

/**
 * sfl_episode_find_language_async:
 *
 * Finds out which language is spoken in what is open: the one that its words were aligned in, or
 * that the transcript is in, or that the recording says it is in, or else the user's.
 */
void
sfl_episode_find_language_async (SflEpisode *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  const SflTrack *track;
  Question *question;

  g_return_if_fail (SFL_IS_EPISODE (self));
  g_return_if_fail (self->transcript != NULL);

  track = sfl_episode_get_sound_track (self);
  question = g_new0 (Question, 1);
  question->aligned = g_strdup (self->align_language);
  question->transcript = g_object_ref (self->transcript);
  question->heard = g_strdup (track != NULL ? track->language : NULL);
  question->users = g_strdup (g_get_language_names ()[0]);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sfl_episode_find_language_async);
  g_task_set_task_data (task, question, (GDestroyNotify) question_free);
  g_task_run_in_thread (task, find_thread);
}

/**
 * sfl_episode_find_language_finish:
 * @is_sure: (out): whether it is more than a guess
 *
 * Returns: (transfer full) (nullable): as espeak-ng calls it; NULL when cancelled, or when another
 *   text was opened meanwhile
 */
char *
sfl_episode_find_language_finish (SflEpisode *self, GAsyncResult *result, gboolean *is_sure)
{
  const Question *question = g_task_get_task_data (G_TASK (result));
  g_autofree char *language = g_task_propagate_pointer (G_TASK (result), NULL);

  *is_sure = question->is_sure;
  if (language == NULL || self->transcript == NULL ||
      !sfl_transcript_shares_text (self->transcript, question->transcript))
    return NULL;

  return g_steal_pointer (&language);
}
