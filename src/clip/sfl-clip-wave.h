/* sfl-clip-wave.h: how loud it is around a clip
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "sfl-time.h"

G_BEGIN_DECLS

gboolean sfl_clip_wave_read (GFile *file,
                             const char *track,
                             SflTime start,
                             SflTime end,
                             float *levels,
                             guint n_levels,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
