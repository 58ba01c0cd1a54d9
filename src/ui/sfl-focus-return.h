/* sfl-focus-return.h: where the focus goes when a popover closes
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sfl_focus_return (GtkPopover *popover, GtkWidget *widget);

G_END_DECLS
