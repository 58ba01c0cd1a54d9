/* sfl-find-bar.h: finding words in the transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-episode.h"
#include "sfl-seek-bar.h"
#include "sfl-transcript-pane.h"

G_BEGIN_DECLS

#define SFL_TYPE_FIND_BAR (sfl_find_bar_get_type ())
G_DECLARE_FINAL_TYPE (SflFindBar, sfl_find_bar, SFL, FIND_BAR, GtkWidget)

GtkWidget *sfl_find_bar_new (SflEpisode *episode, SflTranscriptPane *pane, SflSeekBar *seek_bar);

void sfl_find_bar_open (SflFindBar *self);
gboolean sfl_find_bar_close (SflFindBar *self);
void sfl_find_bar_step (SflFindBar *self, int delta);

G_END_DECLS
