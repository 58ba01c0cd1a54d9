/* sfl-check-run.h: whether a text fits a recording, found out on a thread of its own
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-fit.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void sfl_check_run_async (GFile *media,
                          const char *track,
                          SflTranscript *transcript,
                          const char *language,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
SflFit *sfl_check_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
