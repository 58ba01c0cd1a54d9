/* sfl-json-piece.c: what an object says about a moment of speech
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Every tool has its own names for when, who and what; a table of them is all that sets
 * their files apart.  Where an object says something twice, the higher rank wins: "voice"
 * has the name of the "speaker" that is a number beside it.  Any thread.
 */

#include "config.h"

#include "sfl-json-piece.h"

#include <string.h>

/* More letters than any name below. */
#define MAX_NAME 24

#define N_BUCKETS 256

typedef enum {
  FIELD_NONE,
  FIELD_START,
  FIELD_END,
  FIELD_DURATION,
  FIELD_SPAN, /* both ends at once */
  FIELD_TEXT,
  FIELD_NAME,
  FIELD_SPEAKER,
  FIELD_CONFIDENCE,
  FIELD_CONFIDENCE_BYTE, /* 0 to 255 */
  FIELD_TYPE,
  FIELD_ATTACHES,
  FIELD_ID,
} Field;

/* The unit of a number: it says so, or anything. */
#define SECONDS 9
#define MILLISECONDS 6
#define TICKS 2 /* of 100 ns */
#define ANY 0

static const struct {
  const char *name;
  Field field;
  guint8 rank;
  guint8 power;
} fields[] = {
  { "start", FIELD_START, 5, ANY },
  { "starttime", FIELD_START, 5, ANY },
  { "startsec", FIELD_START, 5, SECONDS },
  { "startoffset", FIELD_START, 5, ANY },
  { "begin", FIELD_START, 5, ANY },
  { "begintime", FIELD_START, 5, ANY },
  { "from", FIELD_START, 5, ANY },
  { "ts", FIELD_START, 4, ANY },
  { "startms", FIELD_START, 3, MILLISECONDS },
  { "starttimems", FIELD_START, 3, MILLISECONDS },
  { "tstartms", FIELD_START, 3, MILLISECONDS },
  { "toffsetms", FIELD_START, 3, MILLISECONDS },
  { "offsetinticks", FIELD_START, 4, TICKS },
  { "offsetmilliseconds", FIELD_START, 4, MILLISECONDS },
  { "time", FIELD_START, 2, ANY },
  { "offset", FIELD_START, 1, ANY },
  { "end", FIELD_END, 5, ANY },
  { "endtime", FIELD_END, 5, ANY },
  { "endsec", FIELD_END, 5, SECONDS },
  { "endoffset", FIELD_END, 5, ANY },
  { "stop", FIELD_END, 5, ANY },
  { "to", FIELD_END, 5, ANY },
  { "endts", FIELD_END, 4, ANY },
  { "endms", FIELD_END, 3, MILLISECONDS },
  { "endtimems", FIELD_END, 3, MILLISECONDS },
  { "duration", FIELD_DURATION, 1, ANY },
  { "dur", FIELD_DURATION, 1, ANY },
  { "ddurationms", FIELD_DURATION, 2, MILLISECONDS },
  { "durationms", FIELD_DURATION, 2, MILLISECONDS },
  { "durationmilliseconds", FIELD_DURATION, 2, MILLISECONDS },
  { "durationinticks", FIELD_DURATION, 3, TICKS },
  { "timestamp", FIELD_SPAN, 5, ANY },
  { "timestamps", FIELD_SPAN, 3, ANY },
  { "offsets", FIELD_SPAN, 4, MILLISECONDS },
  { "punctuatedword", FIELD_TEXT, 6, 0 },
  { "punct", FIELD_TEXT, 6, 0 },
  { "text", FIELD_TEXT, 5, 0 },
  { "body", FIELD_TEXT, 5, 0 },
  { "utf8", FIELD_TEXT, 5, 0 },
  { "display", FIELD_TEXT, 5, 0 },
  { "displaytext", FIELD_TEXT, 5, 0 },
  { "word", FIELD_TEXT, 4, 0 },
  { "transcript", FIELD_TEXT, 4, 0 },
  { "content", FIELD_TEXT, 4, 0 },
  { "sentence", FIELD_TEXT, 4, 0 },
  { "caption", FIELD_TEXT, 4, 0 },
  { "value", FIELD_TEXT, 3, 0 },
  { "name", FIELD_NAME, 1, 0 },
  { "voice", FIELD_SPEAKER, 5, 0 },
  { "speakername", FIELD_SPEAKER, 5, 0 },
  { "speaker", FIELD_SPEAKER, 4, 0 },
  { "speakerlabel", FIELD_SPEAKER, 4, 0 },
  { "speakerid", FIELD_SPEAKER, 3, 0 },
  { "speakertag", FIELD_SPEAKER, 3, 0 },
  { "confidence", FIELD_CONFIDENCE, 0, 0 },
  { "score", FIELD_CONFIDENCE, 0, 0 },
  { "probability", FIELD_CONFIDENCE, 0, 0 },
  { "prob", FIELD_CONFIDENCE, 0, 0 },
  { "conf", FIELD_CONFIDENCE, 0, 0 },
  { "p", FIELD_CONFIDENCE, 0, 0 },
  { "acasrconf", FIELD_CONFIDENCE_BYTE, 0, 0 },
  { "type", FIELD_TYPE, 0, 0 },
  { "attachesto", FIELD_ATTACHES, 0, 0 },
  { "id", FIELD_ID, 0, 0 },
};

