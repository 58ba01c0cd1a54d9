/* sfl-json-lines.c: where the lines and words of a JSON transcript go
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The beginning of a file is read once for its habits alone; then all of it is read into the
 * builder: lines as they stand, words put into lines.  Any thread.
 */

#include "config.h"

#include "sfl-json-lines.h"

#include "sfl-error.h"
#include "sfl-sentence.h"

#include <glib/gi18n-lib.h>

/* Lines, and bytes, looked at for the habits of a file. */
#define MAX_SAMPLE 2000
#define MAX_SAMPLE_BYTES (1024 * 1024)

/* Where a line of words ends: at a silence, at the end of a sentence once it is no mere
 * interjection, at a comma once it is long, and then anywhere.
 */
#define SILENCE (1500 * SFL_MSECOND)
#define SHORT_LINE SFL_SECOND
#define LONG_LINE (5 * SFL_SECOND)
#define LONGEST_LINE (8 * SFL_SECOND)

/* The same where words have no ends: from start to start. */
#define SILENCE_AND_WORD (3 * SFL_SECOND)

/* Bytes within which a word is looked for in the text of its line. */
#define WORD_WINDOW 256

void
sfl_json_lines_init (SflJsonLines *self, const SflParseOptions *options)
{
  *self = (SflJsonLines){ .options = options, .speaker = -1, .habits.divisor = 1 };
  self->line = g_string_sized_new (1024);
  self->word = g_string_sized_new (64);
  self->last_word = g_string_sized_new (64);
}

void
sfl_json_lines_clear (SflJsonLines *self)
{
  g_string_free (self->line, TRUE);
  g_string_free (self->word, TRUE);
  g_string_free (self->last_word, TRUE);
}

/* @at is a place in the file. */
void
sfl_json_lines_warn (SflJsonLines *self, const char *at, SflWarningKind kind, const char *message)
{
  if (self->builder != NULL)
    sfl_transcript_builder_warn (self->builder, sfl_json_get_line (self->json, at), kind, message);
}

/* SFL_TIME_NONE where nothing says when, or what says it is no time. */
SflTime
sfl_json_lines_get_time (SflJsonLines *self, SflJsonTime time)
{
  SflTime value = time.time;

  if (time.kind == SFL_JSON_TIME_NONE || time.kind == SFL_JSON_TIME_BAD)
    return SFL_TIME_NONE;
  if (time.kind != SFL_JSON_TIME_SURE)
    value /= self->habits.divisor;

  return value <= SFL_TIME_MAX ? value : SFL_TIME_NONE;
}

static SflTime
get_end (SflJsonLines *self, const SflJsonPiece *piece, SflTime start)
{
  SflTime end = sfl_json_lines_get_time (self, piece->end);
  SflTime duration;

  if (end != SFL_TIME_NONE || start == SFL_TIME_NONE)
    return end;
  duration = sfl_json_lines_get_time (self, piece->duration);

  return duration != SFL_TIME_NONE ? start + duration : SFL_TIME_NONE;
}

/* The text of @value as rows: no space at its ends, line feeds alone between them. */
static SflSlice
decode (GString *string, SflSlice value)
{
  char *to;

  g_string_truncate (string, 0);
  sfl_json_append_string (string, value);
  if (memchr (string->str, '\r', string->len) != NULL) {
    to = string->str;
    for (const char *from = string->str; from < string->str + string->len; from++)
      if (*from != '\r')
        *to++ = *from;
      else if (from + 1 == string->str + string->len || from[1] != '\n')
        *to++ = '\n';
    g_string_truncate (string, to - string->str);
  }

  return sfl_slice_trim (sfl_slice_of (string));
}

static int
get_speaker (SflJsonLines *self, const SflJsonPiece *piece)
{
  g_autofree char *numbered = NULL;
  SflSlice name;

  if (!(piece->flags & SFL_JSON_SAYS_SPEAKER))
    return self->habits.carries_speaker ? self->speaker : -1;
  if (self->speaker >= 0 && sfl_slice_equal (piece->speaker, self->speaker_name))
    return self->speaker;

  name = decode (self->word, piece->speaker);
  if (piece->flags & SFL_JSON_SPEAKER_NUMBER) {
    numbered = g_strdup_printf (_ ("Speaker %.*s"), (int) sfl_slice_get_length (name), name.start);
    name = (SflSlice){ numbered, numbered + strlen (numbered) };
  }
  self->speaker_name = piece->speaker;
  self->speaker =
      sfl_transcript_builder_add_speaker (self->builder, name.start, sfl_slice_get_length (name));

  return self->speaker;
}

