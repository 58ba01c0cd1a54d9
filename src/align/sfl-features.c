/* sfl-features.c: what the aligner keeps of a sound
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The cepstra that speech recognisers have used for decades: 25 ms of sound each 10 ms, 26 mel bands,
 * 13 cepstra.  The bands are the same in Hz whatever the rate is, so that what espeak-ng says at
 * 22050 Hz needs no resampling to be compared with a recording.
 *
 * Which frames are speech is known only when all have been heard.  The average bands of speech and of
 * the rest are wanted then, but a whole episode of bands is too much to keep: they are added up by
 * how loud their frame is, and what is louder than the threshold is speech.
 */

#include "config.h"

#include "sfl-features.h"

#include "sfl-spectrum.h"

#include <math.h>
#include <string.h>

#define LOWEST_HZ 80.0
#define HIGHEST_HZ 7000.0
#define PRE_EMPHASIS 0.97f

/* What an even chance of -4 to 4 in each sample adds to a band, for each bin of it: digital silence is
 * then no infinite distance from a quiet room.
 */
#define FLOOR (16.0f / 3 * 0.3974f * 400)

/* Energies are told apart to a quarter of a dB; 16 bits have 90. */
#define N_LEVELS 368
#define LEVELS_PER_DB 4
/* Of digital silence, as a gap is filled with it and some codecs make it; nothing to learn from. */
#define SILENT_LEVEL (6 * LEVELS_PER_DB)

/* Speech is above the quiet tenth by this share of how far the loud tenth is. */
#define QUIET 0.1
#define LOUD 0.9
#define SPEECH 0.35

/* Where a slope looks, on either side. */
#define REACH 2

#define N_CEPSTRA SFL_FEATURES_N_CEPSTRA
#define N_BANDS SFL_FEATURES_N_BANDS
#define BUFFER 8192

struct _SflFeatures {
  guint rate;
  gboolean is_finished;

  /* The samples that frames still need; the first one is number @buffer_start of all. */
  gint16 buffer[BUFFER];
  guint n_buffered;
  gint64 buffer_start;
  guint64 n_samples;

  /* The way from samples to cepstra. */
  guint n_window;
  guint n_fft;
  float *window;
  float *windowed; /* zero after the window */
  float *power;
  SflSpectrum *spectrum;
  float scale; /* to what 16 kHz has */
  guint16 first_bin[N_BANDS];
  guint16 n_bins[N_BANDS];
  float *weights[N_BANDS];
  float floors[N_BANDS];
  float cosines[N_BANDS][N_CEPSTRA];

  guint n_frames;
  guint n_allocated;
  float *cepstra;
  float *energies;
  guint8 *speech;
  float *bands; /* NULL unless they are kept */
  gboolean keeps_bands;

  guint n_at[N_LEVELS];
  double bands_at[N_LEVELS][N_BANDS];

  guint n_speech;
  float floor;
  float threshold;
  float snr;
  double speech_bands[N_BANDS];
  double noise_bands[N_BANDS];
};

static double
to_mel (double hz)
{
  return 1127 * log (1 + hz / 700);
}

/* Triangles, each from the middle of the one before to the middle of the next. */
static void
make_bands (SflFeatures *self)
{
  double low = to_mel (LOWEST_HZ), width = (to_mel (HIGHEST_HZ) - low) / (N_BANDS + 1);

  for (guint b = 0; b < N_BANDS; b++) {
    double sum = 0;

    self->weights[b] = g_new0 (float, self->n_fft / 2);
    for (guint k = 1; k < self->n_fft / 2; k++) {
      double at = (to_mel ((double) k * self->rate / self->n_fft) - low) / width - b;
      double weight = at < 1 ? at : 2 - at;

      if (weight <= 0)
        continue;
      if (self->n_bins[b] == 0)
        self->first_bin[b] = k;
      self->weights[b][self->n_bins[b]++] = weight;
      sum += weight;
    }
    self->floors[b] = FLOOR * sum * 512 / self->n_fft;
    for (guint i = 0; i < N_CEPSTRA; i++)
      self->cosines[b][i] = cos (G_PI * i * (b + 0.5) / N_BANDS) * sqrt (2.0 / N_BANDS);
  }
}

