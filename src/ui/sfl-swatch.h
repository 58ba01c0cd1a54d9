/* sfl-swatch.h: a choice of colours, as one sees it
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A row of them leaves the rest of its window's width to the pointer's error. */
#define SFL_SWATCH_SIZE 40

#define SFL_TYPE_SWATCH (sfl_swatch_get_type ())
G_DECLARE_FINAL_TYPE (SflSwatch, sfl_swatch, SFL, SWATCH, GtkWidget)

GtkWidget *sfl_swatch_new (void);

void sfl_swatch_set_colors (SflSwatch *self,
                            const GdkRGBA *page,
                            const GdkRGBA *text,
                            const GdkRGBA *second_page);
GtkWidget *sfl_swatch_make_choice (SflSwatch *self, GtkCheckButton *group, const char *name);

G_END_DECLS
