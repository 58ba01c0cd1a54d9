/* sfl-vendor-json.c: what speech services return as JSON
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * There are too many to know each: Amazon, Google, Azure, Speechmatics, Deepgram, AssemblyAI,
 * Rev, Vosk, Kaldi.  All list objects with times, texts and speakers somewhere, mostly several
 * such lists: words, sentences, turns.  So everything that looks like such an object is noted
 * with the list it stands in; then the lists are compared, and the best is read: lines with
 * the words in them, or lines and words that are brought together by their times, or words
 * that are put into lines.  Any thread.
 */

#include "config.h"

#include "sfl-vendor-json.h"

#include "sfl-json-kind.h"

#include <glib/gi18n-lib.h>

/* Lists that are told apart; what stands in more of them is not read. */
#define MAX_TRACKS 128

/* A list of words has so many that are single words. */
#define WORDS_PERCENT 80

/* A line of more words is the whole text at once. */
#define MAX_WORDS_IN_LINE 300

/**
 * Track:
 * @parent: index of the list around it
 * @key: its name, as written
 *
 * All lists of one name in one place: "results.items", each "words" of "utterances".
 */
typedef struct {
  guint parent;
  SflSlice key;

  guint n;
  guint n_timed;
  guint n_texts;
  guint n_single;
  guint n_named;
  guint n_within; /* have items of the list of words in them */
  guint64 n_bytes;
} Track;

/**
 * Item:
 * @first: the items from there to this one stand in it
 *
 * A piece, small: a file may hold millions.  Places are offsets into the text.
 */
typedef struct {
  SflTime start;
  SflTime end;
  guint32 at;
  guint32 text;
  guint32 text_length;
  guint32 speaker;
  guint32 speaker_length;
  guint32 first;
  float confidence;
  guint8 track;
  guint8 flags;
  guint8 start_kind;
  guint8 end_kind;
} Item;

/* An object or array that is being read. */
typedef struct {
  SflJsonPiece piece;
  guint track;
  guint target; /* the frame whose piece its members speak of */
  guint first;
  gboolean is_choice; /* an array of which only the first counts */
  gboolean chosen;
} Frame;

typedef struct {
  SflJsonLines *lines;
  SflJson *json;
  const char *text;
  Track tracks[MAX_TRACKS]; /* the first is the outermost, the last what has no place */
  guint n_tracks;
  GArray *items;
  Frame frames[SFL_JSON_MAX_DEPTH + 1];
} Reader;

#define GET_ITEM(self, i) (&g_array_index ((self)->items, Item, i))

static guint
find_track (Reader *self, guint parent, SflSlice key)
{
  guint64 number;

  /* {"0": {…}, "1": {…}} is a list, too. */
  if (sfl_slice_get_number (key, &number))
    return parent;
  for (guint i = 1; i < self->n_tracks; i++)
    if (self->tracks[i].parent == parent && sfl_slice_equal (self->tracks[i].key, key))
      return i;
  if (self->n_tracks == MAX_TRACKS - 1)
    return MAX_TRACKS - 1;
  self->tracks[self->n_tracks] = (Track){ .parent = parent, .key = key };

  return self->n_tracks++;
}

static gboolean
is_track_named (const Track *track, const char *name)
{
  SflJson json = { .key = track->key };

  return sfl_json_is_key (&json, name);
}

/* A service hears several things; the first is the likeliest. */
static gboolean
is_choice (const SflJson *json)
{
  return sfl_json_is_key (json, "alternatives") || sfl_json_is_key (json, "nbest");
}

/* Whoever is named around it. */
static void
inherit_speaker (Reader *self, SflJsonPiece *piece, guint depth)
{
  while (depth-- > 0) {
    const SflJsonPiece *outer = &self->frames[depth].piece;

    if (outer->flags & SFL_JSON_SAYS_SPEAKER) {
      piece->speaker = outer->speaker;
      piece->flags |= outer->flags & (SFL_JSON_SAYS_SPEAKER | SFL_JSON_SPEAKER_NUMBER);
      return;
    }
  }
}

