/* sfl-content-id.h: a file known by what is in it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Paths move, and a sandbox shows another one every time; what is inside a
 * recording stays.  A content id is a short ASCII string made of the size and a
 * SHA-256: of everything up to 2 MiB, of the first and the last MiB above.  It is
 * compared with strcmp() and is all that the library knows a file by.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* For text that is not in a file; a file with the same bytes has the same id. */
char *sfl_content_id_for_data (gconstpointer data, gsize length);

/* Waits for at most 2 MiB: for who has no other time left. */
char *sfl_content_id_compute (GFile *file, GError **error);

/* Regular local files only: anything else (a folder, a device, a pipe) fails at
 * once with SFL_ERROR_UNSUPPORTED and never blocks.  Reads on a thread.
 */
void sfl_content_id_compute_async (GFile *file,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* Returns: (transfer full): the id, or NULL with @error set */
char *sfl_content_id_compute_finish (GAsyncResult *result, GError **error);

G_END_DECLS
