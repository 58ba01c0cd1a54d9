/* sfl-episode-media.c: the recording's sound, picture and tracks
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a view asks of the player, without seeing it.  Main thread only.
 */

#include "config.h"

#include "sfl-episode-private.h"

#include "sfl-peaks.h"

#include <glib/gi18n-lib.h>

/* Files write the times of pictures to the millisecond. */
#define ROUNDING SFL_MSECOND

double
sfl_episode_get_rate (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), 1);

  return sfl_playback_get_rate (self->playback);
}

void
sfl_episode_set_rate (SflEpisode *self, double rate)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  sfl_playback_set_rate (self->playback, CLAMP (rate, 0.5, 3.0));
}

double
sfl_episode_get_volume (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), 1);

  return sfl_player_get_volume (self->player);
}

void
sfl_episode_set_volume (SflEpisode *self, double volume)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  sfl_player_set_volume (self->player, CLAMP (volume, 0.0, 1.0));
}

gboolean
sfl_episode_get_muted (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  return sfl_player_get_muted (self->player);
}

void
sfl_episode_set_muted (SflEpisode *self, gboolean muted)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  sfl_player_set_muted (self->player, muted);
}

gboolean
sfl_episode_get_has_video (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  return self->media && sfl_player_get_has_video (self->player);
}

/* The picture shown last, or NULL; borrowed. */
SflFrame *
sfl_episode_get_frame (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), NULL);

  return sfl_player_get_frame (self->player);
}

/**
 * sfl_episode_step_frame:
 * @n_frames: forward; backward when it is negative
 *
 * Stops, and shows another picture.  What is aimed at is the middle of its time, for files round
 * their times, and the first picture need not come at 0.
 *
 * Returns: FALSE where there is no picture
 */
gboolean
sfl_episode_step_frame (SflEpisode *self, int n_frames)
{
  SflFrame *frame;
  SflTime from;
  double rate;

  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  frame = sfl_player_get_frame (self->player);
  rate = sfl_player_get_frame_rate (self->player);
  if (!sfl_episode_get_has_video (self) || frame == NULL || rate <= 0)
    return FALSE;

  sfl_episode_pause (self);
  from = sfl_episode_get_position (self);
  /* On the way to a picture that has not come, the middle of that one is the position. */
  if (frame->end != SFL_TIME_NONE && from >= frame->time - ROUNDING && from <= frame->end)
    from = frame->end - (SflTime) (SFL_SECOND / rate / 2);
  sfl_episode_go_to (self, from + (SflTime) (n_frames * SFL_SECOND / rate), SFL_SEEK_ACCURATE, -1);

  return TRUE;
}

/* Tells how large pictures are shown, in device pixels; larger ones are not made. */
void
sfl_episode_set_picture_size (SflEpisode *self, int width, int height)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  sfl_player_set_picture_size (self->player, width, height);
}

guint
sfl_episode_get_n_audio_tracks (SflEpisode *self)
{
  guint n_tracks;

  g_return_val_if_fail (SFL_IS_EPISODE (self), 0);

  sfl_player_get_audio_tracks (self->player, &n_tracks);

  return n_tracks;
}

/* Returns: (transfer full): a name to choose it by */
char *
sfl_episode_dup_audio_track_name (SflEpisode *self, guint track)
{
  guint n_tracks;
  const SflTrack *tracks;

  g_return_val_if_fail (SFL_IS_EPISODE (self), NULL);

  tracks = sfl_player_get_audio_tracks (self->player, &n_tracks);
  g_return_val_if_fail (track < n_tracks, NULL);

  if (tracks[track].title && tracks[track].language)
    return g_strdup_printf ("%s (%s)", tracks[track].title, tracks[track].language);
  if (tracks[track].title || tracks[track].language)
    return g_strdup (tracks[track].title ? tracks[track].title : tracks[track].language);

  return g_strdup_printf (_ ("Track %u"), track + 1);
}

int
sfl_episode_get_audio_track (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), -1);

  return sfl_player_get_audio_track (self->player);
}

void
sfl_episode_set_audio_track (SflEpisode *self, int track)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  sfl_player_set_audio_track (self->player, track);
}

static void
peaks_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  guint n_peaks = 0;
  float *peaks = sfl_peaks_load_finish (result, &n_peaks, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (peaks == NULL) {
    g_debug ("No outline of the sound: %s", error->message);
    return;
  }

  g_free (self->peaks);
  self->peaks = peaks;
  self->n_peaks = n_peaks;
  sfl_episode_emit_peaks (self);
}

/* Reads the outline of the sound in the background; "peaks" tells when it is there. */
void
sfl_episode_load_peaks (SflEpisode *self, guint n_peaks)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  g_cancellable_cancel (self->peaks_cancellable);
  g_clear_object (&self->peaks_cancellable);
  g_clear_pointer (&self->peaks, g_free);
  self->n_peaks = 0;
  if (self->media == NULL || n_peaks == 0)
    return;

  self->peaks_cancellable = g_cancellable_new ();
  sfl_peaks_load_async (self->media, n_peaks, self->peaks_cancellable, peaks_cb, self);
}

/* Values from 0 to 1, evenly over the recording; NULL while not known. */
const float *
sfl_episode_get_peaks (SflEpisode *self, guint *n_peaks)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), NULL);

  *n_peaks = self->n_peaks;

  return self->peaks;
}
