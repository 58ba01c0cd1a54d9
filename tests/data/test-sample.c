/* test-sample.c: the sample episode is what its tables say it is
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Other tests take the sample for true: its word times, the hole in its
 * transcript, the frame numbers in its picture.  So here they are compared
 * with what is heard and seen in the files.
 */

#include "config.h"

#include <gst/app/gstappsink.h>
#include <gst/gst.h>
#include <math.h>
#include <string.h>

#include "../../data/sample/sample-picture.h"
#include "sfl-format.h"
#include "sfl-transcript.h"

#define RATE 22050

typedef struct {
  double start; /* seconds, -1: not known */
  double end;
  char *text;
  guint line;
} Word;

static char *
get_path (const char *name)
{
  return g_build_filename (g_getenv ("SOUFFLEUR_SAMPLE_DIR"), name, NULL);
}

static void
word_clear (gpointer data)
{
  g_free (((Word *) data)->text);
}

static GArray *
read_words (void)
{
  g_autofree char *path = get_path ("sample.words.tsv");
  g_autofree char *content = NULL;
  g_auto (GStrv) rows = NULL;
  g_autoptr (GError) error = NULL;
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));

  g_array_set_clear_func (words, word_clear);
  g_file_get_contents (path, &content, NULL, &error);
  g_assert_no_error (error);

  rows = g_strsplit (g_strchomp (content), "\n", -1);
  for (int i = 1; rows[i]; i++) {
    g_auto (GStrv) fields = g_strsplit (rows[i], "\t", 4);
    Word word;

    g_assert_cmpuint (g_strv_length (fields), ==, 4);
    word.start = g_ascii_strtod (fields[0], NULL);
    word.end = g_ascii_strtod (fields[1], NULL);
    word.text = g_strdup (fields[2]);
    word.line = g_ascii_strtoull (fields[3], NULL, 10);
    g_array_append_val (words, word);
  }

  g_assert_cmpuint (words->len, >, 300);
  return words;
}

static SflTranscript *
read_transcript (void)
{
  g_autofree char *path = get_path ("sample.txt");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  char *content;
  gsize length;
  SflTranscript *transcript;

  g_file_get_contents (path, &content, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (content, length);
  transcript = sfl_format_parse (bytes, "sample.txt", NULL, NULL, &error);
  g_assert_no_error (error);
  return transcript;
}

static void
test_transcript (void)
{
  g_autoptr (SflTranscript) transcript = read_transcript ();
  g_autoptr (GArray) words = read_words ();
  const SflLine *lines;
  const SflHole *holes;
  guint n_lines, n_holes, line = 0;

  g_assert_cmpstr (sfl_transcript_get_format (transcript), ==, "pasted-text");
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_CATEGORY), ==, "Culture");
  g_assert_cmpstr (sfl_transcript_get_meta (transcript, SFL_META_DATE), ==, "2026-03-14");

  lines = sfl_transcript_get_lines (transcript, &n_lines);
  g_assert_cmpuint (n_lines, ==, g_array_index (words, Word, words->len - 1).line + 1);

  /* A line starts, in whole seconds, where its first word does. */
  for (guint i = 0; i < words->len; i++) {
    const Word *word = &g_array_index (words, Word, i);
    g_autofree char *text = sfl_transcript_dup_line_text (transcript, word->line);

    g_assert_nonnull (strstr (text, word->text));
    if (i == 0 || word->line != line)
      g_assert_cmpint (lines[word->line].start, ==, (SflTime) floor (word->start) * SFL_SECOND);
    line = word->line;
  }

  /* Someone is heard in the hole after “Écoutons-la.”, and nowhere else. */
  holes = sfl_transcript_get_holes (transcript, &n_holes);
  g_assert_cmpuint (n_holes, ==, 1);
  for (guint i = 1; i < words->len; i++) {
    const Word *before = &g_array_index (words, Word, i - 1);
    const Word *after = &g_array_index (words, Word, i);

    if (before->line != holes[0].line || after->line == before->line)
      continue;
    g_assert_cmpstr (before->text, ==, "Écoutons-la.");
    g_assert_cmpfloat (after->start - before->end, >, 15);
    g_assert_cmpint (holes[0].end, ==, lines[after->line].start);
  }
}

