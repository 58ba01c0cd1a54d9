/* sfl-dialog.h: what a window beside the episode's owes to a screen reader
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sfl_dialog_prepare (GtkWindow *window);

G_END_DECLS
