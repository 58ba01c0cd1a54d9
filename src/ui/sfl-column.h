/* sfl-column.h: the column that a text is set in
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

double sfl_column_get_em (GtkWidget *widget);
int sfl_column_get_width (GtkWidget *widget, int measure, double letter_spacing);

G_END_DECLS
