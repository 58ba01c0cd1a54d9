/* sfl-episode-align.c: words in time
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds in the recording when each word of the transcript is said, while one reads and listens.
 * What results is another transcript of the same text, as when it is moved by hand
 * (sfl-episode-sync.c): it can be undone, and is kept with the episode, so that it is done once.
 * What is heard just now is found first, and shown until all is.
 * Main thread only; the work is done on another (sfl-align-run.c).
 */

#include "config.h"

#include "sfl-episode-private.h"

#include "sfl-align-run.h"
#include "sfl-alignment.h"
#include "sfl-error.h"

#include <glib/gi18n-lib.h>

static GQuark
packed_quark (void)
{
  return g_quark_from_static_string ("sfl-packed");
}

static void
set_progress (SflEpisode *self, double progress)
{
  if (self->align_progress == progress)
    return;

  self->align_progress = progress;
  sfl_episode_notify (self, "align-progress");
}

/* Takes what is shown of a result that is not complete yet away, without a word to anybody. */
void
sfl_episode_drop_findings (SflEpisode *self)
{
  g_autoptr (SflTranscript) before = g_steal_pointer (&self->before_findings);

  if (before != NULL)
    g_set_object (&self->transcript, before);
}

/* The same, so that one sees it. */
void
sfl_episode_leave_findings (SflEpisode *self)
{
  g_autoptr (SflTranscript) before = g_steal_pointer (&self->before_findings);

  if (before != NULL)
    sfl_episode_take_transcript (self, before, g_steal_pointer (&self->options));
}

static void
stop (SflEpisode *self)
{
  g_clear_object (&self->aligning);
  set_progress (self, 0);
  sfl_episode_notify (self, "aligning");
}

void
sfl_episode_align_dispose (SflEpisode *self)
{
  g_cancellable_cancel (self->aligning);
  g_clear_object (&self->aligning);
  g_clear_object (&self->before_findings);
  g_clear_pointer (&self->align_language, g_free);
}

/**
 * sfl_episode_can_align:
 *
 * Returns: whether there are a recording and a text, and both can be read
 */
gboolean
sfl_episode_can_align (SflEpisode *self)
{
  guint n_lines;

  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  if (self->media == NULL || self->media_failed || self->transcript == NULL ||
      self->track_is_loading || sfl_transcript_has_only_chapters (self->transcript))
    return FALSE;
  sfl_transcript_get_lines (self->transcript, &n_lines);

  return n_lines > 0;
}

gboolean
sfl_episode_get_aligning (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), FALSE);

  return self->aligning != NULL;
}

/* Returns: 0 to 1; 0 where nothing is being aligned */
double
sfl_episode_get_align_progress (SflEpisode *self)
{
  g_return_val_if_fail (SFL_IS_EPISODE (self), 0);

  return self->align_progress;
}

/* The sound track that is heard; NULL where nobody knows yet. */
const SflTrack *
sfl_episode_get_sound_track (SflEpisode *self)
{
  guint n_tracks;
  const SflTrack *tracks = sfl_player_get_audio_tracks (self->player, &n_tracks);
  int heard = sfl_player_get_audio_track (self->player);

  return heard >= 0 && heard < (int) n_tracks ? &tracks[heard] : NULL;
}

/* Goes with the times as long as somebody may come back to them. */
static void
set_packed (SflTranscript *aligned, GBytes *packed)
{
  g_object_set_qdata_full (G_OBJECT (aligned), packed_quark (), g_bytes_ref (packed),
                           (GDestroyNotify) g_bytes_unref);
}

static void
progress_cb (double fraction, gpointer user_data)
{
  set_progress (user_data, fraction);
}

/* What was found around the playhead is shown until all is known: it is kept nowhere, and is no
 * step that could be undone.  Not where the user has moved the text meanwhile.
 */
static void
found_cb (SflTranscript *transcript, SflTranscript *found, gpointer user_data)
{
  SflEpisode *self = user_data;

  if (self->transcript != transcript || !sfl_alignment_is_plausible (found))
    return;

  self->before_findings = g_object_ref (transcript);
  sfl_episode_take_transcript (self, found, g_steal_pointer (&self->options));
}

static void
tell_failure (SflEpisode *self, const GError *error)
{
  g_autofree char *text =
      g_strdup_printf (_ ("The words could not be aligned: %s"), error->message);

  sfl_episode_leave_findings (self);
  sfl_episode_tell (self, "align", SFL_MESSAGE_LASTING, text);
}

