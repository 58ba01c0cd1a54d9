/* sfl-duration-label.c: times that YouTube writes out in words
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The label is built from the time and compared, never guessed from the text:
 * "0:011 secondsecond thoughts" begins with "second", and a number may follow at once.
 */

#include "config.h"

#include "sfl-duration-label.h"

/* Labels are taken out when at least this share of the texts begins with one. */
#define MIN_PERCENT 80

/* Texts of a language we do not know, to learn its word for seconds from. */
#define MIN_PLURALS 5

typedef struct {
  const char *singular[3]; /* hour, minute, second */
  const char *plural[3];
  const char *joint; /* before the last; others are joined by a comma */
} Language;

static const Language languages[SFL_DURATION_LABEL_LANGUAGES] = {
  { { "hour", "minute", "second" }, { "hours", "minutes", "seconds" }, "and" },
  { { "heure", "minute", "seconde" }, { "heures", "minutes", "secondes" }, "et" },
  { { "Stunde", "Minute", "Sekunde" }, { "Stunden", "Minuten", "Sekunden" }, "und" },
  { { "hora", "minuto", "segundo" }, { "horas", "minutos", "segundos" }, "y" },
  { { "ora", "minuto", "secondo" }, { "ore", "minuti", "secondi" }, "e" },
  { { "hora", "minuto", "segundo" }, { "horas", "minutos", "segundos" }, "e" },
  { { "uur", "minuut", "seconde" }, { "uur", "minuten", "seconden" }, "en" },
};

#define FRENCH 1

/* The parts of @time that a label says: those that are not zero, or 0 seconds. */
static guint
split_time (SflTime time, gint64 values[3], int units[3])
{
  gint64 seconds = time / SFL_SECOND;
  const gint64 parts[3] = { seconds / 3600, seconds / 60 % 60, seconds % 60 };
  guint n = 0;

  for (int i = 0; i < 3; i++) {
    if (parts[i] == 0 && !(i == 2 && n == 0))
      continue;
    values[n] = parts[i];
    units[n++] = i;
  }

  return n;
}

static gboolean
take_number (const char **p, const char *end, gint64 number)
{
  char digits[24];

  g_snprintf (digits, sizeof digits, "%" G_GINT64_FORMAT, number);

  return sfl_slice_take (p, end, digits);
}

static gboolean
take_joint (const char **p, const char *end, const Language *language)
{
  const char *q = *p;

  sfl_slice_take (&q, end, ",");
  q = sfl_slice_skip_space (q, end);
  if (sfl_slice_take (&q, end, language->joint))
    q = sfl_slice_skip_space (q, end);
  if (q == *p)
    return FALSE;
  *p = q;

  return TRUE;
}

/* Bytes of the label of @time in a language, at the start of @text. */
static gsize
measure_known (int index, SflTime time, SflSlice text)
{
  const Language *language = &languages[index];
  const char *p = text.start;
  gint64 values[3];
  int units[3];
  guint n = split_time (time, values, units);

  for (guint i = 0; i < n; i++) {
    gboolean singular = values[i] == 1 || (values[i] == 0 && index == FRENCH);

    if (i > 0 && !take_joint (&p, text.end, language))
      return 0;
    if (!take_number (&p, text.end, values[i]))
      return 0;
    p = sfl_slice_skip_space (p, text.end);
    if (!sfl_slice_take (&p, text.end,
                         singular ? language->singular[units[i]] : language->plural[units[i]]))
      return 0;
  }

  return p - text.start;
}

/* Steps over the numbers of a label whose words we do not know, up to the last word,
 * which runs into the text.  Words between numbers hold no digits.
 */
static gboolean
take_numbers (const char **p, SflSlice text, SflTime time, int *unit, SflSlice *first_word)
{
  gint64 values[3];
  int units[3];
  guint n = split_time (time, values, units);

  *p = text.start;
  *first_word = (SflSlice){ NULL, NULL };
  for (guint i = 0; i < n; i++) {
    if (i > 0) {
      const char *word = *p;

      while (*p < text.end && !g_ascii_isdigit (**p) && *p - word < 40)
        (*p)++;
      *first_word = (SflSlice){ word, sfl_slice_skip_space (word, *p) };
      while (first_word->end < *p && *first_word->end != ' ' && *first_word->end != ',')
        first_word->end++;
    }
    if (!take_number (p, text.end, values[i]))
      return FALSE;
  }
  *unit = units[n - 1];

  return *p < text.end && !g_ascii_isdigit (**p);
}

static gsize
measure_common (SflSlice a, SflSlice b)
{
  gsize most = MIN (sfl_slice_get_length (a), sfl_slice_get_length (b)), n = 0;

  while (n < most && a.start[n] == b.start[n])
    n++;
  /* Not in the middle of a character. */
  while (n > 0 && n < sfl_slice_get_length (a) && ((guchar) a.start[n] & 0xc0) == 0x80)
    n--;

  return n;
}

void
sfl_duration_label_init (SflDurationLabel *self)
{
  *self = (SflDurationLabel){ .language = -1 };
}

/* Shows what follows a time of the file. */
void
sfl_duration_label_show (SflDurationLabel *self, SflTime time, SflSlice text)
{
  const char *p;
  int unit;
  SflSlice word;

  self->n_shown++;
  if (sfl_slice_is_empty (text) || !g_ascii_isdigit (*text.start))
    return;

  for (int i = 0; i < SFL_DURATION_LABEL_LANGUAGES; i++)
    self->n_matches[i] += measure_known (i, time, text) > 0;

  if (!take_numbers (&p, text, time, &unit, &word))
    return;
  self->n_numbered++;
  if (unit == 2 && word.start != NULL && sfl_slice_is_empty (self->minutes) &&
      time / SFL_MINUTE % 60 > 1)
    self->minutes = word;
  if (unit == 2 && time / SFL_SECOND % 60 > 1) {
    SflSlice rest = { p, text.end };

    if (self->n_plurals++ == 0)
      self->plural = rest;
    else
      self->plural.end = self->plural.start + measure_common (self->plural, rest);
  }
}

/* Whether the texts shown begin with labels. */
gboolean
sfl_duration_label_agrees (SflDurationLabel *self)
{
  if (self->n_shown < 2)
    return FALSE;

  self->language = -1;
  for (int i = 0; i < SFL_DURATION_LABEL_LANGUAGES; i++)
    if (self->n_matches[i] * 100 >= self->n_shown * MIN_PERCENT &&
        (self->language < 0 || self->n_matches[i] > self->n_matches[self->language]))
      self->language = i;
  if (self->language >= 0)
    return TRUE;

  return self->n_numbered * 100 >= self->n_shown * MIN_PERCENT && self->n_plurals >= MIN_PLURALS &&
         sfl_slice_get_length (self->plural) > 1;
}

/* Bytes of the label of @time at the start of @text, 0 when there is none. */
gsize
sfl_duration_label_measure (const SflDurationLabel *self, SflTime time, SflSlice text)
{
  const char *p;
  int unit;
  SflSlice word;

  if (self->language >= 0)
    return measure_known (self->language, time, text);

  if (!take_numbers (&p, text, time, &unit, &word))
    return 0;
  if (unit == 2)
    p += measure_common ((SflSlice){ p, text.end }, self->plural);
  else if (unit == 1)
    p += measure_common ((SflSlice){ p, text.end }, self->minutes);

  return p - text.start;
}
