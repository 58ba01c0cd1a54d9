/* sfl-language-guess.h: which language a text is written in
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *sfl_language_guess (const char *text, gsize length);

G_END_DECLS
