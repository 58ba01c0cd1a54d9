/* sfl-preferences.h: what a user can choose once for all episodes
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sfl_preferences_present (GtkWindow *parent, GSettings *settings);

G_END_DECLS
