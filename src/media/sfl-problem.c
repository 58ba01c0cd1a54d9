/* sfl-problem.c: what went wrong in a pipeline, for the person who watches
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * GStreamer's own sentences speak of streams, elements and pads.  Ours say
 * what happened, why, and what can be done.  All of them are here.
 */

#include "config.h"

#include "sfl-problem.h"

#include <glib/gi18n-lib.h>
#include <gst/pbutils/pbutils.h>

#include "sfl-error.h"

/* The Debian package with the decoder.  What is not listed here is in libav. */
static const struct {
  const char *media_type;
  const char *package;
} packages[] = {
  { "video/x-vp8", "gstreamer1.0-plugins-good" },
  { "video/x-vp9", "gstreamer1.0-plugins-good" },
  { "audio/x-flac", "gstreamer1.0-plugins-good" },
  { "audio/x-speex", "gstreamer1.0-plugins-good" },
  { "image/jpeg", "gstreamer1.0-plugins-good" },
  { "image/png", "gstreamer1.0-plugins-good" },
  { "audio/x-vorbis", "gstreamer1.0-plugins-base" },
  { "audio/x-opus", "gstreamer1.0-plugins-base" },
  { "video/x-theora", "gstreamer1.0-plugins-base" },
};

/* Lists of addresses, which we follow nowhere. */
static const char *const playlist_types[] = {
  "application/x-hls",
  "application/dash+xml",
  "application/vnd.ms-sstr+xml",
  "application/sdp",
  "application/x-rtsp",
  "text/uri-list",
  "application/smil",
  "text/x-rtsp-redirect",
  "audio/x-scpls",
  "audio/x-mpegurl",
  "application/x-ms-asx",
  "application/xspf+xml",
  "video/x-ms-asf-redirect",
  NULL,
};

/* The caps a missing-plugin message is about; NULL when it is about something else. */
static const GstCaps *
get_missing_caps (GstMessage *message)
{
  const GstStructure *structure = gst_message_get_structure (message);
  const GValue *detail = structure == NULL ? NULL : gst_structure_get_value (structure, "detail");

  if (detail == NULL || !GST_VALUE_HOLDS_CAPS (detail) ||
      gst_caps_get_size (gst_value_get_caps (detail)) == 0)
    return NULL;

  return gst_value_get_caps (detail);
}

static const char *
get_missing_type (GstMessage *message)
{
  const GstCaps *caps = message == NULL ? NULL : get_missing_caps (message);

  return caps == NULL ? "" : gst_structure_get_name (gst_caps_get_structure (caps, 0));
}

static const char *
find_package (const char *media_type)
{
  for (guint i = 0; i < G_N_ELEMENTS (packages); i++) {
    if (g_str_equal (packages[i].media_type, media_type))
      return packages[i].package;
  }

  return "gstreamer1.0-libav";
}

static gboolean
is_playlist (const char *media_type)
{
  return g_strv_contains (playlist_types, media_type);
}

/**
 * sfl_problem_is_about_text:
 * @message: a missing-plugin message
 *
 * Returns: whether what is missing reads text, which we do ourselves
 */
gboolean
sfl_problem_is_about_text (GstMessage *message)
{
  const char *type = get_missing_type (message);

  if (is_playlist (type))
    return FALSE;

  return g_str_has_prefix (type, "text/") || g_str_has_prefix (type, "subpicture/") ||
         g_str_has_prefix (type, "closedcaption/") || strstr (type, "subtitle") != NULL ||
         strstr (type, "-ssa") != NULL || strstr (type, "-ass") != NULL ||
         strstr (type, "ttml") != NULL || strstr (type, "kate") != NULL;
}

gboolean
sfl_problem_is_about_video (GstMessage *message)
{
  const char *type = get_missing_type (message);

  return g_str_has_prefix (type, "video/") || g_str_has_prefix (type, "image/");
}

gboolean
sfl_problem_is_about_audio (GstMessage *message)
{
  return g_str_has_prefix (get_missing_type (message), "audio/");
}

static GError *
new_playlist_error (void)
{
  return g_error_new_literal (SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                              _ ("This file is a list of addresses, not a recording. Souffleur "
                                 "plays only files on this computer; download the episode and "
                                 "open that."));
}

/**
 * sfl_problem_new_from_missing:
 * @message: a missing-plugin message
 *
 * Returns: (transfer full): which decoder is missing, and where to get it
 */
GError *
sfl_problem_new_from_missing (GstMessage *message)
{
  const char *type = get_missing_type (message);
  const GstCaps *caps = get_missing_caps (message);
  g_autofree char *codec = NULL;

  if (is_playlist (type))
    return new_playlist_error ();

  if (!sfl_problem_is_about_audio (message) && !sfl_problem_is_about_video (message))
    return sfl_problem_new_unknown (NULL);

  codec = gst_pb_utils_get_codec_description (caps);
  if (codec == NULL)
    codec = g_strdup (_ ("an unknown format"));

  if (sfl_problem_is_about_video (message))
    return g_error_new (SFL_ERROR, SFL_ERROR_DECODER,
                        _ ("The picture cannot be shown, because the decoder for %s is not "
                           "installed. Install the package %s, then open the episode again."),
                        codec, find_package (type));
  return g_error_new (SFL_ERROR, SFL_ERROR_DECODER,
                      _ ("The sound cannot be played, because the decoder for %s is not "
                         "installed. Install the package %s, then open the episode again."),
                      codec, find_package (type));
}

/**
 * sfl_problem_new_unknown:
 * @missing: (nullable): the missing-plugin message that came before
 *
 * Returns: (transfer full): that there is nothing to hear or see
 */
