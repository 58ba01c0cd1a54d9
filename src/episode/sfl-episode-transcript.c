/* sfl-episode-transcript.c: how an episode comes by its transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a file, from what was pasted, from what is remembered, or from what lies
 * beside the recording.  Main thread only; it is read on another.
 */

#include "config.h"

#include "sfl-episode-private.h"

#include "sfl-content-id.h"
#include "sfl-transcript-loader.h"
#include "sfl-transcript-summary.h"

/* Takes over a finished transcript, and with it @options: how it was read, or NULL where
 * it cannot be read in another way.
 */
void
sfl_episode_take_transcript (SflEpisode *self, SflTranscript *transcript, SflParseOptions *options)
{
  g_autoptr (SflTranscript) restored = NULL;

  g_clear_pointer (&self->options, sfl_parse_options_free);
  self->options = options;
  if (self->transcript == NULL || !sfl_transcript_shares_text (self->transcript, transcript)) {
    sfl_episode_forget_syncs (self);
    sfl_episode_drop_findings (self);
    sfl_episode_cancel_align (self);
    sfl_episode_forget_check (self);
    transcript = restored = sfl_episode_restore_alignment (self, transcript, options);
  }
  g_set_object (&self->transcript, transcript);
  sfl_episode_make_reading (self);

  sfl_episode_untell (self, "transcript");
  sfl_cursor_set_transcript (self->cursor, transcript);
  sfl_episode_notify (self, "transcript");
  sfl_episode_notify (self, "reading");
  sfl_episode_emit_chapters_changed (self);
  sfl_episode_update_title (self);
  if (self->media == NULL)
    sfl_episode_notify (self, "duration");
  sfl_episode_update (self);
}

SflReadingMode
sfl_episode_get_reading_mode (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), SFL_READING_LINES);

  return self->reading_mode;
}

/* Cuts this transcript, and those to come, in another way. */
void
sfl_episode_set_reading_mode (SflEpisode *self, SflReadingMode mode)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  if (self->reading_mode == mode)
    return;
  self->reading_mode = mode;
  if (self->transcript == NULL)
    return;

  sfl_episode_make_reading (self);
  sfl_episode_notify (self, "reading");
}

/* The transcript is there or has failed. */
static void
settle_transcript (SflEpisode *self)
{
  self->waiting_for_transcript = FALSE;
  if (self->opening)
    sfl_episode_check_opened (self);
  else
    sfl_episode_remember (self);
  sfl_episode_refit_transcript (self);
}

/* What the reader had to do is said once, when a file is opened for the first time. */
static void
tell_remarks (SflEpisode *self)
{
  g_autofree char *remarks = NULL;

  if (!sfl_transcript_is_remarkable (self->transcript))
    return;

  remarks = sfl_transcript_dup_remarks (self->transcript);
  sfl_episode_tell (self, "remarks", SFL_MESSAGE_PASSING, remarks);
}

/* How the text with this content was read last time. */
static SflParseOptions *
dup_options (SflEpisode *self, const char *id)
{
  SflEpisodeRecord *record = self->record;
  gboolean known = record && id && g_strcmp0 (record->transcript_id, id) == 0;
  SflParseOptions *options = sfl_parse_options_from_string (known ? record->reading : NULL);

  sfl_episode_add_media_options (self, options);

  return options;
}

/* What belongs to the episode, beside chapters that were just opened with it. */
static void
load_remembered (SflEpisode *self)
{
  g_autoptr (GFile) file =
      self->record->pasted_text ? NULL : g_file_new_for_uri (self->record->transcript_uri);

  sfl_episode_load_transcript (self, file, self->record->pasted_text);
}

static void
transcript_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SflTranscript) transcript = sfl_transcript_load_finish (result, &error);
  g_autoptr (GFile) file = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GFile) beside = NULL;
  g_autoptr (SflParseOptions) options = NULL;
  gboolean is_new;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  file = g_steal_pointer (&self->loading_file);
  id = g_steal_pointer (&self->loading_id);
  beside = g_steal_pointer (&self->beside);
  options = g_steal_pointer (&self->loading_options);
  if (transcript && sfl_episode_add_chapters (self, transcript, file, id)) {
    if (self->transcript == NULL) {
      load_remembered (self);
    } else {
      settle_transcript (self);
      sfl_episode_resume_track (self);
    }
  } else if (transcript) {
    is_new = file && self->record && g_strcmp0 (self->record->transcript_id, id) != 0;
    g_set_object (&self->transcript_file, file);
    g_free (self->transcript_id);
    self->transcript_id = g_steal_pointer (&id);
    g_clear_pointer (&self->undo_options, sfl_parse_options_free);
    sfl_episode_leave_track (self);
    sfl_episode_take_transcript (self, transcript, g_steal_pointer (&options));
    settle_transcript (self);
    if (is_new)
      tell_remarks (self);
    sfl_episode_resume_track (self);
  } else if (!sfl_parse_options_is_default (options)) {
    /* Read so it worked once; what the file says itself is better than nothing. */
    sfl_episode_record_set_reading (self->record, NULL);
    self->beside = g_steal_pointer (&beside);
    sfl_episode_load_transcript (self, file, self->record->pasted_text);
  } else if (beside) {
    sfl_episode_load_transcript (self, beside, NULL);
  } else {
    sfl_episode_tell (self, "transcript", SFL_MESSAGE_LASTING, error->message);
    settle_transcript (self);
    sfl_episode_resume_track (self);
  }
}

