/* test-aligner.c: words of a text in the sound of it
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * espeak-ng says the text, in voices that the aligner does not start from, and tells when.
 */

#include "sfl-align-hole.h"
#include "sfl-aligner.h"
#include "sfl-error.h"
#include "sfl-transcript-builder.h"

#include <espeak-ng/speak_lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NONE SFL_TIME_NONE

/* How far a word may be off. */
#define NEAR (50 * SFL_MSECOND)

static const char *const story[] = {
  "Bonjour à tous et bienvenue dans cette nouvelle émission.",
  "Nous parlons ce soir de la mer, des bateaux et des grandes tempêtes de l'hiver dernier.",
  "Il était une fois un petit navire qui n'avait jamais navigué !",
  "Merci beaucoup, et à la semaine prochaine.",
};

/* What is not said by anybody. */
static const char *const unspoken =
    "Personne ne prononcera cette longue phrase devant le microphone du studio.";

typedef struct {
  GArray *samples;    /* of gint16, as many a second as the aligner wants */
  GArray *starts;     /* of SflTime: of each word; NONE where espeak-ng says two as one */
  SflTime hole_start; /* where something comes that the text does not have */
  SflTime hole_end;
} Recording;

static int rate; /* of espeak-ng */
static GArray *said;
static GArray *word_events;

static int
synth_cb (short *samples, int n_samples, espeak_EVENT *events)
{
  if (samples != NULL)
    g_array_append_vals (said, samples, n_samples);
  for (; events->type != espeakEVENT_LIST_TERMINATED; events++)
    if (events->type == espeakEVENT_WORD)
      g_array_append_vals (word_events, events, 1);

  return 0;
}

static Recording
new_recording (void)
{
  return (Recording){ g_array_new (FALSE, TRUE, sizeof (gint16)),
                      g_array_new (FALSE, FALSE, sizeof (SflTime)) };
}

static void
clear_recording (Recording *self)
{
  g_array_unref (self->samples);
  g_array_unref (self->starts);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Recording, clear_recording)

static void
wait (Recording *self, double seconds)
{
  g_array_set_size (self->samples, self->samples->len + seconds * SFL_ALIGNER_RATE);
}

/* A chord that beats. */
static void
play_music (Recording *self, double seconds)
{
  for (guint i = 0; i < seconds * SFL_ALIGNER_RATE; i++) {
    double t = (double) i / SFL_ALIGNER_RATE, beat = exp (-4 * fmod (t, 0.5));
    gint16 sample =
        1200 * beat *
        (sin (2 * G_PI * 220 * t) + sin (2 * G_PI * 277 * t) + sin (2 * G_PI * 330 * t));

    g_array_append_val (self->samples, sample);
  }
}

/* Chords, one each half second. */
static void
play_tune (Recording *self, double seconds)
{
  static const double notes[] = { 220, 294, 165, 247, 330, 196 };

  for (guint i = 0; i < seconds * SFL_ALIGNER_RATE; i++) {
    double t = (double) i / SFL_ALIGNER_RATE, beat = exp (-2 * fmod (t, 0.5)), sum = 0;
    double note = notes[(guint) (2 * t) % G_N_ELEMENTS (notes)];
    gint16 sample;

    for (guint k = 1; k <= 6; k++)
      sum += (sin (2 * G_PI * k * note * t) + sin (2 * G_PI * 1.25 * k * note * t)) / k;
    sample = 2000 * beat * sum;
    g_array_append_val (self->samples, sample);
  }
}

static void
hiss (Recording *self, double seconds)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);

  for (guint i = 0; i < seconds * SFL_ALIGNER_RATE; i++) {
    gint16 sample = g_rand_int_range (random, -3000, 3000);

    g_array_append_val (self->samples, sample);
  }
}

/* The next that has a letter, or NULL. */
static const char *
next_word (const char *word)
{
  do {
    word = strchr (word, ' ');
    word = word != NULL ? word + 1 : NULL;
  } while (word != NULL && g_ascii_ispunct (*word));

  return word;
}

