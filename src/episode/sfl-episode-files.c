/* sfl-episode-files.c: how files become an open episode
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Look what the files are, know the recording by its content, ask the library
 * what belongs to it and where it was left, then load both halves.  Each step
 * is asynchronous and belongs to one cancellable: opening something else, or
 * closing, ends them all.  Main thread only.
 */

#include "config.h"

#include "sfl-episode-private.h"

#include "sfl-content-id.h"
#include "sfl-excerpt.h"
#include "sfl-transcript-loader.h"

#include <glib/gi18n-lib.h>

void
sfl_recent_free (SflRecent *self)
{
  g_free (self->title);
  g_free (self->media_uri);
  g_free (self->transcript_uri);
  g_free (self);
}

void
sfl_episode_files_init (SflEpisode *self)
{
  self->cancellable = g_cancellable_new ();
  self->position = SFL_TIME_NONE;
}

static void
drop_transcript (SflEpisode *self)
{
  g_clear_object (&self->transcript_file);
  g_clear_pointer (&self->transcript_id, g_free);
  g_clear_object (&self->transcript);
  g_clear_object (&self->reading);
}

void
sfl_episode_files_dispose (SflEpisode *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->found, sfl_found_free);
  g_clear_pointer (&self->record, sfl_episode_record_free);
  g_clear_object (&self->media);
  g_clear_pointer (&self->media_id, g_free);
  drop_transcript (self);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->messages, g_hash_table_unref);
}

/* Ends every step under way; what begins next has a cancellable of its own. */
static void
begin (SflEpisode *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->waiting_for_transcript = FALSE;
  g_clear_pointer (&self->found, sfl_found_free);
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

  for (guint i = 0; ids && ids[i]; i++)
    if (g_strcmp0 (ids[i], "library") != 0) {
      g_autofree char *id = g_strdup (ids[i]);

      sfl_episode_untell (self, id);
    }
}

static void
set_title (SflEpisode *self)
{
  const char *meta =
      self->transcript ? sfl_transcript_get_meta (self->transcript, SFL_META_TITLE) : NULL;
  GFile *file = self->media ? self->media : self->transcript_file;
  char *title = g_strdup (meta);

  if (title == NULL && file) {
    g_autofree char *name = g_file_get_basename (file);
    char *dot;

    title = g_filename_display_name (name);
    dot = strrchr (title, '.');
    if (dot && dot != title)
      *dot = '\0';
  }
  if (title == NULL && self->transcript)
    title = g_strdup (_ ("Pasted text"));

  g_free (self->title);
  self->title = title;
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
  if (id != 0 && self->record)
    self->record->id = id;
}

/* Remembers what is open, as it is now. */
static void
remember (SflEpisode *self)
{
  SflEpisodeRecord *record = self->record;
  g_autofree char *media_uri = self->media ? g_file_get_uri (self->media) : NULL;
  g_autofree char *transcript_uri =
      self->transcript_file ? g_file_get_uri (self->transcript_file) : NULL;

  if (record == NULL ||
      (self->media_id == NULL && self->transcript_id == NULL && record->pasted_text == NULL))
    return;

  sfl_episode_record_set_media (record, self->media_id, media_uri);
  if (self->transcript_file && self->transcript_id)
    sfl_episode_record_set_transcript (record, self->transcript_id, transcript_uri);
  sfl_episode_record_set_title (record, self->title);
  record->duration = sfl_episode_get_duration (self);
  record->position = self->position;
  sfl_library_save_episode_async (self->library, record, self->cancellable, saved_cb, self);
}

/* Tells the world once both halves are there, or have failed. */
void
sfl_episode_check_opened (SflEpisode *self)
{
  gboolean media_settled = self->media == NULL || sfl_player_get_loaded (self->player) ||
                           g_hash_table_contains (self->messages, "media");

  if (!self->opening || self->waiting_for_transcript || self->found || !media_settled)
    return;

  set_title (self);
  set_opening (self, FALSE);
  remember (self);
  sfl_episode_notify (self, "duration");
  sfl_episode_emit_opened (self);
}

