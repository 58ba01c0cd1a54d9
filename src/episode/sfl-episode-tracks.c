/* sfl-episode-tracks.c: text tracks of the recording as transcripts
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A recording may bring several texts.  The best of them is shown where there is
 * no other transcript; all are offered beside that.  What a user has chosen is
 * remembered with the recording.  Main thread only; tracks are read on another.
 */

#include "config.h"

#include "sfl-episode-private.h"

#include "sfl-language.h"
#include "sfl-packets.h"

#include <glib/gi18n-lib.h>

/* What tells for a track, to be shown unasked. */
enum { IS_DEFAULT = 2, IS_FOR_ALL = 1, IS_OF_LANGUAGE = 100 };

static const SflTextTrack *
get_track (SflEpisode *self, int index)
{
  return &g_array_index (self->contents->tracks, SflTextTrack, index);
}

static guint
get_n_tracks (SflEpisode *self)
{
  return self->contents ? self->contents->tracks->len : 0;
}

/* The transcript that is no track: what was opened or pasted. */
static gboolean
has_own_transcript (SflEpisode *self)
{
  return self->own_transcript || self->own_file || self->transcript_file ||
         (self->record && self->record->pasted_text);
}

static void
set_shown_track (SflEpisode *self, int track)
{
  if (self->shown_track == track)
    return;

  self->shown_track = track;
  sfl_episode_notify (self, "shown-transcript");
}

/* Puts the transcript that is no track aside while one is shown. */
static void
put_aside (SflEpisode *self)
{
  if (self->track_is_shown || self->transcript == NULL)
    return;
  sfl_episode_drop_findings (self);
  if (self->added_chapters == NULL && sfl_transcript_has_only_chapters (self->transcript))
    self->added_chapters = g_object_ref (self->transcript);

  g_set_object (&self->own_transcript, self->transcript);
  g_clear_pointer (&self->own_options, sfl_parse_options_free);
  self->own_options = g_steal_pointer (&self->options);
}

static void
take_track (SflEpisode *self, SflTranscript *transcript)
{
  g_autoptr (SflTranscript) synced = sfl_sync_apply (&self->track_sync, transcript);

  put_aside (self);
  self->track_is_shown = TRUE;
  sfl_episode_take_transcript (self, synced, NULL);
}

static void
progress_cb (SflTranscript *transcript, gpointer user_data)
{
  take_track (user_data, transcript);
}

/* Shows what was opened or pasted, in place of a track. */
static void
show_own_transcript (SflEpisode *self)
{
  g_autoptr (SflTranscript) transcript = g_steal_pointer (&self->own_transcript);
  g_autoptr (GFile) file = g_steal_pointer (&self->own_file);

  sfl_episode_begin_loading (self, NULL);
  self->track_is_loading = FALSE;
  set_shown_track (self, -1);
  if (transcript) {
    self->track_is_shown = FALSE;
    sfl_episode_take_transcript (self, transcript, g_steal_pointer (&self->own_options));
  } else {
    sfl_episode_load_transcript (self, file ? file : self->transcript_file,
                                 self->record->pasted_text);
  }
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SflTranscript) transcript = sfl_track_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->track_is_loading = FALSE;
  if (transcript) {
    take_track (self, transcript);
    if (!self->opening)
      sfl_episode_remember (self);
  } else {
    sfl_episode_tell (self, "track", SFL_MESSAGE_PASSING, error->message);
    self->record->text_track = 0;
    if (has_own_transcript (self))
      show_own_transcript (self);
    else if (!self->track_is_shown)
      set_shown_track (self, -1);
    sfl_episode_emit_transcripts_changed (self);
  }
}

static void
load_track (SflEpisode *self, int track)
{
  GCancellable *cancellable = sfl_episode_begin_loading (self, NULL);

  self->track_is_loading = TRUE;
  set_shown_track (self, track);
  sfl_track_load_async (self->media, get_track (self, track)->id, progress_cb, cancellable,
                        loaded_cb, self);
  sfl_episode_check_opened (self);
}

