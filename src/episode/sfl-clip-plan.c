/* sfl-clip-plan.c: a clip of some words, before it is made
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words and their times, and what is decided about them.  What is heard there is in
 * sfl-clip-plan-sound.c, what becomes of it in sfl-clip-plan-making.c, how it is played before in
 * sfl-clip-plan-playing.c.
 */

#include "config.h"

#include "sfl-clip-plan-private.h"

#include "sfl-episode-private.h"

#include "sfl-clip-renderer.h"
#include "sfl-error.h"
#include "sfl-excerpt.h"
#include "sfl-file-name.h"

#include <glib/gi18n-lib.h>

/* A clip is never made shorter. */
#define MIN_LENGTH (200 * SFL_MSECOND)

/* Where the recording does not tell. */
#define USUAL_FRAME_RATE 25

/* Words of a quote that a name begins with. */
#define NAME_WORDS 6

/* Bytes of what is said before and after, and of the words at each end, that are shown; about. */
#define CONTEXT 80
#define SHOWN 110

void
sfl_clip_plan_free (SflClipPlan *self)
{
  sfl_clip_plan_stop (self);
  g_object_unref (self->episode);
  g_object_unref (self->transcript);
  g_object_unref (self->media);
  g_free (self->track);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->levels);
  g_free (self);
}

/* Whether there are a recording and words with times. */
gboolean
sfl_clip_plan_is_possible (SflEpisode *episode)
{
  g_return_val_if_fail (SFL_IS_EPISODE (episode), FALSE);

  return sfl_episode_can_align (episode) &&
         sfl_transcript_is_timed (sfl_episode_get_transcript (episode));
}

/* Somebody who selects words may miss the stop behind the last. */
static gsize
find_punctuation_end (SflTranscript *transcript, gsize to)
{
  gsize length;
  const char *text = sfl_transcript_get_text (transcript, &length);

  while (to < length && g_unichar_ispunct (g_utf8_get_char (text + to)))
    to = g_utf8_next_char (text + to) - text;

  return to;
}

/* The programme and the day: "Smart Tech, 21 January 2025"; the day alone below the programme. */
static char *
dup_subtitle (SflTranscript *transcript, const char *title)
{
  const char *programme = sfl_transcript_get_meta (transcript, SFL_META_PROGRAMME);
  const char *date = sfl_transcript_get_meta (transcript, SFL_META_DATE);
  g_autofree char *day = date != NULL ? sfl_date_to_string (date) : NULL;

  if (g_strcmp0 (programme, title) == 0)
    programme = NULL;
  if (programme != NULL && day != NULL)
    return g_strdup_printf ("%s, %s", programme, day);

  return g_strdup (programme != NULL ? programme : day);
}

/**
 * sfl_clip_plan_new:
 * @episode: with a recording and a transcript with times
 * @from: of the words, in the text of the transcript
 * @to: where they end
 *
 * Begins with what most people want: upright, with the words.
 *
 * Returns: NULL with @error set when the words have no times
 */
SflClipPlan *
sfl_clip_plan_new (SflEpisode *episode, gsize from, gsize to, GError **error)
{
  const SflTrack *track;
  SflTranscript *transcript;
  SflClipPlan *self;
  SflClipEnd ends[SFL_CLIP_N_SIDES];

  g_return_val_if_fail (SFL_IS_EPISODE (episode), NULL);
  g_return_val_if_fail (sfl_clip_plan_is_possible (episode), NULL);
  g_return_val_if_fail (from < to, NULL);

  transcript = sfl_episode_get_transcript (episode);
  if (!sfl_clip_ends_find (transcript, from, to, &ends[SFL_CLIP_START], &ends[SFL_CLIP_END])) {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                         _ ("These words have no times yet: align them first."));
    return NULL;
  }
  if (ends[SFL_CLIP_END].time - ends[SFL_CLIP_START].time > SFL_CLIP_MAX_LENGTH) {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                         _ ("A clip lasts an hour at most: select less."));
    return NULL;
  }

  track = sfl_episode_get_sound_track (episode);
  self = g_new0 (SflClipPlan, 1);
  self->episode = g_object_ref (episode);
  self->transcript = g_object_ref (transcript);
  self->from = from;
  self->to = find_punctuation_end (transcript, to);
  self->duration = sfl_episode_get_duration_approximate (episode)
                       ? SFL_TIME_NONE
                       : sfl_episode_get_duration (episode);
  for (guint i = 0; i < SFL_CLIP_N_SIDES; i++) {
    self->ends[i] = ends[i];
    self->times[i] = ends[i].time;
  }
  if (self->duration > self->times[SFL_CLIP_START] + MIN_LENGTH)
    self->times[SFL_CLIP_END] = MIN (self->times[SFL_CLIP_END], self->duration);
  self->media = g_object_ref (sfl_episode_get_media (episode));
  self->track = track != NULL ? g_strdup (track->id) : NULL;
  self->has_video = sfl_episode_get_has_video (episode);
  self->frame_rate = sfl_player_get_frame_rate (episode->player);
  if (self->frame_rate <= 0)
    self->frame_rate = USUAL_FRAME_RATE;
  self->has_word_times =
      sfl_transcript_trusts_words (transcript, sfl_transcript_find_at (transcript, from));
  self->title = sfl_episode_dup_short_title (episode);
  self->subtitle = dup_subtitle (transcript, self->title);
  self->words = self->has_word_times ? SFL_CLIP_WORDS_KARAOKE : SFL_CLIP_WORDS_BOX;
  self->shows_speakers = TRUE;
  sfl_clip_plan_set_window (self);

  return self;
}

