/* sfl-probe.c: a first look at a file, before a pipeline sees it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Opening a FIFO or a device blocks for ever, so only regular files go on.
 * The first bytes also tell whether the file knows how long it is: bare MPEG
 * audio without a Xing or VBRI header does not, and GStreamer's guess from the
 * first bit rates may be a fifth off.
 */

#define _GNU_SOURCE /* memmem */

#include "config.h"

#include "sfl-probe.h"

#include <glib/gi18n-lib.h>

#include "sfl-error.h"

/* A cover picture in an ID3v2 tag may be large; the first frame follows it. */
#define HEAD_SIZE 4096

typedef struct {
  gboolean length_estimated;
} Findings;

/* The size of an ID3v2 tag at the start of @data, 0 when there is none. */
static gsize
get_id3_size (const guint8 *data, gsize length)
{
  gsize size;

  if (length < 10 || memcmp (data, "ID3", 3) != 0)
    return 0;

  size = (data[6] & 0x7f) << 21 | (data[7] & 0x7f) << 14 | (data[8] & 0x7f) << 7 | (data[9] & 0x7f);

  return size + 10 + (data[5] & 0x10 ? 10 : 0);
}

static gboolean
has_word (const guint8 *data, gsize length, const char *word)
{
  return memmem (data, length, word, strlen (word)) != NULL;
}

/**
 * sfl_probe_has_estimated_length:
 * @data: the first bytes after an ID3v2 tag
 *
 * Returns: whether this is MPEG audio or ADTS that does not say how long it is
 */
gboolean
sfl_probe_has_estimated_length (const guint8 *data, gsize length)
{
  gboolean is_adts;

  if (data == NULL || length < 4 || data[0] != 0xff || (data[1] & 0xe0) != 0xe0)
    return FALSE;

  /* ADTS has layer bits 0, which MPEG audio reserves. */
  is_adts = (data[1] & 0xf6) == 0xf0;
  if (is_adts)
    return TRUE;
  if ((data[1] & 0x06) == 0)
    return FALSE;

  /* The header sits in the first frame, which is at most 1441 bytes. */
  length = MIN (length, 1441);
  return !has_word (data, length, "Xing") && !has_word (data, length, "Info") &&
         !has_word (data, length, "VBRI");
}

static gboolean
read_head (GFile *file, GCancellable *cancellable, Findings *findings, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  guint8 head[HEAD_SIZE];
  gsize length, skip;

  if (stream == NULL || !g_input_stream_read_all (G_INPUT_STREAM (stream), head, sizeof head,
                                                  &length, cancellable, error))
    return FALSE;

  skip = get_id3_size (head, length);
  if (skip > 0 && (!g_seekable_seek (G_SEEKABLE (stream), skip, G_SEEK_SET, cancellable, error) ||
                   !g_input_stream_read_all (G_INPUT_STREAM (stream), head, sizeof head, &length,
                                             cancellable, error)))
    return FALSE;

  findings->length_estimated = sfl_probe_has_estimated_length (head, length);

  return TRUE;
}

/* Says what is wrong in our words, since a bare "Permission denied" says neither why nor what
 * can be done.
 */
static void
set_error (GError **error, const GError *cause)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, cause->message);
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_MEDIA,
                         _ ("The episode is not there any more. It was moved, renamed or deleted; "
                            "open it from where it is now."));
  else if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_MEDIA,
                         _ ("The episode cannot be read, because this account may not open the "
                            "file. Change its permissions, or copy it."));
  else
    g_set_error (error, SFL_ERROR, SFL_ERROR_MEDIA,
                 _ ("The episode cannot be read (%s). Check the disk it is on, then try again."),
                 cause->message);
}

static gboolean
probe (GFile *file, GCancellable *cancellable, Findings *findings, GError **error)
{
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GError) cause = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                            G_FILE_QUERY_INFO_NONE, cancellable, &cause);

  if (info == NULL)
    set_error (error, cause);
  else if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                         _ ("This is a folder or a device, not a recording. Open the audio or "
                            "video file itself."));
  else if (g_file_info_get_size (info) == 0)
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_MEDIA,
                         _ ("The file is empty: there is nothing to play. Perhaps a download did "
                            "not finish; fetch it again."));
  else if (read_head (file, cancellable, findings, &cause))
    return TRUE;
  else
    set_error (error, cause);

  return FALSE;
}

static void
probe_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree Findings *findings = g_new0 (Findings, 1);
  GError *error = NULL;

  if (probe (data, cancellable, findings, &error))
    g_task_return_pointer (task, g_steal_pointer (&findings), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * sfl_probe_run:
 *
 * As sfl_probe_async(), for who is on a thread already.
 *
 * Returns: whether @file is worth a pipeline
 */
gboolean
sfl_probe_run (GFile *file, GCancellable *cancellable, GError **error)
{
  Findings findings;

  return probe (file, cancellable, &findings, error);
}

/**
 * sfl_probe_async:
 *
 * Looks at @file on a thread, since even a stat may hang on a dead mount.
 */
void
sfl_probe_async (GFile *file,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sfl_probe_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, probe_thread);
}

/**
 * sfl_probe_finish:
 * @length_estimated: (out): whether the file does not know how long it is
 *
 * Returns: whether @file is worth a pipeline
 */
gboolean
sfl_probe_finish (GAsyncResult *result, gboolean *length_estimated, GError **error)
{
  g_autofree Findings *findings = g_task_propagate_pointer (G_TASK (result), error);

  if (findings == NULL)
    return FALSE;

  *length_estimated = findings->length_estimated;
  return TRUE;
}
