/* sfl-keys.h: the keys of the window
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean sfl_keys_activate (GtkWindow *window,
                            GtkWidget *transcript,
                            gboolean single_keys,
                            guint keyval,
                            GdkModifierType state);

G_END_DECLS