static GArray *
decode_sound (void)
{
  g_autofree char *path = get_path ("sample.ogg");
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstElement) file = NULL;
  g_autoptr (GstElement) sink = NULL;
  GArray *samples = g_array_new (FALSE, FALSE, sizeof (gint16));
  GstSample *sample;

  pipeline = gst_parse_launch ("filesrc name=file ! oggdemux ! vorbisdec ! audioconvert "
                               "! appsink name=sink sync=false "
                               "caps=audio/x-raw,format=S16LE,rate=22050,channels=1",
                               &error);
  g_assert_no_error (error);
  file = gst_bin_get_by_name (GST_BIN (pipeline), "file");
  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  g_object_set (file, "location", path, NULL);
  gst_element_set_state (pipeline, GST_STATE_PLAYING);

  while ((sample = gst_app_sink_pull_sample (GST_APP_SINK (sink))) != NULL) {
    GstMapInfo map;

    gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ);
    g_array_append_vals (samples, map.data, map.size / sizeof (gint16));
    gst_buffer_unmap (gst_sample_get_buffer (sample), &map);
    gst_sample_unref (sample);
  }

  gst_element_set_state (pipeline, GST_STATE_NULL);
  return samples;
}

static double
measure_loudness (GArray *samples, double start, double end)
{
  guint first = start * RATE, last = MIN (end * RATE, samples->len);
  double sum = 0;

  g_assert_cmpuint (first, <, last);
  for (guint i = first; i < last; i++)
    sum += (double) g_array_index (samples, gint16, i) * g_array_index (samples, gint16, i);

  return sqrt (sum / (last - first));
}

/* Words are loud, at least 1400 of 32767, and rests between them quiet, at most 250: a table
 * that was off by a tenth of a second would mix the two up hundreds of times.
 */
static void
test_sound (void)
{
  g_autoptr (GArray) samples = decode_sound ();
  g_autoptr (GArray) words = read_words ();
  guint n_rests = 0;

  for (guint i = 0; i < words->len; i++) {
    const Word *word = &g_array_index (words, Word, i);
    const Word *next = i + 1 < words->len ? word + 1 : NULL;

    if (word->start >= 0 && word->end >= 0)
      g_assert_cmpfloat (measure_loudness (samples, word->start, word->end), >, 1000);

    if (next == NULL || word->end < 0 || next->start < word->end + 0.1)
      continue;
    if (next->start - word->end > 10) {
      /* The voice that the transcript leaves out. */
      g_assert_cmpfloat (measure_loudness (samples, word->end + 2, next->start - 2), >, 1000);
    } else {
      g_assert_cmpfloat (measure_loudness (samples, word->end + 0.02, next->start - 0.02), <, 400);
      n_rests++;
    }
  }

  g_assert_cmpuint (n_rests, >, 50);
}

static guint
read_frame_number (GstSample *sample)
{
  GstMapInfo map;
  guint number = 0;

  gst_buffer_map (gst_sample_get_buffer (sample), &map, GST_MAP_READ);
  g_assert_cmpuint (map.size, ==, SAMPLE_PICTURE_WIDTH * SAMPLE_PICTURE_HEIGHT);
  for (int i = 0; i < SAMPLE_PICTURE_LAMPS; i++) {
    gsize at = SAMPLE_PICTURE_LAMP_Y * SAMPLE_PICTURE_WIDTH + SAMPLE_PICTURE_LAMP_X (i);

    number |= (map.data[at] > 128) << i;
  }
  gst_buffer_unmap (gst_sample_get_buffer (sample), &map);
  return number;
}

static void
test_picture (void)
{
  static const int seconds[] = { 0, 3, 77, 42, 178 };
  g_autofree char *path = get_path ("sample.webm");
  g_autoptr (GError) error = NULL;
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstElement) file = NULL;
  g_autoptr (GstElement) sink = NULL;

  pipeline = gst_parse_launch ("filesrc name=file ! matroskademux ! vp8dec ! videoconvert "
                               "! appsink name=sink caps=video/x-raw,format=GRAY8",
                               &error);
  g_assert_no_error (error);
  file = gst_bin_get_by_name (GST_BIN (pipeline), "file");
  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  g_object_set (file, "location", path, NULL);
  gst_element_set_state (pipeline, GST_STATE_PAUSED);
  gst_element_get_state (pipeline, NULL, NULL, GST_CLOCK_TIME_NONE);

  for (gsize i = 0; i < G_N_ELEMENTS (seconds); i++) {
    g_autoptr (GstSample) sample = NULL;

    gst_element_seek_simple (pipeline, GST_FORMAT_TIME,
                             GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE, seconds[i] * GST_SECOND);
    gst_element_get_state (pipeline, NULL, NULL, GST_CLOCK_TIME_NONE);
    sample = gst_app_sink_pull_preroll (GST_APP_SINK (sink));
    g_assert_nonnull (sample);
    g_assert_cmpuint (read_frame_number (sample), ==, seconds[i] * SAMPLE_PICTURE_RATE);
  }

  gst_element_set_state (pipeline, GST_STATE_NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gst_init (&argc, &argv);

  g_test_add_func ("/sample/transcript", test_transcript);
  g_test_add_func ("/sample/sound", test_sound);
  g_test_add_func ("/sample/picture", test_picture);
  return g_test_run ();
}