static void
say (Recording *self, const char *text, const char *voice)
{
  SflTime begin = (SflTime) self->samples->len * SFL_SECOND / SFL_ALIGNER_RATE;

  if (rate == 0) {
    rate = espeak_Initialize (AUDIO_OUTPUT_SYNCHRONOUS, 0, NULL, espeakINITIALIZE_DONT_EXIT);
    espeak_SetSynthCallback (synth_cb);
    said = g_array_new (FALSE, FALSE, sizeof (gint16));
    word_events = g_array_new (FALSE, FALSE, sizeof (espeak_EVENT));
  }
  g_assert_cmpint (rate, >, SFL_ALIGNER_RATE);
  g_array_set_size (said, 0);
  g_array_set_size (word_events, 0);
  g_assert_cmpint (espeak_SetVoiceByName (voice), ==, EE_OK);
  espeak_Synth (text, strlen (text) + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, NULL, NULL);

  for (const char *word = text; word != NULL; word = next_word (word)) {
    SflTime start = NONE;

    for (guint i = 0; i < word_events->len; i++) {
      const espeak_EVENT *event = &g_array_index (word_events, espeak_EVENT, i);

      if (event->text_position - 1 == g_utf8_pointer_to_offset (text, word))
        start = begin + event->sample * SFL_SECOND / rate;
    }
    g_array_append_val (self->starts, start);
  }
  for (guint i = 0; (double) i * rate / SFL_ALIGNER_RATE + 1 < said->len; i++) {
    double at = (double) i * rate / SFL_ALIGNER_RATE;
    gint16 low = g_array_index (said, gint16, (guint) at);
    gint16 high = g_array_index (said, gint16, (guint) at + 1);
    gint16 sample = low + (high - low) * (at - floor (at));

    g_array_append_val (self->samples, sample);
  }
}

/* What the transcript does not have. */
static void
digress (Recording *self, double seconds)
{
  guint n_words = self->starts->len;

  say (self, "Oggi il tempo è bello, ma domani piove di nuovo.", "it");
  wait (self, 0.4);
  say (self, "Dove andiamo, al mare o in montagna?", "it");
  g_array_set_size (self->starts, n_words);
}

static SflTime
get_length (const Recording *self)
{
  return (SflTime) self->samples->len * SFL_SECOND / SFL_ALIGNER_RATE;
}

typedef void (*Interlude) (Recording *self, double seconds);

/* The story, with something else in the middle. */
static Recording
tell_story_with (Interlude interlude)
{
  Recording recording = new_recording ();

  wait (&recording, 0.5);
  say (&recording, story[0], "fr+m7");
  wait (&recording, 0.4);
  say (&recording, story[1], "fr+m7");
  wait (&recording, 0.3);
  recording.hole_start = get_length (&recording);
  interlude (&recording, 4);
  recording.hole_end = get_length (&recording);
  wait (&recording, 0.2);
  say (&recording, story[2], "fr+f5");
  wait (&recording, 0.3);
  say (&recording, story[3], "fr+f5");
  wait (&recording, 0.5);

  return recording;
}

static Recording
tell_story (void)
{
  return tell_story_with (play_music);
}

/* @starts: (nullable): of each line, in seconds */
static SflTranscript *
write_down (const char *const *lines, guint n_lines, const double *starts)
{
  SflTranscriptBuilder *builder = sfl_transcript_builder_new ("test");

  for (guint i = 0; i < n_lines; i++) {
    sfl_transcript_builder_begin_line (builder, starts != NULL ? starts[i] * SFL_SECOND : NONE,
                                       NONE, -1);
    sfl_transcript_builder_append (builder, lines[i], strlen (lines[i]));
  }

  return sfl_transcript_builder_end (builder);
}

static SflAligner *
listen (const Recording *recording)
{
  SflAligner *aligner = sfl_aligner_new ("fr");
  const gint16 *samples = (const gint16 *) recording->samples->data;

  for (guint i = 0; i < recording->samples->len; i += 3000)
    sfl_aligner_push (aligner, (SflTime) i * SFL_SECOND / SFL_ALIGNER_RATE, samples + i,
                      MIN (3000, recording->samples->len - i));

  return aligner;
}

