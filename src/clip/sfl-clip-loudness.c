/* sfl-clip-loudness.c: as loud as other clips, and never distorted
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The loudness of the whole clip is measured as EBU R 128 says, and made the wanted one.  Peaks that
 * would be too high then, also those between the samples, are made smaller by a gain that goes down
 * before them and comes back slowly.
 */

#include "config.h"

#include "sfl-clip-loudness.h"

#include <ebur128.h>
#include <math.h>

/* Coders make a peak higher by half of a decibel. */
#define CEILING_DB -1.7

/* How near is near enough, and how often it is tried. */
#define NEAR_LU 0.1
#define MAX_ROUNDS 5

/* Of less than this nobody can tell how loud it is. */
#define SHORTEST (3 * SFL_CLIP_RATE)
#define SILENT_LUFS -70

/* The gain goes down so long before a peak, and comes back by this time constant, in seconds. */
#define ATTACK (SFL_CLIP_RATE / 200)
#define RELEASE 0.08f

/* The sound between two samples, at the quarters, from so many on each side. */
#define N_PHASES 4
#define HALF_TAPS 6

static void
make_taps (float taps[N_PHASES][2 * HALF_TAPS])
{
  for (int p = 0; p < N_PHASES; p++)
    for (int k = 0; k < 2 * HALF_TAPS; k++) {
      double x = k - HALF_TAPS + 1 - (double) p / N_PHASES;
      double window = 0.5 + 0.5 * cos (G_PI * x / (HALF_TAPS + 0.5));

      taps[p][k] = x == 0 ? 1 : window * sin (G_PI * x) / (G_PI * x);
    }
}

/* How loud @sound gets at each frame and from there to the next. */
static float *
find_peaks (const SflClipSound *sound)
{
  const gint64 n = sound->n_frames;
  float taps[N_PHASES][2 * HALF_TAPS];
  float *peaks = g_new0 (float, n + 1);

  make_taps (taps);
  for (gint64 i = 0; i < n; i++) {
    for (int c = 0; c < SFL_CLIP_CHANNELS; c++) {
      float most = fabsf (sound->samples[SFL_CLIP_CHANNELS * i + c]);

      for (int p = 1; p < N_PHASES; p++) {
        float sum = 0;

        for (int k = 0; k < 2 * HALF_TAPS; k++) {
          gint64 at = i + k - HALF_TAPS + 1;

          if (at >= 0 && at < n)
            sum += taps[p][k] * sound->samples[SFL_CLIP_CHANNELS * at + c];
        }
        most = fmaxf (most, fabsf (sum));
      }
      peaks[i] = fmaxf (peaks[i], most);
      peaks[i + 1] = fmaxf (peaks[i + 1], most);
    }
  }

  return peaks;
}

/* Turns what each frame needs into the least of what it and those of the attack after it need. */
static void
look_ahead (float *gains, gint64 n)
{
  g_autofree gint64 *queue = g_new (gint64, n);
  gint64 head = 0, tail = 0, next = 0;

  for (gint64 i = 0; i < n; i++) {
    for (; next < MIN (i + ATTACK, n); next++) {
      while (tail > head && gains[queue[tail - 1]] >= gains[next])
        tail--;
      queue[tail++] = next;
    }
    while (queue[head] < i)
      head++;
    gains[i] = gains[queue[head]];
  }
}

static void
amplify (SflClipSound *sound, float gain, float ceiling)
{
  const gint64 n = sound->n_frames;
  g_autofree float *gains = find_peaks (sound);
  const float release = expf (-1 / (SFL_CLIP_RATE * RELEASE));
  float now = 1;
  double sum = ATTACK;

  for (gint64 i = 0; i < n; i++)
    gains[i] = gains[i] * gain > ceiling ? ceiling / (gains[i] * gain) : 1;
  look_ahead (gains, n);
  for (gint64 i = 0; i < n; i++)
    gains[i] = now = fminf (gains[i], 1 - (1 - now) * release);

  /* The mean over the attack: each of what goes into it is enough for this frame. */
  for (gint64 i = n - 1; i >= 0; i--)
    gains[i] *= gain;
  sum *= gain;
  for (gint64 i = 0; i < n; i++) {
    sum += gains[i] - (i >= ATTACK ? gains[i - ATTACK] : gain);
    for (int c = 0; c < SFL_CLIP_CHANNELS; c++)
      sound->samples[SFL_CLIP_CHANNELS * i + c] *= (float) (sum / ATTACK);
  }
}

/**
 * sfl_clip_loudness_measure:
 * @peak_db: (out) (nullable): the highest peak, also between samples, in dBTP
 *
 * Returns: in LUFS; -HUGE_VAL for silence
 */
double
sfl_clip_loudness_measure (SflClipSound *sound, double *peak_db)
{
  ebur128_state *state =
      ebur128_init (SFL_CLIP_CHANNELS, SFL_CLIP_RATE, EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK);
  double loudness = -HUGE_VAL, peak, highest = 0;

  g_return_val_if_fail (state != NULL, -HUGE_VAL);

  ebur128_add_frames_float (state, sound->samples, sound->n_frames);
  ebur128_loudness_global (state, &loudness);
  for (int c = 0; c < SFL_CLIP_CHANNELS; c++)
    if (ebur128_true_peak (state, c, &peak) == EBUR128_SUCCESS)
      highest = MAX (highest, peak);
  if (peak_db != NULL)
    *peak_db = 20 * log10 (MAX (highest, 1e-10));
  ebur128_destroy (&state);

  return loudness;
}

/**
 * sfl_clip_loudness_set:
 * @target: in LUFS
 *
 * Leaves alone what is silent, or too short to be measured.
 *
 * Returns: what it is then
 */
double
sfl_clip_loudness_set (SflClipSound *sound, double target)
{
  double peak_db, loudness = sfl_clip_loudness_measure (sound, &peak_db);
  float ceiling = pow (10, CEILING_DB / 20);

  if (sound->n_frames < SHORTEST || !(loudness > SILENT_LUFS))
    return loudness;

  for (int i = 0; i < MAX_ROUNDS; i++) {
    if (fabs (target - loudness) <= NEAR_LU && peak_db <= CEILING_DB + NEAR_LU)
      break;
    amplify (sound, pow (10, (target - loudness) / 20), ceiling);
    loudness = sfl_clip_loudness_measure (sound, &peak_db);
  }

  return loudness;
}
