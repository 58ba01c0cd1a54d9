/* sfl-clip-renderer.c: a recipe becomes a file
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * On one thread: the first picture is found, and with it where the clip begins; the sound is read;
 * then picture after picture is decoded, composed and handed to the encoder, on a grid of times
 * that begins with the first one.
 */

#include "config.h"

#include "sfl-clip-renderer.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sfl-clip-captions.h"
#include "sfl-clip-card.h"
#include "sfl-clip-composer.h"
#include "sfl-clip-decoder.h"
#include "sfl-clip-encoder.h"
#include "sfl-clip-loudness.h"
#include "sfl-clip-overlay.h"
#include "sfl-clip-sound.h"
#include "sfl-clip-target.h"
#include "sfl-error.h"
#include "sfl-player.h"
#include "sfl-problem.h"

/* Against the click of a wave that is cut. */
#define FADE (3 * SFL_MSECOND)

/* Of pictures that are drawn. */
#define AUDIOGRAM_FPS 30

/* How much of the way is reading the sound: of a video, and of sound alone. */
#define SOUND_OF_VIDEO 0.05
#define SOUND_OF_SOUND 0.6

/* Of the bytes that a file may have, what is left for all but the streams. */
#define ROOM 0.97

/* How often the pictures are encoded anew because the file became too large. */
#define MAX_TRIES 3

typedef struct {
  const SflClipRecipe *recipe;
  GFile *source;
  char *path;
  GCancellable *cancellable;
  SflClipProgressFunc progress;
  gpointer user_data;
  int shown; /* of the progress, in hundredths */

  SflClipTarget *target;
  SflClipSound *sound; /* NULL without */
  SflClipResult result;
  guint max_kbit; /* of the pictures; 0 for any number */

  /* Of a video. */
  SflClipDecoder *decoder;
  SflClipComposer *composer;
  SflClipCaptions *captions;
  SflClipEncoder *encoder;
  GstSample *shown_picture; /* that the next one has not replaced yet */
  GstSample *next_picture;
  SflTime next_time;
  SflClipOverlay *overlay;
  int caption;
  int word;
} Job;

static void
clear_video (Job *job)
{
  g_clear_pointer (&job->encoder, sfl_clip_encoder_free);
  g_clear_pointer (&job->shown_picture, gst_sample_unref);
  g_clear_pointer (&job->next_picture, gst_sample_unref);
  g_clear_pointer (&job->decoder, sfl_clip_decoder_free);
  g_clear_pointer (&job->composer, sfl_clip_composer_free);
  g_clear_pointer (&job->captions, sfl_clip_captions_free);
  g_clear_pointer (&job->overlay, sfl_clip_overlay_free);
  job->caption = job->word = -1;
}

static void
job_clear (Job *job)
{
  clear_video (job);
  g_clear_pointer (&job->sound, sfl_clip_sound_unref);
  g_clear_pointer (&job->target, sfl_clip_target_free);
  g_clear_object (&job->source);
  g_free (job->path);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Job, job_clear)

static void
show_progress (Job *job, double fraction)
{
  int hundredths = CLAMP (floor (fraction * 100), 0, 100);

  if (job->progress == NULL || hundredths <= job->shown)
    return;
  job->shown = hundredths;
  job->progress (hundredths / 100.0, job->user_data);
}

/* The sound of @n_frames frames, from where the clip begins. */
static gboolean
read_sound (Job *job, gsize n_frames, GError **error)
{
  const SflClipRecipe *recipe = job->recipe;
  gboolean found = FALSE;

  job->sound = sfl_clip_sound_new (n_frames, sfl_clip_target_get_spool (job->target), error);
  if (job->sound == NULL ||
      !sfl_clip_sound_read (job->sound, job->source, recipe->track, job->result.start, &found,
                            job->cancellable, error))
    return FALSE;
  if (!found) {
    g_clear_pointer (&job->sound, sfl_clip_sound_unref);
    return TRUE;
  }
  sfl_clip_sound_fade (job->sound, FADE);
  if (recipe->loudness < 0)
    job->result.loudness = sfl_clip_loudness_set (job->sound, recipe->loudness);

  return TRUE;
}

