/* sfl-palette.h: the colours of the transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

typedef enum {
  SFL_PALETTE_LIGHT,
  SFL_PALETTE_SEPIA,
  SFL_PALETTE_DARK,
  SFL_PALETTE_CONTRAST_LIGHT,
  SFL_PALETTE_CONTRAST_DARK,
  SFL_PALETTE_N,
} SflPaletteName;

/**
 * SflPalette:
 * @name: which of the five it is, or is made from
 * @page: behind everything
 * @text: on the page
 * @quiet: times and holes
 * @speaker: the names of who speaks
 * @line: behind the line being spoken
 * @line_text: the text on it
 * @bar: at its side; carries the meaning where the tint is too faint to see
 * @word: behind the word being spoken
 * @edge: under the word or around it, on @line; on the page it is @bar
 * @heard: behind what was heard before
 * @hit: behind what was searched
 * @hit_here: behind the hit that was stepped to
 * @hit_text: the text on hits
 * @selection: behind what is selected
 * @selection_text: the text on it
 * @caret: the reading cursor, on the page and on @line
 */
typedef struct {
  SflPaletteName name;
  GdkRGBA page;
  GdkRGBA text;
  GdkRGBA quiet;
  GdkRGBA speaker;
  GdkRGBA line;
  GdkRGBA line_text;
  GdkRGBA bar;
  GdkRGBA word;
  GdkRGBA edge;
  GdkRGBA heard;
  GdkRGBA hit;
  GdkRGBA hit_here;
  GdkRGBA hit_text;
  GdkRGBA selection;
  GdkRGBA selection_text;
  GdkRGBA caret;
} SflPalette;

const SflPalette *sfl_palette_get (SflPaletteName name);
gboolean sfl_palette_is_dark (SflPaletteName name);
gboolean sfl_palette_is_high_contrast (SflPaletteName name);
SflPalette sfl_palette_make (SflPaletteName name, const GdkRGBA *highlight);

const SflPalette *sfl_palette_get_current (void);
void sfl_palette_set_current (const SflPalette *palette);

G_END_DECLS
