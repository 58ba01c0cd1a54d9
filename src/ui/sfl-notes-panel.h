/* sfl-notes-panel.h: the chapters and the notes of an episode, in one place
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-episode.h"

G_BEGIN_DECLS

GtkWidget *sfl_notes_panel_new (SflEpisode *episode);

G_END_DECLS
