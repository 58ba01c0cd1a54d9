/* sfl-byte-file.c: bytes anywhere in a large file
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A film has gigabytes of picture between two lines of text.  One small window
 * moves over the file, so that what is stepped over is not read.  Not mapped: a
 * mapped file that is cut short meanwhile would end the program.  Any thread,
 * one at a time.
 */

#include "config.h"

#include "sfl-byte-file.h"

#include "sfl-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How much is read for a few bytes: less costs more calls, more costs more copying. */
#define READ_SIZE 4096

struct _SflByteFile {
  int fd;
  GBytes *bytes; /* instead of a file */
  guint64 size;
  GCancellable *cancellable;
  int code; /* errno of the read that failed */

  guint64 offset; /* of the window */
  gsize length;
  guint8 window[SFL_BYTE_FILE_WINDOW];
};

/**
 * sfl_byte_file_open:
 *
 * Returns: (transfer full): NULL with @error set for what is no regular file of this computer
 */
SflByteFile *
sfl_byte_file_open (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  SflByteFile *self;
  struct stat info;
  int code = 0;
  int fd;

  if (path == NULL) {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                         _ ("Souffleur plays only files on this computer."));
    return NULL;
  }

  fd = g_open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY, 0);
  if (fd < 0 || fstat (fd, &info) < 0)
    code = errno;
  else if (!S_ISREG (info.st_mode))
    code = EINVAL;
  if (code != 0) {
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                 _ ("The recording cannot be read: %s"), g_strerror (code));
    if (fd >= 0)
      close (fd);
    return NULL;
  }

  self = g_new0 (SflByteFile, 1);
  self->fd = fd;
  self->size = info.st_size;
  g_set_object (&self->cancellable, cancellable);

  return self;
}

SflByteFile *
sfl_byte_file_new_for_bytes (GBytes *bytes)
{
  SflByteFile *self = g_new0 (SflByteFile, 1);

  self->fd = -1;
  self->bytes = g_bytes_ref (bytes);
  self->size = g_bytes_get_size (bytes);

  return self;
}

void
sfl_byte_file_close (SflByteFile *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/* Once @cancellable is cancelled the file has nothing more to show. */
void
sfl_byte_file_set_cancellable (SflByteFile *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
}

guint64
sfl_byte_file_get_size (SflByteFile *self)
{
  return self->size;
}

/* Whether it was cancelled or could not be read, rather than being short. */
gboolean
sfl_byte_file_get_error (SflByteFile *self, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return TRUE;
  if (self->code == 0)
    return FALSE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (self->code),
               _ ("The recording cannot be read: %s"), g_strerror (self->code));

  return TRUE;
}

/* Returns: how many of @length bytes are there */
static gsize
read_at (SflByteFile *self, guint64 offset, guint8 *data, gsize length)
{
  gsize n = 0;

  if (offset >= self->size)
    return 0;
  length = MIN (length, self->size - offset);
  if (self->bytes != NULL) {
    memcpy (data, (const guint8 *) g_bytes_get_data (self->bytes, NULL) + offset, length);
    return length;
  }

  while (n < length && self->code == 0 && !g_cancellable_is_cancelled (self->cancellable)) {
    gssize got = pread (self->fd, data + n, length - n, offset + n);

    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      self->code = errno;
    if (got <= 0)
      break;
    n += got;
  }

  return n;
}

/**
 * sfl_byte_file_peek:
 * @length: at most SFL_BYTE_FILE_WINDOW
 *
 * Returns: (nullable): that many bytes until the next call; NULL when they are not all there
 */
const guint8 *
sfl_byte_file_peek (SflByteFile *self, guint64 offset, gsize length)
{
  g_assert (length <= SFL_BYTE_FILE_WINDOW);

  if (offset < self->offset || offset - self->offset > self->length ||
      self->length - (offset - self->offset) < length) {
    self->offset = offset;
    self->length = read_at (self, offset, self->window, MAX (length, READ_SIZE));
  }
  if (self->length - (offset - self->offset) < length)
    return NULL;

  return self->window + (offset - self->offset);
}

/* As many bytes at @offset as a window holds; none at the end of the file. */
gsize
sfl_byte_file_peek_some (SflByteFile *self, guint64 offset, const guint8 **data)
{
  self->offset = offset;
  self->length = read_at (self, offset, self->window, SFL_BYTE_FILE_WINDOW);
  *data = self->window;

  return self->length;
}

/**
 * sfl_byte_file_read:
 * @longest: more are not read
 *
 * Returns: (transfer full) (nullable): all @length bytes, or NULL
 */
GBytes *
sfl_byte_file_read (SflByteFile *self, guint64 offset, guint64 length, gsize longest)
{
  guint8 *data;

  if (length > longest || offset > self->size || length > self->size - offset)
    return NULL;

  data = g_malloc (length + 1);
  if (read_at (self, offset, data, length) < length) {
    g_free (data);
    return NULL;
  }

  return g_bytes_new_take (data, length);
}

/**
 * sfl_byte_file_dup_text:
 *
 * Returns: (transfer full) (nullable): the text up to a NUL, made valid; NULL for none
 */
char *
sfl_byte_file_dup_text (SflByteFile *self, guint64 offset, guint64 length, gsize longest)
{
  g_autoptr (GBytes) bytes = sfl_byte_file_read (self, offset, MIN (length, longest), longest);
  gsize n;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &n) : NULL;
  char *text;

  if (data == NULL)
    return NULL;
  text = g_utf8_make_valid (data, strnlen (data, n));
  g_strstrip (text);
  if (*text == '\0')
    g_clear_pointer (&text, g_free);

  return text;
}
