/* sfl-cli-input.c: a transcript from a file or standard input
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-cli-input.h"

#include "sfl-cli-recording.h"
#include "sfl-cli.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <unistd.h>

#define CHUNK (1024 * 1024)

static SflParseOptions parse_options;
static int text_track;

/* What a user types for each time shape. */
static const struct {
  const char *name;
  SflTimeShape shape;
} time_shapes[] = {
  { "minutes", SFL_TIME_SHAPE_MINUTES }, { "hours", SFL_TIME_SHAPE_HOURS },
  { "frames", SFL_TIME_SHAPE_FRAMES },   { "seconds", SFL_TIME_SHAPE_SECONDS },
  { "ms", SFL_TIME_SHAPE_MILLISECONDS },
};

static gboolean
refuse_value (GError **error, const char *option, const char *value)
{
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("%s cannot be “%s”"), option,
               value);

  return FALSE;
}

static gboolean
format_cb (const char *option, const char *value, gpointer data, GError **error)
{
  const SflFormat *format = sfl_format_find (value);

  if (format == NULL || format->parse == NULL)
    return refuse_value (error, option, value);
  parse_options.format = format->id;

  return TRUE;
}

static gboolean
charset_cb (const char *option, const char *value, gpointer data, GError **error)
{
  GIConv conversion = g_iconv_open ("UTF-8", value);

  if (conversion == (GIConv) -1)
    return refuse_value (error, option, value);
  g_iconv_close (conversion);
  parse_options.charset = g_intern_string (value);

  return TRUE;
}

static gboolean
times_cb (const char *option, const char *value, gpointer data, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (time_shapes); i++)
    if (strcmp (value, time_shapes[i].name) == 0) {
      parse_options.time_shape = time_shapes[i].shape;
      return TRUE;
    }

  return refuse_value (error, option, value);
}

static gboolean
take_number (const char *value, double min, double max, double *number)
{
  char *end;

  *number = g_ascii_strtod (value, &end);

  return end > value && *end == '\0' && isfinite (*number) && *number >= min && *number <= max;
}

static gboolean
fps_cb (const char *option, const char *value, gpointer data, GError **error)
{
  return take_number (value, 1, 1000, &parse_options.frame_rate) ||
         refuse_value (error, option, value);
}

static gboolean
shift_cb (const char *option, const char *value, gpointer data, GError **error)
{
  const double most = SFL_TIME_MAX / SFL_SECOND;
  double seconds;

  if (!take_number (value, -most, most, &seconds))
    return refuse_value (error, option, value);
  parse_options.sync.shift = llround (seconds * SFL_SECOND);

  return TRUE;
}

static gboolean
text_track_cb (const char *option, const char *value, gpointer data, GError **error)
{
  double number;

  if (!take_number (value, 1, G_MAXINT, &number) || number != floor (number))
    return refuse_value (error, option, value);
  text_track = (int) number;

  return TRUE;
}

const GOptionEntry sfl_cli_input_entries[] = {
  { "from", 'f', 0, G_OPTION_ARG_CALLBACK, format_cb,
    N_ ("Read it as this format, whatever it looks like"), N_ ("FORMAT") },
  { "charset", 0, 0, G_OPTION_ARG_CALLBACK, charset_cb,
    N_ ("Its characters are in this set, like CP1250"), N_ ("NAME") },
  { "times", 0, 0, G_OPTION_ARG_CALLBACK, times_cb,
    N_ ("What 01:30 or 90 means: minutes, hours, frames, seconds or ms"), N_ ("MEANING") },
  { "fps", 0, 0, G_OPTION_ARG_CALLBACK, fps_cb, N_ ("Frames a second, for times in frames"),
    N_ ("NUMBER") },
  { "shift", 0, 0, G_OPTION_ARG_CALLBACK, shift_cb, N_ ("Add this to each time; may be negative"),
    N_ ("SECONDS") },
  { "text-track", 0, 0, G_OPTION_ARG_CALLBACK, text_track_cb,
    N_ ("Of a recording, which of its texts to read: 1 is the first"), N_ ("NUMBER") },
  { NULL },
};

/* Reads to the end, whatever kind of file it is; one byte over the limit is enough to
 * be refused for.
 */
static GBytes *
read_all (int fd, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  while (bytes->len <= SFL_FORMAT_MAX_BYTES) {
    guint length = bytes->len;
    gssize got;

    g_byte_array_set_size (bytes, length + CHUNK);
    got = read (fd, bytes->data + length, CHUNK);
    g_byte_array_set_size (bytes, length + MAX (got, 0));
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0) {
      int code = errno;

      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
      return NULL;
    }
    if (got == 0)
      break;
  }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static SflTranscript *
read_recording (const char *path, GError **error)
{
  g_autoptr (SflTranscript) transcript = sfl_cli_recording_read (path, text_track, error);

  return transcript != NULL ? sfl_sync_apply (&parse_options.sync, transcript) : NULL;
}

static GBytes *
read_path (const char *path, GError **error)
{
  GBytes *bytes;
  int fd;

  if (strcmp (path, SFL_CLI_STDIO) == 0)
    return read_all (STDIN_FILENO, error);

  fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY, 0);
  if (fd < 0) {
    int code = errno;

    g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
    return NULL;
  }
  bytes = read_all (fd, error);
  close (fd);

  return bytes;
}

/**
 * sfl_cli_input_read:
 * @path: a file, or SFL_CLI_STDIO; of a recording, the text and the chapters in it are read
 *
 * Follows what sfl_cli_input_entries asked for.
 *
 * Returns: (transfer full): NULL when it cannot be read, of which the user has been told
 */
SflTranscript *
sfl_cli_input_read (const char *path)
{
  gboolean is_stdin = strcmp (path, SFL_CLI_STDIO) == 0;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  SflTranscript *transcript = NULL;

  if (!is_stdin && parse_options.format == NULL && sfl_cli_recording_is_one (path))
    transcript = read_recording (path, &error);
  else if ((bytes = read_path (path, &error)) != NULL)
    transcript = sfl_format_parse (bytes, is_stdin ? NULL : path, &parse_options, NULL, &error);
  if (transcript == NULL) {
    g_autofree char *name = g_filename_display_name (path);

    sfl_cli_complain ("%s: %s", is_stdin ? _ ("standard input") : name, error->message);
  }

  return transcript;
}
