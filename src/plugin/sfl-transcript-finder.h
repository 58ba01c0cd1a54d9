/* sfl-transcript-finder.h: tells a transcript from any other text
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/* What GStreamer has no name for; a field "format" holds the id of ours. */
#define SFL_TRANSCRIPT_MEDIA_TYPE "application/x-subtitle-transcript"

gboolean sfl_transcript_finder_register (GstPlugin *plugin);

G_END_DECLS
