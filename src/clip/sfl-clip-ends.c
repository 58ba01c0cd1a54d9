/* sfl-clip-ends.c: where a clip of some words begins and ends
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * With the first and the last of the words, and then where it is quiet beside them, as somebody who
 * cuts by hand would do it.  Where only lines have times they are rough, and an end may move either
 * way.
 */

#include "config.h"

#include "sfl-clip-ends.h"

#include <math.h>

#include "sfl-audio-reader.h"

/* Of what is listened to. */
#define STEP (10 * SFL_MSECOND)
#define STEP_SAMPLES (SFL_AUDIO_READER_RATE / 100)
#define N_STEPS (2 * SFL_CLIP_END_REACH / STEP + 1)

/* As quiet as the quietest, to the ear. */
#define AS_QUIET 1.5f

static gboolean
is_said (const SflWord *word)
{
  return word->start != SFL_TIME_NONE;
}

/* The time of the word before @word, or after it, that is next said; @other without one. */
static SflTime
get_beside (SflTranscript *transcript, guint word, gboolean before, SflTime other)
{
  guint n_words;
  const SflWord *words = sfl_transcript_get_words (transcript, &n_words);

  if (before) {
    while (word-- > 0)
      if (is_said (&words[word]))
        return words[word].end;
  } else {
    while (++word < n_words)
      if (is_said (&words[word]))
        return words[word].start;
  }

  return other;
}

/* The first, or the last, word of @line that is said and begins in the range; -1 without one. */
static int
find_word (SflTranscript *transcript, guint line, gsize from, gsize to, gboolean first)
{
  const SflWord *words = sfl_transcript_get_words (transcript, NULL);
  guint begin, n;
  int found = -1;

  if (!sfl_transcript_trusts_words (transcript, line))
    return -1;
  sfl_transcript_get_line_words (transcript, line, &begin, &n);
  for (guint i = begin; i < begin + n; i++) {
    if (!is_said (&words[i]) || words[i].offset + words[i].length <= from || words[i].offset >= to)
      continue;
    if (first)
      return i;
    found = i;
  }

  return found;
}

/* As far as it may move, without a word in the way. */
static SflClipEnd
make_end (SflTime time, SflTime earliest, SflTime latest)
{
  SflClipEnd end = { time, MAX (earliest, time - SFL_CLIP_END_REACH),
                     MIN (latest, time + SFL_CLIP_END_REACH) };

  end.earliest = CLAMP (end.earliest, 0, time);
  end.latest = MAX (end.latest, time);

  return end;
}

/**
 * sfl_clip_ends_find:
 * @from: the first byte of the words
 * @to: the byte after the last
 *
 * Returns: FALSE when nothing has a time there
 */
gboolean
sfl_clip_ends_find (SflTranscript *transcript,
                    gsize from,
                    gsize to,
                    SflClipEnd *start,
                    SflClipEnd *end)
{
  guint n_lines;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);
  const SflWord *words = sfl_transcript_get_words (transcript, NULL);
  int first, last, word;

  if (n_lines == 0 || from >= to || !sfl_transcript_is_timed (transcript))
    return FALSE;
  first = sfl_transcript_find_at (transcript, from);
  last = sfl_transcript_find_at (transcript, to - 1);
  if (first < 0 || last < 0)
    return FALSE;

  word = find_word (transcript, first, from, to, TRUE);
  if (word >= 0)
    *start =
        make_end (words[word].start, get_beside (transcript, word, TRUE, 0), words[word].start);
  else
    *start = make_end (lines[first].start, 0, SFL_TIME_MAX);

  word = find_word (transcript, last, from, to, FALSE);
  if (word >= 0)
    *end = make_end (words[word].end, words[word].end,
                     get_beside (transcript, word, FALSE, SFL_TIME_MAX));
  else
    *end = make_end (lines[last].end, start->time, SFL_TIME_MAX);

  return end->time > start->time;
}

/**
 * sfl_clip_end_settle:
 * @levels: how loud each step of the recording is
 * @first: where the first of them begins
 * @step: how long each is
 *
 * Returns: the middle of the nearest step that is about as quiet as the quietest within reach; the
 *   time of @self where nothing is known
 */
SflTime
sfl_clip_end_settle (const SflClipEnd *self,
                     const float *levels,
                     guint n_levels,
                     SflTime first,
                     SflTime step)
{
  float quietest = INFINITY;
  SflTime found = self->time, distance = G_MAXINT64;

  for (guint i = 0; i < n_levels; i++) {
    SflTime time = first + i * step + step / 2;

    if (time >= self->earliest && time <= self->latest)
      quietest = MIN (quietest, levels[i]);
  }
  for (guint i = 0; i < n_levels; i++) {
    SflTime time = first + i * step + step / 2;

    if (time < self->earliest || time > self->latest || levels[i] > quietest * AS_QUIET ||
        ABS (time - self->time) >= distance)
      continue;
    distance = ABS (time - self->time);
    found = time;
  }

  return found;
}

typedef struct {
  SflTime start;
  double energy[N_STEPS];
} Levels;

static void
samples_cb (SflTime start, const gint16 *samples, gsize n_samples, gpointer user_data)
{
  Levels *levels = user_data;
  gint64 at = (start - levels->start) / (SFL_SECOND / SFL_AUDIO_READER_RATE);

  for (gsize i = 0; i < n_samples; i++) {
    gint64 step = (at + (gint64) i) / STEP_SAMPLES;

    if (at + (gint64) i >= 0 && step < N_STEPS)
      levels->energy[step] += (double) samples[i] * samples[i];
  }
}

/**
 * sfl_clip_end_listen:
 * @track: (nullable): id of the sound track; NULL for the first that can be decoded
 *
 * Blocks: for threads.
 *
 * Returns: where the end is best; where the text says when @file cannot be heard
 */
SflTime
sfl_clip_end_listen (const SflClipEnd *self,
                     GFile *file,
                     const char *track,
                     GCancellable *cancellable)
{
  g_autoptr (SflAudioReader) reader = sfl_audio_reader_new (file);
  Levels heard = { .start = MAX (self->time - SFL_CLIP_END_REACH, 0) };
  float levels[N_STEPS];

  sfl_audio_reader_set_track (reader, track);
  sfl_audio_reader_set_range (reader, heard.start, heard.start + N_STEPS * STEP);
  if (!sfl_audio_reader_run (reader, samples_cb, &heard, cancellable, NULL))
    return self->time;
  for (guint i = 0; i < N_STEPS; i++)
    levels[i] = sqrt (heard.energy[i] / STEP_SAMPLES) + 1;

  return sfl_clip_end_settle (self, levels, N_STEPS, heard.start, STEP);
}
