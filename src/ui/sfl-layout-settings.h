/* sfl-layout-settings.h: the page of the reading settings on font and spacing
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sfl-transcript-view.h"

G_BEGIN_DECLS

GtkWidget *sfl_layout_settings_new (GSettings *settings);

void
sfl_layout_settings_apply (GSettings *settings, SflTranscriptView *view, GtkCssProvider *provider);

G_END_DECLS
