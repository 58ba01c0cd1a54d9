/* sfl-entity.h: the characters that HTML has names for
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-slice.h"

G_BEGIN_DECLS

gboolean sfl_entity_take (const char **p, const char *end, gunichar *c);

G_END_DECLS
