/* sfl-cue-sink.h: where the cues of a subtitle file go
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-cue.h"
#include "sfl-transcript-builder.h"

G_BEGIN_DECLS

typedef struct _SflCueSink SflCueSink;

/* Reads all cues of @text into @sink, until sfl_cue_sink_add() says FALSE. */
typedef void (*SflCueReader) (SflCueSink *sink, const char *text, gsize length);

void sfl_cue_sink_run (SflTranscriptBuilder *builder,
                       SflCueReader reader,
                       SflMarkup markup,
                       const char *text,
                       gsize length);

void sfl_cue_sink_set_chapters (SflCueSink *self);
gboolean sfl_cue_sink_add (SflCueSink *self, SflCue *cue);
void sfl_cue_sink_warn (SflCueSink *self, guint number, SflWarningKind kind, const char *message);
void sfl_cue_sink_set_meta (SflCueSink *self, const char *key, SflSlice value);

G_END_DECLS
