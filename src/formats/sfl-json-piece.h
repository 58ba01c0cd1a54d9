/* sfl-json-piece.h: what an object says about a moment of speech
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-json.h"

G_BEGIN_DECLS

/**
 * SflJsonTimeKind:
 * @SFL_JSON_TIME_NONE: it does not say
 * @SFL_JSON_TIME_BAD: it says what is no time
 * @SFL_JSON_TIME_WHOLE: a plain number, which may count seconds or milliseconds
 * @SFL_JSON_TIME_FRACTION: the same, with a decimal point
 * @SFL_JSON_TIME_SURE: it says its unit
 */
typedef enum {
  SFL_JSON_TIME_NONE,
  SFL_JSON_TIME_BAD,
  SFL_JSON_TIME_WHOLE,
  SFL_JSON_TIME_FRACTION,
  SFL_JSON_TIME_SURE,
} SflJsonTimeKind;

/**
 * SflJsonTime:
 * @time: a plain number is taken for seconds
 */
typedef struct {
  SflTime time;
  SflJsonTimeKind kind;
} SflJsonTime;

typedef enum {
  SFL_JSON_SAYS_TEXT = 1 << 0,      /* even if it is empty */
  SFL_JSON_SAYS_SPEAKER = 1 << 1,   /* not null, not empty */
  SFL_JSON_SPEAKER_NUMBER = 1 << 2, /* a number instead of a name */
  SFL_JSON_IS_PUNCTUATION = 1 << 3, /* belongs to the word before it */
  SFL_JSON_NAME_IS_TEXT = 1 << 4,   /* only a name: a text or a speaker */
} SflJsonPieceFlags;

/**
 * SflJsonPiece:
 * @at: where its object begins
 * @text: as written
 * @speaker: as written
 * @id: as written, of its last "id"
 * @confidence: 0 to 1, or -1
 *
 * A word, a line or a turn, from the members of one object, whatever their tool calls them.
 */
typedef struct {
  const char *at;
  SflJsonTime start;
  SflJsonTime end;
  SflJsonTime duration;
  SflSlice text;
  SflSlice speaker;
  SflSlice id;
  float confidence;
  guint8 flags;
  guint8 start_rank;
  guint8 end_rank;
  guint8 text_rank;
  guint8 speaker_rank;
} SflJsonPiece;

void sfl_json_piece_init (SflJsonPiece *self, const char *at);
gboolean sfl_json_piece_wants (const SflJson *json);
void sfl_json_piece_take (SflJsonPiece *self, SflJson *json);
gboolean sfl_json_piece_read (SflJsonPiece *self, SflJson *json);

G_END_DECLS
