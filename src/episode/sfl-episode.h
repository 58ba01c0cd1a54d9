/* sfl-episode.h: what is open
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One recording, one transcript, either or both, and everything a user can do
 * to them.  The window, MPRIS and the tests call the same functions.  Main
 * thread only; nothing here blocks.
 */

#pragma once

#include <gio/gio.h>

#include "sfl-cursor.h"
#include "sfl-fit.h"
#include "sfl-frame.h"
#include "sfl-parse-options.h"
#include "sfl-reading.h"
#include "sfl-study.h"

G_BEGIN_DECLS

/* Call once, before the first episode and after the last. */
void sfl_episode_setup (void);
void sfl_episode_teardown (void);
const char *sfl_episode_get_media_version (void);

/**
 * SflPlace:
 *
 * Where the playhead is and whether it moves, to come back to.
 */
typedef struct {
  SflTime position;
  gboolean playing;
} SflPlace;

/**
 * SflRecent:
 *
 * One row of the list of recent episodes.
 */
typedef struct {
  gint64 id;
  char *title;
  char *media_uri;
  char *transcript_uri;
  gboolean pasted;
  SflTime position;
  SflTime duration;
  gboolean missing; /* none of its files is there */
} SflRecent;

void sfl_recent_free (SflRecent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflRecent, sfl_recent_free)

/**
 * SflMessageKind:
 * @SFL_MESSAGE_PASSING: something is done; nobody needs to act
 * @SFL_MESSAGE_LASTING: a state that goes on until it is mended or dismissed
 */
typedef enum {
  SFL_MESSAGE_PASSING,
  SFL_MESSAGE_LASTING,
} SflMessageKind;

/**
 * SflSource:
 * @SFL_SOURCE_NONE: there is no recording that plays; the playhead is put by hand
 * @SFL_SOURCE_RECORDING: the recording
 * @SFL_SOURCE_TEXT: the clock, without a recording
 * @SFL_SOURCE_PLAYER: another program, which is followed
 *
 * What moves the playhead.
 */
typedef enum {
  SFL_SOURCE_NONE,
  SFL_SOURCE_RECORDING,
  SFL_SOURCE_TEXT,
  SFL_SOURCE_PLAYER,
} SflSource;

/* Properties, all with explicit notify and read-only unless said: "opening" (b), "media" (GFile),
 * "transcript" (SflTranscript), "reading" (SflReading), "title" (s), "playing" (b), "loaded" (b),
 * "has-video" (b), "position" (x, at most ten times a second), "duration" (x), "rate" (d, rw),
 * "volume" (d, rw), "muted" (b, rw), "audio-track" (i, rw),
 * "source" (u SflSource), "shown-transcript" (i), "sound-device" (s), "aligning" (b),
 * "align-progress" (d, 0 to 1), "fit" (p).
 * Signals: "frame" (SflFrame), "opened" (), "seeked" (x position), "tracks-changed" (),
 * "message" (s id, u SflMessageKind, s text), "message-over" (s id), "peaks" (),
 * "transcripts-changed" (), "chapters-changed" (), "aligned" ().
 */
#define SFL_TYPE_EPISODE (sfl_episode_get_type ())
G_DECLARE_FINAL_TYPE (SflEpisode, sfl_episode, SFL, EPISODE, GObject)

char *sfl_episode_dup_state_path (void);
SflEpisode *sfl_episode_new (const char *state_path);

/* What is open. */
void sfl_episode_open (SflEpisode *self, GFile *const *files, guint n_files);
void sfl_episode_open_pair (SflEpisode *self, GFile *media, GFile *transcript);
void sfl_episode_open_recent (SflEpisode *self, gint64 id);
void sfl_episode_attach (SflEpisode *self, GFile *const *files, guint n_files);
void sfl_episode_drop (SflEpisode *self, GFile *const *files, guint n_files);
void sfl_episode_attach_text (SflEpisode *self, const char *text, SflTranscript *transcript);
void sfl_episode_close (SflEpisode *self);
gboolean sfl_episode_is_open (SflEpisode *self);
gboolean sfl_episode_get_opening (SflEpisode *self);
GFile *sfl_episode_get_media (SflEpisode *self);
SflTranscript *sfl_episode_get_transcript (SflEpisode *self);
SflReading *sfl_episode_get_reading (SflEpisode *self);
SflReadingMode sfl_episode_get_reading_mode (SflEpisode *self);
void sfl_episode_set_reading_mode (SflEpisode *self, SflReadingMode mode);
SflCursor *sfl_episode_get_cursor (SflEpisode *self);
const char *sfl_episode_get_title (SflEpisode *self);
char *sfl_episode_dup_short_title (SflEpisode *self);