static SflTranscript *
align (SflAligner *aligner, SflTranscript *transcript)
{
  g_autoptr (GError) error = NULL;
  SflTranscript *aligned =
      sfl_aligner_run (aligner, transcript, SFL_ALIGN_DEFAULT, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (sfl_transcript_shares_text (aligned, transcript));

  return aligned;
}

/* Every word has a time or none, in order, within the recording. */
static void
assert_sane (SflTranscript *aligned, const Recording *recording)
{
  SflTime length = (SflTime) recording->samples->len * SFL_SECOND / SFL_ALIGNER_RATE, last = 0;
  guint n_words;
  const SflWord *words = sfl_transcript_get_words (aligned, &n_words);

  for (guint i = 0; i < n_words; i++) {
    if (words[i].flags & SFL_WORD_UNSPOKEN) {
      g_assert_cmpint (words[i].start, ==, NONE);
      continue;
    }
    g_assert_cmpint (words[i].start, >=, last);
    g_assert_cmpint (words[i].end, >=, words[i].start);
    g_assert_cmpint (words[i].end, <=, length);
    g_assert_true (words[i].confidence >= 0 && words[i].confidence <= 1);
    last = words[i].start;
  }
}

/* The words of the story from @first on are where they were said, but one at most. */
static void
assert_near (SflTranscript *aligned, const Recording *recording, guint first, guint n)
{
  guint n_words, n_far = 0;
  const SflWord *words = sfl_transcript_get_words (aligned, &n_words);

  g_assert_cmpuint (first + n, <=, n_words);
  g_assert_cmpuint (n, <=, recording->starts->len);
  for (guint i = 0; i < n; i++) {
    SflTime start = g_array_index (recording->starts, SflTime, i);
    SflTime found = words[first + i].start;

    /* A word that is not found has no time at all. */
    if (start != NONE && (!SFL_TIME_IS_VALID (found) || ABS (found - start) > NEAR)) {
      g_test_message ("word %u: %g, not %g", first + i, found / 1e9, start / 1e9);
      n_far++;
    }
  }
  g_assert_cmpuint (n_far, <=, 1);
}

static const struct {
  const char *name;
  double starts[G_N_ELEMENTS (story)]; /* of the lines; the second of none: there are no times */
} stamps[] = {
  { "untimed", { 0 } },
  { "whole-seconds", { 0, 4, 13, 17 } },
  { "one-second-for-all", { 5, 5, 5, 5 } },
  { "one-second-late", { 1, 5, 14, 18 } },
};

static void
test_stamps (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_auto (Recording) recording = tell_story ();
  g_autoptr (SflAligner) aligner = listen (&recording);
  g_autoptr (SflTranscript) transcript =
      write_down (story, G_N_ELEMENTS (story),
                  stamps[row].starts[1] > 0 ? stamps[row].starts : NULL);
  g_autoptr (SflTranscript) aligned = align (aligner, transcript);
  guint n_words;

  sfl_transcript_get_words (aligned, &n_words);
  g_assert_cmpuint (n_words, ==, recording.starts->len);
  assert_sane (aligned, &recording);
  assert_near (aligned, &recording, 0, n_words);
}

static const struct {
  const char *name;
  Interlude interlude;
  SflHoleKind kind;
} gaps[] = {
  { "music", play_tune, SFL_HOLE_MUSIC },
  { "silence", wait, SFL_HOLE_SILENCE },
  { "hiss", hiss, SFL_HOLE_UNKNOWN },
  { "digression", digress, SFL_HOLE_SPEECH },
};

/* What is heard there has a name. */
static void
test_hole (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_auto (Recording) recording = tell_story_with (gaps[row].interlude);
  g_autoptr (SflFeatures) features = sfl_features_new (SFL_ALIGNER_RATE, SFL_FEATURES_DEFAULT);

  sfl_features_push (features, (const gint16 *) recording.samples->data, recording.samples->len);
  sfl_features_finish (features, NULL);
  g_assert_cmpint (sfl_align_hole_listen (features, recording.hole_start / SFL_FEATURES_FRAME,
                                          recording.hole_end / SFL_FEATURES_FRAME),
                   ==, gaps[row].kind);
}

/* The music is a hole between its lines, and no word is in it. */
static void
test_gap (void)
{
  g_auto (Recording) recording = tell_story ();
  g_autoptr (SflAligner) aligner = listen (&recording);
  g_autoptr (SflTranscript) transcript = write_down (story, G_N_ELEMENTS (story), NULL);
  g_autoptr (SflTranscript) aligned = align (aligner, transcript);
  guint n_holes;
  const SflHole *holes = sfl_transcript_get_holes (aligned, &n_holes);

  g_assert_cmpuint (n_holes, ==, 1);
  g_assert_cmpuint (holes[0].line, ==, 1);
  g_assert_cmpint (holes[0].end - holes[0].start, >, 3 * SFL_SECOND);
  g_assert_cmpint (holes[0].end - holes[0].start, <, 6 * SFL_SECOND);
}

static void
test_unspoken (void)
{
  const char *const lines[] = { story[0], story[1], unspoken, story[2], story[3] };
  g_auto (Recording) recording = tell_story ();
  g_autoptr (SflAligner) aligner = listen (&recording);
  g_autoptr (SflTranscript) transcript = write_down (lines, G_N_ELEMENTS (lines), NULL);
  g_autoptr (SflTranscript) aligned = align (aligner, transcript);
  guint first, n, n_words;
  const SflWord *words = sfl_transcript_get_words (aligned, &n_words);

  sfl_transcript_get_line_words (aligned, 2, &first, &n);
  g_assert_cmpuint (n, ==, 11);
  for (guint i = 0; i < n_words; i++)
    g_assert_cmpint ((words[i].flags & SFL_WORD_UNSPOKEN) != 0, ==, i >= first && i < first + n);
  assert_near (aligned, &recording, 0, first);
}

/* Of a sentence of which only one half is said the other is left out. */
static void
test_half_unspoken (void)
{
  g_autofree char *half =
      g_strdup_printf ("%.*s, %s", (int) strlen (unspoken) - 1, unspoken, story[1]);
  const char *const lines[] = { story[0], half, story[2], story[3] };
  g_auto (Recording) recording = tell_story ();
  g_autoptr (SflAligner) aligner = listen (&recording);
  g_autoptr (SflTranscript) transcript = write_down (lines, G_N_ELEMENTS (lines), NULL);
  g_autoptr (SflTranscript) aligned = align (aligner, transcript);
  guint first, n, n_words;
  const SflWord *words = sfl_transcript_get_words (aligned, &n_words);

  /* It has eleven words. */
  sfl_transcript_get_line_words (aligned, 1, &first, &n);
  n = 11;
  for (guint i = 0; i < n_words; i++)
    g_assert_cmpint ((words[i].flags & SFL_WORD_UNSPOKEN) != 0, ==, i >= first && i < first + n);
  assert_near (aligned, &recording, 0, first);
}

/* The same twice, by the same aligner and by another, and while another runs. */
typedef struct {
  const Recording *recording;
  SflTranscript *transcript;
} Job;

static gpointer
align_thread (gpointer data)
{
  Job *job = data;
  g_autoptr (SflAligner) aligner = listen (job->recording);

  return align (aligner, job->transcript);
}

static void
assert_same (SflTranscript *a, SflTranscript *b)
{
  guint n, m;
  const SflWord *x = sfl_transcript_get_words (a, &n), *y = sfl_transcript_get_words (b, &m);

  g_assert_cmpmem (x, n * sizeof *x, y, m * sizeof *y);
}

static void
test_same (void)
{
  g_auto (Recording) recording = tell_story ();
  g_autoptr (SflAligner) aligner = listen (&recording);
  g_autoptr (SflTranscript) transcript = write_down (story, G_N_ELEMENTS (story), NULL);
  g_autoptr (SflTranscript) first = align (aligner, transcript);
  g_autoptr (SflTranscript) second = align (aligner, transcript);
  Job job = { &recording, transcript };
  GThread *threads[2];

  assert_same (first, second);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("align", align_thread, &job);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++) {
    g_autoptr (SflTranscript) other = g_thread_join (threads[i]);

    assert_same (first, other);
  }
}