static void
note (Reader *self, const Frame *frame, guint depth)
{
  SflJsonPiece piece = frame->piece;
  Item item = { 0 };

  if (piece.start.kind == SFL_JSON_TIME_NONE && !(piece.flags & SFL_JSON_SAYS_TEXT))
    return;
  /* Speechmatics calls both a word and a speaker "name". */
  if (piece.flags & SFL_JSON_NAME_IS_TEXT &&
      is_track_named (&self->tracks[frame->track], "speakers")) {
    piece.speaker = piece.text;
    piece.flags = (piece.flags & ~SFL_JSON_SAYS_TEXT) | SFL_JSON_SAYS_SPEAKER;
  }
  if (!(piece.flags & SFL_JSON_SAYS_SPEAKER))
    inherit_speaker (self, &piece, depth);

  item.start = piece.start.time;
  item.start_kind = piece.start.kind;
  item.end = piece.end.time;
  item.end_kind = piece.end.kind;
  if (piece.end.kind == SFL_JSON_TIME_NONE && piece.duration.kind > SFL_JSON_TIME_BAD &&
      piece.start.kind > SFL_JSON_TIME_BAD) {
    item.end = MIN (piece.start.time, G_MAXINT64 / 2) + MIN (piece.duration.time, G_MAXINT64 / 2);
    item.end_kind = MIN (piece.start.kind, piece.duration.kind);
  }
  item.at = piece.at - self->text;
  if (piece.flags & SFL_JSON_SAYS_TEXT) {
    item.text = piece.text.start - self->text;
    item.text_length = sfl_slice_get_length (piece.text);
  }
  if (piece.flags & SFL_JSON_SAYS_SPEAKER) {
    item.speaker = piece.speaker.start - self->text;
    item.speaker_length = sfl_slice_get_length (piece.speaker);
  }
  item.first = frame->first;
  item.confidence = piece.confidence;
  item.track = frame->track;
  item.flags = piece.flags;
  g_array_append_val (self->items, item);
}

static SflJsonPiece
get_piece (Reader *self, const Item *item)
{
  SflJsonPiece piece;

  sfl_json_piece_init (&piece, self->text + item->at);
  piece.start = (SflJsonTime){ item->start, item->start_kind };
  piece.end = (SflJsonTime){ item->end, item->end_kind };
  piece.text.start = self->text + item->text;
  piece.text.end = piece.text.start + item->text_length;
  piece.speaker.start = self->text + item->speaker;
  piece.speaker.end = piece.speaker.start + item->speaker_length;
  piece.confidence = item->confidence;
  piece.flags = item->flags;

  return piece;
}

static void
begin_container (Reader *self, SflSlice key, gboolean in_array)
{
  SflJson *json = self->json;
  Frame *outer = &self->frames[json->depth - 1], *frame = &self->frames[json->depth];
  gboolean merges = json->token == SFL_JSON_OBJECT && outer->is_choice;

  sfl_json_piece_init (&frame->piece, json->at);
  frame->track = in_array ? outer->track : find_track (self, outer->track, key);
  frame->target = merges ? outer->target : json->depth;
  frame->first = self->items->len;
  frame->is_choice = json->token == SFL_JSON_ARRAY && is_choice (json);
  frame->chosen = FALSE;
  if (json->token == SFL_JSON_ARRAY && frame->is_choice) {
    frame->target = outer->target;
    frame->track = outer->track;
  }
}

