/* sfl-transcript-private.h: what the builder hands to a new transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-transcript.h"

G_BEGIN_DECLS

/* Sorted and complete; owned by the transcript once handed over. */
typedef struct {
  SflTranscript *original; /* with other times: it owns @text; NULL: there is none */
  SflTranscript *base;     /* as it was before an SflSync moved it; NULL: none did */
  gboolean aligned;        /* its times were found in the recording, word by word */
  char *format;
  char *text; /* NUL-terminated */
  gsize text_length;
  SflLine *lines;
  gint32 *outlasting; /* per line: the nearest earlier line that ends later, or -1 */
  guint n_lines;
  SflWord *words;
  guint n_words;
  SflHole *holes;
  guint n_holes;
  GPtrArray *speakers; /* of char * */
  GArray *chapters;    /* of SflChapter, sorted by start */
  gboolean only_chapters;
  GHashTable *meta;
  GArray *warnings; /* of SflWarning */
  guint n_warned[2];
} SflTranscriptParts;

SflTranscript *sfl_transcript_new_from_parts (SflTranscriptParts *parts);
const SflTranscriptParts *sfl_transcript_get_parts (SflTranscript *self);
GArray *sfl_transcript_new_chapters (void);
void sfl_transcript_parts_complete_times (SflTranscriptParts *parts,
                                          gboolean some_untimed,
                                          gboolean unsorted);
void sfl_transcript_parts_link_lines (SflTranscriptParts *parts);
void sfl_transcript_parts_share_text (SflTranscriptParts *parts, SflTranscript *transcript);
void sfl_transcript_parts_clear (SflTranscriptParts *parts);

G_END_DECLS
