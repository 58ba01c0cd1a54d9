/* sfl-textgrid.c: TextGrids of Praat
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Both the long and the short form are a stream of numbers and quoted strings; all else
 * is decoration.  What the file says of its own size is not needed.  A tier is a
 * speaker, or a level at which the same speech is cut: words give a line its word times,
 * phones mean nothing to a reader.  Any thread.
 */

#include "config.h"

#include "sfl-textgrid.h"

#include "sfl-error.h"
#include "sfl-slice.h"
#include "sfl-timestamp.h"

#include <glib/gi18n-lib.h>

/* Words alone make lines of about this many bytes, or up to a pause as long. */
#define LINE_BYTES 90
#define MAX_GAP (700 * SFL_MSECOND)

/* How far on in its line a word is looked for. */
#define MAX_LOOK_AHEAD 256

/* More tiers are ignored; real files have a few for each speaker. */
#define MAX_TIERS 1000

/* Times of two levels may differ by rounding. */
#define ROUNDING SFL_MSECOND

typedef enum {
  TOKEN_END,
  TOKEN_NUMBER,
  TOKEN_STRING,
} TokenKind;

/**
 * Token:
 * @time: of a number
 * @string: without its quotes; those inside are doubled
 */
typedef struct {
  TokenKind kind;
  SflTime time;
  SflSlice string;
} Token;

typedef struct {
  SflTime start;
  SflTime end; /* SFL_TIME_NONE of a point */
  SflSlice label;
} Label;

typedef enum {
  LEVEL_LINES,
  LEVEL_WORDS,
  LEVEL_OTHER, /* phones, syllables, tones, translations */
} Level;

/**
 * Tier:
 * @first: of its labels
 * @n: of them
 * @name: several may have the same
 * @speaker: empty where the name only says the level
 * @has_speaker: the name says both
 */
typedef struct {
  guint first;
  guint n;
  Level level;
  SflSlice name;
  SflSlice speaker;
  gboolean has_speaker;
} Tier;

typedef struct {
  SflTranscriptBuilder *builder;
  const char *p;
  const char *end;
  guint number;
  gboolean cut; /* in the middle of a label */

  GArray *labels;
  GArray *tiers;
  GString *line; /* being put together */
  gboolean more;
} Reader;

static void
skip_blank (Reader *self)
{
  while (self->p < self->end) {
    if (*self->p == '!') {
      while (self->p < self->end && *self->p != '\n' && *self->p != '\r')
        self->p++;
    } else if (g_ascii_isspace (*self->p)) {
      self->number += *self->p == '\n' ||
                      (*self->p == '\r' && (self->p + 1 == self->end || self->p[1] != '\n'));
      self->p++;
    } else {
      break;
    }
  }
}

static gboolean
read_string (Reader *self, Token *token)
{
  const char *start = self->p + 1, *quote = start;

  while ((quote = memchr (quote, '"', self->end - quote)) != NULL) {
    if (quote + 1 == self->end || quote[1] != '"')
      break;
    quote += 2;
  }
  if (quote == NULL)
    return FALSE;
  for (const char *p = start; (p = memchr (p, '\n', quote - p)) != NULL; p++)
    self->number++;
  *token = (Token){ .kind = TOKEN_STRING, .string = { start, quote } };
  self->p = quote + 1;

  return TRUE;
}

/* A number counts only when it stands free: that of "intervals [1]:" does not. */
static gboolean
read_word (Reader *self, Token *token)
{
  const char *p = self->p, *word = p;
  gboolean minus;

  while (p < self->end && !g_ascii_isspace (*p) && *p != '"') {
    if (*p++ == '=')
      word = p;
  }
  self->p = p;
  minus = sfl_slice_take (&word, p, "-");
  if (!sfl_timestamp_take_number (&word, p, SFL_SECOND, &token->time) || word != p)
    return FALSE;
  token->kind = TOKEN_NUMBER;
  if (minus)
    token->time = 0;

  return TRUE;
}

static void
next_token (Reader *self, Token *token)
{
  for (;;) {
    skip_blank (self);
    token->kind = TOKEN_END;
    if (self->p == self->end)
      return;
    if (*self->p != '"') {
      if (read_word (self, token))
        return;
    } else if (read_string (self, token)) {
      return;
    } else {
      self->cut = TRUE;
      self->p = self->end;
      return;
    }
  }
}

static gboolean
is_string (const Token *token, const char *text)
{
  return token->kind == TOKEN_STRING && sfl_slice_is_word (token->string, text);
}

static gboolean
begins_tier (const Token *token)
{
  return is_string (token, "IntervalTier") || is_string (token, "TextTier");
}

