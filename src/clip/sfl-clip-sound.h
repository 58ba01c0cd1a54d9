/* sfl-clip-sound.h: the sound of a clip, all of it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside this room only.  Blocks: for threads.
 */

#pragma once

#include <gio/gio.h>

#include "sfl-time.h"

G_BEGIN_DECLS

/* Of every clip. */
#define SFL_CLIP_RATE 48000
#define SFL_CLIP_CHANNELS 2

/**
 * SflClipSound:
 * @samples: of both channels in turn, -1 to 1
 * @n_frames: samples of each channel
 */
typedef struct {
  gatomicrefcount n_refs;
  float *samples;
  gsize n_frames;
  gsize n_mapped; /* bytes of a file that holds them; 0 when they are in memory */
} SflClipSound;

SflClipSound *sfl_clip_sound_new (gsize n_frames, const char *spool, GError **error);
SflClipSound *sfl_clip_sound_ref (SflClipSound *self);
void sfl_clip_sound_unref (SflClipSound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflClipSound, sfl_clip_sound_unref)

gboolean sfl_clip_sound_read (SflClipSound *self,
                              GFile *file,
                              const char *track,
                              SflTime start,
                              gboolean *found,
                              GCancellable *cancellable,
                              GError **error);
void sfl_clip_sound_fade (SflClipSound *self, SflTime length);

gsize sfl_clip_sound_count (SflTime length);

G_END_DECLS
