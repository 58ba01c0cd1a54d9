/* sfl-quiet-thread.c: a thread that steps back behind everything else
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * For what listens to a whole recording while somebody plays it.
 */

#include "config.h"

#include "sfl-quiet-thread.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Behind what is heard and seen. */
#define NICENESS 10

/* How long a program waits for what it has cancelled, at its end. */
#define PATIENCE (5 * G_TIME_SPAN_SECOND)

typedef struct {
  SflQuietFunc func;
  GTask *task;
} Work;

/* So that a program does not end under a thread. */
static GMutex running_lock;
static GCond running_changed;
static guint n_running;

static gpointer
work_thread (gpointer data)
{
  Work *work = data;

  /* Threads that it starts inherit it. */
  setpriority (PRIO_PROCESS, syscall (SYS_gettid), NICENESS);
  work->func (work->task);
  g_object_unref (work->task);
  g_free (work);

  g_mutex_lock (&running_lock);
  n_running--;
  g_cond_signal (&running_changed);
  g_mutex_unlock (&running_lock);

  return NULL;
}

/**
 * sfl_quiet_thread_start:
 * @task: (transfer full)
 *
 * Not one of the pool's: it takes long, and its priority does not come back.
 */
void
sfl_quiet_thread_start (const char *name, SflQuietFunc func, GTask *task)
{
  Work *work = g_new (Work, 1);

  *work = (Work){ func, task };
  g_mutex_lock (&running_lock);
  n_running++;
  g_mutex_unlock (&running_lock);
  g_thread_unref (g_thread_new (name, work_thread, work));
}

/* Waits, briefly, until what was cancelled has ended. */
void
sfl_quiet_thread_wait (void)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  g_mutex_lock (&running_lock);
  while (n_running > 0 && g_cond_wait_until (&running_changed, &running_lock, end))
    ;
  g_mutex_unlock (&running_lock);
}
