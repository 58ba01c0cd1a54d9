/* test-voice.c: what is really said, in which language, and when it stops
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Judged by the samples that reach the speaker, against those that espeak-ng
 * makes of the same words when asked directly.
 */

#include "config.h"

#include "media-fixture.h"

#include "sfl-error.h"
#include "sfl-voice.h"

#include <espeak-ng/speak_lib.h>
#include <math.h>
#include <string.h>

#define PATIENCE (20 * SFL_SECOND)
#define WORD "la grande école"
#define AUDIBLE 200       /* of 32768, on average */
#define SAMPLE_RATE 22050 /* of espeak-ng */

static GError *problem;

static void
problem_cb (SflVoice *voice, GError *error)
{
  g_clear_error (&problem);
  problem = g_error_copy (error);
}

static SflVoice *
make_voice (void)
{
  SflVoice *voice = g_object_new (SFL_TYPE_VOICE, "speaker", FIXTURE_SPEAKER, NULL);

  g_clear_error (&problem);
  g_signal_connect (voice, "problem", G_CALLBACK (problem_cb), NULL);
  fixture_forget_heard ();

  return voice;
}

static gboolean
is_done (gpointer data)
{
  return !sfl_voice_get_speaking (data);
}

static gboolean
is_freed (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* What is said holds the voice until it is silent. */
static void
finish (SflVoice *voice)
{
  gpointer alive = voice;

  g_object_add_weak_pointer (G_OBJECT (voice), &alive);
  g_object_unref (voice);
  g_assert_true (fixture_wait (is_freed, &alive, PATIENCE));
}

static GArray *
get_heard (void)
{
  gint16 *samples;
  guint n_channels;
  int rate;
  SflTime start;
  gsize n = fixture_get_heard (&samples, &n_channels, &rate, &start);
  GArray *heard = g_array_new (FALSE, FALSE, sizeof (gint16));

  if (n > 0)
    g_array_append_vals (heard, samples, n * n_channels);
  g_free (samples);

  return heard;
}

static GArray *reference;

static int
reference_cb (short *samples, int n_samples, espeak_EVENT *events)
{
  if (samples != NULL)
    g_array_append_vals (reference, samples, n_samples);

  return 0;
}

/* What espeak-ng makes of it; while nothing else speaks, and after something has. */
static GArray *
say_directly (const char *text, const char *voice, int words_per_minute)
{
  reference = g_array_new (FALSE, FALSE, sizeof (gint16));
  g_assert_cmpint (espeak_SetVoiceByName (voice), ==, EE_OK);
  espeak_SetParameter (espeakRATE, words_per_minute, 0);
  espeak_SetSynthCallback (reference_cb);
  espeak_Synth (text, strlen (text) + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, NULL, NULL);

  return reference;
}

static double
get_loudness (GArray *samples)
{
  double sum = 0;

  for (guint i = 0; i < samples->len; i++)
    sum += ABS (g_array_index (samples, gint16, i));

  return samples->len > 0 ? sum / samples->len : 0;
}

/* How loud each hundredth of a second is, counted from the end. */
static GArray *
make_envelope (GArray *samples, int rate)
{
  GArray *envelope = g_array_new (FALSE, FALSE, sizeof (double));
  guint n = rate / 100;

  for (guint end = samples->len; end >= n; end -= n) {
    double sum = 0;

    for (guint i = end - n; i < end; i++)
      sum += ABS (g_array_index (samples, gint16, i));
    g_array_append_val (envelope, sum);
  }

  return envelope;
}

static double
correlate (GArray *a, GArray *b, guint skip)
{
  double ab = 0, aa = 0, bb = 0;

  for (guint i = 0; i + skip < a->len && i < b->len; i++) {
    double x = g_array_index (a, double, i + skip), y = g_array_index (b, double, i);

    ab += x * y;
    aa += x * x;
    bb += y * y;
  }

  return ab / sqrt (aa * bb);
}

/* From 0 to 1: how much @heard ends as @said.  The speaker has another rate than espeak-ng, and that
 * rests before the end a little longer or shorter, as it has spoken before.
 */
static double
compare_ends (GArray *heard, GArray *said)
{
  g_autoptr (GArray) a = make_envelope (heard, FIXTURE_RATE);
  g_autoptr (GArray) b = make_envelope (said, SAMPLE_RATE);
  double best = 0;

  if (a->len + 5 < b->len)
    return 0;
  for (guint skip = 0; skip <= 4; skip++)
    best = MAX (best, MAX (correlate (a, b, skip), correlate (b, a, skip)));

  return best;
}

static double
get_length (GArray *samples, int rate)
{
  return (double) samples->len / rate;
}

static const struct {
  const char *text;
  const char *language;
  double rate;
  const char *said;
  const char *voice;
  int words_per_minute;
} rows[] = {
  { WORD, "fr", 1, WORD, "fr", 175 },
  { WORD, "fr_CA.UTF-8", 1, WORD, "fr", 175 },
  { WORD, "fra", 1, WORD, "fr", 175 },
  { WORD, "en-US", 1, WORD, "en-us", 175 },
  { WORD, "fr", 1.6, WORD, "fr", 280 },
  { WORD, "fr", 3, WORD, "fr", 450 }, /* faster is none */
  { "aujourd’hui", "fr", 1, "aujourd'hui", "fr", 175 },
  { "10\u202f000", "fr", 1, "10000", "fr", 175 },
  { "un\00120Pdeux", "fr", 1, "un 20Pdeux", "fr", 175 }, /* no command to be high */
};

static void
test_says (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  SflVoice *voice = make_voice ();
  g_autoptr (GArray) heard = NULL;
  g_autoptr (GArray) expected = NULL;
  g_autoptr (GArray) otherwise = NULL;

  sfl_voice_speak (voice, rows[i].text, rows[i].language, rows[i].rate);
  g_assert_true (sfl_voice_get_speaking (voice));
  g_assert_true (fixture_wait (is_done, voice, PATIENCE));
  g_assert_no_error (problem);

  heard = get_heard ();
  expected = say_directly (rows[i].said, rows[i].voice, rows[i].words_per_minute);
  otherwise = say_directly (rows[i].said, "de", rows[i].words_per_minute);
  g_assert_cmpfloat (get_loudness (heard), >, AUDIBLE);
  g_test_message ("%.3f s for %.3f s, alike %.4f, to German %.4f", get_length (heard, FIXTURE_RATE),
                  get_length (expected, SAMPLE_RATE), compare_ends (heard, expected),
                  compare_ends (heard, otherwise));
  g_assert_cmpfloat_with_epsilon (get_length (heard, FIXTURE_RATE),
                                  get_length (expected, SAMPLE_RATE), 0.05);
  g_assert_cmpfloat (compare_ends (heard, expected), >, 0.9);
  g_assert_cmpfloat (compare_ends (heard, otherwise), <, 0.88);
  finish (voice);
}

static gboolean
is_heard (gpointer data)
{
  g_autoptr (GArray) heard = get_heard ();

  return get_length (heard, FIXTURE_RATE) > 0.3 && get_loudness (heard) > AUDIBLE;
}

/* One voice at a time; what was to be said no longer is not. */
static void
test_stops (gconstpointer data)
{
  gboolean stop = GPOINTER_TO_INT (data);
  SflVoice *voice = make_voice ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) heard = NULL;
  g_autoptr (GArray) all = NULL;
  g_autoptr (GArray) last = NULL;

  for (int i = 0; i < 60; i++)
    g_string_append (text, "Encore une phrase qui dure.\n");
  sfl_voice_speak (voice, text->str, "fr", 1);
  g_assert_true (fixture_wait (is_heard, NULL, PATIENCE));
  if (stop) {
    sfl_voice_stop (voice);
    g_assert_false (sfl_voice_get_speaking (voice));
  }
  sfl_voice_speak (voice, WORD, "fr", 1);
  g_assert_true (fixture_wait (is_done, voice, PATIENCE));
  g_assert_no_error (problem);

  heard = get_heard ();
  last = say_directly (WORD, "fr", 175);
  all = say_directly (text->str, "fr", 175);
  g_assert_cmpfloat (compare_ends (heard, last), >, 0.9);
  g_assert_cmpfloat (get_length (heard, FIXTURE_RATE), >, get_length (last, SAMPLE_RATE) + 0.2);
  g_assert_cmpfloat (get_length (heard, FIXTURE_RATE), <, get_length (all, SAMPLE_RATE) / 2);
  finish (voice);
}

