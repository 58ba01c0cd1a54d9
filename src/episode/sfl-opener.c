/* sfl-opener.c: which of some files is the recording, which the transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * People choose or drop one file or several; names tell what they are, and
 * the first bytes where names do not.  Where one half is missing, the same
 * folder is asked, briefly.  All of it on a thread: a folder may be slow.
 */

#include "config.h"

#include "sfl-opener.h"

#include "sfl-format.h"
#include "sfl-signature.h"
#include "sfl-text-decoder.h"
#include "sfl-time.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Characters of a language in a name. */
#define MAX_LANGUAGE 11

/* A folder with more, or a slower one, is not searched to its end. */
#define MAX_ENTRIES 2000
#define MAX_SEARCH (200 * SFL_MSECOND)

/* Two are wanted; a thousand dropped by mistake are not all looked at. */
#define MAX_FILES 16

/* Bytes that tell what a file of JSON is. */
#define MAX_HEAD (64 * 1024)

/* Other names of texts, for who names such a file: never taken from a folder. */
static const char *const text_extensions[] = {
  "markdown", "json", "tsv", "csv", "ass", "ssa", "ttml", "dfxp", "textgrid",
  "lrc",      "sbv",  "sub", "otr", "eaf", "rtf", "html", "xml",
};

/* Names that say little: a transcript beside a recording may have one, and so may what a
 * downloader left there (talk.info.json).  The earlier, the likelier; those from "html" on
 * may well have no times, so any captions come before them.
 */
static const char *const loose_extensions[] = {
  "json", "tsv", "csv", "xml", "html", "htm", "rtf", "md", "markdown", "txt", "text",
};
#define FIRST_UNTIMED 4

/* A recording of the same name: the first of these wins. */
static const char *const media_extensions[] = {
  "mp4", "mkv", "webm", "m4v", "mov", "avi",  "mpg",  "mpeg", "ts",  "ogv", "wmv", "flv",
  "3gp", "mp3", "m4a",  "ogg", "oga", "opus", "flac", "wav",  "aac", "wma", "m4b", "aiff",
};

/* The exact name is better than any extension, a name without its language next. */
enum { LOOSE = 200, SHORT_STEM = 500, WITH_LANGUAGE = 1000, MAYBE_UNTIMED = 2000 };

typedef enum { KIND_OTHER, KIND_MEDIA, KIND_TRANSCRIPT } Kind;

typedef struct {
  GPtrArray *files;
  guint n_left_out;
  gboolean look_beside;
} Request;

static void
request_free (Request *request)
{
  g_ptr_array_unref (request->files);
  g_free (request);
}

void
sfl_found_free (SflFound *self)
{
  g_clear_object (&self->media);
  g_clear_object (&self->transcript);
  g_free (self);
}

static const char *
find_extension (const char *name)
{
  const char *dot = strrchr (name, '.');

  return dot && dot != name ? dot + 1 : "";
}

/* The place of @extension in @list, or -1. */
static int
find_in (const char *const *list, guint n, const char *extension)
{
  for (guint i = 0; i < n; i++)
    if (g_ascii_strcasecmp (list[i], extension) == 0)
      return i;

  return -1;
}

/* The lower, the better a transcript; -1 when the table of formats has no such extension. */
static int
rank_transcript (const char *extension)
{
  int loose = find_in (loose_extensions, G_N_ELEMENTS (loose_extensions), extension);
  guint n_formats;
  const SflFormat *formats = sfl_format_get_all (&n_formats);

  for (guint i = 0; i < n_formats; i++)
    for (const char *const *e = formats[i].extensions; formats[i].parse && *e; e++)
      if (g_ascii_strcasecmp (*e, extension) == 0) {
        if (loose < 0)
          return i;
        return loose + (loose < FIRST_UNTIMED ? LOOSE : MAYBE_UNTIMED);
      }

  return -1;
}

static int
rank_media (const char *extension)
{
  return find_in (media_extensions, G_N_ELEMENTS (media_extensions), extension);
}

/* Reads the beginning of a file; -1 for what is not there, may not be read or is no file. */
static gssize
read_head (const char *path, char *head, gsize size)
{
  struct stat info;
  gssize n = -1;
  int fd = g_open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY, 0);

  if (fd < 0)
    return -1;
  if (fstat (fd, &info) == 0 && S_ISREG (info.st_mode))
    n = read (fd, head, size);
  close (fd);

  return n;
}

