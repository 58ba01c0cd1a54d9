/* sfl-clip-plan-private.h: shared by the parts of a clip's plan
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-clip-plan.h"

#include "sfl-clip-ends.h"
#include "sfl-clip-preview.h"
#include "sfl-clip-recipe.h"

G_BEGIN_DECLS

struct _SflClipPlan {
  SflEpisode *episode;
  SflTranscript *transcript;
  GFile *media;
  char *track;
  SflTime duration; /* SFL_TIME_NONE while nobody knows */
  double frame_rate;
  gboolean has_video;
  gboolean has_word_times;
  char *title;
  char *subtitle;

  gsize from; /* of the words, in the transcript's text */
  gsize to;
  SflClipEnd ends[SFL_CLIP_N_SIDES];
  SflTime times[SFL_CLIP_N_SIDES];
  gboolean moved[SFL_CLIP_N_SIDES]; /* by hand */

  SflTime window_start;
  SflTime window_end;
  float *levels; /* NULL until they are heard */

  SflClipPreset preset;
  SflClipFilling filling;
  SflClipWords words;
  SflClipVolume volume;
  gboolean shows_speakers;

  gboolean is_playing;
  SflClipPreview *preview; /* NULL while nothing moves */
};

SflClipForm sfl_clip_plan_choose_form (const SflClipPlan *self);
SflClipRecipe *sfl_clip_plan_make_recipe (const SflClipPlan *self);
void sfl_clip_plan_set_window (SflClipPlan *self);

G_END_DECLS
