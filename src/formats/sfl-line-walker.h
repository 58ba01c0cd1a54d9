/* sfl-line-walker.h: the lines of a transcript, as a file can take them
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-slice.h"
#include "sfl-transcript.h"

G_BEGIN_DECLS

/**
 * SflWalkedLine:
 * @start: when it begins, SFL_TIME_NONE in an untimed transcript
 * @end: when it ends, after @start; SFL_TIME_NONE in an untimed transcript
 * @end_estimated: whether @end is ours
 * @speaker: index into the speakers, -1 when not known
 * @name: (nullable): of the speaker, in one row
 * @text: its rows, a '\n' between them; none is blank or has white space around it
 * @words: its timed words, their offsets in @text; rising, but their times may be anywhere
 * @n_words: how many there are
 *
 * Times are at the walker's resolution.
 */
typedef struct {
  SflTime start;
  SflTime end;
  gboolean end_estimated;
  int speaker;
  const char *name;
  SflSlice text;
  const SflWord *words;
  guint n_words;
} SflWalkedLine;

/**
 * SflLineWalker:
 *
 * Hands out the lines of a transcript one by one, without the characters that no file
 * can take.  Lives on the stack; what it hands out lasts until the next line.
 */
typedef struct {
  const char *text;
  const SflLine *lines;
  const SflWord *all_words;
  guint n_lines;
  guint n_all_words;
  guint n_seen;
  guint n_seen_words;
  SflTime resolution;
  char **names; /* NULL where nothing is left of one */
  guint n_names;
  GString *clean;
  GArray *words;
} SflLineWalker;

void sfl_line_walker_init (SflLineWalker *self, SflTranscript *transcript, SflTime resolution);
void sfl_line_walker_clear (SflLineWalker *self);
gboolean sfl_line_walker_next (SflLineWalker *self, SflWalkedLine *line);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SflLineWalker, sfl_line_walker_clear)

SflTime sfl_line_walker_round (const SflLineWalker *self, SflTime time);

G_END_DECLS
