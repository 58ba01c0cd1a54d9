/* sfl-episode-files.c: how files become an open episode
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Look what the files are, know the recording by its content, ask the library
 * what belongs to it and where it was left, then load both halves.  Three
 * cancellables end what is under way: one for looking at files that may become
 * the episode, one for the episode and one for its transcript.  Main thread
 * only; whatever touches a disk is asynchronous.
 */

#include "config.h"

#include "sfl-episode-private.h"

#include "sfl-content-id.h"
#include "sfl-transcript-loader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Ends what was given @cancellable; what begins next has a new one. */
static GCancellable *
renew (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
  *cancellable = g_cancellable_new ();

  return *cancellable;
}

void
sfl_episode_files_init (SflEpisode *self)
{
  renew (&self->looking);
  renew (&self->cancellable);
  renew (&self->loading);
  self->position = SFL_TIME_NONE;
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
  g_clear_object (&self->beside);
  g_clear_object (&self->transcript_file);
  g_clear_pointer (&self->transcript_id, g_free);
  g_clear_object (&self->transcript);
  g_clear_object (&self->reading);
  self->waiting_for_transcript = FALSE;
  self->media_failed = FALSE;
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
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->messages, g_hash_table_unref);
}

static void
set_opening (SflEpisode *self, gboolean opening)
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

static void
set_title (SflEpisode *self)
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

  set_title (self);
  set_opening (self, FALSE);
  sfl_episode_remember (self);
  sfl_episode_notify (self, "duration");
  sfl_episode_emit_opened (self);
}

/* Takes over a finished transcript. */
static void
set_transcript (SflEpisode *self, SflTranscript *transcript)
{
  g_set_object (&self->transcript, transcript);
  g_clear_object (&self->reading);
  self->reading = sfl_reading_new (transcript);

  sfl_episode_untell (self, "transcript");
  sfl_cursor_set_transcript (self->cursor, transcript);
  sfl_episode_notify (self, "transcript");
  sfl_episode_notify (self, "reading");
  set_title (self);
  if (self->media == NULL)
    sfl_episode_notify (self, "duration");
  sfl_episode_update (self);
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
}

/* A circle: what cannot be read may have another beside it. */
static void load_transcript (SflEpisode *self, GFile *file, const char *pasted_text);

static void
transcript_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SflTranscript) transcript = sfl_transcript_load_finish (result, &error);
  g_autoptr (GFile) file = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GFile) beside = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  file = g_steal_pointer (&self->loading_file);
  id = g_steal_pointer (&self->loading_id);
  beside = g_steal_pointer (&self->beside);
  if (transcript) {
    g_set_object (&self->transcript_file, file);
    g_free (self->transcript_id);
    self->transcript_id = g_steal_pointer (&id);
    set_transcript (self, transcript);
    settle_transcript (self);
  } else if (beside) {
    load_transcript (self, beside, NULL);
  } else {
    sfl_episode_tell (self, "transcript", SFL_MESSAGE_LASTING, error->message);
    settle_transcript (self);
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
  sfl_transcript_load_async (self->loading_file, self->loading, transcript_cb, self);
}

/* Ends the load of another one. */
static GCancellable *
begin_loading (SflEpisode *self, GFile *file)
{
  g_set_object (&self->loading_file, file);
  g_clear_pointer (&self->loading_id, g_free);

  return renew (&self->loading);
}

/* Known by its content first, so that a transcript that is shown is kept. */
static void
load_transcript (SflEpisode *self, GFile *file, const char *pasted_text)
{
  GCancellable *cancellable = begin_loading (self, file);

  self->waiting_for_transcript = TRUE;
  if (file)
    sfl_content_id_compute_async (file, cancellable, transcript_id_cb, self);
  else
    sfl_transcript_load_text_async (pasted_text, cancellable, transcript_cb, self);
}

/* What the user named comes first, then what belonged together last time, then
 * what lies beside.
 */
static void
choose_transcript (SflEpisode *self, const SflFound *found)
{
  const char *uri = self->record->transcript_uri;

  if (found->transcript && !found->transcript_is_beside) {
    load_transcript (self, found->transcript, NULL);
  } else if (self->record->pasted_text) {
    load_transcript (self, NULL, self->record->pasted_text);
  } else if (uri) {
    g_autoptr (GFile) known = g_file_new_for_uri (uri);

    g_set_object (&self->beside, found->transcript);
    load_transcript (self, known, NULL);
  } else if (found->transcript) {
    load_transcript (self, found->transcript, NULL);
  }
}

