/* sfl-transcript-menu.h: the transcripts to choose from
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "sfl-episode.h"

G_BEGIN_DECLS

void sfl_transcript_menu_fill (GMenu *list, SflEpisode *episode);
void sfl_transcript_menu_add (GMenu *menu, SflEpisode *episode);

G_END_DECLS
