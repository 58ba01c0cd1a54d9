/* sfl-clip-ends.h: where a clip of some words begins and ends
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "sfl-transcript.h"

G_BEGIN_DECLS

/* An end moves this far at most to where it is quiet. */
#define SFL_CLIP_END_REACH (250 * SFL_MSECOND)

/**
 * SflClipEnd:
 * @time: where the text says that it is
 * @earliest: it may move back to here
 * @latest: and on to here: not into a word
 */
typedef struct {
  SflTime time;
  SflTime earliest;
  SflTime latest;
} SflClipEnd;

gboolean sfl_clip_ends_find (SflTranscript *transcript,
                             gsize from,
                             gsize to,
                             SflClipEnd *start,
                             SflClipEnd *end);
SflTime sfl_clip_end_settle (const SflClipEnd *self,
                             const float *levels,
                             guint n_levels,
                             SflTime first,
                             SflTime step);
SflTime sfl_clip_end_listen (const SflClipEnd *self,
                             GFile *file,
                             const char *track,
                             GCancellable *cancellable);

G_END_DECLS
