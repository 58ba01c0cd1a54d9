/* sfl-transcript-parse.h: the elements that read transcripts
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

GType sfl_transcript_parse_get_type (void);
GType sfl_text_parse_get_type (void);

gboolean sfl_transcript_parse_register (GstPlugin *plugin);

G_END_DECLS
