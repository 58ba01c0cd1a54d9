/* test-episode-tracks.c: transcripts and chapters that a recording brings
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Real files and a real database.  The film is made by ffmpeg, once; without it
 * what needs the film is skipped.
 */

#include "config.h"

#include "folder.h"
#include "media-fixture.h"
#include "sfl-episode.h"
#include "sfl-track-loader.h"
#include "sfl-transcript-loader.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

typedef struct {
  char *folder;
  char *state;
  SflEpisode *episode;
  GString *messages;
  guint n_opened;
  guint n_chapters_changed;
} Fixture;

static char *stock;
static char *film; /* NULL where it cannot be made */

static void
opened_cb (SflEpisode *episode, Fixture *self)
{
  self->n_opened++;
}

static void
chapters_changed_cb (SflEpisode *episode, Fixture *self)
{
  self->n_chapters_changed++;
}

static void
message_cb (SflEpisode *episode, const char *id, guint kind, const char *text, Fixture *self)
{
  if (strcmp (id, "sound-device") != 0)
    g_string_append_printf (self->messages, "|%s", id);
}

static void
start (Fixture *self)
{
  self->episode = sfl_episode_new (self->state);
  g_signal_connect (self->episode, "opened", G_CALLBACK (opened_cb), self);
  g_signal_connect (self->episode, "message", G_CALLBACK (message_cb), self);
  g_signal_connect (self->episode, "chapters-changed", G_CALLBACK (chapters_changed_cb), self);
}

static void
stop (Fixture *self)
{
  sfl_episode_close (self->episode);
  sfl_episode_save (self->episode);
  g_assert_finalize_object (g_steal_pointer (&self->episode));
}

static void
restart (Fixture *self)
{
  stop (self);
  start (self);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = folder_new ();
  self->state = g_build_filename (self->folder, "state", "state.db", NULL);
  self->messages = g_string_new (NULL);
  start (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  stop (self);
  g_string_free (self->messages, TRUE);
  g_free (self->state);
  folder_free (self->folder);
}

static const char srt[] = "1\n00:00:01,000 --> 00:00:02,000\nHello.\n\n"
                          "2\n00:00:03,000 --> 00:00:04,000\nGoodbye.\n";
static const char ass[] =
    "[Script Info]\nScriptType: v4.00+\n\n[Events]\n"
    "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Dialogue: 0,0:00:01.00,0:00:02.00,Default,Anna,0,0,0,,Bonjour, {\\i1}vous{\\i0}.\n"
    "Dialogue: 0,0:00:03.00,0:00:04.00,Default,Luc,0,0,0,,Au revoir.\n";
static const char forced[] = "1\n00:00:01,000 --> 00:00:02,000\nGeschlossen.\n";
static const char chapters[] = ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=2500\n"
                               "title=Opening\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=2500\nEND=5000\n"
                               "title=Ending\n";

/* French by default, English, and the foreign parts in French again, whatever they say. */
static void
make_film (void)
{
  char *texts[] = { folder_write (stock, "a.srt", srt), folder_write (stock, "a.ass", ass),
                    folder_write (stock, "b.srt", forced),
                    folder_write (stock, "chapters", chapters) };
  g_autofree char *path = g_build_filename (stock, "film.mkv", NULL);
  const char *argv[] = {
    "ffmpeg",
    "-v",
    "error",
    "-y",
    "-f",
    "lavfi",
    "-i",
    "sine=duration=8",
    "-i",
    texts[0],
    "-i",
    texts[1],
    "-i",
    texts[2],
    "-f",
    "ffmetadata",
    "-i",
    texts[3],
    "-map",
    "0",
    "-map",
    "1",
    "-map",
    "2",
    "-map",
    "3",
    "-map_metadata",
    "4",
    "-c:a",
    "flac",
    "-c:s:0",
    "srt",
    "-c:s:1",
    "ass",
    "-c:s:2",
    "srt",
    "-metadata:s:s:0",
    "language=fre",
    "-metadata:s:s:1",
    "language=eng",
    "-metadata:s:s:1",
    "title=Anna & Luc",
    "-metadata:s:s:2",
    "language=fre",
    "-disposition:s:0",
    "default",
    "-disposition:s:1",
    "0",
    "-disposition:s:2",
    "forced",
    path,
    NULL,
  };
  int status = -1;

  if (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                    &status, NULL) &&
      g_spawn_check_wait_status (status, NULL))
    film = g_steal_pointer (&path);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
}

