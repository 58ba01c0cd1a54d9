/* sfl-clip-plan-sound.c: what is heard where a clip shall be
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * On a thread: where it is quiet beside the words, and how loud it is around them.
 */

#include "config.h"

#include "sfl-clip-plan-private.h"

#include "sfl-clip-wave.h"

/* What is shown on each side of a clip is a share of it, but not less and not more. */
#define MIN_ASIDE (3 * SFL_SECOND)
#define MAX_ASIDE (15 * SFL_SECOND)
#define ASIDE 4

/* As many as a wide window has room for. */
#define N_LEVELS 600

typedef struct {
  GFile *media;
  char *track;
  SflClipEnd ends[SFL_CLIP_N_SIDES];
  SflTime times[SFL_CLIP_N_SIDES];
  SflTime start;
  SflTime end;
  float *levels;
} Heard;

static void
heard_free (Heard *heard)
{
  g_object_unref (heard->media);
  g_free (heard->track);
  g_free (heard->levels);
  g_free (heard);
}

static void
listen_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  Heard *heard = data;
  GError *error = NULL;

  for (guint i = 0; i < SFL_CLIP_N_SIDES; i++)
    heard->times[i] =
        sfl_clip_end_listen (&heard->ends[i], heard->media, heard->track, cancellable);
  if (sfl_clip_wave_read (heard->media, heard->track, heard->start, heard->end, heard->levels,
                          N_LEVELS, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* What is shown: the clip, and something on each side. */
void
sfl_clip_plan_set_window (SflClipPlan *self)
{
  SflTime aside = CLAMP (sfl_clip_plan_get_length (self) / ASIDE, MIN_ASIDE, MAX_ASIDE);

  self->window_start = MAX (self->times[SFL_CLIP_START] - aside, 0);
  self->window_end = self->times[SFL_CLIP_END] + aside;
  if (self->duration > self->times[SFL_CLIP_START])
    self->window_end = MIN (self->window_end, MAX (self->duration, self->times[SFL_CLIP_END]));
}

/**
 * sfl_clip_plan_listen_async:
 * @callback: @self may have been freed when this was cancelled
 *
 * Listens around the clip as it is now.
 */
void
sfl_clip_plan_listen_async (SflClipPlan *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Heard *heard = g_new0 (Heard, 1);

  sfl_clip_plan_set_window (self);
  heard->media = g_object_ref (self->media);
  heard->track = g_strdup (self->track);
  for (guint i = 0; i < SFL_CLIP_N_SIDES; i++)
    heard->ends[i] = self->ends[i];
  heard->start = self->window_start;
  heard->end = self->window_end;
  heard->levels = g_new0 (float, N_LEVELS);
  g_clear_pointer (&self->levels, g_free);
  g_task_set_source_tag (task, sfl_clip_plan_listen_async);
  g_task_set_task_data (task, heard, (GDestroyNotify) heard_free);
  g_task_run_in_thread (task, listen_thread);
}

/**
 * sfl_clip_plan_listen_finish:
 *
 * Ends that nobody moved by hand are where it is quiet from now on.
 *
 * Returns: FALSE with @error set when nothing can be heard there, or when it was cancelled
 */
gboolean
sfl_clip_plan_listen_finish (SflClipPlan *self, GAsyncResult *result, GError **error)
{
  Heard *heard = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  for (guint i = 0; i < SFL_CLIP_N_SIDES; i++)
    if (!self->moved[i])
      self->times[i] = heard->times[i];
  self->levels = g_steal_pointer (&heard->levels);

  return TRUE;
}

/* Between which moments sfl_clip_plan_get_levels() tells how loud it is; they hold the clip until an
 * end leaves them.
 */
void
sfl_clip_plan_get_window (const SflClipPlan *self, SflTime *start, SflTime *end)
{
  *start = self->window_start;
  *end = self->window_end;
}

/* Returns: (nullable) (array length=n_levels): 0 to 1; NULL until it was heard */
const float *
sfl_clip_plan_get_levels (const SflClipPlan *self, guint *n_levels)
{
  *n_levels = self->levels != NULL ? N_LEVELS : 0;

  return self->levels;
}