/* Takes over a finished transcript; NULL for none. */
static void
set_transcript (SflEpisode *self, SflTranscript *transcript)
{
  g_set_object (&self->transcript, transcript);
  g_clear_object (&self->reading);
  if (transcript)
    self->reading = sfl_reading_new (transcript);

  sfl_cursor_set_transcript (self->cursor, transcript);
  sfl_episode_notify (self, "transcript");
  sfl_episode_notify (self, "reading");
  set_title (self);
  if (self->media == NULL)
    sfl_episode_notify (self, "duration");
  sfl_episode_update (self);
}

static void
tell_transcript_problem (SflEpisode *self, const GError *error)
{
  sfl_episode_tell (self, "transcript", SFL_MESSAGE_LASTING, error->message);
}

static void
transcript_id_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  char *id = sfl_content_id_compute_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_free (self->transcript_id);
  self->transcript_id = id;
  self->waiting_for_transcript = FALSE;
  if (self->opening)
    sfl_episode_check_opened (self);
  else
    remember (self);
}

static void
transcript_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SflTranscript) transcript = sfl_transcript_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (transcript == NULL) {
    tell_transcript_problem (self, error);
    g_clear_object (&self->transcript_file);
    self->waiting_for_transcript = FALSE;
    sfl_episode_check_opened (self);
    return;
  }

  sfl_episode_untell (self, "transcript");
  set_transcript (self, transcript);
  if (self->transcript_file && self->transcript_id == NULL) {
    sfl_content_id_compute_async (self->transcript_file, self->cancellable, transcript_id_cb, self);
    return;
  }
  self->waiting_for_transcript = FALSE;
  sfl_episode_check_opened (self);
}

static void
load_transcript (SflEpisode *self, GFile *file, const char *pasted_text)
{
  self->waiting_for_transcript = TRUE;
  if (file) {
    g_set_object (&self->transcript_file, file);
    sfl_transcript_load_async (file, self->cancellable, transcript_cb, self);
  } else {
    sfl_transcript_load_text_async (pasted_text, self->cancellable, transcript_cb, self);
  }
}

static GFile *
find_existing (const char *uri)
{
  g_autoptr (GFile) file = uri ? g_file_new_for_uri (uri) : NULL;

  return file && g_file_query_exists (file, NULL) ? g_steal_pointer (&file) : NULL;
}

/* All is known: what the user named comes first, then what belonged together
 * last time, then what lies beside.
 */
static void
load (SflEpisode *self)
{
  g_autoptr (SflFound) found = g_steal_pointer (&self->found);
  g_autoptr (GFile) known_transcript = find_existing (self->record->transcript_uri);
  SflTime start = 0;

  if (found->media == NULL) {
    found->media = find_existing (self->record->media_uri);
    if (found->media)
      self->media_id = g_strdup (self->record->media_id);
  }

  if (self->record->position != SFL_TIME_NONE && !self->record->finished)
    start = self->record->position;

  if (found->media) {
    g_set_object (&self->media, found->media);
    sfl_player_open (self->player, self->media);
    if (self->record->rate > 0)
      sfl_player_set_rate (self->player, self->record->rate);
    if (start > 0)
      sfl_player_seek (self->player, start, SFL_SEEK_ACCURATE);
    sfl_episode_notify (self, "media");
  }
  sfl_episode_set_start (self, start);
  set_title (self);

  if (found->transcript && !found->transcript_is_beside)
    load_transcript (self, found->transcript, NULL);
  else if (self->record->pasted_text)
    load_transcript (self, NULL, self->record->pasted_text);
  else if (known_transcript || found->transcript)
    load_transcript (self, known_transcript ? known_transcript : found->transcript, NULL);

  sfl_episode_check_opened (self);
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
  load (self);
}

static void
ask_library (SflEpisode *self)
{
  if (self->media_id == NULL && self->transcript_id == NULL) {
    self->record = sfl_episode_record_new ();
    load (self);
    return;
  }
  sfl_library_find_episode_async (self->library, self->media_id, self->transcript_id,
                                  self->cancellable, known_cb, self);
}

static void
opening_transcript_id_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  char *id = sfl_content_id_compute_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_free (self->transcript_id);
  self->transcript_id = id;
  ask_library (self);
}

static void
opening_media_id_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  char *id = sfl_content_id_compute_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_free (self->media_id);
  self->media_id = id;
  if (self->found->transcript && !self->found->transcript_is_beside)
    sfl_content_id_compute_async (self->found->transcript, self->cancellable,
                                  opening_transcript_id_cb, self);
  else
    ask_library (self);
}