typedef struct {
  GCancellable *cancellable;
  double cancel_at;
  double last;
} Watch;

static void
progress_cb (double fraction, gpointer user_data)
{
  Watch *watch = user_data;

  g_assert_cmpfloat (fraction, >=, watch->last);
  g_assert_cmpfloat (fraction, <=, 1);
  watch->last = fraction;
  if (fraction >= watch->cancel_at)
    g_cancellable_cancel (watch->cancellable);
}

/* Wherever it is cancelled there is no result, and the next run is whole. */
static void
test_cancel (void)
{
  g_auto (Recording) recording = tell_story ();
  g_autoptr (SflAligner) aligner = listen (&recording);
  g_autoptr (SflTranscript) transcript = write_down (story, G_N_ELEMENTS (story), NULL);
  g_autoptr (SflTranscript) whole = align (aligner, transcript);

  for (double at = 0.05; at < 1; at += 0.1) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (SflTranscript) cancelled = NULL;
    g_autoptr (GError) error = NULL;
    Watch watch = { cancellable, at, 0 };

    cancelled = sfl_aligner_run (aligner, transcript, SFL_ALIGN_DEFAULT, cancellable, progress_cb,
                                 &watch, &error);
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_assert_null (cancelled);
  }
  {
    g_autoptr (SflTranscript) again = NULL;
    Watch watch = { NULL, 2, 0 };

    again =
        sfl_aligner_run (aligner, transcript, SFL_ALIGN_DEFAULT, NULL, progress_cb, &watch, NULL);
    assert_same (whole, again);
    g_assert_cmpfloat (watch.last, >, 0.98);
  }
}

