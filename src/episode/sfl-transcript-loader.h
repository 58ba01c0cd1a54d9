/* sfl-transcript-loader.h: a file or a pasted text becomes a transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "sfl-parse-options.h"
#include "sfl-transcript.h"

G_BEGIN_DECLS

void sfl_transcript_load_async (GFile *file,
                                const SflParseOptions *options,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
void sfl_transcript_load_text_async (const char *text,
                                     const SflParseOptions *options,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GBytes *sfl_transcript_read_file (GFile *file, GCancellable *cancellable, GError **error);
SflTranscript *sfl_transcript_load_finish (GAsyncResult *result, GError **error);

G_END_DECLS
