/* sfl-clip-encoder.h: pictures and sound to a file
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside this room only.  Blocks: for threads.
 */

#pragma once

#include <gst/video/video.h>

#include "sfl-clip-recipe.h"
#include "sfl-clip-sound.h"

G_BEGIN_DECLS

/**
 * SflClipEncoding:
 * @path: of the file
 * @spool: of another one for a while
 * @title: (nullable): the only thing that is told of the clip
 * @pictures: (nullable): what they are like
 * @sound: (nullable): all of it
 * @quality: of the pictures
 * @max_kbit: a second, for the pictures; 0 for any number
 * @buffer: how long more than that may be taken, to be saved again later
 */
typedef struct {
  SflClipForm form;
  const char *path;
  const char *spool;
  const char *title;
  const GstVideoInfo *pictures;
  SflClipSound *sound;
  guint quality;
  guint max_kbit;
  SflTime buffer;
} SflClipEncoding;

typedef struct _SflClipEncoder SflClipEncoder;

SflClipEncoder *
sfl_clip_encoder_new (const SflClipEncoding *encoding, GCancellable *cancellable, GError **error);
void sfl_clip_encoder_free (SflClipEncoder *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflClipEncoder, sfl_clip_encoder_free)

gboolean sfl_clip_encoder_push (SflClipEncoder *self, GstBuffer *picture, GError **error);
gboolean sfl_clip_encoder_finish (SflClipEncoder *self, GError **error);

guint sfl_clip_encoder_get_sound_kbit (SflClipForm form);
const char *sfl_clip_encoder_find_missing (SflClipForm form);

G_END_DECLS
