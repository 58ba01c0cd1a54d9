/* sfl-window-playing.c: what a user can do with the playhead
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Play, pause, seek by time and by line, speed, sound.
 */

#include "config.h"

#include "sfl-window-private.h"

#include "sfl-controls.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* One press of a key. */
#define VOLUME_STEP 0.05

static void
play_pause_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_toggle (self->episode);
}

/* The text is at the place that was gone to, and who does not see it is told. */
static void
arrive (SflWindow *self, SflTime place)
{
  g_autofree char *words = sfl_time_to_words (place);

  sfl_transcript_pane_follow (self->pane);
  sfl_announcer_announce (self->announcer, words);
}

static void
seek_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_seek (self->episode, g_variant_get_int64 (parameter));
  arrive (self, g_variant_get_int64 (parameter));
}

static void
go_to_time_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  if (sfl_episode_is_open (self->episode))
    sfl_controls_ask_time (SFL_CONTROLS (self->controls));
}

static void
go_back_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;
  SflTime place = sfl_episode_go_back (self->episode);

  if (place != SFL_TIME_NONE)
    arrive (self, place);
  else if (sfl_episode_is_open (self->episode))
    sfl_window_toast (self, _ ("There is no place to go back to"));
}

static void
go_forward_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;
  SflTime place = sfl_episode_go_forward (self->episode);

  if (place != SFL_TIME_NONE)
    arrive (self, place);
  else if (sfl_episode_is_open (self->episode))
    sfl_window_toast (self, _ ("There is no place to go forward to"));
}

static void
step_frame_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_step_frame (self->episode, g_variant_get_int32 (parameter));
}

static void
seek_by_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_seek_by (self->episode, g_variant_get_int64 (parameter));
  sfl_window_say_position (self, FALSE);
}

/* Goes to where a chapter begins, and follows from there. */
static void
go_to (SflWindow *self, SflTime time, gboolean play)
{
  sfl_episode_seek (self->episode, time);
  if (play)
    sfl_episode_play (self->episode);
  sfl_transcript_pane_follow (self->pane);
  sfl_window_say_position (self, play);
}

/* Goes to a line, and follows from there. */
static void
go_to_line (SflWindow *self, int line, gboolean play)
{
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);
  guint n_lines;

  if (transcript == NULL || !sfl_transcript_is_timed (transcript))
    return;
  sfl_transcript_get_lines (transcript, &n_lines);
  if (line < 0 || line >= (int) n_lines)
    return;

  sfl_episode_seek_line (self->episode, line);
  if (play)
    sfl_episode_play (self->episode);
  sfl_transcript_pane_follow (self->pane);
  sfl_window_say_position (self, play);
}

static void
play_line_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  go_to_line (user_data, g_variant_get_uint32 (parameter), TRUE);
}

static void
seek_caret_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;
  SflTranscriptView *view = sfl_transcript_pane_get_view (self->pane);
  SflTime chapter = sfl_transcript_view_get_caret_chapter (view);
  gboolean play = g_variant_get_boolean (parameter);

  if (SFL_TIME_IS_VALID (chapter))
    go_to (self, chapter, play);
  else
    go_to_line (self, sfl_transcript_view_get_caret_line (view), play);
}

static void
previous_line_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  if (sfl_episode_seek_previous_line (self->episode))
    sfl_window_say_position (self, FALSE);
}

static void
next_line_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  if (sfl_episode_seek_next_line (self->episode))
    sfl_window_say_position (self, FALSE);
}

static void
repeat_line_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_repeat_line (self->episode);
}

static void
skip_hole_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_skip_hole (self->episode);
}

/* A change is told as any other, see sfl-window-announce.c; so is that there was none to make. */
static void
set_rate (SflWindow *self, double rate)
{
  double before = sfl_episode_get_rate (self->episode);

  sfl_episode_set_rate (self->episode, round (rate * 20) / 20);
  if (sfl_episode_get_rate (self->episode) == before)
    sfl_window_say_rate (self);
}

static void
rate_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  set_rate (user_data, g_variant_get_double (value));
}

static void
follow_rate_cb (SflEpisode *episode, GParamSpec *pspec, GAction *action)
{
  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_double (sfl_episode_get_rate (episode)));
}

static void
change_rate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  set_rate (self, sfl_episode_get_rate (self->episode) + g_variant_get_double (parameter));
}

static void
faster_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  set_rate (self, sfl_episode_get_rate (self->episode) + 0.1);
}

static void
slower_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  set_rate (self, sfl_episode_get_rate (self->episode) - 0.1);
}

static void
normal_speed_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  set_rate (user_data, 1);
}

static void
audio_track_cb (GSimpleAction *action, GVariant *value, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_set_audio_track (self->episode, g_variant_get_int32 (value));
}

static void
follow_track_cb (SflEpisode *episode, GParamSpec *pspec, GAction *action)
{
  g_simple_action_set_state (G_SIMPLE_ACTION (action),
                             g_variant_new_int32 (sfl_episode_get_audio_track (episode)));
}

static void
mute_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;

  sfl_episode_set_muted (self->episode, !sfl_episode_get_muted (self->episode));
}

static void
volume_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  SflWindow *self = user_data;
  double volume = sfl_episode_get_volume (self->episode);
  g_autofree char *words = NULL;

  volume = CLAMP (volume + g_variant_get_int32 (parameter) * VOLUME_STEP, 0, 1);
  sfl_episode_set_volume (self->episode, volume);
  sfl_episode_set_muted (self->episode, FALSE);
  /* Translators: spoken after a key; the number is a percentage. */
  words = g_strdup_printf (_ ("Volume %d %%"), (int) round (volume * 100));
  sfl_announcer_announce (self->announcer, words);
}

static const GActionEntry actions[] = {
  { "play-pause", play_pause_cb },
  { "seek", seek_cb, "x" },
  { "seek-by", seek_by_cb, "x" },
  { "play-line", play_line_cb, "u" },
  { "seek-caret", seek_caret_cb, "b" },
  { "previous-line", previous_line_cb },
  { "next-line", next_line_cb },
  { "repeat-line", repeat_line_cb },
  { "skip-hole", skip_hole_cb },
  { "rate", NULL, "d", "1.0", rate_cb },
  { "audio-track", NULL, "i", "-1", audio_track_cb },
  { "faster", faster_cb },
  { "slower", slower_cb },
  { "normal-speed", normal_speed_cb },
  { "change-rate", change_rate_cb, "d" },
  { "mute", mute_cb },
  { "volume", volume_cb, "i" },
  { "go-to-time", go_to_time_cb },
  { "go-back", go_back_cb },
  { "go-forward", go_forward_cb },
  { "step-frame", step_frame_cb, "i" },
};

void
sfl_window_add_playing_actions (SflWindow *self)
{
  GActionMap *map = G_ACTION_MAP (self);

  g_action_map_add_action_entries (map, actions, G_N_ELEMENTS (actions), self);
  g_signal_connect_object (self->episode, "notify::rate", G_CALLBACK (follow_rate_cb),
                           g_action_map_lookup_action (map, "rate"), 0);
  g_signal_connect_object (self->episode, "notify::audio-track", G_CALLBACK (follow_track_cb),
                           g_action_map_lookup_action (map, "audio-track"), 0);
}
