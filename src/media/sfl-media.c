/* sfl-media.c: GStreamer, with what a player of local files must not reach taken out
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A playlist that calls itself evil.mp4 makes playbin open connections to
 * whatever host it names, and text tracks run through parsers with a long list
 * of holes.  Neither has a place here, so their elements leave the registry
 * before the first pipeline exists.  They are found by what they do, not by
 * name: a plugin installed tomorrow is covered as well.
 */

#include "config.h"

#include "sfl-media.h"

#include <gst/gst.h>

#include "sfl-player.h"
#include "sfl-shutdown.h"

/* Sources and sinks that only reach a path we chose, or memory of our own. */
static const char *const allowed_protocols[] = { "file", "appsrc", "appsink", NULL };

static gboolean
reaches_elsewhere (GstElementFactory *factory)
{
  const char *const *protocols = gst_element_factory_get_uri_protocols (factory);

  if (gst_element_factory_get_uri_type (factory) == GST_URI_UNKNOWN || protocols == NULL)
    return FALSE;

  for (guint i = 0; protocols[i] != NULL; i++) {
    if (!g_strv_contains (allowed_protocols, protocols[i]))
      return TRUE;
  }

  return FALSE;
}

/* Our own readers for other players; here formats reads the text. */
static gboolean
is_ours (GstPluginFeature *feature)
{
  return g_strcmp0 (gst_plugin_feature_get_plugin_name (feature), "souffleur") == 0;
}

/**
 * sfl_media_is_unwanted:
 * @factory: an element factory
 *
 * Returns: whether it speaks to a network, follows a manifest or parses text
 */
gboolean
sfl_media_is_unwanted (GstElementFactory *factory)
{
  const char *klass = gst_element_factory_get_metadata (factory, GST_ELEMENT_METADATA_KLASS);

  if (klass == NULL)
    return FALSE;

  return strstr (klass, "Network") != NULL || strstr (klass, "Adaptive") != NULL ||
         strstr (klass, "Subtitle") != NULL || reaches_elsewhere (factory) ||
         is_ours (GST_PLUGIN_FEATURE (factory));
}

/* GStreamer 1.26 takes text that it does not know for AV1 without a container, which nobody has;
 * and our finder would have a transcript opened as a recording end in no decoder for it.
 */
static gboolean
mistakes_text (GstPluginFeature *feature)
{
  return GST_IS_TYPE_FIND_FACTORY (feature) &&
         (is_ours (feature) || g_str_equal (gst_plugin_feature_get_name (feature), "video/x-av1"));
}

/* Loading a plugin for one element, or for a typefinder, registers all of its
 * features anew.  Any thread.
 */
static void
feature_added_cb (GstRegistry *registry, GstPluginFeature *feature, gpointer user_data)
{
  if (mistakes_text (feature) ||
      (GST_IS_ELEMENT_FACTORY (feature) && sfl_media_is_unwanted (GST_ELEMENT_FACTORY (feature))))
    gst_registry_remove_feature (registry, feature);
}

static void
remove_unwanted (void)
{
  GstRegistry *registry = gst_registry_get ();
  g_autolist (GstPluginFeature) features =
      gst_registry_get_feature_list (registry, GST_TYPE_ELEMENT_FACTORY);
  g_autolist (GstPluginFeature) finders =
      gst_registry_get_feature_list (registry, GST_TYPE_TYPE_FIND_FACTORY);
  guint n_removed = 0;

  for (GList *l = features; l != NULL; l = l->next) {
    if (sfl_media_is_unwanted (l->data)) {
      gst_registry_remove_feature (registry, l->data);
      n_removed++;
    }
  }
  for (GList *l = finders; l != NULL; l = l->next) {
    if (mistakes_text (l->data))
      gst_registry_remove_feature (registry, l->data);
  }

  g_signal_connect (registry, "feature-added", G_CALLBACK (feature_added_cb), NULL);
  g_debug ("%u elements left the registry", n_removed);
}

/* Both MP3 decoders have the same rank; mpg123 takes 0.9 s for 28 minutes, libav 1.6. */
static void
prefer_mpg123 (void)
{
  g_autoptr (GstPluginFeature) feature =
      gst_registry_lookup_feature (gst_registry_get (), "mpg123audiodec");

  if (feature != NULL)
    gst_plugin_feature_set_rank (feature,
                                 MAX (gst_plugin_feature_get_rank (feature), GST_RANK_SECONDARY));
}

/**
 * sfl_media_init:
 *
 * Makes GStreamer ready.  Every door of this room calls it, so nobody needs
 * to; calling it early moves its cost to where it does not hurt.
 */
void
sfl_media_init (void)
{
  static gsize done;

  if (g_once_init_enter (&done)) {
    gst_init (NULL, NULL);
    remove_unwanted ();
    prefer_mpg123 ();
    g_once_init_leave (&done, 1);
  }
}

/**
 * sfl_media_deinit:
 *
 * The last call of a program, after its players are gone.  GStreamer's leak
 * tracer speaks only at its end.
 */
void
sfl_media_deinit (void)
{
  if (!gst_is_initialized ())
    return;

  sfl_shutdown_wait ();
  if (g_getenv ("GST_TRACERS") != NULL)
    gst_deinit ();
}

/**
 * sfl_media_get_version:
 *
 * Returns: the GStreamer in use, as in "GStreamer 1.22.0"
 */
const char *
sfl_media_get_version (void)
{
  static char *version;

  if (g_once_init_enter (&version))
    g_once_init_leave (&version, gst_version_string ());

  return version;
}
