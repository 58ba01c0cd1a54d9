/* sfl-mpris.h: the episode as the desktop and its media keys see it
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-episode.h"

G_BEGIN_DECLS

#define SFL_TYPE_MPRIS (sfl_mpris_get_type ())
G_DECLARE_FINAL_TYPE (SflMpris, sfl_mpris, SFL, MPRIS, GObject)

SflMpris *sfl_mpris_new (SflEpisode *episode, GApplication *application);

G_END_DECLS