/* What stands for nobody speaking. */
static gboolean
is_silence (SflSlice label)
{
  static const char *const words[] = { "sil", "<sil>", "sp", "<eps>", "<p:>", "pau", "#", "_" };

  if (sfl_slice_is_empty (label))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (sfl_slice_is_word (label, words[i]))
      return TRUE;

  return FALSE;
}

/* Whether a word of @name begins with @word: that of "Stone" is no tone. */
static gboolean
contains (SflSlice name, const char *word)
{
  gsize length = strlen (word);

  for (const char *p = name.start; (gsize) (name.end - p) >= length; p++)
    if (g_ascii_strncasecmp (p, word, length) == 0 &&
        (p == name.start || !g_ascii_isalnum (p[-1]) || !g_ascii_isalnum (*word)))
      return TRUE;

  return FALSE;
}

static gboolean
contains_one_of (SflSlice name, const char *const *words, gsize n_words)
{
  for (gsize i = 0; i < n_words; i++)
    if (contains (name, words[i]))
      return TRUE;

  return FALSE;
}

/* Names are "words", "Anne - words" or "Anne": aligners write the first two. */
static void
read_name (Tier *tier, SflSlice name)
{
  static const char *const words[] = { "word", "mots", "wort", "wörter", "palabras", "ORT-MAU" };
  static const char *const others[] = { "phon",  "phonem", "syll",  "tobi", "tone", "pitch",
                                        "gloss", "transl", "lemma", "-MAU", "KAN",  "silences" };
  static const char *const lines[] = { "utterance",  "sentence",   "phrase",
                                       "transcript", "orthograph", "ipu",
                                       "text",       "token",      "TRN" };
  const char *dash;

  name = sfl_slice_trim (name);
  tier->level = LEVEL_LINES;
  if (contains_one_of (name, words, G_N_ELEMENTS (words)))
    tier->level = LEVEL_WORDS;
  else if (contains_one_of (name, others, G_N_ELEMENTS (others)) || sfl_slice_is_word (name, "MAU"))
    tier->level = LEVEL_OTHER;

  tier->name = tier->speaker = name;
  dash = g_strstr_len (name.start, name.end - name.start, " - ");
  if (dash != NULL) {
    tier->speaker = sfl_slice_trim ((SflSlice){ name.start, dash });
    tier->has_speaker = tier->level != LEVEL_LINES;
  } else if (tier->level != LEVEL_LINES || contains_one_of (name, lines, G_N_ELEMENTS (lines))) {
    tier->speaker.end = tier->speaker.start;
  }
}

/* Reads the labels of a tier, up to the next one, whose class is then in @token. */
static void
read_labels (Reader *self, gboolean points, Token *token)
{
  for (;;) {
    Label label = { .end = SFL_TIME_NONE };

    while (token->kind == TOKEN_STRING && !begins_tier (token))
      next_token (self, token);
    if (token->kind != TOKEN_NUMBER)
      return;
    label.start = token->time;
    next_token (self, token);
    if (!points && token->kind == TOKEN_NUMBER) {
      label.end = token->time;
      next_token (self, token);
    }
    if (token->kind == TOKEN_END)
      self->cut = TRUE;
    if (token->kind != TOKEN_STRING || begins_tier (token))
      continue;

    label.label = sfl_slice_trim (token->string);
    if (label.start > SFL_TIME_MAX)
      sfl_transcript_builder_warn (self->builder, self->number, SFL_WARNING_IGNORED,
                                   _ ("A time beyond 1000 hours was ignored, with its text"));
    else if (!is_silence (label.label))
      g_array_append_val (self->labels, label);
    next_token (self, token);
  }
}

static void
read_tiers (Reader *self)
{
  Token token;
  guint n_ignored = 0;

  next_token (self, &token);
  while (token.kind != TOKEN_END) {
    gboolean points = is_string (&token, "TextTier");
    Tier tier = { .first = self->labels->len };

    if (!begins_tier (&token)) {
      next_token (self, &token);
      continue;
    }
    next_token (self, &token);
    if (token.kind == TOKEN_STRING) {
      read_name (&tier, token.string);
      next_token (self, &token);
    }
    /* Where it begins and ends, and how many labels it says to have. */
    for (int i = 0; i < 3 && token.kind == TOKEN_NUMBER; i++)
      next_token (self, &token);
    read_labels (self, points, &token);
    tier.n = self->labels->len - tier.first;
    if (points)
      tier.level = LEVEL_OTHER;
    if (tier.n > 0 && self->tiers->len < MAX_TIERS)
      g_array_append_val (self->tiers, tier);
    else if (tier.n > 0)
      n_ignored++;
  }
  if (n_ignored > 0)
    sfl_transcript_builder_warn (self->builder, 0, SFL_WARNING_IGNORED,
                                 _ ("Only the first 1,000 tiers were read"));
}

