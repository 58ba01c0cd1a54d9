/* fuzz-container.c: anything may stand in a recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The way of a text track, from the bytes of a file to a transcript.
 */

#include "config.h"

#include "sfl-container.h"
#include "sfl-packets.h"

/* What a packet may grow by: compression, and old encodings. */
#define MAX_BYTES (64 * 1024 * 1024)

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define CHECK(condition)                                                                           \
  G_STMT_START                                                                                     \
  {                                                                                                \
    if (!(condition))                                                                              \
      g_error ("%s", #condition);                                                                  \
  }                                                                                                \
  G_STMT_END

typedef struct {
  SflPackets *packets;
  gsize n_bytes;
} Reading;

static gboolean
take_packet (SflTime start, SflTime end, const guint8 *data, gsize length, gpointer user_data)
{
  Reading *reading = user_data;

  CHECK (start >= 0 && start <= 2 * SFL_TIME_MAX);
  CHECK (length <= 2 * SFL_PACKET_MAX_BYTES);
  reading->n_bytes += length;

  return sfl_packets_add (reading->packets, start, end, data, length) &&
         reading->n_bytes < MAX_BYTES;
}

static void
check_transcript (SflTranscript *transcript)
{
  gsize length;
  const char *text = sfl_transcript_get_text (transcript, &length);
  guint n_lines;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);

  CHECK (g_utf8_validate_len (text, length, NULL));
  for (guint i = 0; i < n_lines; i++) {
    CHECK ((gsize) lines[i].offset + lines[i].length <= length);
    CHECK (lines[i].start == SFL_TIME_NONE ||
           (lines[i].start >= 0 && lines[i].end >= lines[i].start));
    CHECK (i == 0 || lines[i].start >= lines[i - 1].start);
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (SflContainer) container = sfl_container_open_bytes (bytes);
  guint n_tracks, n_chapters;
  const SflTextTrack *tracks = sfl_container_get_tracks (container, &n_tracks);
  const SflChapter *chapters = sfl_container_get_chapters (container, &n_chapters);

  for (guint i = 0; i < n_chapters; i++) {
    CHECK (chapters[i].start >= (i == 0 ? 0 : chapters[i - 1].start));
    CHECK (g_utf8_validate (chapters[i].title, -1, NULL));
  }
  /* More are only more of the same. */
  for (guint i = 0; i < MIN (n_tracks, 4); i++) {
    g_autoptr (SflPackets) packets = NULL;
    g_autoptr (SflTranscript) transcript = NULL;
    g_autoptr (GError) error = NULL;
    Reading reading = { 0 };

    CHECK (tracks[i].title == NULL || g_utf8_validate (tracks[i].title, -1, NULL));
    if (!sfl_text_track_is_readable (&tracks[i]))
      continue;
    packets = reading.packets = sfl_packets_new (&tracks[i]);
    CHECK (sfl_container_read_track (container, i, take_packet, &reading, NULL, &error));
    transcript = sfl_packets_make_transcript (packets, NULL, &error);
    CHECK ((transcript == NULL) == (error != NULL));
    if (transcript != NULL)
      check_transcript (transcript);
  }

  return 0;
}
