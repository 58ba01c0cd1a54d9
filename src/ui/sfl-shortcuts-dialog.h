/* sfl-shortcuts-dialog.h: what each key does, to be read and searched
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sfl_shortcuts_dialog_present (GtkWindow *parent);

G_END_DECLS