static gint64
get_first_sample (const SflFeatures *self, guint frame)
{
  return (gint64) (2 * (guint64) frame + 1) * self->rate / 200 - self->n_window / 2;
}

/**
 * sfl_features_new:
 * @rate: samples a second, 14000 to 48000: SFL_FEATURES_RATE for a recording
 */
SflFeatures *
sfl_features_new (guint rate, SflFeaturesFlags flags)
{
  SflFeatures *self;

  g_return_val_if_fail (rate >= 2 * HIGHEST_HZ && rate <= 48000, NULL);

  self = g_new0 (SflFeatures, 1);
  self->rate = rate;
  self->keeps_bands = (flags & SFL_FEATURES_KEEP_BANDS) != 0;
  self->n_window = rate * 25 / 1000;
  for (self->n_fft = 512; self->n_fft < self->n_window;)
    self->n_fft *= 2;
  self->scale = 512.0f * 400 / self->n_fft / self->n_window;
  self->window = g_new (float, self->n_window);
  for (guint i = 0; i < self->n_window; i++)
    self->window[i] = 0.54 - 0.46 * cos (2 * G_PI * i / (self->n_window - 1));
  self->windowed = g_new0 (float, self->n_fft);
  self->power = g_new (float, self->n_fft / 2);
  self->spectrum = sfl_spectrum_new (self->n_fft);
  make_bands (self);

  /* Silence before the first sample, which the first frames reach back into, and one sample more for
   * the difference to the one before. */
  self->buffer_start = get_first_sample (self, 0) - 1;
  self->n_buffered = -self->buffer_start;

  return self;
}

void
sfl_features_free (SflFeatures *self)
{
  if (self == NULL)
    return;

  g_free (self->window);
  g_free (self->windowed);
  g_free (self->power);
  g_clear_pointer (&self->spectrum, sfl_spectrum_free);
  for (guint b = 0; b < N_BANDS; b++)
    g_free (self->weights[b]);
  g_free (self->cepstra);
  g_free (self->energies);
  g_free (self->speech);
  g_free (self->bands);
  g_free (self);
}

static void
grow (SflFeatures *self)
{
  if (self->n_frames < self->n_allocated)
    return;

  self->n_allocated += MAX (1024, self->n_allocated / 2);
  self->cepstra = g_renew (float, self->cepstra, (gsize) self->n_allocated *N_CEPSTRA);
  self->energies = g_renew (float, self->energies, self->n_allocated);
  if (self->keeps_bands)
    self->bands = g_renew (float, self->bands, (gsize) self->n_allocated *N_BANDS);
}

static void
make_cepstra (const SflFeatures *self, const float *bands, const float *noise, float *cepstra)
{
  float sums[N_CEPSTRA] = { 0 };

  for (guint b = 0; b < N_BANDS; b++) {
    float level = logf (bands[b] + noise[b] + self->floors[b]);

    for (guint i = 0; i < N_CEPSTRA; i++)
      sums[i] += self->cosines[b][i] * level;
  }
  memcpy (cepstra, sums, sizeof sums);
}

