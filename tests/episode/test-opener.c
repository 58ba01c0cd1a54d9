/* test-opener.c: which of some files is the recording, which the transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "folder.h"
#include "sfl-opener.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static SflFound *
look (GFile *const *files, guint n_files, gboolean look_beside)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SflFound *found;

  sfl_opener_look_async (files, n_files, look_beside, NULL, result_cb, &result);
  wait_for (result != NULL);
  found = sfl_opener_look_finish (result, &error);
  g_assert_no_error (error);

  return found;
}

#define BYTES(literal) literal, sizeof literal - 1

/* What is nothing says what it is; no container of media is taken for such. */
static const struct {
  const char *name;
  const char *bytes;
  gsize length;
  const char *media;
  const char *why; /* begins so */
} contents[] = {
  { "a", BYTES ("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"), NULL, "This is a picture" },
  { "a", BYTES ("\xff\xd8\xff\xe0\0\x10JFIF\0"), NULL, "This is a picture" },
  { "a", BYTES ("RIFF\x24\0\0\0WEBPVP8 "), NULL, "This is a picture" },
  { "a", BYTES ("RIFF\x24\0\0\0WAVEfmt "), "a", NULL },
  { "a",
    BYTES ("\0\0\0\x1c"
           "ftypheic\0\0\0\0"),
    NULL, "This is a picture" },
  { "a",
    BYTES ("\0\0\0\x1c"
           "ftypisom\0\0\0\0"),
    "a", NULL },
  { "a", BYTES ("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), NULL, "This is a PDF" },
  { "a", BYTES ("PK\x03\x04\x14\0\0\0"), NULL, "This is an archive" },
  { "a", BYTES ("\x1f\x8b\x08\0\0"), NULL, "This file is compressed" },
  { "a",
    BYTES ("\x7f"
           "ELF\x02\x01\x01\0"),
    NULL, "This is a program" },
  { "a.mp3", BYTES ("MZ\x90\0\x03\0"), NULL, "This is a program" },
  { "a.mp3", BYTES ("ID3\x04\0\0"), "a.mp3", NULL },
  { "a", BYTES ("\x47\x40\0\x10\0"), "a", NULL }, /* a transport stream has no signature of ours */
};

static void
test_contents (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++) {
    char *folder = folder_new ();
    g_autofree char *path = g_build_filename (folder, contents[i].name, NULL);
    g_autoptr (GFile) file = g_file_new_for_path (path);
    g_autoptr (SflFound) found = NULL;
    g_autofree char *media = NULL;

    g_test_message ("row %u", i);
    g_assert_true (g_file_set_contents (path, contents[i].bytes, contents[i].length, NULL));
    found = look (&file, 1, TRUE);
    media = folder_dup_name (found->media);
    g_assert_cmpstr (media, ==, contents[i].media);
    g_assert_null (found->transcript);
    if (contents[i].why)
      g_assert_true (found->why && g_str_has_prefix (found->why, contents[i].why));
    else
      g_assert_null (found->why);
    folder_free (folder);
  }
}

static SflFound *
look_for (const char *folder, const char *names, gboolean look_beside)
{
  g_autoptr (GPtrArray) files = folder_get_all (folder, names);

  return look ((GFile **) files->pdata, files->len, look_beside);
}

static const struct {
  const char *there; /* besides what is given */
  const char *given;
  const char *media;
  const char *transcript;
  guint n_ignored;
  gboolean beside; /* whichever was not given */
} named[] = {
  { "", "a.mp3 a.srt", "a.mp3", "a.srt", 0, FALSE },
  { "", "a.srt a.mp3", "a.mp3", "a.srt", 0, FALSE },
  { "", "talk.VTT film.MKV", "film.MKV", "talk.VTT", 0, FALSE },
  { "", "a.mp3 b.mp3 a.srt b.srt", "a.mp3", "a.srt", 2, FALSE },
  { "", "a.mp3", "a.mp3", NULL, 0, FALSE },
  { "", "a.json", NULL, "a.json", 0, FALSE }, /* who names it means it */
  { "", "notes", NULL, "notes", 0, FALSE },   /* by its content */
  { "", "empty", "empty", NULL, 0, FALSE },   /* the player says that it is empty */
  { "", "gone.mp3", "gone.mp3", NULL, 0, FALSE },
  { "", "gone", "gone", NULL, 0, FALSE },
  { "", "png", NULL, NULL, 1, FALSE },
  { "", "png.mp4 a.srt", NULL, "a.srt", 1, FALSE }, /* whatever it is called */
  { "", "pdf a.mp3", "a.mp3", NULL, 1, FALSE },
  { "", "dir", NULL, NULL, 1, FALSE },
  { "", "dir.srt a.mp3", "a.mp3", NULL, 1, FALSE },
  { "", "fifo a.mp3", "a.mp3", NULL, 1, FALSE },
  { "", "fifo.srt a.mp3", "a.mp3", "fifo.srt", 0, FALSE }, /* the loader refuses it */

  { "a.srt", "a.mp3", "a.mp3", "a.srt", 0, TRUE },
  { "b.srt", "a.mp3", "a.mp3", NULL, 0, FALSE },
  { "aa.srt a-2.srt a", "a.mp3", "a.mp3", NULL, 0, FALSE },
  { "a.txt a.srt a.vtt", "a.mp3", "a.mp3", "a.vtt", 0, TRUE }, /* as in the table */
  { "a.fr.srt", "a.mp3", "a.mp3", "a.fr.srt", 0, TRUE },
  { "a.pt-BR.srt a.en.srt", "a.mp3", "a.mp3", "a.en.srt", 0, TRUE },  /* no better: by name */
  { "a.fr.vtt a.srt", "a.mp3", "a.mp3", "a.srt", 0, TRUE },           /* the exact name first */
  { "a.fr.vtt a.txt a.html", "a.mp3", "a.mp3", "a.fr.vtt", 0, TRUE }, /* but times before that */
  { "a.txt a.csv", "a.mp3", "a.mp3", "a.csv", 0, TRUE },
  { "a.fr.csv", "a.mp3", "a.mp3", "a.fr.csv", 0, TRUE },
  { "a.comments.csv a.info.html a.v2.txt", "a.mp3", "a.mp3", NULL, 0, FALSE },
  { "a.ass", "a.mkv", "a.mkv", "a.ass", 0, TRUE },
  { "a.fr.ttml", "a.mkv", "a.mkv", "a.fr.ttml", 0, TRUE },
  { "a.b.c.srt", "a.mp3", "a.mp3", NULL, 0, FALSE },
  { "v1.2.srt", "v1.2.mp3", "v1.2.mp3", "v1.2.srt", 0, TRUE },
  { "a.info.json", "a.mp3", "a.mp3", NULL, 0, FALSE }, /* a downloader's notes */
  { "a.html", "a.mp3", "a.mp3", "a.html", 0, TRUE },
  { "a.mp3", "a.srt", "a.mp3", "a.srt", 0, TRUE },
  { "a.mp3 a.mp4", "a.srt", "a.mp4", "a.srt", 0, TRUE },
  { "a.mp3", "a.fr.srt", "a.mp3", "a.fr.srt", 0, TRUE },
  { "a.mp3 a.fr.mp3", "a.fr.srt", "a.fr.mp3", "a.fr.srt", 0, TRUE },
  { "b.srt", "b.mp3 a.srt", "b.mp3", "a.srt", 0, FALSE },
};

static void
test_named (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (named); i++) {
    char *folder = folder_new ();
    g_autoptr (SflFound) found = NULL;
    g_autofree char *media = NULL;
    g_autofree char *transcript = NULL;

    g_test_message ("%s | %s", named[i].there, named[i].given);
    folder_make (folder, named[i].there);
    if (!g_str_has_prefix (named[i].given, "gone"))
      folder_make (folder, named[i].given);

    found = look_for (folder, named[i].given, TRUE);
    media = folder_dup_name (found->media);
    transcript = folder_dup_name (found->transcript);
    g_assert_cmpstr (media, ==, named[i].media);
    g_assert_cmpstr (transcript, ==, named[i].transcript);
    g_assert_cmpuint (found->n_ignored, ==, named[i].n_ignored);
    g_assert_cmpint (found->media_is_beside || found->transcript_is_beside, ==, named[i].beside);
    folder_free (folder);
  }
}

