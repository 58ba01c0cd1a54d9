/* test-align.c: words in time, for what is open
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * With an episode that espeak-ng says (tests/support/speech.py), so that it is known exactly when
 * each word begins.
 */

#include "config.h"

#include "folder.h"
#include "media-fixture.h"
#include "sfl-alignment.h"
#include "sfl-episode.h"
#include "sfl-form.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Where speech.py has put its files. */
static const char *speech;

typedef struct {
  char *folder;
  char *state;
  SflEpisode *episode;
  guint n_opened;
  guint n_aligned;
  guint n_progress;
  double progress;
  GString *messages; /* their ids, each followed by a space */
  char *message;     /* the newest */
} Fixture;

static void
opened_cb (SflEpisode *episode, Fixture *self)
{
  self->n_opened++;
}

static void
aligned_cb (SflEpisode *episode, Fixture *self)
{
  self->n_aligned++;
}

/* It never goes back while one alignment lasts. */
static void
progress_cb (SflEpisode *episode, GParamSpec *pspec, Fixture *self)
{
  double progress = sfl_episode_get_align_progress (episode);

  if (progress > 0) {
    g_assert_cmpfloat (progress, >=, self->progress);
    g_assert_cmpfloat (progress, <=, 1);
    self->n_progress++;
  }
  self->progress = progress;
}

static void
message_cb (SflEpisode *episode, const char *id, guint kind, const char *text, Fixture *self)
{
  g_test_message ("%s: %s", id, text);
  if (g_str_equal (id, "sound-device")) /* there is none here */
    return;
  g_string_append_printf (self->messages, "%s ", id);
  g_free (self->message);
  self->message = g_strdup (text);
}

static void
make_episode (Fixture *self)
{
  self->episode = sfl_episode_new (self->state);
  self->n_opened = self->n_aligned = self->n_progress = 0;
  g_string_truncate (self->messages, 0);
  g_signal_connect (self->episode, "opened", G_CALLBACK (opened_cb), self);
  g_signal_connect (self->episode, "aligned", G_CALLBACK (aligned_cb), self);
  g_signal_connect (self->episode, "notify::align-progress", G_CALLBACK (progress_cb), self);
  g_signal_connect (self->episode, "message", G_CALLBACK (message_cb), self);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = folder_new ();
  self->state = g_build_filename (self->folder, "state.db", NULL);
  self->messages = g_string_new (NULL);
  make_episode (self);
}

/* How many threads listen. */
static guint
count_threads (void)
{
  g_autoptr (GDir) tasks = g_dir_open ("/proc/self/task", 0, NULL);
  const char *task;
  guint n = 0;

  while ((task = g_dir_read_name (tasks)) != NULL) {
    g_autofree char *path = g_build_filename ("/proc/self/task", task, "comm", NULL);
    g_autofree char *name = NULL;

    if (g_file_get_contents (path, &name, NULL, NULL))
      n += g_str_equal (name, "align\n");
  }

  return n;
}

static void
close_episode (Fixture *self)
{
  sfl_episode_close (self->episode);
  sfl_episode_save (self->episode);
  g_assert_finalize_object (self->episode);
  self->episode = NULL;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  close_episode (self);
  wait_for (count_threads () == 0);
  g_free (self->state);
  g_free (self->message);
  g_string_free (self->messages, TRUE);
  folder_free (self->folder);
}

static void
open_files (Fixture *self, const char *names)
{
  g_autoptr (GPtrArray) files = folder_get_all (speech, names);
  guint n = self->n_opened;

  sfl_episode_open (self->episode, (GFile **) files->pdata, files->len);
  wait_for (self->n_opened > n);
}

static SflTranscript *
get_transcript (Fixture *self)
{
  return sfl_episode_get_transcript (self->episode);
}

static void
align (Fixture *self)
{
  guint n = self->n_aligned;

  sfl_episode_align (self->episode, "fr", 0, 0);
  g_assert_true (sfl_episode_get_aligning (self->episode));
  wait_for (!sfl_episode_get_aligning (self->episode));
  g_assert_cmpuint (self->n_aligned, ==, n + 1);
  g_assert_true (sfl_transcript_is_aligned (get_transcript (self)));
}

