/* plugin-fixture.c: the plug-in as built, and an episode to show lines over
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "plugin-fixture.h"

#include <glib/gstdio.h>

static char *folder;
static GPtrArray *files;

/* One that is installed. */
void
fixture_forget_plugin (void)
{
  g_autoptr (GstPlugin) plugin = gst_registry_find_plugin (gst_registry_get (), "souffleur");

  if (plugin != NULL)
    gst_registry_remove_plugin (gst_registry_get (), plugin);
}

/* From the build folder, whatever is installed; in this process, because GStreamer's scanner
 * could not load what the sanitizers are in.
 */
void
fixture_load_plugin (void)
{
  g_autoptr (GError) error = NULL;
  GstPlugin *plugin;

  fixture_forget_plugin ();
  plugin = gst_plugin_load_file (g_getenv ("SOUFFLEUR_PLUGIN"), &error);
  g_assert_no_error (error);
  g_assert_nonnull (plugin);
  gst_object_unref (plugin);
}

/* Returns: (transfer full): the path */
static char *
add_file (const char *name)
{
  char *path;

  if (folder == NULL) {
    folder = g_dir_make_tmp ("souffleur-plugin-XXXXXX", NULL);
    g_assert_nonnull (folder);
    files = g_ptr_array_new_with_free_func (g_free);
  }
  path = g_build_filename (folder, name, NULL);
  g_ptr_array_add (files, g_strdup (path));

  return path;
}

/* Returns: (transfer full): the URI of a file with @text */
char *
fixture_write (const char *name, const char *text, gssize length)
{
  g_autofree char *path = add_file (name);

  g_assert_true (g_file_set_contents (path, text, length, NULL));

  return g_filename_to_uri (path, NULL, NULL);
}

/* A grey picture and silence, as Matroska; every picture can be sought exactly.
 *
 * Returns: (transfer full): its URI
 */
char *
fixture_make_episode (guint seconds)
{
  g_autofree char *path = add_file ("episode.mkv");
  g_autofree char *description = g_strdup_printf (
      "videotestsrc num-buffers=%u pattern=solid-color foreground-color=0xff303030 "
      "! video/x-raw,width=640,height=360,framerate=1/1 ! jpegenc ! queue ! matroskamux name=mux "
      "! filesink name=file "
      "audiotestsrc num-buffers=%u samplesperbuffer=8000 volume=0 ! "
      "audio/x-raw,rate=8000,channels=1 "
      "! queue ! mux.",
      seconds, seconds);
  g_autoptr (GError) error = NULL;
  GstElement *pipeline = gst_parse_launch (description, &error);
  GstElement *file;
  g_autoptr (GstMessage) message = NULL;
  GstBus *bus;

  g_assert_no_error (error);
  file = gst_bin_get_by_name (GST_BIN (pipeline), "file");
  g_object_set (file, "location", path, NULL);
  gst_object_unref (file);
  bus = gst_element_get_bus (pipeline);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);
  message = gst_bus_timed_pop_filtered (bus, 60 * GST_SECOND, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);
  g_assert_nonnull (message);
  g_assert_cmpint (GST_MESSAGE_TYPE (message), ==, GST_MESSAGE_EOS);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (bus);
  gst_object_unref (pipeline);

  return g_filename_to_uri (path, NULL, NULL);
}

void
fixture_clear (void)
{
  if (folder == NULL)
    return;
  for (guint i = 0; i < files->len; i++)
    g_unlink (g_ptr_array_index (files, i));
  g_rmdir (folder);
  g_clear_pointer (&files, g_ptr_array_unref);
  g_clear_pointer (&folder, g_free);
}
