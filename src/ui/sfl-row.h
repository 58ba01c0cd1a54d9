/* sfl-row.h: rows of preferences and dialogs, with names that are spoken
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *sfl_row_new (const char *title, const char *subtitle, GtkWidget *control);
GtkWidget *sfl_row_new_choice (const char *title, GtkStringList *names);

void sfl_row_name_control (GtkWidget *control, const char *title);
GtkWidget *sfl_row_find_child (GtkWidget *widget, GType type);

G_END_DECLS