/* The lines of speech.words.tsv. */
static GStrv
read_words (void)
{
  g_autofree char *path = g_build_filename (speech, "speech.words.tsv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return g_strsplit (g_strchomp (text), "\n", -1);
}

/* Nearly every word is where it is said, and what nobody says is not shown as if somebody did.  How
 * near, and how surely, the tests of the aligner judge.
 */
static void
check_words (SflTranscript *transcript)
{
  g_auto (GStrv) rows = read_words ();
  guint n_words, n_near = 0, n_timed = 0, n_false = 0;
  const SflWord *words = sfl_transcript_get_words (transcript, &n_words);
  const char *text = sfl_transcript_get_text (transcript, NULL);

  g_assert_cmpuint (n_words, ==, g_strv_length (rows));
  for (guint i = 0; i < n_words; i++) {
    g_auto (GStrv) row = g_strsplit (rows[i], "\t", -1);
    double expected = g_ascii_strtod (row[0], NULL);
    gboolean spoken = !(words[i].flags & SFL_WORD_UNSPOKEN);

    g_assert_cmpmem (text + words[i].offset, words[i].length, row[2], strlen (row[2]));
    if (expected >= 0) {
      n_timed++;
      n_near += spoken && fabs (words[i].start / 1e9 - expected) < 0.05;
      if (!spoken || fabs (words[i].start / 1e9 - expected) >= 0.05)
        g_test_message ("%s: %.3f instead of %.3f", row[2], spoken ? words[i].start / 1e9 : -1,
                        expected);
    } else if (expected > -2) {
      n_false += spoken && words[i].confidence >= 0.5;
    }
  }
  g_test_message ("%u of %u within 50 ms", n_near, n_timed);
  g_assert_cmpuint (n_timed, >, 50);
  g_assert_cmpuint (n_near * 100, >=, n_timed * 90);
  g_assert_cmpuint (n_false, <=, 2);
}

/* Found, taken back, and there the next day. */
static void
test_align (Fixture *self, gconstpointer data)
{
  SflTranscript *before;
  const SflLine *lines;
  const SflHole *holes;
  guint n_holes;
  g_autoptr (SflTranscript) aligned = NULL;

  open_files (self, "speech.wav speech.txt");
  before = get_transcript (self);
  g_assert_true (sfl_episode_can_align (self->episode));
  g_assert_false (sfl_episode_get_can_undo_sync (self->episode));
  sfl_episode_seek (self->episode, 7 * SFL_SECOND);
  wait_for (sfl_cursor_get_line (sfl_episode_get_cursor (self->episode)) == 1);

  align (self);
  g_assert_cmpuint (self->n_progress, >, 0);
  aligned = g_object_ref (get_transcript (self));
  g_assert_true (sfl_transcript_shares_text (aligned, before));
  check_words (aligned);
  g_assert_cmpint (sfl_episode_get_position (self->episode), ==, 7 * SFL_SECOND);
  g_assert_cmpint (sfl_cursor_get_line (sfl_episode_get_cursor (self->episode)), ==, 1);
  g_assert_cmpint (sfl_cursor_get_word (sfl_episode_get_cursor (self->episode)), >=, 0);
  lines = sfl_transcript_get_lines (aligned, NULL);
  g_assert_cmpint (ABS (lines[0].start - 2 * SFL_SECOND), <, SFL_SECOND / 10);
  holes = sfl_transcript_get_holes (aligned, &n_holes);
  g_assert_cmpuint (n_holes, ==, 1);
  g_assert_cmpuint (holes[0].line, ==, 1);
  g_assert_cmpint (holes[0].kind, ==, SFL_HOLE_MUSIC);
  g_assert_cmpint (ABS (holes[0].end - holes[0].start - 7 * SFL_SECOND), <, SFL_SECOND);

  sfl_episode_undo_sync (self->episode);
  g_assert_true (get_transcript (self) == sfl_transcript_get_original (aligned));
  g_assert_false (sfl_episode_get_can_undo_sync (self->episode));
  sfl_episode_redo_sync (self->episode);
  g_assert_true (get_transcript (self) == aligned);
  g_assert_cmpstr (self->messages->str, ==, "");

  close_episode (self);
  make_episode (self);
  open_files (self, "speech.wav");
  g_assert_true (sfl_transcript_is_aligned (get_transcript (self)));
  g_assert_cmpuint (self->n_aligned, ==, 0);
  check_words (get_transcript (self));
}

/* What was taken back stays so. */
static void
test_undone (Fixture *self, gconstpointer data)
{
  open_files (self, "speech.wav speech.txt");
  align (self);
  sfl_episode_undo_sync (self->episode);
  close_episode (self);
  make_episode (self);
  open_files (self, "speech.wav");
  g_assert_false (sfl_transcript_is_aligned (get_transcript (self)));
}

/* In each form that can be written. */
static void
check_exports (Fixture *self)
{
  guint n_forms, n_written = 0;
  const SflForm *forms = sfl_form_get_all (&n_forms);

  for (guint i = 0; i < n_forms; i++) {
    g_autofree char *name = g_strdup_printf ("saved-%u", i);
    g_autoptr (GFile) target = folder_get (self->folder, name);
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;
    g_autofree char *saved = NULL;
    gsize length;

    if (!forms[i].writes)
      continue;
    sfl_episode_export_async (self->episode, forms[i].id, target, NULL, result_cb, &result);
    wait_for (result != NULL);
    g_assert_true (sfl_episode_export_finish (self->episode, result, &error));
    g_assert_no_error (error);
    g_assert_true (g_file_load_contents (target, NULL, &saved, &length, NULL, NULL));
    g_assert_cmpuint (length, >, 200);
    n_written++;
  }
  g_assert_cmpuint (n_written, >, 5);
}

/* A plain text gets its times, can be saved with them, and loses them again. */
static void
test_untimed (Fixture *self, gconstpointer data)
{
  g_autoptr (GFile) target = folder_get (self->folder, "saved.srt");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *saved = NULL;

  open_files (self, "speech.wav speech.plain.txt");
  g_assert_false (sfl_transcript_is_timed (get_transcript (self)));
  align (self);
  g_assert_true (sfl_transcript_is_timed (get_transcript (self)));
  check_words (get_transcript (self));

  sfl_episode_export_async (self->episode, "srt", target, NULL, result_cb, &result);
  wait_for (result != NULL);
  sfl_episode_export_finish (self->episode, result, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_load_contents (target, NULL, &saved, NULL, NULL, NULL));
  g_assert_true (g_str_has_prefix (saved, "1\n00:00:02,") ||
                 g_str_has_prefix (saved, "1\n00:00:01,9"));
  check_exports (self);

  sfl_episode_undo_sync (self->episode);
  g_assert_false (sfl_transcript_is_timed (get_transcript (self)));
  g_assert_true (sfl_episode_get_can_redo_sync (self->episode));
  sfl_episode_redo_sync (self->episode);
  g_assert_true (sfl_transcript_is_aligned (get_transcript (self)));
}

/* It ends at once and leaves nothing, whoever ends it. */
static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autoptr (SflTranscript) before = NULL;

  open_files (self, "speech.wav speech.txt");
  before = g_object_ref (get_transcript (self));
  sfl_episode_align (self->episode, "fr", 0, 0);
  wait_for (self->n_progress > 0);
  sfl_episode_cancel_align (self->episode);
  g_assert_false (sfl_episode_get_aligning (self->episode));
  g_assert_cmpfloat (sfl_episode_get_align_progress (self->episode), ==, 0);
  wait_for (count_threads () == 0);
  g_assert_true (get_transcript (self) == before);

  /* By opening something else. */
  sfl_episode_align (self->episode, "fr", 0, 0);
  open_files (self, "speech.wav speech.plain.txt");
  g_assert_false (sfl_episode_get_aligning (self->episode));
  wait_for (count_threads () == 0);

  /* And by closing: see tear_down(). */
  sfl_episode_align (self->episode, "fr", 0, 0);
  g_assert_cmpuint (self->n_aligned, ==, 0);
  g_assert_cmpstr (self->messages->str, ==, "");
}

