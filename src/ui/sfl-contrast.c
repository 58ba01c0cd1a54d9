/* sfl-contrast.c: how well one colour is told from another
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The contrast of WCAG 2.2, from 1 to 21, of opaque colours.
 */

#include "config.h"

#include "sfl-contrast.h"

#include <math.h>

/* Screens have no more than 256 steps from one colour to another. */
#define STEPS 256

static double
get_linear (double component)
{
  return component <= 0.04045 ? component / 12.92 : pow ((component + 0.055) / 1.055, 2.4);
}

static double
get_luminance (const GdkRGBA *color)
{
  return 0.2126 * get_linear (color->red) + 0.7152 * get_linear (color->green) +
         0.0722 * get_linear (color->blue);
}

/* As the screen shows it. */
static float
to_step (double component)
{
  return roundf ((float) component * 255) / 255;
}

double
sfl_contrast_get (const GdkRGBA *a, const GdkRGBA *b)
{
  double first = get_luminance (a), second = get_luminance (b);

  return (MAX (first, second) + 0.05) / (MIN (first, second) + 0.05);
}

/* Between @a, for a share of 0, and @b, for 1. */
GdkRGBA
sfl_contrast_mix (const GdkRGBA *a, const GdkRGBA *b, double share)
{
  return (GdkRGBA){ to_step (a->red + (b->red - a->red) * share),
                    to_step (a->green + (b->green - a->green) * share),
                    to_step (a->blue + (b->blue - a->blue) * share), 1 };
}

/**
 * sfl_contrast_keep:
 * @toward: a colour that is told from @against well enough
 * @least: contrast to have
 *
 * Returns: @color, or the nearest on the way to @toward that is told from @against
 */
GdkRGBA
sfl_contrast_keep (const GdkRGBA *color,
                   const GdkRGBA *toward,
                   const GdkRGBA *against,
                   double least)
{
  for (int i = 0; i < STEPS; i++) {
    GdkRGBA mixed = sfl_contrast_mix (color, toward, i / (double) STEPS);

    if (sfl_contrast_get (&mixed, against) >= least)
      return mixed;
  }

  return *toward;
}
