/* sfl-clip-captions.h: the words of a clip, as they are drawn
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A preview and the clip itself are drawn by this.  One thread.
 */

#pragma once

#include <cairo.h>

#include "sfl-clip-recipe.h"

G_BEGIN_DECLS

/**
 * SflCaption:
 * @cue: which cue it is a part of
 * @offset: the first byte of that part
 * @length: in bytes
 *
 * What is seen at once.
 */
typedef struct {
  SflTime start;
  SflTime end;
  guint cue;
  guint offset;
  guint length;
} SflCaption;

typedef struct _SflClipCaptions SflClipCaptions;

SflClipCaptions *sfl_clip_captions_new (const SflClipRecipe *recipe, guint width, guint height);
void sfl_clip_captions_free (SflClipCaptions *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflClipCaptions, sfl_clip_captions_free)

const SflCaption *sfl_clip_captions_get_all (SflClipCaptions *self, guint *n_captions);
gboolean sfl_clip_captions_find (SflClipCaptions *self, SflTime time, int *caption, int *word);
cairo_surface_t *
sfl_clip_captions_draw (SflClipCaptions *self, int caption, int word, int *x, int *y);

G_END_DECLS
