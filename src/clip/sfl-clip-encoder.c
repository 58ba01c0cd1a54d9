/* sfl-clip-encoder.c: pictures and sound to a file
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * appsrc ! encoder ! muxer ! filesink.  It never sees a seek: the times of what goes in are counted
 * here.  All of the sound is given at once; the pictures wait until there is room for them.
 */

#include "config.h"

#include "sfl-clip-encoder.h"

#include <glib/gi18n-lib.h>
#include <gst/app/gstappsink.h>
#include <gst/app/gstappsrc.h>
#include <gst/audio/audio.h>

#include "sfl-clip-elements.h"
#include "sfl-clip-mp4.h"
#include "sfl-clip-mp3.h"
#include "sfl-error.h"
#include "sfl-task-pool.h"

#define PATIENCE_US (50 * 1000)

/* Pictures that wait: while one is encoded the next is composed. */
#define MAX_WAITING 1

/* A player that jumps has to decode this much at most. */
#define KEY_DISTANCE_SECONDS 2

/* What avenc_aac gives before the first real sample. */
#define AAC_PRIMING 1024

/* Frames of sound in one buffer. */
#define BLOCK 4800

#define FRAME_SIZE (SFL_CLIP_CHANNELS * sizeof (float))

#define MAX_CHAIN 6

/* What each form is made with, from the raw stream on. */
static const struct {
  const char *pictures[3];
  const char *sound[4];
  const char *muxer; /* NULL: what is encoded is the file */
  guint sound_kbit;
} forms[] = {
  [SFL_CLIP_FORM_MP4] = { { "x264enc" }, { "avenc_aac", "aacparse" }, "mp4mux", 128 },
  [SFL_CLIP_FORM_WEBM] = { { "vp9enc" }, { "opusenc" }, "webmmux", 96 },
  [SFL_CLIP_FORM_M4A] = { { NULL }, { "avenc_aac", "aacparse" }, "mp4mux", 128 },
  [SFL_CLIP_FORM_OPUS] = { { NULL }, { "opusenc" }, "oggmux", 96 },
  [SFL_CLIP_FORM_MP3] = { { NULL }, { "lamemp3enc", "mpegaudioparse" }, NULL, 128 },
  [SFL_CLIP_FORM_FLAC] = { { NULL }, { "capsfilter", "flacenc" }, NULL, 900 },
  [SFL_CLIP_FORM_WAV] = { { NULL }, { "capsfilter", "wavenc" }, NULL, 1536 },
};

struct _SflClipEncoder {
  SflClipEncoding encoding;
  GCancellable *cancellable;
  GstElement *pipeline;
  GstElement *pictures; /* the appsrc; NULL without */
  GstElement *muxer;    /* NULL without */
  GstElement *sink;
  GstBus *bus;
  GByteArray *frames; /* of an MP3, which we write ourselves */

  GMutex lock;
  GCond wanted;
};

/* Streaming thread. */
static void
need_data_cb (GstAppSrc *source, guint length, gpointer user_data)
{
  SflClipEncoder *self = user_data;

  g_mutex_lock (&self->lock);
  g_cond_signal (&self->wanted);
  g_mutex_unlock (&self->lock);
}

/* Streaming thread. */
static GstFlowReturn
new_sample_cb (GstAppSink *sink, gpointer user_data)
{
  SflClipEncoder *self = user_data;
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);
  GstMapInfo map;

  if (sample != NULL && gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ)) {
    g_byte_array_append (self->frames, map.data, map.size);
    gst_buffer_unmap (gst_sample_get_buffer (sample), &map);
  }

  return GST_FLOW_OK;
}

static void
set_up_x264 (SflClipEncoder *self, GstElement *encoder)
{
  const SflClipEncoding *encoding = &self->encoding;
  guint fps = MAX (1, encoding->pictures->fps_n / MAX (encoding->pictures->fps_d, 1) *
                          KEY_DISTANCE_SECONDS);

  gst_util_set_object_arg (G_OBJECT (encoder), "speed-preset", "veryfast");
  gst_util_set_object_arg (G_OBJECT (encoder), "pass", "qual");
  /* Without any loss it would be a profile that hardly anything plays. */
  g_object_set (encoder, "quantizer", MAX (encoding->quality, 1), "key-int-max", fps, NULL);
  /* The bit rate that it has by default would bound the quality, too. */
  if (encoding->max_kbit == 0)
    g_object_set (encoder, "vbv-buf-capacity", 0, NULL);
  else
    g_object_set (encoder, "bitrate", encoding->max_kbit, "vbv-buf-capacity",
                  (guint) CLAMP (encoding->buffer / SFL_MSECOND, 1, 10000), NULL);
}

