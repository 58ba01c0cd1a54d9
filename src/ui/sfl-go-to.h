/* sfl-go-to.h: an entry for the time to go to
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-episode.h"

G_BEGIN_DECLS

#define SFL_TYPE_GO_TO (sfl_go_to_get_type ())
G_DECLARE_FINAL_TYPE (SflGoTo, sfl_go_to, SFL, GO_TO, GtkPopover)

GtkWidget *sfl_go_to_new (SflEpisode *episode);

G_END_DECLS