static void
aligned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (SflTranscript) aligned = sfl_align_run_finish (result, &packed, &error);
  const GError *problem;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  stop (self);
  problem = sfl_align_run_get_problem (result);
  if (aligned == NULL) {
    tell_failure (self, error);
  } else if (!sfl_alignment_is_plausible (aligned)) {
    sfl_episode_leave_findings (self);
    sfl_episode_tell (
        self, "align", SFL_MESSAGE_LASTING,
        problem != NULL ? problem->message
                        : _ ("This text does not seem to belong to this recording, so its times "
                             "stay as they are. If it does, look whether the language is right."));
  } else {
    sfl_episode_drop_findings (self);
    set_packed (aligned, packed);
    sfl_episode_take_alignment (self, aligned);
    if (problem != NULL)
      sfl_episode_tell (self, "align", SFL_MESSAGE_LASTING, problem->message);
    sfl_episode_emit_aligned (self);
  }
}

/* Those that a user has placed.  Where the words were aligned before, some only hold what is
 * around them.
 */
static GArray *
copy_anchors (SflEpisode *self, const SflSync *sync)
{
  GArray *anchors = g_array_new (FALSE, FALSE, sizeof (SflAnchor));

  for (guint i = 0; i < sync->n_anchors; i++)
    if (sync->anchors[i].text != sync->anchors[i].media ||
        !sfl_transcript_is_aligned (self->transcript))
      g_array_append_val (anchors, sync->anchors[i]);

  return anchors;
}

/**
 * sfl_episode_align:
 * @language: as espeak-ng calls it
 * @first_line: of those to be aligned
 * @n_lines: of them; 0: all
 *
 * Begins; "aligning" and "align-progress" tell how far it is, and "aligned" that it is done.
 * What fails is told as a message, and changes nothing.
 */
void
sfl_episode_align (SflEpisode *self, const char *language, guint first_line, guint n_lines)
{
  g_autoptr (GArray) anchors = NULL;
  const SflTrack *track;
  SflAlignRequest request = { 0 };

  g_return_if_fail (SFL_IS_EPISODE (self));
  g_return_if_fail (language != NULL);

  if (!sfl_episode_can_align (self))
    return;

  sfl_episode_cancel_align (self);
  sfl_episode_untell (self, "align");
  anchors = copy_anchors (self, sfl_episode_get_sync (self));
  track = sfl_episode_get_sound_track (self);
  request.media = self->media;
  request.track = track != NULL ? track->id : NULL;
  request.position = sfl_episode_get_position (self);
  request.duration = sfl_episode_get_duration (self);
  request.transcript = self->transcript;
  request.language = language;
  request.first_line = first_line;
  request.n_lines = n_lines;
  request.anchors = (const SflAnchor *) anchors->data;
  request.n_anchors = anchors->len;
  /* Who starts over does not trust what was found before. */
  if (n_lines == 0 && anchors->len == 0 && sfl_transcript_is_aligned (self->transcript)) {
    request.transcript = sfl_transcript_get_original (self->transcript);
    request.ignore_times = TRUE;
  }
  g_free (self->align_language);
  self->align_language = g_strdup (language);

  self->aligning = g_cancellable_new ();
  sfl_align_run_async (&request, progress_cb, found_cb, self->aligning, aligned_cb, self);
  sfl_episode_notify (self, "aligning");
}

/* Ends it; nothing changes. */
void
sfl_episode_cancel_align (SflEpisode *self)
{
  g_return_if_fail (SFL_IS_EPISODE (self));

  if (self->aligning == NULL)
    return;

  g_cancellable_cancel (self->aligning);
  stop (self);
  sfl_episode_leave_findings (self);
}

/* Puts the times that are in force, where they were found in the recording, with what is
 * remembered.
 */
void
sfl_episode_keep_alignment (SflEpisode *self)
{
  SflTranscript *settled = self->before_findings ? self->before_findings : self->transcript;
  SflTranscript *base = settled ? sfl_transcript_get_base (settled) : NULL;

  if (base != NULL && sfl_transcript_is_aligned (base) && self->record->alignment == NULL)
    sfl_episode_record_set_alignment (self->record,
                                      g_object_get_qdata (G_OBJECT (base), packed_quark ()));
}

/**
 * sfl_episode_restore_alignment:
 * @transcript: as it was just read
 * @options: (nullable): how
 *
 * Returns: (transfer full): the same with the times that were found for this text last time;
 *   itself where none were
 */
SflTranscript *
sfl_episode_restore_alignment (SflEpisode *self,
                               SflTranscript *transcript,
                               const SflParseOptions *options)
{
  g_autoptr (SflTranscript) aligned = NULL;
  g_autofree char *language = NULL;

  g_clear_pointer (&self->align_language, g_free);
  if (self->record && self->record->alignment && !sfl_transcript_is_aligned (transcript))
    aligned = sfl_alignment_unpack (self->record->alignment,
                                    sfl_transcript_get_original (transcript), &language);
  if (aligned == NULL)
    return g_object_ref (transcript);

  self->align_language = g_steal_pointer (&language);
  set_packed (aligned, self->record->alignment);

  return sfl_sync_apply (options ? &options->sync : &self->track_sync, aligned);
}
