/* show-tracks.c: prints the text tracks and chapters of recordings, as JSON lines
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For test-tracks.py, which knows what is in them.
 */

#include "config.h"

#include "sfl-container.h"
#include "sfl-json-text.h"
#include "sfl-packets.h"

#include <stdio.h>

static void
print_string (const char *key, const char *text)
{
  g_autoptr (GString) json = g_string_new (NULL);

  if (text != NULL)
    sfl_json_text_append_string (json, text, -1);
  else
    g_string_append (json, "null");
  printf ("\"%s\":%s", key, json->str);
}

static gboolean
add_packet (SflTime start, SflTime end, const guint8 *data, gsize length, gpointer user_data)
{
  return sfl_packets_add (user_data, start, end, data, length);
}

static void
print_lines (SflTranscript *transcript)
{
  guint n_lines;
  const SflLine *lines = sfl_transcript_get_lines (transcript, &n_lines);

  for (guint i = 0; i < n_lines; i++) {
    g_autofree char *text = sfl_transcript_dup_line_text (transcript, i);

    printf ("%s{\"start\":%" G_GINT64_FORMAT ",\"end\":%" G_GINT64_FORMAT ",", i > 0 ? "," : "",
            lines[i].start / SFL_MSECOND, lines[i].end / SFL_MSECOND);
    print_string ("speaker", sfl_transcript_get_speaker (transcript, lines[i].speaker));
    printf (",");
    print_string ("text", text);
    printf ("}");
  }
}

static void
print_track (SflContainer *container, guint index)
{
  guint n_tracks;
  const SflTextTrack *track = &sfl_container_get_tracks (container, &n_tracks)[index];
  g_autoptr (GError) error = NULL;

  printf ("{\"id\":%" G_GUINT64_FORMAT ",\"flags\":%u,", track->id, track->flags);
  print_string ("language", track->language);
  printf (",");
  print_string ("title", track->title);
  printf (",");
  print_string ("codec", sfl_text_codec_get_name (track->codec));
  printf (",\"pictures\":%s,\"lines\":[",
          track->codec == SFL_TEXT_CODEC_PICTURES ? "true" : "false");
  if (sfl_text_track_is_readable (track)) {
    g_autoptr (SflPackets) packets = sfl_packets_new (track);
    g_autoptr (SflTranscript) transcript = NULL;

    if (sfl_container_read_track (container, index, add_packet, packets, NULL, &error))
      transcript = sfl_packets_make_transcript (packets, NULL, &error);
    if (transcript != NULL)
      print_lines (transcript);
  }
  printf ("],");
  print_string ("error", error != NULL ? error->message : NULL);
  printf ("}");
}

static void
print_container (SflContainer *container)
{
  guint n_tracks, n_chapters;
  const SflChapter *chapters = sfl_container_get_chapters (container, &n_chapters);

  sfl_container_get_tracks (container, &n_tracks);
  printf ("\"tracks\":[");
  for (guint i = 0; i < n_tracks; i++) {
    printf ("%s", i > 0 ? "," : "");
    print_track (container, i);
  }
  printf ("],\"chapters\":[");
  for (guint i = 0; i < n_chapters; i++) {
    printf ("%s{\"start\":%" G_GINT64_FORMAT ",", i > 0 ? "," : "",
            chapters[i].start / SFL_MSECOND);
    print_string ("title", chapters[i].title);
    printf ("}");
  }
  printf ("]");
}

int
main (int argc, char *argv[])
{
  for (int i = 1; i < argc; i++) {
    g_autoptr (GFile) file = g_file_new_for_path (argv[i]);
    g_autoptr (GError) error = NULL;
    g_autoptr (SflContainer) container = sfl_container_open (file, NULL, &error);

    printf ("{");
    print_string ("file", argv[i]);
    printf (",");
    print_string ("error", error != NULL ? error->message : NULL);
    if (container != NULL) {
      printf (",");
      print_container (container);
    }
    printf ("}\n");
  }

  return 0;
}
