/* sfl-episode-export.c: the transcript as a file of another form
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is saved is what is shown, with its shift and its reading.  A file is
 * written whole beside its target and then takes its place, so that at any
 * moment there is the old one or the new one.  It is done on a thread.
 */

#include "config.h"

#include "sfl-episode-private.h"

#include "sfl-error.h"
#include "sfl-file-name.h"
#include "sfl-format.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

typedef struct {
  SflTranscript *transcript;
  const SflFormat *format;
  char *media_name;
  char *path;
} Export;

static void
export_free (Export *export)
{
  g_object_unref (export->transcript);
  g_free (export->media_name);
  g_free (export->path);
  g_free (export);
}

/* Why a file cannot be written, as the second half of a sentence. */
static const char *
describe (const GError *error)
{
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    return _ ("the disk is full");
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ACCES) ||
      g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_PERM) ||
      g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ROFS))
    return _ ("nothing can be written into this folder");
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT) ||
      g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOTDIR))
    return _ ("the folder is not there");
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NAMETOOLONG))
    return _ ("the name is too long");

  return error->message;
}

/* The file itself where @path is a link to it: a link is not to be replaced by a file. */
static char *
resolve (const char *path)
{
  char *target = realpath (path, NULL);
  char *copy = g_strdup (target != NULL ? target : path);

  free (target);

  return copy;
}

static gboolean
write_file (const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *target = resolve (path);
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (GError) problem = NULL;
  GStatBuf info;
  gboolean exists = g_stat (target, &info) == 0;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (exists && !S_ISREG (info.st_mode)) {
    g_set_error (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                 _ ("“%s” could not be saved: something else has this name"), name);
    return FALSE;
  }

  if (!g_file_set_contents_full (target, data != NULL ? data : "", length,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                 exists ? info.st_mode & 0777 : 0666, &problem)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("“%s” could not be saved: %s"), name,
                 describe (problem));
    return FALSE;
  }

  return TRUE;
}

static void
export_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  Export *export = data;
  const SflWriteOptions options = { .media_name = export->media_name };
  g_autoptr (GBytes) bytes = NULL;
  GError *error = NULL;

  bytes = sfl_format_write (export->format, export->transcript, &options, &error);
  if (bytes != NULL && g_cancellable_set_error_if_cancelled (cancellable, &error))
    g_clear_pointer (&bytes, g_bytes_unref);
  if (bytes == NULL || !write_file (export->path, bytes, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * sfl_episode_export_async:
 * @form: id of an SflForm that is written
 * @target: where to; replaced when it is there
 *
 * Writes the transcript, as it is shown.
 */
void
sfl_episode_export_async (SflEpisode *self,
                          const char *form,
                          GFile *target,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  const SflFormat *format;
  g_autofree char *path = NULL;
  Export *export;

  g_return_if_fail (SFL_IS_EPISODE (self));
  g_return_if_fail (self->transcript != NULL);
  g_return_if_fail (G_IS_FILE (target));

  format = sfl_format_find (form);
  g_return_if_fail (format != NULL && sfl_format_can_write (format));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sfl_episode_export_async);
  path = g_file_get_path (target);
  if (path == NULL) {
    g_task_return_new_error (task, SFL_ERROR, SFL_ERROR_UNSUPPORTED, "%s",
                             _ ("Files can be saved on this computer only"));
    return;
  }

  export = g_new0 (Export, 1);
  export->transcript = g_object_ref (self->transcript);
  export->format = format;
  export->media_name = self->media ? g_file_get_basename (self->media) : NULL;
  export->path = g_steal_pointer (&path);
  g_task_set_task_data (task, export, (GDestroyNotify) export_free);
  g_task_run_in_thread (task, export_thread);
}

gboolean
sfl_episode_export_finish (SflEpisode *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sfl_episode_dup_export_name:
 * @extension: without dot
 *
 * Returns: (transfer full): a name for a file of the transcript, from the episode's title
 *   and date: "Smart Tech 2025-01-21.srt"
 */
char *
sfl_episode_dup_export_name (SflEpisode *self, const char *extension)
{
  GString *name = g_string_new (NULL);
  g_autofree char *title = NULL;
  const char *date = NULL;

  g_return_val_if_fail (SFL_IS_EPISODE (self), NULL);

  title = sfl_episode_dup_short_title (self);
  if (self->transcript != NULL)
    date = sfl_transcript_get_meta (self->transcript, SFL_META_DATE);
  sfl_file_name_append (name, title != NULL ? title : "");
  if (name->len == 0)
    sfl_file_name_append (name, _ ("Transcript"));
  if (date != NULL && strstr (name->str, date) == NULL) {
    g_string_append_c (name, ' ');
    sfl_file_name_append (name, date);
  }
  g_string_append_printf (name, ".%s", extension);

  return g_string_free (name, FALSE);
}
