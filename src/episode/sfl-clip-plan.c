/* sfl-clip-plan.c: a clip of some words, before it is made
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words are turned into times once, on a thread that listens for where it is quiet; what is
 * decided later is put into a recipe when the clip is made.
 */

#include "config.h"

#include "sfl-clip-plan.h"

#include "sfl-episode-private.h"

#include "sfl-clip-ends.h"
#include "sfl-clip-renderer.h"
#include "sfl-clip-still.h"
#include "sfl-error.h"
#include "sfl-excerpt.h"
#include "sfl-file-name.h"

#include <glib/gi18n-lib.h>

/* The shorter side of what is drawn before it is made, in pixels. */
#define STILL_SIDE 480

/* A clip is never made shorter. */
#define MIN_LENGTH (200 * SFL_MSECOND)

/* Words of a quote that a name begins with. */
#define NAME_WORDS 6

struct _SflClipPlan {
  SflTranscript *transcript;
  gsize from; /* of the words, in the transcript's text */
  gsize to;
  SflClipEnd ends[2];
  SflTime start;
  SflTime end;
  GFile *media;
  char *track;
  gboolean has_video;
  gboolean has_word_times;
  char *title;
  char *subtitle;
  char *text;
  char *post;

  SflClipPreset preset;
  SflClipFilling filling;
  SflClipWords words;
};

void
sfl_clip_plan_free (SflClipPlan *self)
{
  g_object_unref (self->transcript);
  g_object_unref (self->media);
  g_free (self->track);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->text);
  g_free (self->post);
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

static void
listen_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  SflClipPlan *self = data;

  self->start = sfl_clip_end_listen (&self->ends[0], self->media, cancellable);
  self->end = sfl_clip_end_listen (&self->ends[1], self->media, cancellable);
  g_task_return_pointer (task, self, (GDestroyNotify) sfl_clip_plan_free);
}

/* The programme and the day: "Smart Tech, 21 January 2025". */
static char *
dup_subtitle (SflTranscript *transcript)
{
  const char *programme = sfl_transcript_get_meta (transcript, SFL_META_PROGRAMME);
  const char *date = sfl_transcript_get_meta (transcript, SFL_META_DATE);
  g_autofree char *day = date != NULL ? sfl_date_to_string (date) : NULL;

  if (programme != NULL && day != NULL)
    return g_strdup_printf ("%s, %s", programme, day);

  return g_strdup (programme != NULL ? programme : day);
}

/**
 * sfl_clip_plan_new_async:
 * @episode: with a recording and a transcript with times
 * @from: of the words, in the text of the transcript
 * @to: where they end
 *
 * Begins with what most people want: upright, with the words.
 */
void
sfl_clip_plan_new_async (SflEpisode *episode,
                         gsize from,
                         gsize to,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  const SflTrack *track;
  SflTranscript *transcript;
  SflClipPlan *self;
  SflClipEnd start, end;

  g_return_if_fail (SFL_IS_EPISODE (episode));
  g_return_if_fail (sfl_clip_plan_is_possible (episode));
  g_return_if_fail (from < to);

  transcript = sfl_episode_get_transcript (episode);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sfl_clip_plan_new_async);
  if (!sfl_clip_ends_find (transcript, from, to, &start, &end)) {
    g_task_return_new_error (task, SFL_ERROR, SFL_ERROR_UNSUPPORTED, "%s",
                             _ ("These words have no times yet: align them first."));
    return;
  }

  track = sfl_episode_get_sound_track (episode);
  self = g_new0 (SflClipPlan, 1);
  self->transcript = g_object_ref (transcript);
  self->from = from;
  self->to = to;
  self->ends[0] = start;
  self->ends[1] = end;
  self->media = g_object_ref (sfl_episode_get_media (episode));
  self->track = track != NULL ? g_strdup (track->id) : NULL;
  self->has_video = sfl_episode_get_has_video (episode);
  self->has_word_times =
      sfl_transcript_trusts_words (transcript, sfl_transcript_find_at (transcript, from));
  self->title = sfl_episode_dup_short_title (episode);
  self->subtitle = dup_subtitle (transcript);
  self->text = sfl_excerpt_dup_text (transcript, from, to);
  self->post = sfl_excerpt_dup_quote (transcript, from, to);
  self->words = self->has_word_times ? SFL_CLIP_WORDS_KARAOKE : SFL_CLIP_WORDS_BOX;
  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, listen_thread);
}

