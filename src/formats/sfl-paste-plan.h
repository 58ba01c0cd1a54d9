/* sfl-paste-plan.h: how a pasted transcript is laid out
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-duration-label.h"
#include "sfl-parse-options.h"
#include "sfl-speaker-census.h"
#include "sfl-stamp.h"

G_BEGIN_DECLS

/**
 * SflPastePlan:
 * @header_bytes: at the start of the text, that hold no cue even where they hold times
 * @shapes: SFL_STAMP_BIT of the lines that begin a cue
 * @ignored: of lines that only name a speaker; their time says nothing
 * @ignored_time: the time they all share
 * @time_follows: times stand below their text
 * @name_is_text: what stands before the time is text, as in a list of chapters
 * @has_names: texts begin with "Name:"
 * @repeats_names: a cue without a name is nobody's
 * @has_turns: below one time stand several "Name: text"
 * @range_names: the line below a range is a name
 * @has_labels: texts begin with their time in words
 * @time_shape: what the parts of the times mean
 * @frame_rate: frames a second
 * @is_chat: the messages of a meeting, which are no speech
 */
typedef struct {
  gsize header_bytes;
  guint shapes;
  guint ignored;
  SflTime ignored_time;
  gboolean time_follows;
  gboolean name_is_text;
  gboolean has_names;
  gboolean repeats_names;
  gboolean has_turns;
  gboolean range_names;
  gboolean has_labels;
  gboolean is_chat;
  SflTimeShape time_shape;
  double frame_rate;
  SflDurationLabel labels;
} SflPastePlan;

gboolean sfl_paste_plan_make (SflPastePlan *self,
                              const char *text,
                              gsize length,
                              const SflParseOptions *options);
gboolean sfl_paste_plan_read (const SflPastePlan *self, SflStamp *stamp, SflSlice line);
gboolean sfl_paste_plan_wraps (SflTime before, SflTime time, int n_parts);

G_END_DECLS
