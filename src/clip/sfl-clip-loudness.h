/* sfl-clip-loudness.h: as loud as other clips, and never distorted
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Inside this room only.
 */

#pragma once

#include "sfl-clip-sound.h"

G_BEGIN_DECLS

double sfl_clip_loudness_measure (SflClipSound *sound, double *peak_db);
double sfl_clip_loudness_set (SflClipSound *sound, double target);

G_END_DECLS
