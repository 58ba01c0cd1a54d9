/* sfl-speed-button.h: how fast it plays
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-episode.h"

G_BEGIN_DECLS

GtkWidget *sfl_speed_button_new (SflEpisode *episode);

G_END_DECLS
