/* sfl-study.h: ways of hearing an episode to learn from it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line again and again, a stretch between two moments, a stop at each line,
 * a little rewind after a pause, holes left out.  Each episode has one.
 * Main thread only.
 */

#pragma once

#include <glib-object.h>

#include "sfl-pace.h"

G_BEGIN_DECLS

typedef struct _SflEpisode SflEpisode;

typedef enum {
  SFL_LOOP_NONE,
  SFL_LOOP_LINE,  /* the line that the playhead is in, wherever it goes */
  SFL_LOOP_BEGUN, /* a range that waits for its end */
  SFL_LOOP_RANGE,
} SflLoop;

/* Properties, with explicit notify: "loop" (i: SflLoop), "stops" (b: at each line), "place" (i:
 * SflStopPlace).
 */
#define SFL_TYPE_STUDY (sfl_study_get_type ())
G_DECLARE_FINAL_TYPE (SflStudy, sfl_study, SFL, STUDY, GObject)

SflStudy *sfl_study_new (SflEpisode *episode);

SflLoop sfl_study_get_loop (SflStudy *self);
const SflStretch *sfl_study_get_range (SflStudy *self);
void sfl_study_loop_line (SflStudy *self);
void sfl_study_loop_range (SflStudy *self, SflTime start, SflTime stop);
void sfl_study_mark_loop (SflStudy *self);
void sfl_study_end_loop (SflStudy *self);

gboolean sfl_study_get_stops (SflStudy *self);
void sfl_study_set_stops (SflStudy *self, gboolean stops);
const SflPace *sfl_study_get_pace (SflStudy *self);
void sfl_study_set_pace (SflStudy *self, const SflPace *pace);

void sfl_study_set_rewind (SflStudy *self, SflTime rewind);
void sfl_study_set_skips_holes (SflStudy *self, gboolean skips_holes);

/* What the episode tells it, and asks. */
SflTime sfl_study_begin (SflStudy *self, SflTime target);
void sfl_study_end (SflStudy *self);
void sfl_study_give_up (SflStudy *self);
void sfl_study_pause (SflStudy *self);
void sfl_study_resume (SflStudy *self);
void sfl_study_refresh (SflStudy *self);
SflTime sfl_study_get_stop (SflStudy *self);
gboolean sfl_study_get_resting (SflStudy *self);

G_END_DECLS
