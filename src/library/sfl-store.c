/* sfl-store.c: the thread that alone touches the database
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Jobs come from any thread into one queue.  The store's thread carries them out in
 * their order and sends each back, with its task, to the context it came from; nothing
 * of a task is ever freed here, for it may hold the last reference to its object.
 */

#include "config.h"

#include "sfl-store.h"

#include "sfl-connection.h"
#include "sfl-error.h"

#include <glib/gi18n-lib.h>

/* How long one attempt waits while another program holds the database; there is
 * always another attempt, except at the end.
 */
#define BUSY_WAIT (3 * G_USEC_PER_SEC)
#define BUSY_STEP (20 * G_TIME_SPAN_MILLISECOND)

/* What is left to write when the library goes may take this long. */
#define LAST_WAIT (500 * G_TIME_SPAN_MILLISECOND)

struct _SflStore {
  GWeakRef owner;
  SflStoreNews news;
  GMainContext *context; /* for the news */
  GThread *thread;
  char *path; /* NULL in memory */

  GMutex mutex;
  GCond changed;
  GQueue jobs;           /* of SflJob */
  GHashTable *positions; /* id -> the SflJob in the queue that saves its position */
  gboolean working;
  gint64 deadline; /* 0 until the library goes */

  /* Of the thread alone. */
  gint64 busy_since;
  gboolean failing; /* a save failed, and "notice" says so */
};

SflJob *
sfl_job_new (const SflJobKind *kind, GTask *task)
{
  SflJob *job = g_new0 (SflJob, 1);

  job->kind = kind;
  job->task = task;

  return job;
}

static void
job_free (SflJob *job)
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
  SflStore *store = data;

  g_weak_ref_clear (&store->owner);
  g_main_context_unref (store->context);
  g_free (store->path);
  g_mutex_clear (&store->mutex);
  g_cond_clear (&store->changed);
  g_queue_clear_full (&store->jobs, (GDestroyNotify) job_free);
  g_hash_table_unref (store->positions);
}

static void
store_unref (SflStore *store)
{
  g_atomic_rc_box_release_full (store, clear_store);
}

typedef struct {
  SflStore *store;
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
  g_autoptr (GObject) owner = g_weak_ref_get (&news->store->owner);

  if (owner != NULL)
    news->store->news (owner, news->persistent, news->notice);

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
send_news (SflStore *store, gboolean persistent, const char *notice)
{
  News *news = g_new (News, 1);

  *news = (News){ g_atomic_rc_box_acquire (store), persistent, g_strdup (notice) };
  send_to (store->context, news_cb, news, news_free);
}

static gboolean
answer_cb (gpointer data)
{
  SflJob *job = data;

  if (job->rc == SQLITE_OK)
    job->kind->answer (job);
  else
    g_task_return_new_error (job->task, SFL_ERROR, SFL_ERROR_STORAGE,
                             /* Translators: %s is a reason like “the disk is full” */
                             _ ("The list of episodes cannot be used: %s"),
                             sfl_connection_describe (job->rc));

  return G_SOURCE_REMOVE;
}

static void
finish_job (SflJob *job)
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
  SflStore *store = data;
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
has_given_up (SflStore *store)
{
  gboolean given_up;

  g_mutex_lock (&store->mutex);
  given_up = store->deadline != 0 && g_get_monotonic_time () >= store->deadline;
  g_mutex_unlock (&store->mutex);

  return given_up;
}

/* What cannot be opened is replaced by memory, so there always is a database. */
static SflDatabase *
open_database (SflStore *store)
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
      notice = g_strdup_printf (_ ("Positions are not kept: %s."), sfl_connection_describe (rc));
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
note_outcome (SflStore *store, SflJob *job)
{
  g_autofree char *notice = NULL;

  if (!job->kind->writes || store->failing == (job->rc != SQLITE_OK))
    return;

  store->failing = job->rc != SQLITE_OK;
  if (store->failing)
    notice = g_strdup_printf (_ ("Positions are not kept: %s."), sfl_connection_describe (job->rc));
  send_news (store, TRUE, notice);
}

/* Damage found while running is repaired as at the start, once. */
static void
run_job (SflStore *store, SflDatabase **database, SflJob *job)
{
  job->rc = job->kind->run (*database, job);
  if (sfl_connection_is_damage (job->rc)) {
    sfl_database_close (*database);
    *database = open_database (store);
    job->rc = job->kind->run (*database, job);
  }
}

static SflJob *
pop_job (SflStore *store)
{
  SflJob *job = g_queue_pop_head (&store->jobs);

  if (job != NULL && job->task == NULL)
    g_hash_table_remove (store->positions, &job->record->id);

  return job;
}

/* Puts a job that found the database locked back at its place, unless a later
 * position has come meanwhile.
 */
static void
push_back_job (SflStore *store, SflJob *job)
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
store_thread (gpointer data)
{
  SflStore *store = data;
  SflDatabase *database = open_database (store);
  SflJob *job;

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

/* @owner is only told the news, and not kept alive. */
SflStore *
sfl_store_new (const char *path, GObject *owner, SflStoreNews news)
{
  SflStore *self = g_atomic_rc_box_new0 (SflStore);

  g_weak_ref_init (&self->owner, owner);
  self->news = news;
  self->context = g_main_context_ref_thread_default ();
  self->path = path != NULL ? g_canonicalize_filename (path, NULL) : NULL;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->changed);
  g_queue_init (&self->jobs);
  self->positions = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->working = TRUE; /* opening */
  self->thread = g_thread_new ("sfl-library", store_thread, g_atomic_rc_box_acquire (self));

  return self;
}

/* Writes what is left, within LAST_WAIT, and ends the thread. */
void
sfl_store_close (SflStore *self)
{
  g_mutex_lock (&self->mutex);
  self->deadline = g_get_monotonic_time () + LAST_WAIT;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);

  g_thread_join (self->thread);
  store_unref (self);
}

/* Takes @job.  Of the positions of an episode only the latest is kept, in the last
 * place: what is asked for in between is older than it.
 */
void
sfl_store_push (SflStore *self, SflJob *job)
{
  g_mutex_lock (&self->mutex);
  if (job->task == NULL) {
    SflJob *earlier = g_hash_table_lookup (self->positions, &job->record->id);

    if (earlier != NULL) {
      g_hash_table_remove (self->positions, &job->record->id);
      g_queue_remove (&self->jobs, earlier);
      job_free (earlier);
    }
    g_hash_table_insert (self->positions, &job->record->id, job);
  }
  g_queue_push_tail (&self->jobs, job);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->mutex);
}

/* Waits until nothing is left to do, at most until @end of the monotonic clock. */
gboolean
sfl_store_flush (SflStore *self, gint64 end)
{
  gboolean done;

  g_mutex_lock (&self->mutex);
  while (!(done = self->jobs.length == 0 && !self->working) &&
         g_cond_wait_until (&self->changed, &self->mutex, end))
    ;
  g_mutex_unlock (&self->mutex);

  return done;
}
