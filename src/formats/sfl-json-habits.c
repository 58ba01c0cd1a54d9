/* sfl-json-habits.c: what no single object of a JSON transcript shows
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether its plain numbers are seconds, whether each of its lines is one word, whether it
 * names a speaker only when another one speaks.  Any thread.
 */

#include "config.h"

#include "sfl-json-habits.h"

/* A file of words: this share of its lines is a single one. */
#define WORDS_PERCENT 90

/* Nobody speaks slower than so many characters a second, or faster. */
#define SLOWEST 1.5
#define FASTEST 50.0

static gboolean
is_plain (SflJsonTime time)
{
  return time.kind == SFL_JSON_TIME_WHOLE || time.kind == SFL_JSON_TIME_FRACTION;
}

static void
look_at_time (SflJsonHabits *self, SflJsonTime time)
{
  if (!is_plain (time))
    return;
  self->n_whole += time.kind == SFL_JSON_TIME_WHOLE;
  self->n_fractions += time.kind == SFL_JSON_TIME_FRACTION;
  self->last = MAX (self->last, time.time);
}

/* Learns how the words of a file are written from one of them. */
void
sfl_json_habits_look_at_text (SflJsonHabits *self, SflSlice text)
{
  SflSlice trimmed = sfl_slice_trim (text);

  self->n_texts++;
  self->n_spaced += sfl_slice_get_length (trimmed) < sfl_slice_get_length (text);
  for (const char *p = trimmed.start; p < trimmed.end; p++)
    if (g_ascii_isspace (*p) || (*p == '\\' && p + 1 < trimmed.end && p[1] == 'n'))
      return;
  self->n_words++;
}

/* Learns the habits of a file from a line or word of it. */
void
sfl_json_habits_look (SflJsonHabits *self, const SflJsonPiece *piece)
{
  gsize n_characters = sfl_slice_count_characters (piece->text);

  look_at_time (self, piece->start);
  look_at_time (self, piece->end);
  if (is_plain (piece->start) && is_plain (piece->end) && piece->end.time >= piece->start.time) {
    self->spoken += (double) (piece->end.time - piece->start.time);
    self->n_characters += n_characters;
  } else if (is_plain (piece->start)) {
    if (self->last_characters > 0 && piece->start.time >= self->last_start) {
      self->spoken += (double) (piece->start.time - self->last_start);
      self->n_characters += self->last_characters;
    }
    self->last_start = piece->start.time;
    self->last_characters = n_characters;
  }

  if (piece->flags & SFL_JSON_SAYS_TEXT) {
    self->n_lines++;
    sfl_json_habits_look_at_text (self, piece->text);
  }
  if (piece->flags & SFL_JSON_SAYS_SPEAKER) {
    self->repeats_names |= self->n_named > 0 && self->last_name.start != NULL &&
                           sfl_slice_equal (self->last_name, piece->speaker);
    self->n_named++;
    self->last_name = piece->speaker;
  } else {
    self->last_name.start = NULL;
  }
}

/* What plain numbers are to be divided by, to be seconds. */
static gint64
judge_unit (const SflJsonHabits *self, const SflParseOptions *options)
{
  SflTime media = options->media_duration;
  double speed =
      self->spoken > 0 ? self->n_characters * (double) SFL_SECOND / self->spoken : SLOWEST;

  if (options->time_shape == SFL_TIME_SHAPE_SECONDS)
    return 1;
  if (options->time_shape == SFL_TIME_SHAPE_MILLISECONDS)
    return 1000;
  if (media > 0 ? self->last <= media + media / 10 : self->n_fractions > 0)
    return 1;
  if ((self->n_fractions > 0 || self->says_seconds) && (media == 0 || self->last / 10 < media))
    return 1;
  if (speed >= SLOWEST)
    return 1;
  /* Some tools count hundredths: no one could say it all in as many milliseconds. */
  if (media > 0 && speed * 1000 > FASTEST && self->last / 100 <= media + media / 10)
    return 100;

  return 1000;
}

/* After looking, before adding. */
void
sfl_json_habits_judge (SflJsonHabits *self, const SflParseOptions *options)
{
  self->divisor = judge_unit (self, options);
  self->merges = !self->lists_words && self->n_lines > 1 &&
                 self->n_words * 100 >= self->n_lines * WORDS_PERCENT;
  self->spaces_words = self->n_spaced * 2 > self->n_texts;
  self->carries_speaker = !self->lists_words && !self->repeats_names;
}
