/* sfl-peaks.c: the outline of an episode's sound, for the seek bar
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Decodes the sound, and never the picture, on a thread.  Nobody knows for sure
 * how long a file is before its end, so the energy is collected in cells of
 * equal time that merge in pairs when they run out; memory depends on the
 * number of peaks alone.
 */

#include "config.h"

#include "sfl-peaks.h"

#include <glib/gi18n-lib.h>
#include <gst/app/gstappsink.h>
#include <gst/audio/audio.h>
#include <math.h>

#include "sfl-error.h"
#include "sfl-player.h"

/* A cancelled load stops within this time. */
#define POLL_TIME (50 * GST_MSECOND)

/* Cells start this short; merging only ever doubles them. */
#define FIRST_WIDTH (20 * SFL_MSECOND)

/* Cells a peak is made of, at least: fewer would show as stripes. */
#define CELLS_PER_PEAK 4

/* Speech is this loud at most most of the time; what is louder is drawn full. */
#define LOUD_SHARE 0.97

/* Ears count loudness in steps, eyes in pixels: with less than 1 quiet speech keeps a height. */
#define CURVE 0.6

typedef struct {
  double energy;
  gint64 n_samples;
} Cell;

typedef struct {
  Cell *cells;
  guint n_cells; /* allocated */
  guint n_used;
  SflTime width;
} Outline;

typedef struct {
  GFile *file;
  guint n_peaks;
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_object_unref (request->file);
  g_free (request);
}

static void
merge_pairs (Outline *outline)
{
  for (guint i = 0; i < outline->n_cells; i++) {
    Cell a = i * 2 < outline->n_cells ? outline->cells[i * 2] : (Cell){ 0 };
    Cell b = i * 2 + 1 < outline->n_cells ? outline->cells[i * 2 + 1] : (Cell){ 0 };

    outline->cells[i] = (Cell){ a.energy + b.energy, a.n_samples + b.n_samples };
  }
  outline->n_used = (outline->n_used + 1) / 2;
  outline->width *= 2;
}

static void
add_energy (Outline *outline, SflTime time, double energy, guint n_samples)
{
  gint64 index = MAX (time, 0) / outline->width;

  while (index >= outline->n_cells) {
    merge_pairs (outline);
    index /= 2;
  }

  outline->cells[index].energy += energy;
  outline->cells[index].n_samples += n_samples;
  outline->n_used = MAX (outline->n_used, (guint) index + 1);
}

/* Whole numbers are summed as such: what most decoders give needs no conversion then. */
static double
sum_whole (const gint16 *samples, gsize n)
{
  gint64 sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += samples[i] * samples[i];

  return (double) sum / (32768.0 * 32768.0);
}

static double
sum_floats (const float *samples, gsize n)
{
  float sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += samples[i] * samples[i];

  return sum;
}

/* A buffer is cut into stretches no longer than the first cells. */
static void
add_samples (Outline *outline,
             SflTime time,
             const guint8 *data,
             gsize size,
             const GstAudioInfo *info)
{
  const gsize frame_size = GST_AUDIO_INFO_BPF (info), n_frames = size / frame_size;
  const int rate = GST_AUDIO_INFO_RATE (info);
  const gsize stretch = MAX (rate / 50, 1);

  for (gsize i = 0; i < n_frames; i += stretch) {
    gsize n = MIN (stretch, n_frames - i) * GST_AUDIO_INFO_CHANNELS (info);
    gconstpointer samples = data + i * frame_size;
    double energy =
        GST_AUDIO_INFO_IS_FLOAT (info) ? sum_floats (samples, n) : sum_whole (samples, n);

    add_energy (outline, time + gst_util_uint64_scale (i, GST_SECOND, rate), energy, n);
  }
}

static int
compare_levels (gconstpointer a, gconstpointer b)
{
  float x = *(const float *) a, y = *(const float *) b;

  return (x > y) - (x < y);
}

/* Root mean squares, with the loud level of this episode as 1. */
static float *
make_peaks (const Outline *outline, guint n_peaks)
{
  float *peaks = g_new0 (float, n_peaks);
  g_autofree float *sorted = NULL;
  float loud;

  for (guint i = 0; i < n_peaks; i++) {
    guint first = (guint64) i * outline->n_used / n_peaks;
    guint last = MAX ((guint64) (i + 1) * outline->n_used / n_peaks, first + 1);
    Cell sum = { 0 };

    for (guint j = first; j < MIN (last, outline->n_used); j++) {
      sum.energy += outline->cells[j].energy;
      sum.n_samples += outline->cells[j].n_samples;
    }
    peaks[i] = sum.n_samples == 0 ? 0 : sqrt (sum.energy / sum.n_samples);
  }

  sorted = g_memdup2 (peaks, n_peaks * sizeof (float));
  qsort (sorted, n_peaks, sizeof (float), compare_levels);
  loud = sorted[MIN ((guint) (n_peaks * LOUD_SHARE), n_peaks - 1)];
  for (guint i = 0; i < n_peaks; i++)
    peaks[i] = loud <= 0 ? 0 : MIN (pow (peaks[i] / loud, CURVE), 1.0);

  return peaks;
}

