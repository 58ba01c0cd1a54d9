/* sfl-reckoner.c: where somebody else is, between the times that they say so
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What another player says of its position is late, never early: VLC looks it
 * up four times a second, Chromium ten times.  So an answer ahead of us is
 * believed at once, one a little behind us hardly, and one far from us means
 * that somebody has moved the playhead.  Browsers say that they play at normal
 * speed when they do not, so the pace is measured, too.
 */

#include "config.h"

#include "sfl-reckoner.h"

#include <math.h>
#include <string.h>

/* Further away than any answer is late. */
#define JUMP (400 * SFL_MSECOND)

/* One that is told to go somewhere, or waits for its network, stands still to so much. */
#define STILL (100 * SFL_MSECOND)

/* What is taken of an answer that is behind us: so much that two clocks cannot drift apart. */
#define LATE_SHARE 8

/* Measuring a pace: answers so near each other say little about it, in seconds; and how late an
 * answer may be adds so much error.
 */
#define MIN_INTERVAL 0.7
#define MIN_SPAN 1.5
#define LONG_SPAN 4.0
#define LATENESS 0.3

#define MIN_PACE 0.2
#define MAX_PACE 4.0

void
sfl_reckoner_init (SflReckoner *self)
{
  memset (self, 0, sizeof *self);
  self->anchor = self->shown = SFL_TIME_NONE;
  self->rate = self->pace = 1;
}

static SflTime
reckon (const SflReckoner *self, gint64 now)
{
  if (self->anchor == SFL_TIME_NONE || !self->running || self->stalled || now <= self->anchored_at)
    return self->anchor;

  return self->anchor + (SflTime) ((now - self->anchored_at) * SFL_USECOND * self->pace);
}

static void
put (SflReckoner *self, gint64 now, SflTime position)
{
  self->anchor = position;
  self->anchored_at = now;
}

/* It is there now, whatever was believed before. */
void
sfl_reckoner_set (SflReckoner *self, gint64 now, SflTime position)
{
  put (self, now, position);
  self->shown = position;
  self->stalled = FALSE;
  self->n_samples = 0;
  if (position != SFL_TIME_NONE)
    self->samples[self->n_samples++] = (SflReckonerSample){ now, position };
}

/* It is there, and goes on when an answer says so: to begin to play takes a while. */
void
sfl_reckoner_hold (SflReckoner *self, gint64 now, SflTime position)
{
  sfl_reckoner_set (self, now, position);
  self->stalled = TRUE;
}

static double
get_span (const SflReckoner *self, guint from, guint to)
{
  return (self->samples[to].now - self->samples[from].now) / (double) G_USEC_PER_SEC;
}

static double
get_slope (const SflReckoner *self, guint from, guint to)
{
  double span = get_span (self, from, to);
  SflTime way = self->samples[to].position - self->samples[from].position;

  return span > 0 ? way / (double) SFL_SECOND / span : 0;
}

/* The pace that players offer nearest to one that was measured over @span seconds; 0 when that says
 * too little.
 */
static double
snap (double slope, double span)
{
  double usual = round (slope * 4) / 4;

  if (usual > 0 && fabs (slope / usual - 1) < 0.06)
    return usual;

  return span >= LONG_SPAN ? round (slope * 20) / 20 : 0;
}

/* Believes what was measured where it cannot be the error of the measure: over a while, and the
 * same in its last two parts.  Where those differ, somebody may have moved it by a little.
 */
static void
measure (SflReckoner *self)
{
  guint last = self->n_samples - 1;
  double slope, span, pace;

  if (self->n_samples < 3)
    return;

  if (fabs (get_slope (self, last - 1, last) - get_slope (self, last - 2, last - 1)) > LATENESS) {
    memmove (self->samples, self->samples + last - 1, 2 * sizeof self->samples[0]);
    self->n_samples = 2;
    return;
  }

  span = get_span (self, 0, last);
  slope = get_slope (self, 0, last);
  if (span < MIN_SPAN || fabs (slope / self->pace - 1) < LATENESS / span + 0.02)
    return;

  pace = snap (slope, span);
  if (pace < MIN_PACE || pace > MAX_PACE || pace == self->pace)
    return;

  self->pace = pace;
  put (self, self->samples[last].now, self->samples[last].position);
  self->samples[0] = self->samples[last];
  self->n_samples = 1;
}

/* Answers so near each other that they say little about a pace are left out. */
static void
remember (SflReckoner *self, gint64 now, SflTime position)
{
  if (self->n_samples > 0 &&
      now - self->samples[self->n_samples - 1].now < MIN_INTERVAL * G_USEC_PER_SEC)
    return;

  if (self->n_samples == SFL_RECKONER_SAMPLES) {
    memmove (self->samples, self->samples + 1, sizeof self->samples - sizeof self->samples[0]);
    self->n_samples--;
  }
  self->samples[self->n_samples++] = (SflReckonerSample){ now, position };
  measure (self);
}

/**
 * sfl_reckoner_add:
 * @position: what it answered
 *
 * Returns: whether it has been moved
 */
gboolean
sfl_reckoner_add (SflReckoner *self, gint64 now, SflTime position)
{
  SflTime way = self->anchor == SFL_TIME_NONE ? 0 : position - self->anchor;
  gint64 time = MAX (now - self->anchored_at, 1);
  double slope = way / (double) SFL_USECOND / time;
  SflTime off;

  if (self->anchor == SFL_TIME_NONE || !self->running || self->stalled) {
    gboolean moved = self->anchor == SFL_TIME_NONE ||
                     (ABS (way) > JUMP && (!self->running || way < 0 || slope > MAX_PACE));

    /* One that is stuck stays so until it gets on. */
    if (self->stalled && way <= 0 && way >= -STILL)
      return FALSE;
    sfl_reckoner_set (self, now, position);
    return moved;
  }

  remember (self, now, position);
  off = position - reckon (self, now);
  if (ABS (off) <= JUMP) {
    put (self, now, off >= 0 ? position : position - off + off / LATE_SHARE);
    return FALSE;
  }

  /* A pace that we do not know yet moves it as well, but only by so much. */
  if (slope < MIN_PACE || slope > MAX_PACE) {
    gboolean still = ABS (way) <= STILL;

    sfl_reckoner_set (self, now, still ? self->anchor : position);
    self->stalled = still;
    return !still;
  }
  put (self, now, position);
  self->shown = position;

  return FALSE;
}

/**
 * sfl_reckoner_run:
 * @rate: what it says to play at; greater than 0
 */
void
sfl_reckoner_run (SflReckoner *self, gint64 now, gboolean running, double rate)
{
  if (self->running == !!running && self->rate == rate)
    return;

  put (self, now, reckon (self, now));
  self->running = !!running;
  if (self->rate != rate)
    self->rate = self->pace = rate;
  self->n_samples = 0;
}

/* Returns: where it is by now; SFL_TIME_NONE when it has never said */
SflTime
sfl_reckoner_get (SflReckoner *self, gint64 now)
{
  SflTime position = reckon (self, now);

  /* Nobody should see a line end twice because an answer was late. */
  if (self->running && self->shown != SFL_TIME_NONE && position < self->shown &&
      self->shown - position < JUMP)
    return self->shown;

  self->shown = position;

  return position;
}

/* What it plays at, said or measured. */
double
sfl_reckoner_get_pace (const SflReckoner *self)
{
  return self->pace;
}
