/* sfl-group.h: several controls that are one stop for the Tab key
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SFL_TYPE_GROUP (sfl_group_get_type ())
G_DECLARE_FINAL_TYPE (SflGroup, sfl_group, SFL, GROUP, GtkWidget)

GtkWidget *sfl_group_new (const char *name);
void sfl_group_append (SflGroup *self, GtkWidget *child);

G_END_DECLS
