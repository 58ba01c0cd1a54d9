/* sfl-sound-delay-dialog.h: a tick that is heard and a flash that is seen
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "sfl-episode.h"

G_BEGIN_DECLS

void sfl_sound_delay_dialog_present (GtkWindow *parent, SflEpisode *episode, GSettings *settings);

G_END_DECLS