static guint
hash_name (const char *name, gsize length)
{
  guint hash = 5381;

  for (gsize i = 0; i < length; i++)
    hash = hash * 33 + (guchar) name[i];

  return hash % N_BUCKETS;
}

/* Index + 1 into the fields for each hash; one that is taken goes on to the next free. */
static const guint8 *
get_buckets (void)
{
  static guint8 buckets[N_BUCKETS];
  static gsize done;

  if (g_once_init_enter (&done)) {
    for (gsize i = 0; i < G_N_ELEMENTS (fields); i++) {
      guint hash = hash_name (fields[i].name, strlen (fields[i].name));

      while (buckets[hash] != 0)
        hash = (hash + 1) % N_BUCKETS;
      buckets[hash] = i + 1;
    }
    g_once_init_leave (&done, 1);
  }

  return buckets;
}

/* The field that the token's name stands for, or -1; as sfl_json_is_key() compares them. */
static int
find_field (const SflJson *json)
{
  const guint8 *buckets = get_buckets ();
  char name[MAX_NAME];
  gsize length = 0;
  guint hash;

  for (const char *p = json->key.start; p < json->key.end; p++) {
    if (*p == '_' || *p == '-' || *p == '@')
      continue;
    if (length == MAX_NAME)
      return -1;
    name[length++] = g_ascii_tolower (*p);
  }

  for (hash = hash_name (name, length); buckets[hash] != 0; hash = (hash + 1) % N_BUCKETS) {
    const char *other = fields[buckets[hash] - 1].name;

    if (strncmp (other, name, length) == 0 && other[length] == '\0')
      return buckets[hash] - 1;
  }

  return -1;
}

static SflJsonTime
make_time (SflTime time, SflJsonTimeKind kind)
{
  return time < 0 ? (SflJsonTime){ 0, SFL_JSON_TIME_BAD } : (SflJsonTime){ time, kind };
}

/* Hours, minutes and seconds parted by colons, the last with a fraction; each of any number
 * of digits.
 */