/* Notes every object that says when or what. */
static void
collect (Reader *self)
{
  SflJson *json = self->json;

  sfl_json_piece_init (&self->frames[0].piece, self->text);
  while (sfl_json_next (json) != SFL_JSON_END && json->token != SFL_JSON_BROKEN) {
    guint depth = json->depth;
    Frame *outer = depth > 0 ? &self->frames[depth - 1] : NULL;

    switch (json->token) {
    case SFL_JSON_OBJECT:
    case SFL_JSON_ARRAY:
      if (outer->is_choice && outer->chosen) {
        sfl_json_skip (json);
      } else if (depth > 1 && !sfl_slice_is_empty (json->key) && sfl_json_piece_wants (json)) {
        sfl_json_piece_take (&self->frames[outer->target].piece, json);
      } else {
        begin_container (self, json->key, sfl_slice_is_empty (json->key));
        outer->chosen = TRUE;
      }
      break;
    case SFL_JSON_OBJECT_END:
      if (self->frames[depth + 1].target == depth + 1)
        note (self, &self->frames[depth + 1], depth + 1);
      break;
    case SFL_JSON_STRING:
    case SFL_JSON_NUMBER:
    case SFL_JSON_WORD:
      if (!sfl_slice_is_empty (json->key)) {
        sfl_json_lines_take_meta (self->lines);
        sfl_json_piece_take (&self->frames[self->frames[depth].target].piece, json);
      }
      break;
    case SFL_JSON_ARRAY_END:
    default:
      break;
    }
  }
}

static gboolean
is_single (Reader *self, const Item *item)
{
  SflSlice text = sfl_slice_trim (get_piece (self, item).text);

  return sfl_slice_find (text, ' ') == NULL && sfl_slice_find (text, '\n') == NULL &&
         g_strstr_len (text.start, sfl_slice_get_length (text), "\\n") == NULL;
}

static void
count (Reader *self)
{
  for (guint i = 0; i < self->items->len; i++) {
    const Item *item = GET_ITEM (self, i);
    Track *track = &self->tracks[item->track];

    track->n++;
    track->n_timed += item->start_kind > SFL_JSON_TIME_BAD;
    track->n_named += (item->flags & SFL_JSON_SAYS_SPEAKER) != 0;
    if (item->flags & SFL_JSON_SAYS_TEXT) {
      track->n_texts++;
      track->n_single += is_single (self, item);
      track->n_bytes += item->text_length;
    }
  }
}

static gboolean
is_timed (const Track *track)
{
  return track->n_timed > 0 && track->n_timed * 2 >= track->n;
}

static gboolean
lists_words (const Track *track)
{
  return is_timed (track) && track->n_texts > 0 &&
         track->n_single * 100 >= track->n_texts * WORDS_PERCENT;
}

static const Track *
find_words (Reader *self)
{
  const Track *best = NULL;

  for (guint i = 0; i < self->n_tracks; i++)
    if (lists_words (&self->tracks[i]) && (best == NULL || self->tracks[i].n_timed > best->n_timed))
      best = &self->tracks[i];

  return best;
}

/* Counts, for each list, the items that have words in them. */
static void
count_within (Reader *self, const Track *words)
{
  guint n_words = 0;
  g_autofree guint *before = g_new (guint, self->items->len + 1);

  for (guint i = 0; i < self->items->len; i++) {
    const Item *item = GET_ITEM (self, i);

    before[i] = n_words;
    if (&self->tracks[item->track] == words)
      n_words++;
    else
      self->tracks[item->track].n_within += n_words > before[MIN (item->first, i)];
  }
}

static gboolean
is_better (const Track *a, const Track *b)
{
  if ((a->n_within > 0) != (b->n_within > 0))
    return a->n_within > 0;

  return a->n > b->n;
}

/* Whether its texts are all that was said, with the words in it: a channel, or the outermost. */
static gboolean
is_whole (const Track *track)
{
  return !is_timed (track) && (track->n_texts == 1 || is_track_named (track, "channels"));
}

/* The list of lines: not of words, and of about as much text. */
static const Track *
find_lines (Reader *self, const Track *words)
{
  const Track *best = NULL;

  for (guint i = 0; i < self->n_tracks; i++) {
    const Track *track = &self->tracks[i];

    if (track->n_texts == 0 || lists_words (track) || is_whole (track) ||
        (!is_timed (track) && track->n_within * 2 < track->n))
      continue;
    if (words != NULL && (track->n_bytes < words->n_bytes / 2 ||
                          words->n_timed / track->n_texts > MAX_WORDS_IN_LINE))
      continue;
    if (best == NULL || is_better (track, best))
      best = track;
  }

  return best;
}

