/* sfl-track-loader.c: what a recording brings besides sound and picture
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looking and reading happen on a thread.  A film on a slow disk takes a while
 * to step through, so what has been read is shown before its end: first after
 * a moment, then each time it has taken twice as long, so that all the reading
 * of what came before costs no more than the last one does.
 */

#include "config.h"

#include "sfl-track-loader.h"

#include "sfl-container.h"
#include "sfl-error.h"
#include "sfl-language.h"
#include "sfl-packets.h"
#include "sfl-trace.h"

#include <glib/gi18n-lib.h>

/* Before that there is nothing to see yet. */
#define FIRST_PROGRESS (250 * G_TIME_SPAN_MILLISECOND)

typedef struct {
  GFile *file;
  guint64 id;
  SflTrackProgress progress;
  gpointer user_data;
} Request;

typedef struct {
  GTask *task;
  const Request *request;
  GCancellable *cancellable;
  SflPackets *packets;
  gint64 begun;
  gint64 next_progress;
  guint n_shown;
} Reading;

/* What goes to the main thread. */
typedef struct {
  GTask *task;
  SflTranscript *transcript;
} News;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_object_unref (request->file);
  g_free (request);
}

static void
clear_chapter (gpointer data)
{
  SflChapter *chapter = data;

  g_free (chapter->title);
}

void
sfl_contents_free (SflContents *self)
{
  g_array_unref (self->tracks);
  g_array_unref (self->chapters);
  g_free (self);
}

static SflContents *
copy_contents (SflContainer *container)
{
  SflContents *contents = g_new (SflContents, 1);
  guint n_tracks, n_chapters;
  const SflTextTrack *tracks = sfl_container_get_tracks (container, &n_tracks);
  const SflChapter *chapters = sfl_container_get_chapters (container, &n_chapters);

  contents->tracks = g_array_sized_new (FALSE, TRUE, sizeof (SflTextTrack), n_tracks);
  g_array_set_clear_func (contents->tracks, (GDestroyNotify) sfl_text_track_clear);
  for (guint i = 0; i < n_tracks; i++) {
    SflTextTrack track = tracks[i];

    track.language = g_strdup (track.language);
    track.title = g_strdup (track.title);
    track.header = NULL;
    g_array_append_val (contents->tracks, track);
  }
  contents->chapters = g_array_sized_new (FALSE, TRUE, sizeof (SflChapter), n_chapters);
  g_array_set_clear_func (contents->chapters, clear_chapter);
  for (guint i = 0; i < n_chapters; i++) {
    SflChapter chapter = { chapters[i].start, g_strdup (chapters[i].title) };

    g_array_append_val (contents->chapters, chapter);
  }

  return contents;
}

static void
look_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (SflContainer) container = sfl_container_open (data, cancellable, &error);

  if (container == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, copy_contents (container), (GDestroyNotify) sfl_contents_free);
}

/* What of it is not text stays out: no packet is read yet. */
void
sfl_contents_look_async (GFile *file,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sfl_contents_look_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, look_thread);
}

/* Returns: (transfer full): NULL with @error set when the file cannot be read */
SflContents *
sfl_contents_look_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
news_free (gpointer data)
{
  News *news = data;

  g_object_unref (news->transcript);
  g_object_unref (news->task);
  g_free (news);
}

static gboolean
news_cb (gpointer user_data)
{
  News *news = user_data;
  const Request *request = g_task_get_task_data (news->task);

  if (!g_cancellable_is_cancelled (g_task_get_cancellable (news->task)))
    request->progress (news->transcript, request->user_data);

  return G_SOURCE_REMOVE;
}

static void
show_progress (Reading *self)
{
  guint n_cues = sfl_packets_get_n_cues (self->packets);
  SflTranscript *transcript = NULL;
  gint64 now;

  if (n_cues > self->n_shown)
    transcript = sfl_packets_make_transcript (self->packets, self->cancellable, NULL);
  if (transcript != NULL) {
    News *news = g_new (News, 1);
    g_autoptr (GSource) source = g_idle_source_new ();

    *news = (News){ g_object_ref (self->task), transcript };
    g_source_set_priority (source, g_task_get_priority (self->task));
    g_source_set_callback (source, news_cb, news, news_free);
    g_source_attach (source, g_task_get_context (self->task));
    self->n_shown = n_cues;
  }
  now = g_get_monotonic_time ();
  self->next_progress = now + (now - self->begun);
}

