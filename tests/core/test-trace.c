/* test-trace.c: JSON lines for whoever measures us from outside
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sfl-trace.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("trace-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "trace", NULL);
  g_assert_true (sfl_trace_open (self->path, NULL));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  sfl_trace_close ();
  g_unlink (self->path);
  g_rmdir (self->folder);
  g_free (self->path);
  g_free (self->folder);
}

/* The lines of the trace without their times, which are checked here. */
static char **
read_lines (Fixture *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  gint64 last = 0;
  char *next;

  g_assert_true (g_file_get_contents (self->path, &text, NULL, NULL));
  for (char *line = text; *line != '\0'; line = next) {
    char *end = strchr (line, '\n');
    char *rest;
    gint64 t_ns;

    g_assert_nonnull (end); /* whole lines only */
    *end = '\0';
    next = end + 1;
    g_assert_true (g_str_has_prefix (line, "{\"t_ns\":"));
    t_ns = g_ascii_strtoll (line + strlen ("{\"t_ns\":"), &rest, 10);
    g_assert_cmpint (t_ns, >=, last);
    g_assert_cmpint (t_ns / 1000, <=, g_get_monotonic_time ());
    last = t_ns;
    g_assert_true (g_str_has_prefix (rest, ",\"event\":"));
    g_strv_builder_add (lines, rest + 1);
  }

  return g_strv_builder_end (lines);
}

static void
test_fields (Fixture *self, gconstpointer data)
{
  static const char *const expected[] = {
    "\"event\":\"empty\"}",
    "\"event\":\"line\",\"line\":-1,\"start_ns\":9007199254740993,\"ok\":true,\"no\":false}",
    "\"event\":\"text\",\"a\":null,\"b\":\"\",\"c\":\"« \\\"x\\\\y\\\" »\\n\\u0001\"}",
    "\"event\":\"bytes\",\"a\":\"\xef\xbf\xbd\xef\xbf\xbd\"}",
    "\"event\":\"real\",\"a\":0.5,\"b\":-1e+300,\"c\":null,\"d\":null}",
    NULL,
  };
  g_auto (GStrv) lines = NULL;

  sfl_trace ("empty", NULL);
  sfl_trace ("line", "line", "i", -1, "start_ns", "x", G_GINT64_CONSTANT (9007199254740993), "ok",
             "b", TRUE, "no", "b", FALSE, NULL);
  sfl_trace ("text", "a", "s", NULL, "b", "s", "", "c", "s", "« \"x\\y\" »\n\x01", NULL);
  sfl_trace ("bytes", "a", "s", "\xff\xc3", NULL);
  sfl_trace ("real", "a", "d", 0.5, "b", "d", -1e300, "c", "d", (double) NAN, "d", "d",
             (double) INFINITY, NULL);

  /* Nothing is held back: the file is whole while the trace is still open. */
  lines = read_lines (self);
  g_assert_cmpstrv (lines, expected);
}

/* A comma for the decimal point would not be JSON. */
static void
test_locale (Fixture *self, gconstpointer data)
{
  static const char *const expected[] = { "\"event\":\"real\",\"a\":1.5}", NULL };
  g_auto (GStrv) lines = NULL;

  if (setlocale (LC_NUMERIC, "fr_FR.UTF-8") == NULL &&
      setlocale (LC_NUMERIC, "de_DE.UTF-8") == NULL) {
    g_test_skip ("no locale with a decimal comma is installed");
    return;
  }
  sfl_trace ("real", "a", "d", 1.5, NULL);
  setlocale (LC_NUMERIC, "C");

  lines = read_lines (self);
  g_assert_cmpstrv (lines, expected);
}

#define N_THREADS 4
#define N_LINES 500

static gpointer
trace_thread (gpointer data)
{
  for (int i = 0; i < N_LINES; i++)
    sfl_trace ("tick", "thread", "i", GPOINTER_TO_INT (data), "i", "i", i, NULL);

  return NULL;
}

/* Lines of several threads are whole, in the order of their times, and all there. */
static void
test_threads (Fixture *self, gconstpointer data)
{
  GThread *threads[N_THREADS];
  int next[N_THREADS] = { 0 };
  g_auto (GStrv) lines = NULL;

  for (int i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("trace", trace_thread, GINT_TO_POINTER (i));
  for (int i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);

  lines = read_lines (self);
  g_assert_cmpuint (g_strv_length (lines), ==, N_THREADS * N_LINES);
  for (gsize i = 0; lines[i] != NULL; i++) {
    int thread, n;

    g_assert_cmpint (sscanf (lines[i], "\"event\":\"tick\",\"thread\":%d,\"i\":%d}", &thread, &n),
                     ==, 2);
    g_assert_cmpint (n, ==, next[thread]++);
  }
}

static void
test_off (Fixture *self, gconstpointer data)
{
  g_auto (GStrv) lines = NULL;

  g_assert_true (sfl_trace_is_on ());
  sfl_trace ("on", NULL);
  sfl_trace_close ();
  g_assert_false (sfl_trace_is_on ());
  sfl_trace ("off", "a", "s", "b", NULL);
  sfl_trace_close ();

  lines = read_lines (self);
  g_assert_cmpuint (g_strv_length (lines), ==, 1);

  /* Opening again starts anew. */
  g_strfreev (lines);
  g_assert_true (sfl_trace_open (self->path, NULL));
  lines = read_lines (self);
  g_assert_cmpuint (g_strv_length (lines), ==, 0);
}

static void
test_no_file (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->path, "below-a-file", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (sfl_trace_open (path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
  g_assert_true (sfl_trace_is_on ()); /* the one that was open stays */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/trace/fields", Fixture, NULL, set_up, test_fields, tear_down);
  g_test_add ("/trace/locale", Fixture, NULL, set_up, test_locale, tear_down);
  g_test_add ("/trace/threads", Fixture, NULL, set_up, test_threads, tear_down);
  g_test_add ("/trace/off", Fixture, NULL, set_up, test_off, tear_down);
  g_test_add ("/trace/no-file", Fixture, NULL, set_up, test_no_file, tear_down);

  return g_test_run ();
}
