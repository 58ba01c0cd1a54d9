/* sfl-align-line.h: how far the words are aligned, or that they could be
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-episode.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *sfl_align_line_new (SflEpisode *episode);

G_END_DECLS
