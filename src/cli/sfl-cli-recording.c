/* sfl-cli-recording.c: the text that is part of a recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-cli-recording.h"

#include "sfl-container.h"
#include "sfl-error.h"
#include "sfl-language.h"
#include "sfl-packets.h"
#include "sfl-signature.h"
#include "sfl-transcript-builder.h"

#include <glib/gi18n-lib.h>

/* Bytes that tell what kind of file it is. */
#define HEAD 4096

/* Whether a file plays rather than being read.  A folder, and what is not there, does not. */
gboolean
sfl_cli_recording_is_one (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = NULL;
  char head[HEAD];
  gsize length = 0;
  gboolean plays = FALSE;

  if (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, NULL) != G_FILE_TYPE_REGULAR)
    return FALSE;
  stream = g_file_read (file, NULL, NULL);
  if (stream != NULL)
    g_input_stream_read_all (G_INPUT_STREAM (stream), head, sizeof head, &length, NULL, NULL);

  return sfl_signature_find (head, length, &plays) != NULL && plays;
}

/* Number @wanted of the tracks, from 1; or when that is 0, the one that is meant to be shown, else
 * the first, of those that can be read.  NULL when there is none.
 */
static const SflTextTrack *
choose_track (SflContainer *container, int wanted, guint *index)
{
  guint n_tracks;
  const SflTextTrack *tracks = sfl_container_get_tracks (container, &n_tracks);
  const SflTextTrack *chosen = NULL;

  for (guint i = 0; i < n_tracks; i++) {
    gboolean is_default = tracks[i].flags & SFL_TEXT_TRACK_DEFAULT;

    if (!sfl_text_track_is_readable (&tracks[i]))
      continue;
    if (wanted > 0 ? (guint) wanted == i + 1
                   : chosen == NULL || (is_default && !(chosen->flags & SFL_TEXT_TRACK_DEFAULT))) {
      chosen = &tracks[i];
      *index = i;
    }
  }

  return chosen;
}

static gboolean
packet_cb (SflTime start, SflTime end, const guint8 *data, gsize length, gpointer user_data)
{
  return sfl_packets_add (user_data, start, end, data, length);
}

static SflTranscript *
read_track (SflContainer *container, const SflTextTrack *track, guint index, GError **error)
{
  g_autofree char *language =
      track->language != NULL ? sfl_language_dup_code (track->language) : NULL;
  SflTextTrack copy = *track;
  g_autoptr (SflPackets) packets = NULL;
  guint n_chapters;
  const SflChapter *chapters = sfl_container_get_chapters (container, &n_chapters);

  copy.language = language;
  packets = sfl_packets_new (&copy);
  for (guint i = 0; i < n_chapters; i++)
    sfl_packets_add_chapter (packets, &chapters[i]);
  if (!sfl_container_read_track (container, index, packet_cb, packets, NULL, error))
    return NULL;

  return sfl_packets_make_transcript (packets, NULL, error);
}

static SflTranscript *
list_chapters (SflContainer *container)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("chapters");
  guint n_chapters;
  const SflChapter *chapters = sfl_container_get_chapters (container, &n_chapters);

  for (guint i = 0; i < n_chapters; i++)
    sfl_transcript_builder_add_chapter (builder, chapters[i].start, chapters[i].title, -1);

  return sfl_transcript_builder_end (builder);
}

/**
 * sfl_cli_recording_read:
 * @track: of its text tracks, from 1; 0 for the one that is meant to be shown
 *
 * Reads the text of a recording and its chapters.
 *
 * Returns: (transfer full): NULL with @error set when there is neither
 */
SflTranscript *
sfl_cli_recording_read (const char *path, int track, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (SflContainer) container = sfl_container_open (file, NULL, error);
  const SflTextTrack *chosen;
  guint n_chapters, index;

  if (container == NULL)
    return NULL;
  chosen = choose_track (container, track, &index);
  if (chosen != NULL)
    return read_track (container, chosen, index, error);

  sfl_container_get_chapters (container, &n_chapters);
  if (n_chapters > 0 && track == 0)
    return list_chapters (container);
  g_set_error_literal (error, SFL_ERROR, SFL_ERROR_FORMAT,
                       track == 0 ? _ ("There is no text in this recording.")
                                  : _ ("There is no such text in this recording."));

  return NULL;
}