static void
pad_added_cb (GstElement *decoder, GstPad *pad, gpointer user_data)
{
  GstPad *sink = gst_element_get_static_pad (user_data, "sink");

  /* The first audio track stands for the episode. */
  if (!gst_pad_is_linked (sink))
    gst_pad_link (pad, sink);
  gst_object_unref (sink);
}

/* Streaming thread: handing each of 60,000 buffers to another thread costs more than its sum. */
static GstFlowReturn
new_sample_cb (GstAppSink *sink, gpointer user_data)
{
  Outline *outline = user_data;
  GstSample *sample = gst_app_sink_pull_sample (sink);
  GstBuffer *buffer = sample == NULL ? NULL : gst_sample_get_buffer (sample);
  GstAudioInfo info;
  GstClockTime time;
  GstMapInfo map;

  if (buffer != NULL && gst_audio_info_from_caps (&info, gst_sample_get_caps (sample))) {
    time = gst_segment_to_stream_time (gst_sample_get_segment (sample), GST_FORMAT_TIME,
                                       GST_BUFFER_PTS (buffer));
    if (GST_CLOCK_TIME_IS_VALID (time) && gst_buffer_map (buffer, &map, GST_MAP_READ)) {
      add_samples (outline, time, map.data, map.size, &info);
      gst_buffer_unmap (buffer, &map);
    }
  }
  g_clear_pointer (&sample, gst_sample_unref);

  return GST_FLOW_OK;
}

/* filesrc ! decodebin ! audioconvert ! appsink.  With these caps, and without exposing what
 * does not lead to them, decodebin plugs no decoder for pictures.
 */
static GstElement *
make_pipeline (GFile *file, Outline *outline)
{
  g_autofree char *path = g_file_get_path (file);
  g_autoptr (GstCaps) audio = gst_caps_from_string ("audio/x-raw(ANY)");
  g_autoptr (GstCaps) wanted = gst_caps_from_string (
      "audio/x-raw, format={ " GST_AUDIO_NE (S16) ", " GST_AUDIO_NE (F32) " }, layout=interleaved");
  GstElement *pipeline = gst_pipeline_new (NULL);
  GstElement *source = gst_element_factory_make ("filesrc", NULL);
  GstElement *decoder = gst_element_factory_make ("decodebin", NULL);
  GstElement *convert = gst_element_factory_make ("audioconvert", NULL);
  GstElement *sink = gst_element_factory_make ("appsink", NULL);
  GstAppSinkCallbacks callbacks = { .new_sample = new_sample_cb };

  g_object_set (source, "location", path, NULL);
  g_object_set (decoder, "caps", audio, "expose-all-streams", FALSE, NULL);
  g_object_set (sink, "caps", wanted, "sync", FALSE, "enable-last-sample", FALSE, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, outline, NULL);

  gst_bin_add_many (GST_BIN (pipeline), source, decoder, convert, sink, NULL);
  gst_element_link (source, decoder);
  gst_element_link (convert, sink);
  g_signal_connect (decoder, "pad-added", G_CALLBACK (pad_added_cb), convert);

  return pipeline;
}

/* Until the end, or the first error: a file cut short has an outline up to there. */
static void
wait_for_end (GstElement *pipeline, GCancellable *cancellable)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);
  gboolean ended = FALSE;

  while (!ended && !g_cancellable_is_cancelled (cancellable)) {
    g_autoptr (GstMessage) message =
        gst_bus_timed_pop_filtered (bus, POLL_TIME, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);

    ended = message != NULL;
  }
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Request *request = data;
  Outline outline = { .n_cells = request->n_peaks * CELLS_PER_PEAK * 2, .width = FIRST_WIDTH };
  GstElement *pipeline;

  outline.cells = g_new0 (Cell, outline.n_cells);
  pipeline = make_pipeline (request->file, &outline);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  wait_for_end (pipeline, cancellable);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (pipeline);

  if (outline.n_used > 0)
    g_task_return_pointer (task, make_peaks (&outline, request->n_peaks), g_free);
  else
    g_task_return_new_error (task, SFL_ERROR, SFL_ERROR_MEDIA,
                             _ ("The file has no sound that can be drawn."));
  g_free (outline.cells);
}

/**
 * sfl_peaks_load_async:
 * @file: a file on this computer
 * @n_peaks: how many stretches of equal time
 *
 * Reads the whole file in the background.
 */
void
sfl_peaks_load_async (GFile *file,
                      guint n_peaks,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Request *request;

  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (n_peaks > 0);

  sfl_media_init ();
  request = g_new (Request, 1);
  *request = (Request){ g_object_ref (file), n_peaks };
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sfl_peaks_load_async);
  g_task_set_task_data (task, request, request_free);
  if (g_file_has_uri_scheme (file, "file"))
    g_task_run_in_thread (task, load_thread);
  else
    g_task_return_new_error (task, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                             _ ("Souffleur plays only files on this computer."));
}

/**
 * sfl_peaks_load_finish:
 * @n_peaks: (out): how many there are, as asked
 *
 * Returns: (transfer full) (array length=n_peaks) (nullable): levels from 0 to 1 over the whole
 *   file; free with g_free()
 */
float *
sfl_peaks_load_finish (GAsyncResult *result, guint *n_peaks, GError **error)
{
  Request *request;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  request = g_task_get_task_data (G_TASK (result));
  *n_peaks = request->n_peaks;

  return g_task_propagate_pointer (G_TASK (result), error);
}