/* A tier of "words" that hold spaces is one of lines. */
static void
check_words (Reader *self, Tier *tier)
{
  guint n_spaced = 0;

  for (guint i = 0; i < tier->n; i++)
    n_spaced +=
        sfl_slice_find (g_array_index (self->labels, Label, tier->first + i).label, ' ') != NULL;
  if (n_spaced * 10 > tier->n)
    tier->level = LEVEL_LINES;
}

/* Without its doubled quotes. */
static void
append_label (GString *line, SflSlice label)
{
  for (const char *p = label.start; p < label.end; p++) {
    if (*p == '\r')
      continue;
    g_string_append_c (line, *p);
    if (*p == '"' && p + 1 < label.end && p[1] == '"')
      p++;
  }
}

static gboolean
begin_line (Reader *self, const Label *label, int speaker)
{
  self->more = sfl_transcript_builder_begin_line (self->builder, label->start, label->end, speaker);

  return self->more;
}

/* Finds the word of @label in the line from @from on.  Words are written without the
 * marks and often without the capitals of the line.
 */
static gboolean
find_word (Reader *self, const Label *label, gsize from, gsize *offset)
{
  gsize length = sfl_slice_get_length (label->label);
  gsize limit = MIN (self->line->len, from + MAX_LOOK_AHEAD);

  for (*offset = from; *offset + length <= limit; ++*offset) {
    const char *p = self->line->str + *offset;
    gboolean starts = *offset == 0 || !g_ascii_isalnum (p[-1]);

    if (starts && g_ascii_strncasecmp (p, label->label.start, length) == 0 &&
        !g_ascii_isalnum (p[length]))
      return TRUE;
  }

  return FALSE;
}

/* Gives the line its words, from @next on in @words, and returns the first after it. */
static guint
add_words (Reader *self, const Label *line, const Tier *words, guint next)
{
  const Label *labels = &g_array_index (self->labels, Label, 0);
  gsize from = 0, offset;

  while (next < words->first + words->n && labels[next].start < line->start - ROUNDING)
    next++;
  for (; next < words->first + words->n && labels[next].start < line->end; next++) {
    gsize length = sfl_slice_get_length (labels[next].label);

    if (!find_word (self, &labels[next], from, &offset))
      continue;
    sfl_transcript_builder_add_word (self->builder, offset, length, labels[next].start,
                                     labels[next].end, -1);
    from = offset + length;
  }

  return next;
}

static void
write_lines (Reader *self, const Tier *tier, const Tier *words, int speaker)
{
  guint next = words != NULL ? words->first : 0;

  for (guint i = tier->first; self->more && i < tier->first + tier->n; i++) {
    const Label *label = &g_array_index (self->labels, Label, i);

    if (!begin_line (self, label, speaker))
      return;
    g_string_truncate (self->line, 0);
    append_label (self->line, label->label);
    sfl_transcript_builder_append (self->builder, self->line->str, self->line->len);
    if (words != NULL && label->end != SFL_TIME_NONE)
      next = add_words (self, label, words, next);
  }
}

static gboolean
ends_sentence (SflSlice word)
{
  return strchr (".?!", word.end[-1]) != NULL;
}

static gboolean
is_apart (const Label *before, const Label *label)
{
  SflTime end = before->end != SFL_TIME_NONE ? before->end : before->start;

  return label->start - end > MAX_GAP;
}

/* Words alone make lines: up to a pause, the end of a sentence, or a usual length. */
static void
write_words (Reader *self, const Tier *tier, int speaker)
{
  const Label *last = NULL;
  gsize length = 0;

  for (guint i = tier->first; self->more && i < tier->first + tier->n; i++) {
    const Label *label = &g_array_index (self->labels, Label, i);

    if (last == NULL || length >= LINE_BYTES || label->start < last->start ||
        ends_sentence (last->label) || is_apart (last, label)) {
      if (!begin_line (self, label, speaker))
        return;
      length = 0;
    } else {
      sfl_transcript_builder_append (self->builder, " ", 1);
      length++;
    }
    g_string_truncate (self->line, 0);
    append_label (self->line, label->label);
    sfl_transcript_builder_append (self->builder, self->line->str, self->line->len);
    sfl_transcript_builder_add_word (self->builder, length, self->line->len, label->start,
                                     label->end, -1);
    sfl_transcript_builder_set_line_end (self->builder, label->end);
    length += self->line->len;
    last = label;
  }
}

static const Tier *
find_tier (Reader *self, Level level, SflSlice speaker)
{
  for (guint i = 0; i < self->tiers->len; i++) {
    const Tier *tier = &g_array_index (self->tiers, Tier, i);

    if (tier->level == level && sfl_slice_equal (tier->speaker, speaker))
      return tier;
  }

  return NULL;
}

