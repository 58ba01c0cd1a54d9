/* sfl-label.h: foreign text in the window, as text only
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-transcript.h"

G_BEGIN_DECLS

char *sfl_label_clean (const char *text);
char *sfl_label_isolate (const char *name);
char *sfl_label_for_menu (const char *name);
GtkWidget *sfl_label_new_wrapping (const char *css_class);
void sfl_label_show_text (GtkWidget *label, const char *text);
void sfl_label_set_text (GtkLabel *label, const char *text);

char *sfl_label_dup_exact (SflTime time);
char *sfl_label_dup_hole (const SflHole *hole, gboolean brief);

G_END_DECLS
