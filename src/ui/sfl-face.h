/* sfl-face.h: what a button without words shows, and what it says
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sfl_face_set (GtkWidget *button, const char *icon, const char *name);
GtkWidget *sfl_face_new_button (const char *icon, const char *name, const char *action);

G_END_DECLS
