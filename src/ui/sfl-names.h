/* sfl-names.h: names for what GTK leaves without
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sfl_names_mend (GtkWidget *widget);

void sfl_names_tell_focus (GtkWindow *window);

void sfl_names_watch (void);

G_END_DECLS