static gboolean
is_letter_at (const char *start, const char *p, const char *end)
{
  return p > start && p < end && ((guchar) p[-1] >= 0x80 || g_ascii_isalnum (p[-1]));
}

/* Where @word stands in @text, not far behind @from: at once, or where a word begins.  NULL
 * when it does not.
 */
static const char *
find_word (SflSlice text, const char *from, SflSlice word)
{
  gsize length = sfl_slice_get_length (word);
  const char *p = sfl_slice_skip_space (from, text.end);
  const char *end;

  if ((gsize) (text.end - p) < length)
    return NULL;
  if (memcmp (p, word.start, length) == 0)
    return p;
  end = p + MIN ((gsize) (text.end - p) - length + 1, WORD_WINDOW);
  while ((p = memchr (p, *word.start, end - p)) != NULL) {
    if (memcmp (p, word.start, length) == 0 && !is_letter_at (text.start, p, text.end))
      return p;
    p++;
  }

  return NULL;
}

/* Half a character, or what a recogniser says to itself: "[_BEG_]", "[_TT_150]". */
static gboolean
is_no_word (SflSlice word)
{
  return sfl_slice_is_empty (word) || sfl_slice_has_prefix (word, "[_") ||
         sfl_slice_has_prefix (word, "<|");
}

static gboolean
is_ideograph (gunichar c)
{
  return (c >= 0x0e00 && c < 0x0f00) || (c >= 0x1000 && c < 0x10a0) ||
         (c >= 0x1780 && c < 0x1800) || (c >= 0x2e80 && c < 0xac00) ||
         (c >= 0xf900 && c < 0xfb00) || (c >= 0xff00 && c < 0xfff0) || c >= 0x20000;
}

typedef struct {
  gsize offset;
  gsize end;
  SflTime start;
  SflTime stop;
  float confidence;
} PlacedWord;

static void
add_placed_word (SflJsonLines *self, const PlacedWord *word)
{
  if (word->end > word->offset)
    sfl_transcript_builder_add_word (self->builder, word->offset, word->end - word->offset,
                                     word->start, word->stop, word->confidence);
}

/* Gives the words of a line their places in its text.  Recognisers list pieces of words, too:
 * what goes on within a word belongs to it.
 */
static void
add_words (SflJsonLines *self, const SflJsonLine *line, SflSlice text)
{
  PlacedWord placed = { 0 };
  const char *from = text.start;

  for (guint i = 0; i < line->words->len; i++) {
    const SflJsonPiece *piece = &g_array_index (line->words, SflJsonPiece, i);
    SflSlice word = decode (self->word, piece->text);
    SflTime start, end;
    const char *p;

    if (is_no_word (word) || (p = find_word (text, from, word)) == NULL)
      continue;
    start = sfl_json_lines_get_time (self, piece->start);
    end = get_end (self, piece, start);
    from = p + sfl_slice_get_length (word);
    if (placed.end > placed.offset && placed.end == (gsize) (p - text.start) &&
        !is_ideograph (g_utf8_get_char (p))) {
      placed.end = from - text.start;
      placed.stop = end != SFL_TIME_NONE ? end : placed.stop;
      placed.confidence = MIN (placed.confidence, piece->confidence);
      continue;
    }
    add_placed_word (self, &placed);
    placed = (PlacedWord){ p - text.start, from - text.start, start, end, piece->confidence };
  }
  add_placed_word (self, &placed);
}

static gboolean
closes (gunichar c)
{
  return (c > 0 && c < 0x80 && strchr (".,!?;:)]}%", c) != NULL) || c == 0x2026 || c == 0x201d ||
         c == 0x2019 || c == 0xbb || c == 0x3001 || c == 0x3002 || c == 0xff01 || c == 0xff0c ||
         c == 0xff1f;
}

static gboolean
has_space_behind (const GString *string, SflSlice word)
{
  return word.end < string->str + string->len;
}

/* Whether a space belongs between what ends with @before and @word. */
static gboolean
is_parted (SflJsonLines *self, gunichar before, const SflJsonPiece *piece, SflSlice word)
{
  gunichar c = g_utf8_get_char (word.start);

  if (self->habits.spaces_words)
    return self->spaced || word.start > self->word->str;

  return !(piece->flags & SFL_JSON_IS_PUNCTUATION) && !closes (c) &&
         !(is_ideograph (before) && is_ideograph (c));
}

static gunichar
get_last_character (SflSlice text)
{
  const char *p = g_utf8_find_prev_char (text.start, text.end);

  return p != NULL ? g_utf8_get_char (p) : 0;
}