static void
test_no_voice (void)
{
  SflVoice *voice = make_voice ();
  g_autoptr (GArray) heard = NULL;

  sfl_voice_speak (voice, WORD, "qqq", 1);
  g_assert_true (fixture_wait (is_done, voice, PATIENCE));
  g_assert_error (problem, SFL_ERROR, SFL_ERROR_UNSUPPORTED);
  heard = get_heard ();
  g_assert_cmpuint (heard->len, ==, 0);
  finish (voice);
}

/* A sign that nobody says. */
static void
test_nothing (void)
{
  SflVoice *voice = make_voice ();

  sfl_voice_speak (voice, "\n", "fr", 1);
  g_assert_true (fixture_wait (is_done, voice, PATIENCE));
  g_assert_no_error (problem);
  finish (voice);
}

int
main (int argc, char *argv[])
{
  int result;

  fixture_init (&argc, &argv);
  fixture_register_speaker ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *name = g_strdup_printf ("/voice/says/%zu", i);

    g_test_add_data_func (name, GSIZE_TO_POINTER (i), test_says);
  }
  g_test_add_data_func ("/voice/stops", GINT_TO_POINTER (TRUE), test_stops);
  g_test_add_data_func ("/voice/makes-way", GINT_TO_POINTER (FALSE), test_stops);
  g_test_add_func ("/voice/no-voice", test_no_voice);
  g_test_add_func ("/voice/nothing", test_nothing);

  result = g_test_run ();
  g_clear_error (&problem);
  fixture_clear ();
  sfl_media_deinit ();
  return result;
}
