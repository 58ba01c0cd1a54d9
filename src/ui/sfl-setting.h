/* sfl-setting.h: one setting, as a page of the reading settings shows it
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a choice is called; a list of them ends with NULL. */
typedef struct {
  const char *nick;
  const char *label; /* marked by N_() */
} SflSettingChoice;

/* A value as it is shown and spoken: to be freed. */
typedef char *(*SflSettingFormat) (double value);

GtkWidget *sfl_setting_new_heading (const char *text);
GtkWidget *sfl_setting_new_choices (GSettings *settings,
                                    const char *key,
                                    const char *title,
                                    const SflSettingChoice *choices);
GtkWidget *sfl_setting_new_slider (GSettings *settings,
                                   const char *key,
                                   const char *title,
                                   double min,
                                   double max,
                                   double step,
                                   SflSettingFormat format);
GtkWidget *sfl_setting_new_check (GSettings *settings, const char *key, const char *title);

G_END_DECLS
