/* sfl-pace.h: how a learner goes from line to line
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-stretch.h"

G_BEGIN_DECLS

typedef enum {
  SFL_RESUME_WHEN_ASKED,
  SFL_RESUME_AFTER_TIME,
  SFL_RESUME_AFTER_LENGTHS, /* of the line that was heard */
} SflResume;

/**
 * SflPace:
 * @place: where it stops
 * @resume: what makes it go on
 * @time: how long a stop lasts, for SFL_RESUME_AFTER_TIME
 * @lengths: the same in lengths of the line, for SFL_RESUME_AFTER_LENGTHS
 * @n_times: how often each line is heard; 0: without end
 */
typedef struct {
  SflStopPlace place;
  SflResume resume;
  SflTime time;
  double lengths;
  guint n_times;
} SflPace;

gboolean sfl_pace_wants_again (const SflPace *self, guint n_heard);
SflTime sfl_pace_get_wait (const SflPace *self, gboolean again, SflTime length);

G_END_DECLS
