/* sfl-align-dialog.h: in which language the words are to be aligned
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-episode.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sfl_align_dialog_present (GtkWindow *parent,
                               SflEpisode *episode,
                               const char *likely,
                               guint first_line,
                               guint n_lines);

G_END_DECLS
