/* sfl-clip-elements.c: the parts of a pipeline, made by name
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One by one, never from a text: what a user typed does not become part of a pipeline.
 */

#include "config.h"

#include "sfl-clip-elements.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#include "sfl-error.h"

/* The Debian package of each element that may be missing; others are part of the base. */
static const struct {
  const char *element;
  const char *package;
} packages[] = {
  { "x264enc", "gstreamer1.0-plugins-ugly" },   { "avenc_aac", "gstreamer1.0-libav" },
  { "vp9enc", "gstreamer1.0-plugins-good" },    { "lamemp3enc", "gstreamer1.0-plugins-good" },
  { "flacenc", "gstreamer1.0-plugins-good" },   { "wavenc", "gstreamer1.0-plugins-good" },
  { "mp4mux", "gstreamer1.0-plugins-good" },    { "webmmux", "gstreamer1.0-plugins-good" },
  { "aacparse", "gstreamer1.0-plugins-good" },  { "mpegaudioparse", "gstreamer1.0-plugins-good" },
  { "videoflip", "gstreamer1.0-plugins-good" }, { "deinterlace", "gstreamer1.0-plugins-good" },
  { "opusenc", "gstreamer1.0-plugins-base" },
};

static const char *
find_package (const char *element)
{
  for (guint i = 0; i < G_N_ELEMENTS (packages); i++)
    if (g_str_equal (packages[i].element, element))
      return packages[i].package;

  return "gstreamer1.0-plugins-base";
}

/**
 * sfl_clip_elements_have:
 *
 * Returns: whether it is installed, and not switched off by a rank of none, which libav gives all
 *   of its encoders
 */
gboolean
sfl_clip_elements_have (const char *name)
{
  g_autoptr (GstElementFactory) factory = gst_element_factory_find (name);

  return factory != NULL &&
         (gst_plugin_feature_get_rank (GST_PLUGIN_FEATURE (factory)) > GST_RANK_NONE ||
          g_str_has_prefix (name, "avenc_") || !strstr (name, "enc"));
}

/**
 * sfl_clip_elements_add:
 *
 * Returns: (transfer none): part of @pipeline; NULL with @error set when it is not installed
 */
GstElement *
sfl_clip_elements_add (GstElement *pipeline, const char *name, GError **error)
{
  GstElement *element =
      sfl_clip_elements_have (name) ? gst_element_factory_make (name, NULL) : NULL;

  if (element == NULL) {
    g_set_error (error, SFL_ERROR, SFL_ERROR_DECODER,
                 _ ("The clip cannot be made, because “%s” of GStreamer is not installed. Install "
                    "the package %s, then try again."),
                 name, find_package (name));
    return NULL;
  }
  gst_bin_add (GST_BIN (pipeline), element);

  return element;
}

/**
 * sfl_clip_elements_add_chain:
 * @names: ends with NULL
 * @elements: (out): as many
 *
 * Adds them, and links each with the next.
 */
gboolean
sfl_clip_elements_add_chain (GstElement *pipeline,
                             const char *const *names,
                             GstElement **elements,
                             GError **error)
{
  for (guint i = 0; names[i] != NULL; i++) {
    elements[i] = sfl_clip_elements_add (pipeline, names[i], error);
    if (elements[i] == NULL)
      return FALSE;
    if (i > 0)
      gst_element_link (elements[i - 1], elements[i]);
  }

  return TRUE;
}

/* That the disk is full. */
void
sfl_clip_elements_set_no_space (GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE,
                       _ ("There is not enough room for the clip. Make some room there, or save it "
                          "elsewhere."));
}

/**
 * sfl_clip_elements_set_error:
 * @message: an error of a pipeline that writes a clip
 */
void
sfl_clip_elements_set_error (GstMessage *message, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *debug = NULL;

  gst_message_parse_error (message, &cause, &debug);
  g_debug ("%s: %s (%s)", GST_MESSAGE_SRC_NAME (message), cause->message, debug);

  /* Of a muxer's own file only the text of the system tells. */
  if (g_error_matches (cause, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_NO_SPACE_LEFT) ||
      (debug != NULL && strstr (debug, g_strerror (ENOSPC)) != NULL))
    sfl_clip_elements_set_no_space (error);
  else if (cause->domain == GST_RESOURCE_ERROR)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The clip cannot be written: %s"),
                 cause->message);
  else
    g_set_error (error, SFL_ERROR, SFL_ERROR_MEDIA, _ ("The clip cannot be made: %s"),
                 cause->message);
}
