/* sfl-typed-time.h: a time as somebody types it
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-time.h"

G_BEGIN_DECLS

gboolean sfl_typed_time_read (const char *text, SflTime here, SflTime *time, GError **error);

G_END_DECLS
