/* sfl-time.h: the one unit of time
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signed nanoseconds everywhere, from file to pixel, as GstClockTime counts
 * them too.  Never milliseconds here and seconds there.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef gint64 SflTime;

#define SFL_TIME_NONE G_MININT64
#define SFL_USECOND (G_GINT64_CONSTANT (1000))
#define SFL_MSECOND (1000 * SFL_USECOND)
#define SFL_SECOND (1000 * SFL_MSECOND)
#define SFL_MINUTE (60 * SFL_SECOND)
#define SFL_HOUR (60 * SFL_MINUTE)

/* No recording is longer; a reader skips and counts what claims to be. */
#define SFL_TIME_MAX (1000 * SFL_HOUR)

#define SFL_TIME_IS_VALID(time) ((time) != SFL_TIME_NONE)

char *sfl_time_to_string (SflTime time, SflTime longest);
char *sfl_time_to_words (SflTime time);
char *sfl_time_to_length (SflTime length);

G_END_DECLS
