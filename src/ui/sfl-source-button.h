/* sfl-source-button.h: what plays where there is no recording
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-episode.h"

G_BEGIN_DECLS

GtkWidget *sfl_source_button_new (SflEpisode *episode);
void sfl_source_button_set_narrow (GtkWidget *button, gboolean narrow);

G_END_DECLS
