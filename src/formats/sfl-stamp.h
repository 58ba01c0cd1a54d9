/* sfl-stamp.h: a line of pasted text that begins a cue
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-slice.h"
#include "sfl-time.h"

G_BEGIN_DECLS

/* In the order in which they are tried. */
typedef enum {
  SFL_STAMP_TABLE,        /* text | 0:01 | 0:05 | */
  SFL_STAMP_RANGE,        /* [0:01 --> 0:05] text, 0:01 - 0:05 */
  SFL_STAMP_NAME_TIME,    /* Name  0:01 */
  SFL_STAMP_NAME_BRACKET, /* Name (0:01): */
  SFL_STAMP_NAME_TEXT,    /* **Name:** \[0:01\] text */
  SFL_STAMP_TIME_NAME,    /* 0:01  Name */
  SFL_STAMP_BRACKET,      /* [0:01] text */
  SFL_STAMP_HASH,         /* #0:00:01-5# text */
  SFL_STAMP_HASH_AFTER,   /* text #0:00:01-5# */
  SFL_STAMP_BOLD_TIME,    /* - **0:01** text */
  SFL_STAMP_ALONE,        /* 0:01 */
  SFL_STAMP_UNITS,        /* 1m05s text */
  SFL_STAMP_PREFIX,       /* 0:01text */
  SFL_N_STAMPS,
} SflStampShape;

#define SFL_STAMP_BIT(shape) (1u << (shape))
#define SFL_STAMP_ALL (SFL_STAMP_BIT (SFL_N_STAMPS) - 1)

/**
 * SflStamp:
 * @shape: how the line is made
 * @start: its time
 * @end: SFL_TIME_NONE but in a range
 * @n_parts: of the time, 2 for M:SS; 0 where it has units
 * @frames: of @start, the last of 4 parts
 * @end_frames: of @end
 * @name: of the speaker; empty where the shape has none
 * @text: what follows, or stands before in a table; may be empty
 */
typedef struct {
  SflStampShape shape;
  SflTime start;
  SflTime end;
  int n_parts;
  int frames;
  int end_frames;
  SflSlice name;
  SflSlice text;
} SflStamp;

gboolean sfl_stamp_read (SflStamp *self, SflSlice line, guint shapes);
gboolean sfl_stamp_begins_apart (SflSlice text);

G_END_DECLS