static SflClipEncoder *
make_encoder (Job *job, const GstVideoInfo *pictures, GError **error)
{
  SflClipEncoding encoding = {
    .form = job->recipe->form,
    .path = sfl_clip_target_get_part (job->target),
    .spool = sfl_clip_target_get_spool (job->target),
    .title = job->recipe->title,
    .pictures = pictures,
    .sound = job->sound,
    .quality = job->recipe->quality,
    .max_kbit = job->max_kbit,
    .buffer = MIN (2 * SFL_SECOND, job->result.length / 4),
  };

  return sfl_clip_encoder_new (&encoding, job->cancellable, error);
}

static gboolean
render_sound (Job *job, GError **error)
{
  job->result.start = job->recipe->start;
  job->result.length = job->recipe->end - job->recipe->start;
  if (!read_sound (job, sfl_clip_sound_count (job->result.length), error))
    return FALSE;
  if (job->sound == NULL) {
    g_propagate_error (error, sfl_problem_new_soundless ());
    return FALSE;
  }
  show_progress (job, SOUND_OF_SOUND);

  job->encoder = make_encoder (job, NULL, error);

  return job->encoder != NULL && sfl_clip_encoder_finish (job->encoder, error);
}

/* Takes the picture that comes after the one that is next. */
static gboolean
advance (Job *job, GError **error)
{
  g_autoptr (GError) problem = NULL;

  g_clear_pointer (&job->shown_picture, gst_sample_unref);
  job->shown_picture = g_steal_pointer (&job->next_picture);
  job->next_picture = sfl_clip_decoder_pull (job->decoder, &job->next_time, &problem);
  if (problem != NULL) {
    g_propagate_error (error, g_steal_pointer (&problem));
    return FALSE;
  }

  return TRUE;
}

/* Makes the picture that is seen at the start of the recipe the one that is shown, and lets the clip
 * begin with it: a whole picture, and with it sound and picture that fit exactly.
 */
static gboolean
find_first_picture (Job *job, GError **error)
{
  g_autoptr (GstCaps) caps =
      gst_caps_new_simple ("video/x-raw", "format", G_TYPE_STRING, "I420", NULL);
  SflTime shown_time = SFL_TIME_NONE;

  job->decoder =
      sfl_clip_decoder_new (job->source, SFL_CLIP_PICTURES, NULL, caps, job->cancellable);
  if (!sfl_clip_decoder_open (job->decoder, job->recipe->start, job->recipe->end, error))
    return FALSE;
  if (!advance (job, error))
    return FALSE;
  if (job->next_picture == NULL) {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_MEDIA,
                         _ ("The recording has no picture there. Make a clip of its sound."));
    return FALSE;
  }

  do {
    if (shown_time == SFL_TIME_NONE || job->next_picture != NULL)
      shown_time = job->next_time;
    if (!advance (job, error))
      return FALSE;
  } while (job->next_picture != NULL && job->next_time <= job->recipe->start);

  /* Where the first picture comes late it is seen from the beginning, and the sound stays whole. */
  job->result.start = MIN (shown_time, job->recipe->start);
  if (job->next_picture == NULL || job->result.start < 0)
    job->result.start = job->recipe->start;

  return TRUE;
}

/* What is drawn over the picture at @time of the recording. */
static void
update_overlay (Job *job, SflTime time)
{
  cairo_surface_t *surface;
  int x, y;

  if (!sfl_clip_captions_find (job->captions, time, &job->caption, &job->word))
    return;
  g_clear_pointer (&job->overlay, sfl_clip_overlay_free);
  if (job->caption < 0)
    return;
  surface = sfl_clip_captions_draw (job->captions, job->caption, job->word, &x, &y);
  job->overlay = sfl_clip_overlay_new (surface, x, y, sfl_clip_composer_get_info (job->composer));
  cairo_surface_destroy (surface);
}

static SflTime
get_grid_time (const GstVideoInfo *info, guint n)
{
  return gst_util_uint64_scale (n, (guint64) GST_VIDEO_INFO_FPS_D (info) * GST_SECOND,
                                GST_VIDEO_INFO_FPS_N (info));
}

/* Whether the next picture is nearer to the time @n of the grid than to that after it. */
static gboolean
next_is_due (Job *job, const GstVideoInfo *info, guint n)
{
  return job->next_picture != NULL &&
         gst_util_uint64_scale_round (MAX (job->next_time - job->result.start, 0),
                                      GST_VIDEO_INFO_FPS_N (info),
                                      (guint64) GST_VIDEO_INFO_FPS_D (info) * GST_SECOND) <= n;
}

