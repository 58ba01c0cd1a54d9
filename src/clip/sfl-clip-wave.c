/* sfl-clip-wave.c: how loud it is around a clip
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-clip-wave.h"

#include "sfl-audio-reader.h"

typedef struct {
  SflTime start;
  double per_sample; /* levels */
  float *levels;
  guint n_levels;
} Wave;

static void
samples_cb (SflTime start, const gint16 *samples, gsize n_samples, gpointer user_data)
{
  Wave *wave = user_data;
  double at = (double) (start - wave->start) * SFL_AUDIO_READER_RATE / SFL_SECOND;

  for (gsize i = 0; i < n_samples; i++) {
    double level = (at + i) * wave->per_sample;
    float loud = ABS ((int) samples[i]) / 32768.0f;

    if (level >= 0 && level < wave->n_levels)
      wave->levels[(guint) level] = MAX (wave->levels[(guint) level], loud);
  }
}

/**
 * sfl_clip_wave_read:
 * @track: (nullable): id of the sound track; NULL for the first that can be decoded
 * @levels: (out) (array length=n_levels): the largest sample of each part of the stretch, 0 to 1
 *
 * Blocks: for threads.
 *
 * Returns: FALSE when there is no sound to be read, or when cancelled
 */
gboolean
sfl_clip_wave_read (GFile *file,
                    const char *track,
                    SflTime start,
                    SflTime end,
                    float *levels,
                    guint n_levels,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (SflAudioReader) reader = sfl_audio_reader_new (file);
  Wave wave = { start,
                (double) n_levels * SFL_SECOND / ((double) (end - start) * SFL_AUDIO_READER_RATE),
                levels, n_levels };

  g_return_val_if_fail (start < end, FALSE);

  for (guint i = 0; i < n_levels; i++)
    levels[i] = 0;
  sfl_audio_reader_set_track (reader, track);
  sfl_audio_reader_set_range (reader, start, end);

  return sfl_audio_reader_run (reader, samples_cb, &wave, cancellable, error);
}