static SflJsonTime
read_clock (SflSlice text)
{
  SflTime time = 0, part;
  const char *colon;

  for (int i = 0; i < 3 && (colon = sfl_slice_find (text, ':')) != NULL; i++) {
    guint64 number;

    if (!sfl_slice_get_number ((SflSlice){ text.start, colon }, &number) || number > G_MAXINT32)
      return make_time (-1, 0);
    time = (time + (SflTime) number) * 60;
    text.start = colon + 1;
  }
  for (const char *p = text.start; p < text.end; p++) {
    if (*p == ',') { /* as in SubRip */
      gint64 whole, fraction;
      int digits = text.end - p - 1;

      if (digits > 9 || !sfl_json_get_decimal ((SflSlice){ text.start, p }, 9, &whole) ||
          !sfl_json_get_decimal ((SflSlice){ p + 1, text.end }, 9 - digits, &fraction) ||
          whole < 0 || whole > SFL_TIME_MAX || fraction < 0 || fraction >= SFL_SECOND ||
          time > SFL_TIME_MAX / SFL_SECOND)
        return make_time (-1, 0);
      return make_time (time * SFL_SECOND + whole + fraction, SFL_JSON_TIME_SURE);
    }
  }
  if (!sfl_json_get_decimal (text, 9, &part) || part < 0 || part > SFL_TIME_MAX ||
      time > SFL_TIME_MAX / SFL_SECOND)
    return make_time (-1, 0);

  return make_time (time * SFL_SECOND + part, SFL_JSON_TIME_SURE);
}

/* PT1H2M3.4S, as ISO 8601 writes a duration. */
static SflJsonTime
read_iso_duration (SflSlice text)
{
  SflTime time = 0, part;
  const char *p = text.start + 2, *start = p;

  for (; p < text.end; p++) {
    SflTime unit = *p == 'H' ? 3600 : *p == 'M' ? 60 : *p == 'S' ? 1 : 0;

    if (unit == 0)
      continue;
    if (!sfl_json_get_decimal ((SflSlice){ start, p }, 9, &part) || part < 0 ||
        part > SFL_TIME_MAX / unit)
      return make_time (-1, 0);
    time += part * unit;
    start = p + 1;
    if (time > SFL_TIME_MAX)
      break;
  }

  return make_time (start == text.end ? time : -1, SFL_JSON_TIME_SURE);
}

static SflJsonTime
read_number (SflSlice text, int power)
{
  SflJsonTimeKind kind = SFL_JSON_TIME_WHOLE;
  gint64 time;

  if (!sfl_json_get_decimal (text, power != ANY ? power : SECONDS, &time))
    return make_time (-1, 0);
  if (power != ANY)
    kind = SFL_JSON_TIME_SURE;
  else if (sfl_slice_find (text, '.') != NULL || sfl_slice_find (text, 'e') != NULL)
    kind = SFL_JSON_TIME_FRACTION;

  return make_time (time, kind);
}

static SflJsonTime
read_time_text (SflSlice text, int power)
{
  text = sfl_slice_trim (text);
  if (sfl_slice_is_empty (text))
    return (SflJsonTime){ 0, SFL_JSON_TIME_NONE };
  if (sfl_slice_find (text, ':') != NULL)
    return read_clock (text);
  if (sfl_slice_has_prefix (text, "PT"))
    return read_iso_duration (text);
  if (sfl_slice_has_suffix (text, "ms"))
    return read_number ((SflSlice){ text.start, text.end - 2 }, MILLISECONDS);
  if (sfl_slice_has_suffix (text, "s"))
    return read_number ((SflSlice){ text.start, text.end - 1 }, SECONDS);

  return read_number (text, power);
}

/* {"seconds": "12", "nanos": 900000000}, json being at its beginning. */
static SflJsonTime
read_time_object (SflJson *json)
{
  guint depth = json->depth;
  gint64 seconds = 0, nanos = 0;
  gboolean good = TRUE, other = FALSE;

  while (sfl_json_next (json) != SFL_JSON_BROKEN && json->depth >= depth) {
    if (json->token != SFL_JSON_STRING && json->token != SFL_JSON_NUMBER)
      sfl_json_skip (json);
    else if (sfl_json_is_key (json, "seconds"))
      good = sfl_json_get_decimal (json->value, 9, &seconds) && good;
    else if (sfl_json_is_key (json, "nanos"))
      good = sfl_json_get_decimal (json->value, 0, &nanos) && good;
    else
      other = TRUE;
  }
  if (other && seconds == 0 && nanos == 0)
    return (SflJsonTime){ 0, SFL_JSON_TIME_NONE };
  if (!good || seconds < 0 || nanos < 0 || nanos >= SFL_SECOND)
    return make_time (-1, 0);

  return make_time (MIN (seconds, G_MAXINT64 - SFL_SECOND) + nanos, SFL_JSON_TIME_SURE);
}

