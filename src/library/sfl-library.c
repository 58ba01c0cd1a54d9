/* sfl-library.c: what outlives the window: pairs, pasted texts, positions
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Turns calls into jobs for the store's thread.  Main thread, but for the functions
 * that a job runs there.
 */

#include "config.h"

#include "sfl-library.h"

#include "sfl-state.h"
#include "sfl-store.h"

struct _SflLibrary {
  GObject parent_instance;

  SflStore *store;
  gboolean persistent;
  char *notice;
};

G_DEFINE_FINAL_TYPE (SflLibrary, sfl_library, G_TYPE_OBJECT)

enum { PROP_0, PROP_PERSISTENT, PROP_NOTICE, N_PROPS };

static GParamSpec *props[N_PROPS];

static void
news_cb (GObject *owner, gboolean persistent, const char *notice)
{
  SflLibrary *self = SFL_LIBRARY (owner);

  if (self->persistent != persistent) {
    self->persistent = persistent;
    g_object_notify_by_pspec (owner, props[PROP_PERSISTENT]);
  }
  if (g_strcmp0 (self->notice, notice) != 0) {
    g_free (self->notice);
    self->notice = g_strdup (notice);
    g_object_notify_by_pspec (owner, props[PROP_NOTICE]);
  }
}

static int
run_find (SflDatabase *database, SflJob *job)
{
  return sfl_state_find (sfl_database_get_handle (database), job->record->media_id,
                         job->record->transcript_id, &job->found);
}

static void
answer_find (SflJob *job)
{
  g_task_return_pointer (job->task, g_steal_pointer (&job->found),
                         (GDestroyNotify) sfl_episode_record_free);
}

static int
run_save (SflDatabase *database, SflJob *job)
{
  return sfl_state_save (sfl_database_get_handle (database), job->record);
}

static void
answer_save (SflJob *job)
{
  g_task_return_int (job->task, job->record->id);
}

static int
run_save_position (SflDatabase *database, SflJob *job)
{
  return sfl_state_save_position (sfl_database_get_handle (database), job->record);
}

static int
run_list (SflDatabase *database, SflJob *job)
{
  g_clear_pointer (&job->list, g_ptr_array_unref);

  return sfl_state_list (sfl_database_get_handle (database), job->limit, &job->list);
}

static void
answer_list (SflJob *job)
{
  g_task_return_pointer (job->task, g_steal_pointer (&job->list),
                         (GDestroyNotify) g_ptr_array_unref);
}

static int
run_forget (SflDatabase *database, SflJob *job)
{
  sqlite3 *handle = sfl_database_get_handle (database);
  int rc = sfl_state_get_ids (handle, job->record->id, job->record);

  if (rc == SQLITE_OK)
    rc = sfl_state_forget (handle, job->record);
  if (rc == SQLITE_OK)
    sfl_database_erase (database, sfl_state_forget, job->record);

  return rc;
}

static void
answer_forget (SflJob *job)
{
  g_task_return_boolean (job->task, TRUE);
}

static const SflJobKind find_kind = { run_find, answer_find, FALSE };
static const SflJobKind save_kind = { run_save, answer_save, TRUE };
static const SflJobKind save_position_kind = { run_save_position, NULL, TRUE };
static const SflJobKind list_kind = { run_list, answer_list, FALSE };
static const SflJobKind forget_kind = { run_forget, answer_forget, FALSE };

static void
sfl_library_finalize (GObject *object)
{
  SflLibrary *self = SFL_LIBRARY (object);

  /* Every job with a task held a reference to us; only positions can be left. */
  sfl_store_close (self->store);
  g_free (self->notice);

  G_OBJECT_CLASS (sfl_library_parent_class)->finalize (object);
}

