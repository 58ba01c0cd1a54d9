/* sfl-clip-decoder.c: the sound or the pictures of a stretch of a recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * filesrc ! decodebin ! convert ! appsink, for one kind of stream only, so that neither waits for
 * the other.  It is brought to a pause, sent to where the stretch begins, and read from there.
 */

#include "config.h"

#include "sfl-clip-decoder.h"

#include <gst/app/gstappsink.h>
#include <gst/pbutils/missing-plugins.h>

#include "sfl-clip-elements.h"
#include "sfl-player.h"
#include "sfl-probe.h"
#include "sfl-problem.h"
#include "sfl-selection.h"
#include "sfl-task-pool.h"

/* How often it is looked whether somebody has cancelled. */
#define PATIENCE (50 * GST_MSECOND)

/* Without so much before it the first sound of a stretch is damaged: a decoder starts in the
 * middle.  Of the pictures it shows which one is seen when the stretch begins.
 */
#define LEAD (200 * SFL_MSECOND)

/* Matroska's index may know no place before the first picture.  Where a jump ends so near to the
 * beginning, and too late, all is read from there.
 */
#define NEAR_BEGINNING (30 * SFL_SECOND)
#define TOO_LATE (20 * SFL_MSECOND)

struct _SflClipDecoder {
  GFile *file;
  SflClipStream stream;
  GstCaps *caps;
  GCancellable *cancellable;

  GstElement *pipeline;
  GstElement *first; /* of what comes after the decoder */
  GstElement *sink;
  GstBus *bus;
  GstMessage *missing;
  char *chosen; /* the id of what is decoded */
  int linked;
  gboolean is_turned; /* what is recorded upright by a phone lies on its side */
};

static const char *
get_prefix (SflClipDecoder *self)
{
  return self->stream == SFL_CLIP_SOUND ? "audio/" : "video/";
}

/* Streaming thread.  The first that can be decoded, unless another was asked for. */
static gboolean
autoplug_continue_cb (GstElement *decoder, GstPad *pad, GstCaps *caps, SflClipDecoder *self)
{
  const char *type;

  if (gst_caps_is_any (caps) || gst_caps_is_empty (caps) || !sfl_selection_can_decode (caps))
    return TRUE;
  type = gst_structure_get_name (gst_caps_get_structure (caps, 0));
  if (g_str_has_prefix (type, get_prefix (self)) && self->chosen == NULL)
    self->chosen = gst_pad_get_stream_id (pad);

  return TRUE;
}

static gboolean
is_chosen (SflClipDecoder *self, GstPad *pad)
{
  g_autofree char *id = gst_pad_get_stream_id (pad);

  return self->chosen == NULL || id == NULL || g_str_equal (id, self->chosen);
}

/* GstAutoplugSelectResult, which no header has. */
enum {
  AUTOPLUG_TRY,
  AUTOPLUG_EXPOSE,
};

/* Streaming thread.  What is exposed as it is costs nothing more. */
static int
autoplug_select_cb (GstElement *decoder,
                    GstPad *pad,
                    GstCaps *caps,
                    GstElementFactory *factory,
                    SflClipDecoder *self)
{
  GstElementFactoryListType type =
      GST_ELEMENT_FACTORY_TYPE_DECODER |
      (self->stream == SFL_CLIP_SOUND ? GST_ELEMENT_FACTORY_TYPE_MEDIA_AUDIO
                                      : GST_ELEMENT_FACTORY_TYPE_MEDIA_VIDEO);

  return gst_element_factory_list_is_type (factory, type) && !is_chosen (self, pad)
             ? AUTOPLUG_EXPOSE
             : AUTOPLUG_TRY;
}

static void
pad_added_cb (GstElement *decoder, GstPad *pad, SflClipDecoder *self)
{
  g_autoptr (GstPad) sink = gst_element_get_static_pad (self->first, "sink");

  if (is_chosen (self, pad) && !gst_pad_is_linked (sink) &&
      GST_PAD_LINK_SUCCESSFUL (gst_pad_link (pad, sink)))
    g_atomic_int_set (&self->linked, TRUE);
}

static void
no_more_pads_cb (GstElement *decoder, SflClipDecoder *self)
{
  if (!g_atomic_int_get (&self->linked))
    gst_bus_post (self->bus,
                  gst_message_new_application (GST_OBJECT (self->pipeline),
                                               gst_structure_new_empty ("souffleur-nothing")));
}

