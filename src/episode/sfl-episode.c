/* sfl-episode.c: what is open, and where it is
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Joins player, transcript and cursor, and tells whoever watches.  Where the
 * playhead is comes from sfl-episode-clock.c.  Main thread only.
 */

#include "config.h"

#include "sfl-align-run.h"
#include "sfl-quiet-thread.h"
#include "sfl-episode-private.h"
#include "sfl-trace.h"

G_DEFINE_FINAL_TYPE (SflEpisode, sfl_episode, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_OPENING,
  PROP_MEDIA,
  PROP_TRANSCRIPT,
  PROP_READING,
  PROP_TITLE,
  PROP_PLAYING,
  PROP_LOADED,
  PROP_HAS_VIDEO,
  PROP_POSITION,
  PROP_DURATION,
  PROP_RATE,
  PROP_VOLUME,
  PROP_MUTED,
  PROP_AUDIO_TRACK,
  PROP_SHOWN_TRANSCRIPT,
  PROP_SOUND_DEVICE,
  PROP_SOURCE,
  PROP_ALIGNING,
  PROP_ALIGN_PROGRESS,
  PROP_FIT,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

enum {
  FRAME,
  OPENED,
  SEEKED,
  TRACKS_CHANGED,
  MESSAGE,
  MESSAGE_OVER,
  PEAKS,
  TRANSCRIPTS_CHANGED,
  CHAPTERS_CHANGED,
  ALIGNED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
sfl_episode_notify (SflEpisode *self, const char *property)
{
  g_object_notify (G_OBJECT (self), property);
}

void
sfl_episode_emit_opened (SflEpisode *self)
{
  g_signal_emit (self, signals[OPENED], 0);
}

void
sfl_episode_emit_seeked (SflEpisode *self)
{
  g_signal_emit (self, signals[SEEKED], 0, self->position);
}

void
sfl_episode_emit_peaks (SflEpisode *self)
{
  g_signal_emit (self, signals[PEAKS], 0);
}

void
sfl_episode_emit_transcripts_changed (SflEpisode *self)
{
  g_signal_emit (self, signals[TRANSCRIPTS_CHANGED], 0);
}

void
sfl_episode_emit_chapters_changed (SflEpisode *self)
{
  g_signal_emit (self, signals[CHAPTERS_CHANGED], 0);
}

void
sfl_episode_emit_aligned (SflEpisode *self)
{
  g_signal_emit (self, signals[ALIGNED], 0);
}

/**
 * sfl_episode_tell:
 * @id: stable name of what is said
 * @kind: whether it lasts until sfl_episode_untell()
 */
void
sfl_episode_tell (SflEpisode *self, const char *id, SflMessageKind kind, const char *text)
{
  if (kind == SFL_MESSAGE_LASTING)
    g_hash_table_add (self->messages, g_strdup (id));
  sfl_trace ("message", "id", "s", id, NULL);
  g_signal_emit (self, signals[MESSAGE], 0, id, kind, text);
}

void
sfl_episode_untell (SflEpisode *self, const char *id)
{
  if (g_hash_table_remove (self->messages, id))
    g_signal_emit (self, signals[MESSAGE_OVER], 0, id);
}

static void
loaded_changed_cb (SflPlayer *player, GParamSpec *pspec, SflEpisode *self)
{
  sfl_episode_update (self);
  sfl_episode_notify (self, "position");
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOADED]);
  sfl_episode_check_opened (self);
  sfl_episode_refit_transcript (self);
}

static void
silent_changed_cb (SflPlayer *player, GParamSpec *pspec, SflEpisode *self)
{
  if (!sfl_player_get_silent (player))
    sfl_episode_untell (self, "sound-device");
}

/* The properties that a view may watch and that are the player's alone. */
static void
player_notify_cb (SflPlayer *player, GParamSpec *pspec, SflEpisode *self)
{
  static const char *const same[] = { "volume", "muted", "has-video", "audio-track",
                                      "sound-device" };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    if (g_strcmp0 (pspec->name, same[i]) == 0)
      g_object_notify (G_OBJECT (self), same[i]);
}

