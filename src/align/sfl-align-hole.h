/* sfl-align-hole.h: what is heard where the text says nothing
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-features.h"
#include "sfl-transcript.h"

G_BEGIN_DECLS

SflHoleKind sfl_align_hole_listen (const SflFeatures *features, guint begin, guint end);

G_END_DECLS
