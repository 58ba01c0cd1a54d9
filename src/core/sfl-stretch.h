/* sfl-stretch.h: from where to where a recording is heard before something else happens
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A learner hears a line again and again, or one line and then silence.  Where
 * that begins and ends follows from the lines alone.
 */

#pragma once

#include "sfl-transcript.h"

G_BEGIN_DECLS

/**
 * SflStretch:
 * @start: where it begins; SFL_TIME_NONE for what comes before the first line
 * @stop: the first moment that is not heard any more
 */
typedef struct {
  SflTime start;
  SflTime stop;
} SflStretch;

typedef enum {
  SFL_STOP_AFTER_LINE,  /* to say it again */
  SFL_STOP_BEFORE_LINE, /* to read it first */
} SflStopPlace;

gboolean sfl_stretch_find_line (SflTranscript *transcript, SflTime time, SflStretch *stretch);
gboolean sfl_stretch_find_stop (SflTranscript *transcript,
                                SflTime time,
                                SflStopPlace place,
                                SflStretch *stretch);
gboolean
sfl_stretch_find_text (SflTranscript *transcript, gsize start, gsize end, SflStretch *stretch);

G_END_DECLS
