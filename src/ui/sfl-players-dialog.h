/* sfl-players-dialog.h: the players that can be followed
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-episode.h"

G_BEGIN_DECLS

void sfl_players_dialog_present (GtkWindow *parent, SflEpisode *episode);

G_END_DECLS
