/* sfl-json-lines.h: where the lines and words of a JSON transcript go
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-json-habits.h"
#include "sfl-json-line.h"
#include "sfl-transcript-builder.h"

G_BEGIN_DECLS

/**
 * SflJsonLines:
 * @builder: (nullable): NULL while the beginning of a file is read for its habits
 * @json: the file
 * @is_transcript: what is read can only be one, even without a line
 *
 * Lives on the stack of sfl_json_lines_run(), or of who collects pieces before it adds
 * them.
 */
typedef struct {
  SflTranscriptBuilder *builder;
  SflJson *json;
  const SflParseOptions *options;
  gboolean is_transcript;
  SflJsonHabits habits;

  /* the line of merged words */
  gboolean in_line;
  SflTime line_start;
  SflTime word_start;
  SflTime word_end;
  int line_speaker;
  gunichar last_character;
  gboolean spaced;
  gboolean clause_ended;

  guint n_timed;
  GString *line;
  GString *word;
  GString *last_word;
  SflSlice speaker_name;
  int speaker;
} SflJsonLines;

typedef void (*SflJsonReader) (SflJsonLines *lines, SflJson *json);

gboolean sfl_json_lines_run (SflTranscriptBuilder *builder,
                             SflJsonReader reader,
                             const char *text,
                             gsize length,
                             const SflParseOptions *options,
                             GError **error);

void sfl_json_lines_init (SflJsonLines *self, const SflParseOptions *options);
void sfl_json_lines_clear (SflJsonLines *self);
gboolean sfl_json_lines_read_list (SflJsonLines *self);
gboolean sfl_json_lines_add (SflJsonLines *self, const SflJsonLine *line);
gboolean sfl_json_lines_add_word (SflJsonLines *self, const SflJsonPiece *word);
void sfl_json_lines_end_line (SflJsonLines *self);
gboolean sfl_json_lines_finish (SflJsonLines *self, GError **error);

SflTime sfl_json_lines_get_time (SflJsonLines *self, SflJsonTime time);
void
sfl_json_lines_warn (SflJsonLines *self, const char *at, SflWarningKind kind, const char *message);
void sfl_json_lines_take_meta (SflJsonLines *self);

G_END_DECLS
