/* test-printing.c: the transcript on paper, as another program reads it
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sfl-printing.h"

#include "sfl-transcript-builder.h"

#include <glib/gstdio.h>
#include <string.h>

#define HOLE_AFTER 5
#define SCHEMA "io.github.souffleur.Souffleur"

/* Each with a word of its own; each tenth by somebody else. */
static SflReading *
make_reading (guint n_lines)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) transcript = NULL;

  for (guint i = 0; i < n_lines; i++) {
    g_autofree char *text =
        g_strdup_printf ("Line%05u goes on for a while, so that it takes two rows of a page of "
                         "paper, or even more where the letters are large.",
                         i);

    sfl_transcript_builder_begin_line (
        builder, i * 4 * SFL_SECOND + (i > HOLE_AFTER ? 11 * SFL_SECOND : 0),
        (i + 1) * 4 * SFL_SECOND + (i > HOLE_AFTER ? 11 * SFL_SECOND : 0),
        sfl_transcript_builder_add_speaker (builder, i / 10 % 2 ? "Marie" : "Paul", -1));
    sfl_transcript_builder_append (builder, text, strlen (text));
  }
  transcript = sfl_transcript_builder_end (builder);

  return sfl_reading_new (transcript, SFL_READING_LINES);
}

/* Letters set apart are words to a reader of PDF. */
static void
remove_spaces (char *text)
{
  char *end = text;

  for (const char *p = text; *p != '\0'; p++)
    if (*p != ' ')
      *end++ = *p;
  *end = '\0';
}

/* What pdftotext finds on @reading's pages, without spaces; NULL without it. */
static char *
print (SflReading *reading, GSettings *settings, guint *n_pages)
{
  g_autoptr (GtkPrintOperation) operation = sfl_printing_new (reading, "A & <title>", settings);
  g_autofree char *folder = g_dir_make_tmp ("souffleur-print-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.pdf", NULL);
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  const char *argv[] = { program, "-layout", path, "-", NULL };
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  int status;

  gtk_print_operation_set_export_filename (operation, path);
  g_assert_cmpint (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL,
                                            &error),
                   ==, GTK_PRINT_OPERATION_RESULT_APPLY);
  g_assert_no_error (error);
  *n_pages = gtk_print_operation_get_n_pages_to_print (operation);
  if (program != NULL) {
    g_spawn_sync (NULL, (char **) argv, NULL, 0, NULL, NULL, &text, NULL, &status, &error);
    g_assert_no_error (error);
    g_assert_cmpint (status, ==, 0);
    remove_spaces (text);
  }
  g_unlink (path);
  g_rmdir (folder);

  return text;
}

/* Every line is there, once, in order, on pages that are neither empty nor too many. */
static void
check_lines (const char *text, guint n_lines, guint n_pages)
{
  const char *at = text;
  guint n_feeds = 0;

  for (const char *p = text; *p; p++)
    n_feeds += *p == '\f';
  g_assert_cmpuint (n_feeds, ==, n_pages);
  g_assert_nonnull (strstr (text, "A&<title>"));
  for (guint i = 0; i < n_lines; i++) {
    g_autofree char *word = g_strdup_printf ("Line%05u", i);

    at = strstr (at, word);
    g_assert_nonnull (at);
    at += strlen (word);
    g_assert_null (strstr (at, word));
  }
}

