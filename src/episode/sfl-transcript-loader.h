/* sfl-transcript-loader.h: a file or a pasted text becomes a transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "sfl-transcript.h"

G_BEGIN_DECLS

void sfl_transcript_load_async (GFile *file,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
void sfl_transcript_load_text_async (const char *text,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
SflTranscript *sfl_transcript_load_finish (GAsyncResult *result, GError **error);

char *sfl_transcript_dup_summary (SflTranscript *transcript);
char *sfl_transcript_dup_remarks (SflTranscript *transcript);
const char *sfl_transcript_get_format_name (SflTranscript *transcript);

G_END_DECLS
