/* sfl-audio-reader.c: the sound of a recording, as samples
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * filesrc ! decodebin ! audioconvert ! audioresample ! appsink, on threads of
 * their own.  One sound track is decoded; pictures, text and other tracks are
 * not.  Nothing is played, so it goes as fast as the machine allows, with the
 * priority of the thread that asks for it.
 */

#include "config.h"

#include "sfl-audio-reader.h"

#include <gst/app/gstappsink.h>
#include <gst/audio/audio.h>
#include <gst/pbutils/missing-plugins.h>

#include "sfl-error.h"
#include "sfl-player.h"
#include "sfl-probe.h"
#include "sfl-problem.h"
#include "sfl-selection.h"
#include "sfl-task-pool.h"

/* A decoder that starts in the middle needs this long until it is right: Opus asks for 80 ms, and
 * the bits of an MP3 frame may lie ten frames back.
 */
#define LEAD (500 * SFL_MSECOND)

/* A recording may say that it is somewhat longer than its sound. */
#define SHORTFALL (2 * SFL_SECOND)

struct _SflAudioReader {
  GFile *file;
  char *track; /* NULL: the first that can be decoded */
  SflTime start;
  SflTime end; /* SFL_TIME_NONE: that of the recording */
  GError *problem;

  /* While it runs. */
  SflAudioFunc func;
  gpointer user_data;
  GCancellable *cancellable;
  GstElement *pipeline;
  GstBus *bus;
  GstMessage *missing;
  char *chosen;     /* the track that is decoded */
  SflTime duration; /* of the recording, as it says; from the first samples on */
  SflTime reached;  /* what has been read ends here */
  gboolean has_picture;
  int linked;
};

static SflTime
get_length (gsize n_samples)
{
  return gst_util_uint64_scale (n_samples, GST_SECOND, SFL_AUDIO_READER_RATE);
}

/* Samples that begin before @time, of those that follow @start. */
static gsize
count_until (SflTime start, SflTime time)
{
  return time <= start
             ? 0
             : gst_util_uint64_scale_ceil (time - start, SFL_AUDIO_READER_RATE, GST_SECOND);
}

/* Any thread. */
static void
wake (SflAudioReader *self)
{
  gst_bus_post (self->bus,
                gst_message_new_application (GST_OBJECT (self->pipeline),
                                             gst_structure_new_empty ("souffleur-wake")));
}

static void
cancelled_cb (GCancellable *cancellable, SflAudioReader *self)
{
  wake (self);
}

/* What comes in fragments gets longer while it is read. */
static void
update_duration (SflAudioReader *self, SflTime time)
{
  if (self->duration < time &&
      !gst_element_query_duration (self->pipeline, GST_FORMAT_TIME, &self->duration))
    self->duration = 0;
}

/* Hands over what lies in the range. */
static void
give_samples (SflAudioReader *self, SflTime start, const gint16 *samples, gsize n_samples)
{
  gsize skipped = MIN (count_until (start, self->start), n_samples);

  if (self->end != SFL_TIME_NONE)
    n_samples = MIN (count_until (start, self->end), n_samples);
  if (n_samples <= skipped)
    return;

  self->func (start + get_length (skipped), samples + skipped, n_samples - skipped,
              self->user_data);
  self->reached = start + get_length (n_samples);
}

/* Streaming thread: handing each of 60,000 buffers to another one costs more than it is worth. */
static GstFlowReturn
new_sample_cb (GstAppSink *sink, gpointer user_data)
{
  SflAudioReader *self = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  GstBuffer *buffer = sample == NULL ? NULL : gst_sample_get_buffer (sample);
  GstClockTime start;
  GstMapInfo map;

  if (g_cancellable_is_cancelled (self->cancellable))
    return GST_FLOW_EOS;
  if (buffer == NULL)
    return GST_FLOW_OK;

  start = gst_segment_to_stream_time (gst_sample_get_segment (sample), GST_FORMAT_TIME,
                                      GST_BUFFER_PTS (buffer));
  if (!GST_CLOCK_TIME_IS_VALID (start) || !gst_buffer_map (buffer, &map, GST_MAP_READ))
    return GST_FLOW_OK;

  update_duration (self, start);
  give_samples (self, start, (const gint16 *) (gpointer) map.data, map.size / sizeof (gint16));
  gst_buffer_unmap (buffer, &map);
  if (self->end == SFL_TIME_NONE || (SflTime) start < self->end)
    return GST_FLOW_OK;

  wake (self);

  return GST_FLOW_EOS;
}

/* Streaming thread.  Of sound, the first track that can be decoded, unless another was asked for. */
static gboolean
autoplug_continue_cb (GstElement *decoder, GstPad *pad, GstCaps *caps, SflAudioReader *self)
{
  const char *type;

  /* Containers call themselves sound or picture, too, but nobody decodes them. */
  if (gst_caps_is_any (caps) || gst_caps_is_empty (caps) || !sfl_selection_can_decode (caps))
    return TRUE;

  type = gst_structure_get_name (gst_caps_get_structure (caps, 0));
  if (g_str_has_prefix (type, "audio/") && self->chosen == NULL)
    self->chosen = gst_pad_get_stream_id (pad);
  else if (g_str_has_prefix (type, "video/") || g_str_has_prefix (type, "image/"))
    self->has_picture = TRUE;

  return TRUE;
}

