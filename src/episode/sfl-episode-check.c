/* sfl-episode-check.c: whether the text fits the sound
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text of another cut is found out on opening, once for each episode, and what could be done
 * is proposed.  It is done as when a user moves the text (sfl-episode-sync.c), and so undone.
 * Main thread only; the work is done on another (sfl-check-run.c).
 */

#include "config.h"

#include "sfl-episode-private.h"

#include "sfl-check-run.h"
#include "sfl-trace.h"

/* What opens has the machine for itself until it plays. */
#define DELAY_MS 1500

static void
set_fit (SflEpisode *self, SflFit *fit)
{
  if (self->fit == fit)
    return;

  g_clear_pointer (&self->fit, sfl_fit_free);
  self->fit = fit;
  sfl_episode_notify (self, "fit");
}

/* The answer is known, or no longer wanted: not to be asked again. */
static void
settle (SflEpisode *self)
{
  set_fit (self, NULL);
  if (self->record == NULL || self->record->checked)
    return;
  self->record->checked = TRUE;
  sfl_episode_remember (self);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  SflFit *fit = sfl_check_run_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->checking);
  sfl_trace ("check", "verdict", "s", fit != NULL ? sfl_fit_get_name (fit) : "failed", NULL);
  if (fit != NULL && (sfl_fit_can_correct (fit) || fit->kind == SFL_FIT_OTHER)) {
    set_fit (self, fit);
    return;
  }

  g_clear_pointer (&fit, sfl_fit_free);
  settle (self);
}

/* Whether there is a question at all: not where the times were already seen to. */
static gboolean
can_check (SflEpisode *self)
{
  return sfl_episode_can_align (self) && sfl_transcript_is_timed (self->transcript) &&
         !sfl_transcript_is_aligned (self->transcript) && !self->track_is_shown &&
         !sfl_episode_get_has_sync (self) && self->aligning == NULL && self->record != NULL &&
         !self->record->checked;
}

static void
language_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = SFL_EPISODE (source);
  GCancellable *cancellable = g_task_get_cancellable (G_TASK (result));
  gboolean is_sure;
  g_autofree char *language = sfl_episode_find_language_finish (self, result, &is_sure);
  const SflTrack *track;

  if (g_cancellable_is_cancelled (cancellable))
    return;
  if (language == NULL || !is_sure || !can_check (self)) {
    g_clear_object (&self->checking);
    return;
  }

  track = sfl_episode_get_sound_track (self);
  sfl_check_run_async (self->media, track != NULL ? track->id : NULL, self->transcript, language,
                       self->checking, checked_cb, self);
}

static gboolean
begin_cb (gpointer user_data)
{
  SflEpisode *self = user_data;

  self->check_id = 0;
  if (!can_check (self))
    return G_SOURCE_REMOVE;

  self->checking = g_cancellable_new ();
  sfl_episode_find_language_async (self, self->checking, language_cb, NULL);

  return G_SOURCE_REMOVE;
}

/**
 * sfl_episode_check:
 *
 * Begins in a moment, where the language is known and nobody did before; "fit" tells when there
 * is something to propose.
 */
void
sfl_episode_check (SflEpisode *self)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  sfl_episode_forget_check (self);
  if (can_check (self))
    self->check_id = g_timeout_add_full (G_PRIORITY_LOW, DELAY_MS, begin_cb, self, NULL);
}

/* What was found out does not count any more, nor what is being found out. */
void
sfl_episode_forget_check (SflEpisode *self)
{
  g_clear_handle_id (&self->check_id, g_source_remove);
  g_cancellable_cancel (self->checking);
  g_clear_object (&self->checking);
  set_fit (self, NULL);
}

/* Returns: (transfer none) (nullable): what is wrong with the times, to be proposed; valid until
 *   "notify::fit"
 */
const SflFit *
sfl_episode_get_fit (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), NULL);

  return self->fit;
}

/* Does what is proposed, as a step that can be undone. */
void
sfl_episode_accept_fit (SflEpisode *self)
{
  SflSync sync;

  g_return_if_fail (SFL_IS_EPISODE (self));

  if (self->fit == NULL || !sfl_fit_can_correct (self->fit))
    return;

  sync = sfl_fit_make_sync (self->fit, sfl_transcript_get_base (self->transcript));
  settle (self);
  sfl_episode_take_sync (self, &sync);
}

/* Leaves it as it is, for good. */
void
sfl_episode_dismiss_fit (SflEpisode *self)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  if (self->fit != NULL)
    settle (self);
}