/* What the user says about a line is so. */
static void
test_anchor (void)
{
  g_auto (Recording) recording = tell_story ();
  g_autoptr (SflAligner) aligner = listen (&recording);
  g_autoptr (SflTranscript) transcript = write_down (story, G_N_ELEMENTS (story), NULL);
  g_autoptr (SflTranscript) aligned = NULL;
  const SflLine *lines;

  sfl_aligner_add_anchor (aligner, 1, 5 * SFL_SECOND);
  aligned = align (aligner, transcript);
  lines = sfl_transcript_get_lines (aligned, NULL);
  g_assert_cmpint (lines[1].start, ==, 5 * SFL_SECOND);
  g_assert_cmpint (lines[0].end, <=, 5 * SFL_SECOND);
  assert_sane (aligned, &recording);
}

/* A part that is aligned again stays between its neighbours, which stay as they are. */
static void
test_range (void)
{
  g_auto (Recording) recording = tell_story ();
  g_autoptr (SflAligner) aligner = listen (&recording), partly = listen (&recording);
  g_autoptr (SflTranscript) transcript = write_down (story, G_N_ELEMENTS (story), NULL);
  g_autoptr (SflTranscript) first = align (aligner, transcript);
  g_autoptr (SflTranscript) second = NULL;
  const SflLine *before = sfl_transcript_get_lines (first, NULL), *after;

  sfl_aligner_set_range (partly, 2, 1);
  second = align (partly, first);
  after = sfl_transcript_get_lines (second, NULL);
  g_assert_cmpint (after[1].start, ==, before[1].start);
  g_assert_cmpint (after[1].end, ==, before[1].end);
  g_assert_cmpint (after[3].start, ==, before[3].start);
  g_assert_cmpint (after[2].start, >=, after[1].end);
  g_assert_cmpint (after[2].end, <=, after[3].start);
  assert_sane (second, &recording);
  assert_near (second, &recording, 0, recording.starts->len);
}

/* Whatever the text, the answer is none or makes sense. */
static const struct {
  const char *name;
  const char *text;
  int code; /* of SFL_ERROR; -1: there is a result */
} texts[] = {
  { "one-word", "Bonjour", -1 },
  { "no-word", "...\n!", SFL_ERROR_FORMAT },
  { "empty-lines", "Bonjour à tous\n\n—\n\net bienvenue", -1 },
  { "figures", "12,5 % en 2025, et 1\u00a0200\u00a0€ !", -1 },
  { "another-script", "Привет всем", -1 },
  { "stage-directions", "[Musique]\nBonjour à tous et bienvenue dans cette nouvelle émission.",
    -1 },
};

static void
test_text (gconstpointer data)
{
  guint row = GPOINTER_TO_UINT (data);
  g_auto (Recording) recording = new_recording ();
  g_autoptr (SflAligner) aligner = NULL;
  g_auto (GStrv) lines = g_strsplit (texts[row].text, "\n", -1);
  g_autoptr (SflTranscript) transcript =
      write_down ((const char *const *) lines, g_strv_length (lines), NULL);
  g_autoptr (SflTranscript) aligned = NULL;
  g_autoptr (GError) error = NULL;

  say (&recording, story[0], "fr+m7");
  aligner = listen (&recording);
  aligned = sfl_aligner_run (aligner, transcript, SFL_ALIGN_DEFAULT, NULL, NULL, NULL, &error);
  if (texts[row].code >= 0) {
    g_assert_error (error, SFL_ERROR, texts[row].code);
    return;
  }
  g_assert_no_error (error);
  assert_sane (aligned, &recording);
}

/* Ten times as much text as there is sound. */
static void
test_long_text (void)
{
  const char *lines[40];
  g_auto (Recording) recording = new_recording ();
  g_autoptr (SflAligner) aligner = NULL;
  g_autoptr (SflTranscript) transcript = NULL, aligned = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    lines[i] = story[i % G_N_ELEMENTS (story)];
  say (&recording, story[0], "fr+m7");
  aligner = listen (&recording);
  transcript = write_down (lines, G_N_ELEMENTS (lines), NULL);
  aligned = align (aligner, transcript);
  assert_sane (aligned, &recording);
}