static void
sfl_library_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SflLibrary *self = SFL_LIBRARY (object);

  switch (prop_id) {
  case PROP_PERSISTENT:
    g_value_set_boolean (value, self->persistent);
    break;
  case PROP_NOTICE:
    g_value_set_string (value, self->notice);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sfl_library_class_init (SflLibraryClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->finalize = sfl_library_finalize;
  object_class->get_property = sfl_library_get_property;

  props[PROP_PERSISTENT] =
      g_param_spec_boolean ("persistent", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_NOTICE] =
      g_param_spec_string ("notice", NULL, NULL, NULL,
                           G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sfl_library_init (SflLibrary *self)
{
}

char *
sfl_library_dup_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "souffleur", "state.db", NULL);
}

SflLibrary *
sfl_library_new (const char *path)
{
  SflLibrary *self = g_object_new (SFL_TYPE_LIBRARY, NULL);

  self->persistent = path != NULL;
  self->store = sfl_store_new (path, G_OBJECT (self), news_cb);

  return self;
}

gboolean
sfl_library_get_persistent (SflLibrary *self)
{
  g_return_val_if_fail (SFL_IS_LIBRARY (self), FALSE);

  return self->persistent;
}

const char *
sfl_library_get_notice (SflLibrary *self)
{
  g_return_val_if_fail (SFL_IS_LIBRARY (self), NULL);

  return self->notice;
}

void
sfl_library_find_episode_async (SflLibrary *self,
                                const char *media_id,
                                const char *transcript_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;
  SflJob *job;

  g_return_if_fail (SFL_IS_LIBRARY (self));
  g_return_if_fail (media_id != NULL || transcript_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sfl_library_find_episode_async);
  job = sfl_job_new (&find_kind, task);
  job->record = sfl_episode_record_new ();
  sfl_episode_record_set_media (job->record, media_id, NULL);
  sfl_episode_record_set_transcript (job->record, transcript_id, NULL);
  sfl_store_push (self->store, job);
}

SflEpisodeRecord *
sfl_library_find_episode_finish (SflLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sfl_library_save_episode_async (SflLibrary *self,
                                const SflEpisodeRecord *record,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;
  SflJob *job;

  g_return_if_fail (SFL_IS_LIBRARY (self));
  g_return_if_fail (record != NULL);
  g_return_if_fail (record->media_id != NULL || record->transcript_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sfl_library_save_episode_async);
  job = sfl_job_new (&save_kind, task);
  job->record = sfl_episode_record_copy (record);
  sfl_store_push (self->store, job);
}

gint64
sfl_library_save_episode_finish (SflLibrary *self, GAsyncResult *result, GError **error)
{
  gssize id;

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  id = g_task_propagate_int (G_TASK (result), error);

  return MAX (id, 0);
}

void
sfl_library_save_position (SflLibrary *self, gint64 episode_id, SflTime position, gboolean finished)
{
  SflJob *job;

  g_return_if_fail (SFL_IS_LIBRARY (self));

  if (episode_id <= 0)
    return;

  job = sfl_job_new (&save_position_kind, NULL);
  job->record = sfl_episode_record_new ();
  job->record->id = episode_id;
  job->record->position = position;
  job->record->finished = finished;
  sfl_store_push (self->store, job);
}

void
sfl_library_list_recent_async (SflLibrary *self,
                               guint limit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;
  SflJob *job;

  g_return_if_fail (SFL_IS_LIBRARY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sfl_library_list_recent_async);
  job = sfl_job_new (&list_kind, task);
  job->limit = limit;
  sfl_store_push (self->store, job);
}

GPtrArray *
sfl_library_list_recent_finish (SflLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sfl_library_forget_async (SflLibrary *self,
                          gint64 episode_id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;
  SflJob *job;

  g_return_if_fail (SFL_IS_LIBRARY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sfl_library_forget_async);
  job = sfl_job_new (&forget_kind, task);
  job->record = sfl_episode_record_new ();
  job->record->id = episode_id;
  sfl_store_push (self->store, job);
}

gboolean
sfl_library_forget_finish (SflLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
sfl_library_flush (SflLibrary *self, SflTime timeout)
{
  g_return_val_if_fail (SFL_IS_LIBRARY (self), FALSE);

  return sfl_store_flush (self->store, g_get_monotonic_time () + timeout / SFL_USECOND);
}
