/* sfl-trace.h: JSON lines for whoever measures us from outside
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Off by default; then each call costs one comparison.  Any thread.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean sfl_trace_open (const char *path, GError **error);
void sfl_trace_close (void);
gboolean sfl_trace_is_on (void);
void sfl_trace (const char *event, const char *first_key, ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
