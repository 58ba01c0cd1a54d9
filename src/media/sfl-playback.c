/* sfl-playback.c: something with a playhead that goes on by itself
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-playback.h"

G_DEFINE_INTERFACE (SflPlayback, sfl_playback, G_TYPE_OBJECT)

enum { SEEK_DONE, END_OF_STREAM, END_OF_RANGE, PROBLEM, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
sfl_playback_default_init (SflPlaybackInterface *iface)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  g_object_interface_install_property (iface, g_param_spec_boolean ("loaded", NULL, NULL, FALSE,
                                                                    readable));
  g_object_interface_install_property (iface, g_param_spec_boolean ("playing", NULL, NULL, FALSE,
                                                                    readable));
  g_object_interface_install_property (iface, g_param_spec_boolean ("seeking", NULL, NULL, FALSE,
                                                                    readable));
  g_object_interface_install_property (iface,
                                       g_param_spec_int64 ("duration", NULL, NULL, G_MININT64,
                                                           G_MAXINT64, SFL_TIME_NONE, readable));
  g_object_interface_install_property (iface, g_param_spec_boolean ("duration-approximate", NULL,
                                                                    NULL, FALSE, readable));
  g_object_interface_install_property (iface, g_param_spec_double ("rate", NULL, NULL, 0, 100, 1,
                                                                   readable | G_PARAM_WRITABLE));

  signals[SEEK_DONE] =
      g_signal_new ("seek-done", SFL_TYPE_PLAYBACK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_INT64, G_TYPE_INT64);
  signals[END_OF_STREAM] = g_signal_new ("end-of-stream", SFL_TYPE_PLAYBACK, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[END_OF_RANGE] = g_signal_new ("end-of-range", SFL_TYPE_PLAYBACK, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PROBLEM] = g_signal_new ("problem", SFL_TYPE_PLAYBACK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 2, G_TYPE_ERROR, G_TYPE_BOOLEAN);
}

void
sfl_playback_play (SflPlayback *self)
{
  g_return_if_fail (SFL_IS_PLAYBACK (self));

  SFL_PLAYBACK_GET_IFACE (self)->play (self);
}

void
sfl_playback_pause (SflPlayback *self)
{
  g_return_if_fail (SFL_IS_PLAYBACK (self));

  SFL_PLAYBACK_GET_IFACE (self)->pause (self);
}

/**
 * sfl_playback_seek:
 *
 * "seek-done" follows, at once where nothing has to move, unless the seek is
 * refused: then "seeking" is FALSE on return and the playhead is where it was.
 */
void
sfl_playback_seek (SflPlayback *self, SflTime target, SflSeekMode mode)
{
  g_return_if_fail (SFL_IS_PLAYBACK (self));
  g_return_if_fail (SFL_TIME_IS_VALID (target));

  SFL_PLAYBACK_GET_IFACE (self)->seek (self, target, mode);
}

/**
 * sfl_playback_seek_until:
 * @stop: later than @target; SFL_TIME_NONE for nowhere
 *
 * The same.  One that can stop does so at @stop: it pauses with "end-of-range",
 * unless who hears of that seeks.
 */
void
sfl_playback_seek_until (SflPlayback *self, SflTime target, SflTime stop, SflSeekMode mode)
{
  g_return_if_fail (SFL_IS_PLAYBACK (self));
  g_return_if_fail (SFL_TIME_IS_VALID (target));
  g_return_if_fail (stop == SFL_TIME_NONE || stop > target);

  if (sfl_playback_can_stop (self))
    SFL_PLAYBACK_GET_IFACE (self)->seek_until (self, target, stop, mode);
  else
    SFL_PLAYBACK_GET_IFACE (self)->seek (self, target, mode);
}

/* Whether it stops by itself; otherwise somebody has to look at the clock. */
gboolean
sfl_playback_can_stop (SflPlayback *self)
{
  g_return_val_if_fail (SFL_IS_PLAYBACK (self), FALSE);

  return SFL_PLAYBACK_GET_IFACE (self)->seek_until != NULL;
}