/* @samples: the window of the frame, and one sample before it */
static void
add_frame (SflFeatures *self, const gint16 *samples)
{
  static const float no_noise[N_BANDS];
  float bands[N_BANDS] = { 0 };
  gint64 square = 0;
  float energy;
  guint level;

  for (guint i = 1; i <= self->n_window; i++)
    square += samples[i] * samples[i];
  energy = 10 * log10 ((double) square / self->n_window + 1);

  /* An hour of it costs nothing. */
  if (square > 0) {
    for (guint i = 0; i < self->n_window; i++)
      self->windowed[i] = (samples[i + 1] - PRE_EMPHASIS * samples[i]) * self->window[i];
    sfl_spectrum_get_power (self->spectrum, self->windowed, self->power);
    for (guint b = 0; b < N_BANDS; b++) {
      const float *power = self->power + self->first_bin[b];
      float sum = 0;

      for (guint k = 0; k < self->n_bins[b]; k++)
        sum += self->weights[b][k] * power[k];
      bands[b] = sum * self->scale;
    }
  }

  grow (self);
  make_cepstra (self, bands, no_noise, self->cepstra + (gsize) self->n_frames * N_CEPSTRA);
  if (self->keeps_bands)
    memcpy (self->bands + (gsize) self->n_frames * N_BANDS, bands, sizeof bands);
  self->energies[self->n_frames++] = energy;

  level = MIN ((guint) (energy * LEVELS_PER_DB), N_LEVELS - 1);
  self->n_at[level]++;
  for (guint b = 0; b < N_BANDS; b++)
    self->bands_at[level][b] += bands[b];
}

/* Those that have all of their samples, up to @n_frames in all. */
static void
add_frames (SflFeatures *self, guint n_frames)
{
  gint64 end = self->buffer_start + self->n_buffered, first;

  for (;;) {
    first = get_first_sample (self, self->n_frames) - 1;
    if (first + 1 + self->n_window > end || self->n_frames == n_frames)
      break;
    add_frame (self, self->buffer + (first - self->buffer_start));
  }

  self->n_buffered = end - first;
  memmove (self->buffer, self->buffer + (first - self->buffer_start),
           self->n_buffered * sizeof *self->buffer);
  self->buffer_start = first;
}

/* @samples: NULL for silence */
static void
take (SflFeatures *self, const gint16 *samples, guint64 n_samples)
{
  while (n_samples > 0) {
    guint n = MIN (n_samples, BUFFER - self->n_buffered);

    if (samples != NULL) {
      memcpy (self->buffer + self->n_buffered, samples, n * sizeof *samples);
      samples += n;
    } else {
      memset (self->buffer + self->n_buffered, 0, n * sizeof *samples);
    }
    self->n_buffered += n;
    n_samples -= n;
    if (self->n_buffered == BUFFER)
      add_frames (self, G_MAXUINT);
  }
}

/**
 * sfl_features_push:
 * @samples: mono, at the rate of sfl_features_new(); goes on where the block before it ended
 */
void
sfl_features_push (SflFeatures *self, const gint16 *samples, gsize n_samples)
{
  g_return_if_fail (self != NULL && !self->is_finished);

  self->n_samples += n_samples;
  take (self, samples, n_samples);
}

/* As many samples of digital silence, where nothing is known of the sound. */
void
sfl_features_push_silence (SflFeatures *self, guint64 n_samples)
{
  g_return_if_fail (self != NULL && !self->is_finished);

  self->n_samples += n_samples;
  take (self, NULL, n_samples);
}

/* The level that @share of the frames are below, but those of digital silence. */
static guint
find_level (const SflFeatures *self, double share)
{
  guint n = 0, below = 0;

  for (guint i = SILENT_LEVEL; i < N_LEVELS; i++)
    n += self->n_at[i];
  for (guint i = SILENT_LEVEL; i < N_LEVELS; i++) {
    below += self->n_at[i];
    if (below >= n * share)
      return i;
  }

  return N_LEVELS;
}