static gboolean
add_film (Fixture *self)
{
  g_autofree char *path = g_build_filename (self->folder, "film.mkv", NULL);
  g_autofree char *contents = NULL;
  gsize length;

  if (film == NULL) {
    g_test_skip ("ffmpeg is not here, or cannot make the film");
    return FALSE;
  }
  g_assert_true (g_file_get_contents (film, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (path, contents, length, NULL));

  return TRUE;
}

static void
open_names (Fixture *self, const char *names)
{
  g_autoptr (GPtrArray) files = folder_get_all (self->folder, names);
  guint n = self->n_opened;

  sfl_episode_open (self->episode, (GFile **) files->pdata, files->len);
  wait_for (self->n_opened > n);
}

static gboolean
shows (Fixture *self, const char *first_line)
{
  SflTranscript *transcript = sfl_episode_get_transcript (self->episode);
  g_autofree char *line = transcript ? sfl_transcript_dup_line_text (transcript, 0) : NULL;

  return g_strcmp0 (line, first_line) == 0;
}

static SflTime
get_first_start (Fixture *self)
{
  return sfl_transcript_get_lines (sfl_episode_get_transcript (self->episode), NULL)[0].start;
}

static void
assert_choices (Fixture *self, int shown, const char *names)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < sfl_episode_get_n_transcripts (self->episode); i++) {
    g_autofree char *name = sfl_episode_dup_transcript_name (self->episode, i);

    g_string_append_printf (found, "%s%s", i > 0 ? "|" : "", name);
  }
  g_assert_cmpstr (found->str, ==, names);
  g_assert_cmpint (sfl_episode_get_shown_transcript (self->episode), ==, shown);
}

static void
assert_chapters (Fixture *self, const char *titles)
{
  g_autoptr (GString) found = g_string_new (NULL);
  guint n_chapters;
  const SflChapter *list = sfl_episode_get_chapters (self->episode, &n_chapters);

  for (guint i = 0; i < n_chapters; i++)
    g_string_append_printf (found, "%s%s", i > 0 ? "|" : "", list[i].title);
  g_assert_cmpstr (found->str, ==, titles);
}

#define TRACKS "French (SubRip)|English: Anna & Luc (ASS)|French (SubRip, foreign parts only)"

/* The best one by itself, another by choice, and that one again the next time. */
static void
test_choose (Fixture *self, gconstpointer data)
{
  SflTranscript *transcript;
  SflTime start_time;

  if (!add_film (self))
    return;

  open_names (self, "film.mkv");
  wait_for (shows (self, "Bonjour, vous."));
  assert_choices (self, 1, TRACKS);
  assert_chapters (self, "Opening|Ending");
  transcript = sfl_episode_get_transcript (self->episode);
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_LANGUAGE), ==, "en");
  g_assert_cmpstr (sfl_transcript_get_speaker (transcript, 0), ==, "Anna");
  g_assert_false (sfl_episode_can_reread (self->episode));
  g_assert_cmpstr (sfl_episode_get_title (self->episode), ==, "film");

  sfl_episode_show_transcript (self->episode, 2);
  g_assert_cmpint (sfl_episode_get_shown_transcript (self->episode), ==, 2);
  g_assert_true (shows (self, "Bonjour, vous.")); /* until the other one is there */
  wait_for (shows (self, "Geschlossen."));
  sfl_episode_show_transcript (self->episode, 0);
  wait_for (shows (self, "Hello."));

  /* Out of step, all of them are. */
  start_time = get_first_start (self);
  sfl_episode_shift_text (self->episode, SFL_SECOND);
  g_assert_cmpint (get_first_start (self), ==, start_time + SFL_SECOND);

  restart (self);
  open_names (self, "film.mkv");
  wait_for (shows (self, "Hello."));
  assert_choices (self, 0, TRACKS);
  g_assert_cmpint (get_first_start (self), ==, start_time + SFL_SECOND);
  sfl_episode_reset_sync (self->episode);
  g_assert_cmpint (get_first_start (self), ==, start_time);
  g_assert_cmpstr (self->messages->str, ==, "");
}