static void
test_two_at_once (Fixture *self, gconstpointer data)
{
  Fixture other = { 0 };
  const SflWord *words, *other_words;
  guint n_words;

  set_up (&other, NULL);
  open_files (self, "speech.wav speech.txt");
  open_files (&other, "speech.wav speech.txt");
  sfl_episode_align (self->episode, "fr", 0, 0);
  sfl_episode_align (other.episode, "fr", 0, 0);
  wait_for (self->n_aligned == 1 && other.n_aligned == 1);

  words = sfl_transcript_get_words (get_transcript (self), &n_words);
  other_words = sfl_transcript_get_words (get_transcript (&other), NULL);
  g_assert_cmpmem (words, n_words * sizeof *words, other_words, n_words * sizeof *words);
  tear_down (&other, NULL);
}

/* What a user has moved before is where it is looked for, and comes back. */
static void
test_moved (Fixture *self, gconstpointer data)
{
  open_files (self, "speech.wav speech.txt");
  sfl_episode_shift_text (self->episode, 20 * SFL_SECOND);
  sfl_episode_shift_text (self->episode, -20 * SFL_SECOND - SFL_SECOND / 2);
  align (self);
  g_assert_false (sfl_episode_get_has_sync (self->episode));
  check_words (get_transcript (self));
  sfl_episode_undo_sync (self->episode);
  g_assert_true (sfl_episode_get_has_sync (self->episode));
  g_assert_cmpint (sfl_episode_get_sync (self->episode)->shift, ==, -SFL_SECOND / 2);
  g_assert_false (sfl_transcript_is_aligned (get_transcript (self)));
}

