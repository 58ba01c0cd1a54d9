/* sfl-video-tap.c: where pictures leave the pipeline
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A video sink made of videoconvertscale ! capsfilter ! appsink.  The pictures
 * are scaled here, on the streaming thread, to what is shown: doing it while
 * drawing costs the main thread ten times as much.
 *
 * The streaming thread keeps only the newest picture and wakes the main
 * context once, however many come before it listens.
 */

#include "config.h"

#include "sfl-video-tap.h"

#include <gst/app/gstappsink.h>
#include <gst/video/video.h>

/* GStreamer's own video sinks give up on a picture later than this. */
#define MAX_LATENESS (20 * GST_MSECOND)

struct _SflVideoTap {
  GstElement *bin;
  GstElement *filter;
  SflVideoTapFunc func;
  gpointer user_data;
  GMainContext *context;

  GMutex lock; /* for all below */
  GstVideoInfo input;
  gboolean turned; /* by a quarter: width and height change places after us */
  int max_width;
  int max_height;
  GstBuffer *seen; /* the buffer behind @newest, so that preroll and first render count once */
  SflFrame *newest;
  GSource *wake;
};

static gboolean
wake_cb (gpointer user_data)
{
  SflVideoTap *self = user_data;

  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->wake, g_source_unref);
  g_mutex_unlock (&self->lock);

  if (self->func != NULL)
    self->func (self->user_data);

  return G_SOURCE_REMOVE;
}

static void
unmap_frame (gpointer data)
{
  GstVideoFrame *frame = data;

  gst_video_frame_unmap (frame);
  g_free (frame);
}

static double
get_aspect (const GstVideoInfo *info)
{
  return (double) GST_VIDEO_INFO_WIDTH (info) * GST_VIDEO_INFO_PAR_N (info) /
         ((double) GST_VIDEO_INFO_HEIGHT (info) * GST_VIDEO_INFO_PAR_D (info));
}

/* The frame borrows the decoder's memory, and gives it back when the last
 * texture made from it is gone.
 */
static SflFrame *
wrap_sample (GstSample *sample)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  GstVideoInfo info;
  GstVideoFrame *frame;
  gsize stride;
  GstClockTime time;
  GBytes *pixels;

  if (!gst_video_info_from_caps (&info, gst_sample_get_caps (sample)))
    return NULL;

  frame = g_new (GstVideoFrame, 1);
  if (!gst_video_frame_map (frame, &info, buffer, GST_MAP_READ)) {
    g_free (frame);
    return NULL;
  }

  stride = GST_VIDEO_FRAME_PLANE_STRIDE (frame, 0);
  pixels = g_bytes_new_with_free_func (GST_VIDEO_FRAME_PLANE_DATA (frame, 0),
                                       stride * GST_VIDEO_INFO_HEIGHT (&info), unmap_frame, frame);
  time = gst_segment_to_stream_time (gst_sample_get_segment (sample), GST_FORMAT_TIME,
                                     GST_BUFFER_PTS (buffer));

  return sfl_frame_new (GST_VIDEO_INFO_WIDTH (&info), GST_VIDEO_INFO_HEIGHT (&info), stride,
                        get_aspect (&info), GST_CLOCK_TIME_IS_VALID (time) ? (SflTime) time : 0,
                        GST_CLOCK_TIME_IS_VALID (time) && GST_BUFFER_DURATION_IS_VALID (buffer)
                            ? (SflTime) (time + GST_BUFFER_DURATION (buffer))
                            : SFL_TIME_NONE,
                        pixels);
}

