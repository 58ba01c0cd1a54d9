/* sfl-text-clock.h: a playhead with nothing behind it but time
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Main thread only.
 */

#pragma once

#include "sfl-playback.h"

G_BEGIN_DECLS

/* Implements SflPlayback: goes from 0 to its duration as the monotonic clock goes, faster or slower
 * by its rate (0.5 to 3), and is loaded while it has a duration.
 */
#define SFL_TYPE_TEXT_CLOCK (sfl_text_clock_get_type ())
G_DECLARE_FINAL_TYPE (SflTextClock, sfl_text_clock, SFL, TEXT_CLOCK, GObject)

SflTextClock *sfl_text_clock_new (void);

void sfl_text_clock_set_duration (SflTextClock *self, SflTime duration);

G_END_DECLS
