/* sfl-spectrum.c: how strong each frequency is
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A real Fourier transform: pairs of samples go as complex numbers through Stockham's form of the
 * fast one, four at a time, which needs no reordering and whose inner loops are vectors.  One
 * thread at a time.
 */

#include "config.h"

#include "sfl-spectrum.h"

#include <math.h>

struct _SflSpectrum {
  guint n_pairs;

  float *re, *im;             /* of the pairs */
  float *other_re, *other_im; /* where the next step puts them */
  float *cosines, *sines;     /* of each step in turn, 3 for each 4 pairs */
  float *split_cos, *split_sin;
};

static void
swap (float **a, float **b)
{
  float *t = *a;

  *a = *b;
  *b = t;
}

/* One step: @n values that are @stride apart, each the same step of @stride transforms. */
static void
step_four (SflSpectrum *self, guint n, guint stride, const float *c, const float *s)
{
  const guint quarter = n / 4;

  for (guint p = 0; p < quarter; p++, c += 3, s += 3) {
    const float *restrict ar = self->re + stride * p, *restrict ai = self->im + stride * p;
    const float *restrict br = ar + stride * quarter, *restrict bi = ai + stride * quarter;
    const float *restrict cr = br + stride * quarter, *restrict ci = bi + stride * quarter;
    const float *restrict dr = cr + stride * quarter, *restrict di = ci + stride * quarter;
    float *restrict yr = self->other_re + 4 * stride * p;
    float *restrict yi = self->other_im + 4 * stride * p;
    const float c1 = c[0], c2 = c[1], c3 = c[2], s1 = s[0], s2 = s[1], s3 = s[2];

    for (guint q = 0; q < stride; q++) {
      float sum_ac_r = ar[q] + cr[q], sum_ac_i = ai[q] + ci[q];
      float dif_ac_r = ar[q] - cr[q], dif_ac_i = ai[q] - ci[q];
      float sum_bd_r = br[q] + dr[q], sum_bd_i = bi[q] + di[q];
      /* Turned by a quarter. */
      float dif_bd_r = di[q] - bi[q], dif_bd_i = br[q] - dr[q];
      float r1 = dif_ac_r - dif_bd_r, i1 = dif_ac_i - dif_bd_i;
      float r2 = sum_ac_r - sum_bd_r, i2 = sum_ac_i - sum_bd_i;
      float r3 = dif_ac_r + dif_bd_r, i3 = dif_ac_i + dif_bd_i;

      yr[q] = sum_ac_r + sum_bd_r;
      yi[q] = sum_ac_i + sum_bd_i;
      yr[q + stride] = r1 * c1 - i1 * s1;
      yi[q + stride] = r1 * s1 + i1 * c1;
      yr[q + 2 * stride] = r2 * c2 - i2 * s2;
      yi[q + 2 * stride] = r2 * s2 + i2 * c2;
      yr[q + 3 * stride] = r3 * c3 - i3 * s3;
      yi[q + 3 * stride] = r3 * s3 + i3 * c3;
    }
  }

  swap (&self->re, &self->other_re);
  swap (&self->im, &self->other_im);
}

/* The last step where the number of pairs is no power of four. */
static void
step_two (SflSpectrum *self, guint stride)
{
  for (guint q = 0; q < stride; q++) {
    self->other_re[q] = self->re[q] + self->re[q + stride];
    self->other_im[q] = self->im[q] + self->im[q + stride];
    self->other_re[q + stride] = self->re[q] - self->re[q + stride];
    self->other_im[q + stride] = self->im[q] - self->im[q + stride];
  }

  swap (&self->re, &self->other_re);
  swap (&self->im, &self->other_im);
}

/**
 * sfl_spectrum_new:
 * @n: samples; a power of two, at least 8
 */
SflSpectrum *
sfl_spectrum_new (guint n)
{
  SflSpectrum *self;
  gsize at = 0;

  g_return_val_if_fail (n >= 8 && (n & (n - 1)) == 0, NULL);

  self = g_new0 (SflSpectrum, 1);
  self->n_pairs = n / 2;
  self->re = g_new (float, self->n_pairs);
  self->im = g_new (float, self->n_pairs);
  self->other_re = g_new (float, self->n_pairs);
  self->other_im = g_new (float, self->n_pairs);

  self->cosines = g_new (float, self->n_pairs);
  self->sines = g_new (float, self->n_pairs);
  for (guint m = self->n_pairs; m >= 4; m /= 4)
    for (guint p = 0; p < m / 4; p++)
      for (guint k = 1; k <= 3; k++, at++) {
        self->cosines[at] = (float) cos (2 * G_PI * p * k / m);
        self->sines[at] = (float) -sin (2 * G_PI * p * k / m);
      }

  self->split_cos = g_new (float, self->n_pairs);
  self->split_sin = g_new (float, self->n_pairs);
  for (guint k = 0; k < self->n_pairs; k++) {
    self->split_cos[k] = (float) cos (2 * G_PI * k / n);
    self->split_sin[k] = (float) -sin (2 * G_PI * k / n);
  }

  return self;
}

void
sfl_spectrum_free (SflSpectrum *self)
{
  g_free (self->re);
  g_free (self->im);
  g_free (self->other_re);
  g_free (self->other_im);
  g_free (self->cosines);
  g_free (self->sines);
  g_free (self->split_cos);
  g_free (self->split_sin);
  g_free (self);
}

/**
 * sfl_spectrum_get_power:
 * @samples: n of them
 * @power: (out caller-allocates): n / 2, from 0 Hz on, without the one at half of the rate
 */
void
sfl_spectrum_get_power (SflSpectrum *self, const float *samples, float *power)
{
  const guint n = self->n_pairs;
  const float *c = self->cosines, *s = self->sines;
  guint m = n, stride = 1;

  for (guint i = 0; i < n; i++) {
    self->re[i] = samples[2 * i];
    self->im[i] = samples[2 * i + 1];
  }

  for (; m >= 4; m /= 4, stride *= 4) {
    step_four (self, m, stride, c, s);
    c += 3 * (m / 4);
    s += 3 * (m / 4);
  }
  if (m == 2)
    step_two (self, stride);

  power[0] = (self->re[0] + self->im[0]) * (self->re[0] + self->im[0]);
  for (guint k = 1; k < n; k++) {
    /* What the even samples and what the odd ones have of it. */
    float even_r = 0.5f * (self->re[k] + self->re[n - k]);
    float even_i = 0.5f * (self->im[k] - self->im[n - k]);
    float odd_r = 0.5f * (self->im[k] + self->im[n - k]);
    float odd_i = 0.5f * (self->re[n - k] - self->re[k]);
    float r = even_r + odd_r * self->split_cos[k] - odd_i * self->split_sin[k];
    float i = even_i + odd_r * self->split_sin[k] + odd_i * self->split_cos[k];

    power[k] = r * r + i * i;
  }
}
