/* sfl-sentence.c: where a sentence ends
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * By the marks that end sentences in the scripts people transcribe, not by a
 * language: speakers change it within an episode, and nobody says so.  A full
 * stop also ends abbreviations, initials and numbers of lists; it ends a
 * sentence only if what follows can begin one.  Any thread.
 */

#include "config.h"

#include "sfl-sentence.h"

#include <string.h>

/* Longest word that can be one of the abbreviations, in bytes. */
#define MAX_ABBREVIATION 8

/* What is followed by a name or a number and a capital letter all the same.  "etc."
 * is not here: before a capital letter it ends the sentence.
 */
static const char *const abbreviations[] = {
  /* French */
  "MM",
  "Mme",
  "Mmes",
  "Mlle",
  "Mlles",
  "Mgr",
  "Me",
  "Dr",
  "Pr",
  "St",
  "Ste",
  "av",
  "apr",
  "cf",
  "env",
  "art",
  "al",
  "fig",
  "vol",
  "chap",
  "éd",
  "tél",
  "ex",
  "p",
  "pp",
  "boul",
  "hab",
  /* English */
  "Mr",
  "Mrs",
  "Ms",
  "Prof",
  "Gen",
  "Col",
  "Capt",
  "Lt",
  "Sgt",
  "Rev",
  "Hon",
  "Sen",
  "Rep",
  "Gov",
  "Jr",
  "Sr",
  "vs",
  "No",
  "no",
  "Mt",
  "Ave",
  "Blvd",
  /* German, Spanish, Italian */
  "Hr",
  "Fr",
  "Nr",
  "bzw",
  "ca",
  "Sra",
  "Srta",
  "Dra",
  "Ud",
  "Uds",
  "Sig",
  "Dott",
  "Ing",
};

/* Ends a sentence in a script without spaces, wherever it stands. */
static gboolean
ends_always (gunichar c)
{
  return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0xff61;
}

/* Ends a sentence before a space. */
static gboolean
ends_before_space (gunichar c)
{
  switch (c) {
  case '.':
  case '!':
  case '?':
  case 0x2026: /* … */
  case 0x203c: /* ‼ and its like */
  case 0x2047:
  case 0x2048:
  case 0x2049:
  case 0x061f: /* Arabic ؟ */
  case 0x06d4: /* Urdu ۔ */
  case 0x0964: /* Devanagari । and ॥ */
  case 0x0965:
  case 0x0589: /* Armenian ։ */
  case 0x1362: /* Ethiopic ። */
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
is_space (gunichar c)
{
  return g_unichar_isspace (c) || c == 0xa0 || c == 0x202f;
}

static gboolean
is_closing (gunichar c)
{
  switch (g_unichar_type (c)) {
  case G_UNICODE_CLOSE_PUNCTUATION:
  case G_UNICODE_FINAL_PUNCTUATION:
    return TRUE;
  default:
    return c == '"' || c == '\'';
  }
}

static const char *
skip_while (const char *p, const char *end, gboolean (*test) (gunichar))
{
  while (p < end && test (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);

  return p;
}

static gboolean
ends (gunichar c)
{
  return ends_before_space (c) || ends_always (c);
}

/* Over the marks that belong to the end: "?!", "…", quotes and brackets, also the French
 * ones, which a space parts from the text.
 */
static const char *
skip_ending (const char *p, const char *end)
{
  for (;;) {
    const char *next = skip_while (p, end, ends);
    const char *quote;

    next = skip_while (next, end, is_closing);
    quote = skip_while (next, end, is_space);
    if (quote < end && g_utf8_get_char (quote) == 0xbb)
      next = g_utf8_next_char (quote);
    if (next == p)
      return p;
    p = next;
  }
}

static gboolean
opens (gunichar c)
{
  switch (g_unichar_type (c)) {
  case G_UNICODE_OPEN_PUNCTUATION:
  case G_UNICODE_INITIAL_PUNCTUATION:
  case G_UNICODE_DASH_PUNCTUATION:
    return TRUE;
  default:
    return is_space (c) || c == '"' || c == '\'' || c == 0xbf || c == 0xa1;
  }
}

/* Whether the word before the full stop at @stop is one that goes on after it. */
static gboolean
is_abbreviation (const char *sentence, const char *stop)
{
  const char *word = stop;
  gunichar first;
  gboolean digits = TRUE;

  while (word > sentence) {
    const char *before = g_utf8_prev_char (word);

    if (!g_unichar_isalnum (g_utf8_get_char (before)) || stop - before > 2 * MAX_ABBREVIATION)
      break;
    word = before;
    digits = digits && g_unichar_isdigit (g_utf8_get_char (word));
  }
  if (word == stop)
    return FALSE;

  /* A list's number: nothing is before it. */
  if (digits)
    return skip_while (sentence, stop, opens) == word;

  /* An initial, but the English "I". */
  first = g_utf8_get_char (word);
  if (g_utf8_next_char (word) == stop && g_unichar_isupper (first))
    return first != 'I';

  for (gsize i = 0; i < G_N_ELEMENTS (abbreviations); i++)
    if (strlen (abbreviations[i]) == (gsize) (stop - word) &&
        memcmp (abbreviations[i], word, stop - word) == 0)
      return TRUE;

  return FALSE;
}

/**
 * sfl_sentence_find_end:
 * @text: where the sentence begins, valid UTF-8
 * @end: after the text
 *
 * Returns: where the first sentence ends, after its last mark and before the space that
 *   follows; @end when it does not end before
 */
const char *
sfl_sentence_find_end (const char *text, const char *end)
{
  const char *p = text;

  while (p < end) {
    gunichar c = g_utf8_get_char (p);
    const char *after, *next;
    gunichar follower;

    if (!ends (c)) {
      p = g_utf8_next_char (p);
      continue;
    }

    after = skip_ending (p, end);
    if (after >= end || ends_always (c))
      return after;
    next = skip_while (after, end, opens);
    if (!is_space (g_utf8_get_char (after)) || next >= end) {
      if (next >= end)
        return end;
      p = after;
      continue;
    }
    follower = g_utf8_get_char (next);
    if (!g_unichar_islower (follower) && !(c == '.' && after == p + 1 && is_abbreviation (text, p)))
      return after;
    p = after;
  }

  return end;
}
