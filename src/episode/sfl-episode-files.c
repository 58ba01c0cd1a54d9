/* sfl-episode-files.c: what is open, until it is closed
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What it is called, what is remembered of it, and how it ends.  How it came to be
 * open is in sfl-episode-opening.c, sfl-episode-attach.c and
 * sfl-episode-transcript.c.  Three cancellables end what is under way: one for
 * looking at files that may become the episode, one for the episode and one for
 * its transcript.  Main thread only; whatever touches a disk is asynchronous.
 */

#include "config.h"

#include "sfl-episode-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Ends what was given @cancellable; what begins next has a new one. */
GCancellable *
sfl_episode_renew (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
  *cancellable = g_cancellable_new ();

  return *cancellable;
}

void
sfl_episode_files_init (SflEpisode *self)
{
  sfl_episode_renew (&self->looking);
  sfl_episode_renew (&self->cancellable);
  sfl_episode_renew (&self->loading);
  sfl_episode_sync_init (self);
  self->position = SFL_TIME_NONE;
  self->scrubbed_from = SFL_TIME_NONE;
  self->history = sfl_history_new ();
  self->shown_track = -1;
}

/* Forgets what is open without a word to anybody. */
static void
clear (SflEpisode *self)
{
  g_clear_pointer (&self->found, sfl_found_free);
  g_clear_pointer (&self->pasted_text, g_free);
  g_clear_pointer (&self->record, sfl_episode_record_free);
  g_clear_object (&self->media);
  g_clear_pointer (&self->media_id, g_free);
  g_clear_object (&self->loading_file);
  g_clear_pointer (&self->loading_id, g_free);
  g_clear_pointer (&self->loading_options, sfl_parse_options_free);
  g_clear_object (&self->beside);
  g_clear_object (&self->transcript_file);
  g_clear_pointer (&self->transcript_id, g_free);
  g_clear_object (&self->transcript);
  g_clear_object (&self->reading);
  g_clear_pointer (&self->options, sfl_parse_options_free);
  g_clear_pointer (&self->undo_options, sfl_parse_options_free);
  sfl_episode_forget_syncs (self);
  sfl_episode_clear_tracks (self);
  sfl_history_clear (self->history);
  self->scrubbed_from = SFL_TIME_NONE;
  self->waiting_for_transcript = FALSE;
  self->media_failed = FALSE;
  self->attaching = FALSE;
}

void
sfl_episode_files_dispose (SflEpisode *self)
{
  GCancellable **all[] = { &self->looking, &self->cancellable, &self->loading };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++) {
    g_cancellable_cancel (*all[i]);
    g_clear_object (all[i]);
  }
  clear (self);
  g_clear_pointer (&self->history, sfl_history_free);
  sfl_episode_sync_dispose (self);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->messages, g_hash_table_unref);
}

void
sfl_episode_set_opening (SflEpisode *self, gboolean opening)
{
  if (self->opening == opening)
    return;

  self->opening = opening;
  sfl_episode_notify (self, "opening");
}

static void
clear_messages (SflEpisode *self)
{
  g_autofree gpointer *ids = g_hash_table_get_keys_as_array (self->messages, NULL);

  for (guint i = 0; ids[i]; i++)
    if (strcmp (ids[i], "library") != 0) {
      g_autofree char *id = g_strdup (ids[i]);

      sfl_episode_untell (self, id);
    }
}

static char *
dup_name_without_extension (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  char *shown = g_filename_display_name (name);
  char *dot = strrchr (shown, '.');

  if (dot && dot != shown)
    *dot = '\0';

  return shown;
}

