/* sfl-json-kind.c: whose JSON a text is
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The first object of the first list that has times tells, mostly within a few hundred bytes;
 * what stands before it is stepped over.  A text that is cut there is still recognised by
 * the names that were seen.  Any thread.
 */

#include "config.h"

#include "sfl-json-kind.h"

#include "sfl-json.h"

/* Tokens looked at. */
#define MAX_TOKENS 10000

/* What the first objects of a list have. */
typedef enum {
  HAS_START = 1 << 0,
  HAS_START_TIME = 1 << 1,
  HAS_END = 1 << 2,
  HAS_TEXT = 1 << 3,
  HAS_BODY = 1 << 4,
  HAS_TITLE = 1 << 5,
  HAS_CLOCK = 1 << 6, /* a start like "00:00:12.345" */
  HAS_START_MS = 1 << 7,
  HAS_VOICE = 1 << 8,
  HAS_OFFSETS = 1 << 9,
  HAS_TIMESTAMP = 1 << 10,
  HAS_EVENT = 1 << 11,
  HAS_BEGIN = 1 << 12,
  HAS_CONTENT = 1 << 13,
  HAS_WORDS = 1 << 14,
} Has;

static Has
look_at_member (const SflJson *json)
{
  static const struct {
    const char *name;
    Has has;
  } names[] = {
    { "start", HAS_START },
    { "starttime", HAS_START_TIME },
    { "end", HAS_END },
    { "text", HAS_TEXT },
    { "body", HAS_BODY },
    { "title", HAS_TITLE },
    { "startms", HAS_START_MS },
    { "voice", HAS_VOICE },
    { "offsets", HAS_OFFSETS },
    { "timestamps", HAS_OFFSETS },
    { "timestamp", HAS_TIMESTAMP },
    { "tstartms", HAS_EVENT },
    { "begin", HAS_BEGIN },
    { "content", HAS_CONTENT },
    { "words", HAS_WORDS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (sfl_json_is_key (json, names[i].name))
      return names[i].has == HAS_START && json->token == SFL_JSON_STRING &&
                     sfl_slice_find (json->value, ':') != NULL
                 ? HAS_START | HAS_CLOCK
                 : names[i].has;

  return 0;
}

/* Reads the object that has just begun, as far as it goes. */
static Has
look_at_object (SflJson *json)
{
  guint depth = json->depth;
  Has has = 0;

  while (sfl_json_next (json) != SFL_JSON_BROKEN && json->depth >= depth) {
    if (json->token != SFL_JSON_OBJECT_END)
      has |= look_at_member (json);
    sfl_json_skip (json);
  }
  if (json->problem == SFL_JSON_CUT && !sfl_slice_is_empty (json->key))
    has |= look_at_member (json);

  return has;
}

static SflJsonKind
judge_array (Has has)
{
  if (has & HAS_START_TIME && has & HAS_BODY)
    return SFL_JSON_KIND_PODCAST;
  if (has & (HAS_START | HAS_START_TIME) && has & HAS_TITLE && !(has & (HAS_TEXT | HAS_BODY)))
    return SFL_JSON_KIND_CHAPTERS;
  if (has & HAS_TEXT && has & (HAS_START_MS | HAS_VOICE | HAS_CLOCK))
    return SFL_JSON_KIND_PODLOVE;
  if (has & HAS_START && has & HAS_END && has & HAS_TEXT && !(has & HAS_CONTENT))
    return SFL_JSON_KIND_WHISPER;

  return SFL_JSON_KIND_OTHER;
}

static SflJsonKind
judge_list (const SflJson *json, SflSlice name, Has has, gboolean seen_vtt)
{
  SflJson named = { .key = name };

  if (sfl_json_is_key (&named, "segments")) {
    if (has & HAS_START_TIME && has & HAS_BODY)
      return SFL_JSON_KIND_PODCAST;
    if (has & HAS_START && has & HAS_END && has & (HAS_TEXT | HAS_WORDS))
      return seen_vtt ? SFL_JSON_KIND_PODCAST : SFL_JSON_KIND_WHISPER;
    /* Cut within its first words. */
    if (json->problem == SFL_JSON_CUT && has & HAS_START_TIME)
      return SFL_JSON_KIND_PODCAST;
    if (json->problem == SFL_JSON_CUT && has & (HAS_START | HAS_TEXT))
      return SFL_JSON_KIND_WHISPER;
  }
  if (sfl_json_is_key (&named, "transcription") && has & (HAS_OFFSETS | HAS_TEXT))
    return SFL_JSON_KIND_WHISPER;
  if (sfl_json_is_key (&named, "chunks") && has & HAS_TIMESTAMP)
    return SFL_JSON_KIND_WHISPER;
  if (sfl_json_is_key (&named, "transcripts") && has & HAS_START && has & HAS_TEXT)
    return SFL_JSON_KIND_PODLOVE;
  if (sfl_json_is_key (&named, "events") && has & HAS_EVENT)
    return SFL_JSON_KIND_YOUTUBE;
  if ((sfl_json_is_key (&named, "fragments") || sfl_json_is_key (&named, "smildata")) &&
      has & HAS_BEGIN)
    return SFL_JSON_KIND_AENEAS;

  return SFL_JSON_KIND_NONE;
}

/* Whether it begins as only JSON does: "[{" or "{", and a name. */
static gboolean
begins_json (const char *text, gsize length)
{
  SflSlice slice = sfl_slice_trim_invisible ((SflSlice){ text, text + MIN (length, 4096) });
  SflJson json;

  if (sfl_slice_is_empty (slice) || (*slice.start != '{' && *slice.start != '['))
    return FALSE;
  sfl_json_init (&json, slice.start, text + length - slice.start);
  if (sfl_json_next (&json) == SFL_JSON_ARRAY)
    sfl_json_next (&json);
  if (json.token != SFL_JSON_OBJECT)
    return FALSE;
  sfl_json_next (&json);

  return json.problem == SFL_JSON_CUT ||
         (json.problem == SFL_JSON_FINE &&
          (!sfl_slice_is_empty (json.key) || json.token == SFL_JSON_OBJECT_END));
}

/**
 * sfl_json_kind_guess:
 * @text: the beginning of a file is enough
 */
SflJsonKind
sfl_json_kind_guess (const char *text, gsize length)
{
  gboolean seen_vtt = FALSE, seen_chapters = FALSE, seen_text = FALSE, seen_empty = FALSE;
  SflJsonKind kind = SFL_JSON_KIND_NONE;
  SflJson json;

  if (!begins_json (text, length))
    return SFL_JSON_KIND_NONE;

  sfl_json_init (&json, text, length);
  if (sfl_json_next (&json) == SFL_JSON_ARRAY && sfl_json_next (&json) == SFL_JSON_OBJECT)
    return judge_array (look_at_object (&json));

  for (guint n = 0; n < MAX_TOKENS && kind == SFL_JSON_KIND_NONE; n++) {
    SflSlice name;

    sfl_json_next (&json);
    if (json.depth == 1) {
      seen_vtt |= sfl_json_is_key (&json, "vtt");
      /* All of the text at once, without markup: only Whisper's begins with that. */
      seen_text |= n == 0 && sfl_json_is_key (&json, "text") && json.at + 1 < text + length &&
                   json.at[0] == '"' && json.at[1] != '<';
      if (sfl_json_is_key (&json, "wiremagic"))
        return SFL_JSON_KIND_YOUTUBE;
    }
    if (json.token == SFL_JSON_END || json.token == SFL_JSON_BROKEN)
      break;
    if (json.token != SFL_JSON_ARRAY)
      continue;
    name = json.key;
    if (sfl_json_is_key (&json, "chapters")) {
      guint depth = json.depth;

      if (sfl_json_next (&json) == SFL_JSON_OBJECT) {
        Has has = look_at_object (&json);

        seen_chapters |= has & HAS_START_TIME && has & HAS_TITLE;
      }
      while (json.depth >= depth && json.token != SFL_JSON_BROKEN)
        sfl_json_next (&json);
    } else if (sfl_json_next (&json) == SFL_JSON_OBJECT) {
      kind = judge_list (&json, name, look_at_object (&json), seen_vtt);
    } else if (json.token == SFL_JSON_ARRAY_END) {
      SflJson named = { .key = name };

      seen_empty |= json.depth == 1 && sfl_json_is_key (&named, "segments");
    }
  }

  if (kind != SFL_JSON_KIND_NONE)
    return kind;
  if (seen_chapters)
    return SFL_JSON_KIND_CHAPTERS;
  if (seen_text && (seen_empty || json.problem == SFL_JSON_CUT))
    return SFL_JSON_KIND_WHISPER;
  if (seen_empty)
    return SFL_JSON_KIND_PODCAST;

  return SFL_JSON_KIND_OTHER;
}
