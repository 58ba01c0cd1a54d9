/* sfl-player-position.c: where a player is, and where it shall be
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two flushing seeks at once upset demuxers, so one is under way and only the
 * newest wish behind it is kept; it goes out when the pipeline has settled.
 * The same door serves opening at a position, a change of rate, a track switch
 * and the return of the sound device: all are "be there, exactly".
 * Main thread only.
 */

#include "config.h"

#include "sfl-player-private.h"

/* What scaletempo holds back at the end of a range, as measured: 46 to 62 ms at twice the
 * speed, 20 ms at half.
 */
#define LAST_STRIDE (25 * SFL_MSECOND)

/* How far the sound has really come; a file cut short while playing still
 * claims to have reached its end.
 */
SflTime
sfl_player_get_played_position (SflPlayer *self)
{
  GstClockTime elapsed = gst_element_get_current_running_time (self->pipeline);

  if (!GST_CLOCK_TIME_IS_VALID (elapsed))
    return self->rest;

  return self->anchor + (SflTime) (elapsed * self->rate);
}

static SflTime
query_pipeline (SflPlayer *self)
{
  gint64 position;

  if (self->pipeline == NULL ||
      !gst_element_query_position (self->pipeline, GST_FORMAT_TIME, &position))
    return SFL_TIME_NONE;

  /* Under load playbin3 was seen to answer 0 for a whole segment that began elsewhere. */
  if (position < self->anchor - SFL_PLAYER_SHORTFALL)
    return sfl_player_get_played_position (self);

  return position;
}

void
sfl_player_update_duration (SflPlayer *self)
{
  gint64 duration;

  if (self->pipeline != NULL &&
      gst_element_query_duration (self->pipeline, GST_FORMAT_TIME, &duration) && duration > 0)
    sfl_player_set_duration (self, duration);
}

/* The pipeline is where it should be. */
void
sfl_player_settle (SflPlayer *self)
{
  SflWish done = self->flying;
  gboolean first = !self->loaded;
  SflTime reached;

  self->anchor = sfl_wish_exists (&done) && done.mode == SFL_SEEK_ACCURATE ? done.target : 0;
  reached = query_pipeline (self);

  self->flying = sfl_no_wish;
  if (self->ended)
    ; /* @rest says it better: the pipeline was only rebuilt */
  else if (reached != SFL_TIME_NONE)
    self->rest = reached;
  else if (sfl_wish_exists (&done))
    self->rest = done.target;
  if (self->anchor == 0)
    self->anchor = self->rest;

  self->loaded = TRUE;
  sfl_player_apply_state (self);
  sfl_player_show_newest (self);
  sfl_player_update_seeking (self);
  if (first)
    g_object_notify_by_pspec (G_OBJECT (self), sfl_player_props[PROP_LOADED]);
  if (sfl_wish_exists (&done) && done.announce)
    sfl_playback_emit_seek_done (SFL_PLAYBACK (self), done.target, self->rest,
                                 (g_get_monotonic_time () - done.asked_at) * SFL_USECOND);
}

/* scaletempo keeps its last stride to itself when the stream ends. */
static gint64
get_stop (SflPlayer *self)
{
  if (self->range_end == SFL_TIME_NONE)
    return GST_CLOCK_TIME_NONE;
  if (self->rate == 1.0)
    return self->range_end;

  return self->range_end + (SflTime) (LAST_STRIDE * self->rate);
}