/* What lies beside is taken only when it is a file with something in it. */
static void
test_beside_is_no_file (void)
{
  static const char *const bad[] = { "fifo", "dir", "empty" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    char *folder = folder_new ();
    g_autofree char *transcript = g_strconcat (bad[i], ".vtt", NULL);
    g_autofree char *good = g_strconcat (bad[i], ".srt", NULL);
    g_autofree char *name = g_strconcat (bad[i], ".mp3", NULL);
    g_autofree char *media = folder_write (folder, name, "x");
    g_autoptr (SflFound) found = NULL;
    g_autoptr (SflFound) next = NULL;
    g_autofree char *written = NULL;

    folder_make (folder, transcript);
    found = look_for (folder, name, TRUE);
    g_assert_null (found->transcript);

    /* The next best counts. */
    written = folder_write (folder, good, "text");
    next = look_for (folder, name, TRUE);
    g_assert_nonnull (next->transcript);
    folder_free (folder);
  }
}

/* Of the JSON beside a recording, only what begins as a transcript counts. */
static void
test_json_beside (void)
{
  static const struct {
    const char *text;
    gboolean found;
  } rows[] = {
    { "{\"version\":\"1.0.0\",\"segments\":[{\"startTime\":0,\"body\":\"a\"}]}", TRUE },
    { "{\"text\":\" a\",\"segments\":[{\"start\":0.0,\"end\":1.0,\"text\":\" a\"}]}", TRUE },
    { "{\"id\":\"x\",\"title\":\"a\",\"formats\":[{\"url\":\"b\"}]}", FALSE },
    { "{\"version\":\"1.2.0\",\"chapters\":[{\"startTime\":0,\"title\":\"a\"}]}", FALSE },
    { "a", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    char *folder = folder_new ();
    g_autofree char *media = folder_write (folder, "a.mp3", "x");
    g_autofree char *json = folder_write (folder, "a.json", rows[i].text);
    g_autoptr (SflFound) found = look_for (folder, "a.mp3", TRUE);

    g_assert_true ((found->transcript != NULL) == rows[i].found);
    folder_free (folder);
  }
}

static void
test_not_beside (void)
{
  char *folder = folder_new ();
  g_autoptr (SflFound) found = NULL;

  folder_make (folder, "a.mp3 a.srt");
  found = look_for (folder, "a.mp3", FALSE);
  g_assert_null (found->transcript);
  folder_free (folder);
}

static void
test_broken_link (void)
{
  char *folder = folder_new ();
  g_autofree char *link_path = g_build_filename (folder, "a.srt", NULL);
  g_autoptr (SflFound) found = NULL;

  folder_make (folder, "a.mp3");
  g_assert_cmpint (symlink ("nowhere", link_path), ==, 0);
  found = look_for (folder, "a.mp3", TRUE);
  g_assert_null (found->transcript);
  folder_free (folder);
}

static void
test_names_in_no_encoding (void)
{
  char *folder = folder_new ();
  g_autoptr (SflFound) found = NULL;
  g_autofree char *name = NULL;

  folder_make (folder, "caf\xe9.mp3 caf\xe9.srt");
  found = look_for (folder, "caf\xe9.mp3", TRUE);
  name = folder_dup_name (found->transcript);
  g_assert_cmpstr (name, ==, "caf\xe9.srt");
  folder_free (folder);
}

/* Found exactly when it is among the first entries. */
static void
test_large_folder (void)
{
  for (guint n = 1990; n <= 5000; n += 1505) {
    char *folder = folder_new ();
    g_autoptr (GDir) dir = NULL;
    g_autoptr (SflFound) found = NULL;
    const char *name;
    guint place = 0;

    for (guint i = 0; i < n; i++) {
      g_autofree char *path = g_strdup_printf ("%s/%u", folder, i);
      int fd = g_creat (path, 0600);

      g_assert_cmpint (fd, >=, 0);
      close (fd);
    }
    folder_make (folder, "a.mp3 a.srt");

    dir = g_dir_open (folder, 0, NULL);
    while ((name = g_dir_read_name (dir)) != NULL && strcmp (name, "a.srt") != 0)
      place++;
    g_assert_nonnull (name);

    found = look_for (folder, "a.mp3", TRUE);
    if (place >= 2000)
      g_assert_null (found->transcript);
    else if (found->transcript == NULL)
      g_test_message ("this folder takes more than 200 ms");
    if (n < 2000 && found->transcript == NULL)
      g_test_incomplete ("the disk is slow");
    folder_free (folder);
  }
}

/* A thousand files dropped by mistake are counted, not looked at. */
static void
test_many_files (void)
{
  char *folder = folder_new ();
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SflFound) found = NULL;

  for (guint i = 0; i < 1000; i++) {
    g_autofree char *name = g_strdup_printf ("%u.mp3", i);

    g_ptr_array_add (files, folder_get (folder, name));
  }
  found = look ((GFile **) files->pdata, files->len, TRUE);
  g_assert_nonnull (found->media);
  g_assert_cmpuint (found->n_ignored, ==, 999);
  folder_free (folder);
}

