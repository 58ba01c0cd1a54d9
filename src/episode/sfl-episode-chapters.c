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
#include <string.h>

/* So soon after a chapter has begun, back means the chapter before it. */
#define JUST_BEGUN (3 * SFL_SECOND)

/* Cuts the transcript anew, below the titles of the chapters. */
void
sfl_episode_make_reading (SflEpisode *self)
{
  guint n_chapters;
  const SflChapter *chapters = sfl_episode_get_chapters (self, &n_chapters);

  g_clear_object (&self->reading);
  self->reading =
      sfl_reading_new_with_chapters (self->transcript, self->reading_mode, chapters, n_chapters);
}

/* Other chapters may have come. */
void
sfl_episode_update_chapters (SflEpisode *self)
{
  guint n_chapters;
  const SflChapter *chapters = sfl_episode_get_chapters (self, &n_chapters);

  if (self->transcript && !sfl_reading_has_chapters (self->reading, chapters, n_chapters)) {
    sfl_episode_make_reading (self);
    sfl_episode_notify (self, "reading");
  }
  sfl_episode_emit_chapters_changed (self);
}

static void
set_added (SflEpisode *self, SflTranscript *chapters)
{
  if (g_set_object (&self->added_chapters, chapters))
    sfl_episode_update_chapters (self);
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

static gboolean
is_listed (const SflChapter *chapter)
{
  return chapter->title[strspn (chapter->title, " \t\n")] != '\0';
}

/* The chapter that @time is in, of those that are listed; -1 before the first. */
int
sfl_episode_find_chapter (SflEpisode *self, SflTime time)
{
  guint n_chapters;
  const SflChapter *chapters = sfl_episode_get_chapters (self, &n_chapters);
  guint low = 0, high = n_chapters;
  int found;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (chapters[middle].start <= time)
      low = middle + 1;
    else
      high = middle;
  }
  for (found = (int) low - 1; found >= 0 && !is_listed (&chapters[found]); found--)
    ;

  return found;
}

/* Goes to where a chapter begins. */
void
sfl_episode_seek_chapter (SflEpisode *self, guint chapter)
{
  guint n_chapters;
  const SflChapter *chapters;

  g_return_if_fail (SFL_IS_EPISODE (self));

  chapters = sfl_episode_get_chapters (self, &n_chapters);
  g_return_if_fail (chapter < n_chapters);
  sfl_episode_seek (self, chapters[chapter].start);
}

/**
 * sfl_episode_seek_next_chapter:
 *
 * Returns: the chapter, -1 when there is none
 */
int
sfl_episode_seek_next_chapter (SflEpisode *self)
{
  guint n_chapters;
  const SflChapter *chapters;
  int next;

  g_return_val_if_fail (SFL_IS_EPISODE (self), -1);

  chapters = sfl_episode_get_chapters (self, &n_chapters);
  next = sfl_episode_find_chapter (self, sfl_episode_get_position (self)) + 1;
  while (next < (int) n_chapters && !is_listed (&chapters[next]))
    next++;
  if (next >= (int) n_chapters)
    return -1;
  sfl_episode_seek_chapter (self, next);

  return next;
}

/**
 * sfl_episode_seek_previous_chapter:
 *
 * To where this one began, or from there to the one before it.
 *
 * Returns: the chapter, -1 when there is none
 */
int
sfl_episode_seek_previous_chapter (SflEpisode *self)
{
  guint n_chapters;
  const SflChapter *chapters;
  SflTime position;
  int here, before = -1;

  g_return_val_if_fail (SFL_IS_EPISODE (self), -1);

  chapters = sfl_episode_get_chapters (self, &n_chapters);
  position = sfl_episode_get_position (self);
  here = sfl_episode_find_chapter (self, position);
  if (here >= 0 && position - chapters[here].start < JUST_BEGUN)
    before = sfl_episode_find_chapter (self, chapters[here].start - 1);
  if (before >= 0)
    here = before;
  if (here >= 0)
    sfl_episode_seek_chapter (self, here);

  return here;
}