/* The one that is shown, without keeping it: the sample it came in is nobody else's. */
static GstBuffer *
take_shown_picture (Job *job)
{
  GstBuffer *picture = gst_buffer_ref (gst_sample_get_buffer (job->shown_picture));

  g_clear_pointer (&job->shown_picture, gst_sample_unref);

  return picture;
}

static GstBuffer *
compose (Job *job, const GstVideoInfo *info, guint n)
{
  if (next_is_due (job, info, n + 1))
    return sfl_clip_composer_complete (job->composer, take_shown_picture (job), job->overlay);

  return sfl_clip_composer_compose (job->composer, gst_sample_get_buffer (job->shown_picture),
                                    job->overlay);
}

/* @picture: (transfer full): number @n of the grid */
static gboolean
push_picture (Job *job, const GstVideoInfo *info, guint n, GstBuffer *picture, GError **error)
{
  picture = gst_buffer_make_writable (picture);
  GST_BUFFER_PTS (picture) = get_grid_time (info, n);
  GST_BUFFER_DTS (picture) = GST_CLOCK_TIME_NONE;
  GST_BUFFER_DURATION (picture) = get_grid_time (info, n + 1) - get_grid_time (info, n);
  show_progress (job, SOUND_OF_VIDEO + (0.98 - SOUND_OF_VIDEO) * n / job->result.n_pictures);

  return sfl_clip_encoder_push (job->encoder, picture, error);
}

static gboolean
push_pictures (Job *job, GError **error)
{
  const GstVideoInfo *info = sfl_clip_composer_get_info (job->composer);

  for (guint n = 0; n < job->result.n_pictures; n++) {
    SflTime time = get_grid_time (info, n);
    GstBuffer *picture;

    while (n > 0 && next_is_due (job, info, n))
      if (!advance (job, error))
        return FALSE;
    update_overlay (job, job->result.start + time);
    picture = compose (job, info, n);
    if (picture == NULL) {
      g_set_error_literal (error, SFL_ERROR, SFL_ERROR_MEDIA,
                           _ ("A picture of the recording cannot be read."));
      return FALSE;
    }
    if (!push_picture (job, info, n, picture, error))
      return FALSE;
  }

  return TRUE;
}

/* Whole pictures, and as much sound: as many as it takes not to cut the last word. */
static void
set_length (Job *job, const GstVideoInfo *info)
{
  SflTime length = job->recipe->end - job->result.start;

  job->result.n_pictures =
      MAX (1,
           gst_util_uint64_scale_ceil (MAX (length - SFL_USECOND, 1), GST_VIDEO_INFO_FPS_N (info),
                                       (guint64) GST_VIDEO_INFO_FPS_D (info) * GST_SECOND));
  job->result.length = get_grid_time (info, job->result.n_pictures);
}

static gboolean
render_video (Job *job, GError **error)
{
  GstVideoInfo source;
  const GstVideoInfo *info;

  clear_video (job);
  g_clear_pointer (&job->sound, sfl_clip_sound_unref);
  if (!find_first_picture (job, error))
    return FALSE;
  if (!gst_video_info_from_caps (&source, gst_sample_get_caps (job->shown_picture))) {
    g_propagate_error (error, sfl_problem_new_unknown (NULL));
    return FALSE;
  }

  job->composer = sfl_clip_composer_new (job->recipe, &source);
  info = sfl_clip_composer_get_info (job->composer);
  job->result.width = GST_VIDEO_INFO_WIDTH (info);
  job->result.height = GST_VIDEO_INFO_HEIGHT (info);
  set_length (job, info);
  job->captions = sfl_clip_captions_new (job->recipe, job->result.width, job->result.height);
  if (!read_sound (job, sfl_clip_sound_count (job->result.length), error))
    return FALSE;
  show_progress (job, SOUND_OF_VIDEO);

  job->encoder = make_encoder (job, info, error);

  return job->encoder != NULL && push_pictures (job, error) &&
         sfl_clip_encoder_finish (job->encoder, error);
}

