/* sfl-file-name.h: names that file systems and people bear
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sfl_file_name_append (GString *name, const char *text);

G_END_DECLS
