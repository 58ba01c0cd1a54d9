/* sfl-time-expression.h: times as XML files write them
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-parse-options.h"

G_BEGIN_DECLS

/**
 * SflTimeBase:
 * @frames: frames in ...
 * @seconds: ... so many seconds
 * @ticks: ticks in a second, at most 10^9
 * @counts_frames: HH:MM:SS:FF counts frames, as SMPTE codes do, and not seconds
 * @dropped: frames that a minute leaves out of the count, but every tenth
 * @shape: what a plain number, or a time of two parts, is
 *
 * What the times of a file mean.
 */
typedef struct {
  gint64 frames;
  gint64 seconds;
  gint64 ticks;
  gboolean counts_frames;
  int dropped;
  SflTimeShape shape;
} SflTimeBase;

void sfl_time_base_init (SflTimeBase *self, const SflParseOptions *options);
void sfl_time_base_set_frame_rate (SflTimeBase *self, double frame_rate);
gboolean sfl_time_expression_read (const char *text, const SflTimeBase *base, SflTime *time);

G_END_DECLS
