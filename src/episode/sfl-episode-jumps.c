/* sfl-episode-jumps.c: the way back from a jump
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A click far away, a result, a chapter or a typed time leaves a place that
 * one may want to come back to.  Main thread only.
 */

#include "config.h"

#include "sfl-episode-private.h"

/* Before going to @target: remembers where we are. */
void
sfl_episode_note_jump (SflEpisode *self, SflTime target)
{
  SflTime from = self->scrubbed_from;

  if (from == SFL_TIME_NONE)
    from = sfl_episode_get_position (self);
  self->scrubbed_from = SFL_TIME_NONE;
  if (from != SFL_TIME_NONE)
    sfl_history_add_jump (self->history, from, target);
}

static SflTime
go (SflEpisode *self, int direction)
{
  SflTime here = sfl_episode_get_position (self);
  SflTime place = SFL_TIME_NONE;

  if (here != SFL_TIME_NONE)
    place = sfl_history_go (self->history, direction, here);
  if (place != SFL_TIME_NONE)
    sfl_episode_go_to (self, place, SFL_SEEK_ACCURATE, -1);

  return place;
}

/**
 * sfl_episode_go_back:
 *
 * Goes to where the playhead was before the last jump.
 *
 * Returns: where that is, or SFL_TIME_NONE when there was none
 */
SflTime
sfl_episode_go_back (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), SFL_TIME_NONE);

  return go (self, -1);
}

/* The same the other way: to where the last step back came from. */
SflTime
sfl_episode_go_forward (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), SFL_TIME_NONE);

  return go (self, 1);
}
