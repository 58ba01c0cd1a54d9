/* sfl-printing.h: the transcript on paper
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "sfl-reading.h"

G_BEGIN_DECLS

GtkPrintOperation *sfl_printing_new (SflReading *reading, const char *title, GSettings *settings);

G_END_DECLS
