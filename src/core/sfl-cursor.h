/* sfl-cursor.h: which line, word or hole of a transcript is being spoken
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-transcript.h"

G_BEGIN_DECLS

/* More lines at one moment are not lit: nobody speaks with nine mouths. */
#define SFL_CURSOR_MAX_LIT 8

typedef enum {
  SFL_CURSOR_LINE = 1 << 0, /* the current line is another one */
  SFL_CURSOR_WORD = 1 << 1, /* the current word is another one */
  SFL_CURSOR_HOLE = 1 << 2, /* a hole was entered or left */
  SFL_CURSOR_LIT = 1 << 3,  /* the set of lit lines, or their dimming, is another one */
} SflCursorChange;

#define SFL_TYPE_CURSOR (sfl_cursor_get_type ())
G_DECLARE_FINAL_TYPE (SflCursor, sfl_cursor, SFL, CURSOR, GObject)

SflCursor *sfl_cursor_new (void);

void sfl_cursor_set_transcript (SflCursor *self, SflTranscript *transcript);
void sfl_cursor_set_position (SflCursor *self, SflTime position);
void sfl_cursor_hold_line (SflCursor *self, int line);
SflTime sfl_cursor_get_position (SflCursor *self);
SflTime sfl_cursor_get_next_boundary (SflCursor *self);

int sfl_cursor_get_line (SflCursor *self);
int sfl_cursor_get_word (SflCursor *self);
int sfl_cursor_get_hole (SflCursor *self);
gboolean sfl_cursor_get_dimmed (SflCursor *self);
const guint *sfl_cursor_get_lit (SflCursor *self, guint *n_lit);

G_END_DECLS
