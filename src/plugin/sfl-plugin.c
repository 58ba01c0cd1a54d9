/* sfl-plugin.c: libgstsouffleur.so
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * With it, every player made with GStreamer shows the transcripts that
 * Souffleur reads.  Souffleur itself does not use it.
 */

#include "config.h"

#include "sfl-transcript-finder.h"
#include "sfl-transcript-parse.h"

#include <glib/gi18n-lib.h>

/* Of which GST_PLUGIN_DEFINE() makes the name of the sources. */
#define PACKAGE "souffleur"

static gboolean
init_plugin (GstPlugin *plugin)
{
  bindtextdomain (GETTEXT_PACKAGE, SFL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");

  return sfl_transcript_finder_register (plugin) && sfl_transcript_parse_register (plugin);
}

GST_PLUGIN_DEFINE (GST_VERSION_MAJOR,
                   GST_VERSION_MINOR,
                   souffleur,
                   "Shows pasted transcripts, Whisper and podcast files as subtitles",
                   init_plugin,
                   SFL_VERSION,
                   "GPL",
                   "Souffleur",
                   SFL_APP_ID)