/* Looks at the first bytes, where the name says @named: pictures, archives and programs are
 * nothing, whatever they are called.  Text has no NUL, unless it says that it is UTF-16.
 */
static Kind
find_kind_by_content (const char *path, Kind named, const char **why)
{
  char head[4096];
  gssize n = read_head (path, head, sizeof head);
  gboolean plays = TRUE;
  const char *message = n > 0 ? sfl_signature_find (head, n, &plays) : NULL;

  if (!plays) {
    *why = message;
    return KIND_OTHER;
  }
  if (named != KIND_OTHER)
    return named;
  if (n < 0 && g_file_test (path, G_FILE_TEST_EXISTS) &&
      !g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return KIND_OTHER;
  if (n <= 0) /* the player says why it cannot be read */
    return KIND_MEDIA;
  if (n >= 2 && (memcmp (head, "\xff\xfe", 2) == 0 || memcmp (head, "\xfe\xff", 2) == 0))
    return KIND_TRANSCRIPT;

  return memchr (head, 0, n) ? KIND_MEDIA : KIND_TRANSCRIPT;
}

/* @why: (out): of what is nothing, what it is, to be passed through gettext() */
static Kind
find_kind (GFile *file, const char **why)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = g_file_get_basename (file);
  const char *extension;

  if (path == NULL || g_file_test (path, G_FILE_TEST_IS_DIR))
    return KIND_OTHER;

  extension = find_extension (name);
  if (rank_transcript (extension) >= 0 ||
      find_in (text_extensions, G_N_ELEMENTS (text_extensions), extension) >= 0)
    return KIND_TRANSCRIPT;

  return find_kind_by_content (path, rank_media (extension) >= 0 ? KIND_MEDIA : KIND_OTHER, why);
}

/* Is the part of a name before its extension a language: "fr", "pt-BR", "zh-Hant-TW"? */
static gboolean
is_language (const char *part, gsize length)
{
  gsize n = 0;

  while (n < length && g_ascii_isalpha (part[n]))
    n++;
  if (n < 2 || n > 3)
    return FALSE;
  for (; n < length; n++)
    if (!g_ascii_isalnum (part[n]) && part[n] != '-' && part[n] != '_')
      return FALSE;

  return length <= MAX_LANGUAGE;
}

/* Does @name go with @stem: the stem, an optional language, an extension? */
static gboolean
goes_with (const char *name, const char *stem, gboolean *has_language)
{
  gsize n = strlen (stem);
  const char *extension = find_extension (name);
  gsize rest;

  *has_language = FALSE;
  if (strncmp (name, stem, n) != 0 || name[n] != '.')
    return FALSE;
  rest = extension - (name + n + 1);
  if (rest == 0)
    return TRUE;
  *has_language = TRUE;
  if (find_in (loose_extensions, G_N_ELEMENTS (loose_extensions), extension) >= 0)
    return is_language (name + n + 1, rest - 1);

  return rest >= 3 && rest <= MAX_LANGUAGE + 1 && memchr (name + n + 1, '.', rest - 1) == NULL;
}

/* The stem of a file's name; a transcript's may carry a language: talk.fr.srt. */
static char *
dup_stem (const char *name, gboolean drop_language)
{
  char *stem = g_strdup (name);
  char *dot = strrchr (stem, '.');

  if (dot && dot != stem)
    *dot = '\0';
  if (drop_language) {
    dot = strrchr (stem, '.');
    if (dot && dot != stem && strlen (dot) >= 3 && strlen (dot) <= MAX_LANGUAGE + 1)
      *dot = '\0';
    else
      g_clear_pointer (&stem, g_free);
  }

  return stem;
}

/* JSON may be anything: beside a recording, downloaders leave their notes in it, and so do
 * players their chapters.  What a file begins with tells.
 */
static gboolean
is_json_transcript (const char *path)
{
  g_autofree char *head = g_malloc (MAX_HEAD);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) text = NULL;
  SflDecoding decoding;
  const SflFormat *format;
  gssize n = read_head (path, head, MAX_HEAD);

  if (n <= 0)
    return FALSE;
  bytes = g_bytes_new_static (head, n);
  text = sfl_text_decoder_decode (bytes, NULL, &decoding);
  format = sfl_format_sniff (g_bytes_get_data (text, NULL), g_bytes_get_size (text), NULL);

  return g_str_has_suffix (format->id, "-json") && strcmp (format->id, "chapters-json") != 0;
}