static gboolean
is_chosen (SflAudioReader *self, GstPad *pad)
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
                    SflAudioReader *self)
{
  gboolean decodes =
      gst_element_factory_list_is_type (factory, GST_ELEMENT_FACTORY_TYPE_DECODER |
                                                     GST_ELEMENT_FACTORY_TYPE_MEDIA_AUDIO);

  return decodes && !is_chosen (self, pad) ? AUTOPLUG_EXPOSE : AUTOPLUG_TRY;
}

static void
pad_added_cb (GstElement *decoder, GstPad *pad, SflAudioReader *self)
{
  GstElement *convert = gst_bin_get_by_name (GST_BIN (self->pipeline), "convert");
  GstPad *sink = gst_element_get_static_pad (convert, "sink");

  if (is_chosen (self, pad) && !gst_pad_is_linked (sink) &&
      GST_PAD_LINK_SUCCESSFUL (gst_pad_link (pad, sink)))
    g_atomic_int_set (&self->linked, TRUE);
  gst_object_unref (sink);
  gst_object_unref (convert);
}

static void
no_more_pads_cb (GstElement *decoder, SflAudioReader *self)
{
  if (!g_atomic_int_get (&self->linked))
    wake (self);
}

static void
make_pipeline (SflAudioReader *self)
{
  g_autofree char *path = g_file_get_path (self->file);
  g_autoptr (GstCaps) audio = gst_caps_from_string ("audio/x-raw(ANY)");
  g_autoptr (GstCaps) samples =
      gst_caps_new_simple ("audio/x-raw", "format", G_TYPE_STRING, GST_AUDIO_NE (S16), "layout",
                           G_TYPE_STRING, "interleaved", "channels", G_TYPE_INT, 1, "rate",
                           G_TYPE_INT, SFL_AUDIO_READER_RATE, NULL);
  GstElement *source = gst_element_factory_make ("filesrc", NULL);
  GstElement *decoder = gst_element_factory_make ("decodebin", NULL);
  GstElement *convert = gst_element_factory_make ("audioconvert", "convert");
  GstElement *resample = gst_element_factory_make ("audioresample", NULL);
  GstElement *sink = gst_element_factory_make ("appsink", NULL);
  GstAppSinkCallbacks callbacks = { .new_sample = new_sample_cb };

  self->pipeline = gst_pipeline_new (NULL);
  self->bus = gst_element_get_bus (self->pipeline);
  sfl_task_pool_attach (self->pipeline);

  g_object_set (source, "location", path, NULL);
  g_object_set (decoder, "caps", audio, "expose-all-streams", FALSE, NULL);
  g_object_set (sink, "caps", samples, "sync", FALSE, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, self, NULL);
  g_signal_connect (decoder, "autoplug-continue", G_CALLBACK (autoplug_continue_cb), self);
  g_signal_connect (decoder, "autoplug-select", G_CALLBACK (autoplug_select_cb), self);
  g_signal_connect (decoder, "pad-added", G_CALLBACK (pad_added_cb), self);
  g_signal_connect (decoder, "no-more-pads", G_CALLBACK (no_more_pads_cb), self);

  gst_bin_add_many (GST_BIN (self->pipeline), source, decoder, convert, resample, sink, NULL);
  gst_element_link (source, decoder);
  gst_element_link_many (convert, resample, sink, NULL);
}

/* Of several decoders that are missing the one for the sound counts; text is read elsewhere. */
static void
missing_message (SflAudioReader *self, GstMessage *message)
{
  if (sfl_problem_is_about_audio (message) ||
      (self->missing == NULL && !sfl_problem_is_about_text (message)))
    gst_message_replace (&self->missing, message);
}

/* Until one of @types, an error, or until there is nothing to wait for any more.
 *
 * Returns: (transfer full): the message; one of application when somebody woke us
 */
static GstMessage *
wait_for (SflAudioReader *self, GstMessageType types)
{
  for (;;) {
    GstMessage *message =
        gst_bus_timed_pop_filtered (self->bus, GST_CLOCK_TIME_NONE,
                                    types | GST_MESSAGE_ERROR | GST_MESSAGE_APPLICATION |
                                        GST_MESSAGE_ELEMENT);

    if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_ELEMENT)
      return message;
    /* Others are redirects to elsewhere, which we follow nowhere. */
    if (gst_is_missing_plugin_message (message))
      missing_message (self, message);
    gst_message_unref (message);
  }
}

/* Goes to where the range begins; what cannot seek is read from its beginning.
 *
 * Returns: (transfer full) (nullable): why it cannot go on from here
 */
