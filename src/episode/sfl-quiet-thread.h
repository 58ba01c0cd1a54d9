/* sfl-quiet-thread.h: a thread that steps back behind everything else
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Returns the result of @task. */
typedef void (*SflQuietFunc) (GTask *task);

void sfl_quiet_thread_start (const char *name, SflQuietFunc func, GTask *task);
void sfl_quiet_thread_wait (void);

G_END_DECLS
