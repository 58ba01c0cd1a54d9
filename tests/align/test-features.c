/* test-features.c: what the aligner keeps of a sound
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "sfl-features.h"
#include "sfl-spectrum.h"

#include <math.h>
#include <string.h>

#define N_CEPSTRA SFL_FEATURES_N_CEPSTRA

typedef struct {
  gint16 *samples;
  gsize n;
} Sound;

static void
sound_clear (Sound *sound)
{
  g_free (sound->samples);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sound, sound_clear)

/* Syllables: hums of other pitches, 200 ms each and as much rest, over an even hiss. */
static Sound
make_sound (guint rate, guint n_mseconds, double hiss)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  Sound sound = { NULL, (gsize) rate * n_mseconds / 1000 };

  sound.samples = g_new (gint16, sound.n);
  for (gsize i = 0; i < sound.n; i++) {
    double t = (double) i / rate;
    guint syllable = t / 0.4;
    double pitch = 110 + 17 * (syllable % 5), value = hiss * g_rand_double_range (random, -1, 1);

    if (fmod (t, 0.4) < 0.2)
      for (guint k = 1; k * pitch < 6000; k++)
        value +=
            3000.0 / (1 + fabs (k - 3.0 * (1 + syllable % 4))) * sin (2 * G_PI * k * pitch * t);
    sound.samples[i] = CLAMP (value, -32768, 32767);
  }

  return sound;
}

static SflFeatures *
make_features (const Sound *sound, guint rate, gsize block)
{
  SflFeatures *features = sfl_features_new (rate, SFL_FEATURES_DEFAULT);

  for (gsize i = 0; i < sound->n; i += block)
    sfl_features_push (features, sound->samples + i, MIN (block, sound->n - i));
  sfl_features_finish (features, NULL);

  return features;
}

static void
assert_same (const SflFeatures *a, const SflFeatures *b)
{
  guint n = sfl_features_get_n_frames (a);

  g_assert_cmpuint (n, ==, sfl_features_get_n_frames (b));
  g_assert_cmpmem (sfl_features_get_cepstra (a), n * N_CEPSTRA * sizeof (float),
                   sfl_features_get_cepstra (b), n * N_CEPSTRA * sizeof (float));
  g_assert_cmpmem (sfl_features_get_energies (a), n * sizeof (float), sfl_features_get_energies (b),
                   n * sizeof (float));
  g_assert_cmpmem (sfl_features_get_speech (a), n, sfl_features_get_speech (b), n);
  g_assert_cmpuint (sfl_features_get_n_speech (a), ==, sfl_features_get_n_speech (b));
  g_assert_true (sfl_features_get_snr (a) == sfl_features_get_snr (b));
}

/* By its definition. */
static void
test_spectrum (void)
{
  for (guint n = 8; n <= 2048; n *= 2) {
    g_autoptr (SflSpectrum) spectrum = sfl_spectrum_new (n);
    g_autofree float *samples = g_new (float, n);
    g_autofree float *power = g_new (float, n / 2);

    for (guint i = 0; i < n; i++)
      samples[i] = sin (0.37 * i * i) + 0.5;
    /* Nothing of the first is left in the second. */
    sfl_spectrum_get_power (spectrum, samples, power);
    sfl_spectrum_get_power (spectrum, samples, power);
    for (guint k = 0; k < n / 2; k++) {
      double re = 0, im = 0;

      for (guint i = 0; i < n; i++) {
        re += samples[i] * cos (2 * G_PI * ((guint64) i * k % n) / n);
        im -= samples[i] * sin (2 * G_PI * ((guint64) i * k % n) / n);
      }
      g_assert_cmpfloat_with_epsilon (sqrt (power[k]), sqrt (re * re + im * im), 1e-5 * n);
    }
  }
}

static void
test_blocks (void)
{
  static const guint rates[] = { 16000, 22050 };
  static const gsize blocks[] = { 1, 160, 4001, 8192 };

  for (gsize r = 0; r < G_N_ELEMENTS (rates); r++) {
    g_auto (Sound) sound = make_sound (rates[r], 3217, 40);
    g_autoptr (SflFeatures) whole = make_features (&sound, rates[r], sound.n);

    g_assert_cmpuint (sfl_features_get_n_frames (whole), ==, 321);
    for (gsize b = 0; b < G_N_ELEMENTS (blocks); b++) {
      g_autoptr (SflFeatures) features = make_features (&sound, rates[r], blocks[b]);

      assert_same (whole, features);
    }
  }
}

static const struct {
  guint rate;
  guint n_samples;
  guint n_frames;
} lengths[] = {
  { 16000, 0, 0 },         { 16000, 1, 0 },   { 16000, 159, 0 },
  { 16000, 160, 1 },                                               /* shorter than its window */
  { 16000, 319, 1 },       { 16000, 320, 2 }, { 16000, 8192, 51 }, /* as long as the buffer */
  { 16000, 160000, 1000 }, { 22050, 220, 0 },                      /* 220.5 samples a frame */
  { 22050, 221, 1 },       { 22050, 441, 2 }, { 22050, 2205000, 10000 }, /* and nothing adds up */
};

