/* sfl-focus-order.h: in which order the Tab key goes through parts of the window
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean sfl_focus_order_move (GtkWidget *parent,
                               GtkWidget *const *stops,
                               guint n_stops,
                               GtkDirectionType direction);

G_END_DECLS
