/* sfl-transcript-dialog.h: what was understood of a transcript, and another reading
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-episode.h"

G_BEGIN_DECLS

GtkWindow *sfl_transcript_dialog_present (GtkWindow *parent, SflEpisode *episode);

G_END_DECLS