/* A transcript beside the recording comes first, and stays to be chosen. */
static void
test_beside (Fixture *self, gconstpointer data)
{
  if (!add_film (self))
    return;

  g_free (folder_write (self->folder, "film.srt", "1\n00:00:01,000 --> 00:00:02,000\nBeside.\n"));
  open_names (self, "film.mkv");
  wait_for (sfl_episode_get_n_transcripts (self->episode) == 4);
  g_assert_true (shows (self, "Beside."));
  assert_choices (self, 0, "film.srt|" TRACKS);
  g_assert_true (sfl_episode_can_reread (self->episode));

  sfl_episode_show_transcript (self->episode, 1);
  wait_for (shows (self, "Hello."));
  sfl_episode_show_transcript (self->episode, 0);
  g_assert_true (shows (self, "Beside.")); /* it was kept */
  g_assert_true (sfl_episode_can_reread (self->episode));
  sfl_episode_show_transcript (self->episode, 2);
  wait_for (shows (self, "Bonjour, vous."));

  restart (self);
  open_names (self, "film.mkv");
  wait_for (shows (self, "Bonjour, vous."));
  assert_choices (self, 2, "film.srt|" TRACKS);
  sfl_episode_show_transcript (self->episode, 0);
  wait_for (shows (self, "Beside.")); /* not read until now */
  assert_choices (self, 0, "film.srt|" TRACKS);

  restart (self);
  open_names (self, "film.mkv");
  g_assert_true (shows (self, "Beside."));
  g_assert_cmpstr (self->messages->str, ==, "");
}

static SflTranscript *
parse (const char *text)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SflTranscript *transcript;

  sfl_transcript_load_text_async (text, NULL, NULL, result_cb, &result);
  wait_for (result != NULL);
  transcript = sfl_transcript_load_finish (result, &error);
  g_assert_no_error (error);

  return transcript;
}

/* What was pasted is never lost to a track. */
static void
test_pasted (Fixture *self, gconstpointer data)
{
  const char *text = "00:01 Pasted.\n00:03 Twice.\n";
  g_autoptr (SflTranscript) transcript = parse (text);

  if (!add_film (self))
    return;

  open_names (self, "film.mkv");
  wait_for (shows (self, "Bonjour, vous."));
  sfl_episode_attach_text (self->episode, text, transcript);
  g_assert_true (shows (self, "Pasted."));
  assert_choices (self, 0, "Pasted text|" TRACKS);
  sfl_episode_show_transcript (self->episode, 2);
  wait_for (shows (self, "Bonjour, vous."));

  restart (self);
  open_names (self, "film.mkv");
  wait_for (shows (self, "Bonjour, vous."));
  assert_choices (self, 2, "Pasted text|" TRACKS);
  sfl_episode_show_transcript (self->episode, 0);
  wait_for (shows (self, "Pasted."));
}

/* A transcript that cannot be read leaves the track as it is. */
static void
test_bad_transcript (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) files = NULL;

  if (!add_film (self))
    return;

  g_free (folder_write (self->folder, "bad.srt", ""));
  open_names (self, "film.mkv");
  files = folder_get_all (self->folder, "bad.srt");
  sfl_episode_attach (self->episode, (GFile **) files->pdata, 1);
  wait_for (strstr (self->messages->str, "|transcript") != NULL);
  wait_for (shows (self, "Bonjour, vous."));
  assert_choices (self, 1, TRACKS);
}

