/* sfl-episode-attach.c: another half for the open episode
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A recording joins a transcript, or a transcript a recording.  Main thread only.
 */

#include "config.h"

#include "sfl-episode-private.h"

#include "sfl-content-id.h"

static void
attached_media_id_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  char *id = sfl_content_id_compute_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->attaching = FALSE;
  self->media_id = id;
  sfl_episode_remember (self);
}

/* Who closes at once has attached it all the same. */
void
sfl_episode_finish_attaching (SflEpisode *self)
{
  if (!self->attaching)
    return;

  sfl_episode_renew (&self->cancellable);
  self->attaching = FALSE;
  self->media_id = sfl_content_id_compute (self->media, NULL);
  sfl_episode_remember (self);
}

/* Gives the transcript that is open another recording, at the same place. */
static void
attach_media (SflEpisode *self, GFile *file)
{
  sfl_episode_finish_attaching (self);
  sfl_episode_pause (self);
  sfl_episode_keep_position (self, TRUE);

  /* From here on it is another episode for the library. */
  sfl_episode_renew (&self->cancellable);
  g_clear_pointer (&self->media_id, g_free);
  self->record->id = 0;
  self->record->text_track = 0;
  self->finished = FALSE;
  sfl_episode_untell (self, "media");
  sfl_episode_untell (self, "decoder");
  sfl_episode_cancel_align (self);

  sfl_episode_load_media (self, file, self->position);
  sfl_episode_update_title (self);
  self->attaching = TRUE;
  sfl_content_id_compute_async (file, self->cancellable, attached_media_id_cb, self);
}

/* Gives the open episode what was found; what has nothing to stay with is opened. */
static void
attach_found (SflEpisode *self, SflFound *found)
{
  gboolean has_transcript =
      (self->transcript && !self->track_is_shown) || self->waiting_for_transcript;
  gboolean named_media = found->media && !found->media_is_beside;
  gboolean named_transcript = found->transcript && !found->transcript_is_beside;

  if (named_media ? named_transcript || !has_transcript : self->media == NULL) {
    sfl_episode_open_found (self, found);
    return;
  }

  if (named_media) {
    attach_media (self, found->media);
  } else {
    g_clear_object (&self->beside);
    sfl_episode_load_transcript (self, found->transcript, NULL);
  }
  sfl_found_free (found);
}

static void
attach_looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (SflFound) found = sfl_opener_look_finish (result, NULL);

  if (found && sfl_episode_tell_found (self, found))
    attach_found (self, g_steal_pointer (&found));
}

static void
drop_looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (SflFound) found = sfl_opener_look_finish (result, NULL);

  if (found == NULL || !sfl_episode_tell_found (self, found))
    return;

  /* Another recording is another episode. */
  if (self->media && found->media && !found->media_is_beside)
    sfl_episode_open_found (self, g_steal_pointer (&found));
  else
    attach_found (self, g_steal_pointer (&found));
}

/**
 * sfl_episode_attach:
 *
 * Gives the open episode another recording or transcript, whichever @files
 * are.  Where neither half would stay, it opens them instead.
 */
void
sfl_episode_attach (SflEpisode *self, GFile *const *files, guint n_files)
{
  g_return_if_fail (SFL_IS_EPISODE (self));
  g_return_if_fail (n_files > 0);

  if (sfl_episode_is_open (self))
    sfl_opener_look_async (files, n_files, TRUE, self->cancellable, attach_looked_cb, self);
  else
    sfl_episode_open (self, files, n_files);
}

/**
 * sfl_episode_drop:
 *
 * What a user means by dropping @files: a transcript, or the recording that
 * was missing, joins the open episode; another recording is opened.
 */
void
sfl_episode_drop (SflEpisode *self, GFile *const *files, guint n_files)
{
  g_return_if_fail (SFL_IS_EPISODE (self));
  g_return_if_fail (n_files > 0);

  if (sfl_episode_is_open (self))
    sfl_opener_look_async (files, n_files, TRUE, sfl_episode_renew (&self->looking), drop_looked_cb,
                           self);
  else
    sfl_episode_open (self, files, n_files);
}