static void
test_lengths (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++) {
    g_autoptr (SflFeatures) features = sfl_features_new (lengths[i].rate, SFL_FEATURES_KEEP_BANDS);

    sfl_features_push_silence (features, lengths[i].n_samples);
    sfl_features_finish (features, NULL);
    g_assert_cmpuint (sfl_features_get_n_frames (features), ==, lengths[i].n_frames);
    g_assert_cmpuint (sfl_features_get_n_samples (features), ==, lengths[i].n_samples);
    g_assert_cmpuint (sfl_features_get_n_speech (features), ==, 0);
    for (guint k = 0; k < lengths[i].n_frames * N_CEPSTRA; k++)
      g_assert_true (isfinite (sfl_features_get_cepstra (features)[k]));
  }
}

/* A click is heard in the frames whose middle is less than half a window away, however far into
 * the recording it is.
 */
static void
test_places (void)
{
  static const guint rates[] = { 16000, 22050 };
  static const guint mseconds[] = { 45, 1005, 59995 };

  for (gsize r = 0; r < G_N_ELEMENTS (rates); r++)
    for (gsize i = 0; i < G_N_ELEMENTS (mseconds); i++) {
      g_autoptr (SflFeatures) features = sfl_features_new (rates[r], SFL_FEATURES_DEFAULT);
      const gint16 click = 30000;
      gsize before = (gsize) mseconds[i] * rates[r] / 1000;
      const float *energies;

      sfl_features_push_silence (features, before);
      sfl_features_push (features, &click, 1);
      sfl_features_push_silence (features, rates[r]);
      sfl_features_finish (features, NULL);
      energies = sfl_features_get_energies (features);
      for (guint t = 0; t < sfl_features_get_n_frames (features); t++)
        g_assert_cmpint (energies[t] > 0, ==, ABS ((int) (t * 10 + 5) - (int) mseconds[i]) <= 12);
    }
}

static void
test_silence (void)
{
  g_auto (Sound) sound = make_sound (16000, 2000, 40);
  g_autofree gint16 *nothing = g_new0 (gint16, 24001);
  g_autoptr (SflFeatures) a = sfl_features_new (16000, SFL_FEATURES_DEFAULT);
  g_autoptr (SflFeatures) b = sfl_features_new (16000, SFL_FEATURES_DEFAULT);
  g_autoptr (SflFeatures) plain = make_features (&sound, 16000, sound.n);

  sfl_features_push (a, sound.samples, 15000);
  sfl_features_push_silence (a, 24001);
  sfl_features_push (a, sound.samples + 15000, sound.n - 15000);
  sfl_features_finish (a, NULL);

  sfl_features_push (b, sound.samples, 15000);
  sfl_features_push (b, nothing, 24001);
  sfl_features_push (b, sound.samples + 15000, sound.n - 15000);
  sfl_features_finish (b, NULL);

  assert_same (a, b);
  /* Nor does it say anything about how loud speech is. */
  g_assert_cmpfloat_with_epsilon (sfl_features_get_threshold (a),
                                  sfl_features_get_threshold (plain), 1);
}

static void
test_speech (void)
{
  g_auto (Sound) sound = make_sound (16000, 8000, 40);
  g_autoptr (SflFeatures) features = make_features (&sound, 16000, sound.n);
  const guint8 *speech = sfl_features_get_speech (features);
  const float *cepstra = sfl_features_get_cepstra (features);
  guint n = 0;

  for (guint t = 0; t < sfl_features_get_n_frames (features); t++) {
    guint in_syllable = t % 40;

    n += speech[t];
    if (in_syllable >= 2 && in_syllable < 18)
      g_assert_true (speech[t]);
    else if (in_syllable >= 22 && in_syllable < 38)
      g_assert_false (speech[t]);
  }
  g_assert_cmpuint (sfl_features_get_n_speech (features), ==, n);
  g_assert_cmpfloat (sfl_features_get_snr (features), >, 20);

  for (guint i = 0; i < N_CEPSTRA; i++) {
    double sum = 0, squares = 0;

    for (guint t = 0; t < sfl_features_get_n_frames (features); t++)
      if (speech[t]) {
        sum += cepstra[t * N_CEPSTRA + i];
        squares += cepstra[t * N_CEPSTRA + i] * cepstra[t * N_CEPSTRA + i];
      }
    g_assert_cmpfloat_with_epsilon (sum / n, 0, 1e-3);
    g_assert_cmpfloat_with_epsilon (squares / n, 1, 1e-2);
  }
}

/* Of syllables, as each is on average: what is left to chance does not count. */
static double
get_distance (const SflFeatures *a, const SflFeatures *b)
{
  const float *x = sfl_features_get_cepstra (a), *y = sfl_features_get_cepstra (b);
  guint n = sfl_features_get_n_frames (a) / 40;
  double sum = 0;

  g_assert_cmpuint (n, ==, sfl_features_get_n_frames (b) / 40);
  for (guint syllable = 0; syllable < n; syllable++)
    for (guint i = 0; i < N_CEPSTRA; i++) {
      double difference = 0;

      for (guint t = 2; t < 18; t++)
        difference +=
            x[(syllable * 40 + t) * N_CEPSTRA + i] - y[(syllable * 40 + t) * N_CEPSTRA + i];
      sum += fabs (difference / 16);
    }

  return sum / n / N_CEPSTRA;
}

