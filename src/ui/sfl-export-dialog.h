/* sfl-export-dialog.h: the forms that a transcript can be saved in
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-transcript.h"

G_BEGIN_DECLS

void sfl_export_dialog_present (GtkWindow *parent, SflTranscript *transcript);

G_END_DECLS
