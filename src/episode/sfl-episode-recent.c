/* sfl-episode-recent.c: the episodes opened before
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of the library as a start page shows them.  Main thread only.
 */

#include "config.h"

#include "sfl-episode-private.h"

#include <glib/gi18n-lib.h>

void
sfl_recent_free (SflRecent *self)
{
  g_free (self->title);
  g_free (self->media_uri);
  g_free (self->transcript_uri);
  g_free (self);
}

static SflRecent *
make_recent (const SflEpisodeRecord *record)
{
  SflRecent *recent = g_new0 (SflRecent, 1);

  recent->id = record->id;
  recent->title = g_strdup (record->title ? record->title : _ ("Pasted text"));
  recent->media_uri = g_strdup (record->media_uri);
  recent->transcript_uri = g_strdup (record->transcript_uri);
  recent->pasted = record->media_uri == NULL && record->transcript_uri == NULL;
  recent->position = record->position;
  recent->duration = record->duration;

  return recent;
}

static gboolean
exists (const char *uri)
{
  g_autoptr (GFile) file = uri ? g_file_new_for_uri (uri) : NULL;

  return file && g_file_query_exists (file, NULL);
}

/* On a thread: a disk that is asleep may take its time. */
static void
check_missing_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  GPtrArray *recent = data;

  for (guint i = 0; i < recent->len; i++) {
    SflRecent *row = g_ptr_array_index (recent, i);

    row->missing = !row->pasted && !exists (row->media_uri) && !exists (row->transcript_uri);
  }
  g_task_return_pointer (task, g_ptr_array_ref (recent), (GDestroyNotify) g_ptr_array_unref);
}

static void
checked_missing_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_pointer (task, g_task_propagate_pointer (G_TASK (result), NULL),
                         (GDestroyNotify) g_ptr_array_unref);
}

static void
recent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GTask) check = NULL;
  SflEpisode *self = g_task_get_source_object (task);
  GError *error = NULL;
  GPtrArray *records = sfl_library_list_recent_finish (SFL_LIBRARY (source), result, &error);
  GPtrArray *recent;

  if (records == NULL) {
    g_task_return_error (task, error);
    return;
  }

  g_clear_pointer (&self->recent, g_ptr_array_unref);
  self->recent = records;
  recent = g_ptr_array_new_with_free_func ((GDestroyNotify) sfl_recent_free);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (recent, make_recent (g_ptr_array_index (records, i)));

  /* A task of its own: a thread must not be the last to let go of the episode. */
  check = g_task_new (NULL, NULL, checked_missing_cb, g_steal_pointer (&task));
  g_task_set_task_data (check, recent, (GDestroyNotify) g_ptr_array_unref);
  g_task_run_in_thread (check, check_missing_thread);
}

/* The episodes opened last, latest first. */
void
sfl_episode_list_recent_async (SflEpisode *self,
                               guint limit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SFL_IS_EPISODE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sfl_episode_list_recent_async);
  sfl_library_list_recent_async (self->library, limit, cancellable, recent_cb, task);
}

/* Returns: (transfer full) (element-type SflRecent): owns its rows; NULL with @error set */
GPtrArray *
sfl_episode_list_recent_finish (SflEpisode *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sfl_episode_forget_recent (SflEpisode *self, gint64 id)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  sfl_library_forget_async (self->library, id, NULL, NULL, NULL);
}
