/* sfl-speaker.c: where the sound goes
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Without a device the episode plays on in silence, on the system's clock, and
 * the player looks now and then whether a device has come back.
 */

#include "config.h"

#include "sfl-speaker.h"

#include "sfl-error.h"
#include "sfl-sound-clock.h"

/* What sinks of sound servers call the device that they play to. */
#define DEVICE "current-device"

static gboolean
has_device (gpointer element)
{
  return g_object_class_find_property (G_OBJECT_GET_CLASS (element), DEVICE) != NULL;
}

/* The sound went elsewhere.  Any thread. */
static void
device_changed_cb (GstElement *sink, GParamSpec *pspec, gpointer user_data)
{
  gst_element_post_message (sink, gst_message_new_element (GST_OBJECT (sink),
                                                           gst_structure_new_empty (
                                                               SFL_SPEAKER_DEVICE_CHANGED)));
}

static void
watch_sink (GstElement *sink)
{
  sfl_sound_clock_guard (sink);
  if (has_device (sink))
    g_signal_connect (sink, "notify::" DEVICE, G_CALLBACK (device_changed_cb), NULL);
}

static void
element_added_cb (GstBin *bin, GstBin *inner, GstElement *element, gpointer user_data)
{
  watch_sink (element);
}

/**
 * sfl_speaker_new:
 * @name: (nullable): an element, NULL for what the system has
 *
 * Returns: (transfer full): a sink for sound
 */
GstElement *
sfl_speaker_new (const char *name)
{
  GstElement *sink = gst_element_factory_make (name != NULL ? name : "autoaudiosink", NULL);

  if (sink == NULL)
    return sfl_speaker_new_silent ();

  /* fakesink is in no hurry unless told. */
  if (g_strcmp0 (name, "fakesink") == 0)
    g_object_set (sink, "sync", TRUE, NULL);

  if (GST_IS_BIN (sink))
    g_signal_connect (sink, "deep-element-added", G_CALLBACK (element_added_cb), NULL);
  else
    watch_sink (sink);

  return gst_object_ref_sink (sink);
}

/**
 * sfl_speaker_new_silent:
 *
 * Returns: (transfer full): a sink that takes the time the sound would take
 */
GstElement *
sfl_speaker_new_silent (void)
{
  return sfl_speaker_new ("fakesink");
}

/* What autoaudiosink tries first. */
static GstElement *
make_first_choice (void)
{
  GList *factories =
      gst_element_factory_list_get_elements (GST_ELEMENT_FACTORY_TYPE_SINK |
                                                 GST_ELEMENT_FACTORY_TYPE_MEDIA_AUDIO,
                                             GST_RANK_MARGINAL);
  GstElement *sink = NULL;

  factories = g_list_sort (factories, gst_plugin_feature_rank_compare_func);
  for (GList *l = factories; l != NULL && sink == NULL; l = l->next)
    sink = gst_element_factory_create (l->data, NULL);
  gst_plugin_feature_list_free (factories);

  return sink == NULL ? NULL : gst_object_ref_sink (sink);
}

/* Connecting to a sound server may block, so it has a thread of its own. */
static void
probe_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GstElement *sink = make_first_choice ();
  gboolean works = FALSE;

  if (sink != NULL) {
    works = gst_element_set_state (sink, GST_STATE_READY) != GST_STATE_CHANGE_FAILURE;
    gst_element_set_state (sink, GST_STATE_NULL);
    gst_object_unref (sink);
  }

  g_task_return_boolean (task, works);
}

/**
 * sfl_speaker_probe_async:
 *
 * Finds out whether a sound device or server can be used again.
 */
void
sfl_speaker_probe_async (GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sfl_speaker_probe_async);
  g_task_run_in_thread (task, probe_thread);
}

gboolean
sfl_speaker_probe_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Asks a sound server, which may take its time. */
static void
find_device_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GstElement) sink = NULL;
  char *device = NULL;

  if (has_device (data)) {
    sink = gst_object_ref (data);
  } else if (GST_IS_BIN (data)) {
    GstIterator *sinks = gst_bin_iterate_recurse (data);
    GValue value = G_VALUE_INIT;

    while (sink == NULL && gst_iterator_next (sinks, &value) == GST_ITERATOR_OK) {
      if (has_device (g_value_get_object (&value)))
        sink = g_value_dup_object (&value);
      g_value_reset (&value);
    }
    g_value_unset (&value);
    gst_iterator_free (sinks);
  }

  if (sink != NULL)
    g_object_get (sink, DEVICE, &device, NULL);
  g_task_return_pointer (task, device != NULL ? device : g_strdup (""), g_free);
}

/**
 * sfl_speaker_find_device_async:
 *
 * Finds out which device a speaker plays to, as the sound server calls it.
 */
void
sfl_speaker_find_device_async (GstElement *speaker,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sfl_speaker_find_device_async);
  g_task_set_task_data (task, gst_object_ref (speaker), gst_object_unref);
  g_task_run_in_thread (task, find_device_thread);
}

/* Returns: (transfer full): "" where nobody knows */
char *
sfl_speaker_find_device_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