/* The sound, on a ground that is drawn once. */
static gboolean
render_audiogram (Job *job, GError **error)
{
  g_autoptr (GstBuffer) ground = NULL;
  GstVideoInfo source;
  const GstVideoInfo *info;
  guint width, height;

  clear_video (job);
  g_clear_pointer (&job->sound, sfl_clip_sound_unref);
  job->result.start = job->recipe->start;
  sfl_clip_recipe_get_size (job->recipe, 0, 0, &width, &height);
  gst_video_info_set_format (&source, GST_VIDEO_FORMAT_I420, width, height);
  GST_VIDEO_INFO_FPS_N (&source) = AUDIOGRAM_FPS;
  GST_VIDEO_INFO_FPS_D (&source) = 1;
  gst_video_colorimetry_from_string (&source.colorimetry, GST_VIDEO_COLORIMETRY_BT709);

  job->composer = sfl_clip_composer_new (job->recipe, &source);
  info = sfl_clip_composer_get_info (job->composer);
  job->result.width = width;
  job->result.height = height;
  set_length (job, info);
  job->captions = sfl_clip_captions_new (job->recipe, width, height);
  if (!read_sound (job, sfl_clip_sound_count (job->result.length), error))
    return FALSE;
  if (job->sound == NULL) {
    g_propagate_error (error, sfl_problem_new_soundless ());
    return FALSE;
  }
  ground = sfl_clip_card_new_ground (job->recipe, info);
  job->encoder = make_encoder (job, info, error);
  if (job->encoder == NULL)
    return FALSE;

  for (guint n = 0; n < job->result.n_pictures; n++) {
    SflTime time = get_grid_time (info, n);
    GstBuffer *picture;

    update_overlay (job, job->result.start + time);
    picture = sfl_clip_composer_compose (job->composer, ground, job->overlay);
    picture = sfl_clip_card_add_wave (picture, info, job->sound, sfl_clip_sound_count (time));
    if (!push_picture (job, info, n, picture, error))
      return FALSE;
  }

  return sfl_clip_encoder_finish (job->encoder, error);
}

/* What is left a second for the pictures, of so many bytes. */
static guint
get_kbit (const SflClipRecipe *recipe, double share)
{
  double seconds = (double) (recipe->end - recipe->start) / SFL_SECOND;
  /* The encoder may save up some more at the beginning. */
  double longer = seconds + MIN (2.0, seconds / 4);
  double kbit = recipe->max_bytes * share * 8 / 1000 / longer -
                (double) sfl_clip_encoder_get_sound_kbit (recipe->form);

  return MAX (kbit, 20);
}

static gboolean
fits (Job *job, GError **error)
{
  g_autoptr (GFile) part = g_file_new_for_path (sfl_clip_target_get_part (job->target));
  g_autoptr (GFileInfo) info =
      g_file_query_info (part, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, error);

  if (info == NULL)
    return FALSE;
  if (job->recipe->max_bytes == 0 || g_file_info_get_size (info) <= job->recipe->max_bytes)
    return TRUE;
  g_set_error_literal (error, SFL_ERROR, SFL_ERROR_LIMIT,
                       _ ("The clip does not fit into so few bytes. Make it shorter, or allow "
                          "more."));

  return FALSE;
}

static gboolean
render_video_to_fit (Job *job, GError **error)
{
  double share = ROOM;

  for (int i = 1;; i++) {
    g_autoptr (GError) problem = NULL;

    job->max_kbit = job->recipe->max_bytes > 0 ? get_kbit (job->recipe, share) : 0;
    if (!(job->recipe->kind == SFL_CLIP_AUDIOGRAM ? render_audiogram (job, error)
                                                  : render_video (job, error)))
      return FALSE;
    if (fits (job, &problem))
      return TRUE;
    if (i == MAX_TRIES || !g_error_matches (problem, SFL_ERROR, SFL_ERROR_LIMIT)) {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
    share *= 0.75;
  }
}

/**
 * sfl_clip_render:
 * @target: a file on this computer; one that is there is replaced
 * @progress: (nullable)
 * @result: (out) (nullable)
 *
 * Blocks: for threads.
 */
gboolean
sfl_clip_render (const SflClipRecipe *recipe,
                 GFile *target,
                 GCancellable *cancellable,
                 SflClipProgressFunc progress,
                 gpointer user_data,
                 SflClipResult *result,
                 GError **error)
{
  g_auto (Job) job = { .recipe = recipe,
                       .cancellable = cancellable,
                       .progress = progress,
                       .user_data = user_data,
                       .shown = -1,
                       .caption = -1,
                       .word = -1 };
  g_autofree char *source = NULL;
  gboolean done;

  g_return_val_if_fail (recipe != NULL && G_IS_FILE (target), FALSE);

  sfl_media_init ();
  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !sfl_clip_recipe_check (recipe, error))
    return FALSE;

  job.path = g_file_get_path (target);
  if (recipe->source != NULL) {
    job.source = g_file_new_for_uri (recipe->source);
    source = g_file_get_path (job.source);
  }
  if (job.path == NULL || (job.source != NULL && source == NULL)) {
    g_propagate_error (error, sfl_problem_new_remote ());
    return FALSE;
  }
  job.target = sfl_clip_target_new (job.path, source, error);
  if (job.target == NULL)
    return FALSE;

  show_progress (&job, 0);
  switch (recipe->kind) {
  case SFL_CLIP_AUDIO:
    done = render_sound (&job, error) && fits (&job, error);
    break;
  case SFL_CLIP_CARD:
    done = sfl_clip_card_write (recipe, sfl_clip_target_get_part (job.target), &job.result.width,
                                &job.result.height, error);
    break;
  default:
    done = render_video_to_fit (&job, error);
    break;
  }
  if (!done)
    return FALSE;
  show_progress (&job, 0.99);
  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !sfl_clip_target_commit (job.target, &job.result.n_bytes, error))
    return FALSE;
  show_progress (&job, 1);
  if (result != NULL)
    *result = job.result;

  return TRUE;
}