static void
test_pages (void)
{
  g_autoptr (GSettings) settings = g_settings_new (SCHEMA);
  g_autoptr (SflReading) reading = make_reading (400);
  g_autofree char *text = NULL;
  g_autofree char *large = NULL;
  guint n_pages, n_large;

  text = print (reading, settings, &n_pages);
  g_assert_cmpuint (n_pages, >, 15);
  g_assert_cmpuint (n_pages, <, 60);
  g_settings_set_int (settings, "text-size", 28);
  g_settings_set_double (settings, "letter-spacing", 0.1);
  g_settings_set_double (settings, "line-height", 2);
  large = print (reading, settings, &n_large);
  g_assert_cmpuint (n_large, >, 3 * n_pages);
  g_settings_reset (settings, "text-size");
  g_settings_reset (settings, "letter-spacing");
  g_settings_reset (settings, "line-height");

  if (text == NULL) {
    g_test_skip ("without pdftotext, of poppler-utils");
    return;
  }
  check_lines (text, 400, n_pages);
  check_lines (large, 400, n_large);
  g_assert_nonnull (strstr (text, "Marie"));
  g_assert_nonnull (strstr (strstr (text, "Line00005"), "11swithouttranscript"));
  g_assert_null (strstr (strstr (text, "Line00006"), "withouttranscript"));
  g_assert_nonnull (strstr (text, "26:47")); /* of the last line */
}

static void
test_times (void)
{
  g_autoptr (GSettings) settings = g_settings_new (SCHEMA);
  g_autoptr (SflReading) reading = make_reading (20);
  g_autofree char *text = NULL;
  guint n_pages;

  g_settings_set_string (settings, "time-codes", "never");
  text = print (reading, settings, &n_pages);
  g_settings_reset (settings, "time-codes");
  if (text == NULL) {
    g_test_skip ("without pdftotext, of poppler-utils");
    return;
  }
  g_assert_null (strstr (text, "0:36"));
  check_lines (text, 20, n_pages);
}

/* Where a word stands on the page, from the left, in points; -1 without pdftotext. */
static double
find_x (SflReading *reading, GSettings *settings, const char *word)
{
  g_autoptr (GtkPrintOperation) operation = sfl_printing_new (reading, NULL, settings);
  g_autofree char *folder = g_dir_make_tmp ("souffleur-print-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.pdf", NULL);
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  g_autofree char *text = NULL;
  const char *argv[] = { program, "-bbox", path, "-", NULL };
  const char *at, *x = NULL;

  gtk_print_operation_set_export_filename (operation, path);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, NULL);
  if (program != NULL)
    g_spawn_sync (NULL, (char **) argv, NULL, 0, NULL, NULL, &text, NULL, NULL, NULL);
  g_unlink (path);
  g_rmdir (folder);
  if (text == NULL)
    return -1;

  at = strstr (text, word);
  g_assert_nonnull (at);
  for (const char *p = text; (p = strstr (p, "xMin=\"")) != NULL && p < at; p++)
    x = p + strlen ("xMin=\"");

  return g_ascii_strtod (x, NULL);
}

static SflReading *
make_line (const char *text)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");
  g_autoptr (SflTranscript) transcript = NULL;

  sfl_transcript_builder_begin_line (builder, 83 * SFL_SECOND, 87 * SFL_SECOND, -1);
  sfl_transcript_builder_append (builder, text, strlen (text));
  transcript = sfl_transcript_builder_end (builder);

  return sfl_reading_new (transcript, SFL_READING_LINES);
}

/* A time stands where its line begins: on the right where that is written from right to left. */
static void
test_right_to_left (void)
{
  g_autoptr (GSettings) settings = g_settings_new (SCHEMA);
  g_autoptr (SflReading) english = make_line ("Good evening");
  g_autoptr (SflReading) hebrew = make_line ("ערב טוב");
  double left = find_x (english, settings, ">1:23<");
  double right = find_x (hebrew, settings, ">1:23<");

  if (left < 0) {
    g_test_skip ("without pdftotext, of poppler-utils");
    return;
  }
  g_assert_cmpfloat (left, <, 100);
  g_assert_cmpfloat (right, >, 300);
}

int
main (int argc, char *argv[])
{
  gtk_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/printing/pages", test_pages);
  g_test_add_func ("/printing/times", test_times);
  g_test_add_func ("/printing/right-to-left", test_right_to_left);

  return g_test_run ();
}