static SflJsonTime
read_time (SflJson *json, int power)
{
  switch (json->token) {
  case SFL_JSON_NUMBER:
    return read_number (json->value, power);
  case SFL_JSON_STRING:
    return read_time_text (json->value, power);
  case SFL_JSON_OBJECT:
    return read_time_object (json);
  default:
    sfl_json_skip (json);
    return (SflJsonTime){ 0, SFL_JSON_TIME_NONE };
  }
}

static void
set_time (SflJsonTime *time, guint8 *rank, SflJsonTime value, guint8 value_rank)
{
  if (value.kind == SFL_JSON_TIME_NONE || value_rank < *rank)
    return;
  *time = value;
  *rank = value_rank;
}

/* {"from": 0, "to": 3319} or [0.0, 3.3], json being at its beginning. */
static void
take_span (SflJsonPiece *self, SflJson *json, guint8 rank, int power)
{
  gboolean list = json->token == SFL_JSON_ARRAY;
  guint depth = json->depth;

  if (json->token != SFL_JSON_OBJECT && !list) {
    set_time (&self->start, &self->start_rank, read_time (json, power), rank);
    return;
  }
  for (int i = 0; sfl_json_next (json) != SFL_JSON_BROKEN && json->depth >= depth; i++) {
    int field = list ? -1 : find_field (json);

    if (list ? i == 0 : field >= 0 && fields[field].field == FIELD_START)
      set_time (&self->start, &self->start_rank, read_time (json, power), rank);
    else if (list ? i == 1 : field >= 0 && fields[field].field == FIELD_END)
      set_time (&self->end, &self->end_rank, read_time (json, power), rank);
    else
      sfl_json_skip (json);
  }
}

static void
set_text (SflJsonPiece *self, SflJson *json, guint8 rank)
{
  if (json->token != SFL_JSON_STRING || rank < self->text_rank)
    return;
  self->text = json->value;
  self->text_rank = rank;
  self->flags = (self->flags & ~SFL_JSON_NAME_IS_TEXT) | SFL_JSON_SAYS_TEXT;
}

static void
set_speaker (SflJsonPiece *self, SflJson *json, guint8 rank)
{
  if ((json->token != SFL_JSON_STRING && json->token != SFL_JSON_NUMBER) ||
      rank < self->speaker_rank || sfl_slice_is_empty (sfl_slice_trim (json->value)))
    return;
  self->speaker = sfl_slice_trim (json->value);
  self->speaker_rank = rank;
  self->flags |= SFL_JSON_SAYS_SPEAKER;
  if (json->token == SFL_JSON_NUMBER)
    self->flags |= SFL_JSON_SPEAKER_NUMBER;
  else
    self->flags &= ~SFL_JSON_SPEAKER_NUMBER;
}

/* {"@id": "S0", "gender": "F"}, json being at its beginning. */
static void
take_speaker_object (SflJsonPiece *self, SflJson *json, guint8 rank)
{
  guint depth = json->depth;

  while (sfl_json_next (json) != SFL_JSON_BROKEN && json->depth >= depth) {
    if (sfl_json_is_key (json, "name") || sfl_json_is_key (json, "label"))
      set_speaker (self, json, rank + 1);
    else if (sfl_json_is_key (json, "id"))
      set_speaker (self, json, rank);
    sfl_json_skip (json);
  }
}

