/* sfl-text-track.h: a text track inside a recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the media room finds and the formats room reads, so that neither needs
 * the other.
 */

#pragma once

#include "sfl-time.h"

G_BEGIN_DECLS

/* A packet with more is left out: no line of speech is that long. */
#define SFL_PACKET_MAX_BYTES (1024 * 1024)

/**
 * SflTextCodec:
 * @SFL_TEXT_CODEC_SUBRIP: the rows of a cue
 * @SFL_TEXT_CODEC_ASS: an event without its times; the header is the script's
 * @SFL_TEXT_CODEC_WEBVTT: the rows of a cue
 * @SFL_TEXT_CODEC_WEBVTT_BLOCK: name, settings, rows, each after a line break
 * @SFL_TEXT_CODEC_MOV: length, text and styles, as QuickTime has it
 * @SFL_TEXT_CODEC_WVTT: the boxes of a WebVTT sample
 * @SFL_TEXT_CODEC_TTML: a document with times of its own
 * @SFL_TEXT_CODEC_PICTURES: pictures of text
 * @SFL_TEXT_CODEC_UNKNOWN: something that nobody here can read
 */
typedef enum {
  SFL_TEXT_CODEC_SUBRIP,
  SFL_TEXT_CODEC_ASS,
  SFL_TEXT_CODEC_WEBVTT,
  SFL_TEXT_CODEC_WEBVTT_BLOCK,
  SFL_TEXT_CODEC_MOV,
  SFL_TEXT_CODEC_WVTT,
  SFL_TEXT_CODEC_TTML,
  SFL_TEXT_CODEC_PICTURES,
  SFL_TEXT_CODEC_UNKNOWN,
} SflTextCodec;

/**
 * SflTextTrackFlags:
 * @SFL_TEXT_TRACK_DEFAULT: meant to be shown unless somebody chooses another
 * @SFL_TEXT_TRACK_FORCED: holds only what must be shown with the original sound
 * @SFL_TEXT_TRACK_IMPAIRED: describes sounds, too
 */
typedef enum {
  SFL_TEXT_TRACK_DEFAULT = 1 << 0,
  SFL_TEXT_TRACK_FORCED = 1 << 1,
  SFL_TEXT_TRACK_IMPAIRED = 1 << 2,
} SflTextTrackFlags;

/**
 * SflTextTrack:
 * @id: its number in the file, which stays when tracks are listed anew; never 0
 * @codec: how its packets are to be read
 * @flags: SflTextTrackFlags
 * @language: (nullable): BCP 47 or ISO 639 code
 * @title: (nullable): what the file calls it
 * @header: (nullable): what stands before the packets
 */
typedef struct {
  guint64 id;
  SflTextCodec codec;
  guint flags;
  char *language;
  char *title;
  GBytes *header;
} SflTextTrack;

void sfl_text_track_clear (SflTextTrack *self);
gboolean sfl_text_track_is_readable (const SflTextTrack *self);

/**
 * SflPacketFunc:
 * @end: SFL_TIME_NONE when the file does not say
 * @data: of this packet, as it stands in the file; valid during the call
 *
 * Returns: FALSE when no more packets are wanted
 */
typedef gboolean (*SflPacketFunc) (SflTime start,
                                   SflTime end,
                                   const guint8 *data,
                                   gsize length,
                                   gpointer user_data);

G_END_DECLS