/* What sfl_clip_render_async() hands to its thread. */
typedef struct {
  SflClipRecipe *recipe;
  GFile *target;
  SflClipProgressFunc progress;
  gpointer progress_data;
  GTask *task; /* not ours */
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  sfl_clip_recipe_free (order->recipe);
  g_object_unref (order->target);
  g_free (order);
}

typedef struct {
  GTask *task;
  double fraction;
} Report;

static void
report_free (gpointer data)
{
  Report *report = data;

  g_object_unref (report->task);
  g_free (report);
}

static gboolean
report_cb (gpointer data)
{
  Report *report = data;
  Order *order = g_task_get_task_data (report->task);

  if (!g_task_get_completed (report->task) &&
      !g_cancellable_is_cancelled (g_task_get_cancellable (report->task)))
    order->progress (report->fraction, order->progress_data);

  return G_SOURCE_REMOVE;
}

/* The thread of the clip. */
static void
progress_cb (double fraction, gpointer user_data)
{
  Order *order = user_data;
  Report *report = g_new (Report, 1);

  *report = (Report){ g_object_ref (order->task), fraction };
  g_main_context_invoke_full (g_task_get_context (order->task), G_PRIORITY_DEFAULT, report_cb,
                              report, report_free);
}

static gpointer
render_thread (gpointer data)
{
  g_autoptr (GTask) task = data;
  Order *order = g_task_get_task_data (task);
  g_autofree SflClipResult *result = g_new0 (SflClipResult, 1);
  GError *error = NULL;

  if (sfl_clip_render (order->recipe, order->target, g_task_get_cancellable (task),
                       order->progress == NULL ? NULL : progress_cb, order, result, &error))
    g_task_return_pointer (task, g_steal_pointer (&result), g_free);
  else
    g_task_return_error (task, error);

  return NULL;
}

/**
 * sfl_clip_render_async:
 *
 * As sfl_clip_render(), on a thread of its own.  When it has been cancelled nothing is left, and no
 * thread of it runs any more, once @callback is called.
 */
void
sfl_clip_render_async (const SflClipRecipe *recipe,
                       GFile *target,
                       GCancellable *cancellable,
                       SflClipProgressFunc progress,
                       gpointer progress_data,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Order *order = g_new (Order, 1);

  g_task_set_source_tag (task, sfl_clip_render_async);
  /* Who cancels when the clip has its name already is told that it is there. */
  g_task_set_check_cancellable (task, FALSE);
  *order = (Order){ sfl_clip_recipe_copy (recipe), g_object_ref (target), progress, progress_data,
                    task };
  g_task_set_task_data (task, order, order_free);
  g_thread_unref (g_thread_new ("clip", render_thread, task));
}

/**
 * sfl_clip_render_finish:
 * @clip: (out) (nullable)
 */
gboolean
sfl_clip_render_finish (GAsyncResult *result, SflClipResult *clip, GError **error)
{
  g_autofree SflClipResult *found = g_task_propagate_pointer (G_TASK (result), error);

  if (found != NULL && clip != NULL)
    *clip = *found;

  return found != NULL;
}

/**
 * sfl_clip_find_missing:
 *
 * Returns: (nullable): the part of GStreamer that is not installed, without which @form cannot be
 *   written
 */
const char *
sfl_clip_find_missing (SflClipForm form)
{
  sfl_media_init ();

  return form == SFL_CLIP_FORM_PNG ? NULL : sfl_clip_encoder_find_missing (form);
}
