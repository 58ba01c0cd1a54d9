/* sfl-clip-recipe.h: everything that a clip is made from
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A plain value: it can be copied, compared, hashed and saved, and two equal recipes make equal
 * clips.  All times are those of the recording, so that they stay true when an end is moved.
 */

#pragma once

#include "sfl-transcript.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* No clip is longer. */
#define SFL_CLIP_MAX_LENGTH SFL_HOUR

typedef enum {
  SFL_CLIP_VIDEO,
  SFL_CLIP_AUDIOGRAM, /* the sound, with pictures that are drawn */
  SFL_CLIP_AUDIO,
  SFL_CLIP_CARD, /* one picture with the words */
} SflClipKind;

typedef enum {
  SFL_CLIP_SHAPE_SOURCE, /* as the recording is */
  SFL_CLIP_SHAPE_16_9,
  SFL_CLIP_SHAPE_1_1,
  SFL_CLIP_SHAPE_4_5,
  SFL_CLIP_SHAPE_9_16,
} SflClipShape;

/* What becomes of a picture that has another shape. */
typedef enum {
  SFL_CLIP_FIT_CROP,
  SFL_CLIP_FIT_BLUR, /* all of it, on a blurred ground of its own */
  SFL_CLIP_FIT_BARS,
} SflClipFit;

typedef enum {
  SFL_CAPTION_STYLE_NONE,
  SFL_CAPTION_STYLE_BOX,
  SFL_CAPTION_STYLE_OUTLINE,
  SFL_CAPTION_STYLE_KARAOKE, /* in a box, the word that is said in another colour */
  SFL_CAPTION_STYLE_LARGE,   /* a few large words at a time */
} SflCaptionStyle;

typedef enum {
  SFL_CAPTION_PLACE_BOTTOM,
  SFL_CAPTION_PLACE_MIDDLE,
  SFL_CAPTION_PLACE_TOP,
} SflCaptionPlace;

typedef enum {
  SFL_CLIP_FORM_MP4,
  SFL_CLIP_FORM_WEBM,
  SFL_CLIP_FORM_M4A,
  SFL_CLIP_FORM_OPUS,
  SFL_CLIP_FORM_MP3,
  SFL_CLIP_FORM_FLAC,
  SFL_CLIP_FORM_WAV,
  SFL_CLIP_FORM_PNG,
  SFL_CLIP_N_FORMS,
} SflClipForm;

/**
 * SflClipCue:
 * @start: when it appears
 * @end: when it goes
 * @text: may hold line breaks
 * @speaker: (nullable): who says it
 */
typedef struct {
  SflTime start;
  SflTime end;
  char *text;
  char *speaker;
} SflClipCue;

/**
 * SflClipWord:
 * @cue: index of the cue that it is part of
 * @offset: its first byte in the text of that
 * @length: in bytes
 */
typedef struct {
  SflTime start;
  SflTime end;
  guint cue;
  guint offset;
  guint length;
} SflClipWord;

/**
 * SflClipRecipe:
 * @source: (nullable): URI of the recording
 * @track: (nullable): id of its sound track; NULL for the first that can be decoded
 * @start: where the clip begins
 * @end: before which it ends
 * @cues: (element-type SflClipCue): in order of time, none before the one before it ends
 * @words: (element-type SflClipWord): in order of cue and time; may be empty
 * @crop_x: what is kept of a picture that is too wide: 0 its left, 1 its right
 * @crop_y: likewise from top to bottom
 * @short_side: of the picture in pixels; 0 for what suits the source
 * @font: (nullable): a family; NULL for the usual one
 * @text_size: of captions; 1 is the usual one
 * @text_color: as 0xrrggbb
 * @highlight_color: of the word that is said
 * @box_color: behind the words
 * @show_speakers: whether the name of who speaks stands before the words, where it changes
 * @quality: of the pictures: 0 best, 20 usual, 50 worst
 * @max_bytes: that the file may have; 0 for any number
 * @loudness: in LUFS; 0 leaves it as it is
 * @title: (nullable): shown on an audiogram and a card, and told by the file
 * @subtitle: (nullable): in smaller letters: programme, date
 * @cover: (nullable): path of a picture, for an audiogram or a card
 */
typedef struct {
  char *source;
  char *track;
  SflTime start;
  SflTime end;
  GArray *cues;
  GArray *words;

  SflClipKind kind;
  SflClipForm form;
  SflClipShape shape;
  SflClipFit fit;
  double crop_x;
  double crop_y;
  guint short_side;

  SflCaptionStyle style;
  SflCaptionPlace place;
  char *font;
  double text_size;
  guint text_color;
  guint highlight_color;
  guint box_color;
  gboolean show_speakers;

  guint quality;
  gint64 max_bytes;
  double loudness;
  char *title;
  char *subtitle;
  char *cover;
} SflClipRecipe;

SflClipRecipe *sfl_clip_recipe_new (void);
SflClipRecipe *sfl_clip_recipe_copy (const SflClipRecipe *self);
void sfl_clip_recipe_free (SflClipRecipe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflClipRecipe, sfl_clip_recipe_free)

char *sfl_clip_recipe_dup_hash (const SflClipRecipe *self);
char *sfl_clip_recipe_save (const SflClipRecipe *self);
SflClipRecipe *sfl_clip_recipe_load (const char *text, gsize length, GError **error);
gboolean sfl_clip_recipe_check (const SflClipRecipe *self, GError **error);

void sfl_clip_recipe_add_cue (SflClipRecipe *self,
                              SflTime start,
                              SflTime end,
                              const char *text,
                              const char *speaker);
void sfl_clip_recipe_add_word (SflClipRecipe *self,
                               SflTime start,
                               SflTime end,
                               guint offset,
                               guint length);
void sfl_clip_recipe_take_cues (SflClipRecipe *self, SflTranscript *transcript);
void
sfl_clip_recipe_take_quote (SflClipRecipe *self, SflTranscript *transcript, gsize from, gsize to);
SflTranscript *sfl_clip_recipe_dup_transcript (const SflClipRecipe *self, SflTime start);

const SflClipCue *sfl_clip_recipe_get_cues (const SflClipRecipe *self, guint *n_cues);
const SflClipWord *sfl_clip_recipe_get_words (const SflClipRecipe *self, guint *n_words);
void sfl_clip_recipe_get_size (const SflClipRecipe *self,
                               guint source_width,
                               guint source_height,
                               guint *width,
                               guint *height);

G_END_DECLS