static void
set_up_vp9 (SflClipEncoder *self, GstElement *encoder)
{
  const SflClipEncoding *encoding = &self->encoding;
  guint kbit = encoding->max_kbit > 0 ? encoding->max_kbit : 20000;

  gst_util_set_object_arg (G_OBJECT (encoder), "end-usage", encoding->max_kbit > 0 ? "vbr" : "cq");
  g_object_set (encoder, "deadline", G_GINT64_CONSTANT (1), "cpu-used", 6, "row-mt", TRUE,
                "threads", 2, "cq-level", MIN (encoding->quality + 12, 63), "target-bitrate",
                (int) kbit * 1000, "keyframe-max-dist",
                KEY_DISTANCE_SECONDS * encoding->pictures->fps_n /
                    MAX (encoding->pictures->fps_d, 1),
                NULL);
}

static void
set_up (SflClipEncoder *self, const char *name, GstElement *element)
{
  guint kbit = forms[self->encoding.form].sound_kbit;

  if (g_str_equal (name, "x264enc"))
    set_up_x264 (self, element);
  else if (g_str_equal (name, "vp9enc"))
    set_up_vp9 (self, element);
  else if (g_str_equal (name, "avenc_aac") || g_str_equal (name, "opusenc"))
    g_object_set (element, "bitrate", (int) kbit * 1000, NULL);
  else if (g_str_equal (name, "capsfilter")) {
    g_autoptr (GstCaps) caps =
        gst_caps_new_simple ("audio/x-raw", "format", G_TYPE_STRING, "S16LE", NULL);

    g_object_set (element, "caps", caps, NULL);
  } else if (g_str_equal (name, "lamemp3enc")) {
    gst_util_set_object_arg (G_OBJECT (element), "target", "bitrate");
    g_object_set (element, "bitrate", (int) kbit, "cbr", TRUE, NULL);
  }
}

/* A source, the elements between, and a queue that holds whatever the muxer does not want yet. */
static GstElement *
add_branch (SflClipEncoder *self,
            const char *convert,
            const char *const *names,
            GstCaps *caps,
            GstElement *end,
            GError **error)
{
  const char *chain[MAX_CHAIN + 1] = { "appsrc" };
  GstElement *elements[MAX_CHAIN];
  guint n = 1, n_names = 0;

  if (convert != NULL)
    chain[n++] = convert;
  while (names[n_names] != NULL)
    chain[n++] = names[n_names++];
  chain[n++] = "queue";

  if (!sfl_clip_elements_add_chain (self->pipeline, chain, elements, error))
    return NULL;
  for (guint i = 0; i < n; i++)
    set_up (self, chain[i], elements[i]);
  g_object_set (elements[0], "caps", caps, "format", GST_FORMAT_TIME, "max-bytes", (guint64) 0,
                NULL);
  g_object_set (elements[n - 1], "max-size-buffers", 0, "max-size-bytes", 0, "max-size-time",
                (guint64) 0, NULL);
  if (!gst_element_link (elements[n - 1], end)) {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_MEDIA,
                         _ ("The clip cannot be made with the parts of GStreamer that are "
                            "installed."));
    return NULL;
  }

  return elements[0];
}

static void
unref_sound (gpointer sound)
{
  sfl_clip_sound_unref (sound);
}

static void
push_sound (GstElement *source, SflClipSound *sound)
{
  for (gsize i = 0; i < sound->n_frames; i += BLOCK) {
    gsize n = MIN (BLOCK, sound->n_frames - i);
    GstBuffer *buffer =
        gst_buffer_new_wrapped_full (GST_MEMORY_FLAG_READONLY,
                                     sound->samples + SFL_CLIP_CHANNELS * i, n * FRAME_SIZE, 0,
                                     n * FRAME_SIZE, sfl_clip_sound_ref (sound), unref_sound);

    GST_BUFFER_PTS (buffer) = gst_util_uint64_scale_round (i, GST_SECOND, SFL_CLIP_RATE);
    GST_BUFFER_DURATION (buffer) =
        gst_util_uint64_scale_round (i + n, GST_SECOND, SFL_CLIP_RATE) - GST_BUFFER_PTS (buffer);
    gst_app_src_push_buffer (GST_APP_SRC (source), buffer);
  }
  gst_app_src_end_of_stream (GST_APP_SRC (source));
}

