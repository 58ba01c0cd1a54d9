/* sfl-tracks-button.h: what is heard and what is read, where there is a choice
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-episode.h"

G_BEGIN_DECLS

GtkWidget *sfl_tracks_button_new (SflEpisode *episode);

G_END_DECLS
