/* test-loader.c: a file or a pasted text becomes a transcript, or a sentence
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "folder.h"
#include "sfl-error.h"
#include "sfl-transcript-loader.h"
#include "sfl-transcript-summary.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

static SflTranscript *
load (GFile *file, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sfl_transcript_load_async (file, NULL, NULL, result_cb, &result);
  wait_for (result != NULL);

  return sfl_transcript_load_finish (result, error);
}

static SflTranscript *
load_text (const char *text, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sfl_transcript_load_text_async (text, NULL, NULL, result_cb, &result);
  wait_for (result != NULL);

  return sfl_transcript_load_finish (result, error);
}

/* A file never opens in a way that waits, and what is wrong is said. */
static void
test_refused (void)
{
  char *folder = folder_new ();
  static const struct {
    const char *name;
    SflError code; /* -1: of G_IO_ERROR */
  } rows[] = {
    { "empty.srt", SFL_ERROR_FORMAT },
    { "blank.txt", SFL_ERROR_FORMAT },
    { "pdf.txt", SFL_ERROR_UNSUPPORTED },
    { "dir.srt", SFL_ERROR_UNSUPPORTED },
    { "fifo.srt", SFL_ERROR_UNSUPPORTED },
    { "huge.srt", SFL_ERROR_LIMIT },
    { "gone.srt", -1 },
  };
  g_autofree char *huge = folder_write (folder, "huge.srt", "");
  g_autofree char *blank = folder_write (folder, "blank.txt", " \n\t\r\n \n");

  g_assert_cmpint (truncate (huge, 256 * 1024 * 1024 + 1), ==, 0);
  folder_make (folder, "empty.srt pdf.txt dir.srt fifo.srt");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GFile) file = folder_get (folder, rows[i].name);
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", rows[i].name);
    g_assert_null (load (file, &error));
    if (rows[i].code == (SflError) -1)
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
    else
      g_assert_error (error, SFL_ERROR, (int) rows[i].code);
    g_assert_cmpstr (error->message, !=, "");
  }
  folder_free (folder);
}

static void
test_remote (void)
{
  g_autoptr (GFile) file = g_file_new_for_uri ("https://example.org/a.srt");
  g_autoptr (GError) error = NULL;

  g_assert_null (load (file, &error));
  g_assert_error (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED);
}

/* What cannot be read is said in words that help, not in the system's. */
static void
test_unreadable (void)
{
  char *folder = folder_new ();
  g_autofree char *path = folder_write (folder, "a.srt", "x");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) gone = folder_get (folder, "gone.srt");
  g_autoptr (GError) error = NULL;

  g_assert_null (load (gone, &error));
  g_assert_true (g_str_has_prefix (error->message, "The transcript is not there any more."));
  g_clear_error (&error);

  /* Nobody may read it, and who may read all becomes somebody who may not. */
  g_chmod (path, 0);
  if (geteuid () == 0)
    g_assert_cmpint (seteuid (65534), ==, 0);
  g_assert_null (load (file, &error));
  if (getuid () == 0)
    g_assert_cmpint (seteuid (0), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_assert_true (g_str_has_prefix (error->message, "The transcript cannot be read, because"));
  folder_free (folder);
}

static const struct {
  const char *text;
  const char *summary;
  const char *remarks;
  const char *format;
} texts[] = {
  { "1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo.\n",
    "2 lines, times like 0:01", NULL, "SubRip subtitles" },
  { "WEBVTT\n\n01:00:00.000 --> 01:00:02.000\nOne.\n", "1 line, times like 1:00:00", NULL,
    "WebVTT captions" },
  { "Just a line\nand another\n", "2 lines, without times", NULL, "Plain text" },
};

static void
test_texts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (SflTranscript) transcript = load_text (texts[i].text, &error);
    g_autofree char *summary = NULL;
    g_autofree char *remarks = NULL;

    g_assert_no_error (error);
    summary = sfl_transcript_dup_summary (transcript);
    remarks = sfl_transcript_dup_remarks (transcript);
    g_assert_cmpstr (summary, ==, texts[i].summary);
    g_assert_cmpstr (remarks, ==, texts[i].remarks);
    g_assert_cmpstr (sfl_transcript_get_format_name (transcript), ==, texts[i].format);
  }
}

/* What was done to a bad file is counted in words. */
static void
test_remarks (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SflTranscript) transcript =
      load_text ("1\n00:00:01,000 --> 00:00:02,000\nOne.\n\n"
                 "2\n00:00:09,000 --> 00:00:04,000\nBackwards.\n\n"
                 "3\n00:00:10,000 --> 00:00:11,000\nThree.\n",
                 &error);
  g_autofree char *remarks = NULL;

  g_assert_no_error (error);
  remarks = sfl_transcript_dup_remarks (transcript);
  g_assert_cmpstr (remarks, ==, "1 place repaired");
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sfl_transcript_load_text_async ("One\nTwo\n", NULL, cancellable, result_cb, &result);
  g_cancellable_cancel (cancellable);
  wait_for (result != NULL);
  g_assert_null (sfl_transcript_load_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/loader/refused", test_refused);
  g_test_add_func ("/loader/remote", test_remote);
  g_test_add_func ("/loader/unreadable", test_unreadable);
  g_test_add_func ("/loader/texts", test_texts);
  g_test_add_func ("/loader/remarks", test_remarks);
  g_test_add_func ("/loader/cancelled", test_cancelled);

  return g_test_run ();
}
