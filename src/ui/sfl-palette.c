/* sfl-palette.c: the colours of the transcript
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text keeps at least 7:1 on everything that can be behind it, the bar 3:1 on
 * the page (WCAG 2.2, 1.4.6 and 1.4.11; computed for each pair).
 */

#include "config.h"

#include "sfl-palette.h"

#include <adwaita.h>

#define RGB(hex)                                                                                   \
  {                                                                                                \
    (((hex) >> 16) & 0xff) / 255.f, (((hex) >> 8) & 0xff) / 255.f, ((hex) &0xff) / 255.f, 1.f      \
  }

/* clang-format off */
static const SflPalette palettes[2][2] = {
  { /* light */
    { RGB (0xfff1b8), RGB (0x1f1f1f), RGB (0x9a5b00), RGB (0xffd34d),
      RGB (0xcfe5ff), RGB (0x8fc4ff), RGB (0x1f1f1f), RGB (0x6b6b6b) },
    { RGB (0x000000), RGB (0xffffff), RGB (0x000000), RGB (0x5a5a5a),
      RGB (0xcfe5ff), RGB (0xffe14d), RGB (0x000000), RGB (0x3a3a3a) },
  },
  { /* dark */
    { RGB (0x453700), RGB (0xf2f2f2), RGB (0xf5c211), RGB (0x5e4a00),
      RGB (0x17395e), RGB (0x1f5ea8), RGB (0xffffff), RGB (0xa0a0a0) },
    { RGB (0xffffff), RGB (0x000000), RGB (0xffffff), RGB (0xa8a8a8),
      RGB (0x17395e), RGB (0x0050a8), RGB (0xffffff), RGB (0xcccccc) },
  },
};
/* clang-format on */

/* The palette for how the desktop, or the user's own choice, looks now. */
const SflPalette *
sfl_palette_get_current (void)
{
  AdwStyleManager *style = adw_style_manager_get_default ();

  return &palettes[adw_style_manager_get_dark (style) ? 1 : 0]
                  [adw_style_manager_get_high_contrast (style) ? 1 : 0];
}