/* How well a track suits who reads; -1 for none to be shown unasked. */
static int
rate_track (const SflTextTrack *track)
{
  const char *const *languages = g_get_language_names ();
  int score = 0, rank = IS_OF_LANGUAGE;

  if (!sfl_text_track_is_readable (track) || (track->flags & SFL_TEXT_TRACK_FORCED))
    return -1;
  if (track->flags & SFL_TEXT_TRACK_DEFAULT)
    score += IS_DEFAULT;
  if (!(track->flags & SFL_TEXT_TRACK_IMPAIRED))
    score += IS_FOR_ALL;
  for (guint i = 0; track->language && languages[i]; i++, rank = MAX (rank - 4, 4))
    if (sfl_language_equal (track->language, languages[i]))
      return score + rank;

  return score;
}

static int
find_best_track (SflEpisode *self)
{
  int best = -1, best_score = -1;

  for (guint i = 0; i < get_n_tracks (self); i++) {
    int score = rate_track (get_track (self, i));

    if (score > best_score) {
      best = i;
      best_score = score;
    }
  }

  return best;
}

static int
find_remembered_track (SflEpisode *self)
{
  for (guint i = 0; i < get_n_tracks (self); i++)
    if (self->record->text_track != 0 &&
        get_track (self, i)->id == (guint64) self->record->text_track &&
        sfl_text_track_is_readable (get_track (self, i)))
      return i;

  return -1;
}

/* Pictures of text would be missed without a word. */
static void
tell_pictures (SflEpisode *self)
{
  for (guint i = 0; i < get_n_tracks (self); i++)
    if (get_track (self, i)->codec == SFL_TEXT_CODEC_PICTURES) {
      sfl_episode_tell (self, "track", SFL_MESSAGE_PASSING,
                        _ ("The subtitles in this recording are pictures, which cannot be read as "
                           "text"));
      return;
    }
}

/* Whether there is no other text: a list of chapters is none. */
static gboolean
lacks_transcript (SflEpisode *self)
{
  return !self->waiting_for_transcript &&
         (self->transcript == NULL || sfl_transcript_has_only_chapters (self->transcript));
}

/* Goes on with the track that was to be shown, or shows the best one where there is nothing
 * else to read.
 */
void
sfl_episode_resume_track (SflEpisode *self)
{
  int track = self->shown_track;

  if (track < 0 ? !lacks_transcript (self) : !self->track_is_loading)
    return;
  if (track < 0)
    track = find_best_track (self);
  if (track >= 0)
    load_track (self, track);
  else
    tell_pictures (self);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  SflContents *contents = sfl_contents_look_finish (result, &error);
  int track;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* What is kept of a recording without a transcript of its own is about its tracks. */
  if (self->record->transcript_id == NULL) {
    g_autoptr (SflParseOptions) options = sfl_parse_options_from_string (self->record->reading);

    sfl_sync_clear (&self->track_sync);
    self->track_sync = sfl_sync_copy (&options->sync);
  }

  /* The player says why a recording cannot be read. */
  self->is_looking_at_tracks = FALSE;
  self->contents = contents;
  track = find_remembered_track (self);
  if (track >= 0)
    load_track (self, track);
  else if (self->record->text_track != 0 && has_own_transcript (self))
    show_own_transcript (self);
  else
    sfl_episode_resume_track (self);
  sfl_episode_emit_transcripts_changed (self);
  sfl_episode_update_chapters (self);
}

/* Forgets what another recording had. */
void
sfl_episode_clear_tracks (SflEpisode *self)
{
  g_cancellable_cancel (self->looking_at_tracks);
  g_clear_object (&self->looking_at_tracks);
  g_clear_pointer (&self->contents, sfl_contents_free);
  g_clear_object (&self->own_transcript);
  g_clear_pointer (&self->own_options, sfl_parse_options_free);
  g_clear_object (&self->own_file);
  g_clear_object (&self->added_chapters);
  sfl_sync_clear (&self->track_sync);
  self->track_is_shown = self->track_is_loading = self->is_looking_at_tracks = FALSE;
  self->shown_track = -1;
}

/* Looks for text tracks and chapters in the recording. */
void
sfl_episode_look_for_tracks (SflEpisode *self)
{
  g_clear_pointer (&self->contents, sfl_contents_free);
  self->is_looking_at_tracks = TRUE;
  sfl_contents_look_async (self->media, sfl_episode_renew (&self->looking_at_tracks), looked_cb,
                           self);
}

/* The transcript that was opened, dropped or pasted is shown now, and no track. */
void
sfl_episode_leave_track (SflEpisode *self)
{
  g_clear_object (&self->own_transcript);
  g_clear_pointer (&self->own_options, sfl_parse_options_free);
  g_clear_object (&self->own_file);
  self->track_is_shown = self->track_is_loading = FALSE;
  if (!self->opening)
    self->record->text_track = 0;
  set_shown_track (self, -1);
  sfl_episode_emit_transcripts_changed (self);
}