/* Streaming thread. */
static void
keep_newest (SflVideoTap *self, GstSample *sample)
{
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  SflFrame *frame, *replaced = NULL;

  if (buffer == NULL || (frame = wrap_sample (sample)) == NULL)
    return;

  g_mutex_lock (&self->lock);
  if (gst_buffer_replace (&self->seen, buffer)) {
    replaced = self->newest;
    self->newest = frame;
    if (self->wake == NULL) {
      self->wake = g_idle_source_new ();
      g_source_set_priority (self->wake, G_PRIORITY_DEFAULT);
      g_source_set_callback (self->wake, wake_cb, self, NULL);
      g_source_attach (self->wake, self->context);
    }
  } else {
    replaced = frame;
  }
  g_mutex_unlock (&self->lock);

  g_clear_pointer (&replaced, sfl_frame_unref);
}

static GstFlowReturn
new_preroll_cb (GstAppSink *sink, gpointer user_data)
{
  GstSample *sample = gst_app_sink_pull_preroll (sink);

  if (sample != NULL) {
    keep_newest (user_data, sample);
    gst_sample_unref (sample);
  }

  return GST_FLOW_OK;
}

static GstFlowReturn
new_sample_cb (GstAppSink *sink, gpointer user_data)
{
  GstSample *sample = gst_app_sink_pull_sample (sink);

  if (sample != NULL) {
    keep_newest (user_data, sample);
    gst_sample_unref (sample);
  }

  return GST_FLOW_OK;
}

/* The picture fits into the wanted box with its own shape, and never grows:
 * that is what the drawing side does for free.  With the lock held.
 */
static GstCaps *
make_caps (SflVideoTap *self)
{
  int width = GST_VIDEO_INFO_WIDTH (&self->input), height = GST_VIDEO_INFO_HEIGHT (&self->input);
  int max_width = self->turned ? self->max_height : self->max_width;
  int max_height = self->turned ? self->max_width : self->max_height;

  if (width > 0 && height > 0 && max_width > 0 && max_height > 0) {
    double aspect = get_aspect (&self->input);
    double shown_height = MIN ((double) max_height, max_width / aspect);
    int fit_height = MAX (GST_ROUND_UP_2 ((int) shown_height), 2);
    int fit_width = MAX (GST_ROUND_UP_2 ((int) (shown_height * aspect)), 2);

    width = MIN (width, fit_width);
    height = MIN (height, fit_height);
  }

  if (width <= 0 || height <= 0)
    return gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, "RGB", NULL);

  return gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, "RGB", "width", G_TYPE_INT,
                              width, "height", G_TYPE_INT, height, NULL);
}

static void
update_filter (SflVideoTap *self)
{
  GstCaps *caps;

  g_mutex_lock (&self->lock);
  caps = make_caps (self);
  g_mutex_unlock (&self->lock);

  g_object_set (self->filter, "caps", caps, NULL);
  gst_caps_unref (caps);
}

/* Telephones film lying down and say so in a tag. */
static gboolean
is_turned (GstTagList *tags, gboolean turned)
{
  const char *orientation;

  if (!gst_tag_list_peek_string_index (tags, GST_TAG_IMAGE_ORIENTATION, 0, &orientation))
    return turned;

  return strstr (orientation, "90") != NULL || strstr (orientation, "270") != NULL;
}

/* Streaming thread: the size out follows the size in before the first picture
 * of that size comes.
 */
static GstPadProbeReturn
event_cb (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  SflVideoTap *self = user_data;
  GstEvent *event = GST_PAD_PROBE_INFO_EVENT (info);

  if (GST_EVENT_TYPE (event) == GST_EVENT_CAPS) {
    GstCaps *caps;

    gst_event_parse_caps (event, &caps);
    g_mutex_lock (&self->lock);
    if (!gst_video_info_from_caps (&self->input, caps))
      gst_video_info_init (&self->input);
    g_mutex_unlock (&self->lock);
    update_filter (self);
  } else if (GST_EVENT_TYPE (event) == GST_EVENT_TAG) {
    GstTagList *tags;

    gst_event_parse_tag (event, &tags);
    g_mutex_lock (&self->lock);
    self->turned = is_turned (tags, self->turned);
    g_mutex_unlock (&self->lock);
    update_filter (self);
  } else if (GST_EVENT_TYPE (event) == GST_EVENT_STREAM_START) {
    g_mutex_lock (&self->lock);
    self->turned = FALSE;
    g_mutex_unlock (&self->lock);
  }

  return GST_PAD_PROBE_OK;
}

