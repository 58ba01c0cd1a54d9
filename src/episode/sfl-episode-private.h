/* sfl-episode-private.h: the parts of an episode, its files and its playing
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-episode.h"
#include "sfl-history.h"
#include "sfl-library.h"
#include "sfl-opener.h"
#include "sfl-playback.h"
#include "sfl-player.h"
#include "sfl-remote-player.h"
#include "sfl-text-clock.h"
#include "sfl-track-loader.h"
#include "sfl-voice.h"

G_BEGIN_DECLS

struct _SflEpisode {
  GObject parent_instance;

  SflLibrary *library;
  SflPlayer *player;
  SflPlayback *playback; /* what moves the playhead: @player, @text_clock or @remote */
  SflCursor *cursor;
  SflStudy *study;
  GPtrArray *recent; /* of SflEpisodeRecord, as last listed */

  /* What is open (sfl-episode-files.c and those that it names). */
  GCancellable *looking;     /* at files that may be opened next */
  GCancellable *cancellable; /* of the episode: its steps of opening, its row in the library */
  GCancellable *loading;     /* of a transcript */
  gboolean opening;
  SflFound *found;          /* while opening, until all is known of it */
  char *pasted_text;        /* of the episode being opened */
  SflEpisodeRecord *record; /* NULL until the library has answered */
  GFile *media;
  char *media_id;        /* NULL while not known, or when it cannot be read */
  gboolean media_failed; /* it will not play; its transcript still reads */
  gboolean attaching;    /* and not remembered yet: its content is being looked at */
  gboolean waiting_for_transcript;
  GFile *loading_file; /* the transcript being loaded */
  char *loading_id;
  SflParseOptions *loading_options;
  GFile *beside; /* tried when the transcript remembered is gone */
  GFile *transcript_file;
  char *transcript_id;
  SflTranscript *transcript;
  SflReading *reading;
  SflReadingMode reading_mode;
  SflParseOptions *options;      /* how it is read; NULL when there is only one way */
  SflParseOptions *undo_options; /* what undo comes back to */
  gboolean rereading;            /* because a user asked for it */

  /* What the recording brings (sfl-episode-tracks.c, sfl-episode-chapters.c). */
  GCancellable *looking_at_tracks;
  gboolean is_looking_at_tracks;
  SflContents *contents;         /* NULL until looked */
  int shown_track;               /* of @contents, or about to be; -1: none */
  gboolean track_is_shown;       /* @transcript is of a track */
  gboolean track_is_loading;     /* its end has not come, even if something else loads now */
  SflTranscript *own_transcript; /* what is no track, while one is shown */
  SflParseOptions *own_options;
  GFile *own_file; /* the same, not read yet */
  SflTranscript *added_chapters;

  /* How its times are corrected (sfl-episode-sync.c). */
  SflSync track_sync; /* of all tracks; of a transcript it is in @options */
  GArray *past_steps; /* of Step, as they were */
  GArray *undone_steps;

  /* When its words are said (sfl-episode-align.c). */
  GCancellable *aligning;
  double align_progress;
  SflTranscript *before_findings; /* what comes back when they go; NULL while none are shown */
  char *align_language;           /* that it was aligned in, or is; NULL: it was not */

  /* Whether they fit (sfl-episode-check.c). */
  GCancellable *checking;
  guint check_id; /* until it begins */
  SflFit *fit;    /* to be proposed; NULL: nothing */

  char *title;
  GHashTable *messages; /* ids of those that last */

  /* Where it is (sfl-episode-clock.c, sfl-episode-moves.c). */
  SflTime position;
  SflHistory *history;
  SflTime scrubbed_from; /* where the slider was taken; SFL_TIME_NONE when it is not held */
  SflTime sound_delay;
  SflTime landed; /* where the last seek went; SFL_TIME_NONE once played past */
  gint64 saved_at;
  gboolean finished;
  GSource *alarm;
  guint tick_id;

  /* What moves it, without the recording (sfl-episode-sources.c). */
  SflTextClock *text_clock;
  SflRemotePlayer *remote;
  char *player_problem; /* as said last */
  gint64 player_problem_at;

  /* What is said instead of it (sfl-episode-voice.c). */
  SflVoice *voice;
  gboolean plays_after_voice;

  /* The recording (sfl-episode-media.c). */
  GCancellable *peaks_cancellable;
  float *peaks;
  guint n_peaks;
};

/* sfl-episode-files.c */
void sfl_episode_files_init (SflEpisode *self);
void sfl_episode_files_dispose (SflEpisode *self);
void sfl_episode_finish_attaching (SflEpisode *self);
GCancellable *sfl_episode_renew (GCancellable **cancellable);
void sfl_episode_set_opening (SflEpisode *self, gboolean opening);
void sfl_episode_update_title (SflEpisode *self);
void sfl_episode_check_opened (SflEpisode *self);
void sfl_episode_remember (SflEpisode *self);

