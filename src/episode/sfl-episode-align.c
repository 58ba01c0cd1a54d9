/* sfl-episode-align.c: words in time
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Finds in the recording when each word of the transcript is said, while one reads and listens.
 * What results is another transcript of the same text, as when it is moved by hand
 * (sfl-episode-sync.c): it can be undone, and is kept with the episode, so that it is done once.
 * Main thread only; the work is done on another (sfl-align-run.c).
 */

#include "config.h"

#include "sfl-episode-private.h"

#include "sfl-align-run.h"
#include "sfl-aligner.h"
#include "sfl-alignment.h"
#include "sfl-error.h"
#include "sfl-language-guess.h"

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

/* The language of the sound track that is heard, where the recording says so. */
static const char *
get_sound_language (SflEpisode *self)
{
  guint n_tracks;
  const SflTrack *tracks = sfl_player_get_audio_tracks (self->player, &n_tracks);
  int shown = sfl_player_get_audio_track (self->player);

  return shown >= 0 && shown < (int) n_tracks ? tracks[shown].language : NULL;
}

/* Of the text: what its file says, or what its words are. */
static const char *
get_text_language (SflTranscript *transcript)
{
  const char *said = sfl_transcript_get_meta (transcript, SFL_META_LANGUAGE), *text;
  gsize length;

  if (said != NULL && sfl_aligner_speaks (said))
    return said;
  text = sfl_transcript_get_text (transcript, &length);

  return sfl_language_guess (text, length);
}

/**
 * sfl_episode_dup_align_language:
 * @is_sure: (out) (optional): whether it is more than a guess
 *
 * Returns: (transfer full): the language that is spoken, as espeak-ng calls it: the one that it
 *   was aligned in, or that the transcript is in, or that the recording says it is in, or else the
 *   user's
 */
char *
sfl_episode_dup_align_language (SflEpisode *self, gboolean *is_sure)
{
  const char *known[4] = { 0 };

  g_return_val_if_fail (SFL_IS_EPISODE (self), NULL);

  known[0] = self->align_language;
  if (self->transcript)
    known[1] = get_text_language (self->transcript);
  known[2] = get_sound_language (self);
  known[3] = g_get_language_names ()[0];
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (known[i] != NULL && sfl_aligner_speaks (known[i])) {
      if (is_sure)
        *is_sure = i < 3;
      return g_strdup (known[i]);
    }
  if (is_sure)
    *is_sure = FALSE;

  return g_strdup ("en");
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

static void
aligned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (SflTranscript) aligned = sfl_align_run_finish (result, &packed, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  stop (self);
  if (aligned == NULL) {
    g_autofree char *text =
        g_strdup_printf (_ ("The words could not be aligned: %s"), error->message);

    sfl_episode_tell (self, "align", SFL_MESSAGE_LASTING, text);
  } else if (!sfl_alignment_is_plausible (aligned)) {
    sfl_episode_tell (self, "align", SFL_MESSAGE_LASTING,
                      _ ("This text does not seem to belong to this recording, so its times stay "
                         "as they are. If it does, look whether the language is right."));
  } else {
    set_packed (aligned, packed);
    sfl_episode_take_alignment (self, aligned);
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
  const SflSync *sync;
  g_autoptr (GArray) anchors = NULL;
  SflAlignRequest request = { 0 };

  g_return_if_fail (SFL_IS_EPISODE (self));
  g_return_if_fail (language != NULL);

  if (!sfl_episode_can_align (self))
    return;

  sfl_episode_cancel_align (self);
  sfl_episode_untell (self, "align");
  sync = sfl_episode_get_sync (self);
  anchors = copy_anchors (self, sync);
  request.media = self->media;
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
  sfl_align_run_async (&request, progress_cb, self->aligning, aligned_cb, self);
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
}

/* Puts the times that are in force, where they were found in the recording, with what is
 * remembered.
 */
void
sfl_episode_keep_alignment (SflEpisode *self)
{
  SflTranscript *base = self->transcript ? sfl_transcript_get_base (self->transcript) : NULL;

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
