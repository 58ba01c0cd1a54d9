/* sfl-transcript-summary.h: what was understood of a transcript, in words
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-transcript.h"

G_BEGIN_DECLS

char *sfl_transcript_dup_summary (SflTranscript *transcript);
char *sfl_transcript_dup_aligned_share (SflTranscript *transcript);
char *sfl_transcript_dup_alignment_summary (SflTranscript *transcript);
char *sfl_transcript_dup_remarks (SflTranscript *transcript);
gboolean sfl_transcript_is_remarkable (SflTranscript *transcript);
const char *sfl_transcript_get_format_name (SflTranscript *transcript);

G_END_DECLS
