/* sfl-clip-mp4.h: what a muxer does not know of an MP4 file
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside this room only.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean sfl_clip_mp4_complete (const char *path,
                                guint n_primed,
                                guint64 n_frames,
                                guint rate,
                                GError **error);

G_END_DECLS