static float
read_confidence (SflJson *json, float most)
{
  gint64 millionths;

  if ((json->token != SFL_JSON_NUMBER && json->token != SFL_JSON_STRING) ||
      !sfl_json_get_decimal (json->value, 6, &millionths))
    return -1;

  return CLAMP (millionths / 1e6 / most, 0, 1);
}

void
sfl_json_piece_init (SflJsonPiece *self, const char *at)
{
  memset (self, 0, sizeof *self);
  self->at = at;
  self->confidence = -1;
}

/* Whether the object or array at the token is a part of the piece, and not one of its own. */
gboolean
sfl_json_piece_wants (const SflJson *json)
{
  int i = find_field (json);

  switch (i >= 0 ? fields[i].field : FIELD_NONE) {
  case FIELD_START:
  case FIELD_END:
  case FIELD_DURATION:
  case FIELD_SPEAKER:
    return json->token == SFL_JSON_OBJECT;
  case FIELD_SPAN:
    return TRUE;
  default:
    return FALSE;
  }
}

/* Takes what the member at the token says.  An object or array is read to its end. */
void
sfl_json_piece_take (SflJsonPiece *self, SflJson *json)
{
  int i = find_field (json);
  guint8 rank = i >= 0 ? fields[i].rank : 0;
  guint8 none = 0;

  switch (i >= 0 ? fields[i].field : FIELD_NONE) {
  case FIELD_START:
    set_time (&self->start, &self->start_rank, read_time (json, fields[i].power), rank);
    break;
  case FIELD_END:
    set_time (&self->end, &self->end_rank, read_time (json, fields[i].power), rank);
    break;
  case FIELD_DURATION:
    set_time (&self->duration, &none, read_time (json, fields[i].power), rank);
    break;
  case FIELD_SPAN:
    take_span (self, json, rank, fields[i].power);
    break;
  case FIELD_TEXT:
    set_text (self, json, rank);
    sfl_json_skip (json);
    break;
  case FIELD_NAME:
    if (json->token == SFL_JSON_STRING && self->text_rank <= rank) {
      set_text (self, json, rank);
      self->flags |= SFL_JSON_NAME_IS_TEXT;
    }
    sfl_json_skip (json);
    break;
  case FIELD_SPEAKER:
    if (json->token == SFL_JSON_OBJECT)
      take_speaker_object (self, json, rank);
    else
      set_speaker (self, json, rank);
    sfl_json_skip (json);
    break;
  case FIELD_CONFIDENCE:
    self->confidence = read_confidence (json, 1);
    sfl_json_skip (json);
    break;
  case FIELD_CONFIDENCE_BYTE:
    self->confidence = read_confidence (json, 255);
    sfl_json_skip (json);
    break;
  case FIELD_TYPE:
    if (json->token == SFL_JSON_STRING && sfl_slice_has_prefix (json->value, "punc"))
      self->flags |= SFL_JSON_IS_PUNCTUATION;
    sfl_json_skip (json);
    break;
  case FIELD_ATTACHES:
    if (json->token == SFL_JSON_STRING && sfl_slice_is_word (json->value, "previous"))
      self->flags |= SFL_JSON_IS_PUNCTUATION;
    sfl_json_skip (json);
    break;
  case FIELD_ID:
    if (json->token == SFL_JSON_STRING)
      self->id = json->value;
    sfl_json_skip (json);
    break;
  case FIELD_NONE:
  default:
    sfl_json_skip (json);
    break;
  }
}

/* Reads a whole object, json being at its beginning.  FALSE when the text breaks off in it. */
gboolean
sfl_json_piece_read (SflJsonPiece *self, SflJson *json)
{
  guint depth = json->depth;

  sfl_json_piece_init (self, json->at);
  while (sfl_json_next (json) != SFL_JSON_BROKEN && json->depth >= depth)
    sfl_json_piece_take (self, json);

  return json->token != SFL_JSON_BROKEN;
}