/* A line that a user has placed stays there, whatever is heard. */
static void
test_anchored (Fixture *self, gconstpointer data)
{
  SflTime placed;

  open_files (self, "speech.wav speech.txt");
  placed = sfl_transcript_get_lines (get_transcript (self), NULL)[4].start + 700 * SFL_MSECOND;
  sfl_episode_seek (self->episode, placed);
  sfl_episode_anchor_line (self->episode, 4);
  align (self);
  g_assert_cmpint (sfl_transcript_get_lines (get_transcript (self), NULL)[4].start, ==, placed);
  sfl_episode_undo_sync (self->episode);
  g_assert_cmpuint (sfl_episode_get_sync (self->episode)->n_anchors, ==, 1);
}

/* After that a line that is said now moves what is around it, and a shift moves all. */
static void
test_moved_after (Fixture *self, gconstpointer data)
{
  SflTime first, fifth, sixth;
  const SflLine *lines;

  open_files (self, "speech.wav speech.txt");
  align (self);
  lines = sfl_transcript_get_lines (get_transcript (self), NULL);
  first = lines[0].start;
  fifth = lines[4].start;
  sfl_episode_seek (self->episode, fifth + SFL_SECOND / 5);
  sfl_episode_anchor_line (self->episode, 4);
  lines = sfl_transcript_get_lines (get_transcript (self), NULL);
  g_assert_cmpint (lines[4].start, ==, fifth + SFL_SECOND / 5);
  g_assert_cmpint (lines[0].start, ==, first);
  sixth = lines[5].start;

  sfl_episode_shift_text (self->episode, SFL_SECOND);
  lines = sfl_transcript_get_lines (get_transcript (self), NULL);
  g_assert_cmpint (lines[0].start, ==, first + SFL_SECOND);
  g_assert_cmpint (lines[5].start, ==, sixth + SFL_SECOND);
  g_assert_true (sfl_transcript_is_aligned (get_transcript (self)));
}

/* Some lines alone: the others stay where they are. */
static void
test_range (Fixture *self, gconstpointer data)
{
  g_autoptr (SflTranscript) before = NULL;
  const SflLine *lines, *lines_before;
  guint n_lines;

  open_files (self, "speech.wav speech.txt");
  align (self);
  before = g_object_ref (get_transcript (self));
  sfl_episode_align (self->episode, "fr", 1, 2);
  wait_for (self->n_aligned == 2);
  check_words (get_transcript (self));
  lines = sfl_transcript_get_lines (get_transcript (self), &n_lines);
  lines_before = sfl_transcript_get_lines (before, NULL);
  for (guint i = 0; i < n_lines; i++)
    if (i < 1 || i > 2)
      g_assert_cmpint (lines[i].start, ==, lines_before[i].start);
  sfl_episode_undo_sync (self->episode);
  g_assert_true (get_transcript (self) == before);
}