static void
tell_ignored (SflEpisode *self, guint n_ignored)
{
  g_autofree char *text = NULL;

  if (n_ignored == 0)
    return;

  text = g_strdup_printf (
      ngettext ("%u file was left out: one recording and one transcript are opened",
                "%u files were left out: one recording and one transcript are opened", n_ignored),
      n_ignored);
  sfl_episode_tell (self, "left-out", SFL_MESSAGE_PASSING, text);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  SflFound *found = sfl_opener_look_finish (result, &error);

  if (found == NULL)
    return;

  self->found = found;
  if (found->media == NULL && found->transcript == NULL) {
    g_clear_pointer (&self->found, sfl_found_free);
    set_opening (self, FALSE);
    sfl_episode_tell (self, "nothing", SFL_MESSAGE_PASSING,
                      _ ("This is neither a recording nor a transcript"));
    sfl_episode_emit_opened (self);
    return;
  }

  tell_ignored (self, found->n_ignored);
  if (found->media)
    sfl_content_id_compute_async (found->media, self->cancellable, opening_media_id_cb, self);
  else
    sfl_content_id_compute_async (found->transcript, self->cancellable, opening_transcript_id_cb,
                                  self);
}

/**
 * sfl_episode_open:
 * @files: one recording, one transcript, or one of each in any order
 *
 * Closes what is open.  "opened" is emitted once both halves are there or
 * have failed; problems come as messages.
 */
void
sfl_episode_open (SflEpisode *self, GFile *const *files, guint n_files)
{
  g_return_if_fail (SFL_IS_EPISODE (self));
  g_return_if_fail (n_files > 0);

  sfl_episode_close (self);
  set_opening (self, TRUE);
  sfl_opener_look_async (files, n_files, TRUE, self->cancellable, looked_cb, self);
}

/* The same, where the user said which is which. */
void
sfl_episode_open_pair (SflEpisode *self, GFile *media, GFile *transcript)
{
  g_return_if_fail (SFL_IS_EPISODE (self));
  g_return_if_fail (media != NULL || transcript != NULL);

  sfl_episode_close (self);
  set_opening (self, TRUE);
  self->found = g_new0 (SflFound, 1);
  g_set_object (&self->found->media, media);
  g_set_object (&self->found->transcript, transcript);
  if (media)
    sfl_content_id_compute_async (media, self->cancellable, opening_media_id_cb, self);
  else
    sfl_content_id_compute_async (transcript, self->cancellable, opening_transcript_id_cb, self);
}

static void
attach_media_id_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  char *id = sfl_content_id_compute_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_free (self->media_id);
  self->media_id = id;
  self->record->id = 0;
  remember (self);
}

static void
attach_looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SflFound) found = sfl_opener_look_finish (result, &error);

  if (found == NULL)
    return;

  tell_ignored (self, found->n_ignored);
  if (found->transcript) {
    g_clear_pointer (&self->transcript_id, g_free);
    load_transcript (self, found->transcript, NULL);
  }
  if (found->media) {
    sfl_episode_untell (self, "media");
    g_set_object (&self->media, found->media);
    sfl_player_open (self->player, self->media);
    if (self->position > 0)
      sfl_player_seek (self->player, self->position, SFL_SEEK_ACCURATE);
    sfl_episode_notify (self, "media");
    set_title (self);
    sfl_content_id_compute_async (self->media, self->cancellable, attach_media_id_cb, self);
  }
}

/**
 * sfl_episode_attach:
 *
 * Gives the open episode another recording or transcript, whichever @files
 * are; without an open episode it opens them.
 */
void
sfl_episode_attach (SflEpisode *self, GFile *const *files, guint n_files)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  if (!sfl_episode_is_open (self) || self->record == NULL) {
    sfl_episode_open (self, files, n_files);
    return;
  }

  begin (self);
  sfl_opener_look_async (files, n_files, FALSE, self->cancellable, attach_looked_cb, self);
}

/**
 * sfl_episode_attach_text:
 * @text: what was pasted; kept with the episode
 * @transcript: what it was understood as
 */
