/* sfl-reckoner.h: where somebody else is, between the times that they say so
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Another player is asked for its position once a second, over a bus, and may
 * answer with what it last looked up itself.  In between we go on counting.
 * Every @now is of g_get_monotonic_time().  Any one thread.
 */

#pragma once

#include "sfl-time.h"

G_BEGIN_DECLS

#define SFL_RECKONER_SAMPLES 8

typedef struct {
  gint64 now;
  SflTime position;
} SflReckonerSample;

/**
 * SflReckoner:
 *
 * All fields are private; sfl_reckoner_init() makes it ready.
 */
typedef struct {
  SflTime anchor; /* where it was, SFL_TIME_NONE: nobody knows */
  gint64 anchored_at;
  SflTime shown; /* as last told, not to go back by a little */
  gboolean running;
  gboolean stalled; /* stands still until an answer says that it gets on */
  double rate;      /* what it claims to play at */
  double pace;      /* what it plays at */
  SflReckonerSample samples[SFL_RECKONER_SAMPLES];
  guint n_samples;
} SflReckoner;

void sfl_reckoner_init (SflReckoner *self);
void sfl_reckoner_set (SflReckoner *self, gint64 now, SflTime position);
void sfl_reckoner_hold (SflReckoner *self, gint64 now, SflTime position);
gboolean sfl_reckoner_add (SflReckoner *self, gint64 now, SflTime position);
void sfl_reckoner_run (SflReckoner *self, gint64 now, gboolean running, double rate);
SflTime sfl_reckoner_get (SflReckoner *self, gint64 now);
double sfl_reckoner_get_pace (const SflReckoner *self);

G_END_DECLS
