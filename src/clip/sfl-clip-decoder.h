/* sfl-clip-decoder.h: the sound or the pictures of a stretch of a recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside this room only.  Blocks: for threads.
 */

#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

#include "sfl-time.h"

G_BEGIN_DECLS

typedef enum {
  SFL_CLIP_PICTURES,
  SFL_CLIP_SOUND,
} SflClipStream;

typedef struct _SflClipDecoder SflClipDecoder;

SflClipDecoder *sfl_clip_decoder_new (GFile *file,
                                      SflClipStream stream,
                                      const char *track,
                                      GstCaps *caps,
                                      GCancellable *cancellable);
void sfl_clip_decoder_free (SflClipDecoder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflClipDecoder, sfl_clip_decoder_free)

gboolean sfl_clip_decoder_open (SflClipDecoder *self, SflTime start, SflTime end, GError **error);
gboolean sfl_clip_decoder_is_empty (SflClipDecoder *self);
GstSample *sfl_clip_decoder_pull (SflClipDecoder *self, SflTime *time, GError **error);

G_END_DECLS
