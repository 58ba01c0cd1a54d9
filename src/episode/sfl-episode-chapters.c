/* sfl-episode-chapters.c: the chapters of an episode
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Those that the user has added come first, then the transcript's own, then
 * those of the recording.  Main thread only.
 */

#include "config.h"

#include "sfl-episode-private.h"

#include "sfl-transcript-loader.h"

#include <glib/gi18n-lib.h>

static void
set_added (SflEpisode *self, SflTranscript *chapters)
{
  if (g_set_object (&self->added_chapters, chapters))
    sfl_episode_emit_chapters_changed (self);
}

/* Whether there is a transcript that a list of chapters can join: open, or remembered. */
static gboolean
has_other_transcript (SflEpisode *self, const char *uri, const char *id)
{
  const SflEpisodeRecord *record = self->record;

  if (self->transcript)
    return !self->opening && !sfl_transcript_has_only_chapters (self->transcript);

  return self->opening && uri &&
         (record->pasted_text ||
          (record->transcript_uri && g_strcmp0 (record->transcript_uri, uri) != 0 &&
           g_strcmp0 (record->transcript_id, id) != 0));
}

/**
 * sfl_episode_add_chapters:
 * @transcript: what a user has just opened, dropped or pasted
 * @file: (nullable): where it is, to be found again
 * @id: (nullable): its content
 *
 * A list of chapters joins the transcript of the episode, instead of taking its place.
 *
 * Returns: FALSE when @transcript is no list of chapters, or there is nothing to join
 */
gboolean
sfl_episode_add_chapters (SflEpisode *self, SflTranscript *transcript, GFile *file, const char *id)
{
  g_autofree char *uri = file ? g_file_get_uri (file) : NULL;
  g_autofree char *text = NULL;
  guint n_chapters;

  if (!sfl_transcript_has_only_chapters (transcript) || !has_other_transcript (self, uri, id))
    return FALSE;

  sfl_episode_record_set_chapters (self->record, uri);
  set_added (self, transcript);
  sfl_transcript_get_chapters (transcript, &n_chapters);
  text = g_strdup_printf (ngettext ("%u chapter was added", "%u chapters were added", n_chapters),
                          n_chapters);
  sfl_episode_tell (self, "chapters", SFL_MESSAGE_PASSING, text);

  return TRUE;
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SflEpisode *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SflTranscript) transcript = sfl_transcript_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (transcript != NULL && self->added_chapters == NULL)
    set_added (self, transcript);
}

/* Those that were added last time. */
void
sfl_episode_load_chapters (SflEpisode *self)
{
  g_autoptr (GFile) file = NULL;

  if (self->record->chapters_uri == NULL)
    return;

  file = g_file_new_for_uri (self->record->chapters_uri);
  sfl_transcript_load_async (file, NULL, self->cancellable, added_cb, self);
}

/**
 * sfl_episode_get_chapters:
 *
 * Returns: (nullable) (array length=n_chapters): in the order of their starts; valid until
 *   "chapters-changed"
 */
const SflChapter *
sfl_episode_get_chapters (SflEpisode *self, guint *n_chapters)
{
  SflTranscript *sources[] = { self->added_chapters, self->transcript };

  g_return_val_if_fail (SFL_IS_EPISODE (self), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++) {
    const SflChapter *chapters =
        sources[i] ? sfl_transcript_get_chapters (sources[i], n_chapters) : NULL;

    if (chapters != NULL && *n_chapters > 0)
      return chapters;
  }

  *n_chapters = self->contents ? self->contents->chapters->len : 0;

  return *n_chapters > 0 ? (const SflChapter *) (gpointer) self->contents->chapters->data : NULL;
}
