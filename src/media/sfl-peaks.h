/* sfl-peaks.h: the outline of an episode's sound, for the seek bar
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "sfl-time.h"

G_BEGIN_DECLS

void sfl_peaks_load_async (GFile *file,
                           guint n_peaks,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
float *sfl_peaks_load_finish (GAsyncResult *result, guint *n_peaks, GError **error);

G_END_DECLS
