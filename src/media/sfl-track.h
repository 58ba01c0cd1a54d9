/* sfl-track.h: the audio and text streams of a file
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside this room only; SflTrack itself is in sfl-player.h.
 */

#pragma once

#include <gst/gst.h>

#include "sfl-player.h"

G_BEGIN_DECLS

GArray *sfl_track_list_new (GstStreamCollection *collection, GstStreamType type);
gboolean sfl_track_list_equal (GArray *tracks, GArray *others);

G_END_DECLS