/* A text that is only listed as words. */
static SflSlice
join_words (SflJsonLines *self, const SflJsonLine *line)
{
  gunichar before = 0;

  g_string_truncate (self->line, 0);
  for (guint i = 0; i < line->words->len; i++) {
    const SflJsonPiece *piece = &g_array_index (line->words, SflJsonPiece, i);
    SflSlice word = decode (self->word, piece->text);

    if (is_no_word (word))
      continue;
    if (before != 0 && is_parted (self, before, piece, word))
      g_string_append_c (self->line, ' ');
    g_string_append_len (self->line, word.start, sfl_slice_get_length (word));
    self->spaced = has_space_behind (self->word, word);
    before = get_last_character (word);
  }

  return sfl_slice_trim (sfl_slice_of (self->line));
}

static const SflJsonPiece *
find_named_word (const SflJsonLine *line)
{
  for (guint i = 0; i < line->words->len; i++) {
    const SflJsonPiece *word = &g_array_index (line->words, SflJsonPiece, i);

    if (word->flags & SFL_JSON_SAYS_SPEAKER)
      return word;
  }

  return &line->piece;
}

/* The first time that the words of a line say, or the last end. */
static SflTime
find_word_time (SflJsonLines *self, const SflJsonLine *line, gboolean last)
{
  for (guint n = 0; n < line->words->len; n++) {
    const SflJsonPiece *word =
        &g_array_index (line->words, SflJsonPiece, last ? line->words->len - 1 - n : n);
    SflTime start = sfl_json_lines_get_time (self, word->start);
    SflTime time = last ? get_end (self, word, start) : start;

    if (time != SFL_TIME_NONE)
      return time;
  }

  return SFL_TIME_NONE;
}

static void
look_at_line (SflJsonLines *self, const SflJsonLine *line)
{
  self->habits.lists_words |= line->lists_words;
  if (line->piece.start.kind != SFL_JSON_TIME_NONE || line->words->len == 0)
    sfl_json_habits_look (&self->habits, &line->piece);
  for (guint i = 0; i < line->words->len; i++) {
    const SflJsonPiece *word = &g_array_index (line->words, SflJsonPiece, i);

    if (line->piece.start.kind == SFL_JSON_TIME_NONE)
      sfl_json_habits_look (&self->habits, word);
    else
      sfl_json_habits_look_at_text (&self->habits, word->text);
  }
}

static gboolean
has_bad_time (SflJsonLines *self, const SflJsonPiece *piece)
{
  return piece->start.kind != SFL_JSON_TIME_NONE &&
         sfl_json_lines_get_time (self, piece->start) == SFL_TIME_NONE;
}

static gboolean
is_usable (SflJsonLines *self, const SflJsonPiece *piece, gboolean has_text)
{
  if (has_bad_time (self, piece)) {
    sfl_json_lines_warn (self, piece->at, SFL_WARNING_IGNORED,
                         _ ("A time that cannot be read was ignored, with its text"));
    return FALSE;
  }
  if (!has_text) {
    sfl_json_lines_warn (self, piece->at, SFL_WARNING_IGNORED,
                         _ ("A time without a text was ignored"));
    return FALSE;
  }

  return TRUE;
}

/* Hands a line over.
 *
 * Returns: FALSE when no more lines are wanted
 */
gboolean
sfl_json_lines_add (SflJsonLines *self, const SflJsonLine *line)
{
  const SflJsonPiece *piece = &line->piece;
  gboolean says_text = (piece->flags & SFL_JSON_SAYS_TEXT) != 0;
  SflSlice text;
  SflTime start, end;
  int speaker;

  if (self->builder == NULL) {
    look_at_line (self, line);
    return self->habits.n_lines < MAX_SAMPLE;
  }
  if (!is_usable (self, piece, says_text || line->words->len > 0))
    return TRUE;
  if (self->habits.merges)
    return sfl_json_lines_add_word (self, piece);

  start = sfl_json_lines_get_time (self, piece->start);
  end = get_end (self, piece, start);
  if (start == SFL_TIME_NONE) {
    start = find_word_time (self, line, FALSE);
    end = find_word_time (self, line, TRUE);
  }
  speaker =
      get_speaker (self, piece->flags & SFL_JSON_SAYS_SPEAKER ? piece : find_named_word (line));
  text = says_text ? decode (self->line, piece->text) : join_words (self, line);

  sfl_json_lines_end_line (self);
  if (!sfl_transcript_builder_begin_line (self->builder, start, end, speaker))
    return FALSE;
  self->n_timed += start != SFL_TIME_NONE;
  sfl_transcript_builder_append (self->builder, text.start, sfl_slice_get_length (text));
  add_words (self, line, text);
  sfl_transcript_builder_end_line (self->builder);

  return TRUE;
}

