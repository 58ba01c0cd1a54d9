/* sfl-palette.c: the colours of the transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text keeps at least 7:1 on everything that can be behind it, the bar 3:1 on
 * the page (WCAG 2.2, 1.4.6 and 1.4.11): computed for each pair of the table,
 * and of what is made for a highlight of the reader's own.
 */

#include "config.h"

#include "sfl-palette.h"

#include "sfl-contrast.h"

/* A line is so much fainter than the word in it. */
#define LINE_SHARE 0.55

#define RGB(hex)                                                                                   \
  {                                                                                                \
    (((hex) >> 16) & 0xff) / 255.f, (((hex) >> 8) & 0xff) / 255.f, ((hex) &0xff) / 255.f, 1.f      \
  }

static const SflPalette palettes[SFL_PALETTE_N] = {
  {
      .name = SFL_PALETTE_LIGHT,
      .page = RGB (0xffffff),
      .text = RGB (0x1f1f1f),
      .quiet = RGB (0x595959),
      .speaker = RGB (0x7f4a00),
      .line = RGB (0xfff1b8),
      .line_text = RGB (0x1f1f1f),
      .bar = RGB (0x9a5b00),
      .word = RGB (0xffd34d),
      .edge = RGB (0x9a5b00),
      .heard = RGB (0xf3f3f0),
      .hit = RGB (0xcfe5ff),
      .hit_here = RGB (0x8fc4ff),
      .hit_text = RGB (0x1f1f1f),
      .selection = RGB (0xb5d5ff),
      .selection_text = RGB (0x1f1f1f),
      .caret = RGB (0x1f1f1f),
  },
  {
      .name = SFL_PALETTE_SEPIA,
      .page = RGB (0xf7f0e0),
      .text = RGB (0x2b2118),
      .quiet = RGB (0x5c4a38),
      .speaker = RGB (0x704100),
      .line = RGB (0xf6dc9c),
      .line_text = RGB (0x2b2118),
      .bar = RGB (0x7a4700),
      .word = RGB (0xefc14a),
      .edge = RGB (0x7a4700),
      .heard = RGB (0xeee4cd),
      .hit = RGB (0xcfe0ea),
      .hit_here = RGB (0x9cc3dd),
      .hit_text = RGB (0x2b2118),
      .selection = RGB (0xbcd6e4),
      .selection_text = RGB (0x2b2118),
      .caret = RGB (0x2b2118),
  },
  {
      .name = SFL_PALETTE_DARK,
      .page = RGB (0x1e1e1e),
      .text = RGB (0xf2f2f2),
      .quiet = RGB (0xababab),
      .speaker = RGB (0xf5c211),
      .line = RGB (0x453700),
      .line_text = RGB (0xf2f2f2),
      .bar = RGB (0xf5c211),
      .word = RGB (0x5e4a00),
      .edge = RGB (0xf5c211),
      .heard = RGB (0x2a2a2a),
      .hit = RGB (0x17395e),
      .hit_here = RGB (0x1c5798),
      .hit_text = RGB (0xffffff),
      .selection = RGB (0x1d4a82),
      .selection_text = RGB (0xffffff),
      .caret = RGB (0xf2f2f2),
  },
  {
      .name = SFL_PALETTE_CONTRAST_LIGHT,
      .page = RGB (0xffffff),
      .text = RGB (0x000000),
      .quiet = RGB (0x3a3a3a),
      .speaker = RGB (0x000000),
      .line = RGB (0x000000),
      .line_text = RGB (0xffffff),
      .bar = RGB (0x000000),
      .word = RGB (0x000000),
      .edge = RGB (0xffffff),
      .heard = RGB (0xffffff),
      .hit = RGB (0xcfe5ff),
      .hit_here = RGB (0xffe14d),
      .hit_text = RGB (0x000000),
      .selection = RGB (0x0b4a9e),
      .selection_text = RGB (0xffffff),
      .caret = RGB (0x1f6feb),
  },
  {
      .name = SFL_PALETTE_CONTRAST_DARK,
      .page = RGB (0x000000),
      .text = RGB (0xffffff),
      .quiet = RGB (0xcccccc),
      .speaker = RGB (0xffffff),
      .line = RGB (0xffffff),
      .line_text = RGB (0x000000),
      .bar = RGB (0xffffff),
      .word = RGB (0xffffff),
      .edge = RGB (0x000000),
      .heard = RGB (0x000000),
      .hit = RGB (0x17395e),
      .hit_here = RGB (0x0050a8),
      .hit_text = RGB (0xffffff),
      .selection = RGB (0x9cc6ff),
      .selection_text = RGB (0x000000),
      .caret = RGB (0x1f6feb),
  },
};

static SflPalette current;

const SflPalette *
sfl_palette_get (SflPaletteName name)
{
  g_return_val_if_fail (name < SFL_PALETTE_N, &palettes[SFL_PALETTE_LIGHT]);

  return &palettes[name];
}

gboolean
sfl_palette_is_dark (SflPaletteName name)
{
  return name == SFL_PALETTE_DARK || name == SFL_PALETTE_CONTRAST_DARK;
}

gboolean
sfl_palette_is_high_contrast (SflPaletteName name)
{
  return name == SFL_PALETTE_CONTRAST_LIGHT || name == SFL_PALETTE_CONTRAST_DARK;
}

/**
 * sfl_palette_make:
 * @highlight: (nullable): a colour for what is being spoken, any; NULL: the palette's own
 *
 * What would make the text hard to read comes as near to the wish as it may.  High contrast
 * keeps its own.
 */
SflPalette
sfl_palette_make (SflPaletteName name, const GdkRGBA *highlight)
{
  SflPalette palette = *sfl_palette_get (name);
  const GdkRGBA black = RGB (0x000000), white = RGB (0xffffff);
  const GdkRGBA *far = sfl_palette_is_dark (name) ? &white : &black;
  const GdkRGBA *behind[] = { &palette.word, &palette.line, &palette.page };

  if (highlight == NULL || sfl_palette_is_high_contrast (name))
    return palette;

  palette.word = sfl_contrast_keep (highlight, &palette.page, &palette.text, SFL_CONTRAST_TEXT);
  palette.line = sfl_contrast_mix (&palette.word, &palette.page, LINE_SHARE);
  palette.line = sfl_contrast_keep (&palette.line, &palette.page, &palette.text, SFL_CONTRAST_TEXT);
  /* The word's edge may stand on either tint, and the bar between the line and the page. */
  palette.bar = *highlight;
  for (gsize i = 0; i < G_N_ELEMENTS (behind); i++)
    palette.bar = sfl_contrast_keep (&palette.bar, far, behind[i], SFL_CONTRAST_MARK);
  palette.edge = palette.bar;
  palette.speaker = sfl_contrast_keep (&palette.bar, far, &palette.page, SFL_CONTRAST_TEXT);

  return palette;
}

/* What everything is drawn with now. */
const SflPalette *
sfl_palette_get_current (void)
{
  if (gdk_rgba_is_clear (&current.text))
    current = palettes[SFL_PALETTE_LIGHT];

  return &current;
}

/* The theme does this; see sfl-theme.h. */
void
sfl_palette_set_current (const SflPalette *palette)
{
  current = *palette;
}
