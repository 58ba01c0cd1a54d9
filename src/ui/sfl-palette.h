/* sfl-palette.h: the colours of the transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * SflPalette:
 * @line: behind the line being spoken
 * @line_text: the text on it
 * @bar: at its side; carries the meaning where the tint is too faint to see
 * @word: behind the word being spoken
 * @hit: behind what was searched
 * @hit_here: behind the hit that was stepped to
 * @hit_text: the text on hits
 * @quiet: times and holes
 */
typedef struct {
  GdkRGBA line;
  GdkRGBA line_text;
  GdkRGBA bar;
  GdkRGBA word;
  GdkRGBA hit;
  GdkRGBA hit_here;
  GdkRGBA hit_text;
  GdkRGBA quiet;
} SflPalette;

const SflPalette *sfl_palette_get_current (void);

G_END_DECLS
