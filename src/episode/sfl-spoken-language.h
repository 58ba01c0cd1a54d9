/* sfl-spoken-language.h: the languages whose words can be aligned
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SflSpokenLanguage:
 * @code: as espeak-ng calls it
 * @name: in the user's language
 */
typedef struct {
  char *code;
  char *name;
} SflSpokenLanguage;

GPtrArray *sfl_spoken_language_list (const char *likely, guint *chosen);

G_END_DECLS