static GstMessage *
go_to_start (SflAudioReader *self)
{
  g_autoptr (GstMessage) message = NULL;

  if (self->start <= LEAD)
    return NULL;

  gst_element_set_state (self->pipeline, GST_STATE_PAUSED);
  message = wait_for (self, GST_MESSAGE_ASYNC_DONE | GST_MESSAGE_EOS);
  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_ASYNC_DONE)
    return g_steal_pointer (&message);
  gst_element_seek_simple (self->pipeline, GST_FORMAT_TIME,
                           GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE, self->start - LEAD);

  return NULL;
}

/* Why there is nothing to hear, once the pipeline has stopped with @message. */
static GError *
find_reason (SflAudioReader *self, GstMessage *message)
{
  if (self->missing != NULL && sfl_problem_is_about_audio (self->missing))
    return sfl_problem_new_from_missing (self->missing);
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR && !self->has_picture)
    return sfl_problem_new_from_error (message, self->missing);

  return sfl_problem_new_soundless ();
}

static gboolean
judge (SflAudioReader *self, GstMessage *message, GError **error)
{
  SflTime end = sfl_audio_reader_get_end (self);

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (self->reached == SFL_TIME_NONE) {
    g_propagate_error (error, find_reason (self, message));
    return FALSE;
  }

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR ||
      (end != SFL_TIME_NONE && self->reached < end - SHORTFALL))
    self->problem = sfl_problem_new_cut_short (self->reached);

  return TRUE;
}

/**
 * sfl_audio_reader_new:
 * @file: a file on this computer
 */
SflAudioReader *
sfl_audio_reader_new (GFile *file)
{
  SflAudioReader *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  sfl_media_init ();
  self = g_new0 (SflAudioReader, 1);
  self->file = g_object_ref (file);
  self->end = self->duration = self->reached = SFL_TIME_NONE;

  return self;
}

void
sfl_audio_reader_free (SflAudioReader *self)
{
  g_object_unref (self->file);
  g_free (self->track);
  g_clear_error (&self->problem);
  g_free (self);
}

/**
 * sfl_audio_reader_set_track:
 * @id: (nullable): of a SflTrack, NULL for the first that can be decoded
 */
void
sfl_audio_reader_set_track (SflAudioReader *self, const char *id)
{
  g_free (self->track);
  self->track = g_strdup (id);
}

/**
 * sfl_audio_reader_set_range:
 * @start: of the first sample, not before 0
 * @end: before which the last sample begins, or SFL_TIME_NONE for all there is
 */
void
sfl_audio_reader_set_range (SflAudioReader *self, SflTime start, SflTime end)
{
  g_return_if_fail (start >= 0);
  g_return_if_fail (end == SFL_TIME_NONE || end > start);

  self->start = start;
  self->end = end;
}

/**
 * sfl_audio_reader_run:
 *
 * Reads once, and returns when it is over and no thread of it runs any more.  A recording that is
 * damaged is read as far as possible; sfl_audio_reader_get_problem() says so.
 *
 * Returns: whether there was any sound
 */
gboolean
sfl_audio_reader_run (SflAudioReader *self,
                      SflAudioFunc func,
                      gpointer user_data,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (GstMessage) message = NULL;
  gulong cancel_id = 0;
  gboolean done;

  g_return_val_if_fail (self->pipeline == NULL, FALSE);

  if (!g_file_has_uri_scheme (self->file, "file")) {
    g_propagate_error (error, sfl_problem_new_remote ());
    return FALSE;
  }
  if (!sfl_probe_run (self->file, cancellable, error))
    return FALSE;

  self->func = func;
  self->user_data = user_data;
  self->cancellable = cancellable;
  self->chosen = g_strdup (self->track);
  self->duration = self->reached = SFL_TIME_NONE;
  self->linked = self->has_picture = FALSE;
  g_clear_error (&self->problem);

  make_pipeline (self);
  if (cancellable != NULL)
    cancel_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), self, NULL);
  message = go_to_start (self);
  if (message == NULL) {
    gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
    message = wait_for (self, GST_MESSAGE_EOS);
  }
  g_cancellable_disconnect (cancellable, cancel_id);
  gst_element_set_state (self->pipeline, GST_STATE_NULL);

  done = judge (self, message, error);
  gst_clear_message (&self->missing);
  gst_clear_object (&self->bus);
  gst_clear_object (&self->pipeline);
  g_clear_pointer (&self->chosen, g_free);

  return done;
}

/**
 * sfl_audio_reader_get_end:
 *
 * For progress, from the function that is given the samples; and afterwards.
 *
 * Returns: where the reading will end, as the recording says, or SFL_TIME_NONE
 */
SflTime
sfl_audio_reader_get_end (SflAudioReader *self)
{
  if (self->duration == SFL_TIME_NONE || self->duration == 0)
    return self->end;
  if (self->end == SFL_TIME_NONE)
    return self->duration;

  return MIN (self->duration, self->end);
}

/**
 * sfl_audio_reader_get_problem:
 *
 * Returns: (transfer none) (nullable): why not all of the sound could be read, for users
 */
const GError *
sfl_audio_reader_get_problem (SflAudioReader *self)
{
  return self->problem;
}
