/* sfl-theme.h: how the text and the marks in it look
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "sfl-palette.h"

G_BEGIN_DECLS

typedef enum {
  SFL_WORDS_OFF,
  SFL_WORDS_ALONE, /* without the tint of their line */
  SFL_WORDS_AND_LINE,
} SflWords;

/* How the word being spoken is marked. */
typedef enum {
  SFL_WORD_BACKGROUND = 1 << 0,
  SFL_WORD_UNDERLINE = 1 << 1,
  SFL_WORD_OUTLINE = 1 << 2,
  SFL_WORD_MASK = 1 << 3, /* everything else is fainter */
} SflWordStyle;

/**
 * SflMarking:
 * @words: which words are marked, where they have times
 * @style: SflWordStyle
 * @dim_others: whether what is not being spoken is fainter
 * @tint_heard: whether what was heard has a tint
 */
typedef struct {
  SflWords words;
  guint style;
  gboolean dim_others;
  gboolean tint_heard;
} SflMarking;

#define SFL_TYPE_THEME (sfl_theme_get_type ())
G_DECLARE_FINAL_TYPE (SflTheme, sfl_theme, SFL, THEME, GObject)

SflTheme *sfl_theme_get_default (void);

void sfl_theme_set_settings (SflTheme *self, GSettings *settings);
SflPaletteName sfl_theme_get_name (SflTheme *self);
const SflMarking *sfl_theme_get_marking (SflTheme *self);

G_END_DECLS
