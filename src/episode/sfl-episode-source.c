/* sfl-episode-source.c: the lines of the file that its reader warns of
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-episode-private.h"

#include "sfl-line-scanner.h"
#include "sfl-slice.h"
#include "sfl-text-decoder.h"
#include "sfl-transcript-loader.h"

#include <string.h>

/* Of each line, in bytes: enough to find it by. */
#define MAX_SHOWN 200

typedef struct {
  SflTranscript *transcript;
  GFile *file;
  char *text; /* where it was pasted */
  char *charset;
} Source;

static void
source_free (Source *source)
{
  g_object_unref (source->transcript);
  g_clear_object (&source->file);
  g_free (source->text);
  g_free (source->charset);
  g_free (source);
}

/* The numbers that the warnings name, each with no text yet. */
static GHashTable *
list_numbers (SflTranscript *transcript)
{
  GHashTable *lines = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  guint n_warnings;
  const SflWarning *warnings = sfl_transcript_get_warnings (transcript, &n_warnings);

  for (guint i = 0; i < n_warnings; i++)
    if (warnings[i].number > 0)
      g_hash_table_insert (lines, GUINT_TO_POINTER (warnings[i].number), NULL);

  return lines;
}

static char *
dup_start (SflSlice line)
{
  const char *end;

  line = sfl_slice_trim (line);
  end = line.end;
  if (end - line.start > MAX_SHOWN)
    end = g_utf8_find_prev_char (line.start, line.start + MAX_SHOWN);

  return g_strndup (line.start, end - line.start);
}

static void
find_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  Source *source = data;
  GHashTable *lines = list_numbers (source->transcript);
  guint n_wanted = g_hash_table_size (lines);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) decoded = NULL;
  SflDecoding decoding;
  SflLineScanner scanner;
  SflSlice line;
  GError *error = NULL;

  bytes = source->file ? sfl_transcript_read_file (source->file, cancellable, &error)
                       : g_bytes_new_static (source->text, strlen (source->text));
  if (bytes == NULL) {
    g_hash_table_unref (lines);
    g_task_return_error (task, error);
    return;
  }

  decoded = sfl_text_decoder_decode (bytes, source->charset, &decoding);
  sfl_line_scanner_init (&scanner, g_bytes_get_data (decoded, NULL), g_bytes_get_size (decoded));
  while (n_wanted > 0 && sfl_line_scanner_next (&scanner, &line))
    if (g_hash_table_contains (lines, GUINT_TO_POINTER (scanner.number))) {
      g_hash_table_insert (lines, GUINT_TO_POINTER (scanner.number), dup_start (line));
      n_wanted--;
    }

  g_task_return_pointer (task, lines, (GDestroyNotify) g_hash_table_unref);
}

/* Looks up the lines of the file that the transcript's warnings are about. */
void
sfl_episode_find_warned_lines_async (SflEpisode *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Source *source;

  g_return_if_fail (SFL_IS_EPISODE (self));
  g_return_if_fail (sfl_episode_can_reread (self));

  source = g_new0 (Source, 1);
  source->transcript = g_object_ref (self->transcript);
  g_set_object (&source->file, self->transcript_file);
  if (source->file == NULL)
    source->text = g_strdup (self->record->pasted_text);
  source->charset = g_strdup (self->options->charset);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sfl_episode_find_warned_lines_async);
  g_task_set_task_data (task, source, (GDestroyNotify) source_free);
  g_task_run_in_thread (task, find_thread);
}

/**
 * sfl_episode_find_warned_lines_finish:
 *
 * Returns: (transfer full): from the number of a line, in the pointer itself, to how it
 *   begins, UTF-8, or NULL where the file has no such line; NULL with @error set when it
 *   cannot be read any more
 */
GHashTable *
sfl_episode_find_warned_lines_finish (SflEpisode *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
