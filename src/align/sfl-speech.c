/* sfl-speech.c: espeak-ng, asked from afar
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text may make espeak-ng crash, or never come back.  What it was about to say is then nothing, and
 * another process takes over; only when that happens again and again do we give up.
 */

#include "config.h"

#include "sfl-speech.h"

#include "sfl-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/socket.h>

#define PROGRAM "souffleur-speech"

/* Of one that does not come back; a sentence takes a few milliseconds. */
#define TIMEOUT_S 20
#define MAX_DEATHS 3
/* More than the longest sentence could be. */
#define MAX_REPLY (256 * 1024 * 1024)

struct _SflSpeech {
  char *voice; /* NULL when it is only asked for languages */
  guint words_per_minute;
  GSubprocess *process;
  GSocket *socket;
  guint n_deaths;

  guint rate;
  guint n_events;
  gsize n_bytes;
  gsize n_allocated;
  guint8 *bytes;
};

static char *
find_program (void)
{
  /* From src, src/cli and tests/ROOM of the build folder. */
  static const char *const folders[] = { "align", "../align", "../../src/align" };
  g_autofree char *us = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = us != NULL ? g_path_get_dirname (us) : NULL;

  for (gsize i = 0; folder != NULL && i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *path = g_build_filename (folder, folders[i], PROGRAM, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
      return g_steal_pointer (&path);
  }

  return g_build_filename (SFL_LIBEXECDIR, PROGRAM, NULL);
}

static void
stop (SflSpeech *self)
{
  if (self->process != NULL)
    g_subprocess_force_exit (self->process);
  g_clear_object (&self->process);
  g_clear_object (&self->socket);
}

static gboolean
start (SflSpeech *self, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autofree char *program = find_program ();
  g_autoptr (GError) local_error = NULL;
  int fds[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) < 0) {
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s", g_strerror (errno));
    return FALSE;
  }

  g_subprocess_launcher_take_stdin_fd (launcher, fds[1]);
  self->socket = g_socket_new_from_fd (fds[0], error);
  if (self->socket == NULL) {
    close (fds[0]);
    return FALSE;
  }
  g_socket_set_timeout (self->socket, TIMEOUT_S);

  self->process = g_subprocess_launcher_spawn (launcher, &local_error, program, NULL);
  if (self->process == NULL) {
    g_debug ("%s", local_error->message);
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                         _ ("A part of Souffleur is not installed: souffleur-speech"));
    return FALSE;
  }

  return TRUE;
}

static gboolean
send_all (SflSpeech *self, const void *bytes, gsize n, GCancellable *cancellable, GError **error)
{
  for (gsize at = 0; at < n;) {
    gssize put =
        g_socket_send (self->socket, (const char *) bytes + at, n - at, cancellable, error);

    if (put < 0)
      return FALSE;
    at += put;
  }

  return TRUE;
}

static gboolean
receive_all (SflSpeech *self, void *bytes, gsize n, GCancellable *cancellable, GError **error)
{
  for (gsize at = 0; at < n;) {
    gssize got = g_socket_receive (self->socket, (char *) bytes + at, n - at, cancellable, error);

    if (got < 0)
      return FALSE;
    if (got == 0) {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "closed");
      return FALSE;
    }
    at += got;
  }

  return TRUE;
}

