/* sfl-help.h: the help, in the language of the interface
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

const char *const *sfl_help_get_pages (void);
char *sfl_help_dup_page (const char *language, const char *page);

void sfl_help_present (GtkWindow *parent, GSettings *settings);

G_END_DECLS