static void
load_media (SflEpisode *self, GFile *file, SflTime start)
{
  g_set_object (&self->media, file);
  self->media_failed = FALSE;
  sfl_player_open (self->player, file);
  if (start > 0)
    sfl_player_seek (self->player, start, SFL_SEEK_ACCURATE);
  sfl_episode_notify (self, "media");
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
  choose_transcript (self, found);
  if (found->media) {
    sfl_player_set_rate (self->player, self->record->rate);
    load_media (self, found->media, start);
  } else {
    tell_missing (self);
  }
  set_title (self);
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
static void
open_found (SflEpisode *self, SflFound *found)
{
  sfl_episode_close (self);
  set_opening (self, TRUE);
  self->found = found;
  if (found->transcript && !found->transcript_is_beside)
    sfl_content_id_compute_async (found->transcript, self->cancellable, named_transcript_id_cb,
                                  self);
  else
    sfl_content_id_compute_async (found->media, self->cancellable, media_id_cb, self);
}

/* Says what of the files is of no use; FALSE when nothing is left. */
static gboolean
tell_found (SflEpisode *self, const SflFound *found)
{
  g_autofree char *text = NULL;

  if (found->media == NULL && found->transcript == NULL) {
    sfl_episode_tell (self, "nothing", SFL_MESSAGE_PASSING,
                      _ ("This is neither a recording nor a transcript"));
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

  if (tell_found (self, found)) {
    open_found (self, g_steal_pointer (&found));
  } else if (!sfl_episode_is_open (self)) {
    set_opening (self, FALSE);
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
    set_opening (self, TRUE);
  }
  sfl_opener_look_async (files, n_files, TRUE, renew (&self->looking), looked_cb, self);
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
  open_found (self, found);
}

static void
attached_media_id_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  char *id = sfl_content_id_compute_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->media_id = id;
  sfl_episode_remember (self);
}

/* Gives the transcript that is open another recording, at the same place. */
static void
attach_media (SflEpisode *self, GFile *file)
{
  sfl_episode_pause (self);
  sfl_episode_keep_position (self, TRUE);

  /* From here on it is another episode for the library. */
  renew (&self->cancellable);
  g_clear_pointer (&self->media_id, g_free);
  self->record->id = 0;
  self->finished = FALSE;
  sfl_episode_untell (self, "media");
  sfl_episode_untell (self, "decoder");

  load_media (self, file, self->position);
  set_title (self);
  sfl_content_id_compute_async (file, self->cancellable, attached_media_id_cb, self);
}

/* Gives the open episode what was found; what has nothing to stay with is opened. */
static void
attach_found (SflEpisode *self, SflFound *found)
{
  gboolean has_transcript = self->transcript || self->waiting_for_transcript;
  gboolean named_media = found->media && !found->media_is_beside;
  gboolean named_transcript = found->transcript && !found->transcript_is_beside;

  if (named_media ? named_transcript || !has_transcript : self->media == NULL) {
    open_found (self, found);
    return;
  }

  if (named_media) {
    attach_media (self, found->media);
  } else {
    g_clear_object (&self->beside);
    load_transcript (self, found->transcript, NULL);
  }
  sfl_found_free (found);
}

static void
attach_looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (SflFound) found = sfl_opener_look_finish (result, NULL);

  if (found && tell_found (self, found))
    attach_found (self, g_steal_pointer (&found));
}

static void
drop_looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (SflFound) found = sfl_opener_look_finish (result, NULL);

  if (found == NULL || !tell_found (self, found))
    return;

  /* Another recording is another episode. */
  if (self->media && found->media && !found->media_is_beside)
    open_found (self, g_steal_pointer (&found));
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
    sfl_opener_look_async (files, n_files, TRUE, renew (&self->looking), drop_looked_cb, self);
  else
    sfl_episode_open (self, files, n_files);
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
    sfl_episode_close (self);
    set_opening (self, TRUE);
    self->found = g_new0 (SflFound, 1);
    self->pasted_text = g_strdup (text);
    self->transcript_id = sfl_content_id_for_data (text, strlen (text));
    ask_library (self);
    return;
  }

  begin_loading (self, NULL);
  g_clear_object (&self->beside);
  g_clear_object (&self->transcript_file);
  g_clear_pointer (&self->transcript_id, g_free);
  sfl_episode_record_set_pasted_text (self->record, text);
  set_transcript (self, transcript);
  settle_transcript (self);
}

/* Closes what is open, keeping where it was. */
void
sfl_episode_close (SflEpisode *self)
{
  gboolean was_open;

  g_return_if_fail (SFL_IS_EPISODE (self));

  was_open = sfl_episode_is_open (self);
  if (was_open) {
    sfl_episode_pause (self);
    sfl_episode_keep_position (self, TRUE);
  }

  renew (&self->looking);
  renew (&self->cancellable);
  renew (&self->loading);
  clear_messages (self);
  set_opening (self, FALSE);
  sfl_player_close (self->player);
  clear (self);
  self->finished = FALSE;
  sfl_episode_load_peaks (self, 0);
  sfl_cursor_set_transcript (self->cursor, NULL);
  sfl_episode_set_start (self, SFL_TIME_NONE);
  if (was_open) {
    sfl_episode_notify (self, "media");
    sfl_episode_notify (self, "transcript");
    sfl_episode_notify (self, "reading");
    sfl_episode_notify (self, "duration");
    set_title (self);
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
    set_opening (self, TRUE);
    self->found = g_new0 (SflFound, 1);
    sfl_library_find_episode_async (self->library, record->media_id, record->transcript_id,
                                    self->cancellable, known_cb, self);
    return;
  }
}
