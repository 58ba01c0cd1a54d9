/* sfl-timestamp.h: times as files write them
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-slice.h"
#include "sfl-time.h"

G_BEGIN_DECLS

/* What a time too large to count becomes; any time over SFL_TIME_MAX is refused. */
#define SFL_TIMESTAMP_HUGE G_MAXINT64

typedef enum {
  SFL_TIMESTAMP_FRACTION = 1 << 0, /* take ".5" after the seconds whatever follows */
} SflTimestampFlags;

/**
 * SflClock:
 * @time: what it says
 * @n_parts: 2 for M:SS, 3 for H:MM:SS, 4 with frames
 */
typedef struct {
  SflTime time;
  int n_parts;
} SflClock;

gboolean
sfl_timestamp_take_srt (const char **p, const char *end, SflTime *time, gboolean *negative);
gboolean sfl_timestamp_take_vtt (const char **p, const char *end, SflTime *time);
gboolean sfl_timestamp_take_clock (const char **p,
                                   const char *end,
                                   SflTimestampFlags flags,
                                   SflClock *clock);
gboolean sfl_timestamp_take_units (const char **p, const char *end, SflTime *time);

G_END_DECLS
