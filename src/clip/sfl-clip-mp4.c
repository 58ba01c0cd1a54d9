/* sfl-clip-mp4.c: what a muxer does not know of an MP4 file
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An AAC encoder gives some samples before the first real one.  GStreamer 1.22 does not say so in
 * the file, and everybody would hear the sound 21 ms after the picture.  The edit list of the sound
 * is there, and the right length: its numbers are put right in place, and those that follow from
 * them.  When a clip was made is nobody's business: so the same recipe gives the same bytes, too.
 */

#include "config.h"

#include "sfl-clip-mp4.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <gst/gst.h>
#include <unistd.h>

#include "sfl-error.h"

/* More than a clip of an hour can have. */
#define MAX_MOVIE (64 * 1024 * 1024)

typedef struct {
  guint32 movie_rate; /* in which the length of an edit is told */
  guint32 track_rate; /* in which its beginning is told */
  gboolean is_sound;
  guint8 *movie; /* mvhd */
  guint8 *track; /* tkhd */
  guint8 *edits;
  gsize edits_size;
  guint32 longest; /* of the tracks */

  guint n_primed;
  guint64 n_frames;
  guint rate;
  guint n_done;
} Walk;

/* Big-endian, and aligned to nothing. */
static guint32
get_32 (const guint8 *at)
{
  guint32 big;

  memcpy (&big, at, sizeof big);

  return GUINT32_FROM_BE (big);
}

static void
put_32 (guint8 *at, guint32 value)
{
  guint32 big = GUINT32_TO_BE (value);

  memcpy (at, &big, sizeof big);
}

/* The priming of the sound, and how long each track is shown. */
static void
patch_track (Walk *walk)
{
  guint8 *edits = walk->edits;
  guint32 length;

  /* Version 0 with one edit: 4 bytes of version and flags, the number, length, beginning, speed. */
  if (walk->track == NULL || walk->track[0] != 0)
    return;
  if (walk->is_sound && edits != NULL && walk->edits_size >= 20 && edits[0] == 0 &&
      get_32 (edits + 4) == 1 && walk->track_rate != 0 && walk->movie_rate != 0) {
    length = gst_util_uint64_scale_round (walk->n_frames, walk->movie_rate, walk->rate);
    put_32 (edits + 8, length);
    put_32 (edits + 12, gst_util_uint64_scale_round (walk->n_primed, walk->track_rate, walk->rate));
    put_32 (walk->track + 20, length);
    walk->n_done++;
  }
  walk->longest = MAX (walk->longest, get_32 (walk->track + 20));
}

/* Of mvhd, tkhd and mdhd: when it was made, and when changed. */
static void
forget_date (guint8 *header)
{
  memset (header + 4, 0, header[0] == 1 ? 16 : 8);
}

static void
walk_boxes (Walk *walk, guint8 *data, gsize length)
{
  for (gsize i = 0; i + 8 <= length;) {
    gsize size = get_32 (data + i);
    guint32 type = get_32 (data + i + 4);
    guint8 *body = data + i + 8;

    if (size < 8 || size > length - i)
      return;
    switch (type) {
    case 0x6d6f6f76: /* moov */
    case 0x65647473: /* edts */
    case 0x6d646961: /* mdia */
      walk_boxes (walk, body, size - 8);
      break;
    case 0x7472616b: /* trak */
      walk->edits = walk->track = NULL;
      walk->is_sound = FALSE;
      walk->track_rate = 0;
      walk_boxes (walk, body, size - 8);
      patch_track (walk);
      break;
    case 0x6d766864: /* mvhd */
      if (size < 108)
        break;
      walk->movie = body;
      walk->movie_rate = get_32 (body + (body[0] ? 20 : 12));
      forget_date (body);
      break;
    case 0x746b6864: /* tkhd */
      if (size < 92)
        break;
      walk->track = body;
      forget_date (body);
      break;
    case 0x6d646864: /* mdhd */
      if (size < 32)
        break;
      walk->track_rate = get_32 (body + (body[0] ? 20 : 12));
      forget_date (body);
      break;
    case 0x68646c72: /* hdlr */
      if (size >= 20)
        walk->is_sound = memcmp (body + 8, "soun", 4) == 0;
      break;
    case 0x656c7374: /* elst */
      walk->edits = body;
      walk->edits_size = size - 8;
      break;
    default:
      break;
    }
    i += size;
  }
}

static gboolean
read_at (int fd, gpointer buffer, gsize length, off_t offset)
{
  return pread (fd, buffer, length, offset) == (gssize) length;
}

/* Where the moov box is. */
static gboolean
find_movie (int fd, off_t *offset, gsize *size)
{
  guint8 head[16];

  for (off_t at = 0; read_at (fd, head, 8, at);) {
    guint64 length = get_32 (head);

    if (length == 1 && read_at (fd, head, 16, at))
      length = (guint64) get_32 (head + 8) << 32 | get_32 (head + 12);
    if (length < 8 || length > G_MAXINT64 / 2)
      return FALSE;
    if (memcmp (head + 4, "moov", 4) == 0) {
      *offset = at;
      *size = length;
      return length <= MAX_MOVIE;
    }
    at += length;
  }

  return FALSE;
}

/**
 * sfl_clip_mp4_complete:
 * @n_primed: samples that its sound begins with and that are not to be heard
 * @n_frames: those that are; 0 without sound
 * @rate: of both
 */
gboolean
sfl_clip_mp4_complete (const char *path,
                       guint n_primed,
                       guint64 n_frames,
                       guint rate,
                       GError **error)
{
  Walk walk = { .n_primed = n_primed, .n_frames = n_frames, .rate = rate };
  int fd = open (path, O_RDWR | O_CLOEXEC);
  g_autofree guint8 *movie = NULL;
  off_t offset = 0;
  gsize size = 0;
  gboolean done = FALSE;

  if (fd >= 0 && find_movie (fd, &offset, &size)) {
    movie = g_malloc (size);
    if (read_at (fd, movie, size, offset)) {
      walk_boxes (&walk, movie, size);
      if (walk.movie != NULL && walk.movie[0] == 0)
        put_32 (walk.movie + 16, walk.longest);
      done = walk.n_done == (n_frames > 0) && pwrite (fd, movie, size, offset) == (gssize) size;
    }
  }
  if (fd >= 0)
    close (fd);
  if (!done)
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_MEDIA,
                         _ ("The clip cannot be made: its sound would not be in time."));

  return done;
}