/* Returns: FALSE when the process is gone, or cancelled; @is_done says what it thinks of it */
static gboolean
ask (SflSpeech *self,
     SflSpeechWord word,
     const char *text,
     gboolean *is_done,
     GCancellable *cancellable,
     GError **error)
{
  SflSpeechRequest request = { word, self->words_per_minute,
                               MIN (strlen (text), SFL_SPEECH_MAX_TEXT) };
  SflSpeechReply reply;

  if (!send_all (self, &request, sizeof request, cancellable, error) ||
      !send_all (self, text, request.n_bytes, cancellable, error) ||
      !receive_all (self, &reply, sizeof reply, cancellable, error))
    return FALSE;
  if (reply.n_bytes > MAX_REPLY || reply.n_events > reply.n_bytes / sizeof (SflSpeechEvent)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "no reply");
    return FALSE;
  }
  if (reply.n_bytes > self->n_allocated) {
    self->n_allocated = reply.n_bytes + reply.n_bytes / 2;
    g_free (self->bytes);
    self->bytes = g_malloc (self->n_allocated);
  }
  if (!receive_all (self, self->bytes, reply.n_bytes, cancellable, error))
    return FALSE;

  self->rate = reply.rate;
  self->n_events = reply.n_events;
  self->n_bytes = reply.n_bytes;
  *is_done = reply.is_done;

  return TRUE;
}

/* The message for users about a process that does not live. */
static void
set_broken (GError **error)
{
  g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                       _ ("The text cannot be spoken: espeak-ng does not work"));
}

static gboolean
open_voice (SflSpeech *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean is_done = TRUE;

  if (!start (self, error))
    return FALSE;
  if (self->voice != NULL &&
      !ask (self, SFL_SPEECH_VOICE, self->voice, &is_done, cancellable, &local_error)) {
    if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      g_propagate_error (error, g_steal_pointer (&local_error));
    else
      set_broken (error);
    return FALSE;
  }
  if (!is_done) {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                         _ ("There is no voice for this language"));
    return FALSE;
  }

  return TRUE;
}

/* As ask(), of a process that lives in the end. */
static gboolean
ask_bravely (SflSpeech *self,
             SflSpeechWord word,
             const char *text,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean is_done;

  if (ask (self, word, text, &is_done, cancellable, &local_error))
    return TRUE;
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return FALSE;
  }

  g_debug ("espeak-ng is gone: %s", local_error->message);
  stop (self);
  self->n_events = self->n_bytes = 0;
  if (++self->n_deaths >= MAX_DEATHS) {
    set_broken (error);
    return FALSE;
  }

  return open_voice (self, cancellable, error);
}

/* Of each voice, what its language is called: the best name first.  Asked for once. */
static const GPtrArray *
get_voices (GCancellable *cancellable, GError **error)
{
  static GMutex lock;
  static GPtrArray *voices;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  g_autoptr (SflSpeech) self = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *list = NULL;
  g_auto (GStrv) lines = NULL;

  if (voices != NULL)
    return voices;

  self = g_new0 (SflSpeech, 1);
  if (!open_voice (self, cancellable, error) ||
      !ask_bravely (self, SFL_SPEECH_LIST, "", cancellable, error))
    return NULL;
  list = g_strndup ((const char *) self->bytes, self->n_bytes);
  lines = g_strsplit (list, "\n", -1);
  found = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0')
      g_ptr_array_add (found, g_strsplit (g_strchomp (*line), " ", -1));
  if (found->len == 0) {
    g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                         _ ("There is no voice to speak with: the data of espeak-ng are missing"));
    return NULL;
  }
  voices = g_steal_pointer (&found);

  return voices;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * sfl_speech_dup_languages:
 *
 * Returns: (transfer full): what espeak-ng can read aloud, "de", "en", "en-us", sorted; NULL and an
 *   error when there is no espeak-ng, or it has no data.  The first call takes 20 ms.
 */
char **
sfl_speech_dup_languages (GCancellable *cancellable, GError **error)
{
  const GPtrArray *voices = get_voices (cancellable, error);
  g_autoptr (GPtrArray) names = NULL;

  if (voices == NULL)
    return NULL;

  names = g_ptr_array_new ();
  for (guint i = 0; i < voices->len; i++)
    g_ptr_array_add (names, g_strdup (((char **) voices->pdata[i])[0]));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);

  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

static const char *
find_language (const GPtrArray *voices, const char *code)
{
  for (guint i = 0; i < voices->len; i++)
    if (g_strv_contains ((const char *const *) voices->pdata[i], code))
      return ((char **) voices->pdata[i])[0];

  return NULL;
}