static void
build_bin (SflVideoTap *self)
{
  GstElement *scale = gst_element_factory_make ("videoconvertscale", NULL);
  GstElement *flip = gst_element_factory_make ("videoflip", NULL);
  GstElement *sink = gst_element_factory_make ("appsink", NULL);
  GstAppSinkCallbacks callbacks = { .new_preroll = new_preroll_cb, .new_sample = new_sample_cb };
  GstPad *pad;

  self->bin = gst_object_ref_sink (gst_bin_new ("video-tap"));
  self->filter = gst_element_factory_make ("capsfilter", NULL);

  gst_bin_add_many (GST_BIN (self->bin), scale, self->filter, sink, NULL);
  gst_element_link (scale, self->filter);
  if (flip != NULL) {
    gst_util_set_object_arg (G_OBJECT (flip), "video-direction", "auto");
    gst_bin_add (GST_BIN (self->bin), flip);
    gst_element_link_many (self->filter, flip, sink, NULL);
  } else {
    gst_element_link (self->filter, sink);
  }

  /* Borders would be part of the picture; the shape is told by its aspect. */
  g_object_set (scale, "add-borders", FALSE, NULL);
  g_object_set (sink, "max-buffers", 2, "drop", TRUE, "qos", TRUE, "max-lateness",
                (gint64) MAX_LATENESS, "enable-last-sample", FALSE, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, self, NULL);
  update_filter (self);

  pad = gst_element_get_static_pad (scale, "sink");
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM, event_cb, self, NULL);
  gst_element_add_pad (self->bin, gst_ghost_pad_new ("sink", pad));
  gst_object_unref (pad);
}

/**
 * sfl_video_tap_new:
 * @func: called on the caller's main context when a picture can be taken
 *
 * Returns: a new tap
 */
SflVideoTap *
sfl_video_tap_new (SflVideoTapFunc func, gpointer user_data)
{
  SflVideoTap *self = g_new0 (SflVideoTap, 1);

  self->func = func;
  self->user_data = user_data;
  self->context = g_main_context_ref_thread_default ();
  g_mutex_init (&self->lock);
  gst_video_info_init (&self->input);
  build_bin (self);

  return self;
}

/**
 * sfl_video_tap_close:
 *
 * From here on pictures are nobody's business.  Main thread.
 */
void
sfl_video_tap_close (SflVideoTap *self)
{
  self->func = NULL;
}

/**
 * sfl_video_tap_free:
 *
 * The pipeline must be stopped: the streaming thread knows no other owner.
 */
void
sfl_video_tap_free (SflVideoTap *self)
{
  if (self->wake != NULL)
    g_source_destroy (self->wake);
  g_clear_pointer (&self->wake, g_source_unref);
  g_clear_pointer (&self->newest, sfl_frame_unref);
  gst_buffer_replace (&self->seen, NULL);
  gst_clear_object (&self->bin);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self);
}

GstElement *
sfl_video_tap_get_sink (SflVideoTap *self)
{
  return self->bin;
}

/**
 * sfl_video_tap_set_size:
 * @width: device pixels, 0 for the size of the video
 * @height: likewise
 */
void
sfl_video_tap_set_size (SflVideoTap *self, int width, int height)
{
  g_mutex_lock (&self->lock);
  self->max_width = width;
  self->max_height = height;
  g_mutex_unlock (&self->lock);

  update_filter (self);
}

/**
 * sfl_video_tap_take:
 *
 * Returns: (transfer full) (nullable): the newest picture not taken yet
 */
SflFrame *
sfl_video_tap_take (SflVideoTap *self)
{
  SflFrame *frame;

  g_mutex_lock (&self->lock);
  frame = g_steal_pointer (&self->newest);
  g_mutex_unlock (&self->lock);

  return frame;
}
