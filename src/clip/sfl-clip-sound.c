/* sfl-clip-sound.c: the sound of a clip, all of it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * It is there before anything is encoded: its loudness is known only at its end, and pictures and
 * sound never wait for one another.  What would take too much memory lies in a file.
 */

#include "config.h"

#include "sfl-clip-sound.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <gst/audio/audio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "sfl-clip-decoder.h"

/* More frames than this, ten minutes, go to a file. */
#define MOST_IN_MEMORY (600 * SFL_CLIP_RATE)

#define FRAME_SIZE (SFL_CLIP_CHANNELS * sizeof (float))

/* Matroska tells times in whole milliseconds: where the next buffer begins follows from how many
 * samples there were, unless its time is off by more than this.
 */
#define SLACK (5 * SFL_CLIP_RATE / 1000)

/**
 * sfl_clip_sound_count:
 *
 * Returns: the samples of one channel
 */
gsize
sfl_clip_sound_count (SflTime length)
{
  return gst_util_uint64_scale_round (MAX (length, 0), SFL_CLIP_RATE, GST_SECOND);
}

static gboolean
map_file (SflClipSound *self, const char *spool, GError **error)
{
  int fd = open (spool, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  int code = errno;
  gsize n_bytes = self->n_frames * FRAME_SIZE;

  if (fd >= 0) {
    g_unlink (spool);
    /* Room that turns out not to be there would end the program. */
    code = posix_fallocate (fd, 0, n_bytes);
    if (code == 0) {
      void *mapped = mmap (NULL, n_bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

      code = errno;
      if (mapped != MAP_FAILED) {
        self->samples = mapped;
        self->n_mapped = n_bytes;
      }
    }
    close (fd);
  }
  if (self->samples != NULL)
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
               _ ("The clip cannot be written: %s"), g_strerror (code));

  return FALSE;
}

/**
 * sfl_clip_sound_new:
 * @spool: (nullable): a path for a file, should it become large
 *
 * Returns: (transfer full) (nullable): silence
 */
SflClipSound *
sfl_clip_sound_new (gsize n_frames, const char *spool, GError **error)
{
  g_autoptr (SflClipSound) self = g_new0 (SflClipSound, 1);

  g_atomic_ref_count_init (&self->n_refs);
  self->n_frames = n_frames;
  if (spool == NULL || n_frames <= MOST_IN_MEMORY)
    self->samples = g_malloc0 (MAX (n_frames, 1) * FRAME_SIZE);
  else if (!map_file (self, spool, error))
    return NULL;

  return g_steal_pointer (&self);
}

SflClipSound *
sfl_clip_sound_ref (SflClipSound *self)
{
  g_atomic_ref_count_inc (&self->n_refs);

  return self;
}

/* Any thread. */
void
sfl_clip_sound_unref (SflClipSound *self)
{
  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;

  if (self->n_mapped > 0)
    munmap (self->samples, self->n_mapped);
  else
    g_free (self->samples);
  g_free (self);
}

/* Those of @n_frames frames that lie in the clip; the first of them is its frame number @at. */
static void
place (SflClipSound *self, gint64 at, const float *frames, gint64 n_frames)
{
  gint64 skipped = CLAMP (-at, 0, n_frames);
  gint64 until = CLAMP ((gint64) self->n_frames - at, 0, n_frames);

  if (until > skipped)
    memcpy (self->samples + SFL_CLIP_CHANNELS * (at + skipped),
            frames + SFL_CLIP_CHANNELS * skipped, (until - skipped) * FRAME_SIZE);
}

static gint64
get_frame (SflTime time)
{
  guint64 frame = gst_util_uint64_scale_round (ABS (time), SFL_CLIP_RATE, GST_SECOND);

  return time < 0 ? -(gint64) frame : (gint64) frame;
}

/**
 * sfl_clip_sound_read:
 * @start: where the first sample is in the recording
 * @found: (out): whether the recording has any sound
 *
 * What the recording has no sound for stays silent.
 */
gboolean
sfl_clip_sound_read (SflClipSound *self,
                     GFile *file,
                     const char *track,
                     SflTime start,
                     gboolean *found,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (GstCaps) caps =
      gst_caps_new_simple ("audio/x-raw", "format", G_TYPE_STRING, GST_AUDIO_NE (F32), "layout",
                           G_TYPE_STRING, "interleaved", "channels", G_TYPE_INT, SFL_CLIP_CHANNELS,
                           "rate", G_TYPE_INT, SFL_CLIP_RATE, NULL);
  g_autoptr (SflClipDecoder) decoder =
      sfl_clip_decoder_new (file, SFL_CLIP_SOUND, track, caps, cancellable);
  SflTime end = start + gst_util_uint64_scale (self->n_frames, GST_SECOND, SFL_CLIP_RATE);
  gint64 next = G_MININT64, origin = get_frame (start);
  g_autoptr (GError) problem = NULL;
  GstSample *sample;
  SflTime time;

  if (!sfl_clip_decoder_open (decoder, start, end, error))
    return FALSE;

  *found = !sfl_clip_decoder_is_empty (decoder);
  while ((sample = sfl_clip_decoder_pull (decoder, &time, &problem)) != NULL) {
    gint64 at = get_frame (time) - origin;
    GstMapInfo map;

    if (next != G_MININT64 && ABS (at - next) <= SLACK)
      at = next;
    if (gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ)) {
      gsize n_frames = map.size / FRAME_SIZE;

      place (self, at, (const float *) (gpointer) map.data, n_frames);
      next = at + n_frames;
      gst_buffer_unmap (gst_sample_get_buffer (sample), &map);
    }
    gst_sample_unref (sample);
    if (next >= (gint64) self->n_frames)
      break;
  }
  if (problem != NULL) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }

  return TRUE;
}

/**
 * sfl_clip_sound_fade:
 * @length: of each fade
 *
 * A sound that begins or ends in the middle of a wave clicks.
 */
void
sfl_clip_sound_fade (SflClipSound *self, SflTime length)
{
  gsize n = MIN (sfl_clip_sound_count (length), self->n_frames / 2);

  for (gsize i = 0; i < n; i++) {
    float gain = (i + 0.5f) / n;

    for (gsize c = 0; c < SFL_CLIP_CHANNELS; c++) {
      self->samples[SFL_CLIP_CHANNELS * i + c] *= gain;
      self->samples[SFL_CLIP_CHANNELS * (self->n_frames - 1 - i) + c] *= gain;
    }
  }
}
