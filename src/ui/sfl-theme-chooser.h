/* sfl-theme-chooser.h: the colours that text can have, to choose from
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SFL_TYPE_THEME_CHOOSER (sfl_theme_chooser_get_type ())
G_DECLARE_FINAL_TYPE (SflThemeChooser, sfl_theme_chooser, SFL, THEME_CHOOSER, GtkWidget)

GtkWidget *sfl_theme_chooser_new (GSettings *settings);

G_END_DECLS