static void
frame_cb (SflPlayer *player, SflFrame *frame, SflEpisode *self)
{
  g_signal_emit (self, signals[FRAME], 0, frame);
}

static void
tracks_changed_cb (SflPlayer *player, SflEpisode *self)
{
  g_signal_emit (self, signals[TRACKS_CHANGED], 0);
}

static void
trace_cursor (SflEpisode *self, guint change)
{
  guint n_lines, n_words;
  const SflLine *lines = sfl_transcript_get_lines (self->transcript, &n_lines);
  const SflWord *words = sfl_transcript_get_words (self->transcript, &n_words);
  int line = sfl_cursor_get_line (self->cursor);
  int word = sfl_cursor_get_word (self->cursor);
  int hole = sfl_cursor_get_hole (self->cursor);

  if (change & SFL_CURSOR_LINE)
    sfl_trace ("line", "line", "i", line, "start_ns", "x", line < 0 ? -1 : lines[line].start,
               "position_ns", "x", self->position, NULL);
  if (change & SFL_CURSOR_WORD)
    sfl_trace ("word", "word", "i", word, "start_ns", "x", word < 0 ? -1 : words[word].start,
               "position_ns", "x", self->position, NULL);
  if (change & SFL_CURSOR_HOLE)
    sfl_trace ("hole", "hole", "i", hole, "position_ns", "x", self->position, NULL);
}

static void
cursor_changed_cb (SflCursor *cursor, guint change, SflEpisode *self)
{
  if (sfl_trace_is_on () && self->transcript)
    trace_cursor (self, change);
}

static void
library_notice_cb (SflLibrary *library, GParamSpec *pspec, SflEpisode *self)
{
  const char *notice = sfl_library_get_notice (library);

  if (notice)
    sfl_episode_tell (self, "library", SFL_MESSAGE_LASTING, notice);
  else
    sfl_episode_untell (self, "library");
}

