/* sfl-json.h: the tokens of a JSON text
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-slice.h"
#include "sfl-time.h"

G_BEGIN_DECLS

/* Objects and arrays inside one another; more of them are an error. */
#define SFL_JSON_MAX_DEPTH 64

/**
 * SflJsonToken:
 * @SFL_JSON_END: nothing follows
 * @SFL_JSON_BROKEN: what follows is no JSON; sfl_json_get_problem() says why
 * @SFL_JSON_OBJECT: an object begins
 * @SFL_JSON_OBJECT_END: and ends
 * @SFL_JSON_ARRAY: an array begins
 * @SFL_JSON_ARRAY_END: and ends
 * @SFL_JSON_STRING: a text
 * @SFL_JSON_NUMBER: a number, or NaN or Infinity
 * @SFL_JSON_WORD: true, false, null
 */
typedef enum {
  SFL_JSON_END,
  SFL_JSON_BROKEN,
  SFL_JSON_OBJECT,
  SFL_JSON_OBJECT_END,
  SFL_JSON_ARRAY,
  SFL_JSON_ARRAY_END,
  SFL_JSON_STRING,
  SFL_JSON_NUMBER,
  SFL_JSON_WORD,
} SflJsonToken;

typedef enum {
  SFL_JSON_FINE,
  SFL_JSON_CUT,     /* the text ends before what it began */
  SFL_JSON_DEEP,    /* more than SFL_JSON_MAX_DEPTH */
  SFL_JSON_GARBAGE, /* anything else */
} SflJsonProblem;

/**
 * SflJson:
 * @token: what was taken last
 * @key: the name it has in its object, as written, without quotes; empty in an array
 * @value: a string as written, without quotes; the digits of a number; a word
 * @at: where the token begins
 * @text: where all of it begins
 * @depth: objects and arrays around the token, counting the one that begins with it
 * @problem: why the text is broken
 *
 * Takes one token after the other, without a tree, an allocation or a recursion.  Texts may
 * follow one another, as in JSON Lines; commas too many or missing do not matter.  Lives on
 * the stack; the text stays where it is.
 */
typedef struct {
  SflJsonToken token;
  SflSlice key;
  SflSlice value;
  const char *at;
  guint depth;
  SflJsonProblem problem;

  const char *text;
  const char *p;
  const char *end;
  guint64 objects;        /* a bit for each depth: 1 in an object, 0 in an array */
  const char *counted_to; /* of the line breaks */
  guint n_lines;
} SflJson;

void sfl_json_init (SflJson *self, const char *text, gsize length);
SflJsonToken sfl_json_next (SflJson *self);
void sfl_json_skip (SflJson *self);
guint sfl_json_get_line (SflJson *self, const char *at);
const char *sfl_json_get_problem (const SflJson *self);

gboolean sfl_json_is_key (const SflJson *self, const char *name);
void sfl_json_append_string (GString *string, SflSlice value);
gboolean sfl_json_get_decimal (SflSlice value, int power, gint64 *number);

G_END_DECLS