/* A list that only says who speaks when, or, as "paragraphs", where words belong together. */
static const Track *
find_ranges (Reader *self, gboolean paragraphs)
{
  const Track *best = NULL;

  for (guint i = 0; i < self->n_tracks; i++) {
    const Track *track = &self->tracks[i];

    if (track->n == 0 || track->n_texts > 0 || track->n_timed < track->n ||
        is_track_named (track, "paragraphs") != paragraphs ||
        (!paragraphs && track->n_named * 2 < track->n))
      continue;
    if (best == NULL || track->n > best->n)
      best = track;
  }

  return best;
}

/* The next item of @track from @i on, or the number of items. */
static guint
find_next (Reader *self, const Track *track, guint i)
{
  while (i < self->items->len && &self->tracks[GET_ITEM (self, i)->track] != track)
    i++;

  return i;
}

static SflTime
get_time (Reader *self, SflTime time, guint8 kind)
{
  return sfl_json_lines_get_time (self->lines, (SflJsonTime){ time, kind });
}

static SflTime
get_middle (Reader *self, const Item *item)
{
  SflTime start = get_time (self, item->start, item->start_kind);
  SflTime end = get_time (self, item->end, item->end_kind);

  return start != SFL_TIME_NONE && end > start ? start + (end - start) / 2 : start;
}

static void
look_at (Reader *self, const Track *track)
{
  if (track == NULL)
    return;
  for (guint i = find_next (self, track, 0); i < self->items->len;
       i = find_next (self, track, i + 1)) {
    SflJsonPiece piece = get_piece (self, GET_ITEM (self, i));

    sfl_json_habits_look (&self->lines->habits, &piece);
  }
}

static void
add_word_to (Reader *self, SflJsonLine *line, const Item *item)
{
  SflJsonPiece word = get_piece (self, item);

  g_array_append_val (line->words, word);
}

/* Lines with the words that stand in them. */
static void
add_nested (Reader *self, const Track *lines, const Track *words)
{
  g_auto (SflJsonLine) line;

  sfl_json_line_init (&line);
  for (guint i = find_next (self, lines, 0); i < self->items->len;
       i = find_next (self, lines, i + 1)) {
    const Item *item = GET_ITEM (self, i);

    sfl_json_line_begin (&line, NULL);
    line.piece = get_piece (self, item);
    if (words != NULL)
      for (guint w = find_next (self, words, item->first); w < i;
           w = find_next (self, words, w + 1))
        add_word_to (self, &line, GET_ITEM (self, w));
    if (item->flags & SFL_JSON_SAYS_TEXT && !sfl_json_lines_add (self->lines, &line))
      return;
  }
}

/* Lines, and beside them a list of words: those before the next line starts. */
static void
add_beside (Reader *self, const Track *lines, const Track *words)
{
  guint w = find_next (self, words, 0);
  guint next;
  g_auto (SflJsonLine) line;

  sfl_json_line_init (&line);
  for (guint i = find_next (self, lines, 0); i < self->items->len; i = next) {
    SflTime until = G_MAXINT64;

    next = find_next (self, lines, i + 1);
    if (next < self->items->len)
      until = get_time (self, GET_ITEM (self, next)->start, GET_ITEM (self, next)->start_kind);
    sfl_json_line_begin (&line, NULL);
    line.piece = get_piece (self, GET_ITEM (self, i));
    for (; w < self->items->len && get_middle (self, GET_ITEM (self, w)) < until;
         w = find_next (self, words, w + 1))
      add_word_to (self, &line, GET_ITEM (self, w));
    if (!sfl_json_lines_add (self->lines, &line))
      return;
  }
}

