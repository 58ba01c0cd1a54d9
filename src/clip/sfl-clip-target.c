/* sfl-clip-target.c: where a clip is written before it has its name
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A hidden folder of our own beside the clip, on the same file system and closed to others.
 * Whatever is written on the way is in it, also what the muxer spools, and it goes with all that
 * it holds.  It is locked while it is in use: what a program that was killed left behind is not,
 * and the next clip in the same folder takes it away.
 */

#include "config.h"

#include "sfl-clip-target.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sfl-error.h"

struct _SflClipTarget {
  char *path;
  char *parent;
  char *folder; /* NULL: not made yet, or gone */
  char *part;
  char *spool;
  int lock; /* of the folder; -1 */
};

static gboolean
set_errno (GError **error, int code)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
               _ ("The clip cannot be written: %s"), g_strerror (code));

  return FALSE;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    g_unlink (child);
  }
  g_rmdir (path);
}

/* -1 when it is in use, or not there. */
static int
lock_folder (const char *path)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

  if (fd >= 0 && flock (fd, LOCK_EX | LOCK_NB) < 0) {
    close (fd);
    return -1;
  }

  return fd;
}

static void
sweep (const char *parent)
{
  g_autoptr (GDir) dir = g_dir_open (parent, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = NULL;
    int lock;

    if (!g_str_has_prefix (name, SFL_CLIP_TARGET_PREFIX))
      continue;
    path = g_build_filename (parent, name, NULL);
    lock = lock_folder (path);
    if (lock < 0)
      continue;
    remove_folder (path);
    close (lock);
  }
}

/* Another program may sweep ours away before it is locked. */
static gboolean
make_folder (SflClipTarget *self, GError **error)
{
  for (int i = 0; i < 10; i++) {
    g_autofree char *folder =
        g_build_filename (self->parent, SFL_CLIP_TARGET_PREFIX "XXXXXX", NULL);

    if (g_mkdtemp (folder) == NULL)
      return set_errno (error, errno);
    self->lock = lock_folder (folder);
    if (self->lock >= 0 && g_file_test (folder, G_FILE_TEST_IS_DIR)) {
      self->folder = g_steal_pointer (&folder);
      return TRUE;
    }
    if (self->lock >= 0)
      close (self->lock);
    self->lock = -1;
  }

  return set_errno (error, EAGAIN);
}

/* Links lead to the same file, too. */
static gboolean
is_same_file (const char *path, const char *other)
{
  GStatBuf a, b;

  return g_stat (path, &a) == 0 && g_stat (other, &b) == 0 && a.st_dev == b.st_dev &&
         a.st_ino == b.st_ino;
}

/**
 * sfl_clip_target_new:
 * @path: of the clip; what is there is replaced, in the end
 * @source: (nullable): what must not be
 */
SflClipTarget *
sfl_clip_target_new (const char *path, const char *source, GError **error)
{
  g_autoptr (SflClipTarget) self = NULL;

  if (source != NULL && is_same_file (path, source)) {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                         _ ("The clip would replace the recording that it is taken from. Give it "
                            "another name."));
    return NULL;
  }
  if (g_file_test (path, G_FILE_TEST_IS_DIR)) {
    set_errno (error, EISDIR);
    return NULL;
  }

  self = g_new0 (SflClipTarget, 1);
  self->lock = -1;
  self->path = g_strdup (path);
  self->parent = g_path_get_dirname (path);
  sweep (self->parent);
  if (!make_folder (self, error))
    return NULL;
  self->part = g_build_filename (self->folder, "part", NULL);
  self->spool = g_build_filename (self->folder, "spool", NULL);

  return g_steal_pointer (&self);
}

/* Whatever has not been committed is gone afterwards. */
void
sfl_clip_target_free (SflClipTarget *self)
{
  if (self->folder != NULL)
    remove_folder (self->folder);
  if (self->lock >= 0)
    close (self->lock);
  g_free (self->path);
  g_free (self->parent);
  g_free (self->folder);
  g_free (self->part);
  g_free (self->spool);
  g_free (self);
}

/* The file to be written. */
const char *
sfl_clip_target_get_part (SflClipTarget *self)
{
  return self->part;
}

/* A file for whoever needs another one for a while. */
const char *
sfl_clip_target_get_spool (SflClipTarget *self)
{
  return self->spool;
}

static gboolean
sync_path (const char *path, int flags, gint64 *n_bytes)
{
  int fd = open (path, flags | O_CLOEXEC);
  struct stat status;
  gboolean done;

  if (fd < 0)
    return FALSE;
  done = fsync (fd) == 0;
  if (n_bytes != NULL && fstat (fd, &status) == 0)
    *n_bytes = status.st_size;
  close (fd);

  return done;
}

/**
 * sfl_clip_target_commit:
 * @n_bytes: (out): how large it is
 *
 * Gives the whole file its name, once it is on the disk.
 */
gboolean
sfl_clip_target_commit (SflClipTarget *self, gint64 *n_bytes, GError **error)
{
  if (!sync_path (self->part, O_RDONLY, n_bytes) || g_rename (self->part, self->path) < 0)
    return set_errno (error, errno);
  /* Not every file system can do this to a folder. */
  sync_path (self->parent, O_RDONLY | O_DIRECTORY, NULL);

  return TRUE;
}
