/* sfl-dialog.h: what the windows beside the episode's have in common
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void sfl_dialog_prepare (GtkWindow *window);
GtkWidget *sfl_dialog_set_page (AdwWindow *window, const char *title, GtkWidget *page);
void sfl_dialog_fit (GtkWindow *window, int width, int height);

G_END_DECLS