/**
 * sfl_speech_dup_language:
 * @language: BCP 47, or a locale
 *
 * Returns: (transfer full): what sfl_speech_dup_languages() calls it, or the language that it is a
 *   form of: "fr" for "fr_CA.UTF-8"; NULL and an error when nobody can read it
 */
char *
sfl_speech_dup_language (const char *language, GCancellable *cancellable, GError **error)
{
  const GPtrArray *voices = get_voices (cancellable, error);
  g_autofree char *code = g_ascii_strdown (language, strcspn (language, ".@"));
  const char *name;

  if (voices == NULL)
    return NULL;

  g_strdelimit (code, "_", '-');
  while ((name = find_language (voices, code)) == NULL) {
    char *dash = strrchr (code, '-');

    if (dash == NULL) {
      g_set_error_literal (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED,
                           _ ("There is no voice for this language"));
      return NULL;
    }
    *dash = '\0';
  }

  return g_strdup (name);
}

/**
 * sfl_speech_new:
 * @language: as sfl_speech_dup_language() takes it
 * @variant: another voice of that language: "+f2"; empty for its own
 *
 * Returns: (transfer full): NULL and an error when it cannot speak: SFL_ERROR_UNSUPPORTED, with a
 *   message for users, or G_IO_ERROR_CANCELLED
 */
SflSpeech *
sfl_speech_new (const char *language,
                const char *variant,
                guint words_per_minute,
                GCancellable *cancellable,
                GError **error)
{
  g_autofree char *code = sfl_speech_dup_language (language, cancellable, error);
  g_autoptr (SflSpeech) self = NULL;

  if (code == NULL)
    return NULL;

  self = g_new0 (SflSpeech, 1);
  self->voice = g_strconcat (code, variant, NULL);
  self->words_per_minute = words_per_minute;
  self->n_allocated = 4096;
  self->bytes = g_malloc (self->n_allocated);
  if (!open_voice (self, cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
sfl_speech_free (SflSpeech *self)
{
  if (self == NULL)
    return;

  stop (self);
  g_free (self->bytes);
  g_free (self->voice);
  g_free (self);
}

/* Samples a second. */
guint
sfl_speech_get_rate (SflSpeech *self)
{
  return self->rate;
}

/**
 * sfl_speech_spell:
 * @text: at most SFL_SPEECH_MAX_TEXT bytes of UTF-8 without control characters
 * @n_events: (out): may be 0
 *
 * Returns: (transfer none): its words and phones in the order they are said, until @self is asked
 *   again; never NULL without an error
 */
const SflSpeechEvent *
sfl_speech_spell (SflSpeech *self,
                  const char *text,
                  guint *n_events,
                  GCancellable *cancellable,
                  GError **error)
{
  return sfl_speech_say (self, text, n_events, NULL, NULL, cancellable, error);
}

/**
 * sfl_speech_say:
 * @samples: (out) (transfer none): until @self is asked again
 *
 * As sfl_speech_spell(), with the sound of it.
 */
const SflSpeechEvent *
sfl_speech_say (SflSpeech *self,
                const char *text,
                guint *n_events,
                const gint16 **samples,
                gsize *n_samples,
                GCancellable *cancellable,
                GError **error)
{
  gsize n_event_bytes;

  g_return_val_if_fail (self != NULL && text != NULL, NULL);

  if (!ask_bravely (self, samples != NULL ? SFL_SPEECH_SAY : SFL_SPEECH_SPELL, text, cancellable,
                    error))
    return NULL;

  *n_events = self->n_events;
  n_event_bytes = self->n_events * sizeof (SflSpeechEvent);
  if (samples != NULL) {
    *samples = (const gint16 *) (self->bytes + n_event_bytes);
    *n_samples = (self->n_bytes - n_event_bytes) / sizeof **samples;
  }

  return (const SflSpeechEvent *) self->bytes;
}
