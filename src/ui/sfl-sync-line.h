/* sfl-sync-line.h: what was done to the times of the text
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-episode.h"

G_BEGIN_DECLS

GtkWidget *sfl_sync_line_new (SflEpisode *episode);

G_END_DECLS