/* A list of chapters joins the transcript, and comes again. */
static void
test_chapters (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (SflTranscript) pasted = NULL;
  const char *list =
      "<psc:chapters xmlns:psc=\"http://podlove.org/simple-chapters\" version=\"1.2\">"
      "<psc:chapter start=\"0\" title=\"One\"/>"
      "<psc:chapter start=\"00:00:02\" title=\"Two\"/>"
      "<psc:chapter start=\"00:00:03\" title=\"Three\"/></psc:chapters>";

  if (!add_film (self))
    return;

  g_free (folder_write (self->folder, "list.psc", list));
  open_names (self, "film.mkv");
  wait_for (shows (self, "Bonjour, vous."));
  self->n_chapters_changed = 0;
  files = folder_get_all (self->folder, "list.psc");
  sfl_episode_drop (self->episode, (GFile **) files->pdata, 1);
  wait_for (self->n_chapters_changed > 0);
  assert_chapters (self, "One|Two|Three");
  g_assert_true (shows (self, "Bonjour, vous."));
  g_assert_cmpstr (self->messages->str, ==, "|chapters");

  restart (self);
  open_names (self, "film.mkv");
  wait_for (shows (self, "Bonjour, vous."));
  assert_chapters (self, "One|Two|Three");

  /* Named with a recording that has a transcript of its own, or a remembered one. */
  sfl_episode_close (self->episode);
  g_assert_cmpint (g_unlink (self->state), ==, 0);
  restart (self);
  open_names (self, "film.mkv list.psc");
  wait_for (shows (self, "Bonjour, vous."));
  assert_chapters (self, "One|Two|Three");
  pasted = parse ("00:01 Pasted.\n00:03 Twice.\n");
  sfl_episode_attach_text (self->episode, "00:01 Pasted.\n00:03 Twice.\n", pasted);
  g_assert_true (shows (self, "Pasted."));
  restart (self);
  open_names (self, "film.mkv list.psc");
  wait_for (shows (self, "Pasted."));
  assert_chapters (self, "One|Two|Three");

  sfl_episode_close (self->episode);
  assert_chapters (self, "");
  g_assert_cmpuint (sfl_episode_get_n_transcripts (self->episode), ==, 0);
  g_assert_cmpint (sfl_episode_get_shown_transcript (self->episode), ==, -1);
}

/* Closing at any moment; what was under way must not come back. */
static void
test_close (Fixture *self, gconstpointer data)
{
  if (!add_film (self))
    return;

  for (guint i = 0; i < 20; i++) {
    g_autoptr (GPtrArray) files = folder_get_all (self->folder, "film.mkv");

    sfl_episode_open (self->episode, (GFile **) files->pdata, 1);
    for (guint j = 0; j < i * 3; j++)
      g_main_context_iteration (NULL, FALSE);
    if (i % 4 == 3)
      restart (self);
    else
      sfl_episode_close (self->episode);
  }
  open_names (self, "film.mkv");
  wait_for (shows (self, "Bonjour, vous."));
}

/* Subtitles that are pictures are named, and not offered as text. */
static void
test_pictures (Fixture *self, gconstpointer data)
{
  g_autofree char *from =
      g_test_build_filename (G_TEST_DIST, "fuzz", "corpus", "container", "pictures", NULL);
  g_autofree char *to = g_build_filename (self->folder, "pictures.mp4", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GPtrArray) files = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (from, &contents, &length, NULL));
  g_assert_true (g_file_set_contents (to, contents, length, NULL));
  files = folder_get_all (self->folder, "pictures.mp4");
  sfl_episode_open (self->episode, (GFile **) files->pdata, 1); /* which nothing plays */
  wait_for (strstr (self->messages->str, "|track") != NULL);
  assert_choices (self, -1, "French (pictures, not text)");
  g_assert_false (sfl_episode_can_show_transcript (self->episode, 0));
  sfl_episode_show_transcript (self->episode, 0);
  g_assert_null (sfl_episode_get_transcript (self->episode));
}

/* Many cues. */

#define N_CUES 400000

static void
append_element (GByteArray *array, const char *id, gsize id_length, const guint8 *data, guint32 n)
{
  guint8 size[] = { 0x10 | n >> 24, n >> 16, n >> 8, n };

  g_byte_array_append (array, (const guint8 *) id, id_length);
  g_byte_array_append (array, size, sizeof size);
  if (data != NULL)
    g_byte_array_append (array, data, n);
}

