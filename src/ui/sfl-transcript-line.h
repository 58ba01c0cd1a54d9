/* sfl-transcript-line.h: one line on what was understood of the transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-episode.h"

G_BEGIN_DECLS

GtkWidget *sfl_transcript_line_new (SflEpisode *episode);

G_END_DECLS
