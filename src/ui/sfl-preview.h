/* sfl-preview.h: how a transcript begins
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-transcript.h"

G_BEGIN_DECLS

GtkWidget *sfl_preview_new (void);
void sfl_preview_show (GtkWidget *preview, SflTranscript *transcript, guint n_shown);

G_END_DECLS
