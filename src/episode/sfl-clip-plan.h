/* sfl-clip-plan.h: a clip of some words, before it is made
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a user decides about a clip, in the words of a user; sfl-clip-recipe.h has the rest.  Main
 * thread only.
 */

#pragma once

#include "sfl-episode.h"
#include "sfl-frame.h"

G_BEGIN_DECLS

/**
 * SflClipPreset:
 * @SFL_CLIP_PRESET_VERTICAL: a picture of 9:16
 * @SFL_CLIP_PRESET_SQUARE: a picture of 1:1
 * @SFL_CLIP_PRESET_LANDSCAPE: a picture of 16:9
 * @SFL_CLIP_PRESET_SOUND: no picture
 * @SFL_CLIP_PRESET_QUOTE: one picture with the words, and no sound
 */
typedef enum {
  SFL_CLIP_PRESET_VERTICAL,
  SFL_CLIP_PRESET_SQUARE,
  SFL_CLIP_PRESET_LANDSCAPE,
  SFL_CLIP_PRESET_SOUND,
  SFL_CLIP_PRESET_QUOTE,
  SFL_CLIP_N_PRESETS,
} SflClipPreset;

/* What becomes of a picture of another shape. */
typedef enum {
  SFL_CLIP_FILLING_CROP,
  SFL_CLIP_FILLING_BLUR,
  SFL_CLIP_FILLING_BARS,
  SFL_CLIP_N_FILLINGS,
} SflClipFilling;

typedef enum {
  SFL_CLIP_WORDS_NONE,
  SFL_CLIP_WORDS_BOX,
  SFL_CLIP_WORDS_OUTLINE,
  SFL_CLIP_WORDS_KARAOKE, /* the one that is said in another colour */
  SFL_CLIP_WORDS_LARGE,
  SFL_CLIP_N_WORDS,
} SflClipWords;

typedef struct _SflClipPlan SflClipPlan;

gboolean sfl_clip_plan_is_possible (SflEpisode *episode);
void sfl_clip_plan_new_async (SflEpisode *episode,
                              gsize from,
                              gsize to,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
SflClipPlan *sfl_clip_plan_new_finish (GAsyncResult *result, GError **error);
void sfl_clip_plan_free (SflClipPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflClipPlan, sfl_clip_plan_free)

void sfl_clip_plan_set_preset (SflClipPlan *self, SflClipPreset preset);
void sfl_clip_plan_set_filling (SflClipPlan *self, SflClipFilling filling);
void sfl_clip_plan_set_words (SflClipPlan *self, SflClipWords words);
void sfl_clip_plan_move (SflClipPlan *self, SflTime start, SflTime end);

gboolean sfl_clip_plan_has_picture (const SflClipPlan *self);
gboolean sfl_clip_plan_is_filmed (const SflClipPlan *self);
gboolean sfl_clip_plan_has_word_times (const SflClipPlan *self);
SflTime sfl_clip_plan_get_start (const SflClipPlan *self);
SflTime sfl_clip_plan_get_end (const SflClipPlan *self);
const char *sfl_clip_plan_find_missing (const SflClipPlan *self);
char *sfl_clip_plan_dup_name (const SflClipPlan *self);
const char *sfl_clip_plan_get_text (const SflClipPlan *self);
const char *sfl_clip_plan_get_post (const SflClipPlan *self);

void sfl_clip_plan_draw_async (const SflClipPlan *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
SflFrame *sfl_clip_plan_draw_finish (GAsyncResult *result, GError **error);

typedef void (*SflClipPlanProgress) (double fraction, gpointer user_data);

void sfl_clip_plan_render_async (const SflClipPlan *self,
                                 GFile *target,
                                 GCancellable *cancellable,
                                 SflClipPlanProgress progress,
                                 gpointer progress_data,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean sfl_clip_plan_render_finish (GAsyncResult *result,
                                      SflTime *length,
                                      gint64 *n_bytes,
                                      GError **error);

G_END_DECLS
