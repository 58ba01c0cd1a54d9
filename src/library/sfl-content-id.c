/* sfl-content-id.c: a file known by what is in it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads at most 2 MiB, so a film on a slow drive has its id as fast as a song.
 */

#include "config.h"

#include "sfl-content-id.h"

#include "sfl-error.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#define END_SIZE (1024 * 1024)
#define CHUNK_SIZE (64 * 1024)

static char *
make_id (goffset size, GChecksum *checksum)
{
  return g_strdup_printf ("%" G_GOFFSET_FORMAT "-%s", size, g_checksum_get_string (checksum));
}

static gboolean
set_error_from_errno (GError **error, int saved_errno)
{
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (saved_errno),
                       g_strerror (saved_errno));
  return FALSE;
}

/* Opening does not wait for whoever is at the other end of a pipe. */
static int
open_regular_file (const char *path, goffset *size, GError **error)
{
  int fd = open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  struct stat info;

  if (fd < 0 || fstat (fd, &info) != 0) {
    set_error_from_errno (error, errno);
  } else if (!S_ISREG (info.st_mode)) {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED, _ ("This is not a regular file"));
  } else {
    *size = info.st_size;
    return fd;
  }

  if (fd >= 0)
    close (fd);
  return -1;
}

/* A file that is cut short meanwhile simply ends earlier. */
static gboolean
read_range (int fd,
            goffset from,
            goffset to,
            GChecksum *checksum,
            GCancellable *cancellable,
            GError **error)
{
  g_autofree guchar *chunk = g_malloc (CHUNK_SIZE);

  while (from < to) {
    gssize n = pread (fd, chunk, MIN (CHUNK_SIZE, to - from), from);

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      return set_error_from_errno (error, errno);
    if (n == 0)
      break;
    g_checksum_update (checksum, chunk, n);
    from += n;
  }

  return TRUE;
}

static char *
compute (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  goffset size, first_end;
  gboolean done;
  int fd = open_regular_file (path, &size, error);

  if (fd < 0)
    return NULL;

  first_end = size <= 2 * END_SIZE ? size : END_SIZE;
  done = read_range (fd, 0, first_end, checksum, cancellable, error) &&
         read_range (fd, MAX (first_end, size - END_SIZE), size, checksum, cancellable, error);
  close (fd);

  return done ? make_id (size, checksum) : NULL;
}

static void
compute_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  char *id = compute (task_data, cancellable, &error);

  if (id != NULL)
    g_task_return_pointer (task, id, g_free);
  else
    g_task_return_error (task, error);
}

char *
sfl_content_id_compute (GFile *file, GError **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  path = g_file_get_path (file);
  if (path != NULL)
    return compute (path, NULL, error);

  g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED, _ ("This is not a regular file"));
  return NULL;
}

char *
sfl_content_id_for_data (gconstpointer data, gsize length)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize first_end = length <= 2 * END_SIZE ? length : END_SIZE;

  g_checksum_update (checksum, data, first_end);
  if (first_end < length)
    g_checksum_update (checksum, (const guchar *) data + length - END_SIZE, END_SIZE);

  return make_id (length, checksum);
}

void
sfl_content_id_compute_async (GFile *file,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  char *path;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sfl_content_id_compute_async);

  path = g_file_get_path (file);
  if (path == NULL) {
    g_task_return_new_error (task, SFL_ERROR, SFL_ERROR_UNSUPPORTED, "%s",
                             _ ("This is not a file on this computer"));
    return;
  }

  g_task_set_task_data (task, path, g_free);
  g_task_run_in_thread (task, compute_thread);
}

char *
sfl_content_id_compute_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
