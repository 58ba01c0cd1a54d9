/* sfl-syllables.c: whether somebody talks
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who talks is louder and quieter again three to five times a second, and never quite evenly;
 * a tone and noise are not, and music keeps time.  Measured: of speech in four languages, clean, in
 * babble and over music, two thirds to nine tenths of the time are such syllables.  A plain struct
 * without a lock.
 */

#include "config.h"

#include "sfl-syllables.h"

#include <math.h>

/* Frames a second, of which some are averaged. */
#define FRAMES 100
#define N_AVERAGED 5

/* dB by which a syllable is louder than what is between two. */
#define DEPTH 4.0f

/* Frames from one to the next. */
#define MIN_SYLLABLE 8
#define MAX_SYLLABLE 50

/* Frames that are looked at together, the part of them that has to be syllables, and how uneven
 * these are.
 */
#define WINDOW (4 * FRAMES)
#define MIN_COVERED 0.5
#define MIN_UNEVEN 0.15

struct _SflSyllables {
  guint frame; /* samples of one */

  double sum; /* of squares, of the frame that is not full */
  guint n_sum;
  float last[N_AVERAGED];
  guint n_last;

  gboolean is_loud;
  float extreme; /* since it is loud, or quiet */
  guint since;   /* frames since the last syllable began */

  guint n_frames; /* of this window */
  double lengths; /* of its syllables */
  double squares;
  guint n_syllables;
  guint n_talk; /* windows in which somebody talks */
};

/**
 * sfl_syllables_new:
 * @rate: samples a second
 */
SflSyllables *
sfl_syllables_new (guint rate)
{
  SflSyllables *self = g_new0 (SflSyllables, 1);

  self->frame = MAX (rate / FRAMES, 1);
  self->since = G_MAXINT / 2;

  return self;
}

void
sfl_syllables_free (SflSyllables *self)
{
  g_free (self);
}

static void
end_window (SflSyllables *self)
{
  double mean = self->lengths / MAX (self->n_syllables, 1);
  double variance = self->squares / MAX (self->n_syllables, 1) - mean * mean;

  self->n_talk +=
      self->lengths >= MIN_COVERED * WINDOW && sqrt (MAX (variance, 0)) >= MIN_UNEVEN * mean;
  self->n_frames = self->n_syllables = 0;
  self->lengths = self->squares = 0;
}

static void
begin_syllable (SflSyllables *self)
{
  if (self->since >= MIN_SYLLABLE && self->since <= MAX_SYLLABLE) {
    self->n_syllables++;
    self->lengths += self->since;
    self->squares += (double) self->since * self->since;
  }
  self->since = 0;
}

/* @level: dB */
static void
add_frame (SflSyllables *self, float level)
{
  float smooth = 0;

  self->last[self->n_last++ % N_AVERAGED] = level;
  for (guint i = 0; i < N_AVERAGED; i++)
    smooth += self->last[i] / N_AVERAGED;

  if (self->is_loud ? smooth < self->extreme - DEPTH : smooth > self->extreme + DEPTH) {
    self->is_loud = !self->is_loud;
    self->extreme = smooth;
    if (self->is_loud)
      begin_syllable (self);
  }
  self->extreme = self->is_loud ? MAX (self->extreme, smooth) : MIN (self->extreme, smooth);
  self->since = MIN (self->since + 1, G_MAXINT / 2);
  if (++self->n_frames == WINDOW)
    end_window (self);
}

void
sfl_syllables_push (SflSyllables *self, const gint16 *samples, gsize n_samples)
{
  for (gsize i = 0; i < n_samples; i++) {
    self->sum += (double) samples[i] * samples[i];
    if (++self->n_sum < self->frame)
      continue;
    add_frame (self, 10 * log10f (self->sum / self->frame + 1));
    self->sum = 0;
    self->n_sum = 0;
  }
}

/* Returns: for how long somebody talks, in what was pushed */
SflTime
sfl_syllables_get_talk (const SflSyllables *self)
{
  return (SflTime) self->n_talk * WINDOW * SFL_SECOND / FRAMES;
}
