/* sfl-start-page.h: what the window shows when nothing is open
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-episode.h"

G_BEGIN_DECLS

#define SFL_TYPE_START_PAGE (sfl_start_page_get_type ())
G_DECLARE_FINAL_TYPE (SflStartPage, sfl_start_page, SFL, START_PAGE, GtkWidget)

GtkWidget *sfl_start_page_new (SflEpisode *episode);

void sfl_start_page_refresh (SflStartPage *self);

G_END_DECLS
