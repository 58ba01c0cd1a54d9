/* sfl-track.c: the audio and text streams of a file
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-track.h"

#include <gst/pbutils/pbutils.h>

static void
clear_track (gpointer data)
{
  SflTrack *track = data;

  g_clear_pointer (&track->id, g_free);
  g_clear_pointer (&track->language, g_free);
  g_clear_pointer (&track->title, g_free);
  g_clear_pointer (&track->codec, g_free);
}

static char *
dup_tag (GstTagList *tags, const char *tag)
{
  char *value = NULL;

  if (tags != NULL)
    gst_tag_list_get_string (tags, tag, &value);

  return value;
}

static char *
dup_codec (GstStream *stream)
{
  GstCaps *caps = gst_stream_get_caps (stream);
  char *codec = NULL;

  if (caps != NULL && gst_caps_is_fixed (caps))
    codec = gst_pb_utils_get_codec_description (caps);
  gst_clear_caps (&caps);

  return codec;
}

/**
 * sfl_track_list_new:
 * @collection: (nullable): what the demuxer found
 *
 * Returns: (transfer full) (element-type SflTrack): its streams of @type, in the file's order
 */
GArray *
sfl_track_list_new (GstStreamCollection *collection, GstStreamType type)
{
  GArray *tracks = g_array_new (FALSE, TRUE, sizeof (SflTrack));
  guint n_streams = collection == NULL ? 0 : gst_stream_collection_get_size (collection);

  g_array_set_clear_func (tracks, clear_track);

  for (guint i = 0; i < n_streams; i++) {
    GstStream *stream = gst_stream_collection_get_stream (collection, i);

    if (gst_stream_get_stream_type (stream) & type) {
      GstTagList *tags = gst_stream_get_tags (stream);
      SflTrack track = {
        .id = g_strdup (gst_stream_get_stream_id (stream)),
        .language = dup_tag (tags, GST_TAG_LANGUAGE_CODE),
        .title = dup_tag (tags, GST_TAG_TITLE),
        .codec = dup_codec (stream),
      };

      g_clear_pointer (&tags, gst_tag_list_unref);
      g_array_append_val (tracks, track);
    }
  }

  return tracks;
}

gboolean
sfl_track_list_equal (GArray *tracks, GArray *others)
{
  if (tracks->len != others->len)
    return FALSE;

  for (guint i = 0; i < tracks->len; i++) {
    const SflTrack *track = &g_array_index (tracks, SflTrack, i);
    const SflTrack *other = &g_array_index (others, SflTrack, i);

    if (g_strcmp0 (track->id, other->id) != 0 ||
        g_strcmp0 (track->language, other->language) != 0 ||
        g_strcmp0 (track->title, other->title) != 0 || g_strcmp0 (track->codec, other->codec) != 0)
      return FALSE;
  }

  return TRUE;
}
