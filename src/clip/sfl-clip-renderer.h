/* sfl-clip-renderer.h: a recipe becomes a file
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Under its name there is all of the clip or nothing.  No GStreamer type in this header.
 */

#pragma once

#include "sfl-clip-recipe.h"

G_BEGIN_DECLS

/**
 * SflClipResult:
 * @start: where the clip begins in the recording: a video begins with the picture that is seen
 *   at the start of the recipe
 * @length: how long it lasts
 * @n_bytes: how large it is
 * @width: of the pictures; 0 without
 * @n_pictures: of the video
 * @loudness: in LUFS, where it was asked for; 0 otherwise
 */
typedef struct {
  SflTime start;
  SflTime length;
  gint64 n_bytes;
  guint width;
  guint height;
  guint n_pictures;
  double loudness;
} SflClipResult;

/**
 * SflClipProgressFunc:
 * @fraction: 0 to 1; never less than the time before
 *
 * Called a hundred times at most: by sfl_clip_render() on its thread, by
 * sfl_clip_render_async() in the main context of the caller.
 */
typedef void (*SflClipProgressFunc) (double fraction, gpointer user_data);

gboolean sfl_clip_render (const SflClipRecipe *recipe,
                          GFile *target,
                          GCancellable *cancellable,
                          SflClipProgressFunc progress,
                          gpointer user_data,
                          SflClipResult *result,
                          GError **error);

void sfl_clip_render_async (const SflClipRecipe *recipe,
                            GFile *target,
                            GCancellable *cancellable,
                            SflClipProgressFunc progress,
                            gpointer progress_data,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean sfl_clip_render_finish (GAsyncResult *result, SflClipResult *clip, GError **error);

const char *sfl_clip_find_missing (SflClipForm form);

G_END_DECLS