static void
test_not_local (void)
{
  g_autoptr (GFile) file = g_file_new_for_uri ("https://example.org/a.mp3");
  g_autoptr (SflFound) found = look (&file, 1, TRUE);

  g_assert_null (found->media);
  g_assert_cmpuint (found->n_ignored, ==, 1);
}

static void
test_cancelled (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/tmp/a.mp3");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  sfl_opener_look_async (&file, 1, TRUE, cancellable, result_cb, &result);
  wait_for (result != NULL);
  g_assert_null (sfl_opener_look_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/opener/named", test_named);
  g_test_add_func ("/opener/contents", test_contents);
  g_test_add_func ("/opener/beside-is-no-file", test_beside_is_no_file);
  g_test_add_func ("/opener/json-beside", test_json_beside);
  g_test_add_func ("/opener/not-beside", test_not_beside);
  g_test_add_func ("/opener/broken-link", test_broken_link);
  g_test_add_func ("/opener/names-in-no-encoding", test_names_in_no_encoding);
  g_test_add_func ("/opener/large-folder", test_large_folder);
  g_test_add_func ("/opener/many-files", test_many_files);
  g_test_add_func ("/opener/not-local", test_not_local);
  g_test_add_func ("/opener/cancelled", test_cancelled);

  return g_test_run ();
}