void
sfl_clip_plan_set_preset (SflClipPlan *self, SflClipPreset preset)
{
  g_return_if_fail (preset < SFL_CLIP_N_PRESETS);

  self->preset = preset;
}

SflClipPreset
sfl_clip_plan_get_preset (const SflClipPlan *self)
{
  return self->preset;
}

void
sfl_clip_plan_set_filling (SflClipPlan *self, SflClipFilling filling)
{
  g_return_if_fail (filling < SFL_CLIP_N_FILLINGS);

  self->filling = filling;
}

void
sfl_clip_plan_set_words (SflClipPlan *self, SflClipWords words)
{
  g_return_if_fail (words < SFL_CLIP_N_WORDS);

  self->words = words;
}

void
sfl_clip_plan_set_volume (SflClipPlan *self, SflClipVolume volume)
{
  g_return_if_fail (volume < SFL_CLIP_N_VOLUMES);

  self->volume = volume;
}

/* Whether captions tell who speaks. */
void
sfl_clip_plan_set_shows_speakers (SflClipPlan *self, gboolean shows_speakers)
{
  self->shows_speakers = !!shows_speakers;
}

/* Whether there will be one to look at. */
gboolean
sfl_clip_plan_has_picture (const SflClipPlan *self)
{
  return self->preset != SFL_CLIP_PRESET_SOUND;
}

gboolean
sfl_clip_plan_has_sound (const SflClipPlan *self)
{
  return self->preset != SFL_CLIP_PRESET_QUOTE;
}

/* Whether it will show the picture of the recording. */
gboolean
sfl_clip_plan_is_filmed (const SflClipPlan *self)
{
  return self->has_video && self->preset <= SFL_CLIP_PRESET_LANDSCAPE;
}

gboolean
sfl_clip_plan_has_word_times (const SflClipPlan *self)
{
  return self->has_word_times;
}

gboolean
sfl_clip_plan_has_speakers (const SflClipPlan *self)
{
  return sfl_transcript_get_n_speakers (self->transcript) > 0;
}

/**
 * sfl_clip_plan_find_missing:
 *
 * Returns: (nullable): what is not installed, without which it cannot be made
 */
const char *
sfl_clip_plan_find_missing (const SflClipPlan *self)
{
  return sfl_clip_find_missing (sfl_clip_plan_choose_form (self));
}

SflTime
sfl_clip_plan_get_time (const SflClipPlan *self, SflClipSide side)
{
  return self->times[side];
}

SflTime
sfl_clip_plan_get_length (const SflClipPlan *self)
{
  return self->times[SFL_CLIP_END] - self->times[SFL_CLIP_START];
}

/**
 * sfl_clip_plan_set_time:
 * @time: moves the end there, as far as something is left of the clip, and it is not too long
 *
 * The words become those that are heard then.
 */
void
sfl_clip_plan_set_time (SflClipPlan *self, SflClipSide side, SflTime time)
{
  const SflTime start = self->times[SFL_CLIP_START], end = self->times[SFL_CLIP_END];

  g_return_if_fail (side < SFL_CLIP_N_SIDES);

  if (side == SFL_CLIP_START)
    time = CLAMP (time, MAX (end - SFL_CLIP_MAX_LENGTH, 0), end - MIN_LENGTH);
  else
    time = CLAMP (time, start + MIN_LENGTH, start + SFL_CLIP_MAX_LENGTH);
  if (side == SFL_CLIP_END && self->duration > start + MIN_LENGTH)
    time = MIN (time, self->duration);
  if (time == self->times[side])
    return;

  self->times[side] = time;
  self->moved[side] = TRUE;
  if (sfl_clip_range_find_text (self->transcript, self->times[SFL_CLIP_START],
                                self->times[SFL_CLIP_END], &self->from, &self->to))
    self->to = find_punctuation_end (self->transcript, self->to);
}