/* A folder, a pipe or an empty file beside the recording is no half of an episode. */
static gboolean
is_worth_opening (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  struct stat info;

  return stat (path, &info) == 0 && S_ISREG (info.st_mode) && info.st_size > 0 &&
         (g_ascii_strcasecmp (find_extension (name), "json") != 0 || is_json_transcript (path));
}

/* The best file of @kind beside @file, by name, or NULL. */
static GFile *
find_beside (GFile *file, Kind kind, GCancellable *cancellable)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *folder_path = folder ? g_file_get_path (folder) : NULL;
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *stem = dup_stem (name, FALSE);
  g_autofree char *short_stem = kind == KIND_MEDIA ? dup_stem (name, TRUE) : NULL;
  g_autofree char *best = NULL;
  int best_rank = G_MAXINT;
  gint64 begun = g_get_monotonic_time ();
  GDir *dir = folder_path ? g_dir_open (folder_path, 0, NULL) : NULL;
  const char *entry;

  if (dir == NULL)
    return NULL;

  for (guint n = 0; n < MAX_ENTRIES && (entry = g_dir_read_name (dir)); n++) {
    const char *extension = find_extension (entry);
    gboolean has_language;
    int rank;

    if (g_cancellable_is_cancelled (cancellable) ||
        (g_get_monotonic_time () - begun) * SFL_USECOND > MAX_SEARCH)
      break;
    if (strcmp (entry, name) == 0)
      continue;

    rank = kind == KIND_MEDIA ? rank_media (extension) : rank_transcript (extension);
    if (rank < 0)
      continue;
    if (!goes_with (entry, stem, &has_language)) {
      if (short_stem == NULL || !goes_with (entry, short_stem, &has_language) || has_language)
        continue;
      rank += SHORT_STEM;
    }
    if (has_language)
      rank += WITH_LANGUAGE;
    if ((rank < best_rank || (rank == best_rank && strcmp (entry, best) < 0)) &&
        is_worth_opening (folder_path, entry)) {
      best_rank = rank;
      g_free (best);
      best = g_strdup (entry);
    }
  }
  g_dir_close (dir);

  return best ? g_file_get_child (folder, best) : NULL;
}

static void
look_thread (GTask *task, gpointer object, gpointer data, GCancellable *cancellable)
{
  Request *request = data;
  SflFound *found = g_new0 (SflFound, 1);

  found->n_ignored = request->n_left_out;
  for (guint i = 0; i < request->files->len; i++) {
    GFile *file = g_ptr_array_index (request->files, i);
    Kind kind = find_kind (file, &found->why);

    if (kind == KIND_MEDIA && found->media == NULL)
      found->media = g_object_ref (file);
    else if (kind == KIND_TRANSCRIPT && found->transcript == NULL)
      found->transcript = g_object_ref (file);
    else
      found->n_ignored++;
  }

  if (request->look_beside && found->media && found->transcript == NULL) {
    found->transcript = find_beside (found->media, KIND_TRANSCRIPT, cancellable);
    found->transcript_is_beside = found->transcript != NULL;
  } else if (request->look_beside && found->transcript && found->media == NULL) {
    found->media = find_beside (found->transcript, KIND_MEDIA, cancellable);
    found->media_is_beside = found->media != NULL;
  }

  g_task_return_pointer (task, found, (GDestroyNotify) sfl_found_free);
}

/**
 * sfl_opener_look_async:
 * @files: what was chosen, dropped or given on the command line
 * @look_beside: whether a missing half is looked for in the same folder
 */
void
sfl_opener_look_async (GFile *const *files,
                       guint n_files,
                       gboolean look_beside,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->look_beside = look_beside;
  request->files = g_ptr_array_new_with_free_func (g_object_unref);
  request->n_left_out = n_files - MIN (n_files, MAX_FILES);
  for (guint i = 0; i < MIN (n_files, MAX_FILES); i++)
    g_ptr_array_add (request->files, g_object_ref (files[i]));

  g_task_set_source_tag (task, sfl_opener_look_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_run_in_thread (task, look_thread);
}

/* Returns: (transfer full): what was found; NULL only when cancelled */
SflFound *
sfl_opener_look_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
