/* sfl-clip-mp3.h: an MP3 file that tells where its sound begins
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside this room only.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean sfl_clip_mp3_write (const char *path,
                             const GByteArray *frames,
                             guint64 n_samples,
                             const char *title,
                             GError **error);

G_END_DECLS