/* Nothing of what encoders and muxers like to tell, but the title. */
static void
set_up_muxer (SflClipEncoder *self)
{
  const SflClipEncoding *encoding = &self->encoding;

  if (g_str_equal (forms[encoding->form].muxer, "mp4mux"))
    g_object_set (self->muxer, "faststart", TRUE, "faststart-file", encoding->spool, NULL);
  if (!GST_IS_TAG_SETTER (self->muxer))
    return;
  gst_tag_setter_set_tag_merge_mode (GST_TAG_SETTER (self->muxer), GST_TAG_MERGE_KEEP_ALL);
  if (encoding->title != NULL)
    gst_tag_setter_add_tags (GST_TAG_SETTER (self->muxer), GST_TAG_MERGE_REPLACE_ALL, GST_TAG_TITLE,
                             encoding->title, NULL);
}

static gboolean
make_sink (SflClipEncoder *self, GError **error)
{
  GstAppSinkCallbacks callbacks = { .new_sample = new_sample_cb };

  if (self->encoding.form != SFL_CLIP_FORM_MP3) {
    self->sink = sfl_clip_elements_add (self->pipeline, "filesink", error);
    if (self->sink != NULL)
      g_object_set (self->sink, "location", self->encoding.path, "sync", FALSE, "async", FALSE,
                    NULL);
    return self->sink != NULL;
  }

  self->frames = g_byte_array_new ();
  self->sink = sfl_clip_elements_add (self->pipeline, "appsink", error);
  if (self->sink == NULL)
    return FALSE;
  g_object_set (self->sink, "sync", FALSE, "async", FALSE, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (self->sink), &callbacks, self, NULL);

  return TRUE;
}

static gboolean
make_pipeline (SflClipEncoder *self, GError **error)
{
  const SflClipEncoding *encoding = &self->encoding;
  g_autoptr (GstCaps) sound_caps =
      gst_caps_new_simple ("audio/x-raw", "format", G_TYPE_STRING, GST_AUDIO_NE (F32), "layout",
                           G_TYPE_STRING, "interleaved", "channels", G_TYPE_INT, SFL_CLIP_CHANNELS,
                           "rate", G_TYPE_INT, SFL_CLIP_RATE, "channel-mask", GST_TYPE_BITMASK,
                           (guint64) 3, NULL);
  GstElement *end, *sound = NULL;

  self->pipeline = gst_pipeline_new (NULL);
  self->bus = gst_element_get_bus (self->pipeline);
  sfl_task_pool_attach (self->pipeline);
  if (!make_sink (self, error))
    return FALSE;

  end = self->sink;
  if (forms[encoding->form].muxer != NULL) {
    end = self->muxer = sfl_clip_elements_add (self->pipeline, forms[encoding->form].muxer, error);
    if (self->muxer == NULL)
      return FALSE;
    set_up_muxer (self);
    gst_element_link (self->muxer, self->sink);
  }

  if (encoding->pictures != NULL) {
    g_autoptr (GstCaps) caps = gst_video_info_to_caps (encoding->pictures);
    GstAppSrcCallbacks callbacks = { .need_data = need_data_cb };

    self->pictures = add_branch (self, NULL, forms[encoding->form].pictures, caps, end, error);
    if (self->pictures == NULL)
      return FALSE;
    gst_app_src_set_callbacks (GST_APP_SRC (self->pictures), &callbacks, self, NULL);
  }
  if (encoding->sound != NULL) {
    sound = add_branch (self, "audioconvert", forms[encoding->form].sound, sound_caps, end, error);
    if (sound == NULL)
      return FALSE;
  }

  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
  if (sound != NULL)
    push_sound (sound, encoding->sound);

  return TRUE;
}

/**
 * sfl_clip_encoder_find_missing:
 *
 * Returns: (nullable): the name of an element without which a form cannot be written
 */
