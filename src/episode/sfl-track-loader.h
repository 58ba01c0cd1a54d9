/* sfl-track-loader.h: what a recording brings besides sound and picture
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "sfl-text-track.h"
#include "sfl-transcript.h"

G_BEGIN_DECLS

/**
 * SflContents:
 * @tracks: (element-type SflTextTrack): text tracks, in the order of the file
 * @chapters: (element-type SflChapter): in the order of their starts
 */
typedef struct {
  GArray *tracks;
  GArray *chapters;
} SflContents;

void sfl_contents_free (SflContents *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflContents, sfl_contents_free)

void sfl_contents_look_async (GFile *file,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
SflContents *sfl_contents_look_finish (GAsyncResult *result, GError **error);

/* In the context of the call, with what has been read so far. */
typedef void (*SflTrackProgress) (SflTranscript *transcript, gpointer user_data);

void sfl_track_load_async (GFile *file,
                           guint64 id,
                           SflTrackProgress progress,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
SflTranscript *sfl_track_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
