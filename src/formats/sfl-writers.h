/* sfl-writers.h: transcripts become files
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SflFormat.write() of each form, for the table; sfl_format_write() is the door.  What
 * comes back is valid UTF-8, but for the book, which is an archive.
 */

#pragma once

#include "sfl-format.h"

G_BEGIN_DECLS

#define SFL_DECLARE_WRITER(name)                                                                   \
  GBytes *sfl_##name##_write (SflTranscript *transcript, const SflWriteOptions *options,           \
                              GError **error);

SFL_DECLARE_WRITER (vtt)
SFL_DECLARE_WRITER (srt)
SFL_DECLARE_WRITER (ass)
SFL_DECLARE_WRITER (lrc)
SFL_DECLARE_WRITER (ttml)
SFL_DECLARE_WRITER (podcast_json)
SFL_DECLARE_WRITER (hyperaudio)
SFL_DECLARE_WRITER (plain_text)
SFL_DECLARE_WRITER (timed_text)
SFL_DECLARE_WRITER (markdown)
SFL_DECLARE_WRITER (epub)

#undef SFL_DECLARE_WRITER

G_END_DECLS
