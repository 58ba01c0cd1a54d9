/* sfl-container.c: the text tracks and chapters of a recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Read by ourselves, and not by GStreamer's demuxers: those say nothing about
 * chapters in MP4 nor about the codec of WebVTT in Matroska, refuse tables that
 * some programs write, change the text before they hand it on, and have to read
 * gigabytes of pictures to find it.  What no reader here knows has no tracks.
 */

#include "config.h"

#include "sfl-container-private.h"

#include <glib/gi18n-lib.h>

/* A track that comes to more than this many times the file is none. */
#define MAX_GROWTH 2

static const SflContainerKind *const kinds[] = {
  &sfl_matroska, &sfl_mp4, &sfl_flac, &sfl_ogg, &sfl_id3,
};

static void
clear_chapter (gpointer data)
{
  SflChapter *chapter = data;

  g_free (chapter->title);
}

static int
compare_chapters (gconstpointer a, gconstpointer b)
{
  const SflChapter *x = a, *y = b;

  return x->start < y->start ? -1 : x->start > y->start;
}

/* Chapters of a disc often have no titles. */
static void
finish_chapters (SflContainer *self)
{
  g_array_sort (self->chapters, compare_chapters);
  for (guint i = 0; i < self->chapters->len; i++) {
    SflChapter *chapter = &g_array_index (self->chapters, SflChapter, i);

    if (chapter->title == NULL)
      chapter->title = g_strdup_printf (_ ("Chapter %u"), i + 1);
  }
}

/* Takes @file. */
static SflContainer *
look (SflByteFile *file)
{
  SflContainer *self = g_new0 (SflContainer, 1);

  self->file = file;
  self->tracks = g_array_new (FALSE, TRUE, sizeof (SflTextTrack));
  g_array_set_clear_func (self->tracks, (GDestroyNotify) sfl_text_track_clear);
  self->chapters = g_array_new (FALSE, TRUE, sizeof (SflChapter));
  g_array_set_clear_func (self->chapters, clear_chapter);

  for (guint i = 0; i < G_N_ELEMENTS (kinds) && self->kind == NULL; i++)
    if (kinds[i]->look (self))
      self->kind = kinds[i];
  finish_chapters (self);

  return self;
}

/**
 * sfl_container_open:
 *
 * Looks what is in @file; its packets are read later.
 *
 * Returns: (transfer full): NULL with @error set when it cannot be read
 */
SflContainer *
sfl_container_open (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (SflContainer) self = NULL;
  SflByteFile *bytes = sfl_byte_file_open (file, cancellable, error);

  if (bytes == NULL)
    return NULL;

  self = look (bytes);
  if (sfl_byte_file_get_error (bytes, error))
    return NULL;

  return g_steal_pointer (&self);
}

/* The same for what is in memory. */
SflContainer *
sfl_container_open_bytes (GBytes *bytes)
{
  return look (sfl_byte_file_new_for_bytes (bytes));
}

void
sfl_container_close (SflContainer *self)
{
  if (self->private != NULL)
    self->kind->free_private (self->private);
  g_array_unref (self->tracks);
  g_array_unref (self->chapters);
  sfl_byte_file_close (self->file);
  g_free (self);
}

/* In the order of the file. */
const SflTextTrack *
sfl_container_get_tracks (SflContainer *self, guint *n_tracks)
{
  *n_tracks = self->tracks->len;

  return (const SflTextTrack *) (gpointer) self->tracks->data;
}

/* In the order of their starts. */
const SflChapter *
sfl_container_get_chapters (SflContainer *self, guint *n_chapters)
{
  *n_chapters = self->chapters->len;

  return (const SflChapter *) (gpointer) self->chapters->data;
}

/* A table may name the same bytes again and again, and a few bytes inflate to many. */
typedef struct {
  SflPacketFunc func;
  gpointer user_data;
  guint64 left;
} Quota;

static gboolean
hand_over (SflTime start, SflTime end, const guint8 *data, gsize length, gpointer user_data)
{
  Quota *quota = user_data;

  if (length > quota->left)
    return FALSE;
  quota->left -= length;

  return quota->func (start, end, data, length, quota->user_data);
}

/**
 * sfl_container_read_track:
 * @track: index into the tracks
 * @func: called with each packet, in the order of the file, until it says FALSE
 *
 * What is damaged is stepped over; a file that is cut short has packets up to there.
 *
 * Returns: FALSE with @error set when the file cannot be read any more, or cancelled
 */
gboolean
sfl_container_read_track (SflContainer *self,
                          guint track,
                          SflPacketFunc func,
                          gpointer user_data,
                          GCancellable *cancellable,
                          GError **error)
{
  Quota quota = { func, user_data, 0 };

  g_return_val_if_fail (track < self->tracks->len, FALSE);

  quota.left = sfl_byte_file_get_size (self->file) * MAX_GROWTH + SFL_PACKET_MAX_BYTES;
  sfl_byte_file_set_cancellable (self->file, cancellable);
  self->kind->read (self, track, hand_over, &quota);

  return !sfl_byte_file_get_error (self->file, error);
}

/* Takes what @track holds. */
gboolean
sfl_container_add_track (SflContainer *self, SflTextTrack *track)
{
  if (track->id == 0 || self->tracks->len == SFL_CONTAINER_MAX_TRACKS) {
    sfl_text_track_clear (track);
    return FALSE;
  }
  g_array_append_vals (self->tracks, track, 1);

  return TRUE;
}

/* Takes @title, which may be NULL. */
gboolean
sfl_container_add_chapter (SflContainer *self, SflTime start, char *title)
{
  SflChapter chapter = { start, title };

  if (start < 0 || start > SFL_TIME_MAX || self->chapters->len == SFL_CONTAINER_MAX_CHAPTERS) {
    g_free (title);
    return FALSE;
  }
  g_array_append_val (self->chapters, chapter);

  return TRUE;
}

/* Takes @language and gives it back when it is one. */
char *
sfl_container_check_language (char *language)
{
  gsize n = language != NULL ? strspn (language, "abcdefghijklmnopqrstuvwxyz"
                                                 "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
                             : 0;

  if (n < 2 || language[n] != '\0' || g_str_equal (language, "und") ||
      g_str_equal (language, "zxx"))
    g_clear_pointer (&language, g_free);

  return language;
}
