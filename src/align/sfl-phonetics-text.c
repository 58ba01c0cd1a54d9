/* sfl-phonetics-text.c: the words of a text, and how espeak-ng gets them
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whole sentences, for numbers and for what words do to their neighbours; but what is written for the
 * eye alone stays behind, and so does what espeak-ng would take for a command.
 */

#include "config.h"

#include "sfl-phonetics-private.h"

#include "sfl-error.h"
#include "sfl-sentence.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Of a phrase; a sentence that is longer is cut, where there is a comma or a line ends if possible. */
#define MAX_TOKENS 100
#define MAX_BYTES 2000
/* Of a token, as espeak-ng gets it: nobody says more in one word. */
#define MAX_TOKEN_BYTES 200

/* Ends a word as a space does. */
static gboolean
is_space (gunichar c)
{
  return g_unichar_isspace (c) || g_unichar_iscntrl (c) || c == 0x2014 || c == 0x2015 ||
         c == 0xfffc;
}

/* A space that does not break, within a number: "1 200" is one word. */
static gboolean
is_in_number (const char *start, const char *p, const char *end)
{
  gunichar c = g_utf8_get_char (p);
  const char *next = g_utf8_next_char (p);

  return (c == 0x00a0 || c == 0x202f || c == 0x2009) && p > start && g_ascii_isdigit (p[-1]) &&
         next < end && g_ascii_isdigit (*next);
}

static gboolean
is_ideograph (gunichar c)
{
  switch (g_unichar_get_script (c)) {
  case G_UNICODE_SCRIPT_HAN:
  case G_UNICODE_SCRIPT_HIRAGANA:
  case G_UNICODE_SCRIPT_KATAKANA:
  case G_UNICODE_SCRIPT_THAI:
  case G_UNICODE_SCRIPT_LAO:
  case G_UNICODE_SCRIPT_KHMER:
  case G_UNICODE_SCRIPT_MYANMAR:
    return TRUE;
  default:
    return FALSE;
  }
}

/* Counts what is written without spaces, too. */
static void
cut_line (SflPhonetics *self,
          const char *text,
          const SflLine *line,
          guint number,
          guint *n_letters,
          guint *n_ideographs)
{
  const char *start = text + line->offset, *end = start + line->length;
  gboolean in_brackets = FALSE;

  for (const char *p = start; p < end;) {
    const char *first = p;
    SflToken token = { 0 };
    gboolean is_word = FALSE;

    for (; p < end; p = g_utf8_next_char (p)) {
      gunichar c = g_utf8_get_char (p);

      if (is_space (c) && !is_in_number (start, p, end))
        break;
      if (c == '[')
        in_brackets = memchr (p, ']', end - p) != NULL;
      if (c == ']')
        in_brackets = FALSE;
      if (!g_unichar_isalnum (c))
        continue;
      is_word = TRUE;
      if (in_brackets)
        token.flags |= SFL_TOKEN_ASIDE;
      *n_letters += 1;
      *n_ideographs += is_ideograph (c);
    }

    if (is_word) {
      token.offset = first - text;
      token.length = p - first;
      token.line = number;
      g_array_append_val (self->tokens, token);
    }
    if (p < end)
      p = g_utf8_next_char (p);
  }
}

static void
add_phrase (SflPhonetics *self, guint first, guint after, guint first_byte, guint after_last_byte)
{
  SflPhrase phrase = { first, after - first, first_byte, after_last_byte };

  for (guint i = first; i < after; i++)
    g_array_index (self->tokens, SflToken, i).sentence = self->phrases->len;
  g_array_append_val (self->phrases, phrase);
}

/* Where a sentence that goes on to @after is best cut: after a comma, or where a line ends. */
static guint
find_cut (SflPhonetics *self, const char *text, guint first, guint after)
{
  const SflToken *tokens = (const SflToken *) self->tokens->data;
  guint most = first + 1;

  while (most < after && most - first < MAX_TOKENS &&
         tokens[most].offset + tokens[most].length - tokens[first].offset <= MAX_BYTES)
    most++;
  if (most == after)
    return after;

  for (guint i = most; i > first + (most - first) / 2; i--) {
    const SflToken *last = &tokens[i - 1];

    if (strchr (",;:", text[last->offset + last->length - 1]) != NULL ||
        tokens[i].line != last->line)
      return i;
  }

  return most;
}

static void
cut_sentence (SflPhonetics *self, const char *text, guint first, guint after, guint end_byte)
{
  const SflToken *tokens = (const SflToken *) self->tokens->data;

  while (first < after) {
    guint cut = find_cut (self, text, first, after);

    add_phrase (self, first, cut, tokens[first].offset,
                cut < after ? tokens[cut].offset : end_byte);
    first = cut;
  }
}

/**
 * sfl_phonetics_cut:
 *
 * Finds the tokens and the phrases.  Returns: FALSE and an error when most of the text is written
 *   without spaces
 */