/* Reads the objects of a list into lines, json being at its beginning.
 *
 * Returns: FALSE when no more lines are wanted
 */
gboolean
sfl_json_lines_read_list (SflJsonLines *self)
{
  SflJson *json = self->json;
  guint depth = json->depth;
  g_auto (SflJsonLine) line;
  gboolean more = TRUE;

  sfl_json_line_init (&line);
  while (more && sfl_json_next (json) != SFL_JSON_BROKEN && json->depth >= depth) {
    if (json->token != SFL_JSON_OBJECT)
      sfl_json_skip (json);
    else if (sfl_json_line_read (&line, json))
      more = sfl_json_lines_add (self, &line);
  }

  return more;
}

static gboolean
ends_clause (SflSlice word)
{
  gunichar last = get_last_character (word);

  return last == ',' || last == ';' || last == ':' || last == 0x3001 || last == 0xff0c;
}

/* Whether a sentence ends between the word before and @word. */
static gboolean
begins_sentence (SflJsonLines *self, SflSlice word)
{
  GString *both = self->last_word;
  gsize length = both->len;
  const char *end;

  g_string_append_c (both, ' ');
  g_string_append_len (both, word.start, sfl_slice_get_length (word));
  end = sfl_sentence_find_end (both->str, both->str + both->len);
  g_string_truncate (both, length);

  return end <= both->str + length;
}

static gboolean
begins_line (SflJsonLines *self, SflSlice word, SflTime start, SflTime end, int speaker)
{
  SflTime length;

  if (!self->in_line)
    return TRUE;
  if (speaker != self->line_speaker)
    return TRUE;
  if (start == SFL_TIME_NONE)
    return FALSE;
  if (self->line_start == SFL_TIME_NONE)
    return TRUE;
  if (self->word_end != SFL_TIME_NONE ? start - self->word_end >= SILENCE
                                      : start - self->word_start >= SILENCE_AND_WORD)
    return TRUE;
  if (start < self->line_start)
    return TRUE;

  length = start - self->line_start;

  return (length >= SHORT_LINE && begins_sentence (self, word)) ||
         (self->clause_ended && length >= LONG_LINE) ||
         (end != SFL_TIME_NONE ? end : start) - self->line_start > LONGEST_LINE;
}

/* Hands a word over, to be put into lines with the others.  Marks without a time belong to
 * the word before them.
 *
 * Returns: FALSE when no more are wanted
 */
gboolean
sfl_json_lines_add_word (SflJsonLines *self, const SflJsonPiece *piece)
{
  SflTime start = sfl_json_lines_get_time (self, piece->start);
  SflTime end = get_end (self, piece, start);
  int speaker = get_speaker (self, piece);
  SflSlice word = decode (self->word, piece->text);
  gboolean is_mark = (piece->flags & SFL_JSON_IS_PUNCTUATION) != 0;
  gsize offset = 0;

  if (has_bad_time (self, piece)) {
    is_usable (self, piece, TRUE);
    return TRUE;
  }
  if (is_no_word (word))
    return TRUE;
  if (is_mark && start == SFL_TIME_NONE && self->in_line)
    speaker = self->line_speaker;

  if (!(is_mark && self->in_line) && begins_line (self, word, start, end, speaker)) {
    sfl_json_lines_end_line (self);
    if (!sfl_transcript_builder_begin_line (self->builder, start, SFL_TIME_NONE, speaker))
      return FALSE;
    self->in_line = TRUE;
    self->line_start = start;
    self->line_speaker = speaker;
    self->n_timed += start != SFL_TIME_NONE;
  } else {
    if (is_parted (self, self->last_character, piece, word))
      sfl_transcript_builder_append (self->builder, " ", 1);
    offset = sfl_transcript_builder_get_line_length (self->builder);
  }

  sfl_transcript_builder_append (self->builder, word.start, sfl_slice_get_length (word));
  if (start != SFL_TIME_NONE || !is_mark)
    sfl_transcript_builder_add_word (self->builder, offset, sfl_slice_get_length (word), start, end,
                                     piece->confidence);
  if (start != SFL_TIME_NONE) {
    self->word_start = start;
    self->word_end = end;
  }
  self->last_character = get_last_character (word);
  self->spaced = has_space_behind (self->word, word);
  g_string_truncate (self->last_word, 0);
  g_string_append_len (self->last_word, word.start, sfl_slice_get_length (word));
  self->clause_ended = ends_clause (word);

  return TRUE;
}

