/* sfl-paste-dialog.h: what was pasted, and what it was understood as
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-episode.h"

G_BEGIN_DECLS

void sfl_paste_dialog_present (GtkWindow *parent, SflEpisode *episode, const char *text);

G_END_DECLS
