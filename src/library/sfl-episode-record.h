/* sfl-episode-record.h: what is remembered of one episode
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "sfl-time.h"

G_BEGIN_DECLS

/**
 * SflEpisodeRecord:
 * @id: row in the database, 0 before the first save; what save_position and forget take
 * @media_id: content id of the recording, or NULL when there is none yet
 * @media_uri: where the recording was seen last, or NULL
 * @transcript_id: content id of the transcript, or NULL when there is none
 * @transcript_uri: where the transcript was seen last; NULL when it was pasted
 * @pasted_text: the transcript as it was pasted, or NULL when it is a file (and
 *   always NULL in the list of recent episodes, which does not load it)
 * @reading: how the user wants the transcript to be read, or NULL: as it comes; the
 *   library does not look into it
 * @alignment: when the words of the transcript are said, or NULL: nobody has listened (and
 *   always NULL in the list of recent episodes); the library does not look into it
 * @checked: whether the times of the transcript need not be compared with the recording again
 * @text_track: of the recording, which the user wants to see instead of the transcript;
 *   0 for none
 * @chapters_uri: where chapters that the user has added were seen last, or NULL
 * @title: what to call it, or NULL
 * @duration: of the recording, or SFL_TIME_NONE
 * @position: where to go on; saving SFL_TIME_NONE keeps the stored one
 * @rate: playing speed
 * @finished: played to its end
 * @last_opened: when it was saved last, NULL before; set by the library
 *
 * A plain value: read its fields, write its strings through the setters below
 * and its numbers directly, save it.
 */
typedef struct {
  gint64 id;
  char *media_id;
  char *media_uri;
  char *transcript_id;
  char *transcript_uri;
  char *pasted_text;
  char *reading;
  GBytes *alignment;
  gboolean checked;
  gint64 text_track;
  char *chapters_uri;
  char *title;
  SflTime duration;
  SflTime position;
  double rate;
  gboolean finished;
  GDateTime *last_opened;
} SflEpisodeRecord;

#define SFL_TYPE_EPISODE_RECORD (sfl_episode_record_get_type ())
GType sfl_episode_record_get_type (void);

SflEpisodeRecord *sfl_episode_record_new (void);
SflEpisodeRecord *sfl_episode_record_copy (const SflEpisodeRecord *self);
void sfl_episode_record_free (SflEpisodeRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SflEpisodeRecord, sfl_episode_record_free)

/* The recording; both may be NULL.  The strings are copied. */
void sfl_episode_record_set_media (SflEpisodeRecord *self, const char *id, const char *uri);

/* The transcript as a file, or none when both are NULL.  Drops pasted text, and the
 * reading of another transcript.
 */
void sfl_episode_record_set_transcript (SflEpisodeRecord *self, const char *id, const char *uri);

/* The transcript as pasted text; its id is made from the text.  Drops the reading of
 * another transcript.
 */
void sfl_episode_record_set_pasted_text (SflEpisodeRecord *self, const char *text);

/* Comes after the transcript that is read so. */
void sfl_episode_record_set_reading (SflEpisodeRecord *self, const char *reading);

/* Likewise. */
void sfl_episode_record_set_alignment (SflEpisodeRecord *self, GBytes *alignment);

void sfl_episode_record_set_chapters (SflEpisodeRecord *self, const char *uri);

void sfl_episode_record_set_title (SflEpisodeRecord *self, const char *title);

G_END_DECLS
