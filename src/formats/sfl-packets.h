/* sfl-packets.h: the packets of a text track become a transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "sfl-text-track.h"
#include "sfl-transcript.h"

G_BEGIN_DECLS

typedef struct _SflPackets SflPackets;

SflPackets *sfl_packets_new (const SflTextTrack *track);
void sfl_packets_free (SflPackets *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflPackets, sfl_packets_free)

gboolean
sfl_packets_add (SflPackets *self, SflTime start, SflTime end, const guint8 *data, gsize length);
void sfl_packets_add_chapter (SflPackets *self, const SflChapter *chapter);
guint sfl_packets_get_n_cues (SflPackets *self);
SflTranscript *
sfl_packets_make_transcript (SflPackets *self, GCancellable *cancellable, GError **error);

const char *sfl_text_codec_get_name (SflTextCodec codec);

G_END_DECLS
