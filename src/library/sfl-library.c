/* sfl-library.c: what outlives the window: pairs, pasted texts, positions
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * SflLibrary is the main thread's half: it puts jobs in a queue.  The store is what
 * both halves share; its thread alone touches the database, carries the jobs out in
 * their order and sends each back, with its task, to the context it came from.
 */

#include "config.h"

#include "sfl-library.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "sfl-database.h"
#include "sfl-error.h"
#include "sfl-state.h"

/* How long one attempt waits while another program holds the database; there is
 * always another attempt, except at the end.
 */
#define BUSY_WAIT (3 * G_USEC_PER_SEC)
#define BUSY_STEP (20 * G_TIME_SPAN_MILLISECOND)

/* What is left to write when the library goes may take this long. */
#define LAST_WAIT (500 * G_TIME_SPAN_MILLISECOND)

typedef struct _Job Job;

typedef struct {
  int (*run) (SflDatabase *database, Job *job); /* on the thread */
  void (*answer) (Job *job);                    /* in the caller's context; NULL for none */
  gboolean writes;
} JobKind;

struct _Job {
  const JobKind *kind;
  GTask *task; /* NULL for a position */
  SflEpisodeRecord *record;
  guint limit;

  int rc;
  SflEpisodeRecord *found;
  GPtrArray *list;
};

typedef struct {
  GWeakRef library;
  GMainContext *context; /* for notifications */
  char *path;            /* NULL in memory */

  GMutex mutex;
  GCond changed;
  GQueue jobs;           /* of Job */
  GHashTable *positions; /* id -> the Job in the queue that saves its position */
  gboolean working;
  gint64 deadline; /* 0 until the library goes */

  /* Of the thread alone. */
  gint64 busy_since;
  gboolean failing; /* a save failed, and "notice" says so */
} Store;

struct _SflLibrary {
  GObject parent_instance;

  Store *store;
  GThread *thread;
  gboolean persistent;
  char *notice;
};

G_DEFINE_FINAL_TYPE (SflLibrary, sfl_library, G_TYPE_OBJECT)

enum { PROP_0, PROP_PERSISTENT, PROP_NOTICE, N_PROPS };

static GParamSpec *props[N_PROPS];

static Job *
job_new (const JobKind *kind, GTask *task)
{
  Job *job = g_new0 (Job, 1);

  job->kind = kind;
  job->task = task;

  return job;
}

static void
job_free (Job *job)
{
  g_clear_object (&job->task);
  g_clear_pointer (&job->record, sfl_episode_record_free);
  g_clear_pointer (&job->found, sfl_episode_record_free);
  g_clear_pointer (&job->list, g_ptr_array_unref);
  g_free (job);
}

static void
clear_store (gpointer data)
{
  Store *store = data;

  g_weak_ref_clear (&store->library);
  g_main_context_unref (store->context);
  g_free (store->path);
  g_mutex_clear (&store->mutex);
  g_cond_clear (&store->changed);
  g_queue_clear_full (&store->jobs, (GDestroyNotify) job_free);
  g_hash_table_unref (store->positions);
}

static void
store_unref (Store *store)
{
  g_atomic_rc_box_release_full (store, clear_store);
}

typedef struct {
  Store *store;
  gboolean persistent;
  char *notice;
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  store_unref (news->store);
  g_free (news->notice);
  g_free (news);
}

static gboolean
news_cb (gpointer data)
{
  News *news = data;
  g_autoptr (SflLibrary) self = g_weak_ref_get (&news->store->library);

  if (self == NULL)
    return G_SOURCE_REMOVE;

  if (self->persistent != news->persistent) {
    self->persistent = news->persistent;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PERSISTENT]);
  }
  if (g_strcmp0 (self->notice, news->notice) != 0) {
    g_free (self->notice);
    self->notice = g_steal_pointer (&news->notice);
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NOTICE]);
  }

  return G_SOURCE_REMOVE;
}

