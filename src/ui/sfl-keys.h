/* sfl-keys.h: the keys of the window
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SflShortcut:
 * @group: translated, what it stands under in a list
 * @title: translated, what it does
 * @action: such as "win.seek-by"
 * @target: (nullable): of the action, as the text of a #GVariant
 * @keys: as gtk_accelerator_parse() reads them
 * @single: whether it is off while single keys are off
 */
typedef struct {
  const char *group;
  const char *title;
  const char *action;
  const char *target;
  GStrv keys;
  gboolean single;
} SflShortcut;

GPtrArray *sfl_keys_list (void);
void sfl_keys_set_accels (GtkApplication *application);

gboolean sfl_keys_activate (GtkWindow *window,
                            GtkWidget *transcript,
                            GtkWidget *picture,
                            gboolean single_keys,
                            guint keyval,
                            GdkModifierType state);

G_END_DECLS
