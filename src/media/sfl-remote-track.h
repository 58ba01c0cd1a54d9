/* sfl-remote-track.h: what another player says that it plays
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "sfl-time.h"

G_BEGIN_DECLS

/**
 * SflRemoteTrack:
 * @id: (nullable): an object path
 * @title: (nullable): one line of at most a few hundred letters
 * @length: SFL_TIME_NONE where it is not known
 */
typedef struct {
  char *id;
  char *title;
  SflTime length;
} SflRemoteTrack;

SflTime sfl_remote_time_from_variant (GVariant *value);
char *sfl_remote_text_clean (const char *text);

SflRemoteTrack *sfl_remote_track_new (GVariant *metadata);
SflRemoteTrack *sfl_remote_track_copy (const SflRemoteTrack *self);
void sfl_remote_track_free (SflRemoteTrack *self);
gboolean sfl_remote_track_equal (const SflRemoteTrack *a, const SflRemoteTrack *b);
gboolean sfl_remote_track_is_same (const SflRemoteTrack *a, const SflRemoteTrack *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflRemoteTrack, sfl_remote_track_free)

G_END_DECLS
