/* sfl-episode-reread.c: the same transcript, read in another way
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a file leaves something open, a user may know better: its format, its
 * encoding, what its times mean, how far they are off.  The text is read again
 * in the background; until that has worked, what is shown stays, and where we
 * are stays anyway.  Main thread only.
 */

#include "config.h"

#include "sfl-episode-private.h"

#include "sfl-transcript-loader.h"

#include <string.h>

typedef struct {
  SflEpisode *episode; /* not to be touched once cancelled */
  GTask *task;
  SflParseOptions *options;
  gboolean is_undo;
} Reread;

static void
reread_free (Reread *reread)
{
  g_clear_object (&reread->task);
  sfl_parse_options_free (reread->options);
  g_free (reread);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reread, reread_free)

/* Fills in what is known of the recording. */
void
sfl_episode_add_media_options (SflEpisode *self, SflParseOptions *options)
{
  options->media_duration = 0;
  options->media_frame_rate = 0;
  if (self->media == NULL || !sfl_player_get_loaded (self->player))
    return;

  options->media_frame_rate = sfl_player_get_frame_rate (self->player);
  if (sfl_player_get_duration (self->player) != SFL_TIME_NONE &&
      !sfl_player_get_duration_approximate (self->player))
    options->media_duration = sfl_player_get_duration (self->player);
}

/* Whether a user chose the same. */
static gboolean
is_same_choice (const SflParseOptions *options, const SflParseOptions *other)
{
  g_autofree char *text = sfl_parse_options_to_string (options);
  g_autofree char *other_text = sfl_parse_options_to_string (other);

  return g_strcmp0 (text, other_text) == 0;
}

static void
keep_for_undo (SflEpisode *self, const Reread *reread)
{
  if (self->undo_options == NULL && !reread->is_undo)
    self->undo_options = sfl_parse_options_copy (self->options);
  else if (reread->is_undo || is_same_choice (self->undo_options, reread->options))
    g_clear_pointer (&self->undo_options, sfl_parse_options_free);
}

static void
reread_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reread) reread = user_data;
  SflEpisode *self = reread->episode;
  g_autoptr (SflTranscript) transcript = NULL;
  GError *error = NULL;

  transcript = sfl_transcript_load_finish (result, &error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->rereading = FALSE;
  if (transcript == NULL) {
    g_task_return_error (reread->task, error);
    return;
  }

  keep_for_undo (self, reread);
  sfl_episode_take_transcript (self, transcript, sfl_parse_options_copy (reread->options));
  sfl_episode_remember (self);
  g_task_return_boolean (reread->task, TRUE);
}

static void
reread (SflEpisode *self, const SflParseOptions *options, gboolean is_undo, GTask *task)
{
  Reread *reread = g_new0 (Reread, 1);

  reread->episode = self;
  reread->task = task;
  reread->options = sfl_parse_options_copy (options);
  reread->is_undo = is_undo;
  sfl_episode_add_media_options (self, reread->options);
  sfl_episode_load_source (self, reread->options, reread_cb, reread);
  self->rereading = TRUE;
}

/* Whether the transcript can be read in another way. */
gboolean
sfl_episode_can_reread (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  return self->transcript != NULL && self->options != NULL && !self->waiting_for_transcript;
}

/* Returns: (nullable): how the transcript is read */
const SflParseOptions *
sfl_episode_get_parse_options (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), NULL);

  return self->options;
}

/**
 * sfl_episode_reread_transcript:
 * @options: how to read it; what is known of the recording is filled in
 *
 * Shows the transcript as @options make it, and remembers them with it.  Where it
 * cannot be read so it stays as it is.  A later call ends an earlier one with
 * G_IO_ERROR_CANCELLED; @cancellable only drops the answer.
 */
void
sfl_episode_reread_transcript (SflEpisode *self,
                               const SflParseOptions *options,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SFL_IS_EPISODE (self));
  g_return_if_fail (options != NULL);
  g_return_if_fail (sfl_episode_can_reread (self));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sfl_episode_reread_transcript);
  reread (self, options, FALSE, task);
}

gboolean
sfl_episode_reread_transcript_finish (SflEpisode *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
sfl_episode_get_can_undo_reread (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  return sfl_episode_can_reread (self) && self->undo_options != NULL;
}

/**
 * sfl_episode_undo_reread:
 *
 * Goes back to the reading that was accepted last, or that the transcript was opened
 * with.
 *
 * Returns: whether there was anything to go back to
 */
gboolean
sfl_episode_undo_reread (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  if (!sfl_episode_get_can_undo_reread (self))
    return FALSE;

  reread (self, self->undo_options, TRUE, g_task_new (NULL, NULL, NULL, NULL));

  return TRUE;
}

/* From here on, undo comes back to what the transcript is read as now. */
void
sfl_episode_accept_reread (SflEpisode *self)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  g_clear_pointer (&self->undo_options, sfl_parse_options_free);
}

static gboolean
is_same_text (SflTranscript *transcript, SflTranscript *other)
{
  guint n_lines, n_other_lines;
  gsize length, other_length;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);
  const SflLine *other_lines = sfl_transcript_get_lines (other, &n_other_lines);
  const char *text = sfl_transcript_get_text (transcript, &length);
  const char *other_text = sfl_transcript_get_text (other, &other_length);

  return n_lines == n_other_lines && length == other_length &&
         memcmp (lines, other_lines, n_lines * sizeof (SflLine)) == 0 &&
         memcmp (text, other_text, length) == 0;
}

static void
refitted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Reread) reread = user_data;
  SflEpisode *self = reread->episode;
  g_autoptr (SflTranscript) transcript = sfl_transcript_load_finish (result, NULL);

  if (transcript == NULL)
    return;

  /* The user may have moved the text in the meantime. */
  if (!sfl_sync_equal (&reread->options->sync, &self->options->sync)) {
    sfl_episode_refit_transcript (self);
    return;
  }
  if (is_same_text (transcript, self->transcript)) {
    sfl_parse_options_free (self->options);
    self->options = sfl_parse_options_copy (reread->options);
  } else {
    sfl_episode_take_transcript (self, transcript, sfl_parse_options_copy (reread->options));
  }
}

/* Transcript and recording are loaded side by side, so the transcript may have been read
 * before it was known how long the recording is: it is read again, and taken where that
 * makes a difference.
 */
void
sfl_episode_refit_transcript (SflEpisode *self)
{
  g_autoptr (SflParseOptions) options = NULL;
  Reread *reread;

  if (!sfl_episode_can_reread (self) || self->rereading)
    return;

  options = sfl_parse_options_copy (self->options);
  sfl_episode_add_media_options (self, options);
  if ((options->media_duration == 0 && options->media_frame_rate == 0) ||
      sfl_parse_options_equal (options, self->options))
    return;

  reread = g_new0 (Reread, 1);
  reread->episode = self;
  reread->options = g_steal_pointer (&options);
  sfl_episode_load_source (self, reread->options, refitted_cb, reread);
}
