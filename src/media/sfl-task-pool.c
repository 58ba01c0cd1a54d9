/* sfl-task-pool.c: threads that belong to one pipeline
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GStreamer borrows its threads from a pool that the whole program shares.  What
 * steps back behind a player must not do so on a thread that the player is given
 * next, for a priority that has been lowered cannot be raised again.  Here each
 * task has a thread of its own, which begins with the priority of the one that
 * starts it, and ends with the task.
 */

#include "config.h"

#include "sfl-task-pool.h"

struct _SflTaskPool {
  GstTaskPool parent_instance;
};

G_DEFINE_FINAL_TYPE (SflTaskPool, sfl_task_pool, GST_TYPE_TASK_POOL)

typedef struct {
  GstTaskPoolFunction func;
  gpointer user_data;
} Work;

static gpointer
work_thread (gpointer data)
{
  g_autofree Work *work = data;

  work->func (work->user_data);

  return NULL;
}

static gpointer
sfl_task_pool_push (GstTaskPool *pool, GstTaskPoolFunction func, gpointer user_data, GError **error)
{
  Work *work = g_new (Work, 1);
  GThread *thread;

  *work = (Work){ func, user_data };
  thread = g_thread_try_new ("reader", work_thread, work, error);
  if (thread == NULL)
    g_free (work);

  return thread;
}

static void
sfl_task_pool_join (GstTaskPool *pool, gpointer handle)
{
  g_thread_join (handle);
}

static void
sfl_task_pool_dispose_handle (GstTaskPool *pool, gpointer handle)
{
  g_thread_unref (handle);
}

/* They need no pool of GLib's to be there. */
static void
sfl_task_pool_prepare (GstTaskPool *pool, GError **error)
{
}

static void
sfl_task_pool_cleanup (GstTaskPool *pool)
{
}

static void
sfl_task_pool_class_init (SflTaskPoolClass *klass)
{
  GstTaskPoolClass *pool_class = GST_TASK_POOL_CLASS (klass);

  pool_class->prepare = sfl_task_pool_prepare;
  pool_class->cleanup = sfl_task_pool_cleanup;
  pool_class->push = sfl_task_pool_push;
  pool_class->join = sfl_task_pool_join;
  pool_class->dispose_handle = sfl_task_pool_dispose_handle;
}

static void
sfl_task_pool_init (SflTaskPool *self)
{
}

/* The thread that creates the task. */
static GstBusSyncReply
sync_cb (GstBus *bus, GstMessage *message, gpointer user_data)
{
  const GValue *object;
  GstStreamStatusType type;

  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_STREAM_STATUS)
    return GST_BUS_PASS;

  gst_message_parse_stream_status (message, &type, NULL);
  object = gst_message_get_stream_status_object (message);
  if (type == GST_STREAM_STATUS_TYPE_CREATE && object != NULL &&
      G_VALUE_HOLDS (object, GST_TYPE_TASK))
    gst_task_set_pool (g_value_get_object (object), user_data);
  gst_message_unref (message);

  return GST_BUS_DROP;
}

/**
 * sfl_task_pool_attach:
 * @pipeline: does not run yet
 *
 * Gives it threads of its own.
 */
void
sfl_task_pool_attach (GstElement *pipeline)
{
  GstBus *bus = gst_element_get_bus (pipeline);

  gst_bus_set_sync_handler (bus, sync_cb,
                            gst_object_ref_sink (g_object_new (SFL_TYPE_TASK_POOL, NULL)),
                            gst_object_unref);
  gst_object_unref (bus);
}
