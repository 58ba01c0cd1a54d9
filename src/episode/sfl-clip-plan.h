/* sfl-clip-plan.h: a clip of some words, before it is made
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a user decides about a clip, in the words of a user; sfl-clip-recipe.h has the rest.  Main
 * thread only.
 */

#pragma once

#include "sfl-clip-range.h"
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

/**
 * SflClipVolume:
 * @SFL_CLIP_VOLUME_AS_IS: of the recording
 * @SFL_CLIP_VOLUME_PODCAST: -16 LUFS
 * @SFL_CLIP_VOLUME_SOCIAL: -14 LUFS
 */
typedef enum {
  SFL_CLIP_VOLUME_AS_IS,
  SFL_CLIP_VOLUME_PODCAST,
  SFL_CLIP_VOLUME_SOCIAL,
  SFL_CLIP_N_VOLUMES,
} SflClipVolume;

typedef enum {
  SFL_CLIP_STEP_PICTURE,
  SFL_CLIP_STEP_TENTH, /* of a second */
  SFL_CLIP_STEP_WORD,
} SflClipStep;

/**
 * SflClipFacts:
 * @length: 0 for a picture
 * @width: of the picture; 0 without
 * @loudness: in LUFS; 0 where it was left as it is
 *
 * What a clip that was made is.
 */
typedef struct {
  SflTime length;
  gint64 n_bytes;
  guint width;
  guint height;
  double loudness;
} SflClipFacts;

typedef struct _SflClipPlan SflClipPlan;

gboolean sfl_clip_plan_is_possible (SflEpisode *episode);
SflClipPlan *sfl_clip_plan_new (SflEpisode *episode, gsize from, gsize to, GError **error);
void sfl_clip_plan_free (SflClipPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflClipPlan, sfl_clip_plan_free)

/* What it shall be. */
void sfl_clip_plan_set_preset (SflClipPlan *self, SflClipPreset preset);
SflClipPreset sfl_clip_plan_get_preset (const SflClipPlan *self);
void sfl_clip_plan_set_filling (SflClipPlan *self, SflClipFilling filling);
void sfl_clip_plan_set_words (SflClipPlan *self, SflClipWords words);
void sfl_clip_plan_set_volume (SflClipPlan *self, SflClipVolume volume);
void sfl_clip_plan_set_shows_speakers (SflClipPlan *self, gboolean shows_speakers);

gboolean sfl_clip_plan_has_picture (const SflClipPlan *self);
gboolean sfl_clip_plan_has_sound (const SflClipPlan *self);
gboolean sfl_clip_plan_is_filmed (const SflClipPlan *self);
gboolean sfl_clip_plan_has_word_times (const SflClipPlan *self);
gboolean sfl_clip_plan_has_speakers (const SflClipPlan *self);
const char *sfl_clip_plan_find_missing (const SflClipPlan *self);
char *sfl_clip_plan_dup_limits (const SflClipPlan *self, const SflClipFacts *facts);

/* Where it begins and ends. */
SflTime sfl_clip_plan_get_time (const SflClipPlan *self, SflClipSide side);
SflTime sfl_clip_plan_get_length (const SflClipPlan *self);
void sfl_clip_plan_set_time (SflClipPlan *self, SflClipSide side, SflTime time);
void sfl_clip_plan_step (SflClipPlan *self, SflClipSide side, SflClipStep step, gboolean later);

/* What is heard there. */
void sfl_clip_plan_listen_async (SflClipPlan *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean sfl_clip_plan_listen_finish (SflClipPlan *self, GAsyncResult *result, GError **error);
void sfl_clip_plan_get_window (const SflClipPlan *self, SflTime *start, SflTime *end);
const float *sfl_clip_plan_get_levels (const SflClipPlan *self, guint *n_levels);

/* What is said there, and what people write beside it. */
SflTranscript *sfl_clip_plan_get_transcript (const SflClipPlan *self);
void sfl_clip_plan_dup_context (const SflClipPlan *self, char **before, char **words, char **after);
char *sfl_clip_plan_dup_name (const SflClipPlan *self);
char *sfl_clip_plan_dup_post (const SflClipPlan *self);
char *sfl_clip_plan_dup_description (const SflClipPlan *self);

/* What it will look like, and while it is played. */
void sfl_clip_plan_draw_async (const SflClipPlan *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
SflFrame *sfl_clip_plan_draw_finish (GAsyncResult *result, GError **error);
gboolean sfl_clip_plan_can_play (const SflClipPlan *self);
gboolean sfl_clip_plan_get_playing (const SflClipPlan *self);
void sfl_clip_plan_play (SflClipPlan *self);
void sfl_clip_plan_stop (SflClipPlan *self);
SflFrame *sfl_clip_plan_take_picture (SflClipPlan *self);

typedef void (*SflClipPlanProgress) (double fraction, gpointer user_data);

void sfl_clip_plan_render_async (const SflClipPlan *self,
                                 GFile *target,
                                 GCancellable *cancellable,
                                 SflClipPlanProgress progress,
                                 gpointer progress_data,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean sfl_clip_plan_render_finish (GAsyncResult *result, SflClipFacts *facts, GError **error);

G_END_DECLS
