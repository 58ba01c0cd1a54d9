/* sfl-container.h: the text tracks and chapters of a recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks while it reads: for threads.  No GStreamer type in this header.
 */

#pragma once

#include <gio/gio.h>

#include "sfl-text-track.h"
#include "sfl-transcript.h"

G_BEGIN_DECLS

typedef struct _SflContainer SflContainer;

SflContainer *sfl_container_open (GFile *file, GCancellable *cancellable, GError **error);
SflContainer *sfl_container_open_bytes (GBytes *bytes);
void sfl_container_close (SflContainer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflContainer, sfl_container_close)

const SflTextTrack *sfl_container_get_tracks (SflContainer *self, guint *n_tracks);
const SflChapter *sfl_container_get_chapters (SflContainer *self, guint *n_chapters);

gboolean sfl_container_read_track (SflContainer *self,
                                   guint track,
                                   SflPacketFunc func,
                                   gpointer user_data,
                                   GCancellable *cancellable,
                                   GError **error);

G_END_DECLS