/* A text of another recording, and a language that nobody speaks: a word about it, no change. */
static void
test_failures (Fixture *self, gconstpointer data)
{
  static const char other[] =
      "Selon les prévisions, quarante-huit entreprises investiront davantage.\n"
      "Néanmoins, la conjoncture internationale demeure particulièrement incertaine.\n"
      "Plusieurs économistes recommandent une extrême prudence budgétaire.\n"
      "Le gouvernement présentera ses conclusions devant l’assemblée.\n"
      "Quant aux syndicats, ils réclament des négociations supplémentaires.\n"
      "Les marchés financiers attendaient cependant une tout autre décision.\n";
  g_autofree char *path = folder_write (self->folder, "other.txt", other);
  g_autoptr (GFile) media = folder_get (speech, "speech.wav");
  g_autoptr (GFile) text = g_file_new_for_path (path);
  g_autoptr (SflTranscript) before = NULL;

  sfl_episode_open_pair (self->episode, media, text);
  wait_for (self->n_opened == 1);
  before = g_object_ref (get_transcript (self));
  sfl_episode_align (self->episode, "fr", 0, 0);
  wait_for (!sfl_episode_get_aligning (self->episode));
  g_assert_cmpstr (self->messages->str, ==, "align ");
  g_assert_true (get_transcript (self) == before);

  sfl_episode_align (self->episode, "xx", 0, 0);
  wait_for (!sfl_episode_get_aligning (self->episode));
  g_assert_cmpstr (self->messages->str, ==, "align align ");
  g_assert_true (get_transcript (self) == before);
  g_assert_cmpuint (self->n_aligned, ==, 0);
}

/* Makes a recording out of the speech and opens it with its text. */
static char *
make_media (Fixture *self, const char *name, int seconds, const char *description)
{
  char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *spoken = g_build_filename (speech, "speech.wav", NULL);
  g_autofree char *source = g_strdup_printf ("filesrc location=\"%s\" ! wavparse ! audioconvert ! "
                                             "audioresample",
                                             spoken);
  g_auto (GStrv) parts = g_strsplit (description, "SPEECH", 2);
  g_autofree char *whole = g_strjoinv (source, parts);

  g_assert_true (fixture_make (path, seconds, whole));

  return path;
}

static void
open_with_text (Fixture *self, const char *path, const char *name)
{
  g_autoptr (GFile) media = g_file_new_for_path (path);
  g_autoptr (GFile) text = folder_get (speech, name);

  sfl_episode_open_pair (self->episode, media, text);
  wait_for (self->n_opened == 1);
}

/* Of several sound tracks the one that is heard. */
static void
test_track (Fixture *self, gconstpointer data)
{
  g_autofree char *path =
      make_media (self, "two.mkv", 30,
                  "matroskamux name=m ! filesink name=out "
                  "appsrc name=tone ! audioconvert ! opusenc ! m. SPEECH ! opusenc ! m.");

  open_with_text (self, path, "speech.txt");
  g_assert_cmpuint (sfl_episode_get_n_audio_tracks (self->episode), ==, 2);
  sfl_episode_set_audio_track (self->episode, 1);
  wait_for (sfl_episode_get_audio_track (self->episode) == 1);
  align (self);
  check_words (get_transcript (self));
  g_assert_cmpstr (self->messages->str, ==, "");
}

/* What has no sound: a word about it, no change. */
static void
test_soundless (Fixture *self, gconstpointer data)
{
  g_autofree char *path = make_media (self, "mute.mkv", 3,
                                      "appsrc name=video ! videoconvert ! jpegenc ! "
                                      "matroskamux ! filesink name=out");
  g_autoptr (SflTranscript) before = NULL;

  open_with_text (self, path, "speech.txt");
  before = g_object_ref (get_transcript (self));
  sfl_episode_align (self->episode, "fr", 0, 0);
  wait_for (!sfl_episode_get_aligning (self->episode));
  g_assert_cmpstr (self->messages->str, ==, "align ");
  g_assert_true (get_transcript (self) == before);
  g_assert_false (sfl_episode_get_can_undo_sync (self->episode));
}