static void
sfl_episode_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SflEpisode *self = SFL_EPISODE (object);

  switch (id) {
  case PROP_OPENING:
    g_value_set_boolean (value, self->opening);
    break;
  case PROP_MEDIA:
    g_value_set_object (value, self->media);
    break;
  case PROP_TRANSCRIPT:
    g_value_set_object (value, self->transcript);
    break;
  case PROP_READING:
    g_value_set_object (value, self->reading);
    break;
  case PROP_TITLE:
    g_value_set_string (value, self->title);
    break;
  case PROP_PLAYING:
    g_value_set_boolean (value, sfl_episode_get_playing (self));
    break;
  case PROP_LOADED:
    g_value_set_boolean (value, sfl_player_get_loaded (self->player));
    break;
  case PROP_HAS_VIDEO:
    g_value_set_boolean (value, sfl_player_get_has_video (self->player));
    break;
  case PROP_POSITION:
    g_value_set_int64 (value, self->position);
    break;
  case PROP_DURATION:
    g_value_set_int64 (value, sfl_episode_get_duration (self));
    break;
  case PROP_RATE:
    g_value_set_double (value, sfl_playback_get_rate (self->playback));
    break;
  case PROP_VOLUME:
    g_value_set_double (value, sfl_player_get_volume (self->player));
    break;
  case PROP_MUTED:
    g_value_set_boolean (value, sfl_player_get_muted (self->player));
    break;
  case PROP_AUDIO_TRACK:
    g_value_set_int (value, sfl_player_get_audio_track (self->player));
    break;
  case PROP_SHOWN_TRANSCRIPT:
    g_value_set_int (value, sfl_episode_get_shown_transcript (self));
    break;
  case PROP_SOUND_DEVICE:
    g_value_set_string (value, sfl_episode_get_sound_device (self));
    break;
  case PROP_SOURCE:
    g_value_set_uint (value, sfl_episode_get_source (self));
    break;
  case PROP_ALIGNING:
    g_value_set_boolean (value, sfl_episode_get_aligning (self));
    break;
  case PROP_ALIGN_PROGRESS:
    g_value_set_double (value, sfl_episode_get_align_progress (self));
    break;
  case PROP_FIT:
    g_value_set_pointer (value, self->fit);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sfl_episode_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SflEpisode *self = SFL_EPISODE (object);

  switch (id) {
  case PROP_RATE:
    sfl_episode_set_rate (self, g_value_get_double (value));
    break;
  case PROP_VOLUME:
    sfl_episode_set_volume (self, g_value_get_double (value));
    break;
  case PROP_MUTED:
    sfl_episode_set_muted (self, g_value_get_boolean (value));
    break;
  case PROP_AUDIO_TRACK:
    sfl_episode_set_audio_track (self, g_value_get_int (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sfl_episode_dispose (GObject *object)
{
  SflEpisode *self = SFL_EPISODE (object);

  sfl_episode_align_dispose (self);
  sfl_episode_forget_check (self);
  sfl_episode_voice_dispose (self);
  sfl_episode_sources_dispose (self);
  sfl_episode_clock_dispose (self);
  g_cancellable_cancel (self->peaks_cancellable);
  g_clear_object (&self->peaks_cancellable);
  g_clear_pointer (&self->peaks, g_free);
  sfl_episode_files_dispose (self);
  if (self->player) {
    g_signal_handlers_disconnect_by_data (self->player, self);
    sfl_player_close (self->player);
  }
  if (self->playback)
    g_signal_handlers_disconnect_by_data (self->playback, self);
  g_clear_object (&self->playback);
  g_clear_object (&self->player);
  g_clear_object (&self->study);
  g_clear_object (&self->cursor);
  g_clear_object (&self->library);
  g_clear_pointer (&self->recent, g_ptr_array_unref);

  G_OBJECT_CLASS (sfl_episode_parent_class)->dispose (object);
}

static void
sfl_episode_class_init (SflEpisodeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags ro = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GParamFlags rw = ro | G_PARAM_WRITABLE;

  object_class->get_property = sfl_episode_get_property;
  object_class->set_property = sfl_episode_set_property;
  object_class->dispose = sfl_episode_dispose;

  props[PROP_OPENING] = g_param_spec_boolean ("opening", NULL, NULL, FALSE, ro);
  props[PROP_MEDIA] = g_param_spec_object ("media", NULL, NULL, G_TYPE_FILE, ro);
  props[PROP_TRANSCRIPT] = g_param_spec_object ("transcript", NULL, NULL, SFL_TYPE_TRANSCRIPT, ro);
  props[PROP_READING] = g_param_spec_object ("reading", NULL, NULL, SFL_TYPE_READING, ro);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, ro);
  props[PROP_PLAYING] = g_param_spec_boolean ("playing", NULL, NULL, FALSE, ro);
  props[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, ro);
  props[PROP_HAS_VIDEO] = g_param_spec_boolean ("has-video", NULL, NULL, FALSE, ro);
  props[PROP_POSITION] = g_param_spec_int64 ("position", NULL, NULL, G_MININT64, G_MAXINT64, 0, ro);
  props[PROP_DURATION] =
      g_param_spec_int64 ("duration", NULL, NULL, G_MININT64, G_MAXINT64, SFL_TIME_NONE, ro);
  props[PROP_RATE] = g_param_spec_double ("rate", NULL, NULL, 0.5, 3, 1, rw);
  props[PROP_VOLUME] = g_param_spec_double ("volume", NULL, NULL, 0, 1, 1, rw);
  props[PROP_MUTED] = g_param_spec_boolean ("muted", NULL, NULL, FALSE, rw);
  props[PROP_AUDIO_TRACK] = g_param_spec_int ("audio-track", NULL, NULL, -1, G_MAXINT, -1, rw);
  props[PROP_SHOWN_TRANSCRIPT] =
      g_param_spec_int ("shown-transcript", NULL, NULL, -1, G_MAXINT, -1, ro);
  props[PROP_SOUND_DEVICE] = g_param_spec_string ("sound-device", NULL, NULL, NULL, ro);
  props[PROP_SOURCE] = g_param_spec_uint ("source", NULL, NULL, 0, SFL_SOURCE_PLAYER, 0, ro);
  props[PROP_ALIGNING] = g_param_spec_boolean ("aligning", NULL, NULL, FALSE, ro);
  props[PROP_ALIGN_PROGRESS] = g_param_spec_double ("align-progress", NULL, NULL, 0, 1, 0, ro);
  props[PROP_FIT] = g_param_spec_pointer ("fit", NULL, NULL, ro);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[FRAME] = g_signal_new ("frame", SFL_TYPE_EPISODE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, SFL_TYPE_FRAME);
  signals[OPENED] = g_signal_new ("opened", SFL_TYPE_EPISODE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  signals[SEEKED] = g_signal_new ("seeked", SFL_TYPE_EPISODE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[TRACKS_CHANGED] = g_signal_new ("tracks-changed", SFL_TYPE_EPISODE, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MESSAGE] = g_signal_new ("message", SFL_TYPE_EPISODE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_UINT, G_TYPE_STRING);
  signals[MESSAGE_OVER] = g_signal_new ("message-over", SFL_TYPE_EPISODE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PEAKS] = g_signal_new ("peaks", SFL_TYPE_EPISODE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[TRANSCRIPTS_CHANGED] =
      g_signal_new ("transcripts-changed", SFL_TYPE_EPISODE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 0);
  signals[CHAPTERS_CHANGED] = g_signal_new ("chapters-changed", SFL_TYPE_EPISODE, G_SIGNAL_RUN_LAST,
                                            0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[ALIGNED] = g_signal_new ("aligned", SFL_TYPE_EPISODE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
sfl_episode_init (SflEpisode *self)
{
  self->messages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sfl_episode_clock_init (self);

  self->cursor = sfl_cursor_new ();
  g_signal_connect_object (self->cursor, "changed", G_CALLBACK (cursor_changed_cb), self, 0);

  self->player = sfl_player_new ();
  g_signal_connect_object (self->player, "notify::loaded", G_CALLBACK (loaded_changed_cb), self, 0);
  g_signal_connect_object (self->player, "notify::silent", G_CALLBACK (silent_changed_cb), self, 0);
  g_signal_connect_object (self->player, "notify", G_CALLBACK (player_notify_cb), self, 0);
  g_signal_connect_object (self->player, "frame", G_CALLBACK (frame_cb), self, 0);
  g_signal_connect_object (self->player, "tracks-changed", G_CALLBACK (tracks_changed_cb), self, 0);
  sfl_episode_set_playback (self, SFL_PLAYBACK (self->player));
  self->study = sfl_study_new (self);

  sfl_episode_files_init (self);
  sfl_episode_sources_init (self);
  sfl_episode_voice_init (self);
}

/**
 * sfl_episode_setup:
 *
 * Call once, before the first episode: takes everything out of the media
 * framework that could reach the network.
 */
void
sfl_episode_setup (void)
{
  sfl_media_init ();
}

/* Call last in main(): lets what is still under way come to its end. */
void
sfl_episode_teardown (void)
{
  sfl_align_run_wait ();
  sfl_quiet_thread_wait ();
  sfl_media_deinit ();
}

const char *
sfl_episode_get_media_version (void)
{
  return sfl_media_get_version ();
}

/* Where the state database of this user lives. */
char *
sfl_episode_dup_state_path (void)
{
  return sfl_library_dup_default_path ();
}

/**
 * sfl_episode_new:
 * @state_path: (nullable): the state database, as of
 *   sfl_episode_dup_state_path(); NULL to remember nothing
 *
 * Returns: (transfer full): an episode with nothing open
 */
SflEpisode *
sfl_episode_new (const char *state_path)
{
  SflEpisode *self = g_object_new (SFL_TYPE_EPISODE, NULL);

  self->library = sfl_library_new (state_path);
  g_signal_connect_object (self->library, "notify::notice", G_CALLBACK (library_notice_cb), self,
                           0);

  return self;
}

SflCursor *
sfl_episode_get_cursor (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), NULL);

  return self->cursor;
}

/* Ways of hearing it to learn from it; belongs to the episode. */
SflStudy *
sfl_episode_get_study (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), NULL);

  return self->study;
}

/* Keeps the position and waits, at most half a second, until it is on disk. */
void
sfl_episode_save (SflEpisode *self)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  sfl_episode_finish_attaching (self);
  sfl_episode_keep_position (self, TRUE);
  if (!sfl_library_flush (self->library, SFL_SECOND / 2))
    g_debug ("The state database did not answer in time");
}