void
sfl_episode_attach_text (SflEpisode *self, const char *text, SflTranscript *transcript)
{
  gboolean was_open;

  g_return_if_fail (SFL_IS_EPISODE (self));
  g_return_if_fail (SFL_IS_TRANSCRIPT (transcript));

  was_open = sfl_episode_is_open (self);
  begin (self);
  drop_transcript (self);
  if (self->record == NULL)
    self->record = sfl_episode_record_new ();
  sfl_episode_record_set_pasted_text (self->record, text);
  if (self->position == SFL_TIME_NONE)
    self->position = 0;
  set_transcript (self, transcript);
  remember (self);
  if (!was_open)
    sfl_episode_emit_opened (self);
}

/* Closes what is open, keeping where it was. */
void
sfl_episode_close (SflEpisode *self)
{
  gboolean was_open;

  g_return_if_fail (SFL_IS_EPISODE (self));

  was_open = sfl_episode_is_open (self);
  if (was_open)
    sfl_episode_pause (self);
  if (was_open && self->record && self->record->id != 0 && self->position != SFL_TIME_NONE)
    sfl_library_save_position (self->library, self->record->id, self->position, self->finished);

  begin (self);
  clear_messages (self);
  sfl_player_close (self->player);
  sfl_episode_load_peaks (self, 0);
  g_clear_pointer (&self->record, sfl_episode_record_free);
  g_clear_object (&self->media);
  g_clear_pointer (&self->media_id, g_free);
  drop_transcript (self);
  self->finished = FALSE;
  sfl_cursor_set_transcript (self->cursor, NULL);
  sfl_episode_set_start (self, SFL_TIME_NONE);
  set_opening (self, FALSE);
  if (was_open) {
    sfl_episode_notify (self, "media");
    sfl_episode_notify (self, "transcript");
    sfl_episode_notify (self, "reading");
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

static SflRecent *
make_recent (const SflEpisodeRecord *record)
{
  SflRecent *recent = g_new0 (SflRecent, 1);

  recent->id = record->id;
  recent->title = g_strdup (record->title ? record->title : _ ("Pasted text"));
  recent->media_uri = g_strdup (record->media_uri);
  recent->transcript_uri = g_strdup (record->transcript_uri);
  recent->pasted = record->media_uri == NULL && record->transcript_uri == NULL;
  recent->position = record->position;
  recent->duration = record->duration;

  return recent;
}

/* On a thread: a disk that is asleep may take its time. */
static void
check_missing_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  GPtrArray *recent = data;

  for (guint i = 0; i < recent->len; i++) {
    SflRecent *row = g_ptr_array_index (recent, i);
    g_autoptr (GFile) media = find_existing (row->media_uri);
    g_autoptr (GFile) transcript = find_existing (row->transcript_uri);

    row->missing = !row->pasted && media == NULL && transcript == NULL;
  }
  g_task_return_pointer (task, g_ptr_array_ref (recent), (GDestroyNotify) g_ptr_array_unref);
}

static void
recent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SflEpisode *self = g_task_get_source_object (task);
  GError *error = NULL;
  GPtrArray *records = sfl_library_list_recent_finish (SFL_LIBRARY (source), result, &error);
  GPtrArray *recent;

  if (records == NULL) {
    g_task_return_error (task, error);
    return;
  }

  g_clear_pointer (&self->recent, g_ptr_array_unref);
  self->recent = records;
  recent = g_ptr_array_new_with_free_func ((GDestroyNotify) sfl_recent_free);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (recent, make_recent (g_ptr_array_index (records, i)));
  g_task_set_task_data (task, recent, (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (task, check_missing_thread);
}

/* The episodes opened last, latest first. */
void
sfl_episode_list_recent_async (SflEpisode *self,
                               guint limit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SFL_IS_EPISODE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sfl_episode_list_recent_async);
  sfl_library_list_recent_async (self->library, limit, cancellable, recent_cb, task);
}

/* Returns: (transfer full) (element-type SflRecent): owns its rows; NULL with @error set */
GPtrArray *
sfl_episode_list_recent_finish (SflEpisode *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
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
    self->found->media = find_existing (record->media_uri);
    self->media_id = self->found->media ? g_strdup (record->media_id) : NULL;
    sfl_library_find_episode_async (self->library, record->media_id, record->transcript_id,
                                    self->cancellable, known_cb, self);
    return;
  }
}

void
sfl_episode_forget_recent (SflEpisode *self, gint64 id)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  sfl_library_forget_async (self->library, id, NULL, NULL, NULL);
}
