/* sfl-trace.c: JSON lines for whoever measures us from outside
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Any thread: the lock covers reading the clock as well as the write, so that
 * times in the file never go back.
 */

#include "config.h"

#include "sfl-trace.h"

#include "sfl-json-text.h"

#include <errno.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

G_LOCK_DEFINE_STATIC (trace);
static int trace_fd = -1; /* written under the lock, looked at without */

static void
append_fields (GString *line, va_list args)
{
  const char *key;

  while ((key = va_arg (args, const char *)) != NULL) {
    const char *type = va_arg (args, const char *);

    g_string_append_printf (line, ",\"%s\":", key);
    switch (*type) {
    case 'i':
      g_string_append_printf (line, "%d", va_arg (args, int));
      break;
    case 'x':
      g_string_append_printf (line, "%" G_GINT64_FORMAT, va_arg (args, gint64));
      break;
    case 'd':
      sfl_json_text_append_double (line, va_arg (args, double));
      break;
    case 's':
      sfl_json_text_append_string (line, va_arg (args, const char *), -1);
      break;
    case 'b':
      g_string_append (line, va_arg (args, gboolean) ? "true" : "false");
      break;
    default:
      /* The size of the value is unknown, so nothing after it can be read. */
      g_critical ("sfl_trace: no type \"%s\" for \"%s\"", type, key);
      g_string_append (line, "null");
      return;
    }
  }
}

/* Called with the lock held. */
static void
write_line (const char *event, va_list args)
{
  g_autoptr (GString) line = g_string_sized_new (256);
  struct timespec now;
  gssize written;

  clock_gettime (CLOCK_MONOTONIC, &now);
  g_string_append_printf (line, "{\"t_ns\":%" G_GINT64_FORMAT ",\"event\":\"%s\"",
                          now.tv_sec * G_GINT64_CONSTANT (1000000000) + now.tv_nsec, event);
  append_fields (line, args);
  g_string_append (line, "}\n");

  /* A full disk costs the trace its line, not the listener the episode. */
  do
    written = write (trace_fd, line->str, line->len);
  while (written < 0 && errno == EINTR);
}

gboolean
sfl_trace_open (const char *path, GError **error)
{
  int fd;

  g_return_val_if_fail (path != NULL, FALSE);

  fd = g_open (path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0) {
    int saved_errno = errno;
    g_autofree char *name = g_filename_display_name (path);

    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), "%s: %s", name,
                 g_strerror (saved_errno));
    return FALSE;
  }

  sfl_trace_close ();

  G_LOCK (trace);
  g_atomic_int_set (&trace_fd, fd);
  G_UNLOCK (trace);

  return TRUE;
}

void
sfl_trace_close (void)
{
  G_LOCK (trace);
  if (trace_fd >= 0)
    close (trace_fd);
  g_atomic_int_set (&trace_fd, -1);
  G_UNLOCK (trace);
}

/* For callers whose values cost something to find out. */
gboolean
sfl_trace_is_on (void)
{
  return g_atomic_int_get (&trace_fd) >= 0;
}

void
sfl_trace (const char *event, ...)
{
  va_list args;

  if (G_LIKELY (g_atomic_int_get (&trace_fd) < 0))
    return;

  va_start (args, event);
  G_LOCK (trace);
  if (trace_fd >= 0)
    write_line (event, args);
  G_UNLOCK (trace);
  va_end (args);
}

/* Returns: nanoseconds of processor time that this thread has taken, to trace what something
 *   costs
 */
gint64
sfl_trace_get_spent (void)
{
  struct timespec spent;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &spent);

  return (gint64) spent.tv_sec * 1000000000 + spent.tv_nsec;
}