void
sfl_episode_update_title (SflEpisode *self)
{
  const char *meta =
      self->transcript ? sfl_transcript_get_meta (self->transcript, SFL_META_TITLE) : NULL;
  GFile *file = self->media ? self->media : self->transcript_file;
  g_autofree char *old = g_steal_pointer (&self->title);

  if (meta && *meta)
    self->title = g_strdup (meta);
  else if (file)
    self->title = dup_name_without_extension (file);
  else if (self->transcript)
    self->title = g_strdup (_ ("Pasted text"));

  if (g_strcmp0 (self->title, old) != 0)
    sfl_episode_notify (self, "title");
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 id = sfl_library_save_episode_finish (SFL_LIBRARY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (id != 0)
    self->record->id = id;
}

/* Remembers what is open, as it is now.  A recording that is not known by its
 * content, or that does not play and has no transcript, is not worth it.
 */
void
sfl_episode_remember (SflEpisode *self)
{
  SflEpisodeRecord *record = self->record;

  if (record == NULL || !sfl_episode_is_open (self) || (self->media && self->media_id == NULL) ||
      (self->media_failed && self->transcript == NULL))
    return;

  if (self->media) {
    g_autofree char *uri = g_file_get_uri (self->media);

    sfl_episode_record_set_media (record, self->media_id, uri);
  }
  if (self->transcript_file && self->transcript_id) {
    g_autofree char *uri = g_file_get_uri (self->transcript_file);

    sfl_episode_record_set_transcript (record, self->transcript_id, uri);
  }
  if (record->media_id == NULL && record->transcript_id == NULL)
    return;
  if (self->options) {
    g_autofree char *reading = sfl_parse_options_to_string (self->options);

    sfl_episode_record_set_reading (record, reading);
  } else if (self->track_is_shown && record->transcript_id == NULL) {
    const SflParseOptions options = { .sync = self->track_sync };
    g_autofree char *reading = sfl_parse_options_to_string (&options);

    sfl_episode_record_set_reading (record, reading);
  }

  sfl_episode_keep_alignment (self);
  sfl_episode_record_set_title (record, self->title);
  record->duration = sfl_episode_get_duration (self);
  record->position = self->position;
  record->finished = self->finished;
  sfl_library_save_episode_async (self->library, record, self->cancellable, saved_cb, self);
}

/* Tells the world once both halves are there, or have failed. */
void
sfl_episode_check_opened (SflEpisode *self)
{
  gboolean media_settled =
      self->media == NULL || self->media_failed || sfl_player_get_loaded (self->player);

  if (!self->opening || self->record == NULL || self->waiting_for_transcript || !media_settled)
    return;

  sfl_episode_update_title (self);
  sfl_episode_set_opening (self, FALSE);
  sfl_episode_remember (self);
  sfl_episode_notify (self, "duration");
  sfl_episode_emit_opened (self);
}

/* Closes what is open, keeping where it was. */
void
sfl_episode_close (SflEpisode *self)
{
  gboolean was_open;

  g_return_if_fail (SFL_IS_EPISODE (self));

  was_open = sfl_episode_is_open (self);
  sfl_episode_cancel_align (self);
  sfl_episode_forget_check (self);
  if (was_open) {
    sfl_episode_finish_attaching (self);
    if (self->remote == NULL) /* which goes on without us */
      sfl_episode_pause (self);
    sfl_episode_keep_position (self, TRUE);
  }
  sfl_episode_use_recording (self);

  sfl_episode_renew (&self->looking);
  sfl_episode_renew (&self->cancellable);
  sfl_episode_renew (&self->loading);
  clear_messages (self);
  sfl_episode_set_opening (self, FALSE);
  sfl_player_close (self->player);
  clear (self);
  self->finished = FALSE;
  sfl_episode_load_peaks (self, 0);
  sfl_cursor_set_transcript (self->cursor, NULL);
  sfl_episode_set_start (self, SFL_TIME_NONE);
  if (was_open) {
    sfl_episode_notify (self, "media");
    sfl_episode_notify (self, "source");
    sfl_episode_notify (self, "transcript");
    sfl_episode_notify (self, "reading");
    sfl_episode_notify (self, "duration");
    sfl_episode_notify (self, "shown-transcript");
    sfl_episode_emit_transcripts_changed (self);
    sfl_episode_emit_chapters_changed (self);
    sfl_episode_update_title (self);
  }
}

/* Whether there is a recording or a transcript. */
gboolean
sfl_episode_is_open (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  return self->media != NULL || self->transcript != NULL;
}

gboolean
sfl_episode_get_opening (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  return self->opening;
}

GFile *
sfl_episode_get_media (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), NULL);

  return self->media;
}

/* The whole title, or NULL when nothing is open. */
const char *
sfl_episode_get_title (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), NULL);

  return self->title;
}

/* Returns: (transfer full) (nullable): the programme's name, else the title */
char *
sfl_episode_dup_short_title (SflEpisode *self)
{
  const char *programme;

  g_return_val_if_fail (SFL_IS_EPISODE (self), NULL);

  programme =
      self->transcript ? sfl_transcript_get_meta (self->transcript, SFL_META_PROGRAMME) : NULL;

  return g_strdup (programme ? programme : self->title);
}