static gboolean
packet_cb (SflTime start, SflTime end, const guint8 *data, gsize length, gpointer user_data)
{
  Reading *self = user_data;

  if (g_get_monotonic_time () >= self->next_progress)
    show_progress (self);

  return sfl_packets_add (self->packets, start, end, data, length);
}

static int
find_track (SflContainer *container, guint64 id)
{
  guint n_tracks;
  const SflTextTrack *tracks = sfl_container_get_tracks (container, &n_tracks);

  for (guint i = 0; i < n_tracks; i++)
    if (tracks[i].id == id && sfl_text_track_is_readable (&tracks[i]))
      return i;

  return -1;
}

static SflTranscript *
read_track (Reading *self, SflContainer *container, int track, GError **error)
{
  SflTranscript *transcript;
  guint n_lines;

  if (!sfl_container_read_track (container, track, packet_cb, self, self->cancellable, error))
    return NULL;
  transcript = sfl_packets_make_transcript (self->packets, self->cancellable, error);
  if (transcript == NULL)
    return NULL;

  sfl_transcript_get_lines (transcript, &n_lines);
  if (n_lines == 0) {
    g_object_unref (transcript);
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_FORMAT,
                         _ ("There are no words in this track"));
    return NULL;
  }

  return transcript;
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Request *request = data;
  GError *error = NULL;
  g_autoptr (SflContainer) container = sfl_container_open (request->file, cancellable, &error);
  int track = container != NULL ? find_track (container, request->id) : -1;
  Reading self = { .task = task, .request = request, .cancellable = cancellable };
  SflTextTrack copy;
  g_autofree char *language = NULL;
  SflTranscript *transcript;
  guint n;

  if (container == NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (track < 0) {
    g_task_return_new_error (task, SFL_ERROR, SFL_ERROR_MEDIA, "%s",
                             _ ("This track is not in the recording any more"));
    return;
  }

  copy = sfl_container_get_tracks (container, &n)[track];
  copy.language = language = copy.language != NULL ? sfl_language_dup_code (copy.language) : NULL;
  self.packets = sfl_packets_new (&copy);
  self.begun = g_get_monotonic_time ();
  self.next_progress = self.begun + FIRST_PROGRESS;
  transcript = read_track (&self, container, track, &error);
  sfl_packets_free (self.packets);
  if (transcript == NULL) {
    g_task_return_error (task, error);
    return;
  }

  if (sfl_trace_is_on ()) {
    sfl_transcript_get_lines (transcript, &n);
    sfl_trace ("parsed", "format", "s", sfl_transcript_get_format (transcript), "lines", "i",
               (int) n, "title", "s", sfl_transcript_get_meta (transcript, SFL_META_TITLE),
               "took_ns", "x", (g_get_monotonic_time () - self.begun) * SFL_USECOND, NULL);
  }
  g_task_return_pointer (task, transcript, g_object_unref);
}

/**
 * sfl_track_load_async:
 * @id: of a text track that can be read
 * @progress: called with what has been read so far, none or several times before @callback,
 *   but not once @cancellable is cancelled
 * @user_data: for both
 */
void
sfl_track_load_async (GFile *file,
                      guint64 id,
                      SflTrackProgress progress,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Request *request;

  g_return_if_fail (G_IS_FILE (file));

  request = g_new (Request, 1);
  *request = (Request){ g_object_ref (file), id, progress, user_data };
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sfl_track_load_async);
  g_task_set_task_data (task, request, request_free);
  g_task_run_in_thread (task, load_thread);
}

/* Returns: (transfer full): the whole of it; NULL with @error set */
SflTranscript *
sfl_track_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
