/* bench-parse.c: what reading a transcript costs
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   bench-parse [--once] FILE...
 *
 * With --once, only reads them, for whoever measures the whole command.
 *
 * For each file, in a process of its own: CPU time of sfl_format_parse() over the
 * mapped file, the best of three, and the peak of resident memory after the first.
 * The floor is the time of a memchr() for each newline over the same mapping, with an
 * offset stored for each: what any reader must at least do, on this machine now.
 */

#include "config.h"

#include "sfl-format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_RUNS 3

static double
get_cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec +
         (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static long
get_peak_kib (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return usage.ru_maxrss;
}

static gsize
run_floor (const char *text, gsize length)
{
  g_autoptr (GArray) offsets = g_array_new (FALSE, FALSE, sizeof (guint64));
  const char *end = text + length;

  for (const char *p = text; p < end && (p = memchr (p, '\n', end - p)) != NULL; p++) {
    guint64 offset = p - text;

    g_array_append_val (offsets, offset);
  }

  return offsets->len;
}

static int
measure (const char *path)
{
  g_autoptr (GError) error = NULL;
  double parse = G_MAXDOUBLE, floor_time = G_MAXDOUBLE;
  guint n_lines = 0;
  long peak = 0;
  gsize length = 0;
  char format[32] = "";

  for (int i = 0; i < N_RUNS; i++) {
    g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &error);
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (SflTranscript) transcript = NULL;
    const char *data;
    double before;

    if (file == NULL)
      break;
    bytes = g_mapped_file_get_bytes (file);
    data = g_bytes_get_data (bytes, &length);
    before = get_cpu_seconds ();
    transcript = sfl_format_parse (bytes, path, NULL, NULL, &error);
    if (transcript == NULL)
      break;
    parse = MIN (parse, get_cpu_seconds () - before);
    if (i == 0)
      peak = get_peak_kib ();
    sfl_transcript_get_lines (transcript, &n_lines);
    g_strlcpy (format, sfl_transcript_get_format (transcript), sizeof format);
    g_clear_object (&transcript);

    before = get_cpu_seconds ();
    run_floor (data, length);
    floor_time = MIN (floor_time, get_cpu_seconds () - before);
  }
  if (error != NULL) {
    fprintf (stderr, "%s: %s\n", path, error->message);
    return 1;
  }

  printf ("%-24s %-12s %8u lines %7.3f s CPU %7.0f MB/s %6.0f MB peak = %.2f x file, "
          "%5.1f x floor\n",
          strrchr (path, '/') != NULL ? strrchr (path, '/') + 1 : path, format, n_lines, parse,
          length / 1e6 / MAX (parse, 1e-6), peak / 1e3, peak * 1024.0 / MAX (length, 1),
          parse / MAX (floor_time, 1e-6));
  fflush (stdout);

  return 0;
}

/* As a program would that wants nothing else of it. */
static int
read_once (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &error);
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;
  g_autoptr (SflTranscript) transcript = NULL;

  if (bytes != NULL)
    transcript = sfl_format_parse (bytes, path, NULL, NULL, &error);
  if (transcript == NULL)
    fprintf (stderr, "%s: %s\n", path, error->message);

  return transcript == NULL;
}

int
main (int argc, char **argv)
{
  int status = 0;

  if (argc > 2 && strcmp (argv[1], "--once") == 0) {
    for (int i = 2; i < argc; i++)
      status |= read_once (argv[i]);
    return status;
  }

  for (int i = 1; i < argc; i++) {
    pid_t child = fork ();
    int result = 1;

    if (child == 0)
      _exit (measure (argv[i]));
    if (child < 0 || waitpid (child, &result, 0) < 0 || !WIFEXITED (result) ||
        WEXITSTATUS (result) != 0)
      status = 1;
  }

  return status;
}
