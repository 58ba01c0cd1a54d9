/* sfl-probe.h: a first look at a file, before a pipeline sees it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside this room only.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean sfl_probe_has_estimated_length (const guint8 *data, gsize length);

gboolean sfl_probe_run (GFile *file, GCancellable *cancellable, GError **error);

void sfl_probe_async (GFile *file,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
gboolean sfl_probe_finish (GAsyncResult *result, gboolean *length_estimated, GError **error);

G_END_DECLS
