/* sfl-controls.h: the strip at the bottom
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-episode.h"
#include "sfl-seek-bar.h"

G_BEGIN_DECLS

#define SFL_TYPE_CONTROLS (sfl_controls_get_type ())
G_DECLARE_FINAL_TYPE (SflControls, sfl_controls, SFL, CONTROLS, GtkWidget)

GtkWidget *sfl_controls_new (SflEpisode *episode);

SflSeekBar *sfl_controls_get_seek_bar (SflControls *self);
void sfl_controls_focus_play (SflControls *self);
void sfl_controls_ask_time (SflControls *self);
void sfl_controls_set_narrow (SflControls *self, gboolean narrow);

G_END_DECLS
