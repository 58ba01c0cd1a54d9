/* sfl-help-view.h: one page of the help
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SFL_TYPE_HELP_VIEW (sfl_help_view_get_type ())
G_DECLARE_FINAL_TYPE (SflHelpView, sfl_help_view, SFL, HELP_VIEW, GtkTextView)

GtkWidget *sfl_help_view_new (GSettings *settings);

void sfl_help_view_show (SflHelpView *self, const char *text, const char *language);

G_END_DECLS
