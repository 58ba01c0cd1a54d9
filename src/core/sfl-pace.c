/* sfl-pace.c: how a learner goes from line to line
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-pace.h"

/* Whether a line that was heard @n_heard times is to be heard once more. */
gboolean
sfl_pace_wants_again (const SflPace *self, guint n_heard)
{
  return self->n_times == 0 || n_heard < self->n_times;
}

/**
 * sfl_pace_get_wait:
 * @again: whether the same line is heard again after it
 * @length: how long it takes to say the line
 *
 * Returns: how long a stop lasts; SFL_TIME_NONE: until somebody asks to go on
 */
SflTime
sfl_pace_get_wait (const SflPace *self, gboolean again, SflTime length)
{
  switch (self->resume) {
  case SFL_RESUME_AFTER_TIME:
    return self->time;
  case SFL_RESUME_AFTER_LENGTHS:
    return (SflTime) (length * self->lengths);
  default:
    return again ? 0 : SFL_TIME_NONE;
  }
}