void
sfl_player_send_wanted (SflPlayer *self)
{
  GstSeekFlags flags = GST_SEEK_FLAG_FLUSH;

  self->flying = self->wanted;
  self->wanted = sfl_no_wish;
  self->ended = FALSE;
  self->range_end = self->flying.stop;

  flags |= self->flying.mode == SFL_SEEK_COARSE
               ? GST_SEEK_FLAG_KEY_UNIT | GST_SEEK_FLAG_SNAP_NEAREST
               : GST_SEEK_FLAG_ACCURATE;
  self->busy =
      gst_element_seek (self->pipeline, self->rate, GST_FORMAT_TIME, flags, GST_SEEK_TYPE_SET,
                        self->flying.target, GST_SEEK_TYPE_SET, get_stop (self));

  /* Refused: we are still where we were, and say so. */
  if (!self->busy) {
    self->flying.mode = SFL_SEEK_COARSE;
    sfl_player_settle (self);
  }
}

void
sfl_player_want (SflPlayer *self, SflTime target, SflTime stop, SflSeekMode mode, gboolean announce)
{
  target = MAX (target, 0);
  if (self->duration != SFL_TIME_NONE && !self->duration_approximate)
    target = MIN (target, self->duration);

  self->wanted = (SflWish){ .target = target,
                            .stop = stop,
                            .mode = mode,
                            .announce = announce,
                            .asked_at = g_get_monotonic_time () };
  if (self->prerolled && !self->busy)
    sfl_player_send_wanted (self);
  sfl_player_update_seeking (self);
}

/* The same place again, since something about the pipeline has changed. */
void
sfl_player_want_again (SflPlayer *self)
{
  if (sfl_wish_exists (&self->wanted))
    return;

  if (sfl_wish_exists (&self->flying))
    self->wanted = self->flying;
  else
    sfl_player_want (self, sfl_player_query_position (self), self->range_end, SFL_SEEK_ACCURATE,
                     FALSE);
}

/**
 * sfl_player_seek:
 * @target: kept within the episode
 *
 * Ends a range.  Playing or paused stays as it is.
 */
void
sfl_player_seek (SflPlayer *self, SflTime target, SflSeekMode mode)
{
  sfl_player_seek_until (self, target, SFL_TIME_NONE, mode);
}

/**
 * sfl_player_seek_until:
 * @target: kept within the episode
 * @stop: where it ends by itself with "end-of-range"; SFL_TIME_NONE for nowhere
 *
 * The same with a range from @target on, whether it plays now or later.
 */
void
sfl_player_seek_until (SflPlayer *self, SflTime target, SflTime stop, SflSeekMode mode)
{
  g_return_if_fail (SFL_IS_PLAYER (self));
  g_return_if_fail (SFL_TIME_IS_VALID (target));
  g_return_if_fail (stop == SFL_TIME_NONE || stop > target);

  if (self->file == NULL || self->failed)
    return;

  sfl_player_want (self, target, stop, mode, TRUE);
}

/**
 * sfl_player_play_range:
 *
 * Plays from @start and pauses at @end with "end-of-range"; not when who hears of that seeks.
 */
void
sfl_player_play_range (SflPlayer *self, SflTime start, SflTime end)
{
  g_return_if_fail (SFL_IS_PLAYER (self));
  g_return_if_fail (start < end);

  if (self->file == NULL || self->failed)
    return;

  sfl_player_want (self, start, MAX (end, 0), SFL_SEEK_ACCURATE, TRUE);
  sfl_player_play (self);
}

/**
 * sfl_player_query_position:
 *
 * Returns: the media time being heard; on the way to a place, that place;
 *   SFL_TIME_NONE when nothing is open
 */
SflTime
sfl_player_query_position (SflPlayer *self)
{
  SflTime position;

  g_return_val_if_fail (SFL_IS_PLAYER (self), SFL_TIME_NONE);

  if (self->file == NULL)
    return SFL_TIME_NONE;
  if (sfl_wish_exists (&self->wanted))
    return self->wanted.target;
  if (sfl_wish_exists (&self->flying))
    return self->flying.target;
  if (!self->loaded || self->ended)
    return self->rest;

  position = query_pipeline (self);
  if (position != SFL_TIME_NONE)
    self->rest = self->range_end == SFL_TIME_NONE ? position : MIN (position, self->range_end);

  return self->rest;
}