static void
test_no_speech (void)
{
  g_autoptr (SflTranscript) transcript = write_down (story, G_N_ELEMENTS (story), NULL);

  for (guint seconds = 0; seconds <= 5; seconds += 5) {
    g_auto (Recording) recording = new_recording ();
    g_autoptr (SflAligner) aligner = NULL;
    g_autoptr (SflTranscript) aligned = NULL;
    g_autoptr (GError) error = NULL;

    wait (&recording, seconds);
    aligner = listen (&recording);
    aligned = sfl_aligner_run (aligner, transcript, SFL_ALIGN_DEFAULT, NULL, NULL, NULL, &error);
    g_assert_error (error, SFL_ERROR, SFL_ERROR_MEDIA);
    g_assert_null (aligned);
  }
}

static void
test_no_language (void)
{
  g_auto (Recording) recording = tell_story ();
  g_autoptr (SflAligner) aligner = sfl_aligner_new ("tlh-nowhere");
  g_autoptr (SflTranscript) transcript = write_down (story, G_N_ELEMENTS (story), NULL);
  g_autoptr (GError) error = NULL;

  sfl_aligner_push (aligner, 0, (const gint16 *) recording.samples->data, recording.samples->len);
  g_assert_null (
      sfl_aligner_run (aligner, transcript, SFL_ALIGN_DEFAULT, NULL, NULL, NULL, &error));
  g_assert_error (error, SFL_ERROR, SFL_ERROR_UNSUPPORTED);
  g_assert_false (sfl_aligner_speaks ("tlh-nowhere"));
  g_assert_true (sfl_aligner_speaks ("fr"));
}

/* Times are those of the recording, wherever it begins, and a gap in it is silence. */
static void
test_origin (void)
{
  g_auto (Recording) recording = tell_story ();
  g_autoptr (SflAligner) aligner = sfl_aligner_new ("fr"), shifted = sfl_aligner_new ("fr");
  g_autoptr (SflTranscript) transcript = write_down (story, G_N_ELEMENTS (story), NULL);
  g_autoptr (SflTranscript) here = NULL, there = NULL;
  const gint16 *samples = (const gint16 *) recording.samples->data;
  guint n = recording.samples->len, n_quiet = SFL_ALIGNER_RATE * 0.4, n_words;
  const SflWord *x, *y;

  sfl_aligner_push (aligner, 0, samples, n);
  here = align (aligner, transcript);
  /* Most of the silence that it begins with is left out. */
  sfl_aligner_push (shifted, 100 * SFL_SECOND, samples, 160);
  sfl_aligner_push (shifted, 100 * SFL_SECOND + 400 * SFL_MSECOND, samples + n_quiet, n - n_quiet);
  there = align (shifted, transcript);

  x = sfl_transcript_get_words (here, &n_words);
  y = sfl_transcript_get_words (there, &n_words);
  for (guint i = 0; i < n_words; i++)
    if (x[i].start != NONE && y[i].start != NONE)
      g_assert_cmpint (y[i].start - x[i].start, ==, 100 * SFL_SECOND);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (stamps); i++) {
    g_autofree char *path = g_strconcat ("/aligner/stamps/", stamps[i].name, NULL);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_stamps);
  }
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *path = g_strconcat ("/aligner/text/", texts[i].name, NULL);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_text);
  }
  g_test_add_func ("/aligner/text/too-long", test_long_text);
  for (guint i = 0; i < G_N_ELEMENTS (gaps); i++) {
    g_autofree char *path = g_strconcat ("/aligner/hole/", gaps[i].name, NULL);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_hole);
  }
  g_test_add_func ("/aligner/gap", test_gap);
  g_test_add_func ("/aligner/unspoken", test_unspoken);
  g_test_add_func ("/aligner/half-unspoken", test_half_unspoken);
  g_test_add_func ("/aligner/same", test_same);
  g_test_add_func ("/aligner/cancel", test_cancel);
  g_test_add_func ("/aligner/anchor", test_anchor);
  g_test_add_func ("/aligner/range", test_range);
  g_test_add_func ("/aligner/no-speech", test_no_speech);
  g_test_add_func ("/aligner/no-language", test_no_language);
  g_test_add_func ("/aligner/origin", test_origin);

  return g_test_run ();
}