static gboolean
make_pipeline (SflClipDecoder *self, GError **error)
{
  /* Old cameras record the odd rows later than the even ones, and say so; what does not passes as
   * it is.
   */
  static const char *const picture_names[] = { "videoconvert", "deinterlace", "appsink", NULL };
  static const char *const turned_names[] = { "videoconvert", "deinterlace", "videoflip", "appsink",
                                              NULL };
  static const char *const sound_names[] = { "audioconvert", "audioresample", "appsink", NULL };
  static const char *const source_names[] = { "filesrc", "decodebin", NULL };
  g_autofree char *path = g_file_get_path (self->file);
  const char *const *names = self->stream == SFL_CLIP_SOUND ? sound_names
                             : self->is_turned              ? turned_names
                                                            : picture_names;
  g_autoptr (GstCaps) raw = gst_caps_from_string (
      self->stream == SFL_CLIP_SOUND ? "audio/x-raw(ANY)" : "video/x-raw(ANY)");
  GstElement *source[2], *chain[4];

  self->pipeline = gst_pipeline_new (NULL);
  self->bus = gst_element_get_bus (self->pipeline);
  sfl_task_pool_attach (self->pipeline);

  if (!sfl_clip_elements_add_chain (self->pipeline, source_names, source, error) ||
      !sfl_clip_elements_add_chain (self->pipeline, names, chain, error))
    return FALSE;

  self->first = chain[0];
  self->sink = chain[self->is_turned ? 3 : 2];
  g_object_set (source[0], "location", path, NULL);
  g_object_set (source[1], "caps", raw, "expose-all-streams", FALSE, NULL);
  g_object_set (self->sink, "caps", self->caps, "sync", FALSE, "enable-last-sample", FALSE,
                "max-buffers", self->stream == SFL_CLIP_SOUND ? 64 : 2, NULL);
  if (self->stream == SFL_CLIP_SOUND)
    g_object_set (chain[1], "quality", 8, NULL);
  else {
    g_object_set (chain[0], "n-threads", 2, NULL);
    gst_util_set_object_arg (G_OBJECT (chain[1]), "fields", "top");
    if (self->is_turned)
      gst_util_set_object_arg (G_OBJECT (chain[2]), "video-direction", "auto");
  }
  g_signal_connect (source[1], "autoplug-continue", G_CALLBACK (autoplug_continue_cb), self);
  g_signal_connect (source[1], "autoplug-select", G_CALLBACK (autoplug_select_cb), self);
  g_signal_connect (source[1], "pad-added", G_CALLBACK (pad_added_cb), self);
  g_signal_connect (source[1], "no-more-pads", G_CALLBACK (no_more_pads_cb), self);

  return TRUE;
}

/* Of a message that is missing the one for our kind of stream counts. */
static void
take_missing (SflClipDecoder *self, GstMessage *message)
{
  if (gst_is_missing_plugin_message (message) &&
      (self->stream == SFL_CLIP_SOUND ? sfl_problem_is_about_audio (message)
                                      : sfl_problem_is_about_video (message)))
    gst_message_replace (&self->missing, message);
}

/* Until the pipeline has come to a pause; without the kind of stream that is wanted it never does,
 * which is no failure.
 */
static gboolean
wait_for_pause (SflClipDecoder *self, GError **error)
{
  for (;;) {
    g_autoptr (GstMessage) message =
        gst_bus_timed_pop_filtered (self->bus, PATIENCE,
                                    GST_MESSAGE_ASYNC_DONE | GST_MESSAGE_ERROR | GST_MESSAGE_EOS |
                                        GST_MESSAGE_APPLICATION | GST_MESSAGE_ELEMENT);

    if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
      return FALSE;
    if (message == NULL)
      continue;

    switch (GST_MESSAGE_TYPE (message)) {
    case GST_MESSAGE_ELEMENT:
      take_missing (self, message);
      break;
    case GST_MESSAGE_ERROR:
      /* A decoder that finds nothing that it was asked for calls that an error. */
      if (!g_atomic_int_get (&self->linked) && self->missing == NULL && self->chosen == NULL)
        return TRUE;
      g_propagate_error (error, sfl_problem_new_from_error (message, self->missing));
      return FALSE;
    case GST_MESSAGE_APPLICATION:
      if (self->missing != NULL) {
        g_propagate_error (error, sfl_problem_new_from_missing (self->missing));
        return FALSE;
      }
      return TRUE;
    default:
      return TRUE;
    }
  }
}

/* The time of a buffer is not yet that of the recording: MP4 moves its streams by edit lists.  What
 * begins before the stretch has a time, too, unlike in gst_segment_to_stream_time().
 */
static SflTime
get_time (GstSample *sample)
{
  const GstSegment *segment = gst_sample_get_segment (sample);

  return (SflTime) GST_BUFFER_PTS (gst_sample_get_buffer (sample)) - (SflTime) segment->start +
         (SflTime) segment->time;
}

static void
drop_pipeline (SflClipDecoder *self)
{
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_clear_object (&self->bus);
  gst_clear_object (&self->pipeline);
  g_atomic_int_set (&self->linked, FALSE);
}

static gboolean
start_pipeline (SflClipDecoder *self, GError **error)
{
  drop_pipeline (self);
  if (!make_pipeline (self, error))
    return FALSE;
  gst_element_set_state (self->pipeline, GST_STATE_PAUSED);

  return wait_for_pause (self, error);
}

