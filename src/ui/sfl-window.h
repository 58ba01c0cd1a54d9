/* sfl-window.h: the one window
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "sfl-episode.h"

G_BEGIN_DECLS

#define SFL_TYPE_WINDOW (sfl_window_get_type ())
G_DECLARE_FINAL_TYPE (SflWindow, sfl_window, SFL, WINDOW, AdwApplicationWindow)

GtkWidget *sfl_window_new (AdwApplication *application, SflEpisode *episode, GSettings *settings);

void sfl_window_open (SflWindow *self, GFile *const *files, guint n_files);
void sfl_window_open_sample (SflWindow *self);

G_END_DECLS