/* Of what ends before its text does one is told that, not that the text is another's. */
static void
test_cut_short (Fixture *self, gconstpointer data)
{
  g_autofree char *path =
      make_media (self, "cut.mka", 0, "SPEECH ! flacenc ! matroskamux ! filesink name=out");
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_true (g_file_set_contents (path, content, length * 17 / 20, NULL));
  open_with_text (self, path, "speech.txt");
  sfl_episode_align (self->episode, "fr", 0, 0);
  wait_for (!sfl_episode_get_aligning (self->episode));
  g_assert_cmpstr (self->messages->str, ==, "align ");
  g_assert_nonnull (strstr (self->message, "0:21"));
}

/* Nobody takes German for what was found to be true: it is refused, or doubtful. */
static void
test_wrong_language (Fixture *self, gconstpointer data)
{
  SflAlignmentSummary summary;

  open_files (self, "speech.wav speech.txt");
  sfl_episode_align (self->episode, "de", 0, 0);
  wait_for (!sfl_episode_get_aligning (self->episode));
  if (self->n_aligned == 0) {
    g_assert_cmpstr (self->messages->str, ==, "align ");
    g_assert_false (sfl_episode_get_can_undo_sync (self->episode));
    return;
  }
  summary = sfl_alignment_summarize (get_transcript (self));
  g_assert_cmpuint (2 * summary.n_sure, <, summary.n_words);
}

#define N_TIMES 24

/* The same speech again and again. */
static void
make_long (Fixture *self, const char *name)
{
  g_autofree char *path = g_build_filename (speech, "speech.wav", NULL);
  g_autofree char *text_path = g_build_filename (speech, "speech.txt", NULL);
  g_autofree char *long_path = g_build_filename (self->folder, "long.wav", NULL);
  g_autofree char *once = NULL, *text = NULL;
  g_autoptr (GString) sound = g_string_new (NULL), lines = g_string_new (NULL);
  g_auto (GStrv) rows = NULL;
  guint32 rate, size;
  gsize length;

  g_assert_true (g_file_get_contents (path, &once, &length, NULL));
  g_assert_true (g_file_get_contents (text_path, &text, NULL, NULL));
  rows = g_strsplit (g_strchomp (text), "\n", -1);
  memcpy (&rate, once + 24, 4);
  rate = GUINT32_FROM_LE (rate);
  /* So that its stamps stay whole seconds. */
  size = ((length - 44) / (2 * rate) + 1) * 2 * rate;
  g_string_append_len (sound, once, 44);
  for (guint i = 0; i < N_TIMES; i++) {
    g_string_append_len (sound, once + 44, length - 44);
    g_string_set_size (sound, sound->len + size - (length - 44));
    memset (sound->str + 44 + i * size + length - 44, 0, size - (length - 44));
    for (guint row = 0; rows[row] != NULL; row++) {
      guint at = i * (size / (2 * rate)) + atoi (rows[row]) * 60 + atoi (rows[row] + 3);

      g_string_append_printf (lines, "%02u:%02u%s\n", at / 60, at % 60, rows[row] + 5);
    }
  }
  size = GUINT32_TO_LE (sound->len - 44);
  memcpy (sound->str + 40, &size, 4);
  size = GUINT32_TO_LE (sound->len - 8);
  memcpy (sound->str + 4, &size, 4);
  g_assert_true (g_file_set_contents (long_path, sound->str, sound->len, NULL));
  g_free (folder_write (self->folder, "long.txt", lines->str));
}