/* Calls @function in @context, never here, and frees @data there too. */
static void
send_to (GMainContext *context, GSourceFunc function, gpointer data, GDestroyNotify destroy)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, function, data, destroy);
  g_source_set_static_name (source, "[sfl-library]");
  g_source_attach (source, context);
}

static void
send_news (Store *store, gboolean persistent, const char *notice)
{
  News *news = g_new (News, 1);

  *news = (News){ g_atomic_rc_box_acquire (store), persistent, g_strdup (notice) };
  send_to (store->context, news_cb, news, news_free);
}

static gboolean
answer_cb (gpointer data)
{
  Job *job = data;

  if (job->rc == SQLITE_OK)
    job->kind->answer (job);
  else
    g_task_return_new_error (job->task, SFL_ERROR, SFL_ERROR_STORAGE,
                             /* Translators: %s is a reason like “the disk is full” */
                             _ ("The list of episodes cannot be used: %s"),
                             sfl_database_describe (job->rc));

  return G_SOURCE_REMOVE;
}

static void
finish_job (Job *job)
{
  if (job->task != NULL)
    send_to (g_task_get_context (job->task), answer_cb, job, (GDestroyNotify) job_free);
  else
    job_free (job);
}

/* SQLite's busy handler: waits a little, but not when the library goes. */
static int
wait_busy (gpointer data, int n_waits)
{
  Store *store = data;
  gint64 now = g_get_monotonic_time ();
  gboolean again;

  if (n_waits == 0)
    store->busy_since = now;

  g_mutex_lock (&store->mutex);
  if (store->deadline == 0 || now < store->deadline)
    g_cond_wait_until (&store->changed, &store->mutex, now + BUSY_STEP);
  now = g_get_monotonic_time ();
  again = now - store->busy_since < BUSY_WAIT && (store->deadline == 0 || now < store->deadline);
  g_mutex_unlock (&store->mutex);

  return again;
}

static gboolean
has_given_up (Store *store)
{
  gboolean given_up;

  g_mutex_lock (&store->mutex);
  given_up = store->deadline != 0 && g_get_monotonic_time () >= store->deadline;
  g_mutex_unlock (&store->mutex);

  return given_up;
}

/* What cannot be opened is replaced by memory, so there always is a database. */
static SflDatabase *
open_database (Store *store)
{
  SflDatabase *database = NULL;
  int rc;

  if (store->path != NULL) {
    g_autofree char *notice = NULL;

    do
      rc = sfl_database_open (store->path, wait_busy, store, &database, &notice);
    while (rc == SQLITE_BUSY && !has_given_up (store));

    if (rc != SQLITE_OK)
      /* Translators: %s is a reason like “the disk is full” */
      notice = g_strdup_printf (_ ("Positions are not kept: %s."), sfl_database_describe (rc));
    if (notice != NULL)
      send_news (store, rc == SQLITE_OK, notice);
    if (rc == SQLITE_OK)
      return database;
  }

  rc = sfl_database_open (NULL, NULL, NULL, &database, NULL);
  if (rc != SQLITE_OK)
    g_error ("SQLite cannot even use memory: %s", sqlite3_errstr (rc));

  return database;
}

/* The listener is told when saving begins to fail, and no longer when it works again. */
static void
note_outcome (Store *store, Job *job)
{
  g_autofree char *notice = NULL;

  if (!job->kind->writes || store->failing == (job->rc != SQLITE_OK))
    return;

  store->failing = job->rc != SQLITE_OK;
  if (store->failing)
    notice = g_strdup_printf (_ ("Positions are not kept: %s."), sfl_database_describe (job->rc));
  send_news (store, TRUE, notice);
}

/* Damage found while running is repaired as at the start, once. */
static void
run_job (Store *store, SflDatabase **database, Job *job)
{
  job->rc = job->kind->run (*database, job);
  if (sfl_database_is_damage (job->rc)) {
    sfl_database_close (*database);
    *database = open_database (store);
    job->rc = job->kind->run (*database, job);
  }
}