/* Other transcripts, and the chapters. */
guint sfl_episode_get_n_transcripts (SflEpisode *self);
char *sfl_episode_dup_transcript_name (SflEpisode *self, guint index);
gboolean sfl_episode_can_show_transcript (SflEpisode *self, guint index);
int sfl_episode_get_shown_transcript (SflEpisode *self);
gboolean sfl_episode_get_awaits_transcript (SflEpisode *self);
void sfl_episode_show_transcript (SflEpisode *self, guint index);
const SflChapter *sfl_episode_get_chapters (SflEpisode *self, guint *n_chapters);
int sfl_episode_find_chapter (SflEpisode *self, SflTime time);

/* Another reading of the same transcript. */
gboolean sfl_episode_can_reread (SflEpisode *self);
const SflParseOptions *sfl_episode_get_parse_options (SflEpisode *self);
void sfl_episode_reread_transcript (SflEpisode *self,
                                    const SflParseOptions *options,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean
sfl_episode_reread_transcript_finish (SflEpisode *self, GAsyncResult *result, GError **error);
gboolean sfl_episode_get_can_undo_reread (SflEpisode *self);
gboolean sfl_episode_undo_reread (SflEpisode *self);
void sfl_episode_accept_reread (SflEpisode *self);

void sfl_episode_find_warned_lines_async (SflEpisode *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
GHashTable *
sfl_episode_find_warned_lines_finish (SflEpisode *self, GAsyncResult *result, GError **error);

/* The text in step with the sound. */
const SflSync *sfl_episode_get_sync (SflEpisode *self);
gboolean sfl_episode_get_has_sync (SflEpisode *self);
void sfl_episode_shift_text (SflEpisode *self, SflTime delta);
void sfl_episode_anchor_line (SflEpisode *self, int line);
void sfl_episode_reset_sync (SflEpisode *self);
gboolean sfl_episode_get_can_undo_sync (SflEpisode *self);
gboolean sfl_episode_get_can_redo_sync (SflEpisode *self);
void sfl_episode_undo_sync (SflEpisode *self);
void sfl_episode_redo_sync (SflEpisode *self);

/* Words in time. */
gboolean sfl_episode_can_align (SflEpisode *self);
void sfl_episode_align (SflEpisode *self, const char *language, guint first_line, guint n_lines);
void sfl_episode_cancel_align (SflEpisode *self);
gboolean sfl_episode_get_aligning (SflEpisode *self);
double sfl_episode_get_align_progress (SflEpisode *self);
void sfl_episode_find_language_async (SflEpisode *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
char *sfl_episode_find_language_finish (SflEpisode *self, GAsyncResult *result, gboolean *is_sure);

/* Whether the times of the text fit the sound. */
void sfl_episode_check (SflEpisode *self);
const SflFit *sfl_episode_get_fit (SflEpisode *self);
void sfl_episode_accept_fit (SflEpisode *self);
void sfl_episode_dismiss_fit (SflEpisode *self);

/* A device that sounds later than the system knows. */
const char *sfl_episode_get_sound_device (SflEpisode *self);
void sfl_episode_set_sound_delay (SflEpisode *self, SflTime delay);

/* The transcript as a file. */
char *sfl_episode_dup_export_name (SflEpisode *self, const char *extension);
void sfl_episode_export_async (SflEpisode *self,
                               const char *form,
                               GFile *target,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean sfl_episode_export_finish (SflEpisode *self, GAsyncResult *result, GError **error);

void sfl_episode_list_recent_async (SflEpisode *self,
                                    guint limit,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *sfl_episode_list_recent_finish (SflEpisode *self, GAsyncResult *result, GError **error);
void sfl_episode_forget_recent (SflEpisode *self, gint64 id);

/* What moves the playhead. */
gboolean sfl_episode_can_play_text (SflEpisode *self);
SflSource sfl_episode_get_source (SflEpisode *self);
void sfl_episode_use_text (SflEpisode *self);
GListModel *sfl_episode_list_players (SflEpisode *self);
void sfl_episode_follow_player (SflEpisode *self, GObject *player);
void sfl_episode_leave_player (SflEpisode *self);
void sfl_episode_accept_player_track (SflEpisode *self);
const char *sfl_episode_get_player_name (SflEpisode *self);
gboolean sfl_episode_can_set_rate (SflEpisode *self);

/* Playing. */
void sfl_episode_play (SflEpisode *self);
void sfl_episode_pause (SflEpisode *self);
void sfl_episode_toggle (SflEpisode *self);
gboolean sfl_episode_get_playing (SflEpisode *self);
gboolean sfl_episode_get_loaded (SflEpisode *self);
SflTime sfl_episode_get_position (SflEpisode *self);
SflTime sfl_episode_get_duration (SflEpisode *self);
gboolean sfl_episode_get_duration_approximate (SflEpisode *self);

void sfl_episode_seek (SflEpisode *self, SflTime target);
void sfl_episode_scrub (SflEpisode *self, SflTime target);
SflTime sfl_episode_go_back (SflEpisode *self);
SflTime sfl_episode_go_forward (SflEpisode *self);
gboolean sfl_episode_step_frame (SflEpisode *self, int n_frames);
void sfl_episode_seek_by (SflEpisode *self, SflTime delta);
void sfl_episode_seek_line (SflEpisode *self, guint line);
void sfl_episode_seek_word (SflEpisode *self, guint word);
gboolean sfl_episode_seek_next_line (SflEpisode *self);
gboolean sfl_episode_seek_previous_line (SflEpisode *self);
void sfl_episode_seek_chapter (SflEpisode *self, guint chapter);
int sfl_episode_seek_next_chapter (SflEpisode *self);
int sfl_episode_seek_previous_chapter (SflEpisode *self);
void sfl_episode_repeat_line (SflEpisode *self);
void sfl_episode_skip_hole (SflEpisode *self);
void sfl_episode_play_range (SflEpisode *self, SflTime start, SflTime end);

/* A voice for the text. */
void sfl_episode_speak (SflEpisode *self, gsize start, gsize end);
gboolean sfl_episode_stop_speaking (SflEpisode *self);
gboolean sfl_episode_get_speaking (SflEpisode *self);

SflStudy *sfl_episode_get_study (SflEpisode *self);

SflPlace sfl_episode_get_place (SflEpisode *self);
void sfl_episode_return_to (SflEpisode *self, SflPlace place);

double sfl_episode_get_rate (SflEpisode *self);
void sfl_episode_set_rate (SflEpisode *self, double rate);
double sfl_episode_get_volume (SflEpisode *self);
void sfl_episode_set_volume (SflEpisode *self, double volume);
gboolean sfl_episode_get_muted (SflEpisode *self);
void sfl_episode_set_muted (SflEpisode *self, gboolean muted);

/* The picture and the tracks. */
gboolean sfl_episode_get_has_video (SflEpisode *self);
SflFrame *sfl_episode_get_frame (SflEpisode *self);
void sfl_episode_set_picture_size (SflEpisode *self, int width, int height);
guint sfl_episode_get_n_audio_tracks (SflEpisode *self);
char *sfl_episode_dup_audio_track_name (SflEpisode *self, guint track);
int sfl_episode_get_audio_track (SflEpisode *self);
void sfl_episode_set_audio_track (SflEpisode *self, int track);
void sfl_episode_load_peaks (SflEpisode *self, guint n_peaks);
const float *sfl_episode_get_peaks (SflEpisode *self, guint *n_peaks);

/* State is kept by itself; this waits for it, briefly, before the process ends. */
void sfl_episode_save (SflEpisode *self);

G_END_DECLS
