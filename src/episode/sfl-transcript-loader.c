/* sfl-transcript-loader.c: a file or a pasted text becomes a transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading and parsing happen on a thread; what comes back is finished and
 * never changes again.
 */

#include "config.h"

#include "sfl-transcript-loader.h"

#include "sfl-error.h"
#include "sfl-format.h"
#include "sfl-trace.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  GFile *file; /* NULL: what is pasted */
  GBytes *bytes;
  SflParseOptions *options; /* NULL: as it comes */
} Source;

static void
source_free (Source *source)
{
  g_clear_object (&source->file);
  g_clear_pointer (&source->bytes, g_bytes_unref);
  g_clear_pointer (&source->options, sfl_parse_options_free);
  g_free (source);
}

/* In the words that the player has for a recording. */
static void
set_error (GError **error, int code)
{
  GIOErrorEnum io_code = g_io_error_from_errno (code);

  if (code == ENOENT || code == ENOTDIR)
    g_set_error_literal (error, G_IO_ERROR, io_code,
                         _ ("The transcript is not there any more. It was moved, renamed or "
                            "deleted; open it from where it is now."));
  else if (code == EACCES || code == EPERM)
    g_set_error_literal (error, G_IO_ERROR, io_code,
                         _ ("The transcript cannot be read, because this account may not open the "
                            "file. Change its permissions, or copy it."));
  else
    g_set_error (error, G_IO_ERROR, io_code,
                 _ ("The transcript cannot be read (%s). Check the disk it is on, then try again."),
                 g_strerror (code));
}

/* Opens regular files only, and never waits for one: a pipe beside the media
 * would block a plain open for ever.
 */
static int
open_regular (GFile *file, gsize *size, GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  struct stat info;
  int fd;

  if (path == NULL) {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                         _ ("Only files on this computer can be opened"));
    return -1;
  }

  fd = g_open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY, 0);
  if (fd < 0 || fstat (fd, &info) < 0) {
    set_error (error, errno);
  } else if (!S_ISREG (info.st_mode)) {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                         _ ("The transcript is not an ordinary file"));
  } else if (info.st_size > SFL_FORMAT_MAX_BYTES) {
    g_autofree char *is = g_format_size (info.st_size);
    g_autofree char *limit = g_format_size (SFL_FORMAT_MAX_BYTES);

    g_set_error (error, SFL_ERROR, SFL_ERROR_LIMIT,
                 _ ("The transcript is too large: %s, and at most %s can be read"), is, limit);
  } else {
    *size = info.st_size;
    return fd;
  }

  if (fd >= 0)
    close (fd);

  return -1;
}

/* Reads instead of mapping: a mapped file that is cut short meanwhile would
 * end the program.
 */
GBytes *
sfl_transcript_read_file (GFile *file, GCancellable *cancellable, GError **error)
{
  gsize size = 0, n = 0;
  int fd = open_regular (file, &size, error);
  g_autofree char *data = NULL;

  if (fd < 0)
    return NULL;

  data = g_try_malloc (MAX (size, 1));
  if (data == NULL) {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_LIMIT,
                         _ ("There is not enough memory for this transcript"));
    close (fd);
    return NULL;
  }

  while (n < size && !g_cancellable_is_cancelled (cancellable)) {
    gssize got = read (fd, data + n, MIN (size - n, 1 << 20));

    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0) {
      set_error (error, errno);
      close (fd);
      return NULL;
    }
    if (got == 0)
      break;
    n += got;
  }
  close (fd);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  /* @n is less than the size when the file was cut short meanwhile. */
  return g_bytes_new_take (g_steal_pointer (&data), n);
}

static void
load_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  Source *source = data;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = NULL;
  SflTranscript *transcript;
  guint n_lines;
  GError *error = NULL;
  gint64 begun = g_get_monotonic_time ();

  if (source->file) {
    bytes = sfl_transcript_read_file (source->file, cancellable, &error);
    name = g_file_get_basename (source->file);
  } else {
    bytes = g_bytes_ref (source->bytes);
  }
  if (bytes == NULL) {
    g_task_return_error (task, error);
    return;
  }

  transcript = sfl_format_parse (bytes, name, source->options, cancellable, &error);
  if (transcript == NULL) {
    g_task_return_error (task, error);
    return;
  }

  sfl_transcript_get_lines (transcript, &n_lines);
  if (n_lines == 0) {
    g_object_unref (transcript);
    g_task_return_new_error (task, SFL_ERROR, SFL_ERROR_FORMAT, "%s",
                             _ ("There are no words in this transcript"));
    return;
  }

  if (sfl_trace_is_on ())
    sfl_trace ("parsed", "format", "s", sfl_transcript_get_format (transcript), "lines", "i",
               (int) n_lines, "title", "s", sfl_transcript_get_meta (transcript, SFL_META_TITLE),
               "took_ns", "x", (g_get_monotonic_time () - begun) * SFL_USECOND, NULL);

  g_task_return_pointer (task, transcript, g_object_unref);
}

static void
load_source (Source *source,
             const SflParseOptions *options,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  source->options = options ? sfl_parse_options_copy (options) : NULL;
  g_task_set_source_tag (task, load_source);
  g_task_set_task_data (task, source, (GDestroyNotify) source_free);
  g_task_run_in_thread (task, load_thread);
}

/**
 * sfl_transcript_load_async:
 * @file: a local, regular file of any transcript format
 * @options: (nullable): how to read it; copied
 */
void
sfl_transcript_load_async (GFile *file,
                           const SflParseOptions *options,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Source *source;

  g_return_if_fail (G_IS_FILE (file));

  source = g_new0 (Source, 1);
  source->file = g_object_ref (file);
  load_source (source, options, cancellable, callback, user_data);
}

/* The same for text that was pasted; @text is copied. */
void
sfl_transcript_load_text_async (const char *text,
                                const SflParseOptions *options,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Source *source;

  g_return_if_fail (text != NULL);

  source = g_new0 (Source, 1);
  source->bytes = g_bytes_new (text, strlen (text));
  load_source (source, options, cancellable, callback, user_data);
}

/* Returns: (transfer full): the transcript, or NULL with @error set */
SflTranscript *
sfl_transcript_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
