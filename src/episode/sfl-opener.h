/* sfl-opener.h: which of some files is the recording, which the transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SflFound:
 * @media: the recording, or NULL
 * @transcript: the transcript, or NULL
 * @media_is_beside: nobody named @media; it lay beside the transcript
 * @transcript_is_beside: nobody named @transcript; it lay beside the recording
 * @n_ignored: files given that are neither, or one too many
 * @why: of a file that is neither, what it is, to be passed through gettext(); or NULL
 */
typedef struct {
  GFile *media;
  GFile *transcript;
  gboolean media_is_beside;
  gboolean transcript_is_beside;
  guint n_ignored;
  const char *why;
} SflFound;

void sfl_found_free (SflFound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflFound, sfl_found_free)

void sfl_opener_look_async (GFile *const *files,
                            guint n_files,
                            gboolean look_beside,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
SflFound *sfl_opener_look_finish (GAsyncResult *result, GError **error);

G_END_DECLS