static void
tell_speech (SflFeatures *self)
{
  guint quiet = find_level (self, QUIET), loud = find_level (self, LOUD);
  guint threshold = (guint) ceil (quiet + SPEECH * (loud - quiet));
  double speech = 0, noise = 0;
  guint n_noise = 0;

  self->floor = (float) quiet / LEVELS_PER_DB;
  self->threshold = (float) threshold / LEVELS_PER_DB;
  self->speech = g_new (guint8, MAX (self->n_frames, 1));
  for (guint t = 0; t < self->n_frames; t++)
    self->speech[t] = self->energies[t] >= self->threshold;

  /* What is neither is mostly the beginning and the end of words: noise is what is left in pauses. */
  for (guint i = SILENT_LEVEL; i < N_LEVELS; i++) {
    double *sums = i >= threshold ? self->speech_bands : self->noise_bands;

    if (i < threshold && i > quiet)
      continue;
    for (guint b = 0; b < N_BANDS; b++)
      sums[b] += self->bands_at[i][b];
    if (i >= threshold)
      self->n_speech += self->n_at[i];
    else
      n_noise += self->n_at[i];
  }
  for (guint b = 0; b < N_BANDS; b++) {
    self->speech_bands[b] /= MAX (self->n_speech, 1);
    self->noise_bands[b] /= MAX (n_noise, 1);
    speech += MAX (self->speech_bands[b] - self->noise_bands[b], 0);
    noise += self->noise_bands[b];
  }
  self->snr = 10 * log10 ((speech + 1) / (noise + 1));
}

/* What @recording has besides speech, as far below the speech of @self as it is there. */
static void
add_noise (SflFeatures *self, const SflFeatures *recording)
{
  float noise[N_BANDS];
  double ours = 0, theirs = 0;

  for (guint b = 0; b < N_BANDS; b++) {
    ours += self->speech_bands[b];
    theirs += MAX (recording->speech_bands[b] - recording->noise_bands[b], 0);
  }
  for (guint b = 0; b < N_BANDS; b++)
    noise[b] = recording->noise_bands[b] * ours / (theirs + 1);
  for (gsize t = 0; t < self->n_frames; t++)
    make_cepstra (self, self->bands + t * N_BANDS, noise, self->cepstra + t * N_CEPSTRA);
}

static void
normalise (SflFeatures *self)
{
  double means[N_CEPSTRA] = { 0 }, squares[N_CEPSTRA] = { 0 };
  float offsets[N_CEPSTRA], factors[N_CEPSTRA];

  for (gsize t = 0; t < self->n_frames; t++) {
    const float *cepstra = self->cepstra + t * N_CEPSTRA;

    if (!self->speech[t])
      continue;
    for (guint i = 0; i < N_CEPSTRA; i++) {
      means[i] += cepstra[i];
      squares[i] += (double) cepstra[i] * cepstra[i];
    }
  }
  for (guint i = 0; i < N_CEPSTRA; i++) {
    double mean = means[i] / MAX (self->n_speech, 1);
    double variance = squares[i] / MAX (self->n_speech, 1) - mean * mean;

    offsets[i] = mean;
    factors[i] = 1 / (sqrt (MAX (variance, 0)) + 1e-3);
  }
  for (gsize t = 0; t < self->n_frames; t++)
    for (guint i = 0; i < N_CEPSTRA; i++)
      self->cepstra[t * N_CEPSTRA + i] =
          (self->cepstra[t * N_CEPSTRA + i] - offsets[i]) * factors[i];
}

/**
 * sfl_features_finish:
 * @noise: (nullable): a finished sound whose noise is added to this one, as far below speech as it is
 *   there; needs SFL_FEATURES_KEEP_BANDS
 *
 * After the last sample, once: tells speech from the rest, and makes the cepstra of speech 0 on
 * average with a variance of 1.
 */
void
sfl_features_finish (SflFeatures *self, const SflFeatures *noise)
{
  guint n_frames;

  g_return_if_fail (self != NULL && !self->is_finished);
  g_return_if_fail (noise == NULL || (noise->is_finished && self->keeps_bands));

  /* The windows of the last ones reach over the end. */
  n_frames = self->n_samples * 100 / self->rate;
  while (self->n_frames < n_frames) {
    take (self, NULL, BUFFER - self->n_buffered - 1);
    add_frames (self, n_frames);
  }

  tell_speech (self);
  if (noise != NULL)
    add_noise (self, noise);
  normalise (self);
  g_clear_pointer (&self->bands, g_free);
  self->is_finished = TRUE;
}

guint
sfl_features_get_n_frames (const SflFeatures *self)
{
  return self->n_frames;
}

/* That were pushed, silence among them. */
guint64
sfl_features_get_n_samples (const SflFeatures *self)
{
  return self->n_samples;
}

