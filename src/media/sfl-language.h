/* sfl-language.h: the codes that containers have for languages
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sfl_language_dup_code (const char *code);
char *sfl_language_dup_name (const char *code);
gboolean sfl_language_equal (const char *code, const char *other);

G_END_DECLS