static Job *
pop_job (Store *store)
{
  Job *job = g_queue_pop_head (&store->jobs);

  if (job != NULL && job->task == NULL)
    g_hash_table_remove (store->positions, &job->record->id);

  return job;
}

/* Puts a job that found the database locked back at its place, unless a later
 * position has come meanwhile.
 */
static void
push_back_job (Store *store, Job *job)
{
  if (job->task == NULL && g_hash_table_contains (store->positions, &job->record->id)) {
    job_free (job);
    return;
  }

  g_queue_push_head (&store->jobs, job);
  if (job->task == NULL)
    g_hash_table_insert (store->positions, &job->record->id, job);
}

static gpointer
library_thread (gpointer data)
{
  Store *store = data;
  SflDatabase *database = open_database (store);
  Job *job;

  g_mutex_lock (&store->mutex);
  for (;;) {
    gboolean again;

    if (store->jobs.length == 0 && store->deadline == 0) {
      g_mutex_unlock (&store->mutex);
      sfl_database_back_up_daily (database);
      g_mutex_lock (&store->mutex);
    }
    store->working = FALSE;
    g_cond_broadcast (&store->changed);
    while (store->jobs.length == 0 && store->deadline == 0)
      g_cond_wait (&store->changed, &store->mutex);
    job = pop_job (store);
    if (job == NULL)
      break;

    store->working = TRUE;
    g_mutex_unlock (&store->mutex);
    run_job (store, &database, job);
    again = job->rc == SQLITE_BUSY && !has_given_up (store);
    if (!again) {
      note_outcome (store, job);
      finish_job (g_steal_pointer (&job));
    }
    g_mutex_lock (&store->mutex);
    if (again)
      push_back_job (store, g_steal_pointer (&job));
  }
  g_mutex_unlock (&store->mutex);

  sfl_database_close (database);
  store_unref (store);

  return NULL;
}

static void
push_job (SflLibrary *self, Job *job)
{
  Store *store = self->store;

  g_mutex_lock (&store->mutex);
  g_queue_push_tail (&store->jobs, job);
  g_cond_broadcast (&store->changed);
  g_mutex_unlock (&store->mutex);
}

static int
run_find (SflDatabase *database, Job *job)
{
  return sfl_state_find (sfl_database_get_handle (database), job->record->media_id,
                         job->record->transcript_id, &job->found);
}

static void
answer_find (Job *job)
{
  g_task_return_pointer (job->task, g_steal_pointer (&job->found),
                         (GDestroyNotify) sfl_episode_record_free);
}

static int
run_save (SflDatabase *database, Job *job)
{
  return sfl_state_save (sfl_database_get_handle (database), job->record);
}

static void
answer_save (Job *job)
{
  g_task_return_int (job->task, job->record->id);
}

static int
run_save_position (SflDatabase *database, Job *job)
{
  return sfl_state_save_position (sfl_database_get_handle (database), job->record);
}

static int
run_list (SflDatabase *database, Job *job)
{
  g_clear_pointer (&job->list, g_ptr_array_unref);

  return sfl_state_list (sfl_database_get_handle (database), job->limit, &job->list);
}

static void
answer_list (Job *job)
{
  g_task_return_pointer (job->task, g_steal_pointer (&job->list),
                         (GDestroyNotify) g_ptr_array_unref);
}

static int
run_forget (SflDatabase *database, Job *job)
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
answer_forget (Job *job)
{
  g_task_return_boolean (job->task, TRUE);
}

static const JobKind find_kind = { run_find, answer_find, FALSE };
static const JobKind save_kind = { run_save, answer_save, TRUE };
static const JobKind save_position_kind = { run_save_position, NULL, TRUE };
static const JobKind list_kind = { run_list, answer_list, FALSE };
static const JobKind forget_kind = { run_forget, answer_forget, FALSE };