static void
transcript_id_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  char *id = sfl_content_id_compute_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->loading_id = id;
  self->loading_options = dup_options (self, id);
  sfl_transcript_load_async (self->loading_file, self->loading_options, self->loading,
                             transcript_cb, self);
}

/* Ends the load of another one. */
GCancellable *
sfl_episode_begin_loading (SflEpisode *self, GFile *file)
{
  g_set_object (&self->loading_file, file);
  g_clear_pointer (&self->loading_id, g_free);
  g_clear_pointer (&self->loading_options, sfl_parse_options_free);
  self->rereading = FALSE;
  self->waiting_for_transcript = FALSE;

  return sfl_episode_renew (&self->loading);
}

/* Reads @file, or else @pasted_text.  Known by its content first, so that a transcript
 * that is shown is kept.
 */
void
sfl_episode_load_transcript (SflEpisode *self, GFile *file, const char *pasted_text)
{
  GCancellable *cancellable = sfl_episode_begin_loading (self, file);

  self->waiting_for_transcript = TRUE;
  if (file) {
    sfl_content_id_compute_async (file, cancellable, transcript_id_cb, self);
  } else {
    self->loading_options = dup_options (self, self->record->transcript_id);
    sfl_transcript_load_text_async (pasted_text, self->loading_options, cancellable, transcript_cb,
                                    self);
  }
}

/* Reads what the open transcript was read from again, in another way. */
void
sfl_episode_load_source (SflEpisode *self,
                         const SflParseOptions *options,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GCancellable *cancellable = sfl_episode_begin_loading (self, NULL);

  if (self->transcript_file)
    sfl_transcript_load_async (self->transcript_file, options, cancellable, callback, user_data);
  else
    sfl_transcript_load_text_async (self->record->pasted_text, options, cancellable, callback,
                                    user_data);
}

/* What the user named comes first, then what belonged together last time, then
 * what lies beside.
 */
void
sfl_episode_choose_transcript (SflEpisode *self, const SflFound *found)
{
  const char *uri = self->record->transcript_uri;

  if (found->transcript && !found->transcript_is_beside) {
    self->record->text_track = 0;
    sfl_episode_load_transcript (self, found->transcript, NULL);
  } else if (self->record->text_track != 0 && found->media) {
    /* Read when the track is not there any more, or when it is asked for. */
    self->own_file = uri ? g_file_new_for_uri (uri) : NULL;
    g_set_object (self->own_file ? &self->beside : &self->own_file, found->transcript);
  } else if (self->record->pasted_text) {
    sfl_episode_load_transcript (self, NULL, self->record->pasted_text);
  } else if (uri) {
    g_autoptr (GFile) known = g_file_new_for_uri (uri);

    g_set_object (&self->beside, found->transcript);
    sfl_episode_load_transcript (self, known, NULL);
  } else if (found->transcript) {
    sfl_episode_load_transcript (self, found->transcript, NULL);
  }
}

/**
 * sfl_episode_attach_text:
 * @text: what was pasted; kept with the episode
 * @transcript: what it was understood as
 *
 * Without a recording it is opened as an episode of its own, which may bring
 * the recording that it once belonged to.
 */
void
sfl_episode_attach_text (SflEpisode *self, const char *text, SflTranscript *transcript)
{
  g_return_if_fail (SFL_IS_EPISODE (self));
  g_return_if_fail (SFL_IS_TRANSCRIPT (transcript));

  if (self->media == NULL) {
    sfl_episode_open_text (self, text);
    return;
  }
  if (sfl_episode_add_chapters (self, transcript, NULL, NULL)) {
    sfl_episode_remember (self);
    return;
  }

  sfl_episode_begin_loading (self, NULL);
  g_clear_object (&self->beside);
  g_clear_object (&self->transcript_file);
  g_clear_pointer (&self->transcript_id, g_free);
  g_clear_pointer (&self->undo_options, sfl_parse_options_free);
  sfl_episode_record_set_pasted_text (self->record, text);
  sfl_episode_leave_track (self);
  sfl_episode_take_transcript (self, transcript, sfl_parse_options_from_string (NULL));
  settle_transcript (self);
}

SflTranscript *
sfl_episode_get_transcript (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), NULL);

  return self->transcript;
}

SflReading *
sfl_episode_get_reading (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), NULL);

  return self->reading;
}