/* Whether the pictures say that they are to be turned. */
static gboolean
find_turn (SflClipDecoder *self)
{
  g_autoptr (GstPad) pad = gst_element_get_static_pad (self->sink, "sink");

  for (guint i = 0;; i++) {
    g_autoptr (GstEvent) event = gst_pad_get_sticky_event (pad, GST_EVENT_TAG, i);
    g_autofree char *turn = NULL;
    GstTagList *tags;

    if (event == NULL)
      return FALSE;
    gst_event_parse_tag (event, &tags);
    if (gst_tag_list_get_string (tags, GST_TAG_IMAGE_ORIENTATION, &turn))
      return !g_str_equal (turn, "rotate-0");
  }
}

/* What cannot seek is read from its beginning, too. */
static gboolean
jump (SflClipDecoder *self, SflTime start, SflTime end, GError **error)
{
  g_autoptr (GstSample) sample = NULL;
  SflTime time;

  if (!gst_element_seek (self->pipeline, 1.0, GST_FORMAT_TIME,
                         GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE, GST_SEEK_TYPE_SET,
                         MAX (start - LEAD, 0), GST_SEEK_TYPE_SET, end + LEAD))
    return TRUE;
  if (!wait_for_pause (self, error))
    return FALSE;

  sample = gst_app_sink_try_pull_preroll (GST_APP_SINK (self->sink), 0);
  if (sample == NULL || !GST_BUFFER_PTS_IS_VALID (gst_sample_get_buffer (sample)))
    return TRUE;
  time = get_time (sample);

  return time <= start + TOO_LATE || time > NEAR_BEGINNING || start_pipeline (self, error);
}

/**
 * sfl_clip_decoder_new:
 * @track: (nullable): id of the stream
 * @caps: what is wanted of it
 */
SflClipDecoder *
sfl_clip_decoder_new (GFile *file,
                      SflClipStream stream,
                      const char *track,
                      GstCaps *caps,
                      GCancellable *cancellable)
{
  SflClipDecoder *self = g_new0 (SflClipDecoder, 1);

  sfl_media_init ();
  self->file = g_object_ref (file);
  self->stream = stream;
  self->chosen = g_strdup (track);
  self->caps = gst_caps_ref (caps);
  self->cancellable = cancellable == NULL ? NULL : g_object_ref (cancellable);

  return self;
}

void
sfl_clip_decoder_free (SflClipDecoder *self)
{
  drop_pipeline (self);
  gst_clear_message (&self->missing);
  gst_caps_unref (self->caps);
  g_object_unref (self->file);
  g_clear_object (&self->cancellable);
  g_free (self->chosen);
  g_free (self);
}

/**
 * sfl_clip_decoder_open:
 * @end: what begins later is not needed
 *
 * Goes to somewhat before @start.
 *
 * Returns: FALSE when it cannot be read; that there is no such stream is no failure
 */
gboolean
sfl_clip_decoder_open (SflClipDecoder *self, SflTime start, SflTime end, GError **error)
{
  if (!sfl_probe_run (self->file, self->cancellable, error) || !start_pipeline (self, error))
    return FALSE;
  if (sfl_clip_decoder_is_empty (self))
    return TRUE;
  /* Only then: who turns pictures copies them all, also those that stay as they are. */
  if (self->stream == SFL_CLIP_PICTURES && !self->is_turned && find_turn (self)) {
    self->is_turned = TRUE;
    if (!start_pipeline (self, error))
      return FALSE;
  }
  if (!jump (self, start, end, error))
    return FALSE;
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);

  return TRUE;
}

/* Whether the recording has nothing of this kind. */
gboolean
sfl_clip_decoder_is_empty (SflClipDecoder *self)
{
  return !g_atomic_int_get (&self->linked);
}

/**
 * sfl_clip_decoder_pull:
 * @time: (out): of the recording, when it begins
 *
 * Returns: (transfer full): NULL at the end, or with @error set
 */
GstSample *
sfl_clip_decoder_pull (SflClipDecoder *self, SflTime *time, GError **error)
{
  if (sfl_clip_decoder_is_empty (self))
    return NULL;

  for (;;) {
    GstSample *sample = gst_app_sink_try_pull_sample (GST_APP_SINK (self->sink), PATIENCE);
    g_autoptr (GstMessage) message = NULL;

    if (g_cancellable_set_error_if_cancelled (self->cancellable, error)) {
      g_clear_pointer (&sample, gst_sample_unref);
      return NULL;
    }
    if (sample != NULL) {
      if (GST_BUFFER_PTS_IS_VALID (gst_sample_get_buffer (sample))) {
        *time = get_time (sample);
        return sample;
      }
      gst_sample_unref (sample);
      continue;
    }
    message = gst_bus_pop_filtered (self->bus, GST_MESSAGE_ERROR);
    if (message != NULL) {
      g_propagate_error (error, sfl_problem_new_from_error (message, self->missing));
      return NULL;
    }
    if (gst_app_sink_is_eos (GST_APP_SINK (self->sink)))
      return NULL;
  }
}
