/* sfl-episode-opening.c: how files become an open episode
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Look what the files are, know the recording by its content, ask the library
 * what belongs to it and where it was left, then load both halves.  Main thread
 * only; whatever touches a disk is asynchronous.
 */

#include "config.h"

#include "sfl-episode-private.h"

#include "sfl-content-id.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
sfl_episode_load_media (SflEpisode *self, GFile *file, SflTime start)
{
  g_set_object (&self->media, file);
  self->media_failed = FALSE;
  sfl_episode_use_recording (self);
  sfl_player_open (self->player, file);
  if (start > 0)
    sfl_player_seek (self->player, start, SFL_SEEK_ACCURATE);
  sfl_episode_look_for_tracks (self);
  sfl_episode_notify (self, "media");
  sfl_episode_notify (self, "source");
}

/* The recording that belonged to what was opened is not where it was. */
static void
tell_missing (SflEpisode *self)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (self->record->media_uri == NULL && !self->waiting_for_transcript) {
    sfl_episode_tell (self, "nothing", SFL_MESSAGE_PASSING,
                      _ ("This episode is not there any more"));
    return;
  }
  if (self->record->media_uri == NULL)
    return;

  file = g_file_new_for_uri (self->record->media_uri);
  name = g_file_get_parse_name (file);
  text = g_strdup_printf (_ ("The recording is not where it was: %s"), name);
  sfl_episode_tell (self, "media",
                    self->waiting_for_transcript ? SFL_MESSAGE_LASTING : SFL_MESSAGE_PASSING, text);
}

/* All is known. */
static void
load (SflEpisode *self)
{
  g_autoptr (SflFound) found = g_steal_pointer (&self->found);
  SflTime start = 0;

  if (self->record->position != SFL_TIME_NONE && !self->record->finished)
    start = self->record->position;

  sfl_episode_set_start (self, start);
  if (self->pasted_text)
    sfl_episode_record_set_pasted_text (self->record, self->pasted_text);
  sfl_episode_choose_transcript (self, found);
  sfl_episode_load_chapters (self);
  if (found->media) {
    sfl_player_set_rate (self->player, self->record->rate);
    sfl_episode_load_media (self, found->media, start);
  } else {
    tell_missing (self);
  }
  sfl_episode_update_title (self);
  sfl_episode_check_opened (self);
}

/* A circle: what lies beside may have a story of its own. */
static void ask_library (SflEpisode *self);

static void
media_id_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  char *id = sfl_content_id_compute_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->media_id = id;
  ask_library (self);
}

/* The recording is the one the user named, or lies beside the transcript. */
static void
take_beside (SflEpisode *self)
{
  if (self->found->media_is_beside) {
    self->found->media_is_beside = FALSE;
    sfl_content_id_compute_async (self->found->media, self->cancellable, media_id_cb, self);
  } else {
    load (self);
  }
}

static void
known_media_id_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = sfl_content_id_compute_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* Another recording may be in its place by now. */
  if (id == NULL || g_strcmp0 (id, self->record->media_id) != 0) {
    take_beside (self);
    return;
  }

  g_clear_object (&self->found->media);
  self->found->media = g_file_new_for_uri (self->record->media_uri);
  self->media_id = g_steal_pointer (&id);
  load (self);
}

static void
known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  SflEpisodeRecord *record = sfl_library_find_episode_finish (SFL_LIBRARY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_pointer (&self->record, sfl_episode_record_free);
  self->record = record ? record : sfl_episode_record_new ();
  if (self->found->media && !self->found->media_is_beside) {
    load (self);
  } else if (self->record->media_uri) {
    g_autoptr (GFile) file = g_file_new_for_uri (self->record->media_uri);

    sfl_content_id_compute_async (file, self->cancellable, known_media_id_cb, self);
  } else {
    take_beside (self);
  }
}

/* A recording that cannot be read is nobody's: with its transcript alone the
 * library would find another recording.
 */
static void
ask_library (SflEpisode *self)
{
  gboolean media_is_named = self->found->media && !self->found->media_is_beside;

  if (media_is_named ? self->media_id == NULL : self->transcript_id == NULL) {
    g_clear_pointer (&self->record, sfl_episode_record_free);
    self->record = sfl_episode_record_new ();
    take_beside (self);
    return;
  }
  sfl_library_find_episode_async (self->library, self->media_id, self->transcript_id,
                                  self->cancellable, known_cb, self);
}

static void
named_transcript_id_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  char *id = sfl_content_id_compute_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->transcript_id = id;
  if (self->found->media && !self->found->media_is_beside)
    sfl_content_id_compute_async (self->found->media, self->cancellable, media_id_cb, self);
  else
    ask_library (self);
}