/* Returns: (transfer full): NULL with @error set when the words have no times, or when cancelled */
SflClipPlan *
sfl_clip_plan_new_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sfl_clip_plan_set_preset (SflClipPlan *self, SflClipPreset preset)
{
  g_return_if_fail (preset < SFL_CLIP_N_PRESETS);

  self->preset = preset;
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

/* Moves its ends by so much, as far as something is left between them. */
void
sfl_clip_plan_move (SflClipPlan *self, SflTime start, SflTime end)
{
  self->start = CLAMP (self->start + start, 0, self->end - MIN_LENGTH);
  self->end = CLAMP (self->end + end, self->start + MIN_LENGTH, self->start + SFL_CLIP_MAX_LENGTH);
}

/* Whether there will be one to look at. */
gboolean
sfl_clip_plan_has_picture (const SflClipPlan *self)
{
  return self->preset != SFL_CLIP_PRESET_SOUND;
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

SflTime
sfl_clip_plan_get_start (const SflClipPlan *self)
{
  return self->start;
}

SflTime
sfl_clip_plan_get_end (const SflClipPlan *self)
{
  return self->end;
}

/* The words. */
const char *
sfl_clip_plan_get_text (const SflClipPlan *self)
{
  return self->text;
}

/* What people write beside it: the words, who says them, where and when. */
const char *
sfl_clip_plan_get_post (const SflClipPlan *self)
{
  return self->post;
}

/* Not everybody may install what writes H.264. */
static SflClipForm
choose_form (const SflClipPlan *self)
{
  if (self->preset == SFL_CLIP_PRESET_QUOTE)
    return SFL_CLIP_FORM_PNG;
  if (self->preset == SFL_CLIP_PRESET_SOUND)
    return sfl_clip_find_missing (SFL_CLIP_FORM_M4A) == NULL ? SFL_CLIP_FORM_M4A
                                                             : SFL_CLIP_FORM_OPUS;

  return sfl_clip_find_missing (SFL_CLIP_FORM_MP4) == NULL ? SFL_CLIP_FORM_MP4 : SFL_CLIP_FORM_WEBM;
}

/**
 * sfl_clip_plan_find_missing:
 *
 * Returns: (nullable): what is not installed, without which it cannot be made
 */
const char *
sfl_clip_plan_find_missing (const SflClipPlan *self)
{
  return sfl_clip_find_missing (choose_form (self));
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
  g_string_append_printf (name, ".%s", extensions[choose_form (self)]);

  return g_string_free (name, FALSE);
}

static SflClipRecipe *
make_recipe (const SflClipPlan *self)
{
  static const SflClipShape shapes[] = {
    [SFL_CLIP_PRESET_VERTICAL] = SFL_CLIP_SHAPE_9_16,
    [SFL_CLIP_PRESET_SQUARE] = SFL_CLIP_SHAPE_1_1,
    [SFL_CLIP_PRESET_LANDSCAPE] = SFL_CLIP_SHAPE_16_9,
    [SFL_CLIP_PRESET_SOUND] = SFL_CLIP_SHAPE_SOURCE,
    [SFL_CLIP_PRESET_QUOTE] = SFL_CLIP_SHAPE_1_1,
  };
  static const SflClipFit fits[] = { SFL_CLIP_FIT_CROP, SFL_CLIP_FIT_BLUR, SFL_CLIP_FIT_BARS };
  static const SflCaptionStyle styles[] = {
    SFL_CAPTION_STYLE_NONE,    SFL_CAPTION_STYLE_BOX,   SFL_CAPTION_STYLE_OUTLINE,
    SFL_CAPTION_STYLE_KARAOKE, SFL_CAPTION_STYLE_LARGE,
  };
  SflClipRecipe *recipe = sfl_clip_recipe_new ();

  recipe->source = g_file_get_uri (self->media);
  recipe->track = g_strdup (self->track);
  recipe->start = self->start;
  recipe->end = self->end;
  recipe->form = choose_form (self);
  recipe->shape = shapes[self->preset];
  recipe->fit = fits[self->filling];
  recipe->style = styles[self->words];
  recipe->title = g_strdup (self->title);
  recipe->subtitle = g_strdup (self->subtitle);
  recipe->show_speakers = TRUE;
  if (self->preset == SFL_CLIP_PRESET_QUOTE) {
    recipe->kind = SFL_CLIP_CARD;
    sfl_clip_recipe_take_quote (recipe, self->transcript, self->from, self->to);
  } else {
    recipe->kind = self->preset == SFL_CLIP_PRESET_SOUND ? SFL_CLIP_AUDIO
                   : self->has_video                     ? SFL_CLIP_VIDEO
                                                         : SFL_CLIP_AUDIOGRAM;
    sfl_clip_recipe_take_cues (recipe, self->transcript);
  }

  return recipe;
}

static void
draw_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  SflFrame *frame = sfl_clip_still (data, STILL_SIDE, cancellable, &error);

  if (frame != NULL)
    g_task_return_pointer (task, frame, (GDestroyNotify) sfl_frame_unref);
  else
    g_task_return_error (task, error);
}

/* Draws what it will look like; there must be a picture. */
void
sfl_clip_plan_draw_async (const SflClipPlan *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (sfl_clip_plan_has_picture (self));

  g_task_set_source_tag (task, sfl_clip_plan_draw_async);
  g_task_set_task_data (task, make_recipe (self), (GDestroyNotify) sfl_clip_recipe_free);
  g_task_run_in_thread (task, draw_thread);
}

/* Returns: (transfer full): NULL with @error set when it cannot be drawn, or when cancelled */
SflFrame *
sfl_clip_plan_draw_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sfl_clip_plan_render_async:
 * @target: where to; replaced when it is there
 * @progress: called with 0 to 1
 *
 * What is decided meanwhile is for the next one.
 */
void
sfl_clip_plan_render_async (const SflClipPlan *self,
                            GFile *target,
                            GCancellable *cancellable,
                            SflClipPlanProgress progress,
                            gpointer progress_data,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (SflClipRecipe) recipe = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (G_IS_FILE (target));

  recipe = make_recipe (self);
  sfl_clip_render_async (recipe, target, cancellable, progress, progress_data, callback, user_data);
}

/* @length: (out): how long it lasts; 0 for a picture */
gboolean
sfl_clip_plan_render_finish (GAsyncResult *result, SflTime *length, gint64 *n_bytes, GError **error)
{
  SflClipResult clip;

  if (!sfl_clip_render_finish (result, &clip, error))
    return FALSE;
  *length = clip.length;
  *n_bytes = clip.n_bytes;

  return TRUE;
}
