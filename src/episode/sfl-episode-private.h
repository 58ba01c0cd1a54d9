/* sfl-episode-private.h: the two halves of an episode, its files and its playing
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-episode.h"
#include "sfl-library.h"
#include "sfl-opener.h"
#include "sfl-player.h"

G_BEGIN_DECLS

struct _SflEpisode {
  GObject parent_instance;

  SflLibrary *library;
  SflPlayer *player;
  SflCursor *cursor;
  GPtrArray *recent; /* of SflEpisodeRecord, as last listed */

  /* What is open (sfl-episode-files.c). */
  GCancellable *cancellable; /* of everything under way for what is open */
  gboolean opening;
  gboolean waiting_for_transcript;
  SflFound *found;
  SflEpisodeRecord *record;
  GFile *media;
  char *media_id;
  GFile *transcript_file;
  char *transcript_id;
  SflTranscript *transcript;
  SflReading *reading;
  char *title;
  GHashTable *messages; /* ids of those that last */

  /* Where it is (sfl-episode.c). */
  SflTime position;
  SflTime landed; /* where the last seek went; SFL_TIME_NONE once played past */
  gint64 saved_at;
  gboolean finished;
  GSource *alarm;
  guint tick_id;

  GCancellable *peaks_cancellable;
  float *peaks;
  guint n_peaks;
};

void sfl_episode_files_init (SflEpisode *self);
void sfl_episode_files_dispose (SflEpisode *self);
void sfl_episode_check_opened (SflEpisode *self);
void sfl_episode_tell (SflEpisode *self, const char *id, SflMessageKind kind, const char *text);
void sfl_episode_untell (SflEpisode *self, const char *id);

/* Puts the playhead somewhere without a recording having to move. */
void sfl_episode_set_start (SflEpisode *self, SflTime position);
void sfl_episode_update (SflEpisode *self);
void sfl_episode_notify (SflEpisode *self, const char *property);
void sfl_episode_emit_opened (SflEpisode *self);

G_END_DECLS
