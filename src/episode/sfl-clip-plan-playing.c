/* sfl-clip-plan-playing.c: a clip is played before it is made
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The episode plays it again and again; its pictures are shown as the clip will have them.
 */

#include "config.h"

#include "sfl-clip-plan-private.h"

#include "sfl-study.h"

/* The shorter side of the pictures that move, in pixels. */
#define SIDE 360

/* Another episode may have been opened meanwhile. */
gboolean
sfl_clip_plan_can_play (const SflClipPlan *self)
{
  GFile *media = sfl_episode_get_media (self->episode);

  return media != NULL && g_file_equal (media, self->media) &&
         sfl_episode_get_source (self->episode) == SFL_SOURCE_RECORDING;
}

/* Whether it is being played by this plan; a pause elsewhere ends it. */
gboolean
sfl_clip_plan_get_playing (const SflClipPlan *self)
{
  return self->is_playing && sfl_clip_plan_can_play (self) &&
         sfl_episode_get_playing (self->episode);
}

/* Plays it as it is now, from its start, again and again. */
void
sfl_clip_plan_play (SflClipPlan *self)
{
  g_return_if_fail (sfl_clip_plan_can_play (self));

  g_clear_pointer (&self->preview, sfl_clip_preview_free);
  if (sfl_clip_plan_has_picture (self) && sfl_clip_plan_has_sound (self)) {
    g_autoptr (SflClipRecipe) recipe = sfl_clip_plan_make_recipe (self);

    self->preview = sfl_clip_preview_new (recipe, SIDE);
  }
  self->is_playing = TRUE;
  sfl_study_loop_range (sfl_episode_get_study (self->episode), self->times[SFL_CLIP_START],
                        self->times[SFL_CLIP_END]);
}

void
sfl_clip_plan_stop (SflClipPlan *self)
{
  if (!self->is_playing)
    return;

  self->is_playing = FALSE;
  g_clear_pointer (&self->preview, sfl_clip_preview_free);
  if (sfl_clip_plan_can_play (self)) {
    sfl_episode_pause (self->episode);
    sfl_study_end_loop (sfl_episode_get_study (self->episode));
  }
}

/**
 * sfl_clip_plan_take_picture:
 *
 * For each picture of the screen.
 *
 * Returns: (transfer full) (nullable): what the clip looks like now, if that is another picture than
 *   the one before
 */
SflFrame *
sfl_clip_plan_take_picture (SflClipPlan *self)
{
  if (self->preview == NULL || !sfl_clip_plan_get_playing (self))
    return NULL;

  sfl_clip_preview_show (self->preview, sfl_episode_get_frame (self->episode),
                         sfl_episode_get_position (self->episode));

  return sfl_clip_preview_take (self->preview);
}
