/* sfl-fit-line.h: that the text does not fit the sound
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-episode.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *sfl_fit_line_new (SflEpisode *episode);

G_END_DECLS