const char *
sfl_clip_encoder_find_missing (SflClipForm form)
{
  const char *const *chains[] = { forms[form].pictures, forms[form].sound };

  for (guint c = 0; c < G_N_ELEMENTS (chains); c++)
    for (guint i = 0; chains[c][i] != NULL; i++)
      if (!sfl_clip_elements_have (chains[c][i]))
        return chains[c][i];
  if (forms[form].muxer != NULL && !sfl_clip_elements_have (forms[form].muxer))
    return forms[form].muxer;

  return NULL;
}

/* How much of each second the sound takes. */
guint
sfl_clip_encoder_get_sound_kbit (SflClipForm form)
{
  return forms[form].sound_kbit;
}

/**
 * sfl_clip_encoder_new:
 * @encoding: what it points to outlives the encoder
 */
SflClipEncoder *
sfl_clip_encoder_new (const SflClipEncoding *encoding, GCancellable *cancellable, GError **error)
{
  g_autoptr (SflClipEncoder) self = g_new0 (SflClipEncoder, 1);

  self->encoding = *encoding;
  self->cancellable = cancellable == NULL ? NULL : g_object_ref (cancellable);
  g_mutex_init (&self->lock);
  g_cond_init (&self->wanted);
  if (!make_pipeline (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
sfl_clip_encoder_free (SflClipEncoder *self)
{
  if (self->pipeline != NULL)
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_clear_object (&self->bus);
  gst_clear_object (&self->pipeline);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->frames, g_byte_array_unref);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wanted);
  g_free (self);
}

/* Whether it goes on. */
static gboolean
look_around (SflClipEncoder *self, GError **error)
{
  g_autoptr (GstMessage) message = NULL;

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  message = gst_bus_pop_filtered (self->bus, GST_MESSAGE_ERROR);
  if (message != NULL)
    sfl_clip_elements_set_error (message, error);

  return message == NULL;
}

/**
 * sfl_clip_encoder_push:
 * @picture: (transfer full): with its times
 *
 * Waits until there is room for it.
 */
gboolean
sfl_clip_encoder_push (SflClipEncoder *self, GstBuffer *picture, GError **error)
{
  gboolean going = look_around (self, error);

  while (going &&
         gst_app_src_get_current_level_buffers (GST_APP_SRC (self->pictures)) >= MAX_WAITING) {
    g_mutex_lock (&self->lock);
    g_cond_wait_until (&self->wanted, &self->lock, g_get_monotonic_time () + PATIENCE_US);
    g_mutex_unlock (&self->lock);
    going = look_around (self, error);
  }
  if (!going) {
    gst_buffer_unref (picture);
    return FALSE;
  }
  gst_app_src_push_buffer (GST_APP_SRC (self->pictures), picture);

  return TRUE;
}

/* What the muxer could not do. */
static gboolean
complete_file (SflClipEncoder *self, GError **error)
{
  const SflClipEncoding *encoding = &self->encoding;

  if (encoding->form == SFL_CLIP_FORM_MP3)
    return sfl_clip_mp3_write (encoding->path, self->frames, encoding->sound->n_frames,
                               encoding->title, error);
  if (g_strcmp0 (forms[encoding->form].muxer, "mp4mux") == 0)
    return sfl_clip_mp4_complete (encoding->path, AAC_PRIMING,
                                  encoding->sound == NULL ? 0 : encoding->sound->n_frames,
                                  SFL_CLIP_RATE, error);

  return TRUE;
}

/**
 * sfl_clip_encoder_finish:
 *
 * Returns: whether the file is complete; nothing may be pushed any more
 */
gboolean
sfl_clip_encoder_finish (SflClipEncoder *self, GError **error)
{
  gboolean ended = FALSE;

  if (self->pictures != NULL)
    gst_app_src_end_of_stream (GST_APP_SRC (self->pictures));

  while (!ended) {
    g_autoptr (GstMessage) message =
        gst_bus_timed_pop_filtered (self->bus, PATIENCE_US * GST_USECOND,
                                    GST_MESSAGE_EOS | GST_MESSAGE_ERROR);

    if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
      return FALSE;
    if (message == NULL)
      continue;
    if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR) {
      sfl_clip_elements_set_error (message, error);
      return FALSE;
    }
    ended = TRUE;
  }
  gst_element_set_state (self->pipeline, GST_STATE_NULL);

  return complete_file (self, error);
}
