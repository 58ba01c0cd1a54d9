/* sfl-align-hole.c: what is heard where the text says nothing
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who talks stops between words and sounds: much of speech is far less loud than the rest of it,
 * little of music is (J. Saunders, Real-time discrimination of broadcast speech/music, 1996;
 * E. Scheirer and M. Slaney, Construction and evaluation of a robust multifeature speech/music
 * discriminator, 1997).  What is even and never another sound is a noise, of which nothing is said.
 * Any thread.
 */

#include "config.h"

#include "sfl-align-hole.h"

#include <math.h>

#define N_CEPSTRA SFL_FEATURES_N_CEPSTRA

/* Frames of a block, and the least that tell speech from music. */
#define BLOCK 50
#define MIN_FRAMES (2 * BLOCK)

/* Frames at each end that belong to the words around, and to the pause after them. */
#define EDGE 50

/* What is heard is so many dB above what is always there; in a silence, that is a smaller part:
 * somebody coughs, a door.
 */
#define HEARD 10
#define MIN_HEARD 0.15

/* dB below the mean of what is loud that are quiet. */
#define QUIET 8

/* In pieces of 8 s: of real speech in six languages 0.3 and more of it is quiet, of espeak-ng and
 * Festival, and of speech in noise, 0.24 and more; of music of games, from chip tunes to orchestras,
 * 0.01 in half of the pieces and 0.29 in one of twenty.
 */
#define MIN_QUIET_OF_SPEECH 0.24
#define MAX_QUIET_OF_MUSIC 0.2

/* How much the sound of half a second differs from that of others, and that of a frame from that
 * of the next but one, as distances of cepstra.  Of noise they are 0.5 and 4.7, of music
 * 1.1 to 2.9 and 1.6 to 3.1.
 */
#define MIN_CHANGE 0.7
#define MAX_FLUX 3.8

/* Keeps what is between the first and the last frame of at least @level, and counts such frames. */
static guint
trim (const float *energies, float level, guint *begin, guint *end)
{
  guint n = 0;

  while (*begin < *end && energies[*begin] < level)
    (*begin)++;
  while (*end > *begin && energies[*end - 1] < level)
    (*end)--;
  for (guint f = *begin; f < *end; f++)
    n += energies[f] >= level;

  return n;
}

/* The part of the frames that is quiet beside the mean of those of at least @level. */
static double
get_quiet (const float *energies, guint n, float level)
{
  double sum = 0, mean;
  guint n_loud = 0, n_quiet = 0;

  for (guint f = 0; f < n; f++) {
    sum += energies[f] >= level ? energies[f] : 0;
    n_loud += energies[f] >= level;
  }
  mean = sum / MAX (n_loud, 1);
  for (guint f = 0; f < n; f++)
    n_quiet += energies[f] < mean - QUIET;

  return (double) n_quiet / n;
}

static double
get_flux (const float *cepstra, guint n)
{
  double flux = 0;

  for (guint f = 2; f < n; f++) {
    double square = 0;

    for (guint c = 1; c < N_CEPSTRA; c++) {
      double step = cepstra[f * N_CEPSTRA + c] - cepstra[(f - 2) * N_CEPSTRA + c];

      square += step * step;
    }
    flux += sqrt (square) / (n - 2);
  }

  return flux;
}

static double
get_change (const float *cepstra, guint n)
{
  guint n_blocks = n / BLOCK;
  double variance = 0;

  for (guint c = 1; c < N_CEPSTRA; c++) {
    double sum = 0, squares = 0;

    for (guint b = 0; b < n_blocks; b++) {
      double mean = 0;

      for (guint f = b * BLOCK; f < (b + 1) * BLOCK; f++)
        mean += cepstra[f * N_CEPSTRA + c] / BLOCK;
      sum += mean / n_blocks;
      squares += mean * mean / n_blocks;
    }
    variance += squares - sum * sum;
  }

  return sqrt (MAX (variance, 0));
}

/**
 * sfl_align_hole_listen:
 * @begin: first frame
 * @end: frame after the last
 *
 * Returns: SFL_HOLE_UNKNOWN for what is neither silence nor music nor, as far as that can be told,
 *   somebody who talks
 */
SflHoleKind
sfl_align_hole_listen (const SflFeatures *features, guint begin, guint end)
{
  const float *energies = sfl_features_get_energies (features);
  const float *cepstra = sfl_features_get_cepstra (features);
  float threshold, heard;
  double quiet;
  guint n;

  g_return_val_if_fail (begin <= end && end <= sfl_features_get_n_frames (features),
                        SFL_HOLE_UNKNOWN);

  if (end - begin >= 2 * EDGE + MIN_FRAMES) {
    begin += EDGE;
    end -= EDGE;
  }
  threshold = sfl_features_get_threshold (features);
  heard = MIN (threshold, sfl_features_get_floor (features) + HEARD);
  n = trim (energies, heard, &begin, &end);
  if (n == 0 || n < MIN_HEARD * (end - begin))
    return SFL_HOLE_SILENCE;
  if (end - begin < MIN_FRAMES)
    return SFL_HOLE_UNKNOWN;

  energies += begin;
  cepstra += (gsize) begin * N_CEPSTRA;
  n = end - begin;
  quiet = get_quiet (energies, n, threshold);
  if (quiet >= MIN_QUIET_OF_SPEECH)
    return SFL_HOLE_SPEECH;
  if (quiet < MAX_QUIET_OF_MUSIC && get_change (cepstra, n) >= MIN_CHANGE &&
      get_flux (cepstra, n) <= MAX_FLUX)
    return SFL_HOLE_MUSIC;

  return SFL_HOLE_UNKNOWN;
}
