/* sfl-json-lines.h: where the lines and words of a JSON transcript go
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-json-piece.h"
#include "sfl-parse-options.h"
#include "sfl-transcript-builder.h"

G_BEGIN_DECLS

/**
 * SflJsonLine:
 * @piece: what it says of itself
 * @words: SflJsonPiece, in the order of the text
 * @lists_words: even if none
 *
 * One is used for a whole file.
 */
typedef struct {
  SflJsonPiece piece;
  GArray *words;
  gboolean lists_words;
} SflJsonLine;

void sfl_json_line_init (SflJsonLine *self);
void sfl_json_line_clear (SflJsonLine *self);
void sfl_json_line_begin (SflJsonLine *self, const char *at);
void sfl_json_line_take (SflJsonLine *self, SflJson *json);
gboolean sfl_json_line_read (SflJsonLine *self, SflJson *json);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SflJsonLine, sfl_json_line_clear)

/**
 * SflJsonLines:
 * @builder: (nullable): NULL while the beginning of a file is read for its habits
 * @json: the file
 * @is_transcript: what is read can only be one, even without a line
 * @says_seconds: its plain numbers are meant to be seconds
 *
 * Lives on the stack of sfl_json_lines_run(), or of who collects pieces before it adds
 * them.
 */
typedef struct {
  SflTranscriptBuilder *builder;
  SflJson *json;
  const SflParseOptions *options;
  gboolean is_transcript;
  gboolean says_seconds;

  /* habits */
  guint n_lines;
  guint n_words; /* lines of a single word */
  guint n_fractions;
  guint n_whole;
  guint n_named;
  guint n_texts;
  guint n_spaced; /* texts with a space at an end */
  gboolean lists_words;
  gboolean has_outer_words; /* a list of words beside that of lines */
  gboolean repeats_names;
  gsize n_characters;
  double spoken;
  SflTime last;
  SflTime last_start;
  gsize last_characters;
  SflSlice last_name;

  /* what follows from them */
  gint64 divisor;
  gboolean merges;
  gboolean spaces_words;
  gboolean carries_speaker;

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
void sfl_json_lines_look (SflJsonLines *self, const SflJsonPiece *piece);
void sfl_json_lines_judge (SflJsonLines *self);
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
