/* sfl-listening-settings.h: the page of the reading settings on how an episode is heard
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *sfl_listening_settings_new (GSettings *settings);

G_END_DECLS
