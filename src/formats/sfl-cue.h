/* sfl-cue.h: a cue while it is being read
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-slice.h"
#include "sfl-time.h"

G_BEGIN_DECLS

typedef enum {
  SFL_MARKUP_SRT, /* HTML-like tags and overrides in braces */
  SFL_MARKUP_VTT, /* tags of WebVTT: voices, word times, ruby */
} SflMarkup;

/**
 * SflCueStamp:
 * @offset: into the text of the cue
 * @time: when what follows begins; SFL_TIME_NONE where that is not known
 */
typedef struct {
  gsize offset;
  SflTime time;
} SflCueStamp;

/**
 * SflCue:
 * @number: line of the file with its time
 * @start: when it begins
 * @end: when it ends, SFL_TIME_NONE when that is not known
 * @text: its rows without markup, a line break between them
 * @voice: who speaks, empty when the cue does not say
 * @is_nobodys: the cue says that nobody speaks
 * @stamps: SflCueStamp inside the text, rising
 *
 * One is used for a whole file, so that a cue costs no allocation.
 */
typedef struct {
  guint number;
  SflTime start;
  SflTime end;
  GString *text;
  GString *voice;
  gboolean is_nobodys;
  GArray *stamps;
  gboolean in_ruby;
} SflCue;

void sfl_cue_init (SflCue *self);
void sfl_cue_clear (SflCue *self);
void sfl_cue_begin (SflCue *self, guint number, SflTime start, SflTime end);
void sfl_cue_add_row (SflCue *self, SflSlice row, SflMarkup markup);
void sfl_cue_append_unescaped (GString *out, SflSlice text, SflMarkup markup);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SflCue, sfl_cue_clear)

G_END_DECLS