/* A Matroska file of nothing but text; the segment and the cluster have no size. */
static GFile *
write_long_track (Fixture *self)
{
  static const guint8 entry[] = "\xd7\x81\x01\x83\x81\x11\x86\x8bS_TEXT/UTF8";
  g_autofree char *path = g_build_filename (self->folder, "long.mkv", NULL);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GByteArray) tracks = g_byte_array_new ();

  append_element (file, "\x1a\x45\xdf\xa3", 4, NULL, 0);
  g_byte_array_append (file, (const guint8 *) "\x18\x53\x80\x67\xff", 5);
  append_element (tracks, "\xae", 1, entry, sizeof entry - 1);
  append_element (file, "\x16\x54\xae\x6b", 4, tracks->data, tracks->len);
  for (guint i = 0; i < N_CUES; i++) {
    guint32 ticks = GUINT32_TO_BE (i * 100);
    char block[64] = "\x81\0\0";
    int length = g_snprintf (block + 4, sizeof block - 4, "Line %u.", i) + 4;

    g_byte_array_append (file, (const guint8 *) "\x1f\x43\xb6\x75\xff", 5);
    append_element (file, "\xe7", 1, (const guint8 *) &ticks, 4);
    append_element (file, "\xa3", 1, (const guint8 *) block, length);
  }
  g_assert_true (g_file_set_contents (path, (char *) file->data, file->len, NULL));

  return g_file_new_for_path (path);
}

static void
count_lines_cb (SflTranscript *transcript, gpointer user_data)
{
  GAsyncResult **result = user_data;
  g_autofree char *first = sfl_transcript_dup_line_text (transcript, 0);
  guint n_lines;

  g_assert_null (*result);
  g_assert_cmpstr (first, ==, "Line 0.");
  sfl_transcript_get_lines (transcript, &n_lines);
  g_test_message ("%u lines so far", n_lines);
  g_assert_cmpuint (n_lines, <=, N_CUES);
}

static void
not_reached_cb (SflTranscript *transcript, gpointer user_data)
{
  g_assert_not_reached ();
}

static void
test_long_track (Fixture *self, gconstpointer data)
{
  g_autoptr (GFile) file = write_long_track (self);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) cancelled = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SflTranscript) transcript = NULL;
  g_autoptr (GError) error = NULL;
  gint64 begun;
  guint n_lines;

  sfl_track_load_async (file, 1, count_lines_cb, NULL, result_cb, &result);
  wait_for (result != NULL);
  transcript = sfl_track_load_finish (result, &error);
  g_assert_no_error (error);
  sfl_transcript_get_lines (transcript, &n_lines);
  g_assert_cmpuint (n_lines, ==, N_CUES);

  sfl_track_load_async (file, 1, not_reached_cb, cancellable, result_cb, &cancelled);
  begun = g_get_monotonic_time ();
  g_cancellable_cancel (cancellable);
  wait_for (cancelled != NULL);
  g_assert_null (sfl_track_load_finish (cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  if (FIXTURE_IS_PUNCTUAL)
    g_assert_cmpint (g_get_monotonic_time () - begun, <, G_USEC_PER_SEC / 2);
}

int
main (int argc, char **argv)
{
  int result;

  /* Who reads English takes the second track, though the first is the default. */
  g_setenv ("LANGUAGE", "en", TRUE);
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  setlocale (LC_ALL, "");
  /* Whatever sound there is on this machine, the test has none. */
  g_setenv ("PULSE_SERVER", "unix:/nonexistent", TRUE);
  g_setenv ("ALSA_CONFIG_PATH", "/nonexistent", TRUE);
  g_unsetenv ("DISPLAY");
  g_test_init (&argc, &argv, NULL);
  sfl_episode_setup ();
  stock = folder_new ();
  make_film ();

#define ADD(name, function)                                                                        \
  g_test_add ("/episode-tracks/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("choose", test_choose);
  ADD ("beside", test_beside);
  ADD ("pasted", test_pasted);
  ADD ("bad-transcript", test_bad_transcript);
  ADD ("chapters", test_chapters);
  ADD ("close", test_close);
  ADD ("pictures", test_pictures);
  ADD ("long-track", test_long_track);
#undef ADD

  result = g_test_run ();
  sfl_episode_teardown ();
  g_free (film);
  folder_free (stock);

  return result;
}