/* Plays from @start and pauses at @end with "end-of-range". */
void
sfl_playback_play_range (SflPlayback *self, SflTime start, SflTime end)
{
  g_return_if_fail (SFL_IS_PLAYBACK (self));
  g_return_if_fail (start < end);

  SFL_PLAYBACK_GET_IFACE (self)->play_range (self, start, end);
}

void
sfl_playback_set_rate (SflPlayback *self, double rate)
{
  g_return_if_fail (SFL_IS_PLAYBACK (self));

  SFL_PLAYBACK_GET_IFACE (self)->set_rate (self, rate);
}

/**
 * sfl_playback_query_position:
 *
 * Never waits.
 *
 * Returns: what is heard or read now; on the way to a place, that place;
 *   SFL_TIME_NONE while nobody knows
 */
SflTime
sfl_playback_query_position (SflPlayback *self)
{
  g_return_val_if_fail (SFL_IS_PLAYBACK (self), SFL_TIME_NONE);

  return SFL_PLAYBACK_GET_IFACE (self)->query_position (self);
}

SflTime
sfl_playback_get_duration (SflPlayback *self)
{
  g_return_val_if_fail (SFL_IS_PLAYBACK (self), SFL_TIME_NONE);

  return SFL_PLAYBACK_GET_IFACE (self)->get_duration (self);
}

gboolean
sfl_playback_get_duration_approximate (SflPlayback *self)
{
  SflPlaybackInterface *iface;

  g_return_val_if_fail (SFL_IS_PLAYBACK (self), FALSE);

  iface = SFL_PLAYBACK_GET_IFACE (self);

  return iface->get_duration_approximate != NULL && iface->get_duration_approximate (self);
}

gboolean
sfl_playback_get_loaded (SflPlayback *self)
{
  g_return_val_if_fail (SFL_IS_PLAYBACK (self), FALSE);

  return SFL_PLAYBACK_GET_IFACE (self)->get_loaded (self);
}

gboolean
sfl_playback_get_playing (SflPlayback *self)
{
  g_return_val_if_fail (SFL_IS_PLAYBACK (self), FALSE);

  return SFL_PLAYBACK_GET_IFACE (self)->get_playing (self);
}

gboolean
sfl_playback_get_seeking (SflPlayback *self)
{
  g_return_val_if_fail (SFL_IS_PLAYBACK (self), FALSE);

  return SFL_PLAYBACK_GET_IFACE (self)->get_seeking (self);
}

/* Returns: greater than 0 */
double
sfl_playback_get_rate (SflPlayback *self)
{
  g_return_val_if_fail (SFL_IS_PLAYBACK (self), 1);

  return SFL_PLAYBACK_GET_IFACE (self)->get_rate (self);
}

gboolean
sfl_playback_can_seek (SflPlayback *self)
{
  SflPlaybackInterface *iface;

  g_return_val_if_fail (SFL_IS_PLAYBACK (self), FALSE);

  iface = SFL_PLAYBACK_GET_IFACE (self);

  return iface->can_seek == NULL || iface->can_seek (self);
}

gboolean
sfl_playback_can_set_rate (SflPlayback *self)
{
  SflPlaybackInterface *iface;

  g_return_val_if_fail (SFL_IS_PLAYBACK (self), FALSE);

  iface = SFL_PLAYBACK_GET_IFACE (self);

  return iface->can_set_rate == NULL || iface->can_set_rate (self);
}

void
sfl_playback_emit_seek_done (SflPlayback *self, SflTime target, SflTime reached, SflTime took)
{
  g_signal_emit (self, signals[SEEK_DONE], 0, target, reached, took);
}

void
sfl_playback_emit_end_of_stream (SflPlayback *self)
{
  g_signal_emit (self, signals[END_OF_STREAM], 0);
}

void
sfl_playback_emit_end_of_range (SflPlayback *self)
{
  g_signal_emit (self, signals[END_OF_RANGE], 0);
}

/* Does not take the error. */
void
sfl_playback_emit_problem (SflPlayback *self, GError *error, gboolean fatal)
{
  g_signal_emit (self, signals[PROBLEM], 0, error, fatal);
}
