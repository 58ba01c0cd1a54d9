/* sfl-alarm.h: a call at one moment, to the microsecond that the main loop allows
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Attached to the default main context; destroy with g_source_destroy() and unref. */
GSource *sfl_alarm_new (GSourceFunc callback, gpointer user_data);

/* @time: of g_get_monotonic_time(); -1: not at all */
void sfl_alarm_set (GSource *alarm, gint64 time);

G_END_DECLS
