/* sfl-contrast.h: how well one colour is told from another
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* What WCAG 2.2 asks for text (1.4.6) and for marks (1.4.11). */
#define SFL_CONTRAST_TEXT 7.0
#define SFL_CONTRAST_MARK 3.0

double sfl_contrast_get (const GdkRGBA *a, const GdkRGBA *b);
GdkRGBA sfl_contrast_mix (const GdkRGBA *a, const GdkRGBA *b, double share);
GdkRGBA sfl_contrast_keep (const GdkRGBA *color,
                           const GdkRGBA *toward,
                           const GdkRGBA *against,
                           double least);

G_END_DECLS