/**
 * sfl_episode_get_n_transcripts:
 *
 * Returns: how many transcripts this episode could show: what was opened or pasted, if
 *   anything was, then each text track of the recording
 */
guint
sfl_episode_get_n_transcripts (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), 0);

  return has_own_transcript (self) + get_n_tracks (self);
}

/* Which of them is shown, or about to be; -1: none. */
int
sfl_episode_get_shown_transcript (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), -1);

  if (self->shown_track >= 0)
    return has_own_transcript (self) + self->shown_track;

  return has_own_transcript (self) ? 0 : -1;
}

/* Whether one may still come by itself; "transcripts-changed" tells when none does. */
gboolean
sfl_episode_get_awaits_transcript (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  return self->transcript == NULL &&
         (self->waiting_for_transcript || self->track_is_loading || self->is_looking_at_tracks);
}

/* Whether it is text, and not pictures of it. */
gboolean
sfl_episode_can_show_transcript (SflEpisode *self, guint index)
{
  gboolean has_own = has_own_transcript (self);

  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);
  g_return_val_if_fail (index < sfl_episode_get_n_transcripts (self), FALSE);

  return (has_own && index == 0) || sfl_text_track_is_readable (get_track (self, index - has_own));
}

static char *
dup_own_name (SflEpisode *self)
{
  GFile *file = self->transcript_file ? self->transcript_file : self->own_file;
  g_autofree char *name = file ? g_file_get_basename (file) : NULL;

  return name ? g_filename_display_name (name) : g_strdup (_ ("Pasted text"));
}

/* "Français: Commentaires (SubRip)" */
static char *
dup_track_name (const SflTextTrack *track, guint number)
{
  g_autofree char *language = track->language ? sfl_language_dup_name (track->language) : NULL;
  g_autofree char *name = NULL;

  if (language && track->title && g_utf8_collate (language, track->title) != 0)
    /* Translators: the language of a text track, and what the file calls it. */
    name = g_strdup_printf (_ ("%s: %s"), language, track->title);
  else if (language || track->title)
    name = g_strdup (language ? language : track->title);
  else
    name = g_strdup_printf (_ ("Track %u"), number);

  if (track->codec == SFL_TEXT_CODEC_PICTURES)
    return g_strdup_printf (_ ("%s (pictures, not text)"), name);
  if (!sfl_text_track_is_readable (track))
    return g_strdup_printf (_ ("%s (cannot be read)"), name);
  if (track->flags & SFL_TEXT_TRACK_FORCED)
    /* Translators: a track that holds only what is said in another language. */
    return g_strdup_printf (_ ("%s (%s, foreign parts only)"), name,
                            sfl_text_codec_get_name (track->codec));

  return g_strdup_printf ("%s (%s)", name, sfl_text_codec_get_name (track->codec));
}

/* Returns: (transfer full): a name to choose it by */
char *
sfl_episode_dup_transcript_name (SflEpisode *self, guint index)
{
  gboolean has_own = has_own_transcript (self);

  g_return_val_if_fail (SFL_IS_EPISODE (self), NULL);
  g_return_val_if_fail (index < sfl_episode_get_n_transcripts (self), NULL);

  if (has_own && index == 0)
    return dup_own_name (self);

  return dup_track_name (get_track (self, index - has_own), index - has_own + 1);
}

/**
 * sfl_episode_show_transcript:
 *
 * Shows another transcript of the episode, and remembers it.  What is shown stays until the
 * other one is there; a track that cannot be shown changes nothing.
 */
void
sfl_episode_show_transcript (SflEpisode *self, guint index)
{
  guint has_own = has_own_transcript (self);

  g_return_if_fail (SFL_IS_EPISODE (self));

  if (index >= sfl_episode_get_n_transcripts (self) ||
      (int) index == sfl_episode_get_shown_transcript (self) ||
      !sfl_episode_can_show_transcript (self, index))
    return;

  if (index < has_own) {
    self->record->text_track = 0;
    show_own_transcript (self);
  } else {
    self->record->text_track = get_track (self, index - has_own)->id;
    load_track (self, index - has_own);
  }
  sfl_episode_remember (self);
}