/* Ends the line of merged words, if there is one. */
void
sfl_json_lines_end_line (SflJsonLines *self)
{
  if (!self->in_line)
    return;
  if (self->line_start != SFL_TIME_NONE)
    sfl_transcript_builder_set_line_end (self->builder, self->word_end);
  sfl_transcript_builder_end_line (self->builder);
  self->in_line = FALSE;
}

static gboolean
is_language (SflSlice text)
{
  gsize n = 0;

  while (text.start + n < text.end && g_ascii_isalpha (text.start[n]))
    n++;

  return (n == 2 || n == 3) &&
         (text.start + n == text.end || text.start[n] == '-' || text.start[n] == '_');
}

static gboolean
is_date (SflSlice text)
{
  static const char shape[] = "0000-00-00";

  if (sfl_slice_get_length (text) < strlen (shape))
    return FALSE;
  for (gsize i = 0; shape[i] != '\0'; i++)
    if (shape[i] == '0' ? !g_ascii_isdigit (text.start[i]) : text.start[i] != shape[i])
      return FALSE;

  return TRUE;
}

/* Keeps what the member at the token says about the whole file, if it does.  Only those of the
 * outermost object can be meant, but for the language.
 */
void
sfl_json_lines_take_meta (SflJsonLines *self)
{
  static const struct {
    const char *name;
    const char *key;
  } keys[] = {
    { "language", SFL_META_LANGUAGE },   { "languagecode", SFL_META_LANGUAGE },
    { "lang", SFL_META_LANGUAGE },       { "title", SFL_META_TITLE },
    { "programme", SFL_META_PROGRAMME }, { "podcastname", SFL_META_PROGRAMME },
    { "date", SFL_META_DATE },           { "category", SFL_META_CATEGORY },
    { "notes", SFL_META_NOTES },
  };
  SflJson *json = self->json;

  if (self->builder == NULL || json->token != SFL_JSON_STRING)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    gboolean is_tongue = strcmp (keys[i].key, SFL_META_LANGUAGE) == 0;
    SflSlice value;

    if ((json->depth > 1 && !is_tongue) || !sfl_json_is_key (json, keys[i].name))
      continue;
    value = decode (self->word, json->value);
    if (sfl_slice_is_empty (value) || (is_tongue && !is_language (value)) ||
        (strcmp (keys[i].key, SFL_META_DATE) == 0 && !is_date (value)))
      continue;
    if (is_tongue)
      g_strdelimit (self->word->str, "_", '-');
    sfl_transcript_builder_set_meta (self->builder, keys[i].key, value.start,
                                     sfl_slice_get_length (value));
  }
}

/* After the last line: says what was wrong with the file.
 *
 * Returns: FALSE when nothing could be read
 */
gboolean
sfl_json_lines_finish (SflJsonLines *self, GError **error)
{
  SflJson *json = self->json;

  sfl_json_lines_end_line (self);
  if (json->problem != SFL_JSON_FINE) {
    if (self->n_timed == 0) {
      g_set_error (error, SFL_ERROR,
                   json->problem == SFL_JSON_DEEP ? SFL_ERROR_LIMIT : SFL_ERROR_FORMAT,
                   _ ("Line %u: %s"), sfl_json_get_line (json, json->at),
                   sfl_json_get_problem (json));
      return FALSE;
    }
    sfl_json_lines_warn (self, json->at, SFL_WARNING_IGNORED, sfl_json_get_problem (json));
  }
  if (self->n_timed == 0 && !self->is_transcript) {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                         _ ("This is JSON, but holds no text with times"));
    return FALSE;
  }
  if (self->habits.divisor == 100)
    sfl_transcript_builder_warn (self->builder, 0, SFL_WARNING_REPAIRED,
                                 _ ("The times count hundredths of a second"));

  return TRUE;
}

/* Has @reader read @text into @builder, after a look at its beginning. */
gboolean
sfl_json_lines_run (SflTranscriptBuilder *builder,
                    SflJsonReader reader,
                    const char *text,
                    gsize length,
                    const SflParseOptions *options,
                    GError **error)
{
  SflJsonLines self;
  SflJson json;
  gboolean done;

  sfl_json_lines_init (&self, options);
  self.json = &json;

  sfl_json_init (&json, text, MIN (length, MAX_SAMPLE_BYTES));
  reader (&self, &json);
  sfl_json_habits_judge (&self.habits, options);

  sfl_json_init (&json, text, length);
  self.builder = builder;
  reader (&self, &json);
  done = sfl_json_lines_finish (&self, error);
  sfl_json_lines_clear (&self);

  return done;
}