/* Words, to be put into lines, and beside them perhaps who speaks when. */
static void
add_words (Reader *self, const Track *words, const Track *speakers)
{
  guint range = speakers != NULL ? find_next (self, speakers, 0) : self->items->len;
  gboolean in_range = FALSE;

  for (guint w = find_next (self, words, 0); w < self->items->len;
       w = find_next (self, words, w + 1)) {
    SflJsonPiece word = get_piece (self, GET_ITEM (self, w));
    SflTime time = get_middle (self, GET_ITEM (self, w));

    for (guint next = in_range ? find_next (self, speakers, range + 1) : range;
         next < self->items->len && time != SFL_TIME_NONE &&
         get_time (self, GET_ITEM (self, next)->start, GET_ITEM (self, next)->start_kind) <= time;
         next = find_next (self, speakers, range + 1)) {
      range = next;
      in_range = TRUE;
    }
    if (in_range && !(word.flags & SFL_JSON_SAYS_SPEAKER)) {
      SflJsonPiece who = get_piece (self, GET_ITEM (self, range));

      word.speaker = who.speaker;
      word.flags |= who.flags & (SFL_JSON_SAYS_SPEAKER | SFL_JSON_SPEAKER_NUMBER);
    }
    if (!sfl_json_lines_add_word (self->lines, &word))
      return;
  }
}

/* Nobody wrote down what is said, only who says something. */
static void
add_turns (Reader *self, const Track *speakers)
{
  g_auto (SflJsonLine) line;

  sfl_json_line_init (&line);
  sfl_transcript_builder_warn (self->lines->builder, 0, SFL_WARNING_IGNORED,
                               _ ("This file says who speaks when, but not what is said"));
  for (guint i = find_next (self, speakers, 0); i < self->items->len;
       i = find_next (self, speakers, i + 1)) {
    sfl_json_line_begin (&line, NULL);
    line.piece = get_piece (self, GET_ITEM (self, i));
    line.piece.flags |= SFL_JSON_SAYS_TEXT;
    if (!sfl_json_lines_add (self->lines, &line))
      return;
  }
}

static void
assemble (Reader *self)
{
  const Track *words, *lines, *speakers, *paragraphs;

  count (self);
  words = find_words (self);
  if (words != NULL)
    count_within (self, words);
  lines = find_lines (self, words);
  speakers = find_ranges (self, FALSE);
  paragraphs = find_ranges (self, TRUE);

  look_at (self, words != NULL ? words : lines != NULL ? lines : speakers);
  self->lines->habits.lists_words = TRUE; /* nothing is put together or carried on but here */
  sfl_json_habits_judge (&self->lines->habits, self->lines->options);

  if (lines != NULL && words != NULL && lines->n_within == 0)
    add_beside (self, lines, words);
  else if (lines != NULL)
    add_nested (self, lines, words);
  else if (words != NULL && paragraphs != NULL)
    add_beside (self, paragraphs, words);
  else if (words != NULL)
    add_words (self, words, words->n_named == 0 ? speakers : NULL);
  else if (speakers != NULL)
    add_turns (self, speakers);
}

/* Reads all of it, whatever it is; nothing while its habits are looked for. */
void
sfl_vendor_json_read (SflJsonLines *lines, SflJson *json)
{
  Reader *self;

  if (lines->builder == NULL)
    return;
  self = g_new0 (Reader, 1);
  self->lines = lines;
  self->json = json;
  self->text = json->text;
  self->n_tracks = 1;
  self->items = g_array_new (FALSE, FALSE, sizeof (Item));
  collect (self);
  assemble (self);
  g_array_unref (self->items);
  g_free (self);
}

gboolean
sfl_vendor_json_sniff (const char *text, gsize length)
{
  return sfl_json_kind_guess (text, length) != SFL_JSON_KIND_NONE;
}

gboolean
sfl_vendor_json_parse (SflTranscriptBuilder *builder,
                       const char *text,
                       gsize length,
                       const SflParseOptions *options,
                       GError **error)
{
  return sfl_json_lines_run (builder, sfl_vendor_json_read, text, length, options, error);
}
