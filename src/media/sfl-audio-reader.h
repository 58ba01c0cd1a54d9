/* sfl-audio-reader.h: the sound of a recording, as samples
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks while it reads: for threads.  No GStreamer type in this header.
 */

#pragma once

#include <gio/gio.h>

#include "sfl-time.h"

G_BEGIN_DECLS

/* Samples a second. */
#define SFL_AUDIO_READER_RATE 16000

typedef struct _SflAudioReader SflAudioReader;

/**
 * SflAudioFunc:
 * @start: when the first of @samples is heard
 * @samples: of one channel; gone when this returns
 *
 * Called in order of time while sfl_audio_reader_run() waits, on a thread of the reader's.  Where
 * the next block does not start when this one ends, the recording has no sound in between.
 */
typedef void (*SflAudioFunc) (SflTime start,
                              const gint16 *samples,
                              gsize n_samples,
                              gpointer user_data);

SflAudioReader *sfl_audio_reader_new (GFile *file);
void sfl_audio_reader_free (SflAudioReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflAudioReader, sfl_audio_reader_free)

void sfl_audio_reader_set_track (SflAudioReader *self, const char *id);
void sfl_audio_reader_set_range (SflAudioReader *self, SflTime start, SflTime end);

gboolean sfl_audio_reader_run (SflAudioReader *self,
                               SflAudioFunc func,
                               gpointer user_data,
                               GCancellable *cancellable,
                               GError **error);

SflTime sfl_audio_reader_get_end (SflAudioReader *self);
const GError *sfl_audio_reader_get_problem (SflAudioReader *self);

G_END_DECLS