/* Moves an end to the next picture, tenth of a second or word, or to the one before. */
void
sfl_clip_plan_step (SflClipPlan *self, SflClipSide side, SflClipStep step, gboolean later)
{
  const SflTime time = self->times[side];
  const SflTime picture = (SflTime) (SFL_SECOND / self->frame_rate);
  SflTime target = SFL_TIME_NONE;

  switch (step) {
  case SFL_CLIP_STEP_PICTURE:
    target = time + (later ? picture : -picture);
    break;
  case SFL_CLIP_STEP_TENTH:
    target = time + (later ? 1 : -1) * 100 * SFL_MSECOND;
    break;
  case SFL_CLIP_STEP_WORD:
    target = sfl_clip_range_find_edge (self->transcript, side, time, later);
    break;
  }
  if (target != SFL_TIME_NONE)
    sfl_clip_plan_set_time (self, side, target);
}

SflTranscript *
sfl_clip_plan_get_transcript (const SflClipPlan *self)
{
  return self->transcript;
}

/* In one row, and without its middle where it is long. */
static char *
dup_row (SflTranscript *transcript, gsize from, gsize to)
{
  g_autofree char *text = sfl_excerpt_dup_text (transcript, from, to);
  gsize length;

  g_strstrip (g_strdelimit (text, "\n", ' '));
  length = strlen (text);
  if (length > 3 * SHOWN) {
    const char *first = strchr (text + SHOWN, ' '), *last = strchr (text + length - SHOWN, ' ');

    if (first != NULL && last != NULL)
      return g_strdup_printf ("%.*s … %s", (int) (first - text), text, last + 1);
  }

  return g_steal_pointer (&text);
}

/**
 * sfl_clip_plan_dup_context:
 * @before: (out) (transfer full): what is said just before; may be empty
 * @words: (out) (transfer full): what is said in the clip; its middle may be left out
 * @after: (out) (transfer full): what is said just after; may be empty
 */
void
sfl_clip_plan_dup_context (const SflClipPlan *self, char **before, char **words, char **after)
{
  gsize length;
  const char *text = sfl_transcript_get_text (self->transcript, &length);
  gsize start = self->from > CONTEXT ? self->from - CONTEXT : 0;
  gsize end = MIN (self->to + CONTEXT, length);

  /* Whole words. */
  while (start > 0 && start < self->from && !g_ascii_isspace (text[start]))
    start++;
  while (end < length && end > self->to && !g_ascii_isspace (text[end]))
    end--;
  *before = dup_row (self->transcript, start, self->from);
  *words = dup_row (self->transcript, self->from, self->to);
  *after = dup_row (self->transcript, self->to, end);
}

/* What people write beside it: the words, who says them, where and when. */
char *
sfl_clip_plan_dup_post (const SflClipPlan *self)
{
  return sfl_excerpt_dup_quote (self->transcript, self->from, self->to);
}

/* For those who do not see it: what kind of thing it is, and all of the words. */
char *
sfl_clip_plan_dup_description (const SflClipPlan *self)
{
  g_autofree char *words = sfl_excerpt_dup_text (self->transcript, self->from, self->to);

  if (self->preset == SFL_CLIP_PRESET_QUOTE)
    return g_strdup_printf (_ ("A picture with the words “%s”, from %s."), words, self->title);
  if (self->preset == SFL_CLIP_PRESET_SOUND)
    return g_strdup_printf (_ ("A sound recording from %s. It says: “%s”"), self->title, words);
  if (self->words == SFL_CLIP_WORDS_NONE)
    return g_strdup_printf (_ ("A video from %s. It says: “%s”"), self->title, words);

  return g_strdup_printf (_ ("A captioned video from %s. It says: “%s”"), self->title, words);
}

/**
 * sfl_clip_plan_dup_name:
 *
 * Returns: (transfer full): a name for its file, from its first words: "Bigger is not better.mp4"
 */
char *
sfl_clip_plan_dup_name (const SflClipPlan *self)
{
  static const char *const extensions[] = {
    [SFL_CLIP_FORM_MP4] = "mp4",   [SFL_CLIP_FORM_WEBM] = "webm", [SFL_CLIP_FORM_M4A] = "m4a",
    [SFL_CLIP_FORM_OPUS] = "opus", [SFL_CLIP_FORM_PNG] = "png",
  };
  const char *text = sfl_transcript_get_text (self->transcript, NULL);
  g_autofree char *words = g_strndup (text + self->from, self->to - self->from);
  GString *name = g_string_new (NULL);

  for (guint i = 0, n = 0; words[i] != '\0'; i++)
    if (g_ascii_isspace (words[i]) && ++n == NAME_WORDS) {
      words[i] = '\0';
      break;
    }
  sfl_file_name_append (name, words);
  if (name->len == 0)
    g_string_append (name, _ ("Clip"));
  g_string_append_printf (name, ".%s", extensions[sfl_clip_plan_choose_form (self)]);

  return g_string_free (name, FALSE);
}
