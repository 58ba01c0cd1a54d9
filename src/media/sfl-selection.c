/* sfl-selection.c: which streams of a file a pipeline is asked for
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * decodebin3 1.22 finds out too late that it has no decoder for a stream: it takes the stream
 * out of its selection, but when the demuxer tells its streams once more, the stream goes back
 * in and is waited for without end.  So it is never asked for one that nobody can decode.
 */

#include "config.h"

#include "sfl-selection.h"

static const GstStreamType types[] = { GST_STREAM_TYPE_VIDEO, GST_STREAM_TYPE_AUDIO };

static gboolean
is_raw (const GstCaps *caps)
{
  return g_str_has_suffix (gst_structure_get_name (gst_caps_get_structure (caps, 0)), "/x-raw");
}

/**
 * sfl_selection_can_decode:
 * @caps: (nullable): of a stream; what is not known yet may be decodable
 *
 * Looks as decodebin3 does.
 */
gboolean
sfl_selection_can_decode (const GstCaps *caps)
{
  GList *decoders, *able;
  gboolean found;

  if (caps == NULL || gst_caps_is_any (caps) || gst_caps_is_empty (caps) || is_raw (caps))
    return TRUE;

  decoders =
      gst_element_factory_list_get_elements (GST_ELEMENT_FACTORY_TYPE_DECODER, GST_RANK_MARGINAL);
  able = gst_element_factory_list_filter (decoders, caps, GST_PAD_SINK, FALSE);
  found = able != NULL;
  gst_plugin_feature_list_free (able);
  gst_plugin_feature_list_free (decoders);

  return found;
}

static gboolean
is_decodable (GstStream *stream)
{
  g_autoptr (GstCaps) caps = gst_stream_get_caps (stream);

  return sfl_selection_can_decode (caps);
}

static GstStream *
find_stream (GstStreamCollection *collection, GstStreamType type, gboolean decodable)
{
  for (guint i = 0; i < gst_stream_collection_get_size (collection); i++) {
    GstStream *stream = gst_stream_collection_get_stream (collection, i);

    if (gst_stream_get_stream_type (stream) & type && (!decodable || is_decodable (stream)))
      return stream;
  }

  return NULL;
}

typedef struct {
  GstStreamType refused;
  char *id;
} Selection;

static void
selection_free (gpointer data, GClosure *closure)
{
  Selection *self = data;

  g_free (self->id);
  g_free (self);
}

/* The stream of @type that somebody chose, or the first that can be decoded. */
static GstStream *
find_best (const Selection *self, GstStreamCollection *collection, GstStreamType type)
{
  for (guint i = 0; self->id != NULL && i < gst_stream_collection_get_size (collection); i++) {
    GstStream *stream = gst_stream_collection_get_stream (collection, i);

    if (gst_stream_get_stream_type (stream) & type && is_decodable (stream) &&
        g_str_equal (gst_stream_get_stream_id (stream), self->id))
      return stream;
  }

  return find_stream (collection, type, TRUE);
}

/* Streaming thread.  decodebin3 decides well enough for itself while the first stream of every kind
 * can be decoded and is wanted; else it listens only to whoever decides about each stream.
 */
static int
select_stream_cb (GstElement *decodebin,
                  GstStreamCollection *collection,
                  GstStream *stream,
                  gpointer user_data)
{
  const Selection *self = user_data;
  gboolean ours = self->refused != 0;
  gboolean wanted = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    GstStream *best = find_best (self, collection, types[i]);

    ours |= best != find_stream (collection, types[i], FALSE);
    wanted |= best == stream && !(self->refused & types[i]);
  }

  return ours ? wanted : -1;
}

static void
connect_cb (const GValue *item, gpointer user_data)
{
  const Selection *wish = user_data;
  Selection *self = g_new (Selection, 1);

  *self = (Selection){ wish->refused, g_strdup (wish->id) };
  g_signal_connect_data (g_value_get_object (item), "select-stream", G_CALLBACK (select_stream_cb),
                         self, selection_free, 0);
}

/**
 * sfl_selection_connect:
 * @pipeline: a playbin3 that has its URI but does not run yet
 * @refused: kinds of streams it shall leave alone
 * @id: (nullable): of a stream that is wanted
 *
 * Lets @pipeline ask for one stream of each other kind: the one that is wanted, else the first that
 * can be decoded.
 */
void
sfl_selection_connect (GstElement *pipeline, GstStreamType refused, const char *id)
{
  GstIterator *decodebins =
      gst_bin_iterate_all_by_element_factory_name (GST_BIN (pipeline), "decodebin3");
  Selection wish = { refused, (char *) id };

  gst_iterator_foreach (decodebins, connect_cb, &wish);
  gst_iterator_free (decodebins);
}

/**
 * sfl_selection_get_undecodable:
 *
 * Returns: (transfer full) (nullable): what the first stream of @type is, when there are such
 *   streams but no decoder for any of them
 */
GstCaps *
sfl_selection_get_undecodable (GstStreamCollection *collection, GstStreamType type)
{
  GstStream *first = find_stream (collection, type, FALSE);

  if (first == NULL || find_stream (collection, type, TRUE) != NULL)
    return NULL;

  return gst_stream_get_caps (first);
}
