/* sfl-timestamp.h: times as files write them
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-parse-options.h"
#include "sfl-slice.h"

G_BEGIN_DECLS

/* What a time too large to count becomes; any time over SFL_TIME_MAX is refused. */
#define SFL_TIMESTAMP_HUGE G_MAXINT64

typedef enum {
  SFL_TIMESTAMP_FRACTION = 1 << 0, /* take ".5" after the seconds whatever follows */
  SFL_TIMESTAMP_DASH = 1 << 1,     /* and "-5" before what closes the time */
} SflTimestampFlags;

/**
 * SflClock:
 * @time: what it says, with 25 frames a second
 * @n_parts: 2 for M:SS, 3 for H:MM:SS, 4 with frames, 0 with units
 * @frames: the last of 4 parts
 */
typedef struct {
  SflTime time;
  int n_parts;
  int frames;
} SflClock;

gboolean
sfl_timestamp_take_srt (const char **p, const char *end, SflTime *time, gboolean *negative);
gboolean
sfl_timestamp_take_ass (const char **p, const char *end, SflTime *time, gboolean *negative);
gboolean sfl_timestamp_take_lrc (const char **p, const char *end, SflTime *time);
gboolean sfl_timestamp_take_vtt (const char **p, const char *end, SflTime *time);
gboolean sfl_timestamp_take_clock (const char **p,
                                   const char *end,
                                   SflTimestampFlags flags,
                                   SflClock *clock);
gboolean sfl_timestamp_is_clock (SflSlice slice, SflClock *clock);
SflTime sfl_timestamp_read_clock (const SflClock *clock, SflTimeShape shape, double frame_rate);
double sfl_timestamp_get_frame_rate (const SflParseOptions *options);
gboolean sfl_timestamp_take_number (const char **p, const char *end, SflTime unit, SflTime *time);
gboolean sfl_timestamp_take_units (const char **p, const char *end, SflTime *time);

G_END_DECLS
