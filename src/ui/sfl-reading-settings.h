/* sfl-reading-settings.h: how the text looks and is cut
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *sfl_reading_settings_new (GSettings *settings);

G_END_DECLS
