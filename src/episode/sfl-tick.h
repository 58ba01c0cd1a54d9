/* sfl-tick.h: an episode that ticks once a second
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-episode.h"

G_BEGIN_DECLS

SflEpisode *sfl_tick_new (GError **error);

G_END_DECLS