/* Closes what is open and opens what was found; takes @found. */
void
sfl_episode_open_found (SflEpisode *self, SflFound *found)
{
  sfl_episode_close (self);
  sfl_episode_set_opening (self, TRUE);
  self->found = found;
  if (found->transcript && !found->transcript_is_beside)
    sfl_content_id_compute_async (found->transcript, self->cancellable, named_transcript_id_cb,
                                  self);
  else
    sfl_content_id_compute_async (found->media, self->cancellable, media_id_cb, self);
}

/* Closes what is open and opens what was pasted, with the recording that it once
 * belonged to, if any.
 */
void
sfl_episode_open_text (SflEpisode *self, const char *text)
{
  sfl_episode_close (self);
  sfl_episode_set_opening (self, TRUE);
  self->found = g_new0 (SflFound, 1);
  self->pasted_text = g_strdup (text);
  self->transcript_id = sfl_content_id_for_data (text, strlen (text));
  ask_library (self);
}

/* Says what of the files is of no use; FALSE when nothing is left. */
gboolean
sfl_episode_tell_found (SflEpisode *self, const SflFound *found)
{
  g_autofree char *text = NULL;

  if (found->media == NULL && found->transcript == NULL) {
    sfl_episode_tell (self, "nothing", SFL_MESSAGE_PASSING,
                      found->why ? _ (found->why)
                                 : _ ("This is neither a recording nor a transcript"));
    return FALSE;
  }
  if (found->n_ignored > 0) {
    text = g_strdup_printf (
        ngettext ("%u file was left out: one recording and one transcript are opened",
                  "%u files were left out: one recording and one transcript are opened",
                  found->n_ignored),
        found->n_ignored);
    sfl_episode_tell (self, "left-out", SFL_MESSAGE_PASSING, text);
  }

  return TRUE;
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (SflFound) found = sfl_opener_look_finish (result, NULL);

  if (found == NULL)
    return;

  if (sfl_episode_tell_found (self, found)) {
    sfl_episode_open_found (self, g_steal_pointer (&found));
  } else if (!sfl_episode_is_open (self)) {
    sfl_episode_set_opening (self, FALSE);
    sfl_episode_emit_opened (self);
  }
}

/**
 * sfl_episode_open:
 * @files: one recording, one transcript, or one of each in any order
 *
 * What is open stays so until the files are known to be good for something.
 * "opened" is emitted once both halves are there or have failed; problems come
 * as messages.
 */
void
sfl_episode_open (SflEpisode *self, GFile *const *files, guint n_files)
{
  g_return_if_fail (SFL_IS_EPISODE (self));
  g_return_if_fail (n_files > 0);

  if (n_files == 1 && self->media && !self->media_failed && g_file_equal (files[0], self->media)) {
    g_cancellable_cancel (self->looking);
    if (!self->opening)
      sfl_episode_emit_opened (self);
    return;
  }

  if (!sfl_episode_is_open (self)) {
    sfl_episode_close (self);
    sfl_episode_set_opening (self, TRUE);
  }
  sfl_opener_look_async (files, n_files, TRUE, sfl_episode_renew (&self->looking), looked_cb, self);
}

/* The same, where the user said which is which. */
void
sfl_episode_open_pair (SflEpisode *self, GFile *media, GFile *transcript)
{
  SflFound *found;

  g_return_if_fail (SFL_IS_EPISODE (self));
  g_return_if_fail (media != NULL || transcript != NULL);

  found = g_new0 (SflFound, 1);
  g_set_object (&found->media, media);
  g_set_object (&found->transcript, transcript);
  sfl_episode_open_found (self, found);
}

/**
 * sfl_episode_open_recent:
 * @id: of a row listed last
 */
void
sfl_episode_open_recent (SflEpisode *self, gint64 id)
{
  g_autoptr (GPtrArray) recent = NULL;

  g_return_if_fail (SFL_IS_EPISODE (self));

  if (self->recent == NULL)
    return;
  recent = g_ptr_array_ref (self->recent);

  for (guint i = 0; i < recent->len; i++) {
    const SflEpisodeRecord *record = g_ptr_array_index (recent, i);

    if (record->id != id)
      continue;

    sfl_episode_close (self);
    sfl_episode_set_opening (self, TRUE);
    self->found = g_new0 (SflFound, 1);
    sfl_library_find_episode_async (self->library, record->media_id, record->transcript_id,
                                    self->cancellable, known_cb, self);
    return;
  }
}
