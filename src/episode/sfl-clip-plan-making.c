/* sfl-clip-plan-making.c: what was decided becomes a recipe, a picture, a file
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-clip-plan-private.h"

#include "sfl-clip-limits.h"
#include "sfl-clip-renderer.h"
#include "sfl-clip-still.h"

#include <glib/gi18n-lib.h>

/* The shorter side of what is drawn before it is made, in pixels. */
#define STILL_SIDE 480

/* Not everybody may install what writes H.264. */
SflClipForm
sfl_clip_plan_choose_form (const SflClipPlan *self)
{
  if (self->preset == SFL_CLIP_PRESET_QUOTE)
    return SFL_CLIP_FORM_PNG;
  if (self->preset == SFL_CLIP_PRESET_SOUND)
    return sfl_clip_find_missing (SFL_CLIP_FORM_M4A) == NULL ? SFL_CLIP_FORM_M4A
                                                             : SFL_CLIP_FORM_OPUS;

  return sfl_clip_find_missing (SFL_CLIP_FORM_MP4) == NULL ? SFL_CLIP_FORM_MP4 : SFL_CLIP_FORM_WEBM;
}

/* "X (2 minutes 20 seconds), Bluesky (3 minutes)"; NULL without one */
static char *
dup_platforms (GPtrArray *limits, SflClipLimitKind kind)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < limits->len; i++) {
    const SflClipLimit *limit = g_ptr_array_index (limits, i);
    g_autofree char *value = NULL;

    if (limit->kind != kind)
      continue;
    value = kind == SFL_CLIP_LIMIT_TOO_LARGE ? g_format_size (limit->n_bytes)
                                             : sfl_time_to_words (limit->length);
    if (names->len > 0)
      g_string_append (names, ", ");
    g_string_append_printf (names, "%s (%s)", limit->platform, value);
  }

  return g_string_free (names, names->len == 0);
}

/**
 * sfl_clip_plan_dup_limits:
 * @facts: (nullable): of the clip that was made
 *
 * Returns: (transfer full) (nullable): which platforms do not take such a video, and why
 */
char *
sfl_clip_plan_dup_limits (const SflClipPlan *self, const SflClipFacts *facts)
{
  static const guint sizes[][2] = {
    [SFL_CLIP_PRESET_VERTICAL] = { 9, 16 },
    [SFL_CLIP_PRESET_SQUARE] = { 1, 1 },
    [SFL_CLIP_PRESET_LANDSCAPE] = { 16, 9 },
  };
  static const char *const texts[] = {
    [SFL_CLIP_LIMIT_TOO_SHORT] = N_ ("Too short for %s."),
    [SFL_CLIP_LIMIT_TOO_LONG] = N_ ("Too long for %s."),
    [SFL_CLIP_LIMIT_TOO_LARGE] = N_ ("Too large for %s."),
  };
  g_autoptr (GPtrArray) limits = NULL;
  GString *text;

  if (!sfl_clip_plan_has_picture (self) || !sfl_clip_plan_has_sound (self))
    return NULL;

  limits =
      sfl_clip_limits_find (sfl_clip_plan_get_length (self), facts != NULL ? facts->n_bytes : 0,
                            sizes[self->preset][0], sizes[self->preset][1]);
  text = g_string_new (NULL);
  for (guint kind = 0; kind < G_N_ELEMENTS (texts); kind++) {
    g_autofree char *platforms = dup_platforms (limits, kind);

    if (platforms == NULL)
      continue;
    if (text->len > 0)
      g_string_append_c (text, ' ');
    /* Translators: names of platforms, each with its limit: "Bluesky (3 minutes)". */
    g_string_append_printf (text, _ (texts[kind]), platforms);
  }

  return g_string_free (text, text->len == 0);
}

/* Returns: (transfer full) */
SflClipRecipe *
sfl_clip_plan_make_recipe (const SflClipPlan *self)
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
  static const double volumes[] = {
    [SFL_CLIP_VOLUME_AS_IS] = 0,
    [SFL_CLIP_VOLUME_PODCAST] = -16,
    [SFL_CLIP_VOLUME_SOCIAL] = -14,
  };
  SflClipRecipe *recipe = sfl_clip_recipe_new ();

  recipe->source = g_file_get_uri (self->media);
  recipe->track = g_strdup (self->track);
  recipe->start = self->times[SFL_CLIP_START];
  recipe->end = self->times[SFL_CLIP_END];
  recipe->form = sfl_clip_plan_choose_form (self);
  recipe->shape = shapes[self->preset];
  recipe->fit = fits[self->filling];
  recipe->style = styles[self->words];
  recipe->title = g_strdup (self->title);
  recipe->subtitle = g_strdup (self->subtitle);
  recipe->show_speakers = self->shows_speakers;
  recipe->loudness = sfl_clip_plan_has_sound (self) ? volumes[self->volume] : 0;
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
  g_task_set_task_data (task, sfl_clip_plan_make_recipe (self),
                        (GDestroyNotify) sfl_clip_recipe_free);
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

  recipe = sfl_clip_plan_make_recipe (self);
  sfl_clip_render_async (recipe, target, cancellable, progress, progress_data, callback, user_data);
}

gboolean
sfl_clip_plan_render_finish (GAsyncResult *result, SflClipFacts *facts, GError **error)
{
  SflClipResult clip;

  if (!sfl_clip_render_finish (result, &clip, error))
    return FALSE;
  *facts = (SflClipFacts){ clip.length, clip.n_bytes, clip.width, clip.height, clip.loudness };

  return TRUE;
}