GError *
sfl_problem_new_unknown (GstMessage *missing)
{
  if (missing != NULL)
    return sfl_problem_new_from_missing (missing);

  return g_error_new_literal (SFL_ERROR, SFL_ERROR_MEDIA,
                              _ ("This file is neither audio nor video that Souffleur knows. "
                                 "Perhaps it is something else with the wrong name; open the "
                                 "recording itself."));
}

static GError *
new_damaged_error (void)
{
  return g_error_new_literal (SFL_ERROR, SFL_ERROR_MEDIA,
                              _ ("The episode cannot be played, because the file is damaged or "
                                 "incomplete. Perhaps a download did not finish; fetch it "
                                 "again."));
}

/* Whether @object is the part that fetches a file, before anything is decoded. */
static gboolean
is_source (GstObject *object)
{
  GstElementFactory *factory =
      GST_IS_ELEMENT (object) ? gst_element_get_factory (GST_ELEMENT (object)) : NULL;

  return factory != NULL && g_str_equal (GST_OBJECT_NAME (factory), "urisourcebin");
}

/**
 * sfl_problem_new_from_error:
 * @message: an error message
 * @missing: (nullable): the missing-plugin message that came before it
 *
 * Returns: (transfer full): why playing stopped
 */
GError *
sfl_problem_new_from_error (GstMessage *message, GstMessage *missing)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *debug = NULL;

  gst_message_parse_error (message, &cause, &debug);
  g_debug ("%s: %s (%s)", GST_MESSAGE_SRC_NAME (message), cause->message, debug);

  if (missing != NULL && (cause->domain == GST_CORE_ERROR || cause->domain == GST_STREAM_ERROR))
    return sfl_problem_new_from_missing (missing);

  if (cause->domain == GST_RESOURCE_ERROR) {
    if (cause->code == GST_RESOURCE_ERROR_NOT_FOUND)
      return g_error_new_literal (SFL_ERROR, SFL_ERROR_MEDIA,
                                  _ ("The episode is not there any more. It was moved, renamed or "
                                     "deleted; open it from where it is now."));
    if (cause->code == GST_RESOURCE_ERROR_READ || cause->code == GST_RESOURCE_ERROR_SEEK)
      return g_error_new_literal (SFL_ERROR, SFL_ERROR_MEDIA,
                                  _ ("The episode cannot be read any further. The disk it is on "
                                     "was removed or has a fault; check it, then try again."));
    return g_error_new_literal (SFL_ERROR, SFL_ERROR_MEDIA,
                                _ ("The episode cannot be opened. Check that the file can be "
                                   "read, then try again."));
  }

  if (cause->domain == GST_STREAM_ERROR) {
    switch (cause->code) {
    case GST_STREAM_ERROR_TYPE_NOT_FOUND:
    case GST_STREAM_ERROR_WRONG_TYPE:
      return sfl_problem_new_unknown (NULL);
    case GST_STREAM_ERROR_DECRYPT:
    case GST_STREAM_ERROR_DECRYPT_NOKEY:
      return g_error_new_literal (SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                                  _ ("The episode is encrypted against copying. Souffleur cannot "
                                     "play it; open a copy without protection."));
    default:
      return new_damaged_error ();
    }
  }

  /* Decoders and demuxers are missed by a message of their own.  Without one the source misses
   * what would have followed a manifest, or the decoder what would have read a text.
   */
  if (cause->domain == GST_CORE_ERROR && cause->code == GST_CORE_ERROR_MISSING_PLUGIN)
    return is_source (GST_MESSAGE_SRC (message)) ? new_playlist_error ()
                                                 : sfl_problem_new_unknown (NULL);

  return new_damaged_error ();
}

/**
 * sfl_problem_new_silent:
 *
 * Returns: (transfer full): that no sound can be heard for now
 */
GError *
sfl_problem_new_silent (void)
{
  return g_error_new_literal (SFL_ERROR, SFL_ERROR_DEVICE,
                              _ ("There is no sound, because no sound device or server answers. "
                                 "The episode plays on; the sound comes back with the device."));
}

/**
 * sfl_problem_new_incomplete:
 *
 * Returns: (transfer full): that the file ended before its time
 */
GError *
sfl_problem_new_incomplete (void)
{
  return g_error_new_literal (SFL_ERROR, SFL_ERROR_MEDIA,
                              _ ("The file ends before the episode does: it is incomplete, or was "
                                 "cut short while playing. Your place is kept; fetch the file "
                                 "again."));
}

/**
 * sfl_problem_new_soundless:
 *
 * Returns: (transfer full): that there is nothing to hear in a recording
 */
GError *
sfl_problem_new_soundless (void)
{
  return g_error_new_literal (SFL_ERROR, SFL_ERROR_MEDIA,
                              _ ("The episode has no sound. Open a recording that has some."));
}

/**
 * sfl_problem_new_cut_short:
 * @reached: where the sound ends that could be read
 *
 * Returns: (transfer full): that there should be more
 */
GError *
sfl_problem_new_cut_short (SflTime reached)
{
  g_autofree char *time = sfl_time_to_string (reached, reached);

  return g_error_new (SFL_ERROR, SFL_ERROR_MEDIA,
                      _ ("The sound of the episode can be read up to %s only. Perhaps the file is "
                         "incomplete or damaged; if so, fetch it again."),
                      time);
}

/**
 * sfl_problem_new_remote:
 *
 * Returns: (transfer full): that only files on this computer are played
 */
GError *
sfl_problem_new_remote (void)
{
  return g_error_new_literal (SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                              _ ("Souffleur plays only files on this computer. Download the "
                                 "episode and open that."));
}
