/* sfl-reading-settings.h: how the text looks and is cut
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SFL_TYPE_READING_SETTINGS (sfl_reading_settings_get_type ())
G_DECLARE_FINAL_TYPE (SflReadingSettings, sfl_reading_settings, SFL, READING_SETTINGS, GtkPopover)

GtkWidget *sfl_reading_settings_new (GSettings *settings);

G_END_DECLS
