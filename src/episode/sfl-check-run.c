/* sfl-check-run.c: whether a text fits a recording, found out on a thread of its own
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The recording is read from its file, beside what plays, as far as the checker wishes.
 */

#include "config.h"

#include "sfl-check-run.h"

#include "sfl-audio-reader.h"
#include "sfl-checker.h"
#include "sfl-quiet-thread.h"

typedef struct {
  GFile *media;
  char *track;
  SflTranscript *transcript;
  char *language;
} Run;

static void
run_free (Run *run)
{
  g_object_unref (run->media);
  g_object_unref (run->transcript);
  g_free (run->track);
  g_free (run->language);
  g_free (run);
}

/* On a thread of the reader's. */
static void
samples_cb (SflTime start, const gint16 *samples, gsize n_samples, gpointer user_data)
{
  sfl_checker_push (user_data, start, samples, n_samples);
}

static void
check (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (SflChecker) checker = sfl_checker_new (run->transcript, run->language);
  SflTime start, end;
  GError *error = NULL;

  while (sfl_checker_get_wish (checker, &start, &end)) {
    g_autoptr (SflAudioReader) reader = sfl_audio_reader_new (run->media);

    sfl_audio_reader_set_track (reader, run->track);
    sfl_audio_reader_set_range (reader, start, end);
    if (!sfl_audio_reader_run (reader, samples_cb, checker, cancellable, &error) ||
        !sfl_checker_think (checker, cancellable, &error)) {
      g_task_return_error (task, error);
      return;
    }
  }

  g_task_return_pointer (task, sfl_checker_dup_fit (checker), (GDestroyNotify) sfl_fit_free);
}

/**
 * sfl_check_run_async:
 * @track: (nullable): the id of its sound track; NULL: the first
 * @transcript: with times
 * @language: as espeak-ng calls it
 */
void
sfl_check_run_async (GFile *media,
                     const char *track,
                     SflTranscript *transcript,
                     const char *language,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task;
  Run *run;

  g_return_if_fail (G_IS_FILE (media));
  g_return_if_fail (SFL_IS_TRANSCRIPT (transcript));
  g_return_if_fail (language != NULL);

  run = g_new (Run, 1);
  run->media = g_object_ref (media);
  run->track = g_strdup (track);
  run->transcript = g_object_ref (transcript);
  run->language = g_strdup (language);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sfl_check_run_async);
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  sfl_quiet_thread_start ("check", check, task);
}

/* Returns: (transfer full): what was found out */
SflFit *
sfl_check_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
