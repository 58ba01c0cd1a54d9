/* sfl-transcript-builder.h: from a reader's findings to a transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-transcript.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* More lines are dropped, with a warning. */
#define SFL_TRANSCRIPT_MAX_LINES 2000000

/* More chapters are dropped, with a warning. */
#define SFL_TRANSCRIPT_MAX_CHAPTERS 10000

/* Warnings kept one by one; more are only counted. */
#define SFL_TRANSCRIPT_MAX_WARNINGS 1000

typedef struct _SflTranscriptBuilder SflTranscriptBuilder;

SflTranscriptBuilder *sfl_transcript_builder_new (const char *format);
void sfl_transcript_builder_free (SflTranscriptBuilder *self);
SflTranscript *sfl_transcript_builder_end (SflTranscriptBuilder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflTranscriptBuilder, sfl_transcript_builder_free)

void sfl_transcript_builder_set_cancellable (SflTranscriptBuilder *self, GCancellable *cancellable);
void sfl_transcript_builder_set_numbers (SflTranscriptBuilder *self,
                                         const guint *numbers,
                                         gsize n_numbers);
void sfl_transcript_builder_reserve (SflTranscriptBuilder *self, gsize n_bytes);
void sfl_transcript_builder_set_meta (SflTranscriptBuilder *self,
                                      const char *key,
                                      const char *value,
                                      gssize length);
int
sfl_transcript_builder_add_speaker (SflTranscriptBuilder *self, const char *name, gssize length);

gboolean sfl_transcript_builder_begin_line (SflTranscriptBuilder *self,
                                            SflTime start,
                                            SflTime end,
                                            int speaker);
void sfl_transcript_builder_append (SflTranscriptBuilder *self, const char *text, gsize length);
gsize sfl_transcript_builder_get_line_length (SflTranscriptBuilder *self);
void sfl_transcript_builder_truncate_line (SflTranscriptBuilder *self, gsize length);
void sfl_transcript_builder_set_line_end (SflTranscriptBuilder *self, SflTime end);
void sfl_transcript_builder_set_line_speaker (SflTranscriptBuilder *self, int speaker);
void sfl_transcript_builder_add_word (SflTranscriptBuilder *self,
                                      gsize offset,
                                      gsize length,
                                      SflTime start,
                                      SflTime end,
                                      float confidence);
void sfl_transcript_builder_end_line (SflTranscriptBuilder *self);
gboolean sfl_transcript_builder_end_line_once (SflTranscriptBuilder *self);
void sfl_transcript_builder_drop_line (SflTranscriptBuilder *self);
guint sfl_transcript_builder_get_n_lines (SflTranscriptBuilder *self);

void sfl_transcript_builder_add_chapter (SflTranscriptBuilder *self,
                                         SflTime start,
                                         const char *title,
                                         gssize length);

guint sfl_transcript_builder_get_n_chapters (SflTranscriptBuilder *self);

void sfl_transcript_builder_warn (SflTranscriptBuilder *self,
                                  guint number,
                                  SflWarningKind kind,
                                  const char *message);

G_END_DECLS
