/* sfl-aligner.h: when each word of a transcript is said in a recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-transcript.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Samples a second of what is pushed. */
#define SFL_ALIGNER_RATE 16000

/**
 * SflAlignFlags:
 * @SFL_ALIGN_IGNORE_TIMES: the times that the transcript has are not to be believed at all
 *
 * Without a flag the times of lines are believed to within some seconds; where the
 * recording contradicts them, the recording is right.
 */
typedef enum {
  SFL_ALIGN_DEFAULT = 0,
  SFL_ALIGN_IGNORE_TIMES = 1 << 0,
} SflAlignFlags;

/**
 * SflAlignProgressFunc:
 * @fraction: 0 to 1; never less than the time before
 *
 * Called on the thread that runs the aligner, some ten times a second at most.
 */
typedef void (*SflAlignProgressFunc) (double fraction, gpointer user_data);

#define SFL_TYPE_ALIGNER (sfl_aligner_get_type ())
G_DECLARE_FINAL_TYPE (SflAligner, sfl_aligner, SFL, ALIGNER, GObject)

SflAligner *sfl_aligner_new (const char *language);

void sfl_aligner_push (SflAligner *self, SflTime pts, const gint16 *samples, gsize n_samples);
void sfl_aligner_add_anchor (SflAligner *self, guint line, SflTime time);
void sfl_aligner_set_range (SflAligner *self, guint first_line, guint n_lines);

SflTranscript *sfl_aligner_run (SflAligner *self,
                                SflTranscript *transcript,
                                SflAlignFlags flags,
                                GCancellable *cancellable,
                                SflAlignProgressFunc progress,
                                gpointer user_data,
                                GError **error);

char **sfl_aligner_dup_languages (void);
gboolean sfl_aligner_speaks (const char *language);

G_END_DECLS