gboolean
sfl_phonetics_cut (SflPhonetics *self, guint first_line, guint n_lines, GError **error)
{
  const char *text = sfl_transcript_get_text (self->transcript, NULL);
  const SflLine *lines = sfl_transcript_get_lines (self->transcript, NULL);
  guint n_letters = 0, n_ideographs = 0, first = 0;

  for (guint i = first_line; i < first_line + n_lines; i++)
    cut_line (self, text, &lines[i], i, &n_letters, &n_ideographs);
  if (n_ideographs > n_letters / 3) {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                         _ ("This text is written without spaces between its words"));
    return FALSE;
  }

  /* A sentence goes over the ends of lines, as long as one speaker says it. */
  for (guint i = first_line; i < first_line + n_lines;) {
    const char *p = text + lines[i].offset, *end;
    guint next = i + 1;

    while (next < first_line + n_lines && lines[next].speaker == lines[i].speaker &&
           lines[next].offset >= lines[next - 1].offset + lines[next - 1].length)
      next++;
    end = text + lines[next - 1].offset + lines[next - 1].length;
    while (p < end) {
      const char *sentence_end = sfl_sentence_find_end (p, end);
      guint after = first;

      while (after < self->tokens->len &&
             text + g_array_index (self->tokens, SflToken, after).offset < sentence_end)
        after++;
      cut_sentence (self, text, first, after, sentence_end - text);
      first = after;
      p = sentence_end;
    }
    i = next;
  }

  return TRUE;
}

/* What is for the eye alone, or would be read out as the name of a mark: pictures, and what people
 * use as typewriters did.
 */
static gboolean
is_silent (gunichar c)
{
  switch (g_unichar_type (c)) {
  case G_UNICODE_FORMAT:
  case G_UNICODE_SURROGATE:
  case G_UNICODE_PRIVATE_USE:
  case G_UNICODE_UNASSIGNED:
    return TRUE;
  case G_UNICODE_OTHER_SYMBOL:
    return c != 0xb0; /* ° */
  default:
    return c < 0x80 && strchr ("*_#|~^<>\\`{}", c) != NULL;
  }
}

static void
append_character (GString *out, const char *start, const char *p, const char *end)
{
  gunichar c = g_utf8_get_char (p);

  if (c == 0x2019 || c == 0x02bc)
    g_string_append_c (out, '\'');
  else if (is_space (c) && is_in_number (start, p, end))
    return;
  else if (g_unichar_type (c) == G_UNICODE_FORMAT)
    return; /* a soft hyphen, a joiner: within a word */
  else if (c == 0x2014 || c == 0x2015)
    g_string_append (out, ", ");
  else if (is_space (c) || is_silent (c))
    g_string_append_c (out, ' ');
  else
    g_string_append_unichar (out, c);
}

static const char *
get_end (const char *text, const SflToken *token)
{
  const char *end = text + token->offset + token->length;

  if (token->length <= MAX_TOKEN_BYTES)
    return end;
  end = text + token->offset + MAX_TOKEN_BYTES;
  while ((*end & 0xc0) == 0x80)
    end--;

  return end;
}

/**
 * sfl_phonetics_make_text:
 * @out: emptied first
 */
void
sfl_phonetics_make_text (const SflPhonetics *self, const SflPhrase *phrase, SflPhraseText *out)
{
  const char *text = sfl_transcript_get_text (self->transcript, NULL);
  const char *p = text + phrase->first_byte, *end = text + phrase->after_last_byte;
  gsize counted = 0;
  guint32 n_characters = 0;

  g_string_truncate (out->text, 0);
  g_array_set_size (out->starts, 0);

  for (guint i = 0; i < phrase->n_tokens; i++) {
    const SflToken *token = &g_array_index (self->tokens, SflToken, phrase->first_token + i);
    const char *token_end = get_end (text, token);

    for (; p < text + token->offset; p = g_utf8_next_char (p))
      append_character (out->text, text, p, end);
    n_characters += g_utf8_strlen (out->text->str + counted, out->text->len - counted);
    counted = out->text->len;
    g_array_append_val (out->starts, n_characters);
    for (; p < token_end; p = g_utf8_next_char (p))
      append_character (out->text, text + token->offset, p, token_end);
    p = text + token->offset + token->length;
  }
  for (; p < end; p = g_utf8_next_char (p))
    append_character (out->text, text, p, end);
}

/* A token on its own. */
void
sfl_phonetics_make_word (const SflPhonetics *self, const SflToken *token, GString *out)
{
  const char *text = sfl_transcript_get_text (self->transcript, NULL);
  const char *end = get_end (text, token);

  g_string_truncate (out, 0);
  for (const char *p = text + token->offset; p < end; p = g_utf8_next_char (p))
    append_character (out, text + token->offset, p, end);
}

/* Returns: which token of the phrase is at a character of its text, or the last one before it: a mark
 * between two words is said with the first
 */
guint
sfl_phrase_text_find (const SflPhraseText *self, guint position)
{
  guint low = 0, high = self->starts->len;

  while (high - low > 1) {
    guint middle = (low + high) / 2;

    if (g_array_index (self->starts, guint32, middle) <= position)
      low = middle;
    else
      high = middle;
  }

  return low;
}