/* The same sound at another rate is the same, and so it is when it is louder. */
static void
test_rates (void)
{
  g_auto (Sound) low = make_sound (16000, 4000, 40);
  g_auto (Sound) high = make_sound (22050, 4000, 40);
  g_auto (Sound) quiet = make_sound (16000, 4000, 40);
  g_autoptr (SflFeatures) a = make_features (&low, 16000, low.n);
  g_autoptr (SflFeatures) b = make_features (&high, 22050, high.n);
  g_autoptr (SflFeatures) c = NULL;

  for (gsize i = 0; i < quiet.n; i++)
    quiet.samples[i] /= 4;
  c = make_features (&quiet, 16000, quiet.n);

  g_assert_cmpfloat (get_distance (a, b), <, 0.05);
  g_assert_cmpfloat (get_distance (a, c), <, 0.05);
}

/* What is clean, with the noise of another recording, is like what was recorded with noise. */
static void
test_noise (void)
{
  g_auto (Sound) clean = make_sound (16000, 6000, 4);
  g_auto (Sound) noisy = make_sound (16000, 6000, 300);
  g_autoptr (SflFeatures) wanted = make_features (&noisy, 16000, noisy.n);
  g_autoptr (SflFeatures) before = make_features (&clean, 16000, clean.n);
  g_autoptr (SflFeatures) after = sfl_features_new (16000, SFL_FEATURES_KEEP_BANDS);
  g_autoptr (SflFeatures) again = sfl_features_new (16000, SFL_FEATURES_KEEP_BANDS);

  sfl_features_push (after, clean.samples, clean.n);
  sfl_features_finish (after, wanted);
  g_assert_cmpfloat (get_distance (after, wanted), <, 0.6 * get_distance (before, wanted));

  /* Kept bands alone change nothing. */
  sfl_features_push (again, clean.samples, clean.n);
  sfl_features_finish (again, NULL);
  assert_same (again, before);
}

/* A slope by its definition, from values that end at the ends. */
static double
get_slope (const float *cepstra, gint64 n, gint64 t, guint i)
{
#define AT(k) ((double) cepstra[CLAMP (t + (k), 0, n - 1) * N_CEPSTRA + i])
  return ((AT (1) - AT (-1)) + 2 * (AT (2) - AT (-2))) * 0.25;
#undef AT
}

static void
test_fill (void)
{
  enum { STRIDE = SFL_FEATURES_N + 1 };
  g_auto (Sound) sound = make_sound (16000, 1234, 300);
  g_autoptr (SflFeatures) features = make_features (&sound, 16000, sound.n);
  guint n = sfl_features_get_n_frames (features);
  const float *cepstra = sfl_features_get_cepstra (features);
  g_autofree float *slopes = g_new (float, n *N_CEPSTRA);
  g_autofree float *whole = g_new (float, n *STRIDE);
  g_autofree float *parts = g_new (float, n *STRIDE);

  sfl_features_fill (features, 0, n, whole, STRIDE);
  for (guint t = 0; t < n; t++)
    for (guint i = 0; i < N_CEPSTRA; i++) {
      slopes[t * N_CEPSTRA + i] = get_slope (cepstra, n, t, i);
      g_assert_true (whole[t * STRIDE + i] == cepstra[t * N_CEPSTRA + i]);
    }
  for (guint t = 0; t < n; t++)
    for (guint i = 0; i < N_CEPSTRA; i++) {
      g_assert_cmpfloat_with_epsilon (whole[t * STRIDE + N_CEPSTRA + i], slopes[t * N_CEPSTRA + i],
                                      1e-5);
      g_assert_cmpfloat_with_epsilon (whole[t * STRIDE + 2 * N_CEPSTRA + i],
                                      get_slope (slopes, n, t, i), 1e-5);
    }

  /* In parts of any length it is the same. */
  for (guint length = 1; length <= 9; length++) {
    for (guint t = 0; t < n; t += length)
      sfl_features_fill (features, t, MIN (length, n - t), parts + t * STRIDE, STRIDE);
    for (guint t = 0; t < n; t++)
      g_assert_cmpmem (parts + t * STRIDE, SFL_FEATURES_N * sizeof (float), whole + t * STRIDE,
                       SFL_FEATURES_N * sizeof (float));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/align/features/spectrum", test_spectrum);
  g_test_add_func ("/align/features/blocks", test_blocks);
  g_test_add_func ("/align/features/lengths", test_lengths);
  g_test_add_func ("/align/features/places", test_places);
  g_test_add_func ("/align/features/silence", test_silence);
  g_test_add_func ("/align/features/speech", test_speech);
  g_test_add_func ("/align/features/rates", test_rates);
  g_test_add_func ("/align/features/noise", test_noise);
  g_test_add_func ("/align/features/fill", test_fill);

  return g_test_run ();
}