/* What is heard just now is found first and shown until all is; it is kept nowhere. */
static void
test_findings (Fixture *self, gconstpointer data)
{
  static const char *const ways[] = { "cancel", "shift", "wait" };

  make_long (self, "long");
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++) {
    g_autoptr (GPtrArray) files = folder_get_all (self->folder, "long.wav long.txt");
    g_autoptr (SflTranscript) before = NULL, found = NULL;
    const SflWord *words, *all;
    guint n_words, n_all, n_near = 0, first, n;
    guint n_opened = self->n_opened;

    if (i == 0) {
      sfl_episode_open (self->episode, (GFile **) files->pdata, files->len);
      wait_for (self->n_opened > n_opened);
      sfl_episode_seek (self->episode, 300 * SFL_SECOND);
      wait_for (sfl_episode_get_position (self->episode) == 300 * SFL_SECOND);
    }
    before = g_object_ref (get_transcript (self));
    sfl_episode_align (self->episode, "fr", 0, 0);
    wait_for (get_transcript (self) != before);
    g_assert_true (sfl_episode_get_aligning (self->episode));
    found = g_object_ref (get_transcript (self));
    g_assert_true (sfl_transcript_shares_text (found, before));
    g_assert_cmpint (sfl_cursor_get_word (sfl_episode_get_cursor (self->episode)), >=, -1);
    g_assert_false (sfl_episode_get_can_undo_sync (self->episode));
    words = sfl_transcript_get_words (found, &n_words);
    g_assert_cmpuint (n_words, >, 100);

    if (g_str_equal (ways[i], "cancel")) {
      sfl_episode_save (self->episode);
      sfl_episode_cancel_align (self->episode);
      g_assert_true (get_transcript (self) == before);
      wait_for (count_threads () == 0);
    } else if (g_str_equal (ways[i], "shift")) {
      sfl_episode_shift_text (self->episode, SFL_SECOND);
      g_assert_true (sfl_transcript_get_original (get_transcript (self)) == before);
      g_assert_false (sfl_transcript_is_aligned (get_transcript (self)));
      sfl_episode_cancel_align (self->episode);
      sfl_episode_undo_sync (self->episode);
      g_assert_true (sfl_transcript_get_original (get_transcript (self)) == before);
      g_assert_false (sfl_episode_get_can_undo_sync (self->episode));
    } else {
      wait_for (!sfl_episode_get_aligning (self->episode));
      g_assert_cmpuint (self->n_aligned, ==, 1);
      all = sfl_transcript_get_words (get_transcript (self), &n_all);
      g_assert_cmpuint (n_all, >, n_words);
      sfl_transcript_get_line_words (get_transcript (self),
                                     sfl_transcript_find_at (found, words[0].offset), &first, &n);
      for (guint w = 0; w < n_words; w++) {
        g_assert_cmpuint (all[first + w].offset, ==, words[w].offset);
        n_near += words[w].start == all[first + w].start ||
                  ABS (words[w].start - all[first + w].start) <= 50 * SFL_MSECOND;
      }
      g_test_message ("%u of %u words stay within 50 ms", n_near, n_words);
      g_assert_cmpuint (n_near * 100, >=, n_words * 95);
      sfl_episode_undo_sync (self->episode);
      g_assert_true (get_transcript (self) == before);
      g_assert_false (sfl_episode_get_can_undo_sync (self->episode));
    }
  }
  g_assert_cmpstr (self->messages->str, ==, "");
}

int
main (int argc, char *argv[])
{
  int status;

  setlocale (LC_ALL, "");
  fixture_init (&argc, &argv);
  g_assert_cmpint (argc, ==, 2);
  speech = argv[1];
  sfl_episode_setup ();

#define ADD(name, function) g_test_add ("/align/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("align", test_align);
  ADD ("undone", test_undone);
  ADD ("untimed", test_untimed);
  ADD ("cancel", test_cancel);
  ADD ("two-at-once", test_two_at_once);
  ADD ("moved", test_moved);
  ADD ("anchored", test_anchored);
  ADD ("moved-after", test_moved_after);
  ADD ("range", test_range);
  ADD ("failures", test_failures);
  ADD ("track", test_track);
  ADD ("soundless", test_soundless);
  ADD ("cut-short", test_cut_short);
  ADD ("wrong-language", test_wrong_language);
  ADD ("findings", test_findings);

  status = g_test_run ();
  sfl_episode_teardown ();

  return status;
}