static void
sfl_library_finalize (GObject *object)
{
  SflLibrary *self = SFL_LIBRARY (object);
  Store *store = self->store;

  /* Every job with a task held a reference to us; only positions can be left. */
  g_mutex_lock (&store->mutex);
  store->deadline = g_get_monotonic_time () + LAST_WAIT;
  g_cond_broadcast (&store->changed);
  g_mutex_unlock (&store->mutex);
  g_thread_join (self->thread);
  store_unref (store);
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
  Store *store = g_atomic_rc_box_new0 (Store);

  g_weak_ref_init (&store->library, self);
  store->context = g_main_context_ref_thread_default ();
  store->path = path != NULL ? g_canonicalize_filename (path, NULL) : NULL;
  g_mutex_init (&store->mutex);
  g_cond_init (&store->changed);
  g_queue_init (&store->jobs);
  store->positions = g_hash_table_new (g_int64_hash, g_int64_equal);
  store->working = TRUE; /* opening */

  self->store = store;
  self->persistent = path != NULL;
  self->thread = g_thread_new ("sfl-library", library_thread, g_atomic_rc_box_acquire (store));

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
  Job *job;

  g_return_if_fail (SFL_IS_LIBRARY (self));
  g_return_if_fail (media_id != NULL || transcript_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sfl_library_find_episode_async);
  job = job_new (&find_kind, task);
  job->record = sfl_episode_record_new ();
  sfl_episode_record_set_media (job->record, media_id, NULL);
  sfl_episode_record_set_transcript (job->record, transcript_id, NULL);
  push_job (self, job);
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
  Job *job;

  g_return_if_fail (SFL_IS_LIBRARY (self));
  g_return_if_fail (record != NULL);
  g_return_if_fail (record->media_id != NULL || record->transcript_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sfl_library_save_episode_async);
  job = job_new (&save_kind, task);
  job->record = sfl_episode_record_copy (record);
  push_job (self, job);
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
  Store *store;
  Job *job, *earlier;

  g_return_if_fail (SFL_IS_LIBRARY (self));

  if (episode_id <= 0)
    return;

  job = job_new (&save_position_kind, NULL);
  job->record = sfl_episode_record_new ();
  job->record->id = episode_id;
  job->record->position = position;
  job->record->finished = finished;

  /* The later one takes the last place: what is saved in between is older than it. */
  store = self->store;
  g_mutex_lock (&store->mutex);
  earlier = g_hash_table_lookup (store->positions, &episode_id);
  if (earlier != NULL) {
    g_hash_table_remove (store->positions, &episode_id);
    g_queue_remove (&store->jobs, earlier);
    job_free (earlier);
  }
  g_hash_table_insert (store->positions, &job->record->id, job);
  g_queue_push_tail (&store->jobs, job);
  g_cond_broadcast (&store->changed);
  g_mutex_unlock (&store->mutex);
}

void
sfl_library_list_recent_async (SflLibrary *self,
                               guint limit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;
  Job *job;

  g_return_if_fail (SFL_IS_LIBRARY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sfl_library_list_recent_async);
  job = job_new (&list_kind, task);
  job->limit = limit;
  push_job (self, job);
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
  Job *job;

  g_return_if_fail (SFL_IS_LIBRARY (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sfl_library_forget_async);
  job = job_new (&forget_kind, task);
  job->record = sfl_episode_record_new ();
  job->record->id = episode_id;
  push_job (self, job);
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
  Store *store;
  gint64 end;
  gboolean done;

  g_return_val_if_fail (SFL_IS_LIBRARY (self), FALSE);

  store = self->store;
  end = g_get_monotonic_time () + timeout / SFL_USECOND;
  g_mutex_lock (&store->mutex);
  while (!(done = store->jobs.length == 0 && !store->working) &&
         g_cond_wait_until (&store->changed, &store->mutex, end))
    ;
  g_mutex_unlock (&store->mutex);

  return done;
}