/* How loud it is where nothing is heard, in dB as the energies are. */
float
sfl_features_get_floor (const SflFeatures *self)
{
  g_return_val_if_fail (self->is_finished, 0);

  return self->floor;
}

/* How many frames are speech. */
guint
sfl_features_get_n_speech (const SflFeatures *self)
{
  g_return_val_if_fail (self->is_finished, 0);

  return self->n_speech;
}

/**
 * sfl_features_get_speech:
 *
 * Returns: 1 for each frame that is loud enough for speech, 0 for the others
 */
const guint8 *
sfl_features_get_speech (const SflFeatures *self)
{
  g_return_val_if_fail (self->is_finished, NULL);

  return self->speech;
}

/**
 * sfl_features_get_energies:
 *
 * Returns: dB, a frame each: 0 for digital silence, 90 for the loudest
 */
const float *
sfl_features_get_energies (const SflFeatures *self)
{
  return self->energies;
}

/* What speech is at least as loud as, in dB. */
float
sfl_features_get_threshold (const SflFeatures *self)
{
  g_return_val_if_fail (self->is_finished, 0);

  return self->threshold;
}

/* How many dB speech is above the rest, on average. */
float
sfl_features_get_snr (const SflFeatures *self)
{
  g_return_val_if_fail (self->is_finished, 0);

  return self->snr;
}

/**
 * sfl_features_get_cepstra:
 *
 * Returns: SFL_FEATURES_N_CEPSTRA for each frame
 */
const float *
sfl_features_get_cepstra (const SflFeatures *self)
{
  return self->cepstra;
}

/* How fast the cepstra change; outside they are as at the nearest frame. */
static void
make_slope (const float *cepstra, gint64 at, gint64 last, float *slope)
{
  const float *before[REACH], *after[REACH];

  for (gint64 k = 1; k <= REACH; k++) {
    before[k - 1] = cepstra + MAX (at - k, 0) * N_CEPSTRA;
    after[k - 1] = cepstra + MIN (at + k, last) * N_CEPSTRA;
  }
  for (guint i = 0; i < N_CEPSTRA; i++)
    slope[i] = 0.25f * (after[0][i] - before[0][i]) + 0.5f * (after[1][i] - before[1][i]);
}

/**
 * sfl_features_fill:
 * @first: frame
 * @vectors: (out caller-allocates): SFL_FEATURES_N floats a frame
 * @stride: from one to the next, in floats
 *
 * The cepstra of some frames, their slope, and the slope of that, over two frames on either side.
 */
void
sfl_features_fill (const SflFeatures *self,
                   guint first,
                   guint n_frames,
                   float *vectors,
                   gsize stride)
{
  const gint64 last = (gint64) self->n_frames - 1;
  /* Slopes of frames around the one that is filled, each where its number modulo ROWS says. */
  enum { ROWS = 2 * REACH + 1 };
  float slopes[ROWS][N_CEPSTRA];
  gint64 next;

  g_return_if_fail (self->is_finished && (guint64) first + n_frames <= self->n_frames);

  next = MAX ((gint64) first - REACH, 0);
  for (gint64 t = first; t < (gint64) first + n_frames; t++, vectors += stride) {
    const float *rows[ROWS];

    for (; next <= MIN (t + REACH, last); next++)
      make_slope (self->cepstra, next, last, slopes[next % ROWS]);
    for (gint64 k = -REACH; k <= REACH; k++)
      rows[k + REACH] = slopes[CLAMP (t + k, 0, last) % ROWS];

    memcpy (vectors, self->cepstra + t * N_CEPSTRA, N_CEPSTRA * sizeof *vectors);
    memcpy (vectors + N_CEPSTRA, rows[REACH], N_CEPSTRA * sizeof *vectors);
    for (guint i = 0; i < N_CEPSTRA; i++)
      vectors[2 * N_CEPSTRA + i] =
          0.25f * (rows[3][i] - rows[1][i]) + 0.5f * (rows[4][i] - rows[0][i]);
  }
}
