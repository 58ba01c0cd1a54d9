/* sfl-shutdown.c: lets go of a pipeline
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GStreamer 1.22 may wait for ever when a playbin3 is stopped while it still
 * looks at what kind of file it has: urisourcebin holds its lock while it joins
 * the thread that wants the same lock.  So a pipeline that is still opening
 * goes on unheard and unseen until it has opened or failed, milliseconds
 * later, and is stopped then.
 * Main thread only.
 */

#include "config.h"

#include "sfl-shutdown.h"

/* A file on a dead mount never opens; leave it to the end of the process. */
#define PATIENCE (2 * G_USEC_PER_SEC)

typedef struct {
  GstElement *pipeline;
  GDestroyNotify notify;
  gpointer user_data;
} Shutdown;

static guint n_waiting;

static void
stop_now (GstElement *pipeline, GDestroyNotify notify, gpointer user_data)
{
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (pipeline);
  if (notify != NULL)
    notify (user_data);
}

static gboolean
bus_cb (GstBus *bus, GstMessage *message, gpointer user_data)
{
  Shutdown *self = user_data;

  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_ASYNC_DONE &&
      GST_MESSAGE_TYPE (message) != GST_MESSAGE_ERROR)
    return G_SOURCE_CONTINUE;

  stop_now (self->pipeline, self->notify, self->user_data);
  g_free (self);
  n_waiting--;

  return G_SOURCE_REMOVE;
}

/* The player's watch may be among the sources that the main loop is just dispatching; until
 * that is over the bus takes no other.
 */
static gboolean
watch_cb (gpointer user_data)
{
  Shutdown *self = user_data;
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);

  return gst_bus_add_watch (bus, bus_cb, self) != 0 ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

/**
 * sfl_shutdown_pipeline:
 * @pipeline: (transfer full): nobody watches its bus any more
 * @opening: whether it has neither opened nor failed yet
 * @notify: (nullable): called with @user_data when no thread of it runs any more
 */
void
sfl_shutdown_pipeline (GstElement *pipeline,
                       gboolean opening,
                       GDestroyNotify notify,
                       gpointer user_data)
{
  Shutdown *self;

  if (!opening) {
    stop_now (pipeline, notify, user_data);
    return;
  }

  self = g_new (Shutdown, 1);
  *self = (Shutdown){ pipeline, notify, user_data };
  g_idle_add (watch_cb, self);
  n_waiting++;
}

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/**
 * sfl_shutdown_wait:
 *
 * Lets pipelines that were still opening end, before the process does.
 */
void
sfl_shutdown_wait (void)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE;
  guint id = g_timeout_add (10, tick_cb, NULL);

  while (n_waiting > 0 && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (id);
}
