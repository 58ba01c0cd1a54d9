/* sfl-sound-delay.h: how late each sound device is
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-episode.h"

G_BEGIN_DECLS

/* In milliseconds. */
#define SFL_SOUND_DELAY_MIN (-500)
#define SFL_SOUND_DELAY_MAX 1500

int sfl_sound_delay_get (GSettings *settings, SflEpisode *episode);
void sfl_sound_delay_set (GSettings *settings, SflEpisode *episode, int delay);
void sfl_sound_delay_bind (GSettings *settings, SflEpisode *episode);

G_END_DECLS