/* sfl-episode-opening.c */
gboolean sfl_episode_tell_found (SflEpisode *self, const SflFound *found);
void sfl_episode_open_found (SflEpisode *self, SflFound *found);
void sfl_episode_open_text (SflEpisode *self, const char *text);
void sfl_episode_load_media (SflEpisode *self, GFile *file, SflTime start);

/* sfl-episode-transcript.c */
void sfl_episode_choose_transcript (SflEpisode *self, const SflFound *found);
void sfl_episode_load_transcript (SflEpisode *self, GFile *file, const char *pasted_text);
GCancellable *sfl_episode_begin_loading (SflEpisode *self, GFile *file);
void
sfl_episode_take_transcript (SflEpisode *self, SflTranscript *transcript, SflParseOptions *options);
void sfl_episode_load_source (SflEpisode *self,
                              const SflParseOptions *options,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/* sfl-episode-tracks.c */
void sfl_episode_look_for_tracks (SflEpisode *self);
void sfl_episode_clear_tracks (SflEpisode *self);
void sfl_episode_leave_track (SflEpisode *self);
void sfl_episode_resume_track (SflEpisode *self);

/* sfl-episode-chapters.c */
gboolean
sfl_episode_add_chapters (SflEpisode *self, SflTranscript *transcript, GFile *file, const char *id);
void sfl_episode_load_chapters (SflEpisode *self);
void sfl_episode_make_reading (SflEpisode *self);
void sfl_episode_update_chapters (SflEpisode *self);

/* sfl-episode-reread.c */
void sfl_episode_add_media_options (SflEpisode *self, SflParseOptions *options);
void sfl_episode_refit_transcript (SflEpisode *self);

/* sfl-episode-jumps.c */
void sfl_episode_note_jump (SflEpisode *self, SflTime target);

/* sfl-episode-moves.c */
void sfl_episode_go_to (SflEpisode *self, SflTime target, SflSeekMode mode, int line);
gboolean sfl_episode_is_at_end (SflEpisode *self);
SflTime sfl_episode_find_transcript_end (SflEpisode *self);

/* Puts the playhead somewhere without a recording having to move. */
void sfl_episode_set_start (SflEpisode *self, SflTime position);

/* sfl-episode-sync.c */
void sfl_episode_sync_init (SflEpisode *self);
void sfl_episode_sync_dispose (SflEpisode *self);
void sfl_episode_forget_syncs (SflEpisode *self);
void sfl_episode_take_sync (SflEpisode *self, SflSync *sync);
void sfl_episode_take_alignment (SflEpisode *self, SflTranscript *aligned);

/* sfl-episode-align.c */
void sfl_episode_align_dispose (SflEpisode *self);
const SflTrack *sfl_episode_get_sound_track (SflEpisode *self);
void sfl_episode_leave_findings (SflEpisode *self);
void sfl_episode_drop_findings (SflEpisode *self);
void sfl_episode_keep_alignment (SflEpisode *self);
SflTranscript *sfl_episode_restore_alignment (SflEpisode *self,
                                              SflTranscript *transcript,
                                              const SflParseOptions *options);

/* sfl-episode-check.c */
void sfl_episode_forget_check (SflEpisode *self);

/* sfl-episode-voice.c */
void sfl_episode_voice_init (SflEpisode *self);
void sfl_episode_voice_dispose (SflEpisode *self);

/* sfl-episode-clock.c */
void sfl_episode_clock_init (SflEpisode *self);
void sfl_episode_clock_dispose (SflEpisode *self);
void sfl_episode_set_playback (SflEpisode *self, SflPlayback *playback);
void sfl_episode_keep_position (SflEpisode *self, gboolean now);
void sfl_episode_update (SflEpisode *self);

/* sfl-episode.c */
void sfl_episode_tell (SflEpisode *self, const char *id, SflMessageKind kind, const char *text);
void sfl_episode_untell (SflEpisode *self, const char *id);

void sfl_episode_notify (SflEpisode *self, const char *property);
void sfl_episode_emit_opened (SflEpisode *self);
void sfl_episode_emit_seeked (SflEpisode *self);
void sfl_episode_emit_peaks (SflEpisode *self);
void sfl_episode_emit_transcripts_changed (SflEpisode *self);
void sfl_episode_emit_chapters_changed (SflEpisode *self);
void sfl_episode_emit_aligned (SflEpisode *self);

/* sfl-episode-sources.c */
void sfl_episode_sources_init (SflEpisode *self);
void sfl_episode_sources_dispose (SflEpisode *self);
gboolean sfl_episode_has_clock (SflEpisode *self);
void sfl_episode_use_recording (SflEpisode *self);
void sfl_episode_tell_player_problem (SflEpisode *self, const char *text, gboolean gone);

G_END_DECLS