static guint
count_tiers (Reader *self, Level level)
{
  guint n = 0;

  for (guint i = 0; i < self->tiers->len; i++)
    n += g_array_index (self->tiers, Tier, i).level == level;

  return n;
}

/* The words that belong to the lines of @tier. */
static const Tier *
find_words (Reader *self, const Tier *tier)
{
  const SflSlice nobody = { "", "" };

  if (count_tiers (self, LEVEL_LINES) == 1 && count_tiers (self, LEVEL_WORDS) == 1) {
    const Tier *words = find_tier (self, LEVEL_WORDS, tier->speaker);

    return words != NULL ? words : find_tier (self, LEVEL_WORDS, nobody);
  }

  return find_tier (self, LEVEL_WORDS, tier->speaker);
}

/* Whether @tier is shown: words only where the same speaker has no lines, other levels
 * only where there is nothing else, and of two names of one level the first.
 */
static gboolean
is_shown (Reader *self, const Tier *tier, guint n_lines, guint n_words)
{
  const SflSlice nobody = { "", "" };

  if (tier->level == LEVEL_OTHER)
    return n_lines + n_words == 0;
  if (tier->level == LEVEL_WORDS && n_lines > 0)
    return !sfl_slice_equal (tier->speaker, nobody) &&
           find_tier (self, LEVEL_LINES, tier->speaker) == NULL;

  return !sfl_slice_equal (tier->speaker, nobody) ||
         sfl_slice_equal (find_tier (self, tier->level, nobody)->name, tier->name);
}

static void
write_tiers (Reader *self)
{
  guint n_lines, n_words, n_shown = 0, n_hidden = 0;

  for (guint i = 0; i < self->tiers->len; i++) {
    Tier *tier = &g_array_index (self->tiers, Tier, i);

    if (tier->level == LEVEL_WORDS)
      check_words (self, tier);
  }
  n_lines = count_tiers (self, LEVEL_LINES);
  n_words = count_tiers (self, LEVEL_WORDS);
  for (guint i = 0; i < self->tiers->len; i++)
    n_shown += is_shown (self, &g_array_index (self->tiers, Tier, i), n_lines, n_words);

  for (guint i = 0; self->more && i < self->tiers->len; i++) {
    const Tier *tier = &g_array_index (self->tiers, Tier, i);
    int speaker = -1;

    if (!is_shown (self, tier, n_lines, n_words)) {
      n_hidden += tier->level != LEVEL_WORDS;
      continue;
    }
    if (!sfl_slice_is_empty (tier->speaker) && (tier->has_speaker || n_shown > 1))
      speaker = sfl_transcript_builder_add_speaker (self->builder, tier->speaker.start,
                                                    tier->speaker.end - tier->speaker.start);
    if (tier->level == LEVEL_WORDS)
      write_words (self, tier, speaker);
    else
      write_lines (self, tier, find_words (self, tier), speaker);
  }

  if (n_hidden > 0) {
    g_autofree char *message =
        g_strdup_printf (ngettext ("%u tier of phones or other marks was ignored",
                                   "%u tiers of phones or other marks were ignored", n_hidden),
                         n_hidden);

    sfl_transcript_builder_warn (self->builder, 0, SFL_WARNING_IGNORED, message);
  }
}

gboolean
sfl_textgrid_sniff (const char *text, gsize length)
{
  SflSlice head = { text, text + MIN (length, 512) };

  head = sfl_slice_trim_invisible (head);

  return sfl_slice_has_prefix (head, "File type = \"ooTextFile") && contains (head, "\"TextGrid\"");
}

gboolean
sfl_textgrid_parse (SflTranscriptBuilder *builder,
                    const char *text,
                    gsize length,
                    const SflParseOptions *options,
                    GError **error)
{
  Reader self = {
    .builder = builder,
    .p = text,
    .end = text + length,
    .number = 1,
    .more = TRUE,
  };
  gboolean found;

  self.labels = g_array_new (FALSE, FALSE, sizeof (Label));
  self.tiers = g_array_new (FALSE, FALSE, sizeof (Tier));
  self.line = g_string_sized_new (256);

  read_tiers (&self);
  found = self.tiers->len > 0;
  if (found)
    write_tiers (&self);
  else
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_FORMAT, _ ("This TextGrid holds no labels"));
  if (found && self.cut)
    sfl_transcript_builder_warn (builder, self.number, SFL_WARNING_IGNORED,
                                 _ ("The file ends in the middle of a label"));

  g_array_unref (self.labels);
  g_array_unref (self.tiers);
  g_string_free (self.line, TRUE);

  return found;
}
