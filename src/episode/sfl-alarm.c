/* sfl-alarm.c: a call at one moment, to the microsecond that the main loop allows
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * g_timeout_add() makes a new source each time and counts from when it is
 * dispatched; a highlight needs one source that is set again and again.
 */

#include "config.h"

#include "sfl-alarm.h"

static gboolean
dispatch_alarm (GSource *source, GSourceFunc callback, gpointer user_data)
{
  g_source_set_ready_time (source, -1);

  return callback (user_data);
}

static GSourceFuncs alarm_funcs = { .dispatch = dispatch_alarm };

GSource *
sfl_alarm_new (GSourceFunc callback, gpointer user_data)
{
  GSource *alarm = g_source_new (&alarm_funcs, sizeof (GSource));

  g_source_set_static_name (alarm, "sfl-alarm");
  g_source_set_callback (alarm, callback, user_data, NULL);
  g_source_set_ready_time (alarm, -1);
  g_source_attach (alarm, NULL);

  return alarm;
}

void
sfl_alarm_set (GSource *alarm, gint64 time)
{
  g_source_set_ready_time (alarm, time);
}
